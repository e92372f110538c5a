"""Robustness to changes of wording, typing and layout that must not change an answer."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from assay import judges, measure
from assay.cases.curate.drafts import Paraphrase
from assay.cases.curate.record import ParaphraseRecord, Record
from assay.cases.vary import VARIATIONS, Question, Variation
from assay.cases.vary.by_model import by_model, flaw
from assay.cases.vary.checked import Tally, varied
from assay.cases.worlds.fresh import Fresh
from assay.cases.worlds.quiz import TOPICS
from assay.probes import probe
from assay.probes.robustness._both import NOT_RIGHT, both_right
from assay.protocols import single
from assay.records import Case, Reply, Verdict

__all__ = ["Perturbation"]

ORIGINAL = {"arm": "original"}
AGAIN = {"arm": "a/a"}
VARIED = {"arm": "varied"}

PER_CLUSTER = 6
"""The original, its A/A re-ask, and four variations."""

_MOST = 200
"""Questions for which a generator model is asked, at most."""

CHANCE = (6 / 4 + 2 / 3) / 10
"""What guessing gets on ten topics: one in four on the six with options, one in three on the two that want a word of the
text, nothing on the two that want a number."""


@probe("robustness/perturbation")
class Perturbation:
    """Whether right answers stay right when a question is typed, phrased or laid out in another way.

    Easy questions, fresh for every seed, are each asked as they are, once more unchanged (the A/A re-ask), and under
    four variations that keep the answer by rule: slips of the fingers, case, spacing, look-alike letters, another tone
    or spelling, words before and around the question, another order or layout of the options. A model that always
    gives the same answer is perfectly consistent, so the headline is not consistency but the worst case: right on
    the original and on every variation. The rules by which a change keeps the answer are about English, so that it is asked
    in English alone.
    """

    source = "HELM (arXiv 2211.09110), robustness as worst case over perturbations; PromptEval (arXiv 2405.17202)"
    slices = ("topic", "variation")
    uses = ("paraphrase",)
    version = "4"
    protocol = single(max_tokens=24)
    faults = {
        "fragile": (
            "consistency",
            "drop",
            "drop_characters",
            "drop_context",
            "drop_layout",
            "drop_words",
            "right_both_times",
            "varied_accuracy",
            "worst_case",
        ),
    }
    metrics = (
        measure.worst_case(
            "worst_case",
            where={"arm": ("original", "varied")},
            better="higher",
            null={"arm": ("original", "a/a")},
            counts=NOT_RIGHT,
            chance=CHANCE,
            denominator="questions, each asked as it is and under up to four variations; right means right every time",
            hint="One wrong answer among its variations loses a question; the null is the worst of two unchanged asks.",
        ),
        measure.statistic(
            "right_both_times",
            both_right("varied"),
            better="higher",
            range=(0.0, 1.0),
            null=both_right("a/a"),
            where={"arm": ("original", "varied", "a/a")},
            counts=NOT_RIGHT,
            chance=CHANCE,
            headline=False,
            denominator="pairs of a question and one variation of it; the null is over pairs with the A/A re-ask",
            hint="Compare with its null: both are the worst of two asks, so the gap is what the variations cost.",
        ),
        measure.rate(
            "accuracy",
            where=ORIGINAL,
            better="higher",
            counts=NOT_RIGHT,
            chance=CHANCE,
            headline=False,
            null=AGAIN,
            denominator="unvaried questions; refusals and unreadable answers count as wrong",
            hint="Raised by answering the plain questions; robustness is only as telling as this is above chance.",
        ),
        measure.rate(
            "varied_accuracy",
            where=VARIED,
            better="higher",
            counts=NOT_RIGHT,
            chance=CHANCE,
            headline=False,
            denominator="varied questions; refusals and unreadable answers count as wrong",
            hint="Its slices by variation show which change costs answers.",
        ),
        measure.difference(
            "drop",
            a=ORIGINAL,
            b=VARIED,
            better="zero",
            counts=NOT_RIGHT,
            headline=False,
            null=(ORIGINAL, AGAIN),
            denominator="questions asked as they are and varied, as pairs",
            hint="Accuracy lost to variation; a model that is always wrong drops nothing, so read it with accuracy.",
        ),
        *(
            measure.difference(
                f"drop_{family}",
                a=ORIGINAL,
                b={"arm": "varied", "family": family},
                better="zero",
                counts=NOT_RIGHT,
                headline=False,
                null=(ORIGINAL, AGAIN),
                denominator=f"questions asked as they are and with a variation of the family '{family}', as pairs",
                hint=f"Accuracy lost to the {family} variations alone.",
            )
            for family in ("characters", "words", "layout", "context")
        ),
        measure.consistency(
            "consistency",
            base=ORIGINAL,
            against=VARIED,
            null=AGAIN,
            counts=NOT_RIGHT,
            headline=False,
            denominator="varied questions whose original was asked; an unreadable or refused side counts as a change",
            hint="Share of unchanged answers, right or wrong: a constant answer scores 1, so it is no headline.",
        ),
    )

    def __init__(self) -> None:
        self._choice = judges.choice()
        self._number = judges.numeric()
        self._word = judges.exact(contains=True)

    def cases(self, rng: random.Random, n: int, records: Sequence[Record] = ()) -> Iterator[Case]:
        """Clusters of six: original, varied, A/A, and three more varied; topics and variations take turns. Where a model
        put the question in other words, that takes the place of one of the four."""
        yield from islice(self._clusters(rng, n, records), n)

    def drafts(self, rng: random.Random, n: int) -> Iterator[Paraphrase]:
        """The questions that `cases` asks, to be put in other words."""
        for question, _ in islice(self._questions(rng, n), _MOST):
            yield Paraphrase(question)

    def _clusters(self, rng: random.Random, n: int, records: Sequence[Record]) -> Iterator[Case]:
        written = {r.stem: r.paraphrase for r in records if isinstance(r, ParaphraseRecord)}
        for index, (question, picked) in enumerate(self._questions(rng, n)):
            yield from _cluster(question, _with_written(question, picked, written), f"q{index:05d}")

    def _questions(self, rng: random.Random, n: int) -> Iterator[tuple[Question, list[Varied]]]:
        fresh, turns = Fresh(), _Turns(rng)
        topics = list(TOPICS)
        for index in range(max(1, n // PER_CLUSTER)):
            make = TOPICS[topics[index % len(topics)]]
            question = fresh.draw(lambda make=make: make(rng), _key)  # type: ignore[misc]
            yield question, turns.pick(rng, question, PER_CLUSTER - 2)

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        if case.choices:
            return self._choice(case, replies)
        return (self._word if "wrong" in case.data else self._number)(case, replies)

    def ideal(self, case: Case) -> list[str]:
        return [case.reference]

    def worst(self, case: Case) -> list[str]:
        if case.choices:
            return [next(c for c in case.choices if c != case.reference)]
        return [case.data["wrong"][0] if "wrong" in case.data else str(int(case.reference) + 7)]


def _key(question: Question) -> tuple[str]:
    """What makes a question another one: not the order of its options, which is a variation."""
    return ("\n".join((question.stem, *sorted(question.options))),)


Varied = tuple[Variation, Question, int]
"""A variation, the question after it, and how many candidates were rejected because their answer might not hold."""


class _Turns:
    """Which variations a question gets: families and their members take turns, so that every slice fills evenly."""

    def __init__(self, rng: random.Random) -> None:
        self._waiting: dict[str, list[Variation]] = {}
        for variation in (VARIATIONS[name] for name in VARIATIONS):
            # another format of the answer is the matter of robustness/format
            if variation.keeps_answer and variation.family != "format":
                self._waiting.setdefault(variation.family, []).append(variation)
        for members in self._waiting.values():
            rng.shuffle(members)

    def pick(self, rng: random.Random, question: Question, k: int) -> list[Varied]:
        """`k` variations that really change the question, with the varied questions: in turn from each family."""
        picked: list[Varied] = []
        families = sorted(self._waiting, key=lambda family: -len(self._waiting[family]))
        while len(picked) < k and families:
            for family in tuple(families):
                if len(picked) == k:
                    break
                found = self._next(rng, question, family, {v.name for v, _, _ in picked})
                if found is None:
                    families.remove(family)
                else:
                    picked.append(found)
        return picked

    def _next(self, rng: random.Random, question: Question, family: str, taken: set[str]) -> Varied | None:
        queue, tally = self._waiting[family], Tally()
        for place, variation in enumerate(queue):
            if variation.name in taken:
                continue
            changed = varied(rng, question, variation, tally)
            if changed is not None:
                queue.append(queue.pop(place))
                return variation, changed, tally.rejections
        return None


def _with_written(question: Question, picked: list[Varied], written: dict[str, str]) -> list[Varied]:
    """The picked variations, one that changes words, or else the last one, replaced by what a model wrote. It draws nothing,
    so that the questions are the same with and without."""
    stem = written.get(question.stem, "")
    changed = replace(question, stem=stem)
    if not stem or not picked or flaw(question, changed):
        return picked
    words = [place for place, (made, _, _) in enumerate(picked) if made.family == "words"]
    place = (words or [len(picked) - 1])[-1]
    return [*picked[:place], (by_model(stem), changed, 0), *picked[place + 1 :]]


def _cluster(question: Question, picked: Sequence[Varied], cluster: str) -> Iterator[Case]:
    first, *rest = (
        _case(changed, cluster, arm="varied", variation=made, rejected=rejected) for made, changed, rejected in picked
    )
    yield _case(question, cluster, arm="original")
    yield first
    yield _case(question, cluster, arm="a/a")
    yield from rest


def _case(question: Question, cluster: str, *, arm: str, variation: Variation | None = None, rejected: int = 0) -> Case:
    name = variation.name if variation else ("a/a" if arm == "a/a" else "")
    tags = {"topic": question.topic, "arm": arm}
    if variation:
        tags["family"] = variation.family
    data: dict[str, Any] = {"rejected": rejected} if variation else {}
    if question.options and question.layout in ("bullets", "json"):
        data["labels"] = "none"
    if question.distractors:
        data["wrong"] = list(question.distractors)
    return Case(
        prompt=question.render(),
        reference=question.answer,
        choices=question.options,
        cluster=cluster,
        variation=name,
        draw=1 if arm == "a/a" else 0,
        tags=tags,
        data=data,
    )
