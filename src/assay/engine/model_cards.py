"""Cards of models as judges: kept for the user, one for each rubric and model, and found again by runs and reports.

They lie in the user's data folder, `$ASSAY_DATA` where it is set, and hold as long as the rubric and the model are the same.
"""

from __future__ import annotations

from pathlib import Path

from assay.engine.judge_cards import Card, read_card
from assay.errors import ConfigError
from assay.places import data_dir
from assay.records import Estimate, digest

__all__ = ["file_of_model", "identity_of", "known_of_model", "told"]


def file_of_model(rubric: str, uri: str, folder: Path | None = None) -> Path:
    """The file of the card of the model at `uri` as a judge by the rubric of this name, or id."""
    name = f"{rubric.partition('@')[0]}.{digest(uri.encode())[:12]}.json"
    return (folder or data_dir()) / "judges" / "model" / name


def identity_of(rubric: str, identity: str) -> str:
    """What such a card hangs on: the id of the rubric, which hashes all its words, and the identity of the model."""
    return digest([rubric, identity])


def known_of_model(rubric: str, uri: str, identity: str) -> tuple[Card, str] | None:
    """The card of a model as a judge by the rubric with this id, and what has changed since it was made; None where there is
    none that can be read."""
    try:
        card = read_card(file_of_model(rubric, uri))
    except ConfigError:
        return None
    if card is None:
        return None
    if card.judge != f"model:{rubric}":
        return card, f"the rubric has changed since {card.made}"
    return card, "" if card.digest == identity_of(rubric, identity) else f"the model has changed since {card.made}"


def told(rubric: str, uri: str, identity: str) -> str:
    """A sentence on what is known of such a judge, for the notes of a run."""
    make = f"assay certify {rubric.partition('@')[0]} --judge '{uri}'"
    found = known_of_model(rubric, uri, identity)
    if found is None:
        return f"{uri} has no card as a judge by {rubric}: how often it errs is not known; to measure it: {make}"
    card, changed = found
    if changed:
        return f"the card of {uri} as a judge by {rubric} has expired: {changed}; to make it anew: {make}"
    e = card.overall
    return (
        f"{uri} as a judge by {rubric}: sensitivity {_rate(e.sensitivity)}, specificity {_rate(e.specificity)}, "
        f"{_rate(e.undecided)} undecided (card {card.id} of {card.made})"
    )


def _rate(e: Estimate | None) -> str:
    return "not measured" if e is None else f"{e.value:.2f} ({e.low:.2f} to {e.high:.2f})"
