"""Latents of pictures with their captions, for training: those that batches had before and, with each batch, new ones."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderKL

from tools.zoo.painter import LATENT, TOKENS, tokens
from tools.zoo.paintings import Pixels
from tools.zoo.precision import HALF

__all__ = ["Lesson", "Pool", "normal"]

Lesson = tuple[str, Sequence[Pixels]]
"""What is told, and the one picture or several that belong to it."""


def normal(pixels: Sequence[Pixels]) -> torch.Tensor:
    """(pictures, 3, side, side), from -1 to 1."""
    return torch.from_numpy(np.stack(pixels)).permute(0, 3, 1, 2).float() / 127.5 - 1


class Pool:
    """Batches of `size` lessons of `pictures` pictures each, `fresh` of them new: looking at pictures takes time too."""

    def __init__(
        self,
        canvas: AutoencoderKL,
        tokenizer: Any,
        make: Callable[[random.Random], Lesson],
        *,
        pictures: int = 1,
        size: int = 64,
        fresh: int = 16,
        first: int = 2048,
        seed: str,
    ) -> None:
        self._canvas = copy.deepcopy(canvas).to(HALF)
        self._tokenizer, self._make, self._rng = tokenizer, make, random.Random(seed)
        self._pictures, self._size, self._fresh = pictures, size, fresh
        self._latents = torch.empty(0, pictures, *LATENT)
        self._tokens = torch.empty(0, TOKENS, dtype=torch.long)
        while len(self._latents) < first:
            self._more(64)

    @torch.no_grad()
    def _more(self, n: int) -> None:
        lessons = [self._make(self._rng) for _ in range(n)]
        pixels = normal([picture for _, pictures in lessons for picture in pictures]).to(HALF)
        found = self._canvas.encode(pixels).latent_dist.mean.float() * self._canvas.config.scaling_factor
        self._latents = torch.cat([self._latents, found.view(n, self._pictures, *LATENT)])
        self._tokens = torch.cat([self._tokens, tokens(self._tokenizer, [told for told, _ in lessons])])

    def batch(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Latents (size, pictures, channels, rows, columns) and tokens (size, TOKENS)."""
        before = len(self._latents)
        self._more(self._fresh)
        chosen = torch.cat(
            [torch.randint(0, before, (self._size - self._fresh,)), torch.arange(before, before + self._fresh)]
        )
        return self._latents[chosen], self._tokens[chosen]
