"""Makes a judge's card: judges labelled replies, slices the errors, runs the battery, judges again."""

from __future__ import annotations

import random

import msgspec

from assay._version import __version__
from assay.certify.judge.measure import attacks, errors, flips, judged, preference
from assay.certify.judge.rows import Material
from assay.engine.judge_cards import SCHEMA, Card, identity, plain_name
from assay.errors import ConfigError
from assay.judges import Judge

__all__ = ["make_card", "rounded"]


def make_card(judge: Judge, material: Material, *, made: str, seed: int = 1, again: int = 1, author: str = "") -> Card:
    """The card of a judge over `material` drawn with `seed`; `made` is the day, like 2026-01-31.

    All is judged `again` times more for the flip rate. `author` names the model behind a model judge, as rows name theirs.
    Raises ConfigError where the material lacks one of the two classes in the judge's languages and does not say why.
    """
    rng = random.Random(f"{seed}/{material.population}")
    rows = list(material.rows(rng))
    for truth in ("positive", "negative"):
        if not material.lacking and not any(r.truth == truth and r.language in material.languages for r in rows):
            raise ConfigError(f"a judge card needs replies of both classes, and no labelled reply is {truth}; add some")
    read = _meant(judge, material)
    found = judged(read, rows, material.declined)
    own = [(name, list(draw(rng))) for name, draw in material.own.items()]
    under = tuple(attacks(read, found, material, own))
    if material.brief:
        under = tuple(msgspec.structs.replace(a, to_positive=None, to_negative=None) for a in under)
    name = plain_name(getattr(judge, "name", type(judge).__name__))
    card = Card(
        schema=SCHEMA,
        judge=name,
        kind=str(getattr(judge, "kind", "rules")),
        positive=material.positive,
        negative=material.negative,
        population=material.population,
        languages=material.languages,
        assay=__version__,
        made=made,
        digest=identity(judge),
        seed=seed,
        errors=tuple(errors(found, material)),
        attacks=under,
        flips=flips(read, found, material.declined, again),
        preference=preference(found, author) if author else None,
    )
    return rounded(card)


def _meant(judge: Judge, material: Material) -> Judge:
    """The judge with verdicts that say in their value which class a reply is of."""
    meant = material.meant
    return judge if meant is None else lambda case, replies: meant(judge(case, replies))


def rounded(card: Card) -> Card:
    """The card with numbers of four digits: it is read by people, compared by git and shipped."""
    return msgspec.convert(_short(msgspec.to_builtins(card)), Card)


def _short(found: object) -> object:
    if isinstance(found, float):
        return float(f"{found:.4g}")
    if isinstance(found, dict):
        return {key: _short(value) for key, value in found.items()}
    return [_short(value) for value in found] if isinstance(found, list | tuple) else found
