"""The llamacpp: backend before, after and beside its answers: starting, closing, broken files, quiet on stderr."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from assay.errors import ConfigError, MissingExtraError, ModelError
from assay.models import Transient, open_model
from assay.models._llama import free_cores, usable_cores
from assay.models._store import file_sha256
from assay.records import Reply
from tests.local.gguf import array, header, pair
from tests.local.llama import EMBEDDED, on_one_worker, one_turn

pytestmark = on_one_worker

ROOT = Path(__file__).parents[2]


def start(uri: str) -> None:
    """Start a model and close it."""

    async def both() -> None:
        model = open_model(uri)
        try:
            await model.start()
        finally:
            await model.close()

    asyncio.run(both())


def refusal(uri: str) -> str:
    with pytest.raises(ModelError) as caught:
        start(uri)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_close_under_calls_waits_for_those_begun_and_drops_those_that_wait(embedded):
    async def work() -> list[Reply | BaseException]:
        model = open_model(f"{EMBEDDED}?slots=1&ctx=256")
        await model.start()
        calls = [asyncio.create_task(model.ask(one_turn(f"Tell of the number {i}."))) for i in range(4)]
        await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED)
        await model.close()
        await model.close()
        done = await asyncio.gather(*calls, return_exceptions=True)
        with pytest.raises(ModelError, match="before it was started, or after it was closed"):
            await model.ask(one_turn("Hello."))
        return done

    done = asyncio.run(work())
    answered = [r for r in done if isinstance(r, Reply)]
    dropped = [e for e in done if isinstance(e, Transient)]
    assert len(answered) + len(dropped) == 4, done
    assert answered
    assert dropped
    assert all(r.output_tokens for r in answered)
    assert "closed" in str(dropped[0])


def test_a_cancelled_call_is_cancelled_and_the_model_goes_on(embedded):
    async def work() -> Reply:
        model = open_model(f"{EMBEDDED}?slots=1&ctx=256")
        await model.start()
        try:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(model.ask(one_turn("Write a long story.", max_tokens=32)), 0.05)
            return await model.ask(one_turn("Say hello.", max_tokens=4))
        finally:
            await model.close()

    assert asyncio.run(work()).output_tokens == 4


def test_it_can_be_started_again_after_it_was_closed(embedded):
    async def work() -> list[str]:
        model = open_model(f"{EMBEDDED}?slots=1&ctx=128")
        texts = []
        for _ in range(2):
            await model.start()
            await model.start()
            texts.append((await model.ask(one_turn("Say hello.", max_tokens=4))).text)
            await model.close()
        return texts

    first, second = asyncio.run(work())
    assert first == second


def test_a_model_that_is_closed_as_soon_as_it_has_started_ends(embedded):
    """In a process of its own: where it hung, no signal but one that kills would end it."""
    code = (
        "import asyncio; from assay.models import open_model\n"
        "async def work():\n"
        "    for _ in range(5):\n"
        f"        model = open_model('{EMBEDDED}?slots=1&ctx=128'); await model.start(); await model.close()\n"
        "asyncio.run(work()); print('ended')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.strip().endswith("ended"), done.stderr


def test_a_file_by_its_path_is_the_same_model(embedded, tmp_path):
    async def work(uri: str) -> tuple[str, str]:
        model = open_model(uri)
        await model.start()
        try:
            return model.identity, model.family
        finally:
            await model.close()

    elsewhere = tmp_path / "any name.gguf"
    elsewhere.symlink_to(embedded)
    identity, family = asyncio.run(work(f"llamacpp:{elsewhere}?slots=1&ctx=128"))
    assert identity.startswith(f"llamacpp:{file_sha256(embedded)}?")
    assert family == "smollm", "read from the header where the file's name does not tell"


def test_a_chat_template_of_the_users_takes_the_place_of_the_models_own(embedded, tmp_path):
    template = tmp_path / "mine.jinja"
    template.write_text("{% for m in messages %}{{ m.content }}{% endfor %}")

    async def work(options: str) -> tuple[str, int]:
        model = open_model(f"{EMBEDDED}?slots=1&ctx=128{options}")
        await model.start()
        try:
            return model.identity, (await model.ask(one_turn("one two three", max_tokens=1))).input_tokens
        finally:
            await model.close()

    own, mine = asyncio.run(work("")), asyncio.run(work(f"&chat_template={template}"))
    assert mine[1] == 3
    assert own[1] > 10
    assert "chat_template=" in mine[0]
    assert own[0] != mine[0]


BROKEN = {
    "cut off in its weights": lambda whole: whole[: len(whole) // 2],
    "a header alone": lambda _: header(pair("general.architecture", "str", "llama")),
    "an unknown architecture": lambda _: header(pair("general.architecture", "str", "nonsense")),
    "no architecture": lambda _: header(pair("x", "array", array(4, 0, b""))),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_one_sentence(embedded, tmp_path, kind):
    path = tmp_path / "broken.gguf"
    path.write_bytes(BROKEN[kind](embedded.read_bytes()))
    sentence = refusal(f"llamacpp:{path}")
    assert str(path) in sentence
    assert "llama.cpp could not load" in sentence
    assert "the file is damaged, of a kind it does not know, or too large for the memory" in sentence


def test_what_is_no_gguf_never_reaches_llama_cpp(embedded, tmp_path):
    path = tmp_path / "page.gguf"
    path.write_text("<!DOCTYPE html>")
    assert "is no GGUF file" in refusal(f"llamacpp:{path}")
    path.write_bytes(embedded.read_bytes()[:1000])
    assert "its header is cut off" in refusal(f"llamacpp:{path}")
    assert "is a folder" in refusal(f"llamacpp:{tmp_path}")
    assert "does not exist; give the path of a GGUF file or one of: smollm2-135m" in refusal("llamacpp:none.gguf")


def test_a_model_that_is_not_fetched_says_how_to_fetch_it(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path))
    assert "is not on this machine: assay fetch smollm2-135m (92 MB)" in refusal(EMBEDDED)


def test_without_the_library_the_extra_is_named(embedded, monkeypatch):
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(MissingExtraError, match=r"needs the extra 'local': pip install 'assay\[local\]'"):
        start(EMBEDDED)


def test_a_chat_template_that_cannot_be_read_is_named(embedded, tmp_path):
    assert "cannot read the chat template" in refusal(f"{EMBEDDED}?chat_template={tmp_path / 'none'}")


@pytest.mark.parametrize(
    "option", ["slots=0", "slots=65", "ctx=8", "threads=-1", "seed=-1", "kind=t2i", "ctx=x", "n=1"]
)
def test_options_that_make_no_sense_are_refused_at_once(option):
    with pytest.raises(ConfigError, match="llamacpp:"):
        open_model(f"{EMBEDDED}?{option}")


def test_free_cores_are_some_of_the_usable_ones():
    assert 1 <= free_cores() <= usable_cores()


QUIET = """
import asyncio, os
from assay.models import Rejected, open_model
from tests.local.llama import EMBEDDED, one_turn
async def main():
    before = dict(os.environ)
    model = open_model(EMBEDDED + "?slots=2&ctx=128")
    await model.start()
    replies = await asyncio.gather(*(model.ask(one_turn(f"Say {i}.", max_tokens=4)) for i in range(3)))
    try:
        await model.ask(one_turn("word " * 300))
    except Rejected:
        print("rejected")
    await model.close()
    print(len(replies), dict(os.environ) == before)
asyncio.run(main())
"""


def test_nothing_is_written_to_stderr_and_nothing_is_left_in_the_environment(embedded):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", QUIET], capture_output=True, text=True, cwd=ROOT, timeout=120
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["rejected", "3", "True"]
    assert done.returncode == 0


def test_a_broken_file_in_a_program_is_quiet_too(embedded, tmp_path):
    path = tmp_path / "broken.gguf"
    path.write_bytes(embedded.read_bytes()[:50_000_000])
    done = subprocess.run(
        [sys.executable, "-m", "assay", "run", "utility", "-m", f"llamacpp:{path}", "-o", str(tmp_path / "r")],
        capture_output=True, text=True, cwd=ROOT, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2
    [seed, line] = done.stderr.splitlines()
    assert seed.startswith("seed ")
    assert line.startswith(f"assay: llamacpp:{path}: llama.cpp could not load")
