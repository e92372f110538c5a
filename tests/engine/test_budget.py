"""What a run may spend is never overspent; what is left undone is named, and a resume finishes it to the same scores."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assay
from assay.engine.budget import Budget, Spending
from assay.engine.calls import Limits
from assay.engine.execute import execute
from assay.engine.index import index_journal
from assay.engine.journal import Journal, Turn, read_journal
from assay.engine.prices import Price, find_prices, in_dollars, read_prices
from assay.engine.select import select
from assay.errors import ConfigError, IncompleteError
from assay.models import open_model
from assay.records import Message, Reply, Request, Sample
from tests.engine.test_rate import Served, Server
from tests.support import numbers_probe, virtual_time
from tests.support.openai_wire import Said, render
from tests.support.stub import Faults, running

PROBE = str(Path(numbers_probe.__file__))
ROOT = Path(__file__).parents[2]
PRICES = "as_of: 2026-01-31\nprices: [{model: 'openai:m', input: 1000, output: 5000}]\n"

DIALOGUE = Path(PROBE).read_text().replace("utility/numbers", "utility/thrice").replace(
    "assay.protocols.single(max_tokens=8)", "Thrice()"
) + '''

class Thrice:
    calls, needs, wants, max_tokens = 3, frozenset(), frozenset(), 8

    async def run(self, case, ask, has):
        from assay.records import Request

        return [await ask(Request(messages=case.turns, max_tokens=8, draw=k)) for k in range(3)]


'''  # fmt: skip


def used(reply: Reply) -> int:
    return reply.input_tokens + reply.output_tokens


def replies(folder: Path) -> list[Reply]:
    return [r for s in read_journal(folder / "journal.jsonl") if isinstance(s, Sample) for r in s.replies]


@pytest.fixture
def whole(tmp_path):
    """A stub with the URI of its model, and the scores of an undisturbed run of 100 cases against it."""
    with running(numbers_probe.answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        assay.run(PROBE, uri, seed=1, limit=100, output=tmp_path / "whole", cache=False)
        yield stub, uri, (tmp_path / "whole" / "scores.json").read_bytes()


def test_calls_are_never_exceeded_and_resumes_with_new_budgets_complete_the_run(tmp_path, whole):
    stub, uri, scores = whole
    before = stub.stats().requests
    folder = tmp_path / "r"
    with pytest.raises(IncompleteError) as caught:
        assay.run(PROBE, uri, seed=1, limit=100, output=folder, cache=False, concurrency=16, budget_calls=30)
    assert stub.stats().requests - before == 30
    assert caught.value.code == 3
    said = str(caught.value)
    assert "the budget of 30 calls is spent" in said
    assert "Not answered: 70 cases (utility/numbers 70 of 100)" in said
    assert f"assay resume {folder}" in said
    with pytest.raises(IncompleteError, match=r"utility/numbers 25 of 100"):
        assay.resume(folder, budget_calls=45)
    assert stub.stats().requests - before == 75
    assay.resume(folder, budget_calls=25)
    assert stub.stats().requests - before == 100, "a budget that just suffices does"
    assert (folder / "scores.json").read_bytes() == scores


def test_requests_that_failed_count_as_calls(tmp_path):
    faults = Faults(rate_limited=0.2, server_error=0.1, dropped=0.1, retry_after=0.001)
    with running(numbers_probe.answer, faults=faults) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        with pytest.raises(IncompleteError, match="the budget of 60 calls is spent"):
            assay.run(PROBE, uri, seed=1, limit=100, output=tmp_path / "r", cache=False, budget_calls=60)
        stats = stub.stats()
    assert stats.requests == 60
    assert len(replies(tmp_path / "r")) == sum(stats.answered.values()) < 60


def test_tokens_stop_with_the_call_that_reaches_the_limit(tmp_path, whole):
    _, uri, scores = whole
    folder = tmp_path / "r"
    with pytest.raises(IncompleteError, match=r"the budget of 200 tokens is spent \(2\d\d used\)"):
        assay.run(PROBE, uri, seed=1, limit=100, output=folder, cache=False, concurrency=1, budget_tokens=200)
    spent = [used(r) for r in replies(folder)]
    assert sum(spent[:-1]) < 200 <= sum(spent)
    assay.resume(folder)
    assert (folder / "scores.json").read_bytes() == scores


def test_tokens_are_exceeded_by_no_more_than_the_calls_in_flight(tmp_path, whole):
    _, uri, _ = whole
    with pytest.raises(IncompleteError):
        assay.run(PROBE, uri, seed=1, limit=100, output=tmp_path / "r", cache=False, concurrency=8, budget_tokens=200)
    spent = [used(r) for r in replies(tmp_path / "r")]
    assert 200 <= sum(spent) < 200 + 8 * max(spent)


def test_dollars_stop_by_the_prices_given(tmp_path, whole):
    _, uri, scores = whole
    (tmp_path / "prices.yaml").write_text(PRICES)
    folder = tmp_path / "r"
    with pytest.raises(IncompleteError, match=r"the budget of \$0.50 is spent \(\$0.5\d used\)"):
        assay.run(
            PROBE, uri, seed=1, limit=100, output=folder, cache=False, concurrency=1,
            budget_usd=0.5, prices=tmp_path / "prices.yaml",
        )  # fmt: skip
    cost = [r.input_tokens * 0.001 + r.output_tokens * 0.005 for r in replies(folder)]
    assert sum(cost[:-1]) < 0.5 <= sum(cost) + 1e-9
    assay.resume(folder, budget_usd=1e6, prices=tmp_path / "prices.yaml")
    assert (folder / "scores.json").read_bytes() == scores


def test_minutes_stop_new_calls_and_let_those_under_way_come_back(tmp_path):
    server = Server(latency=7.0)
    model = Served("m", server)
    picked, _ = select([PROBE], {"llm"}, 1000)
    path = tmp_path / "journal.jsonl"

    async def work() -> None:
        now = asyncio.get_running_loop().time()
        with Journal(path) as journal:
            await execute(
                picked, [model], journal, index_journal(path), seed=1, cache=None, concurrency={"served:m": 4},
                limits=Limits(), watch=lambda _: None, say=lambda _: None,
                spending=Spending(Budget(minutes=2), {}, now),
            )  # fmt: skip

    with pytest.raises(IncompleteError, match="the budget of 2 minutes is spent"):
        virtual_time.run(work())
    assert max(at for at, _ in server.came) < 120 <= max(at for at, _ in server.done) < 127
    assert len(index_journal(path)) == len(server.came) == len(server.done)


def test_minutes_end_a_wait_for_a_server_that_is_down(tmp_path):
    server = Server(down=lambda _: True)
    picked, _ = select([PROBE], {"llm"}, 100)
    path = tmp_path / "journal.jsonl"
    ended: list[float] = []

    async def work() -> None:
        loop = asyncio.get_running_loop()
        try:
            with Journal(path) as journal:
                await execute(
                    picked, [Served("m", server)], journal, index_journal(path), seed=1, cache=None,
                    concurrency={"served:m": 4}, limits=Limits(), watch=lambda _: None, say=lambda _: None,
                    spending=Spending(Budget(minutes=2), {}, loop.time()),
                )  # fmt: skip
        finally:
            ended.append(loop.time())

    with pytest.raises(IncompleteError, match="the budget of 2 minutes is spent"):
        virtual_time.run(work())
    assert ended == [120.0]


def test_what_the_cache_holds_costs_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
    with running(numbers_probe.answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        assay.run(PROBE, uri, seed=1, limit=50, output=tmp_path / "a")
        assert stub.stats().requests == 50
        run = assay.run(PROBE, uri, seed=1, limit=51, output=tmp_path / "b", budget_calls=1)
        assert stub.stats().requests == 51
    assert run.errors == 0


def test_a_server_that_says_nothing_of_usage_is_charged_by_rule_of_thumb(tmp_path):
    def answer(call):
        body = render(call, Said(numbers_probe.answer(call)))
        return Said(raw=re.sub(rb',"usage":\{[^}]*\}', b"", body))

    with running(answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        with pytest.raises(IncompleteError, match="the budget of 100 tokens is spent"):
            assay.run(
                PROBE, uri, seed=1, limit=100, output=tmp_path / "r", cache=False, budget_tokens=100, concurrency=1
            )
    assert {used(r) for r in replies(tmp_path / "r")} == {0}
    assert 15 <= len(replies(tmp_path / "r")) <= 30


def test_a_dialogue_that_the_budget_cuts_is_taken_up_where_it_stopped(tmp_path):
    probe = tmp_path / "thrice.py"
    head, _, tail = DIALOGUE.partition("class Thrice:")
    before, decorator, rest = head.partition('@assay.probe("utility/thrice")')
    probe.write_text(f"{before}class Thrice:{tail}\n\n{decorator}{rest}")
    folder = tmp_path / "r"
    with running(numbers_probe.answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        with pytest.raises(IncompleteError, match="utility/thrice"):
            assay.run(str(probe), uri, seed=1, limit=20, output=folder, cache=False, concurrency=4, budget_calls=31)
        assert stub.stats().requests == 31
        events = list(read_journal(folder / "journal.jsonl"))
        assert sum(isinstance(e, Turn) for e in events) == 31
        run = assay.resume(folder)
        assert stub.stats().requests == 60, "no reply was paid for twice"
    assert run.errors == 0


def test_several_models_and_probes_left_undone_are_each_named(tmp_path, whole):
    stub, uri, _ = whole
    other = f"openai:n?base_url={stub.base_url}"
    with pytest.raises(IncompleteError) as caught:
        assay.run(PROBE, [uri, other], seed=1, limit=40, output=tmp_path / "r", cache=False, budget_calls=20)
    found = re.findall(r"utility/numbers of (openai:[mn])\S* (\d+) of 40", str(caught.value))
    assert [name for name, _ in found] == ["openai:m", "openai:n"]
    assert sum(int(left) for _, left in found) == 60


# --- prices


def test_a_budget_in_dollars_for_a_model_without_a_price_is_refused_before_anything_is_asked(tmp_path, whole):
    stub, uri, _ = whole
    before = stub.stats().requests
    with pytest.raises(ConfigError, match=r"needs the price of openai:m\?base_url=.*--prices"):
        assay.run(PROBE, uri, seed=1, limit=5, output=tmp_path / "r", budget_usd=1)
    assert stub.stats().requests == before
    assert not (tmp_path / "r").exists()


def test_list_prices_are_for_the_makers_own_server_only():
    official = open_model("openai:gpt-5-mini?timeout=30")
    dated = open_model("openai:gpt-5-mini-2025-08-07")
    elsewhere = open_model("openai:gpt-5-mini?base_url=http://127.0.0.1:8000/v1")
    local = open_model("planted:perfect")
    found = find_prices([official, dated, elsewhere, local], None)
    assert set(found) == {str(m.uri) for m in (official, dated, local)}
    assert found[str(official.uri)] == found[str(dated.uri)]
    assert found[str(local.uri)].dollars(10**6, 10**6) == 0


def test_the_packaged_prices_are_dated_and_the_first_that_fits_is_the_right_one():
    prices = read_prices()
    assert prices.as_of is not None
    for name in (
        "gpt-5",
        "gpt-5-mini",
        "gpt-5-nano",
        "gpt-4.1",
        "gpt-4.1-mini",
        "gpt-4.1-nano",
        "gpt-4o",
        "gpt-4o-mini",
    ):
        model = open_model(f"openai:{name}")
        [first, *_] = [p for p in prices.prices if p.fits(model)]
        assert first.model.removeprefix("openai:").rstrip("*") == name
    assert not any(p.fits(open_model("openai:gpt-5-pro")) for p in prices.prices)


def test_a_file_goes_before_the_package_and_names_models_by_uri_or_glob(tmp_path):
    file = tmp_path / "p.yaml"
    file.write_text(
        "prices:\n  - {model: 'openai:gpt-5-mini?timeout=9', input: 7, output: 8}\n"
        "  - {model: 'openai:gpt-5*', input: 1, output: 2}\n"
    )
    found = find_prices([open_model(u) for u in ("openai:gpt-5-mini?timeout=9", "openai:gpt-5", "openai:o3")], file)
    assert [(p.input, p.output) for p in found.values()] == [(7, 8), (1, 2), (2, 8)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("prices: [", "is no valid price list"),
        ("prices: [{model: x, input: 1}]", "missing required field `output`"),
        ("prices: [{model: x, input: 1, output: -2}]", "the prices of x must be 0 or more"),
        ("prices: [{model: x, input: .nan, output: 2}]", "the prices of x must be 0 or more"),
        ("prices: [{model: x, input: free, output: 2}]", "is no valid price list"),
        ("prices: [{model: x, inptu: 1, output: 2}]", "is no valid price list"),
    ],
)
def test_a_bad_price_list_names_the_file_and_the_field(tmp_path, content, words):
    file = tmp_path / "mine.yaml"
    file.write_text(content)
    with pytest.raises(ConfigError, match=r"mine.yaml") as caught:
        read_prices(file)
    assert words in str(caught.value)


def test_a_price_list_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"cannot read the prices .*none.yaml: No such file"):
        read_prices(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "$0.00"), (0.00123, "$0.0012"), (0.5, "$0.50"), (12.3, "$12.30"), (45678.9, "$45,678.90")]
)
def test_dollars_as_people_write_them(amount, text):
    assert in_dollars(amount) == text


@pytest.mark.parametrize("field", ["calls", "tokens", "usd", "minutes"])
@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf")])
def test_a_budget_that_makes_no_sense_is_refused(field, value):
    with pytest.raises(ConfigError, match=f"--budget-{field} must be more than 0"):
        Budget(**{field: value})


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=60), st.integers(1, 3000))
def test_spending_stops_at_the_first_call_that_reaches_a_limit(calls, limit):
    request = Request(messages=(Message("user", "x" * 40),))
    price = Price(model="m", input=1e6, output=2e6)
    for budget in (Budget(tokens=limit), Budget(usd=float(limit))):
        spending = Spending(budget, {"m": price}, 0.0)
        total = 0.0
        for took, gave in calls:
            assert bool(spending.spent(0.0)) == (total >= limit)
            spending.charge("m", request, Reply(input_tokens=took, output_tokens=gave))
            if took or gave:
                total += took + (gave if budget.tokens else 2 * gave)
            else:
                total += 10


# --- the command line


def command(*args: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assay", *map(str, args)],
        capture_output=True, text=True, cwd=cwd, timeout=120,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "COLUMNS": "200", "PATH": "", "HOME": str(cwd)},
    )  # fmt: skip


def test_a_spent_budget_exits_3_and_the_commands_own_advice_completes_it(tmp_path):
    with running(numbers_probe.answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        done = command(
            "run", PROBE, "-m", uri, "--seed", 1, "--limit", 20, "-o", "r", "--budget-calls", 5, cwd=tmp_path
        )
        assert done.returncode == 3
        assert "ends at the latest after 5 calls" in done.stderr
        assert "utility/numbers 15 of 20" in done.stderr
        assert "Traceback" not in done.stderr
        assert stub.stats().requests == 5
        advice = re.search(r"assay (resume \S+)", done.stderr)
        assert advice is not None
        done = command(*advice.group(1).split(), "--budget-calls", 15, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert stub.stats().requests == 20


def test_the_estimate_is_in_dollars_where_the_price_is_known(tmp_path):
    (tmp_path / "prices.yaml").write_text(PRICES)
    with running(numbers_probe.answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        args = ("run", PROBE, "-m", uri, "--limit", 30, "--estimate")
        known = command(*args, "--prices", "prices.yaml", cwd=tmp_path)
        unknown = command(*args, cwd=tmp_path)
    assert known.returncode == unknown.returncode == 0
    # 30 answers of at most 8 tokens at 5,000 dollars a million, and the prompts
    dollars = float(re.search(r"at most about \$(\d+\.\d+)", known.stderr).group(1))
    assert 1.2 < dollars < 1.5
    assert "$" not in unknown.stderr


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--budget-calls", 0, "--budget-calls must be more than 0"),
        ("--budget-usd", -1, "--budget-usd must be more than 0"),
        ("--rpm", 0, "--rpm must be more than 0"),
        ("--tpm", "nan", "--tpm must be more than 0"),
        ("--patience", -1, "--patience must be 0 or more"),
        ("--prices", "none.yaml", "cannot read the prices none.yaml"),
    ],
)
def test_a_limit_that_makes_no_sense_is_one_sentence_and_exit_2(tmp_path, option, value, words):
    done = command("run", PROBE, "-m", "planted:perfect", "--limit", 3, "-o", "r", option, value, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "r").exists()
