"""Makes a plan: opens the models, picks the probes, goes through all cases once to count and hash them."""

from __future__ import annotations

import datetime
import hashlib
import math
import platform
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from importlib import metadata

import msgspec

from assay._version import __version__
from assay.engine.plan import SCHEMA, JudgePlan, MetricPlan, ModelPlan, Plan, ProbePlan, SourcesPlan
from assay.engine.select import Picked
from assay.errors import ConfigError, ProbeError
from assay.measure.gates import Gate
from assay.measure.metrics import Metric
from assay.measure.precision import planned_cases
from assay.measure.table import selects, words_of
from assay.models import Model
from assay.records import canonical, digest
from assay.taxonomy import ENGLISH, MAKERS

__all__ = [
    "CHARS_PER_PICTURE",
    "CHARS_PER_TOKEN",
    "MAX_SEED",
    "case_packages",
    "check_cases",
    "make_plan",
    "plan_model",
    "plan_probe",
    "precise",
    "run_id",
]

CHARS_PER_TOKEN = 4
"""The rule of thumb by which tokens are estimated before a run."""

CHARS_PER_PICTURE = 1020
"""What a picture of 320 pixels a side is reckoned as: 255 tokens, the price of one tile."""

_CHARS_PER_TOKEN_IN = {"es": 3.5, "zh": 1.5}
"""The same where a run is asked in another language than English."""

MAX_SEED = 2**53
_CASE_PACKAGES = ("numpy", "msgspec", "pycountry", "countryinfo", "periodictable")
_PICTURE_PACKAGES = ("pillow",)
_PACKAGES = (*_CASE_PACKAGES, "scipy", "xllamacpp")


def make_plan(
    picked: Sequence[Picked],
    models: Sequence[Model],
    *,
    seed: int,
    level: float,
    suites: Sequence[str],
    limit: int | None,
    precision: float | None,
    language: str = ENGLISH,
    offline: bool,
    cache: bool,
    gate: str,
    gates: Sequence[Gate],
    notes: Sequence[str],
    concurrency: int | None,
    sources: SourcesPlan | None = None,
    helpers: Sequence[ModelPlan] = (),
) -> Plan:
    """The plan over started models. Its `run` id hashes what decides the scores: targets, an attacker, judges, probes with all
    their cases, seed, level, gates that stop early and the snapshot of sources; not the time, the machine or the speed.
    `helpers` are models in other roles; what a generator wrote is in the snapshot."""
    _check_level(level)
    if not 0 <= seed <= MAX_SEED:
        raise ConfigError(f"the seed must be a whole number from 0 to {MAX_SEED}, not {seed}")
    model_plans = tuple(plan_model(m, concurrency=concurrency) for m in models)
    if len({m.uri for m in model_plans}) < len(model_plans):
        raise ConfigError("one model is named twice; each -m needs a URI of its own")
    probes = tuple(plan_probe(p, seed) for p in picked)
    # Where the file lies, and what it says where nothing stops early, decides no score.
    early = tuple(msgspec.structs.replace(g, place="") for g in gates) if any(g.stop for g in gates) else ()
    return Plan(
        schema=SCHEMA,
        run=run_id(
            __version__,
            seed,
            level,
            (*model_plans, *(h for h in helpers if h.role == "attacker")),
            probes,
            early,
            sources,
            _judges(helpers),
        ),
        assay=__version__,
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.machine()}",
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        seed=seed,
        level=level,
        suites=tuple(suites),
        models=(*model_plans, *helpers),
        probes=probes,
        packages=_versions(_PACKAGES) | _of_pictures({p.kind for p in probes}),
        limit=limit,
        precision=precision,
        language=language,
        offline=offline,
        cache=cache,
        gate=gate,
        gates=early,
        notes=tuple(notes),
        sources=sources,
    )


def plan_model(
    model: Model,
    *,
    role: str = "target",
    concurrency: int | None = None,
    judging: JudgePlan | msgspec.UnsetType = msgspec.UNSET,
) -> ModelPlan:
    """A started model's part of the plan."""
    return ModelPlan(
        uri=str(model.uri),
        kind=model.kind,
        family=model.family,
        identity=model.identity,
        role=role,
        concurrency=concurrency or model.concurrency,
        judging=judging,
    )


def _judges(helpers: Iterable[ModelPlan]) -> tuple[ModelPlan, ...]:
    return tuple(m for m in helpers if m.role == "judge")


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ConfigError(f"the level must lie between 0 and 1, not {level}")


