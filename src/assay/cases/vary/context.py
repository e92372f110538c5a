"""The text before and after a question: who asks, more words or fewer, sentences that have nothing to do with it, marks.

Sentences are drawn from small lists and may, by chance, name what a question is about; `assay.cases.vary.checked` then
rejects the candidate and another one is drawn.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence

from assay.cases.vary import text_variation
from assay.cases.vary.spans import guarded, rewrite

__all__ = ["delimiters", "distractors", "json_wrapped", "longer", "persona", "shorter"]

PERSONAS = (
    "a beekeeper",
    "a retired tram driver",
    "a student of law",
    "a night nurse",
    "a chess teacher",
    "a mountain guide",
    "a grandmother of five",
    "a piano tuner",
    "a school cook",
    "an apprentice gardener",
)
_WEATHER = ("mild", "windy", "grey", "bright", "rainy", "cold", "hot", "foggy")
_SCENES = (
    "The weather was {weather} all morning.",
    "A tram passed while it rained.",
    "The {place} had been painted the week earlier.",
    "Somebody was playing the piano next door.",
    "The {thing} of a stranger lay on a bench.",
    "A {colour} cat slept on the wall.",
    "The bakery sold fresh bread.",
    "Birds sang in front of the {place}.",
    "The radio played an old song.",
    "Snow had been forecast, and none fell.",
)
_LONGER = (
    (
        "I would like you to take your time with the following. It comes from a small collection that I keep for quiet "
        "evenings, and I have always enjoyed it. Here it is: ",
        "",
    ),
    ("What follows is something that came up in a conversation, and I said that I would ask. ", " Take your time."),
    (
        "Below you find a short text and what I would like to know. There is no trick in it, and nothing is left out. ",
        " There is no hurry at all, so please read it carefully.",
    ),
)
_COURTESY = re.compile(r"(?<![\w'])(?:please|kindly) ", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<![\w'-])(?:the|an?) (?=[a-z])", re.IGNORECASE)


@text_variation("persona", family="context", description="with who asks stated first: I am a beekeeper")
def persona(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """A sentence on the asker before the text."""
    return f"I am {rng.choice(PERSONAS)}. {text}"


@text_variation("distractors", family="context", description="with one to three sentences before it that do not matter")
def distractors(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """Sentences without numbers or names before the text."""
    slots = {
        "weather": rng.choice(_WEATHER),
        "place": rng.choice(("library", "market", "theatre", "gym", "chapel", "town hall", "mill")),
        "thing": rng.choice(("umbrella", "scarf", "basket", "newspaper", "kite", "glove")),
        "colour": rng.choice(("grey", "black", "white", "brown", "ginger")),
    }
    said = [scene.format(**slots) for scene in rng.sample(_SCENES, rng.randint(1, 3))]
    return f"{' '.join(said)} {text}"


@text_variation("longer", family="context", description="wrapped in many words that say nothing")
def longer(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """A long lead-in, and perhaps a close."""
    before, after = rng.choice(_LONGER)
    return before + text + after


@text_variation("shorter", family="context", description="in telegram style: without articles and courtesies")
def shorter(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """The text without articles and without please, outside what is protected or quoted."""
    kept = guarded(text, protected)
    edits = []
    for m in (*_COURTESY.finditer(text), *_ARTICLE.finditer(text)):
        if any(m.start() < end and start < m.end() for start, end in kept):
            continue
        if m[0][0].isupper():
            edits.append((m.start(), m.end() + 1, text[m.end()].upper()))
        else:
            edits.append((*m.span(), ""))
    return rewrite(text, edits)


@text_variation("delimiters", family="layout", description="between marks: ### … ###, <question> … </question>, quotes")
def delimiters(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """The text between two marks."""
    before, after = rng.choice(
        (("### ", " ###"), ("<question>", "</question>"), ("[[ ", " ]]"), ('"""\n', '\n"""'), ("--- \n", "\n---"))
    )
    return f"{before}{text}{after}"


@text_variation("json-wrapped", family="layout", description="as the value of a JSON object")
def json_wrapped(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """The text as a JSON string under a key; it reads back to the same text."""
    key = rng.choice(("question", "task", "input", "text"))
    return json.dumps({key: text}, ensure_ascii=False)
