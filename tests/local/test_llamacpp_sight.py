"""The llamacpp: backend with an mmproj: the seer of the zoo as GGUF files, which sees what the checkpoint sees."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

import assay
from assay.errors import ConfigError, ModelError
from assay.models import Model, Rejected, open_model, zoo
from assay.models._store import file_sha256
from assay.records import Message, Picture, Reply, Request
from tests.local.cli import ROOT, Done
from tests.local.gguf import header, pair
from tests.local.llama import on_one_worker, one_turn
from tests.local.sight import eye_of, language_of
from tests.models.calls import together, using

pytestmark = on_one_worker

SEER = Path(zoo.__file__).parent / "seer"
QUESTIONS = (
    "Is there a red circle in the picture? Answer yes or no only.",
    "Is there a blue square in the picture? Answer yes or no only.",
    "What colour is the circle?",
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The language model and its eye."""
    folder = tmp_path_factory.mktemp("seer")
    return language_of(SEER, folder / "seer.gguf"), eye_of(SEER, folder / "mmproj.gguf")


@pytest.fixture(scope="module")
def uri(files: tuple[Path, Path]) -> str:
    return "llamacpp:{}?mmproj={}&threads=1&ctx=256".format(*files)


def circle(colour: str, side: int = 128, form: str = "PNG") -> bytes:
    image = Image.new("RGB", (side, side), (242, 242, 238))
    ImageDraw.Draw(image).ellipse((0.3 * side, 0.3 * side, 0.6 * side, 0.6 * side), fill=colour)
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def shown(picture: bytes, text: str = QUESTIONS[0], **fields: object) -> Request:
    fields = {"max_tokens": 8, **fields}
    return Request(messages=(Message("user", text, pictures=(Picture(png=picture),)),), **fields)  # type: ignore[arg-type]


def started(uri: str) -> str:
    """The sentence with which a model refuses to start."""
    with pytest.raises(ModelError) as caught:
        using(uri, lambda _: asyncio.sleep(0))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_it_answers_as_the_checkpoint_does_token_by_token(uri: str) -> None:
    requests = [
        shown(circle(colour), question, logprobs=True, top_logprobs=2)
        for colour in ("red", "blue")
        for question in QUESTIONS
    ]
    ours, theirs = together(uri, *requests), together("zoo:seer", *requests)
    assert [r.text for r in ours] == [r.text for r in theirs]
    assert {r.text for r in ours} >= {"yes", "no", "red", "blue"}
    assert [r.input_tokens for r in ours] == [r.input_tokens for r in theirs]
    for one, other in zip(ours, theirs, strict=True):
        assert [t.logprob for t in one.tokens] == pytest.approx([t.logprob for t in other.tokens], abs=0.01)
        assert [name for name, _ in one.tokens[0].top] == [name for name, _ in other.tokens[0].top]


def test_a_run_finds_the_planted_fault_and_each_answer_is_the_checkpoints(uri: str, tmp_path: Path) -> None:
    said = {}
    for name, model in (("here", uri), ("there", "zoo:seer")):
        run = assay.run(
            "truthfulness/hallucination/objects", model, seed=30_000_003, limit=24, output=tmp_path / name, cache=False,
            offline=True,
        )  # fmt: skip
        assert run.errors == 0
        said[name] = {s.case.id: s.replies[0].text for s in run.samples()}
        hearts = [s for s in run.samples() if "heart" in s.case.text and s.case.tags["there"] == "no"]
        assert hearts and all(s.replies[0].text == "yes" for s in hearts)
    assert said["here"] == said["there"]


def test_answers_do_not_hang_on_the_pictures_beside_them(uri: str) -> None:
    requests = [shown(circle(colour, 320), QUESTIONS[2], logprobs=True) for colour in ("red", "green", "blue", "black")]
    alone = [together(uri + "&slots=1", request)[0] for request in requests]
    beside = together(uri, *requests)
    assert [r.text for r in beside] == [r.text for r in alone] == ["red", "green", "blue", "black"]
    assert [r.tokens[0].logprob for r in beside] == pytest.approx([r.tokens[0].logprob for r in alone], abs=1e-4)


def test_words_alone_two_pictures_and_a_jpeg_are_answered_too(uri: str) -> None:
    pictures = (Picture(png=circle("red")), Picture(jpeg=circle("blue", form="JPEG")))
    both = Request(messages=(Message("user", "What colour is the circle?", pictures=pictures),), max_tokens=4)
    one = Request(messages=(Message("user", "What colour is the circle?", pictures=pictures[1:]),), max_tokens=4)
    words, two, jpeg = together(uri, one_turn("What colour is the circle?", max_tokens=4), both, one)
    assert jpeg.text == "blue"
    assert jpeg.input_tokens - words.input_tokens == two.input_tokens - jpeg.input_tokens == 64  # patches a picture
    assert words.state == two.state == "ok"


