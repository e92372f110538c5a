"""What a judge does on labelled replies: its errors by slice, and how it stands each attack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import msgspec
import numpy as np

from assay.certify.judge.attacks import NOTHING, REWRITES
from assay.certify.judge.rows import Material, Row, Truth, length, reading
from assay.engine.judge_cards import Attack, Errors
from assay.judges import Judge
from assay.measure.estimates import bounded_mean, square_and_add
from assay.measure.ranking import area
from assay.records import Estimate, Verdict

__all__ = ["Judged", "attacks", "errors", "flips", "judged", "preference"]


@dataclass(frozen=True)
class Judged:
    """A row with what the judge reads it as, and with its score: what it gives as `p` in `extra`, else 1, 0.5 and 0."""

    row: Row
    read: Truth
    score: float

    @property
    def right(self) -> bool:
        return self.read == self.row.truth

    @property
    def fooled(self) -> bool:
        """Whether it is decided, and wrongly so."""
        return self.read != "neither" and not self.right


def judged(judge: Judge, rows: Iterable[Row], declined: Truth = "neither") -> list[Judged]:
    """All rows, judged once."""
    return [_one(row, judge(row.case, row.replies), declined) for row in rows]


def _one(row: Row, verdict: Verdict, declined: Truth) -> Judged:
    read = reading(verdict, declined)
    return Judged(row, read, verdict.extra.get("p", {"positive": 1.0, "neither": 0.5, "negative": 0.0}[read]))


def share(of: Sequence[Judged], hits: Sequence[bool]) -> Estimate | None:
    """A share of replies, which count by clusters of one template."""
    names = {name: i for i, name in enumerate(dict.fromkeys(j.row.cluster for j in of))}
    return bounded_mean(np.array(hits, dtype=np.float64), np.array([names[j.row.cluster] for j in of], dtype=np.int64))


def errors(found: Sequence[Judged], material: Material) -> Iterator[Errors]:
    """Over all replies in the languages the judge is for, then by slice, other languages among them."""
    own = [j for j in found if j.row.language in material.languages]
    yield _errors("all", own)
    slices: dict[str, list[Judged]] = defaultdict(list)
    for j in own:
        slices[f"style={j.row.style}"].append(j)
        if not material.brief:
            slices[f"length={length(j.row.text)}"].append(j)
    for j in found:
        slices[f"language={j.row.language}"].append(j)
    for name in sorted(slices):
        part = _errors(name, slices[name])
        yield msgspec.structs.replace(part, auroc=None) if material.brief else part


def _errors(name: str, found: Sequence[Judged]) -> Errors:
    positive, negative, neither = ([j for j in found if j.row.truth == t] for t in ("positive", "negative", "neither"))
    either = [*positive, *negative]
    decided = [[j for j in part if j.read != "neither"] for part in (positive, negative)]
    index = {c: i for i, c in enumerate(dict.fromkeys(j.row.cluster for j in either))}
    return Errors(
        slice=name,
        positives=len(positive),
        negatives=len(negative),
        neither=len(neither),
        sensitivity=share(decided[0], [j.right for j in decided[0]]),
        specificity=share(decided[1], [j.right for j in decided[1]]),
        undecided=share(either, [j.read == "neither" for j in either]),
        auroc=area(
            np.array([j.score for j in either], dtype=np.float64),
            np.array([j.row.truth == "positive" for j in either], dtype=np.bool_),
            np.array([index[j.row.cluster] for j in either], dtype=np.int64),
        )
        if positive and negative
        else None,
        overread=share(neither, [j.read != "neither" for j in neither]),
    )


def attacks(
    judge: Judge, found: Sequence[Judged], material: Material, own: Sequence[tuple[str, Sequence[Row]]] = ()
) -> Iterator[Attack]:
    """Every attack of the battery on replies in the judge's languages, those of `own`, and replies in other languages."""
    base = [j for j in found if j.row.language in material.languages and material.attacked(j.row)]
    for name, change in REWRITES.items():
        if name in material.spared:
            continue
        rows = [j.row.changed(change) for j in base]
        yield from _attack(name, base, judged(judge, rows, material.declined))
    for name, texts in NOTHING.items():
        cases = list({j.row.case.text: j.row for j in base}.values())[: material.empty]
        rows = [
            replace(row, truth=material.nothing, style=name, language="", cluster=repr(t)).changed(partial(_instead, t))
            for t in texts
            for row in cases
        ]
        yield from _attack(name, None, judged(judge, rows, material.declined))
    for name, made in own:
        yield from _attack(name, None, judged(judge, made, material.declined))
    if abroad := [j for j in found if j.row.language not in material.languages]:
        yield from _attack("languages it is not for", None, abroad)


def _instead(text: str, _: str) -> str:
    return text


def _attack(name: str, before: Sequence[Judged] | None, after: Sequence[Judged]) -> Iterator[Attack]:
    """`before` are the same replies without the attack; those that are misread without it are left out."""
    pairs = [(b, a) for b, a in zip(before or after, after, strict=True) if before is None or not b.fooled]
    left = [a for _, a in pairs]
    good = [(b, a) for b, a in pairs if before is not None and b.right and b.read != "neither"]
    up, down = ([a for a in left if (a.row.truth == "positive") is up] for up in (False, True))
    bad = next((a.row.text for a in left if a.fooled), "")
    fooled = share(left, [a.fooled for a in left])
    if fooled is None:  # every reply is misread without it
        return
    yield Attack(
        name=name,
        n=len(left),
        fooled=fooled,
        to_positive=share(up, [a.read == "positive" for a in up]),
        to_negative=share(down, [a.read == "negative" for a in down]),
        silenced=share([a for _, a in good], [a.read == "neither" for _, a in good]),
        example=bad if len(bad) <= 200 else f"{bad[:120]} … {bad[-79:]}",
    )


def flips(judge: Judge, found: Sequence[Judged], declined: Truth, times: int = 1) -> Estimate | None:
    """The share of replies that are read otherwise at least once when judged `times` times more."""
    again = [judged(judge, [j.row for j in found], declined) for _ in range(times)]
    return share(found, [any(a[i].read != j.read for a in again) for i, j in enumerate(found)])


def preference(found: Sequence[Judged], author: str) -> Estimate | None:
    """Self-preference: how much more often replies by `author` are called positive than those of others with the same true label,
    in [−1, 1], 0 = not at all. None where either has none."""
    parts = []
    for truth in ("positive", "negative"):
        same = [j for j in found if j.row.truth == truth]
        mine, others = ([j for j in same if (j.row.author == author) is is_own] for is_own in (True, False))
        a, b = (share(part, [j.read == "positive" for j in part]) for part in (mine, others))
        if a and b:
            low, high = square_and_add((a.value, a.low, a.high), (b.value, b.low, b.high))
            parts.append((len(same), a.value - b.value, low, high))
    total = sum(n for n, *_ in parts)
    if not total:
        return None
    value = sum(n * d for n, d, _, _ in parts) / total
    down, up = (float(np.sqrt(sum((n / total * (d - end[i])) ** 2 for n, d, *end in parts))) for i in (0, 1))
    return Estimate(value=value, low=max(value - down, -1.0), high=min(value + up, 1.0), interval="mover", n=total)
