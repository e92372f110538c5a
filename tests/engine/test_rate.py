"""How fast a server is asked: as fast as it takes it, never faster, and fairly; when it is down it is waited for.

Most of it in virtual time, with servers of a few lines; the rest over real sockets.
"""

from __future__ import annotations

import asyncio
import collections
import itertools
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assay
from assay.engine import outage
from assay.engine.calls import Limits
from assay.engine.execute import APART, execute
from assay.engine.halt import Halt
from assay.engine.index import index_journal
from assay.engine.journal import Journal, read_journal
from assay.engine.pace import Pace
from assay.engine.rate import Gate
from assay.engine.select import select
from assay.engine.window import Window
from assay.errors import IncompleteError
from assay.models import Allowance, Model, Transient
from assay.models._http import allowance
from assay.records import Hint, Reply, Request, Sample
from assay.uri import ModelURI
from tests.support import numbers_probe, virtual_time
from tests.support.openai_wire import Said
from tests.support.stub import running

PROBE = str(Path(numbers_probe.__file__))


def now() -> float:
    return asyncio.get_running_loop().time()


class Server:
    """Answers after `latency` seconds, at most `at_once` calls at a time; refuses the others at once. `down(t)` says
    whether it is gone at a time."""

    def __init__(
        self, *, latency: float = 0.1, at_once: float = float("inf"), down: Callable[[float], bool] = lambda _: False
    ) -> None:
        self.latency = latency
        self.at_once = at_once
        self.down = down
        self.busy = self.peak = self.refused = self.lost = 0
        self.came: list[tuple[float, str]] = []
        self.done: list[tuple[float, str]] = []

    async def serve(self, model: Served, request: Request) -> Reply:
        self.came.append((now(), model.uri.name))
        if self.down(now()):
            self.lost += 1
            raise Transient("the connection failed")
        if self.busy >= self.at_once:
            self.refused += 1
            raise Transient("429: too many", overload=True)
        self.busy += 1
        self.peak = max(self.peak, self.busy)
        try:
            await asyncio.sleep(self.latency)
        finally:
            self.busy -= 1
        self.done.append((now(), model.uri.name))
        number = int(request.messages[-1].content.split()[0])
        return Reply(text=str(number + 1), input_tokens=20, output_tokens=5)


class Served(Model):
    """A model behind a `Server`."""

    scheme = "served"
    cacheable = False

    def __init__(self, name: str, server: Server, address: str = "server") -> None:
        super().__init__(ModelURI.parse(f"served:{name}"))
        self.server = server
        self.address = address

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        return ((self.address, 1),)

    async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
        return await self.server.serve(self, request)


class Outcome:
    """What came of a run in virtual time."""

    def __init__(self, path: Path, seconds: float, said: list[str]) -> None:
        self.seconds = seconds
        self.said = said
        self.samples = [s for s in read_journal(path) if isinstance(s, Sample)]

    def assert_all_recorded_once(self, n: int) -> None:
        assert len(self.samples) == n
        assert len({(s.model, s.case.id) for s in self.samples}) == n
        assert {s.verdict.outcome for s in self.samples} == {"scored"}


def drive(path: Path, models: Sequence[Model], sizes: Sequence[int], n: int, limits: Limits | None = None) -> Outcome:
    """Ask every model `n` cases with so many workers each. Raises what `execute` raises."""
    picked, _ = select([PROBE], {"llm"}, n)
    said: list[str] = []
    took = 0.0

    async def work() -> None:
        nonlocal took
        try:
            with Journal(path) as journal:
                await execute(
                    picked,
                    models,
                    journal,
                    index_journal(path),
                    seed=1,
                    cache=None,
                    concurrency={str(m.uri): size for m, size in zip(models, sizes, strict=True)},
                    limits=limits or Limits(),
                    watch=lambda _: None,
                    say=said.append,
                )
        finally:
            took = now()

    try:
        virtual_time.run(work())
    except IncompleteError as error:
        error.add_note(f"{took}")
        raise
    return Outcome(path, took, said)


def most_within(times: Sequence[float], seconds: float) -> int:
    """The most events in any window of so many seconds."""
    times = sorted(times)
    start = best = 0
    for end, at in enumerate(times):
        while at - times[start] >= seconds - 1e-6:
            start += 1
        best = max(best, end - start + 1)
    return best


# --- as many at once as the server takes


