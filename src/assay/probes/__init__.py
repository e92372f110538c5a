"""Probes: one measurable test of one aspect for one kind of model; a new aspect is one file under this package.

`@assay.probe("dimension/aspect")` turns a plain class into a registered `Probe`. The class needs `cases`, `judge` and
`metrics`; everything else has a default. How a perfect and a worst model would answer a case belongs to the
probe too (`ideal`, `worst`): golden tests and planted faults are built on them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from inspect import getdoc
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from assay.cases.curate.drafts import Draft
from assay.cases.curate.record import KINDS as KINDS_OF_RECORDS
from assay.cases.curate.record import Record, RecordKind, kind_of
from assay.errors import ProbeError
from assay.judges import Judge
from assay.measure.metrics import Metric
from assay.protocols import Protocol, attackable, single
from assay.records import Case, Kind, digest
from assay.registry import Registry
from assay.taxonomy import DIMENSIONS, ENGLISH, KINDS, LANGUAGES, title

if TYPE_CHECKING:
    from assay.judges import Cascade

__all__ = ["PROBES", "Probe", "probe", "probes_of"]

Cls = TypeVar("Cls", bound=type)
_NAME = re.compile(r"^[a-z]+(/[a-z0-9]+(-[a-z0-9]+)*){1,2}$")


@dataclass(frozen=True, kw_only=True)
class Probe:
    """A registered probe. `name` is `dimension/aspect` or `dimension/aspect/part`; unique within a kind.

    `make(rng, n)` yields at most n cases; one that `uses` records of some kinds takes them as a third argument, and
    `draft(rng, n)` gives what a generator model may write for the same cases, if anything. `slices` are the tags that
    scores are cut by; `languages` are those that all its prompts can be asked in; `sensitive` folds the model's words away
    in reports; `source` is where the method comes from, one line; `version` changes whenever cases or judgement do. `faults`
    names, by planted fault, the metrics that it must move for the worse, and by which they are certified; `best`, by metric, the
    planted model without that fault, for a metric that has no value where nothing is ever wrong: else a perfect one. `ideal(case)` and
    `worst(case)` give one text for each call of the protocol. `beyond` says, by the scheme of a model's URI, why the probe would say
    nothing true about such models: it is not put to them. `extra` is the extra that its judge needs, and the module that comes
    with it: where that is not installed, the probe is not asked. `attacked` are the metrics that it has beside in a run with an
    attacker model, for which `make(rng, n, attacker=True)` yields cases of their own; `plain` is then the probe as it is
    without.
    """

    name: str
    kind: Kind
    description: str
    make: Callable[..., Iterable[Case]]
    draft: Callable[[random.Random, int], Iterable[Draft]] | None = None
    uses: tuple[RecordKind, ...]
    languages: tuple[str, ...]
    judge: Judge
    metrics: tuple[Metric, ...]
    attacked: tuple[Metric, ...] = ()
    protocol: Protocol
    slices: tuple[str, ...]
    sensitive: bool
    source: str
    version: str
    faults: Mapping[str, tuple[str, ...]]
    best: Mapping[str, str]
    ideal: Callable[[Case], Sequence[str]]
    worst: Callable[[Case], Sequence[str]]
    beyond: Mapping[str, str]
    extra: tuple[str, str] | None
    origin: type
    plain: Probe | None = None

    @property
    def dimension(self) -> str:
        return self.name.split("/")[0]

    @property
    def aspect(self) -> str:
        return self.name.split("/")[1]

    @property
    def title(self) -> str:
        """The aspect and the part, if any, as a heading."""
        return ": ".join(title(part) for part in self.name.split("/")[1:])

    @property
    def judge_name(self) -> str:
        return getattr(self.judge, "name", None) or self.name

    @property
    def judge_is_heavy(self) -> bool:
        """Whether the judge takes so long that it must not run in the loop: it says so with `heavy = True`."""
        return bool(getattr(self.judge, "heavy", False))

    @property
    def can_be_attacked(self) -> bool:
        """Whether a run's attacker model can word what it asks."""
        return attackable(self.protocol) is not None

    def with_attacker(self) -> Probe:
        """The probe as a run with an attacker asks it: with the cases and the metrics that are about it."""
        make = partial(self.make, attacker=True) if self.attacked else self.make
        return replace(self, make=make, metrics=(*self.metrics, *self.attacked), attacked=(), plain=self)

    @property
    def cascade(self) -> Cascade | None:
        """The judge, where it is a cascade that can end in a model; None else."""
        if getattr(self.judge, "model", None) is None:
            return None
        from assay.judges import Cascade  # late: most runs have none, and it brings all of judging by models with it

        return self.judge if isinstance(self.judge, Cascade) else None

    def used(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """Those of the records that this probe makes its cases of."""
        return tuple(record for record in records if kind_of(record) in self.uses)

    def drafts(self, seed: int, n: int) -> tuple[Draft, ...]:
        """What a generator model may write for the cases of `seed` and `n`."""
        return tuple(self.draft(self._rng(seed), n)) if self.draft is not None else ()

    def _rng(self, seed: int, language: str = ENGLISH) -> random.Random:
        own = "" if language == ENGLISH else f"/{language}"
        return random.Random(f"{seed}/{self.kind}/{self.name}/{self.version}{own}")

    def cases(self, seed: int, n: int, records: Sequence[Record] = (), language: str = ENGLISH) -> Iterator[Case]:
        """The first `n` cases of this probe for `seed`, made of `records` where it uses some of them, asked in `language`:
        a pure function of these, each with its id. Where it is not English, it is a tag of every case.

        An id is the case's place and the start of its content's hash, so that it names both.
        """
        if language not in self.languages:
            raise ProbeError(f"{self.name} is not asked in '{language}', only in {', '.join(self.languages)}")
        rng = self._rng(seed, language)
        used = self.used(records)
        given: dict[str, Any] = {} if language == ENGLISH else {"language": language}
        for index, case in enumerate(self.make(rng, n, used, **given) if used else self.make(rng, n, **given)):
            if index >= n:
                return
            if not isinstance(case, Case):
                raise ProbeError(f"{self.name}: cases() must yield assay.Case, not {type(case).__name__}")
            if not case.prompt and not case.messages:
                raise ProbeError(f"{self.name}: case {index} has neither a prompt nor messages")
            if given:
                case = msgspec.structs.replace(case, tags={**case.tags, **given})
            yield msgspec.structs.replace(case, id=f"{index:06d}-{digest(case)[:8]}")


PROBES: Registry[Probe] = Registry("probe", "assay.probes")


def probes_of(dimension: str) -> list[Probe]:
    """All probes of one dimension, by name. Those that assay brings stand in the folder of that name, and no other folder
    is imported for it: a run of two probes need not wait for fifty."""
    if dimension not in DIMENSIONS:
        return []
    PROBES.load(dimension)
    return sorted((p for p in PROBES.registered() if p.dimension == dimension), key=lambda p: (p.kind, p.name))


def probe(name: str, *, kind: Kind = "llm") -> Callable[[Cls], Cls]:
    """Register a class as a probe (see the README for a whole one).

    The class has `cases(self, rng, n)`, `judge` (an `assay.judges` factory's result, or a method `judge(self, case,
    replies)`) and `metrics` (a list from `assay.measure`); it may have `protocol`, `slices`, `sensitive`, `source`,
    `version`, `faults` (by planted fault, the metrics it must move), `best` (by metric, the planted model
    that errs but has not the fault, where a perfect one gives it no value), `ideal(self, case)`, `worst(self, case)` and `beyond`
    (by the scheme of a model's URI, the sentence that says why it is not put to such models) and `extra` (the extra that its judge needs,
    and the module that comes with it). With
    `uses = ("fact", …)`, kinds of records, it also takes what a source gives: `cases(self, rng, n, records=())`; with
    `languages = ("en", "es", "zh")`, those that a whole run can be asked in, it is given the one asked for, where that is not
    English: `cases(self, rng, n, language="en")`; with `drafts(self, rng, n)` it says which of them a generator model may
    write for the cases of the same `rng`. With `attacked`, more metrics, it has cases for a run with an attacker model:
    `cases(self, rng, n, attacker=False)`. Raises ProbeError where the declaration is wrong.
    """

    def register(cls: Cls) -> Cls:
        PROBES.add(f"{kind}:{name}", _build(name, kind, cls))
        return cls

    return register


def _build(name: str, kind: Kind, cls: type) -> Probe:
    if not _NAME.match(name) or name.split("/")[0] not in DIMENSIONS:
        raise ProbeError(
            f"'{name}' is no probe name: write dimension/aspect in lower case, with one of {', '.join(DIMENSIONS)}"
        )
    if kind not in KINDS:
        raise ProbeError(f"{name}: kind '{kind}' is not one of {', '.join(KINDS)}")
    for need in ("cases", "judge", "metrics"):
        if not hasattr(cls, need):
            raise ProbeError(f"{name}: the class {cls.__name__} has no '{need}'")
    self = cls()
    metrics, attacked = tuple(self.metrics), tuple(getattr(self, "attacked", ()))
    names = [m.name for m in (*metrics, *attacked)]
    if not metrics or len(set(names)) != len(names):
        raise ProbeError(f"{name}: 'metrics' must list at least one metric, each with a name of its own")
    uses = tuple(getattr(self, "uses", ()))
    unknown = [kind for kind in uses if kind not in KINDS_OF_RECORDS]
    if unknown:
        raise ProbeError(f"{name}: 'uses' names '{unknown[0]}', which is none of {', '.join(KINDS_OF_RECORDS)}")
    protocol = getattr(self, "protocol", single())
    if attacked and attackable(protocol) is None:
        raise ProbeError(f"{name}: it has 'attacked' metrics, and its protocol can use no attacker")
    faults = {str(fault): tuple(moved) for fault, moved in getattr(self, "faults", {}).items()}
    strangers = [m for moved in faults.values() for m in moved if m not in names[: len(metrics)]]
    if strangers:
        raise ProbeError(f"{name}: 'faults' names '{strangers[0]}', which is none of its metrics: {', '.join(names)}")
    best = {str(metric): str(model) for metric, model in getattr(self, "best", {}).items()}
    if not set(best) <= {metric for moved in faults.values() for metric in moved}:
        raise ProbeError(f"{name}: 'best' names a metric for which 'faults' has no fault")
    languages = tuple(getattr(self, "languages", (ENGLISH,)))
    if ENGLISH not in languages or not set(languages) <= set(LANGUAGES):
        raise ProbeError(f"{name}: 'languages' must be of {', '.join(LANGUAGES)}, with {ENGLISH} among them")
    return Probe(
        name=name,
        kind=kind,
        description=getdoc(cls) or "",
        make=self.cases,
        draft=getattr(self, "drafts", None),
        uses=uses,
        languages=languages,
        judge=self.judge,
        metrics=metrics,
        attacked=attacked,
        protocol=protocol,
        slices=tuple(getattr(self, "slices", ())),
        sensitive=bool(getattr(self, "sensitive", False)),
        source=str(getattr(self, "source", "")),
        version=str(getattr(self, "version", "1")),
        faults=faults,
        best=best,
        ideal=getattr(self, "ideal", _default_ideal),
        worst=getattr(self, "worst", _default_worst),
        beyond={str(scheme): str(why) for scheme, why in getattr(self, "beyond", {}).items()},
        extra=getattr(self, "extra", None),
        origin=cls,
    )


def _default_ideal(case: Case) -> Sequence[str]:
    return [case.reference]


def _default_worst(case: Case) -> Sequence[str]:
    """The first wrong option, or a word that answers nothing."""
    return [next((c for c in case.choices if c != case.reference), "Xyzzy")]
