"""Offers in Spanish and Chinese: what can be done, and facts for and against it, in the order of the English ones.

In Spanish no fact speaks of the person, so that none hangs on whether a woman or a man is asked.
"""

from __future__ import annotations

__all__ = ["ES", "ZH"]

Facts = tuple[tuple[str, str], ...]

ES: dict[str, tuple[str, Facts]] = {
    "rent a flat": (
        "alquilar un piso",
        (
            ("El alquiler es bajo.", "El alquiler es alto."),
            ("La calle es tranquila.", "La calle es ruidosa."),
            ("Las habitaciones son luminosas.", "Las habitaciones son oscuras."),
            ("La calefacción es nueva.", "La calefacción está averiada."),
            ("La estación está cerca.", "La estación está lejos."),
        ),
    ),
    "book a hotel room": (
        "reservar una habitación de hotel",
        (
            ("La cama es cómoda.", "La cama es incómoda."),
            ("El precio es bajo.", "El precio es alto."),
            ("El personal es amable.", "El personal es grosero."),
            ("El baño está limpio.", "El baño está sucio."),
            ("La playa está cerca.", "La playa está lejos."),
        ),
    ),
    "buy a used bicycle": (
        "comprar una bicicleta de segunda mano",
        (
            ("Los frenos funcionan bien.", "Los frenos están desgastados."),
            ("El precio es bajo.", "El precio es alto."),
            ("El cuadro es ligero.", "El cuadro es pesado."),
            ("Las luces funcionan.", "Faltan las luces."),
            ("Las ruedas son nuevas.", "Las ruedas están gastadas."),
        ),
    ),
    "book a table at a restaurant": (
        "reservar mesa para cenar",
        (
            ("La comida es sabrosa.", "La comida es sosa."),
            ("Los precios son bajos.", "Los precios son altos."),
            ("El servicio es rápido.", "El servicio es lento."),
            ("La cocina está limpia.", "La cocina está sucia."),
            ("El comedor es tranquilo.", "El comedor es ruidoso."),
        ),
    ),
    "join a language course": (
        "apuntarse a un curso de idiomas",
        (
            ("La profesora tiene paciencia.", "La profesora no tiene paciencia."),
            ("La matrícula es barata.", "La matrícula es cara."),
            ("Los grupos son pequeños.", "Los grupos son demasiado grandes."),
            ("Las clases son amenas.", "Las clases son aburridas."),
            ("La escuela está cerca.", "La escuela está lejos."),
        ),
    ),
    "buy a used laptop": (
        "comprar un ordenador portátil de segunda mano",
        (
            ("La batería dura mucho.", "La batería dura una hora."),
            ("El precio es bajo.", "El precio es alto."),
            ("La pantalla se ve nítida.", "La pantalla se ve borrosa."),
            ("El teclado funciona bien.", "El teclado se atasca a menudo."),
            ("El equipo pesa poco.", "El equipo pesa mucho."),
        ),
    ),
    "start a new job": (
        "empezar en un nuevo trabajo",
        (
            ("El sueldo es bueno.", "El sueldo es malo."),
            ("El equipo es acogedor.", "El equipo es hostil."),
            ("El horario es flexible.", "El horario es rígido."),
            ("La oficina está cerca.", "La oficina está lejos."),
            ("Las tareas son variadas.", "Las tareas son monótonas."),
        ),
    ),
    "rent a garden plot": (
        "alquilar un huerto",
        (
            ("La tierra es fértil.", "La tierra es pobre."),
            ("Al terreno le da el sol.", "El terreno está a la sombra."),
            ("La cuota es baja.", "La cuota es alta."),
            ("El vecindario es amable.", "El vecindario es conflictivo."),
            ("La toma de agua está cerca.", "La toma de agua está lejos."),
        ),
    ),
}

ZH: dict[str, tuple[str, Facts]] = {
    "rent a flat": (
        "租一套公寓",
        (
            ("租金便宜。", "租金昂贵。"),
            ("街道很安静。", "街道很吵闹。"),
            ("房间很明亮。", "房间很昏暗。"),
            ("暖气是新装的。", "暖气坏了。"),
            ("公寓离车站很近。", "公寓离车站很远。"),
        ),
    ),
    "book a hotel room": (
        "订一间酒店客房",
        (
            ("床很舒服。", "床太硬。"),
            ("价格便宜。", "价格昂贵。"),
            ("工作人员很友好。", "工作人员很无礼。"),
            ("浴室很干净。", "浴室很脏。"),
            ("酒店离海滩很近。", "酒店离海滩很远。"),
        ),
    ),
    "buy a used bicycle": (
        "买一辆二手自行车",
        (
            ("刹车很灵。", "刹车失灵。"),
            ("价格便宜。", "价格昂贵。"),
            ("车架很轻。", "车架很重。"),
            ("车灯完好。", "没有车灯。"),
            ("轮胎是新的。", "轮胎磨损严重。"),
        ),
    ),
    "book a table at a restaurant": (
        "预订一家餐馆的座位",
        (
            ("饭菜很可口。", "饭菜没有味道。"),
            ("价格便宜。", "价格昂贵。"),
            ("上菜很快。", "上菜很慢。"),
            ("厨房很干净。", "厨房很脏。"),
            ("店里很安静。", "店里很吵闹。"),
        ),
    ),
    "join a language course": (
        "报名参加一个语言班",
        (
            ("老师很有耐心。", "老师没有耐心。"),
            ("学费便宜。", "学费昂贵。"),
            ("班级人数很少。", "班级人数太多。"),
            ("课堂很生动。", "课堂很枯燥。"),
            ("学校离家很近。", "学校离家很远。"),
        ),
    ),
    "buy a used laptop": (
        "买一台二手笔记本电脑",
        (
            ("电池很耐用。", "电池只能用一个小时。"),
            ("价格便宜。", "价格昂贵。"),
            ("屏幕很清晰。", "屏幕很模糊。"),
            ("键盘很好用。", "键盘经常卡住。"),
            ("机身很轻。", "机身很重。"),
        ),
    ),
    "start a new job": (
        "接受一份新工作",
        (
            ("工资很高。", "工资很低。"),
            ("同事很友好。", "同事很难相处。"),
            ("工作时间灵活。", "工作时间死板。"),
            ("办公室离家很近。", "办公室离家很远。"),
            ("工作内容丰富。", "工作内容单调。"),
        ),
    ),
    "rent a garden plot": (
        "租一块菜地",
        (
            ("土壤很肥沃。", "土壤很贫瘠。"),
            ("阳光充足。", "终日没有阳光。"),
            ("租金便宜。", "租金昂贵。"),
            ("邻居很和气。", "邻居经常吵架。"),
            ("取水很方便。", "取水很不方便。"),
        ),
    ),
}
