"""The places of the workers: what each is told, and which part of concurrency and pace is its own."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assay.engine.calls import Limits
from assay.engine.planning import case_packages
from assay.engine.prices import Price
from assay.engine.select import Picked
from assay.engine.spread.wire import Job, ModelJob, ProbeJob, encode
from assay.errors import ConfigError
from assay.models import Model
from assay.records import digest

__all__ = ["Seat", "seats_for"]


@dataclass
class Seat:
    """The place of one worker: what it is told, how many calls of each model (by URI) it may have at once, and the actor
    that fills it at the moment."""

    job: bytes
    part: Mapping[str, int]
    actor: Any = None
    filling: asyncio.Lock = field(default_factory=asyncio.Lock)


def seats_for(
    workers: int,
    picked: Sequence[Picked],
    models: Sequence[Model],
    *,
    seed: int,
    cache: bool,
    offline: bool,
    concurrency: Mapping[str, int],
    limits: Limits,
    prices: Mapping[str, Price],
    attacker: Model | None = None,
) -> list[Seat]:
    """Seats whose parts together are the whole. A model whose weights lie in its process is another one in each worker, and
    each has all of its concurrency. Raises ConfigError where a probe file has changed since it was loaded."""
    probes = tuple(_probe_job(pick) for pick in picked)
    seats = []
    everyone = (*models, *([attacker] if attacker else []))
    for number in range(workers):
        part = {
            str(m.uri): concurrency[str(m.uri)] if m.in_process else _part(concurrency[str(m.uri)], number, workers)
            for m in everyone
        }
        jobs = [
            ModelJob(uri=str(m.uri), kind=m.kind, identity=m.identity, concurrency=part[str(m.uri)]) for m in everyone
        ]
        job = Job(
            packages=case_packages({pick.probe.kind for pick in picked}),
            seed=seed,
            models=tuple(jobs[: len(models)]),
            probes=probes,
            prices=dict(prices),
            limits=replace(
                limits,
                rpm=_part(int(limits.rpm), number, workers) if limits.rpm and limits.rpm >= workers else limits.rpm,
                tpm=limits.tpm / workers if limits.tpm else None,
            ),
            workers=workers,
            folder=str(Path.cwd()),
            cache=cache,
            offline=offline,
            records=next((pick.records for pick in picked if pick.records), ()),
            attacker=jobs[-1] if attacker else None,
        )
        seats.append(Seat(encode(job), part))
    return seats


def _part(whole: int, number: int, workers: int) -> int:
    """The part of one of several workers, so that all parts together are the whole."""
    return whole // workers + (number < whole % workers)


def _probe_job(pick: Picked) -> ProbeJob:
    probe = pick.probe
    content = Path(pick.file).read_bytes() if pick.file else b""
    if content and digest(content) != pick.file_sha256:
        raise ConfigError(f"the probe file {pick.file} has changed since this run was planned; start a new run")
    return ProbeJob(
        name=probe.name,
        kind=probe.kind,
        version=probe.version,
        n=pick.n,
        file=pick.file,
        content=content,
        language=pick.language,
    )
