"""The words of verifiable orders in English, Spanish and Chinese: what texts are about, how orders are said, what they name.

In Spanish no adjective of the writer has a gender. In Chinese a word of an order is a character, as is usual for the
length of a text, and letter case gives way to punctuation.
"""

from __future__ import annotations

from dataclasses import dataclass

from assay.cases.worlds.lexicon import OBJECTS, PLACES

__all__ = ["SHAPES", "WORDS", "Words"]

SHAPES = ("words", "bullets", "numbered", "commas", "sentences", "json", "one-of")
"""What the reply as a whole must be; at most one of these stands in a task."""
_CASED = ("uppercase", "lowercase", "include", "exclude-word", "exclude-letter", "start", "end")
_UNCASED = ("include", "exclude-word", "exclude-letter", "start", "end", "no-marks", "exclaims")
_NAMED = ("include", "exclude-word")

Noun = tuple[str, str]
"""A noun alone, and as it stands in a sentence, with its article where it has one."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language's words. `wordings` are the orders on words or letters, `pairs` the combinations of a shape and a
    wording that can be obeyed together. `adjectives` are what the writer fills texts with: eight or more lack each of
    `letters`. `keys` have a value each that fits them. `feelings` begin with those that a loss makes likely. `sentences`
    are what the writer says: a thought, one after an opener, one before a closer, and one that a word is included in.
    `chatter` obeys no order."""

    wordings: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    things: tuple[Noun, ...]
    places: tuple[Noun, ...]
    write: str
    only: str
    feel: str
    say: dict[str, str]
    last: str
    keys: dict[str, str]
    included: tuple[str, ...]
    openers: tuple[str, ...]
    closers: tuple[str, ...]
    feelings: tuple[str, ...]
    letters: str
    adjectives: tuple[str, ...]
    sentences: tuple[str, str, str, str]
    chatter: str
    longest: tuple[int, int] = (3, 8)
    blank: str = " "
    comma: str = ", "
    stop: str = "."


