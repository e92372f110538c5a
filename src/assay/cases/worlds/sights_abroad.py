"""Made-up places in Spanish and Chinese: what is said of them, and how it is asked for."""

from __future__ import annotations

from assay.cases.curate.abroad._names import DAYS

__all__ = ["ATTRIBUTES_ES", "ATTRIBUTES_ZH", "KINDS_ES", "KINDS_ZH", "also_es", "also_zh"]

Row = tuple[str, str, str, str, tuple[str, ...] | range | str]

KINDS_ES = (
    "el museo", "la galería", "el teatro", "el balneario", "el castillo", "el hotel", "el palacio", "el faro",
    "el viejo molino", "el cine", "el monasterio", "el observatorio", "el ayuntamiento", "el planetario", "el acuario",
    "el auditorio", "la ópera", "la mansión", "la casa de cultura", "la torre",
)  # fmt: skip

ATTRIBUTES_ES: tuple[Row, ...] = (
    ("year", "{x} abrió sus puertas en {v}.", "¿En qué año abrió sus puertas {x}?", "el año", range(1780, 2021)),
    ("head", "{v} dirige {x}.", "¿Quién dirige {x}?", "el nombre completo de la persona", "person"),
    ("visitors", "{x} recibe {v} visitas a la semana.", "¿Cuántas visitas recibe {x} a la semana?", "el número",
     range(103, 990)),
    ("river", "{x} está a orillas del río {v}.", "¿A orillas de qué río está {x}?", "el nombre del río", "town"),
    ("door", "La puerta principal {de} es de color {v}.", "¿De qué color es la puerta principal {de}?", "el color",
     ("rojo", "azul", "verde", "amarillo", "blanco", "negro", "gris", "marrón", "naranja", "morado")),
    ("closed", "{x} cierra un día a la semana: el {v}.", "¿Qué día de la semana cierra {x}?", "el día de la semana",
     tuple(pair[0] for pair in DAYS.values())),
    ("ticket", "La entrada {de} cuesta {v} coronas.", "¿Cuántas coronas cuesta la entrada {de}?", "el número",
     range(11, 99)),
    ("tree", "El árbol que hay delante {de} es un {v}.", "¿Qué tipo de árbol hay delante {de}?", "el nombre del árbol",
     ("roble", "abedul", "arce", "pino", "sauce", "cerezo", "nogal", "olmo", "cedro", "tilo")),
    ("rooms", "{x} tiene {v} salas.", "¿Cuántas salas tiene {x}?", "el número", range(4, 60)),
    ("architect", "{v} diseñó {x}.", "¿Quién diseñó {x}?", "el nombre completo de la persona", "person"),
)  # fmt: skip

KINDS_ZH = (
    "博物馆", "美术馆", "剧院", "浴场", "城堡", "酒店", "宫殿", "灯塔", "老磨坊", "电影院", "修道院", "天文台", "市政厅", "天文馆",
    "水族馆", "音乐厅", "歌剧院", "展览馆", "庄园", "钟楼",
)  # fmt: skip

ATTRIBUTES_ZH: tuple[Row, ...] = (
    ("year", "{x}于{v}年对外开放。", "{x}是哪一年对外开放的？", "年份", range(1780, 2021)),
    ("head", "{x}的负责人是{v}。", "{x}的负责人是谁？", "这个人的全名", "person"),
    ("visitors", "{x}每周有{v}名访客。", "{x}每周有多少名访客？", "数字", range(103, 990)),
    ("river", "{x}坐落在{v}河边。", "{x}坐落在哪条河边？", "河名", "town"),
    ("door", "{x}的大门是{v}的。", "{x}的大门是什么颜色的？", "颜色",
     ("红色", "蓝色", "绿色", "黄色", "白色", "黑色", "灰色", "棕色", "橙色", "紫色")),
    ("closed", "{x}每逢{v}不开放。", "{x}每周星期几不开放？", "星期几", tuple(pair[1] for pair in DAYS.values())),
    ("ticket", "{x}的门票价格是{v}元。", "{x}的门票多少元一张？", "数字", range(11, 99)),
    ("tree", "{x}门前种着一棵{v}。", "{x}门前种着什么树？", "树名",
     ("橡树", "桦树", "枫树", "松树", "柳树", "樱桃树", "核桃树", "榆树", "银杏树", "椴树")),
    ("rooms", "{x}共有{v}个房间。", "{x}共有多少个房间？", "数字", range(4, 60)),
    ("architect", "{x}由{v}设计。", "{x}是谁设计的？", "这个人的全名", "person"),
)  # fmt: skip

_FEMININE = {"rojo": "roja", "amarillo": "amarilla", "blanco": "blanca", "negro": "negra", "morado": "morada"}


def also_es(name: str, value: str) -> tuple[str, ...]:
    """Other forms of an answer: "roja", "los domingos"."""
    if name == "closed":
        return (f"{value}s",) if not value.endswith("s") else ()
    return (_FEMININE[value],) if value in _FEMININE else ()


def also_zh(name: str, value: str) -> tuple[str, ...]:
    """Other forms of an answer: "红", "周日", "星期天", "科萨维河"."""
    if name == "closed":
        days = value[-1:] + ("天" if value.endswith("日") else "")
        return tuple(f"{word}{day}" for word in ("周", "礼拜", "星期") for day in days if f"{word}{day}" != value)
    if name == "door":
        return (value.removesuffix("色"),)
    return (value.split("·")[-1],) if name in ("head", "architect") else ()
