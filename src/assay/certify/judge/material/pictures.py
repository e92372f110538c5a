"""Pictures for the judges that look at them: rendered scenes, clean and spoiled, each with what is asked of it, which it shows or not."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

from assay.cases.worlds.scene import (
    PLAIN_COLOURS,
    PLAIN_SHAPES,
    Kind,
    Scene,
    Thing,
    place,
    shown,
)
from assay.cases.worlds.scene.corruption import FAMILIES
from assay.cases.worlds.scene.painted import RELATIONS, both, counted, related
from assay.certify.judge.material._drawn import each_way, kinds, of_image, of_pictures, row, style_of
from assay.certify.judge.rows import Row, Truth
from assay.judges.seeing.asked import asks
from assay.records import Case, Picture

__all__ = ["DEPICTS"]

_SCENES = 160
"""Each is shown clean and spoiled by each of the five families: 960 pictures."""
_EACH = 10
"""Pictures of each kind that nothing can be said of, or that show nothing."""


def _one_off(rng: random.Random, kind: Kind) -> Kind:
    """The kind with another colour or another shape."""
    colour, shape = kind
    if rng.random() < 0.5:
        return rng.choice([c for c in PLAIN_COLOURS if c != colour]), shape
    return colour, rng.choice([s for s in PLAIN_SHAPES if s != shape])


def _several(rng: random.Random) -> tuple[Scene, dict[str, object], dict[str, object]]:
    (kind,), n = kinds(rng, 1), rng.randint(1, 4)
    wrong = asks((*_one_off(rng, kind), n))
    if rng.random() < 0.5:
        wrong = asks((*kind, rng.choice([m for m in (1, 2, 3, 4) if m != n])))
    return counted(rng, kind, n), asks((*kind, n)), wrong


def _two(rng: random.Random) -> tuple[Scene, dict[str, object], dict[str, object]]:
    one, other = kinds(rng, 2)
    changed = next(k for k in iter(lambda: _one_off(rng, other), None) if k != one)
    return both(rng, one, other), asks((*one, 1), (*other, 1)), asks((*one, 1), (*changed, 1))


def _beside(rng: random.Random) -> tuple[Scene, dict[str, object], dict[str, object]]:
    one, other = kinds(rng, 2)
    relation = rng.choice(RELATIONS)
    # the opposite: what is left of another may well be a little above it too
    wrong = RELATIONS[RELATIONS.index(relation) ^ 1]
    things = (*one, 1), (*other, 1)
    return related(rng, one, relation, other), asks(*things, relation=relation), asks(*things, relation=wrong)


_MAKERS = (_several, _two, _beside)


def _row(asked: dict[str, object], picture: Picture, truth: Truth, style: str, cluster: str) -> Row:
    return row(Case(prompt="a picture", data={"asked": asked}), picture, truth, style, cluster)


def _rows(rng: random.Random) -> Iterator[Row]:
    for number in range(_SCENES):
        scene, right, wrong = _MAKERS[number % len(_MAKERS)](rng)
        for family, severity in each_way(number, len(_MAKERS)):
            is_right = rng.random() < 0.5
            yield _row(
                right if is_right else wrong,
                shown(scene, family, severity),
                "positive" if is_right else "negative",
                style_of(family, severity),
                str(number),
            )
    for name, make in _UNTOLD.items():
        for number in range(_EACH):
            yield _row(asks((*kinds(rng, 1)[0], 1)), make(rng), "neither", name, f"{name} {number}")


def _overlapping(rng: random.Random) -> Picture:
    """Two things, of which one hides a third or so of the other."""
    (one, other), r = kinds(rng, 2), 44
    x, y = rng.randint(110, 180), rng.randint(110, 180)
    places = ((one, x, y), (other, x + rng.choice((-1, 1)) * 40, y + rng.randint(-12, 12)))
    return shown(Scene(things=tuple(Thing(colour=c, shape=s, x=a, y=b, r=r) for (c, s), a, b in places)))


def _textured(rng: random.Random) -> Picture:
    return shown(Scene(things=place(rng, kinds(rng, 2), radii=(36, 52), textures=("striped", "dotted"))))


def _noise(rng: random.Random) -> Picture:
    from PIL import Image

    return of_image(Image.frombytes("RGB", (64, 64), rng.randbytes(64 * 64 * 3)))


def _clouds(rng: random.Random) -> Picture:
    """What looks like a photograph out of focus: soft patches of many colours."""
    from PIL import Image

    return of_image(Image.frombytes("RGB", (6, 6), rng.randbytes(108)).resize((256, 256), Image.Resampling.BICUBIC))


_UNTOLD: Mapping[str, Callable[[random.Random], Picture]] = {
    "things overlap": _overlapping,
    "striped or dotted things": _textured,
    "noise alone": _noise,
    "soft patches": _clouds,
}


def _blank(rng: random.Random) -> Iterator[Row]:
    for number in range(_EACH):
        yield _row(asks((*kinds(rng, 1)[0], 1)), shown(Scene()), "negative", "blank", f"blank {number}")


def _another(rng: random.Random) -> Iterator[Row]:
    for number in range(3 * _EACH):
        scene, _, _ = _MAKERS[number % len(_MAKERS)](rng)
        _, asked, _ = _MAKERS[(number + 1) % len(_MAKERS)](rng)
        yield _row(asked, shown(scene), "negative", "another scene", f"another {number}")


DEPICTS = of_pictures(
    rows=_rows,
    positive="the picture shows what was asked for, and nothing else",
    negative="one thing, colour, shape, number or place in it is another",
    population=(
        f"1,000 pictures of 320 × 320 pixels: {_SCENES} rendered scenes of one to four things (six colours, four shapes), clean and spoiled by "
        f"{', '.join(FAMILIES)} at severities 1 to 5, asked of each what it shows or the same with one thing changed; and {len(_UNTOLD) * _EACH} "
        "of which nothing should be said"
    ),
    own={"a blank picture": _blank, "a picture of another scene": _another},
)
