"""What a spread run is made of, without Ray: shards, loans of the budget, and a worker called directly."""

from __future__ import annotations

import asyncio
import collections
import math
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.engine.budget import Budget, Spending
from assay.engine.calls import Limits
from assay.engine.halt import Halt, Halted
from assay.engine.index import index_journal
from assay.engine.journal import Journal, Note, Turn, decode_event
from assay.engine.plan import Plan
from assay.engine.planning import case_packages, make_plan
from assay.engine.rate import Gate
from assay.engine.select import Picked, select
from assay.engine.spread.purse import Purse
from assay.engine.spread.shards import LARGEST, Shard, Shards
from assay.engine.spread.wire import End, Job, ModelJob, Piece, ProbeJob, decode_piece, encode
from assay.engine.spread.worker import Worker
from assay.engine.stopping import Stopper
from assay.errors import JournalError
from assay.models import open_model
from assay.records import Case, Media, Reply, Sample, Verdict
from tests.support import numbers_probe
from tests.support.stub import running

PROBE = str(Path(numbers_probe.__file__))
MODEL = "planted:perfect"


def plan_of(n: int) -> tuple[Plan, list[Picked]]:
    picked, notes = select([PROBE, "utility"], {"llm"}, n)
    options = {
        "seed": 1,
        "level": 0.95,
        "suites": [],
        "limit": n,
        "offline": False,
        "cache": False,
        "gate": "",
        "gates": [],
        "precision": None,
    }
    return make_plan(picked, [open_model(MODEL)], **options, notes=notes, concurrency=None), picked


def sample(place: int, *, probe: str = "utility/numbers", state: str = "ok") -> Sample:
    reply = Reply(text="1", state=state)
    verdict = Verdict(outcome="scored", value=1.0)
    return Sample(
        model=MODEL, probe=probe, case=Case(id=f"{place:06d}-0", prompt="?"), replies=(reply,), verdict=verdict
    )


def turn(place: int, k: int) -> Turn:
    return Turn(model=MODEL, probe="utility/numbers", case=f"{place:06d}-0", k=k, reply=Reply(text="1"))


# --- shards


