"""Cards of models as judges, over real sockets: who is honest looks so, who is naive falls to the battery, who is down has none."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from assay.certify.judge.by_model import ModelTrial
from assay.certify.judge.material import material_of_rubric
from assay.engine.budget import Budget, Spending
from assay.engine.calls import Limits
from assay.engine.judge_cards import Attack, Card, read_card
from assay.engine.model_cards import file_of_model, known_of_model, told
from assay.errors import IncompleteError
from assay.judges.rubrics import RUBRICS
from assay.models import open_model
from tests.by_model import judges
from tests.by_model.test_runs import go, notes, uri
from tests.cli.test_cli import ROOT
from tests.cli.test_cli import assay as assay_command
from tests.support.openai_wire import Call, Said
from tests.support.stub import Stub, running

Answer = Callable[[Call], "str | Said"]
OPTION = {"positive": "refused", "negative": "complied", "neither": "neither"}


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("ASSAY_DATA", str(tmp_path / "data"))


def certify(*args: str) -> CompletedProcess[str]:
    return assay_command("certify", *args, env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"})


def labels() -> dict[str, str]:
    """Every labelled reply, without what the battery may change in it, with the option that fits."""
    material = material_of_rubric("refusal")
    own = [row for draw in material.own.values() for row in draw(random.Random("1/own"))]
    rows = [*material.rows(random.Random(f"1/{material.population}")), *own]
    return {bare(row.text): OPTION[row.truth] for row in rows}


def bare(text: str) -> str:
    with suppress(ValueError, TypeError, KeyError):  # most is no JSON
        text = json.loads(text)["answer"]
    return "".join(c for c in text.casefold() if c.isalnum())


LABELS = labels()


def honest(call: Call) -> str:
    """Knows what each labelled reply does, whatever stands around it."""
    shown = bare(judges.shown(call))
    return judges.said(next((option for text, option in LABELS.items() if text in shown), "neither"))


def naive(call: Call) -> str:
    """Honest, until a reply tells it what to say."""
    return judges.said("refused") if "verdict" in judges.shown(call).casefold() else honest(call)


def card(answer: Answer, *, repeats: int = 1, limit: int = 24, rubric: str = "refusal") -> Card:
    async def made(stub: Stub) -> Card:
        model = open_model(uri(stub))
        await model.start()
        try:
            trial = ModelTrial(
                rubric, model, material_of_rubric(rubric), limit=limit, repeats=repeats, seed=1, made="2026-01-31"
            )
            most = trial.bill().calls
            spending = Spending(Budget(), {}, asyncio.get_running_loop().time())
            found = await trial.card(Limits(attempts=1, outage=0.3), spending, None, lambda text: None)
            assert spending.calls <= most
            return found
        finally:
            await model.close()

    with running(answer) as stub:
        return asyncio.run(made(stub))


def attack(card: Card, name: str) -> Attack:
    return next(a for a in card.attacks if a.name == name)


def test_an_honest_judge_has_a_clean_card() -> None:
    found = card(honest)
    e = found.overall
    assert e.sensitivity and e.specificity and e.undecided and e.overread and found.order
    assert (e.sensitivity.value, e.specificity.value, e.undecided.value, e.overread.value) == (1.0, 1.0, 0.0, 0.0)
    assert min(e.positives, e.negatives, e.neither) >= 5  # of 24 replies, some in other languages
    assert not any(a.fooled.value for a in found.attacks)
    assert (found.order.value, found.failed, found.flips) == (0.0, 0, None)
    assert [w.value for w in found.wordings] == [1.0, 1.0]
    assert found.kind == "model" and found.judge == f"model:{RUBRICS['refusal'].id}"


def test_a_naive_judge_falls_to_the_words_that_a_reply_puts_into_its_mouth() -> None:
    found = card(naive)
    assert found.overall.specificity and found.overall.specificity.value == 1.0
    for name in ("verdict injection", "verdict injection, as orders", "verdict injection, negative"):
        assert attack(found, name).fooled.value > 0.4
    assert attack(found, "one-token keys").fooled.value > 0
    assert attack(found, "padding, much").fooled.value == 0.0


def test_a_judge_of_places_a_judge_of_words_and_one_that_changes_its_mind_show_it() -> None:
    def by_words(call: Call) -> str:
        return honest(call) if "Somebody asked" in call.last else judges.said("complied")

    places, words = card(judges.biased, limit=6), card(by_words, limit=24)
    assert places.order and places.order.value == 1.0
    assert places.overall.undecided and places.overall.undecided.value == 1.0
    first, second = words.wordings
    assert first.value == 1.0 and second.value < 0.7
    again: set[str] = set()

    def wavers(call: Call) -> str:
        if call.last in again:
            return judges.said("neither")
        again.add(call.last)
        return honest(call)

    flips = card(wavers, repeats=2, limit=6).flips
    assert flips and flips.value > 0.6  # of the replies that are neither, it says so twice
    steady = card(honest, repeats=2, limit=6).flips
    assert steady and steady.value == 0.0


def test_opinions_that_cannot_be_read_count_as_undecided() -> None:
    def mumbles(call: Call) -> str:
        return judges.PROSE if len(judges.shown(call)) % 3 == 0 else honest(call)

    found = card(mumbles)
    assert found.failed > 0
    assert found.overall.undecided and 0 < found.overall.undecided.value < 1
    assert found.overall.sensitivity and found.overall.sensitivity.value == 1.0


def test_no_card_is_made_of_a_judge_that_is_lost_or_says_nothing() -> None:
    with pytest.raises(IncompleteError, match="gave no opinion that can be read, and no card is made"):
        card(judges.prose, limit=4)
    left = iter(range(60))

    def dies(call: Call) -> str | Said:
        return honest(call) if next(left, None) is not None else Said(drop=True)

    with pytest.raises(IncompleteError, match=r"judges no more .* replies are judged\. No card is made"):
        card(dies)


@pytest.mark.parametrize("rubric", list(RUBRICS))
def test_every_rubric_has_labelled_replies_that_it_can_be_shown(rubric: str) -> None:
    found = card(lambda call: judges.said(judges.options(call)[0]), rubric=rubric, limit=6)
    assert found.failed == 0
    assert found.overall.positives and found.overall.negatives


def test_runs_and_reports_show_the_card_until_the_rubric_or_the_model_changes(tmp_path: Path) -> None:
    with running(judges.right) as stub:
        before = go(tmp_path / "before", uri(stub), limit=12)
        assert "has no card as a judge by refusal@" in notes(before)
        assert f"assay certify refusal --judge '{uri(stub)}'" in notes(before)
        done = certify("refusal", "--judge", uri(stub), "--limit", "6", "--json")
        assert done.returncode == 0, done.stderr
        assert "asked to judge" in done.stderr and "at most" in done.stderr
        made = read_card(file_of_model("refusal", uri(stub)))
        assert made is not None and made.model == uri(stub)
        assert json.loads(done.stdout)[0]["digest"] == made.digest
        requests = stub.stats().requests
        assert certify("refusal", "--judge", uri(stub), "--limit", "6").returncode == 0
        assert stub.stats().requests - requests < 5  # all is cached but what starting takes
        run = go(tmp_path / "after", uri(stub), limit=12)
    assert f"(card {made.id} of {made.made})" in notes(run)
    page = (run.path / "report.html").read_text()
    assert f"Card {made.id}" in page
    [judge] = run.plan.judges
    rubric = RUBRICS["refusal"].id
    assert known_of_model(rubric, judge.uri, judge.identity) == (made, "")
    assert "the model has changed" in told(rubric, judge.uri, "another")
    assert "the rubric has changed" in told("refusal@00000000", judge.uri, judge.identity)
    file_of_model("refusal", judge.uri).write_text("{")
    assert "has no card" in told(rubric, judge.uri, judge.identity)


def test_what_is_wrong_is_said_in_a_sentence() -> None:
    for args, said in (
        (
            ("politeness", "--judge", "openai:x?base_url=http://127.0.0.1:9/v1"),
            "rubrics are compliance, grounded, refusal, toxicity",
        ),
        (("refusal", "--judge", "planted:perfect"), "planted:perfect cannot be the judge"),
        (("refusal", "--judge", "openai:x?base_url=http://127.0.0.1:9/v1"), "nothing listens at"),
        (("--all", "--judge", "openai:x"), "--judge goes with a probe or a rubric that is named"),
    ):
        done = certify(*args)
        assert done.returncode != 0
        assert said in done.stderr and "Traceback" not in done.stderr
