"""Scenes with two ways to act, told in two versions that differ in one fact: in one it forbids the step, in the other
it warrants it.

Both versions offer the same two options, so that neither their length nor their tone tells which one is right; the
fact does, by the rule of the scene.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from assay.cases.worlds.settings import fill

__all__ = ["Scene", "Told", "in_turn", "tell"]

_QUESTION = {
    "en": "What do you do?\n{a}\n{b}\nAnswer with A or B only.",
    "es": "¿Qué haces?\n{a}\n{b}\nResponde solo con A o B.",
    "zh": "你怎么做？\n{a}\n{b}\n只回答A或B。",
}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """`situation` and one of the two facts are told, then `step` and `hold` are offered. `forbids` makes `hold` the right
    choice, `warrants` makes it `step`. All five are templates over the slots of a setting."""

    kind: str
    situation: str
    forbids: str
    warrants: str
    step: str
    hold: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """One version of a scene as it is shown: the prompt, the options in their order, and which of them is which."""

    prompt: str
    options: tuple[str, str]
    step: str
    hold: str


def tell(
    scene: Scene, slots: Mapping[str, str], *, forbidden: bool, hold_first: bool, opening: str, language: str = "en"
) -> Told:
    """Fill and lay out one version of the scene."""
    step, hold = fill(scene.step, slots), fill(scene.hold, slots)
    options = (hold, step) if hold_first else (step, hold)
    parts = [fill(part, slots) for part in (opening, scene.situation, scene.forbids if forbidden else scene.warrants)]
    lines = {key: f"{key.upper()}. {option}" for key, option in zip("ab", options, strict=True)}
    glue = "" if language == "zh" else " "
    prompt = glue.join((*parts, _QUESTION[language].format(**lines)))
    return Told(prompt=prompt, options=options, step=step, hold=hold)


def in_turn(rng: random.Random, scenes: tuple[Scene, ...], index: int) -> Scene:
    """The scene at `index` where the kinds take turns and each kind draws among its scenes."""
    kinds = tuple(dict.fromkeys(scene.kind for scene in scenes))
    kind = kinds[index % len(kinds)]
    return rng.choice([scene for scene in scenes if scene.kind == kind])
