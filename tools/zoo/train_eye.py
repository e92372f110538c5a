"""First step of the seer: its eye alone learns what stands at each patch, and where in it."""

from __future__ import annotations

import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional
from transformers import SiglipVisionModel

from tools.zoo.batches import pictures
from tools.zoo.halves import Halves
from tools.zoo.seer import WIDTH, make_eye_config
from tools.zoo.sprites import KINDS, Sprites

__all__ = ["Reading", "features", "reading_loss"]


class Reading(nn.Module):
    """Reads a patch's features: which kind stands there (or none), and where in the patch."""

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
) -> tuple[torch.Tensor, float]:
    """The loss, and the share of patches with a thing whose kind is read right."""
    said, place = reading(seen)
    there = kind < len(KINDS)
    loss = functional.cross_entropy(said.float().flatten(0, 1), kind.flatten())
    loss = 8 * loss + functional.smooth_l1_loss(place.float()[there], where[there])
    right = (said.argmax(-1) == kind)[there].float().mean().item()
    return loss, right


def main(out: str, minutes: float, seed: int = 7, size: int = 64) -> None:
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    sprites = Sprites(seed)
    eye, reading = SiglipVisionModel._from_config(make_eye_config(), attn_implementation="eager"), Reading()
    optimizer = Halves([(eye, 1.0), (reading, 1.0)])
    start, mean, mean_right = time.process_time(), 8.0, 0.0
    for step, (pixels, kind, where) in enumerate(pictures(sprites, seed, size), 1):
        done = (time.process_time() - start) / (60 * minutes)
        if done >= 1:
            break
        loss, right = reading_loss(reading, features(eye, pixels), kind, where)
        optimizer.step(loss, 1.5e-3 * min(1, step / 150) * max(0.02, 0.5 * (1 + math.cos(math.pi * done))))
        mean, mean_right = 0.97 * mean + 0.03 * loss.item(), 0.97 * mean_right + 0.03 * right
        if step % 25 == 0:
            spent = time.process_time() - start
            print(f"{spent:6.0f} s  step {step}  loss {mean:.4f}  right {mean_right:.4f}", flush=True)
        if step % 200 == 0:
            torch.save({"eye": eye.state_dict(), "reading": reading.state_dict()}, out)
    optimizer.restore()
    torch.save({"eye": eye.state_dict(), "reading": reading.state_dict()}, out)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
