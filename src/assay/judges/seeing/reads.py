"""The judge of writing in pictures: does the picture bear the text that was asked for? Read by PP-OCR, whose weights come with rapidocr."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np

from assay.errors import MissingExtraError
from assay.judges._outcome import scored, unread
from assay.judges._text import fold
from assay.judges.seeing.made import seen_in
from assay.judges.seeing.pixels import Pixels, pixels
from assay.records import Case, Reply, Verdict

__all__ = ["Reads", "bears", "error_rate", "lines", "reads"]

_SURE = 0.8
"""The least confidence of a line that counts; what is less is mostly a shape that looks like a letter."""
_SIDE = 640
"""Pixels of the longer side as which a picture is read, at most; smaller ones are doubled until they have half of that."""
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Reads:
    """See `reads`."""

    turn: int
    name: str
    heavy: bool = True

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        found = seen_in(replies, self.turn, self.name, lambda data: lines(pixels(data)))
        if isinstance(found, Verdict):
            return found
        if any(sure < _SURE for _, sure in found) and not any(sure >= _SURE for _, sure in found):
            return unread(self.name, "there is writing, and it cannot be read")
        text = " ".join(said for said, sure in found if sure >= _SURE)
        best = min(error_rate(text, wanted) for wanted in (case.reference, *case.accept))
        return scored(self.name, best == 0, text, f"it says “{text}”" if text else "no writing", {"error_rate": best})


def reads(*, turn: int = -1) -> Reads:
    """A judge of the writing in a picture against `case.reference` (or one of `case.accept`): value 1 where it says the same, up to
    case, spaces and line ends, else 0.

    `extra["error_rate"]` is the share of characters that would have to be changed, in [0, 1]; `label` is what was read. No
    writing is a 0. `unparsed`: there is some, none of it legible. Needs the extra `see`; a picture takes 0.2 s. Signs of up to
    30 capitals and digits are read rightly; other alphabets, handwriting and photographs are untried.
    """
    return Reads(turn, "reads@1" if turn == -1 else f"reads@1:turn={turn}")


def lines(picture: Pixels) -> list[tuple[str, float]]:
    """The lines of writing in a picture from top to bottom, each with how sure it is, in [0, 1]. Raises MissingExtraError."""
    from PIL import Image

    image = Image.fromarray(picture)
    while max(image.size) < _SIDE // 2:
        image = image.resize((2 * image.width, 2 * image.height), Image.Resampling.BICUBIC)
    engine = _engine()
    with _one_at_a_time:  # it keeps what it works on in itself
        found = engine(np.ascontiguousarray(np.asarray(image)[..., ::-1]), use_cls=False)
    return list(zip(found.txts or (), map(float, found.scores or ()), strict=True))


@lru_cache(1)
def _engine() -> Any:
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        raise MissingExtraError("a judge that reads writing in pictures", "see")
    from rapidocr import RapidOCR

    one_thread = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.limit_side_len": _SIDE,
            "Det.limit_type": "max",
            **one_thread,
        }
    )


def bears(text: str, wanted: str) -> bool:
    """Whether what was read has the text wanted in it, up to case, spaces and marks."""
    return _bare(wanted) in _bare(text)


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def error_rate(text: str, wanted: str) -> float:
    """The least number of characters to add, leave out or change that makes one text the other, as a share of the longer, up to case
    and spaces; 0 = the same, 1 = nothing in common."""
    a, b = ("".join(fold(said).split()) for said in (text, wanted))
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1] / max(len(a), len(b), 1)
