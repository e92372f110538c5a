"""Generators for the tests, as answers of a stub server: each fails in one known way."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count

from tests.support.openai_wire import Call, Said

__all__ = ["SCENES", "asked_sentence", "changes_numbers", "dies_after", "first", "good", "is_setting", "only", "said"]

SCENES = (
    "Low grey clouds drifted slowly across the wide open water.",
    "Golden leaves gathered softly along the narrow cobbled lanes.",
    "Bright gulls circled above the quiet stone pier.",
    "Warm lamps glowed behind dusty shutters near the square.",
    "Thin frost silvered every branch along the frozen brook.",
    "Salty wind rattled loose tiles upon ancient rooftops.",
    "Purple heather covered steep slopes beneath drifting mist.",
    "Fresh rain dripped steadily off broad green fern fronds.",
    "Distant bells echoed faintly through empty orchard rows.",
    "Pale sunshine warmed weathered benches beside blooming roses.",
    "Heavy barges creaked against mossy timber moorings.",
    "Swallows skimmed swiftly past crumbling brick chimneys.",
)


def said(text: str) -> str:
    """The text as the schema wants it."""
    return json.dumps({"text": text})


def first(call: Call) -> str:
    """What was asked for at first, whatever was said since."""
    return str(call.body["messages"][0]["content"])


def is_setting(call: Call) -> bool:
    return "sentence of scenery" in first(call)


def asked_sentence(call: Call) -> str:
    """The sentence that is to be put in other words."""
    return first(call).split("Question: ")[1].split("\n")[0]


def scene(call: Call, number: int) -> str:
    """A scene of about the length that is wanted."""
    short = SCENES[number % len(SCENES)]
    wanted = int(first(call).split(" words long")[0].split(" to ")[-2].split()[-1])
    longer = " beneath a sky of drifting colours and slowly fading silver light"
    return short if wanted < 11 else short[:-1] + " ".join(longer.split(" ")[: wanted - 6]) + "."


def good() -> Callable[[Call], str]:
    """Writes what is wanted, never the same twice."""
    numbers, words = count(), count()
    openings = ("Please tell me: ", "Now, please: ", "Please say: ", "Kindly tell me: ")

    def answer(call: Call) -> str:
        if is_setting(call):
            return said(scene(call, next(numbers)))
        return said(openings[next(words) % len(openings)] + asked_sentence(call))

    return answer


def only(text: str) -> Callable[[Call], str]:
    """Says one and the same, whatever it is asked."""
    return lambda call: text


def changes_numbers(call: Call) -> str:
    """Puts another number into what it rewords and into its scenes."""
    if is_setting(call):
        return said("Exactly 12 gulls circled above the quiet stone pier.")
    return said(f"Please tell me for all 99 of them: {asked_sentence(call)}")


def dies_after(calls: int) -> Callable[[Call], str | Said]:
    """Writes well for a while, then drops every connection."""
    well, made = good(), count()
    return lambda call: well(call) if next(made) < calls else Said(drop=True)
