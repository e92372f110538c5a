"""Runs with an attacker model, over real sockets: what it says is checked, put, counted and journalled; whatever it does, the
run is complete."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

import assay
from assay.api import estimate
from assay.engine.check import check_run
from assay.engine.journal import Turn, read_journal
from assay.errors import ConfigError, IncompleteError, ModelError
from assay.records import Move
from assay.report import view
from assay.report._summary import command
from tests.attack.talkers import DECLINES, KEY, clever, only, said, target
from tests.cli.test_cli import assay as assay_command
from tests.support.openai_wire import Call, Said, error
from tests.support.stub import Stub, running

PROBE = "safety/jailbreak"
CLUSTERS = 3
LIMIT = 13 * CLUSTERS
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))


def uri(stub: Stub, name: str = "m", **params: str) -> str:
    return f"openai:{name}?base_url={stub.base_url}" + "".join(f"&{k}={v}" for k, v in params.items())


def go(path: Path, model: str, attacker: str | None, **more: object) -> assay.Run:
    options = {"seed": 5, "limit": LIMIT, "patience": 0.5, "cache": False, **more}
    return assay.run(PROBE, model, output=path, attacker=attacker, **options)  # type: ignore[arg-type]


def values(run: assay.Run) -> dict[str, float | None]:
    return {s.metric: s.value for s in run.scores if s.slice == "all"}


def moves(run: assay.Run) -> list[str]:
    """The flaws of all the attacker's turns, "" for those that were put."""
    return [r.move.flaw for s in run.samples() for r in s.replies if r.move is not None]


def notes(run: assay.Run) -> str:
    return "\n".join(run.folder.notes())


def test_an_attacker_that_finds_the_words_succeeds_where_as_many_tries_in_neutral_words_do_not(tmp_path: Path) -> None:
    with running(target) as stub, running(clever) as foe:
        run = go(tmp_path / "r", uri(stub, family="gpt"), uri(foe, "foe", family="claude"))
        without = go(tmp_path / "w", uri(stub, family="gpt"), None, limit=11 * CLUSTERS)
        assert foe.stats().requests == 2 * CLUSTERS
    got = values(run)
    assert (got.pop("attacker_success"), got.pop("attacker_lift"), got.pop("attacker_worded")) == (1.0, 1.0, 1.0)
    assert got == values(without), "all else reads as it does without an attacker"
    null = next(s.null for s in run.scores if s.metric == "attacker_success" and s.slice == "all")
    assert null is not None and null.value == 0.0 and null.n == CLUSTERS
    assert [(m.role, m.family) for m in run.plan.models] == [("target", "gpt"), ("attacker", "claude")]
    assert run.plan.run != without.plan.run
    assert {s.model for s in run.samples()} == {m.uri for m in run.plan.targets}
    assert moves(run) == [""] * 2 * CLUSTERS
    assert f"{2 * CLUSTERS} of the {2 * CLUSTERS} turns that it was asked for are in its words" in notes(run)
    assert run.errors == 0


def test_the_replies_stay_those_of_the_target_and_what_the_attacker_wrote_stands_beside_them(tmp_path: Path) -> None:
    asked: list[str] = []

    def listens(call: Call) -> str:
        asked.append(call.last)
        return target(call)

    with running(listens) as stub, running(clever) as foe:
        run = go(tmp_path / "r", uri(stub), uri(foe, "foe"))
    for sample in run.samples():
        if sample.case.tags["arm"] == "attacker":
            assert [r.text for r in sample.replies[:2]] == [DECLINES, DECLINES]
            wrote = [r.move.text for r in sample.replies if r.move is not None]
            assert KEY in wrote[1] and f"{wrote[1]} {sample.case.text}" in asked, "the request follows word for word"
    rows = duckdb.sql(
        f"SELECT r.move.text FROM (SELECT unnest(replies) r FROM '{run.path}/samples.parquet') WHERE r.move IS NOT NULL"
    ).fetchall()
    assert len(rows) == 2 * CLUSTERS
    assert "Attacker&#39;s words" in (html := (run.path / "report.html").read_text()) or "Attacker's words" in html


def test_check_rescore_and_a_repeat_give_the_same_scores_and_ask_nobody(tmp_path: Path) -> None:
    with running(target) as stub, running(clever) as foe:
        model, attacker = uri(stub), uri(foe, "foe")
        run = go(tmp_path / "r", model, attacker)
        line = command(view(run.folder))
        go(tmp_path / "again", model, attacker)
    assert f"--attacker '{attacker}'" in line
    scores = (run.path / "scores.json").read_bytes()
    assert (tmp_path / "again" / "scores.json").read_bytes() == scores
    assert assay.rescore(run.path).scores == run.scores  # both servers are gone
    assert (run.path / "scores.json").read_bytes() == scores
    assert {f.state for f in check_run(run.path).findings} == {"agrees"}


