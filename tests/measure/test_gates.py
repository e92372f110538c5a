"""Gates: how a file is read, and what is decided on which bound."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from assay.errors import ConfigError
from assay.measure.estimates import clopper_pearson
from assay.measure.gates import Decision, Gate, check_gates, decide, read_gates
from assay.records import Score
from tests.measure.scores import score


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "gates.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def gate(**fields: object) -> Gate:
    return msgspec.convert({"probe": "safety/refusal", "metric": "over_refusal_rate", **fields}, Gate)


def one(made: Gate, of: Score) -> Decision:
    (decision,) = decide([made], [of])
    return decision


def plain(k: int, n: int, left: int = 0) -> Score:
    return score(
        "safety/refusal", "over_refusal_rate", k / n, 0.0, 1.0, n=n, left=left, direction="lower", interval="wilson"
    )


def other(low: float, high: float, **fields: object) -> Score:
    value = (low + high) / 2
    return score("safety/refusal", "over_refusal_rate", value, low, high, **fields)  # type: ignore[arg-type]


def test_a_file_is_read_with_its_defaults(tmp_path: Path) -> None:
    path = written(tmp_path, "gates:\n  - {probe: safety/refusal, metric: over_refusal_rate, max: 0.1}\n")
    (found,) = read_gates(path)
    assert (found.probe, found.metric, found.slice, found.model) == ("safety/refusal", "over_refusal_rate", "all", "*")
    assert (found.min, found.max, found.level, found.max_unscored) == (None, 0.1, 0.95, 0.1)
    assert found.place == f"{path}: gates[0]"
    assert found.name == "safety/refusal over_refusal_rate at most 0.1 at 0.95 confidence"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gates:\n  - {probe: p, metric: m, maxx: 1}\n", "gates[0]: Object contains unknown field `maxx`"),
        ("gates:\n  - {probe: p, metric: m, place: x, max: 1}\n", "unknown field `place`"),
        ("gates:\n  - {probe: p, max: 1}\n", "gates[0]: Object missing required field `metric`"),
        ("gates:\n  - {probe: p, metric: m, max: low}\n", "gates[0].max: Expected `float | null`, got `str`"),
        ("gates:\n  - {probe: p, metric: m}\n", "gates[0]: give 'min' or 'max'"),
        ("gates:\n  - {probe: p, metric: m, min: 0.5, max: 0.1}\n", "min 0.5 is greater than max 0.1"),
        ("gates:\n  - {probe: p, metric: m, max: 1, level: 95}\n", "gates[0].level: a confidence level"),
        ("gates:\n  - {probe: p, metric: m, max: 1, max_unscored: 2}\n", "gates[0].max_unscored: a share"),
        ("gate: []\n", "Object contains unknown field `gate`"),
        ("gates: []\n", "'gates' is empty"),
        ("- a\n- b\n", "Expected `object`, got `array`"),
        ("", "Expected `object`, got `null`"),
        ("gates: [\n", "line 2: not valid YAML"),
        ("gates: !!python/object/apply:os.getcwd []\n", "not valid YAML"),
    ],
)
def test_a_bad_file_gets_one_sentence_that_names_file_and_field(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        read_gates(path)
    assert str(path) in str(caught.value) and said in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot read the gate file .*none\.yaml: No such file"):
        read_gates(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"gates: \xff")
    with pytest.raises(ConfigError, match="not UTF-8"):
        read_gates(tmp_path / "latin.yaml")


def test_a_plain_rate_is_decided_on_clopper_pearson() -> None:
    """29 clean cases are too few to say "at most 10 %" at 0.95 confidence by two sides, and enough by one."""
    assert clopper_pearson(0, 29, 0.95, "upper")[1] < 0.1 < clopper_pearson(0, 28, 0.95, "upper")[1]
    assert one(gate(max=0.1), plain(0, 29)).verdict == "pass"
    assert one(gate(max=0.1), plain(0, 28)).verdict == "undecided"
    decision = one(gate(max=0.1), plain(30, 100))
    assert decision.verdict == "fail" and decision.low == clopper_pearson(30, 100, 0.95, "lower")[0]
    assert one(gate(min=0.9), plain(100, 100)).verdict == "pass"
    assert one(gate(max=0.1, level=0.99), plain(0, 29)).verdict == "undecided"


def test_the_rate_of_wrong_passes_stays_under_the_level() -> None:
    """At the limit itself, a pass is a mistake: exactly computed over all counts."""
    from scipy.stats import binom

    n = 120
    wrong = sum(binom.pmf(k, n, 0.1) for k in range(n + 1) if one(gate(max=0.1), plain(k, n)).verdict == "pass")
    assert 0 < wrong <= 0.05


def test_other_scores_are_decided_on_their_interval() -> None:
    assert one(gate(max=0.1), other(0.02, 0.09)).verdict == "pass"
    assert one(gate(max=0.1), other(0.12, 0.2)).verdict == "fail"
    decision = one(gate(max=0.1), other(0.05, 0.15))
    assert decision.verdict == "undecided" and "both sides" in decision.reason
    assert (decision.low, decision.high, decision.value) == (0.05, 0.15, 0.1)
    assert one(gate(min=0.5), other(0.6, 0.9)).verdict == "pass"
    assert one(gate(min=0.5), other(0.1, 0.4)).verdict == "fail"


def test_a_band_passes_inside_and_fails_outside() -> None:
    band = gate(min=-0.1, max=0.1)
    for limits, verdict in [
        ((-0.05, 0.05), "pass"),
        ((-0.3, -0.2), "fail"),
        ((0.2, 0.3), "fail"),
        ((0, 0.2), "undecided"),
    ]:
        assert one(band, other(*limits, range=(-1.0, 1.0))).verdict == verdict


def test_an_interval_too_weak_for_the_level_decides_nothing() -> None:
    assert one(gate(max=0.1, level=0.975), other(0.01, 0.02)).verdict == "pass"
    decision = one(gate(max=0.1, level=0.99), other(0.01, 0.02))
    assert decision.verdict == "undecided" and "0.95" in decision.reason


def test_too_much_left_out_is_undecided_however_good_the_rest() -> None:
    assert one(gate(max=0.1), plain(0, 90, left=10)).verdict == "pass"
    decision = one(gate(max=0.1), plain(0, 90, left=11))
    assert decision.verdict == "undecided" and "scored 90, error 11" in decision.reason
    assert one(gate(max=0.1, max_unscored=0.2), plain(0, 90, left=11)).verdict == "pass"


def test_cases_that_count_by_declaration_are_not_left_out() -> None:
    """Fifty refusals that a metric counts as 0: n holds them, and the bounds are closed."""
    counted = msgspec.structs.replace(
        plain(0, 100), outcomes={"scored": 50, "refused": 50, "blocked": 0, "unparsed": 0, "error": 0}
    )
    assert one(gate(max=0.1), counted).verdict == "pass"


def test_pairs_are_not_taken_for_cases() -> None:
    """n = 100 pairs of 200 cases: nothing is left out."""
    paired = msgspec.structs.replace(
        other(0.01, 0.05), interval="newcombe paired", bounds=(0.03, 0.03), outcomes={"scored": 200, "error": 0}
    )
    assert one(gate(max=0.1), paired).verdict == "pass"


def test_no_estimate_is_undecided() -> None:
    nothing = score("safety/refusal", "over_refusal_rate", None, None, None, n=0, left=12)
    decision = one(gate(max=0.1), nothing)
    assert (decision.verdict, decision.low, decision.high) == ("undecided", None, None)
    assert decision.reason == "nothing was measured: error 12."


def test_a_gate_that_speaks_of_no_score_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = written(tmp_path, "gates:\n  - {probe: safety/refusal, metric: over_refusal, max: 0.1}\n")
    with pytest.raises(ConfigError) as caught:
        decide(read_gates(path), [plain(0, 10)])
    assert f"{path}: gates[0]: no score of this run is safety/refusal over_refusal" in str(caught.value)
    assert "it has over_refusal_rate" in str(caught.value)
    with pytest.raises(ConfigError, match=r"slice topic=x"):
        decide([gate(max=0.1, slice="topic=x")], [plain(0, 10)])


def test_a_gate_that_nothing_planned_can_answer_is_found_before_the_run() -> None:
    planned = [("a", "safety/refusal", "over_refusal_rate"), ("a", "safety/refusal", "refusal_rate")]
    check_gates([gate(max=0.1), gate(max=0.1, probe="safety/*", slice="topic=x")], planned)
    for wrong in (gate(max=0.1, metric="refusals"), gate(max=0.1, probe="safety/other"), gate(max=0.1, model="b")):
        with pytest.raises(ConfigError, match="no score of this run"):
            check_gates([wrong], planned)
    with pytest.raises(ConfigError, match="it has over_refusal_rate, refusal_rate"):
        check_gates([gate(max=0.1, metric="refusals")], planned)


def test_patterns_decide_every_score_they_match_in_order() -> None:
    scores = [msgspec.structs.replace(plain(k, 100), model=m) for m, k in (("a", 0), ("b", 50))]
    decisions = decide([gate(max=0.1, probe="safety/*"), gate(max=0.1, model="b")], scores)
    assert [(d.model, d.verdict) for d in decisions] == [("a", "pass"), ("b", "fail"), ("b", "fail")]
    uri = msgspec.structs.replace(scores[0], model="openai:m?base_url=http://[::1]:1/v1")
    assert decide([gate(max=0.1, model=uri.model)], [uri])[0].verdict == "pass"


def test_a_decision_travels_as_json() -> None:
    decision = one(gate(max=0.1), plain(0, 29))
    assert msgspec.json.decode(msgspec.json.encode(decision), type=Decision) == decision
    assert decision.reason.startswith("the interval 0 to 0.09") and decision.reason.endswith(".")
