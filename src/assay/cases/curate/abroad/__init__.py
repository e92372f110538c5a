"""Packaged facts in Spanish and Chinese: the same countries, elements and dates as in English, asked in these languages.

Names of countries are pycountry's translations where these are what people write (`worlds.tongues`); capitals, languages,
elements, days and all templates are our own. A fact whose names are not known in a language is left out there.
`tongue(language)` gives what a probe needs to ask facts in a language, English among them, under one interface.
"""

from __future__ import annotations

import gettext
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from msgspec.structs import replace

from assay.cases.curate import facts as english
from assay.cases.curate import frames, questions
from assay.cases.curate.abroad import _es, _zh
from assay.cases.curate.abroad._grammar import gender, subject_names, u_before_o, upper
from assay.cases.curate.abroad._invented import invented_country
from assay.cases.curate.abroad._names import (
    CAPITALS,
    DAYS,
    ELEMENTS,
    LANGUAGE_NAMES,
    PARTS,
)
from assay.cases.curate.abroad._names import MONTHS as ES_MONTHS
from assay.cases.curate.dates import MONTHS, date_fact
from assay.cases.curate.facts import Fact

__all__ = ["Tongue", "facts", "tongue", "twin", "u_before_o", "upper"]

_WORDS: dict[str, ModuleType] = {"es": _es, "zh": _zh}
_SECOND = {"es": 0, "zh": 1}
_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?")
_SHORT_MONTHS = (2, 4, 6, 9, 11)

Deck = Callable[..., Iterator[Fact]]


@dataclass(frozen=True)
class Tongue:
    """How facts are asked in one language. `how` is what the answer is to be, without "only"; `ask_as_stated` is the question
    in the words of `statement`; `names` are the subject's forms in sentences; `letter` is a frame for what users say of
    themselves."""

    language: str
    deck: Deck
    question: Callable[[Fact, random.Random], str]
    how: Callable[[Fact], str]
    statement: Callable[[Fact, str | None], str]
    thing: Callable[[Fact], str]
    frame: Callable[[random.Random], str]
    lettered: Callable[[tuple[str, ...]], str]
    ask_as_stated: Callable[[Fact], str]
    names: Callable[[Fact], dict[str, str]]
    letter: Callable[[random.Random], str]


@cache
def tongue(language: str) -> Tongue:
    """The way to ask facts in `language`."""
    if language == "en":
        return Tongue(
            language,
            questions.deck,
            questions.question,
            lambda fact: questions.how(fact).removesuffix(" only"),
            questions.statement,
            questions.thing,
            frames.frame,
            questions.lettered,
            questions.as_stated,
            lambda fact: {"name": fact.subject, "subject": fact.subject, "de": f"of {fact.subject}"},
            frames.letter,
        )
    material = _WORDS[language]

    def deck(rng: random.Random, **how: object) -> Iterator[Fact]:
        return questions.deck(rng, of=lambda topic: _by_topic(language)[topic], dated=_dated(language), **how)  # type: ignore[arg-type]

    def say(template: str, fact: Fact, answer: str | None = None) -> str:
        return _fill(template, fact, fact.answer if answer is None else answer, language)

    return Tongue(
        language,
        deck,
        lambda fact, rng: upper(say(rng.choice(material.ASK[fact.relation]), fact)),
        lambda fact: str(material.HOW[fact.relation]),
        lambda fact, answer: say(material.STATE[fact.relation][0], fact, answer),
        lambda fact: say(material.STATE[fact.relation][1], fact),
        lambda rng: _frame(rng, material.FRAMES, language),
        questions.lettered if language == "es" else _lettered_zh,
        lambda fact: upper(say(material.ASK[fact.relation][0], fact)),
        lambda fact: subject_names(fact, language),
        lambda rng: _frame(rng, material.LETTERS, language),
    )


def twin(fact: Fact, rng: random.Random, language: str) -> Fact:
    """The same question about a country that is not, or about a date that no calendar has."""
    if fact.topic != "dates":
        return replace(fact, subject=invented_country(rng, language, _known(language)))
    month = rng.choice(_SHORT_MONTHS)
    day = rng.randrange(30 if month == 2 else 31, 35)
    impossible = _spell(day, month, rng.randrange(1900, 2100), language)
    if fact.relation == "weekday":
        return replace(fact, subject=impossible)
    steps = re.findall(r"第(\d+)天$" if language == "zh" else r"^(\d+) días", fact.subject)[0]
    return replace(fact, subject=_steps_after(int(steps), impossible, language))


