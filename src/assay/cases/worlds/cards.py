"""A board game set in another world: short texts on real things in which a known fact may be changed or missing."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.curate.abroad import tongue, upper
from assay.cases.curate.facts import Fact, wrong_answers
from assay.cases.worlds.strangers import full_name

__all__ = ["ARMS", "BOOKLETS", "Booklet", "CardText", "card_texts"]

ARMS = ("contrary", "agreeing", "absent", "control")


@dataclass(frozen=True, kw_only=True)
class Booklet:
    """The words of one language. `lines` are about the card of a thing, as {subject}, {name} or {de}; `key` states the fact; `ask`
    has the {question} and {how} to answer; `silent` is what is said where the text does not tell."""

    intros: tuple[str, ...]
    lines: tuple[str, ...]
    colours: tuple[str, ...]
    few: tuple[str, ...]
    key: str
    ask: str
    silent: str
    space: str = " "


BOOKLETS: dict[str, Booklet] = {
    "en": Booklet(
        intros=(
            "This is from the booklet of a board game whose world is not ours.",
            "This is from the rules of a board game set in an invented world.",
            "Here is a page about a card game in a world unlike our own.",
        ),
        lines=(
            "The card for {subject} is {colour}.",
            "The card for {subject} is worth {n} points.",
            "The picture on the card for {subject} was drawn by {who}.",
            "Whoever draws the card for {subject} must miss {few} turns.",
            "There are {few} copies of the card for {subject}.",
            "{who} is the only player who has ever lost with {subject}.",
            "The card for {subject} may be swapped for {few} coins.",
            "The rule about {subject} was changed after game {n}.",
        ),
        colours=("red", "blue", "green", "yellow", "white", "black", "grey", "purple"),
        few=("two", "three", "four"),
        key="In this world, {fact}.",
        ask="\nGo by this text alone: {question} Answer with {how} only, or with the words {silent} if the text does not say.",
        silent="not stated",
    ),
    "es": Booklet(
        intros=(
            "Este texto procede del folleto de un juego de mesa cuyo mundo no es el nuestro.",
            "Este texto procede de las reglas de un juego de mesa ambientado en un mundo inventado.",
            "Esta es una página sobre un juego de cartas en un mundo distinto del nuestro.",
        ),
        lines=(
            "La carta {de} es de color {colour}.",
            "La carta {de} vale {n} puntos.",
            "El dibujo de la carta {de} es obra de {who}.",
            "Quien saque la carta {de} pierde {few} turnos.",
            "Hay {few} copias de la carta {de}.",
            "Hasta ahora, con la carta {de} solo ha perdido {who}.",
            "La carta {de} se puede cambiar por {few} monedas.",
            "La regla sobre la carta {de} cambió después de la partida {n}.",
        ),
        colours=("rojo", "azul", "verde", "amarillo", "blanco", "negro", "gris", "morado"),
        few=("dos", "tres", "cuatro"),
        key="En este mundo, {fact}.",
        ask="\nBásate solo en este texto: {question} Responde solo con {how}, o con las palabras {silent} si el texto no lo dice.",
        silent="no consta",
    ),
    "zh": Booklet(
        intros=(
            "以下内容摘自一款桌游的说明书，游戏里的世界与现实不同。",
            "以下内容摘自一款桌游的规则，故事发生在一个虚构的世界。",
            "这一页介绍的是一款卡牌游戏，它的世界和我们的世界不一样。",
        ),
        lines=(
            "{name}卡是{colour}的。",
            "{name}卡值{n}分。",
            "{name}卡上的图画出自{who}之手。",
            "抽到{name}卡的人要停{few}个回合。",
            "{name}卡一共有{few}张。",
            "到目前为止，只有{who}拿着{name}卡输过。",
            "{name}卡可以换{few}枚硬币。",
            "关于{name}卡的规则在第{n}局之后改过。",
        ),
        colours=("红色", "蓝色", "绿色", "黄色", "白色", "黑色", "灰色", "紫色"),
        few=("两", "三", "四"),
        key="在这个世界里，{fact}。",
        ask="\n请只根据这段文字回答：{question}请只回答{how}；如果文中没有说明，请回答“{silent}”。",
        silent="未提及",
        space="",
    ),
}


@dataclass(frozen=True)
class CardText:
    """One text: the arm, the words, and what it says of the fact ("" where it says nothing)."""

    arm: str
    text: str
    says: str


def card_texts(rng: random.Random, fact: Fact, language: str = "en") -> tuple[list[CardText], str]:
    """The four texts on one fact, and the value by which the changed world differs.

    `contrary` states the changed value, `agreeing` the true one, `absent` another line in its place; `control` is
    `contrary` with a line replaced that does not matter.
    """
    booklet, say = BOOKLETS[language], tongue(language)
    changed = wrong_answers(fact, rng, 1)[0]
    intro = rng.choice(booklet.intros)
    lines = [_line(rng, booklet, template, fact, language) for template in rng.sample(booklet.lines, 4)]
    *kept, spare = lines
    place, lost = rng.randrange(len(kept) + 1), rng.randrange(len(kept))
    moved = [spare if i == lost else line for i, line in enumerate(kept)]

    def page(others: list[str], key: str) -> str:
        return booklet.space.join((intro, *others[:place], key, *others[place:]))

    told = {value: booklet.key.format(fact=say.statement(fact, value)) for value in (changed, fact.answer)}
    return [
        CardText("contrary", page(kept, told[changed]), changed),
        CardText("agreeing", page(kept, told[fact.answer]), fact.answer),
        CardText("absent", page(kept, spare), ""),
        CardText("control", page(moved, told[changed]), changed),
    ], changed


def _line(rng: random.Random, booklet: Booklet, template: str, fact: Fact, language: str) -> str:
    # Numbers from 150 on: no chemical element has them, so that none is an answer.
    return upper(
        template.format(
            **tongue(language).names(fact),
            colour=rng.choice(booklet.colours),
            n=rng.randrange(150, 990),
            few=rng.choice(booklet.few),
            who=full_name(rng, language),
        )
    )
