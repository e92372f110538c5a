"""How a clause is read in one language: where sentences are cut, and which of its words are names, numbers and denials."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assay.judges._text import strip_accents

__all__ = ["CLAUSES", "Clauses"]

Read = tuple[set[str], set[str], set[str], bool]
"""Names, numbers in digits, the stems of other words, and whether something is denied."""


@dataclass(frozen=True, kw_only=True)
class Clauses:
    """`cut` is where a sentence falls into clauses, `lead` a heading before it, `meta` a sentence about the reply itself;
    a clause that says less than `least` words is none of its own. `read` takes a clause and the names that are known."""

    cut: re.Pattern[str]
    lead: re.Pattern[str]
    meta: re.Pattern[str]
    token: re.Pattern[str]
    read: Callable[[str, Sequence[str]], Read]
    least: int = 2


_TOKEN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:'[a-z]+)?|\d[\d,]*(?:\.\d+)?")
_SMALL = str.split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = str.split("twenty thirty forty fifty sixty seventy eighty ninety")
_SMALL_ES = str.split(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho "
    "diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_TENS_ES = str.split("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_WORTH = {word: n for n, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_WORTH_ES = {word: n for n, word in enumerate(_SMALL_ES)} | {word: 10 * n for n, word in enumerate(_TENS_ES, 3)}
_NO_COUNT = frozenset({"zero", "one", "cero", "uno"})
"""Words that count nothing more often than they count: "one of them"."""
_DENIES = frozenset(
    {"not", "never", "no", "nobody", "none", "neither", "nor", "without", "cannot", "refused", "failed", "declined"}
)
_DENIES_ES = frozenset(
    {"no", "nunca", "jamás", "ni", "sin", "tampoco", "nadie", "ninguno", "ninguna", "ningún", "rechazó", "dejó"}
)
_PLAIN = frozenset(
    str.split(
        """
        a about after again all also an and another are as at be been before both but by can could did do does during each for
        from had has have he her hers him his however i if in into is it its just made meanwhile members moreover more most my
        of on one only or other our out over overall people report reported s said says several she so some stated states such
        summary text than that the their them then there these they this those to too two under up very was we were what when
        where which while who will with would you your according additionally finally never no nobody
        """
    )
)
_PLAIN_ES = frozenset(
    str.split(
        """
        a además al algún alguna algunas alguno algunos ambos asimismo aunque cada como con cuando cuenta de del desde después
        dice durante e el ella ellas ellos en entonces entre era eran es esa ese eso esta estaba este esto estos finalmente fue
        fueron gente ha habitantes había han hasta hay hubo informa informe junto la las le les lo los luego mientras más muy
        o otra otras otro otros para pero persona personas por porque pueblo que quien resumen respectivamente se según ser si
        sino sobre solo son su sus también tanto texto todas todo todos tras tu u un una unas unos varias varios vecinos y ya
        """
    )
)
"""Words that say nothing of their own, and those that sentences begin with."""
_DAYS_ES = frozenset(str.split("lunes martes miércoles jueves viernes sábado domingo"))


def _reader(
    worth: dict[str, int],
    denies: frozenset[str],
    nothing: frozenset[str],
    named: frozenset[str],
    stem: Callable[[str], str],
) -> Callable[[str, Sequence[str]], Read]:
    """Reads clauses of words between spaces, in which names have capitals; those of `named` have none and are names."""

    tens, units = ("|".join(w for w, n in worth.items() if n in which) for which in (range(20, 100, 10), range(1, 10)))
    joined = re.compile(rf"\b({tens})(?:-| y )({units})\b", re.IGNORECASE)

    def read(text: str, _: Sequence[str]) -> Read:
        names, numbers, stems, denied = set[str](), set[str](), set[str](), False
        text = joined.sub(lambda m: str(worth[m[1].lower()] + worth[m[2].lower()]), text)
        for place, token in enumerate(_TOKEN.findall(text)):
            word = token.lower().removesuffix("'s")
            if word in denies or word.endswith("n't"):
                denied = True
            elif token[0].isdigit():
                numbers.add(token.replace(",", "").rstrip("."))
            elif word in worth and word not in _NO_COUNT:
                numbers.add(str(worth[word]))
            elif word in nothing or len(word) < 2:
                continue
            elif word in named or (token[0].isupper() and (place or word not in nothing)):
                names.add(word)
            else:
                stems.add(stem(word))
        return names, numbers, stems, denied

    return read


def _stem(word: str) -> str:
    """Enough of a word to know it again: "baked", "bakes" and "bake" are one."""
    for end in ("ing", "ed", "es", "s", "e"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)][:6]
    return word[:6]


_ENDS_ES = ("ieron", "iendo", "aron", "ando", "ados", "adas", "idos", "idas", "ado", "ada", "ido", "ida", "aba", "io", "es", "os",
            "as", "an", "en", "ar", "er", "ir", "o", "a", "e", "s")  # fmt: skip


def _stem_es(word: str) -> str:
    """Enough of a Spanish word to know it again: "vendió", "vendieron" and "vende" are one."""
    word = strip_accents(word)
    for end in _ENDS_ES:
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)][:5]
    return word[:5]


_NUMERAL = re.compile("[一二两三四五六七八九十百]{2,}")
_DIGITS_ZH = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_DAY_ZH = re.compile("(?:星期|礼拜|周)([一二三四五六日天])")
_DENIES_ZH = re.compile("没有?|未(?!来)|不(?![仅过少同断])|无法|拒绝|并非|缺席")
_NOTHING_ZH = re.compile(
    "同时|此外|另外|还有|以及|并且|而且|其中|分别|报告|摘要|总结|概括|显示|提到|说到|村民|村里|人们|大家|一共|总共|他们|她们|另一位"
    "|[的了在和与及也则而把给为对从被将这那里上中下是有其他她它并还又都就着过们位名个只张条本罐辆棵袋把]"
)


def _read_zh(text: str, known: Sequence[str]) -> Read:
    """Reads a Chinese clause: the names that are known, weekdays as names too, and every character that says something."""
    names = set()
    for name in sorted(known, key=len, reverse=True):
        if name in text:
            names.add(name)
            text = text.replace(name, " ")
    names |= {f"周{'日' if day == '天' else day}" for day in _DAY_ZH.findall(text)}
    text = _NUMERAL.sub(lambda m: _numeral(m[0]), _DAY_ZH.sub(" ", text))
    numbers = {number.replace(",", "") for number in re.findall(r"\d[\d,]*", text)}
    denied = bool(_DENIES_ZH.search(text))
    kept = _NOTHING_ZH.sub("", _DENIES_ZH.sub("", text))
    return names, numbers, {c for c in kept if "\u4e00" <= c <= "\u9fff"}, denied


def _numeral(text: str) -> str:
    """A Chinese numeral below a thousand in digits; what is none stays."""
    found = re.fullmatch(
        "(?:([一二两三四五六七八九])百零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?", text
    )
    if not found or not (found[1] or found[3]):
        return text
    tens = 10 * _DIGITS_ZH.get(found[2] or "一", 1) if found[3] else 0
    return str(100 * _DIGITS_ZH.get(found[1] or "零", 0) + tens + _DIGITS_ZH.get(found[4] or "零", 0))


CLAUSES: dict[str, Clauses] = {
    "en": Clauses(
        cut=re.compile(r";|, (?:and|but|while|whereas) | (?:but|while|whereas) |, (?=[A-Z][a-z]+ [a-z])"),
        lead=re.compile(
            r"^(?:here(?:'s| is| are)|sure|certainly|in (?:short|summary)|summary)\b[^:.]{0,80}:\s*", re.IGNORECASE
        ),
        meta=re.compile(
            r"^(?:i hope|let me|sure|certainly|please|i (?:have |will )?(?:read|looked?|summari[sz]ed?)|that is (?:what|how|all) i)\b[^.\d]*$",
            re.IGNORECASE,
        ),
        token=_TOKEN,
        read=_reader(_WORTH, _DENIES, _PLAIN, frozenset(), _stem),
    ),
    "es": Clauses(
        cut=re.compile(
            r";|, (?:y|e|pero|mientras(?: que)?|aunque) | (?:pero|mientras(?: que)?|aunque) "
            r"|(?:,| y| e) (?=[A-ZÁÉÍÓÚÑ][a-zà-ÿ]+ [a-zà-ÿ])"
        ),
        lead=re.compile(r"^(?:aquí|este es|claro|por supuesto|en resumen|resumen)\b[^:.]{0,80}:\s*", re.IGNORECASE),
        meta=re.compile(r"^(?:espero|claro|por supuesto|si necesitas|avísame|dime)\b[^.\d]*$", re.IGNORECASE),
        token=_TOKEN,
        read=_reader(_WORTH_ES, _DENIES_ES, _PLAIN_ES, _DAYS_ES, _stem_es),
    ),
    "zh": Clauses(
        cut=re.compile(r"[;,]"),
        lead=re.compile(r"^[^:。]{0,30}(?:总结|摘要|概括|概要|如下|好的)[^:。]{0,20}:\s*"),
        meta=re.compile(r"^(?:希望|如果|好的|当然|没问题)[^\d]*$"),
        token=_TOKEN,
        read=_read_zh,
        least=4,
    ),
}
