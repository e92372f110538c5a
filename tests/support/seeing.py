"""Eyes for tests: reads the pixels of a drawn scene back, by code of its own, and answers questions from what it sees.

It knows the palette and what a circle or a star is, and nothing of scenes, cases or how they are drawn.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

__all__ = ["PALETTE", "Spot", "answer_from", "look", "png_in"]

PALETTE = {
    "red": (214, 38, 38),
    "green": (30, 142, 62),
    "blue": (30, 84, 220),
    "yellow": (246, 200, 0),
    "purple": (132, 48, 172),
    "orange": (246, 128, 16),
    "black": (24, 24, 24),
    "pink": (246, 138, 190),
}
FINE = 48
"""Shapes are compared as masks of so many cells a side."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Spot:
    """One thing as seen: its centre and half its larger side, in pixels."""

    colour: str
    shape: str
    x: float
    y: float
    r: float


@cache
def _masks() -> dict[str, Mask]:
    """Each shape filling its bounding box, by inequalities over a grid from −1 to 1 (y down)."""
    y, x = np.mgrid[-1 : 1 : FINE * 1j, -1 : 1 : FINE * 1j]
    angle, radius = np.arctan2(x, -y), np.hypot(x, y)
    # a five-pointed star: within a sector the edge is a straight line from the tip to the notch
    sector = np.abs((angle + np.pi / 5) % (2 * np.pi / 5) - np.pi / 5)
    notch = 0.42 / 1.08
    a, b = radius * np.cos(sector), radius * np.sin(sector)
    tip_to_notch = (notch * np.cos(np.pi / 5) - 1, notch * np.sin(np.pi / 5))
    star = (a - 1) * tip_to_notch[1] - b * tip_to_notch[0] <= 0
    hx, hy = 1.14 * x, 1.2 * (-y) + 0.12
    heart = (hx**2 + hy**2 - 1) ** 3 - hx**2 * hy**3 <= 0
    top = y < -1 + 0.95 / 1.05
    found = {
        "circle": radius <= 1,
        "square": np.ones_like(x, bool),
        "triangle": np.abs(x) <= (y + 1) / 2,
        "star": star,
        "cross": (np.abs(x) <= 0.34) | (np.abs(y) <= 0.34),
        "heart": heart,
        "diamond": np.abs(x) + np.abs(y) <= 1,
        "arrow": np.where(top, np.abs(x) <= (y + 1) * 1.05 / 0.95, np.abs(x) <= 0.4),
    }
    return {name: _boxed(mask) for name, mask in found.items()}


def _boxed(mask: Mask) -> Mask:
    """The mask cut to what is in it, on the common grid."""
    ys, xs = np.nonzero(mask)
    cut = mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    image = Image.fromarray(cut.astype(np.uint8) * 255).resize((FINE, FINE), Image.Resampling.BOX)
    return np.asarray(image) > 127


def look(png: bytes) -> list[Spot]:
    """The things in a picture, from the top left on."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=float)
    away = np.abs(pixels - pixels[0, 0]).sum(-1) > 90
    labels, _ = ndimage.label(away, structure=np.ones((3, 3)))
    boxes = ndimage.find_objects(labels)
    signs = [box for box in boxes if box[1].stop - box[1].start > 200]
    found = []
    for k, where in enumerate(boxes, 1):
        mask = labels[where] == k
        if mask.sum() < 60 or any(_within(where, sign) for sign in signs):
            continue
        inside = ndimage.binary_erosion(mask, iterations=2)
        shades = pixels[where][inside if inside.any() else mask]
        height, width = mask.shape
        # what is taller than wide by a third is a diamond, and nothing else is
        names = ["diamond"] if mask.shape[0] > 1.35 * mask.shape[1] else [s for s in _masks() if s != "diamond"]
        mine = _boxed(mask)
        shape = max(names, key=lambda name: _likeness(mine, _masks()[name]))
        y, x = where[0].start + (height - 1) / 2, where[1].start + (width - 1) / 2
        found.append(Spot(_colour(shades), shape, x, y, max(height, width) / 2))
    return sorted(found, key=lambda s: (s.y, s.x))


def _within(box: tuple[slice, ...], sign: tuple[slice, ...]) -> bool:
    return all(b.start >= s.start and b.stop <= s.stop for b, s in zip(box, sign, strict=True))


def _likeness(mine: Mask, its: Mask) -> float:
    """Overlap over union."""
    return float((mine & its).sum() / (mine | its).sum())


def _colour(shades: NDArray[np.float64]) -> str:
    """The colour that most pixels are nearest to; stripes and dots are a shade of it."""
    names = list(PALETTE)
    tints = np.array([PALETTE[name] for name in names], dtype=float)
    exact = np.abs(shades[:, None, :] - tints).sum(-1)
    near = exact.min(axis=1) < 40
    return names[int(np.bincount(exact[near].argmin(axis=1), minlength=len(names)).argmax())] if near.any() else "?"


def png_in(body: dict[str, Any]) -> bytes:
    """The picture of the last message of a chat request, from its data URL."""
    parts = body["messages"][-1]["content"]
    url = next(part["image_url"]["url"] for part in parts if part["type"] == "image_url")
    assert url.startswith("data:image/png;base64,")
    return base64.b64decode(url.partition(",")[2], validate=True)


def answer_from(spots: list[Spot], question: str) -> str:
    """The answer to an English question of the probes, from what is seen alone."""
    thing = r"(?:the |an? )?(\w+) (circle|square|triangle|star|cross|heart|diamond|arrow)(?:s|es)?"
    named = re.findall(thing, question)
    if m := re.search(rf"{thing} (to the left of|to the right of|above|below) {thing}", question):
        one, other = (
            next(s for s in spots if (s.colour, s.shape) == kind) for kind in (m.groups()[:2], m.groups()[3:])
        )
        holds: dict[str, Callable[[], bool]] = {
            "to the left of": lambda: one.x < other.x,
            "to the right of": lambda: one.x > other.x,
            "above": lambda: one.y < other.y,
            "below": lambda: one.y > other.y,
        }
        return "yes" if holds[m.group(3)]() else "no"
    for form in (
        r"Which (\w+) shape is in the picture",
        r"Which shape in the picture is (\w+):",
        r"One thing in it is (\w+)\.",
        r"is the (\w+) shape in it",
    ):
        if m := re.search(form, question):
            return next((s.shape for s in spots if s.colour == m.group(1)), "I cannot tell.")
    if not named:
        return "I cannot tell."  # these eyes do not read
    count = sum((s.colour, s.shape) == named[-1] for s in spots)
    return str(count) if re.search(r"How many|Count|number of", question) else "yes" if count else "no"
