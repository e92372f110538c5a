"""`assay certify PROBE --judge URI`: what a probe's metrics answer when models judge the planted answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from assay.engine.certificates import Certificate
    from assay.probes import Probe

__all__ = ["certify_by_models"]


def certify_by_models(
    probes: Sequence[Probe], uris: Sequence[str], console: Console, *, output: Path | None, **given: Any
) -> Iterator[tuple[Certificate, Path]]:
    """The certificate of each probe with these judges, and where it was written: where runs with them find it, or `output`."""
    from assay.certify.by_model import cascade_of, judged_by
    from assay.certify.make import certify
    from assay.engine import certificates
    from assay.engine.panel import mark_of_judge, open_panel
    from assay.engine.select import Picked

    for probe in probes:
        cascade_of(probe)
    say = partial(console.print, markup=False, soft_wrap=True)
    panel = open_panel(uris, 1, [Picked(probe, given["n"]) for probe in probes], [])
    if panel is None:
        return
    most = given["seeds"] * given["n"] * 2 * len(panel.models)
    say(
        f"{', '.join(uris)} (role judge): asked of each planted model at most {most:,} times in two orders, and again in other words"
    )
    with judged_by(panel, say) as judging:
        marks = [mark_of_judge(model) for model in panel.models]
        for probe in probes:
            done = certify(probe, judging=judging, judges=marks, **given)
            path = certificates.file_of(probe, marks)
            if output is not None:
                path = output / certificates.inside(probe.kind, probe.name, marks)
            certificates.write(path, done)
            yield done, path
