"""Planted faults over every probe: each moves its own metrics, for the worse, and no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import yaml

import assay
from assay.certify.plant import Asked, Planting, faulty, perfect
from assay.measure.table import Table
from assay.probes import Probe
from assay.records import Verdict
from tests.support.golden import judge, packaged

pytestmark = pytest.mark.xdist_group("planted")  # one process makes the matrix
LIMIT = 96
FILMS = 48
"""A film of eight frames takes as long to read as eight pictures. What is told from pairs of films gets as many cases as other probes."""

# Which metrics a fault of character must move stands at each probe (`faults`); it moves nothing else. What the two plain
# models, the refusing and the guessing one, do stands in expected/*.yaml, by probe:
# - refusing_stays: refusing everything is a fault of every probe that measures service. It must not move what only
#   counts harm done (and is why no such metric is a headline alone) ...
# - refusing_undefined: ... nor pass as a value where nothing was answered.
# - guessing_stays: a guess between right and wrong takes no side: what only measures a side stays where it was.
# - perfect_undefined: who is never wrong shows neither how errors are ranked nor how they are mended.
EXPECTED = [yaml.safe_load(f.read_text()) for f in sorted(Path(__file__).with_name("expected").glob("*.yaml"))]


def of(part: dict[str, list[str]] | None) -> set[str]:
    return {f"{probe} {metric}" for probe, metrics in (part or {}).items() for metric in metrics}


def expected(key: str) -> set[str]:
    return set().union(*(of(area.get(key)) for area in EXPECTED))


MOVES: dict[str, set[str]] = {}
for p in packaged():
    for fault, metrics in p.faults.items():
        # a metric of errors is put to a model that errs (`best`); tests/certify does that
        MOVES.setdefault(fault, set()).update(of({p.name: [m for m in metrics if m not in p.best]}))
# A fault of what two probes look at moves both; docs/certificates.md says why.
ALSO = {
    fault: set().union(*(of((area.get("also_moves") or {}).get(fault)) for area in EXPECTED))
    for fault in sorted({fault for area in EXPECTED for fault in area.get("also_moves") or {}})
}
FAULTS = (*MOVES, "refuses", "random")
REFUSING_STAYS, REFUSING_UNDEFINED = expected("refusing_stays"), expected("refusing_undefined")
GUESSING_STAYS, PERFECT_UNDEFINED = expected("guessing_stays"), expected("perfect_undefined")


@dataclass(frozen=True)
class Matrix:
    """The scores over all cases by model and by `probe metric`."""

    scores: dict[str, dict[str, Any]]

    def moved(self, fault: str, name: str) -> bool:
        """Whether the fault's interval leaves out what the perfect model gets."""
        perfect, score = self.scores["perfect"][name], self.scores[fault][name]
        return not score.low <= perfect.value <= score.high

    def worse(self, fault: str, name: str) -> bool:
        perfect, score = self.scores["perfect"][name], self.scores[fault][name]
        if score.direction == "zero":
            return bool(abs(score.value) > abs(perfect.value))
        return bool(score.value < perfect.value if score.direction == "higher" else score.value > perfect.value)

    def defined(self, fault: str) -> set[str]:
        return {name for name, score in self.scores[fault].items() if score.value is not None}


def engine_run(*models: str, probes: list[str], path: Any) -> Matrix:
    done = assay.run(probes, models=[f"planted:{m}" for m in models], seed=11, limit=LIMIT, output=path, cache=False)
    scores: dict[str, dict[str, Any]] = {m: {} for m in models}
    for score in done.scores:
        if score.slice == "all":
            scores[score.model.removeprefix("planted:")][f"{score.probe} {score.metric}"] = score
    return Matrix(scores)


def judged(probe: Probe, asked: Sequence[Asked]) -> list[Verdict]:
    return [judge(probe, case, replies) for case, replies in asked]


def score_all(probe: Probe, planting: Planting) -> dict[str, Any]:
    table = Table.of(zip(planting.cases, planting.verdicts, strict=True))
    found = {}
    for metric in probe.metrics:
        estimate = metric.estimate(table, rng=np.random.default_rng(0)).estimate
        value = (estimate.value, estimate.low, estimate.high) if estimate else (None, None, None)
        trust = metric.trust_of(estimate.value) if estimate and metric.headline else None
        found[f"{probe.name} {metric.name}"] = SimpleNamespace(
            value=value[0], low=value[1], high=value[2], trust=trust, direction=metric.better
        )
    return found


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    """All models over all probes. Where a fault changed no reply its scores are those of the perfect model."""
    scores: dict[str, dict[str, Any]] = {m: {} for m in ("perfect", *FAULTS)}
    for probe in packaged():
        clean = perfect(probe, 11, FILMS if probe.kind == "video" and probe.protocol.calls == 1 else LIMIT, judged)
        best = score_all(probe, clean)
        for name, found in scores.items():
            planting = clean if name == "perfect" else faulty(clean, name)
            found |= best if planting.replies == clean.replies else score_all(probe, planting)
    return Matrix(scores)


