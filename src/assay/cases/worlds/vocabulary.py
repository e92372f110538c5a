"""Names and nouns in English, Spanish and Chinese, common and uncommon, for puzzles told in all three."""

from __future__ import annotations

import random

from assay.cases.curate.names import invented_name
from assay.cases.worlds.asks import LANGUAGES, PEOPLE
from assay.cases.worlds.lexicon import NAMES
from assay.cases.worlds.people import town
from assay.cases.worlds.puzzle import Difficulty

__all__ = [
    "COMMON_TRAITS",
    "LANGUAGES",
    "RARE_TRAITS",
    "THINGS",
    "Three",
    "listed",
    "names",
    "people",
    "towns",
    "traits",
]

Three = tuple[str, str, str]
"""A word as the three languages write it, in the order of LANGUAGES."""


def _rows(text: str) -> tuple[Three, ...]:
    rows = [tuple(part.strip() for part in line.split("/")) for line in text.strip().splitlines()]
    return tuple((english, spanish, chinese) for english, spanish, chinese in rows)


# no Chinese name may stand inside another one
_COMMON_PEOPLE: tuple[Three, ...] = tuple(row for row in PEOPLE if row[2] != "安娜")
_RARE_PEOPLE = _rows("""
Zenobia/Zenobia/泽诺比娅
Leander/Leandro/利安德
Isidora/Isidora/伊西多拉
Evander/Evandro/埃文德
Ottilia/Otilia/奥蒂莉亚
Lysander/Lisandro/莱桑德
Perpetua/Perpetua/珀佩图阿
Cosima/Cósima/科西玛
Aurelian/Aureliano/奥勒利安
Eudora/Eudora/尤多拉
Crispin/Crispín/克里斯平
Philomena/Filomena/菲洛梅娜
Barnabas/Bernabé/巴纳巴斯
Seraphina/Serafina/塞拉菲娜
Balthazar/Baltasar/巴尔萨泽
Thaddeus/Tadeo/撒迪厄斯
""")

# In Spanish, each has one form for everybody.
COMMON_TRAITS = _rows("""
pianist/pianista/钢琴家
cyclist/ciclista/自行车手
dentist/dentista/牙医
journalist/periodista/记者
singer/cantante/歌手
florist/florista/花商
guitarist/guitarrista/吉他手
violinist/violinista/小提琴手
electrician/electricista/电工
tennis player/tenista/网球手
novelist/novelista/小说家
poet/poeta/诗人
mountaineer/alpinista/登山者
taxi driver/taxista/出租车司机
chess player/ajedrecista/棋手
economist/economista/经济学家
linguist/lingüista/语言学家
surfer/surfista/冲浪者
""")
RARE_TRAITS = _rows("""
oboist/oboísta/双簧管手
taxidermist/taxidermista/标本师
cabinetmaker/ebanista/细木匠
watercolourist/acuarelista/水彩画家
organist/organista/管风琴师
contortionist/contorsionista/柔术演员
trapeze artist/trapecista/空中飞人
numismatist/numismata/钱币学家
Esperantist/esperantista/世界语者
lutenist/laudista/鲁特琴手
fencer/esgrimista/击剑手
bassoonist/fagotista/巴松管手
saxophonist/saxofonista/萨克斯手
harpist/arpista/竖琴手
flautist/flautista/长笛手
accordionist/acordeonista/手风琴手
""")
THINGS = _rows("""
marbles/canicas/颗弹珠
postcards/postales/张明信片
apples/manzanas/个苹果
candles/velas/根蜡烛
tickets/entradas/张门票
shells/conchas/枚贝壳
coins/monedas/枚硬币
spoons/cucharas/把勺子
bottles/botellas/个瓶子
chairs/sillas/把椅子
roses/rosas/朵玫瑰
cups/tazas/个杯子
keys/llaves/把钥匙
pears/peras/个梨
""")
"""Things to count: all feminine in Spanish, and in Chinese each with its measure word first."""


def people(rng: random.Random, difficulty: Difficulty, k: int) -> list[Three]:
    """`k` different first names."""
    return difficulty.pick(rng, _COMMON_PEOPLE, _RARE_PEOPLE, k)


def traits(rng: random.Random, difficulty: Difficulty, k: int) -> list[Three]:
    """`k` different things that somebody can be."""
    return difficulty.pick(rng, COMMON_TRAITS, RARE_TRAITS, k)


def names(rng: random.Random, difficulty: Difficulty, k: int) -> list[str]:
    """`k` different first names for puzzles in English alone: from many places, or invented."""
    rare = tuple(dict.fromkeys(invented_name(rng, "country") for _ in range(k))) if difficulty.rarity else ()
    return difficulty.pick(rng, NAMES, rare, k)


def towns(rng: random.Random, k: int) -> list[str]:
    """`k` different made-up towns."""
    found: dict[str, None] = {}
    while len(found) < k:
        found[town(rng)] = None
    return list(found)


def listed(items: list[str] | tuple[str, ...], last: str = " and ", comma: str = ", ") -> str:
    """ "a", "a and b", "a, b and c"."""
    return last.join([comma.join(items[:-1]), items[-1]] if len(items) > 1 else items)
