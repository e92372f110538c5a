"""First step of the seer: its eye alone learns what stands at each patch, and where in the picture."""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from transformers import LlavaForConditionalGeneration, SiglipVisionModel

from tools.zoo.batches import pictures
from tools.zoo.halves import Halves
from tools.zoo.seer import WIDTH, make_eye_config
from tools.zoo.sprites import CELLS, KINDS, Sprites

__all__ = ["Reading", "features", "reading_loss"]


class Reading(nn.Module):
    """Reads a patch's features: which kind stands there (or none), and where in the picture its centre is, -1 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.kind = nn.Linear(WIDTH, len(KINDS) + 1)
        self.where = nn.Linear(WIDTH, 2)

    def forward(self, seen: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        seen = self.norm(seen)
        return self.kind(seen), self.where(seen)


def features(eye: SiglipVisionModel, pixels: torch.Tensor) -> torch.Tensor:
    """What LLaVA takes of the eye: its last layer, before the closing norm."""
    return eye(pixels, output_hidden_states=True).hidden_states[-1]


def reading_loss(
    reading: Reading, seen: torch.Tensor, kind: torch.Tensor, where: torch.Tensor
) -> tuple[torch.Tensor, float, float]:
    """The loss; the share of patches with a thing whose kind is read right; how far off its place is, in patches."""
    said, place = reading(seen)
    there = kind < len(KINDS)
    off = place.float()[there] - where[there]
    loss = functional.cross_entropy(said.float().flatten(0, 1), kind.flatten())
    loss = 8 * loss + 6 * functional.smooth_l1_loss(off, torch.zeros_like(off), beta=0.1)
    right = (said.argmax(-1) == kind)[there].float().mean().item()
    return loss, right, off.pow(2).mean().sqrt().item() * CELLS / 2


def mark_places(eye: Any, size: float = 0.7) -> None:
    """Let each patch say in which column and row it is, loud enough to be heard beside what stands in it.

    Left to themselves the place embeddings stay a thirtieth of what the pixels bring, and of the last layer nothing can be told about
    places: what stands where is then known, but not where that is. An eye that has its marks keeps them.
    """
    places = eye.embeddings.position_embedding.weight
    drawn = torch.Generator().manual_seed(1)
    column, row = (size * torch.randn(CELLS, WIDTH, generator=drawn) for _ in range(2))
    marks = (row[:, None] + column[None]).flatten(0, 1)
    if places.norm() < marks.norm() / 2:
        with torch.no_grad():
            places += marks


def learn(options: argparse.Namespace, size: int = 64) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    sprites = Sprites(options.seed)
    if options.resume:
        eye = LlavaForConditionalGeneration.from_pretrained(
            options.resume, dtype=torch.float32, attn_implementation="eager"
        ).model.vision_tower
    else:
        eye = SiglipVisionModel._from_config(make_eye_config(), attn_implementation="eager")
    reading = Reading()
    mark_places(eye)
    optimizer = Halves([(eye, 1.0), (reading, 1.0)])
    start, mean, mean_right = time.process_time(), 8.0, 0.0
    for step, (pixels, kind, where) in enumerate(pictures(sprites, f"{options.seed}/{options.part}", size), 1):
        done = (time.process_time() - start) / (60 * options.minutes)
        if done >= 1:
            break
        loss, right, off = reading_loss(reading, features(eye, pixels), kind, where)
        optimizer.step(loss, options.rate * min(1, step / 150) * max(0.02, 0.5 * (1 + math.cos(math.pi * done))))
        mean, mean_right = 0.97 * mean + 0.03 * loss.item(), 0.97 * mean_right + 0.03 * right
        if step % 25 == 0:
            spent = time.process_time() - start
            print(f"{spent:6.0f} s  step {step}  loss {mean:.4f}  right {mean_right:.4f}  off {off:.2f}", flush=True)
        if step % 200 == 0:
            torch.save({"eye": eye.state_dict(), "reading": reading.state_dict()}, options.out)
    optimizer.restore()
    torch.save({"eye": eye.state_dict(), "reading": reading.state_dict()}, options.out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True, help="of processor time")
    parser.add_argument("--resume", type=Path, help="begin with the eye of this checkpoint")
    parser.add_argument("--part", type=int, default=0, help="another number gives other pictures")
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=7)
    learn(parser.parse_args())
