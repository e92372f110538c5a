"""The transformers: backend over the library's real path, with checkpoints of several families made for the test."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import torch
from PIL import Image

from assay.errors import AssayError, ConfigError, MissingExtraError, ModelError
from assay.models import Model, Rejected, Transient, open_model
from assay.records import Message, Picture, Reply, Request
from tests.models.calls import ask, dialogue, one_turn, together, using
from tests.models.tiny import FAMILIES, llama


def png(colour: str, size: tuple[int, int] = (48, 40)) -> Picture:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return Picture(png=out.getvalue())


def shown(text: str, *colours: str, **fields: Any) -> Request:
    fields.setdefault("max_tokens", 5)
    return Request(messages=(Message("user", text, pictures=tuple(map(png, colours))),), **fields)


@pytest.fixture(scope="module", params=sorted(FAMILIES))
def seeing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp(request.param)
    torch.manual_seed(1)
    FAMILIES[request.param](folder)
    yield folder


@pytest.fixture(scope="module")
def talking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return llama(tmp_path_factory.mktemp("llama"))


def test_a_model_that_sees_answers_side_by_side_as_it_does_alone(seeing: Path) -> None:
    asked = [shown("What is it?", "red"), shown("And what on earth is this?", "blue"), shown("No picture here.")]
    alone = [together(f"transformers:{seeing}?batch=1", one)[0] for one in asked]
    beside = together(f"transformers:{seeing}?batch=8", *asked)
    assert [r.text for r in beside] == [r.text for r in alone]
    assert [r.input_tokens for r in beside] == [r.input_tokens for r in alone]
    assert all(r.finish == "length" and r.output_tokens == 5 for r in beside)


def test_every_picture_of_a_turn_is_put_before_the_model(seeing: Path) -> None:
    without, one, two = together(
        f"transformers:{seeing}", shown("Hm."), shown("Hm.", "red"), shown("Hm.", "red", "blue")
    )
    assert two.input_tokens - one.input_tokens == one.input_tokens - without.input_tokens > 0


def test_what_is_seen_moves_the_answer(seeing: Path) -> None:
    wanted = {"logprobs": True, "top_logprobs": 3, "max_tokens": 1}
    red, blue = together(f"transformers:{seeing}", shown("Hm.", "red", **wanted), shown("Hm.", "blue", **wanted))
    assert red.tokens[0].logprob != blue.tokens[0].logprob


def test_logprobs_are_those_of_the_tokens_given_and_of_the_likeliest_beside_them(talking: Path) -> None:
    [reply] = together(f"transformers:{talking}", one_turn("Hello", logprobs=True, top_logprobs=4, max_tokens=6))
    assert "".join(t.text for t in reply.tokens).strip() == reply.text and len(reply.tokens) == 6
    for token in reply.tokens:
        assert len(token.top) == 4 and token.logprob == max(p for _, p in token.top) < 0  # greedy


def test_a_seed_gives_its_sample_again_and_another_seed_another(talking: Path) -> None:
    def one(seed: int | None, draw: int = 0) -> Request:
        return one_turn("Hello", temperature=1.0, seed=seed, draw=draw, max_tokens=12)

    first, again, other, drawn = together(f"transformers:{talking}", one(5), one(5), one(6), one(None, 4))
    assert first.text == again.text != other.text
    assert drawn.text == first.text  # the URI's seed 1 and the draw 4


def test_a_stop_ends_the_answer_and_is_not_part_of_it(talking: Path) -> None:
    whole, *_ = together(f"transformers:{talking}", one_turn("Hello", max_tokens=12))
    stop = whole.text[3:5]
    [cut] = together(f"transformers:{talking}", one_turn("Hello", max_tokens=12, stop=(stop,)))
    assert cut.text == whole.text[: whole.text.index(stop)].strip() and cut.finish == "stop"


def test_a_raw_request_and_a_dialogue_with_a_system_turn_are_answered(talking: Path) -> None:
    raw, long = together(
        f"transformers:{talking}",
        one_turn("The capital of", raw=True, max_tokens=4),
        dialogue(("system", "Be brief."), ("user", "Hi"), ("assistant", "Hi!"), ("user", "Bye")),
    )
    assert raw.output_tokens == 4 and raw.input_tokens == len("The capital of")
    assert long.input_tokens == len("Be brief.HiHi!Bye") + 5


def test_the_loop_stays_free_and_a_close_ends_the_call_under_way(talking: Path) -> None:
    async def main() -> tuple[int, list[Any]]:
        target = open_model(f"transformers:{talking}?batch=1")
        await target.start()
        calls = [asyncio.create_task(target.ask(one_turn("Hello", max_tokens=1900))) for _ in range(2)]
        turns = 0
        for _ in range(20):
            await asyncio.sleep(0.01)
            turns += 1
        assert not any(call.done() for call in calls)
        await target.close()
        await target.close()
        return turns, await asyncio.gather(*calls, return_exceptions=True)

    turns, found = asyncio.run(main())
    assert turns == 20
    assert all(isinstance(one, Transient) for one in found), found


def test_what_cannot_be_answered_is_rejected_and_its_neighbours_are_not(talking: Path, seeing: Path) -> None:
    with pytest.raises(Rejected, match="more than the 2000 tokens"):
        ask(f"transformers:{talking}", one_turn("a" * 2100))
    with pytest.raises(Rejected, match="sees no pictures"):
        ask(f"transformers:{talking}", shown("Hm.", "red"))
    damaged = Request(messages=(Message("user", "Hm.", pictures=(Picture(png=png("red").png[:60]),)),), max_tokens=3)

    async def both(target: Model) -> list[Any]:
        return await asyncio.gather(
            *map(target.ask, (damaged, shown("Hm.", "red", max_tokens=3))), return_exceptions=True
        )

    bad, good = using(f"transformers:{seeing}", both)
    assert isinstance(bad, Rejected) and "picture cannot be read" in str(bad)
    assert isinstance(good, Reply) and good.output_tokens == 3


def test_a_folder_tells_of_what_kind_its_model_is(talking: Path, seeing: Path) -> None:
    assert open_model(f"transformers:{seeing}").kind == "vlm"
    assert open_model(f"transformers:{talking}").kinds == ("llm",)
    with pytest.raises(ModelError, match="sees no pictures"):
        ask(f"transformers:{talking}?kind=vlm")


def test_identity_goes_by_the_weights_and_settings_and_not_by_the_place(talking: Path, tmp_path: Path) -> None:
    def identity(folder: Path, options: str = "") -> str:
        async def read(target: Model) -> str:
            return target.identity

        return using(f"transformers:{folder}{options}", read)

    copy = tmp_path / "copy"
    copy.mkdir()
    for file in talking.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    assert identity(copy) == identity(talking) != identity(talking, "?seed=2")
    (copy / "generation_config.json").write_text("{}")
    assert identity(copy) != identity(talking)


def said_of(folder: Path) -> str:
    with pytest.raises(AssayError) as caught:
        ask(f"transformers:{folder}")
    text = str(caught.value)
    assert "\n" not in text and "Traceback" not in text
    return text


def test_a_folder_that_is_no_checkpoint_gets_one_sentence(talking: Path, tmp_path: Path) -> None:
    assert "does not exist" in said_of(tmp_path / "gone")
    assert "it has no config.json" in said_of(tmp_path)
    config = tmp_path / "config.json"
    config.write_text("{")
    (tmp_path / "model.safetensors").write_bytes(b"no weights")
    assert "config.json is damaged" in said_of(tmp_path)
    config.write_text('{"hidden_size": 3}')
    assert "names no model_type" in said_of(tmp_path)
    config.write_bytes((talking / "config.json").read_bytes())
    assert "transformers cannot load" in said_of(tmp_path)


def test_pickled_weights_are_never_read(talking: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes((talking / "config.json").read_bytes())
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04K\x01.")
    assert "a pickle, which can run code" in said_of(tmp_path) and "safetensors" in said_of(tmp_path)


def test_a_checkpoint_that_brings_code_is_refused(talking: Path, tmp_path: Path) -> None:
    config = msgspec.json.decode((talking / "config.json").read_bytes())
    (tmp_path / "config.json").write_bytes(msgspec.json.encode(config | {"auto_map": {"AutoModel": "code.Model"}}))
    (tmp_path / "model.safetensors").write_bytes((talking / "model.safetensors").read_bytes())
    (tmp_path / "code.py").write_text("raise SystemExit('code was run')")
    assert "needs code of its own" in said_of(tmp_path)


def test_a_hub_model_needs_its_commit_and_is_taken_from_the_cache(
    talking: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for options in ("", "?revision=main"):
        with pytest.raises(ModelError, match="needs its commit, 40 hex digits"):
            ask(f"transformers:someone/model{options}")
    commit = "0123456789abcdef0123456789abcdef01234567"
    snapshot = tmp_path / "models--someone--model" / "snapshots" / commit
    snapshot.mkdir(parents=True)
    for file in talking.iterdir():
        (snapshot / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub._snapshot_download.constants.HF_HUB_CACHE", str(tmp_path))
    uri = f"transformers:someone/model?revision={commit}&kind=llm"
    assert open_model(uri).addresses == (("huggingface.co", 443),)
    assert ask(uri, one_turn(max_tokens=3)).output_tokens == 3


def test_without_the_extra_one_sentence_says_how_to_add_it(talking: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingExtraError, match=r"needs the extra 'torch': pip install 'assay\[torch\]'"):
        ask(f"transformers:{talking}")


@pytest.mark.parametrize(
    "options", ["threads=0", "batch=0", "batch=1000", "dtype=int4", "seed=-1", "kind=t2i", "tries=3"]
)
def test_parameters_that_make_no_sense_are_refused(options: str, talking: Path) -> None:
    with pytest.raises(ConfigError):
        open_model(f"transformers:{talking}?{options}")
