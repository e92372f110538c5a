"""Questions about photographs whose objects are labelled: is this there, are there so many of it?

What is not there is chosen as POPE does (Li et al. 2023, arXiv 2305.10355): any, the most frequent in the set, or what is most
often seen with what is there. Numbers come in pairs of photographs, one of which shows one more: both numbers are asked of
both, so that a favourite number, or the number alone, says nothing about the answer.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, zip_longest

import msgspec

from assay.cases.curate.record import PhotographRecord, Record
from assay.cases.order import fit
from assay.cases.twins import twin
from assay.errors import SourceError
from assay.records import Case, Message, Picture

__all__ = ["photographs"]

FOILS = ("adversarial", "popular", "random")
"""In the order in which they choose: what is any takes what the others leave."""

MOST = 5
"""The largest number that is asked about: beyond, labels and eyes grow unsure."""

THERE = (
    "Is this in the photograph: {name}? Answer yes or no only.",
    "Look at the photograph. Does it show this: {name}? Answer with yes or no and nothing else.",
    "Can this be seen in the photograph: {name}? Reply with one word, yes or no.",
)
MANY = (
    "Is the number of these in the photograph exactly {number}: {name}? Answer yes or no only.",
    "Count in the photograph: {name}. Is the number exactly {number}? Answer with yes or no and nothing else.",
    "Look at the photograph. Is {number} the exact number of this in it: {name}? Reply with one word, yes or no.",
)


def photographs(rng: random.Random, n: int, records: Sequence[Record]) -> Iterator[Case]:
    """At most `n` cases about the photographs among `records`, fewer where all that can be asked was. Raises SourceError where
    nothing can be."""
    shown = [r for r in records if isinstance(r, PhotographRecord)]
    found = _Set(shown)
    rounds = chain.from_iterable(zip_longest(_by_object(rng, shown, found), _by_number(rng, shown)))
    first = None
    for first in fit((cluster for cluster in rounds if cluster), n):
        yield first
    if first is None:
        raise SourceError(
            f"nothing can be asked of the {len(shown):,} photographs of the sources: all show the same kinds of things"
        )


class _Set:
    """What is to be seen in a set of photographs: in how many each thing, and each two together."""

    def __init__(self, shown: Sequence[PhotographRecord]) -> None:
        self.often = Counter(name for r in shown for name in r.objects)
        self.together = Counter(pair for r in shown for pair in combinations(sorted(r.objects), 2))

    def foil(self, rng: random.Random, foil: str, there: Iterable[str], absent: Sequence[str]) -> str:
        """One of the `absent`, beside what is `there`; of those that are as likely, any."""
        return max(rng.sample(absent, len(absent)), key=lambda name: self._likely(foil, name, there))

    def _likely(self, foil: str, name: str, there: Iterable[str]) -> int:
        if foil == "adversarial":
            return sum(self.together[min(name, other), max(name, other)] for other in there)
        return self.often[name] if foil == "popular" else 0


def _by_object(rng: random.Random, shown: Sequence[PhotographRecord], found: _Set) -> Iterator[list[Case]]:
    """Photograph after photograph: up to three things that are there, each beside one that is not, and one question again. After
    all, those that have more: other things, none that was asked about before."""
    there = {r.media: rng.sample(sorted(r.objects), len(r.objects)) for r in shown}
    absent = {r.media: [name for name in sorted(found.often) if name not in r.objects] for r in shown}
    turns = list(shown)
    while turns := [r for r in turns if there[r.media] and absent[r.media]]:
        rng.shuffle(turns)
        for number, r in enumerate(turns):
            # what has fewer than three things, or lacks fewer, has not all sorts of foils: each in turn
            most = min(len(FOILS), len(there[r.media]), len(absent[r.media]))
            sorts = {FOILS[(number + k) % len(FOILS)] for k in range(most)}
            made: list[Case] = []
            for foil in (foil for foil in FOILS if foil in sorts):
                strange = found.foil(rng, foil, r.objects, absent[r.media])
                absent[r.media].remove(strange)
                made += [
                    _asked(rng, r, there[r.media].pop(), foil, True),
                    _asked(rng, r, strange, foil, False),
                ]
            first = made[0] = msgspec.structs.replace(made[0], tags=made[0].tags | {"again": "yes"})
            rng.shuffle(made)
            yield [*made, twin(first, "a/a", tags={"again": "no"})]


def _by_number(rng: random.Random, shown: Sequence[PhotographRecord]) -> Iterator[list[Case]]:
    """Two photographs at a time, one with k and one with k + 1 things of a sort: both numbers asked of both."""
    counted: dict[int, list[tuple[PhotographRecord, str]]] = {k: [] for k in range(1, MOST + 1)}
    for r in shown:
        for name, count in sorted(r.objects.items()):
            if count in counted:
                counted[count].append((r, name))
    for things in counted.values():
        rng.shuffle(things)
    while any(counted[k] and counted[k + 1] for k in range(1, MOST)):
        for k in rng.sample(range(1, MOST), MOST - 1):
            if counted[k] and counted[k + 1]:
                few, more = counted[k].pop(), counted[k + 1].pop()
                cases = [
                    _asked(rng, r, name, "number", number == right, number)
                    for (r, name), right in ((few, k), (more, k + 1))
                    for number in (k, k + 1)
                ]
                rng.shuffle(cases)
                yield cases


def _asked(rng: random.Random, r: PhotographRecord, name: str, foil: str, is_there: bool, number: int = 0) -> Case:
    text = rng.choice(MANY if number else THERE).format(name=name, number=number)
    return Case(
        messages=(Message("user", text, pictures=(Picture(media=r.media),)),),
        reference="yes" if is_there else "no",
        cluster=f"photograph-{r.media[:12]}",
        tags={
            "arm": "asked",
            "foil": foil,
            "there": "yes" if is_there else "no",
            "crowd": "few" if len(r.objects) < 3 else "some" if len(r.objects) < 6 else "many",
            "again": "no",
        },
        data={"wrong": "no" if is_there else "yes", "source": r.provenance.url, "licence": r.provenance.licence}
        | ({"imagined": "yes"} if not is_there and foil == "adversarial" else {}),
    )
