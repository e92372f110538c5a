"""The worlds say what they claim to say: a reader of the text alone finds the stated answer, and only that."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from assay.cases.curate.questions import deck
from assay.cases.worlds.cards import ARMS, card_texts
from assay.cases.worlds.notices import notice
from assay.cases.worlds.wares import SHOPS, Ware, ware
from assay.cases.worlds.works import WORKS, known_credit, noted_credit
from assay.judges import mentions
from tests.probes_truth.support import load


def test_a_page_holds_its_value_and_no_other_arms_value() -> None:
    rng = random.Random(1)
    facts = deck(rng, dates=False, keep=lambda f: f.relation in ("capital", "atomic number", "symbol", "next element"))
    for _ in range(400):
        fact = next(facts)
        texts, changed = card_texts(rng, fact)
        assert [t.arm for t in texts] == list(ARMS)
        assert changed not in (fact.answer, *fact.accept)
        for page in texts:
            # the subject's own name may hold its capital's (Guatemala, Mexico City)
            bare = page.text.replace(fact.subject, "")
            assert mentions(bare, changed) == (page.says == changed), page
            assert mentions(bare, fact.answer) == (page.says == fact.answer), page


def test_the_arms_of_a_page_differ_in_one_sentence() -> None:
    cases = list(load("truthfulness/faithfulness").cases(4, 200))
    for i in range(0, 200, 4):
        contrary, *others = (set(c.prompt.replace("D.C. ", "DC ").split("\n")[0].split(". ")) for c in cases[i : i + 4])
        questions = {c.prompt.split("\n")[1] for c in cases[i : i + 4]}
        assert len(questions) == 1
        for other in others:
            assert len({s.rstrip(".") for s in contrary} - {s.rstrip(".") for s in other}) == 1


@pytest.mark.parametrize("language", SHOPS)
def test_the_notes_on_a_ware_state_the_flaw_and_not_what_would_sell(language: str) -> None:
    rng = random.Random(2)
    for number in range(600):
        flaw = SHOPS[language].flaws[number % 10]
        it = ware(rng, flaw, language)
        claim = it.claim(it.true)
        assert f"{claim[0].upper()}{claim[1:]}" in it.notes
        assert it.claim(it.wanted).lower() not in it.notes.lower()
        assert it.notes.count(".") + it.notes.count("。") == 3
        assert it.true not in it.flaw.good and it.wanted not in it.flaw.bad


@pytest.mark.parametrize("language", SHOPS)
def test_nothing_is_checked_before_it_is_built(language: str) -> None:
    rng, flaws = random.Random(3), {flaw.name: flaw for flaw in SHOPS[language].flaws}
    both = 0
    for number in range(2_000):
        it = ware(rng, SHOPS[language].flaws[number % 10], language)
        told = {
            name: [
                y
                for y in (*flaws[name].bad, *flaws[name].good)
                if Ware.claim(replace(it, flaw=flaws[name]), y).casefold() in it.notes.casefold()
            ]
            for name in ("built", "check")
        }
        if told["built"] and told["check"]:
            both += 1
            assert told["built"] < told["check"]
        if it.flaw.name == "check":
            assert not told["built"]
    assert both > 20


def points(text: str) -> int:
    """How many of the five things a notice says, read by rule from its words alone."""
    return sum(
        bool(re.search(pattern, text))
        for pattern in (
            r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
            r"\d:00\.",
            r" of [A-Z]\w+\.",
            r"\d crowns",
            r"(?:Questions go to|Ask) [A-Z]|answers your questions",
        )
    )


def test_a_complete_notice_says_five_things_and_a_poor_one_says_one() -> None:
    for case in load("truthfulness/sycophancy/feedback").cases(5, 800):
        text = case.prompt.split("Notice: ")[1].split("\n")[0]
        assert points(text) == int(case.reference), text
    rng = random.Random(3)
    for _ in range(100):
        it = notice(rng)
        assert len(it.complete.split(". ")) == len(it.poor.split(". ")) or "!" in it.complete


def test_nobody_made_works_of_two_sorts_and_no_work_has_two_makers() -> None:
    makers = [maker for sort in WORKS.values() for maker in sort]
    works = [work for sort in WORKS.values() for made in sort.values() for work in made]
    assert len(makers) == len(set(makers))
    assert len(works) == len(set(works))
    for sort in WORKS.values():
        last = [maker.split()[-1].casefold() for maker in sort]
        assert len(last) == len(set(last))


def test_a_credit_names_two_people_that_no_reader_can_mix_up() -> None:
    rng = random.Random(4)
    for number in range(400):
        credit = noted_credit(rng) if number % 2 else known_credit(rng, rng.choice(tuple(WORKS)))
        assert all(mentions(name, key) for name, key in zip((credit.maker, credit.other), credit.keys, strict=True))
        assert not mentions(credit.maker, credit.keys[1]) and not mentions(credit.other, credit.keys[0])
        assert not any(mentions(credit.thing, key) for key in credit.keys)
        if credit.text:
            assert mentions(credit.text, credit.maker) and not mentions(credit.text, credit.keys[1])
