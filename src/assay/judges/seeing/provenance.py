"""The judge of provenance: does the file of a picture, as it was delivered, bear a C2PA manifest that says that a model made it?"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any, ClassVar

import msgspec

from assay.errors import MissingExtraError
from assay.judges._outcome import scored
from assay.judges.seeing.made import seen_in
from assay.judges.seeing.pixels import pixels
from assay.records import Case, Reply, Verdict

__all__ = ["Manifest", "Signed", "manifest"]

MADE = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")
"""IPTC's words for what a model made, alone or out of something else."""

_VALID = ("Valid", "Trusted")
"""A file is taken as trusted where its signer is on a list of trust, which is not asked about here."""


@dataclass(frozen=True)
class Manifest:
    """What a file says of itself. `valid`: the signature is right, and the picture is the one that was signed; `made`: some step of its
    making is said to be a model's; `signer`: who signed, by the certificate's own word."""

    valid: bool
    made: bool
    signer: str
    why: str


def manifest(data: bytes) -> Manifest | None:
    """The C2PA manifest in a file, None where there is none. Nothing is fetched: one that lies elsewhere is none.

    Raises MissingExtraError without c2pa-python.
    """
    if find_spec("c2pa") is None:
        raise MissingExtraError("a judge of provenance", "provenance")
    import c2pa

    try:
        with c2pa.Reader(None, io.BytesIO(data), context=_context()) as reader:
            found = msgspec.json.decode(reader.json())
    except c2pa.C2paError.ManifestNotFound:
        return None
    except c2pa.C2paError as error:  # of a format without manifests, with one elsewhere, or with one that is damaged
        return Manifest(False, False, "", f"a manifest that cannot be read: {error}") if b"jumb" in data else None
    return _said(found)


def _said(found: dict[str, Any]) -> Manifest:
    manifests: dict[str, Any] = found.get("manifests", {})
    active = manifests.get(found.get("active_manifest", ""), {})
    sources = [
        str(action.get("digitalSourceType", ""))
        for each in manifests.values()  # a picture that was opened and saved again names its origin in a manifest before
        for assertion in each.get("assertions", [])
        if str(assertion.get("label", "")).startswith("c2pa.actions")
        for action in assertion.get("data", {}).get("actions", [])
    ]
    state = str(found.get("validation_state", "Invalid"))
    wrong = [str(each.get("code", "")) for each in found.get("validation_status", [])]
    return Manifest(
        valid=state in _VALID,
        made=any(source.rpartition("/")[2] in MADE for source in sources),
        signer=str(active.get("signature_info", {}).get("issuer", "")),
        why=", ".join([state.lower(), *dict.fromkeys(wrong)]),
    )


@cache
def _context() -> Any:
    """Settings under which a file cannot make the judge ask another machine."""
    import c2pa

    asks = {"remote_manifest_fetch": False, "ocsp_fetch": False}
    return c2pa.Context(c2pa.Settings.from_dict({"verify": asks}))


@dataclass(frozen=True)
class Signed:
    """A judge that reads the manifest in the file that a model delivered; the value is 1 where it is valid and says that a model made
    the picture.

    `extra`: `present`, `valid` and `made` are its parts, each 0 or 1. `label` is the signer. Words in place of a picture are `refused`. Who signed is
    not checked against a list of trust: anybody can sign. Needs the extra `provenance`; a picture takes 0.01 s.
    """

    name: str = "provenance@1"
    heavy: ClassVar[bool] = True

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        shown = seen_in(replies, 0, self.name, pixels)
        if isinstance(shown, Verdict):
            return shown
        found = manifest(replies[0].media[0].data)
        if found is None:
            parts = {"present": 0.0, "valid": 0.0, "made": 0.0}
            return scored(self.name, 0.0, "unsigned", "no manifest in the file", parts)
        extra = {"present": 1.0, "valid": float(found.valid), "made": float(found.made)}
        return scored(self.name, found.valid and found.made, found.signer or "unnamed", found.why, extra)
