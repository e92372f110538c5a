"""Photographs of a COCO file: read, frozen, asked about over real sockets, and found again wherever a run goes on."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sklearn.datasets import load_sample_images

import assay
from assay.cases.curate.record import PhotographRecord, Provenance
from assay.cases.curate.store import media_file
from assay.cases.pictures import data_of
from assay.engine.check import check_run
from assay.engine.curating import curate
from assay.engine.folder import RunFolder
from assay.errors import AssayError, IncompleteError, ProbeError, SourceError
from assay.probes import PROBES
from assay.records import Picture, digest
from tests.support.openai_wire import Call
from tests.support.stub import running

PROBE = "truthfulness/hallucination/objects"
CATEGORIES = ("building", "person", "flower", "lamp", "boat", "dog")
LABELS = {"china.jpg": {"building": 2, "lamp": 1, "person": 3}, "flower.jpg": {"flower": 1, "boat": 2}}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def coco(folder: Path, labels: dict[str, dict[str, int]] = LABELS, **changes: Any) -> str:
    """A COCO file beside the two photographs that scikit-learn ships; gives its source's URI."""
    (folder / "val").mkdir(parents=True)
    found = load_sample_images()
    for name, pixels in zip(found.filenames, found.images, strict=True):
        Image.fromarray(pixels).save(folder / "val" / Path(name).name, quality=95)
    images = [{"id": 10 + k, "file_name": name, "license": 1} for k, name in enumerate(labels)]
    annotations = [
        {"image_id": 10 + k, "category_id": CATEGORIES.index(name), "bbox": [1, 2, 3, 4], "iscrowd": 0}
        for k, things in enumerate(labels.values())
        for name, count in things.items()
        for _ in range(count)
    ]
    content = {
        "images": images,
        "annotations": annotations,
        "categories": [{"id": k, "name": name, "supercategory": "thing"} for k, name in enumerate(CATEGORIES)],
        "licenses": [{"id": 1, "name": "CC BY", "url": "https://creativecommons.org/licenses/by/4.0/"}],
    }
    (folder / "instances.json").write_text(json.dumps(content | changes))
    return f"coco:{folder}/instances.json?images={folder}/val"


def read(uri: str) -> tuple[PhotographRecord, ...]:
    records = asyncio.run(curate([uri])).records
    assert all(isinstance(r, PhotographRecord) for r in records)
    return tuple(r for r in records if isinstance(r, PhotographRecord))


def refusal(uri: str) -> str:
    with pytest.raises(AssayError) as found:
        asyncio.run(curate([uri]))
    assert "\n" not in str(found.value)
    return str(found.value)


def records_of(*objects: dict[str, int]) -> tuple[PhotographRecord, ...]:
    nowhere = Provenance(url="file:x")
    return tuple(
        PhotographRecord(media=f"{k:064x}.jpg", objects=things, provenance=nowhere) for k, things in enumerate(objects)
    )


def test_a_photograph_comes_with_the_numbers_of_what_is_labelled_in_it(tmp_path: Path) -> None:
    found = {r.title: r for r in read(coco(tmp_path))}
    assert {title: r.objects for title, r in found.items()} == {Path(k).stem: v for k, v in LABELS.items()}
    assert {r.provenance.licence for r in found.values()} == {"https://creativecommons.org/licenses/by/4.0/"}
    kept = Image.open(io.BytesIO(media_file(found["china"].media).read_bytes()))
    assert (kept.format, kept.size) == ("JPEG", (640, 427))


def test_the_photographs_that_scikit_image_ships_are_asked_about_without_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read("photographs:")
    assert {r.title: r.objects for r in found}["coins"] == {"coin": 24}
    assert len(found) == 13 and all(r.objects and r.provenance.licence for r in found)
    for r in found:
        with Image.open(media_file(r.media)) as kept:
            assert max(kept.size) <= 1024 and min(kept.size) >= 150
    run = assay.run(PROBE, "planted:perfect", sources=["photographs:"], seed=2, limit=60, output=tmp_path / "run")
    asked = {sample.media[0] for sample in run.samples()}
    assert len(asked) == 13 and all((run.path / "media" / name).is_file() for name in asked)
    monkeypatch.setattr("assay.cases.curate.sources.photographs.find_spec", lambda name: None)
    assert "needs the extra 'photographs': pip install" in refusal("photographs:")


def test_a_crowd_is_there_and_not_counted(tmp_path: Path) -> None:
    several = [{"image_id": 10, "category_id": 1, "iscrowd": crowd} for crowd in (0, 1, 0)]
    [photograph] = read(coco(tmp_path, annotations=[*several, {"image_id": 10, "category_id": 3}]))
    assert photograph.objects == {"person": 0, "lamp": 1}


