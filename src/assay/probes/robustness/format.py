"""Robustness to the format of a question: open, options, true or false, a blank, a list of facts, JSON."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from functools import partial
from json import dumps

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from assay import judges, measure
from assay.cases.order import fit
from assay.cases.vary import Question
from assay.cases.vary.checked import Tally, broken
from assay.cases.vary.formats import FORMATS, WORDINGS, true_false
from assay.cases.worlds.fresh import Fresh
from assay.cases.worlds.quiz import TOPICS
from assay.cases.worlds.quiz_abroad import TOPICS_ABROAD
from assay.judges import json_answer
from assay.measure.table import Table
from assay.probes import probe
from assay.protocols import single
from assay.records import Case, Outcome, Reply, Verdict
from assay.taxonomy import LANGUAGES

__all__ = ["CHANCE", "Format", "spread", "worst_format"]

NAMES = ("open", "choice", "true-false", "fill-in", "list", "json")
"""The formats; true or false is asked twice, of a true and of a false statement."""

CHANCE = {
    "recall": 1 / 3,
    "owner": 1 / 3,
    "ordering": 1 / 4,
    "chain": 1 / 4,
    "reading": 1 / 2,
    "week": 1 / 7,
    "arithmetic": 0.0,
    "ledger": 0.0,
}
"""What a guess gets where no options are offered: one of the names, things or days that the text holds; no number."""

# no answer is worth what a guess is worth: with the chance corrected, nothing
_NO_ANSWER: dict[Outcome, float] = {"refused": 0.0, "unparsed": 0.0}
_ASKED, _AGAIN = {"arm": "asked"}, {"arm": "a/a"}
_LEAST, _WIDEST = -1.267, 2.534
"""The expected least of six standard normal draws, and their expected range."""


def _matrix(table: Table) -> NDArray[np.float64]:
    """The chance-corrected score of each question (rows) in each format (columns), NaN where it was not asked."""
    values = table.counted("skill", _NO_ANSWER)
    formats = table.text.get("format")
    shape = (int(table.cluster.max()) + 1 if len(table) else 0, len(NAMES))
    total, count = np.zeros(shape), np.zeros(shape)
    for column, name in enumerate(NAMES):
        rows = (formats == name) & ~np.isnan(values)
        np.add.at(total[:, column], table.cluster[rows], values[rows])
        np.add.at(count[:, column], table.cluster[rows], 1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _means(table: Table) -> NDArray[np.float64] | None:
    """The mean score of each format, None where one of them was never answered."""
    scores = _matrix(table)
    if not len(scores) or np.isnan(scores).all(axis=0).any():
        return None
    return np.asarray(np.nanmean(scores, axis=0))


def worst_format(table: Table) -> float | None:
    """The chance-corrected accuracy in the format where it is lowest, in [−1, 1]."""
    means = _means(table)
    return None if means is None else float(means.min())


def spread(table: Table) -> float | None:
    """The chance-corrected accuracy in the best format less that in the worst one, in [0, 2]."""
    means = _means(table)
    return None if means is None else float(np.ptp(means))


def _noise(table: Table) -> tuple[float, float] | None:
    """The mean over formats, and the standard error of one format's mean that the formats' own noise explains."""
    means = _means(table)
    if means is None:
        return None
    scores = _matrix(table)
    scores = scores[~np.isnan(scores).any(axis=1)]
    if len(scores) < 2:
        return None
    rest = scores - scores.mean(axis=1, keepdims=True)
    variance = float(rest.var(axis=0, ddof=1).mean()) * len(NAMES) / (len(NAMES) - 1)
    return float(means.mean()), float(np.sqrt(variance / len(scores)))


def _null_worst(table: Table) -> float | None:
    """What the worst of six formats is expected to read where they differ by chance alone."""
    found = _noise(table)
    return None if found is None else max(-1.0, found[0] + _LEAST * found[1])


def _null_spread(table: Table) -> float | None:
    """What the spread of six formats is expected to read where they differ by chance alone."""
    found = _noise(table)
    return None if found is None else min(2.0, _WIDEST * found[1])


@probe("robustness/format")
class Format:
    """Whether a model that knows an answer still gives it when it is asked for in another format.

    Each easy question is asked as an open question, with options, as a true and as a false statement, as a blank to
    fill, with its facts as a list, and with the answer as JSON. Guessing is worth another share in each format, so
    scores are corrected for chance: 0 is guessing, 1 always right. The headline is the worst format; the constant
    answers that win one format (always True, always A) score 0 in it. What six formats would differ by chance is
    the null.
    """

    source = "Format spread after arXiv:2310.11324, here between answer formats and corrected for chance"
    slices = ("format", "topic")
    version = "2"
    languages = LANGUAGES
    protocol = single(max_tokens=40)
    faults = {
        "format-fragile": (
            "drop",
            "skill",
            "spread",
            "worst_format",
        ),
    }
    metrics = (
        measure.statistic(
            "worst_format",
            worst_format,
            null=_null_worst,
            of="skill",
            where=_ASKED,
            better="higher",
            range=(-1.0, 1.0),
            chance=0.0,
            counts=_NO_ANSWER,
            denominator="questions, each in six formats (no answer counts as a guess)",
            hint="Answering as well in the format that is worst now; the null is the worst of six equal ones.",
        ),
        measure.statistic(
            "spread",
            spread,
            null=_null_spread,
            of="skill",
            where=_ASKED,
            better="lower",
            range=(0.0, 2.0),
            counts=_NO_ANSWER,
            headline=False,
            denominator="questions, each in six formats (no answer counts as a guess)",
            hint="The best format less the worst one; who is wrong in all of them has none, so read it with `skill`.",
        ),
        measure.mean(
            "skill",
            of="skill",
            where=_ASKED,
            null=_AGAIN,
            range=(-1.0, 1.0),
            better="higher",
            chance=0.0,
            counts=_NO_ANSWER,
            headline=False,
            unit="accuracy above chance, as a share of what is above it",
            denominator="questions in all formats (no answer counts as a guess); the null is the open ones asked again",
            hint="Its slices by format show where answers are lost.",
        ),
        measure.difference(
            "drop",
            of="skill",
            a=_ASKED | {"format": "open"},
            b=_ASKED | {"format": NAMES[1:]},
            null=(_ASKED | {"format": "open"}, _AGAIN),
            range=(-2.0, 2.0),
            span=(-1.0, 1.0),
            better="zero",
            counts=_NO_ANSWER,
            headline=False,
            unit="accuracy above chance",
            denominator="questions asked open and in the other formats, as pairs",
            hint="Above zero, the open form is answered better; the null is an unchanged re-ask.",
        ),
        measure.rate(
            "json_valid",
            of="valid",
            where=_ASKED | {"format": "json"},
            better="higher",
            counts=_NO_ANSWER,
            headline=False,
            denominator="answers asked for as JSON",
            hint="Replying with the JSON object and nothing else, whatever the answer in it.",
        ),
    )

    def __init__(self) -> None:
        self._choice = judges.choice()
        self._number = judges.numeric()
        self._word = judges.exact(contains=True)
        self._yes_no = judges.yes_no()

    def cases(self, rng: random.Random, n: int, language: str = "en") -> Iterator[Case]:
        yield from fit(self._clusters(rng, language), n)

    def _clusters(self, rng: random.Random, language: str) -> Iterator[Sequence[Case]]:
        seen = Fresh()
        topics = [topic for topic in (TOPICS if language == "en" else TOPICS_ABROAD) if topic in CHANCE]
        for index in itertools.count():
            topic = topics[index % len(topics)]
            make = partial(TOPICS[topic], rng) if language == "en" else partial(TOPICS_ABROAD[topic], rng, language)
            question = seen.draw(make, lambda q: [f"{q.stem}{sorted(q.options)}"])
            yield _cluster(rng, question, f"f{index:05d}")

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """`skill` is (right − chance)/(1 − chance); `valid`, for JSON, whether a parser could read the reply."""
        extra: dict[str, float] = {}
        name, said = case.tags["format"], None
        if name == "json" and replies:
            # a model that falls back to English names the key in it
            keys = dict.fromkeys((_key(case), _key(None)))
            said, whole = next((r for key in keys if (r := json_answer(replies[-1].text, key))[0]), (None, False))
            extra["valid"] = float(whole)
            if said is not None:
                replies = [replace(replies[-1], text=said)]
        if name == "choice":
            verdict = self._choice(case, replies)
        elif name == "true-false":
            verdict = self._yes_no(case, replies)
        else:
            verdict = (self._word if "wrong" in case.data else self._number)(case, replies)
        if verdict.outcome == "unparsed" and said is not None:
            # the object holds something else than an answer to the question
            verdict = Verdict("scored", 0.0, said[:40], {}, verdict.step, "not an answer")
        if verdict.outcome != "scored":
            return verdict
        chance = case.data["chance"]
        extra["skill"] = ((verdict.value or 0.0) - chance) / (1 - chance)
        return replace(verdict, extra=verdict.extra | extra)

    def ideal(self, case: Case) -> Sequence[str]:
        return [_written(case, case.reference)]

    def worst(self, case: Case) -> Sequence[str]:
        if case.choices:
            return [next(c for c in case.choices if c != case.reference)]
        return [_written(case, case.data["wrong"][0] if "wrong" in case.data else str(int(case.reference) + 7))]


def _key(case: Case | None) -> str:
    """The key under which the answer stands in JSON, in the language of the case."""
    return WORDINGS[case.tags.get("language", "en") if case else "en"].key


def _written(case: Case, answer: str) -> str:
    return dumps({_key(case): answer}, ensure_ascii=False) if case.tags["format"] == "json" else answer


def _cluster(rng: random.Random, question: Question, cluster: str) -> list[Case]:
    """The question in every format, true and false statements in either order, and the open one once more."""
    tally, asked = Tally(), []
    for name in NAMES:
        if name == "true-false":
            asked += [(name, true_false(rng, question, true)) for true in rng.sample((True, False), 2)]
            continue
        variation = FORMATS[name]
        changed = variation.change(rng, question)
        if reason := broken(question, changed, variation):
            tally.rejected[variation.name, reason] += 1
            continue
        asked.append((name, changed))
    cases = [_case(question, changed, cluster, name, tally.rejections) for name, changed in asked]
    return [*cases, _case(question, asked[0][1], cluster, "open", tally.rejections, again=True)]


def _case(
    question: Question, changed: Question, cluster: str, name: str, rejected: int, *, again: bool = False
) -> Case:
    guess = 1 / len(changed.options) if changed.options else CHANCE[question.topic]
    data = {"format": name, "chance": guess, "rejected": rejected}
    if changed.distractors and not changed.options:
        data["wrong"] = list(changed.distractors)
    return Case(
        prompt=changed.render(),
        reference=changed.answer,
        choices=changed.options,
        cluster=cluster,
        variation="a/a" if again else ("" if name == "open" else name),
        draw=int(again),
        tags={"format": name, "topic": question.topic, "arm": "a/a" if again else "asked"},
        data=data,
    )
