"""`openai:` as a model that makes pictures, edits them and makes films: what it sends, and what it makes of every odd answer."""

from __future__ import annotations

import io
import struct
import zlib
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from assay.cases.drawings import film_of
from assay.errors import ConfigError
from assay.models import Rejected, Transient, open_model
from assay.records import Message, Picture, Reply, Request
from tests.models.calls import ask, dialogue, one_turn
from tests.support.openai_wire import Call, Said, content_filter_400, error, job, pictured
from tests.support.stub import Stub, running


def encoded(form: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (32, 24), frames: int = 1) -> bytes:
    out = io.BytesIO()
    images = [Image.new(mode, size, colour) for colour in ("red", "blue", "lime")[:frames]]
    more = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(out, form, **more)
    return out.getvalue()


PNG = encoded()
FILM = film_of([encoded(), encoded(mode="L")])
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(64)


def uri(stub: Stub, query: str, name: str = "stub") -> str:
    return f"openai:{name}?base_url={stub.base_url}&{query}"


def said(answer: Callable[[Call], Said] | Said, query: str = "kind=t2i", request: Request | None = None) -> Reply:
    with running(answer if callable(answer) else lambda call: answer) as stub:
        return ask(uri(stub, query), request or one_turn("a red circle"))


def edited(*pictures: bytes, **fields: Any) -> Request:
    shown = tuple(Picture(png=png) for png in pictures)
    return Request(messages=(Message("user", "make it blue", pictures=shown),), **fields)


class Kept:
    """An answer that keeps the calls it was asked."""

    def __init__(self, *answers: Said) -> None:
        self.calls: list[Call] = []
        self.answers = list(answers)

    def __call__(self, call: Call) -> Said:
        self.calls.append(call)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def test_a_picture_is_asked_for_by_what_was_given_alone_and_its_revised_prompt_is_kept() -> None:
    kept = Kept(
        pictured(PNG, revised_prompt="A red circle, softly lit.", usage={"input_tokens": 5, "output_tokens": 272})
    )
    reply = said(kept)
    [call] = kept.calls
    assert call.path == "/v1/images/generations"
    assert dict(call.body) == {"model": "stub", "prompt": "a red circle", "response_format": "b64_json"}
    assert reply.media[0].data == PNG and reply.media[0].name.endswith(".png")
    assert (reply.state, reply.text, reply.input_tokens, reply.output_tokens) == (
        "ok",
        "A red circle, softly lit.",
        5,
        272,
    )


def test_settings_and_seeds_go_by_the_names_that_servers_have_for_them() -> None:
    kept = Kept(pictured(PNG))
    settings = "size=64x64&quality=low&steps=4&guidance=2.5&negative=blue&seed=7&moderation=low"
    said(kept, f"kind=t2i&{settings}", one_turn("a red circle", draw=2))
    said(kept, f"kind=t2i&{settings}", one_turn("a red circle", seed=40))
    body = dict(kept.calls[0].body)
    assert body.pop("seed") == 9 and kept.calls[1].body["seed"] == 40
    assert body == {
        "model": "stub",
        "prompt": "a red circle",
        "size": "64x64",
        "quality": "low",
        "moderation": "low",
        "num_inference_steps": 4,
        "guidance_scale": 2.5,
        "negative_prompt": "blue",
        "response_format": "b64_json",
    }


def test_an_edit_sends_the_picture_as_a_file_and_the_mask_see_through_where_it_may_change() -> None:
    white_left = Image.new("L", (4, 1), 0)
    white_left.putpixel((0, 0), 255)
    out = io.BytesIO()
    white_left.save(out, "PNG")
    kept = Kept(pictured(PNG))
    reply = said(kept, "kind=edit&size=64x64", edited(PNG, out.getvalue()))
    [call] = kept.calls
    assert reply.media and call.path == "/v1/images/edits"
    assert call.headers["content-type"].startswith("multipart/form-data")
    assert {k: v for k, v in call.body.items() if isinstance(v, str)} == {
        "model": "stub",
        "prompt": "make it blue",
        "size": "64x64",
        "response_format": "b64_json",
    }
    assert call.body["image[]"] == PNG
    alpha = Image.open(io.BytesIO(call.body["mask"])).getchannel("A")
    assert list(alpha.tobytes()) == [0, 255, 255, 255]


@pytest.mark.parametrize("film", [FILM, MP4, encoded("GIF", frames=3)], ids=["webp", "mp4", "gif"])
def test_a_film_is_a_job_that_is_followed_to_its_end(film: bytes) -> None:
    kept = Kept(
        job("queued"),
        job("in_progress"),
        error(500, "busy", headers={"retry-after": "0"}),
        Said(drop=True),
        job("completed"),
        Said(raw=film),
    )
    reply = said(kept, "kind=video&seconds=4&size=64x64")
    assert [call.path for call in kept.calls] == [
        "/v1/videos",
        *["/v1/videos/video_1"] * 4,
        "/v1/videos/video_1/content",
    ]
    assert dict(kept.calls[0].body) == {"model": "stub", "prompt": "a red circle", "seconds": "4", "size": "64x64"}
    assert reply.media[0].data == film and reply.finish == "stop"


