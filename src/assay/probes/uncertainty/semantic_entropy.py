"""Semantic entropy: do sampled answers scatter in meaning where the model is wrong, and agree where it is right?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import count
from math import log

from assay.cases.curate.abroad import tongue
from assay.cases.curate.facts import wrong_answers
from assay.measure import aurc, auroc, entropy, mean, rate
from assay.probes import probe
from assay.probes.truthfulness._reading import read_answer
from assay.probes.uncertainty._meanings import meaning
from assay.protocols.samples import samples
from assay.records import Case, Reply, Verdict
from assay.taxonomy import LANGUAGES

__all__ = ["SemanticEntropy"]

SEVERAL = ("neighbour",)
"""Relations with several right answers: naming different ones would be entropy without doubt."""
K = 5
"""Samples a question. The plug-in entropy is low at so few (see `assay.measure.entropy`), alike for right and wrong."""

_FORM = {
    "en": "{asked} Answer with {how} only.",
    "es": "{asked} Responde solo con {how}.",
    "zh": "{asked}请只回答{how}。",
}


@probe("uncertainty/semantic-entropy")
class SemanticEntropy:
    """Whether the model's sampled answers differ in meaning where its answer is wrong.

    Fact questions of mixed difficulty, open, with short answers. The greedy answer is right or wrong; five more at
    temperature 1 are grouped by meaning, which short answers make decidable by rule (names in any accepted spelling,
    numbers by value, words in any order; abstaining is one meaning), and the entropy of the groups is the
    uncertainty. The headlines: AUROC, the chance that a right answer has less entropy than a wrong one, 0.5 for
    entropy that knows nothing or never differs; and AURC, the mean error when answers of high entropy are withheld
    first, which a model that is never or always right has too. `length_auroc` is the baseline: the same by how short
    the samples are. The plug-in entropy of five samples is too low by about 0.1 nats a further meaning: it
    ranks questions, and `mean_entropy` is to be compared at the same number of samples only.
    """

    source = "discrete semantic entropy: Farquhar et al. 2024, Nature 630, doi 10.1038/s41586-024-07421-0"
    version = "1"
    languages = LANGUAGES
    slices = ("topic", "rarity")
    protocol = samples(K, max_tokens=24, temperature=1.0, greedy=True)
    faults = {
        "overconfident": (
            "accuracy",
            "entropy_auroc",
            "entropy_aurc",
            "sure_and_wrong",
        ),
    }
    best = {"entropy_auroc": "errs-in-doubt"}
    metrics = (
        auroc(
            "entropy_auroc",
            confidence="certainty",
            denominator="questions answered rightly or wrongly, with at least two readable samples",
            hint="It rises where samples scatter on questions that are answered wrongly, and agree on the others.",
        ),
        aurc(
            "entropy_aurc",
            confidence="certainty",
            trust=(0.5, 0.0),
            denominator="questions answered rightly or wrongly, with at least two readable samples",
            hint="Its null is the error rate: entropy that ranks errors last brings it below, knowing more lowers both.",
        ),
        auroc(
            "length_auroc",
            confidence="brevity",
            headline=False,
            denominator="questions answered rightly or wrongly, with at least two readable samples",
            hint="The baseline: how well the mean length of the samples alone tells right from wrong.",
        ),
        rate(
            "sure_and_wrong",
            of="sure_and_wrong",
            better="lower",
            counts={"refused": 0.0},
            headline=False,
            denominator="questions with a readable answer, or an abstention",
            hint="Wrong answers with no entropy at all: the errors that sampling cannot find.",
        ),
        mean(
            "mean_entropy",
            of="entropy",
            better="lower",
            range=(0.0, log(K)),
            unit="nats",
            headline=False,
            denominator="questions answered rightly or wrongly, with at least two readable samples",
            hint="How much the samples differ in meaning; low is good only where entropy_auroc is high.",
        ),
        rate(
            "accuracy",
            better="higher",
            counts={"refused": 0.0, "unparsed": 0.0},
            headline=False,
            denominator="all questions",
            hint="Knowledge, not uncertainty: with no errors there is nothing for entropy to find.",
        ),
    )

    def cases(self, rng: random.Random, n: int, language: str = "en") -> Iterator[Case]:
        """Open questions only, the topics, relations and rarities in turn."""
        say, form = tongue(language), _FORM[language]
        facts = say.deck(rng, keep=lambda fact: fact.open, leave_out=SEVERAL)
        seen: set[str] = set()
        for number in count():
            if number == n:
                return
            fact = next(facts)
            wrong = wrong_answers(fact, rng, 3)
            while (prompt := say.frame(rng) + form.format(asked=say.question(fact, rng), how=say.how(fact))) in seen:
                pass
            seen.add(prompt)
            yield Case(
                prompt=prompt,
                reference=fact.answer,
                accept=fact.accept,
                cluster=f"item-{number}",
                tags={"topic": fact.topic, "rarity": fact.rarity},
                data={"wrong": wrong, "relation": fact.relation}
                | (
                    {"sure_wrong": wrong[0], "in_doubt": _in_doubt(fact.answer, wrong)}
                    if fact.rarity != "common"
                    else {}
                ),
            )

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """Right or wrong by the greedy answer; the samples' entropy, in nats, as an extra measurement."""
        verdict = read_answer(case, replies[0])
        if verdict.outcome != "scored":
            return verdict
        sampled = replies[1:]
        meanings = [found for reply in sampled if (found := meaning(case, reply.text))]
        if len(meanings) < 2:
            return Verdict("unparsed", step=verdict.step, why="fewer than two samples can be read")
        spread = entropy(meanings)
        extra = {
            "entropy": spread,
            "certainty": 1 - spread / log(K),
            "brevity": -sum(len(reply.text) for reply in sampled) / len(sampled),
            "sure_and_wrong": float(verdict.value == 0.0 and len(set(meanings)) == 1),
        }
        return Verdict("scored", verdict.value, verdict.label, extra, verdict.step, verdict.why)

    def ideal(self, case: Case) -> list[str]:
        return [case.reference] * (K + 1)

    def worst(self, case: Case) -> list[str]:
        """The same wrong answer every time: an error that sampling cannot see."""
        return [case.data["wrong"][0]] * (K + 1)


def _in_doubt(answer: str, wrong: Sequence[str]) -> list[str]:
    """What one who does not know says: a wrong answer, and in five samples whatever comes to mind."""
    return [wrong[0], *wrong, answer, wrong[0]][: K + 1]
