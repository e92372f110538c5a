"""Where pictures go beside the run's own folder: to a store, and from a worker on another machine to the run."""

from __future__ import annotations

import asyncio
from pathlib import Path

import fsspec
import msgspec

import assay
from assay import __version__
from assay.engine.budget import Budget
from assay.engine.calls import Limits
from assay.engine.journal import Journal, decode_event
from assay.engine.planning import case_packages
from assay.engine.select import Picked
from assay.engine.spread.wire import End, Job, ModelJob, Piece, ProbeJob, encode
from assay.engine.spread.worker import Worker
from assay.models import open_model
from assay.probes import PROBES
from assay.records import Media, Sample, digest

PROBE = "truthfulness/sycophancy/caption"


def test_pictures_of_a_run_at_a_url_lie_there_too(tmp_path: Path) -> None:
    there = tmp_path / "there"
    run = assay.run(PROBE, "planted:perfect", seed=4, limit=8, output=f"file://{there}", cache=False)
    named = {name for sample in run.samples() for name in sample.media}
    assert named == {f.name for f in (there / "media").iterdir()} and len(named) == 2
    with fsspec.open(f"file://{there}/media/{min(named)}") as file:
        assert f"{digest(file.read())}.png" == min(named)


def test_a_worker_hands_each_picture_over_once_and_before_the_lines_that_name_it(tmp_path: Path) -> None:
    probe = PROBES[f"vlm:{PROBE}"]
    pick = Picked(probe, 12)
    model = "planted:perfect"
    job = Job(
        packages=case_packages({"vlm"}),
        seed=4,
        models=(ModelJob(uri=model, kind="vlm", identity=open_model(model).identity, concurrency=3),),
        probes=(ProbeJob(name=probe.name, kind="vlm", version=probe.version, n=pick.n),),
        prices={},
        limits=Limits(),
        workers=1,
        folder="/nowhere",
        cache=False,
        offline=False,
    )

    async def work() -> list[tuple[str, bytes]]:
        worker = Worker()
        assert await worker.start(__version__, encode(job)) == ("", "")
        piece = Piece(model=model, probe=probe.name, places=tuple(range(12)), turns=(), budget=Budget())
        parcels = [parcel async for parcel in worker.ask(encode(piece))]
        await worker.close()
        return parcels

    there: set[str] = set()
    samples = []
    with Journal(tmp_path / "journal.jsonl") as journal:
        for kind, content in asyncio.run(work()):
            if kind == "media":
                media = Media.of(content)
                assert media.name not in there
                there.add(media.name)
                journal.keep(media)
            elif kind == "lines":
                for event in map(decode_event, content.splitlines()):
                    assert isinstance(event, Sample) and set(event.media) <= there
                    samples.append(event)
            else:
                assert msgspec.json.decode(content, type=End).why == "done"
    assert len(samples) == 12 and len(there) == 3
    assert {f.name for f in (tmp_path / "media").iterdir()} == there
