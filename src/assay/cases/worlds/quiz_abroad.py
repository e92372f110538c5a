"""Six of the easy worlds of `quiz` in Spanish and Chinese, with the facts and the sentence that other formats need.

Spanish things and places are feminine and take -s, colours have one form; Chinese things have their measure word first.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assay.cases.vary.question import Question
from assay.cases.worlds.people import words

__all__ = ["TOPICS_ABROAD"]


@dataclass(frozen=True, kw_only=True)
class _Words:
    """The words and templates of one language. A pair is a question and the sentence whose blank its answer fills."""

    names: tuple[str, ...]
    things: tuple[str, ...]
    places: tuple[str, ...]
    colours: tuple[str, ...]
    days: tuple[str, ...]
    left: str
    left_where: tuple[str, str]
    left_what: tuple[str, str]
    owns: str
    owner: tuple[str, str]
    count: str
    has: str
    counted: str
    most: tuple[tuple[str, str], tuple[str, str]]
    chain_ask: tuple[str, str]
    # a comparison, and what is said of who stands at its upper and its lower end
    chains: tuple[tuple[str, str, str], ...]
    gets: str
    later: tuple[str, str]
    steps: tuple[str, str, str]
    gets_when: tuple[str, str]
    start: str
    more: tuple[str, str, str]
    fewer: tuple[str, str, str]
    comma: str
    last: str
    stop: str
    glue: str


_SAID: dict[str, _Words] = {
    "es": _Words(
        names=words(
            "Ana Bruno Clara David Elena Hugo Irene Julia Laura Marcos Nora Óscar Paula Rosa Simón Tomás Vera Luis"
        ),
        things=words("botella taza cesta llave lámpara carta manzana cuchara bolsa vela caja silla pelota cámara"),
        places=words("estación biblioteca escuela oficina cocina panadería farmacia plaza granja iglesia tienda"),
        colours=words("azul verde gris marrón"),
        days=words("lunes martes miércoles jueves viernes sábado domingo"),
        left="{n} dejó la {t} en la {p}",
        left_where=("¿Dónde dejó {n} la {t}?", "{n} dejó la {t} en la {{}}."),
        left_what=("¿Qué dejó {n} en la {p}?", "En la {p}, {n} dejó la {{}}."),
        owns="La {t} {c} es de {n}",
        owner=("¿De quién es la {t}?", "La {t} es de {{}}."),
        count="Cuenta las {t}s: {told}.",
        has="{n} tiene {k}",
        counted="{n} tiene {k} {t}s.",
        most=(
            ("¿Quién tiene más {t}s?", "Quien tiene más {t}s es {{}}."),
            ("¿Quién tiene menos {t}s?", "Quien tiene menos {t}s es {{}}."),
        ),
        chain_ask=("De estas cuatro personas, ¿quién {end}?", "De estas cuatro personas, quien {end} es {{}}."),
        chains=(
            ("{a} tiene más años que {b}.", "tiene más años", "tiene menos años"),
            ("{a} corre más deprisa que {b}.", "corre más deprisa", "corre más despacio"),
            ("{a} vive más lejos que {b}.", "vive más lejos", "vive más cerca"),
        ),
        gets="{a} recibe la {t} el {day}.",
        later=("{b} la recibe {step} después.", "{b} la recibe {step} antes."),
        steps=("un día", "dos días", "tres días"),
        gets_when=("¿Qué día recibe {b} la {t}?", "{b} recibe la {t} el {{}}."),
        start="{a} tiene {x} {t}s.",
        more=("{a} compra {y} {t}s más.", "¿Cuántas {t}s tiene ahora {a}?", "{a} tiene ahora {{}} {t}s."),
        fewer=("{a} vende {y} de ellas.", "¿Cuántas {t}s le quedan a {a}?", "A {a} le quedan {{}} {t}s."),
        comma=", ",
        last=" y ",
        stop=".",
        glue=" ",
    ),
    "zh": _Words(
        names=words("王芳 李强 张伟 刘洋 陈静 杨勇 赵敏 黄磊 周杰 吴霞 徐丽 孙涛 马超 朱明 胡平 林娜"),
        things=words("本书 个瓶子 支铅笔 张门票 个篮子 顶帽子 把钥匙 盏台灯 张卡片 个苹果 颗纽扣 张邮票 把勺子 把雨伞"),
        places=words("车站 图书馆 市场 博物馆 面包店 学校 花园 电影院 酒店 办公室 厨房 剧院"),
        colours=words("红色 蓝色 绿色 黄色 白色 黑色"),
        days=words("星期一 星期二 星期三 星期四 星期五 星期六 星期日"),
        left="{n}把{t}放在了{p}",
        left_where=("{n}把{t}放在了哪里？", "{n}把{t}放在了{{}}。"),
        left_what=("{n}放在{p}的是什么？", "{n}放在{p}的是{{}}。"),
        owns="{c}的{t}是{n}的",
        owner=("{t}是谁的？", "{t}是{{}}的。"),
        count="数一数{t}：{told}。",
        has="{n}有{k}{u}",
        counted="{n}有{k}{u}{t}。",
        most=(("谁的{t}最多？", "{t}最多的人是{{}}。"), ("谁的{t}最少？", "{t}最少的人是{{}}。")),
        chain_ask=("四个人中谁{end}？", "四个人中{end}的是{{}}。"),
        chains=(
            ("{a}比{b}高。", "最高", "最矮"),
            ("{a}比{b}年纪大。", "年纪最大", "年纪最小"),
            ("{a}比{b}跑得快。", "跑得最快", "跑得最慢"),
        ),
        gets="{a}在{day}收到{t}。",
        later=("{b}比{a}晚{step}收到。", "{b}比{a}早{step}收到。"),
        steps=("一天", "两天", "三天"),
        gets_when=("{b}在星期几收到{t}？", "{b}收到{t}的那天是{{}}。"),
        start="{a}有{x}{u}{t}。",
        more=("{a}又买了{y}{u}。", "{a}现在有多少{u}{t}？", "{a}现在有{{}}{u}{t}。"),
        fewer=("{a}卖掉了{y}{u}。", "{a}还剩多少{u}{t}？", "{a}还剩{{}}{u}{t}。"),
        comma="，",
        last="，",
        stop="。",
        glue="",
    ),
}


def _bare(say: _Words, thing: str) -> dict[str, str]:
    """A thing and its measure word, which Spanish has none of."""
    return {"t": thing[1:], "u": thing[0]} if say.glue == "" else {"t": thing, "u": ""}


def _listed(say: _Words, parts: Sequence[str]) -> str:
    return say.comma.join(parts[:-1]) + say.last + parts[-1]


def _three(rng: random.Random, say: _Words) -> tuple[list[str], list[str], int]:
    things = [_bare(say, thing)["t"] for thing in rng.sample(say.things, 3)]
    return rng.sample(say.names, 3), things, rng.randrange(3)


def _recall(rng: random.Random, language: str) -> Question:
    """Three people left a thing somewhere each; where one of them did, or which thing it was."""
    say = _SAID[language]
    (names, things, which), places = _three(rng, say), rng.sample(say.places, 3)
    facts = [say.left.format(n=n, t=t, p=p) for n, t, p in zip(names, things, places, strict=True)]
    (ask, blank), found = rng.choice(((say.left_where, places), (say.left_what, things)))
    slots = {"n": names[which], "t": things[which], "p": places[which]}
    stem = f"{_listed(say, facts)}{say.stop}{say.glue}{ask.format(**slots)}"
    told = [f"{fact}{say.stop}" for fact in facts]
    return _open("recall", language, stem, found, which, told, blank.format(**slots), (*names, *things, *places))


def _owner(rng: random.Random, language: str) -> Question:
    """Three people own a thing each; who owns one of them."""
    say = _SAID[language]
    (names, things, which), colours = _three(rng, say), rng.sample(say.colours, 3)
    told = [f"{say.owns.format(n=n, c=c, t=t)}{say.stop}" for n, c, t in zip(names, colours, things, strict=True)]
    ask, blank = (part.format(t=things[which]) for part in say.owner)
    stem = say.glue.join((*told, ask))
    return _open("owner", language, stem, names, which, told, blank, (*names, *things))


def _ordering(rng: random.Random, language: str) -> Question:
    """Four people with a number each; who has the most, or the fewest."""
    say = _SAID[language]
    names, numbers, thing = rng.sample(say.names, 4), rng.sample(range(2, 100), 4), _bare(say, rng.choice(say.things))
    pairs = [say.has.format(n=n, k=k, **thing) for n, k in zip(names, numbers, strict=True)]
    which, pick = rng.choice(((0, max), (1, min)))
    ask, blank = (part.format(**thing) for part in say.most[which])
    stem = f"{say.count.format(told=_listed(say, pairs), **thing)}{say.glue}{ask}"
    told = [say.counted.format(n=n, k=k, **thing) for n, k in zip(names, numbers, strict=True)]
    return _offered(rng, "ordering", language, stem, names[numbers.index(pick(numbers))], names, told, blank)


def _chain(rng: random.Random, language: str) -> Question:
    """Three comparisons that order four people; who stands at an end."""
    say = _SAID[language]
    names, (compares, *ends) = rng.sample(say.names, 4), rng.choice(say.chains)
    told = [compares.format(a=names[i], b=names[i + 1]) for i in range(3)]
    rng.shuffle(told)
    end, answer = rng.choice(((ends[0], names[0]), (ends[1], names[3])))
    ask, blank = (part.format(end=end) for part in say.chain_ask)
    return _offered(rng, "chain", language, say.glue.join((*told, ask)), answer, names, told, blank)


def _week(rng: random.Random, language: str) -> Question:
    """A day some days after or before another."""
    say = _SAID[language]
    (a, b), thing = rng.sample(say.names, 2), _bare(say, rng.choice(say.things))
    start, step, back = rng.randrange(7), rng.randint(1, 3), rng.randrange(2)
    answer = say.days[(start + (-step if back else step)) % 7]
    told = [
        say.gets.format(a=a, day=say.days[start], **thing),
        say.later[back].format(a=a, b=b, step=say.steps[step - 1]),
    ]
    ask, blank = (part.format(b=b, **thing) for part in say.gets_when)
    options = [answer, *rng.sample([day for day in say.days if day != answer], 3)]
    return _offered(rng, "week", language, say.glue.join((*told, ask)), answer, options, told, blank)


def _arithmetic(rng: random.Random, language: str) -> Question:
    """One step of adding or taking away; all numbers from 2."""
    say = _SAID[language]
    name, thing, x, y = rng.choice(say.names), _bare(say, rng.choice(say.things)), rng.randint(4, 29), rng.randint(2, 9)
    adds = rng.random() < 0.5
    y = y if adds else min(y, x - 2)
    step, ask, blank = (part.format(a=name, y=y, **thing) for part in (say.more if adds else say.fewer))
    told = (say.start.format(a=name, x=x, **thing), step)
    return Question(
        stem=say.glue.join((*told, ask)),
        answer=str(x + y if adds else x - y),
        instruction="",
        topic="arithmetic",
        facts=told,
        statement=blank,
        language=language,
    )


TOPICS_ABROAD: dict[str, Callable[[random.Random, str], Question]] = {
    "recall": _recall,
    "arithmetic": _arithmetic,
    "ordering": _ordering,
    "owner": _owner,
    "week": _week,
    "chain": _chain,
}
"""From a generator and a language to a question. The instruction is that of the format it is then put in."""


def _open(
    topic: str,
    language: str,
    stem: str,
    found: Sequence[str],
    which: int,
    told: Sequence[str],
    statement: str,
    protected: tuple[str, ...],
) -> Question:
    return Question(
        stem=stem,
        answer=found[which],
        instruction="",
        protected=protected,
        distractors=tuple(word for i, word in enumerate(found) if i != which),
        topic=topic,
        facts=tuple(told),
        statement=statement,
        language=language,
    )


def _offered(
    rng: random.Random,
    topic: str,
    language: str,
    stem: str,
    answer: str,
    options: Sequence[str],
    told: Sequence[str],
    statement: str,
) -> Question:
    return Question(
        stem=stem,
        answer=answer,
        instruction="",
        options=tuple(rng.sample(options, len(options))),
        topic=topic,
        facts=tuple(told),
        statement=statement,
        language=language,
    )
