"""Variations are used only where the answer provably holds, what they promise is checked, and rejections are counted."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.cases.vary import VARIATIONS, Question, Variation, chain
from assay.cases.vary.checked import Tally, broken, varied
from assay.cases.vary.dialect import COLLOQUIAL, SPELLINGS
from assay.cases.worlds.quiz import TOPICS
from tests.probes_fair.test_robust import solve
from tests.support.golden import find

seeds = st.integers(0, 2**32)
NEW = (
    *("conditional", "emphatic", "emotional", "passive", "spelling", "colloquial"),
    *("persona", "distractors", "longer", "shorter", "delimiters", "json-wrapped"),
)
MINA = Question(
    stem="Mina left a red scarf at the gym, and Omar left the kettle at the school. Where did Mina leave the scarf?",
    answer="gym",
    instruction="Answer with one word only.",
    protected=("Mina", "Omar", "gym", "school", "scarf", "kettle"),
    distractors=("school",),
)


def variation(name: str, change: str) -> Variation:
    """A variation that does what a test wants, and claims to keep the answer."""
    return replace(VARIATIONS[name], change=lambda rng, q: replace(q, stem=change.format(stem=q.stem)))


@given(seeds, st.sampled_from(sorted(TOPICS)), st.sampled_from(sorted(VARIATIONS)))
def test_a_variation_that_is_used_keeps_the_answer_of_a_solver_that_reads_the_text(
    seed: int, topic: str, name: str
) -> None:
    """The solver reads names and numbers; it is asked where the change is one of words and not of letters."""
    rng = random.Random(seed)
    question = TOPICS[topic](rng)
    changed = varied(rng, question, VARIATIONS[name])
    if changed is None or not VARIATIONS[name].keeps_answer:
        return
    assert changed.answer == question.answer
    if name in ("conditional", "emphatic", "emotional", "persona", "distractors", "longer", "fillers"):
        core = changed.stem
        assert question.stem in core
        if solve(question.stem) is not None and core.endswith(question.stem):
            assert solve(core) == question.answer


@given(seeds, st.sampled_from(sorted(TOPICS)), st.sampled_from(NEW))
def test_new_variations_pass_their_own_check_or_are_not_used(seed: int, topic: str, name: str) -> None:
    rng, tally = random.Random(seed), Tally()
    question = TOPICS[topic](rng)
    changed = varied(rng, question, VARIATIONS[name], tally)
    if changed is None:
        assert not tally.used
    else:
        assert changed.render() != question.render()
        assert broken(question, changed, VARIATIONS[name]) == ""
        assert tally.used[name] == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("The gym was closed. {stem}", "more or less often"),
        ("{stem} Or did Omar?", "more or less often"),
        ("In 2019: {stem}", "other numbers"),
        ("Somebody did something. Where?", "more or less often"),
    ],
)
def test_a_candidate_that_touches_what_the_answer_rests_on_is_rejected_and_counted(change: str, reason: str) -> None:
    tally = Tally()
    assert varied(random.Random(1), MINA, variation("persona", change), tally) is None
    [(found, why)] = tally.rejected
    assert found == "persona" and reason in why
    assert tally.rejections == 8, "every candidate that was drawn"


def test_a_lost_negation_is_rejected() -> None:
    asked = replace(MINA, stem="Mina did not leave the scarf at the school but at the gym. Where did Mina leave it?")
    lying = replace(VARIATIONS["persona"], change=lambda rng, q: replace(q, stem=q.stem.replace("not ", "")))
    tally = Tally()
    assert varied(random.Random(1), asked, lying, tally) is None
    assert {why for _, why in tally.rejected} == {"a decisive word is gone"}


def test_another_answer_is_rejected_whatever_the_variation_claims() -> None:
    lying = replace(VARIATIONS["persona"], change=lambda rng, q: replace(q, answer="school"))
    assert broken(MINA, lying.change(random.Random(0), MINA), lying) == "another answer"


def test_sentences_that_happen_to_name_an_option_are_drawn_again() -> None:
    asked = replace(MINA, options=("gym", "school", "library", "market"), distractors=())
    tally = Tally()
    for seed in range(400):
        changed = varied(random.Random(seed), asked, VARIATIONS["distractors"], tally)
        assert changed is not None
        assert "library" not in changed.stem and "market" not in changed.stem
    assert tally.rejections > 10


def test_what_does_not_fit_or_finds_nothing_is_counted_apart() -> None:
    tally = Tally()
    assert varied(random.Random(0), MINA, VARIATIONS["option-order"], tally) is None
    assert varied(random.Random(0), MINA, VARIATIONS["contractions"], tally) is None
    assert (tally.unfit["option-order"], tally.unchanged["contractions"]) == (1, 1)
    assert not tally.rejected


def test_a_chain_does_one_after_the_other_and_is_checked_as_a_whole() -> None:
    both = chain(VARIATIONS["passive"], VARIATIONS["persona"])
    assert (both.name, both.keeps_answer) == ("passive+persona", True)
    changed = varied(random.Random(3), MINA, both)
    assert changed is not None and changed.stem.startswith("I am a")
    assert "a red scarf was left at the gym by Mina" in changed.stem.replace("A red", "a red")
    assert not chain(VARIATIONS["persona"], VARIATIONS["as-true-false"]).keeps_answer


def test_only_what_changes_the_answer_or_the_word_for_it_says_so() -> None:
    changed = [name for name in VARIATIONS if not VARIATIONS[name].keeps_answer]
    assert changed == ["as-true-false", "in-chinese", "in-spanish"]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("passive", "Mina left a scarf at the gym.", "A scarf was left at the gym by Mina."),
        ("passive", 'He wrote: "Mina left a scarf at the gym."', 'He wrote: "Mina left a scarf at the gym."'),
        ("passive", "Mina slept at the gym.", "Mina slept at the gym."),
        ("spelling", "My neighbour has a grey cat.", "My neighbor has a gray cat."),
        ("spelling", "Her favorite color is red.", "Her favourite colour is red."),
        ("colloquial", "I am going to ask you about the list of names.", "I'm gonna ask ya 'bout the list o' names."),
        ("shorter", "Please find the cat in a box.", "Find cat in box."),
        ("shorter", 'The sign said "the end".', 'Sign said "the end".'),
    ],
)
def test_rules_of_words_by_example(name: str, before: str, after: str) -> None:
    assert VARIATIONS[name].apply(random.Random(0), before) == after


def test_protected_words_keep_their_spelling() -> None:
    assert VARIATIONS["spelling"].apply(random.Random(0), "A grey cat in grey.", ["grey cat"]) == "A grey cat in gray."
    pairs = [word for pair in SPELLINGS for word in pair]
    assert len(set(pairs)) == len(pairs), "no spelling belongs to two words"
    assert all(key == key.lower() for key in COLLOQUIAL)


@given(seeds)
def test_text_wrapped_in_json_reads_back(seed: int) -> None:
    rng = random.Random(seed)
    question = TOPICS[rng.choice(list(TOPICS))](rng)
    wrapped = VARIATIONS["json-wrapped"].apply(rng, question.stem)
    assert list(json.loads(wrapped).values()) == [question.stem]


@given(seeds, st.text(max_size=60), st.sampled_from(NEW))
def test_any_text_can_be_varied(seed: int, text: str, name: str) -> None:
    assert isinstance(VARIATIONS[name].apply(random.Random(seed), text), str)


def test_longer_is_longer_and_shorter_is_shorter() -> None:
    for seed in range(50):
        rng = random.Random(seed)
        question = TOPICS["recall"](rng)
        longer = VARIATIONS["longer"].apply(rng, question.stem)
        assert len(longer) > len(question.stem) + 60 and question.stem in longer
        shorter = VARIATIONS["shorter"].apply(rng, question.stem, question.protected)
        assert len(shorter) < len(question.stem)
        assert re.findall(r"\w+", shorter) == [
            w for w in re.findall(r"\w+", question.stem) if w not in ("a", "an", "the")
        ]


def test_a_varied_case_says_how_many_candidates_were_rejected_for_it() -> None:
    varied_cases = [c for c in find("robustness/perturbation").cases(5, 1200) if c.tags["arm"] == "varied"]
    assert all(isinstance(c.data["rejected"], int) for c in varied_cases)
    assert any(c.data["rejected"] for c in varied_cases)
