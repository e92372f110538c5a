"""A run with a generator: what it writes is checked, counted and frozen, and whatever it does the run is complete."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

import assay
from assay.api import estimate
from assay.cases.curate.record import ParaphraseRecord, SettingRecord
from assay.cases.curate.snapshot import Snapshot
from assay.engine.check import check_run
from assay.engine.plan import Plan
from assay.errors import ConfigError, IncompleteError, ModelError
from assay.report import view
from assay.report._summary import command
from tests.cli.test_cli import assay as assay_command
from tests.generate.writers import changes_numbers, dies_after, good, only, said
from tests.support.openai_wire import Call, Said
from tests.support.stub import Stub, running

PROBES = ("robustness/perturbation", "ethics/norms")
LIMIT = 24
PARAPHRASES, SETTINGS = 4, 8


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def go(
    path: Path, generator: str | None, *, model: str = "planted:perfect", probes=PROBES, **more: object
) -> assay.Run:
    options = {"seed": 5, "limit": LIMIT, "patience": 1.0, **more}
    return assay.run(probes, model, output=path, generator=generator, **options)  # type: ignore[arg-type]


def uri(stub: Stub, **params: str) -> str:
    return f"openai:writer?base_url={stub.base_url}" + "".join(f"&{k}={v}" for k, v in params.items())


def prompts(run: assay.Run) -> list[str]:
    return [sample.case.text for sample in run.samples()]


def frozen(run: assay.Run) -> Snapshot:
    assert run.plan.sources is not None
    sha256 = run.plan.sources.sha256
    return Snapshot.read(run.path / "sources" / f"{sha256}.jsonl", sha256)


def notes(plan: Plan) -> str:
    return "\n".join(plan.notes)


def test_what_a_generator_writes_is_frozen_asked_and_scored_as_all_else(tmp_path: Path) -> None:
    asked: list[Call] = []
    well = good()

    def answer(call: Call) -> str:
        asked.append(call)
        return well(call)

    with running(answer) as stub:
        run = go(tmp_path / "r", uri(stub, family="gpt"))
    records = frozen(run).records
    assert sum(isinstance(r, ParaphraseRecord) for r in records) == PARAPHRASES
    assert sum(isinstance(r, SettingRecord) for r in records) == SETTINGS
    assert all(r.provenance.licence == "generated" and r.provenance.attribution == "gpt" for r in records)
    used = [s.case for s in run.samples() if s.case.variation == "paraphrase-by-model"]
    assert len(used) == PARAPHRASES
    stems = {r.paraphrase for r in records if isinstance(r, ParaphraseRecord)}
    assert all(any(stem in case.prompt for stem in stems) for case in used)
    scenes = [r.text for r in records if isinstance(r, SettingRecord)]
    told = [s.case.prompt for s in run.samples() if s.probe == "ethics/norms"]
    assert len(told) == LIMIT
    assert all(any(prompt.startswith(scene) for scene in scenes) for prompt in told)
    assert {s.value for s in run.scores if s.slice == "all" and s.metric in ("worst_case", "norm_following")} == {1.0}
    assert f"{PARAPHRASES} of {PARAPHRASES} paraphrases, {SETTINGS} of {SETTINGS} settings can be used" in notes(
        run.plan
    )
    schema = asked[0].body["response_format"]["json_schema"]["schema"]
    assert list(schema["properties"]) == ["text"]
    assert run.errors == 0
    assert check_run(run.path).code == 0


def test_the_generator_is_a_model_of_the_plan_that_is_neither_asked_the_cases_nor_scored(tmp_path: Path) -> None:
    with running(good()) as stub:
        run = go(tmp_path / "r", uri(stub, family="gpt"))
    assert [(m.role, m.family) for m in run.plan.models] == [("target", "planted"), ("generator", "gpt")]
    assert {s.model for s in run.scores} == {"planted:perfect"}
    assert {s.model for s in run.samples()} == {"planted:perfect"}


def test_one_family_for_generator_and_target_is_noted(tmp_path: Path) -> None:
    with running(good()) as stub:
        run = go(tmp_path / "r", uri(stub, family="gpt"), model="python:tests.curate.writer:rubbish?family=gpt")
    assert " and python:tests.curate.writer:rubbish?family=gpt are of one family (gpt)" in notes(run.plan)


def refusing(call: Call) -> Said:
    return Said("", refusal="I will not write that.")


BAD = [
    pytest.param(only("Sure! Here is a nicer way to say it."), "it is no JSON of the schema", 24, 0, id="prose"),
    pytest.param(only('{"text": "cut off'), "it is no JSON of the schema", 24, 0, id="invalid JSON"),
    pytest.param(only('{"text": "a", "more": 1}'), "it is no JSON of the schema", 24, 0, id="other fields"),
    pytest.param(only(said("I'm sorry, but I can't help with that.")), "", 24, 0, id="declines in JSON"),
    pytest.param(refusing, "the generator refused or was blocked", 12, 0, id="refuses"),
    pytest.param(changes_numbers, "paraphrase: other numbers", 24, 0, id="changes numbers"),
    pytest.param(
        only(said("Bright gulls circled slowly above the quiet stone pier in the warm air.")),
        "setting: it is too much like one written before", None, 1, id="repeats itself",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "reason", "requests", "kept"), BAD)
def test_a_generator_of_no_use_is_counted_and_the_cases_are_those_made_by_rule(
    answer: Callable[[Call], str | Said], reason: str, requests: int | None, kept: int, tmp_path: Path
) -> None:
    plain = go(tmp_path / "plain", None)
    with running(answer) as stub:
        run = go(tmp_path / "r", uri(stub))
        calls = stub.stats().requests
    assert reason in notes(run.plan)
    assert f"asked {calls} times" in notes(run.plan)
    assert requests is None or calls == requests
    assert run.errors == 0
    assert len(prompts(run)) == len(prompts(plain))
    if kept:
        assert len(frozen(run).records) == kept
    else:
        assert run.plan.sources is None
        assert prompts(run) == prompts(plain)
        assert run.plan.run == plain.plan.run


def test_a_rejected_text_goes_back_once_with_the_reason(tmp_path: Path) -> None:
    talks: list[list[dict[str, str]]] = []
    well = good()

    def answer(call: Call) -> str:
        talks.append(call.body["messages"])
        return "no JSON" if len(call.body["messages"]) == 1 else well(call)

    with running(answer) as stub:
        run = go(tmp_path / "r", uri(stub))
    assert {len(talk) for talk in talks} == {1, 3}
    again = next(talk for talk in talks if len(talk) == 3)
    assert again[1] == {"role": "assistant", "content": "no JSON"}
    assert "it is no JSON of the schema" in again[2]["content"]
    assert f"{PARAPHRASES} of {PARAPHRASES} paraphrases" in notes(run.plan)


def test_the_nearest_accepted_texts_are_named_to_be_avoided(tmp_path: Path) -> None:
    same = "Bright gulls circled slowly above the quiet stone pier in the warm air."
    back: list[str] = []

    def answer(call: Call) -> str:
        back.extend(m["content"] for m in call.body["messages"][2:])
        return said(same)

    with running(answer) as stub:
        go(tmp_path / "r", uri(stub), probes="ethics/norms")
    assert any(f"it must differ from these: {same}" in text for text in back)


def test_a_generator_that_dies_leaves_what_it_wrote_and_a_note(tmp_path: Path) -> None:
    with running(dies_after(5)) as stub:
        run = go(tmp_path / "r", uri(stub))
    assert len(frozen(run).records) == 5
    assert "asked no more:" in notes(run.plan) or "no answer came" in notes(run.plan)
    assert run.errors == 0
    assert len(prompts(run)) == 2 * LIMIT


def test_a_generator_that_cannot_be_reached_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:9"):
        go(tmp_path / "r", "openai:writer?base_url=http://127.0.0.1:9/v1")
    assert not (tmp_path / "r" / "run.json").exists()


def test_resume_and_rescore_take_the_frozen_texts_and_never_ask_the_generator(tmp_path: Path) -> None:
    with running(good()) as stub:
        with pytest.raises(IncompleteError):
            go(tmp_path / "r", uri(stub), budget_calls=20)
        calls = stub.stats().requests
        assert calls == PARAPHRASES + SETTINGS
        assay.resume(tmp_path / "r")
        assert stub.stats().requests == calls
    whole = assay.resume(tmp_path / "r")  # the server is gone
    assert assay.rescore(tmp_path / "r").scores == whole.scores
    assert len(prompts(whole)) == 2 * LIMIT
    assert sum(s.case.variation == "paraphrase-by-model" for s in whole.samples()) == PARAPHRASES


def test_the_calls_of_the_generator_count_in_the_budget(tmp_path: Path) -> None:
    with running(good()) as stub:
        with pytest.raises(IncompleteError, match="budget of 3 calls is spent"):
            go(tmp_path / "r", uri(stub), budget_calls=3)
        assert stub.stats().requests == 3
    run = assay.resume(tmp_path / "r")
    assert "the budget of 3 calls is spent" in notes(run.plan)
    assert len(frozen(run).records) == 3


def test_the_same_cases_come_again_from_the_snapshot_without_the_generator(tmp_path: Path) -> None:
    with running(good()) as stub:
        first = go(tmp_path / "a", uri(stub))
    line = command(view(first.folder))
    assert "--generator" not in line
    assert first.plan.sources is not None
    assert f"--source snapshot:{first.plan.sources.sha256}" in line
    again = go(tmp_path / "b", None, sources=[f"snapshot:{first.plan.sources.sha256}"])
    assert prompts(again) == prompts(first)
    assert again.plan.run == first.plan.run


def test_generated_texts_lie_in_one_snapshot_with_the_records_of_sources(tmp_path: Path) -> None:
    rows = [{"question": f"Which river runs through Town {i}?", "answer": f"River {i}"} for i in range(6)]
    file = tmp_path / "q.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with running(good()) as stub:
        run = go(
            tmp_path / "r", uri(stub), probes=("robustness/perturbation", "truthfulness/hallucination"),
            sources=[f"file:{file}"],
        )  # fmt: skip
    assert run.plan.sources is not None
    assert run.plan.sources.records == {"paraphrase": PARAPHRASES, "question": 6}
    assert run.errors == 0


def test_what_it_takes_is_told_before_and_an_estimate_asks_nothing(tmp_path: Path) -> None:
    shown = Console(file=io.StringIO(), width=500)
    with running(good()) as stub:
        plan = estimate(PROBES, "planted:perfect", seed=5, limit=LIMIT, generator=uri(stub), console=shown)
        assert stub.stats().requests == 0
    text = shown.file.getvalue()  # type: ignore[attr-defined]
    assert f"is asked for {PARAPHRASES} paraphrases, {SETTINGS} settings before the run: at most 24 calls" in text
    assert sum(p.n for p in plan.probes) == 2 * LIMIT


def test_offline_reaches_the_servers_of_the_target_and_of_the_generator(tmp_path: Path) -> None:
    with running(good()) as stub:
        run = go(tmp_path / "r", uri(stub), offline=True)
        assert stub.stats().requests == PARAPHRASES + SETTINGS
    assert frozen(run).records


@pytest.mark.parametrize(
    ("probes", "generator", "said"),
    [
        (PROBES, "planted:worst", "planted:worst cannot be the generator: a planted model must be told"),
        (
            "safety/refusal",
            "python:tests.curate.writer:good",
            "no probe of this run uses what a generator writes; these do: ",
        ),
        (PROBES, "planted:perfect", "cannot write for it: name another generator"),
    ],
)
def test_a_generator_that_makes_no_sense_is_refused(probes, generator: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=said):
        go(tmp_path / "r", generator, probes=probes)


def test_a_run_that_is_there_already_costs_no_call_of_the_generator(tmp_path: Path) -> None:
    go(tmp_path / "r", None)
    with running(good()) as stub:
        with pytest.raises(ConfigError, match="already holds a run"):
            go(tmp_path / "r", uri(stub))
        assert stub.stats().requests == 0


def test_paraphrases_of_other_questions_are_not_used(tmp_path: Path) -> None:
    with running(good()) as stub:
        first = go(tmp_path / "a", uri(stub))
    assert first.plan.sources is not None
    other = go(tmp_path / "b", None, seed=6, sources=[f"snapshot:{first.plan.sources.sha256}"])
    used = [s for s in other.samples() if s.case.variation == "paraphrase-by-model"]
    assert len(used) < PARAPHRASES


def test_the_command_line_takes_a_generator_and_shows_what_came_of_it(tmp_path: Path) -> None:
    with running(good()) as stub:
        args = [
            "run", "ethics/norms", "-m", "planted:perfect", "--seed", "5", "--limit", "6", "-o", tmp_path / "r",
            "--generator", uri(stub),
        ]  # fmt: skip
        done = assay_command(*map(str, args), env={"ASSAY_CACHE": str(tmp_path / "cache")})
    assert done.returncode == 0, done.stderr
    told, counted = done.stderr.find("is asked for 2 settings before the run"), done.stderr.find("2 of 2 settings can")
    assert 0 <= told < counted < done.stderr.find("report:")
    assert "generator" in (tmp_path / "r" / "report.html").read_text()