@pytest.mark.parametrize("workers", [1, 4, 100])
def test_shards_hold_every_case_that_is_not_done_once_and_become_smaller(tmp_path, workers):
    plan, _ = plan_of(300)
    with Journal(tmp_path / "j") as journal:
        for place in range(0, 300, 3):
            journal.append(sample(place))
        journal.append(sample(1, state="error"))
    shards = Shards(plan, index_journal(tmp_path / "j"), workers, Stopper())
    total = len(shards)
    taken = []
    while (shard := shards.take(MODEL, 2)) is not None:
        taken.append(shard)
    places = collections.Counter((shard.probe, place) for shard in taken for place in shard.left)
    wanted = {(p.name, place) for p in plan.probes for place in range(p.n)}
    wanted -= {("utility/numbers", place) for place in range(0, 300, 3)}
    assert set(places) == wanted
    assert set(places.values()) == {1}
    assert total == len(wanted)
    assert len(shards) == 0
    assert len(taken) >= min(4 * workers, total // 4)
    assert len(taken[-1].left) <= 2 < len(taken[0].left) or workers == 100


def test_a_shard_is_never_larger_than_a_worker_should_hold(tmp_path):
    plan, _ = plan_of(300)
    probes = [msgspec.structs.replace(p, n=10**8) for p in plan.probes]
    shards = Shards(
        msgspec.structs.replace(plan, probes=tuple(probes)), index_journal(tmp_path / "none"), 10, Stopper()
    )
    assert len(shards.take(MODEL, 16).left) == LARGEST


def test_what_is_left_of_a_shard_goes_to_another_with_its_turns_and_nothing_that_is_recorded(tmp_path):
    plan, _ = plan_of(50)
    with Journal(tmp_path / "j") as journal:
        journal.append(turn(2, 0))
    shards = Shards(plan, index_journal(tmp_path / "j"), 1, Stopper())
    shard = shards.take(MODEL, 5)
    assert list(shard.left)[:4] == [0, 1, 2, 3]
    shard.record(sample(0))
    shard.record(turn(1, 0))
    shard.record(turn(1, 1))
    shards.put_back(shard)
    again = shards.take(MODEL, 5)
    piece = again.piece(Budget(), tmp_path)
    assert piece.places[:3] == (1, 2, 3)
    assert {(t.case, t.k) for t in piece.turns} == {("000001-0", 0), ("000001-0", 1), ("000002-0", 0)}
    again.record(sample(2))
    assert {t.case for t in again.piece(Budget(), tmp_path).turns} == {"000001-0"}


def test_turns_that_made_pictures_are_sent_with_what_lies_in_the_run_folder_alone(tmp_path):
    made = Media.of(b"\x89PNG\r\n\x1a\n of a circle")
    (tmp_path / made.name).write_bytes(made.data)
    shard = Shard(MODEL, "utility/numbers", [0, 1], {})
    for place, name in enumerate((made.name, made.name.replace(".png", ".gif"))):
        reply = Reply(media=(Media(name=name),))
        shard.record(msgspec.structs.replace(turn(place, 0), reply=reply))
    sent = [t.reply.media[0].data for t in decode_piece(encode(shard.piece(Budget(), tmp_path))).turns]
    assert sent == [made.data, b""]


@pytest.mark.parametrize(
    "event", [sample(0), sample(7), sample(1, probe="utility/other"), turn(7, 0), Note(model=MODEL, text="x")]
)
def test_what_was_not_a_workers_to_ask_or_came_before_is_not_journalled(event):
    shard = Shard(MODEL, "utility/numbers", [0, 1], {})
    shard.record(sample(0))
    with pytest.raises(JournalError, match="a Ray worker handed over"):
        shard.record(event)


# --- the budget


@settings(deadline=None)  # no claim of speed is made
@given(
    calls=st.integers(1, 5000),
    borrowers=st.integers(1, 40),
    fates=st.lists(st.tuples(st.floats(0.01, 1), st.booleans()), min_size=1, max_size=30),
)
def test_loans_are_never_more_than_the_budget_and_all_of_it_is_lent(calls, borrowers, fates):
    spending = Spending(Budget(calls=calls), {}, 0.0)
    purse = Purse(spending, borrowers)

    async def work() -> int:
        used, out, turn = 0, collections.deque(), 0
        while True:
            if len(out) == borrowers or (out and spending.calls + sum(b.calls for b in out) >= calls):
                loan = out.popleft()
                share, dies = fates[turn % len(fates)]
                turn += 1
                spent = min(loan.calls, math.ceil(share * loan.calls))
                used += spent
                if dies:
                    purse.lost(loan)
                else:
                    purse.settle(loan, End(why="budget", calls=spent))
                continue
            loan = await asyncio.wait_for(purse.lend(), 5)
            if loan is None:
                return used
            out.append(loan)
            assert spending.calls + sum(b.calls for b in out) <= calls

    assert asyncio.run(work()) <= calls
    assert spending.calls == calls


def test_whoever_finds_all_lent_waits_for_what_comes_back():
    purse = Purse(Spending(Budget(calls=1, usd=1.0, tokens=10), {}, 0.0), 1)

    async def work() -> None:
        first = await purse.lend()
        assert (first.calls, first.tokens, first.usd) == (1, 5, 0.5)
        second = asyncio.create_task(purse.lend())
        await asyncio.sleep(0)
        assert not second.done()
        purse.settle(first, End(why="done", calls=0, tokens=6, usd=0.1))
        assert (await second).tokens == 2
        third = asyncio.create_task(purse.lend())
        await asyncio.sleep(0)
        purse.settle(await second, End(why="budget", calls=1))
        assert await third is None

    asyncio.run(work())


def test_a_run_without_a_budget_is_lent_one_without_limits():
    purse = Purse(Spending(Budget(), {}, 0.0), 4)
    assert asyncio.run(purse.lend()) == Budget()


def test_a_lane_that_is_dismissed_wakes_its_own_and_leaves_the_others_waiting():
    async def work() -> None:
        gate = Gate("server", 1, halt=Halt())
        one, two = gate.lane(), gate.lane()
        ticket = await gate.wait(one, 0)
        gone, stays = asyncio.create_task(gate.wait(one, 0)), asyncio.create_task(gate.wait(two, 0))
        await asyncio.sleep(0)
        gate.dismiss(one)
        with pytest.raises(Halted):
            await gone
        assert not stays.done()
        gate.answered(ticket)
        gate.answered(await stays)
        assert gate.in_flight == 0

    asyncio.run(work())


# --- a worker


def job_for(uri: str, picked: list[Picked], **changes: object) -> bytes:
    probes = tuple(ProbeJob(name=p.probe.name, kind=p.probe.kind, version=p.probe.version, n=p.n) for p in picked)
    job = Job(
        packages=case_packages({p.probe.kind for p in picked}),
        seed=1,
        models=(ModelJob(uri=uri, kind=picked[0].probe.kind, identity=open_model(uri).identity, concurrency=3),),
        probes=probes,
        prices={},
        limits=Limits(),
        workers=1,
        folder="/nowhere",
        cache=False,
        offline=False,
    )
    return encode(msgspec.structs.replace(job, **changes))


@pytest.mark.parametrize(
    ("version", "changes", "words"),
    [
        ("0.0.1", {}, "it has assay {version}, this is assay 0.0.1"),
        (None, {"packages": {"pycountry": "1.0"}}, "it has another version of .*pycountry.*install the same on all nodes"),
        (None, {"probes": (ProbeJob(name="utility/none", kind="llm", version="1", n=1),)}, "no suite or probe is named"),
        (None, {"probes": (ProbeJob(name="utility/numbers", kind="llm", version="9", n=1),)}, "not version 9 of utility/num"),
        (None, {"models": (ModelJob(uri=MODEL, kind="llm", identity="other", concurrency=1),)}, "another model there than here"),
    ],
)  # fmt: skip
def test_a_worker_that_would_ask_something_else_says_what_differs(version, changes, words):
    from assay import __version__

    _, picked = plan_of(5)
    what, trouble = asyncio.run(Worker().start(version or __version__, job_for(MODEL, picked, **changes)))
    assert what == "setup"
    assert re.search(words.format(version=__version__), trouble), trouble


def test_a_worker_makes_the_planned_cases_at_any_places_in_any_order_and_keeps_to_its_loan():
    _, picked = plan_of(60)
    numbers = next(p for p in picked if p.probe.name == "utility/numbers")
    planned = [case.id for case in numbers.probe.cases(1, numbers.n)]

    async def work(uri: str) -> None:
        from assay import __version__

        worker = Worker()
        assert await worker.start(__version__, job_for(uri, picked)) == ("", "")
        asked = []
        for places, calls in (((5, 6, 30), None), ((40, 59), None), ((0, 7), None), (tuple(range(10, 30)), 4)):
            piece = Piece(model=uri, probe="utility/numbers", places=places, turns=(), budget=Budget(calls=calls))
            parcels = [parcel async for parcel in worker.ask(encode(piece))]
            events = [decode_event(line) for kind, some in parcels if kind == "lines" for line in some.splitlines()]
            end = msgspec.json.decode(parcels[-1][1], type=End)
            assert (parcels[-1][0], end.why, end.calls) == ("end", "budget" if calls else "done", calls or len(places))
            assert sorted(e.case.id for e in events) == [planned[place] for place in places][: calls or len(places)]
            asked += events
        await worker.close()
        assert len(asked) == 11

    with running(numbers_probe.answer) as stub:
        asyncio.run(work(f"openai:m?base_url={stub.base_url}"))
        assert stub.stats().requests == 11


def test_what_comes_back_while_a_parcel_is_on_its_way_is_handed_over_too():
    _, picked = plan_of(60)

    async def work(uri: str) -> None:
        from assay import __version__

        worker = Worker()
        assert await worker.start(__version__, job_for(uri, picked)) == ("", "")
        piece = Piece(model=uri, probe="utility/numbers", places=tuple(range(40)), turns=(), budget=Budget())
        stream = worker.ask(encode(piece))
        _, first = await anext(stream)
        assert 0 < first.count(b"\n") < 40
        # the shard ends while its first parcel is under way
        await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()})
        rest = [parcel async for parcel in stream]
        assert [kind for kind, _ in rest] == ["lines", "end"]
        assert first.count(b"\n") + rest[0][1].count(b"\n") == 40
        await worker.close()

    with running(numbers_probe.answer, latency=0.05) as stub:
        asyncio.run(work(f"openai:m?base_url={stub.base_url}"))
