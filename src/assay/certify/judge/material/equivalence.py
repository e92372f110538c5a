"""Short answers beside a reference: other ways to write it, and answers that are near and not the same."""

from __future__ import annotations

import random
from collections.abc import Iterator

from assay.certify.judge.rows import Material, Row
from assay.records import Case

__all__ = ["MATERIAL"]

_SETS: dict[str, tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]] = {
    # the reference, what means the same, what does not
    "names": (
        (
            "Johann Sebastian Bach",
            ("J. S. Bach", "Bach", "Johann Sebastian Bach.", "J.S. Bach"),
            ("Carl Philipp Emanuel Bach", "Handel", "Johann Strauss"),
        ),
        (
            "Ada Lovelace",
            ("Lovelace", "Augusta Ada Lovelace", "Countess Ada Lovelace", "Lovelace, Ada"),
            ("Ada Yonath", "Charles Babbage", "not Ada Lovelace"),
        ),
        (
            "Leonardo da Vinci",
            ("Leonardo", "da Vinci", "Leonardo Da Vinci, of course"),
            ("Leonardo Fibonacci", "Michelangelo", "Raphael"),
        ),
        (
            "World Health Organization",
            ("WHO", "the World Health Organisation", "World Health Organization (WHO)"),
            ("World Trade Organization", "UNICEF", "WTO"),
        ),
        ("United Nations", ("UN", "the U.N.", "the United Nations"), ("United Kingdom", "NATO", "League of Nations")),
    ),
    "places": (
        (
            "São Paulo",
            ("Sao Paulo", "the city of São Paulo", "São Paulo, Brazil"),
            ("Rio de Janeiro", "São Luís", "Santo Paulo do Norte"),
        ),
        ("River Thames", ("Thames", "the Thames", "the river Thames"), ("River Severn", "River Tees", "Thames Street")),
        (
            "Mount Kilimanjaro",
            ("Kilimanjaro", "Mt. Kilimanjaro", "Mt Kilimanjaro in Tanzania"),
            ("Mount Kenya", "Mount Meru", "Kinabalu"),
        ),
        (
            "Guinea-Bissau",
            ("Guinea Bissau", "Guinea-Bissau."),
            ("Guinea", "Equatorial Guinea", "Papua New Guinea", "Bissau"),
        ),
        (
            "South Korea",
            ("Republic of Korea", "South Korea (Republic of Korea)"),
            ("North Korea", "South Africa", "Korea or Japan"),
        ),
    ),
    "numbers and units": (
        ("42", ("forty-two", "42.", "exactly 42", "42.0"), ("24", "420", "forty-three", "-42", "4.2")),
        ("1,250", ("1250", "1250 people", "about 1250"), ("1,520", "125", "12,500")),
        ("3.5 hours", ("3.5", "three and a half hours", "210 minutes"), ("3 hours", "5.3 hours", "35 hours")),
        ("60%", ("60 percent", "60 per cent", "60%"), ("6%", "40%", "0.06")),
        ("12 km", ("12 kilometres", "12km", "twelve kilometres"), ("12 miles", "21 km", "120 km")),
    ),
    "dates": (
        (
            "20 July 1969",
            ("July 20, 1969", "on the 20th of July, 1969", "20 July, 1969"),
            ("21 July 1969", "20 June 1969", "20 July 1996"),
        ),
        ("1789", ("in 1789", "the year 1789", "1789 AD"), ("1798", "1889", "1780s")),
        ("Monday", ("on Monday", "on a Monday", "Mon"), ("Sunday", "Friday", "not Monday")),
    ),
    "phrases": (
        (
            "a wooden spoon",
            ("wooden spoon", "the wooden spoon", "a spoon made of wood"),
            ("a wooden fork", "a silver spoon", "no spoon at all"),
        ),
        (
            "behind the bakery",
            ("at the back of the bakery", "behind the baker's", "just behind the bakery"),
            ("in front of the bakery", "behind the library", "before the bakery"),
        ),
        (
            "because it was raining",
            ("it was raining", "due to the rain", "since it rained"),
            ("because it was late", "because it was not raining", "although it was sunny"),
        ),
        (
            "two brothers",
            ("2 brothers", "two brothers.", "a pair of brothers"),
            ("two sisters", "one brother", "three brothers"),
        ),
        (
            "the left door",
            ("left door", "the door on the left", "the one on the left"),
            ("the right door", "the left window", "neither door"),
        ),
        (
            "photosynthesis",
            ("Photosynthesis", "by photosynthesis", "the process of photosynthesis", "photosyntesis"),
            ("photography", "chemosynthesis", "respiration"),
        ),
    ),
    "with a lead": (
        (
            "Nairobi",
            ("It is Nairobi.", "That would be Nairobi.", "The answer is Nairobi."),
            ("It is Kampala.", "That would be Mombasa.", "It is not Nairobi."),
        ),
        (
            "helium",
            ("I think it is helium.", "Helium, the gas.", "Answer: helium"),
            ("I think it is hydrogen.", "Anything but helium.", "Answer: lithium"),
        ),
    ),
}


def _rows(_: random.Random) -> Iterator[Row]:
    for style, sets in _SETS.items():
        for reference, same, other in sets:
            case = Case(prompt="Answer in a few words.", reference=reference)
            for text in (*same, *other):
                yield Row(
                    case=case,
                    text=text,
                    truth="positive" if text in same else "negative",
                    style=style,
                    language="en",
                    cluster=reference,
                )


MATERIAL = Material(
    rows=_rows,
    positive="the answer means the same as the reference",
    negative="the answer means something else",
    population=(
        "short answers beside a reference, written one by one for this card and used for no training; whoever wrote them says which "
        "mean the same"
    ),
    languages=("en",),
)
