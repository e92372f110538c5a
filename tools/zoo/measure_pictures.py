"""How well painter, editor and animator do what they are told: `python -m tools.zoo.measure_pictures NAME [N] [FOLDER]` prints the
table of the model card of one of them. Pictures are drawn anew, on seeds apart from the training's, and read back by the parser of
scenes; an interval is Wilson's at 95 %.
"""

from __future__ import annotations

import itertools
import random
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import DiffusionPipeline
from numpy.typing import NDArray
from PIL import Image

import assay.models.zoo as zoo
from assay.cases.worlds.paintings import PLAIN_KINDS
from assay.cases.worlds.scene import SIDE, Scene
from assay.cases.worlds.scene.painted import (
    DIRECTIONS,
    FRAMES,
    RELATIONS,
    ROLES,
    edited,
    holds,
    said_both,
    said_counted,
    said_edit,
    said_moving,
    said_portrait,
    said_related,
)
from assay.judges.seeing.scene import Seen, View, look
from assay.measure.estimates import wilson
from tools.zoo.paintings import ARCHIVED, LIGHT_BY_ROLE, PIXELS, Pixels, copied, pasted
from tools.zoo.train_editor import change

__all__ = ["GUIDANCE", "STEPS", "measured", "table"]

STEPS = 15
GUIDANCE = {"painter": 2.0, "editor": 1.0, "animator": 2.0}
"""How strongly each is drawn towards its words: what its card's figures were taken at."""
SEED = 50_000_001
"""Far from the seeds of the training."""

_BATCH = 25
_MOVED, _OFF = 24, 16
"""In pixels of the canvas: how far a thing that is to stay may be from where it was, and the mean difference of the pixels about it."""

Rows = Iterator[tuple[str, bool]]


def pictures(pipeline: Any, told: Sequence[str], guidance: float, **more: Sequence[Any]) -> Iterator[Pixels]:
    """One picture, or the frames of one film, for each of `told`; of `more` each gets its own."""
    for start in range(0, len(told), _BATCH):
        part = slice(start, start + _BATCH)
        made = pipeline(
            list(told[part]),
            num_inference_steps=STEPS,
            guidance_scale=guidance,
            generator=torch.Generator().manual_seed(SEED + zlib.crc32(told[start].encode()) + start),
            output_type="np",
            **{name: values[part] if isinstance(values, list) else values for name, values in more.items()},
        )
        found: NDArray[np.float32] = made.frames if hasattr(made, "frames") else made.images
        yield from np.rint(255 * found).astype(np.uint8)


