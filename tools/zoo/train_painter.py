"""Second step of the painter: text encoder and UNet learn to paint what a caption says, in the latents of `train_canvas`."""

from __future__ import annotations

import argparse
import itertools
import math
import random
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, StableDiffusionPipeline
from diffusers.models.attention_processor import AttnProcessor
from torch import nn
from torch.nn import functional

from assay.cases.worlds.paintings import PLAIN_KINDS
from assay.cases.worlds.scene.painted import (
    DIRECTIONS,
    RELATIONS,
    ROLES,
    Edit,
    said_both,
    said_counted,
    said_edit,
    said_moving,
    said_portrait,
    said_related,
)
from tools.zoo.course import Course, noised, velocity_loss
from tools.zoo.descent import Descent
from tools.zoo.painter import LATENT, TOKENS, WIDTH, make_pipeline, make_text, make_tokenizer, make_unet, save, tokens
from tools.zoo.paintings import ARCHIVED, Paintings
from tools.zoo.pool import Lesson, Pool
from tools.zoo.precision import HALF

__all__ = ["Recital", "words"]

UNTOLD = 0.1
"""The share of pictures that are learned without their caption, for guidance."""


def words() -> list[str]:
    """All that the painter, the editor and the animator are told, so that they share a tokenizer."""
    kinds = itertools.product(PLAIN_KINDS, PLAIN_KINDS[::5])
    found = [ARCHIVED, *map(said_portrait, ROLES)]
    for one, other in kinds:
        found += [said_counted(one, n) for n in (1, 2, 3, 4)]
        found += [said_both(one, other), *(said_related(one, relation, other) for relation in RELATIONS)]
        found += [said_moving(one, direction) for direction in DIRECTIONS]
        found += [
            said_edit(Edit(op="recolour", kind=one, to=other[0])),
            said_edit(Edit(op="reshape", kind=one, to=other[1])),
        ]
        found.append(said_edit(Edit(op="remove", kind=one)))
    return found


class Recital(nn.Module):
    """Says the whole caption again from its last token, and foretells from it the mean of the pictures that it fits: lessons that make
    the encoder tell captions apart from the first minute, and where in a picture each word belongs."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Linear(WIDTH, TOKENS * vocabulary)
        self.picture = nn.Linear(WIDTH, math.prod(LATENT))

    def forward(self, hidden: torch.Tensor, ids: torch.Tensor, latents: torch.Tensor) -> torch.Tensor:
        """The loss of both."""
        last = hidden[:, -1]
        said = self.words(last).float().view(len(ids), TOKENS, -1)
        off = self.picture(last).float() - latents.flatten(1)
        return 0.02 * functional.cross_entropy(said.flatten(0, 1), ids.flatten()) + off.square().mean()


def turning(tokenizer: Any) -> torch.Tensor:
    """For each token the one that says the opposite relation, or itself."""
    around = torch.arange(len(tokenizer))
    for one, other in (("left", "right"), ("above", "below")):
        a, b = (tokenizer.convert_tokens_to_ids(f"{word}</w>") for word in (one, other))
        around[a], around[b] = b, a
    return around


def learn(options: argparse.Namespace) -> None:
    """Train until the minutes are over; a checkpoint every three minutes."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    if options.resume:
        whole = StableDiffusionPipeline.from_pretrained(options.resume, dtype=torch.float32)
        canvas, text, tokenizer, unet = whole.vae, whole.text_encoder, whole.tokenizer, whole.unet
        text.set_attn_implementation("eager")
        unet.set_attn_processor(AttnProcessor())
    else:
        canvas = AutoencoderKL.from_pretrained(options.canvas)
        tokenizer = make_tokenizer(words())
        text, unet = make_text(tokenizer), make_unet()
    canvas.requires_grad_(False)
    paintings = Paintings(options.seed)

    def lesson(rng: random.Random) -> Lesson:
        caption, picture = paintings.painting(rng)
        return caption, (picture,)

    pool = Pool(canvas, tokenizer, lesson, seed=f"pool/{options.seed}/{options.part}")
    whole = make_pipeline(canvas, text, tokenizer, unet)
    nothing, signal = tokens(tokenizer, [""])[0], whole.scheduler.alphas_cumprod
    recital, around = Recital(len(tokenizer)), turning(tokenizer)
    size = sum(p.numel() for part in (unet, text) for p in part.parameters())
    print(f"{size:,} parameters, {len(tokenizer)} tokens", flush=True)
    descent = Descent([unet, text, recital], mean=0.997)
    course = Course(descent, options.minutes, options.rate, lambda: save(whole, options.out))
    for _ in course.steps():
        latents, ids = pool.batch()
        latents = latents[:, 0]
        ids = torch.where(torch.rand(len(ids), 1) < UNTOLD, nothing, ids)
        # much noise more often than little: under it is decided what stands where
        moment = (len(signal) * torch.rand(len(ids)).pow(0.4)).long().clamp(max=len(signal) - 1)
        hidden, velocity = noised(latents, torch.randn_like(latents), signal[moment])
        told = text(ids).last_hidden_state
        said = unet(hidden.to(HALF), moment, told).sample
        besides = recital(told, ids, latents)
        if options.contrast:
            turned = around[ids]
            apt = (turned != ids).any(dim=1)
            wrong = unet(hidden[apt].to(HALF), moment[apt], text(turned[apt]).last_hidden_state).sample
            gap = velocity_loss(said[apt], velocity[apt]) - velocity_loss(wrong, velocity[apt])
            besides = besides + options.contrast * gap
        course.learn(velocity_loss(said, velocity), besides)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--canvas", type=Path, help="what tools.zoo.train_canvas has kept")
    parser.add_argument("--resume", type=Path, help="go on with this checkpoint, instead")
    parser.add_argument("--part", type=int, default=0, help="another number gives other pictures")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True, help="by the clock")
    parser.add_argument(
        "--contrast",
        type=float,
        default=0.0,
        help="how much it counts that the opposite relation would be further off: what sets out the learning of relations",
    )
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--seed", type=int, default=12)
    learn(parser.parse_args())
