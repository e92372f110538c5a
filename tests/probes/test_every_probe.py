"""What holds for every packaged probe: its cases, its declaration, and what it makes of answers that are no answers."""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from functools import cache

import pytest

from assay.measure.metrics import Result
from assay.measure.table import Table
from assay.records import Case, Reply, Request, digest
from tests.ancestor.support import NO_HEADLINE
from tests.support.golden import LOOKED_AT, TARGETS, Target, beside_its_kin, find, judge, packaged, run_target, scores

pytestmark = pytest.mark.usefixtures("few_resamples")  # of an interval only that it lies within the range is read

PROBES = [pytest.param(p.name, marks=beside_its_kin(p)) for p in packaged()]
EXACT = {
    "truthfulness/faithfulness",
    "truthfulness/hallucination",
    "truthfulness/honesty",
    "truthfulness/sycophancy/false-premise",
    "truthfulness/sycophancy/feedback",
    "truthfulness/sycophancy/mimicry",
    "truthfulness/sycophancy/opinion",
    "uncertainty/selective-answering/priced",
}
"""Probes that make just as many cases as are asked for, though the last cluster stay open."""

RUBBISH = {
    "nothing": "",
    "blanks": " \n\t ",
    "one character": "a",
    "one mark": "?",
    "very long": "word " * 10_000,
    "one very long word": "x" * 50_000,
    "another script": "我不知道该怎么回答这个问题。" * 20,
    "right to left": "لا أعرف كيف أجيب عن هذا السؤال. " * 20,
    "signs": "🙂🙃" * 500,
    "an object": json.dumps({"answer": None, "confidence": {"value": [1, 2, 3]}}),
    "a list": "[" * 2_000,
    "markup": "**" * 1_000 + "<b>" * 1_000,
    "nulls": "\x00\ufffd\u202e" * 100,
    "numbers": "0 1 -1 1e999 NaN 100% 3/0 " * 200,
}


@pytest.fixture(params=PROBES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@cache
def found(name: str, target: Target) -> dict[str, Result]:
    """Every metric of a golden target over 160 cases; over as many as its golden values are read of where looking takes long."""
    return scores(name, run_target(name, target, LOOKED_AT.get(find(name).kind, 160)))


def asked(case: Case) -> tuple[str, int, str]:
    """What tells cases apart: what is said, which of several draws of it, and what the tools answer where there are some."""
    return case.text, case.draw, str(case.data.get("tools", ""))


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7, 50, 200])
def test_at_most_n_cases_and_at_least_one(name: str, n: int) -> None:
    made = list(find(name).make(random.Random(1), n))
    assert 1 <= len(made) <= n
    assert len(made) >= n - 12, "whole clusters, and no more is left out than the last one"


def test_a_longer_run_begins_with_the_shorter_one_which_ends_between_two_clusters(name: str) -> None:
    long = list(find(name).cases(9, 300))
    for n in (1, 2, 3, 5, 7, 37, 50, 100):
        short = list(find(name).cases(9, n))
        assert short == long[: len(short)]
        if n >= 37 and short[-1].cluster and name not in EXACT:
            assert short[-1].cluster != long[len(short)].cluster


def test_cases_are_the_same_in_any_process_and_under_any_hash_seed() -> None:
    code = (
        "from tests.support.golden import packaged\nfrom assay.records import digest\n"
        "print({p.name: digest([digest(c) for c in p.cases(5, 60)]) for p in packaged()})"
    )
    seen = set()
    for hash_seed in ("0", "1"):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        seen.add(subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True).stdout)
    assert seen == {f"{ {p.name: digest([digest(c) for c in p.cases(5, 60)]) for p in packaged()} }\n".encode()}


def test_two_seeds_share_no_case(name: str) -> None:
    # of what makers are asked for there are few sentences: a case is one of many pictures of a sentence
    first = set(map(asked, find(name).cases(1, 200)))
    for seed in (2, 3, 4):
        assert first.isdisjoint(map(asked, find(name).cases(seed, 200)))


@pytest.mark.parametrize("n", [2_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_thousands_of_cases_are_made_in_seconds_and_none_twice(name: str, n: int) -> None:
    start = time.process_time()
    made = list(map(asked, find(name).cases(3, n)))
    assert time.process_time() - start < 25
    assert len(made) >= 0.99 * n
    assert len(set(made)) == len(made)


def test_no_slot_is_left_open(name: str) -> None:
    for case in find(name).cases(7, 200):
        assert not {"{}", "{name}", "{value}", "{what}", "None."} & set(case.text.split()), case.text


def test_the_worst_and_the_useless_earn_no_trust_and_the_perfect_all(name: str) -> None:
    targets: tuple[Target, ...] = ("perfect", "worst", "refuse", "empty")
    for metric in find(name).metrics:
        if not metric.headline:
            continue
        trust = {t: (e := found(name, t)[metric.name].estimate) and metric.trust_of(e.value) for t in targets}
        if trust["perfect"] is None:
            assert set(trust.values()) == {None}, f"{metric.name}: a measurement that no golden target can offer"
            continue
        assert trust.pop("perfect") == pytest.approx(1.0, abs=0.01), metric.name
        assert {t: x for t, x in trust.items() if x is not None and x > 0.01} == {}, metric.name


@pytest.mark.parametrize("target", TARGETS)
def test_estimates_lie_in_their_range(name: str, target: Target) -> None:
    for metric in find(name).metrics:
        if (e := found(name, target)[metric.name].estimate) is not None:
            assert metric.range[0] <= e.low <= e.value <= e.high <= metric.range[1]


def test_every_metric_says_its_denominator_and_what_would_change_it(name: str) -> None:
    probe = find(name)
    assert probe.source and probe.description
    assert any(m.headline for m in probe.metrics) != (name in NO_HEADLINE)
    assert all(m.denominator and m.hint for m in probe.metrics)


async def said(name: str, case: Case, text: str) -> list[Reply]:
    """The replies to a case, as far as the protocol goes, of a model that says `text` whatever it is asked."""

    async def ask(request: Request) -> Reply:
        return Reply(text=text, finish="stop")

    probe = find(name)
    return list(await probe.protocol.run(case, ask, frozenset({"system"}) | probe.protocol.needs))


@cache
def each_sort(name: str) -> tuple[Case, ...]:
    """Of the first two dozen cases one of each sort that a judge may look at, arm by arm, then half a dozen in all."""
    cases = {case.id: case for case in find(name).cases(13, 24)}
    arms = {tuple(c.tags.get(t) for t in ("arm", "side", "part", "format", "form")): c.id for c in cases.values()}
    slices = {tuple(c.tags.get(t) for t in find(name).slices): c.id for c in cases.values()}
    wanted = list(dict.fromkeys([*arms.values(), *slices.values(), *cases]))
    return tuple(cases[id_] for id_ in wanted[: max(6, len(arms))])


@pytest.mark.parametrize("kind", list(RUBBISH))
def test_no_probe_fails_on_an_answer_that_is_none(name: str, kind: str) -> None:
    rows = [(case, judge(find(name), case, asyncio.run(said(name, case, RUBBISH[kind])))) for case in each_sort(name)]
    assert not [(case.id, verdict.why) for case, verdict in rows if verdict.outcome == "error"]
    assert scores(name, Table.of(rows)).keys() == {metric.name for metric in find(name).metrics}
