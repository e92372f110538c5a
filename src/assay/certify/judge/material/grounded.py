"""Reports of made-up facts: that say what the text says, in its words or in others, and that add, change or deny something."""

from __future__ import annotations

import random
from collections.abc import Iterator

from assay.certify.judge.rows import Material, Row, Truth
from assay.records import Case

__all__ = ["MATERIAL"]

_NAMES = ("Harriet", "Ossian", "Benedikta", "Lorenz", "Yusra", "Tomasz", "Imelda", "Rafiq")
_SOURCE = (
    "{a} repaired {n} bicycles for the youth club. {b} painted the fence of the station in June. "
    "{a} does not own a car. The club meets every {day} in {place}."
)
_DAYS, _PLACES = ("Tuesday", "Thursday", "Saturday"), ("the old mill", "the harbour hall", "the library cellar")

_FRAMES: tuple[tuple[Truth, str, tuple[str, ...]], ...] = (
    (
        "positive",
        "in its words",
        (
            "{a} repaired {n} bicycles for the youth club.",
            "{b} painted the fence of the station in June.",
            "The club meets every {day} in {place}, and {a} does not own a car.",
            "{a} repaired {n} bicycles for the youth club; {b} painted the fence of the station.",
        ),
    ),
    (
        "positive",
        "in other words",
        (
            "The youth club had {n} bikes mended by {a}.",
            "In early summer {b} gave the station fence a coat of paint.",
            "{a} has no car of their own.",
            "Members come together in {place} once a week, on a {day}.",
        ),
    ),
    (
        "negative",
        "a number changed",
        ("{a} repaired {m} bicycles for the youth club.", "The youth club had {m} bikes mended by {a}."),
    ),
    (
        "negative",
        "somebody else",
        ("{b} repaired {n} bicycles for the youth club.", "{a} painted the fence of the station in June."),
    ),
    (
        "negative",
        "added",
        (
            "{a} repaired {n} bicycles for the youth club and was given a medal.",
            "{b} painted the fence of the station in June, together with two cousins.",
            "The club meets every {day} in {place} and charges no fee.",
        ),
    ),
    ("negative", "denied", ("{b} did not paint the fence of the station.", "{a} owns a car.", "The club never meets.")),
)


def _rows(rng: random.Random) -> Iterator[Row]:
    for truth, style, frames in _FRAMES:
        for frame in frames:
            for _ in range(4):
                a, b = rng.sample(_NAMES, 2)
                n = rng.randrange(12, 60)
                words = {"a": a, "b": b, "n": n, "m": n + rng.randrange(3, 9)}
                words |= {"day": rng.choice(_DAYS), "place": rng.choice(_PLACES)}
                text = _SOURCE.format(**words)
                case = Case(prompt=f"{text}\n\nSum up in one sentence.", data={"context": text})
                yield Row(case=case, text=frame.format(**words), truth=truth, style=style, language="en", cluster=frame)


MATERIAL = Material(
    rows=_rows,
    positive="the text says all that the reply claims",
    negative="the reply claims something that the text does not say",
    population="one-sentence reports of four made-up facts, written for this card; labels follow from the template",
    languages=("en",),
    nothing="neither",
    # what the battery adds claims nothing about the text, but a strict reader may say that it is not in it
    spared=("padding before", "padding after", "padding, much"),
)
