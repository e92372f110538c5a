"""`assay certify JUDGE`: makes a judge's card and shows it; the part of `assay certify` that is about judges."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from assay.engine.judge_cards import Card
    from assay.engine.select import Picked
    from assay.records import Estimate

__all__ = ["OF_PROBE", "certify_judges", "certify_judges_of", "judges_named", "publish_judges", "show_card"]

OF_PROBE = ":judge"
"""What follows the name of a probe whose judge is meant."""


def judges_named(names: Sequence[str]) -> dict[str, str]:
    """Those of the names that are of judges, each with the name that its verdicts bear: `refusal` is `refusal@1`.

    Raises ConfigError for a judge that no labelled replies are known for.
    """
    from assay.engine.judge_cards import CARDED
    from assay.errors import ConfigError
    from assay.judges import JUDGES

    short = {name.replace("@1", "").replace("_", "-"): name for name in CARDED}
    found = {}
    for name in names:
        if full := short.get(name.replace("@1", "").replace("_", "-")):
            found[name] = full
        elif name in JUDGES:
            raise ConfigError(
                f"no labelled replies are known for the judge {name}, only for {', '.join(short)}; "
                "for a judge of your own see docs/judge-cards.md"
            )
    return found


def certify_judges(
    names: Sequence[str], made: str, console: Console, *, seed: int = 1, output: Path | None = None, quiet: bool = False
) -> list[Card]:
    """The cards of these judges, shown on the console unless `quiet`, and written under `output` where that is given."""
    from assay.certify.judge.make import make_card
    from assay.certify.judge.material import material_of
    from assay.engine.judge_cards import CARDED, file_of, write_card
    from assay.errors import ConfigError

    cards = []
    for name in names:
        material = material_of(name)
        if material is None:
            raise ConfigError(
                f"no labelled replies are known for the judge {name}; assay certify knows {', '.join(CARDED)}"
            )
        card = make_card(CARDED[name](), material, made=made, seed=seed)
        cards.append(card)
        if not quiet:
            show_card(card, console)
        if output is not None:
            path = file_of(card.judge, output)
            write_card(path, card)
            console.print(f"[dim]{path}[/]", soft_wrap=True)
    return cards


def certify_judges_of(
    picked: Sequence[Picked],
    made: str,
    console: Console,
    *,
    seed: int = 1,
    output: Path | None = None,
    quiet: bool = False,
) -> list[Card]:
    """The cards of the judges of these probes, shown on the console unless `quiet`; written under `output` where that is given,
    and those of a user's file beside it."""
    from msgspec.structs import replace

    from assay.certify.judge.make import make_card
    from assay.certify.judge.of_probe import material_of_probe
    from assay.engine.certificates import beside
    from assay.engine.judge_cards import file_of_probe, write_card
    from assay.engine.probe_judge import ProbeJudge

    cards = []
    for pick in picked:
        judge = ProbeJudge(pick.probe)
        card = make_card(judge, material_of_probe(judge, seed), made=made, seed=seed)
        card = replace(card, file=pick.file_sha256 if pick.file else "")
        cards.append(card)
        if not quiet:
            show_card(card, console)
        folder = output or (beside(pick.file) if pick.file else None)
        if folder is not None:
            path = file_of_probe(pick.probe.kind, pick.probe.name, folder)
            write_card(path, card)
            if not quiet:
                console.print(f"[dim]{path}[/]", soft_wrap=True)
    return cards


def publish_judges(root: Path, picked: Sequence[Picked], made: str, console: Console, *, expired: bool = False) -> None:
    """Renew the cards that the package ships, those of the judges of its probes among them, and their page, in the checkout at
    `root`; `expired`: only those that no longer hold."""
    from assay.certify.judge.page import publish
    from assay.engine.judge_cards import CARDED, card_of, file_of_probe, holds, known, read_card
    from assay.taxonomy import MAKERS

    names = [name for name in CARDED if not (expired and (there := known(name)) and not there[1])]
    home = root / "src/assay/certificates"
    certify_judges(names, made, console, output=home, quiet=True)
    in_words = [p for p in picked if p.probe.kind not in MAKERS]
    left = [p for p in in_words if not (expired and holds(p.probe))]
    certify_judges_of(left, made, console, output=home, quiet=True)
    console.print(f"{len(names) + len(left)} judge cards are made anew")
    of_probes = [c for p in in_words if (c := read_card(file_of_probe(p.probe.kind, p.probe.name, home)))]
    page = publish(root / "docs", [card for name in CARDED if (card := card_of(name))], of_probes)
    console.print(f"[dim]{page}[/]", soft_wrap=True)


def show_card(card: Card, console: Console) -> None:
    """A card as tables on the console."""
    from rich.markup import escape
    from rich.table import Table

    who = f"{card.judge} ({card.model})" if card.model else card.judge
    console.print(f"\n[bold]{escape(who)}[/]  [dim]{escape(card.population)}[/]", soft_wrap=True)
    console.print(f"[dim]positive: {card.positive}; negative: {card.negative}[/]", soft_wrap=True)
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    for column in ("replies", "n", "sensitivity", "specificity", "undecided", "AUROC", "overread"):
        table.add_column(column, no_wrap=column != "replies", justify="left" if column == "replies" else "right")
    for e in card.errors:
        known = (_rate(e.sensitivity), _rate(e.specificity), _bare(e.undecided), _rate(e.auroc), _bare(e.overread))
        table.add_row(e.slice.replace("=", ": "), str(e.positives + e.negatives + e.neither), *known)
    console.print(table)
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    for column in ("attack", "n", "fooled", "to positive", "to negative", "silenced"):
        table.add_column(column, no_wrap=True, justify="left" if column == "attack" else "right")
    for a in card.attacks:
        table.add_row(a.name, str(a.n), *map(_rate, (a.fooled, a.to_positive, a.to_negative, a.silenced)))
    console.print(table)
    console.print(
        f"[dim]in percent, with 95 % intervals; overread: decided though neither; judged again, {_rate(card.flips)} read otherwise[/]"
    )
    if card.model:
        words = ", ".join(map(_rate, card.wordings))
        asked = f"the answer hangs on the order of the options in {_rate(card.order)}; read rightly by each wording: {words or '–'}; "
        console.print(
            f"[dim]{asked if card.order else ''}{card.failed} opinions did not come and count as undecided; self-preference "
            f"{_rate(card.preference)}[/]"
        )


def _rate(e: Estimate | None) -> str:
    return "–" if e is None else f"{100 * e.value:.0f} ({100 * e.low:.0f}–{100 * e.high:.0f})"


def _bare(e: Estimate | None) -> str:
    return "–" if e is None else f"{100 * e.value:.0f}"
