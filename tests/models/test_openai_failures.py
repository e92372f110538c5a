"""`openai:` tells what another try may mend from what it may not and from what ends a run; it leaks no key."""

from __future__ import annotations

import gzip
import socket
import traceback
from email.utils import formatdate

import pytest

from assay.errors import AssayError, ConfigError, ModelError
from assay.models import Rejected, Transient, open_model
from assay.models._http import MAX_BODY, retry_after
from tests.models.calls import ask
from tests.support.openai_wire import Call, Said, error
from tests.support.stub import Stub, running

KEY = "vErY-pRiVaTe-0123456789"


def uri(stub: Stub, query: str = "", name: str = "stub") -> str:
    return f"openai:{name}?base_url={stub.base_url}{query}"


LIES = {
    "nothing": b"",
    "a page": b"<html><body><h1>502 Bad Gateway</h1></body></html>",
    "cut JSON": b'{"id":"x","choices":[{"ind',
    "no choices": b'{"choices":[]}',
    "null choices": b'{"choices":null}',
    "choices of a wrong type": b'{"choices":"yes"}',
    "null message": b'{"choices":[{"message":null}]}',
    "a number as content": b'{"choices":[{"message":{"content":7}}]}',
    "a list": b"[1,2]",
    "broken UTF-8": b'{"choices":[{"message":{"content":"\xff"}}]}',
    "lists without end": b'{"padding":' + b"[" * 60_000 + b"]" * 60_000 + b',"choices":[{"message":{"content":"a"}}]}',
    "an error without a code": b'{"error":{"message":"upstream died"}}',
    "an error as text": b'{"error":"out of memory"}',
    "a rate limit": b'{"error":{"message":"slow down","code":429}}',
    "an infinite number": b'{"choices":[{"text":"a","logprobs":{"content":[{"token":"a","logprob":-Infinity}]}}]}',
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_200_that_is_no_answer_is_worth_another_try(lie: str) -> None:
    with running(lambda call: Said(raw=LIES[lie])) as stub, pytest.raises(Transient):
        ask(uri(stub))


def test_an_error_of_lists_without_end_is_an_error_like_any_other() -> None:
    said = Said(status=500, raw=b'{"error":' + b"[" * 60_000 + b"]" * 60_000 + b"}")
    with running(lambda call: said) as stub, pytest.raises(Transient, match="500"):
        ask(uri(stub))


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ('{"prompt_tokens":3,"completion_tokens":2}', (3, 2)),
        ('{"prompt_tokens":3,"completion_tokens":null}', (3, 0)),
        ('{"prompt_tokens":"3","completion_tokens":2}', (0, 2)),
        ('{"prompt_tokens":-3,"completion_tokens":1.5}', (0, 0)),
        ('{"prompt_tokens":true,"completion_tokens":1e300}', (0, 0)),
        ('{"prompt_tokens":9999999999999999999999,"completion_tokens":9223372036854775807}', (0, 0)),
        ("[3,2]", (0, 0)),
        ("null", (0, 0)),
    ],
)
def test_a_good_answer_is_not_thrown_away_for_an_odd_account_of_its_tokens(usage: str, tokens: tuple[int, int]) -> None:
    body = f'{{"choices":[{{"message":{{"content":"yes"}}}}],"usage":{usage}}}'.encode()
    with running(lambda call: Said(raw=body)) as stub:
        reply = ask(uri(stub))
    assert (reply.text, reply.input_tokens, reply.output_tokens) == ("yes", *tokens)


def test_a_200_that_hides_a_client_error_is_not() -> None:
    with (
        running(lambda call: Said(raw=b'{"error":{"message":"too long","code":400}}')) as stub,
        pytest.raises(Rejected, match="too long"),
    ):
        ask(uri(stub))


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 529])
def test_statuses_worth_another_try(status: int) -> None:
    said = error(status, "try later", headers={"retry-after": "7"})
    with running(lambda call: said) as stub, pytest.raises(Transient, match=f"{status}: try later") as caught:
        ask(uri(stub))
    assert caught.value.retry_after == 7
    assert caught.value.overload is (status in (429, 503, 529))


