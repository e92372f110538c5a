"""Frames: a few words of setting before a question, which make the space of prompts vast and change no answer.

Each frame carries a number or a name, so that two seeds meet the same prompt about once in a hundred million.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import TypeVar

from assay.cases.curate._words import words

__all__ = ["PEOPLE", "frame", "letter", "shuffled"]

T = TypeVar("T")

PEOPLE = words(
    "Ada Amir Ana Anton Asha Bela Ben Carla Chen Dara Dina Elif Emil Esra Eva Farid Finn Gita Goran "
    "Hana Hugo Ida Ilan Ines Ivan Jana Jin Jonas Kai Kemal Kofi Lara Leo Lin Luca Mara Marek Mei "
    "Mina Musa Nadia Nils Nora Omar Oona Otto Paul Petra Priya Rafa Rana Remy Rosa Sami Sara Sven "
    "Tara Tariq Theo Uma Vera Viktor Wen Yara Yusuf Zara Zoe"
)
"""First names from many languages, for people who ask and people in made-up worlds."""


def frame(rng: random.Random) -> str:
    """A setting of three to nine words, ending in a space ("Quiz night, round 4, question 317. ")."""
    who, number = rng.choice(PEOPLE), rng.randrange(1, 100_000)
    letters = "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(2))
    return rng.choice(
        (
            f"Quiz night, round {rng.randrange(1, 40)}, question {rng.randrange(1, 5_000)}. ",
            f"Exercise {number}. ",
            f"Trivia card {number}: ",
            f"Form {letters}{number % 1000:03d}, field {rng.randrange(1, 60)}. ",
            f"{who} asks (ticket {number}): ",
            f"Homework of {who}, task {letters}-{rng.randrange(1, 500)}. ",
            f"Worksheet {rng.randrange(1, 400)}, line {rng.randrange(1, 900)}. ",
            f"Message {number} from {who}: ",
        )
    )


def letter(rng: random.Random) -> str:
    """A setting for what a user says of themselves, ending in a space ("Message 317 from Ada: ")."""
    who, number = rng.choice(PEOPLE), rng.randrange(1, 100_000)
    return rng.choice(
        (f"Message {number} from {who}: ", f"{who} writes (ticket {number}): ", f"Request {number}, from {who}: ")
    )


def shuffled(rng: random.Random, options: Sequence[T]) -> Iterator[T]:
    """The options without end, each once in every round, in an order of the round's own: balanced at any length."""
    while True:
        yield from rng.sample(options, len(options))
