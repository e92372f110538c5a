"""Judging by likeness: a reply is what the replies with a known label are that lie near it, in the space of an embedding model.

An embedding model says how alike texts are, and nothing else. So it is shown replies whose label is known (`weights/exemplars.json`,
written by `tools/pick_exemplars.py`), a linear reader is fitted to its vectors, and how sure that must be is found on makers of
replies that it was not fitted to. A model that does not tell the labels apart decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from assay.judges._rubric import Rubric
from assay.records import digest

__all__ = ["Exemplar", "Near", "Reader", "near"]

_WRONG, _LEAST = 0.03, 20
"""The share of decided exemplars of makers left out that may be wrong, and how many must be decided for a label to be named at all."""
_STIFF = 3.0
"""The ridge: how strongly weights are held to nothing, for vectors of length about 1."""


class Exemplar(Struct, frozen=True, array_like=True):
    """A reply with its label. Who made it is "" where it is never left out, for nobody else writes in its language."""

    text: str
    label: str
    maker: str


@dataclass(frozen=True)
class Reader:
    """How likely each label is for a vector, and from which lead over the next a label is named. `decided` and `wrong` are the
    shares of exemplars of makers left out that it decides, and of these those that it reads wrongly."""

    labels: tuple[str, ...]
    weights: NDArray[np.float64]
    middle: NDArray[np.float64]
    leads: Mapping[str, float]
    decided: float
    wrong: float

    def read(self, vector: Sequence[float]) -> str:
        """The label of what has this vector, "" where it is not sure."""
        if len(vector) != len(self.middle):
            return ""
        label, lead = _leading(self.labels, _scores(_directions([vector]), self.weights, self.middle))[0]
        return label if lead >= self.leads.get(label, np.inf) else ""


@dataclass(frozen=True)
class Near:
    """The exemplars for one rubric. Only the labels `needed` are ever named, and none where it cannot be sure of each of them."""

    rubric: str
    needed: frozenset[str]
    rows: tuple[Exemplar, ...]

    @cached_property
    def id(self) -> str:
        """The rubric's id, and the start of the hash of the exemplars: what opinions by likeness say they went by."""
        return f"{self.rubric}:near@{digest(self.rows)[:8]}"

    @property
    def name(self) -> str:
        """What a verdict's `step` says."""
        return f"embedding:{self.id}"

    def reader(self, vectors: Sequence[Sequence[float]]) -> Reader:
        """Fitted to the exemplars' vectors, in their order. Raises ValueError where these have not all as many numbers."""
        if len({len(v) for v in vectors}) != 1 or len(vectors) != len(self.rows):
            raise ValueError("the vectors of the exemplars have not all as many numbers")
        x = _directions(vectors)
        names = tuple(dict.fromkeys(row.label for row in self.rows))
        y = np.array([names.index(row.label) for row in self.rows])
        makers = np.array([row.maker for row in self.rows])
        told: list[tuple[str, float, bool]] = []
        for maker in sorted({row.maker for row in self.rows} - {""}):
            out = makers == maker
            held = _leading(names, _scores(x[out], *_fit(x[~out], y[~out], len(names))))
            told += [(label, lead, label == names[k]) for (label, lead), k in zip(held, y[out], strict=True)]
        leads = {name: lead for name in self.needed if (lead := _least(told, name)) is not None}
        if len(leads) < len(self.needed):
            leads = {}  # who names only some of the labels pulls a rate to their side
        sure = [right for label, lead, right in told if lead >= leads.get(label, np.inf)]
        weights, middle = _fit(x, y, len(names))
        wrong = 1 - sum(sure) / len(sure) if sure else 0.0
        return Reader(names, weights, middle, leads, len(sure) / len(told), wrong)


def near(rubric: Rubric) -> Near | None:
    """The exemplars for a rubric; None where there are none, because likeness of the reply alone does not tell."""
    rows = _kept().get(rubric.name)
    if not rows or not {row.label for row in rows} <= {option.name for option in rubric.options}:
        return None
    return Near(rubric.id, frozenset(o.name for o in rubric.options if o.outcome != "unparsed"), rows)


@cache
def _kept() -> dict[str, tuple[Exemplar, ...]]:
    content = (files("assay.judges") / "weights" / "exemplars.json").read_bytes()
    return msgspec.json.decode(content, type=dict[str, tuple[Exemplar, ...]])


def _directions(vectors: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Each brought to length 1: how long a vector is says nothing of what a text means."""
    x = np.array(vectors, dtype=np.float64)
    return np.asarray(x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12))


def _fit(x: NDArray[np.float64], y: NDArray[np.int64], labels: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ridge regression on one column a label (each label counts the same), in its dual form: there are more dimensions than rows."""
    middle = x.mean(axis=0)
    away = x - middle
    scale = np.sqrt(np.square(away).sum(axis=1).mean()) or 1.0
    away = away / scale
    wanted = np.where(y[:, None] == np.arange(labels), 1.0, -1.0 / (labels - 1))
    share = 1.0 / np.sqrt(np.bincount(y, minlength=labels)[y] * labels / len(y))[:, None]
    a = away * share
    weights = a.T @ np.linalg.solve(a @ a.T + _STIFF * np.eye(len(a)), wanted * share)
    return weights / scale, middle


def _scores(x: NDArray[np.float64], weights: NDArray[np.float64], middle: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((x - middle) @ weights)


def _leading(labels: Sequence[str], scores: NDArray[np.float64]) -> list[tuple[str, float]]:
    """The likeliest label of each row, and its lead over the next."""
    order = np.argsort(scores, axis=1)
    rows = np.arange(len(scores))
    leads = scores[rows, order[:, -1]] - scores[rows, order[:, -2]]
    return [(labels[k], float(lead)) for k, lead in zip(order[:, -1], leads, strict=True)]


def _least(told: Sequence[tuple[str, float, bool]], name: str) -> float | None:
    """The least lead from which on at most the allowed share of what is called by this label is wrong."""
    found = sorted(((lead, right) for label, lead, right in told if label == name), reverse=True)
    wrong, least = 0, None
    for count, (lead, right) in enumerate(found, 1):
        wrong += not right
        if count >= _LEAST and wrong <= _WRONG * count:
            least = lead
    return least