JPEG = encoded("JPEG", mode="CMYK")


@pytest.mark.parametrize("data", [JPEG, encoded("WEBP"), encoded("GIF")], ids=["cmyk-jpeg", "webp", "gif"])
def test_other_formats_are_taken_as_they_are(data: bytes) -> None:
    assert said(pictured(data)).media[0].data == data


def test_a_url_at_the_server_asked_is_fetched_and_one_within_the_answer_is_read() -> None:
    kept = Kept(pictured(b"", url="/v1/images/files/1.png"), Said(raw=PNG, content_type="image/png"))
    assert said(kept).media[0].data == PNG
    assert kept.calls[1].path == "/v1/images/files/1.png"
    assert said(pictured(b"", url=f"data:image/png;base64,{b64encode(PNG).decode()}")).media[0].data == PNG


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/x.png",
        "http://127.0.0.1:1/x.png",
        "file:///etc/passwd",
    ],
)
def test_a_url_elsewhere_is_never_fetched(url: str) -> None:
    kept = Kept(pictured(b"", url=url))
    with pytest.raises((Rejected, Transient), match=r"another server, from which none is fetched|url is none"):
        said(kept)
    assert len(kept.calls) == 1


def test_a_parameter_that_the_server_does_not_know_is_left_out_from_then_on() -> None:
    kept = Kept(error(400, "Unknown parameter: 'response_format'.", param="response_format"), pictured(PNG))
    assert said(kept).media
    assert [("response_format" in call.body) for call in kept.calls] == [True, False]
    named = Kept(pictured(PNG))
    with running(named) as stub:
        ask(uri(stub, "kind=t2i", name="gpt-image-1"), one_turn("a red circle"))
    assert "response_format" not in named.calls[0].body


BLOCKS = {
    "moderation": error(400, "Your request was rejected by the safety system.", code="moderation_blocked"),
    "policy": error(400, "Your prompt may contain text that is not allowed.", code="content_policy_violation"),
    "azure": content_filter_400(),
}


@pytest.mark.parametrize("kind", ["t2i", "edit", "video"])
@pytest.mark.parametrize("block", BLOCKS)
def test_what_a_filter_stops_is_blocked(kind: str, block: str) -> None:
    reply = said(BLOCKS[block], f"kind={kind}", edited(PNG) if kind == "edit" else None)
    assert (reply.state, reply.media) == ("blocked", ())


def test_a_film_that_a_filter_stops_half_way_is_blocked() -> None:
    stopped = job("failed", error={"code": "moderation_blocked", "message": "The film was blocked."})
    assert said(Kept(job("queued"), stopped), "kind=video").state == "blocked"


