"""What a certificate hangs on: a hash over what a probe is and does, so that a change of either ends the certificate.

Two things are hashed. What it *does*: its first cases, with the verdicts on the perfect, the worst and a refusing model's
answers; this sees a change wherever it comes from, in a world, a list of facts or a library. And what it *is*: its
declaration, and the source of its own file, of the judges and helpers it uses, and of its metrics' classes, for a rule that
those few answers do not touch. Comments, blank lines and everything else in the package may change freely.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from assay.engine.judging import judge
from assay.engine.media import drawn_reply
from assay.probes import Probe
from assay.records import Reply, canonical

__all__ = ["fingerprint", "source_of"]

SEED, CASES = 20_000, 12
_REFUSAL = "I'm sorry, but I can't help with that."
_HELPERS = ("assay.probes.", "assay.judges.")


def fingerprint(probe: Probe) -> str:
    """64 hex digits. Raises whatever the probe's own `cases`, `ideal` and `worst` do."""
    sha = hashlib.sha256(canonical(_declared(probe)))
    for name in sorted(_modules(probe)):
        sha.update(source_of(sys.modules.get(name), name))
    for case in probe.cases(SEED, CASES):
        sha.update(canonical(case))
        ideal = list(probe.ideal(case))
        for said in (ideal, list(probe.worst(case)), [_REFUSAL] * len(ideal)):
            sha.update(
                canonical(
                    judge(probe, case, [drawn_reply(Reply(text=text, finish="stop"), probe.kind) for text in said])
                )
            )
    return sha.hexdigest()


def _declared(probe: Probe) -> list[Any]:
    p = probe.protocol
    protocol = [type(p).__name__, p.calls, p.max_tokens, sorted(p.needs), sorted(p.wants)]
    metrics = [
        [m.name, m.better, m.range, m.of, _plain(m.where), _plain(m.counts), m.headline, m.trust_ends]
        for m in probe.metrics
    ]
    return [
        probe.kind,
        probe.name,
        probe.version,
        probe.judge_name,
        _plain(probe.faults),
        _plain(probe.best),
        protocol,
        metrics,
    ]


def _plain(mapping: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
    return sorted(mapping.items())


def _modules(probe: Probe) -> set[str]:
    """The modules of the probe, its judge and its metrics, and what they use of the probes' and judges' own."""
    own = probe.origin.__module__
    found = {own, _home(probe.judge), *map(_home, getattr(probe.judge, "steps", ()))}
    for metric in probe.metrics:
        found |= {c.__module__ for c in type(metric).__mro__ if c.__module__.startswith("assay.")}
        found.add(_home(getattr(metric, "fn", metric)))
    todo = list(found)
    while todo:
        new = {name for name in _uses(todo.pop()) if name.startswith(_HELPERS)} - found
        found |= new
        todo += new
    return {name for name in found if name == own or name.startswith("assay.")}


def _uses(name: str) -> Iterator[str]:
    """The modules of whatever a module has in its namespace."""
    if module := sys.modules.get(name):
        yield from map(_home, vars(module).values())


def _home(thing: Any) -> str:
    if isinstance(thing, ModuleType):
        return thing.__name__
    return str(getattr(thing, "__module__", None) or type(thing).__module__)


def source_of(module: ModuleType | None, name: str) -> bytes:
    """The source of a module without comment lines and blank lines; its `name` where it has none."""
    file = getattr(module, "__file__", None)
    if not file or not Path(file).is_file():
        return name.encode()
    return _lines(file, Path(file).stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _lines(file: str, _changed: int) -> bytes:
    kept = (line.rstrip() for line in Path(file).read_bytes().splitlines())
    return b"\n".join(line for line in kept if line and not line.lstrip().startswith(b"#"))
