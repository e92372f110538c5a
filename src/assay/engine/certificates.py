"""Certificates: the evidence that a probe's metrics move when the fault is there, as data beside the probe's code.

A certificate is one JSON file a probe, read when its scores are made or shown, never at import. `assay certify` makes it
(`assay.certify`). It holds as long as the probe has the fingerprint it was made with (`assay.engine.fingerprint`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

import msgspec
from msgspec import Struct

from assay.engine.plan import ProbePlan
from assay.errors import ConfigError, reason
from assay.places import cache_dir
from assay.records import digest

if TYPE_CHECKING:
    from assay.probes import Probe

__all__ = [
    "SCHEMA",
    "Certificate",
    "Movement",
    "Point",
    "Response",
    "beside",
    "file_of",
    "holds",
    "home_of",
    "inside",
    "judged",
    "kept",
    "read",
    "shipped",
    "standing",
    "texts",
    "write",
]

SCHEMA = "assay/certificate/1"

Standing = Literal["certified", "uncertified", "expired"]


class _Kept(Protocol):
    @property
    def schema(self) -> str: ...


K = TypeVar("K", bound=_Kept)


class Point(Struct, frozen=True, omit_defaults=True):
    """The metric at one dose, pooled over the seeds: its value and 95 % interval, None where it had none."""

    dose: float
    value: float | None
    low: float | None = None
    high: float | None = None


class Movement(Struct, frozen=True, omit_defaults=True):
    """A planted fault that moves the metric though it is not declared to: by how much trust at dose 1, negative = worse,
    and with which two-sided p (not adjusted). `value` is None where it takes the metric's value away."""

    fault: str
    value: float | None
    trust: float = 0.0
    p: float = 0.0


