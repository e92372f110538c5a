"""Variations change a text, and never what its answer rests on."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.cases.vary import VARIATIONS, Question
from assay.cases.vary.question import LAYOUTS
from assay.cases.vary.spans import DECISIVE, free_words, guarded, rewrite
from assay.cases.vary.surface import LOOKALIKES
from assay.cases.vary.typos import SLIPS
from assay.cases.worlds.quiz import TOPICS

NAMES = tuple(name for name in VARIATIONS if VARIATIONS[name].family not in ("format", "language"))
TEXT = [name for name in NAMES if not VARIATIONS[name].needs_options]
MAY_FIND_NOTHING = (
    *("lowercase", "uppercase", "contractions", "passive", "spelling", "colloquial", "shorter"),
    *("reworded", "synonyms"),
)
seeds = st.integers(0, 2**32)


def question(seed: int) -> Question:
    rng = random.Random(seed)
    return TOPICS[rng.choice(list(TOPICS))](rng)


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’]+", text)


def test_all_families_are_there_and_described() -> None:
    assert set(NAMES) == {
        *("typos", "lowercase", "uppercase", "titlecase", "spacing", "punctuation", "homoglyphs"),
        *("fillers", "politeness", "contractions", "option-order", "option-format"),
        *("conditional", "emphatic", "emotional", "passive", "spelling", "colloquial"),
        *("reworded", "synonyms"),
        *("persona", "distractors", "longer", "shorter", "delimiters", "json-wrapped"),
    }
    assert {VARIATIONS[n].family for n in NAMES} == {"characters", "words", "layout", "context"}
    assert all(VARIATIONS[n].description and VARIATIONS[n].keeps_answer for n in NAMES)


@given(seeds, st.sampled_from(NAMES))
def test_same_rng_same_text(seed: int, name: str) -> None:
    q, variation = question(seed), VARIATIONS[name]
    if variation.fits(q):
        first, second = (variation.change(random.Random(seed), q) for _ in range(2))
        assert first == second


@given(seeds, st.sampled_from(NAMES))
def test_answer_options_and_instruction_survive(seed: int, name: str) -> None:
    q, variation = question(seed), VARIATIONS[name]
    if not variation.fits(q):
        return
    varied = variation.change(random.Random(seed), q)
    assert (varied.answer, varied.instruction) == (q.answer, q.instruction)
    assert sorted(varied.options) == sorted(q.options)
    assert q.instruction in varied.render()
    assert all(option in varied.render() for option in q.options)


@given(seeds, st.sampled_from(TEXT))
def test_what_is_protected_survives_as_often_as_it_stood(seed: int, name: str) -> None:
    q = question(seed)
    varied = VARIATIONS[name].change(random.Random(seed), q).stem
    for item in q.protected:
        assert varied.count(item) >= q.stem.count(item), (item, varied)
    numbers = re.findall(r"\d+", q.stem)
    assert re.findall(r"\d+", varied) == numbers


@given(seeds, st.sampled_from(TEXT))
def test_decisive_words_survive_in_their_order(seed: int, name: str) -> None:
    q = question(seed)
    varied = VARIATIONS[name].change(random.Random(seed), q).stem

    def decisive(text: str) -> list[str]:
        spelled = re.sub(r"(?<=\w)n['’]t\b", " not", text).replace("'s", " is")
        return [w for w in words(spelled.lower()) if w in DECISIVE]

    left = iter(decisive(varied))
    assert all(word in left for word in decisive(q.stem)), "one is gone, or they changed places"


@given(seeds, st.sampled_from([n for n in TEXT if n not in MAY_FIND_NOTHING]))
def test_a_changed_text_differs(seed: int, name: str) -> None:
    q = question(seed)
    assert VARIATIONS[name].change(random.Random(seed), q).render() != q.render()


@given(seeds)
def test_layout_changes_show(seed: int) -> None:
    q = question(seed)
    for name in ("option-order", "option-format"):
        variation = VARIATIONS[name]
        if not q.options:
            assert not variation.fits(q)
            assert variation.apply(random.Random(seed), q.stem) == q.stem
            continue
        varied = variation.change(random.Random(seed), q)
        assert varied.render() != q.render()
        if name == "option-order":
            assert varied.options.index(q.answer) != q.options.index(q.answer)
        else:
            assert varied.layout != q.layout
            assert varied.options == q.options


@given(seeds, st.text(alphabet=st.characters(codec="utf-8"), max_size=80), st.sampled_from(TEXT))
def test_any_text_can_be_varied(seed: int, text: str, name: str) -> None:
    assert isinstance(VARIATIONS[name].apply(random.Random(seed), text), str)


@given(seeds)
def test_a_slip_keeps_the_first_letter_and_changes_little(seed: int) -> None:
    rng = random.Random(seed)
    for slip in SLIPS:
        slipped = slip(rng, "umbrella")
        assert slipped[0] == "u"
        assert abs(len(slipped) - len("umbrella")) <= 1


def test_typos_never_make_another_word_of_the_text() -> None:
    text = "Where does the form stand from here, and where does the farm stand?"
    for seed in range(300):
        known = set(words(text.lower()))
        varied = words(VARIATIONS["typos"].apply(random.Random(seed), text).lower())
        changed = [w for w, old in zip(varied, words(text.lower()), strict=True) if w != old]
        assert changed
        assert not known & set(changed)


def test_homoglyphs_look_the_same_and_are_other_letters() -> None:
    text = "Where is the yellow scarf now?"
    back = str.maketrans({v: k for k, v in LOOKALIKES.items()})
    for seed in range(50):
        varied = VARIATIONS["homoglyphs"].apply(random.Random(seed), text)
        assert varied != text
        assert varied.translate(back) == text
        strange = [c for c in varied if not c.isascii()]
        assert all(unicodedata.name(c).startswith("CYRILLIC SMALL LETTER") for c in strange)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("She did not find it.", "She didn't find it."),
        ("She didn't find it.", "She did not find it."),
        ("What is it?", "What's it?"),
        ("Nothing to contract here.", "Nothing to contract here."),
        ("It cannot be.", "It can't be."),
    ],
)
def test_contractions_both_ways(before: str, after: str) -> None:
    assert VARIATIONS["contractions"].apply(random.Random(0), before) == after


def test_contractions_leave_protected_text() -> None:
    text = "The sign says do not enter. It does not say why."
    varied = VARIATIONS["contractions"].apply(random.Random(0), text, ["do not enter"])
    assert varied == "The sign says do not enter. It doesn't say why."


def test_names_numbers_codes_and_quotations_are_not_free() -> None:
    text = 'Mina told Omar the code QX-4821 and "open sesame". Where did she write it?'
    free = {text[a:b] for a, b in free_words(text)}
    assert free == {"told", "the", "code", "Where", "she", "write", "it"}
    assert [text[a:b] for a, b in guarded(text)] == ["QX-4821", '"open sesame"']


def test_a_name_that_opens_a_sentence_is_not_free() -> None:
    assert {(a, b) for a, b in free_words("Mina went home.")} == {(5, 9), (10, 14)}


def test_rewrite_keeps_the_rest() -> None:
    assert rewrite("abcdef", [(0, 1, "X"), (3, 5, "")]) == "Xbcf"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_show_each_option_on_its_own(layout: str) -> None:
    q = Question(stem="Which?", answer="a b", instruction="Say.", options=("a b", "c"), layout=layout)  # type: ignore[arg-type]
    shown = {
        "dotted": "Which?\nA. a b\nB. c\nSay.",
        "bracketed": "Which?\n(A) a b\n(B) c\nSay.",
        "lowercase": "Which?\na) a b\nb) c\nSay.",
        "bullets": "Which?\n- a b\n- c\nSay.",
        "json": '{"question": "Which?", "options": ["a b", "c"]}\nSay.',
    }
    assert q.render() == shown[layout]


def test_a_question_must_offer_its_answer_once() -> None:
    with pytest.raises(ValueError, match="not among the options"):
        Question(stem="Which?", answer="x", instruction="Say.", options=("a", "b"))
    with pytest.raises(ValueError, match="twice"):
        Question(stem="Which?", answer="a", instruction="Say.", options=("a", "a"))