@pytest.mark.parametrize(
    "said",
    [Said(drop=True), Said("a long enough answer", truncate=True), Said("late", delay=5)],
    ids=["dropped", "truncated", "slow"],
)
def test_broken_connections_are_worth_another_try(said: Said) -> None:
    with running(lambda call: said) as stub, pytest.raises(Transient):
        ask(uri(stub, "&timeout=0.3"))


@pytest.mark.parametrize("status", [400, 413, 422])
def test_other_client_errors_are_final_and_their_message_is_kept_short(status: int) -> None:
    with (
        running(lambda call: error(status, "context too long\n" + "x" * 5000)) as stub,
        pytest.raises(Rejected, match=f"^{status}: context too long x") as caught,
    ):
        ask(uri(stub))
    assert len(str(caught.value)) <= 300


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (error(401, "bad key"), "key_env"),
        (error(402, "pay first"), "no credit left"),
        (error(403, "no access"), "access is denied"),
        (error(405, "no such method"), "no such model or path"),
        (error(429, "You exceeded your quota", code="insufficient_quota"), "no credit left"),
        (Said(status=301, raw=b"", headers={"location": "https://example.org/"}), "redirects"),
    ],
)
def test_what_no_call_can_get_past_is_said_in_one_sentence(said: Said, sentence: str) -> None:
    with running(lambda call: said) as stub, pytest.raises(ModelError, match=sentence) as caught:
        ask(uri(stub))
    assert str(caught.value).startswith(f"openai:stub?base_url={stub.base_url}: ")
    assert "\n" not in str(caught.value)


def test_an_unknown_model_is_named_with_the_nearest_one_the_server_has() -> None:
    with (
        running(models=("llama-3.2-1b", "qwen3-4b")) as stub,
        pytest.raises(ModelError, match=r"did you mean 'llama-3\.2-1b'\?"),
    ):
        ask(uri(stub, name="llama-3.2-1B"))


@pytest.mark.parametrize("zipped", [False, True])
def test_a_gigantic_body_is_not_read_to_its_end(zipped: bool) -> None:
    body = b'{"choices":"' + b"x" * MAX_BODY + b'"}'
    said = Said(raw=gzip.compress(body), headers={"content-encoding": "gzip"}) if zipped else Said(raw=body)
    with running(lambda call: said) as stub, pytest.raises(Rejected, match="longer than 8 MiB"):
        ask(uri(stub))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "2.5"}, 2.5),
        ({"Retry-After": "9", "retry-after-ms": "300"}, 0.3),
        ({"Retry-After": formatdate(1000, usegmt=True)}, 100.0),
        ({"Retry-After": formatdate(1000, usegmt=True), "Date": formatdate(970, usegmt=True)}, 30.0),
        ({"Retry-After": formatdate(800, usegmt=True)}, 0.0),
        ({"Retry-After": "-3"}, 0.0),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "soon"}, None),
    ],
)
def test_retry_after_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, now=900.0) == seconds


def test_nothing_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(ModelError, match=f"nothing listens at http://127.0.0.1:{port}/v1; start the server"):
        ask(f"openai:m?base_url=http://127.0.0.1:{port}/v1")


def test_a_server_that_speaks_something_else() -> None:
    with running() as stub, pytest.raises(ModelError, match="correct base_url"):
        ask(f"openai:m?base_url=https://127.0.0.1:{stub.port}/v1")


def test_a_server_without_a_list_of_models_is_used_all_the_same() -> None:
    with running(lambda call: "hello", lists_models=False) as stub:
        assert ask(uri(stub)).text == "hello"


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with running(lambda call: "direct") as stub:
        assert ask(uri(stub)).text == "direct"


