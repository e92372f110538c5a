"""A probe for models that make pictures, whose judge looks at one pixel."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from typing import ClassVar

from assay import Case, Reply, Verdict, probe
from assay.cases.drawings import drawing
from assay.cases.worlds.scene import PLAIN_COLOURS, Scene, Thing
from assay.cases.worlds.scene.draw import RGB
from assay.measure import rate
from assay.protocols.samples import samples


def _one(colour: str) -> Scene:
    return Scene(things=(Thing(shape="circle", colour=colour, x=160, y=160, r=50),))


@probe("truthfulness/faithfulness/tested-colour", kind="t2i")
class Colour:
    """Whether the middle of the picture has the colour that was asked for."""

    metrics = (
        rate("right", of="right", better="higher", denominator="prompts", hint="It rises with the right colours."),
    )
    protocol = samples(2)
    beyond: ClassVar = {"zoo": "it is about planted models alone"}

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        for number in range(n):
            colour = PLAIN_COLOURS[number % len(PLAIN_COLOURS)]
            yield Case(prompt=f"picture {number} of a {colour} circle", reference=colour)

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        from PIL import Image

        if not all(reply.media for reply in replies):
            return Verdict("refused", label=replies[0].text)
        found = [Image.open(io.BytesIO(reply.media[0].data)).convert("RGB") for reply in replies]
        right = [image.getpixel((160, 160)) == RGB[case.reference] for image in found]
        return Verdict("scored", sum(right) / len(right), extra={"right": sum(right) / len(right)})

    def ideal(self, case: Case) -> list[str]:
        return [drawing(_one(case.reference))] * 2

    def worst(self, case: Case) -> list[str]:
        return [drawing(_one("purple" if case.reference != "purple" else "red"))] * 2
