"""Questions about a picture, made of what was asked for: each with the right answer, the foil that must be denied, and a drawing of both.

After TIFA (Hu et al. 2023, arXiv 2303.11897) and Davidsonian scene graphs (Cho et al. 2024, arXiv 2310.18235): one question for each
thing, its colour, its number and its place. A relation is asked about only where both things are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from assay.judges._numbers import read_number
from assay.judges._text import answer_part
from assay.judges._yes_no import polarity
from assay.judges.seeing.asked import Asked
from assay.records import Picture

__all__ = ["PARTS", "WORDINGS", "Pair", "pairs", "read"]

Part = Literal["object", "attribute", "count", "relation"]
PARTS: tuple[Part, ...] = ("object", "attribute", "count", "relation")

WORDINGS = (
    {
        "there": "Is there {a} in the picture? Answer yes or no only.",
        "number": "How many {many} are there in the picture? Answer with a number in digits only.",
        "stands": "In the picture, is {one} {stands} {other}? Answer yes or no only.",
    },
    {
        "there": "Look at the picture. Does it show {a}? Answer with yes or no and nothing else.",
        "number": "Count the {many} in this picture and reply with the number alone, in digits.",
        "stands": "Look at the picture: is {one} {stands} {other}? Reply with yes or no and nothing else.",
    },
)

_STANDS = {"left of": "to the left of", "right of": "to the right of", "above": "above", "below": "below"}
_OPPOSITE = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}
_FOIL_SHAPES = ("triangle", "circle", "square", "star")
_FOIL_COLOURS = ("blue", "red", "green", "yellow", "purple", "orange")
_ALONE = (110, 200)
_SPOTS = ((90, 90), (230, 230), (230, 90), (90, 230))
_FROM = {"left of": ((90, 160), (230, 160)), "above": ((160, 90), (160, 230))}


class Pair(NamedTuple):
    """A question with its right answer, and the foil: the same question about what must not be there, None where the number asked
    for leaves no other. `own` is a drawing of which the question is true, and `other` one of which the foil is: by these it is seen whether a
    judge can tell the two at all; `otherwise` is the answer to the question on the latter."""

    part: Part
    question: str
    answer: str
    foil: str | None
    own: Picture
    other: Picture
    otherwise: str


def pairs(asked: Asked, wording: int = 0) -> Iterator[Pair]:
    """The questions about what is asked for, those about things before those about where they stand."""
    words = WORDINGS[wording]
    shapes = list(dict.fromkeys(shape for _, shape, _ in asked.things))
    for shape in shapes:
        foil = next(other for other in _FOIL_SHAPES if other not in shapes)
        yield Pair(
            "object",
            words["there"].format(a=_a(shape)),
            "yes",
            words["there"].format(a=_a(foil)),
            _drawn((("red", shape),)),
            _drawn((("red", foil),)),
            "no",
        )
    kinds = {(colour, shape) for colour, shape, _ in asked.things}
    for colour, shape, n in asked.things:
        other = next(tint for tint in _FOIL_COLOURS if tint != colour and (tint, shape) not in kinds)
        yield Pair(
            "attribute",
            words["there"].format(a=_a(f"{colour} {shape}")),
            "yes",
            words["there"].format(a=_a(f"{other} {shape}")),
            _drawn(((colour, shape),)),
            _drawn(((other, shape),)),
            "no",
        )
        another = n + 1 if n < len(_SPOTS) else n - 1
        yield Pair(
            "count",
            words["number"].format(many=f"{colour} {shape}{'es' if shape == 'cross' else 's'}"),
            str(n),
            None,
            _drawn(((colour, shape),) * n),
            _drawn(((colour, shape),) * another),
            str(another),
        )
    if asked.relation:
        first, second = (kind[:2] for kind in asked.things)
        one, two = (f"the {colour} {shape}" for colour, shape in (first, second))

        def stands(relation: str) -> str:
            return words["stands"].format(one=one, stands=_STANDS[relation], other=two)

        opposite = _OPPOSITE[asked.relation]
        yield Pair(
            "relation",
            stands(asked.relation),
            "yes",
            stands(opposite),
            _related(first, asked.relation, second),
            _related(first, opposite, second),
            "no",
        )


def read(pair: Pair, text: str) -> str:
    """The answer in a reply: "yes" or "no", of a count the number in digits; "unsure" where it says neither, "" where
    nothing can be read."""
    text = answer_part(text)
    said = polarity(text)
    if pair.part == "count":
        number = read_number(text)
        return str(number.value) if number is not None else "unsure" if said else ""
    return "unsure" if said in ("hedge", "both") else said


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _drawn(kinds: tuple[tuple[str, str], ...]) -> Picture:
    """Things at fixed places, as a scene that is still to be drawn."""
    return _scene([(kind, _ALONE if len(kinds) == 1 else _SPOTS[at]) for at, kind in enumerate(kinds)])


def _related(first: tuple[str, str], relation: str, second: tuple[str, str]) -> Picture:
    turned = relation not in _FROM
    spots = _FROM[_OPPOSITE[relation] if turned else relation]
    return _scene(list(zip((first, second), spots[::-1] if turned else spots, strict=True)))


def _scene(placed: list[tuple[tuple[str, str], tuple[int, int]]]) -> Picture:
    things: list[dict[str, Any]] = [
        {"shape": shape, "colour": colour, "x": x, "y": y, "r": 28} for (colour, shape), (x, y) in placed
    ]
    return Picture(scene={"things": things})
