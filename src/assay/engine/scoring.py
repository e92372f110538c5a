"""From the journal to `samples.parquet` and scores; asks nothing, so that it can be done again at any time."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from assay.engine.certificates import texts
from assay.engine.folder import RunFolder
from assay.engine.index import place_of
from assay.engine.select import Picked
from assay.engine.stopping import Stopper
from assay.engine.trial import Trial
from assay.errors import JournalError, reason
from assay.measure.gates import Evidence
from assay.measure.metrics import Metric
from assay.measure.table import Table
from assay.records import Case, Sample, Score, Verdict, digest

__all__ = ["score_run", "write_parquet"]


def score_run(folder: RunFolder, picked: Sequence[Picked]) -> tuple[tuple[Score, ...], tuple[Evidence, ...], int]:
    """All scores of a run, from its journal: per model and probe, each metric over all cases and over every slice;
    where its early gates stand; and how many of the cases scored ended in an error.

    Of a probe that was stopped early, the cases up to the one that decided are scored, whichever else had been begun.
    The result does not depend on the order in which cases were journalled.
    """
    scores: list[Score] = []
    errors = 0
    plan = folder.plan
    stopper = Stopper.of(plan, picked).load(folder.index)
    certificates: dict[tuple[str, frozenset[str]], Callable[[str], str | None]] = {}
    for model in plan.targets:
        for pick in picked:
            probe = pick.probe
            if probe.kind != model.kind:
                continue
            due = stopper.due(model.uri, probe.name, sys.maxsize)
            marks: set[str] = set()
            table = Table.read(_noting(marks, _first(folder.index.samples(model.uri, probe.name), due)))
            judges = frozenset(marks)
            certificate = certificates.setdefault((probe.name, judges), texts(probe, judges))
            errors += table.outcomes()["error"]
            stopped = stopper.state(model.uri, probe.name)
            for cut, part in _slices(table, probe.slices, stopper.cuts(model.uri, probe.name)):
                for metric in probe.metrics:
                    score = _score(
                        metric,
                        part,
                        cut,
                        pick,
                        model=model.uri,
                        seed=plan.seed,
                        level=plan.level,
                        stopped=stopped,
                        certificate=certificate(metric.name),
                        by_models=folder.index.judged(model.uri, probe.name),
                    )
                    trial = stopper.trial(model.uri, probe.name, metric.name, cut)
                    scores.append(score if trial is None else _watched(score, trial))
    return tuple(scores), stopper.evidence(), errors


def _first(samples: Iterable[Sample], due: int) -> Iterable[Sample]:
    """The samples of the first so many cases; they come in the order of the plan."""
    return takewhile(lambda s: place_of(s.case.id) < due, samples) if due < sys.maxsize else samples


def _noting(marks: set[str], samples: Iterable[Sample]) -> Iterator[tuple[Case, Verdict]]:
    """Cases and verdicts; the marks of the model judges that had a part in these are noted meanwhile."""
    for sample in samples:
        marks.update(opinion.by for opinion in sample.verdict.opinions)
        yield sample.case, sample.verdict


def _slices(table: Table, names: Iterable[str], gated: set[str]) -> Iterable[tuple[str, Table]]:
    """All cases, then each slice of a tag that has several values, or that a gate is about."""
    yield "all", table
    for name in names:
        values = sorted({str(v) for v in table.text.get(name, ()) if v})
        for value in values:
            if len(values) > 1 or f"{name}={value}" in gated:
                yield f"{name}={value}", table.where({name: value})


def _watched(score: Score, trial: Trial) -> Score:
    """The score of a metric that was looked at after every cluster and could have ended the asking: its interval is one
    that holds however long one looks."""
    if score.value is None:
        return score
    low, high = trial.limits(score.level)
    return msgspec.structs.replace(
        score, low=min(low, score.value), high=max(high, score.value), interval="confidence sequence"
    )


def _score(
    metric: Metric,
    table: Table,
    cut: str,
    pick: Picked,
    *,
    model: str,
    seed: int,
    level: float,
    stopped: str,
    certificate: str | None,
    by_models: bool,
) -> Score:
    probe = pick.probe
    step = probe.cascade.model if by_models and probe.cascade else None
    stream = int(digest(f"{seed}/{probe.kind}/{probe.name}/{metric.name}/{cut}".encode())[:16], 16)
    found = metric.estimate(table, level=level, rng=np.random.default_rng(stream))
    e = found.estimate
    return Score(
        model=model,
        kind=probe.kind,
        dimension=probe.dimension,
        aspect=probe.aspect,
        probe=probe.name,
        metric=metric.name,
        slice=cut,
        value=e.value if e else None,
        low=e.low if e else None,
        high=e.high if e else None,
        level=level,
        interval=e.interval if e else "none",
        n=e.n if e else 0,
        clusters=e.clusters if e else 0,
        outcomes=found.outcomes,
        bounds=found.bounds,
        direction=metric.better,
        range=metric.range,
        unit=metric.unit,
        chance=metric.chance,
        trust=metric.trust_of(e.value) if e and metric.headline else None,
        judge=f"{probe.judge_name} > {step.name}" if step else probe.judge_name,
        certificate=certificate,
        seed=seed,
        stopped=stopped,
        null=found.null,
    )


_COLUMNS = {
    "model": "VARCHAR",
    "probe": "VARCHAR",
    "case": "VARCHAR",
    "cluster": "VARCHAR",
    "group": "VARCHAR",
    "variation": "VARCHAR",
    "draw": "INTEGER",
    "tags": "MAP(VARCHAR, VARCHAR)",
    "messages": "STRUCT(role VARCHAR, content VARCHAR)[]",
    "reference": "VARCHAR",
    "choices": "VARCHAR[]",
    "replies": "STRUCT(text VARCHAR, state VARCHAR, finish VARCHAR, seconds DOUBLE, attempts INTEGER, cached BOOLEAN, "
    "error VARCHAR, tool_calls STRUCT(name VARCHAR, arguments VARCHAR)[])[]",
    "outcome": "VARCHAR",
    "value": "DOUBLE",
    "label": "VARCHAR",
    "extra": "MAP(VARCHAR, DOUBLE)",
    "step": "VARCHAR",
    "why": "VARCHAR",
    "input_tokens": "BIGINT",
    "output_tokens": "BIGINT",
}
_ATTACKED = _COLUMNS["replies"].replace(")[]", ", move STRUCT(text VARCHAR, flaw VARCHAR))[]")
"""The replies of a run with an attacker, with what it wrote for the turns that they answer."""
_MEDIA = {"media": "VARCHAR[]", "made": "VARCHAR[]"}
"""The names of the pictures shown, and of the pictures and films made, in a run of models that see or make some."""


_DUCKDB: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 1,  # rows stay in order, and one thread's buffers are all the memory it takes
}
_encode = msgspec.json.Encoder().encode


def write_parquet(folder: RunFolder) -> Path:
    """Write `samples.parquet`, one row a case, in the order of the plan. Streams through a temporary file, whose name is
    always the same, so that what a killed process left of it is written over."""
    import duckdb

    target = folder.path / "samples.parquet"
    rows, part = target.with_name("samples.rows.part"), target.with_name("samples.parquet.part")
    kinds = _COLUMNS | ({"replies": _ATTACKED} if folder.plan.attacker else {})
    if any(p.kind != "llm" for p in folder.plan.probes):
        kinds |= _MEDIA
    columns = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items()) + "}"
    try:
        longest = 1 << 20
        with rows.open("wb") as file:
            for sample in folder.samples():
                longest = max(longest, file.write(_encode(_row(sample)) + b"\n"))
        with duckdb.connect(config=_DUCKDB) as db:
            db.execute(
                f"COPY (SELECT * FROM read_json(?, format='newline_delimited', columns={columns}, "  # noqa: S608
                f"maximum_object_size={longest})) TO '{_quoted(part)}' "
                "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)",
                [str(rows)],
            )
        part.replace(target)
    except (OSError, duckdb.Error) as error:
        raise JournalError(
            f"cannot write {target}: {_why(error)}; the journal is whole: mend that, then: assay rescore {folder.path}"
        ) from None
    finally:
        for left in (rows, part):
            with suppress(OSError):
                left.unlink()
    return target


def _why(error: Exception) -> str:
    """What kept the table from being written. DuckDB tells a failed write in JSON, with its number."""
    number = re.search(r'"errno":"(\d+)"', str(error))
    if number and not isinstance(error, OSError):
        error = OSError(int(number[1]), os.strerror(int(number[1])))
    return reason(error) if isinstance(error, OSError) else str(error).splitlines()[0]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _row(sample: Sample) -> dict[str, Any]:
    case, verdict = sample.case, sample.verdict
    return {
        "model": sample.model,
        "probe": sample.probe,
        "case": case.id,
        "cluster": case.cluster,
        "group": case.group,
        "variation": case.variation,
        "draw": case.draw,
        "tags": case.tags,
        "messages": [{"role": m.role, "content": m.content} for m in case.turns],
        "reference": case.reference,
        "choices": case.choices,
        "replies": [
            {
                "text": r.text,
                "state": r.state,
                "finish": r.finish,
                "seconds": r.seconds,
                "attempts": r.attempts,
                "cached": r.cached,
                "error": r.error,
                **(
                    {"tool_calls": [{"name": c.name, "arguments": c.arguments} for c in r.tool_calls]}
                    if r.tool_calls
                    else {}
                ),
                **({"move": r.move} if r.move else {}),
            }
            for r in sample.replies
        ],
        "outcome": verdict.outcome,
        "value": verdict.value,
        "label": verdict.label,
        "extra": verdict.extra,
        "step": verdict.step,
        "why": verdict.why,
        "input_tokens": sum(r.input_tokens for r in sample.replies),
        "output_tokens": sum(r.output_tokens for r in sample.replies),
        **({"media": sample.media} if sample.media else {}),
        **({"made": made} if (made := [media.name for r in sample.replies for media in r.media]) else {}),
    }
