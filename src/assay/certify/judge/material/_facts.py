"""Questions with known answers for the judges that compare answers, and the frames that replies put an answer in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from assay.cases.curate.countries import facts

__all__ = ["CONTRAST", "DECLINED", "EITHER", "FRAMES", "Question", "questions"]

FRAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "bare": ("{a}", "{a}.", "**{a}**", '"{a}"', "{a}!", "`{a}`", "\n{a}\n"),
        "cue": (
            "Answer: {a}",
            "The answer is {a}.",
            "Final answer: **{a}**",
            "My answer would be {a}.",
            "I'd go with {a}.",
            "A: {a}",
        ),
        "sentence": (
            "It is {a}.",
            "That would be {a}.",
            "You are looking for {a}.",
            "Good question! It's {a}.",
            "{a}, of course.",
            "As far as I remember, that's {a}.",
        ),
        "hedged": (
            "Probably {a}.",
            "I'm not entirely certain, but I'd say {a}.",
            "I think it's {a}, though you should check.",
        ),
        "long": (
            "Let me think about this for a moment. There is more than one candidate that comes to mind, and it helps to recall what the"
            " maps and the almanacs say. All of them agree, and so my answer is {a}.",
            "{a}. This is what the atlas on my shelf says, and it is what I learned at school. The question comes up in many a quiz, and it"
            " is a favourite of mine, for so many people know it well.",
        ),
    },
    "es": {
        "bare": ("{a}", "**{a}**", "{a}."),
        "cue": ("La respuesta es {a}.", "Respuesta: {a}"),
        "sentence": ("Es {a}.", "Se trata de {a}.", "Creo que es {a}."),
    },
    "zh": {"bare": ("{a}", "{a}。"), "cue": ("答案是{a}。", "答案：{a}"), "sentence": ("是{a}。", "应该是{a}。")},
}
"""By language and style, a reply that gives {a} as the answer."""

CONTRAST: tuple[str, ...] = (
    "Not {b}, but {a}.",
    "Many people would say {b}, but it is {a}.",
    "It is {a}, not {b}.",
    "{a}, rather than {b}.",
    "At first I thought of {b}. Actually, it is {a}.",
    "{b} is wrong. The right answer is {a}.",
    "One might expect {b} here; it is {a}, however.",
)
"""Replies that name {b} beside the answer {a}."""

EITHER: tuple[str, ...] = (
    "{a} or {b}.",
    "It is either {a} or {b}.",
    "Both {a} and {b} come to mind.",
    "Could be {a}, could be {b}.",
)
"""Replies that name two candidates and decide for neither."""

DECLINED: dict[str, tuple[str, ...]] = {
    "en": (
        "I don't know.",
        "Sorry, I have no idea.",
        "I can't answer that.",
        "That's beyond me.",
        "No clue, to be honest.",
    ),
    "es": ("No lo sé.", "No puedo responder a eso."),
    "zh": ("我不知道。", "抱歉，我无法回答。"),
}


@dataclass(frozen=True)
class Question:
    """A question, its answer and three wrong ones of the same sort."""

    text: str
    answer: str
    accept: tuple[str, ...]
    wrong: tuple[str, str, str]


@cache
def _capitals() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    found = [f for f in facts() if f.relation == "capital"]
    return tuple((f.subject, f.answer, f.accept) for f in found)


def questions(rng: random.Random, n: int) -> list[Question]:
    """`n` questions on capitals, all different."""
    drawn = rng.sample(_capitals(), n)
    out = []
    for subject, answer, accept in drawn:
        others = rng.sample([a for _, a, _ in _capitals() if a != answer and answer not in a and a not in answer], 3)
        out.append(Question(f"What is the capital of {subject}?", answer, accept, (others[0], others[1], others[2])))
    return out
