"""Signed pictures: files with a C2PA manifest, which cannot be drawn anew, for a signature is never the same twice.

`tools/sign_pictures.py` made them, with a chain of its own that is valid for a hundred years and whose keys it did not keep.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["SIGNED", "signed"]

SIGNED = {
    "made.png": "a manifest that says that a model made the picture",
    "camera.png": "a manifest that says that a camera took it",
    "broken.png": "the manifest of the first, and a picture that was changed afterwards",
    "bare.png": "the same picture without a manifest",
}
"""The files, and what is in them."""


@cache
def signed(name: str) -> bytes:
    """One of these files. Raises KeyError for another name."""
    if name not in SIGNED:
        raise KeyError(name)
    return files(__name__).joinpath(name).read_bytes()
