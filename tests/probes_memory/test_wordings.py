"""Wordings and halves: what is exchanged says the same, a fresh text has the same expressions, and overlap is ROUGE-L."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.cases.curate.record import Provenance, QuestionRecord, TextRecord, sealed
from assay.cases.worlds.recitals import LEAST, LONGEST, items, packaged, recitals
from assay.cases.worlds.wordings import PAIRS, Pair, Place, fresh_text, places, wordings
from assay.errors import SourceError
from assay.judges import rouge_l, tokens
from assay.records import digest

HERE = Provenance(url="file:x.txt#line 1", licence="CC0-1.0")
SET = "Which city in Europe, although not a capital, was nearly destroyed in 1755 and then rebuilt on a new plan?"


def text_record(text: str) -> TextRecord:
    return sealed(TextRecord(text=text, provenance=HERE))  # type: ignore[return-value]


BOTH_WAYS = [(pair, first) for pair in PAIRS for first in (True, False) if first or not pair.one_way]


@pytest.mark.parametrize(("pair", "first"), BOTH_WAYS)
def test_every_expression_is_found_in_its_own_sentence_and_both_ways(pair: Pair, first: bool) -> None:
    text, made = fresh_text(random.Random(3), [Place(0, 0, "", pair, first)], 0, asks=False)
    [place] = made
    shown, other = (pair.a, pair.b) if first else (pair.b, pair.a)
    assert text[place.start : place.end] == shown and place.other == other
    found = {p for seed in range(40) for p in places(random.Random(seed), text) if p.pair == pair}
    assert found == {place}, "it is found where it was put, and exchanging it passes the check that answers hold"


def test_wordings_are_every_combination_at_two_places_and_the_text_comes_first() -> None:
    chosen = places(random.Random(5), SET)
    made = wordings(SET, chosen)
    assert made[0] == SET and len(set(made)) == 4
    for one in made:  # as many words exchanged to two of the others, and twice that to the third
        apart = sorted(len(set(one.split()) ^ set(other.split())) for other in made if other != one)
        assert apart[0] <= apart[1] < apart[2]


def test_numbers_names_and_decisive_words_are_in_every_wording() -> None:
    for seed in range(30):
        for one in wordings(SET, places(random.Random(seed), SET)):
            assert {"Europe,", "1755", "not", "capital,"} <= set(one.split())


def test_an_expression_is_left_alone_where_the_other_would_be_no_english() -> None:
    for text in (
        "What happens to Lot 4?",
        "In the beginning was the whole.",
        "He needs to sleep.",
        "The river which flows north is 1755 km long.",
        "They met in 17551 streets.",
        "A boat in 30 parts.",
    ):
        assert places(random.Random(1), text) == ()


def test_a_fresh_text_has_the_expressions_of_the_text_and_its_length() -> None:
    for seed in range(50):
        rng = random.Random(seed)
        chosen = places(rng, SET)
        text, made = fresh_text(rng, chosen, len(SET.split()), asks=True)
        assert sorted((p.pair.a, p.first) for p in made) == sorted((p.pair.a, p.first) for p in chosen)
        assert text.endswith("?") and len(SET.split()) <= len(text.split()) <= len(SET.split()) + 14
        assert len(set(wordings(text, made))) == len(wordings(SET, chosen))


def test_the_packaged_set_never_changes() -> None:
    """It is fixed for good: whoever changes what it is made of gives the probe a new version, and pins the new set here."""
    made = packaged()
    assert len({item.text for item in made}) == len(made) == 240
    assert all(len(places(random.Random(0), item.text)) == 2 for item in made)
    assert digest([item.text for item in made])[:16] == "402b2cf2fc4efebb"


def test_long_texts_are_cut_short_ones_without_another_wording_left_out() -> None:
    long = text_record("The tide came in at dawn and left again. " * 20)
    [item] = items([long])
    assert LONGEST // 2 <= len(item.text.split()) <= LONGEST and item.text.endswith(".")
    short, two_ways = text_record("Who wrote Faust?"), text_record("Which river runs through Vienna?")
    assert next(i.text for i in items([short, two_ways, long])) == "Which river runs through Vienna?"
    with pytest.raises(SourceError, match=r"from none of the 2 questions and texts .* fewer than 10 words"):
        items([short, text_record("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏")])


def test_every_text_comes_once_before_any_again_and_halves_make_it_whole() -> None:
    records = [sealed(QuestionRecord(question=f"{SET} Case {n}.", answer="Lisbon", provenance=HERE)) for n in range(12)]
    made = [pair for pair, _ in zip(recitals(random.Random(2), records), range(24), strict=False)]
    assert len({pair.item.name for pair in made[:12]}) == len({pair.item.name for pair in made}) == 12
    for pair in made:
        for text in (pair.known, pair.fresh):
            assert f"{text.first} {text.second}" == text.text and text.wordings[0] == text.text
            assert len(text.others) == 4 and text.second not in text.others
            assert len(text.second.split()) >= LEAST // 2
        assert pair.fresh.text not in {record.question for record in records}
    assert len({pair.fresh.text for pair in made}) == 24


def test_a_set_of_one_text_is_compared_with_fresh_ones() -> None:
    pair = next(recitals(random.Random(2), [text_record(SET)]))
    assert len(pair.known.others) == 4


def test_rouge_l_is_that_of_the_paper() -> None:
    """Lin 2004, section 3.1: against "police killed the gunman", S2 has 3/4 and S3 has 2/4."""
    true = tokens("police killed the gunman")
    assert rouge_l(tokens("police kill the gunman"), true) == 0.75
    assert rouge_l(tokens("the gunman kill police"), true) == 0.5
    assert rouge_l(tokens("The gunman police killed."), true) == 0.5
    assert rouge_l([], true) == 0.0 and rouge_l(true, []) == 0.0


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), min_size=1, max_size=8))
def test_rouge_l_is_what_trying_every_subsequence_gives(said: list[str], true: list[str]) -> None:
    def within(few: tuple[str, ...]) -> bool:
        rest = iter(said)
        return all(word in rest for word in few)

    longest = max(k for k in range(len(true) + 1) if any(within(few) for few in combinations(true, k)))
    assert rouge_l(said, true) == longest / len(true)
