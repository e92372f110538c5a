"""Telling English, Spanish and Chinese replies apart, and saying nothing where there is too little to tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.judges import reply_language
from tests.judges.replies import FRESH, HELD_OUT, UNSEEN


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The answer is 12.", "en"),
        ("It is Tuesday, because that is what the text says.", "en"),
        ("La respuesta es 12.", "es"),
        ("El país está en Europa.", "es"),
        ("**No lo sé**, la respuesta no está en el texto.", "es"),
        ("答案是12。", "zh"),
        ("欧洲", "zh"),
        ("这个国家在欧洲 (Europe)。", "zh"),
        ("The country is in Europe (欧洲), and that is what it says.", "en"),
        ("12", ""),
        ("Europa", ""),
        ("", ""),
        ("Ответ: двенадцать", ""),
        ("それはお断りします。", ""),
        ("答えは欧州です。", ""),
        ("Je ne sais pas, la réponse est dans le texte.", ""),
        ("Não sei, a resposta não está no texto.", ""),
        ("Die Antwort ist zwölf, das steht in dem Text.", ""),
        ("Non lo so, la risposta non è nel testo.", ""),
    ],
)
def test_reading(text: str, language: str) -> None:
    assert reply_language(text) == language


def test_replies_of_another_hand_are_read_or_left_open() -> None:
    read = [
        reply_language(text)
        for _, style, text in HELD_OUT + FRESH + UNSEEN
        if style not in ("other language", "gibberish")
    ]
    assert set(read) <= {"en", ""}
    assert read.count("en") >= 0.9 * len(read)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Somebody knocked twice.", "en"),
        ("Cuéntame qué pasó anoche", "es"),
        ("Es regnet seit gestern, sagt Oma.", ""),  # by its "es" alone it would be Spanish
        ("Los ancianos del pueblo callan, and nobody in town asks.", ""),  # as many words of one as of the other
    ],
)
def test_the_classifier_decides_where_no_common_word_does_and_doubts_those_of_others(text: str, language: str) -> None:
    assert reply_language(text) == language


def test_names_are_left_out_before() -> None:
    assert reply_language("El Salvador") == "es"
    assert reply_language("El Salvador", ["El Salvador"]) == ""


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert reply_language(text) in ("", "en", "es", "zh")
