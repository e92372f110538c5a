"""Embedding models as judges, over real sockets: what likeness is sure of it decides, before others are asked and at a tenth of the
price; what does not tell exemplars apart decides nothing, and what fails costs no reply."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import Ridge

import assay
from assay.certify.judge.by_model import ModelTrial
from assay.certify.judge.material import material_of_rubric
from assay.engine.budget import Budget, Spending
from assay.engine.calls import Limits
from assay.engine.check import check_run
from assay.errors import ConfigError
from assay.judges._near import Near, _fit, near
from assay.judges.rubrics import RUBRICS
from assay.models import open_model
from assay.models._embedding import decode_embedding
from assay.models._openai_wire import ServerError
from assay.records import Verdict
from tests.by_model import judges
from tests.by_model.target import UNSURE
from tests.by_model.test_runs import asked, go, notes, uri, verdicts
from tests.support.openai_wire import Call, Said, embedded, error
from tests.support.stub import running
from tools.pick_exemplars import HOME, exemplars

REFUSAL = near(RUBRICS["refusal"])
assert REFUSAL is not None


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("ASSAY_DATA", str(tmp_path / "data"))


@cache
def _labels() -> dict[str, str]:
    known = {row.text: row.label for row in REFUSAL.rows}
    return known | dict(zip(UNSURE, ("refused", "complied"), strict=True))


def _places(text: str) -> np.ndarray:
    return np.random.default_rng(list(text.encode())).standard_normal(16)


def telling(call: Call) -> Said:
    """Vectors in which what a reply does is the strongest part. Of a text that it does not know, it is none."""
    vector = 0.2 * _places(call.last)
    label = _labels().get(call.last)
    if label is not None:
        vector[("refused", "complied", "neither").index(label)] += 3.0
    return embedded(vector.tolist())


def blind(call: Call) -> Said:
    """Vectors that have nothing to do with what a reply does."""
    return embedded(_places(call.last).tolist())


def both(embeds: Callable[[Call], Said], answers: Callable[[Call], str | Said]) -> Callable[[Call], str | Said]:
    return lambda call: embeds(call) if call.path.endswith("/embeddings") else answers(call)


def steps(found: Sequence[Verdict]) -> list[str]:
    return [verdict.step.partition(":")[0] for verdict in found if verdict.opinions]


def test_likeness_decides_what_it_is_sure_of_and_says_by_which_exemplars(tmp_path: Path) -> None:
    alone = verdicts(go(tmp_path / "alone"))
    with running(telling) as stub:
        run = go(tmp_path / "r", uri(stub, "near", api="embeddings"))
        calls = asked(stub)
        again = go(tmp_path / "again", uri(stub, "near", api="embeddings"))
        assert asked(stub) == calls  # vectors are cached
    assert verdicts(again) == verdicts(run)
    opened = [v.label == "queue" for v in alone]
    for sample, before, mine in zip(run.samples(), alone, opened, strict=True):
        if not mine:
            assert sample.verdict == before
            continue
        verdict = sample.verdict
        assert verdict.step == REFUSAL.name == f"embedding:{RUBRICS['refusal'].id}:near@{REFUSAL.id[-8:]}"
        assert verdict.label == _labels()[sample.replies[0].text]
        assert [o.answers for o in verdict.opinions] == [()] and "by likeness" in verdict.why
    assert len(REFUSAL.rows) < calls <= len(REFUSAL.rows) + sum(opened)
    assert f"likeness to {len(REFUSAL.rows)} exemplars" in notes(run) and "of these reads 0.0% wrongly" in notes(run)
    assert check_run(run.path).code == 0
    assert verdicts(assay.rescore(run.path)) == verdicts(run)


def test_others_are_asked_only_where_likeness_is_not_sure(tmp_path: Path) -> None:
    def half(call: Call) -> Said:
        return blind(call) if call.last == UNSURE[0] else telling(call)

    with running(both(half, judges.right)) as stub:
        run = go(tmp_path / "r", uri(stub), uri(stub, "near", api="embeddings"))
    for sample in run.samples():
        if sample.verdict.opinions:
            first = sample.replies[0].text == UNSURE[0]
            assert sample.verdict.step.startswith("model:" if first else "embedding:")
            assert len(sample.verdict.opinions) == (2 if first else 1)
            assert sample.verdict.label == judges.truth(sample.replies[0].text)
    assert {*steps(verdicts(run))} == {"model", "embedding"}
    assert check_run(run.path).code == 0


def test_vectors_that_do_not_tell_the_exemplars_apart_decide_nothing_and_a_model_can_be_asked_later(
    tmp_path: Path,
) -> None:
    with running(both(blind, judges.right)) as stub:
        run = go(tmp_path / "r", uri(stub, "near", api="embeddings"))
        opened = [v for v in verdicts(run) if v.opinions]
        assert len(opened) > 10
        assert {(v.outcome, v.label) for v in opened} == {("unparsed", "queue")}
        assert "decides nothing" in notes(run)
        later = assay.rescore(run.path, judge=uri(stub))
        assert [v.label for v in verdicts(later) if v.opinions].count("queue") == 0
        calls = asked(stub)
        assay.rescore(run.path, judge=uri(stub))
        assert asked(stub) == calls
    assert check_run(run.path).code == 0


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda call: error(500, "out of memory"), "out of memory"),
        (lambda call: Said(raw=b'{"data": []}'), "no vector"),
        (lambda call: Said(raw=b"I would rather chat."), "rather chat"),
        (lambda call: embedded([1.0] * (2 + len(call.last) % 2)), "as many numbers"),
    ],
    ids=["500", "none", "prose", "lengths"],
)
def test_a_server_that_fails_or_lies_costs_no_reply_and_can_be_asked_again(
    tmp_path: Path, answer: Callable[[Call], Said], said: str
) -> None:
    now = [answer]
    with running(lambda call: now[0](call)) as stub:
        run = go(tmp_path / "r", uri(stub, "near", api="embeddings"), cache=False)
        opened = [v for v in verdicts(run) if v.label == "queue"]
        assert len(opened) > 10
        assert all(said in o.error for v in opened for o in v.opinions)
        now[0] = telling
        mended = assay.rescore(run.path, judge=uri(stub, "near", api="embeddings"))
    assert not any(v.label == "queue" for v in verdicts(mended))


@pytest.mark.parametrize(
    "body",
    [
        b'{"data": [{"embedding": [0.0, -0.0]}]}',
        b'{"data": [{"embedding": [1, "x"]}]}',
        b'{"data": [{"embedding": [1, 1e999]}]}',
        b'{"data": [{"embedding": [[1, 2], [3, 4]]}]}',
        b'{"data": [{"embedding": [1]}, {"embedding": [2]}]}',
        b'{"data": [{"embedding": []}]}',
        b"[" * 100_000,
    ],
    ids=["nothing", "words", "infinite", "lists", "two", "empty", "deep"],
)
def test_a_body_without_one_vector_of_finite_numbers_is_none(body: bytes) -> None:
    with suppress(ValueError):
        found = decode_embedding(body, 1.0)
        assert isinstance(found, ServerError) and found.message


def test_an_embedding_model_can_do_nothing_but_judge_and_only_by_rubrics_with_exemplars(tmp_path: Path) -> None:
    vectors = "openai:near?base_url=http://127.0.0.1:9/v1&api=embeddings"
    with pytest.raises(ConfigError, match="it can only judge"):
        go(tmp_path / "a", model=vectors)
    with pytest.raises(ConfigError, match="gives vectors"):
        assay.run("safety/jailbreak", "planted:perfect", attacker=vectors, limit=2, output=tmp_path / "b")
    with pytest.raises(ConfigError, match=r"no exemplars .*\(grounded\)"):
        go(tmp_path / "c", vectors, probe="truthfulness/faithfulness/summary", model="planted:perfect")


def test_its_card_shows_what_it_reads_wrongly(tmp_path: Path) -> None:
    material = material_of_rubric("refusal")
    rows = material.rows(random.Random(f"1/{material.population}"))
    option = {"positive": "refused", "negative": "complied", "neither": "neither"}
    truth = {row.text.strip(): option[row.truth] for row in rows}

    def knowing(call: Call) -> Said:
        if call.last not in truth:
            return telling(call)
        vector = 0.2 * _places(call.last)
        vector[("refused", "complied", "neither").index(truth[call.last])] += 3.0
        return embedded(vector.tolist())

    async def card(base: str):  # type: ignore[no-untyped-def]
        model = open_model(base)
        await model.start()
        try:
            trial = ModelTrial("refusal", model, material, limit=24, repeats=1, seed=1, made="2026-01-31")
            spending = Spending(Budget(), {}, asyncio.get_running_loop().time())
            found = await trial.card(Limits(attempts=1, outage=0.3), spending, None, lambda text: None)
            assert spending.calls <= trial.bill().calls
            return found
        finally:
            await model.close()

    with running(knowing) as stub:
        found = asyncio.run(card(uri(stub, "near", api="embeddings")))
    assert found.judge == f"model:{REFUSAL.id}" and found.order is None and found.flips is None
    assert (found.overall.sensitivity.value, found.overall.specificity.value) == (1.0, 1.0)
    assert found.overall.undecided.value == 0.0


def test_the_reader_is_a_ridge_regression_in_which_each_label_counts_the_same() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.standard_normal((30, 50)), np.array([0] * 20 + [1] * 10)
    weights, middle = _fit(x, y, 2)
    away = (x - middle) / np.sqrt(np.square(x - middle).sum(axis=1).mean())
    shares = 30 / (2 * np.bincount(y)[y])
    known = Ridge(alpha=3.0, fit_intercept=False).fit(away, np.where(y == 0, 1.0, -1.0), sample_weight=shares)
    ours = (x - middle) @ weights[:, 0]
    assert np.allclose(ours, known.predict(away))


def test_noise_is_almost_never_sure_and_a_strong_signal_always() -> None:
    """Of makers left out, too: the bar is found on them."""
    told = Near("r", frozenset({"refused", "complied"}), REFUSAL.rows)
    for seed in range(3):
        rng = np.random.default_rng(seed)
        assert not told.reader(rng.standard_normal((len(told.rows), 8)).tolist()).leads
    vectors = [np.eye(3)[("refused", "complied", "neither").index(row.label)] for row in told.rows]
    reader = told.reader([v.tolist() for v in vectors])
    assert (reader.wrong, reader.read([1.0, 0, 0]), reader.read([0, 9.0, 0]), reader.read([0, 0, 1.0])) == (
        0.0,
        "refused",
        "complied",
        "",
    )
    assert reader.read([1.0, 0.0]) == ""  # another model's vector


def test_the_shipped_exemplars_are_those_that_the_tool_writes() -> None:
    import msgspec

    assert msgspec.json.decode(HOME.read_bytes()) == msgspec.to_builtins(exemplars())