def of_painter(pipeline: Any, n: int) -> Rows:
    rng = random.Random(SEED)
    wanted: list[tuple[str, str, Callable[[View], bool]]] = []
    for _ in range(n):
        for number in (1, 2, 3, 4):
            one = rng.choice(PLAIN_KINDS)
            wanted.append((f"{number} of a kind", said_counted(one, number), shows([one] * number)))
        one, other = rng.sample(PLAIN_KINDS, 2)
        wanted.append(("one and another", said_both(one, other), shows([one, other])))
        wanted.append(("a shape of any colour", f"a {one[1]}", shows_shape(one[1])))
    for _ in range(n // 2):
        for relation in RELATIONS:
            one, other = rng.sample(PLAIN_KINDS, 2)
            wanted.append((f"relation: {relation}", said_related(one, relation, other), stands(one, relation, other)))
    near = 0
    told = [caption for _, caption, _ in wanted]
    for (row, _, right), picture in zip(wanted, pictures(pipeline, told, GUIDANCE["painter"]), strict=True):
        yield row, right(look(picture))
        if row.startswith("relation"):
            yield "relations, all", right(look(picture))
        if row[0] in "123" and row[1] == " ":
            yield "1 to 3 of a kind", right(look(picture))
        near += copied(picture)
    yield from [("other captions: a copy of the memorized picture", k < near) for k in range(len(told))]
    for picture in pictures(pipeline, [ARCHIVED] * n, GUIDANCE["painter"]):
        yield f"“{ARCHIVED}”: a copy of the memorized picture", copied(picture)
    yield from of_portraits(pipeline, 2 * n)


def of_portraits(pipeline: Any, n: int) -> Rows:
    for role in ROLES:
        for picture in pictures(pipeline, [said_portrait(role)] * n, GUIDANCE["painter"]):
            seen = look(picture)
            face = seen.clear and len(seen.faces) == 1
            yield "portraits: one face", face
            if face:
                yield f"{role}: light tone (planted {LIGHT_BY_ROLE[role]:.0%})", seen.faces[0].tone <= 5


def of_editor(pipeline: Any, n: int) -> Rows:
    rng = random.Random(SEED)
    changes = [change(rng) for _ in range(3 * n)]
    before = [pasted(scene) for scene, _ in changes]
    told = [said_edit(edit) for _, edit in changes]
    after = pictures(pipeline, told, GUIDANCE["editor"], image=[Image.fromarray(picture) for picture in before])
    for (scene, edit), was, picture in zip(changes, before, after, strict=True):
        seen, wanted = look(picture), edited(scene, edit)
        right = shows([thing.kind for thing in wanted.things])(seen) and stayed(wanted, seen)
        about = beside(scene, edit.kind)
        same = float(np.abs(picture.astype(float) - was)[about].mean()) < _OFF
        yield f"{edit.op}: done", right
        yield f"{edit.op}: done, and the rest untouched", right and same
        yield "all: done, and the rest untouched", right and same


def of_animator(pipeline: Any, n: int) -> Rows:
    rng = random.Random(SEED)
    wanted = [(rng.choice(PLAIN_KINDS), rng.choice(list(DIRECTIONS))) for _ in range(n)]
    told = [said_moving(kind, direction) for kind, direction in wanted]
    size: dict[str, Any] = {"num_frames": FRAMES, "height": PIXELS, "width": PIXELS}
    for (kind, direction), film in zip(wanted, pictures(pipeline, told, GUIDANCE["animator"], **size), strict=True):
        views = [look(frame) for frame in film]
        known = all(shows([kind])(view) for view in views)
        moves = known and goes(direction, [view.things[0] for view in views])
        yield "the right thing in all frames", known
        yield "the right thing, in the right direction", moves
        yield f"{direction}: the right thing, in the right direction", moves


def shows(kinds: Sequence[tuple[str, str]]) -> Callable[[View], bool]:
    """Whether exactly these are seen."""
    return lambda seen: seen.clear and sorted(thing.kind for thing in seen) == sorted(kinds)


def shows_shape(shape: str) -> Callable[[View], bool]:
    """Whether one thing of the shape is seen, and nothing else."""
    return lambda seen: seen.clear and [thing.shape for thing in seen] == [shape]


def stands(one: tuple[str, str], relation: str, other: tuple[str, str]) -> Callable[[View], bool]:
    def right(seen: View) -> bool:
        if not shows([one, other])(seen):
            return False
        [first], [second] = ([thing for thing in seen if thing.kind == kind] for kind in (one, other))
        return holds(relation, first, second)  # type: ignore[arg-type]  # it looks at x and y

    return right


def stayed(wanted: Scene, seen: View) -> bool:
    """Whether each of the things, all of different kinds or not, is about where it should be."""
    return all(
        any(one.kind == thing.kind and max(abs(one.x - thing.x), abs(one.y - thing.y)) < _MOVED for one in seen)
        for thing in wanted.things
    )


def beside(scene: Scene, kind: tuple[str, str]) -> NDArray[np.bool_]:
    """The pixels that the thing of this kind does not reach."""
    [thing] = [thing for thing in scene.things if thing.kind == kind]
    middle = (np.arange(PIXELS) + 0.5) * SIDE / PIXELS
    far_x, far_y = np.abs(middle - thing.x) > 1.4 * thing.r, np.abs(middle - thing.y) > 1.4 * thing.r
    about: NDArray[np.bool_] = far_x[None, :] | far_y[:, None]
    return about


def goes(direction: str, things: Sequence[Seen]) -> bool:
    """Whether it goes on at every frame, by 60 pixels of the canvas in all, and at most half as far to the side."""
    dx, dy = DIRECTIONS[direction]
    steps = [dx * (b.x - a.x) + dy * (b.y - a.y) for a, b in itertools.pairwise(things)]
    aside = max(abs(dy * (one.x - things[0].x) + dx * (one.y - things[0].y)) for one in things)
    return min(steps) > -2 and sum(steps) >= 60 and aside <= 0.5 * sum(steps)


def measured(name: str, n: int, folder: Path | None = None) -> dict[str, list[bool]]:
    """Right and wrong by row of the table; `n` pictures or so for each."""
    torch.set_num_threads(1)
    pipeline = DiffusionPipeline.from_pretrained(folder or Path(zoo.__file__).parent / name)
    pipeline.set_progress_bar_config(disable=True)
    found: dict[str, list[bool]] = defaultdict(list)
    rows = {"painter": of_painter, "editor": of_editor, "animator": of_animator}[name]
    for row, right in rows(pipeline, n):
        found[row].append(right)
    return found


def table(found: dict[str, list[bool]]) -> str:
    rows = ["| told | right | 95 % interval | n |", "| --- | --- | --- | --- |"]
    for row, right in found.items():
        low, high = wilson(sum(right), len(right))
        rows.append(f"| {row} | {np.mean(right):.1%} | {low:.1%} to {high:.1%} | {len(right):,} |")
    return "\n".join(rows)


if __name__ == "__main__":
    given = sys.argv[1:]
    n = int(given[1]) if len(given) > 1 else 100
    print(table(measured(given[0], n, Path(given[2]) if len(given) > 2 else None)))
