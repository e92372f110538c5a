"""All that corrects a run's scores for the errors of their judges: people's labels of its replies, then a card of another run's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assay.engine.folder import RunFolder
from assay.engine.labels import read_labels
from assay.engine.select import Picked
from assay.errors import ConfigError
from assay.measure.gates import Evidence
from assay.records import Score

__all__ = ["CARD", "corrected", "keep_card"]

CARD = "label-card.json"
"""Where the card lies that a run's scores are corrected by."""


def corrected(
    labelled: RunFolder,
    folder: RunFolder,
    picked: Sequence[Picked],
    scores: Sequence[Score],
    evidence: Sequence[Evidence],
) -> tuple[tuple[Score, ...], tuple[str, ...]]:
    """The scores as far as the labels and the card in the folder `labelled` correct them, and sentences on those that stay.
    `folder` is where the judged replies are read. Raises ConfigError and JournalError for files that cannot be read."""
    notes: tuple[str, ...] = ()
    found = tuple(scores)
    if labels := read_labels(labelled.path):
        from assay.engine.correcting import correct

        found, notes = correct(folder, picked, found, evidence, labels)
    card_file = labelled.path / CARD
    if card_file.exists():
        from assay.engine.label_card import by_card, read_label_card

        if card := read_label_card(card_file):
            found, more = by_card(folder, picked, found, evidence, card)
            notes = (*notes, *more)
    return found, notes


def keep_card(folder: RunFolder, card: Path) -> None:
    """Keep a card of labels with the run, in the place of another. Raises ConfigError for a file that is none."""
    from assay.engine.label_card import read_label_card, write_label_card

    found = read_label_card(card)
    if found is None:
        raise ConfigError(f"{card} is not there; make a card of labels: assay label DIR --card FILE")
    write_label_card(folder.path / CARD, found)
