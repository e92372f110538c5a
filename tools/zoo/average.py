"""The mean of checkpoints of one training: `python -m tools.zoo.average OUT FOLDER FOLDER…`. What each learned a little too much of
one way or the other, as tones of a portrait, evens out."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from diffusers import StableDiffusionPipeline

from tools.zoo.painter import save

__all__ = ["average"]


def average(folders: list[Path]) -> StableDiffusionPipeline:
    """A pipeline whose text encoder and UNet have the mean of the weights of those in `folders`; the rest is of the first."""
    pipelines = [StableDiffusionPipeline.from_pretrained(folder, dtype=torch.float32) for folder in folders]
    for part in ("text_encoder", "unet"):
        states = [getattr(pipeline, part).state_dict() for pipeline in pipelines]
        mean = {
            name: torch.stack([state[name] for state in states]).mean(0) if value.is_floating_point() else value
            for name, value in states[0].items()
        }
        getattr(pipelines[0], part).load_state_dict(mean)
    return pipelines[0]


if __name__ == "__main__":
    out, *folders = map(Path, sys.argv[1:])
    save(average(folders), out)
