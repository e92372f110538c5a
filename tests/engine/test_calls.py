"""One call: what is tried again, how long it waits, what is served from the cache."""

from __future__ import annotations

import asyncio
import random

import pytest

from assay.engine.cache import ReplyCache
from assay.engine.calls import Caller, Limits
from assay.errors import ModelError
from assay.models import Model, Rejected, Transient
from assay.records import Hint, Message, Reply, Request
from assay.uri import ModelURI

FAST = Limits(attempts=4, timeout=0.2, base=0.001, cap=0.002)


class Scripted(Model):
    """Raises or returns what its script says, one entry an attempt, and the last one for ever."""

    scheme = "scripted"

    def __init__(self, *script: object) -> None:
        super().__init__(ModelURI.parse("scripted:x"))
        self.script = list(script)
        self.asked: list[float] = []

    async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
        self.asked.append(asyncio.get_running_loop().time())
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(step, BaseException):
            raise step
        if step == "hang":
            await asyncio.Event().wait()
        assert isinstance(step, Reply)
        return step


def ask(model: Model, *, cache: ReplyCache | None = None, limits: Limits = FAST, draw: int = 0) -> Reply:
    caller = Caller(model, cache, limits, jitter=random.Random(1))
    return asyncio.run(caller.call(Request(messages=(Message("user", "hello"),), draw=draw)))


def test_transient_failures_are_tried_again_and_counted():
    reply = ask(Scripted(Transient("500"), Transient("dropped"), Reply(text="yes")))
    assert (reply.text, reply.state, reply.attempts) == ("yes", "ok", 3)


def test_when_no_attempt_succeeds_the_reply_is_an_error_with_the_last_reason():
    model = Scripted(Transient("500 from the server"))
    reply = ask(model)
    assert reply.state == "error"
    assert reply.error == "gave up after 4 attempts: 500 from the server"
    assert len(model.asked) == 4


def test_a_rejected_call_is_not_tried_again():
    model = Scripted(Rejected("the context is too long"))
    assert ask(model).error == "the context is too long"
    assert len(model.asked) == 1


def test_no_answer_in_time_is_tried_again():
    reply = ask(Scripted("hang", Reply(text="late")))
    assert (reply.text, reply.attempts) == ("late", 2)


def test_retry_after_is_honoured():
    model = Scripted(Transient("429", retry_after=0.15, overload=True), Reply(text="ok"))
    ask(model)
    assert model.asked[1] - model.asked[0] >= 0.15


def test_a_rate_limit_holds_back_all_calls_to_the_model():
    model = Scripted(Transient("429", retry_after=0.2, overload=True), Reply(text="ok"))

    async def two() -> None:
        caller = Caller(model, None, FAST)
        request = Request(messages=(Message("user", "hello"),))
        first = asyncio.create_task(caller.call(request))
        await asyncio.sleep(0.05)
        await asyncio.gather(first, caller.call(request))

    asyncio.run(two())
    assert len(model.asked) == 3
    assert min(model.asked[1:]) - model.asked[0] >= 0.2


def test_a_wait_that_is_too_long_ends_the_call():
    reply = ask(Scripted(Transient("429", retry_after=3600, overload=True)))
    assert reply.state == "error"
    assert "asks to wait 3600 s" in reply.error


def test_an_unusable_model_stops_the_run():
    with pytest.raises(ModelError):
        ask(Scripted(ModelError("no key")))


def test_a_reply_is_served_from_the_cache_by_another_process_image(tmp_path):
    path = tmp_path / "replies.sqlite"
    first = ReplyCache(path)
    fresh = ask(Scripted(Reply(text="one")), cache=first)
    first.close()
    second = ReplyCache(path)
    model = Scripted(Reply(text="two"))
    served = ask(model, cache=second)
    assert (fresh.cached, served.cached, served.text, model.asked) == (False, True, "one", [])
    second.close()


def test_another_draw_is_never_served_the_first_ones_reply(tmp_path):
    cache = ReplyCache(tmp_path / "replies.sqlite")
    model = Scripted(Reply(text="one"), Reply(text="two"))
    assert [ask(model, cache=cache, draw=k).text for k in (0, 1, 0, 1)] == ["one", "two", "one", "two"]
    assert len(model.asked) == 2
    cache.close()


def test_errors_blocks_and_uncacheable_models_are_not_cached(tmp_path):
    cache = ReplyCache(tmp_path / "replies.sqlite")
    for script in (Reply(state="blocked"), Transient("down")):
        model = Scripted(script)
        ask(model, cache=cache)
        before = len(model.asked)
        ask(model, cache=cache)
        assert len(model.asked) == 2 * before
    model = Scripted(Reply(text="x"))
    model.cacheable = False
    ask(model, cache=cache)
    ask(model, cache=cache)
    assert len(model.asked) == 2
    cache.close()


def test_a_damaged_cache_costs_a_warning_and_no_reply(tmp_path, caplog):
    path = tmp_path / "replies.sqlite"
    path.write_bytes(b"this is no database" * 1000)
    reply = ask(Scripted(Reply(text="still here")), cache=ReplyCache(path))
    assert reply.text == "still here"
    assert "is left out" in caplog.text
