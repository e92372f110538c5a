"""Labelled replies for the packaged judges, made by templates: by the name that a judge gives itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assay import judges
from assay.certify.judge.rows import Material
from assay.judges import Judge

__all__ = ["CARDED", "material_of"]

CARDED: Mapping[str, Callable[[], Judge]] = {
    "canary@1": judges.canary,
    "canary@1:whole": lambda: judges.canary(partial=False),
    "choice@1": judges.choice,
    "classifier@1:equivalence": lambda: judges.classifier("equivalence"),
    "classifier@1:refusal": lambda: judges.classifier("refusal"),
    "classifier@1:toxicity": lambda: judges.classifier("toxicity"),
    "exact@1": judges.exact,
    "exact@1:contains": lambda: judges.exact(contains=True),
    "numeric@1": judges.numeric,
    "refusal@1": judges.refusal,
    "toxic@1": judges.toxic,
    "yes_no@1": judges.yes_no,
}
"""The packaged judges that have a card, under the name of their verdicts."""


def material_of(judge: str) -> Material:
    """The labelled replies for one of the `CARDED` judges. Raises KeyError for another."""
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