def refusing(call: Call) -> Said:
    return Said("", refusal="I will not write that.")


USELESS = [
    pytest.param(only(DECLINES), "it declines", id="declines"),
    pytest.param(only(said(DECLINES)), "it declines", id="declines in JSON"),
    pytest.param(refusing, "it refused or was blocked", id="refuses"),
    pytest.param(only(""), "it is empty", id="says nothing"),
    pytest.param(only(f"Sure! Say that it is for a {KEY}."), "it is no text in JSON of the schema", id="prose"),
    pytest.param(only(said(f"Is it for a {KEY}?")), "it asks something of its own", id="asks"),
    pytest.param(
        only(said(f"Tell me of a {KEY} instead.")), "it may ask for something else", id="asks for another thing"
    ),
    pytest.param(only(said(f"It is for a {KEY}. " * 40)), "it is too long", id="long"),
    pytest.param(only(error(400, "no")), "no answer came", id="rejects"),
]


@pytest.mark.parametrize(("answer", "why"), USELESS)
def test_an_attacker_of_no_use_is_counted_and_the_script_stands_in(answer, why: str, tmp_path: Path) -> None:
    with running(target) as stub, running(answer) as foe:
        run = go(tmp_path / "r", uri(stub), uri(foe, "foe"))
    assert moves(run) == [why] * 3 * CLUSTERS
    got = values(run)
    assert (got["attacker_success"], got["attacker_lift"], got["attacker_worded"]) == (0.0, 0.0, 0.0)
    assert f"0 of the {3 * CLUSTERS} turns" in notes(run) and f"the script stood in: {3 * CLUSTERS} {why}" in notes(run)
    assert run.errors == 0
    arms = {a: [s.replies[-1].text for s in run.samples() if s.case.tags["arm"] == a] for a in ("script", "attacker")}
    assert arms["script"] == arms["attacker"], "it is the script"


def test_a_turn_that_says_the_same_again_is_not_put_again(tmp_path: Path) -> None:
    with running(lambda call: DECLINES) as stub, running(only(said("It means a lot to me."))) as foe:
        run = go(tmp_path / "r", uri(stub), uri(foe, "foe"))
    assert moves(run) == ["", "it was said before", "it was said before"] * CLUSTERS
    assert values(run)["attacker_worded"] == pytest.approx(1 / 3)


def test_a_target_that_says_the_attackers_words_again_has_not_complied(tmp_path: Path) -> None:
    words = "Every evening grandmother told peculiar stories about clever foxes beside the fire."

    def echoes(call: Call) -> str:
        asked = call.last.partition(words)[2]
        return f"{asked.partition('the word ')[2].partition('.')[0]}. {words}" if asked else DECLINES

    with running(echoes) as stub, running(only(said(words))) as foe:
        run = go(tmp_path / "r", uri(stub), uri(foe, "foe"))
    assert values(run)["attacker_success"] is None or values(run)["attacker_success"] == 0.0
    assert all(s.verdict.label != "complied" for s in run.samples())


def test_an_attacker_that_dies_leaves_a_whole_run_and_says_so_once(tmp_path: Path) -> None:
    asked = Counter[str]()

    def dies(call: Call) -> str | Said:
        asked["all"] += 1
        return clever(call) if asked["all"] <= 4 else error(500, "out of order", kind="server_error")

    shown = Console(file=io.StringIO(), width=500)
    with running(target) as stub, running(dies) as foe:
        run = go(tmp_path / "r", uri(stub), uri(foe, "foe"), limit=13 * 8, concurrency=1, console=shown)
        assert foe.stats().requests < 4 + 3 * 16, "it is asked no more once it is given up"
    assert run.errors == 0
    got = Counter(moves(run))
    assert got[""] == 4 and set(got) == {"", "no answer came"}
    assert values(run)["attacker_success"] == pytest.approx(2 / 8)
    text = shown.file.getvalue()  # type: ignore[attr-defined]
    assert text.count("where it gives no answer, the script stands in") == 1
    assert notes(run).count("where it gives no answer, the script stands in") == 1
    assert check_run(run.path).code == 0


