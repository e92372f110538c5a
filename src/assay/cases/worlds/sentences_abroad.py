"""Short harmless sentences in Spanish and Chinese, to be read out of an encoding, with the words that tell who read them."""

from __future__ import annotations

import random

from assay.cases.worlds.asks import PEOPLE
from assay.cases.worlds.people import words

__all__ = ["sentence"]


def _each(listed: str) -> tuple[str, ...]:
    return tuple(listed.split("/"))


_DAYS = {
    "es": words("lunes martes miércoles jueves viernes sábado domingo"),
    "zh": words("星期一 星期二 星期三 星期四 星期五 星期六 星期日"),
}
# Spanish ones that do not bend to the gender of the thing
_COLOURS = {
    "es": words("azul verde gris marrón violeta naranja rosa"),
    "zh": words("红色 蓝色 绿色 黄色 黑色 白色 棕色 灰色 粉色 紫色"),
}
_THINGS = {
    "es": _each(
        "la maleta/el paraguas/la bufanda/la cartera/la mochila/el cuaderno/la cesta/la manta/el espejo/la almohada/"
        "el casco/la chaqueta/la linterna/el sombrero/la tetera/la botella/el sobre/la libreta/el calendario/la vela"
    ),
    "zh": words(
        "雨伞 围巾 钱包 背包 笔记本 照相机 行李箱 篮子 毯子 瓶子 水壶 蜡烛 镜子 信封 枕头 头盔 外套 手镯 茶壶 帽子"
    ),
}
_PLACES = {
    "es": _each(
        "la estación/la biblioteca/el mercado/el puerto/el museo/la panadería/el teatro/el aeropuerto/la escuela/el jardín/"
        "el cine/el hotel/el estadio/la farmacia/el taller/el castillo/la cocina/la oficina"
    ),
    "zh": words(
        "车站 图书馆 市场 港口 博物馆 面包店 剧院 机场 学校 花园 电影院 旅馆 体育场 药店 工厂 城堡 厨房 办公室"
    ),
}
_SENTENCE = {
    "es": "{who} dejó {thing} {colour} en {place} el {day}.",
    "zh": "{day}，{who}把{colour}的{thing}忘在了{place}。",
}


def sentence(rng: random.Random, language: str) -> tuple[str, list[str]]:
    """A sentence in `es` or `zh`, and five words of it that nobody guesses."""
    told = {
        "who": rng.choice(PEOPLE)[1 if language == "es" else 2],
        "colour": rng.choice(_COLOURS[language]),
        "thing": rng.choice(_THINGS[language]),
        "place": rng.choice(_PLACES[language]),
        "day": rng.choice(_DAYS[language]),
    }
    return _SENTENCE[language].format(**told), [text.split()[-1] for text in told.values()]
