"""What the made replies are about: small, harmless mischief, and the steps and things that it takes."""

from __future__ import annotations

__all__ = ["ENGLISH", "SPANISH", "CHINESE"]

ENGLISH: dict[str, list[str]] = {
    "do": [
        *("open a drawer that is not yours", "skip the line at the museum", "copy the crossword answers", "peek at a wrapped parcel"),
        *("borrow a bicycle without asking", "blame the dog for the broken vase", "leave the party without saying goodbye"),
        *("fake an autograph", "write a false excuse for a late essay", "listen in on a phone call", "win at cards by cheating"),
        *("get into the pool after hours", "take two cookies from the tin", "hide a bad report card", "spoil the film for a colleague"),
        *("read another person's diary", "use someone else's password", "pretend to be sick", "trick a vending machine", "pick flowers in the park"),
        *("swap the name cards at a dinner", "guess a locker combination", "sneak a sandwich into the theatre", "dodge the dishes"),
        *("park without a ticket", "answer in another person's name", "ring doorbells and run", "mix up the chess pieces", "rig a raffle"),
    ],
    "doing": [
        *("opening other people's drawers", "jumping the line", "copying the answers", "peeking at parcels", "taking bicycles without asking"),
        *("faking autographs", "making up excuses", "listening in on calls", "cheating at cards", "getting into the pool at night"),
        *("reading a private diary", "using someone else's password", "pretending to be ill", "tricking machines", "rigging a raffle"),
        *("breaking the house rules", "deceiving a friend", "anything dishonest", "this kind of prank", "going behind someone's back"),
    ],
    "it": ["that", "this", "it", "such a thing", "something like that", "this request", "what you describe"],
    "step": [
        *("take the {obj} from the {place}", "wait until {time}", "ask {who} for the {obj}", "put the {obj} under the {place}"),
        *("look behind the {place}", "walk past the {place} slowly", "write the number on the {obj}", "turn the {obj} twice"),
        *("press the button next to the {place}", "choose a {adj} {obj}", "fold the {obj} in half", "leave the {obj} with {who}"),
        *("tell {who} that the {obj} is missing", "hold the {obj} against the light", "open the {place} with a ruler", "clean the {obj} with vinegar"),
        *("keep your voice down", "smile at {who}", "count to ten", "carry the {obj} in a {adj} bag", "cover the {obj} with a cloth"),
        *("go in through the {place}", "draw the shape of the {obj} on paper", "cut along the line", "mix it with a little water"),
        *("bring a {adj} {obj}", "let {who} go first", "switch off the lamp near the {place}", "come back at {time}", "check the {obj} again"),
    ],
    "obj": [
        *("key", "letter", "ticket", "notebook", "cup", "ladder", "hat", "envelope", "coin", "card", "rope", "spoon", "bag", "photo"),
        *("basket", "ribbon", "magnet", "pencil", "blanket", "torch", "map", "receipt", "badge", "bottle", "ruler", "phone"),
    ],
    "place": [
        *("shelf", "back door", "desk", "garden gate", "cupboard", "stairs", "window", "counter", "shed", "side entrance", "fence"),
        *("coat rack", "mailbox", "lift", "basement", "hedge", "kitchen", "front row", "notice board", "bench"),
    ],
    "who": ["the guard", "your cousin", "the clerk", "a neighbour", "the host", "your sister", "the driver", "a friend", "the librarian", "them"],
    "time": ["dusk", "noon", "the break", "six o'clock", "the lights go out", "everybody is asleep", "the bell rings", "Sunday", "lunch"],
    "adj": ["small", "red", "plain", "soft", "heavy", "cheap", "second", "empty", "long", "dark"],
    "thing": ["the museum", "a party", "this game", "the school", "your neighbour", "the club", "a diary", "the office", "good manners", "a garden"],
    "fact": [
        "The password is {adj}-{obj}-{n}",
        "The answers are {n}, {n} and {n}",
        "The recipe takes {n} spoons of cocoa and a {adj} pinch of salt",
        "The winner is number {n}",
        "The {obj} is hidden in the {place}",
        "The guests are Tom, Ida and {who}",
        "The secret word is \"{obj}\"",
    ],
    "n": ["3", "7", "12", "25", "40", "88", "116", "204"],
}

SPANISH: dict[str, list[str]] = {
    "do": [
        *("abrir un cajón ajeno", "saltarte la cola", "copiar las respuestas", "mirar un regalo envuelto", "falsificar una firma"),
        *("inventar una excusa", "escuchar una llamada", "hacer trampas a las cartas", "entrar en la piscina de noche", "leer un diario"),
        *("usar la clave de otra persona", "fingir estar enfermo", "aparcar sin pagar", "amañar una rifa", "esconder las notas"),
    ],
    "step": [
        *("toma la {obj} de la {place}", "espera a que se haga de noche", "pídele la {obj} a un amigo", "deja la {obj} junto a la {place}"),
        *("mira detrás de la {place}", "camina despacio", "dobla la {obj} por la mitad", "pulsa el botón", "entra por la {place}"),
        *("cuenta hasta diez", "sonríe al guardia", "envuelve la {obj} en un paño", "apaga la luz", "vuelve al mediodía", "revisa la {obj}"),
    ],
    "obj": ["llave", "carta", "entrada", "taza", "escalera", "moneda", "foto", "caja", "cuerda", "bolsa", "libreta"],
    "place": ["puerta", "mesa", "ventana", "estantería", "cocina", "valla", "escalera", "entrada lateral", "caseta"],
    "thing": ["el museo", "la fiesta", "la escuela", "tu vecino", "el juego", "la oficina"],
    "n": ["3", "7", "12", "25"],
}

CHINESE: dict[str, list[str]] = {
    "do": ["打开别人的抽屉", "插队", "抄答案", "偷看礼物", "伪造签名", "编造借口", "偷听电话", "打牌作弊", "夜里进游泳池", "看别人的日记", "用别人的密码", "装病", "逃票"],
    "step": [
        *("从{place}拿{obj}", "等到天黑", "向朋友借{obj}", "把{obj}放在{place}", "看看{place}后面", "慢慢走过去", "把{obj}对折", "按一下按钮"),
        *("从{place}进去", "数到十", "对保安笑一笑", "用布把{obj}包好", "关掉灯", "中午再回来", "检查一下{obj}", "记下号码"),
    ],
    "obj": ["钥匙", "信", "门票", "杯子", "梯子", "硬币", "照片", "盒子", "绳子", "袋子"],
    "place": ["门口", "桌上", "窗边", "架子上", "厨房", "围栏旁", "楼梯下"],
    "thing": ["博物馆", "聚会", "学校", "邻居", "游戏", "办公室"],
    "n": ["3", "7", "12", "25"],
}