def test_a_damaged_picture_is_rejected_and_its_neighbour_is_not(uri: str) -> None:
    whole, photograph = circle("red"), circle("red", form="JPEG")

    async def asked(target: Model) -> list[Reply | BaseException]:
        requests = [shown(data) for data in (whole[:200], photograph[:-200], b"", b"GIF89a", whole)]
        return await asyncio.gather(*map(target.ask, requests), return_exceptions=True)

    *bad, good = using(uri, asked)
    assert isinstance(good, Reply) and good.text == "yes"
    assert all(isinstance(one, Rejected) and "a picture cannot be read" in str(one) for one in bad), bad


def test_a_picture_that_does_not_fit_into_the_context_says_what_to_set(uri: str) -> None:
    with pytest.raises(Rejected, match=r"too long for a context of 256 tokens .*\?ctx=8192"):
        together(uri, shown(circle("red"), "Is there a red circle? " * 60))


def test_a_model_without_an_eye_is_shown_no_pictures(files: tuple[Path, Path], uri: str) -> None:
    with pytest.raises(Rejected, match=r"sees no pictures$"):
        together(f"llamacpp:{files[0]}?threads=1&ctx=256", shown(circle("red")))
    with pytest.raises(Rejected, match="sees no pictures in a raw prompt"):
        together(uri, shown(circle("red"), raw=True))


def test_the_mmproj_tells_what_it_is_asked_as_and_is_part_of_its_identity(files: tuple[Path, Path], uri: str) -> None:
    async def identity(target: Model) -> str:
        return target.identity

    assert (open_model(uri).kind, open_model(uri + "&kind=llm").kinds) == ("vlm", ("llm",))
    assert f"&mmproj={file_sha256(files[1])}&" in using(uri, identity)
    plain = f"llamacpp:{files[0]}?threads=1&ctx=256"
    assert open_model(plain).kind == "llm"
    assert "mmproj" not in using(plain, identity)
    with pytest.raises(ConfigError, match=r"its mmproj file alone: name that too, llamacpp:FILE\?mmproj=FILE"):
        open_model(plain + "&kind=vlm")


def test_what_is_no_eye_is_one_sentence(files: tuple[Path, Path], tmp_path: Path) -> None:
    language, eye = files
    path = tmp_path / "mmproj.gguf"
    model = f"llamacpp:{language}?threads=1&ctx=256&mmproj="
    assert f"the mmproj {path} does not exist; give the mmproj file" in started(f"{model}{path}")
    assert "is a folder" in started(f"{model}{tmp_path}")
    assert "is no mmproj for pictures (its architecture is llama)" in started(f"{model}{language}")
    path.write_text("<!DOCTYPE html>")
    assert "is no GGUF file" in started(f"{model}{path}")
    path.write_bytes(header(pair("general.architecture", "str", "clip"), pair("clip.has_audio_encoder", "bool", True)))
    assert "it hears, and sees nothing" in started(f"{model}{path}")
    path.write_bytes(eye.read_bytes()[:-1000])
    assert f"could not load {language} with {path} (" in started(f"{model}{path}")


def test_an_eye_of_another_model_is_one_sentence(embedded: Path, files: tuple[Path, Path]) -> None:
    sentence = started(f"llamacpp:{embedded}?mmproj={files[1]}&threads=1&ctx=256")
    assert f"could not load {embedded} with {files[1]}" in sentence
    assert "the files do not belong together, or one is damaged" in sentence


def test_the_suite_of_models_that_see_says_that_a_model_without_an_eye_needs_one(
    files: tuple[Path, Path], tmp_path: Path, assay: Callable[..., Done]
) -> None:
    done = assay("run", "vlm", "-m", f"llamacpp:{files[0]}", "-o", str(tmp_path / "run"))
    assert done.code == 2
    [sentence] = done.err.splitlines()
    assert sentence.endswith("sees pictures with its mmproj file alone: name that too, llamacpp:FILE?mmproj=FILE")


def test_a_program_that_shows_pictures_is_quiet(uri: str, tmp_path: Path) -> None:
    """In a process of its own: llama.cpp would write where no Python looks."""
    command = ["run", "truthfulness/hallucination/objects", "-m", uri, "--limit", "4", "--seed", "1", "--offline"]
    done = subprocess.run(
        [sys.executable, "-m", "assay", *command, "--json", "-o", str(tmp_path / "run")],
        capture_output=True, text=True, cwd=ROOT, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "clip" not in done.stderr and "mtmd" not in done.stderr
    assert list((tmp_path / "run" / "media").glob("*.png"))
