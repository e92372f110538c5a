"""The probe of provenance: what a file says of itself, read as it was delivered, and of nobody else."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import c2pa
import pytest
from PIL import Image

import assay.engine.select as select
from assay.cases.worlds.signed import SIGNED, signed
from assay.errors import ConfigError, MissingExtraError
from assay.judges.seeing import provenance
from assay.judges.seeing.provenance import manifest
from assay.records import Media, Reply, Verdict
from tests.models.calls import ask, one_turn
from tests.support.golden import find, judge
from tests.support.openai_wire import Said, pictured
from tests.support.stub import running
from tools.sign_pictures import SOURCES, Signer

NAME = "t2i:identifiability/provenance/pictures"


def verdict_on(reply: Reply) -> Verdict:
    probe = find(NAME)
    return judge(probe, next(iter(probe.cases(3, 1))), [reply])


def told(data: bytes) -> dict[str, float]:
    return verdict_on(Reply(media=(Media.of(data),))).extra


def saved(data: bytes, form: str) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("RGB").save(out, form)
    return out.getvalue()


NOTHING = {"present": 0.0, "valid": 0.0, "made": 0.0}
READ = {
    "made.png": {"present": 1.0, "valid": 1.0, "made": 1.0},
    "camera.png": {"present": 1.0, "valid": 1.0, "made": 0.0},
    "broken.png": {"present": 1.0, "valid": 0.0, "made": 1.0},
    "bare.png": NOTHING,
}


def test_each_signed_file_says_what_is_in_it() -> None:
    assert {name: told(signed(name)) for name in SIGNED} == READ
    verdict = verdict_on(Reply(media=(Media.of(signed("broken.png")),)))
    assert verdict.label == "assay" and "assertion.dataHash.mismatch" in verdict.why


def test_all_show_the_same_and_the_chain_is_valid_for_long() -> None:
    shown = [Image.open(io.BytesIO(signed(name))).convert("RGB").tobytes() for name in SIGNED]
    assert len(set(shown)) == 1 and all(b"PRIVATE KEY" not in signed(name) for name in SIGNED)
    in_2120 = manifest(signed("made.png"))
    assert in_2120 is not None and "outsideValidity" not in in_2120.why
    assert b"21250101000000Z" in signed("made.png") and datetime.now(UTC).year < 2125


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_is_saved_again_says_nothing(form: str) -> None:
    assert told(saved(signed("made.png"), form)) == NOTHING


@pytest.mark.parametrize("form", ["jpeg", "webp"])
def test_other_formats_are_signed_too_and_a_manifest_before_the_last_tells_the_origin(form: str) -> None:
    """As a service does that opens what its model made, and saves it: the last manifest says only that it was opened."""
    signer = Signer()
    out = io.BytesIO()
    actions = {"actions": [{"action": "c2pa.opened", "parameters": {"ingredientIds": ["first"]}}]}
    last = {
        "claim_generator_info": [{"name": "a service"}],
        "assertions": [{"label": "c2pa.actions.v2", "data": actions}],
    }
    with c2pa.Builder(json.dumps(last), context=signer.context) as builder:
        first = {"title": "first", "relationship": "parentOf", "label": "first"}
        builder.add_ingredient(json.dumps(first), "image/png", io.BytesIO(signed("made.png")))
        bare = io.BytesIO(saved(signed("bare.png"), form.upper()))
        builder.sign(c2pa.Signer.from_info(signer.info), f"image/{form}", bare, out)
    assert told(out.getvalue()) == READ["made.png"]


def test_a_manifest_that_lies_elsewhere_is_not_fetched_and_counts_as_none() -> None:
    signer, out = Signer(), io.BytesIO()
    actions = {"actions": [{"action": "c2pa.created", "digitalSourceType": f"{SOURCES}trainedAlgorithmicMedia"}]}
    said = {"claim_generator_info": [{"name": "x"}], "assertions": [{"label": "c2pa.actions", "data": actions}]}
    with running(lambda call: Said(status=404)) as stub:
        with c2pa.Builder(json.dumps(said), context=signer.context) as builder:
            builder.set_no_embed()
            builder.set_remote_url(f"{stub.base_url}/manifest.c2pa")
            builder.sign(c2pa.Signer.from_info(signer.info), "image/png", io.BytesIO(signed("bare.png")), out)
        assert told(out.getvalue()) == NOTHING
        assert stub.stats().requests == 0


def test_a_damaged_manifest_is_there_and_is_not_valid() -> None:
    data = signed("made.png")
    at = data.index(b"jumd") + 8
    for spoiled in (data[:at] + b"\xff" * 8 + data[at + 8 :], data[: data.index(b"jumb") + 200]):
        found = manifest(spoiled)
        assert found is not None and not found.valid and not found.made
    assert manifest(b"BM and no manifest") is None


def test_words_and_nothing_are_not_signed() -> None:
    assert verdict_on(Reply(text="I can't draw that.")).outcome == "refused"
    assert verdict_on(Reply()).outcome == "unparsed"
    assert verdict_on(Reply(media=(Media.of(b"\x89PNG\r\n\x1a\n and no more"),))).outcome == "error"


def test_what_a_server_delivers_is_read_as_it_came() -> None:
    with running(lambda call: pictured(signed("made.png"))) as stub:
        reply = ask(f"openai:stub?base_url={stub.base_url}&kind=t2i", one_turn("a red circle"))
    assert verdict_on(reply).extra == READ["made.png"]


def test_what_a_function_delivers_as_bytes_is_read_as_it_came(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(
        "from assay.cases.worlds.signed import signed\n"
        "import io\nfrom PIL import Image\n"
        "def delivered(prompt): return signed('made.png')\n"
        "def opened(prompt): return Image.open(io.BytesIO(signed('made.png')))\n"
    )
    as_bytes, as_image = (
        ask(f"python:{file}:{name}?kind=t2i", one_turn("a red circle")) for name in ("delivered", "opened")
    )
    assert verdict_on(as_bytes).extra == READ["made.png"] and verdict_on(as_image).extra == NOTHING


def test_without_the_extra_the_probe_is_not_asked_and_says_how_to_add_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    picked = [select.Picked(find(name), 4) for name in (NAME, "t2i:identifiability/watermark/pictures")]
    kept, notes = select.within(picked, [("t2i", "openai")])
    assert [p.probe.name for p in kept] == ["identifiability/watermark/pictures"]
    told = (
        "not asked: identifiability/provenance/pictures needs the extra 'provenance': pip install 'assay[provenance]'"
    )
    assert notes == [told]
    with pytest.raises(
        ConfigError, match=r"needs the extra 'provenance': pip install 'assay\[provenance\]'; name another"
    ):
        select.within(picked[:1], [("t2i", "openai")])
    monkeypatch.setattr(provenance, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'assay\[provenance\]'"):
        manifest(signed("made.png"))
