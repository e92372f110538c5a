"""Pictures that tests of the judges that see are shown: scenes as they come, and spoiled."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageFilter

from assay.cases.worlds.scene import Scene
from assay.cases.worlds.scene.draw import draw

SPOILED = ("clean", "noise", "jpeg", "blur")


def png(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format=kind, **options)
    return out.getvalue()


def sized(scene: Scene, size: int) -> Image.Image:
    image = draw(scene)
    return image if size == image.width else image.resize((size, size), Image.Resampling.BOX)


def spoiled(image: Image.Image, how: str, seed: int = 0) -> np.ndarray:
    """As it is, with noise of standard deviation 12, as a JPEG of quality 75, or blurred a little."""
    if how == "noise":
        plain = np.asarray(image, dtype=np.float64)
        noisy = plain + np.random.default_rng(seed).normal(0, 12, plain.shape)
        return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)
    if how == "jpeg":
        image = Image.open(io.BytesIO(png(image, "JPEG", quality=75))).convert("RGB")
    if how == "blur":
        image = image.filter(ImageFilter.GaussianBlur(0.6 if image.width < 128 else 1.0))
    return np.asarray(image)
