"""Planted faults: what a model with a known fault answers, one function each; a new fault is a function in a file here.

`@fault("leaks")` registers it, and `planted:leaks?dose=0.5` then has it. The text that a fault gives takes the place of
the base's own.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from assay.records import Hint, Reply, Request, Token
from assay.registry import Registry

__all__ = ["FAULTS", "Fault", "Moment", "fault", "spelt"]


@dataclass(frozen=True)
class Moment:
    """One call that the fault acts on: what the engine tells of the case, what was sent, what the base answered, and
    a generator of its own for this case, turn and draw."""

    hint: Hint
    request: Request
    text: str
    rng: random.Random
    against: frozenset[str]

    @property
    def asked(self) -> str:
        """The user's last message."""
        return next((m.content for m in reversed(self.request.messages) if m.role == "user"), "")


Fault = Callable[[Moment], str | Reply | None]
"""From a moment to the faulty answer, None where the fault has nothing to act on. A reply where it is one of tokens, too."""


def spelt(text: str, probability: float = 1.0) -> tuple[Token, ...]:
    """The words of a text as tokens, each with this probability."""
    return tuple(Token(part, math.log(probability)) for part in re.findall(r"\s*\S+|\s+$", text))


FAULTS: Registry[Fault] = Registry("fault", "assay.models.faults")
"""Every fault by the name it has in a URI; the docstring of each says what it does."""


def fault(name: str) -> Callable[[Fault], Fault]:
    """Register a function as the fault `name`."""

    def register(act: Fault) -> Fault:
        return FAULTS.add(name, act)

    return register
