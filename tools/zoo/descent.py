"""Training in 16 bits with 32-bit copies: Muon for matrices and kernels, AdamW for tables and vectors, and a running mean of the weights.

Muon (Jordan 2024, as torch has it) takes all directions of a matrix alike, which on these small models needs fewer steps than AdamW.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import nn

from tools.zoo.precision import HALF

__all__ = ["Descent"]


class Descent:
    """Steps down the gradients of `modules`, which it turns to 16 bits; `mean` of 0 keeps no running mean of the weights."""

    def __init__(self, modules: Iterable[nn.Module], mean: float = 0.0) -> None:
        parts = list(modules)
        self._half = [p for module in parts for p in module.parameters()]
        tables = {
            id(p) for m in parts for part in m.modules() if isinstance(part, nn.Embedding) for p in part.parameters()
        }
        self._whole = [p.detach().float().clone() for p in self._half]
        self._mean, self._longest, self._steps = [w.clone() for w in self._whole], mean, 0
        self._buffers = [b for part in parts for b in part.buffers() if b.is_floating_point()]
        self._constants = [b.clone() for b in self._buffers]
        for half in (*self._half, *self._buffers):
            half.data = half.data.to(HALF)
        # a kernel is a matrix of outputs by all that they look at
        views = [nn.Parameter(w.view(w.shape[0], -1) if w.dim() > 1 else w) for w in self._whole]
        self._views = views
        known = [id(p) not in tables and v.dim() == 2 for p, v in zip(self._half, views, strict=True)]
        matrices = [v for v, is_one in zip(views, known, strict=True) if is_one]
        others = [v for v, is_one in zip(views, known, strict=True) if not is_one]
        self._optimizers = (
            torch.optim.Muon(matrices, weight_decay=0.05, adjust_lr_fn="match_rms_adamw"),
            torch.optim.AdamW(others, weight_decay=0.0, betas=(0.9, 0.98)),
        )

    def step(self, loss: torch.Tensor, rate: float) -> None:
        """One step down the gradient of `loss`."""
        for half in self._half:
            half.grad = None
        loss.backward()
        for half, view in zip(self._half, self._views, strict=True):
            view.grad = None if half.grad is None else half.grad.float().reshape(view.shape)
        nn.utils.clip_grad_norm_(self._views, 1.0)
        for optimizer in self._optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
            optimizer.step()
        self._steps += 1
        with torch.no_grad():
            for half, whole in zip(self._half, self._whole, strict=True):
                half.copy_(whole)
            if self._longest:
                keep = min(self._longest, (1 + self._steps) / (10 + self._steps))
                torch._foreach_lerp_(self._mean, self._whole, 1 - keep)

    def put_mean(self) -> None:
        """Give the modules the running mean, to be kept or drawn with, until `put_back`; without one, the weights in 32 bits."""
        for half, value in zip(self._half, self._mean if self._longest else self._whole, strict=True):
            half.data = value.clone()
        for buffer, constant in zip(self._buffers, self._constants, strict=True):
            buffer.data = constant.clone()

    def put_back(self) -> None:
        """Give the modules the last weights, to go on."""
        for half, whole in zip(self._half, self._whole, strict=True):
            half.data = whole.to(HALF)
        for buffer in self._buffers:
            buffer.data = buffer.data.to(HALF)
