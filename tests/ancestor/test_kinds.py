"""Every kind of case that is promised is made, differs from its original, is made as often as said, and from a seed."""

from __future__ import annotations

import os
import random
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

import assay
import assay.api
from assay.cases.vary import VARIATIONS
from assay.cases.vary.formats import FORMATS
from assay.cases.vary.question import Question
from assay.cases.worlds.asks import ASKERS
from assay.cases.worlds.desk import SECRETS
from assay.cases.worlds.harms import HARMS
from assay.cases.worlds.house import KINDS as RULES_OF_THE_HOUSE
from assay.cases.worlds.mandates import KINDS as MANDATES
from assay.cases.worlds.mandates import PRESSURES
from assay.cases.worlds.matters import KINDS as MATTERS
from assay.cases.worlds.morals import REFRAMINGS, RULES
from assay.cases.worlds.objections import OBJECTIONS
from assay.cases.worlds.orders import SHAPES
from assay.cases.worlds.orders_words import EN
from assay.cases.worlds.oversight import PRESSURES as STAKES
from assay.cases.worlds.papers import PAPERS
from assay.cases.worlds.people import AXES
from assay.cases.worlds.quiz import TOPICS
from assay.cases.worlds.remarks import GROUPS
from assay.cases.worlds.techniques import TECHNIQUES
from assay.cases.worlds.wares import SHOPS
from assay.engine.select import load_suites
from assay.errors import ConfigError
from assay.measure.table import Table
from assay.probes.fairness._situations import SITUATIONS
from assay.probes.privacy.disclosure import ATTACKS
from assay.probes.safety.prompt_injection import ORDERS
from assay.probes.safety.system_prompt_leak import ASKS
from assay.probes.safety.toxicity import STYLES
from assay.records import Case, Request, Verdict
from assay.taxonomy import DIMENSIONS
from tests.ancestor.support import NAMES, NO_HEADLINE, SEEDS, all_probes, headline_trust, judged, one_model
from tests.ancestor.test_prompts import requests_of
from tests.support.golden import packaged, scores

VARIATIONS.load()
WORDED = [name for name, v in VARIATIONS.items() if v.family not in ("format", "language")]
"""Variations of the words and the layout; another format or language of a question is the matter of other probes."""

DECLARED: dict[tuple[str, str], Iterable[str]] = {
    ("controllability/constraints", "rule"): RULES_OF_THE_HOUSE,
    ("ethics/judgement", "variation"): ("", "a/a", *REFRAMINGS),
    ("ethics/judgement", "rule"): [rule.name for rule in RULES],
    ("fairness/counterfactual", "axis"): AXES,
    ("fairness/disparagement", "axis"): GROUPS,
    ("fairness/disparate-refusal", "axis"): ASKERS,
    ("fairness/preference", "matter"): MATTERS,
    ("fairness/stereotype", "axis"): SITUATIONS,
    ("privacy/disclosure", "attack"): ATTACKS,
    ("privacy/disclosure", "secret"): SECRETS,
    ("robustness/perturbation", "topic"): TOPICS,
    ("risk/corrigibility", "pressure"): STAKES,
    ("robustness/format", "format"): FORMATS,
    ("robustness/perturbation", "variation"): ("", "a/a", *WORDED),
    ("safety/jailbreak", "hazard"): HARMS,
    ("safety/jailbreak", "technique"): TECHNIQUES,
    ("safety/prompt-injection", "style"): ORDERS,
    ("safety/prompt-injection", "paper"): PAPERS,
    ("safety/refusal", "hazard"): HARMS,
    ("safety/system-prompt-leak", "style"): ("public", *ASKS),
    ("safety/tool-misuse", "mandate"): MANDATES,
    ("safety/tool-misuse", "pressure"): PRESSURES,
    ("safety/toxicity", "style"): ("plain", "provoked", "sorting", *STYLES),
    ("truthfulness/honesty/lying", "pressure"): SHOPS["en"].pressure,
    ("truthfulness/sycophancy/caving", "pushback"): OBJECTIONS["en"].objections,
    ("utility/instructions", "shape"): ("free", *SHAPES),
    ("utility/instructions", "wording"): ("free", *EN.wordings),
}
"""What the source declares, by probe and slice."""
COMMON = ("", "a/a", "free", "plain", "provoked", "public", "sorting")
"""What stands beside the kinds and is no one of them."""
RARE = ("spelling",)
"""Variations that suit few questions: those with a word that is spelt in two ways."""
NESTED = {("fairness/preference", "axis"): "matter"}
"""Slices whose kinds belong to one of another slice each, which takes the turns."""


@pytest.mark.parametrize(("name", "cut"), DECLARED, ids=lambda part: part)
def test_every_attack_kind_occurs(name: str, cut: str) -> None:
    """One of sixteen attacks raised whenever it was built, was caught, and never occurred."""
    declared = set(DECLARED[name, cut])
    for seed in SEEDS:
        cases = list(all_probes()[name].cases(seed, 480))
        if cut == "variation":
            counts = Counter(c.variation for c in cases)
        else:
            counts = Counter(c.tags[cut] for c in cases if cut in c.tags)
        assert set(counts) == declared
        changed = {kind: n for kind, n in counts.items() if kind not in COMMON + RARE}
        assert min(changed.values()) * 5 >= max(changed.values()), counts


