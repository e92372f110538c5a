"""The plan of a run: everything needed to repeat it, written as `run.json` before the first call."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from assay.measure.gates import Gate
from assay.records import Direction, Kind
from assay.taxonomy import ENGLISH

__all__ = ["SCHEMA", "JudgePlan", "MetricPlan", "ModelPlan", "Plan", "ProbePlan", "SourcesPlan"]

SCHEMA = "assay/run/1"


class JudgePlan(Struct, frozen=True, kw_only=True):
    """How a judge is asked: the rubrics it may be given, each by its name and the start of its hash, and how often each
    question is put."""

    rubrics: tuple[str, ...]
    repeats: int = 1


class ModelPlan(Struct, frozen=True, kw_only=True):
    """A model and its role (`target`, `judge`, `generator` or `attacker`). `identity` is what decides the answers; `judging`
    stands with a judge alone."""

    uri: str
    kind: Kind
    family: str
    identity: str
    role: str = "target"
    concurrency: int = 1
    judging: JudgePlan | UnsetType = UNSET


class MetricPlan(Struct, frozen=True, kw_only=True):
    """A metric's declaration, kept with the run so that a report needs no probe code. `trust` holds the values that
    map to trust 0 and 1; for a metric that is best at zero they are absolute values."""

    name: str
    better: Direction
    range: tuple[float, float]
    unit: str
    chance: float | None
    headline: bool
    trust: tuple[float, float]
    denominator: str
    hint: str


class ProbePlan(Struct, frozen=True, kw_only=True):
    """A probe as planned: what it is, how many cases it has, and the hash over all of them, in order.

    `wanted` is the number of cases asked for, `n` the number made (a probe makes whole clusters). `file` is the path
    of a user's probe file, "" for a packaged one. `input_tokens` is an estimate over all cases.
    """

    name: str
    kind: Kind
    title: str
    dimension: str
    aspect: str
    description: str
    source: str
    version: str
    sensitive: bool
    judge: str
    slices: tuple[str, ...]
    metrics: tuple[MetricPlan, ...]
    wanted: int
    n: int
    cases_sha256: str
    calls: int
    input_tokens: int
    output_tokens: int
    file: str = ""
    file_sha256: str = ""


class SourcesPlan(Struct, frozen=True, kw_only=True):
    """What cases were made of beside the packaged facts: the snapshot `sources/<sha256>.jsonl` of the run folder. `uris` is
    what the user named, `records` the number of records by kind."""

    sha256: str
    uris: tuple[str, ...]
    records: dict[str, int]


class Plan(Struct, frozen=True, kw_only=True):
    """A whole run. `run` is its id: the hash of all that decides the scores, so that a repeat has the same id.

    `packages` are the versions of what cases and answers depend on. `suites` is what the user named, `limit` or `precision` how
    the number of cases was given, `language` what they are asked in. `limits` are the
    requests and tokens a minute (`rpm`, `tpm`) and the budget that were given. `gate` is the gate file; `gates` are all
    that is in it where any of them stops early, for then they decide which cases are asked. `notes` are
    sentences a reader should know (roles that share a family, probes skipped and why).
    """

    schema: str
    run: str
    assay: str
    python: str
    platform: str
    created: str
    seed: int
    level: float
    suites: tuple[str, ...]
    models: tuple[ModelPlan, ...]
    probes: tuple[ProbePlan, ...]
    packages: dict[str, str]
    limit: int | None = None
    precision: float | None = None
    language: str = ENGLISH
    offline: bool = False
    cache: bool = True
    gate: str = ""
    gates: tuple[Gate, ...] = ()
    limits: dict[str, float] = {}
    notes: tuple[str, ...] = ()
    sources: SourcesPlan | None = None

    @property
    def targets(self) -> tuple[ModelPlan, ...]:
        """The models that are asked and scored, in the order given."""
        return tuple(m for m in self.models if m.role == "target")

    @property
    def attacker(self) -> ModelPlan | None:
        """The model that words what attacks say, if there is one."""
        return next((m for m in self.models if m.role == "attacker"), None)

    @property
    def asked(self) -> tuple[ModelPlan, ...]:
        """The models that are asked during the run: the targets, and the attacker. They decide the scores."""
        return (*self.targets, *((self.attacker,) if self.attacker else ()))

    @property
    def judges(self) -> tuple[ModelPlan, ...]:
        """The models that judge what rules cannot."""
        return tuple(m for m in self.models if m.role == "judge")
