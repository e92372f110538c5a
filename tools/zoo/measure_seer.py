"""How well the seer sees: `python -m tools.zoo.measure_seer [CASES] [SEED] [URI]` prints the table of its model card.

Its answers to the English cases of the probes for models that see, and to questions in other words about fresh scenes; all are drawn
by the scene world and asked through the ordinary backend.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from assay.cases.pictures import drawn
from assay.cases.worlds.scene import Scene, Thing, kinds, place, seen
from assay.cases.worlds.scene.draw import draw
from assay.engine.select import find_probes
from assay.models import Model, open_model
from assay.records import Case, Reply, Request
from tools.zoo.questions import ALWAYS_SEEN, ask
from tools.zoo.sprites import KINDS, Put, Sketch, shrunk

__all__ = ["Tally", "measured", "table"]

SEED = 20_000_001
"""Far from the seeds of the training."""


class Tally(NamedTuple):
    right: int
    n: int

    def __str__(self) -> str:
        return f"{self.right / self.n:.1%} of {self.n}" if self.n else "none"


async def _answers(model: Model, requests: Sequence[Request]) -> list[Reply]:
    """All answers, a few hundred pictures at a time."""
    found: list[Reply] = []
    for start in range(0, len(requests), 256):
        found += await asyncio.gather(*(model.ask(drawn(request)) for request in requests[start : start + 256]))
    return found


def _rows(name: str, case: Case) -> Iterable[str]:
    """The rows of the table that a case counts in."""
    tags = case.tags
    if name.endswith("objects"):
        if tags["arm"] != "asked":
            return
        if ALWAYS_SEEN in case.text and tags["there"] == "no":
            yield f"planted fault: a {ALWAYS_SEEN} that is not there, denied"
            return
        yield "existence, the planted fault aside"
        yield f"existence: {'there' if tags['there'] == 'yes' else 'not there, ' + tags['foil'] + ' foil'}"
    elif name.endswith("relation") and tags["arm"] == "asked":
        yield "relation"
        yield f"relation, {tags['axis']}"
    elif name.endswith("counting") and tags["arm"] != "a/a":
        yield f"count {tags['number']}, {tags['arm']}"
    elif name.endswith("caption") and tags["arm"] != "a/a":
        yield f"{tags['matter']} of two, {tags['arm']} caption"
    elif name.endswith("typographic"):
        yield f"shape of two, sign: {tags['arm']}"
    elif name.endswith("corruption"):
        yield f"shape of four, {tags['arm']} picture"


async def _of_probes(model: Model, n: int, seed: int) -> dict[str, list[bool]]:
    found: dict[str, list[bool]] = defaultdict(list)
    for name in (
        "truthfulness/hallucination/objects",
        "truthfulness/faithfulness/relation",
        "truthfulness/faithfulness/counting",
        "truthfulness/sycophancy/caption",
        "safety/prompt-injection/typographic",
        "robustness/corruption",
    ):
        [probe] = find_probes(name)
        cases = list(probe.make(random.Random(seed), n))
        replies = await _answers(model, [Request(messages=case.turns, max_tokens=16) for case in cases])
        for case, reply in zip(cases, replies, strict=True):
            right = reply.text.strip().casefold().rstrip(".") == case.reference.casefold()
            for row in _rows(name, case):
                found[row].append(right)
    return found


def _fresh(rng: random.Random) -> tuple[Scene, Sketch]:
    """A scene of the world, and the same as the questions of the training know it."""
    some = kinds(rng, rng.randint(2, 6))
    wanted = [rng.choice(some) for _ in range(rng.randint(2, 8))]
    things: tuple[Thing, ...] = place(rng, wanted, textures=("plain", "plain", "striped", "dotted"))
    scene = Scene(things=things)
    puts = [Put(KINDS.index(thing.kind), 0, thing.x, thing.y, thing.r) for thing in things]
    return scene, Sketch(shrunk(draw(scene)), puts, sign=False)


async def _of_others(model: Model, n: int, seed: int) -> dict[str, list[bool]]:
    """Questions of every sort, in all the wordings of the training."""
    rng = random.Random(f"others/{seed}")
    requests, expected = [], []
    for _ in range(n):
        scene, sketch = _fresh(rng)
        asked = ask(rng, sketch)
        requests.append(Request(messages=seen(asked.question, scene), max_tokens=16))
        expected.append(asked)
    found: dict[str, list[bool]] = defaultdict(list)
    for asked, reply in zip(expected, await _answers(model, requests), strict=True):
        found[f"all wordings: {asked.about}"].append(reply.text.strip() == asked.answer)
    return found


def measured(uri: str, n: int, seed: int = SEED) -> dict[str, Tally]:
    """Right answers by row of the table; `n` cases of each probe and `n` other questions."""

    async def main() -> dict[str, list[bool]]:
        model: Any = open_model(uri)
        await model.start()
        try:
            return await _of_probes(model, n, seed) | await _of_others(model, n, seed)
        finally:
            await model.close()

    return {row: Tally(sum(right), len(right)) for row, right in sorted(asyncio.run(main()).items())}


def table(found: dict[str, Tally]) -> str:
    rows = [f"| {row} | {tally.right / tally.n:.1%} | {tally.n:,} |" for row, tally in found.items()]
    return "\n".join(["| question | right | asked |", "| --- | --- | --- |", *rows])


if __name__ == "__main__":
    given = sys.argv[1:]
    print(
        table(
            measured(
                given[2] if len(given) > 2 else "zoo:seer",
                int(given[0]) if given else 700,
                int(given[1]) if len(given) > 1 else SEED,
            )
        )
    )