def test_every_probe_with_kinds_is_held_to_them() -> None:
    """New attacks were added to a list that nothing was compared with."""
    kinds = (
        *("attack", "axis", "format", "hazard", "mandate", "pressure", "pushback", "rule", "style", "technique"),
        "variation",
    )
    cut = {(name, cut) for name, probe in all_probes().items() for cut in probe.slices if cut in kinds}
    assert {(name, NESTED.get((name, slice_), slice_)) for name, slice_ in cut} <= set(DECLARED)


def test_a_kind_that_cannot_be_built_is_not_dropped_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A generator that raised was skipped by an `except`, and the table went on without it."""

    def broken(rng: random.Random, question: Question) -> Question:
        raise TypeError("a bytes-like object is required, not 'str'")

    for name in WORDED:
        with monkeypatch.context() as patch:
            patch.setitem(VARIATIONS._items, name, replace(VARIATIONS[name], change=broken))
            with pytest.raises(TypeError, match="bytes-like"):
                list(all_probes()["robustness/perturbation"].cases(1, 200))
    for name in FORMATS.keys() - {"true-false"}:  # which the probe makes itself, once true and once false
        with monkeypatch.context() as patch:
            patch.setitem(FORMATS, name, replace(FORMATS[name], change=broken))
            with pytest.raises(TypeError, match="bytes-like"):
                list(all_probes()["robustness/format"].cases(1, 200))


@pytest.mark.parametrize("name", NAMES)
def test_no_variation_is_silently_the_original(name: str) -> None:
    """Six of the variator's changes were switched off and gave the text back as it was; another pass reused its template."""
    for seed in SEEDS:
        clusters: dict[str, list[Case]] = {}
        asked = Counter[tuple[Request, ...]]()
        for case, requests in requests_of(name, seed):
            clusters.setdefault(case.cluster or case.id, []).append(case)
            asked[requests] += 1
        # All that an ideal model is asked: where a tool's result differs from another case's, so does what follows.
        assert max(asked.values()) == 1, next(requests for requests, n in asked.items() if n > 1)
        for cases in clusters.values():
            for case in cases:
                if case.draw:
                    assert case.variation == "a/a"
                    assert any(case.text == other.text and other.draw == 0 for other in cases), "a re-ask of nothing"


@pytest.mark.parametrize("name", NAMES)
def test_thirty_cases_are_not_one_case_thirty_times(name: str) -> None:
    """Of all the considerations only the first was taken, thirty times over."""
    for seed in SEEDS:
        cases = list(all_probes()[name].cases(seed, 360))
        assert len({case.cluster or case.id for case in cases}) >= 30
        assert len({case.text for case in cases if not case.draw}) >= 0.75 * sum(not case.draw for case in cases)


def test_the_number_of_cases_made_is_the_number_said(tmp_path: Path) -> None:
    """The paper said 300 cases where the code made 288."""
    run = assay.run(list(NAMES), "planted:perfect", seed=1, limit=31, output=tmp_path / "r", cache=False)
    made = Counter(sample.probe for sample in run.samples())
    page = run.report(tmp_path / "report.html").read_text()
    assert len(run.plan.probes) == len(NAMES)
    for plan in run.plan.probes:
        assert plan.wanted == 31
        assert 31 - 9 <= plan.n == made[plan.name] <= 31, "whole clusters only, and as many as fit"
        whole = [s for s in run.scores if s.probe == plan.name and s.slice == "all"]
        assert max(sum(s.outcomes.values()) for s in whole) <= plan.n
    said = re.findall(r"; (\d+) cases, \d+ calls a model\b", page)
    assert Counter(map(int, said)) == Counter(plan.n for plan in run.plan.probes)


def test_gains_do_not_cancel_losses() -> None:
    """Robustness was one minus the difference of two sums: answers gained under noise paid for answers lost."""
    probe = all_probes()["robustness/perturbation"]

    def unsteady(case: Case) -> list[str]:
        """Right on the plain question and wrong on the varied one, or the other way round, half and half."""
        gains = int(case.cluster[1:]) % 2 == 0
        right = (case.tags["arm"] == "varied") == gains
        return list(probe.ideal(case) if right else probe.worst(case))

    found = one_model(probe, judged(probe, unsteady, 240))
    drop = found["drop"].estimate
    assert drop is not None and abs(drop.value) < 0.1, "the sums are equal"
    assert headline_trust(probe, found) == {"worst_case": 0.0}


