"""What goes to a server and what comes back, over real sockets: nothing invented, nothing lost, nothing without an end."""

from __future__ import annotations

import asyncio
import functools
import random
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import assay
import assay.api
import assay.engine.setup
from assay.engine.calls import Caller, Limits
from assay.engine.journal import read_journal
from assay.errors import AssayError, ConfigError, IncompleteError
from assay.models import Transient, open_model
from assay.records import Message, Reply, Request, Sample
from tests.ancestor.support import NAMES, all_probes
from tests.support import numbers_probe
from tests.support.openai_wire import Call, Said, error
from tests.support.stub import Faults, Stub, running

NUMBERS = str(Path(numbers_probe.__file__))
QUICK = functools.partial(Limits, base=0.001, cap=0.002)
"""The patience of a run, with waits of milliseconds."""


def uri(stub: Stub, query: str = "", name: str = "m") -> str:
    return f"openai:{name}?base_url={stub.base_url}{query}"


@pytest.mark.parametrize("status", [400, 413, 422])
def test_http_400_is_never_an_answer(status: int, tmp_path: Path) -> None:
    """Every HTTP 400 became the model's answer, "Policy Error", and was judged as a refusal."""
    message = "This request violates the policy: I'm sorry, but I can't help with that."
    with running(lambda call: error(status, message)) as stub:
        run = assay.run("safety/refusal", uri(stub), seed=1, limit=20, output=tmp_path / "r", cache=False)
    for sample in run.samples():
        assert sample.verdict.outcome == "error"
        assert [reply.text for reply in sample.replies] == [""]
        assert str(status) in sample.replies[0].error, "and the reader learns what the server said"
    assert all(s.value is None and s.outcomes["refused"] == 0 for s in run.scores)


@pytest.mark.parametrize("said", [error(500, "down"), error(429, "slow"), Said(drop=True), Said(raw=b"{")])
def test_a_failing_api_ends_after_bounded_attempts(said: Said) -> None:
    """A failing API was asked again for ever, four million times a second."""
    request = Request(messages=(Message("user", "hello"),))

    async def ask(stub: Stub) -> Any:
        model = open_model(uri(stub))
        await model.start()
        try:
            return await Caller(model, None, QUICK(attempts=5), jitter=random.Random(1)).call(request)
        finally:
            await model.close()

    with running(lambda call: said) as stub:
        reply = asyncio.run(ask(stub))
        assert stub.stats().requests == 5
    assert (reply.state, reply.text, reply.attempts) == ("error", "", 5)
    assert reply.error.startswith("gave up after 5 attempts: ")


def test_a_run_against_a_failing_api_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop around the calls had no end either."""
    monkeypatch.setattr(assay.engine.setup, "Limits", QUICK)
    with running(lambda call: error(503, "down")) as stub:
        with pytest.raises(IncompleteError, match="gave no answer to"):
            assay.run(
                NUMBERS, uri(stub), seed=1, limit=5000, output=tmp_path / "r", cache=False, concurrency=4, patience=0
            )
        assert stub.stats().requests <= 8 * (20 + 4)


def test_an_attempt_has_a_limit_of_time() -> None:
    """A call that never returned was waited for without end."""
    from tests.engine.test_calls import Scripted

    model = Scripted("hang")
    caller = Caller(model, None, QUICK(attempts=2, timeout=0.05), jitter=random.Random(1))
    reply = asyncio.run(caller.call(Request(messages=(Message("user", "hello"),))))
    assert reply.state == "error" and "no answer within" in reply.error
    assert len(model.asked) == 2


def test_a_rate_limited_item_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries were one attempt: each 429 was a lost item."""
    monkeypatch.setattr(assay.engine.setup, "Limits", QUICK)
    with running(numbers_probe.answer, faults=Faults(rate_limited=0.3, server_error=0.1, retry_after=0.001)) as stub:
        run = assay.run(NUMBERS, uri(stub), seed=1, limit=150, output=tmp_path / "r", cache=False)
        assert stub.stats().faults["rate_limited"] > 30
    assert Counter(s.verdict.outcome for s in run.samples()) == {"scored": 150}


def test_replies_stay_with_their_own_cases_when_others_fail(tmp_path: Path) -> None:
    """One failed item shifted all results behind it onto the wrong items."""

    def answer(call: Call) -> str | Said:
        number = int(call.last.split()[0])
        return error(400, "no") if number % 3 == 0 else Said(str(number + 1), delay=0.01 * (number % 4 == 1))

    with running(answer) as stub:
        run = assay.run(NUMBERS, uri(stub), seed=1, limit=60, output=tmp_path / "r", cache=False)
    seen = 0
    for sample in run.samples():
        number = int(sample.case.prompt.split()[0])
        text = sample.replies[0].text
        assert text == ("" if number % 3 == 0 else str(number + 1))
        seen += 1
    assert seen == 60
    [score] = [s for s in run.scores if s.slice == "all"]
    assert (score.value, score.n, score.outcomes["error"]) == (1.0, 40, 20)