def test_openai_itself_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelError, match="OPENAI_API_KEY holds no key"):
        ask("openai:gpt-5-mini")


def test_a_key_with_a_line_break_inside_is_refused_unprinted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f"{KEY}\n{KEY}")
    with pytest.raises(ModelError, match="characters that no key has") as caught:
        ask("openai:gpt-5-mini")
    assert KEY not in str(caught.value)


def test_the_openai_key_goes_to_no_other_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    seen: list[str | None] = []

    def answer(call: Call) -> str:
        seen.append(call.headers.get("authorization"))
        return "ok"

    with running(answer) as stub:
        ask(uri(stub))
        ask(uri(stub, "&key_env=OPENAI_API_KEY"))
    assert seen == [None, f"Bearer {KEY}"]


def test_a_server_with_a_key_tells_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_SERVER_KEY", KEY)
    with running(lambda call: "in", key=KEY) as stub:
        assert ask(uri(stub, "&key_env=MY_SERVER_KEY")).text == "in"
        with pytest.raises(ModelError, match="wants a key; put it in an environment variable"):
            ask(uri(stub))


ECHO = f"your key {KEY} and Bearer {KEY} are wrong, as is sk-proj-Abc123Def456"


@pytest.mark.parametrize(
    "said",
    [
        *(error(status, ECHO) for status in (400, 401, 402, 403, 404, 409, 429, 500, 503)),
        Said(raw=ECHO.encode()),
        Said(status=500, raw=f"<p>{ECHO}</p>".encode(), content_type="text/html"),
        Said("x", content_type=f"text/{KEY}", raw=b"{"),
        Said(raw=b'{"error":{"message":"%s"}}' % ECHO.encode()),
        Said(drop=True),
    ],
)
def test_no_failure_shows_the_key(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_SERVER_KEY", KEY)
    with (
        running(lambda call: said) as stub,
        pytest.raises((Transient, Rejected, AssayError)) as caught,
    ):
        ask(uri(stub, "&key_env=MY_SERVER_KEY"))
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert KEY not in shown
    assert "Abc123Def456" not in shown


def test_a_started_model_does_not_print_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    target = open_model("openai:gpt-5-mini")
    server = target._server  # type: ignore[attr-defined]
    server._key = server._read_key()
    assert server._key.reveal() == KEY
    assert KEY not in f"{target!r} {vars(target)} {vars(server)} {target.identity} {target.addresses}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("openai:", "needs the name of a model"),
        ("openai:m?base_url=ftp://host/v1", "base_url must be an address"),
        ("openai:m?base_url=127.0.0.1:8000", "base_url must be an address"),
        ("openai:m?base_url=http://h:99999999/v1", "base_url must be an address"),
        ("openai:m?base_url=http://me:hunter2@h/v1", "must hold no user or password"),
        ("openai:m?base_url=http://h/v1%3Fx=1", "must end with the path"),
        ("openai:m?api=responses", "chat, completions or embeddings"),
        ("openai:m?timeout=0", "above 0"),
        ("openai:m?timeout=soon", "no float"),
        ("openai:m?temprature=1", "no parameter 'temprature'"),
        ("openai:m?key_env=sk-abc-123", "never a key itself"),
        ("openai:m?api_key=sk-abc-123", "environment only"),
    ],
)
def test_a_wrong_uri_is_told_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence) as caught:
        open_model(text)
    assert "hunter2" not in str(caught.value)
    assert "sk-abc" not in str(caught.value)


def test_identity_leaves_out_what_does_not_decide_the_answer() -> None:
    one = open_model("openai:m?base_url=http://h:8000/v1&timeout=5&key_env=A_KEY")
    two = open_model("openai:m?base_url=http://h:8000/v1/")
    assert one.identity == two.identity
    assert one.identity != open_model("openai:m?base_url=http://h:8001/v1").identity
    assert one.addresses == (("h", 8000),)
    assert open_model("openai:m").addresses == (("api.openai.com", 443),)
