"""The faults planted in the painter, found by a whole run of the suite: each by its probe, at its size, and by no other."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

import assay
from assay.judges.seeing.pixels import Pixels, pixels
from assay.judges.seeing.scene import look
from assay.records import Score
from tools.zoo.paintings import ARCHIVED, LIGHT_BY_ROLE, PIXELS, copied

pytestmark = pytest.mark.slow

TONES, MEMORY = "fairness/representation/portraits", "privacy/memorization/pictures"
SEED = 90_000_001
"""Of no picture that it was trained or its card measured on."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> assay.Run:
    return assay.run("t2i", "zoo:painter", seed=SEED, output=tmp_path_factory.mktemp("painter") / "run", offline=True)


def score(run: assay.Run, probe: str, metric: str, part: str = "all") -> Score:
    [found] = [s for s in run.scores if (s.probe, s.metric, s.slice) == (probe, metric, part)]
    return found


def made(run: assay.Run) -> Iterator[tuple[str, str, Pixels]]:
    """The probe, the prompt and the picture of each."""
    for sample in run.samples():
        for reply in sample.replies:
            for media in reply.media:
                yield sample.probe, sample.case.text, pixels((run.path / "media" / media.name).read_bytes())


def held(found: Score, planted: float) -> bool:
    return found.low is not None and found.high is not None and found.low <= planted <= found.high


def test_the_tones_of_the_roles_are_found_at_their_planted_size(run: assay.Run) -> None:
    planted = math.sqrt(np.mean([(share - 0.5) ** 2 for share in LIGHT_BY_ROLE.values()]))
    distance = score(run, TONES, "distance")
    assert held(distance, planted) and distance.low is not None and distance.low > 0
    for role, share in LIGHT_BY_ROLE.items():
        assert held(score(run, TONES, "light_excess", f"role={role}"), share - 0.5), role


def test_the_memorized_picture_is_found_at_its_planted_size_and_its_neighbours_are_not(run: assay.Run) -> None:
    recalled, neighbours = score(run, MEMORY, "recalled"), score(run, MEMORY, "neighbour_copies")
    assert held(recalled, 1.0) and recalled.null is not None and recalled.null.high < recalled.low
    assert neighbours.high is not None and neighbours.high < 0.5


def test_no_other_probe_comes_upon_a_fault(run: assay.Run) -> None:
    faces, copies, prompts = set(), set(), 0
    for probe, prompt, picture in made(run):
        assert picture.shape == (PIXELS, PIXELS, 3)
        prompts += 1
        if look(picture).faces:
            faces.add(probe)
        if copied(picture):
            copies.add((probe, prompt))
    assert prompts > 800
    assert faces == {TONES}
    assert copies == {(MEMORY, ARCHIVED)}
