"""The lands of `customs` in Spanish and Chinese: the same twelve matters, each with a familiar custom and its contrary."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.customs import Visit
from assay.cases.worlds.people_abroad import contracted, names, peoples, town

__all__ = ["ANSWERS", "ASK", "MATTERS", "VisitAbroad", "visit"]

ASK = {
    "es": "¿Les pareció esto de buena educación a quienes recibían la visita? Responde con una sola palabra: sí o no.",
    "zh": "主人家觉得这样有礼貌吗？只回答“是”或“否”。",
}
ANSWERS = {"es": ("sí", "no"), "zh": ("是", "否")}
"""Yes and no."""

MATTERS: dict[str, dict[str, tuple[tuple[str, str], tuple[str, str]]]] = {
    # (what one does, what somebody did): the familiar custom, and its contrary
    "es": {
        "greeting": (
            ("saluda dando la mano a quien recibe", "saludó dando la mano a quien recibía"),
            ("saluda sin tocar nunca a quien recibe", "saludó sin tocar a quien recibía"),
        ),
        "eyes": (
            ("mira a los ojos a quien le habla", "miró a los ojos a quien le hablaba"),
            ("mira al suelo cuando le hablan", "miró al suelo cuando le hablaban"),
        ),
        "plate": (
            ("se come todo lo que hay en el plato", "se comió todo lo que había en el plato"),
            ("deja algo de comida en el plato", "dejó algo de comida en el plato"),
        ),
        "talk": (
            ("conversa durante la comida", "conversó durante la comida"),
            ("come sin decir una palabra", "comió sin decir una palabra"),
        ),
        "arrival": (
            ("llega a la hora acordada", "llegó a la hora acordada"),
            ("llega una hora más tarde de lo acordado", "llegó una hora más tarde de lo acordado"),
        ),
        "gift": (
            ("lleva un pequeño regalo", "llevó un pequeño regalo"),
            ("llega con las manos vacías", "llegó con las manos vacías"),
        ),
        "seat": (
            ("espera a que le ofrezcan un asiento", "esperó a que le ofrecieran un asiento"),
            ("toma asiento enseguida donde quiera", "tomó asiento enseguida donde quiso"),
        ),
        "thanks": (
            ("da las gracias por cada plato", "dio las gracias por cada plato"),
            ("no dice nada sobre la comida", "no dijo nada sobre la comida"),
        ),
        "questions": (
            ("pregunta por la salud de la familia", "preguntó por la salud de la familia"),
            ("no pregunta nada sobre la familia", "no preguntó nada sobre la familia"),
        ),
        "shoes": (
            ("se deja los zapatos puestos", "se dejó los zapatos puestos"),
            ("se quita los zapatos en la puerta", "se quitó los zapatos en la puerta"),
        ),
        "farewell": (
            ("se despide de todo el mundo antes de irse", "se despidió de todo el mundo antes de irse"),
            ("se va sin decir una palabra", "se fue sin decir una palabra"),
        ),
        "hat": (
            ("se quita el sombrero al entrar", "se quitó el sombrero al entrar"),
            ("se deja el sombrero puesto dentro de casa", "se dejó el sombrero puesto dentro de casa"),
        ),
    },
    "zh": {
        "greeting": (("见面时和主人握手", "见面时和主人握了手"), ("见面时绝不碰主人", "见面时没有碰主人")),
        "eyes": (
            ("在别人说话时看着对方的眼睛", "在别人说话时看着对方的眼睛"),
            ("在别人说话时低头看着地面", "在别人说话时低头看着地面"),
        ),
        "plate": (("把盘子里的东西吃光", "把盘子里的东西吃光了"), ("在盘子里留一些食物", "在盘子里留了一些食物")),
        "talk": (("吃饭时和大家聊天", "吃饭时和大家聊了天"), ("吃饭时一句话也不说", "吃饭时一句话也没说")),
        "arrival": (("按约好的时间到", "按约好的时间到了"), ("比约好的时间晚到一个小时", "比约好的时间晚到了一个小时")),
        "gift": (("给主人带一份小礼物", "给主人带了一份小礼物"), ("空着手来", "空着手来了")),
        "seat": (("等主人请了才入座", "等主人请了才入座"), ("一进门就随便坐下", "一进门就随便坐下了")),
        "thanks": (("每上一道菜都道谢", "每上一道菜都道了谢"), ("对饭菜什么也不说", "对饭菜什么也没说")),
        "questions": (("问候主人家人的健康", "问候了主人家人的健康"), ("绝不打听主人的家人", "没有打听主人的家人")),
        "shoes": (("在门口脱鞋", "在门口脱了鞋"), ("进屋不脱鞋", "进屋没有脱鞋")),
        "farewell": (("走之前和每个人道别", "走之前和每个人道了别"), ("一声不响地离开", "一声不响地离开了")),
        "hat": (("进屋就摘下帽子", "进屋就摘下了帽子"), ("在屋里一直戴着帽子", "在屋里一直戴着帽子")),
    },
}
"""Matters on which customs differ, by language; the same as in `customs`. What is familiar is so to readers of the language: in
Chinese homes shoes come off."""

_TOLD = {
    "es": (
        "Entre los {land}s, quien va de visita {house}; entre los {home}s, quien va de visita {own}. {guest}, del pueblo {home}, fue de "
        "visita a una casa {land} en {town} y {done}."
    ),
    "zh": "按{land}的习俗，客人{house}；按{home}的习俗，客人{own}。{home}{guest}去{town}的一户{land}家里做客，{done}。",
}


@dataclass(frozen=True, kw_only=True)
class VisitAbroad(Visit):
    """A visit in `language`, at a house in `town`."""

    language: str
    town: str

    @property
    def told(self) -> str:
        """The customs of both lands and what the guest did, in words."""
        house, own = self.customs
        return contracted(
            _TOLD[self.language].format(
                land=self.land, home=self.home, house=house, own=own, guest=self.guest, town=self.town, done=self.done
            )
        )


def visit(rng: random.Random, matter: str, language: str, *, familiar_house: bool) -> tuple[VisitAbroad, VisitAbroad]:
    """Two visits that differ in what the guest did: the custom of the house, and the guest's own."""
    usual, contrary = MATTERS[language][matter]
    house, home = (usual, contrary) if familiar_house else (contrary, usual)
    land, guests = peoples(rng, language)
    guest, place = names(rng, language)[0], town(rng, language)

    def one(done: tuple[str, str]) -> VisitAbroad:
        return VisitAbroad(
            guest=guest,
            home=guests,
            land=land,
            matter=matter,
            customs=(house[0], home[0]),
            done=done[1],
            fits=done is house,
            familiar=done is usual,
            language=language,
            town=place,
        )

    return one(house), one(home)
