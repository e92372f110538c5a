"""Facts agree with their sources, wrong answers are wrong, and invented names are invented."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.cases.curate.countries import LEFT_OUT, NOT_MEMBERS, countries
from assay.cases.curate.dates import MONTHS, RELATIONS, WEEKDAYS, date_fact
from assay.cases.curate.elements import WORDS
from assay.cases.curate.facts import TOPICS, Fact, facts, fold, pool, spellings, wrong_answers
from assay.cases.curate.frames import frame, shuffled
from assay.cases.curate.names import ENDINGS, invented_name, is_real
from assay.cases.curate.questions import deck, how, question, statement, thing

ALL = [fact for topic in TOPICS for fact in facts(topic)]


def by(relation: str) -> dict[str, Fact]:
    return {f.subject: f for f in ALL if f.relation == relation}


def test_the_members_of_the_united_nations_are_193() -> None:
    assert len(countries()) == 193
    assert not set(countries()) & NOT_MEMBERS


def test_every_exclusion_names_a_country_and_a_reason() -> None:
    for relation, reasons in LEFT_OUT.items():
        for code, why in reasons.items():
            assert code in countries(), (relation, code)
            assert why


@pytest.mark.parametrize(
    ("relation", "subject", "answer"),
    [
        ("capital", "France", "Paris"),
        ("capital", "Mongolia", "Ulaanbaatar"),
        ("part of the world", "Chile", "Americas"),
        ("currency", "Japan", "JPY"),
        ("language", "Brazil", "Portuguese"),
        ("calling code", "Sudan", "+249"),
        ("country code", "Germany", "DEU"),
        ("neighbour", "Portugal", "Spain"),
        ("symbol", "iron", "Fe"),
        ("atomic number", "gold", "79"),
        ("element by number", "26", "iron"),
        ("element by symbol", "Ag", "silver"),
        ("next element", "nickel", "copper"),
        ("country of region", "Mato Grosso", "Brazil"),
        ("code of currency", "Mexican Peso", "MXN"),
        ("currency of code", "KWD", "Kuwaiti Dinar"),
    ],
)
def test_well_known_facts(relation: str, subject: str, answer: str) -> None:
    assert by(relation)[subject].answer == answer


@pytest.mark.parametrize("code", ["IL", "ZA", "BO", "KZ", "BI", "ID", "LK"])
def test_disputed_multiple_and_outdated_capitals_are_left_out(code: str) -> None:
    assert countries()[code].name not in by("capital")


def test_withdrawn_currencies_are_left_out() -> None:
    import pycountry

    live = {c.alpha_3 for c in pycountry.currencies}
    assert {f.answer for f in by("currency").values()} <= live
    for gone in ("HR", "BG", "BY", "VE", "ZM"):
        assert countries()[gone].name not in by("currency")


def test_capitals_and_regions_are_what_the_packages_say() -> None:
    from countryinfo import CountryInfo

    for country in countries().values():
        if country.name in by("capital"):
            assert by("capital")[country.name].answer == CountryInfo(country.entry["name"]).capital()


def test_disputed_regions_and_territories_are_left_out() -> None:
    left_out = ("Taiwan Sheng", "Abkhazia", "Ladākh", "Gilgit-Baltistan", "Donetska oblast", "Aruba", "Guam")
    assert not set(left_out) & set(by("country of region"))


def test_no_answer_reads_as_an_abstention() -> None:
    """ "Na" (sodium) once did: "n/a"."""
    from assay.probes.truthfulness._reading import abstention

    for fact in ALL:
        if fact.readable:
            assert not any(abstention(text) for text in (fact.answer, fact.answer.upper(), *fact.accept)), fact


def test_regions_are_unique_and_lie_where_pycountry_says() -> None:
    import pycountry

    homes: dict[str, set[str]] = {}
    for part in pycountry.subdivisions:
        homes.setdefault(fold(part.name), set()).add(part.country_code)
    names = {c.name: code for code, c in countries().items()}
    found = by("country of region")
    assert len(found) > 2_500
    for subject, fact in found.items():
        assert homes[fold(subject)] == {names[fact.answer]}
        assert fold(fact.answer.removeprefix("the ")) not in fold(f"{fact.kind} {subject}")


def test_elements_agree_with_periodictable() -> None:
    import periodictable

    for element in periodictable.elements:
        if element.number > 0:
            name = element.name.lower()
            symbol = by("symbol").get(name)
            if symbol is None:
                assert element.symbol in WORDS
            else:
                assert symbol.answer == element.symbol
            assert by("atomic number")[name].answer == str(element.number)
            assert by("element by number")[str(element.number)].answer == name


def test_borders_are_mutual_and_accept_every_neighbour() -> None:
    found = by("neighbour")
    accepted = {subject: {fold(a) for a in (f.answer, *f.accept)} for subject, f in found.items()}
    for subject, names in accepted.items():
        assert fold(subject) not in names
        for other, theirs in accepted.items():
            assert (fold(other) in names) == (fold(subject) in theirs), (subject, other)


def test_provenance_is_the_installed_version_and_a_licence() -> None:
    for fact in ALL:
        assert fact.source.version == version(fact.source.package)
        assert fact.source.licence


@pytest.mark.parametrize("seed", range(3))
def test_wrong_answers_are_different_and_wrong(seed: int) -> None:
    rng = random.Random(seed)
    for fact in (*rng.sample(ALL, 400), *(date_fact(rng) for _ in range(100))):
        if not fact.readable:
            continue
        wrong = wrong_answers(fact, rng, 3)
        right = {fold(a) for a in (fact.answer, *fact.accept, *fact.bar)}
        assert len({fold(w) for w in wrong}) == 3
        assert not right & {fold(w) for w in wrong}


def test_too_few_wrong_answers_is_said() -> None:
    fact = by("part of the world")["Chile"]
    with pytest.raises(ValueError, match="only 4 wrong answers"):
        wrong_answers(fact, random.Random(0), 5)


def test_an_answer_that_is_part_of_another_name_is_not_asked_openly() -> None:
    parts = {f.answer for f in ALL if f.category == "country" and not f.open}
    assert {"Guinea", "Sudan"} <= parts
    assert "France" not in parts


def test_plain_words_and_letters_are_never_answers() -> None:
    asked = list(islice(deck(random.Random(1)), 4_000))
    assert not {"AND", "ARE", "No", "In", "H", "C"} & {f.answer for f in asked}


@given(st.integers(0, 2**32))
def test_dates_are_right_by_counting_days(seed: int) -> None:
    """Recomputed from day numbers alone, with 1 January 1900, a Monday, as the start."""
    for relation in RELATIONS:
        fact = date_fact(random.Random(seed), relation)
        if relation == "weekday":
            gone = (_read(fact.subject) - date(1900, 1, 1)).days
            assert fact.answer == WEEKDAYS[gone % 7]
        elif relation == "days between":
            first, last = (_read(part) for part in fact.subject.split(" to "))
            assert int(fact.answer) == last.toordinal() - first.toordinal() > 31
        elif relation == "date after":
            steps, _, start = fact.subject.partition(" days after ")
            end = date.fromordinal(_read(start).toordinal() + int(steps))
            assert fact.answer == f"{end.day} {MONTHS[end.month - 1]}"
        else:
            year = int(fact.subject)
            leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
            assert fact.answer == ("29" if leap else "28")


def _read(text: str) -> date:
    day, month, year = text.split()
    return date(int(year), MONTHS.index(month) + 1, int(day))


@pytest.mark.parametrize("sort", sorted(ENDINGS))
def test_invented_names_are_no_real_names(sort: str) -> None:
    rng = random.Random(5)
    made = [invented_name(rng, sort) for _ in range(500)]
    assert len(set(made)) > 495
    assert all(8 <= len(name) <= 13 and not is_real(name) for name in made)


@pytest.mark.parametrize(
    "name", ["France", "Paris", "paris", "Helium", "Yen", "Swahili", "Bavaria", "Austrlia", "Austtralia"]
)
def test_real_names_and_slips_of_the_pen_are_recognised(name: str) -> None:
    assert is_real(name)


def test_spellings_leave_out_accents_and_write_saint_both_ways() -> None:
    assert "Brasilia" in spellings("Brasília")
    assert "Nukualofa" in spellings("Nuku'alofa")
    assert {"St. George", "St George"} <= set(spellings("Saint George"))
    assert "Saint John" in spellings("St. John")


def test_every_relation_can_be_put_into_words() -> None:
    rng = random.Random(0)
    one_each = {f.relation: f for f in ALL} | {r: date_fact(rng, r) for r in RELATIONS}
    for fact in one_each.values():
        for text in (question(fact, rng), how(fact), statement(fact), statement(fact, "WRONG"), thing(fact)):
            assert text
            assert "{" not in text
        assert fact.answer in statement(fact)
        assert "WRONG" in statement(fact, "WRONG")
        assert fact.answer not in thing(fact).split()


def test_the_deck_is_balanced_over_topics_from_the_start() -> None:
    for n in (5, 10, 50, 200):
        topics = [f.topic for f in islice(deck(random.Random(3)), n)]
        assert {topics.count(t) for t in set(topics)} == {n // 5}


def test_a_pool_holds_each_answer_once() -> None:
    for category in {f.category for f in ALL}:
        answers = [a for a, _ in pool(category)]
        assert len(answers) == len(set(answers))


def test_shuffled_gives_every_option_once_a_round() -> None:
    stream = shuffled(random.Random(0), "abc")
    for _ in range(5):
        assert sorted(islice(stream, 3)) == ["a", "b", "c"]


def test_frames_are_many() -> None:
    rng = random.Random(0)
    made = [frame(rng) for _ in range(5_000)]
    assert len(set(made)) > 4_850
    assert all(text.endswith(" ") for text in made)


def test_facts_do_not_depend_on_the_process() -> None:
    """Sets have another order under another hash seed; facts, decks and names must not."""
    code = (
        "import random, hashlib; from itertools import islice\n"
        "from assay.cases.curate.facts import *; from assay.cases.curate.questions import deck\n"
        "from assay.cases.curate.names import invented_name\n"
        "r = random.Random(1); out = [repr(f) for t in TOPICS for f in facts(t)]\n"
        "out += [repr(f) + str(wrong_answers(f, r, 2)) for f in islice(deck(r), 300)]\n"
        "out += [invented_name(r) for _ in range(50)]\n"
        "print(hashlib.sha256('|'.join(out).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
