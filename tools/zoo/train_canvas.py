"""First step of the painter: its autoencoder learns to put a picture of 64 × 64 pixels into 8 × 8 latents and back."""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from diffusers import AutoencoderKL

from tools.zoo.descent import Descent
from tools.zoo.paintings import PIXELS, Paintings
from tools.zoo.pool import normal
from tools.zoo.precision import HALF

__all__ = ["make_canvas"]

BATCH = 32


def make_canvas() -> AutoencoderKL:
    """Eight times smaller each way, 8 channels deep; narrow where it is large, which is where the time goes."""
    return AutoencoderKL(
        in_channels=3,
        out_channels=3,
        down_block_types=["DownEncoderBlock2D"] * 4,
        up_block_types=["UpDecoderBlock2D"] * 4,
        block_out_channels=[8, 24, 48, 96],
        layers_per_block=1,
        latent_channels=8,
        norm_num_groups=4,
        sample_size=PIXELS,
        mid_block_add_attention=False,
    )


def pictures(paintings: Paintings, rng: random.Random, n: int) -> torch.Tensor:
    return normal([paintings.painting(rng).pixels for _ in range(n)])


def learn(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    rng, paintings = random.Random(f"canvas/{options.seed}"), Paintings(options.seed)
    canvas = make_canvas()
    print(f"{sum(p.numel() for p in canvas.parameters()):,} parameters", flush=True)
    optimizer = Descent([canvas])
    start, mean, step = time.process_time(), 0.5, 0
    while (done := (time.process_time() - start) / (60 * options.minutes)) < 1:
        step += 1
        pixels = pictures(paintings, rng, BATCH)
        found = canvas.encode(pixels.to(HALF)).latent_dist
        back = canvas.decode(found.sample()).sample.float()
        # most of a picture is ground, and easy: what stands on it counts five times
        weight = 1 + 4 * ((pixels - pixels[:, :, :1, :1]).abs().amax(1, keepdim=True) > 0.1).float()
        off = back - pixels
        loss = (weight * (off.abs() + off.square())).mean() + 1e-5 * found.kl().float().mean()
        optimizer.step(loss, options.rate * min(1, step / 40) * max(0.02, min(1.0, (1 - done) / 0.5)))
        mean = 0.97 * mean + 0.03 * off.detach().abs().mean().item()
        if step % 25 == 0:
            spent = time.process_time() - start
            print(f"{spent:5.0f} s  step {step}  off by {127.5 * mean:.2f} of 255  loss {loss.item():.4f}", flush=True)
        if step % 200 == 0:
            keep(canvas, optimizer, paintings, rng, options.out)
    keep(canvas, optimizer, paintings, rng, options.out)


def keep(canvas: AutoencoderKL, optimizer: Descent, paintings: Paintings, rng: random.Random, out: Path) -> None:
    """Save it in 32 bits, with the scale that makes its latents vary by about 1."""
    optimizer.put_mean()
    with torch.no_grad():
        latents = canvas.encode(pictures(paintings, rng, 128)).latent_dist.mean
    canvas.register_to_config(scaling_factor=float(1 / latents.std()))
    canvas.save_pretrained(out)
    optimizer.put_back()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True, help="of processor time")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=11)
    learn(parser.parse_args())
