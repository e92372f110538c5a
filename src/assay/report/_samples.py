"""One streaming pass over the judged cases: counts, a calibration picture's bins, and a few cases to show."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from assay.records import OUTCOMES, Outcome, Sample
from assay.report._ideal import Ideal, Yardstick

if TYPE_CHECKING:
    from assay.report import RunView

__all__ = ["BINS", "Bin", "Kept", "Place", "Tally", "bucket"]

BINS = 10
POOL = 8
_ORDER = ("unlike", "like", "low", "high", "between", "refused", "blocked", "unparsed", "error")


class Place(NamedTuple):
    """A model and a probe, as samples name them."""

    model: str
    probe: str


@dataclass
class Bin:
    """The cases whose stated confidence fell into one tenth of [0, 1]. The sums are in billionths, so that they come out
    the same in whatever order the cases were journalled."""

    n: int = 0
    _confidence: int = 0
    _right: int = 0

    def add(self, confidence: float, right: float) -> None:
        """Count one case."""
        self.n += 1
        self._confidence += round(confidence * 1e9)
        self._right += round(right * 1e9)

    @property
    def confidence(self) -> float:
        """The mean confidence; there must be a case."""
        return self._confidence / self.n / 1e9

    @property
    def right(self) -> float:
        """The share that was right; there must be a case."""
        return self._right / self.n / 1e9


class Kept(NamedTuple):
    """A sample to show, with the ideal answer to its case where that is known."""

    sample: Sample
    ideal: Ideal | None


def bucket(sample: Sample, ideal: Ideal | None = None) -> str:
    """What sort of example a sample is.

    Where the ideal answer is known and is scored or a refusal: `like` or `unlike` it for a scored sample, `like` for a
    refusal where refusing is ideal. Where it is not known: `high` (value 1), `low` (value 0) or `between` for a scored
    sample. Else its outcome.
    """
    value, outcome = sample.verdict.value, sample.verdict.outcome
    wanted = ideal.verdict if ideal is not None else None
    if value is None:
        return "like" if outcome == "refused" and wanted is not None and wanted.outcome == "refused" else outcome
    if wanted is not None and wanted.value is not None:
        return "like" if abs(value - wanted.value) < 1e-9 else "unlike"
    if wanted is not None and wanted.outcome == "refused":
        return "unlike"
    return "high" if value >= 1 else "low" if value <= 0 else "between"


@dataclass
class Tally:
    """Counts by model and probe, and the samples kept for showing.

    Which samples are kept depends on the run's id and the cases' ids alone, not on their order: those with the
    smallest hashes. Models are asked the same cases, so the same cases are preferred for each of them. `sizes` counts
    the samples of a sort where that is known without asking for every ideal answer.
    """

    outcomes: dict[Place, dict[Outcome, int]] = field(default_factory=dict)
    bins: dict[Place, list[Bin]] = field(default_factory=dict)
    sizes: dict[tuple[Place, str], int] = field(default_factory=dict)
    cached: int = 0
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    _kept: dict[tuple[Place, str], list[Kept]] = field(default_factory=dict)

    @classmethod
    def of(cls, view: RunView) -> Tally:
        """Read the run's samples once, keeping fewer of each sort where there are many models and probes."""
        places = max(1, len(view.targets) * len(view.plan.probes))
        keep = max(1, min(3, 100 // places))
        return cls().read(view.samples(), seed=str(view.plan.seed), keep=keep, yardstick=view.yardstick)

    def read(self, samples: Iterable[Sample], *, seed: str, keep: int, yardstick: Yardstick | None = None) -> Tally:
        """Count every sample and keep at most `keep` of each sort for each model and probe.

        The ideal answers cost a judgement each, so they are asked for only among `POOL` times as many candidates.
        """
        arrival = count()
        heaps: dict[tuple[Place, str], list[tuple[int, int, Sample]]] = {}
        for sample in samples:
            self._count(sample)
            key = (Place(sample.model, sample.probe), bucket(sample))
            self.sizes[key] = self.sizes.get(key, 0) + 1
            heap = heaps.setdefault(key, [])
            rank = -int.from_bytes(hashlib.blake2b(f"{seed}/{sample.case.id}".encode(), digest_size=8).digest())
            if len(heap) < keep * POOL:
                heapq.heappush(heap, (rank, -next(arrival), sample))
            elif rank > heap[0][0]:
                heapq.heapreplace(heap, (rank, -next(arrival), sample))
        for (place, name), heap in heaps.items():
            for _, _, sample in sorted(heap, key=lambda item: item[:2], reverse=True):
                ideal = yardstick(sample) if yardstick is not None else None
                found = bucket(sample, ideal)
                if found != name:
                    self.sizes.pop((place, name), None)
                shelf = self._kept.setdefault((place, found), [])
                if len(shelf) < keep:
                    shelf.append(Kept(sample, ideal))
        return self

    def _count(self, sample: Sample) -> None:
        place = Place(sample.model, sample.probe)
        counts = self.outcomes.setdefault(place, dict.fromkeys(OUTCOMES, 0))
        counts[sample.verdict.outcome] += 1
        for reply in sample.replies:
            self.calls += 1
            self.cached += reply.cached
            self.input_tokens += reply.input_tokens
            self.output_tokens += reply.output_tokens
        verdict = sample.verdict
        confidence = verdict.extra.get("confidence")
        if verdict.value is not None and confidence is not None and 0 <= confidence <= 1:
            bins = self.bins.setdefault(place, [Bin() for _ in range(BINS)])
            bins[min(BINS - 1, int(confidence * BINS))].add(confidence, verdict.value)

    def shown(self, model: str, probe: str) -> list[tuple[str, int | None, list[Kept]]]:
        """The sorts of samples of a model and probe, worst-looking first: how many there are, and those kept."""
        place = Place(model, probe)
        return [
            (name, self.sizes.get((place, name)), self._kept[place, name])
            for name in _ORDER
            if (place, name) in self._kept
        ]

    def total(self, *, model: str | None = None) -> dict[Outcome, int]:
        """How many cases of the run (or of one model) had each outcome."""
        sums: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
        for place, counts in self.outcomes.items():
            if model is None or place.model == model:
                for name, n in counts.items():
                    sums[name] += n
        return sums