def huge(side: int) -> bytes:
    """A PNG of a few bytes that claims to be `side` pixels a side."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [b"IHDR" + head, b"IDAT" + zlib.compress(bytes(99))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


def raw(text: str) -> Said:
    return Said(raw=text.encode())


WORTH_ANOTHER_TRY = {
    "a rate limit": (error(429, "Slow down", headers={"retry-after": "3"}), "429: Slow down"),
    "a fault": (error(500, "The server had an error"), "500"),
    "prose": (raw("I cannot draw that."), "tells of no pictures"),
    "a page": (Said(raw=b"<html>Bad Gateway</html>", content_type="text/html"), "tells of no pictures"),
    "no data": (raw('{"data":[]}'), "holds no picture"),
    "null data": (raw('{"data":null}'), "holds no picture"),
    "data of a wrong type": (raw('{"data":"yes"}'), "tells of no pictures"),
    "an empty datum": (raw('{"data":[{}]}'), "neither b64_json nor url"),
    "zero bytes": (pictured(b""), "neither b64_json nor url"),
    "cut base64": (raw(f'{{"data":[{{"b64_json":"{b64encode(PNG).decode()[:41]}"}}]}}'), "no base64"),
    "a hidden error": (raw('{"error":{"message":"out of memory"}}'), "out of memory"),
    "a cut body": (Said(raw=pictured(PNG).raw, truncate=True), "connection failed"),
    "a dropped call": (Said(drop=True), "connection failed"),
}


@pytest.mark.parametrize("fault", WORTH_ANOTHER_TRY)
def test_an_answer_that_is_none_is_worth_another_try(fault: str) -> None:
    answer, sentence = WORTH_ANOTHER_TRY[fault]
    with pytest.raises(Transient, match=sentence) as caught:
        said(answer)
    assert "\n" not in str(caught.value)
    assert caught.value.retry_after == (3.0 if fault == "a rate limit" else None)


UNUSABLE = {
    "text": (b"I cannot draw that.", "t2i", "no PNG, JPEG, WebP, GIF or MP4"),
    "a cut picture": (PNG[:-30], "t2i", "cannot be decoded"),
    "a damaged JPEG": (JPEG[:300], "t2i", "cannot be decoded"),
    "a large picture": (huge(9_000), "t2i", "9,000 × 9,000 pixels, more than"),
    "a huge picture": (huge(30_000), "t2i", "cannot be decoded"),
    "an animation": (encoded("GIF", frames=3), "t2i", "an animation of 3 frames"),
    "an animated PNG": (encoded("PNG", frames=3), "t2i", "an animation of 3 frames"),
    "a film": (MP4, "t2i", "a film where a picture was asked for"),
    "a picture": (PNG, "video", "a picture where a film was asked for"),
    "a cut film": (FILM[:40], "video", "cannot be decoded"),
}


@pytest.mark.parametrize("fault", UNUSABLE)
def test_what_is_no_picture_or_no_film_is_told_in_one_sentence(fault: str) -> None:
    data, kind, sentence = UNUSABLE[fault]
    answer: Any = pictured(data) if kind == "t2i" else Kept(job("completed"), Said(raw=data))
    with pytest.raises(Rejected, match=f"what was made cannot be used: .*{sentence}"):
        said(answer, f"kind={kind}")


def test_a_body_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.models._openai_making._MOST_JSON", 1000)
    with pytest.raises(Rejected, match="body is longer than"):
        said(raw("[" * 2000))
    monkeypatch.undo()
    monkeypatch.setattr("assay.models._openai_making.MOST_BYTES", 1000)
    with pytest.raises(Rejected, match="what was made is longer than"):
        said(pictured(bytes(1200)))
    with pytest.raises(Rejected, match="body is longer than"):
        said(Kept(job("completed"), Said(raw=bytes(1200))), "kind=video")


FILM_FAULTS = {
    "a failed job": ((job("failed", error={"code": "internal", "message": "GPU lost"}),), "ended as failed: GPU lost"),
    "a failed job without a word": ((job("failed", error=None),), "ended as failed: no reason given"),
    "a job never done": ((job("in_progress"),), "no film within 0.5 s: its job is still in_progress"),
    "a job that is gone": ((job("queued"), error(404, "no such job")), r"cannot be followed \(404\)"),
    "a server that is gone": (
        (job("queued", poll_ms=0), error(503, "down", headers={"retry-after": "0"})),
        r"followed \(503\)",
    ),
    "a film that is gone": ((job("completed"), error(404, "gone")), r"cannot be fetched \(404\)"),
}


@pytest.mark.parametrize("fault", FILM_FAULTS)
def test_a_film_that_never_comes_is_told_in_one_sentence_and_not_made_again(fault: str) -> None:
    answers, sentence = FILM_FAULTS[fault]
    kept = Kept(*answers)
    with pytest.raises(Rejected, match=sentence):
        said(kept, "kind=video&timeout=0.5")
    assert [call.path for call in kept.calls].count("/v1/videos") == 1


@pytest.mark.parametrize("body", ["Your film is on its way!", '{"id":7}', '{"id":"../models"}', "[]"])
def test_a_job_that_is_none_is_worth_another_try(body: str) -> None:
    with pytest.raises(Transient, match="a 200, but"):
        said(raw(body), "kind=video")


def test_what_is_no_prompt_is_not_sent() -> None:
    kept = Kept(pictured(PNG))
    for request, kind, sentence in (
        (dialogue(("system", "Be brief."), ("user", "Hi")), "t2i", "one prompt, not a dialogue of 2 turns"),
        (edited(PNG), "t2i", "words alone, and was shown 1 pictures"),
        (one_turn("make it blue"), "edit", "a picture to edit, and perhaps a mask, and was shown 0 pictures"),
        (edited(PNG, b"no mask"), "edit", "a mask cannot be read"),
    ):
        with pytest.raises(Rejected, match=sentence):
            said(kept, f"kind={kind}", request)
    assert kept.calls == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kind=llm&size=64x64", "'size' is for models that make pictures"),
        ("kind=t2i&seconds=4", "'seconds' is for models that make films"),
        ("api=completions&kind=t2i", "its kind can be llm, not 't2i'"),
    ],
)
def test_settings_that_a_kind_has_no_use_for_are_refused(query: str, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        open_model(f"openai:m?base_url=http://h:1/v1&{query}")


def test_identity_tells_apart_what_is_made_in_other_ways() -> None:
    found = {
        open_model(f"openai:m?{q}").identity
        for q in ("", "kind=t2i", "kind=edit", "kind=t2i&size=64x64", "kind=t2i&seed=1")
    }
    assert len(found) == 5
    assert open_model("openai:m", "t2i").identity == open_model("openai:m?kind=t2i&timeout=9").identity


def test_a_run_counts_blocked_and_unusable_pictures_and_ends(tmp_path: Any) -> None:
    import assay

    def answer(call: Call) -> Said:
        number = int(call.prompt.split()[1])
        return (BLOCKS["moderation"], pictured(PNG[:-30]), pictured(encoded(size=(320, 320))))[number % 3]

    with running(answer) as stub:
        run = assay.run(
            ["tests/vision/painted_probe.py"],
            uri(stub, "kind=t2i"),
            output=tmp_path / "run",
            limit=6,
            seed=3,
            cache=False,
        )
    [score] = [score for score in run.scores if score.slice == "all"]
    assert score.outcomes == {"scored": 2, "refused": 0, "blocked": 2, "unparsed": 0, "error": 2}