def test_every_reply_of_every_model_reaches_the_judge(tmp_path: Path) -> None:
    """The answers of a model that was added later were lost on the way: one stage wrote "response", the next read "responses"."""
    with running(lambda call: Said(f"{call.body['model']}: {call.last}")) as stub:
        uris = [uri(stub, name=name) for name in ("first", "second", "third")]
        run = assay.run(NUMBERS, uris, seed=1, limit=20, output=tmp_path / "r", cache=False)
    told = Counter(s.model for s in run.samples() for r in s.replies if r.text == f"{_name(s.model)}: {s.case.prompt}")
    assert told == dict.fromkeys(uris, 20)


def _name(model: str) -> str:
    return model.partition(":")[2].partition("?")[0]


def test_what_came_back_is_kept_when_the_run_stops(tmp_path: Path) -> None:
    """Answers were saved once, at the end of a file: a run that died had paid for nothing."""
    sent = 0

    def answer(call: Call) -> str | Said:
        nonlocal sent
        if sent == 30:
            return error(429, "You exceeded your current quota", code="insufficient_quota")
        sent += 1
        return numbers_probe.answer(call)

    with running(answer) as stub:
        with pytest.raises(IncompleteError, match="resume"):
            assay.run(NUMBERS, uri(stub), seed=1, limit=200, output=tmp_path / "r", cache=False, concurrency=1)
        kept = [s for s in read_journal(tmp_path / "r" / "journal.jsonl") if isinstance(s, Sample)]
        assert sum(s.verdict.outcome == "scored" for s in kept) == 30


@cache
def exchanges() -> dict[str, list[Request]]:
    """What the protocols of all packaged probes ask of a model that always answers `WORDS`, six cases of each."""

    async def work() -> dict[str, list[Request]]:
        sent: dict[str, list[Request]] = {}
        has = open_model("openai:m?base_url=http://127.0.0.1:9/v1").capabilities
        for name, probe in all_probes().items():
            mine = sent[name] = []

            async def ask(request: Request, mine: list[Request] = mine) -> Reply:
                mine.append(request)
                return Reply(text=WORDS, finish="stop")

            for case in probe.cases(2, 6):
                await probe.protocol.run(case, ask, has)
        return sent

    return asyncio.run(work())


WORDS = "It follows from what is said above. Answer: A"
"""Words and an answer, so that protocols that go on from either do."""

Turns = tuple[tuple[str, str], ...]


def turns_of(messages: Sequence[Message]) -> Turns:
    return tuple((m.role, m.content) for m in messages)


def messages_of(body: Any) -> Turns:
    return tuple((m["role"], m["content"]) for m in body["messages"])


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """The bodies of all calls of one run of every packaged probe, by the probe that asks such a thing; "": none."""
    calls: list[Any] = []

    def answer(call: Call) -> str:
        calls.append(call.body)
        return WORDS

    with running(answer) as stub:
        folder = tmp_path_factory.mktemp("bodies") / "r"
        assay.run(list(NAMES), uri(stub), seed=2, limit=6, output=folder, cache=False)
    home = {turns_of(request.messages): name for name, requests in exchanges().items() for request in requests}
    sent: dict[str, list[Any]] = {name: [] for name in ("", *NAMES)}
    for body in calls:
        sent[home.get(messages_of(body), "")].append(body)
    return sent


@pytest.mark.parametrize("name", NAMES)
def test_temperature_is_really_sent(name: str, bodies: dict[str, list[Any]]) -> None:
    """The temperature of the model under test was commented out: every model ran at its server's own."""
    protocol, asked = all_probes()[name].protocol, exchanges()[name]
    warm = {request.temperature for request in asked}
    assert warm <= {0.0, protocol.temperature}  # type: ignore[attr-defined]
    assert protocol.temperature in warm or {"top_logprobs"} & protocol.wants  # type: ignore[attr-defined]
    assert len(bodies[name]) >= 3
    settings = Counter((r.temperature, r.max_tokens, r.logprobs or r.top_logprobs > 0, bool(r.tools)) for r in asked)
    assert {tokens for _, tokens, _, _ in settings} == {protocol.max_tokens}
    assert settings == Counter(
        (b["temperature"], b["max_tokens"], bool(b.get("logprobs")), bool(b.get("tools"))) for b in bodies[name]
    )
    assert {b["model"] for b in bodies[name]} == {"m"}