def test_where_the_server_never_pushes_back_all_workers_are_used_from_the_first_call_on(tmp_path):
    server = Server(latency=0.2)
    run = drive(tmp_path / "j", [Served("m", server)], [64], 640)
    run.assert_all_recorded_once(640)
    assert server.peak == 64
    assert run.seconds == pytest.approx(640 / 64 * 0.2 + 63 * APART)


def test_concurrency_is_a_ceiling(tmp_path):
    server = Server()
    drive(tmp_path / "j", [Served("m", server)], [5], 100)
    assert server.peak == 5


def test_a_server_that_takes_8_at_once_is_kept_busy_and_seldom_asked_too_much(tmp_path):
    server = Server(at_once=8)
    run = drive(tmp_path / "j", [Served("m", server)], [64], 4000)
    run.assert_all_recorded_once(4000)
    ideal = 4000 / 8 * server.latency
    assert ideal <= run.seconds < ideal / 0.95
    assert server.refused < 0.06 * 4000


def test_a_limit_that_falls_and_rises_again_is_followed(tmp_path):
    server = Server(at_once=32)

    async def weather() -> None:
        for at_once, seconds in ((32, 10), (4, 30), (48, 1e9)):
            server.at_once = at_once
            await asyncio.sleep(seconds)

    class Watched(Served):
        async def start(self) -> None:
            self.task = asyncio.create_task(weather())

        async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
            if not hasattr(self, "task"):
                await self.start()
            return await super().ask(request, hint)

    run = drive(tmp_path / "j", [Watched("m", server)], [64], 20_000)
    run.assert_all_recorded_once(20_000)
    per_second = collections.Counter(int(at) for at, _ in server.done)

    def share(start: int, end: int, at_once: int) -> float:
        return sum(per_second[s] for s in range(start, end)) / ((end - start) * at_once / server.latency)

    assert share(2, 10, 32) > 0.9
    assert share(12, 40, 4) > 0.9
    assert share(60, int(run.seconds) - 1, 48) > 0.9
    assert server.refused < 0.05 * 20_000


def test_a_window_shrinks_once_a_round_and_never_below_one():
    window = Window(64)
    for left in range(64, 8, -1):
        window.refused(0, left)
    assert window.size == 32, "a burst of refusals of one round halves it, no more"
    window.refused(0, 8)
    for _ in range(100):
        window.refused(window.round, 1)
    assert window.size == 1
    for _ in range(100_000):
        window.answered()
    assert window.size == 64


def test_time_outs_shrink_the_window(tmp_path):
    class Slow(Server):
        async def serve(self, model: Served, request: Request) -> Reply:
            if self.busy >= 8:  # the ninth and later ones take too long
                self.came.append((now(), model.uri.name))
                self.refused += 1
                await asyncio.sleep(1e6)
            return await super().serve(model, request)

    server = Slow(latency=0.5)
    run = drive(tmp_path / "j", [Served("m", server)], [32], 500, Limits(timeout=5.0))
    run.assert_all_recorded_once(500)
    assert server.refused < 100


# --- several models


def test_models_behind_one_server_get_equal_shares_whatever_their_numbers_of_workers(tmp_path):
    server = Server(at_once=8)
    models = [Served("many", server), Served("few", server)]
    run = drive(tmp_path / "j", models, [64, 8], 800)
    run.assert_all_recorded_once(1600)
    counts = collections.Counter(name for _, name in server.done[:800])
    assert min(counts.values()) > 0.45 * 800
    assert server.refused < 0.1 * 1600, "they share what is known of the server"


def test_with_one_place_only_models_take_turns(tmp_path):
    server = Server(at_once=1)
    # one call in some ten thousand is turned away eight times here, where the window opens again and again
    run = drive(tmp_path / "j", [Served(name, server) for name in "abc"], [4, 4, 4], 100, Limits(attempts=16))
    run.assert_all_recorded_once(300)
    counts = collections.Counter(name for _, name in server.done[:150])
    assert min(counts.values()) > 0.25 * 150


def test_a_server_that_pushes_back_does_not_slow_another(tmp_path):
    tight, free = Server(at_once=2), Server()
    models = [Served("tight", tight, "one"), Served("free", free, "two")]
    drive(tmp_path / "j", models, [16, 16], 320)
    assert free.done[-1][0] == pytest.approx(320 / 16 * 0.1 + 15 * APART)


