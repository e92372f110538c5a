"""Batches of made-up pictures for training, the same for the same seed and number."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

import numpy as np
import torch

from assay.cases.worlds.scene import SIDE
from tools.zoo.precision import HALF
from tools.zoo.questions import Asked, ask
from tools.zoo.sprites import CELLS, KINDS, Put, Sketch, Sprites

__all__ = ["Lesson", "lessons", "pictures"]

_CELL = SIDE / CELLS
ROOM = 216
"""Tokens kept for the questions about a picture with their answers, about ten: all batches are of one size, so that what is compiled
for it is used again; a last question that finds no room is not asked."""


class Lesson(NamedTuple):
    """A batch of pictures with several questions each, laid end to end so that a picture is looked at once.

    `text` (pictures, tokens) is what follows the picture; `position` counts on from the picture in each question; `part` is the
    number of the question that a token belongs to, from 1; `target` is the token to be said next, or -100.
    Where the name of a thing ends of which there is one, `patch` is that thing's patch, and -1 elsewhere. At the last token of a
    question about two things, `names` (pictures, tokens, 2) are the tokens where their names end, and -1 elsewhere.
    """

    pixels: torch.Tensor
    kind: torch.Tensor
    where: torch.Tensor
    text: torch.Tensor
    position: torch.Tensor
    part: torch.Tensor
    target: torch.Tensor
    patch: torch.Tensor
    names: torch.Tensor


def pixels(sketches: list[Sketch]) -> torch.Tensor:
    """(pictures, 3, side, side), -1 to 1, as the image processor gives them."""
    stacked = np.stack([sketch.pixels for sketch in sketches])
    return torch.from_numpy(stacked).permute(0, 3, 1, 2).float() / 127.5 - 1


def cells(sketches: list[Sketch]) -> tuple[torch.Tensor, torch.Tensor]:
    """What stands at each patch: the kind of the thing whose centre lies in it (the number of kinds: none), and where in the
    picture that centre is, from -1 to 1 (left to right, top to bottom)."""
    kind = torch.full((len(sketches), CELLS * CELLS), len(KINDS))
    where = torch.zeros(len(sketches), CELLS * CELLS, 2)
    for row, sketch in enumerate(sketches):
        for thing in sketch.things:
            patch = patch_of(thing)
            kind[row, patch] = thing.kind
            where[row, patch] = torch.tensor([2 * thing.x / SIDE - 1, 2 * thing.y / SIDE - 1])
    return kind, where


def patch_of(thing: Put) -> int:
    """The patch in which a thing's centre lies."""
    return min(CELLS - 1, int(thing.y / _CELL)) * CELLS + min(CELLS - 1, int(thing.x / _CELL))


class _Pictures:
    def __init__(self, sprites: Sprites, seed: int | str, size: int) -> None:
        self._sprites, self._seed, self._size = sprites, seed, size

    def __iter__(self) -> Iterator[Any]:
        for number in count():
            rng = random.Random(f"{self._seed}/{number}")
            sketches = [self._sprites.sketch(rng) for _ in range(self._size)]
            yield (pixels(sketches).to(HALF), *cells(sketches), *self.more(rng, sketches))

    def more(self, rng: random.Random, sketches: list[Sketch]) -> tuple[torch.Tensor, ...]:
        return ()


class _Lessons(_Pictures):
    def __init__(self, sprites: Sprites, seed: int | str, size: int, tokenizer: Any) -> None:
        super().__init__(sprites, seed, size)
        self._tokenizer = tokenizer

    def more(self, rng: random.Random, sketches: list[Sketch]) -> tuple[torch.Tensor, ...]:
        shape = len(sketches), ROOM
        text, position, part = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
        target = torch.full(shape, -100)
        patch, names = torch.full(shape, -1), torch.full((*shape, 2), -1)
        for row, sketch in enumerate(sketches):
            start = 0
            for number in count(1):
                asked = ask(rng, sketch)
                question, ends = self._question(asked)
                said = self._tokenizer.encode(f"{asked.answer}</s>", add_special_tokens=False)
                end = start + len(question) + len(said)
                if end > ROOM:
                    break
                text[row, start:end] = torch.tensor(question + said)
                position[row, start:end] = torch.arange(end - start)
                part[row, start:end] = number
                last = start + len(question) - 1
                target[row, last : last + len(said)] = torch.tensor(said)
                for token, thing in zip(ends, asked.named, strict=True):
                    patch[row, start + token] = patch_of(thing)
                if len(ends) == 2:
                    names[row, last] = start + torch.tensor(ends)
                start = end
        return text, position, part, target, patch, names

    def _question(self, asked: Asked) -> tuple[list[int], list[int]]:
        """Its tokens, and at which of them the names of its things end."""
        found = self._tokenizer(f"{asked.question}<|assistant|>", add_special_tokens=False, return_offsets_mapping=True)
        ends = [end for _, end in found["offset_mapping"]]
        names = [" ".join(KINDS[thing.kind]) for thing in asked.named]
        return found["input_ids"], [ends.index(asked.question.rindex(name) + len(name)) for name in names]


def pictures(sprites: Sprites, seed: int | str, size: int) -> Iterator[Any]:
    """Batches of pixels with what stands at each patch."""
    return iter(_Pictures(sprites, seed, size))


def lessons(sprites: Sprites, seed: int | str, size: int, tokenizer: Any) -> Iterator[Lesson]:
    """Batches of pictures with questions."""
    found = _Lessons(sprites, seed, size, tokenizer)
    return map(Lesson._make, found)
