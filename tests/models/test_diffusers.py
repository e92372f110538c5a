"""The diffusers: backend over the library's real path, with pipelines of several classes made for the test."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from assay.errors import AssayError, ConfigError, MissingExtraError
from assay.models import Model, Rejected, Transient, open_model
from assay.models.zoo import Animal
from assay.records import Message, Picture, Reply, Request
from tests.models.calls import ask, dialogue, one_turn, using
from tests.models.tiny_pipelines import FILMS, PAINTERS, animate_diff, instruct_pix2pix, stable_diffusion

MAKERS = PAINTERS | FILMS
QUICK = "steps=2&size=32"


def made_once(make: Callable[[Path], Path]) -> Any:
    @pytest.fixture(scope="module")
    def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
        torch.manual_seed(1)
        return make(tmp_path_factory.mktemp("pipeline"))

    return folder


painter, editor, animator = map(made_once, (stable_diffusion, instruct_pix2pix, animate_diff))


def png(colour: str, size: tuple[int, int] = (40, 32), mode: str = "RGB") -> Picture:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    return Picture(png=out.getvalue())


def shown(text: str, *pictures: Picture, **fields: Any) -> Request:
    return Request(messages=(Message("user", text, pictures=pictures),), **fields)


def image(reply: Reply) -> Image.Image:
    [media] = reply.media
    return Image.open(io.BytesIO(media.data))


def together(uri: str, *requests: Request) -> list[Any]:
    async def work(target: Model) -> list[Any]:
        return await asyncio.gather(*map(target.ask, requests), return_exceptions=True)

    return using(uri, work)


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_pipelines_of_many_classes_make_what_they_are_for(name: str, tmp_path: Path) -> None:
    make, quick = MAKERS[name]
    uri = f"diffusers:{make(tmp_path)}?{quick}"
    assert open_model(uri).kind == ("video" if name in FILMS else "t2i")
    first, again, other, drawn = together(
        uri,
        one_turn("a red circle"),
        one_turn("a red circle"),
        one_turn("a blue square"),
        one_turn("a red circle", draw=1),
    )
    assert first.media == again.media and first.state == "ok" and first.text == ""
    assert len({reply.media[0].name for reply in (first, other, drawn)}) == 3
    if name in FILMS:
        assert image(first).format == "WEBP" and image(first).n_frames == (3 if name == "animate-diff" else 5)
    else:
        assert image(first).format == "PNG" and image(first).mode == "RGB"


def test_a_picture_hangs_on_seed_words_and_draw_and_not_on_those_made_beside_it(painter: Path) -> None:
    asked = [one_turn(text) for text in ("a red circle", "a blue square", "two stars")]
    alone = [image(reply) for reply in together(f"diffusers:{painter}?{QUICK}", *asked)]
    beside = [image(reply) for reply in together(f"diffusers:{painter}?{QUICK}&batch=3", *reversed(asked))]
    for one, other in zip(alone, reversed(beside), strict=True):
        assert max(abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True)) <= 1
    [seeded] = together(f"diffusers:{painter}?{QUICK}&seed=2", asked[0])
    [requested] = together(f"diffusers:{painter}?{QUICK}", one_turn("a red circle", seed=2))
    assert image(seeded).tobytes() == image(requested).tobytes() != alone[0].tobytes()


def test_an_editor_starts_from_the_picture_shown(editor: Path) -> None:
    uri = f"diffusers:{editor}?steps=2"
    assert open_model(uri).kinds == ("edit",)
    red, blue, again = together(
        f"{uri}&batch=3", *(shown("make it green", png(colour)) for colour in ("red", "blue", "red"))
    )
    assert image(red).size == (40, 32) and image(red).tobytes() != image(blue).tobytes()
    assert image(red).tobytes() == image(again).tobytes()
    [scaled] = together(f"{uri}&size=16x24", shown("make it green", png("red")))
    assert image(scaled).size == (16, 24)


def test_a_painter_edits_where_diffusers_makes_another_pipeline_of_its_parts(painter: Path) -> None:
    uri = f"diffusers:{painter}?{QUICK}&kind=edit&strength=0.6"
    whole, masked = together(
        uri, shown("a blue square", png("red")), shown("a blue square", png("red"), png("white", mode="L"))
    )
    assert image(whole).size == image(masked).size == (32, 32)
    assert image(whole).tobytes() != image(masked).tobytes()


def test_the_settings_reach_the_pipeline(painter: Path, animator: Path) -> None:
    def made(options: str) -> bytes:
        [reply] = together(f"diffusers:{painter}?steps=2&{options}", one_turn("a red circle"))
        return image(reply).tobytes()

    assert len({made(f"size=16&{more}") for more in ("", "guidance=1", "guidance=3&negative=blue", "seed=3")}) == 4
    pair = together(f"diffusers:{painter}?{QUICK}&batch=2&negative=blue", *[one_turn("a red circle")] * 2)
    assert image(pair[0]).tobytes() == image(pair[1]).tobytes()
    [wide] = together(f"diffusers:{painter}?steps=1&size=48x16", one_turn("a red circle"))
    assert image(wide).size == (48, 16)
    [film] = together(f"diffusers:{animator}?steps=1&size=16&frames=2", one_turn("a red circle moving left"))
    assert getattr(image(film), "n_frames", 1) == 2


def test_what_the_safety_checker_stops_is_blocked(tmp_path: Path) -> None:
    reply = ask(f"diffusers:{stable_diffusion(tmp_path, blocks=True)}?{QUICK}", one_turn("a red circle"))
    assert (reply.state, reply.finish, reply.media) == ("blocked", "nsfw_content_detected", ())


def test_what_cannot_be_made_is_rejected_and_its_neighbours_are_not(painter: Path, editor: Path) -> None:
    damaged, empty = Picture(png=png("red").png[:60]), Picture(png=b"")
    found = together(
        f"diffusers:{editor}?steps=1&batch=8",
        *(shown("make it blue", picture) for picture in (damaged, empty, png("red"))),
        one_turn("no picture"),
    )
    assert [type(one) for one in found] == [Rejected, Rejected, Reply, Rejected]
    assert "cannot be decoded" in str(found[0]) and "0 bytes" in str(found[1])
    assert "a model asked as edit takes a picture to edit, and perhaps a mask, and was shown 0 pictures" in str(
        found[3]
    )
    talk, seen = together(
        f"diffusers:{painter}?{QUICK}", dialogue(("system", "Be brief."), ("user", "Hi")), shown("Hm.", png("red"))
    )
    assert "takes one prompt, not a dialogue of 2 turns" in str(talk) and "takes words alone" in str(seen)


def test_numbers_that_are_none_are_an_error_and_no_black_picture(tmp_path: Path) -> None:
    from diffusers import StableDiffusionPipeline

    pipe = StableDiffusionPipeline.from_pretrained(stable_diffusion(tmp_path))
    torch.nn.init.constant_(pipe.vae.decoder.conv_out.bias, float("nan"))
    pipe.save_pretrained(tmp_path)
    with pytest.raises(Rejected, match=r"numbers are none \(NaN\); try dtype=float32"):
        ask(f"diffusers:{tmp_path}?{QUICK}", one_turn("a red circle"))


def test_the_loop_stays_free_and_a_close_ends_the_call_between_two_steps(painter: Path) -> None:
    async def main() -> list[Any]:
        target = open_model(f"diffusers:{painter}?steps=900&size=32")
        await target.start()
        calls = [asyncio.create_task(target.ask(one_turn(f"picture {i}"))) for i in range(2)]
        for _ in range(20):
            await asyncio.sleep(0.01)
        assert not any(call.done() for call in calls)
        await target.close()
        await target.close()
        return await asyncio.gather(*calls, return_exceptions=True)

    assert all(isinstance(one, Transient) and "was closed" in str(one) for one in asyncio.run(main()))


def test_nothing_is_told_on_stderr(painter: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ask(f"diffusers:{painter}?{QUICK}", one_turn("a red circle"))
    assert capfd.readouterr().err == ""


def test_identity_goes_by_weights_kind_and_settings_and_not_by_the_place(painter: Path, tmp_path: Path) -> None:
    def identity(folder: Path, options: str = "") -> str:
        async def read(target: Model) -> str:
            return target.identity

        return using(f"diffusers:{folder}{options}", read)

    import shutil

    copy = Path(shutil.copytree(painter, tmp_path / "copy"))
    found = {identity(painter, options) for options in ("", "?steps=3", "?seed=2", "?kind=edit", "?negative=blue")}
    assert len(found) == 5 and identity(copy) in found
    scheduler = copy / "scheduler" / "scheduler_config.json"
    scheduler.write_text(scheduler.read_text().replace("linear", "scaled_linear"))
    assert identity(copy) not in found


def said_of(uri: str) -> str:
    with pytest.raises(AssayError) as caught:
        ask(uri)
    text = str(caught.value)
    assert "\n" not in text and "Traceback" not in text
    return text


def test_a_folder_that_is_no_pipeline_gets_one_sentence(painter: Path, tmp_path: Path) -> None:
    uri = f"diffusers:{tmp_path}"
    assert "does not exist" in said_of(f"{uri}/gone")
    assert "it has no model_index.json" in said_of(uri)
    index = tmp_path / "model_index.json"
    index.write_text("{")
    assert "model_index.json is damaged" in said_of(uri)
    index.write_text("{}")
    assert "names no _class_name" in said_of(uri)
    index.write_bytes((painter / "model_index.json").read_bytes())
    assert "diffusers cannot load" in said_of(uri)


def test_pickled_weights_are_never_read_and_code_is_never_run(painter: Path, tmp_path: Path) -> None:
    index = json.loads((painter / "model_index.json").read_text())
    place = tmp_path / "model_index.json"
    place.write_text(json.dumps(index))
    (tmp_path / "unet").mkdir()
    (tmp_path / "unet" / "diffusion_pytorch_model.bin").write_bytes(b"\x80\x04K\x01.")
    assert "weights of its unet are in diffusion_pytorch_model.bin only, a pickle" in said_of(f"diffusers:{tmp_path}")
    place.write_text(json.dumps(index | {"_class_name": ["my_pipeline", "Mine"]}))
    assert "the pipeline needs code of its own (my_pipeline)" in said_of(f"diffusers:{tmp_path}")
    place.write_text(json.dumps(index | {"unet": ["mine", "Net"]}))
    (tmp_path / "unet" / "mine.py").write_text("raise SystemExit('code was run')")
    assert "its unet needs code of its own (mine.py)" in said_of(f"diffusers:{tmp_path}")


def test_a_pipeline_is_not_asked_for_what_it_cannot_do(painter: Path, editor: Path, animator: Path) -> None:
    with pytest.raises(ConfigError, match="its kind can be edit, not 't2i'"):
        open_model(f"diffusers:{editor}?kind=t2i")
    assert "takes no strength; leave it out" in said_of(f"diffusers:{painter}?strength=0.5")
    assert "takes no frames; leave it out" in said_of(f"diffusers:{painter}?frames=3")
    assert open_model(f"diffusers:{painter}").kinds == ("t2i", "edit")
    assert open_model(f"diffusers:{animator}").kinds == ("video",)


def test_a_hub_model_needs_its_commit_and_is_taken_from_the_cache(
    painter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "diffusers:someone/model?revision=COMMIT" in said_of("diffusers:someone/model?revision=main")
    commit = "0123456789abcdef0123456789abcdef01234567"
    snapshot = tmp_path / "models--someone--model" / "snapshots" / commit
    snapshot.parent.mkdir(parents=True)
    snapshot.symlink_to(painter)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub._snapshot_download.constants.HF_HUB_CACHE", str(tmp_path))
    uri = f"diffusers:someone/model?revision={commit}&{QUICK}"
    assert open_model(uri).addresses == (("huggingface.co", 443),)
    assert image(ask(uri, one_turn("a red circle"))).size == (32, 32)


def test_without_the_extra_one_sentence_says_how_to_add_it(painter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "diffusers", None)
    with pytest.raises(MissingExtraError, match=r"needs the extra 'torch': pip install 'assay\[torch\]'"):
        ask(f"diffusers:{painter}")


@pytest.mark.parametrize(
    "options", ["threads=0", "batch=0", "steps=-1", "strength=1.5", "size=big", "size=8x", "kind=llm", "tries=3"]
)
def test_parameters_that_make_no_sense_are_refused(options: str, painter: Path) -> None:
    with pytest.raises(ConfigError):
        open_model(f"diffusers:{painter}?{options}")


def test_the_zoo_serves_those_of_its_models_that_make_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import assay.models.zoo as zoo

    animals = {"painter": Animal("t2i", "paints", {"size": "32x32", "steps": 2}), "editor": Animal("edit", "edits")}
    monkeypatch.setattr(zoo, "_HOME", tmp_path)
    monkeypatch.setattr(zoo, "ANIMALS", animals)
    stable_diffusion(tmp_path / "painter")
    instruct_pix2pix(tmp_path / "editor")
    painted = ask("zoo:painter", one_turn("a red circle"))
    assert image(painted).size == (32, 32)
    assert image(ask("zoo:painter?guidance=1&steps=3", one_turn("a red circle"))).tobytes() != image(painted).tobytes()
    assert image(ask("zoo:editor?steps=1", shown("make it blue", png("red")))).size == (40, 32)
    assert open_model("zoo:painter").family == "zoo" and open_model("zoo:editor").kinds == ("edit",)
    for wrong in ("zoo:owl", "zoo:painter?device=cuda", "zoo:editor?kind=t2i"):
        with pytest.raises(ConfigError):
            open_model(wrong)
