"""Spoils a picture in five ways at five strengths: noise, blur, JPEG, low contrast, coarse pixels.

After the families of Hendrycks & Dietterich 2019, arXiv 1903.12261 (ImageNet-C), at strengths that leave the things of a scene
recognisable to a person.
"""

from __future__ import annotations

import io
from hashlib import sha256

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

from assay.errors import ProbeError

__all__ = ["FAMILIES", "corrupted"]

FAMILIES: dict[str, tuple[float, float, float, float, float]] = {
    "noise": (14.0, 28.0, 45.0, 65.0, 90.0),
    "blur": (1.0, 1.8, 2.8, 4.0, 5.5),
    "jpeg": (40, 25, 15, 8, 4),
    "contrast": (0.6, 0.45, 0.32, 0.22, 0.15),
    "pixelate": (3, 4, 6, 8, 10),
}
"""By family, what severity 1 to 5 is: the standard deviation (of 255), the radius in pixels, the JPEG quality, the share of
contrast left, the side of a coarse pixel in pixels."""


def corrupted(image: Image.Image, family: str, severity: int, *, seed: bytes) -> Image.Image:
    """The image spoiled; noise is drawn from `seed`. Raises ProbeError for a family or a severity that there is not."""
    if family not in FAMILIES or not 1 <= severity <= 5:
        raise ProbeError(f"no corruption is '{family}' at severity {severity}: {', '.join(FAMILIES)}, each at 1 to 5")
    strength = FAMILIES[family][severity - 1]
    if family == "noise":
        rng = np.random.default_rng(int.from_bytes(sha256(seed).digest()[:8], "big"))
        pixels = np.asarray(image, dtype=np.float64)
        noisy = pixels + rng.normal(0.0, strength, pixels.shape)
        return Image.fromarray(np.clip(np.rint(noisy), 0, 255).astype(np.uint8))
    if family == "blur":
        return image.filter(ImageFilter.GaussianBlur(strength))
    if family == "jpeg":
        out = io.BytesIO()
        image.save(out, format="JPEG", quality=int(strength))
        return Image.open(io.BytesIO(out.getvalue())).convert("RGB")
    if family == "contrast":
        return ImageEnhance.Contrast(image).enhance(strength)
    small = max(1, image.width // int(strength))
    return image.resize((small, small), Image.Resampling.BOX).resize(image.size, Image.Resampling.NEAREST)
