"""The editor: the painter goes on as InstructPix2Pix, which sees a picture beside the noise and does to it what it is told."""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

import torch
from diffusers import StableDiffusionInstructPix2PixPipeline, StableDiffusionPipeline, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor

from assay.cases.worlds.paintings import PLAIN_KINDS
from assay.cases.worlds.scene import PAINTED, PLAIN_COLOURS, PLAIN_SHAPES, Scene, place
from assay.cases.worlds.scene.painted import Edit, edited, said_edit
from tools.zoo.course import Course, noised, velocity_loss
from tools.zoo.descent import Descent
from tools.zoo.painter import LATENT, make_scheduler, make_unet, save, tokens
from tools.zoo.paintings import pasted
from tools.zoo.pool import Lesson, Pool
from tools.zoo.precision import HALF

__all__ = ["change", "widened"]

UNTOLD = 0.05
"""The share of lessons without the words, the same of those without the picture, and of those without both."""


def change(rng: random.Random) -> tuple[Scene, Edit]:
    """A scene of one to three different things, and something to do to one of them."""
    kinds = rng.sample(PLAIN_KINDS, rng.choice((1, 2, 2, 3)))
    scene = Scene(things=place(rng, kinds, radii=PAINTED))
    colour, shape = kind = rng.choice(kinds)
    op = rng.choice(("recolour", "reshape", "remove"))
    others = {"recolour": set(PLAIN_COLOURS) - {colour}, "reshape": set(PLAIN_SHAPES) - {shape}, "remove": {""}}[op]
    return scene, Edit(op=op, kind=kind, to=rng.choice(sorted(others)))


def lesson(rng: random.Random) -> Lesson:
    """What is told, the picture before, and the picture after."""
    scene, edit = change(rng)
    return said_edit(edit), (pasted(scene), pasted(edited(scene, edit)))


def widened(unet: UNet2DConditionModel) -> UNet2DConditionModel:
    """The painter's UNet with room for a picture's latents beside the noise, which it does not look at yet."""
    wider = make_unet(2 * LATENT[0])
    weights = unet.state_dict()
    first = torch.zeros_like(wider.conv_in.weight)
    first[:, : LATENT[0]] = weights["conv_in.weight"]
    wider.load_state_dict(weights | {"conv_in.weight": first})
    return wider


def learn(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    begin: Any = StableDiffusionInstructPix2PixPipeline if options.resume else StableDiffusionPipeline
    whole = begin.from_pretrained(options.resume or options.painter, dtype=torch.float32)
    canvas, text, tokenizer = whole.vae, whole.text_encoder, whole.tokenizer
    text.set_attn_implementation("eager")
    unet = whole.unet if options.resume else widened(whole.unet)
    unet.set_attn_processor(AttnProcessor())
    canvas.requires_grad_(False)
    pool = Pool(canvas, tokenizer, lesson, pictures=2, seed=f"edits/{options.seed}/{options.part}")
    nothing, scheduler = tokens(tokenizer, [""])[0], make_scheduler()
    signal, scale = scheduler.alphas_cumprod, canvas.config.scaling_factor

    def keep() -> None:
        made = StableDiffusionInstructPix2PixPipeline(
            canvas, text, tokenizer, unet, scheduler, None, None, requires_safety_checker=False
        )
        save(made, options.out)

    descent = Descent([unet, text], mean=0.997)
    course = Course(descent, options.minutes, options.rate, keep)
    for _ in course.steps():
        latents, ids = pool.batch()
        before, after = latents[:, 0] / scale, latents[:, 1]  # the pipeline hands the picture's latents over unscaled
        chance = torch.rand(len(ids))
        ids = torch.where((chance < 2 * UNTOLD)[:, None], nothing, ids)
        before = before.masked_fill(((chance > UNTOLD) & (chance < 3 * UNTOLD)).view(-1, 1, 1, 1), 0.0)
        moment = torch.randint(0, len(signal), (len(ids),))
        hidden, velocity = noised(after, torch.randn_like(after), signal[moment])
        told = text(ids).last_hidden_state
        said = unet(torch.cat([hidden, before], dim=1).to(HALF), moment, told).sample
        course.learn(velocity_loss(said, velocity))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--painter", type=Path, help="a checkpoint of tools.zoo.train_painter to begin from")
    parser.add_argument("--resume", type=Path, help="go on with this checkpoint of the editor, instead")
    parser.add_argument("--part", type=int, default=0, help="another number gives other pictures")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True, help="by the clock")
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=13)
    learn(parser.parse_args())