class Response(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one metric answers to the fault planted for it.

    `trend` is the one-sided p of Page's test that it gets worse with the dose. `slope` is the trust lost from dose 0 to dose
    1, on a line through the curve, with its 95 % interval over the seeds; negative where the metric gets
    better. `linearity` is how much of the effect at dose 1 the doses between show, as a share
    of what a mean would show: 1 for a mean. `mde` is the least difference of the metric between two runs of `n` cases each that is
    found with a power of 80 % at α = 5 %, and `mde_dose` the dose that makes it, None where no dose does. `why` says what is
    missing where it is not certified.
    """

    metric: str
    certified: bool
    why: str = ""
    fault: str = ""
    headline: bool = False
    curve: tuple[Point, ...] = ()
    trend: float | None = None
    slope: tuple[float, float, float] | None = None
    linearity: float | None = None
    mde: float | None = None
    mde_dose: float | None = None
    moved_by: tuple[Movement, ...] = ()


class Certificate(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found of one probe; with model judges, of whom `judges` names each by the mark of its family and identity, by the
    `rubric` that they were asked. `n` is the number of cases a seed, `cases` that of all seeds together; `fingerprint` is
    that of the probe as it was certified, `made` the day."""

    schema: str
    probe: str
    kind: str
    version: str
    judge: str
    assay: str
    fingerprint: str
    made: str
    doses: tuple[float, ...]
    n: int
    cases: int
    seeds: tuple[int, ...]
    metrics: tuple[Response, ...]
    rubric: str = ""
    judges: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Eight hex digits that tell it from any other, in scores and in reports."""
        return digest(self)[:8]

    def of(self, metric: str) -> Response | None:
        """What was found of one metric."""
        return next((r for r in self.metrics if r.metric == metric), None)


def inside(kind: str, name: str, judges: Collection[str] = ()) -> str:
    """The file of a probe's certificate in the folder of certificates, with model judges where some are named."""
    return f"{kind}/{name.replace('/', '.')}{''.join(f'.by-{mark}' for mark in sorted(judges))}.json"


def file_of(probe: Probe, judges: Collection[str] = ()) -> Path:
    """Where a probe's certificate lies: in the package for its own probes, else beside the file that defines it; with model
    judges, which are the user's own, those of the package lie in the user's cache folder."""
    module = probe.origin.__module__
    if module.startswith("assay.probes."):
        return (judged() if judges else shipped()) / inside(probe.kind, probe.name, judges)
    file = getattr(sys.modules.get(module), "__file__", None) or "."
    return beside(file) / inside(probe.kind, probe.name, judges)


def home_of(planned: ProbePlan) -> Path:
    """The folder of certificates in which those of a planned probe lie."""
    return beside(planned.file) if planned.file else shipped()


def beside(file: str) -> Path:
    """The folder of certificates of the probes in a user's file."""
    return Path(file).resolve().parent / "certificates"


def shipped() -> Path:
    """The folder of the certificates that the package ships."""
    return Path(str(files("assay"))) / "certificates"


def judged() -> Path:
    """The folder of the certificates of packaged probes with the user's model judges."""
    return cache_dir() / "certificates"


def read(path: Path) -> Certificate | None:
    """The certificate in a file, None where there is none. Raises ConfigError for one that cannot be read."""
    return kept(path, Certificate, "certificate", SCHEMA)


def kept(path: Path, sort: type[K], called: str, schema: str) -> K | None:
    """The record of this sort in a JSON file, None where there is no file. Raises ConfigError, with what it is called, for one
    that cannot be read or is of another schema."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=sort)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise ConfigError(f"{path} is no {called} that can be read ({why}); delete it, or make it anew") from None
    if found.schema != schema:
        raise ConfigError(f"{path} is a {called} of schema {found.schema}, not {schema}; make it anew: assay certify")
    return found


def write(path: Path, certificate: Certificate) -> None:
    """Write a certificate, a metric a line so that changes can be read."""
    text = (
        msgspec.json.encode(certificate)
        .replace(b'"metrics":[', b'"metrics":[\n')
        .replace(b'},{"metric"', b'},\n{"metric"')
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text + b"\n")


def holds(probe: Probe) -> bool:
    """Whether a probe has a certificate, and is what was certified."""
    found = read(file_of(probe))
    return found is not None and not _changed(found, probe)


def texts(probe: Probe, judges: Collection[str] = ()) -> Callable[[str], str | None]:
    """What to say of each of a probe's metrics: `certified DATE (ID)`, `expired: …`, `uncertified: …`, or None where the probe
    has no certificate at all. A certificate that cannot be read keeps no run from being scored.
    Where model judges, by their marks, have a part in the verdicts, two have to hold: that of the rules, and that with these.
    What a probe has beside in a run with an attacker is not what was certified."""
    probe = probe.plain or probe
    rules = _text(probe, file_of(probe))
    if not judges:
        return rules
    models = _text(probe, file_of(probe, judges))

    def text(metric: str) -> str | None:
        said = rules(metric)
        if standing(said) != "certified":
            return said
        return models(metric) or (
            f"uncertified: it is judged by models that no planted fault was put to (assay certify {probe.name} --judge URI)"
        )

    return text


def _text(probe: Probe, path: Path) -> Callable[[str], str | None]:
    """What one certificate says of each metric, None where it is not there."""
    try:
        found = read(path)
    except ConfigError as error:
        said = f"uncertified: {error}"
        return lambda metric: said
    if found is None:
        return lambda metric: None
    changed = _changed(found, probe)

    def text(metric: str) -> str:
        response = found.of(metric)
        if changed:
            return f"expired: {changed}"
        if response is None:
            return f"uncertified: it is none of the metrics that were certified ({found.made})"
        if not response.certified:
            return f"uncertified: {response.why}" + (", as models judge it" if found.judges else "")
        return f"certified {found.made} ({found.id})"

    return text


def _changed(found: Certificate, probe: Probe) -> str:
    """What is not as it was certified, "" where all is."""
    from assay.engine.fingerprint import fingerprint

    if found.version != probe.version:
        return f"version {found.version} of the probe was certified, and this is version {probe.version}"
    if found.judge != probe.judge_name:
        return f"the judge {found.judge} was certified, and this is {probe.judge_name}"
    rubric = probe.cascade.model.id if probe.cascade and probe.cascade.model else ""
    if found.rubric and found.rubric != rubric:
        return f"the rubric {found.rubric} was certified, and this is {rubric}"
    try:
        now = fingerprint(probe)
    except Exception as error:  # a user's cases() and ideal() may raise anything
        return f"the probe cannot be put to its own answers ({type(error).__name__}: {error})"
    if found.fingerprint != now:
        return f"the probe's cases, judgement or metrics have changed since {found.made}"
    return ""


def standing(text: str | None) -> Standing:
    """Which of the three a score's `certificate` says."""
    if text is None:
        return "uncertified"
    return next((s for s in ("certified", "expired") if text.startswith(s)), "uncertified")
