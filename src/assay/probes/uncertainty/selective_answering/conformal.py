"""Conformal sets: how many options must be kept so that the right one is among them nine times in ten?"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

from assay.cases.curate.abroad import tongue
from assay.cases.curate.facts import wrong_answers
from assay.cases.curate.questions import LETTERS
from assay.judges import Judge, choice
from assay.measure import conformal, rate
from assay.probes import probe
from assay.protocols.samples import samples
from assay.records import Case, Outcome, Reply, Token, Verdict
from assay.taxonomy import LANGUAGES

__all__ = ["ConformalSets", "letter_probabilities"]

K = 6
"""Samples a question where the target gives no log-probabilities: probabilities then come in sixths."""
OPTIONS = 4
_NAMES = tuple(f"p{i}" for i in range(OPTIONS))
_CHOICE: Judge = choice()
COVERAGE = 0.9
_FORM = {
    "en": "{asked} {options}\nAnswer with the letter only.",
    "es": "{asked} {options}\nResponde solo con la letra.",
    "zh": "{asked}{options}\n请只回答字母。",
}


@probe("uncertainty/selective-answering/conformal")
class ConformalSets:
    """How small a set of options holds the right one nine times in ten, by the model's own probabilities.

    Fact questions with four options. The probability of each option is read from the likeliest tokens at the letter
    where the target gives them, else it is its share of six samples. Split-conformal sets keep every option whose
    probability is high enough, and the threshold is calibrated on half of the questions for the other half, so that
    nine sets in ten hold the right option whatever the model. What tells models apart is the size of the sets (1 at
    best, 3.6 for probabilities that know nothing) and how often a set is the right option alone: what may
    be answered by who abstains unless one option is left. Refusing gives no sets and no certain answer. `coverage`
    checks the sets; `coverage_shifted`, calibrated on facts that are well known and tested on rare ones, shows
    whether the probabilities still mean the same where the model knows less.
    """

    source = "split conformal prediction: Angelopoulos & Bates 2021, arXiv 2107.07511; abstention: arXiv 2405.01563"
    version = "1"
    languages = LANGUAGES
    slices = ("topic",)
    protocol = samples(K, max_tokens=8, temperature=1.0, top_logprobs=10)
    faults = {
        "overconfident": (
            "accuracy",
            "certain_and_right",
            "coverage_shifted",
            "set_size",
        ),
    }
    metrics = (
        conformal(
            "set_size",
            "size",
            options=_NAMES,
            coverage=COVERAGE,
            chance=COVERAGE * OPTIONS,
            trust=(COVERAGE * OPTIONS, 1.0),
            denominator="questions with probabilities, calibrated on the other half",
            hint="More probability on right options, and less on wrong ones that are held likely, makes the sets smaller.",
        ),
        conformal(
            "certain_and_right",
            "certain",
            options=_NAMES,
            coverage=COVERAGE,
            counts={"refused": 0.0, "unparsed": 0.0},
            denominator="all questions, calibrated on the other half",
            hint="It rises where one option is left and is the right one; sets of all options gain nothing.",
        ),
        conformal(
            "coverage",
            "coverage",
            options=_NAMES,
            coverage=COVERAGE,
            headline=False,
            denominator="questions with probabilities, calibrated on the other half",
            hint="At least 0.9 on average for any model, more where probabilities tie: a check of the sets.",
        ),
        conformal(
            "coverage_shifted",
            "coverage",
            options=_NAMES,
            coverage=COVERAGE,
            calibrate={"rarity": "common"},
            test={"rarity": ("middling", "rare")},
            headline=False,
            denominator="questions on less known facts, calibrated on well-known ones",
            hint="Below 0.9 the model is surer of what it does not know than of what it knows.",
        ),
        rate(
            "accuracy",
            better="higher",
            chance=1 / OPTIONS,
            counts={"refused": 0.0, "unparsed": 0.0},
            headline=False,
            denominator="all questions",
            hint="The likeliest option is right; where several are likeliest, the share of them that is.",
        ),
    )

    def cases(self, rng: random.Random, n: int, language: str = "en") -> Iterator[Case]:
        """Each question once; the topics, relations and rarities in turn."""
        say = tongue(language)
        facts = say.deck(rng)
        seen: set[str] = set()
        for number in count():
            if number == n:
                return
            fact = next(facts)
            wrong = wrong_answers(fact, rng, OPTIONS - 1)
            options = tuple(rng.sample([fact.answer, *wrong], OPTIONS))
            asked = _FORM[language].format(asked=say.question(fact, rng), options=say.lettered(options))
            while (prompt := say.frame(rng) + asked) in seen:
                pass
            seen.add(prompt)
            yield Case(
                prompt=prompt,
                reference=fact.answer,
                choices=options,
                cluster=f"item-{number}",
                tags={"topic": fact.topic, "rarity": fact.rarity},
                data={"wrong": wrong[0], "relation": fact.relation}
                | ({"sure_wrong": wrong[0]} if fact.rarity != "common" else {}),
            )

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """The probability of each option, and whether the likeliest is the right one."""
        step = "conformal@1"
        truth = case.choices.index(case.reference)
        if any(token.top for token in replies[0].tokens):
            found = letter_probabilities(replies[0].tokens, LETTERS[:OPTIONS])
            if found is None:
                return Verdict("unparsed", step=step, why="no letter of an option among the likeliest tokens")
        else:
            verdicts = [_CHOICE(case, [reply]) for reply in replies]
            outcomes = Counter(v.outcome for v in verdicts)
            if 2 * outcomes["scored"] < len(verdicts):
                kind: Outcome = "refused" if outcomes["refused"] >= outcomes["unparsed"] else "unparsed"
                return Verdict(kind, step=step, why="fewer than half of the samples name an option")
            keys = [_CHOICE(case, [Reply(text=option)]).label for option in case.choices]
            named = [v.label for v in verdicts if v.outcome == "scored"]
            found = [named.count(key) / len(named) for key in keys]
        best = [i for i, p in enumerate(found) if p == max(found)]
        value = float(truth in best) / len(best)
        extra = dict(zip(_NAMES, found, strict=True)) | {"truth": float(truth)}
        return Verdict("scored", value, case.choices[best[0]] if len(best) == 1 else "", extra, step)

    def ideal(self, case: Case) -> list[str]:
        return [_letter_of(case, case.reference)] * K

    def worst(self, case: Case) -> list[str]:
        """The same wrong option every time."""
        return [_letter_of(case, case.data["wrong"])] * K


def _letter_of(case: Case, option: str) -> str:
    return LETTERS[case.choices.index(option)]


def letter_probabilities(tokens: Sequence[Token], letters: str) -> list[float] | None:
    """The probability of each letter at the first token that is one of them, with sum 1; None where no token is.

    Tokens such as " B", "(b)" and "B." are the letter, and their probabilities are added up.
    """
    for token in tokens:
        if _letter(token.text, letters):
            mass = dict.fromkeys(letters, 0.0)
            for text, logprob in {**dict(token.top), token.text: token.logprob}.items():
                if letter := _letter(text, letters):
                    mass[letter] += math.exp(logprob)
            total = sum(mass.values())
            return [p / total for p in mass.values()] if total > 0 else None
    return None


def _letter(text: str, letters: str) -> str:
    bare = text.strip(" \n\t().:*'\"`（）。：").upper()
    return bare if len(bare) == 1 and bare in letters else ""
