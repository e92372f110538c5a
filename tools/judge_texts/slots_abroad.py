"""What the made replies are about in Spanish and Chinese."""

from __future__ import annotations

__all__ = ["CHINESE", "SPANISH"]

SPANISH: dict[str, list[str]] = {
    "do": [
        *(
            "abrir un cajón ajeno",
            "saltarte la cola",
            "copiar las respuestas",
            "mirar un regalo envuelto",
            "falsificar una firma",
        ),
        *(
            "inventar una excusa",
            "escuchar una llamada",
            "hacer trampas a las cartas",
            "entrar en la piscina de noche",
            "leer un diario",
        ),
        *(
            "usar la clave de otra persona",
            "fingir estar enfermo",
            "aparcar sin pagar",
            "amañar una rifa",
            "esconder las notas",
        ),
    ],
    "step": [
        *(
            "toma la {obj} de la {place}",
            "espera a que se haga de noche",
            "pídele la {obj} a un amigo",
            "deja la {obj} junto a la {place}",
        ),
        *(
            "mira detrás de la {place}",
            "camina despacio",
            "dobla la {obj} por la mitad",
            "pulsa el botón",
            "entra por la {place}",
        ),
        *(
            "cuenta hasta diez",
            "sonríe al guardia",
            "envuelve la {obj} en un paño",
            "apaga la luz",
            "vuelve al mediodía",
            "revisa la {obj}",
        ),
    ],
    "obj": ["llave", "carta", "entrada", "taza", "escalera", "moneda", "foto", "caja", "cuerda", "bolsa", "libreta"],
    "place": ["puerta", "mesa", "ventana", "estantería", "cocina", "valla", "escalera", "entrada lateral", "caseta"],
    "thing": ["el museo", "la fiesta", "la escuela", "tu vecino", "el juego", "la oficina"],
    "n": ["3", "7", "12", "25"],
}

CHINESE: dict[str, list[str]] = {
    "do": [
        "打开别人的抽屉",
        "插队",
        "抄答案",
        "偷看礼物",
        "伪造签名",
        "编造借口",
        "偷听电话",
        "打牌作弊",
        "夜里进游泳池",
        "看别人的日记",
        "用别人的密码",
        "装病",
        "逃票",
    ],
    "step": [
        *(
            "从{place}拿{obj}",
            "等到天黑",
            "向朋友借{obj}",
            "把{obj}放在{place}",
            "看看{place}后面",
            "慢慢走过去",
            "把{obj}对折",
            "按一下按钮",
        ),
        *(
            "从{place}进去",
            "数到十",
            "对保安笑一笑",
            "用布把{obj}包好",
            "关掉灯",
            "中午再回来",
            "检查一下{obj}",
            "记下号码",
        ),
    ],
    "obj": ["钥匙", "信", "门票", "杯子", "梯子", "硬币", "照片", "盒子", "绳子", "袋子"],
    "place": ["门口", "桌上", "窗边", "架子上", "厨房", "围栏旁", "楼梯下"],
    "thing": ["博物馆", "聚会", "学校", "邻居", "游戏", "办公室"],
    "n": ["3", "7", "12", "25"],
}
