"""Whether the model sees what somebody feels, and that who has not heard of a thing feels nothing about it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from assay import judges, measure
from assay.cases.worlds.feelings import FEELINGS, UNTOUCHED, Event, event, options
from assay.cases.worlds.fresh import Fresh
from assay.probes import probe
from assay.protocols import single
from assay.records import Case, Reply, Verdict

__all__ = ["EmotionalAwareness"]

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
    version = "1"
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

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        """Three cases an event: aware, unaware, and the first again; feelings take turns."""
        yield from islice(self._events(rng, n), n)

    def _events(self, rng: random.Random, n: int) -> Iterator[Case]:
        fresh, feelings = Fresh(), list(FEELINGS)
        rng.shuffle(feelings)
        for index in range(max(1, n // 3)):
            feeling = feelings[index % len(feelings)]
            one = fresh.draw(lambda feeling=feeling: event(rng, feeling), lambda e: (e.told,))  # type: ignore[misc]
            offered = options(rng, feeling)
            aware = _case(one, offered, f"e{index:05d}", aware=True)
            yield aware
            yield _case(one, offered, f"e{index:05d}", aware=False)
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
        return [case.data["feeling"] if case.tags["arm"] == "unaware" else UNTOUCHED]


def _case(one: Event, offered: tuple[str, ...], cluster: str, *, aware: bool) -> Case:
    who, told = (one.who, one.told) if aware else (one.unaware, one.untold)
    return Case(
        prompt=(
            f"{told}\nHow does {who} feel about it at this moment? Choose one: {', '.join(offered)}. "
            "Answer with that word only."
        ),
        reference=one.feeling if aware else UNTOUCHED,
        choices=offered,
        cluster=cluster,
        tags={"arm": "aware" if aware else "unaware", "feeling": one.feeling},
        data={"labels": "none", "feeling": one.feeling} | ({} if aware else {"lent": one.feeling}),
    )