def _pairs(wordings: tuple[str, ...], **shapes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Every shape with all of its wordings; "words" with all there are."""
    rows = {"words": wordings} | shapes
    return tuple((shape.replace("_", "-"), wording) for shape, own in rows.items() for wording in own)


_CASED_PAIRS = _pairs(
    _CASED,
    bullets=("uppercase", "lowercase", *_NAMED),
    numbered=("uppercase", "lowercase", *_NAMED),
    commas=("uppercase", "lowercase", *_NAMED, "exclude-letter"),
    sentences=("uppercase", "lowercase", *_NAMED, "start", "end"),
    json=("include",),
    one_of=("uppercase", "lowercase"),
)


def _nouns(text: str, *, article: bool = True) -> tuple[Noun, ...]:
    rows = [line.strip() for line in text.split("/")]
    return tuple((row.split(" ", 1)[1] if article else row, row) for row in rows)


EN = Words(
    wordings=_CASED,
    pairs=_CASED_PAIRS,
    things=tuple((thing, f"the {thing}") for thing in OBJECTS),
    places=tuple((place, f"the {place}") for place in PLACES),
    write="Write something very short for {name} about {thing} in {place}. {asks}",
    only="Reply with the text only.",
    feel="{name} lost {thing} in {place}. How does {name} feel? {asks}",
    say={
        "words": "Use exactly {k} words.",
        "bullets": 'Write exactly {k} bullet points of one or two words each, every one on a line that starts with "- ".',
        "numbered": 'Write a numbered list of exactly {k} lines ("1. ", "2. " and so on), one or two words each.',
        "commas": "Write exactly {k} single words with commas between them, on one line.",
        "sentence": "Write exactly one short sentence.",
        "sentences": "Write exactly {k} short sentences.",
        "json": "Write only a JSON object with exactly the keys {keys}, each with a short text as its value.",
        "key": '"{}"',
        "one-of": "Reply with exactly one of these words and nothing else: {words}.",
        "uppercase": "Use capital letters only.",
        "lowercase": "Use small letters only, no capital letters.",
        "include": 'Use the word "{word}".',
        "exclude-word": 'Do not use the word "{word}".',
        "exclude-letter": 'Do not use the letter "{word}" anywhere.',
        "start": 'Start with the word "{word}".',
        "end": 'End with the word "{word}".',
    },
    last=" and ",
    keys={
        "title": "a find", "place": "a corner", "colour": "green", "size": "small", "use": "travel", "mood": "calm",
        "owner": "nobody", "time": "evening",
    },
    included=("honey", "rain", "childhood", "water", "coffee", "silver", "music", "paper", "summer", "home"),
    openers=("Today", "Look", "Listen", "Imagine", "Remember", "Now", "Perhaps", "Well"),
    closers=("indeed", "forever", "here", "again", "tonight", "now"),
    feelings=("sad", "worried", "angry", "tired", "calm", "happy"),
    letters="aeost",
    adjectives=(
        "calm", "bright", "quiet", "warm", "old", "small", "tidy", "cosy", "round", "plain", "long", "light", "soft", "new",
        "high", "big", "cold", "dark", "sturdy", "handy", "lively", "heavy", "nice", "huge", "wide", "fine",
    ),
    sentences=("It is {a}.", "{start}, it is {a}.", "It is {a} {end}.", "It makes me think of {x}."),
    chatter=(
        "Sure! Here is what I think about it. You simply have to see {thing} in {place}, don't you? "
        "People say that {place} is not the same without {thing}. That is all for now, so have a great day!"
    ),
)  # fmt: skip
ES = Words(
    wordings=_CASED,
    pairs=_CASED_PAIRS,
    things=_nouns(
        "el paraguas/la bufanda/la cartera/la mochila/el cuaderno/la cámara/la maleta/la cesta/la manta/la botella/la vela/"
        "el espejo/el billete/el sobre/la almohada/el casco/la chaqueta/la pulsera/la tetera/la revista/el calendario/"
        "el telescopio/la brújula/el silbato/la linterna/el cojín/el paquete"
    ),
    places=_nouns(
        "la estación/la biblioteca/el mercado/el puerto/el museo/la panadería/el teatro/el aeropuerto/la escuela/el jardín/"
        "el cine/el hotel/el estadio/la farmacia/el taller/el castillo/la cocina/la oficina/el gimnasio/la capilla"
    ),
    write="Escribe algo muy breve para {name} sobre {thing} que hay en {place}. {asks}",
    only="Responde solo con el texto.",
    feel="{name} perdió {thing} en {place}. ¿Qué siente {name}? {asks}",
    say={
        "words": "Usa exactamente {k} palabras.",
        "bullets": (
            "Escribe exactamente {k} puntos de una o dos palabras cada uno, cada punto en una línea que empiece por «- »."
        ),
        "numbered": (
            "Escribe una lista numerada de exactamente {k} líneas («1. », «2. », etc.), de una o dos palabras cada una."
        ),
        "commas": "Escribe exactamente {k} palabras sueltas separadas por comas, en una sola línea.",
        "sentence": "Escribe exactamente una frase corta.",
        "sentences": "Escribe exactamente {k} frases cortas.",
        "json": "Escribe solo un objeto JSON que tenga exactamente las claves {keys}, cada una con un texto corto como valor.",
        "key": "«{}»",
        "one-of": "Responde exactamente con una de estas palabras y nada más: {words}.",
        "uppercase": "Usa solo letras mayúsculas.",
        "lowercase": "Usa solo letras minúsculas, ninguna mayúscula.",
        "include": "Usa la palabra «{word}».",
        "exclude-word": "No uses la palabra «{word}».",
        "exclude-letter": "No uses en ningún momento la letra «{word}», ni con tilde ni sin ella.",
        "start": "Empieza con la palabra «{word}».",
        "end": "Termina con la palabra «{word}».",
    },
    last=" y ",
    keys={
        "título": "un hallazgo", "lugar": "un rincón", "color": "verde", "tamaño": "grande", "uso": "viajar",
        "ambiente": "alegre", "material": "metal", "hora": "la tarde",
    },
    included=("café", "música", "plata", "lluvia", "flores", "papel", "agua", "miel", "libros", "juegos"),
    openers=("Hoy", "Mira", "Escucha", "Imagina", "Recuerda", "Ahora", "Quizá", "Bueno"),
    closers=("siempre", "hoy", "aquí", "ahora", "contigo", "también"),
    feelings=("tristeza", "preocupación", "enfado", "cansancio", "calma", "alegría"),
    letters="aeost",
    adjectives=(
        "suave", "elegante", "útil", "gris", "azul", "simple", "verde", "alegre", "dulce", "brillante", "original", "frágil",
        "popular", "común", "sutil", "grande", "fuerte", "leve", "noble",
    ),
    sentences=("Es {a}.", "{start}, es {a}.", "Es {a} {end}.", "Me hace pensar en {x}."),
    chatter=(
        "¡Por supuesto! Esto es lo que pienso yo. Ver {thing} en {place} es una preciosidad, ¿verdad? "
        "Dicen que {place} no sería lo mismo sin {thing}. ¡Eso es todo por el momento, que te vaya muy bien!"
    ),
)  # fmt: skip
ZH = Words(
    wordings=_UNCASED,
    pairs=_pairs(
        _UNCASED,
        bullets=_NAMED,
        numbered=_NAMED,
        commas=(*_NAMED, "exclude-letter"),
        sentences=(*_NAMED, "start", "end", "exclaims"),
        json=("include",),
    ),
    things=_nouns(
        "雨伞/围巾/钱包/背包/笔记本/照相机/行李箱/篮子/毯子/水壶/蜡烛/镜子/车票/信封/枕头/头盔/外套/手镯/茶壶/杂志/日历/"
        "望远镜/指南针/哨子/灯笼/靠垫/包裹",
        article=False,
    ),
    places=_nouns(
        "车站/图书馆/市场/港口/博物馆/面包店/剧院/机场/学校/花园/电影院/酒店/体育场/药店/作坊/城堡/厨房/办公室/健身房/教堂",
        article=False,
    ),
    write="请给{name}写一段很短的话，讲讲{place}里的{thing}。{asks}",
    only="请只回复正文。",
    feel="{name}在{place}丢了{thing}。{name}的心情怎么样？{asks}",
    say={
        "words": "全文正好{k}个字，标点不算。",
        "bullets": "写正好{k}条要点，每条一两个词，各占一行，以“- ”开头。",
        "numbered": "写一个正好{k}行的编号列表（“1. ”“2. ”，依此类推），每行一两个词。",
        "commas": "写正好{k}个词，每个词不超过四个字，用顿号“、”隔开，写在同一行。",
        "sentence": "只写一个短句。",
        "sentences": "写正好{k}个短句，每句以句号、问号或感叹号结束。",
        "json": "只写一个JSON对象，其中有且只有{keys}这两个键，每个键的值是一小段文字。",
        "key": "“{}”",
        "one-of": "请只回复下列词语中的一个，不要写别的：{words}。",
        "include": "要用到“{word}”这个词。",
        "exclude-word": "不要使用“{word}”这个词。",
        "exclude-letter": "不要使用“{word}”字。",
        "start": "以“{word}”这个词开头。",
        "end": "以“{word}”这个词结尾。",
        "no-marks": "不要使用任何标点符号。",
        "exclaims": "以感叹号结尾。",
    },
    last="和",
    keys={
        "标题": "小物件", "地点": "角落", "颜色": "绿色", "大小": "不大", "用途": "旅行", "心情": "平静", "材料": "棉布", "时间": "傍晚",
    },
    included=("清晨", "友谊", "雨水", "咖啡", "音乐", "夏天", "阳光", "童年", "河水", "蜂蜜"),
    openers=("今天", "看啊", "听着", "如今", "也许", "记住", "原来", "其实"),
    closers=("夜晚", "早晨", "时光", "回忆", "远方", "春天"),
    feelings=("难过", "担心", "生气", "疲惫", "平静", "高兴"),
    letters="的很是不有一在",
    adjectives=(
        "安静", "明亮", "温暖", "整洁", "小巧", "结实", "漂亮", "可爱", "轻便", "普通", "古老", "崭新", "好看", "柔软", "光滑",
        "精致", "素雅", "厚实",
    ),
    sentences=("它很{a}。", "{start}，它很{a}。", "{a}的{end}。", "它让人想到{x}。"),
    chatter=(
        "好的！我来说说我的想法。{place}里的{thing}是一件很好看的东西，不是吗？大家都说，有了{thing}，在{place}里就不会无聊。"
        "先说到这里，祝你过得愉快。"
    ),
    longest=(4, 9),
    blank="",
    comma="、",
    stop="。",
)  # fmt: skip
WORDS: dict[str, Words] = {"en": EN, "es": ES, "zh": ZH}
