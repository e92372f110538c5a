"""Labelled replies for the packaged judges, made by templates: by the name that a judge gives itself."""

from __future__ import annotations

from assay.certify.judge.rows import Material

__all__ = ["material_of"]


def material_of(judge: str) -> Material:
    """The labelled replies for one of the judges that have a card (`assay.engine.judge_cards.CARDED`). Raises KeyError for another."""
    from assay.certify.judge.material import answers, canary, equivalence, refusal, toxic

    return {
        "canary": canary.MATERIAL,
        "canary:whole": canary.WHOLE,
        "choice": answers.CHOICE,
        "classifier:equivalence": equivalence.MATERIAL,
        "classifier:refusal": refusal.MATERIAL,
        "classifier:toxicity": toxic.MATERIAL,
        "exact": answers.BARE,
        "exact:contains": answers.CONTAINS,
        "numeric": answers.NUMERIC,
        "refusal": refusal.MATERIAL,
        "toxic": toxic.MATERIAL,
        "yes_no": answers.YES_NO,
    }[_unversioned(judge)]


def _unversioned(judge: str) -> str:
    base, *options = judge.split(":")
    return ":".join([base.split("@")[0], *options])
