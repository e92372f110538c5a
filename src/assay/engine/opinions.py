"""What model judges said of one model's answers to one probe, counted in sentences: how often they decided, how far they
agree, how often they changed their mind, and how much hangs on the words of the question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from assay.measure.agreement import cohen_kappa, krippendorff_alpha
from assay.records import Opinion, Verdict

__all__ = ["counted", "decided"]


def decided(verdict: Verdict) -> bool:
    """Whether a model decided it, asked or by likeness."""
    return verdict.step.startswith(("model:", "embedding:")) and verdict.label != "queue"


def counted(what: str, verdicts: Iterable[Verdict]) -> list[str]:
    """Sentences on the verdicts with opinions; `what` names the probe and the model that was judged. None where there are
    none."""
    asked = by_models = failed = 0
    panels: list[tuple[Opinion, ...]] = []
    for verdict in verdicts:
        if verdict.opinions:
            asked += 1
            by_models += decided(verdict)
            failed += sum(bool(opinion.error) for opinion in verdict.opinions)
            panels.append(verdict.opinions)
    if not asked:
        return []
    rubrics = ", ".join(sorted({opinion.rubric for panel in panels for opinion in panel}))
    said = [f"{what}: of {asked:,} replies that rules left open, model judges decided {by_models:,} by {rubrics}"]
    if failed:
        said.append(f"{what}: {failed:,} opinions of judges did not come (assay rescore … --judge asks for them again)")
    labels = Counter(opinion.label for panel in panels for opinion in panel if opinion.label)
    common = labels.most_common(1)[0][0] if labels else ""
    judges = list(dict.fromkeys(opinion.judge for panel in panels for opinion in panel))
    for judge in judges:
        ours = [o for panel in panels for o in panel if o.judge == judge and not o.error]
        said += [f"{what}: {judge} {line}" for line in (_orders(ours), _repeats(ours), _wordings(ours, common)) if line]
    return [*said, *(f"{what}: {line}" for line in _agreement(panels, judges, common))]


def _orders(opinions: Sequence[Opinion]) -> str:
    """How often the place of the options decided."""
    turned = sum(bool(o.answers) and not o.label and all(o.answers) for o in opinions)
    return f"gave way to the order of the options in {turned:,} of {len(opinions):,} cases" if turned else ""


def _repeats(opinions: Sequence[Opinion]) -> str:
    again = flips = 0
    for opinion in opinions:
        for order in (opinion.answers[0::2], opinion.answers[1::2]):
            again += max(len(order) - 1, 0)
            flips += sum(answer != order[0] for answer in order[1:])
    return f"answered {flips:,} of {again:,} repeated questions otherwise than at first" if again else ""


def _wordings(opinions: Sequence[Opinion], common: str) -> str:
    """The range of the share of the commonest label, by the wording, over the cases that were judged by all of them."""
    asked = [(o.label, *o.wordings) for o in opinions if o.wordings]
    if not asked:
        return ""
    shares = []
    for labels in zip(*asked, strict=True):
        named = [label for label in labels if label]
        if named:
            shares.append(sum(label == common for label in named) / len(named))
    if not shares:
        return ""
    return (
        f"finds '{common}' in {min(shares):.0%} to {max(shares):.0%} of the {len(asked):,} replies that it judged by all "
        f"{len(asked[0])} wordings"
    )


def _agreement(panels: Sequence[Sequence[Opinion]], judges: Sequence[str], common: str) -> list[str]:
    if len(judges) < 2:
        return []
    named = [{o.judge: o.label for o in panel if o.label} for panel in panels]
    alpha = krippendorff_alpha([tuple(labels.values()) for labels in named])
    said = []
    if alpha is not None:
        said.append(f"{len(judges)} judges agree with Krippendorff's alpha {alpha:.2f}")
    for a, b in combinations(judges, 2):
        pairs = [(labels[a], labels[b]) for labels in named if a in labels and b in labels]
        kappa = cohen_kappa(pairs, common)
        if kappa is not None:
            beyond = "none can be said beyond chance" if kappa.kappa is None else f"Cohen's kappa {kappa.kappa:.2f}"
            said.append(
                f"{a} and {b} label {kappa.agreement:.0%} of {kappa.n:,} alike, {beyond}; they say '{common}' of "
                f"{kappa.prevalence[0]:.0%} and {kappa.prevalence[1]:.0%}"
            )
    return said
