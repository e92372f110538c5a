"""Samples are independent draws of one request; dialogues apart do not see one another."""

from __future__ import annotations

import asyncio

import pytest

from assay.errors import ProbeError
from assay.protocols import Protocol
from assay.protocols.apart import apart
from assay.protocols.samples import samples
from assay.records import Case, Reply, Request, digest

CASE = Case(prompt="2 + 2?", reference="4", data={"apart": ["4, or 5?", "5, or 4?"]}, id="x")


def asked(protocol: Protocol, replies: list[Reply], case: Case = CASE, has: str = "") -> tuple[list[Request], int]:
    sent: list[Request] = []

    async def ask(request: Request) -> Reply:
        sent.append(request)
        return replies[min(len(sent), len(replies)) - 1]

    got = asyncio.run(protocol.run(case, ask, frozenset(has.split())))
    return sent, len(got)


OK = [Reply(text="four")]


def test_samples_ask_the_same_words_k_times_and_no_two_requests_are_equal() -> None:
    sent, got = asked(samples(5, 9, temperature=0.7, greedy=True), OK)
    assert got == samples(5, greedy=True).calls == 6
    assert len({digest(r) for r in sent}) == 6
    assert {tuple(m.content for m in r.messages) for r in sent} == {("2 + 2?",)}
    assert [r.temperature for r in sent] == [0.0] + [0.7] * 5
    assert {r.max_tokens for r in sent} == {9}


def test_another_draw_of_a_case_shares_no_sample_with_the_first() -> None:
    second = Case(prompt="2 + 2?", draw=1, id="y")
    first = {digest(r) for r in asked(samples(4), OK)[0]}
    assert not first & {digest(r) for r in asked(samples(4), OK, second)[0]}


def test_a_target_that_gives_likeliest_tokens_is_asked_once() -> None:
    protocol = samples(6, 4, top_logprobs=12)
    assert protocol.wants == {"top_logprobs"}
    sent, got = asked(protocol, OK, has="system top_logprobs")
    assert got == 1
    assert (sent[0].top_logprobs, sent[0].temperature) == (12, 0.0)
    assert asked(protocol, OK)[1] == 6
    assert asked(samples(6), OK, has="top_logprobs")[1] == 6


@pytest.mark.parametrize(("k", "temperature"), [(0, 1.0), (-1, 1.0), (2, 0.0)])
def test_samples_that_could_not_differ_are_refused(k: int, temperature: float) -> None:
    with pytest.raises(ValueError, match="temperature above 0"):
        samples(k, temperature=temperature)


def test_dialogues_apart_do_not_see_one_another() -> None:
    sent, got = asked(apart(3, 9), OK)
    assert got == apart(3).calls == 3
    assert [[m.content for m in r.messages] for r in sent] == [["2 + 2?"], ["4, or 5?"], ["5, or 4?"]]


def test_a_case_with_another_number_of_dialogues_is_a_wrong_probe() -> None:
    for case in (CASE, Case(prompt="?"), Case(prompt="?", data={"apart": "abc"})):
        with pytest.raises(ProbeError, match=r"data\['apart'\]"):
            asked(apart(4), OK, case)


@pytest.mark.parametrize("protocol", [samples(3), apart(3)])
@pytest.mark.parametrize("state", ["blocked", "error", "refused"])
def test_they_stop_after_a_reply_that_is_not_usable(protocol: Protocol, state: str) -> None:
    assert isinstance(protocol, Protocol)
    assert asked(protocol, [Reply(text="a"), Reply(state=state)])[1] == 2  # type: ignore[arg-type]
