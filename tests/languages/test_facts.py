"""Facts in Spanish and Chinese: true where the English ones are, told apart from one another, and in good grammar."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

import pytest

from assay.cases.curate import facts as english
from assay.cases.curate.abroad import facts, tongue, twin
from assay.cases.curate.abroad._names import CAPITALS, ELEMENTS, LANGUAGE_NAMES
from assay.cases.curate.facts import Fact, wrong_answers


def drawn(language: str, n: int = 400) -> list[Fact]:
    deck = tongue(language).deck(random.Random(2))
    return [next(deck) for _ in range(n)]


@pytest.mark.parametrize("language", ["es", "zh"])
def test_every_fact_has_its_english_original(language: str) -> None:
    assert len(facts(language)) > 600
    known = {f.answer for f in english.facts("countries") if f.relation == "capital"}
    assert set(CAPITALS) <= known
    assert set(LANGUAGE_NAMES) <= {f.answer for f in english.facts("countries") if f.relation == "language"}
    numbers = {f.subject: f.answer for f in english.facts("elements") if f.relation == "atomic number"}
    assert len(ELEMENTS) == 86 and {str(n) for n in ELEMENTS} <= set(numbers.values())


@pytest.mark.parametrize("column", [0, 1])
def test_names_are_unique_within_their_table(column: int) -> None:
    for table in (CAPITALS, LANGUAGE_NAMES, ELEMENTS):
        names = [pair[column] for pair in table.values()]
        assert len(set(names)) == len(names)


def test_well_known_facts_are_right() -> None:
    found = {(f.relation, f.subject): f.answer for language in ("es", "zh") for f in facts(language)}
    assert (
        found["capital", "Argelia"] == "Argel"
        and found["capital", "Egipto"] == "El Cairo"
        and found["capital", "埃及"] == "开罗"
    )
    assert found["atomic number", "hierro"] == "26" and found["atomic number", "铁"] == "26"
    assert found["element by number", "79"] in ("oro", "金")
    assert found["next element", "oro"] == "mercurio" and found["next element", "金"] == "汞"
    assert found["element by number", "86"] in ("radón", "氡")
    assert found["language", "Brasil"] == "portugués" and found["part of the world", "日本"] == "亚洲"


@pytest.mark.parametrize("language", ["es", "zh"])
def test_wrong_answers_are_of_the_language_and_wrong(language: str) -> None:
    rng = random.Random(3)
    for fact in drawn(language):
        wrong = wrong_answers(fact, rng, 3)
        assert len(set(wrong)) == 3 and not set(wrong) & {fact.answer, *fact.accept}
        for answer in (fact.answer, *wrong):
            assert (language == "zh") >= bool(re.search("[\u4e00-\u9fff]", answer)), answer
            assert language == "es" or not re.search("[A-Za-z]", answer), answer


@pytest.mark.parametrize("language", ["es", "zh"])
def test_dates_are_reckoned_rightly(language: str) -> None:
    months = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ]

    def read(text: str) -> list[date]:
        if language == "zh":
            return [date(int(y), int(m), int(d)) for y, m, d in re.findall(r"(\d+)年(\d+)月(\d+)日", text)]
        found = re.findall(r"(\d+) de (\w+) de (\d+)", text)
        return [date(int(y), months.index(m) + 1, int(d)) for d, m, y in found]

    checked = 0
    for fact in drawn(language):
        if fact.relation == "days between":
            first, last = read(fact.subject)
            assert (last - first).days == int(fact.answer)
        elif fact.relation == "date after":
            steps = int(re.findall(r"第(\d+)天$|^(\d+) días", fact.subject)[0][language == "es"])
            last = read(fact.subject)[0] + timedelta(days=steps)
            assert fact.answer == (
                f"{last.month}月{last.day}日" if language == "zh" else f"{last.day} de {months[last.month - 1]}"
            )
        elif fact.relation == "weekday":
            days = ("一二三四五六日", ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"])[
                language == "es"
            ]
            assert fact.answer.removeprefix("星期") == days[read(fact.subject)[0].weekday()]
        else:
            continue
        checked += 1
    assert checked > 60


def test_spanish_articles_contract_and_verbs_agree() -> None:
    say = tongue("es")
    by = {(f.relation, f.subject): f for f in facts("es")}
    rng = random.Random(1)
    asked = {say.question(by["part of the world", "Países Bajos"], rng) for _ in range(20)}
    assert all("están los Países Bajos" in text for text in asked)
    assert say.statement(by["capital", "Países Bajos"], None) == "Ámsterdam es la capital de los Países Bajos"
    assert say.thing(by["capital", "Reino Unido"]) == "la capital del Reino Unido"
    assert say.thing(by["capital", "El Salvador"]) == "la capital de El Salvador"
    assert (
        say.statement(by["next element", "plata"], None)
        == "el cadmio va justo después de la plata en la tabla periódica"
    )
    assert say.thing(by["atomic number", "hierro"]) == "el número atómico del hierro"


@pytest.mark.parametrize("language", ["es", "zh"])
def test_twins_ask_the_same_of_what_is_not(language: str) -> None:
    rng = random.Random(8)
    real = {f.subject for f in facts(language)}
    for fact in drawn(language, 200):
        if fact.relation in ("days between", "length of February") or fact.topic == "elements":
            continue
        other = twin(fact, rng, language)
        assert other.subject not in real and other.answer == fact.answer
        if language == "zh":
            assert not re.search("[A-Za-z]", other.subject)
