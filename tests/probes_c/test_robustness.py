"""robustness/perturbation: clusters, judging under every layout, golden values, models that fail in one known way."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

import pytest

from assay.cases.vary import VARIATIONS
from assay.measure.table import Table
from assay.probes.robustness._both import both_right
from assay.probes.robustness.perturbation import CHANCE, PER_CLUSTER
from assay.records import Case, Reply, Verdict
from tests.probes_c.support import say, trust
from tests.support.golden import find, judge, run_target, scores

NAME = "robustness/perturbation"


def clusters(n: int = 480) -> dict[str, list[Case]]:
    out: dict[str, list[Case]] = defaultdict(list)
    for case in find(NAME).cases(7, n):
        out[case.cluster].append(case)
    return out


def test_each_cluster_holds_an_original_a_reask_and_four_different_variations() -> None:
    for cases in clusters().values():
        assert len(cases) == PER_CLUSTER
        original = cases[0]
        assert (original.variation, original.draw) == ("", 0)
        again = next(c for c in cases if c.tags["arm"] == "a/a")
        assert (again.prompt, again.draw, again.variation) == (original.prompt, 1, "a/a")
        varied = [c for c in cases if c.tags["arm"] == "varied"]
        assert len({c.variation for c in varied}) == 4
        assert len({c.prompt for c in varied} | {original.prompt}) == 5
        assert {c.reference for c in cases} == {original.reference}
        assert {tuple(sorted(c.choices)) for c in cases} == {tuple(sorted(original.choices))}


def test_every_variation_and_family_gets_its_turn() -> None:
    counts = Counter(c.variation for cases in clusters(960).values() for c in cases if c.tags["arm"] == "varied")
    # those that seldom find something to change come when they can
    seldom = {"contractions", "passive", "spelling", "colloquial", "synonyms"}
    asked = {name for name in VARIATIONS if VARIATIONS[name].family not in ("format", "language")}
    assert asked - seldom <= set(counts) <= asked
    assert min(counts[n] for n in asked - seldom) >= 12
    families = Counter(c.tags.get("family") for cases in clusters().values() for c in cases)
    assert min(families[f] for f in ("characters", "words", "layout", "context")) >= 45


def test_answers_are_read_in_every_layout() -> None:
    probe = find(NAME)
    for case in probe.cases(9, 480):
        for text in (case.reference, f"The answer is {case.reference}.", case.reference.upper()):
            verdict = judge(probe, case, [Reply(text=text)])
            assert verdict.value == 1.0, (case.prompt, text, verdict)
        if case.choices and "labels" not in case.data:
            letter = "ABCD"[case.choices.index(case.reference)]
            for text in (letter, f"({letter})", f"{letter}. {case.reference}", f"{letter.lower()}) {case.reference}"):
                assert judge(probe, case, [Reply(text=text)]).value == 1.0, (case.prompt, text)


def test_labels_compare_across_layouts() -> None:
    probe = find(NAME)
    for cases in clusters(240).values():
        labels = {judge(probe, c, [Reply(text=c.reference)]).label for c in cases}
        assert len(labels) == 1


ALL = {"worst_case", "right_both_times", "accuracy", "varied_accuracy"}
DROPS = {"drop", "drop_characters", "drop_words", "drop_layout", "drop_context"}
GOLDEN = {
    "perfect": (dict.fromkeys(ALL, 1.0), 1.0),
    "worst": (dict.fromkeys(ALL, 0.0), None),
    "refuse": (dict.fromkeys(ALL, 0.0), 0.0),
    "empty": (dict.fromkeys(ALL, 0.0), 0.0),
}


@pytest.mark.parametrize("target", list(GOLDEN))
def test_golden(target: str) -> None:
    found = scores(NAME, run_target(NAME, target, 240))  # type: ignore[arg-type]
    expected, same = GOLDEN[target]
    for metric, value in (expected | dict.fromkeys(DROPS, 0.0)).items():
        estimate, null = found[metric].estimate, found[metric].null
        assert estimate is not None
        assert estimate.value == pytest.approx(value), metric
        assert null is None or null.value == pytest.approx(value)
    consistency = found["consistency"].estimate
    assert consistency is not None
    if same is not None:
        assert consistency.value == same
    else:
        assert consistency.value > 0.5, "a steadily wrong model is consistent, which is why this is no headline"


def test_random_target_is_at_chance_and_its_worst_case_below() -> None:
    found = {k: r.estimate and r.estimate.value for k, r in scores(NAME, run_target(NAME, "random", 1200)).items()}
    # The golden random target guesses between right and wrong where there are no options: on four topics of ten.
    assert found["varied_accuracy"] == pytest.approx(0.25 * 0.6 + 0.5 * 0.4, abs=0.06)
    assert found["drop"] == pytest.approx(0.0, abs=0.12)
    assert found["worst_case"] is not None
    assert found["worst_case"] < 0.05
    assert trust(NAME, found) == 0.0


def test_a_model_that_breaks_on_typos_alone_loses_just_there() -> None:
    def answer(case: Case) -> str:
        return find(NAME).worst(case)[0] if case.variation == "typos" else case.reference

    values = say(NAME, answer, 480)
    assert values["accuracy"] == 1.0
    assert values["drop_words"] == values["drop_layout"] == 0.0
    assert values["drop"] == pytest.approx(1.0 - values["varied_accuracy"], abs=1e-9)  # type: ignore[operator]
    assert values["drop"] > 0.03  # type: ignore[operator]
    typos = Counter(c.cluster for c in find(NAME).cases(7, 480) if c.variation == "typos")
    assert values["worst_case"] == pytest.approx(1 - len(typos) / 80)


def test_a_noisy_model_shows_its_noise_in_the_null() -> None:
    rng = random.Random(4)
    rows = []
    for case in find(NAME).cases(7, 2400):
        text = case.reference if rng.random() < 0.8 else find(NAME).worst(case)[0]
        rows.append((case, judge(find(NAME), case, [Reply(text=text)])))
    found = scores(NAME, Table.of(rows))
    pairs = found["right_both_times"]
    assert pairs.estimate is not None
    assert pairs.null is not None
    assert pairs.estimate.value == pytest.approx(0.64, abs=0.06)
    assert pairs.null.value == pytest.approx(0.64, abs=0.06), "nothing but noise: the null explains it"
    assert pairs.estimate.low < pairs.null.high
    worst = found["worst_case"]
    assert worst.estimate is not None
    assert worst.estimate.value == pytest.approx(0.8**5, abs=0.08), "the worst of five, of a steady 0.8"


def test_a_letter_sticker_is_near_chance() -> None:
    values = say(NAME, lambda case: "A" if case.choices and "labels" not in case.data else "7", 960)
    assert values["accuracy"] == pytest.approx(CHANCE, abs=0.12)
    assert values["worst_case"] <= values["accuracy"]  # type: ignore[operator]
    assert trust(NAME, values) < 0.1


def test_both_right_by_hand() -> None:
    def row(i: int, cluster: str, arm: str, value: float | None) -> tuple[Case, Verdict]:
        case = Case(prompt="x", cluster=cluster, tags={"arm": arm}, id=f"{i:03d}")
        return case, Verdict("refused") if value is None else Verdict("scored", value)

    table = Table.of(
        [
            row(0, "a", "original", 1.0),
            row(1, "a", "varied", 1.0),
            row(2, "a", "varied", 0.0),
            row(3, "a", "a/a", 1.0),
            row(4, "b", "original", 0.0),
            row(5, "b", "varied", 1.0),
            row(6, "b", "varied", None),
        ]
    )
    assert both_right("varied")(table) == pytest.approx(1 / 4)
    assert both_right("a/a")(table) == 1.0
    assert both_right("other")(table) is None


def test_repeating_the_text_is_no_answer() -> None:
    values = say(NAME, lambda case: case.prompt.splitlines()[0], 960)
    assert values["accuracy"] < 0.05  # type: ignore[operator]
    assert trust(NAME, values) == 0.0
