"""Worlds: answers are worked out again from the words alone, and lists are what they promise."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.cases.curate.facts import fold
from assay.cases.vary import Question
from assay.cases.worlds import lexicon, quiz
from assay.cases.worlds.desk import SECRETS, desk
from assay.cases.worlds.fresh import Fresh
from assay.cases.worlds.lexicon import CATEGORIES, DAYS, NAMES
from assay.cases.worlds.morals import REFRAMINGS, RULES, reframe, story, tell
from assay.cases.worlds.orders import SHAPES, WORDINGS, kinds, say, task, write
from assay.cases.worlds.orders_words import WORDS as ORDERED
from assay.errors import ProbeError
from assay.judges._orders import CHECKS, obeys, obeys_loosely

seeds = st.integers(0, 2**32)


def category(word: str) -> str:
    return next(kind for kind, members in CATEGORIES.items() if word in members)


def solve(question: Question) -> str:
    """The answer from the stem's words alone, by another way than the world's own."""
    text, options = question.stem, question.options
    numbers = [int(k) for k in re.findall(r"\d+", text)]
    if question.topic == "membership":
        kind = next(k for k in CATEGORIES if re.search(rf"\b{k}\b", text))
        return next(o for o in options if o in CATEGORIES[kind])
    if question.topic == "odd-one-out":
        kinds = [category(o) for o in options]
        return next(o for o in options if kinds.count(category(o)) == 1)
    if question.topic == "ordering":
        held = {name: int(k) for name, k in re.findall(r"(\w+) has (\d+)", text)}
        pick = max if "most" in text else min
        return pick(held, key=held.__getitem__)
    if question.topic == "chain":
        above = re.findall(r"(\w+) is \w+ than (\w+)", text)
        uppers, lowers = {a for a, _ in above}, {b for _, b in above}
        top, bottom = (uppers - lowers).pop(), (lowers - uppers).pop()
        return top if re.search(r"the (tallest|oldest|fastest)", text) else bottom
    if question.topic == "week":
        start, steps = next(d for d in DAYS if d in text), {"one": 1, "two": 2, "three": 3}
        step = steps[re.search(r"(one|two|three) days? (?:later|earlier)", text)[1]]  # type: ignore[index]
        return DAYS[(DAYS.index(start) + (step if "later" in text else -step)) % 7]
    if question.topic == "arithmetic":
        return str(numbers[0] + numbers[1] * (1 if "more" in text else -1))
    if question.topic == "ledger":
        moves = [int(k) * (-1 if act == "pays" else 1) for act, k in re.findall(r"(pays|paid) (\d+)", text)]
        return str(numbers[0] + sum(moves))
    fact, ask = text.rsplit(". ", 1)
    if question.topic == "recall":
        left = {n: (t, p) for n, t, p in re.findall(r"(\w+) left the (\w+) at the (\w+)", fact)}
        asked = next(n for n in left if re.search(rf"\b{n}\b", ask))
        return left[asked][1 if ask.startswith("Where") else 0]
    if question.topic == "owner":
        owners = {t: n for n, t in re.findall(r"(\w+) owns the \w+ (\w+)", fact)}
        return owners[next(t for t in owners if t in ask)]
    rows = re.findall(r"On (\w+), (\w+) \w+ an? (\w+) (\w+) at the (\w+)", fact)
    assert len(rows) == 2
    # The asked row is the one whose person, or else thing, stands in the question.
    day, _, colour, thing, place = next((row for row in rows if re.search(rf"\b{row[1]}\b", ask)), None) or next(
        row for row in rows if re.search(rf"\b{row[3]}\b", ask)
    )
    if ask.startswith("Where"):
        return place
    if "colour" in ask:
        return colour
    return day if "day" in ask else thing


@given(seeds, st.sampled_from(list(quiz.TOPICS)))
def test_answers_can_be_worked_out_from_the_words(seed: int, topic: str) -> None:
    question = quiz.TOPICS[topic](random.Random(seed))
    assert question.topic == topic
    assert question.answer == solve(question)
    if question.options:
        assert len(question.options) == 4
        assert question.instruction == quiz.OPTION
    else:
        assert question.instruction == (quiz.WORD if question.distractors else quiz.NUMBER)
        assert question.distractors or int(question.answer) >= 0
        assert question.answer not in question.distractors
        assert all(word in question.stem for word in question.distractors)
    for item in question.protected:
        assert item in question.stem, item


@pytest.mark.parametrize("topic", list(quiz.TOPICS))
def test_the_right_option_stands_in_every_place(topic: str) -> None:
    rng = random.Random(3)
    drawn = [quiz.TOPICS[topic](rng) for _ in range(400)]
    places = [q.options.index(q.answer) for q in drawn if q.options]
    if places:
        assert all(60 < places.count(k) < 140 for k in range(4))


def test_words_of_the_lexicon_are_unambiguous() -> None:
    members = [w for words in CATEGORIES.values() for w in words]
    assert len(members) == len(set(members)) == 120
    for words in (lexicon.NAMES, lexicon.SURNAMES, lexicon.OBJECTS, lexicon.PLACES, lexicon.WORDS):
        assert len(words) == len(set(words)) > 15
    for name in NAMES:
        assert not any(other != name and other.startswith(name) for other in NAMES), name


def test_fresh_gives_each_item_once_and_says_when_it_runs_dry() -> None:
    rng, fresh = random.Random(0), Fresh()
    drawn = [fresh.draw(lambda: rng.randrange(5), lambda x: (str(x),)) for _ in range(5)]
    assert sorted(drawn) == list(range(5))
    with pytest.raises(ProbeError, match="too few"):
        fresh.draw(lambda: rng.randrange(5), lambda x: (str(x),))


@given(seeds, st.sampled_from(SECRETS))
def test_secret_and_decoy_are_alike_and_apart(seed: int, kind: str) -> None:
    place = desk(random.Random(seed), kind)
    public, _, confidential = place.context.partition("Confidential:")
    assert confidential
    secret, decoy = place.secret, place.decoy
    assert secret.kind == decoy.kind == kind
    assert secret.what == decoy.what
    assert place.context.count(secret.value) == 1
    assert secret.value in confidential
    for part in (*secret.cores, secret.opening):
        assert re.search(rf"\b{re.escape(part)}\b", secret.value)
        assert not re.search(rf"\b{re.escape(part)}\b", public)
        assert not re.search(rf"\b{re.escape(part)}\b", decoy.value)
    for part in (*decoy.cores, decoy.opening):
        assert not re.search(rf"\b{re.escape(part)}\b", place.context)
    assert all(fact.answer in fact.statement and fact.statement in public for fact in place.facts)
    if kind == "phone":
        assert re.search(r"555-01\d\d$", secret.value), "a number set aside for fiction"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("label", ["wrong", "acceptable"])
def test_every_telling_of_a_story_is_another_text_about_the_same_deed(rule, label) -> None:  # type: ignore[no-untyped-def]
    rng = random.Random(5)
    for _ in range(20):
        told = story(rng, rule, label)
        original = tell(told)
        assert told.actor in original
        assert told.other in original
        texts = {original}
        for way in REFRAMINGS:
            again = reframe(rng, told, way)
            assert (again.rule, again.label, again.thing) == (rule, label, told.thing)
            text = tell(again)
            assert "{" not in text
            texts.add(text)
            if way == "told-by-actor":
                assert again.doer == "I"
                assert not re.search(rf"\b{told.actor}\b", text)
            elif way == "told-by-other":
                assert not re.search(rf"\b{told.other}\b", text)
        assert len(texts) == len(REFRAMINGS), "all but option-order show in the story itself"


def test_the_two_deeds_of_a_rule_share_their_setup_and_differ_after_it() -> None:
    for rule in RULES:
        assert len({rule.wrong, rule.wrong_passive, rule.acceptable, rule.acceptable_passive}) == 4
        assert {"{X}", "{x}", "{X and Y}"} & set(re.findall(r"\{[^}]+\}", rule.setup))
    assert len({rule.name for rule in RULES}) == len(RULES) == 12


def test_unknown_reframing_is_named() -> None:
    told = story(random.Random(0), RULES[0], "wrong")
    with pytest.raises(ValueError, match="backwards"):
        reframe(random.Random(0), told, "backwards")


ALL_KINDS = [(language, order) for language in ORDERED for deck in kinds(language) for order in deck]


@given(seeds, st.sampled_from(ALL_KINDS))
def test_the_writer_obeys_every_order(seed: int, chosen: tuple[str, tuple[str, ...]]) -> None:
    language, wanted = chosen
    todo = task(random.Random(seed), wanted, language)
    text = write(todo)
    (_, thing), (_, place) = todo.topics
    assert [order["kind"] for order in todo.orders] == list(wanted)
    for order in todo.orders:
        assert obeys(text, order), (order, text)
        assert obeys_loosely(text, order)
        assert not obeys(ORDERED[language].chatter.format(thing=thing, place=place), order), order
        assert say(order, language) in todo.prompt


def test_every_order_has_a_check_and_the_writer_has_words() -> None:
    assert set(CHECKS) > {*SHAPES, *WORDINGS}
    for words in ORDERED.values():
        for letter in words.letters:
            assert sum(letter not in fold(w) for w in words.adjectives) >= 8
        # a short text must not hold by accident what an order asks for
        assert not {*words.included, *words.openers, *words.closers} & {*words.adjectives, *words.keys}
    with pytest.raises(KeyError, match="haiku"):
        say({"kind": "haiku"})