@cache
def facts(language: str) -> tuple[Fact, ...]:
    """All facts that can be told in a language, in the order of the English ones."""
    return tuple(fact for topic in _by_topic(language).values() for fact in topic)


@cache
def _by_topic(language: str) -> dict[str, tuple[Fact, ...]]:
    countries = [f for fact in english.facts("countries") if (f := _country(fact, language)) is not None]
    elements = [f for fact in english.facts("elements") if (f := _element(fact, language)) is not None]
    found = dict.fromkeys(english.TOPICS, ()) | {"countries": tuple(countries), "elements": tuple(elements)}
    if language == "es":
        return found
    names = _known(language)
    return {
        topic: tuple(replace(f, choice_only=True) if _part_of_another(f.answer, names) else f for f in members)
        for topic, members in found.items()
    }


def _part_of_another(answer: str, names: frozenset[str]) -> bool:
    """Whether a Chinese name stands within another one (马里 in 索马里): in free text it could not be told apart."""
    return len(answer) > 1 and any(answer != name and answer in name for name in names)


@cache
def _known(language: str) -> frozenset[str]:
    """The names of all countries in a language, and those of our tables."""
    import pycountry

    locale = {"es": "es", "zh": "zh_CN"}[language]
    say = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[locale]).gettext
    place = _SECOND[language]
    told = {say(getattr(c, "common_name", None) or c.name) for c in pycountry.countries}
    return frozenset(told | {pair[place] for table in (CAPITALS, LANGUAGE_NAMES, PARTS) for pair in table.values()})


@cache
def _countries(language: str) -> dict[str, str]:
    """The names of countries by their English ones."""
    from assay.cases.worlds.tongues import country_names

    return {row[0]: row[1 + _SECOND[language]] for row in country_names().values()}


def _country(fact: Fact, language: str) -> Fact | None:
    place, names = _SECOND[language], _countries(language)
    if fact.subject not in names:
        return None
    more = {"subject": names[fact.subject], "category": f"{language}:{fact.category}"}
    if fact.relation == "calling code":
        return replace(fact, **more)
    if fact.relation == "neighbour":
        near = [names[n] for n in (fact.answer, *fact.accept) if n in names]
        if not near:
            return None
        accept = [*near[1:], *(other for n in near for other in _spellings(n))]
        return replace(fact, answer=near[0], accept=tuple(accept), bar=(more["subject"],), **more)
    tables = {"capital": CAPITALS, "language": LANGUAGE_NAMES, "part of the world": PARTS}
    pair = tables.get(fact.relation, {}).get(fact.answer)
    if pair is None:
        return None
    return replace(fact, answer=pair[place], accept=_spellings(pair[place]), bar=(), **more)


_OTHER_SPELLINGS = {
    "El Cairo": ("Cairo",), "La Habana": ("Habana",), "Washington D. C.": ("Washington", "Washington D.C."),
    "Kiev": ("Kyiv",), "Pekín": ("Beijing",), "Nueva Delhi": ("Delhi",), "Hanói": ("Hanoi",), "Riad": ("Riyadh",),
    "Reikiavik": ("Reykjavik",), "Vilna": ("Vilnius",), "Bangkok": ("Bangkok",), "中文": ("汉语", "普通话", "华语"),
    "español": ("castellano",), "neerlandés": ("holandés", "flamenco"), "韩语": ("朝鲜语", "韩文"), "日语": ("日文",),
    "英语": ("英文",), "法语": ("法文",), "德语": ("德文",), "西班牙语": ("西班牙文",), "阿拉伯语": ("阿拉伯文",),
    "葡萄牙语": ("葡萄牙文",), "美洲": ("北美洲", "南美洲", "中美洲"), "América": ("Américas", "las Américas"),
    "华盛顿": ("华盛顿哥伦比亚特区",), "wolframio": ("tungsteno",), "zinc": ("cinc",), "kriptón": ("criptón",),
    "yodo": ("iodo",), "astato": ("ástato",), "Estados Unidos": ("EE. UU.", "EEUU"), "Chequia": ("República Checa",),
    "沙特阿拉伯": ("沙特",), "韩国": ("大韩民国",), "捷克": ("捷克共和国",),
}  # fmt: skip


