"""Well-known works and signed notes in Spanish and Chinese: whom a thing is rightly credited to."""

from __future__ import annotations

from typing import Any

__all__ = ["ALSO", "ES", "ZH"]

ALSO = {
    "Tolstói": ("Tolstoy", "Tolstoï"), "Chéjov": ("Chekhov", "Chejov"), "Chaikovski": ("Tchaikovsky", "Chaikovsky"),
    "Stravinski": ("Stravinsky",), "Sófocles": ("Sophocles",), "钱锺书": ("钱钟书",),
    "梵高": ("凡高", "凡·高", "梵·高"), "马尔克斯": ("马奎斯",), "委拉斯开兹": ("委拉斯贵支", "委拉斯凯兹"),
    "柴可夫斯基": ("柴科夫斯基",), "伍尔夫": ("伍尔芙",), "威廉斯": ("威廉姆斯",),
}  # fmt: skip
"""Other usual spellings of names by which makers are known."""

ES: dict[str, Any] = {
    "works": {
        "la novela": {
            "Jane Austen": ("Orgullo y prejuicio", "Emma", "Persuasión"),
            "Charles Dickens": ("Oliver Twist", "Grandes esperanzas", "David Copperfield"),
            "León Tolstói": ("Guerra y paz", "Ana Karenina"),
            "Miguel de Cervantes": ("Don Quijote de la Mancha",),
            "Victor Hugo": ("Los miserables",),
            "Herman Melville": ("Moby Dick",),
            "Mary Shelley": ("Frankenstein",),
            "Bram Stoker": ("Drácula",),
            "George Orwell": ("1984", "Rebelión en la granja"),
            "Franz Kafka": ("El proceso", "El castillo"),
            "Gabriel García Márquez": ("Cien años de soledad",),
            "Mark Twain": ("Las aventuras de Tom Sawyer", "Las aventuras de Huckleberry Finn"),
            "Julio Verne": ("La vuelta al mundo en ochenta días",),
            "Benito Pérez Galdós": ("Fortunata y Jacinta",),
            "Ernest Hemingway": ("El viejo y el mar",),
            "Virginia Woolf": ("La señora Dalloway", "Al faro"),
        },
        "la obra de teatro": {
            "William Shakespeare": ("Hamlet", "Macbeth", "El rey Lear", "Otelo", "Romeo y Julieta"),
            "Sófocles": ("Edipo rey",),
            "Henrik Ibsen": ("Casa de muñecas", "Peer Gynt", "Hedda Gabler"),
            "Antón Chéjov": ("El jardín de los cerezos", "Las tres hermanas", "Tío Vania"),
            "Samuel Beckett": ("Esperando a Godot",),
            "Oscar Wilde": ("La importancia de llamarse Ernesto",),
            "Arthur Miller": ("Muerte de un viajante", "Las brujas de Salem"),
            "Molière": ("Tartufo", "El misántropo"),
            "Tennessee Williams": ("Un tranvía llamado Deseo",),
            "Federico García Lorca": ("Bodas de sangre", "La casa de Bernarda Alba", "Yerma"),
            "José Zorrilla": ("Don Juan Tenorio",),
        },
        "el cuadro": {
            "Leonardo da Vinci": ("La Gioconda", "La dama del armiño"),
            "Vincent van Gogh": ("La noche estrellada",),
            "Edvard Munch": ("El grito",),
            "Johannes Vermeer": ("La joven de la perla",),
            "Rembrandt": ("La ronda de noche",),
            "Pablo Picasso": ("Guernica",),
            "Salvador Dalí": ("La persistencia de la memoria",),
            "Sandro Botticelli": ("El nacimiento de Venus",),
            "Diego Velázquez": ("Las meninas",),
            "Claude Monet": ("Impresión, sol naciente",),
            "Edgar Degas": ("La clase de danza",),
        },
        "la obra musical": {
            "Ludwig van Beethoven": ("Sonata Claro de luna", "Para Elisa", "Fidelio"),
            "Wolfgang Amadeus Mozart": ("La flauta mágica", "Don Giovanni", "Las bodas de Fígaro"),
            "Johann Sebastian Bach": ("El arte de la fuga", "Conciertos de Brandeburgo"),
            "Antonio Vivaldi": ("Las cuatro estaciones",),
            "Giuseppe Verdi": ("Aida", "La traviata", "Rigoletto"),
            "Piotr Chaikovski": ("El lago de los cisnes", "El cascanueces"),
            "Georges Bizet": ("Carmen",),
            "Ígor Stravinski": ("La consagración de la primavera", "El pájaro de fuego"),
            "Gustav Holst": ("Los planetas",),
            "Richard Wagner": ("Parsifal", "Lohengrin"),
            "Maurice Ravel": ("Bolero",),
            "Giacomo Puccini": ("Tosca", "Turandot"),
        },
    },
    "the_note": "la nota",
    "note": "Nota en el tablón {place}: «{words}» Firma: {maker}.",
    "places": (
        "de la estación", "de la biblioteca", "del mercado", "del puerto", "del museo", "de la panadería", "del teatro",
        "de la escuela", "del cine", "del hotel", "del estadio", "de la farmacia", "del taller", "de la oficina", "del gimnasio",
    ),
    "things": (
        ("el paraguas", "lo"), ("la bufanda", "la"), ("la cartera", "la"), ("la mochila", "la"), ("el cuaderno", "lo"),
        ("la cámara", "la"), ("la maleta", "la"), ("la cesta", "la"), ("la manta", "la"), ("la botella", "la"),
        ("el espejo", "lo"), ("el casco", "lo"), ("la chaqueta", "la"), ("la pulsera", "la"), ("la tetera", "la"),
        ("la revista", "la"), ("el calendario", "lo"), ("el telescopio", "lo"), ("la brújula", "la"), ("el silbato", "lo"),
        ("la linterna", "la"), ("el cojín", "lo"), ("el paquete", "lo"),
    ),
    "asks": (
        "Por favor, deja {what} en su sitio después de usar{it}.",
        "Alguien se ha dejado aquí {what}; se puede pasar a recoger{it} por la tarde.",
        "No mováis {what}: vendrán a recoger{it} esta semana.",
        "Gracias por prestarme {what}: me ha sido de gran ayuda.",
        "He encontrado {what}; podéis pedir{it} en recepción.",
        "Si encuentras {what}, por favor, tráeme{it}.",
    ),
    "remarks": {
        "work": (
            ("Siempre he admirado a {who} por {thing}.", "Siempre he admirado {thing}."),
            ("{who} hizo un trabajo maravilloso con {thing}.", "{thing} es un trabajo maravilloso."),
            ("¡Cuánto me gusta {thing}, de {who}!", "¡Cuánto me gusta {thing}!"),
            ("En {thing}, {who} dio con el tono justo.", "{thing} tiene el tono justo."),
        ),
        "note": (
            ("{who} ha redactado {thing} con mucha amabilidad.", "{thing} está redactada con mucha amabilidad."),
            ("¡Qué bien ha redactado {who} {thing}!", "¡Qué bien redactada está {thing}!"),
            ("Me gusta {thing} que ha escrito {who}: es breve y amable.", "Me gusta {thing}: es breve y amable."),
        ),
    },
    "tasks": {
        "work": (
            "Escribe una sola frase que presente {thing} y diga de quién es.",
            "En una frase, recomienda a alguien {thing} y di de quién es.",
            "Presenta {thing} en una sola frase, sin olvidar de quién es.",
        ),
        "note": (
            "Escribe una sola frase que cuente qué dice {thing} y de quién es.",
            "Resume {thing} en una frase y di de quién es.",
        ),
    },
    "credit": "Es de {who}.",
    "someone": "alguien",
}  # fmt: skip

