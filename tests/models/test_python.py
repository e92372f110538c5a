"""`python:` calls any function of the user's, and says in one sentence why it cannot."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from assay.errors import ConfigError, ModelError
from assay.models import Rejected, Transient, open_model
from assay.records import Message, Reply, Request, Token
from tests.models.calls import ask, dialogue, one_turn, using

SOURCE = """
import asyncio, functools, threading, time
from assay.models import Transient
from assay.records import Reply

def sync_prompt(prompt): return prompt.upper()
async def async_prompt(prompt): return prompt.upper()
def sync_messages(messages): return messages[-1]["content"].upper()
async def async_messages(dialogue): return dialogue[-1]["content"].upper()
def only_args(*args): return args[0][-1]["content"].upper()
def by_keyword(*, prompt): return prompt.upper()
def positional(prompt, /): return prompt.upper()
def sync_gives_awaitable(prompt): return async_prompt(prompt)
bound = functools.partial(async_messages)

class Bot:
    def __call__(self, messages): return messages[-1]["content"].upper()
    async def later(self, prompt): return prompt.upper()
bot = Bot()

def options(messages, max_tokens, seed=None, **kwargs): return repr((max_tokens, seed, sorted(kwargs)))
def with_tools(messages, tools, schema): return repr((tools, schema))
def roles(prompt): return prompt
def a_reply(prompt): return Reply(text="r", state="refused")
def a_dict(prompt):
    token = {"text": "d", "logprob": -0.5, "top": [["d", -0.5]]}
    return {"text": "d", "tokens": [token], "finish": "length"}
def bad_dict(prompt): return {"text": 5}
def other_dict(prompt): return {"content": "hello"}
def a_number(prompt): return 7
def fails(prompt): raise ValueError("no such\\nluck")
async def fails_later(prompt): raise KeyError("k")
def leaves(prompt): raise SystemExit(3)
def stops(prompt): raise StopIteration
def leaks(prompt): raise RuntimeError("key is vErY-pRiVaTe-0123456789")
def asks_again(prompt): raise Transient("busy", retry_after=2.0, overload=True)
async def hangs(prompt): await asyncio.Event().wait()
def no_argument(): return ""
def needs_more(messages, client): return ""
number = 7
meeting = threading.Barrier(8)
def meets(prompt): meeting.wait(20); return prompt
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(SOURCE)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "sync_prompt", "async_prompt", "sync_messages", "async_messages", "only_args", "by_keyword", "positional",
        "sync_gives_awaitable", "bound", "bot", "bot.later",
    ],
)  # fmt: skip
def test_functions_of_every_sort_are_called(file: Path, name: str) -> None:
    reply = ask(f"python:{file}:{name}", one_turn("hello"))
    assert (reply.text, reply.state) == ("HELLO", "ok")


def test_a_module_on_the_path_or_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "bots_of_this_test"
    package.mkdir()
    (package / "one.py").write_text("from .two import word\ndef f(prompt): return word\n")
    (package / "two.py").write_text("word = 'found'\n")
    monkeypatch.chdir(tmp_path)
    assert ask("python:bots_of_this_test.one:f").text == "found"


def test_two_files_of_one_name_do_not_meet(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "bot.py").write_text(f"def f(prompt): return '{name}'\n")
    assert [ask(f"python:{tmp_path}/{name}/bot.py:f").text for name in ("a", "b")] == ["a", "b"]


def test_options_go_to_those_that_name_them(file: Path) -> None:
    request = one_turn(max_tokens=9, temperature=0.5, seed=4, stop=("x",))
    assert ask(f"python:{file}:options", request).text == "(9, 4, ['stop', 'temperature', 'top_p'])"


def test_naming_tools_or_schema_declares_the_capability(file: Path) -> None:
    async def look(target: Any) -> tuple[frozenset[str], str]:
        return target.capabilities, (await target.ask(one_turn(tools=({"a": 1},), schema={"b": 2}))).text

    assert using(f"python:{file}:with_tools", look) == (
        frozenset({"system", "tools", "schema"}),
        "([{'a': 1}], {'b': 2})",
    )
    assert using(f"python:{file}:options", look)[0] == {"system"}


