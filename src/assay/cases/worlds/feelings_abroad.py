"""The small events of `feelings` in Spanish and Chinese, and what those concerned must feel about them.

Spanish names feelings by nouns, for adjectives would bend to the sex of whoever feels them.
"""

from __future__ import annotations

import random

from assay.cases.worlds.feelings import FEELINGS, NEAR, UNTOUCHED, Event
from assay.cases.worlds.people_abroad import DAYS, contracted, names, town

__all__ = ["ASK", "EVENTS", "WORDS", "event", "options"]

WORDS: dict[str, dict[str, str]] = {
    "es": {
        "angry": "enfado",
        "grateful": "gratitud",
        "guilty": "culpa",
        "afraid": "miedo",
        "relieved": "alivio",
        "proud": "orgullo",
        "disappointed": "decepción",
        UNTOUCHED: "calma",
    },
    "zh": {
        "angry": "愤怒",
        "grateful": "感激",
        "guilty": "内疚",
        "afraid": "害怕",
        "relieved": "如释重负",
        "proud": "自豪",
        "disappointed": "失望",
        UNTOUCHED: "平静",
    },
}
"""The feelings by language."""

ASK = {
    "es": "¿Qué siente {who} por ello en este momento? Elige una: {offered}. Responde solo con esa palabra.",
    "zh": "此刻{who}对这件事是什么感受？请从中选择一个：{offered}。只回答这个词。",
}

