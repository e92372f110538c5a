"""Training in 16 bits with a copy of the weights in 32: on processors with such products several times as fast."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import distributed, nn

from tools.zoo.precision import HALF

__all__ = ["Halves"]


class Halves:
    """AdamW over 32-bit copies of the 16-bit parameters of `modules`; groups may have rates of their own.

    Where several processes train together (`torchrun`), each step goes down the mean of their gradients.
    """

    def __init__(self, modules: Iterable[tuple[nn.Module, float]]) -> None:
        self._half: list[nn.Parameter] = []
        self._whole: list[torch.Tensor] = []
        groups = []
        for module, share in modules:
            wholes = [p.detach().float().clone().requires_grad_() for p in module.parameters()]
            self._half += list(module.to(HALF).parameters())
            self._whole += wholes
            groups.append({"params": wholes, "share": share})
        self._optimizer = torch.optim.AdamW(groups, lr=1e-3, weight_decay=0.02, betas=(0.9, 0.98))

    def step(self, loss: torch.Tensor, rate: float) -> None:
        """One step down the gradient of `loss`; `rate` is that of a group whose share is 1."""
        for half in self._half:
            half.grad = None
        loss.backward()
        for half, whole in zip(self._half, self._whole, strict=True):
            whole.grad = None if half.grad is None else half.grad.float()
        if distributed.is_initialized():
            self._share()
        nn.utils.clip_grad_norm_(self._whole, 1.0)
        for group in self._optimizer.param_groups:
            group["lr"] = rate * group["share"]
        self._optimizer.step()
        with torch.no_grad():
            for half, whole in zip(self._half, self._whole, strict=True):
                half.copy_(whole)

    def _share(self) -> None:
        grads = [whole.grad for whole in self._whole if whole.grad is not None]
        flat = torch.cat([grad.flatten() for grad in grads])
        distributed.all_reduce(flat)
        flat /= distributed.get_world_size()
        for grad, mean in zip(grads, flat.split([grad.numel() for grad in grads]), strict=True):
            grad.copy_(mean.view_as(grad))

    def restore(self) -> None:
        """Put the 32-bit weights into the modules, for keeping."""
        with torch.no_grad():
            for half, whole in zip(self._half, self._whole, strict=True):
                half.data = whole.detach().clone()
