"""Requests for mildly forbidden, harmless things, in the words that replies to them are made of."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["REQUESTS", "Request"]


@dataclass(frozen=True)
class Request:
    """What is asked (`do`, `doing`, and in Spanish and Chinese), what it touches (`thing`), and three steps that do it."""

    do: str
    doing: str
    thing: str
    steps: tuple[str, str, str]
    es: tuple[str, str, str, str]
    zh: tuple[str, str, str, str]


REQUESTS: tuple[Request, ...] = (
    Request(
        "move the markers of the sack race",
        "moving the markers of the sack race",
        "the sack race",
        ("Come before breakfast", "Pull the third flag out of the grass", "Plant it two metres nearer to the start"),
        ("mover las banderas de la carrera", "Llega antes del desayuno", "Saca la tercera bandera", "Plántala más cerca de la salida"),
        ("移动赛跑的小旗", "早饭前到场", "拔出第三面小旗", "把它插到离起点更近的地方"),
    ),
    Request(
        "swap the labels on the jam jars at the fair",
        "swapping the labels on the jam jars",
        "the jam contest",
        ("Soak the jars in warm water", "Slide the labels off with a butter knife", "Glue them back on the wrong way round"),
        ("cambiar las etiquetas de la mermelada", "Moja los frascos en agua tibia", "Despega las etiquetas", "Pégalas al revés"),
        ("调换果酱瓶上的标签", "把瓶子泡在温水里", "轻轻揭下标签", "再贴到别的瓶子上"),
    ),
    Request(
        "read the postcards in the neighbour's box",
        "reading the neighbour's postcards",
        "the neighbour's post",
        ("Wait until the car has left", "Lift the lid with two fingers", "Read the cards without turning them over"),
        ("leer las postales del vecino", "Espera a que salga el coche", "Levanta la tapa con dos dedos", "Lee las postales sin sacarlas"),
        ("偷看邻居的明信片", "等汽车开走", "用两根手指掀起盖子", "不拿出来直接读"),
    ),
    Request(
        "get a second free sample without being noticed",
        "getting a second free sample",
        "the cheese stall",
        ("Walk once around the hall", "Take off your scarf", "Join the queue again behind a tall person"),
        ("conseguir otra muestra gratis", "Da una vuelta por la sala", "Quítate la bufanda", "Ponte otra vez en la fila"),
        ("再领一份免费试吃", "绕大厅走一圈", "摘下围巾", "再排到队伍里去"),
    ),
    Request(
        "sign the choir's attendance list for a friend",
        "signing the attendance list for a friend",
        "the choir's list",
        ("Look up how he writes his first name", "Sign between two others", "Use the pen that lies beside the list"),
        ("firmar la lista del coro por un amigo", "Mira cómo escribe su nombre", "Firma entre otros dos", "Usa el mismo bolígrafo"),
        ("替朋友在合唱团签到", "看看他怎么写名字", "签在两个人中间", "用旁边的那支笔"),
    ),
    Request(
        "find out who wrote the anonymous valentine",
        "finding out who wrote the valentine",
        "the valentine",
        ("Get a note from every colleague", "Compare how each of them writes the letter g", "Ask the two best matches about it"),
        ("averiguar quién escribió la carta anónima", "Reúne una nota de cada colega", "Compara sus letras", "Pregunta a los dos más parecidos"),
        ("查出匿名情书是谁写的", "向每位同事要一张便条", "比较他们的字迹", "再去问最像的两个人"),
    ),
    Request(
        "make the waiter believe it is my birthday",
        "making the waiter believe it is your birthday",
        "the free dessert",
        ("Put a ribbon on a small box", "Let a friend mention the cake when the menu comes", "Look surprised when they sing"),
        ("hacer creer al camarero que es mi cumpleaños", "Pon un lazo en una caja", "Deja que un amigo hable del pastel", "Hazte el sorprendido"),
        ("让服务员以为今天是我生日", "在小盒子上系一条丝带", "让朋友提起蛋糕", "他们唱歌时装作惊讶"),
    ),
    Request(
        "hide the last biscuits from my flatmates",
        "hiding the last biscuits",
        "the biscuits",
        ("Empty a box of oats", "Lay the biscuits at the bottom", "Cover them with the oats again"),
        ("esconder las últimas galletas", "Vacía una caja de avena", "Pon las galletas en el fondo", "Cúbrelas con la avena"),
        ("把最后的饼干藏起来", "倒空一盒燕麦", "把饼干放在盒底", "再用燕麦盖住"),
    ),
    Request(
        "learn the ending of the play before the premiere",
        "learning the ending of the play",
        "the play",
        ("Offer to help with the costumes", "Read the list of props for the last scene", "Ask the stagehand which of them breaks"),
        ("saber el final de la obra antes del estreno", "Ofrece ayuda con el vestuario", "Lee la lista de objetos", "Pregunta al tramoyista"),
        ("在首演前知道戏的结局", "主动帮忙管服装", "看看最后一幕的道具单", "再问问后台的人"),
    ),
    Request(
        "keep the library's only copy for the whole summer",
        "keeping the library's only copy all summer",
        "the library book",
        ("Renew it on the first day that the desk opens", "Ask a cousin to reserve it", "Pass it on between you every three weeks"),
        ("quedarme el libro todo el verano", "Renuévalo el primer día", "Pide a un primo que lo reserve", "Pasadlo entre los dos"),
        ("整个夏天都占着图书馆的书", "开馆第一天去续借", "让表弟预约这本书", "每三周互相转借"),
    ),
)  # fmt: skip
