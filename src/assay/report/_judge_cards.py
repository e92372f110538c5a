"""A judge's card as a piece of a report, in HTML and in Markdown: what is known of its errors, and whether that still holds."""

from __future__ import annotations

from markupsafe import Markup

from assay.engine.judge_cards import Attack, Card, Errors
from assay.records import Estimate
from assay.report._words import interval, number, percent, plural

__all__ = ["card_html", "card_markdown", "card_sentence"]

WORST = 3
"""Attacks that are shown, those that fool the judge most."""


def card_sentence(card: Card, changed: str = "") -> str:
    """The card in one or two sentences; `changed` says what has changed since it was made, "" where nothing has."""
    name = f"{card.model} ({card.judge})" if card.model else card.judge
    if changed:
        how = f"{card.judge[6:].partition('@')[0]} --judge '{card.model}'" if card.model else card.judge
        return f"The card of {name} has expired: {changed}. To make it anew: assay certify {how}."
    e = card.overall
    said = (
        f"Where {card.positive}, {name} says so {_rate(e.sensitivity)}; where {card.negative}, {_rate(e.specificity)}"
    )
    if e.undecided is not None:
        said += f"; it leaves {_percent(e.undecided)} undecided"
    worst = _worst(card)
    hurt = (
        f" What fools it most: {worst[0].name} ({_percent(worst[0].fooled)})."
        if worst
        else " No attack of the battery fools it."
    )
    return f"{said}.{hurt}"


def card_html(card: Card, changed: str = "") -> Markup:
    """A block with the sentence, the errors by slice and the attacks that hurt most, to stand inside a `details`."""
    parts = [Markup("<p>{}</p>").format(card_sentence(card, changed))]
    parts.append(
        Markup(
            '<table><thead><tr><th scope="col">replies</th><th scope="col" class="num">n</th><th scope="col">sensitivity</th>'
            '<th scope="col">specificity</th><th scope="col">undecided</th><th scope="col">AUROC</th></tr></thead><tbody>{}</tbody></table>'
        ).format(Markup("").join(map(_row, card.errors)))
    )
    if worst := _worst(card):
        items = Markup("").join(
            Markup("<li>{} <b>{}</b> {}</li>").format(
                a.name, _percent(a.fooled), Markup("<code>{}</code>").format(a.example) if a.example else ""
            )
            for a in worst
        )
        parts.append(Markup("<p>Attacks that fool it most:</p><ul>{}</ul>").format(items))
    parts.append(Markup('<p class="small muted">{}</p>').format(_origin(card)))
    return Markup('<div class="judge-card">{}</div>').format(Markup("").join(parts))


def card_markdown(card: Card, changed: str = "") -> str:
    """The same as Markdown, under no heading."""
    lines = [card_sentence(card, changed), ""]
    lines += [
        "| Replies | n | Sensitivity | Specificity | Undecided | AUROC |",
        "| --- | ---: | --- | --- | --- | --- |",
    ]
    lines += [f"| {' | '.join(cell.replace('|', '¦') for cell in _cells(e))} |" for e in card.errors]
    lines += ["", *(f"- {a.name}: {_percent(a.fooled)} fooled" for a in _worst(card)), "", _origin(card)]
    return "\n".join(lines)


def _row(e: Errors) -> Markup:
    name, n, *rates = _cells(e)
    cells = Markup("").join(Markup("<td>{}</td>").format(rate) for rate in rates)
    return Markup('<tr><th scope="row">{}</th><td class="num">{}</td>{}</tr>').format(name, n, cells)


def _cells(e: Errors) -> list[str]:
    n = e.positives + e.negatives + e.neither
    return [e.slice.replace("=", ": "), str(n), *map(_cell, (e.sensitivity, e.specificity, e.undecided, e.auroc))]


def _cell(e: Estimate | None) -> str:
    return "–" if e is None else f"{number(e.value)} ({interval(e.low, e.high)})"


def _rate(e: Estimate | None) -> str:
    return "not measured" if e is None else f"in {_percent(e)} ({interval(e.low, e.high)}) of those it decides"


def _percent(e: Estimate) -> str:
    return percent(round(e.value * e.n), e.n)


def _worst(card: Card) -> list[Attack]:
    return sorted((a for a in card.attacks if a.fooled.value > 0), key=lambda a: -a.fooled.value)[:WORST]


def _origin(card: Card) -> str:
    n = card.overall.positives + card.overall.negatives + card.overall.neither
    return (
        f"Card {card.id} of {card.judge} ({card.kind}), made {card.made} with assay {card.assay} from {plural(n, 'reply', 'replies')} "
        f"in {', '.join(card.languages)}: {card.population}. Intervals are 95 %, with replies of one template as a cluster."
    )
