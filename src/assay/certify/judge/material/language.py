"""Short replies in English, Spanish, Chinese and other languages, each given where one of the first three was wanted."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from assay.certify.judge.rows import Material, Row, Truth
from assay.records import Case

__all__ = ["MATERIAL"]

_NAMES = ("Harold", "Bettina", "Osman", "Villa Nueva", "Montreal", "Sankt Gallen")
_WANTED = ("en", "es", "zh")

_SAID: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "a word or two": ("Breakfast.", "upstairs", "Twenty-one", "a wooden spoon", "Probably not", "West Africa"),
        "a sentence": (
            "{name} keeps {n} bees.",
            "Nothing follows from these figures.",
            "The bridge was closed for repairs last month.",
            "I'd go by bicycle.",
            "Salt melts ice.",
            "Whoever said so had never met {name}.",
        ),
        "several": (
            "The kettle was on. {name} counted {n} cups, found two too few, and borrowed some from next door.",
            "Start with the larger number. Halve it until it is below {n}. What is left is the remainder.",
        ),
    },
    "es": {
        "a word or two": (
            "El desayuno.",
            "arriba",
            "Veintiuno",
            "una cuchara de madera",
            "Probablemente no",
            "África occidental",
        ),
        "a sentence": (
            "{name} cría {n} abejas.",
            "De estas cifras no se deduce nada.",
            "El puente estuvo cerrado por obras el mes pasado.",
            "Yo iría en bicicleta.",
            "Mezclar azúcar con agua caliente.",
            "Quien dijo eso no conocía a {name}.",
        ),
        "several": (
            "La tetera hervía. {name} contó {n} tazas, echó en falta dos y pidió prestadas unas cuantas al vecino.",
            "Empieza por el número mayor. Divídelo a la mitad hasta que baje de {n}. Lo que queda es el resto.",
        ),
    },
    "zh": {
        "a word or two": ("早餐。", "楼上", "二十一", "一把木勺", "恐怕不行", "西非"),
        "a sentence": (
            "{name}养了{n}只蜜蜂。",
            "从这些数字得不出什么结论。",
            "上个月那座桥因维修而关闭。",
            "我会骑自行车去。",
            "盐能融化冰。",
        ),
        "several": (
            "水开了。{name}数了{n}个杯子，少了两个，就向邻居借了几个。",
            "从较大的数开始，不断减半，直到小于{n}。剩下的就是余数。",
        ),
    },
    "fr": {
        "a sentence": (
            "{name} élève {n} abeilles.",
            "Le pont était fermé le mois dernier.",
            "J'irais à vélo.",
            "Le petit déjeuner.",
        ),
    },
    "de": {
        "a sentence": (
            "{name} hält {n} Bienen.",
            "Die Brücke war letzten Monat gesperrt.",
            "Salz lässt Eis schmelzen.",
            "Das Frühstück.",
        ),
    },
    "pt": {
        "a sentence": (
            "{name} cria {n} abelhas.",
            "A ponte esteve fechada no mês passado.",
            "Eu iria de bicicleta.",
            "O café da manhã.",
        ),
    },
    "it": {
        "a sentence": (
            "{name} alleva {n} api.",
            "Il ponte era chiuso il mese scorso.",
            "Io ci andrei in bicicletta.",
            "La colazione.",
        ),
    },
    "ja": {
        "a sentence": (
            "{name}さんは{n}匹の蜂を飼っています。",
            "先月、橋は工事中でした。",
            "自転車で行きます。",
            "朝ごはん",
        ),
    },
    "ko": {
        "a sentence": (
            "{name}은 벌 {n}마리를 기른다.",
            "지난달에 다리가 닫혔습니다.",
            "자전거로 가겠습니다.",
            "아침 식사",
        ),
    },
}
_NEVER_SEEN: Mapping[str, tuple[str, ...]] = {
    "id": ("{name} memelihara {n} lebah.", "Jembatan itu ditutup bulan lalu.", "Saya akan naik sepeda."),
    "fi": ("{name} pitää {n} mehiläistä.", "Silta oli suljettu viime kuussa.", "Menisin pyörällä."),
    "ro": ("{name} crește {n} albine.", "Podul a fost închis luna trecută.", "Aș merge cu bicicleta."),
    "hu": ("{name} {n} méhet tart.", "A hidat a múlt hónapban lezárták.", "Én biciklivel mennék."),
    "el": ("Ο {name} έχει {n} μέλισσες.", "Η γέφυρα ήταν κλειστή τον περασμένο μήνα."),
}
_NEITHER = ("{name}", "{n}", "{n}.5", "{n} kg", "B", "(C)", "{name}, {n}", "**{name}**")

Said = tuple[str, str]
"""A text and the language that it is in."""

_ALIKE: Mapping[str, tuple[Said, ...]] = {
    "names of elsewhere": (
        ("El Salvador borders Guatemala, and Los Cabos lies in Baja California Sur.", "en"),
        ("Juan Pérez moved from San José to Santa Cruz de la Sierra.", "en"),
        ("Los Beatles tocaron en Manchester, Liverpool y New York.", "es"),
        ("John Smith vive en Kansas City.", "es"),
        ("约翰·史密斯 (John Smith) 住在纽约。", "zh"),
    ),
    "foreign words quoted": (
        ('"Hasta la vista" means "see you later".', "en"),
        ('The sign said "Prohibido el paso", so we turned round.', "en"),
        ('En el cartel ponía "No entry", así que dimos la vuelta.', "es"),
        ('"Thank you very much" significa "muchas gracias".', "es"),
        ("“Good morning”的意思是“早上好”。", "zh"),
    ),
    "without accents": (
        ("manana ire al medico con mi tia", "es"),
        ("que dia es hoy segun el calendario", "es"),
        ("esta cancion me gusto mas", "es"),
    ),
}


def _row(said: str, text: str, wanted: str, style: str, rng: random.Random) -> Row:
    truth: Truth = "neither" if not said else "positive" if said == wanted else "negative"
    case = Case(prompt="Go on.", tags={"language": wanted})
    return Row(
        case=case,
        text=text.format(name=rng.choice(_NAMES), n=rng.randrange(3, 90)),
        truth=truth,
        style=style,
        language=said or wanted,
        cluster=text,
    )


def _rows(rng: random.Random) -> Iterator[Row]:
    for said, styles in _SAID.items():
        for style, texts in styles.items():
            for text in texts:
                for wanted in _WANTED:
                    yield _row(said, text, wanted, style, rng)
    for said, texts in _NEVER_SEEN.items():
        for text in texts:
            yield _row(said, text, rng.choice(_WANTED), "a sentence", rng)
    for text in _NEITHER:
        for wanted in _WANTED:
            yield _row("", text, wanted, "a number or a name", rng)


def _alike(name: str, rng: random.Random) -> Iterator[Row]:
    for text, said in _ALIKE[name]:
        for wanted in _WANTED:
            yield _row(said, text, wanted, name, rng)


MATERIAL = Material(
    rows=_rows,
    positive="the reply is in the language wanted",
    negative="the reply is in another language",
    population="short replies by a hand of its own, in nine languages the classifier was trained to tell and five that it never saw",
    languages=tuple(_SAID),
    nothing="neither",
    attacked=lambda row: row.language == "en" and row.truth != "neither",  # the battery's words are English
    own={name: lambda rng, name=name: _alike(name, rng) for name in _ALIKE},  # type: ignore[misc]
)
