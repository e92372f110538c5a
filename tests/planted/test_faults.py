"""Planted faults, through the engine and over every probe: each moves its own metrics, for the worse, and no other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import assay
from tests.support.golden import packaged

# What must happen stands in expected/*.yaml, by probe:
# - moves: by fault, its own metrics. A fault of character is seen by the probes that look for it, and moves nothing else.
# - refusing_stays: refusing everything is a fault of every probe that measures service. It must not move what only
#   counts harm done (and is why no such metric is a headline alone) ...
# - refusing_undefined: ... nor pass as a value where nothing was answered.
# - guessing_stays: a guess between right and wrong takes no side: what only measures a side stays where it was.
# - perfect_undefined: who is never wrong shows neither how errors are ranked nor how they are mended; and no planted
#   model gives token probabilities.
EXPECTED = [yaml.safe_load(f.read_text()) for f in sorted(Path(__file__).with_name("expected").glob("*.yaml"))]


def of(part: dict[str, list[str]] | None) -> set[str]:
    return {f"{probe} {metric}" for probe, metrics in (part or {}).items() for metric in metrics}


def expected(key: str) -> set[str]:
    return set().union(*(of(area.get(key)) for area in EXPECTED))


MOVES: dict[str, set[str]] = {
    fault: set().union(*(of((area.get("moves") or {}).get(fault)) for area in EXPECTED))
    for fault in sorted({fault for area in EXPECTED for fault in area.get("moves") or {}})
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


def run(*models: str, limit: int, path: Any) -> Matrix:
    done = assay.run(
        [p.name for p in packaged()],
        models=[f"planted:{m}" for m in models],
        seed=11,
        limit=limit,
        output=path,
        cache=False,
    )
    scores: dict[str, dict[str, Any]] = {m: {} for m in models}
    for score in done.scores:
        if score.slice == "all":
            scores[score.model.removeprefix("planted:")][f"{score.probe} {score.metric}"] = score
    return Matrix(scores)


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    return run("perfect", *FAULTS, limit=96, path=tmp_path_factory.mktemp("planted") / "run")


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
    others = matrix.defined("perfect") - MOVES[fault]
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


def test_half_a_dose_gives_about_half_the_effect(matrix: Matrix, tmp_path: Any) -> None:
    own = {
        "sycophantic": "truthfulness/sycophancy/caving claim_adopted",
        "leaks": "privacy/disclosure leak_rate",
        "biased": "fairness/stereotype accuracy_ambiguous",
    }
    doses = {fault: f"{fault}?dose=0.5" for fault in own}
    half = run("perfect", *doses.values(), limit=96, path=tmp_path / "run")
    for fault, name in own.items():
        none, all_of_it = matrix.scores["perfect"][name].value, matrix.scores[fault][name].value
        share = (half.scores[doses[fault]][name].value - none) / (all_of_it - none)
        assert 0.2 < share < 0.8, f"{name}: {share:.2f} of the effect at half the dose of '{fault}'"
        assert half.moved(doses[fault], name) and half.worse(doses[fault], name)
