"""The animator: the painter goes on as AnimateDiff, with layers between its own that look from frame to frame."""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import torch
from diffusers import AnimateDiffPipeline, MotionAdapter, StableDiffusionPipeline, UNet2DConditionModel, UNetMotionModel
from diffusers.models.attention_processor import AttnProcessor

from assay.cases.worlds.paintings import PLAIN_KINDS
from assay.cases.worlds.scene.painted import DIRECTIONS, FRAMES, moving, said_moving
from tools.zoo.course import Course, noised, velocity_loss
from tools.zoo.descent import Descent
from tools.zoo.painter import make_pipeline, make_scheduler, make_unet, tokens
from tools.zoo.painter import save as save_pipeline
from tools.zoo.paintings import pasted
from tools.zoo.pool import Lesson, Pool
from tools.zoo.precision import HALF

__all__ = ["make_adapter", "split"]

FILMS, FRESH = 10, 3
UNTOLD, BLIND = 0.1, 0.6


def make_adapter() -> MotionAdapter:
    """The layers over time: at first they change nothing."""
    adapter = MotionAdapter(
        block_out_channels=(72, 96),
        motion_layers_per_block=1,
        motion_num_attention_heads=4,
        motion_norm_num_groups=8,
        motion_max_seq_length=2 * FRAMES,
    )
    for name, part in adapter.named_modules():
        if name.endswith("proj_out"):
            torch.nn.init.zeros_(part.weight)
            torch.nn.init.zeros_(part.bias)
    return adapter


def lesson(rng: random.Random) -> Lesson:
    """What is told, and the frames of the film."""
    kind, direction = rng.choice(PLAIN_KINDS), rng.choice(list(DIRECTIONS))
    return said_moving(kind, direction), [pasted(scene) for scene in moving(rng, kind, direction, way=None).frames]


def split(unet: UNetMotionModel) -> tuple[UNet2DConditionModel, MotionAdapter]:
    """The two parts that AnimateDiffPipeline is loaded from, so that no weight is kept twice."""
    flat, adapter = make_unet(), make_adapter()
    weights = unet.state_dict()
    flat.load_state_dict({name: weights[name] for name in flat.state_dict()})
    adapter.load_state_dict({name: weights[name] for name in adapter.state_dict()})
    return flat, adapter


def learn(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    begin: Any = AnimateDiffPipeline if options.resume else StableDiffusionPipeline
    whole = begin.from_pretrained(options.resume or options.painter, dtype=torch.float32)
    canvas, text, tokenizer = whole.vae, whole.text_encoder, whole.tokenizer
    text.set_attn_implementation("eager")
    unet = whole.unet if options.resume else UNetMotionModel.from_unet2d(whole.unet, make_adapter())
    unet.set_attn_processor(AttnProcessor())
    canvas.requires_grad_(False)
    pool = Pool(
        canvas,
        tokenizer,
        lesson,
        pictures=FRAMES,
        size=FILMS,
        fresh=FRESH,
        first=256,
        seed=f"films/{options.seed}/{options.part}",
    )
    nothing, signal = tokens(tokenizer, [""])[0], make_scheduler().alphas_cumprod

    def keep() -> None:
        save(canvas, text, tokenizer, unet, options.out)

    course = Course(Descent([unet, text], mean=0.995), options.minutes, options.rate, keep)
    for _ in course.steps():
        films, ids = pool.batch()
        ids = torch.where(torch.rand(len(ids), 1) < UNTOLD, nothing, ids)
        # which way a thing goes can be learned only where nothing is seen yet: what is seen of one frame tells the others
        moment = torch.randint(0, len(signal), (len(ids),))
        blind = torch.rand(len(ids)) < BLIND
        moment[blind] = torch.randint(int(0.94 * len(signal)), len(signal), (int(blind.sum()),))
        hidden, velocity = noised(films, torch.randn_like(films), signal[moment])
        told = text(ids).last_hidden_state.repeat_interleave(FRAMES, dim=0)
        said = unet(hidden.transpose(1, 2).to(HALF), moment, told).sample.transpose(1, 2)
        course.learn(velocity_loss(said, velocity))


def save(canvas: Any, text: Any, tokenizer: Any, unet: UNetMotionModel, folder: Path) -> None:
    """As a checkpoint of AnimateDiffPipeline in 16 bits, with UNet and motion adapter apart."""
    flat, adapter = split(unet)
    save_pipeline(make_pipeline(canvas, text, tokenizer, flat), folder)
    adapter.to(torch.float16).save_pretrained(folder / "motion_adapter")
    index = folder / "model_index.json"
    parts = json.loads(index.read_text(encoding="utf-8"))
    for name in ("safety_checker", "requires_safety_checker"):
        del parts[name]
    parts |= {"_class_name": "AnimateDiffPipeline", "motion_adapter": ["diffusers", "MotionAdapter"]}
    index.write_text(json.dumps(parts, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--painter", type=Path, help="a checkpoint of tools.zoo.train_painter to begin from")
    parser.add_argument("--resume", type=Path, help="go on with this checkpoint of the animator, instead")
    parser.add_argument("--part", type=int, default=0, help="another number gives other films")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True, help="by the clock")
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=14)
    learn(parser.parse_args())