def _spellings(name: str) -> tuple[str, ...]:
    return tuple(other for other in _OTHER_SPELLINGS.get(name, ()) if other != name)


def _element(fact: Fact, language: str) -> Fact | None:
    place = _SECOND[language]
    names = {name: ELEMENTS[n][place] for n, name in _english_elements().items() if n in ELEMENTS}
    category = f"{language}:{fact.category}"
    if fact.relation == "atomic number" and fact.subject in names:
        return replace(fact, subject=names[fact.subject], category=category)
    if fact.answer not in names or fact.relation not in ("element by number", "next element"):
        return None
    answer = names[fact.answer]
    told = replace(fact, answer=answer, accept=_spellings(answer), bar=(), category=category)
    if fact.relation == "next element":
        return replace(told, subject=names[fact.subject], bar=(names[fact.subject],))
    return told


@cache
def _english_elements() -> dict[int, str]:
    return {int(f.subject): f.answer for f in english.facts("elements") if f.relation == "element by number"}


def _dated(language: str) -> Callable[[random.Random, str], Fact]:
    """What makes facts of the calendar in a language."""

    def say(text: str) -> str:
        return _DATE.sub(
            lambda m: _spell(int(m[1]), MONTHS.index(m[2]) + 1, int(m[3]) if m[3] else None, language), text
        )

    def make(rng: random.Random, relation: str) -> Fact:
        fact = date_fact(rng, relation)
        if relation == "weekday":
            answer = DAYS[fact.answer][_SECOND[language]]
            return replace(
                fact,
                subject=say(fact.subject),
                answer=answer,
                accept=_weekday_spellings(answer) if language == "zh" else (),
                wrong=tuple(pair[_SECOND[language]] for pair in DAYS.values()),
            )
        if relation == "days between":
            first, last = map(say, fact.subject.split(" to "))
            return replace(fact, subject=f"从{first}到{last}" if language == "zh" else f"del {first} al {last}")
        if relation == "date after":
            steps, first = fact.subject.split(" days after ")
            answer, wrong = say(fact.answer), tuple(map(say, fact.wrong))
            accept = (answer.replace("日", "号"),) if language == "zh" else ()
            subject = _steps_after(int(steps), say(first), language)
            return replace(fact, subject=subject, answer=answer, accept=accept, wrong=wrong)
        return fact

    return make


def _weekday_spellings(answer: str) -> tuple[str, ...]:
    days = answer[-1:] + ("天" if answer.endswith("日") else "")
    return tuple(f"{word}{day}" for word in ("周", "礼拜", "星期") for day in days if f"{word}{day}" != answer)


def _steps_after(steps: int, day: str, language: str) -> str:
    return f"{day}之后的第{steps}天" if language == "zh" else f"{steps} días después del {day}"


def _spell(day: int, month: int, year: int | None, language: str) -> str:
    """A date in words: "4 de marzo de 2021", "2021年3月4日"."""
    if language == "zh":
        return f"{year}年{month}月{day}日" if year is not None else f"{month}月{day}日"
    return f"{day} de {ES_MONTHS[month - 1]}" + (f" de {year}" if year is not None else "")


def _fill(template: str, fact: Fact, answer: str, language: str) -> str:
    names = subject_names(fact, language)
    if language == "es":
        names |= {"the_answer": f"{gender(answer)} {answer}"}
        names |= {"está": "están" if names["subject"].startswith("los ") else "está"}
    return template.format(answer=answer, **names)


def _frame(rng: random.Random, templates: tuple[str, ...], language: str) -> str:
    from assay.cases.worlds.asks import PEOPLE

    who = rng.choice(PEOPLE)[1 + _SECOND[language]]
    small, middle, number = rng.randrange(1, 60), rng.randrange(1, 5_000), rng.randrange(1, 100_000)
    return rng.choice(templates).format(who=who, small=small, middle=middle, number=number)


def _lettered_zh(options: tuple[str, ...]) -> str:
    """Options on one line: "A）奥斯陆；B）罗马"."""
    return "；".join(f"{letter}）{option}" for letter, option in zip(questions.LETTERS, options, strict=False))
