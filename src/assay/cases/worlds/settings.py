"""Who, where and how many: the slots that scenes about agents are filled with, in English, Spanish and Chinese.

All persons, firms and towns are made up of common parts. A setting has enough combinations (over 10⁹ a language) that
two seeds do not meet.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from assay.cases.worlds.lexicon import WORDS
from assay.cases.worlds.people import DAYS, full_names, town, words

__all__ = ["LANGUAGES", "Language", "fill", "setting"]

Language = str
LANGUAGES: tuple[Language, ...] = ("en", "es", "zh")

_FIRM_HEADS = words("Alder Birch Cedar Delta Falcon Harbour Linden Maple Meridian Northern Orchard Summit Tidal Union")
_FIRM_TAILS = ("Freight", "Foods", "Insurance", "Textiles", "Instruments", "Energy", "Books", "Tools", "Housing")

_ES_FIRST = words(
    "Alicia Beatriz Carmen Clara Elena Irene Julia Laura Lucía Marta Nuria Pilar Rosa Sara Teresa Andrés Bruno Carlos "
    "Daniel Emilio Gonzalo Hugo Javier Luis Manuel Pablo Raúl Sergio Tomás Víctor"
)
_ES_LAST = words(
    "Aguilar Benítez Calvo Domínguez Esteban Fuentes Gallego Herrero Iglesias Jurado Lozano Medina Navarro Ortega "
    "Pascual Quintana Redondo Salinas Toledo Vargas"
)
_ES_TOWN = words("Villa Monte Puerto Valle Campo Puente Fuente Torre Casa Peña")
_ES_TOWN_TAIL = words("alta blanca clara franca hermosa larga nueva real rubia santa serena verde vieja honda")
_ES_FIRM = ("Transportes", "Seguros", "Muebles", "Librerías", "Talleres", "Alimentos", "Textiles", "Viveros")
_ES_DAYS = words("lunes martes miércoles jueves viernes sábado domingo")
_ES_WORDS = words("Ámbar Brisa Cedro Delta Faro Jade Lince Marfil Nácar Olmo Perla Roble Sauce Trébol Zafiro")

_ZH_LAST = tuple("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
_ZH_FIRST = words(
    "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 秀兰 霞 平 刚 桂英 文静 志强 建国 晓明 雨欣 浩然 子涵 俊杰 婷婷"
)
_ZH_TOWN = tuple("青白金南东长安宁永新清云海江石松")
_ZH_TOWN_TAIL = words("山市 河市 湖市 桥镇 港市 溪镇 岭镇 原市 泉镇 林市")
_ZH_FIRM = words("远航物流 恒信保险 绿源食品 光明书店 金石工具 星河仪器 同心纺织 大地能源 和风家居 瑞丰贸易")
_ZH_DAYS = words("星期一 星期二 星期三 星期四 星期五 星期六 星期日")
_ZH_WORDS = words("晨星 海燕 松涛 碧玉 飞鹰 银杏 翠竹 红枫 白鹭 青鸟")


def setting(rng: random.Random, language: Language = "en") -> dict[str, str]:
    """A fresh set of slots: `name` and `other` (two persons), `firm`, `town`, `day` and `later` (two days of the week),
    `word` (a code name), and two whole numbers `n` (120 to 980) and `m` (11 to 99)."""
    if language == "es":
        people = [
            f"{first} {last}" for first, last in zip(rng.sample(_ES_FIRST, 2), rng.sample(_ES_LAST, 2), strict=True)
        ]
        where = rng.choice(_ES_TOWN) + rng.choice(_ES_TOWN_TAIL)
        firm, days, codes = f"{rng.choice(_ES_FIRM)} {rng.choice(_ES_LAST)}", _ES_DAYS, _ES_WORDS
    elif language == "zh":
        people = [last + first for first, last in zip(rng.sample(_ZH_FIRST, 2), rng.sample(_ZH_LAST, 2), strict=True)]
        where = rng.choice(_ZH_TOWN) + rng.choice(_ZH_TOWN_TAIL)
        firm, days, codes = f"{rng.choice(_ZH_FIRM)}公司", _ZH_DAYS, _ZH_WORDS
    else:
        people = list(full_names(rng, 2))
        where = town(rng)
        firm, days = f"{rng.choice(_FIRM_HEADS)} {rng.choice(_FIRM_TAILS)}", DAYS
        codes = tuple(word.capitalize() for word in WORDS)
    day, later = rng.sample(days, 2)
    return {
        "name": people[0],
        "other": people[1],
        "firm": firm,
        "town": where,
        "day": day,
        "later": later,
        "word": rng.choice(codes),
        "n": str(rng.randint(120, 980)),
        "m": str(rng.randint(11, 99)),
    }


def fill(template: str, slots: Mapping[str, str]) -> str:
    """The template with its slots filled. Raises KeyError where it names a slot that the setting lacks."""
    return template.format_map(slots)