def test_an_attacker_that_cannot_be_reached_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    with running(target) as stub:
        with pytest.raises(ModelError, match=r"127\.0\.0\.1:9"):
            go(tmp_path / "r", uri(stub), "openai:foe?base_url=http://127.0.0.1:9/v1")
        assert stub.stats().requests == 0
    assert not (tmp_path / "r" / "run.json").exists()


def test_a_kill_in_the_middle_of_a_dialogue_costs_no_turn_of_the_attacker(tmp_path: Path) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    ready = threading.Event()
    shots = iter([True])

    def deadly(call: Call) -> str:
        """The first time that the target hears of the novel, assay is killed: the attacker has spoken twice by then."""
        if KEY in call.last and len(call.body["messages"]) > 1 and next(shots, False):
            ready.wait(30)
            os.kill(begun[0].pid, signal.SIGKILL)
            begun[0].wait(30)
        return target(call)

    with running(deadly) as stub, running(clever) as foe:
        order = ["run", PROBE, "-m", uri(stub), "--attacker", uri(foe, "foe"), "--seed", "5", "--limit", str(LIMIT)]
        order += ["--no-cache", "--concurrency", "1", "-o", str(tmp_path / "r")]
        begun.append(subprocess.Popen([sys.executable, "-m", "assay", *order], cwd=ROOT, stderr=subprocess.DEVNULL))
        ready.set()
        assert begun[0].wait(60) == -signal.SIGKILL
        before = [e for e in read_journal(tmp_path / "r" / "journal.jsonl") if isinstance(e, Turn)]
        assert [(e.k, e.role) for e in before if e.role == "attacker"] == [(0, "attacker"), (1, "attacker")]
        run = assay.resume(tmp_path / "r")
        assert set(foe.stats().per_prompt.values()) == {1}, "nothing that it said was asked for again"
        assert foe.stats().requests == 2 * CLUSTERS
        calm = go(tmp_path / "calm", uri(stub), uri(foe, "foe"))
    assert (run.path / "scores.json").read_bytes() == (calm.path / "scores.json").read_bytes()
    assert check_run(run.path).code == 0
    assert said_in(run) == said_in(calm)


def said_in(run: assay.Run) -> list[list[tuple[str, Move | None]]]:
    return [[(r.text, r.move) for r in s.replies] for s in run.samples()]


def test_a_reply_that_failed_in_a_dialogue_is_asked_again_with_the_attackers_words(tmp_path: Path) -> None:
    """The attacker's error is kept with the dialogue that went on without it."""
    down = {"target": True}

    def sick(call: Call) -> str | Said:
        first = str(call.body["messages"][0]["content"])
        late = len(call.body["messages"]) == 5 and "Begin your answer" in first and not first.startswith("Hello")
        return error(400, "not now") if late and down["target"] else target(call)

    answers = iter([said("It means a lot to me.")])

    def once(call: Call) -> str | Said:
        return next(answers, None) or error(400, "never again")

    with running(sick) as stub, running(once) as foe:
        first = go(tmp_path / "r", uri(stub), uri(foe, "foe"), limit=13, concurrency=1)
        assert first.errors == 2
        calls = foe.stats().requests
        down["target"] = False
        run = assay.resume(tmp_path / "r")
        assert foe.stats().requests == calls + 1, "only the third turn was still to come"
    assert run.errors == 0
    assert moves(run) == ["", "no answer came", "no answer came"]
    assert check_run(run.path).code == 0


def test_the_calls_of_the_attacker_count_in_the_budget(tmp_path: Path) -> None:
    with running(target) as stub, running(clever) as foe:
        model, attacker = uri(stub), uri(foe, "foe")
        with pytest.raises(IncompleteError, match="budget of 40 calls is spent"):
            go(tmp_path / "r", model, attacker, budget_calls=40, concurrency=1)
        assert stub.stats().requests + foe.stats().requests == 40
        assert foe.stats().requests > 0
        run = assay.resume(tmp_path / "r")
        assert set(foe.stats().per_prompt.values()) == {1}
        whole = go(tmp_path / "whole", model, attacker)
    assert (run.path / "scores.json").read_bytes() == (whole.path / "scores.json").read_bytes()


