"""Lettering: does the picture bear the text that the prompt asks for, letter by letter?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import ClassVar

import msgspec

from assay.cases.drawings import drawing
from assay.cases.order import fit
from assay.cases.twins import AGAIN
from assay.cases.worlds.fresh import Fresh
from assay.cases.worlds.paintings import a_draw
from assay.cases.worlds.scene import Scene
from assay.cases.worlds.signs import WORDS, misspelt
from assay.judges.seeing.reads import Reads, bears, reads
from assay.measure import difference, rate
from assay.probes import probe
from assay.probes._pictures import NOT_SHOWN, keys
from assay.protocols import single
from assay.records import Case, Reply, Verdict

__all__ = ["Lettering"]

SURFACES = (
    "a wooden sign beside a road",
    "a shop sign above a door",
    "a poster on a brick wall",
    "a label on a cardboard box",
    "a T-shirt on a hanger",
    "a banner across a street",
    "the cover of a book on a table",
    "a metal plate on a gate",
)
SAYS = (
    "{surface} that says “{text}”",
    "{surface} with the text “{text}” on it",
    "{surface} on which “{text}” is printed",
)
PLAINLY = "in plain capital letters, and no other writing"

_SORTS: dict[str, int] = {"word": 1, "number": 1, "two words": 2, "four words": 4}
"""How many words a text of each sort has."""
_WORD, _ALTERED, _AGAIN = {"arm": "word"}, {"arm": "altered"}, {"arm": AGAIN}
_ASKED = {"arm": ("word", "altered")}


@dataclass(frozen=True)
class _Spelled:
    """The verdict of `judges.reads`, by whose name and card it goes, and beside it how near the text is and whose spelling it has."""

    reads: Reads = field(default_factory=reads)
    heavy: bool = True

    @property
    def name(self) -> str:
        return self.reads.name

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        verdict = self.reads(case, replies)
        if verdict.outcome != "scored":
            return verdict
        extra = {
            "letters": 1 - verdict.extra["error_rate"],
            "present": float(bears(verdict.label, case.reference)),
        }
        if case.tags["arm"] != "word":
            extra["habit"] = float(bears(verdict.label, case.data["habit"]))
        return msgspec.structs.replace(verdict, extra=extra)


@probe("truthfulness/faithfulness/lettering", kind="t2i")
class Lettering:
    """Whether the picture bears the text that was asked for.

    A sign, a poster, a label is asked for with a text of common words, and with the same text in which one letter of the first word is
    replaced: a word that can be copied from the prompt, and not written out of habit. The latter is drawn twice, which is the null. The
    writing is read by OCR. The headline is the share of pictures that bear the text as it is spelled, and no other writing, up to case,
    spaces and line ends. No picture, and writing that cannot be read, bears nothing that was asked for.
    """

    source = "the text prompts of DrawBench: Saharia et al. 2022, arXiv 2205.11487, read by OCR as in AnyText: Tuo et al. 2023, arXiv 2311.03054"
    version = "1"
    slices = ("sort",)
    protocol = single()
    extra = ("see", "rapidocr")
    beyond: ClassVar = {"zoo": "a model of coloured shapes and drawn busts was never shown a letter"}
    faults = {
        "misspells": ("written", "letters", "present", "drop"),
        "mends-spelling": ("written", "letters", "present", "drop", "habit"),
    }
    metrics = (
        rate(
            "written",
            where=_ASKED,
            better="higher",
            counts=NOT_SHOWN,
            denominator="pictures (none, and writing that cannot be read, counts as wrong)",
            hint="The text as it is spelled, and no other writing; its slices by sort show how long it may be.",
        ),
        difference(
            "drop",
            a=_WORD,
            b=_ALTERED,
            null=(_ALTERED, _AGAIN),
            better="zero",
            counts=NOT_SHOWN,
            headline=False,
            denominator="pairs of a text and the same text with one letter replaced",
            hint="Above zero, spelling comes of habit and is not copied; the null is another picture of the altered text.",
        ),
        rate(
            "letters",
            of="letters",
            where=_ASKED,
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="pictures: the share of the characters that need not be changed to make one text the other (1 − normalised edit distance)",
            hint="High where the text is nearly right; other writing beside it lowers this too.",
        ),
        rate(
            "present",
            of="present",
            where=_ASKED,
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="pictures: the text is among what is written",
            hint="Far above written, models add writing that nobody asked for.",
        ),
        rate(
            "habit",
            of="habit",
            where=_ALTERED,
            better="lower",
            headline=False,
            denominator="pictures of an altered text with writing that can be read, or with none",
            hint="The common word is written where the altered one was asked for.",
        ),
    )
    judge = _Spelled()

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        seen = Fresh()
        yield from fit((seen.draw(partial(_cluster, rng, number), keys) for number in count()), n)

    def ideal(self, case: Case) -> list[str]:
        return [_sign(case.data["lines"])]

    def worst(self, case: Case) -> list[str]:
        """One letter of the first word is another: of an altered word, that of the common one."""
        return [_sign(case.data["wrong"])]


def _cluster(rng: random.Random, number: int) -> list[Case]:
    """A text of common words, the same with one letter replaced, and another picture of that."""
    sort = list(_SORTS)[number % len(_SORTS)]
    word, *others = rng.sample(WORDS, _SORTS[sort])
    common, altered = (_lines(first, others) for first in (word, misspelt(rng, word)))
    if sort == "number":
        digits = rng.randint(10, 99)
        common, altered = ([f"{line} {digits}" for line in lines] for lines in (common, altered))
    said, surface = rng.choice(SAYS), rng.choice(SURFACES)
    return [
        Case(
            prompt=f"{said.format(surface=surface, text=' '.join(lines))}, {PLAINLY}",
            reference=" ".join(lines),
            cluster=f"text-{number}",
            variation=AGAIN if arm == AGAIN else "",
            tags={"arm": arm, "sort": sort},
            data={"lines": lines, "wrong": wrong, "habit": " ".join(common), "slip": slip},
            draw=a_draw(rng),
        )
        for arm, lines, wrong, slip in (
            ("word", common, altered, "spelling"),
            ("altered", altered, common, "habit"),
            (AGAIN, altered, common, "habit"),
        )
    ]


def _lines(first: str, others: Sequence[str]) -> list[str]:
    """The words in lines of one, four words in two lines of two."""
    words = [first, *others]
    return [" ".join(words[:2]), " ".join(words[2:])] if len(words) == 4 else words


def _sign(lines: Sequence[str]) -> str:
    return drawing(Scene().with_sign(*lines))
