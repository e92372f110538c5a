"""What the design promises and this bench cannot measure yet: said, not left out."""

from __future__ import annotations

from collections.abc import Iterator

from bench.programs import ASSAY
from bench.rows import Row, Setting

__all__ = ["measure_ray"]


def measure_ray(setting: Setting) -> Iterator[Row]:
    """Speed-up of four workers over one."""
    yield Row(
        group="ray",
        what="speed-up of 4 Ray workers",
        program=ASSAY.name,
        value=None,
        unit="×",
        target="≥ 3.5",
        note="not measured yet: it comes with the Ray executor",
    )