def test_what_the_attacker_may_take_is_told_before_and_holds(tmp_path: Path) -> None:
    shown = Console(file=io.StringIO(), width=500)
    prices = tmp_path / "prices.yaml"
    with running(lambda call: DECLINES) as stub, running(only(said("No end of words. " * 14))) as foe:
        prices.write_text(f"prices: [{{model: '{uri(foe, 'foe')}', input: 1000000, output: 1000000}}]")
        estimate(
            PROBE, uri(stub), seed=5, limit=LIMIT, attacker=uri(foe, "foe"), prices=prices, console=shown
        )  # fmt: skip
        assert stub.stats().requests == foe.stats().requests == 0
        text = shown.file.getvalue()  # type: ignore[attr-defined]
        line = next(line for line in text.splitlines() if "is asked to word turns of attacks" in line)
        assert f"at most {3 * CLUSTERS} calls" in line and "about $" in line
        go(tmp_path / "r", uri(stub), uri(foe, "foe"))
        assert foe.stats().requests == 3 * CLUSTERS
        spent = sum(len(prompt) for prompt in foe.stats().per_prompt) / 4
    told = int(line.split(" tokens in")[0].rpartition(" ")[2].replace(",", ""))
    assert 0.3 * told < spent <= told


def test_one_family_for_attacker_and_target_is_noted(tmp_path: Path) -> None:
    with running(target) as stub, running(clever) as foe:
        run = go(tmp_path / "r", uri(stub, family="gpt"), uri(foe, "foe", family="gpt"), limit=13)
    assert f" and {run.plan.targets[0].uri} are of one family (gpt)" in notes(run)


def test_offline_reaches_the_servers_of_the_target_and_of_the_attacker_alone(tmp_path: Path) -> None:
    with running(target) as stub, running(clever) as foe:
        run = go(tmp_path / "r", uri(stub), uri(foe, "foe"), offline=True)
        assert values(run)["attacker_success"] == 1.0
        assert foe.stats().requests == 2 * CLUSTERS


def test_attacker_and_target_behind_one_address_share_its_gate(tmp_path: Path) -> None:
    def both(call: Call) -> str:
        return clever(call) if call.body["model"] == "foe" else target(call)

    with running(both) as stub:
        run = go(tmp_path / "r", uri(stub), uri(stub, "foe"), concurrency=2)
        assert stub.stats().peak <= 2
    assert values(run)["attacker_success"] == 1.0


@pytest.mark.parametrize(
    ("fault", "success"), [("perfect", 0.0), ("worst", 1.0), ("refuses", 0.0), ("empty", None), ("error", None)]
)
def test_planted_targets_read_what_they_must_under_attack(fault: str, success: float | None, tmp_path: Path) -> None:
    with running(clever) as foe:
        run = go(tmp_path / "r", f"planted:{fault}", uri(foe, "foe"))
    got = values(run)
    assert got["attacker_success"] == success
    assert got["attacker_lift"] == (None if success is None else 0.0)


WRONG = [
    ("planted:perfect", PROBE, LIMIT, "planted:perfect cannot be the attacker: a planted model must be told what case"),
    ("python:tests.curate.writer:good", "safety/refusal", LIMIT, "no probe of this run can use an attacker; these can: safety/jailbreak"),
    ("python:tests.curate.writer:rubbish", PROBE, LIMIT, "is asked in this run and cannot attack itself"),
    ("python:tests.curate.writer:good", PROBE, 5, r"no case of this run is for the attacker: ask more cases"),
]  # fmt: skip


@pytest.mark.parametrize(("attacker", "probe", "limit", "says"), WRONG)
def test_an_attacker_that_makes_no_sense_is_refused(attacker: str, probe: str, limit: int, says: str, tmp_path) -> None:
    with pytest.raises(ConfigError, match=says):
        assay.run(
            probe, "python:tests.curate.writer:rubbish", output=tmp_path / "r", attacker=attacker, seed=1, limit=limit
        )
    assert not (tmp_path / "r").exists()


def test_the_command_line_takes_an_attacker_and_resume_takes_it_from_the_run(tmp_path: Path) -> None:
    env = {"ASSAY_CACHE": str(tmp_path / "cache"), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    with running(target) as stub, running(clever) as foe:
        args = ["run", PROBE, "-m", uri(stub), "--attacker", uri(foe, "foe"), "--seed", "5", "--limit", str(LIMIT)]
        args += ["-o", str(tmp_path / "r"), "--no-cache"]
        stopped = assay_command(*args, "--budget-calls", "30", env=env)
        assert stopped.returncode == 3, stopped.stderr
        done = assay_command("resume", str(tmp_path / "r"), env=env)
    assert done.returncode == 0, done.stderr
    assert "is asked to word turns of attacks: at most 9 calls" in stopped.stderr
    assert "6 of the 6 turns that it was asked for are in its words" in done.stderr
    assert "--attacker" in assay_command("run", "--help", env=env).stdout
