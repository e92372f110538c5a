"""Writes the exemplars of `assay.judges._near`: `python -m tools.pick_exemplars`.

They are drawn from the replies that the small classifiers learn from (`tools.judge_texts`), as many of each maker and label. A seed
gives the same again.
"""

from __future__ import annotations

import random
from pathlib import Path

import msgspec

from assay.judges._near import Exemplar
from tools.judge_texts import refusal, toxicity
from tools.train_judges import ALONE

__all__ = ["HOME", "exemplars"]

SEED, EACH = 7, 32
HOME = Path(__file__).parents[1] / "src/assay/judges/weights/exemplars.json"


def exemplars() -> dict[str, list[Exemplar]]:
    """By the name of the rubric."""
    found: dict[str, list[Exemplar]] = {}
    for module, name in ((refusal, "refusal"), (toxicity, "toxicity")):
        rng = random.Random(f"{SEED}/exemplars/{name}")
        found[name] = [
            Exemplar(text, label, "" if maker in ALONE else maker)
            for maker in module.MAKERS
            for label in module.CLASSES
            for text in list(dict.fromkeys(module.made(maker, label, rng, 20 * EACH)))[:EACH]
        ]
    return found


if __name__ == "__main__":
    lines = msgspec.json.encode(exemplars()).replace(b'],["', b'],\n["').replace(b':[["', b':[\n["')
    HOME.write_bytes(lines.replace(b',"toxicity"', b',\n"toxicity"') + b"\n")
