"""The stub server meets the faults it promises, in the same places on every run, and counts what it did."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import pytest

from assay.models import Transient
from tests.models.calls import one_turn, using
from tests.support.stub import Faults, plain, running

MIXED = Faults(rate_limited=0.1, server_error=0.1, dropped=0.1, malformed=0.1, seed=3)


def until_answered(base_url: str, n: int) -> list[str]:
    """Ask `n` prompts at once, each again until an answer comes."""

    async def one(target: Any, text: str) -> str:
        while True:
            try:
                return str((await target.ask(one_turn(text))).text)
            except Transient:
                continue

    async def all_of_them(target: Any) -> list[str]:
        return list(await asyncio.gather(*(one(target, f"prompt {i}") for i in range(n))))

    return using(f"openai:stub?base_url={base_url}", all_of_them)


def test_faults_come_at_their_rates_and_do_not_hang_on_the_order_of_arrival() -> None:
    seen = []
    for _ in range(2):
        with running(lambda call: call.last.upper(), faults=MIXED) as stub:
            assert until_answered(stub.base_url, 300) == [f"PROMPT {i}" for i in range(300)]
            seen.append(stub.stats())
    first, second = seen
    assert first.faults == second.faults
    assert first.per_prompt == second.per_prompt
    expected = Counter(
        MIXED.met_by(prompt, attempt) for prompt, asked in first.per_prompt.items() for attempt in range(1, asked + 1)
    )
    assert first.faults == {name: times for name, times in expected.items() if name}
    assert all(abs(times / first.requests - 0.1) < 0.06 for times in first.faults.values())
    assert first.requests == 300 + sum(first.faults.values())
    assert set(first.answered.values()) == {1}


@pytest.mark.parametrize("process", [False, True], ids=["thread", "process"])
def test_it_runs_in_a_thread_and_in_a_process_of_its_own(process: bool) -> None:
    with running(plain, process=process) as stub:
        assert until_answered(stub.base_url, 3) == ["answer 8"] * 3
        assert stub.stats().requests == 3
    with pytest.raises(ConnectionRefusedError):
        stub.stats()
