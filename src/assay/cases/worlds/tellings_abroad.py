"""The puzzles of `tellings` in Spanish and Chinese: everyday, invented, rare, of another century, formal, after a long text.

Spanish things, places and coins are all feminine and take -s, so that what agrees with them is right; Chinese things and
coins have their measure word first.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from assay.cases.worlds.people import words
from assay.cases.worlds.tellings import Puzzle, Telling, Words

__all__ = ["NUMBER", "WORD", "filled", "tell"]

NUMBER = {"es": "Responde solo con el número.", "zh": "只回答数字。"}
WORD = {
    "es": {"place": "Responde solo con el nombre del lugar.", "rank": "Responde solo con el nombre."},
    "zh": {"place": "只回答地点。", "rank": "只回答名字。"},
}


@dataclass(frozen=True, kw_only=True)
class _Language:
    """The pools of words by telling, openings, and templates by kind of puzzle: plain ones and formal ones."""

    everyday: Words
    rare: Words
    era: Words
    years: tuple[str, ...]
    parishes: tuple[str, ...]
    world: str
    long: tuple[str, ...]
    plain: dict[str, str]
    formal: dict[str, str]
    # each of three facts, plain and formal, and what stands between them
    left: tuple[str, str]
    before: tuple[str, str]
    ends: tuple[tuple[str, str], tuple[str, str]]
    joins: tuple[tuple[str, str], tuple[str, str]]
    glue: str


_SAID: dict[str, _Language] = {
    "es": _Language(
        everyday=Words(
            words(
                "Ana Bruno Clara David Elena Hugo Irene Julia Laura Marcos Nora Óscar Paula Rosa Simón Tomás Vera Luis"
            ),
            words("botella taza cesta llave lámpara carta manzana cuchara bolsa vela caja silla pelota cámara"),
            words("estación biblioteca escuela oficina cocina panadería farmacia plaza granja iglesia tienda"),
            "monedas",
        ),
        rare=Words(
            words(
                "Leocadia Tadeo Eufemia Baltasar Serafina Crispín Eudora Ambrosio Otilia Lisandro Filomena Zenón Brígida"
            ),
            words("brújula cítara ocarina ballesta zanfoña plomada polea garlopa azuela bandurria redoma clepsidra"),
            words("fundición ermita tonelería almazara abadía destilería curtiduría hospedería calderería salina"),
            "coronas",
        ),
        era=Words(
            words(
                "Gaspar Jacinta Melchor Remedios Baldomero Prudencia Anselmo Mercedes Toribio Escolástica Fermín Casilda"
            ),
            words(
                "pluma palmatoria espuela alabarda rueca herradura alforja tabaquera bota mantilla candileja escarcela"
            ),
            words("posada herrería aduana botica venta tahona armería alhóndiga cancillería atalaya"),
            "pesetas",
        ),
        years=(
            "Año 17{y} de Nuestro Señor, parroquia de San {saint}. ",
            "De un libro parroquial, otoño de 17{y}. ",
            "Fue en la cosecha de 17{y}, en tiempos del viejo señor. ",
        ),
        parishes=words("Blas Roque Martín Andrés Lorenzo Isidro Vicente Bartolomé"),
        world="Esto pasa en el mundo de {world}. ",
        long=(
            "La tarde había sido tranquila y la luz se iba apagando.",
            "En algún sitio una radio tocaba una canción que ya nadie conocía.",
            "Se esperaba lluvia desde la mañana y no había caído ni una gota.",
            "Un gato dormía sobre el muro y no se despertaba cuando pasaba la gente.",
            "Habían arreglado la carretera en primavera y volvía a estar lisa.",
            "El olor a pintura fresca flotaba sobre la calle.",
            "Nadie había barrido las hojas, que se amontonaban junto a la valla.",
            "A lo lejos se oyó un tren y después volvió el silencio.",
            "Un perro ladraba a su propia sombra y parecía contento con eso.",
            "Junto al río estaban cubriendo las barcas para el invierno.",
        ),
        plain={
            "stock": "{a} tiene {x} {t}s. Recibe {y} {t}s más y luego da {z} {t}s a {b}. ¿Cuántas {t}s tiene {a} ahora?",
            "price": "Una {t} cuesta {y} {coin}. {a} compra {x} {t}s. ¿Cuántas {coin} paga {a} por las {t}s?",
            "place": "{told}. ¿En qué lugar está la {asked}?",
            "rank": "{told} De estas tres personas, ¿cuál llegó {end}?",
        },
        formal={
            "stock": "Conste que {a} posee {x} {t}s; que a continuación adquiere otras {y} {t}s; y que después se entregan a "
            "{b} {z} de dichas {t}s. Indíquese el número de {t}s que quedan en posesión de {a}.",
            "price": "Fijado en {y} {coin} el precio de cada {t}, y habiendo adquirido {a} {x} {t}s, indíquese el importe en "
            "{coin} que {a} ha de abonar por dichas {t}s.",
            "place": "Por la presente se certifica que {told}. Indíquese el lugar en que se depositó la {asked}.",
            "rank": "Por la presente se certifica que {told}. Indíquese quién de las tres personas llegó {end}.",
        },
        left=("{who} dejó la {thing} en la {place}", "{who} depositó la {thing} en la {place}"),
        before=("{x} llegó antes que {y}.", "la llegada de {x} precedió a la de {y}"),
        ends=(("la última", "la primera"), ("en último lugar", "en primer lugar")),
        joins=((", ", " y "), ("; que ", "; y que ")),
        glue=" ",
    ),
    "zh": _Language(
        everyday=Words(
            words("王芳 李强 张伟 刘洋 陈静 杨勇 赵敏 黄磊 周杰 吴霞 徐丽 孙涛 马超 朱明 胡平 林娜"),
            words(
                "本书 个瓶子 支铅笔 张门票 个杯子 个篮子 顶帽子 把钥匙 盏台灯 张卡片 朵花 个苹果 颗纽扣 张邮票 把勺子"
            ),
            words("车站 图书馆 市场 博物馆 面包店 学校 花园 电影院 酒店 办公室 厨房 剧院"),
            "元",
        ),
        rare=Words(
            words("欧阳楚歌 慕容雪 司徒南 诸葛青 上官云 尉迟峰 东方晓 令狐远 皇甫松 宇文静 端木林 公孙月"),
            words("架星盘 架六分仪 把琵琶 支唢呐 面铜锣 方砚台 柄如意 尊香炉 台座钟 只罗盘"),
            words("藏经阁 养蜂场 铸造厂 天文台 葡萄园 制革坊 船坞 斋堂 盐场 窑厂"),
            "个银元",
        ),
        era=Words(
            words("李秀才 王掌柜 赵铁匠 陈员外 孙大娘 周师爷 钱木匠 吴书生 郑裁缝 冯石匠"),
            words("支毛笔 盏油灯 副马鞍 把火铳 架纺车 块马蹄铁 只酒坛 本账簿 顶斗笠 把蒲扇"),
            words("铁匠铺 当铺 驿站 茶馆 磨坊 钱庄 药铺 染坊 私塾 祠堂"),
            "文钱",
        ),
        years=("乾隆{y}年，{saint}县。", "据一本旧县志记载，乾隆{y}年秋，", "那是乾隆{y}年的收获时节，老东家还在世。"),
        parishes=words("长乐 永安 清河 太平 安吉 宁远 昌化 永康"),
        world="在{world}星上，",
        long=(
            "那天傍晚很安静，天色渐渐暗了下来。",
            "不知哪里的收音机放着一首没人记得的曲子。",
            "从早上起大家就说要下雨，可是一滴也没有下。",
            "一只猫睡在墙头，有人走过也不醒。",
            "那条路春天刚修过，又变得平平整整。",
            "街上飘着新刷油漆的味道。",
            "落叶没有人扫，厚厚地堆在篱笆边。",
            "远处传来火车的声音，随后又静了下来。",
            "一条狗对着自己的影子叫，好像很满意。",
            "河边的船都盖上了篷布，准备过冬。",
        ),
        plain={
            "stock": "{a}有{x}{t}，又得到{y}{t}，后来送给{b}{z}{t}。{a}现在有多少{t}？",
            "price": "每{t}的价钱是{y}{coin}。{a}买了{x}{t}。{a}一共要付多少{coin}？",
            "place": "{told}。{asked}在哪里？",
            "rank": "{told}三个人中，谁{end}？",
        },
        formal={
            "stock": "兹记录：{a}持有{x}{t}，其后又取得{y}{t}，并将其中{z}{t}交付{b}。请写明{a}现持有多少{t}。",
            "price": "兹定每{t}售价为{y}{coin}，{a}购入{x}{t}。请写明{a}应付多少{coin}。",
            "place": "兹证明：{told}。请写明{asked}存放于何处。",
            "rank": "兹证明：{told}。请写明三人中{end}。",
        },
        left=("{who}把{thing}放在了{place}", "{who}将{thing}存放于{place}"),
        before=("{x}比{y}先到。", "{x}的到达早于{y}"),
        ends=(("最后到", "最先到"), ("何人最后到达", "何人最先到达")),
        joins=(("，", "，"), ("；", "；")),
        glue="",
    ),
}

_ONSETS = words("b br d dr f fl g gr j k kl l m n p pl r s t tr v z")
_VOWELS = words("a e i o u au ei")
_SYLLABLES = words("布 拉 克 努 莫 塔 维 斯 佐 里 格 温 菲 多 兰 卡 洛 伊 德 尼")


def tell(puzzle: Puzzle, telling: str, said: Words, language: str) -> Telling:
    """The puzzle in these words; `telling` decides between the plain and the formal wording."""
    say, formal = _SAID[language], telling == "register"
    x, y, z = puzzle.numbers
    slots = {"a": said.people[0], "b": said.people[1], "t": said.things[0], "coin": said.coin, "x": x, "y": y, "z": z}
    bare = [thing[1:] if language == "zh" else thing for thing in said.things]
    if puzzle.kind == "place":
        facts = [say.left[formal].format(who=said.people[i], thing=bare[i], place=said.places[i]) for i in puzzle.order]
        between, last = say.joins[formal]
        slots |= {"told": f"{facts[0]}{between}{facts[1]}{last}{facts[2]}", "asked": bare[puzzle.which]}
    elif puzzle.kind == "rank":
        first, second, third = (said.people[i] for i in puzzle.order)
        pairs = ((first, second), (second, third))
        told = [say.before[formal].format(x=a, y=b) for a, b in (pairs if z % 2 else pairs[::-1])]
        slots |= {
            "told": say.joins[formal][1].join(told) if formal else say.glue.join([*told, ""]).strip(),
            "end": say.ends[formal][bool(puzzle.which)],
        }
    text = said.opening + (say.formal if formal else say.plain)[puzzle.kind].format(**slots)
    if puzzle.kind in ("stock", "price"):
        return Telling(text=text, answer=str(puzzle.solution), wrong=())
    names = said.places if puzzle.kind == "place" else said.people
    wrong = tuple(n for i, n in enumerate(names) if i != puzzle.solution)
    return Telling(text=text, answer=names[puzzle.solution], wrong=wrong)


def filled(rng: random.Random, telling: str, language: str, everyday: Words | None = None) -> Words:
    """Words for a telling at random; the formal and the long one take the everyday words given."""
    say = _SAID[language]
    everyday = everyday or _sampled(rng, say.everyday)
    if telling == "rare":
        return _sampled(rng, say.rare)
    if telling == "era":
        # a reign of sixty years, or a century
        opening = rng.choice(say.years).format(
            y=rng.randrange(20, 60 if language == "zh" else 99), saint=rng.choice(say.parishes)
        )
        return _sampled(rng, say.era, opening)
    if telling == "fictional":
        return _fictional(rng, say, language)
    if telling == "context":
        opening = say.glue.join([*rng.sample(say.long, 6), ""])
        return Words(everyday.people, everyday.things, everyday.places, everyday.coin, opening)
    return everyday


def _sampled(rng: random.Random, pool: Words, opening: str = "") -> Words:
    people, things, places = (tuple(rng.sample(found, 3)) for found in (pool.people, pool.things, pool.places))
    return Words(people, things, places, pool.coin, opening)


def _fictional(rng: random.Random, say: _Language, language: str) -> Words:
    """Invented people, things, places and a coin, of a world with a name."""
    taken: set[str] = set()
    people, things, places = ([_invented(rng, language, taken) for _ in range(3)] for _ in range(3))
    world, coin = _invented(rng, language, taken), _invented(rng, language, taken)
    opening = say.world.format(world=world.capitalize())
    if language == "zh":
        return Words(tuple(people), tuple(f"个{thing}" for thing in things), tuple(places), f"枚{coin}币", opening)
    named: Sequence[str] = [name.capitalize() for name in people]
    return Words(tuple(named), tuple(things), tuple(places), f"{coin}s", opening)


def _invented(rng: random.Random, language: str, taken: set[str]) -> str:
    """A word that no list has, of which none stands inside another of this telling; in Spanish it ends in -a."""
    while True:
        if language == "zh":
            word = "".join(rng.sample(_SYLLABLES, 3))
        else:
            word = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(2)) + rng.choice(_ONSETS) + "a"
        if not any(word in other or other in word for other in taken):
            taken.add(word)
            return word