EVENTS: dict[str, dict[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    # what happened to {a}, and the places or things that may stand in {what}; {town} and {day} are drawn
    "es": {
        "angry": (
            ("{b} tomó sin permiso {what} de {a} y la rompió a propósito.", ("la cámara", "la radio", "la bicicleta")),
            ("{b} leyó en voz alta el diario de {a} en {what} de {town} para que la gente se riera.", ("la estación", "la escuela")),
            ("Para hacerle daño a {a}, {b} tiró al río {what} de {a} en {town}.", ("la mochila", "la cámara", "el sombrero")),
        ),
        "grateful": (
            ("{a} perdió {what} en {town}. {b} buscó durante horas hasta encontrarla y se la llevó a casa.",
             ("la cartera", "la maleta", "la mochila")),
            ("{a} guarda cama con fiebre. {b} ha venido desde {town} a cocinar para toda la semana y no quiere nada a cambio.", ("",)),
            ("{b} dedicó su {day} libre a reparar {what} de {a}, como regalo.", ("la radio", "la bicicleta", "el reloj")),
        ),
        "guilty": (
            ("{a} prometió cerrar con llave el cobertizo de {b} en {town} y se olvidó. Han robado {what} de {b}, que no para de llorar.",
             ("la bicicleta", "la barca", "la guitarra")),
            ("{a} contó una mentira sobre {b}, y por eso {b} perdió su trabajo en {what} de {town}.", ("la biblioteca", "el hotel")),
            ("{a} se olvidó de recoger al hermano pequeño de {b} en {what} de {town}, y el niño esperó horas bajo la lluvia.",
             ("la escuela", "la estación", "la piscina")),
        ),
        "afraid": (
            ("De noche, en {what} de {town}, alguien sigue a {a} y se acerca cada vez más.", ("la estación", "el puerto", "el parque")),
            ("En {what} de {town}, un perro enorme se ha soltado y corre directo hacia {a}.", ("el mercado", "el parque", "la plaza")),
            ("El ascensor de {what} de {town} se ha parado, está entrando humo y {a} está dentro.", ("el hotel", "el museo", "el hospital")),
        ),
        "relieved": (
            ("Todo el {day}, {a} temió que {what} de su abuela hubiera ardido en el incendio de {town}. Ha aparecido sin un rasguño.",
             ("el reloj", "el collar", "el espejo")),
            ("Durante días, {a} temió un mal resultado del laboratorio de {town}. La carta dice que todo está bien.", ("",)),
            ("Durante una hora, {a} no encontró a su hija en {what} de {town}. Ahora la niña viene corriendo, sana y salva.",
             ("el mercado", "la estación", "la playa")),
        ),
        "proud": (
            ("Tras un año de práctica, {a} ha construido {what} sin ninguna ayuda y ha ganado el primer premio en {town}.",
             ("un telescopio", "una cometa", "una barca")),
            ("{a} entrenó cada {day} durante dos años y ahora ha ganado la gran carrera de {town}.", ("",)),
            ("Todo el mundo decía que {a} no podría, pero se esforzó mucho y ha aprobado el examen más difícil de {what} de {town}.",
             ("la escuela", "la academia", "el conservatorio")),
        ),
        "disappointed": (
            ("{a} llevaba semanas esperando la excursión del {day} a {town}. Por la lluvia, no habrá excursión.", ("",)),
            ("{a} había ahorrado para comprar {what} del escaparate de una tienda de {town}. Acaban de vender la última.",
             ("la cámara", "la bicicleta", "la chaqueta")),
            ("{a} esperaba oír el {day} a la famosa cantante en {what} de {town}. La cantante tiene un resfriado y no habrá concierto.",
             ("el teatro", "el estadio", "el castillo")),
        ),
    },
    "zh": {
        "angry": (
            ("{b}没打招呼就拿走了{a}的{what}，还故意把它弄坏了。", ("相机", "收音机", "自行车")),
            ("{b}在{town}的{what}大声念{a}的日记，让大家嘲笑{a}。", ("车站", "学校", "食堂")),
            ("为了伤害{a}，{b}在{town}把{a}的{what}扔进了河里。", ("书包", "相机", "帽子")),
        ),
        "grateful": (
            ("{a}在{town}丢了{what}。{b}找了好几个小时，找到后送到了{a}家门口。", ("钱包", "手提箱", "书包")),
            ("{a}病倒在床。{b}从{town}赶来，做好了一个星期的饭菜，什么回报也不要。", ("",)),
            ("{b}牺牲了一个休息的{day}，免费帮{a}修好了{what}。", ("收音机", "自行车", "手表")),
        ),
        "guilty": (
            ("{a}答应帮{b}锁好{town}的仓库，却忘了锁。{b}放在里面的{what}被偷了，{b}一直在哭。", ("自行车", "小船", "吉他")),
            ("{a}编造了{b}的谣言，结果{b}丢了在{town}{what}的工作。", ("图书馆", "酒店", "面包店")),
            ("{a}忘了去{town}的{what}接{b}的弟弟，孩子在雨里等了好几个小时。", ("学校", "车站", "游泳馆")),
        ),
        "afraid": (
            ("深夜，{a}独自在{town}的{what}，一个陌生人跟在后面，越走越近。", ("车站", "码头", "公园")),
            ("{town}的{what}有一条大狗挣脱了绳子，正直直地朝{a}冲过来。", ("菜场", "公园", "广场")),
            ("{town}一家{what}的电梯停住了，烟正往里冒，{a}就在里面。", ("酒店", "医院", "博物馆")),
        ),
        "relieved": (
            ("整个{day}，{a}都在担心已故祖母的{what}在{town}的火灾中烧毁了。现在东西找到了，完好无损。", ("手表", "项链", "镜子")),
            ("好几天来，{a}一直害怕{town}的医院会查出大病。来信说一切正常。", ("",)),
            ("{a}在{town}的{what}找了一个小时也没找到孩子。现在孩子平平安安地跑过来了。", ("菜场", "车站", "海滩")),
        ),
        "proud": (
            ("经过一年的练习，{a}没靠任何人帮忙做出了{what}，在{town}得了一等奖。", ("一架望远镜", "一只风筝", "一条小船")),
            ("{a}两年来每个{day}都在训练，现在赢得了{town}的长跑大赛。", ("",)),
            ("大家都说{a}做不到，但{a}刻苦努力，通过了{town}{what}最难的考试。", ("中学", "音乐学院", "技校")),
        ),
        "disappointed": (
            ("{a}好几个星期都盼着{day}去{town}郊游。因为下雨，郊游取消了。", ("",)),
            ("{a}攒了很久的钱，想买{town}一家商店橱窗里的{what}。货刚刚卖完了。", ("相机", "自行车", "外套")),
            ("{a}盼着{day}在{town}的{what}听著名歌手演唱。歌手感冒了，演出取消了。", ("剧院", "体育场", "音乐厅")),
        ),
    },
}  # fmt: skip
"""Each feeling and the events that bring it about in {a}."""

_KNOWS = {"es": "{a} lo sabe.", "zh": "{a}知道这件事。"}
_AWAY = {
    "es": "{a} lo sabe; {c}, que vive en otra ciudad, no se ha enterado.",
    "zh": "{a}知道这件事；住在另一个城市的{c}还没有听说。",
}
_UNAWARE: dict[str, dict[str, str]] = {
    "es": {
        "angry": "{a} está de viaje, cree que todo va bien y no se ha enterado.",
        "grateful": "{a} duerme profundamente y no se ha enterado.",
        "guilty": "{a} está de viaje, cree que todo fue bien y no se ha enterado.",
        "afraid": "{a} lleva auriculares, lee un libro y no se ha dado cuenta de nada.",
        "disappointed": "{a} lee un libro en casa y todavía no se ha enterado.",
    },
    "zh": {
        "angry": "{a}正在外地，以为一切都好，还没有听说这件事。",
        "grateful": "{a}正在熟睡，还没有听说这件事。",
        "guilty": "{a}正在旅途中，以为一切顺利，还没有听说这件事。",
        "afraid": "{a}戴着耳机在看书，什么也没有察觉。",
        "disappointed": "{a}正在家里看书，还没有人告诉{a}。",
    },
}
"""How the one concerned can know nothing of the event; of the others somebody far away is told of."""


def event(rng: random.Random, feeling: str, language: str) -> Event:
    """An event that brings about `feeling` in the one concerned; the feeling keeps its English name."""
    a, b, c = names(rng, language)[:3]
    template, whats = rng.choice(EVENTS[language][feeling])
    slots = {"a": a, "b": b, "c": c, "town": town(rng, language), "day": rng.choice(DAYS[language])}
    told = template.format(what=rng.choice(whats), **slots)

    def then(text: str) -> str:
        return contracted(f"{told}{'' if language == 'zh' else ' '}{text.format(**slots)}")

    ignorant = _UNAWARE[language].get(feeling)
    if ignorant:
        return Event(feeling=feeling, who=a, told=then(_KNOWS[language]), unaware=a, untold=then(ignorant))
    both = then(_AWAY[language])
    return Event(feeling=feeling, who=a, told=both, unaware=c, untold=both)


def options(rng: random.Random, feeling: str, language: str) -> tuple[str, ...]:
    """The right feeling, two that it cannot be taken for, and calm, as the language names them; in any order."""
    clear = [f for f in FEELINGS if f != feeling and f not in NEAR.get(feeling, ()) and feeling not in NEAR.get(f, ())]
    found = [feeling, *rng.sample(clear, 2), UNTOUCHED]
    rng.shuffle(found)
    return tuple(WORDS[language][f] for f in found)
