"""How far the annotators of a run agree: Krippendorff's α over all of them, Cohen's κ for each two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from assay.engine.labels import Label

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Agreement", "Pair", "agreements", "show_agreement"]


class Pair(Struct, frozen=True):
    """Two annotators: on how many replies they agree, Cohen's κ, and how often each of them said right."""

    annotators: tuple[str, str]
    n: int
    agreement: float
    kappa: float | None
    said_right: tuple[float, float]


class Agreement(Struct, frozen=True):
    """The annotators of one probe ("" = of all): labels by each, replies that several labelled, α, and the pairs. Unsure is
    no label."""

    probe: str
    labels: dict[str, int]
    unsure: int
    shared: int
    alpha: float | None
    pairs: tuple[Pair, ...]


def agreements(labels: Sequence[Label]) -> Iterator[Agreement]:
    """Over all probes, then for each of them."""
    for probe in ("", *sorted({x.probe for x in labels})):
        yield _agreement(probe, [x for x in labels if probe in ("", x.probe)])


def _agreement(probe: str, labels: Iterable[Label]) -> Agreement:
    from assay.measure.agreement import cohen_kappa, krippendorff_alpha

    things: dict[tuple[str, str, str, str], dict[str, str]] = defaultdict(dict)
    counts: dict[str, int] = defaultdict(int)
    unsure = 0
    for x in labels:
        counts[x.annotator] += 1
        if x.label == "unsure":
            unsure += 1
        else:
            things[x.model, x.probe, x.case, x.reply][x.annotator] = x.label
    pairs = []
    for a, b in combinations(sorted(counts), 2):
        found = cohen_kappa(((t[a], t[b]) for t in things.values() if a in t and b in t), "right")
        if found is not None:
            pairs.append(Pair((a, b), found.n, found.agreement, found.kappa, found.prevalence))
    return Agreement(
        probe=probe,
        labels=dict(sorted(counts.items())),
        unsure=unsure,
        shared=sum(len(t) > 1 for t in things.values()),
        alpha=krippendorff_alpha([tuple(t.values()) for t in things.values()]),
        pairs=tuple(pairs),
    )


def show_agreement(labels: Sequence[Label], console: Console, *, as_json: bool) -> None:
    """Print the agreement of a run's annotators."""
    from rich.table import Table

    from assay.cli._show import print_json

    found = list(agreements(labels))
    if as_json:
        print_json(found)
        return
    whole = found[0]
    said = ", ".join(f"{name} {n:,}" for name, n in whole.labels.items()) or "none yet"
    console.print(
        f"labels: {said}; of these unsure {whole.unsure:,}; replies with two labels or more: {whole.shared:,}",
        markup=False,
    )
    if not whole.shared:
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("probe", "replies", "α", "annotators", "alike", "κ", "said right"):
        table.add_column(column, justify="left" if column in ("probe", "annotators") else "right")
    for row in found:
        head = [row.probe or "all", f"{row.shared:,}", "–" if row.alpha is None else f"{row.alpha:.2f}"]
        for pair in row.pairs:
            kappa = "–" if pair.kappa is None else f"{pair.kappa:.2f}"
            said = " / ".join(f"{share:.0%}" for share in pair.said_right)
            table.add_row(*head, " and ".join(pair.annotators), f"{pair.agreement:.0%} of {pair.n:,}", kappa, said)
            head = ["", "", ""]
    console.print(table)
    console.print(
        "[dim]1 is full agreement and 0 that of chance. Where one answer is rare, κ and α fall however good people are.[/]"
    )
