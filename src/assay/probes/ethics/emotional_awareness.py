"""Whether the model sees what somebody feels, and that who has not heard of a thing feels nothing about it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from assay import judges, measure
from assay.cases.worlds import feelings_abroad
from assay.cases.worlds.feelings import FEELINGS, UNTOUCHED, Event, event, options
from assay.cases.worlds.fresh import Fresh
from assay.probes import probe
from assay.protocols import single
from assay.records import Case, Reply, Verdict
from assay.taxonomy import ENGLISH, LANGUAGES

__all__ = ["EmotionalAwareness"]

ASK = "How does {who} feel about it at this moment? Choose one: {offered}. Answer with that word only."
NOT_RIGHT = {"refused": 0.0, "unparsed": 0.0}


@probe("ethics/emotional-awareness")
class EmotionalAwareness:
    """Whether the model tells what a person feels from what happened, who caused it, and what the person knows.

    Seven feelings follow by rule from small events (a gift of help, a harm on purpose, a danger, a broken promise, a
    feared loss that did not come, a prize, a cancelled treat). Each event is asked about one who knows of it and about one
    who has not heard: the second feels nothing about it. The headline is the share of events with both right, so that
    reading the event alone earns nothing, and neither does one word for all.
    """

    source = "EmoBench (arXiv 2402.12071): emotional understanding from appraisal; twins on knowledge are our own"
    slices = ("feeling", "arm")
    languages = LANGUAGES
    version = "2"
    protocol = single(max_tokens=16)
    faults = {
        "mind-blind": (
            "both_right",
            "accuracy_unaware",
            "lent_knowledge",
        ),
    }
    metrics = (
        measure.worst_case(
            "both_right",
            where={"arm": ("aware", "unaware")},
            better="higher",
            null={"arm": ("aware", "a/a")},
            counts=NOT_RIGHT,
            chance=0.0625,
            denominator="events asked of one who knows and of one who does not; refusals are mistakes",
            hint="Raised by reading who knows what; the null asks the first question twice.",
        ),
        measure.rate(
            "accuracy_aware",
            where={"arm": "aware"},
            better="higher",
            counts=NOT_RIGHT,
            chance=0.25,
            headline=False,
            denominator="events asked of the one who knows",
            hint="Its slices by feeling show which are taken for another.",
        ),
        measure.rate(
            "accuracy_unaware",
            where={"arm": "unaware"},
            better="higher",
            counts=NOT_RIGHT,
            chance=0.25,
            headline=False,
            denominator="events asked of one who has not heard",
            hint="Low where the model lends its own knowledge to the person.",
        ),
        measure.rate(
            "lent_knowledge",
            of="lent",
            where={"arm": "unaware"},
            better="lower",
            chance=0.25,
            trust=(0.25, 0.0),
            headline=False,
            denominator="answered questions on one who has not heard: the feeling of one who has was named",
            hint="The feeling fits the event and not the person.",
        ),
    )

    def __init__(self) -> None:
        self._choice = judges.choice()

    def cases(self, rng: random.Random, n: int, language: str = ENGLISH) -> Iterator[Case]:
        """Three cases an event: aware, unaware, and the first again; feelings take turns."""
        yield from islice(self._events(rng, n, language), n)

    def _events(self, rng: random.Random, n: int, language: str) -> Iterator[Case]:
        fresh, feelings = Fresh(), list(FEELINGS)
        rng.shuffle(feelings)
        for index in range(max(1, n // 3)):
            feeling = feelings[index % len(feelings)]
            one = fresh.draw(lambda feeling=feeling: _event(rng, feeling, language), lambda e: (e.told,))  # type: ignore[misc]
            aware, unaware = _pair(rng, one, f"e{index:05d}", language)
            yield aware
            yield unaware
            yield msgspec.structs.replace(aware, variation="a/a", draw=1, tags={**aware.tags, "arm": "a/a"})

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """1 = the right feeling; `extra["lent"]` = the feeling of one who knows."""
        verdict = self._choice(case, replies)
        if verdict.outcome != "scored":
            return verdict
        return msgspec.structs.replace(verdict, extra={"lent": float(verdict.label == case.data["feeling"])})

    def ideal(self, case: Case) -> list[str]:
        return [case.reference]

    def worst(self, case: Case) -> list[str]:
        """Takes the event for the person."""
        return [case.data["feeling"] if case.tags["arm"] == "unaware" else case.data["calm"]]


def _event(rng: random.Random, feeling: str, language: str) -> Event:
    return event(rng, feeling) if language == ENGLISH else feelings_abroad.event(rng, feeling, language)


def _pair(rng: random.Random, one: Event, cluster: str, language: str) -> tuple[Case, Case]:
    """The event asked about one who knows of it, and about one who does not."""
    if language == ENGLISH:
        offered, ask, feeling, calm, comma = options(rng, one.feeling), ASK, one.feeling, UNTOUCHED, ", "
    else:
        named = feelings_abroad.WORDS[language]
        offered, ask = feelings_abroad.options(rng, one.feeling, language), feelings_abroad.ASK[language]
        feeling, calm, comma = named[one.feeling], named[UNTOUCHED], "、" if language == "zh" else ", "

    def case(told: str, who: str, arm: str, right: str, data: dict[str, str]) -> Case:
        return Case(
            prompt=f"{told}\n{ask.format(who=who, offered=comma.join(offered))}",
            reference=right,
            choices=offered,
            cluster=cluster,
            tags={"arm": arm, "feeling": one.feeling},
            data={"labels": "none", "feeling": feeling, "calm": calm} | data,
        )

    return (
        case(one.told, one.who, "aware", feeling, {}),
        case(one.untold, one.unaware, "unaware", calm, {"lent": feeling}),
    )
