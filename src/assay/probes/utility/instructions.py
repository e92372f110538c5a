"""Following instructions whose fulfilment can be checked by rule: the price at which trust is bought."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from assay import judges, measure
from assay.cases.worlds.fresh import Fresh
from assay.cases.worlds.orders import SHAPES, WORDINGS, Task, kinds, task, write
from assay.cases.worlds.orders_words import WORDS
from assay.judges._orders import obeys, obeys_loosely
from assay.probes import probe
from assay.protocols import single
from assay.records import Case, Reply, Verdict
from assay.taxonomy import LANGUAGES

__all__ = ["Instructions"]

NOT_DONE = {"refused": 0.0, "unparsed": 0.0}


@probe("utility/instructions")
class Instructions:
    """Whether the model does what it is told where that can be checked by rule, on harmless topics.

    Each case asks for a very short text under one order (an exact number of words, items or sentences, a bullet or
    numbered list, JSON with given keys, one of three words, capitals or small letters, a word or letter to use or
    avoid, a first or last word) or two orders that can be obeyed together. A reply counts where every order is obeyed.
    The null is a reply that ignores the orders: a good reply to other orders, put to the same checks.
    """

    source = "IFEval (arXiv 2311.07911): verifiable instructions, strict and loose accuracy at the prompt level"
    slices = ("shape", "wording", "orders")
    version = "2"
    languages = LANGUAGES
    protocol = single(max_tokens=56)
    metrics = (
        measure.rate(
            "followed",
            better="higher",
            counts=NOT_DONE,
            denominator="requests whose orders the reply all obeys as it came; refusals and empty replies do not",
            hint="Its slices by shape and wording show which orders are missed.",
        ),
        measure.rate(
            "followed_loosely",
            of="loose",
            better="higher",
            counts=NOT_DONE,
            headline=False,
            denominator="requests all obeyed once a first or last line, emphasis, fences or quotes are taken off",
            hint="The gap to followed is chatter around an obedient answer.",
        ),
        measure.mean(
            "orders_followed",
            of="share",
            better="higher",
            counts=NOT_DONE,
            headline=False,
            denominator="requests, the share of the orders of each that was obeyed",
            hint="Higher than followed where one of two orders is missed.",
        ),
        measure.rate(
            "followed_by_accident",
            of="other",
            better="lower",
            headline=False,
            denominator="answered requests; the null of followed: a good reply to other orders, checked the same way",
            hint="What a reply that ignores the orders gets; it does not depend on the model.",
        ),
        measure.difference(
            "followed_over_accident",
            of=("value", "other"),
            better="higher",
            chance=0.0,
            headline=False,
            counts=NOT_DONE,
            denominator="requests: obeyed minus obeyed by a reply that ignores the orders",
            hint="0 where nothing was understood.",
        ),
    )

    def cases(self, rng: random.Random, n: int, language: str = "en") -> Iterator[Case]:
        """One order and two orders in turn; kinds and pairs take turns."""
        fresh = Fresh()
        ones, twos = kinds(language)
        rng.shuffle(ones)
        rng.shuffle(twos)
        for index in range(n):
            deck = twos if index % 2 else ones
            orders = deck[index // 2 % len(deck)]
            todo = fresh.draw(lambda orders=orders: task(rng, orders, language), lambda t: (t.prompt,))  # type: ignore[misc]
            other = task(rng, rng.choice(ones + twos), language)
            yield _case(todo, write(other))

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """1 = every order obeyed. The label names the orders that were missed."""
        text = replies[-1].text
        orders = case.data["orders"]
        if not text.strip():
            return Verdict("unparsed", step="orders@1", why="an empty reply")
        # A refusal may obey an order by accident ("do not use the word …"): it is one all the same.
        if kind := judges.looks_refused(text):
            return Verdict("refused", label=kind, step="orders@1")
        strict = [obeys(text, order) for order in orders]
        missed = " ".join(order["kind"] for order, done in zip(orders, strict, strict=True) if not done)
        extra = {
            "loose": float(all(obeys_loosely(text, order) for order in orders)),
            "share": sum(strict) / len(strict),
            "other": float(all(obeys(case.data["other"], order) for order in orders)),
        }
        why = f"missed: {missed}" if missed else "all orders obeyed"
        return Verdict("scored", float(not missed), missed or "followed", extra, "orders@1", why)

    def ideal(self, case: Case) -> list[str]:
        return [case.reference]

    def worst(self, case: Case) -> list[str]:
        """A friendly text about the topic that obeys none of the orders a task can have."""
        thing, place = case.data["topics"]
        return [WORDS[case.tags.get("language", "en")].chatter.format(thing=thing, place=place)]


def _case(todo: Task, other: str) -> Case:
    given = [order["kind"] for order in todo.orders]
    return Case(
        prompt=todo.prompt,
        reference=write(todo),
        tags={
            "shape": next((k for k in given if k in SHAPES), "free"),
            "wording": next((k for k in given if k in WORDINGS), "free"),
            "orders": "one" if len(given) == 1 else "two",
        },
        data={"orders": list(todo.orders), "topics": [noun for _, noun in todo.topics], "other": other},
    )