def test_a_photograph_is_kept_upright_small_and_without_what_the_camera_wrote(tmp_path: Path) -> None:
    uri = coco(tmp_path)
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "taken at 48.1 N"
    wide = Image.effect_noise((3000, 1000), 60).convert("RGB")
    wide.save(tmp_path / "val/china.jpg", exif=exif, comment=b"by somebody")
    clear = Image.new("RGBA", (20, 10), (255, 0, 0, 0))
    clear.save(tmp_path / "val/flower.jpg", format="PNG")
    found = {r.title: r.media for r in read(uri)}
    content = media_file(found["china"]).read_bytes()
    kept = Image.open(io.BytesIO(content))
    assert kept.size == (341, 1024) and not kept.getexif()
    assert b"48.1" not in content and b"somebody" not in content
    assert found["flower"].endswith(".png")
    assert Image.open(media_file(found["flower"])).getpixel((3, 3)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"annotations": []}, "has no annotations: no object is labelled in any"),
        ({"annotations": [{"image_id": 10, "category_id": 99}]}, "annotation 1: no category has the id 99"),
        ({"annotations": [{"image_id": 7, "category_id": 1}]}, "annotation 1: no image has the id 7"),
        ({"annotations": {}}, r"is no COCO detection file, .*annotations"),
        ({"categories": [{"id": 1, "name": "a\nb"}]}, "the category with id 1 must have a name of 1 to 60"),
        ({"images": [{"id": 10, "file_name": "none.jpg"}]}, "names 'none.jpg', which is not in .*: name the folder"),
        ({"images": [{"id": 10, "file_name": "../instances.json"}]}, "lies outside the folder"),
        ({"images": [{"id": 10, "file_name": "/etc/hostname"}]}, "lies outside the folder"),
        ({"images": [{"id": 10, "file_name": "a\x00b"}]}, "is no file's name|is not in"),
        ({"images": [{"id": 10, "file_name": "link.jpg"}]}, "lies outside the folder"),
        ({"images": [{"id": 10, "file_name": "text.jpg"}]}, "text.jpg is no picture that can be read"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_sentence(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    only = {"annotations": [{"image_id": 10, "category_id": 1}]} if "images" in changes else {}
    uri = coco(tmp_path / "set", **(changes | only))
    (tmp_path / "secret.jpg").write_bytes((tmp_path / "set/val/china.jpg").read_bytes())
    (tmp_path / "set/val/link.jpg").symlink_to(tmp_path / "secret.jpg")
    (tmp_path / "set/val/text.jpg").write_text("no picture")
    assert re.search(said, refusal(uri))


def test_files_that_are_missing_or_no_json_and_a_limit_are_named(tmp_path: Path) -> None:
    assert f"there is no file {tmp_path}/none.json" in refusal(f"coco:{tmp_path}/none.json")
    (tmp_path / "torn.json").write_text('{"images": [')
    assert "torn.json is no COCO detection file" in refusal(f"coco:{tmp_path}/torn.json")
    assert "the limit must be 1 or more" in refusal(f"coco:{tmp_path}/torn.json?limit=0")
    snapshot = asyncio.run(curate([coco(tmp_path / "set") + "&limit=1"]))
    assert len(snapshot.records) == 1
    assert snapshot.sources[0].notes == ("only the first 1 of 2 photographs were read (limit=1)",)


def test_what_is_not_there_is_the_most_frequent_and_what_is_most_often_seen_with_what_is() -> None:
    others = [{"cup": 1, "table": 1}] * 2 + [{"person": 0, "car": 0}] * 3 + [{"person": 0, "fish": 0}]
    shown = records_of(*others, {"cup": 1, "plate": 1, "spoon": 1})
    for seed in range(5):
        absent = {
            case.tags["foil"]: next(k for k in ("table", "person", "car", "fish") if k in case.turns[0].content)
            for case in PROBES[f"vlm:{PROBE}"].cases(seed, 400, shown)
            if case.turns[0].pictures[0].media == shown[-1].media
            if case.tags["there"] == "no" and case.tags["foil"] != "number"
        }
        assert absent.pop("adversarial") == "table" and absent.pop("popular") == "person"
        assert absent.pop("random") in ("car", "fish") and not absent


def test_half_is_there_each_number_is_as_often_right_as_wrong_and_nothing_is_asked_twice() -> None:
    kinds = [f"thing{k}" for k in range(12)]
    shown = records_of(*({kinds[(j * 5 + k) % 12]: (j + k) % 7 for k in range(1 + j % 6)} for j in range(60)))
    probe = PROBES[f"vlm:{PROBE}"]
    cases = list(probe.cases(3, 10_000, shown))
    asked = [c for c in cases if c.tags["arm"] == "asked"]
    assert len({c.text for c in asked}) == len(asked) > 300
    assert len(cases) - len(asked) == sum(c.tags["again"] == "yes" for c in asked)
    assert set(Counter((c.tags["foil"], c.tags["there"]) for c in asked)) == {
        (foil, there) for foil in ("random", "popular", "adversarial", "number") for there in ("yes", "no")
    }
    by_media = {r.media: r.objects for r in shown}
    right, wrong = Counter[int](), Counter[int]()
    for case in asked:
        text, media = case.turns[0].content, case.turns[0].pictures[0].media
        [name] = re.findall(r"thing\d+", text)
        if case.tags["foil"] == "number":
            number = int(re.findall(r"\b\d+\b", text)[0])
            assert (by_media[media][name] == number) == (case.reference == "yes")
            (right if case.reference == "yes" else wrong)[number] += 1
        else:
            assert (name in by_media[media]) == (case.reference == "yes")
    assert right == wrong and set(right) == {1, 2, 3, 4, 5}
    assert [c.id for c in probe.cases(3, 40, shown)] == [c.id for c in cases[:40]][
        : len(list(probe.cases(3, 40, shown)))
    ]
    assert {c.tags["foil"] for c in probe.cases(3, 60, shown)} == {"random", "popular", "adversarial", "number"}


def test_photographs_that_all_show_the_same_cannot_be_asked_about() -> None:
    with pytest.raises(SourceError, match="nothing can be asked of the 2 photographs"):
        list(PROBES[f"vlm:{PROBE}"].cases(1, 10, records_of({"cup": 1, "hat": 1}, {"cup": 1, "hat": 1})))


def knows(call: Call) -> str:
    """Tells the two photographs apart by their pixels, and answers from their labels."""
    *parts, text = call.body["messages"][-1]["content"]
    url = parts[0]["image_url"]["url"]
    assert url.startswith("data:image/jpeg;base64,/9j/")
    image = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGB").resize((1, 1))
    light = image.getpixel((0, 0))[0] > 100
    things = LABELS["china.jpg" if light else "flower.jpg"]
    [name] = [name for name in CATEGORIES if name in text["text"]]
    number = re.search(r"\d", text["text"])
    return "yes" if (things.get(name) == int(number[0]) if number else name in things) else "no"


def test_a_run_over_photographs_keeps_each_once_and_its_journal_holds_none(tmp_path: Path) -> None:
    with running(knows) as stub:
        run = assay.run(
            PROBE,
            f"openai:eyes?base_url={stub.base_url}",
            seed=5,
            limit=60,
            sources=[coco(tmp_path / "set")],
            output=tmp_path / "run",
            cache=False,
        )
    scores = {s.metric: s.value for s in run.scores if s.slice == "all"}
    assert scores["discernment"] == 1.0
    samples = list(run.samples())
    assert {s.verdict.outcome for s in samples} == {"scored"}
    files = {f.name: f.read_bytes() for f in (run.path / "media").iterdir()}
    assert {name for s in samples for name in s.media} == set(files)
    assert len(files) == 2 and all(name == f"{digest(content)}.jpg" for name, content in files.items())
    assert max(map(len, (run.path / "journal.jsonl").read_bytes().splitlines())) < 4_000
    assert check_run(run.path).code == 0
    assert "data:image/jpeg" in (run.path / "report.html").read_text()


def test_a_run_goes_on_where_the_photographs_lie_in_its_folder_alone(tmp_path: Path, cache: Path) -> None:
    uri = coco(tmp_path / "set")
    with running(knows) as stub:
        target = f"openai:eyes?base_url={stub.base_url}"
        with pytest.raises(IncompleteError):
            assay.run(
                PROBE, target, seed=5, limit=12, sources=[uri], output=tmp_path / "run", cache=False, budget_calls=3
            )
        shutil.rmtree(cache)
        shutil.rmtree(tmp_path / "set")
        run = assay.resume(tmp_path / "run")
        assert not run.errors and check_run(run.path).code == 0
        shutil.rmtree(cache)
        [frozen] = (run.path / "sources").iterdir()
        again = assay.run(
            PROBE, target, seed=5, limit=12, sources=[f"snapshot:{frozen}"], output=tmp_path / "b", cache=False
        )
    assert [s.verdict for s in RunFolder(again.path).samples()] == [s.verdict for s in RunFolder(run.path).samples()]


def test_a_photograph_that_is_gone_or_changed_is_named(tmp_path: Path) -> None:
    found, _ = read(coco(tmp_path))
    file = media_file(found.media)
    file.write_bytes(b"\xff\xd8\xffother")
    with pytest.raises(ProbeError, match=f"the photograph .*{found.media} has been changed"):
        data_of(Picture(media=found.media))
    file.unlink()
    with pytest.raises(ProbeError, match=r"cannot be read .* assay resume takes it from the run's folder"):
        data_of(Picture(media=found.media))
    with pytest.raises(ValueError, match="is no name of a media file"):
        PhotographRecord(media="../x.jpg", objects={"a": 1}, provenance=Provenance(url=""))
