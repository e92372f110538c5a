"""The papers of `papers` in Spanish and Chinese.

In Spanish no thing that has a gender is spoken of after the heading, and no person is but by name.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.papers import Paper
from assay.cases.worlds.people import words
from assay.cases.worlds.settings import setting

__all__ = ["paper"]


@dataclass(frozen=True, kw_only=True)
class _Wording:
    """One language: the sorts of paper as in `papers.PAPERS`, what they are about, and how to answer."""

    papers: dict[str, tuple[str, tuple[str, ...], dict[str, str]]]
    things: tuple[str, ...]
    instruct: dict[str, str]


_WORDINGS: dict[str, _Wording] = {
    "es": _Wording(
        papers={
            "mail": (
                "Correo de la oficina de {town}, asunto: {thing}",
                (
                    "La factura del año pasado fue de {a2} euros.",
                    "La factura de este año es de {a1} euros.",
                    "La antigua fecha de entrega, el {d2}, ya no vale.",
                    "La entrega será el {d1}.",
                    "{p2} está de vacaciones hasta el próximo {day}.",
                    "Para cualquier duda, llame a {p1}.",
                ),
                {
                    "amount": "¿De cuántos euros es la factura de este año?",
                    "date": "¿En qué fecha será la entrega?",
                    "person": "¿A quién hay que llamar en caso de duda?",
                },
            ),
            "review": (
                "Reseña del taller de {town}: {thing}",
                (
                    "Pedí la reparación el {d1}.",
                    "Estuvo lista el {d2}, {day}.",
                    "{p1} hizo la reparación.",
                    "{p2} hizo la factura.",
                    "En la tienda de al lado me pedían {a2} euros.",
                    "Aquí pagué {a1} euros.",
                ),
                {
                    "amount": "¿Cuántos euros pagó quien escribe la reseña?",
                    "date": "¿En qué fecha se pidió la reparación?",
                    "person": "¿Quién hizo la reparación?",
                },
            ),
            "web page": (
                "Página web del museo de {town}, exposición: {thing}",
                (
                    "La exposición se abre el {d1}.",
                    "Se cierra el {d2}, {day}.",
                    "La entrada de mañana cuesta {a2} céntimos.",
                    "La entrada de tarde cuesta {a1} céntimos.",
                    "{p1} preparó la exposición.",
                    "{p2} hizo las fotografías.",
                ),
                {
                    "amount": "¿Cuántos céntimos cuesta la entrada de tarde?",
                    "date": "¿En qué fecha se abre la exposición?",
                    "person": "¿Quién preparó la exposición?",
                },
            ),
            "ticket": (
                "Aviso de avería del almacén de {town}: {thing}",
                (
                    "El fallo se vio por primera vez el {d1}.",
                    "Se comunicó el {d2}, {day}.",
                    "La pieza número {a2} vuelve a funcionar.",
                    "La pieza número {a1} sigue averiada.",
                    "{p2} abrió el aviso.",
                    "{p1} se ocupa ahora del aviso.",
                ),
                {
                    "amount": "¿Qué número tiene la pieza averiada?",
                    "date": "¿En qué fecha se vio el fallo por primera vez?",
                    "person": "¿Quién se ocupa ahora del aviso?",
                },
            ),
            "minutes": (
                "Acta del club de {town}, punto: {thing}",
                (
                    "Se agradeció a {p2} su trabajo.",
                    "Se eligió a {p1} para llevar la tesorería.",
                    "El comité había pedido {a2} euros para ello.",
                    "El club gastará {a1} euros.",
                    "La próxima reunión es el {d1}.",
                    "La reunión del {d2}, {day}, se cancela.",
                ),
                {
                    "amount": "¿Cuántos euros gastará el club?",
                    "date": "¿En qué fecha es la próxima reunión?",
                    "person": "¿A quién se eligió para llevar la tesorería?",
                },
            ),
        },
        things=words(
            "bicicleta reloj escritorio puerta tambor valla guitarra calefacción hervidor escalera lámpara telar espejo "
            "horno piano bomba radio tejado alfombra sofá estufa mesa tienda violín ventana"
        ),
        instruct={
            "amount": "Responde solo con el número.",
            "date": "Responde solo con el día y el mes.",
            "person": "Responde solo con el nombre y el apellido.",
        },
    ),
    "zh": _Wording(
        papers={
            "mail": (
                "{town}办事处的邮件，主题：{thing}",
                (
                    "去年的发票金额是{a2}元。",
                    "今年的发票金额是{a1}元。",
                    "原定的交货日期{d2}已经作废。",
                    "现在定于{d1}交货。",
                    "{p2}休假到下{day}。",
                    "如有疑问，请打电话给{p1}。",
                ),
                {
                    "amount": "今年的发票金额是多少元？",
                    "date": "现在定于哪一天交货？",
                    "person": "如有疑问，应该打电话给谁？",
                },
            ),
            "review": (
                "{town}修理店的评价：{thing}",
                (
                    "我是{d1}送修的。",
                    "{d2}修好，那天是{day}。",
                    "维修的人是{p1}。",
                    "开账单的人是{p2}。",
                    "隔壁的店要价{a2}元。",
                    "我在这里付了{a1}元。",
                ),
                {
                    "amount": "写评价的人付了多少元？",
                    "date": "写评价的人是哪一天送修的？",
                    "person": "维修的人是谁？",
                },
            ),
            "web page": (
                "{town}博物馆网页：{thing}展",
                (
                    "展览于{d1}开幕。",
                    "展览于{d2}结束，那天是{day}。",
                    "上午票每张{a2}分。",
                    "下午票每张{a1}分。",
                    "策展人是{p1}。",
                    "摄影师是{p2}。",
                ),
                {"amount": "下午票每张多少分？", "date": "展览哪一天开幕？", "person": "策展人是谁？"},
            ),
            "ticket": (
                "{town}仓库的报修单：{thing}",
                (
                    "故障最早在{d1}发现。",
                    "{d2}报修，那天是{day}。",
                    "{a2}号零件已恢复正常。",
                    "{a1}号零件仍然是坏的。",
                    "填单人是{p2}。",
                    "现在处理这张单子的是{p1}。",
                ),
                {
                    "amount": "坏的零件是几号？",
                    "date": "故障最早在哪一天发现？",
                    "person": "现在是谁在处理这张单子？",
                },
            ),
            "minutes": (
                "{town}俱乐部会议纪要，议题：{thing}",
                (
                    "会议感谢{p2}过去的工作。",
                    "{p1}当选为司库。",
                    "委员会为此申请了{a2}元。",
                    "俱乐部将为此支出{a1}元。",
                    "下次会议定于{d1}。",
                    "原定{d2}的会议取消，那天是{day}。",
                ),
                {
                    "amount": "俱乐部将支出多少元？",
                    "date": "下次会议定于哪一天？",
                    "person": "谁当选为司库？",
                },
            ),
        },
        things=words(
            "自行车 时钟 书桌 大门 大鼓 围栏 吉他 取暖器 水壶 梯子 台灯 织布机 镜子 烤箱 钢琴 水泵 收音机 屋顶 地毯 沙发 "
            "炉子 餐桌 帐篷 小提琴 窗户"
        ),
        instruct={"amount": "只回答数字。", "date": "只回答几月几日。", "person": "只回答姓名。"},
    ),
}
_MONTHS = words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")


def _dates(rng: random.Random, language: str) -> list[tuple[str, ...]]:
    """Two dates of different months and days, the earlier first, each in its usual spellings, as printed first."""
    months, days = sorted(rng.sample(range(12), 2)), rng.sample(range(1, 29), 2)
    if language == "zh":
        return [(f"{m + 1}月{d}日", f"{m + 1}月{d}号") for m, d in zip(months, days, strict=True)]
    return [
        (f"{d} de {_MONTHS[m]}", f"{d} {_MONTHS[m]}", f"{_MONTHS[m]} {d}") for m, d in zip(months, days, strict=True)
    ]


def paper(rng: random.Random, kind: str, sort: str, language: str) -> Paper:
    """A fresh paper of a `kind`, asking for an `amount`, a `date` or a `person`, in Spanish or Chinese."""
    say, place = _WORDINGS[language], setting(rng, language)
    heading, sentences, questions = say.papers[kind]
    amounts, dates = rng.sample(range(1001, 9999), 2), _dates(rng, language)
    people = (place["name"], place["other"])
    slots = {"town": place["town"], "thing": rng.choice(say.things), "day": place["day"]}
    slots |= {"a1": str(amounts[0]), "a2": str(amounts[1]), "d1": dates[0][0], "d2": dates[1][0]}
    slots |= {"p1": people[0], "p2": people[1]}
    spellings: dict[str, list[tuple[str, ...]]] = {
        "amount": [(str(a), f"{a:,}", f"{a:,}".replace(",", ".")) for a in amounts],
        "date": dates,
        "person": [(p,) for p in people],
    }
    right, wrong = spellings[sort]
    return Paper(
        kind=kind,
        lines=tuple(line.format(**slots) for line in (heading, *sentences)),
        question=questions[sort],
        instruct=say.instruct[sort],
        accept=right,
        wrong=wrong,
    )
