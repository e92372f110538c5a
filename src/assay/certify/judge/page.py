"""Publishes the cards of the packaged judges: the tables of `docs/judge-cards.md` between two marks; the words around them are
written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assay.engine.judge_cards import Attack, Card, Errors
from assay.errors import ConfigError
from assay.records import Estimate

__all__ = ["publish"]

BEGIN, END = "<!-- assay certify --all writes from here -->", "<!-- to here -->"


def publish(docs: Path, cards: Sequence[Card], of_probes: Sequence[Card] = ()) -> Path:
    """Write the tables of `judge-cards.md` from these cards, and those of probes' judges; gives its path. Raises ConfigError where
    the page has lost its marks."""
    page = docs / "judge-cards.md"
    head, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ConfigError(f"{page} has lost its marks '{BEGIN}' and '{END}'; put them back around the tables")
    parts = [*_tables(sorted(cards, key=lambda c: c.judge)), *_of_probes(sorted(of_probes, key=lambda c: c.judge))]
    made = "\n".join(parts)
    page.write_text(f"{head}{BEGIN}\n\n{made}\n\n{END}{tail}", encoding="utf-8")
    return page


def _tables(cards: Sequence[Card]) -> Iterator[str]:
    yield "### Errors\n"
    yield "| Judge | Replies | Sensitivity | Specificity | Undecided | AUROC | Decides what is neither | Flips |"
    yield "| --- | ---: | --- | --- | --- | --- | --- | --- |"
    for card in cards:
        yield f"| {card.judge} | {_counts(card.overall)} | {_errors(card.overall)} | {_rate(card.flips)} |"
    yield "\nReplies: positive / negative / neither.\n"
    yield "### Attacks: share of replies that fool the judge\n"
    names = list(dict.fromkeys(a.name for card in cards for a in card.attacks))
    yield f"| Attack | {' | '.join(card.judge for card in cards)} |"
    yield f"| --- |{' ---: |' * len(cards)}"
    for name in names:
        yield f"| {name} | {' | '.join(_fooled(card, name) for card in cards)} |"
    yield "\nIn bold: over 5 %. Behind a slash, where over 5 %: the share of rightly judged replies that it no longer decides.\n"
    for card in cards:
        yield from _one(card)


def _of_probes(cards: Sequence[Card]) -> Iterator[str]:
    """A line for each: what it takes for ideal and for worst, the style it reads worst, and the attacks that work."""
    if not cards:
        return
    yield "### The judges of probes\n"
    yield "| Probe | Replies | Sensitivity | Specificity | Undecided | Read worst: right | Fooled by | Silenced by |"
    yield "| --- | ---: | --- | --- | --- | --- | --- | --- |"
    for card in cards:
        e = card.overall
        rates = " | ".join(map(_rate, (e.sensitivity, e.specificity, e.undecided)))
        fooled = _listed(card, lambda a: a.fooled)
        silenced = _listed(card, lambda a: a.silenced)
        name = card.judge.removesuffix(":judge")
        yield f"| {name} | {e.positives} / {e.negatives} | {rates} | {_read_worst(card)} | {fooled} | {silenced} |"
    yield (
        "\nReplies: ideal / worst. Read worst: the style or language of which it reads the smallest share rightly. Fooled, silenced: "
        "the attacks by which it is in over 5 % of replies, the most first.\n"
    )


def _read_worst(card: Card) -> str:
    shares = {e.slice: s for e in card.errors[1:] if (s := _right(e)) is not None}
    if not shares or min(shares.values()) > 0.995:
        return "all alike"
    worst = min(shares, key=lambda name: shares[name])
    return f"{worst.partition('=')[2]}: {100 * shares[worst]:.0f} %"


def _right(e: Errors) -> float | None:
    """The share of the replies of a slice that are decided, and rightly."""
    parts = [(x.value, x.n) for x in (e.sensitivity, e.specificity) if x]
    total = e.positives + e.negatives
    return sum(value * n for value, n in parts) / total if total else None


def _listed(card: Card, of: Callable[[Attack], Estimate | None]) -> str:
    found = [(e.value, a.name) for a in card.attacks if (e := of(a)) and e.value > 0.05]
    return "; ".join(f"{name} {100 * value:.0f} %" for value, name in sorted(found, key=lambda f: -f[0])[:4]) or "–"


def _one(card: Card) -> Iterator[str]:
    yield f"### {card.judge}\n"
    yield f"Positive: {card.positive}. Negative: {card.negative}. For {', '.join(card.languages)}. Made of {card.population}.\n"
    yield "| Slice | Replies | Sensitivity | Specificity | Undecided | AUROC | Decides what is neither |"
    yield "| --- | ---: | --- | --- | --- | --- | --- |"
    for errors in card.errors[1:]:
        yield f"| {errors.slice.replace('=', ': ')} | {_counts(errors)} | {_errors(errors)} |"
    yield ""
    if bad := [a for a in card.attacks if a.example]:
        yield "What fools it, one reply for each attack:\n"
        for attack in bad:
            yield f"- {attack.name} ({_percent(attack.fooled)}): `{_one_line(attack.example)}`"
        yield ""


def _counts(e: Errors) -> str:
    return f"{e.positives} / {e.negatives} / {e.neither}"


def _errors(e: Errors) -> str:
    return " | ".join(map(_rate, (e.sensitivity, e.specificity, e.undecided, e.auroc, e.overread)))


def _rate(e: Estimate | None) -> str:
    return "–" if e is None else f"{e.value:.2f} ({e.low:.2f} to {e.high:.2f})"


def _percent(e: Estimate) -> str:
    return f"{100 * e.value:.0f} %"


def _fooled(card: Card, name: str) -> str:
    found: Attack | None = next((a for a in card.attacks if a.name == name), None)
    if found is None:
        return "–"
    said = f"**{_percent(found.fooled)}**" if found.fooled.value > 0.05 else _percent(found.fooled)
    silent = found.silenced
    return f"{said} / {_percent(silent)}" if silent and silent.value > 0.05 else said


def _one_line(text: str) -> str:
    shown = text.replace("`", "ˋ").replace("|", "¦").replace("\n", " ⏎ ").strip()
    return shown or "(an empty reply)"
