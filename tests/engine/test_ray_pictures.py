"""Models that make pictures, over real Ray workers: what they make comes back to the run folder, and lies there once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import assay
from assay.engine.check import check_run
from assay.errors import IncompleteError
from tests.models.tiny_pipelines import stable_diffusion
from tests.support import ray_cluster
from tests.vision import painted_probe

PROBE = str(Path(painted_probe.__file__))
N = 12


@pytest.fixture(scope="module", autouse=True)
def ray(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ray_cluster.Ray]:
    os.environ.update(ray_cluster.TOKEN)
    with ray_cluster.running(2, ASSAY_CACHE=str(tmp_path_factory.mktemp("workers"))) as cluster:
        yield cluster


def made(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (folder / "media").iterdir()}


def assert_whole(folder: Path, like: Path) -> None:
    """The same scores and the same pictures as another run, each named by its content, and a journal that names no other."""
    assert (folder / "scores.json").read_bytes() == (like / "scores.json").read_bytes()
    assert made(folder) == made(like)
    assert not [f for f in check_run(folder).findings if f.state in ("differs", "missing")]


def test_pictures_come_back_once_and_scores_are_those_of_a_local_run(ray: ray_cluster.Ray, tmp_path: Path) -> None:
    plan = {"seed": 3, "limit": N, "cache": False}
    models = ["planted:perfect", "planted:worst"]
    assay.run(PROBE, models, output=tmp_path / "here", **plan)
    there = assay.run(PROBE, models, output=tmp_path / "there", **plan, ray=ray.address, ray_workers=2)
    assert there.errors == 0
    assert_whole(tmp_path / "there", tmp_path / "here")
    assert len(made(tmp_path / "there")) == 6, "of 48 pictures, each of the six colours once"
    assert b'"data"' not in (tmp_path / "there" / "journal.jsonl").read_bytes()


def test_cases_between_two_pictures_are_gone_on_with_by_other_workers_and_either_way(
    ray: ray_cluster.Ray, tmp_path: Path
) -> None:
    plan = {"seed": 3, "limit": N, "cache": False}
    assay.run(PROBE, "planted:perfect", output=tmp_path / "whole", **plan)
    spread = {"ray": ray.address, "ray_workers": 2}
    for place, (first, then) in enumerate(((spread, {}), ({}, spread), (spread, spread))):
        folder = tmp_path / str(place)
        with pytest.raises(IncompleteError, match="budget of 9 calls"):
            assay.run(PROBE, "planted:perfect", output=folder, budget_calls=9, **plan, **first)
        assay.resume(folder, **then)
        assert_whole(folder, tmp_path / "whole")


@pytest.mark.slow
def test_pipelines_in_the_workers_make_the_pictures_of_one_in_this_process(
    ray: ray_cluster.Ray, tmp_path: Path
) -> None:
    import torch

    torch.manual_seed(1)
    uri = f"diffusers:{stable_diffusion(tmp_path / 'pipeline')}?steps=1&size=32"
    plan = {"seed": 3, "limit": 4, "cache": False}
    assay.run(PROBE, uri, output=tmp_path / "here", **plan)
    spread = {"ray": ray.address, "ray_workers": 2}
    with pytest.raises(IncompleteError, match="budget of 3 calls"):
        assay.run(PROBE, uri, output=tmp_path / "there", budget_calls=3, **plan, **spread)
    before = made(tmp_path / "there")
    assay.resume(tmp_path / "there", **spread)
    assert_whole(tmp_path / "there", tmp_path / "here")
    assert len(before) == 3 and before.items() < made(tmp_path / "there").items()
    assert len(made(tmp_path / "there")) == 8, "each draw is another picture"