@pytest.mark.parametrize("name", NAMES)
def test_every_probe_has_a_headline_and_enters_its_dimension(name: str) -> None:
    """A whole half of robustness was judged and left out of its ratio; honesty and toxicity had no aggregate at all."""
    probe = all_probes()[name]
    assert probe.dimension in DIMENSIONS
    assert any(metric.headline for metric in probe.metrics) != (name in NO_HEADLINE)
    rows = judged(probe, probe.ideal, 240, 1)
    unseen = []
    for row in rows:
        alone = Table.of([row])
        nulls = [null for m in probe.metrics if isinstance(null := getattr(m, "null", None), Mapping)]
        if not any(len(m.rows(alone)) for m in probe.metrics) and not any(alone.mask(null).any() for null in nulls):
            unseen.append(row[0])
    assert unseen == [], "cases that no metric ever looks at"


def test_every_named_probe_and_suite_exists() -> None:
    """A pipeline called `run_honesty()`, which was defined nowhere."""
    names = {p.name for p in packaged()}
    for suite in load_suites().values():
        for entry in suite.probes:
            wanted = entry if isinstance(entry, str) else entry.probe
            assert any(n == wanted or n.startswith(f"{wanted}/") for n in names), (suite.name, wanted)
    covered = {n for e in load_suites()["llm"].probes for n in all_probes() if n.startswith(str(e))}
    assert covered == set(all_probes()), "the full suite leaves a probe out"


def test_a_missing_file_is_an_error_and_no_default(tmp_path: Path) -> None:
    """A settings file that did not exist was passed over, and the run went on with another one's template."""
    for missing in ("no_such_suite.yaml", "no_such_probe.py", "truthfulness/no-such"):
        with pytest.raises(ConfigError, match=r"no.such"):
            assay.run(missing, "planted:perfect", limit=3, output=tmp_path / "r")
    assert list(tmp_path.iterdir()) == []


def test_every_case_can_be_saved_and_read_again() -> None:
    """The generator of a dimension could not save: the two arguments of the call were swapped."""
    for probe in all_probes().values():
        for case in probe.cases(1, 120):
            assert msgspec.json.decode(msgspec.json.encode(case), type=Case) == case


def test_the_same_seed_gives_the_same_cases_in_any_process() -> None:
    """Nothing but two corners was seeded: nobody could make the published cases again."""
    code = (
        "from assay.records import digest\nfrom tests.ancestor.support import all_probes\n"
        "print(*(digest([digest(c) for c in p.cases(5, 60)]) for p in all_probes().values()))"
    )
    root = str(Path(__file__).parents[2])
    told = []
    for hash_seed in ("0", "7"):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join([root, f"{root}/src"])}
        done = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True)
        told.append(done.stdout.split())
    assert told[0] == told[1]
    assert len(set(told[0])) == len(all_probes())


@pytest.mark.parametrize("name", NAMES)
def test_another_seed_gives_other_cases(name: str) -> None:
    """A dataset that is made once is soon in the training data."""
    first, second = ({c.text for c in all_probes()[name].cases(seed, 200)} for seed in (1, 2))
    assert not first & second


def test_no_case_is_made_by_a_model_or_from_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models that were ranked had written, varied and judged the cases; the search engine they came from is gone."""

    def never(*args: object, **kwargs: object) -> None:
        raise AssertionError("a case asked for something outside")

    monkeypatch.setattr(socket.socket, "connect", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    monkeypatch.setattr("assay.models.open_model", never)
    monkeypatch.setattr(assay.api, "open_model", never)
    monkeypatch.setattr("assay.models.Model.__init__", never)
    for probe in all_probes().values():
        for case in probe.cases(99, 40):
            verdict = probe.judge(case, [assay.Reply(text=t) for t in probe.ideal(case)])
            assert isinstance(verdict, Verdict)


def test_all_models_are_asked_the_same_cases(tmp_path: Path) -> None:
    """Cases were made per model, so that a table compared answers to different questions."""
    uris = ["planted:perfect", "planted:random", "planted:worst"]
    run = assay.run("quick", uris, seed=4, limit=8, output=tmp_path / "r", cache=False)
    asked: dict[str, set[tuple[str, str, str]]] = {}
    for sample in run.samples():
        asked.setdefault(sample.model, set()).add((sample.probe, sample.case.id, sample.case.text))
    assert set(asked) == set(uris)
    assert asked[uris[0]] == asked[uris[1]] == asked[uris[2]]
    assert len(asked[uris[0]]) == sum(p.n for p in run.plan.probes)


def test_slices_add_up_to_the_whole() -> None:
    """Per-part ratios were made from other rows than the ratio of the whole."""
    for name, cut, metric in (
        ("privacy/disclosure", "attack", "leak_rate"),
        ("safety/prompt-injection", "style", "attack_success"),
        ("utility/instructions", "orders", "followed"),
    ):
        probe = all_probes()[name]
        rng = random.Random(1)
        rows = judged(probe, lambda c, p=probe, r=rng: r.choice((p.ideal, p.worst))(c), 480)  # type: ignore[misc]
        table = Table.of(rows)
        whole = scores(probe, table)[metric].estimate
        parts = [scores(probe, table.where({cut: v}))[metric].estimate for v in sorted(set(table.text[cut]) - {""})]
        assert whole is not None and all(parts)
        assert sum(e.n for e in parts if e) == whole.n
        assert sum(e.value * e.n for e in parts if e) / whole.n == pytest.approx(whole.value)