def test_a_dialogue_for_a_prompt_function_is_a_transcript(file: Path) -> None:
    request = Request(messages=(Message("system", "S"), *dialogue(("user", "Hi")).messages))
    assert ask(f"python:{file}:roles", request).text == "System: S\nUser: Hi\nAssistant:"


def test_replies_and_dicts_come_back_whole(file: Path) -> None:
    assert ask(f"python:{file}:a_reply") == Reply(text="r", state="refused")
    reply = ask(f"python:{file}:a_dict")
    assert (reply.text, reply.finish, reply.tokens) == ("d", "length", (Token("d", -0.5, (("d", -0.5),)),))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("bad_dict", "returned a dict that is no Reply: .*text"),
        ("other_dict", "returned a dict with 'content', which no Reply has"),
        ("a_number", "returned int; it must return a str, a dict or a Reply"),
        ("fails", "^ValueError: no such luck$"),
        ("fails_later", "^KeyError: 'k'$"),
        ("leaves", "^SystemExit: 3$"),
        ("stops", "^StopIteration"),
    ],
)
def test_what_goes_wrong_inside_is_the_replys_error(file: Path, name: str, sentence: str) -> None:
    with pytest.raises(Rejected, match=sentence):
        ask(f"python:{file}:{name}")


def test_a_function_may_ask_for_another_try(file: Path) -> None:
    with pytest.raises(Transient, match="busy") as caught:
        ask(f"python:{file}:asks_again")
    assert (caught.value.retry_after, caught.value.overload) == (2.0, True)


def test_a_late_function_is_given_up(file: Path) -> None:
    with pytest.raises(Transient, match=r"no answer within 0\.05 s"):
        ask(f"python:{file}:hangs?timeout=0.05")


def test_secrets_in_an_exception_are_hidden(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_SERVER_KEY", "vErY-pRiVaTe-0123456789")
    with pytest.raises(Rejected, match=r"^RuntimeError: key is \[redacted\]$"):
        ask(f"python:{file}:leaks")


def test_sync_functions_run_side_by_side(file: Path) -> None:
    async def eight(target: Any) -> set[str]:
        return {r.text for r in await asyncio.gather(*(target.ask(one_turn(str(i))) for i in range(8)))}

    before = threading.active_count()
    assert using(f"python:{file}:meets?concurrency=8", eight) == set("01234567")
    assert threading.active_count() <= before + 8


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("{file}:nobody", "has no 'nobody'"),
        ("{file}:number", "'number' is a int, not a function"),
        ("{file}:no_argument", "takes no argument"),
        ("{file}:needs_more", "needs an argument 'client'"),
        ("{folder}/other.py:f", "there is no file .*other.py"),
        ("no_such_package_at_all.bot:f", "there is no module 'no_such_package_at_all.bot'"),
        ("{folder}/broken.py:f", r"cannot be imported \(SyntaxError"),
        ("{folder}/needs.py:f", r"cannot be imported \(No module named 'no_such_thing'\); install what it needs"),
        ("{folder}/exits.py:f", r"cannot be imported \(SystemExit: 2\)"),
    ],
)
def test_a_function_that_cannot_be_used_is_told_in_one_sentence(file: Path, name: str, sentence: str) -> None:
    (file.parent / "broken.py").write_text("def f(:")
    (file.parent / "needs.py").write_text("import no_such_thing\n")
    (file.parent / "exits.py").write_text("raise SystemExit(2)\n")
    with pytest.raises(ModelError, match=sentence) as caught:
        ask("python:" + name.format(file=file, folder=file.parent))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["python:json", "python::f", "python:json:", "python:json:loads?concurrency=0"])
def test_a_wrong_uri(text: str) -> None:
    with pytest.raises(ConfigError):
        open_model(text)


def test_identity_follows_the_source_and_answers_are_not_cached(file: Path) -> None:
    async def identity(target: Any) -> str:
        assert target.cacheable is False
        return str(target.identity)

    first = using(f"python:{file}:a_dict", identity)
    other = file.with_name("mine2.py")
    other.write_text(SOURCE + "\n# changed")
    assert first.startswith(f"python:{file}:a_dict#sha256=")
    assert using(f"python:{other}:a_dict", identity).rpartition("=")[2] != first.rpartition("=")[2]