def test_a_temperature_other_than_nought_is_sent_too(tmp_path: Path) -> None:
    """Nobody saw that the temperature was not sent, because nought is many a server's default."""
    file = tmp_path / "warm.py"
    warm = Path(NUMBERS).read_text().replace("utility/numbers", "utility/warm").replace("class Numbers", "class Warm")
    file.write_text(warm.replace("single(max_tokens=8)", "single(max_tokens=9, temperature=0.7, stop=('END',))"))
    sent: list[Any] = []

    def answer(call: Call) -> str:
        sent.append(call.body)
        return "1"

    with running(answer) as stub:
        assay.run(str(file), uri(stub), seed=1, limit=4, output=tmp_path / "r", cache=False)
    assert [(b["temperature"], b["max_tokens"], b["stop"]) for b in sent] == [(0.7, 9, ["END"])] * 4


@pytest.mark.parametrize("name", NAMES)
def test_what_is_sent_is_what_the_case_says(name: str, bodies: dict[str, list[Any]]) -> None:
    """System prompts were pasted into the user's text; a generator sent "system: None"."""
    assert bodies[""] == [], "calls that no protocol makes"
    assert Counter(map(messages_of, bodies[name])) == Counter(turns_of(r.messages) for r in exchanges()[name])
    begun = {turns_of(case.turns) for case in all_probes()[name].cases(2, 6)}
    assert begun <= set(map(messages_of, bodies[name])), "a case whose own words were not sent as they are"


def test_one_key_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the one key that the guide asked for, a second variable, OPENAI_BASE_URL, was missing: KeyError."""
    for variable in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_ORGANIZATION", "OPENAI_ORG_ID"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-0123456789")
    assert open_model("openai:gpt-5-mini").addresses == (("api.openai.com", 443),)


def test_a_key_is_sent_by_value_and_written_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text "${OPENAI_API_KEY}" itself was sent as the key, and real keys lay in plain text inside the package."""
    key = "sk-live-77d1e84b025f3c9a"
    monkeypatch.setenv("MY_KEY", key)
    with running(numbers_probe.answer, key=key) as stub:
        run = assay.run(NUMBERS, uri(stub, "&key_env=MY_KEY"), seed=1, limit=5, output=tmp_path / "r", cache=False)
    assert run.errors == 0, "the server knows the key"
    for suffix in ("html", "md", "json", "xml"):
        run.report(tmp_path / "r" / f"again.{suffix}")
    files = [f for f in (tmp_path / "r").iterdir() if f.is_file()]
    assert len(files) >= 9
    assert not [f.name for f in files if key.encode() in f.read_bytes()]


def test_an_unknown_setting_is_an_error(tmp_path: Path) -> None:
    """Settings were taken and did nothing: `need_azure`, extra judges, the target's temperature."""
    with running(numbers_probe.answer) as stub:
        for setting in ("temperature=0.7", "need_azure=true", "base_ulr=x"):
            with pytest.raises(ConfigError, match=re.escape(setting.partition("=")[0])):
                assay.run(NUMBERS, uri(stub, f"&{setting}"), limit=1, output=tmp_path / "r")
        assert stub.stats().requests == 0


def test_the_cost_that_is_told_is_the_cost(tmp_path: Path) -> None:
    """Neither calls nor tokens were told before they were spent."""
    with running(lambda call: "A") as stub:
        plan = assay.api.estimate(["quick", "truthfulness/sycophancy"], uri(stub), seed=1, limit=12)
        assert stub.stats().requests == 0
        assay.run(["quick", "truthfulness/sycophancy"], uri(stub), seed=1, limit=12, output=tmp_path / "r", cache=False)
        asked = stub.stats().requests
    assert asked == sum(p.calls for p in plan.probes)


def test_a_second_run_asks_nothing_that_was_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There was no cache: each look at a changed report was paid for again."""
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
    with running(numbers_probe.answer) as stub:
        for folder in ("a", "b"):
            assay.run(NUMBERS, uri(stub), seed=1, limit=25, output=tmp_path / folder)
        assert stub.stats().requests == 25


def test_a_run_works_inside_a_running_loop(tmp_path: Path) -> None:
    """In a notebook every call needed a third package to patch the event loop."""

    async def notebook() -> assay.Run:
        return assay.run(NUMBERS, "planted:perfect", seed=1, limit=5, output=tmp_path / "r")

    assert [s.value for s in asyncio.run(notebook()).scores if s.slice == "all"] == [1.0]


def test_errors_of_a_run_are_of_the_librarys_own_kind() -> None:
    """Missing keys, models and files surfaced as KeyError, NameError and TypeError."""
    for wrong in ("openai:", "openrouter:llama", "no-scheme", "llamacpp:no/such.gguf", "python:no_module:f"):
        with pytest.raises(AssayError):
            assay.run(NUMBERS, wrong, limit=1)
    assert not issubclass(Transient, AssayError), "what may pass by itself is no mistake of the user's"