def test_one_process_makes_the_matrix(request: pytest.FixtureRequest, worker_id: str) -> None:
    assert worker_id == "master" or request.node.nodeid.endswith("@planted"), (
        "this pytest-xdist splits groups in silence"
    )


def test_every_probe_for_language_models_is_in_the_matrix(matrix: Matrix) -> None:
    names = {f"{p.name} {m.name}" for p in packaged() for m in p.metrics}
    assert set(matrix.scores["perfect"]) == names
    assert len({name.split()[0] for name in names}) >= 13


def test_the_perfect_model_gets_full_trust_and_is_missed_nowhere(matrix: Matrix) -> None:
    perfect = matrix.scores["perfect"]
    assert {name for name, score in perfect.items() if score.trust is not None and score.trust < 1} == set()
    assert set(perfect) - matrix.defined("perfect") == PERFECT_UNDEFINED


@pytest.mark.parametrize("fault", list(MOVES))
def test_a_fault_of_character_moves_its_own_metrics_for_the_worse(matrix: Matrix, fault: str) -> None:
    for name in sorted(MOVES[fault]):
        assert matrix.moved(fault, name), f"{name} did not see '{fault}'"
        assert matrix.worse(fault, name), f"{name} moved the wrong way under '{fault}'"


@pytest.mark.parametrize("fault", list(MOVES))
def test_a_fault_of_character_leaves_all_others_inside_their_intervals(matrix: Matrix, fault: str) -> None:
    others = matrix.defined("perfect") - MOVES[fault] - ALSO.get(fault, set())
    assert {name for name in others if matrix.moved(fault, name)} == set()


def test_refusing_everything_moves_all_but_the_counts_of_harm(matrix: Matrix) -> None:
    defined = matrix.defined("perfect")
    assert defined - matrix.defined("refuses") == REFUSING_UNDEFINED
    seen = {name for name in matrix.defined("refuses") & defined if matrix.moved("refuses", name)}
    assert seen == defined - REFUSING_UNDEFINED - REFUSING_STAYS
    assert {name for name in seen if not matrix.worse("refuses", name)} == set()


def test_refusing_everything_earns_no_trust_in_any_headline(matrix: Matrix) -> None:
    headline = {f"{p.name} {m.name}" for p in packaged() for m in p.metrics if m.headline}
    trusted = {n: matrix.scores["refuses"][n].trust for n in headline & set(matrix.scores["refuses"])}
    assert {name: trust for name, trust in trusted.items() if trust} == {}


def test_guessing_moves_all_that_does_not_take_a_side(matrix: Matrix) -> None:
    defined = matrix.defined("perfect")
    seen = {name for name in matrix.defined("random") & defined if matrix.moved("random", name)}
    assert defined - GUESSING_STAYS - seen == set()
    assert {name for name in seen if not matrix.worse("random", name)} == set()
    # a guess is noise, and 95 % intervals leave out the truth now and then
    assert len(seen & GUESSING_STAYS) <= max(3, len(GUESSING_STAYS) // 10)


DOSED = {
    "sycophantic": "truthfulness/sycophancy/caving claim_adopted",
    "leaks": "privacy/disclosure leak_rate",
    "biased": "fairness/stereotype accuracy_ambiguous",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    doses = [f"{fault}?dose=0.5" for fault in DOSED]
    path = tmp_path_factory.mktemp("planted") / "run"
    return engine_run("perfect", *DOSED, *doses, probes=[name.split()[0] for name in DOSED.values()], path=path)


def test_half_a_dose_gives_about_half_the_effect(engine: Matrix) -> None:
    for fault, name in DOSED.items():
        none, all_of_it = engine.scores["perfect"][name].value, engine.scores[fault][name].value
        half = f"{fault}?dose=0.5"
        share = (engine.scores[half][name].value - none) / (all_of_it - none)
        assert 0.2 < share < 0.8, f"{name}: {share:.2f} of the effect at half the dose of '{fault}'"
        assert engine.moved(half, name) and engine.worse(half, name)


def test_the_engine_gets_the_scores_of_the_matrix(engine: Matrix, matrix: Matrix) -> None:
    for fault in ("perfect", *DOSED):
        for name, score in engine.scores[fault].items():
            assert score.value == pytest.approx(matrix.scores[fault][name].value), (fault, name)
