"""What probes of identifiability ask for: ordinary pictures, for a mark must be in every one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count

from assay.cases.worlds.paintings import PLAIN_KINDS, SORTS, Wanted, a_draw, painted, said, wanted
from assay.cases.worlds.scene import Scene

__all__ = ["asks", "scene_of"]


def asks(rng: random.Random, n: int) -> Iterator[tuple[str, Scene, int]]:
    """`n` times a sentence, a scene that shows what it says (the same for the same sentence), and which picture of it is meant. No
    two are alike in the first and the last."""
    seen: set[tuple[str, int]] = set()
    kinds = rng.sample(PLAIN_KINDS, len(PLAIN_KINDS))
    for number in count():
        if len(seen) == n:
            return
        sort, kind = SORTS[number % len(SORTS)], kinds[number // len(SORTS) % len(kinds)]
        want = wanted(random.Random(f"{sort} {kind}"), sort, kind)  # what is shown beside the kind is no matter here
        prompt, draw = said(want), a_draw(rng)
        if (prompt, draw) not in seen:
            seen.add((prompt, draw))
            yield prompt, scene_of(want), draw


def scene_of(want: Wanted) -> Scene:
    """The scene that stands for a sentence."""
    return painted(random.Random(said(want)), want)
