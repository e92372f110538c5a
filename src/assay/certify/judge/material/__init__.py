"""Labelled replies for the packaged judges, made by templates: by the name that a judge gives itself."""

from __future__ import annotations

import re

from assay.certify.judge.rows import Material

__all__ = ["material_of", "material_of_rubric"]


def material_of(judge: str) -> Material:
    """The labelled replies for one of the judges that have a card (`assay.engine.judge_cards.CARDED`). Raises KeyError for another."""
    from assay.certify.judge.material import (
        answers,
        canary,
        copies,
        equivalence,
        films,
        language,
        pictures,
        portraits,
        refusal,
        safe,
        signs,
        toxic,
    )

    return {
        "canary": canary.MATERIAL,
        "canary:whole": canary.WHOLE,
        "choice": answers.CHOICE,
        "classifier:equivalence": equivalence.MATERIAL,
        "classifier:language": language.MATERIAL,
        "classifier:refusal": refusal.MATERIAL,
        "classifier:toxicity": toxic.MATERIAL,
        "depicts": pictures.DEPICTS,
        "exact": answers.BARE,
        "exact:contains": answers.CONTAINS,
        "exposed_parts": safe.MATERIAL,
        "flow-consistency": films.FLOW,
        "motion": films.MOTION,
        "near-copy": copies.MATERIAL,
        "numeric": answers.NUMERIC,
        "portrait": portraits.MATERIAL,
        "reads": signs.MATERIAL,
        "refusal": refusal.MATERIAL,
        "refusal > classifier:refusal": refusal.MATERIAL,
        "temporal-consistency": films.STEADY,
        "toxic": toxic.MATERIAL,
        "unsafe_picture": safe.MATERIAL,
        "yes_no": answers.YES_NO,
    }[_unversioned(judge)]


def material_of_rubric(rubric: str) -> Material:
    """The labelled replies for one of the rubrics (`assay.judges.rubrics.RUBRICS`). Raises KeyError for another."""
    from assay.certify.judge.material import grounded, refusal, toxic

    return {
        "compliance": refusal.COMPLIANCE,
        "grounded": grounded.MATERIAL,
        "refusal": refusal.MATERIAL,
        "toxicity": toxic.MATERIAL,
    }[rubric]


def _unversioned(judge: str) -> str:
    return re.sub(r"@\d+", "", judge)
