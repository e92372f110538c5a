"""The numbers that training works with: 16 bits where the processor has products of them, else 32, which are then twice
as fast."""

from __future__ import annotations

import torch

__all__ = ["HALF"]

_CAN = torch.cpu.get_capabilities()
HALF: torch.dtype = torch.bfloat16 if _CAN.get("amx_bf16") or _CAN.get("avx512_bf16") else torch.float32
