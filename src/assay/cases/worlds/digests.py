"""Small reports to be summarized: six facts of one village, each about another person, with a number or a denial of its own."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.curate.abroad._names import DAYS as ABROAD
from assay.cases.worlds.asks import PEOPLE
from assay.cases.worlds.people import DAYS, MEN, WOMEN

__all__ = ["REPORTS", "Digest", "Report", "digest_of"]


@dataclass(frozen=True, kw_only=True)
class Report:
    """The words of one language: who does what. `asks` and `rule` say what is wanted of {text}, in at most so many words."""

    people: tuple[str, ...]
    days: tuple[str, ...]
    counted: tuple[str, ...]
    denied: tuple[str, ...]
    invented: tuple[str, ...]
    asks: tuple[str, ...]
    rule: str
    stop: str = "."
    and_then: str = "; "
    space: str = " "


REPORTS: dict[str, Report] = {
    "en": Report(
        people=WOMEN + MEN,
        days=DAYS,
        counted=(
            "sold {n} jars of honey at the market",
            "repaired {n} bicycles in the old barn",
            "planted {n} apple trees along the river",
            "lent {n} books to the village school",
            "painted {n} benches in the park",
            "baked {n} loaves for the bakery stall",
            "counted {n} storks on the church roof",
            "collected {n} bags of litter in the forest",
            "knitted {n} scarves for the choir",
            "mended {n} fishing nets in the harbour",
            "carved {n} spoons for the winter fair",
            "taught {n} children how to swim",
        ),
        denied=(
            "did not come to the meeting on {day}",
            "did not join the choir trip on {day}",
            "did not open the tea room on {day}",
            "did not take part in the boat race on {day}",
        ),
        invented=(
            "bought {n} goats from a travelling circus",
            "found {n} silver coins under the bridge",
            "won {n} prizes at a dance contest",
            "hired {n} musicians for a wedding",
        ),
        asks=(
            "Summarize this report in two sentences.",
            "Here is a report from a village. Tell me in two sentences what it says.",
            "Shorten this report to two sentences.",
            "I missed the news from the village. Sum up this report in two sentences.",
            "Please give me this report in short, as two sentences.",
        ),
        rule="Use at most 35 words and state only what the report says.",
    ),
    "es": Report(
        people=tuple(names[1] for names in PEOPLE),
        days=tuple(pair[0] for pair in ABROAD.values()),
        counted=(
            "vendió {n} tarros de miel en el mercado",
            "reparó {n} bicicletas en el viejo granero",
            "plantó {n} manzanos a orillas del río",
            "prestó {n} libros a la escuela del pueblo",
            "pintó {n} bancos en el parque",
            "horneó {n} panes para el puesto de la panadería",
            "contó {n} cigüeñas en el tejado de la iglesia",
            "recogió {n} bolsas de basura en el bosque",
            "tejió {n} bufandas para el coro",
            "remendó {n} redes de pesca en el puerto",
            "talló {n} cucharas para la feria de invierno",
            "enseñó a nadar a {n} niños",
        ),
        denied=(
            "no fue a la reunión del {day}",
            "no fue a la excursión del coro del {day}",
            "no abrió el salón de té el {day}",
            "no participó en la carrera de barcas del {day}",
        ),
        invented=(
            "compró {n} cabras a un circo ambulante",
            "encontró {n} monedas de plata bajo el puente",
            "ganó {n} premios en un concurso de baile",
            "contrató a {n} músicos para una boda",
        ),
        asks=(
            "Resume este informe en dos frases.",
            "Este es un informe de un pueblo. Dime en dos frases qué dice.",
            "Reduce este informe a dos frases.",
            "Me he perdido las noticias del pueblo. Resume este informe en dos frases.",
            "Por favor, dame un resumen de este informe en dos frases.",
        ),
        rule="Usa como máximo 35 palabras y di solo lo que dice el informe.",
    ),
    "zh": Report(
        people=tuple(names[2] for names in PEOPLE),
        days=tuple(pair[1] for pair in ABROAD.values()),
        counted=(
            "在集市上卖了{n}罐蜂蜜",
            "在旧谷仓里修了{n}辆自行车",
            "在河边种了{n}棵苹果树",
            "借给村小学{n}本书",
            "在公园里漆了{n}张长椅",
            "为面包摊烤了{n}个面包",
            "在教堂屋顶上数到了{n}只鹳",
            "在森林里捡了{n}袋垃圾",
            "为合唱团织了{n}条围巾",
            "在港口补了{n}张渔网",
            "为冬季集市刻了{n}把勺子",
            "教会了{n}个孩子游泳",
        ),
        denied=(
            "没有参加{day}的会议",
            "没有参加{day}的合唱团出游",
            "{day}没有开茶室",
            "没有参加{day}的划船比赛",
        ),
        invented=(
            "从巡回马戏团买了{n}只山羊",
            "在桥下发现了{n}枚银币",
            "在舞蹈比赛中得了{n}个奖",
            "为婚礼请了{n}位乐手",
        ),
        asks=(
            "请用两句话概括这份报告。",
            "下面是一份来自村里的报告。请用两句话告诉我它说了什么。",
            "请把这份报告缩短成两句话。",
            "我错过了村里的新闻。请用两句话概括这份报告。",
            "请用两句话简要说明这份报告的内容。",
        ),
        rule="最多60个字，只写报告里说到的内容。",
        stop="。",
        and_then="；",
        space="",
    ),
}


@dataclass(frozen=True)
class Digest:
    """A report, the sentences of its facts, and one of the same kind that it does not hold."""

    facts: tuple[str, ...]
    invented: str
    report: Report

    @property
    def text(self) -> str:
        return self.report.space.join(self.facts)

    @property
    def short(self) -> str:
        """Half of the facts in two sentences."""
        first, second, third = self.facts[:3]
        return f"{first.removesuffix(self.report.stop)}{self.report.and_then}{second}{self.report.space}{third}"


def digest_of(rng: random.Random, language: str = "en") -> Digest:
    """Five counted facts and a denied one, in any order; names and numbers are all different."""
    report = REPORTS[language]
    people = rng.sample(report.people, 7)
    numbers = rng.sample(range(13, 98), 6)
    gap = report.space

    def sentence(who: str, what: str, **filled: object) -> str:
        return f"{who}{gap}{what.format(**filled)}{report.stop}"

    what = zip(people, rng.sample(report.counted, 5), numbers, strict=False)
    facts = [sentence(who, done, n=n) for who, done, n in what]
    facts.append(sentence(people[5], rng.choice(report.denied), day=rng.choice(report.days)))
    rng.shuffle(facts)
    return Digest(tuple(facts), sentence(people[6], rng.choice(report.invented), n=numbers[5]), report)