def test_a_model_that_answers_without_waiting_does_not_keep_the_others_out(tmp_path):
    server = Server()
    instant_asked = 0
    at_first_call: list[int] = []

    class Instant(Served):
        async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
            nonlocal instant_asked
            instant_asked += 1
            return Reply(text="1")

    class Other(Served):
        async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
            at_first_call.append(instant_asked)
            return await super().ask(request, hint)

    drive(tmp_path / "j", [Instant("i", server, "here"), Other("o", server)], [4, 4], 1000)
    assert at_first_call[0] < 100
    assert at_first_call[8] <= 1000


# --- so much a minute


def test_requests_a_minute_are_never_exceeded_and_nearly_reached(tmp_path):
    server = Server()
    run = drive(tmp_path / "j", [Served("a", server), Served("b", server)], [32, 32], 600, Limits(rpm=300))
    run.assert_all_recorded_once(1200)
    came = [at for at, _ in server.came]
    assert most_within(came, 60) <= 300
    assert most_within(came, 1) <= 10, "spread over the minute"
    assert run.seconds < 1200 / 300 * 60 * 1.05


def test_tokens_a_minute_are_never_exceeded_and_nearly_reached(tmp_path):
    server = Server()
    run = drive(tmp_path / "j", [Served("m", server)], [32], 1000, Limits(tpm=10_000))
    run.assert_all_recorded_once(1000)
    assert most_within([at for at, _ in server.done], 60) * 25 <= 10_000
    assert run.seconds < 1000 * 25 / 10_000 * 60 * 1.1


@given(
    limit=st.integers(1, 200),
    calls=st.lists(st.tuples(st.floats(0, 20), st.integers(1, 60)), min_size=1, max_size=120),
    unit=st.booleans(),
)
def test_no_window_holds_more_than_the_limit_whatever_comes_when(limit, calls, unit):
    pace, clock = Pace(limit), 1000.0
    went: list[tuple[float, int]] = []
    for gap, size in calls:
        units = 1 if unit else size
        clock += gap
        for _ in range(1000):
            wait = pace.wait(clock, units)
            if not wait:
                break
            clock += wait
        else:
            pytest.fail("a wait that never ends")
        pace.spend(clock, units)
        went.append((clock, units))
    for start, _ in went:
        held = [units for at, units in went if start <= at < start + 60 - 1e-5]
        big = max((u for u in held if u > limit / 2), default=0)
        assert sum(held) <= limit + big


def test_rpm_over_real_sockets_is_seen_in_the_times_at_the_server(tmp_path):
    came: list[float] = []

    def answer(call):
        came.append(time.monotonic())
        return numbers_probe.answer(call)

    with running(answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        run = assay.run(PROBE, uri, seed=1, limit=80, output=tmp_path / "r", cache=False, rpm=3000)
        assert run.plan.limits == {"rpm": 3000}
    assert len(came) == 80
    # a second's worth at once, then one every 20 ms; the server sees the first ones late, as connections are opened
    assert came[-1] - came[0] >= 0.7 * (80 - 50) * 60 / 3000
    assert run.errors == 0


# --- what the server says


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({}, None),
        ({"retry-after": "3"}, None),
        (
            {"x-ratelimit-remaining-requests": "59", "x-ratelimit-reset-requests": "1s"},
            Allowance(requests=59, requests_reset=1.0),
        ),
        (
            {"x-ratelimit-remaining-tokens": "149984", "x-ratelimit-reset-tokens": "6m0s"},
            Allowance(tokens=149984, tokens_reset=360.0),
        ),
        (
            {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1h2m3.5s"},
            Allowance(requests=0, requests_reset=3723.5),
        ),
        (
            {"x-ratelimit-remaining-requests": "7", "x-ratelimit-reset-requests": "20ms"},
            Allowance(requests=7, requests_reset=0.02),
        ),
        ({"x-ratelimit-remaining": "3", "x-ratelimit-reset": "8"}, Allowance(requests=3, requests_reset=8.0)),
        (
            {"x-ratelimit-remaining": "3", "x-ratelimit-reset": "1700000030"},
            Allowance(requests=3, requests_reset=30.0),
        ),
        ({"x-ratelimit-remaining-requests": "many", "x-ratelimit-reset-requests": "soon"}, Allowance()),
        ({"x-ratelimit-remaining-requests": "-1", "x-ratelimit-reset-requests": "-5"}, Allowance()),
    ],
)
def test_rate_limit_headers_in_their_forms(headers, found):
    got = allowance(headers, now=1_700_000_000.0)
    if found is None or got is None:
        assert got is found
        return
    assert (got.requests, got.tokens) == (found.requests, found.tokens)
    assert got.requests_reset == pytest.approx(found.requests_reset) if found.requests_reset else True
    assert got.tokens_reset == pytest.approx(found.tokens_reset) if found.tokens_reset else True
    assert (got.requests_reset is None) == (found.requests_reset is None)


