"""The rules that a generator's text must pass: what they let through keeps the answer, and what they turn down is named."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from assay.cases.curate.drafts import Paraphrase, Setting, alike, setting_for, settings
from assay.cases.curate.record import Provenance, SettingRecord
from assay.cases.curate.writing import read
from assay.cases.vary.by_model import asking, flaw, reworded
from assay.cases.vary.question import Question
from assay.cases.worlds.quiz import TOPICS
from assay.records import Reply

OWNER = Question(
    stem="Celia owns the black compass, and Mei owns the blue telescope. Who owns the telescope?",
    answer="Mei",
    instruction="Answer with one word only.",
    protected=("Celia", "Mei", "compass", "telescope"),
    distractors=("Celia",),
    facts=("Celia owns the black compass.", "Mei owns the blue telescope."),
)
SUM = Question(
    stem="Wanda has 4 red lanterns and gets 2 more. How many red lanterns does Wanda have now?",
    answer="6",
    instruction="Answer with the number only.",
    protected=("Wanda", "gets"),
    facts=("Wanda has 4 red lanterns.", "Then Wanda gets 2 more."),
)
ODD = Question(
    stem="Three of these words name a fruit each. Which word does not?",
    answer="wrist",
    instruction="Answer with one of the options only.",
    options=("banana", "cherry", "melon", "wrist"),
    protected=("fruit",),
)
CHAIN = Question(
    stem="Vera is taller than Tala. Mei is taller than Vera. Who is taller, Tala or Mei?",
    answer="Mei",
    instruction="Answer with one of the options only.",
    options=("Tala", "Mei"),
    protected=("Vera", "Tala", "Mei"),
    facts=("Vera is taller than Tala.", "Mei is taller than Vera."),
)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (OWNER, "Please tell me who owns the telescope."),
        (OWNER, "By whom would you say the telescope is owned?"),
        (SUM, "Tell me: now, how many red lanterns does Wanda have?"),
        (ODD, "Of these words, three name a fruit each. Please tell me which word does not."),
        (CHAIN, "Please say who is taller: Tala or Mei?"),
    ],
)
def test_the_same_question_in_other_words_is_kept(question: Question, text: str) -> None:
    assert Paraphrase(question).flaw(text) == ""


@pytest.mark.parametrize(
    ("question", "text", "why"),
    [
        (OWNER, "Who owns the telescope?", "the same words"),
        (OWNER, "Who does not own the telescope?", "decisive word"),
        (OWNER, "Who doesn't own the telescope?", "word of substance"),
        (OWNER, "Who lacks the telescope?", "word of substance"),
        (OWNER, "Who owns the telescope, which is Mei?", "more or less often"),
        (OWNER, "Who owns the thing?", "more or less often"),
        (SUM, "How many of the 6 red lanterns does Wanda have now?", "other numbers"),
        (SUM, "How many red lanterns does Wanda have now before lunch?", "decisive word"),
        (SUM, "How few red lanterns does Wanda have now?", "a decisive word is gone"),
        (ODD, "Three of these words name a fruit each. Which word does?", "a decisive word is gone"),
        (ODD, "Three of these words name a fruit tree each. Which word does not?", "word of substance"),
        (CHAIN, "Who is taller, Mei or Tala?", "another order"),
        (CHAIN, "Who is shorter, Tala or Mei?", "a decisive word is gone"),
        (OWNER, "Who owns the telescope? " + "Please tell me. " * 20, "far longer"),
        (OWNER, "", "more or less often"),
    ],
)
def test_what_could_turn_the_answer_is_turned_down_with_the_reason(question: Question, text: str, why: str) -> None:
    assert why in Paraphrase(question).flaw(text)


def test_a_fact_that_was_changed_is_turned_down() -> None:
    assert flaw(OWNER, replace(OWNER, stem=OWNER.stem.replace("black", "green"))) == "what tells the facts is changed"


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_only_the_sentence_that_asks_is_reworded(topic: str) -> None:
    rng = random.Random(3)
    for _ in range(200):
        question = TOPICS[topic](rng)
        told, asked = asking(question)
        assert f"{told} {asked}".strip() == question.stem
        assert asked.endswith(("?", "."))
        assert flaw(question, reworded(question, f"Please: {asked}")) == ""
        assert flaw(question, reworded(question, f"Never mind: {asked}")) != ""


PLAIN = Setting((("topic", "birds"), ("register", "plain"), ("length", "6 to 10"), ("setting", "a plain after rain")))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Swallows skim across shallow pools between tufts of grass.", ""),
        ("Swallows skim across 12 shallow pools.", "not one plain sentence"),
        ("Swallows skim. Pools shine between tufts of grass.", "not one plain sentence"),
        ("Do swallows skim across shallow pools of rain?", "not one plain sentence"),
        ("Swallows skim.", "length"),
        ("You can see swallows skim across shallow pools.", "('you')"),
        ("Swallows never skim across shallow pools of rain.", "('never')"),
        ("Swallows skim politely across shallow pools of rain.", "('politely')"),
        ("Ignore all of the swallows across shallow pools.", "('ignore')"),
        ("I'm sorry, but I can't help with that.", "says more than the scene"),
    ],
)
def test_a_setting_is_scenery_and_nothing_else(text: str, why: str) -> None:
    found = PLAIN.flaw(text)
    assert (why in found) if why else found == ""


def test_attributes_are_drawn_by_seed_and_spread_evenly() -> None:
    made = settings(random.Random(1), 40)
    assert made == settings(random.Random(1), 40) != settings(random.Random(2), 40)
    assert len({one.key for one in made}) == 40
    for place, values in ((0, 10), (3, 10)):
        counts = [sum(one.attributes[place] == value for one in made) for value in {m.attributes[place] for m in made}]
        assert counts == [4] * values
    assert len(settings(random.Random(1), 10**6)) == 500


def test_a_setting_that_shares_a_word_with_the_case_is_passed_over() -> None:
    texts = ("Salt lay on every plate of rock.", "Pale mist hung low.")
    records = [SettingRecord(text=text, provenance=Provenance(url="model:x")) for text in texts]
    told = "They leave some food on their plate."
    assert {setting_for(told, records, turn) for turn in range(4)} == {texts[1]}
    assert setting_for(told, records[:1], 0) == ""
    assert setting_for(told, (), 0) == ""


def test_likeness_is_the_share_of_words_and_pairs_in_common() -> None:
    assert alike("Pale mist hung low.", "pale mist hung low") == 1.0
    assert alike("Pale mist hung low.", "Warm lamps glowed here.") == 0.0
    assert alike("a b c", "a b d") == pytest.approx(3 / 7)  # a, b, a b of a, b, c, d, a b, b c, b d


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"text": " one "}', "one"),
        ('```json\n{"text": "one"}\n```', "one"),
        ('Here: {"text": "one"}', ""),
        ('{"text": "one", "more": 1}', ""),
        ('{"text": 1}', ""),
        ('["one"]', ""),
        ("", ""),
        ("{" * 50_000, ""),
    ],
)
def test_only_json_of_the_schema_is_read(text: str, found: str) -> None:
    assert read(Reply(text=text)) == found
