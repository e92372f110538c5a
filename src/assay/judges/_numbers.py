"""Reading numbers in text: what is a number, what value it has, and which one of several is the answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assay.judges._phrases import pieces
from assay.judges._text import plain, sentences, unmarked, unspaced

__all__ = ["Number", "read_number"]


@dataclass(frozen=True)
class Number:
    """A number as read: its exact value (60% is 3/5) and whether it was written as a percentage."""

    value: Fraction
    percent: bool = False

    @property
    def label(self) -> str:
        """The canonical writing, for comparing answers: up to 12 digits, with % where it was a percentage."""
        return f"{_float(self.value * 100):.12g}%" if self.percent else f"{_float(self.value):.12g}"


def _float(value: Fraction) -> float:
    """The nearest float; infinite where the number is too large for one."""
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    number: Number
    weak: bool = False


_VULGAR = {c: unicodedata.normalize("NFKC", c).replace("⁄", "/") for c in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_SUPER = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_DATE = re.compile(r"(?<![\w/-])\d{1,4}([-/])\d{1,2}\1\d{1,4}(?![\w/-])")
_THIN = re.compile(r"(?<=\d)[\u00a0\u202f\u2009\u2019](?=\d{3}(?!\d))")
_FRAC = re.compile(r"\\[dt]?frac\{(-?\d{1,30})\}\{(\d{1,30})\}")
_TOKEN = re.compile(
    r"(?P<sign>(?<![\w)%])[-+]\s?(?=[$€£¥₹]?\s?[\d.]))?[$€£¥₹]?\s?"
    r"(?P<body>\d{1,400}(?:[.,']\d{1,400}){0,40}|(?<![\w.])\.\d{1,400})"
    r"(?P<power>e[-+]?\d{1,3}(?![\w.])|\s?[x×*]\s?10\s?\^\s?\{?[-+]?\d{1,3}\}?)?"
    r"(?:\s?/\s?(?P<under>\d{1,30})(?![\d/.]))?"
    r"(?P<tail>\s?(?:%|percent\b|per cent\b|pct\b)|st\b|nd\b|rd\b|th\b|k\b|\s(?:thousand|million|billion|trillion)\b)?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d+)?|(?:\.\d{3})+,\d+)")
_QUOTED = re.compile(r"\d{1,3}(?:'\d{3})+(?:[.,]\d+)?")
_COMMA = re.compile(r"\d+,\d{1,2}|\d+,\d{4,}|0,\d+")
_PERCENT = ("%", "percent", "per cent", "pct")
_ORDINAL = ("st", "nd", "rd", "th")
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "k": 10**3}
_MINUS = re.compile(r"\b(?:minus|negative) $", re.IGNORECASE)

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {w: i for i, w in enumerate(_SMALL.split())} | {w: 10 * i for i, w in enumerate(_TENS.split(), 2)}
_ANY = "|".join([*sorted(_WORDS, key=len, reverse=True), "hundred", "thousand", "million", "billion"])
_WORD_RUN = re.compile(
    rf"(?<![\w-])(?:(?:minus|negative) )?(?:{_ANY})(?:(?:-| and | )(?:{_ANY}))*(?![\w-])(?: ?(?:percent|per cent)\b)?",
    re.IGNORECASE,
)

_CUE = re.compile(
    pieces(
        r"""
        \banswer(?: is| was| would be| equals| comes to)?\s?[:=]?|\bresult(?: is|:)|\btotal(?: \w+){0,3}?(?: is|:)
        \bfinal (?:answer|number|value|result|amount)(?: is)?\s?:?|\bequals\b|\bequal to\b|####|=
        \bcomes (?:out )?to\b|\badds up to\b|\bin total[,:]|\bso there (?:are|is)\b
        \brespuesta(?: \w+)?(?: es)?\s?:?|\bresultado(?: es)?\s?:?|\ben total[,:]?
        答案(?:应该)?(?:是|为)?:?|结果(?:是|为)?:?|等于|[一总]共(?:是|有|为)?|最[后终](?:还|[一总]共)?(?:有|是|剩)
        """
    )
    + r"\s*",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^[\s\"')]*(?:is|are|was) (?:the|my) (?:final |correct |right )?(?:answer|result|total)\b", re.IGNORECASE
)
_ITEM = re.compile(r"^[ \t]*(\d{1,3})[.)][ \t]+\S", re.MULTILINE)
_HALT = re.compile(r"[.!?](?:\s|$)|\n|;")
_JOINED = re.compile(r"[-+×*/^~]|\b(?:or|to|and|plus|minus|times|by)\b")
_CUE_REACH = 6
"""Words that may stand between a cue and its number ("the answer is most likely about 7")."""


def read_number(text: str, *, last: bool = True, whole: bool = False) -> Number | None:
    """The number that a text gives as its answer, or None; `whole`: only where the text is nothing else.

    See `numeric` for the rules.
    """
    text = _prepare(_boxed(text))
    found = _find(text)
    if not found:
        return None
    if whole:
        first = found[0]
        alone = len(found) == 1 and not text[: first.start].strip(" $€£¥₹") and not text[first.end :].strip(" .")
        return first.number if alone else None
    for cue in reversed(list(_CUE.finditer(text))[-20:]):
        if (number := _after(text, cue.end(), found)) is not None:
            return number
    for f in reversed(found):
        if _BACK.match(text[f.end : f.end + 40]):
            return f.number
    only = _only(text, found)
    if only is not None or not last:
        return only
    closing = sentences(text)[-1:]
    return _only(closing[0], _find(closing[0])) if closing else None


def _boxed(text: str) -> str:
    r"""What stands in the last `\boxed{…}`, or the text."""
    at = text.rfind("\\boxed{")
    if at < 0:
        return text
    depth = 0
    for i in range(at + 6, min(len(text), at + 300)):
        depth += {"{": 1, "}": -1}.get(text[i], 0)
        if depth == 0:
            return text[at + 7 : i]
    return text[at + 7 : at + 300]


def _prepare(text: str) -> str:
    """Plain text with ASCII digits, "a/b" for fractions, "^" for powers and "'" for thin spaces in numbers."""
    if not text.isascii():
        text = "".join(f" {_VULGAR[c]} " if c in _VULGAR else c for c in text)
        text = _SUPER.sub(lambda m: "^" + unicodedata.normalize("NFKC", m[0]).replace("\u2212", "-"), text)
        text = _THIN.sub("'", text).replace("\u2212", "-").replace("\uff0d", "-").replace("⁄", "/")
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in text)
    if "\\" in text:
        text = _FRAC.sub(r" \1/\2 ", text).replace("\\times", "×").replace("\\cdot", "×").replace("{,}", ",")
    text = re.sub(r"(?<=\d) ?\* ?(?=\d)", " × ", _DATE.sub(" ", text))
    return unmarked(plain(text)).replace("\\", " ")


def _find(text: str) -> list[_Found]:
    """All numbers of a prepared text, in order; those in names, times, dates and exponents are left out."""
    out: list[_Found] = []
    for m in _TOKEN.finditer(text):
        if _part_of_a_name(text, m):
            continue
        start = m.start("sign") if m["sign"] else m.start("body")
        tail = (m["tail"] or "").strip().lower()
        percent = tail in _PERCENT
        minus = (m["sign"] or "").startswith("-") or bool(_MINUS.search(text[max(0, start - 9) : start]))
        for body in _values(m["body"]):
            value = _scaled(body, m["power"], m["under"], tail)
            if value is None:
                continue
            if (
                m["under"]
                and 0 < value < 1
                and out
                and _whole(out[-1].number)
                and not text[out[-1].end : start].strip()
            ):
                before = out.pop()
                start, minus = before.start, before.number.value < 0
                value += abs(before.number.value)
            value = (-value if minus else value) / (100 if percent else 1)
            out.append(_Found(start, m.end(), Number(value, percent), tail in _ORDINAL))
    words = ((m.start(), m.end(), _spelled(m[0])) for m in _WORD_RUN.finditer(text))
    out += [_Found(start, end, number, weak=True) for start, end, number in words if number is not None]
    return sorted(out, key=lambda f: f.start)


def _part_of_a_name(text: str, m: re.Match[str]) -> bool:
    at, end = m.start("body"), m.end()
    if m["sign"]:
        return False
    before, earlier = text[at - 1 : at], text[max(0, at - 2) : at - 1]
    after, later = text[end : end + 1], text[end + 1 : end + 2]
    # a script without spaces touches its numbers: 有66个
    letter = before.isalpha() and not unspaced(before)
    glued = letter or before in ("_", "^") or (before == "-" and earlier.isalnum() and not earlier.isdigit())
    clock = (after == ":" and later.isdigit()) or (before == ":" and earlier.isdigit())
    return glued or clock


def _values(body: str) -> list[Fraction]:
    """The value of digits with separators; several where commas list numbers; none where it is no number (1.2.3)."""
    if _QUOTED.fullmatch(body):
        body = body.replace("'", "")
    if body.isdigit():
        return [Fraction(int(body))]
    if _GROUPED.fullmatch(body):
        return [Fraction(body.replace(",", ""))]
    if re.fullmatch(r"\d*\.\d+", body):
        return [Fraction("0" + body)]
    if _DOTTED.fullmatch(body):
        return [Fraction(body.replace(".", "").replace(",", "."))]
    if _COMMA.fullmatch(body):
        return [Fraction(body.replace(",", "."))]
    if re.fullmatch(r"\d+(?:,\d+)+", body):
        return [Fraction(int(part)) for part in body.split(",")]
    return []


def _scaled(value: Fraction, power: str | None, under: str | None, tail: str) -> Fraction | None:
    if power:
        value *= Fraction(10) ** int(re.split(r"[e^]", power.lower())[-1].strip(" {}"))
    if under:
        if int(under) == 0:
            return None
        value /= int(under)
    return value * _SCALE.get(tail, 1)


def _whole(number: Number) -> bool:
    return number.value.denominator == 1 and not number.percent


def _spelled(text: str) -> Number | None:
    """The value of English number words ("two hundred and five"), None where they do not make one number."""
    words = [w for w in re.split(r"[\s-]+", text.lower()) if w != "and"]
    minus, percent = words[0] in ("minus", "negative"), words[-1] in ("percent", "cent")
    total = part = 0
    room = 1000
    for w in words:
        if w in _WORDS:
            n = _WORDS[w]
            if n >= room:
                return None
            part += n
            room = 10 if n >= 20 else 1
        elif w == "hundred":
            part, room = (part or 1) * 100, 100
        elif w in _SCALE:
            total, part, room = total + (part or 1) * _SCALE[w], 0, 1000
    value = Fraction(-(total + part) if minus else total + part)
    return Number(value / 100 if percent else value, percent)


def _after(text: str, at: int, found: Sequence[_Found]) -> Number | None:
    """The number that follows a cue, before the sentence or line ends."""
    halt = _HALT.search(text[at : at + 200])
    end = at + (halt.start() if halt else 200)
    inside = [f for f in found if at <= f.start < end]
    if not inside:
        return None
    first = inside[0]
    if text[at : first.start].count(" ") > _CUE_REACH:
        return None
    if len({f.number for f in inside}) > 1 and _JOINED.search(text[first.end : inside[1].start]):
        return None
    return first.number


def _only(text: str, found: Sequence[_Found]) -> Number | None:
    """The one number of a text. Digits count before words and ordinals; list marks and the pronoun "one" do not."""
    marks = {m.start(1) for m in _ITEM.finditer(text)} if len(found) > 1 else set()
    found = [f for f in found if f.start not in marks]
    strong = [f for f in found if not f.weak]
    short = len(text.split()) <= 4
    weak = [f for f in found if f.weak and (short or text[f.start : f.end].lower() != "one")]
    values = {f.number for f in (strong or weak)}
    return values.pop() if len(values) == 1 else None