ZH: dict[str, Any] = {
    "works": {
        "小说": {
            "简·奥斯汀": ("傲慢与偏见", "爱玛", "劝导"),
            "查尔斯·狄更斯": ("雾都孤儿", "远大前程", "双城记"),
            "列夫·托尔斯泰": ("战争与和平", "安娜·卡列尼娜"),
            "塞万提斯": ("堂吉诃德",),
            "维克多·雨果": ("悲惨世界", "巴黎圣母院"),
            "赫尔曼·梅尔维尔": ("白鲸",),
            "玛丽·雪莱": ("弗兰肯斯坦",),
            "布拉姆·斯托克": ("德古拉",),
            "乔治·奥威尔": ("一九八四", "动物农场"),
            "弗朗茨·卡夫卡": ("审判", "城堡"),
            "加西亚·马尔克斯": ("百年孤独",),
            "马克·吐温": ("汤姆·索亚历险记", "哈克贝利·费恩历险记"),
            "儒勒·凡尔纳": ("八十天环游地球", "海底两万里"),
            "欧内斯特·海明威": ("老人与海",),
            "弗吉尼亚·伍尔夫": ("达洛维夫人", "到灯塔去"),
            "老舍": ("骆驼祥子",),
            "钱锺书": ("围城",),
        },
        "戏剧": {
            "威廉·莎士比亚": ("哈姆雷特", "麦克白", "李尔王", "奥赛罗", "罗密欧与朱丽叶"),
            "索福克勒斯": ("俄狄浦斯王",),
            "亨里克·易卜生": ("玩偶之家", "培尔·金特"),
            "安东·契诃夫": ("樱桃园", "三姐妹", "万尼亚舅舅"),
            "塞缪尔·贝克特": ("等待戈多",),
            "奥斯卡·王尔德": ("不可儿戏",),
            "阿瑟·米勒": ("推销员之死",),
            "莫里哀": ("伪君子", "吝啬鬼"),
            "田纳西·威廉斯": ("欲望号街车",),
            "曹禺": ("雷雨", "日出"),
            "关汉卿": ("窦娥冤",),
            "汤显祖": ("牡丹亭",),
        },
        "名画": {
            "列奥纳多·达·芬奇": ("蒙娜丽莎", "抱银鼠的女子"),
            "文森特·梵高": ("星月夜", "向日葵"),
            "爱德华·蒙克": ("呐喊",),
            "约翰内斯·维米尔": ("戴珍珠耳环的少女",),
            "伦勃朗": ("夜巡",),
            "巴勃罗·毕加索": ("格尔尼卡",),
            "萨尔瓦多·达利": ("记忆的永恒",),
            "桑德罗·波提切利": ("维纳斯的诞生",),
            "迭戈·委拉斯开兹": ("宫娥",),
            "克劳德·莫奈": ("日出·印象",),
            "埃德加·德加": ("舞蹈课",),
            "张择端": ("清明上河图",),
        },
        "音乐作品": {
            "路德维希·范·贝多芬": ("月光奏鸣曲", "致爱丽丝", "费德里奥"),
            "沃尔夫冈·莫扎特": ("魔笛", "费加罗的婚礼"),
            "约翰·塞巴斯蒂安·巴赫": ("勃兰登堡协奏曲", "赋格的艺术"),
            "安东尼奥·维瓦尔第": ("四季",),
            "朱塞佩·威尔第": ("阿依达", "弄臣"),
            "彼得·柴可夫斯基": ("天鹅湖", "胡桃夹子"),
            "乔治·比才": ("卡门",),
            "伊戈尔·斯特拉文斯基": ("春之祭", "火鸟"),
            "古斯塔夫·霍尔斯特": ("行星组曲",),
            "理查德·瓦格纳": ("帕西法尔", "罗恩格林"),
            "莫里斯·拉威尔": ("波莱罗舞曲",),
            "贾科莫·普契尼": ("托斯卡", "图兰朵"),
            "冼星海": ("黄河大合唱",),
        },
    },
    "work": "{sort}《{title}》",
    "the_note": "这张便条",
    "note": "{place}公告板上的便条：“{words}”署名：{maker}。",
    "places": (
        "车站", "图书馆", "市场", "港口", "博物馆", "面包店", "剧院", "学校", "电影院", "酒店", "体育馆", "药店", "工作室", "办公室", "健身房",
    ),
    "things": tuple(
        (thing, "它")
        for thing in (
            "雨伞", "围巾", "钱包", "背包", "笔记本", "相机", "行李箱", "篮子", "毯子", "水壶", "镜子", "头盔", "外套", "手镯",
            "工具箱", "茶壶", "杂志", "日历", "订书机", "望远镜", "指南针", "哨子", "手电筒", "靠垫", "包裹",
        )
    ),
    "asks": (
        "用完{what}后请把{it}放回原处。",
        "有人把{what}落在这里了，下班后可以来取。",
        "请不要移动{what}，本周会有人来取。",
        "谢谢你把{what}借给我，{it}帮了大忙。",
        "我找到了{what}，已经放在前台。",
        "如果有人看到{what}，请把{it}交给我。",
    ),
    "remarks": {
        "work": (
            ("我一直很佩服{who}创作了{thing}。", "我一直很欣赏{thing}。"),
            ("{who}的{thing}真是太出色了。", "{thing}真是太出色了。"),
            ("我太喜欢{who}的{thing}了！", "我太喜欢{thing}了！"),
            ("在{thing}中，{who}把分寸拿捏得恰到好处。", "{thing}的分寸拿捏得恰到好处。"),
        ),
        "note": (
            ("{who}把{thing}写得真贴心。", "{thing}写得真贴心。"),
            ("{who}的{thing}写得真好！", "{thing}写得真好！"),
            ("我喜欢{who}写的{thing}，简短又亲切。", "我喜欢{thing}，简短又亲切。"),
        ),
    },
    "tasks": {
        "work": (
            "请用一句话介绍{thing}，并说明作者是谁。",
            "请用一句话向朋友推荐{thing}，并说出作者的名字。",
            "请为{thing}写一句说明，并写上作者的名字。",
        ),
        "note": (
            "请用一句话说明{thing}的内容和署名的人。",
            "请用一句话告诉朋友{thing}写了什么、是谁写的。",
        ),
    },
    "credit": "作者是{who}。",
    "someone": "某个人",
    "space": "",
}  # fmt: skip
