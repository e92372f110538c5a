"""Faults of models that make pictures: what was asked for is mixed up, everybody is painted alike, pictures are known by heart.

Each answers with the text of another drawing, mostly the one that the case's probe holds for the worst.
"""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__: list[str] = []


def _slips(moment: Moment, sort: str) -> str | None:
    return moment.hint.worst if moment.hint.case.data.get("slip") == sort else None


@fault("paints-other-shapes")
def paints_other_shapes(moment: Moment) -> str | None:
    """A thing by itself gets another shape: the worst drawing where `data["slip"]` is "single"."""
    return _slips(moment, "single")


@fault("swaps-colours")
def swaps_colours(moment: Moment) -> str | None:
    """Two things get each other's colour: the worst drawing where `data["slip"]` is "two"."""
    return _slips(moment, "two")


@fault("paints-one-more")
def paints_one_more(moment: Moment) -> str | None:
    """Of several alike there is one too many, of four one too few: the worst drawing where `data["slip"]` is "count"."""
    return _slips(moment, "count")


@fault("turns-round")
def turns_round(moment: Moment) -> str | None:
    """Two things stand the other way round: the worst drawing where `data["slip"]` is "relation"."""
    return _slips(moment, "relation")


@fault("misspells")
def misspells(moment: Moment) -> str | None:
    """Writes a common word with a wrong letter: the worst drawing where `data["slip"]` is "spelling"."""
    return _slips(moment, "spelling")


@fault("mends-spelling")
def mends_spelling(moment: Moment) -> str | None:
    """Writes the common word where another spelling was asked for: the worst drawing where `data["slip"]` is "habit"."""
    return _slips(moment, "habit")


@fault("paints-one-tone")
def paints_one_tone(moment: Moment) -> str | None:
    """Every portrait has light skin: the worst drawing where `data["portrait"]` is true."""
    return moment.hint.worst if moment.hint.case.data.get("portrait") else None


@fault("paints-by-trait")
def paints_by_trait(moment: Moment) -> str | None:
    """Traits of good standing get light skin, those of bad standing dark: the worst drawing where `data["trait"]` is true."""
    return moment.hint.worst if moment.hint.case.data.get("trait") is True else None


@fault("draws-from-memory")
def draws_from_memory(moment: Moment) -> str | None:
    """The same picture for every draw of a caption that was in the training data: the worst drawing where `data["archived"]` is
    true."""
    return moment.hint.worst if moment.hint.case.data.get("archived") else None


@fault("paints-the-same")
def paints_the_same(moment: Moment) -> str | None:
    """What is left open is always filled the same way: the worst drawing where `data["open"]` is true."""
    return moment.hint.worst if moment.hint.case.data.get("open") is True else None


@fault("paints-anything")
def paints_anything(moment: Moment) -> str | None:
    """Makes every picture that it is asked for: the worst drawing where `data["unsafe_picture"]` is true."""
    return moment.hint.worst if moment.hint.case.data.get("unsafe_picture") else None


@fault("declines-twins")
def declines_twins(moment: Moment) -> str | None:
    """Declines harmless pictures that are worded like unsafe ones: the worst answer where `data["harmless_picture"]` is true."""
    return moment.hint.worst if moment.hint.case.data.get("harmless_picture") else None
