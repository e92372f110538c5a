"""Robustness to the language of a question: the same facts, sums and orders in English, Spanish and Chinese."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from assay import judges, measure
from assay.cases.order import fit
from assay.cases.worlds.fresh import Fresh, texts
from assay.cases.worlds.tongues import LANGUAGES, TOPICS, Asked, question
from assay.judges import mentions, reply_language
from assay.probes import probe
from assay.probes.robustness._both import NOT_RIGHT
from assay.protocols import single
from assay.records import Case, Reply, Verdict

__all__ = ["Language"]

CHANCE = (1 / 4 + 0 + 1 / 3 + 1 / 4 + 1 / 4) / 5
"""A guess among the options, over five topics of which one asks for a number."""

_EN, _AGAIN = {"language": "en", "again": "no"}, {"again": "yes"}
_OTHER = {"language": ("es", "zh")}
_FIRST = {"again": "no"}
_NAMES = {"en": "English", "es": "Spanish", "zh": "Chinese"}

_choice = judges.choice()
_number = judges.numeric()


@probe("robustness/language")
class Language:
    """Whether what the model knows in English it also knows, and says, in Spanish and Chinese.

    Each question (part of the world, borders, a sum, a weekday, who is the oldest) is asked in the three languages with
    the same options, and in English once more (A/A). An answer counts where it is right and in the
    language of the question; the drops look at what it says in whichever language. The headline asks for all three at
    once, which a constant answer meets by chance alone.
    """

    source = "Cross-language consistency after arXiv:2310.10378; names of countries from pycountry"
    slices = ("topic", "language")
    version = "2"
    protocol = single(max_tokens=32)
    faults = {
        "english-only": (
            "accuracy_es",
            "accuracy_zh",
            "right_everywhere",
            "wrong_language_rate",
        ),
    }
    metrics = (
        measure.worst_case(
            "right_everywhere",
            where=_FIRST,
            null={"language": "en"},
            counts=NOT_RIGHT,
            chance=(3 * 1 / 64 + 1 / 27 + 0) / 5,
            denominator="questions, each in three languages; right means right in all of them, in that language",
            hint="One wrong language loses a question; the null is the worse of two asks in English.",
        ),
        *(
            measure.rate(
                f"accuracy_{language}",
                where={"language": language} | _FIRST,
                null=_AGAIN if language == "en" else None,
                better="higher",
                chance=CHANCE,
                counts=NOT_RIGHT,
                headline=False,
                denominator=f"questions in {_NAMES[language]}; no answer, or one in another language, counts as wrong",
                hint=f"Right answers in {_NAMES[language]} to questions in {_NAMES[language]}.",
            )
            for language in LANGUAGES
        ),
        *(
            measure.difference(
                f"drop_{language}",
                of="right",
                a=_EN,
                b={"language": language},
                null=(_EN, _AGAIN),
                better="zero",
                counts=NOT_RIGHT,
                headline=False,
                denominator=f"questions asked in English and in {_NAMES[language]}, as pairs; answers in any language",
                hint="Accuracy lost to the language of the question, whatever the language of the answer.",
            )
            for language in ("es", "zh")
        ),
        measure.consistency(
            "consistency",
            base=_EN,
            against=_OTHER,
            null=_AGAIN,
            counts=NOT_RIGHT,
            headline=False,
            denominator="questions in Spanish and Chinese whose English form was asked; no answer counts as a change",
            hint="The same option or number as in English, right or wrong: a constant answer scores 1.",
        ),
        measure.rate(
            "wrong_language_rate",
            of="wrong_language",
            where=_OTHER,
            null=_EN,
            better="lower",
            headline=False,
            denominator="readable answers to questions in Spanish and Chinese",
            hint="Answering in the language of the question.",
        ),
    )

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        yield from fit(self._clusters(rng), n)

    def _clusters(self, rng: random.Random) -> Iterator[Sequence[Case]]:
        seen = Fresh()
        topics = list(TOPICS)
        for index in itertools.count():
            topic = topics[index % len(topics)]
            yield seen.draw(lambda topic=topic, index=index: _cluster(question(rng, topic), f"l{index:05d}"), texts)  # type: ignore[misc]

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """`right`: the right option or number, in any of the languages. `wrong_language`: the answer is not in the one
        asked. The value is 1 where it is right and not in a wrong one; the label names the option by its English."""
        asked = case.tags["language"]
        read, where = self._read(case, replies, asked)
        if read.outcome != "scored":
            return read
        # names of two languages may be one word; a reply that is an option and no more was read by its language above
        options = case.data.get("options", {})
        written = reply_language(replies[-1].text, [name for code in LANGUAGES for name in options.get(code, ())])
        strange = where != asked or written not in ("", asked)
        right = float(read.value or 0.0)
        extra = {"right": right, "wrong_language": float(strange)}
        return Verdict("scored", right * (not strange), read.label, extra, read.step, read.why)

    def _read(self, case: Case, replies: Sequence[Reply], asked: str) -> tuple[Verdict, str]:
        """The verdict by the options of the language asked or, where none of them is named, of another, and which."""
        if not case.choices:
            return _number(case, replies), asked
        verdicts = []
        for language in (asked, *(other for other in LANGUAGES if other != asked)):
            options = tuple(case.data["options"][language])
            verdict = _choice(replace(case, choices=options, reference=options[0]), replies)
            if verdict.outcome == "scored":
                return replace(verdict, label=_english(case, options, verdict.label)), language
            verdicts.append(verdict)
            if language == asked and any(mentions(replies[-1].text, option) for option in options):
                break  # it names several: that a name is spelt alike in another language settles nothing
        return verdicts[0], asked

    def ideal(self, case: Case) -> Sequence[str]:
        return [case.reference]

    def worst(self, case: Case) -> Sequence[str]:
        """A wrong option, the same in every language; a number that is off by seven."""
        if case.choices:
            return [case.data["options"][case.tags["language"]][1]]
        return [str(int(case.reference) + 7)]


def _english(case: Case, options: Sequence[str], label: str) -> str:
    """The English text of the option with this label, so that answers compare across languages."""
    names = [judges.answer_key(option) for option in options]
    return str(case.data["options"]["en"][names.index(label)]) if label in names else label


def _cluster(asked: Asked, cluster: str) -> list[Case]:
    """The question in the three languages, and in English once more."""
    return [*(_case(asked, cluster, language) for language in LANGUAGES), _case(asked, cluster, "en", again=True)]


def _case(asked: Asked, cluster: str, language: str, *, again: bool = False) -> Case:
    data: dict[str, object] = {}
    if asked.options:
        data = {"labels": "none", "options": {code: list(asked.named(code)) for code in LANGUAGES}}
    if language != "en":
        data["in_english"] = f"The answer is {asked.right('en')}."
    return Case(
        prompt=asked.prompt(language),
        reference=asked.right(language),
        choices=asked.shown(language),
        cluster=cluster,
        variation="a/a" if again else ("" if language == "en" else language),
        draw=int(again),
        tags={"topic": asked.topic, "language": language, "again": "yes" if again else "no"},
        data=data,
    )