class Metered(Server):
    """Takes `limit` requests in each minute of the clock, says what is left, and refuses beyond."""

    limit = 100
    says = True

    async def serve(self, model: Served, request: Request) -> Reply:
        minute = int(now() // 60)
        used = sum(1 for at, _ in self.came if at // 60 == minute)
        rest, reset = self.limit - used - 1, 60 * (minute + 1) - now()
        if rest < 0:
            self.refused += 1
            raise Transient("429", overload=True, retry_after=reset)
        reply = await super().serve(model, request)
        if self.says and model.on_allowance is not None:
            model.on_allowance(Allowance(requests=rest, requests_reset=reset))
        return reply


def test_an_allowance_that_the_server_tells_is_used_up_and_not_overdrawn(tmp_path):
    server = Metered()
    run = drive(tmp_path / "j", [Served("m", server)], [32], 450)
    run.assert_all_recorded_once(450)
    assert server.refused == 0
    assert run.seconds < 5 * 60


def test_without_that_the_wait_it_asks_for_holds_all_calls_back(tmp_path):
    server = Metered()
    server.says = False
    run = drive(tmp_path / "j", [Served("m", server), Served("n", server)], [16, 16], 225)
    run.assert_all_recorded_once(450)
    assert server.refused <= 5 * 32
    assert run.seconds < 5 * 60 + 30


def test_allowances_reach_the_gate_over_real_sockets(tmp_path):
    came: list[float] = []

    def answer(call):
        came.append(time.monotonic())
        left = "0" if len(came) == 20 else "1000"
        headers = {"x-ratelimit-remaining-requests": left, "x-ratelimit-reset-requests": "300ms"}
        return Said(numbers_probe.answer(call), headers=headers)

    with running(answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        run = assay.run(PROBE, uri, seed=1, limit=60, output=tmp_path / "r", cache=False, concurrency=1)
    assert run.errors == 0
    assert came[20] - came[19] >= 0.28
    assert came[19] - came[0] < 0.28 * 19


def test_a_server_over_real_sockets_that_takes_8_at_once(tmp_path):
    with running(numbers_probe.answer, latency=0.01, at_once=8) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        run = assay.run(PROBE, uri, seed=1, limit=1500, output=tmp_path / "r", cache=False, concurrency=64)
        stats = stub.stats()
    assert sum(stats.answered.values()) == len(stats.answered) == 1500
    assert stats.peak == 8
    assert stats.faults["too_many"] < 0.15 * 1500
    [score] = [s for s in run.scores if s.slice == "all"]
    assert score.value == sum(numbers_probe.right(k) for k in range(1500)) / 1500
    assert score.outcomes["error"] == 0


# --- when it is down


def test_a_server_that_is_down_for_three_minutes_costs_no_case(tmp_path):
    server = Server(down=lambda at: 2 <= at < 182)
    run = drive(tmp_path / "j", [Served("m", server)], [16], 1000)
    run.assert_all_recorded_once(1000)
    assert run.said[0].startswith("served:m gave no answer to 32 calls in a row (the connection failed); pausing")
    assert "answers again after" in run.said[-1]
    assert len(run.said) <= 12
    asked = [at for at, _ in server.came if 10 <= at < 182]
    assert len(asked) <= 9
    gaps = [b - a for a, b in itertools.pairwise(asked)]
    assert gaps == sorted(gaps), "the pauses grow"
    ideal = 1000 / 16 * 0.1 + 180
    assert run.seconds < ideal + 62


def test_after_an_outage_the_server_is_not_overrun(tmp_path):
    server = Server(down=lambda at: 2 <= at < 30)
    drive(tmp_path / "j", [Served("m", server)], [64], 2000)
    back = next(at for at, _ in server.done if at > 30)
    first = [at for at, _ in server.came if back - 0.1 <= at < back + 0.05]
    assert len(first) <= 3


def test_patience_ends_the_run_and_what_came_back_is_kept(tmp_path):
    server = Server(down=lambda at: at >= 2)
    with pytest.raises(
        IncompleteError, match=r"served:m gave no answer to \d+ calls in a row, nor in 10 min since"
    ) as caught:
        drive(tmp_path / "j", [Served("m", server)], [16], 1000)
    assert 600 <= float(caught.value.__notes__[0]) < 640
    samples = [s for s in read_journal(tmp_path / "j") if isinstance(s, Sample)]
    assert len(samples) == len(server.done) > 250
    server.down = lambda _: False
    drive(tmp_path / "j", [Served("m", server)], [16], 1000).assert_all_recorded_once(1000)
    assert len(server.done) == 1000, "nothing was asked twice"


def test_while_one_server_is_down_the_others_go_on(tmp_path):
    gone, fine = Server(down=lambda at: 1 <= at < 100), Server()
    models = [Served("gone", gone, "one"), Served("fine", fine, "two")]
    drive(tmp_path / "j", models, [8, 8], 400).assert_all_recorded_once(800)
    assert fine.done[-1][0] == pytest.approx(400 / 8 * 0.1 + 7 * APART)


def test_a_few_cases_that_the_server_always_fails_on_end_as_errors_and_not_as_an_outage(tmp_path):
    class Picky(Server):
        async def serve(self, model: Served, request: Request) -> Reply:
            if int(request.messages[-1].content.split()[0]) % 100 == 99:
                raise Transient("500")
            return await super().serve(model, request)

    run = drive(tmp_path / "j", [Served("m", Picky())], [16], 500)
    outcomes = collections.Counter(s.verdict.outcome for s in run.samples)
    assert outcomes == {"scored": 495, "error": 5}
    assert run.said == []


def test_a_server_that_wants_to_be_left_alone_for_an_hour_ends_the_run(tmp_path):
    class Closed(Server):
        async def serve(self, model: Served, request: Request) -> Reply:
            raise Transient("429: quota", overload=True, retry_after=3600)

    with pytest.raises(IncompleteError, match=r"asks to wait 3600 s \(429: quota\)"):
        drive(tmp_path / "j", [Served("m", Closed())], [4], 100)


def test_a_server_that_only_ever_refuses_is_an_outage_too(tmp_path):
    server = Server(at_once=0)
    with pytest.raises(IncompleteError, match="gave no answer to"):
        drive(tmp_path / "j", [Served("m", server)], [8], 100, Limits(outage=100))


def test_an_outage_over_real_sockets_and_back_gives_the_scores_of_an_undisturbed_run(tmp_path, monkeypatch):
    monkeypatch.setattr(outage, "FIRST_PAUSE", 0.02)
    served = 0
    fell: list[float] = []

    def answer(call):
        nonlocal served
        served += 1
        if served > 150 and (not fell or time.monotonic() < fell[0] + 0.3) and not disturbed_is_over():
            if not fell:
                fell.append(time.monotonic())
            return Said(drop=True)
        return numbers_probe.answer(call)

    def disturbed_is_over() -> bool:
        return bool(fell) and time.monotonic() >= fell[0] + 0.3

    with running(answer, latency=0.002) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        for name in ("disturbed", "plain"):
            run = assay.run(PROBE, uri, seed=1, limit=400, output=tmp_path / name, cache=False, concurrency=8)
            assert run.errors == 0
    assert fell
    scores = [(tmp_path / name / "scores.json").read_bytes() for name in ("disturbed", "plain")]
    assert scores[0] == scores[1]


def test_an_open_gate_gives_leave_at_once_and_keeps_no_account():
    async def work() -> None:
        gate = Gate("m", 3, halt=Halt())
        lane = gate.lane()
        tickets = [gate.take(lane) for _ in range(4)]
        assert [t is not None for t in tickets] == [True, True, True, False]
        waiting = asyncio.create_task(gate.wait(lane, 0))
        await asyncio.sleep(0)
        assert not waiting.done()
        first = tickets[0]
        assert first is not None
        gate.answered(first)
        assert (await waiting).lane is lane
        assert gate.in_flight == 3

    virtual_time.run(work())


def test_a_call_that_is_cancelled_while_it_waits_leaves_its_place_to_others():
    async def work() -> None:
        gate = Gate("m", 1, halt=Halt())
        lane = gate.lane()
        first = gate.take(lane)
        assert first is not None
        waiting = [asyncio.create_task(gate.wait(lane, 0)) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        await asyncio.sleep(0)
        gate.unsent(first)
        waiting[1].cancel()  # in the moment in which it was given leave
        ticket = await waiting[2]
        gate.unsent(ticket)
        assert (gate.in_flight, lane.in_flight) == (0, 0)

    virtual_time.run(work())
