"""What the trainings of painter, editor and animator share: noise, loss, the clock, the rate, a log and checkpoints."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import torch

from tools.zoo.descent import Descent

__all__ = ["Course", "noised", "velocity_loss"]


def noised(latents: torch.Tensor, noise: torch.Tensor, shares: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Latents under noise, and the velocity that is to be foretold; `shares` is how much of the variance is signal."""
    shares = shares.view(-1, *[1] * (latents.dim() - 1))
    signal, hidden = shares.sqrt(), (1 - shares).sqrt()
    return signal * latents + hidden * noise, signal * noise - hidden * latents


def velocity_loss(said: torch.Tensor, velocity: torch.Tensor) -> torch.Tensor:
    return (said.float() - velocity).square().mean()


class Course:
    """Steps until the minutes by the clock are over, with a checkpoint of the running mean every three minutes and at the end."""

    def __init__(self, descent: Descent, minutes: float, rate: float, keep: Callable[[], None]) -> None:
        self._descent, self._minutes, self._rate, self._keep = descent, minutes, rate, keep
        self._done, self._step, self._mean = 0.0, 0, 1.0

    def steps(self) -> Iterator[int]:
        start = kept = time.time()
        while (done := (time.time() - start) / (60 * self._minutes)) < 1:
            self._done, self._step = done, self._step + 1
            yield self._step
            if self._step % 25 == 0:
                spent, used = time.time() - start, time.process_time()
                print(
                    f"{spent:5.0f} s  {used:5.0f} s of processor  step {self._step}  loss {self._mean:.4f}", flush=True
                )
            if time.time() - kept > 180:
                kept = time.time()
                self._checkpoint()
        self._checkpoint()

    def learn(self, loss: torch.Tensor, besides: torch.Tensor | float = 0.0) -> None:
        """One step down `loss` and what is added to it `besides`."""
        rate = min(1.0, self._step / 60) * max(0.01, min(1.0, (1 - self._done) / 0.5))  # warm up, stay, come down
        self._descent.step(loss + besides, self._rate * rate)
        self._mean = 0.98 * self._mean + 0.02 * loss.item()

    def _checkpoint(self) -> None:
        self._descent.put_mean()
        self._keep()
        self._descent.put_back()
