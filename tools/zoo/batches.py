"""Batches of made-up pictures for training, the same for the same seed and number, made in a process of their own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset

from assay.cases.worlds.scene import SIDE
from tools.zoo.questions import ask
from tools.zoo.sprites import CELLS, KINDS, Sketch, Sprites

__all__ = ["Lesson", "lessons", "pictures"]

_CELL = SIDE / CELLS
_ROOM = 27
"""Tokens kept for a question with its answer, on average: all batches are of one size, so that what is compiled for it is used
again; a last question that finds no room is not asked."""


class Lesson(NamedTuple):
    """A batch of pictures with several questions each, laid end to end so that a picture is looked at once.

    `text` (pictures, tokens) is what follows the picture; `position` counts on from the picture in each question; `part` is the
    number of the question that a token belongs to, from 1; `target` is the token to be said next, or -100.
    """

    pixels: torch.Tensor
    kind: torch.Tensor
    where: torch.Tensor
    text: torch.Tensor
    position: torch.Tensor
    part: torch.Tensor
    target: torch.Tensor


def pixels(sketches: list[Sketch]) -> torch.Tensor:
    """(pictures, 3, side, side), -1 to 1, as the image processor gives them."""
    stacked = np.stack([sketch.pixels for sketch in sketches])
    return torch.from_numpy(stacked).permute(0, 3, 1, 2).float() / 127.5 - 1


def cells(sketches: list[Sketch]) -> tuple[torch.Tensor, torch.Tensor]:
    """What stands at each patch: the kind of the thing whose centre lies in it (the number of kinds: none), and where in the
    patch, from -1 to 1 (left to right, top to bottom)."""
    kind = torch.full((len(sketches), CELLS * CELLS), len(KINDS))
    where = torch.zeros(len(sketches), CELLS * CELLS, 2)
    for row, sketch in enumerate(sketches):
        for thing in sketch.things:
            column, line = min(CELLS - 1, int(thing.x / _CELL)), min(CELLS - 1, int(thing.y / _CELL))
            patch = line * CELLS + column
            kind[row, patch] = thing.kind
            where[row, patch, 0] = 2 * (thing.x / _CELL - column) - 1
            where[row, patch, 1] = 2 * (thing.y / _CELL - line) - 1
    return kind, where


class _Pictures(IterableDataset[Any]):
    def __init__(self, sprites: Sprites, seed: int | str, size: int) -> None:
        self._sprites, self._seed, self._size = sprites, seed, size

    def __iter__(self) -> Iterator[Any]:
        for number in count():
            rng = random.Random(f"{self._seed}/{number}")
            sketches = [self._sprites.sketch(rng) for _ in range(self._size)]
            yield (pixels(sketches).to(torch.bfloat16), *cells(sketches), *self.more(rng, sketches))

    def more(self, rng: random.Random, sketches: list[Sketch]) -> tuple[torch.Tensor, ...]:
        return ()


class _Lessons(_Pictures):
    def __init__(self, sprites: Sprites, seed: int | str, size: int, tokenizer: Any, questions: int) -> None:
        super().__init__(sprites, seed, size)
        self._tokenizer, self._questions = tokenizer, questions

    def more(self, rng: random.Random, sketches: list[Sketch]) -> tuple[torch.Tensor, ...]:
        rows: list[list[list[int]]] = []
        for sketch in sketches:
            text: list[int] = []
            position: list[int] = []
            part: list[int] = []
            target: list[int] = []
            for number in range(1, self._questions + 1):
                asked, said = self._lesson(rng, sketch)
                if len(text) + len(asked) + len(said) > _ROOM * self._questions:
                    break
                text += asked + said
                position += range(len(asked) + len(said))
                part += [number] * (len(asked) + len(said))
                target += [-100] * (len(asked) - 1) + said + [-100]
            rows.append([text, position, part, target])
        longest = _ROOM * self._questions
        return tuple(
            torch.tensor([row[k] + [fill] * (longest - len(row[k])) for row in rows])
            for k, fill in enumerate((0, 0, 0, -100))
        )

    def _lesson(self, rng: random.Random, sketch: Sketch) -> tuple[list[int], list[int]]:
        asked = ask(rng, sketch)
        question = self._tokenizer.encode(f"{asked.question}<|assistant|>", add_special_tokens=False)
        return question, self._tokenizer.encode(f"{asked.answer}</s>", add_special_tokens=False)


def pictures(sprites: Sprites, seed: int | str, size: int) -> Iterator[Any]:
    """Batches of pixels with what stands at each patch."""
    return iter(DataLoader(_Pictures(sprites, seed, size), batch_size=None, num_workers=1, prefetch_factor=4))


def lessons(sprites: Sprites, seed: int | str, size: int, tokenizer: Any, questions: int) -> Iterator[Lesson]:
    """Batches of pictures with questions."""
    found = _Lessons(sprites, seed, size, tokenizer, questions)
    for batch in DataLoader(found, batch_size=None, num_workers=1, prefetch_factor=4):
        yield Lesson(*batch)
