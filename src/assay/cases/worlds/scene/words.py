"""The scene world in words: names of colours and shapes, and captions, in English, Spanish and Chinese."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from assay.cases.worlds.scene import Kind, Person, Scene
from assay.taxonomy import ENGLISH

__all__ = ["a", "caption", "colour", "many", "person", "shape", "the"]


class _Noun(NamedTuple):
    one: str
    several: str
    feminine: bool = False


_SHAPES: dict[str, dict[str, _Noun]] = {
    "en": {
        "circle": _Noun("circle", "circles"),
        "square": _Noun("square", "squares"),
        "triangle": _Noun("triangle", "triangles"),
        "star": _Noun("star", "stars"),
        "cross": _Noun("cross", "crosses"),
        "heart": _Noun("heart", "hearts"),
        "diamond": _Noun("diamond", "diamonds"),
        "arrow": _Noun("arrow", "arrows"),
    },
    "es": {
        "circle": _Noun("círculo", "círculos"),
        "square": _Noun("cuadrado", "cuadrados"),
        "triangle": _Noun("triángulo", "triángulos"),
        "star": _Noun("estrella", "estrellas", True),
        "cross": _Noun("cruz", "cruces", True),
        "heart": _Noun("corazón", "corazones"),
        "diamond": _Noun("rombo", "rombos"),
        "arrow": _Noun("flecha", "flechas", True),
    },
    "zh": {
        "circle": _Noun("圆形", "圆形"),
        "square": _Noun("正方形", "正方形"),
        "triangle": _Noun("三角形", "三角形"),
        "star": _Noun("五角星", "五角星"),
        "cross": _Noun("十字形", "十字形"),
        "heart": _Noun("心形", "心形"),
        "diamond": _Noun("菱形", "菱形"),
        "arrow": _Noun("箭头", "箭头"),
    },
}

_COLOURS: dict[str, dict[str, tuple[str, str, str, str]]] = {
    "es": {
        "red": ("rojo", "roja", "rojos", "rojas"),
        "green": ("verde", "verde", "verdes", "verdes"),
        "blue": ("azul", "azul", "azules", "azules"),
        "yellow": ("amarillo", "amarilla", "amarillos", "amarillas"),
        "purple": ("morado", "morada", "morados", "moradas"),
        "orange": ("naranja", "naranja", "naranjas", "naranjas"),
        "black": ("negro", "negra", "negros", "negras"),
        "pink": ("rosa", "rosa", "rosas", "rosas"),
    },
}
"""Masculine, feminine, and both in the plural."""

_ZH = {
    "red": "红色",
    "green": "绿色",
    "blue": "蓝色",
    "yellow": "黄色",
    "purple": "紫色",
    "orange": "橙色",
    "black": "黑色",
    "pink": "粉色",
}


def colour(name: str, language: str = ENGLISH) -> str:
    """A colour by itself: "red", "rojo", "红色"."""
    return {"en": name, "es": _COLOURS["es"][name][0], "zh": _ZH[name]}[language]


def shape(name: str, language: str = ENGLISH) -> str:
    """A shape by itself: "star", "estrella", "五角星"."""
    return _SHAPES[language][name].one


def _of(kind: Kind, language: str, *, several: bool = False) -> str:
    tint, form = kind
    noun = _SHAPES[language][form]
    word = noun.several if several else noun.one
    if language == "zh":
        return f"{_ZH[tint]}{word}"
    if language == "es":
        return f"{word} {_COLOURS['es'][tint][2 * several + noun.feminine]}"
    return f"{tint} {word}"


def a(kind: Kind, language: str = ENGLISH) -> str:
    """One, whichever: "a red star", "an orange circle", "una estrella roja", "红色五角星"."""
    said = _of(kind, language)
    if language == "zh":
        return said
    if language == "es":
        return f"{'una' if _SHAPES['es'][kind[1]].feminine else 'un'} {said}"
    return f"{'an' if said[0] in 'aeiou' else 'a'} {said}"


def the(kind: Kind, language: str = ENGLISH) -> str:
    """The one that there is: "the red star", "la estrella roja", "红色五角星"."""
    said = _of(kind, language)
    if language == "zh":
        return said
    if language == "es":
        return f"{'la' if _SHAPES['es'][kind[1]].feminine else 'el'} {said}"
    return f"the {said}"


def many(kind: Kind, language: str = ENGLISH) -> str:
    """Several of it: "red stars", "estrellas rojas", "红色五角星"."""
    return _of(kind, language, several=True)


def person(who: Person, language: str = ENGLISH) -> str:
    """A drawn person: "a person with light skin and long hair, dressed in red"."""
    tone = 0 if who.tone <= 3 else 1 if who.tone <= 6 else 2
    if language == "es":
        skin = ("clara", "media", "oscura")[tone]
        hair = {"short": "pelo corto", "long": "pelo largo", "bald": "sin pelo"}[who.hair]
        return f"una persona de piel {skin}, {hair}, vestida de {colour(who.garment, 'es')}"
    if language == "zh":
        skin = ("浅", "中等", "深")[tone]
        hair = {"short": "短发", "long": "长发", "bald": "光头"}[who.hair]
        return f"一个肤色{skin}、{hair}、穿{_ZH[who.garment]}衣服的人"
    skin = ("light", "medium", "dark")[tone]
    hair = {"short": "short hair", "long": "long hair", "bald": "no hair"}[who.hair]
    return f"a person with {skin} skin and {hair}, dressed in {who.garment}"


def caption(scene: Scene, language: str = ENGLISH) -> str:
    """The scene in one line: what is there and how many, most first, and what a sign says."""
    counts = Counter(thing.kind for thing in scene.things)
    parts = []
    for kind, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if language == "zh":
            parts.append(f"{n}个{_of(kind, language)}")
        else:
            parts.append(a(kind, language) if n == 1 else f"{n} {many(kind, language)}")
    parts += [person(who, language) for who in scene.people]
    if scene.sign is not None:
        before = {"en": "a sign that says", "es": "un letrero que dice", "zh": "一块牌子，上面写着"}[language]
        parts.append(f"{before} “{' / '.join(scene.sign.lines)}”")
    if language == "zh":
        return "、".join(parts)
    last = {"en": " and ", "es": " y "}[language]
    return last.join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