def precise(picked: Sequence[Picked], seed: int, half_width: float, level: float) -> tuple[list[Picked], list[str]]:
    """The probes with as many cases each as give every headline metric that is a mean an interval of at most
    ±`half_width` of its range, in whole clusters; and a note on each that makes fewer cases than that.

    The worst case, a rate of one half of cases that stand alone: cases that share clusters can tell less.
    """
    _check_level(level)
    try:
        n = planned_cases(half_width, level=level)
    except ValueError as error:
        raise ConfigError(f"--precision: {error}") from None
    out, notes = [], []
    for pick in picked:
        found = replace(pick, n=n)
        least, size = _looked_at(found, seed)
        while least < n:
            more = replace(found, n=math.ceil(found.n * n / least) + size - 1 if least else 2 * found.n)
            was, (least, size) = least, _looked_at(more, seed)
            if least == was:
                notes.append(
                    f"{pick.probe.name} makes {least:,} cases for its headline, not the {n:,} of ±{half_width:g}"
                )
                break
            found = more
        out.append(found)
    return out, notes


def _looked_at(pick: Picked, seed: int) -> tuple[int, int]:
    """How many cases the headline mean of a probe that looks at fewest looks at, and the size of its largest cluster."""
    wheres = [m.where for m in pick.probe.metrics if m.headline and m.is_mean] or [{}]
    counts = [0] * len(wheres)
    clusters: Counter[str] = Counter()
    for case in pick.cases(seed):
        words = words_of(case)
        clusters[case.cluster or case.id] += 1
        for number, where in enumerate(wheres):
            counts[number] += selects(where, words)
    return min(counts), max(clusters.values(), default=1)


def run_id(
    version: str,
    seed: int,
    level: float,
    models: Sequence[ModelPlan],
    probes: Sequence[ProbePlan],
    gates: Sequence[Gate],
    sources: SourcesPlan | None = None,
    judges: Sequence[ModelPlan] = (),
) -> str:
    """The id of a run: the hash of what decides its scores, the same before `run.json` is written and after it is
    read (where 1 has become 1.0)."""
    read = msgspec.json.decode(canonical(probes), type=tuple[ProbePlan, ...])
    what = [version, seed, level, [(m.uri, m.identity) for m in models], read]
    if gates:
        what.append(msgspec.json.decode(canonical(gates), type=tuple[Gate, ...]))
    if sources:
        what.append(sources.sha256)
    if judges:
        what.append([(m.uri, m.identity, m.judging) for m in judges])
    return digest(what)[:16]


def plan_probe(pick: Picked, seed: int) -> ProbePlan:
    """A probe's part of the plan: one pass over its cases. Raises ProbeError where it makes none."""
    probe = pick.probe
    sha = hashlib.sha256()
    count = chars = 0
    for case in pick.cases(seed):
        sha.update(canonical(case) + b"\n")
        count += 1
        chars += len(case.text)
        if probe.kind != "llm":
            chars += CHARS_PER_PICTURE * sum(len(m.pictures) for m in case.turns)
    if not count:
        raise ProbeError(f"{probe.name}: cases() made no case for seed {seed} and n = {pick.n}")
    calls = count * probe.protocol.calls
    return ProbePlan(
        name=probe.name,
        kind=probe.kind,
        title=pick.title or probe.title,
        dimension=probe.dimension,
        aspect=probe.aspect,
        description=probe.description,
        source=probe.source,
        version=probe.version,
        sensitive=probe.sensitive,
        judge=probe.judge_name,
        slices=probe.slices,
        metrics=tuple(_plan_metric(m) for m in probe.metrics),
        wanted=pick.n,
        n=count,
        cases_sha256=sha.hexdigest(),
        calls=calls,
        input_tokens=math.ceil(chars / _CHARS_PER_TOKEN_IN.get(pick.language, CHARS_PER_TOKEN)) * probe.protocol.calls,
        output_tokens=0 if probe.kind in MAKERS else calls * probe.protocol.max_tokens,
        file=pick.file,
        file_sha256=pick.file_sha256,
    )


def _plan_metric(m: Metric) -> MetricPlan:
    return MetricPlan(
        name=m.name,
        better=m.better,
        range=m.range,
        unit=m.unit,
        chance=m.chance,
        headline=m.headline,
        trust=m.trust_ends,
        denominator=m.denominator,
        hint=m.hint,
    )


def check_cases(plan: Plan, picked: Iterable[Picked]) -> None:
    """Make sure that this assay makes the very cases that were planned. Raises ConfigError where it does not."""
    planned = {(p.name, p.kind): p for p in plan.probes}
    for pick in picked:
        probe = pick.probe
        was = planned[(probe.name, probe.kind)]
        if plan_probe(pick, plan.seed).cases_sha256 != was.cases_sha256:
            raise ConfigError(
                f"{probe.name}: its cases are not those of the plan (planned with assay {plan.assay}, version "
                f"{was.version} of the probe; this is assay {__version__}, version {probe.version}); "
                f"start a new run with --seed {plan.seed}"
            )


def case_packages(kinds: Collection[str]) -> dict[str, str]:
    """The versions, as installed here, of what the cases and pictures of probes of these kinds are made of: other versions may
    make others."""
    return _versions(_CASE_PACKAGES) | _of_pictures(kinds)


def _of_pictures(kinds: Collection[str]) -> dict[str, str]:
    return _versions(_PICTURE_PACKAGES) if set(kinds) - {"llm"} else {}


def _versions(names: Iterable[str]) -> dict[str, str]:
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
