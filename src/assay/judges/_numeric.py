"""The numeric judge: does the answer give the right number?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assay.judges._declined import looks_refused
from assay.judges._outcome import declined, pick, scored, unread
from assay.judges._text import answer_part, is_empty, plain, sentences, unmarked
from assay.records import Case, Reply, Verdict

__all__ = ["Number", "Numeric", "numeric", "read_number"]


@dataclass(frozen=True)
class Number:
    """A number as read: its exact value (60% is 3/5) and whether it was written as a percentage."""

    value: Fraction
    percent: bool = False

    @property
    def label(self) -> str:
        """The canonical writing, for comparing answers: up to 12 digits, with % where it was a percentage."""
        if self.percent:
            return f"{float(self.value * 100):.12g}%"
        return f"{float(self.value):.12g}"


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    number: Number
    weak: bool


_VULGAR = {c: unicodedata.normalize("NFKC", c).replace("⁄", "/") for c in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_SUPER = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_TOKEN = re.compile(
    r"(?P<sign>(?<![\w)])[-+]\s?(?=[$€£¥]?\s?[\d.]))?[$€£¥₹]?\s?"
    r"(?P<body>\d{1,400}(?:[.,']\d{1,400}){0,40}|(?<![\w.])\.\d{1,400})"
    r"(?P<exp>e[-+]?\d{1,3}(?![\w.])|\s?[x×*]\s?10\s?\^\s?[-+]?\d{1,3})?"
    r"(?:\s?(?P<over>/)\s?(?P<den>\d{1,30})(?![\d/.]))?"
    r"(?P<tail>\s?(?:%|percent\b|per cent\b|pct\b)|st\b|nd\b|rd\b|th\b|k\b|\s(?:thousand|million|billion|trillion)\b)?",
    re.IGNORECASE,
)
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "k": 10**3}
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_WORDS: dict[str, int] = {w: i for i, w in enumerate(_UNITS)} | {
    w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_ANY = "|".join([*sorted(_WORDS, key=len, reverse=True), "hundred", "thousand", "million", "billion"])
_WORD_RUN = re.compile(
    rf"(?<![\w-])(?:(?:minus|negative) )?(?:{_ANY})(?:(?:-| and | ){1}(?:{_ANY}))*(?![\w-])(?: ?(?:percent|per cent)\b)?".replace(
        "{1}", ""
    ),
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?:\banswer(?: is| was| would be| equals| comes to)?\s?[:=]?|\bresult(?: is|:)|\btotal(?: \w+){0,3}?(?: is|:)|\bequals\b|\bequal to\b"
    r"|\bfinal (?:answer|number|value|result|amount)(?: is)?\s?:?|####|\bcomes (?:out )?to\b|\badds up to\b|\bmakes\b|=)\s*",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^[\s\"')]*(?:is|are|was) (?:the|my) (?:final |correct |right )?(?:answer|result|total)\b", re.IGNORECASE
)
_BOXED = re.compile(r"\\boxed\{")
_FRAC = re.compile(r"\\[dt]?frac\{(-?\d{1,30})\}\{(\d{1,30})\}")
_ITEM = re.compile(r"^\s*\d{1,3}[.)]\s+\S", re.MULTILINE)


def _prepare(text: str) -> str:
    """Plain text for reading numbers: ASCII digits, "a/b" fractions, "^" powers, "'" between digit groups."""
    if not text.isascii():
        text = "".join(f" {_VULGAR[c]} " if c in _VULGAR else c for c in text)
        text = _SUPER.sub(lambda m: "^" + unicodedata.normalize("NFKC", m[0]).replace("\u2212", "-"), text)
        text = re.sub(r"(?<=\d)[\u00a0\u202f\u2009\u2019](?=\d{3}(?!\d))", "'", text)
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in text)
        text = text.replace("\u2212", "-").replace("\uff0d", "-").replace("⁄", "/")
    if "\\" in text:
        text = _FRAC.sub(r" \1/\2 ", text).replace("\\times", "×").replace("\\cdot", "×").replace("\\", " ")
        text = text.replace("{,}", ",")
    text = re.sub(r"(?<=\d) [*] (?=\d)", " × ", text)
    return unmarked(plain(text))


def _value(body: str) -> list[Fraction]:
    """The value of a digit group with separators; several where commas list numbers; none where it is no number."""
    body = body.replace("'", "") if re.fullmatch(r"\d{1,3}(?:'\d{3})+(?:[.,]\d+)?", body) else body
    if body.isdigit():
        return [Fraction(int(body))]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", body) and not body.startswith("0"):
        return [Fraction(body.replace(",", ""))]
    if re.fullmatch(r"\d*\.\d+", body):
        return [Fraction("0" + body)]
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+", body):
        return [Fraction(body.replace(".", "").replace(",", "."))]
    if re.fullmatch(r"\d+,\d{1,2}|\d+,\d{4,}|0,\d+", body):
        return [Fraction(body.replace(",", "."))]
    if re.fullmatch(r"\d+(?:,\d+)+", body):
        return [Fraction(int(part)) for part in body.split(",")]
    return []


def _find(text: str) -> list[_Found]:
    out: list[_Found] = []
    for m in _TOKEN.finditer(text):
        at = m.start("body")
        before = text[m.start() - 1] if m.start() else " "
        after = text[m.end()] if m.end() < len(text) else " "
        glued = before.isalpha() or before == "_" or (before in "-" and text[m.start() - 2 : m.start() - 1].isalnum())
        clock = (after == ":" and text[m.end() + 1 : m.end() + 2].isdigit()) or (
            before == ":" and text[m.start() - 2 : m.start() - 1].isdigit()
        )
        dated = (after in "/-" and text[m.end() + 1 : m.end() + 2].isdigit() and before in "/-") or before == "/"
        if (glued and not m["sign"]) or clock or dated or before == "^":
            continue
        tail = (m["tail"] or "").strip().lower()
        values = _value(m["body"])
        percent = tail in ("%", "percent", "per cent", "pct")
        for value in values:
            if m["exp"]:
                value *= Fraction(10) ** int(re.split(r"[e^]", m["exp"].lower().replace(" ", ""))[-1])
            if m["den"]:
                if int(m["den"]) == 0:
                    continue
                value /= int(m["den"])
                prior = out[-1] if out else None
                if (
                    prior
                    and not text[prior.end : m.start()].strip()
                    and prior.number.value.denominator == 1
                    and at > prior.end
                    and value < 1
                ):
                    value += abs(prior.number.value)
                    value = -value if prior.number.value < 0 else value
                    out.pop()
            value *= _SCALE.get(tail, 1)
            value = (
                -value
                if (m["sign"] or "").startswith("-")
                or re.search(r"\b(?:minus|negative) $", text[max(0, at - 10) : at], re.IGNORECASE)
                else value
            )
            out.append(
                _Found(
                    m.start(),
                    m.end(),
                    Number(value / 100 if percent else value, percent),
                    tail in ("st", "nd", "rd", "th"),
                )
            )
    for m in _WORD_RUN.finditer(text):
        spelled = _spelled(m[0])
        if spelled is not None:
            out.append(_Found(m.start(), m.end(), spelled, True))
    return sorted(out, key=lambda f: f.start)


def _spelled(text: str) -> Number | None:
    words = re.split(r"[\s-]+", text.lower())
    minus = words[0] in ("minus", "negative")
    percent = words[-1] in ("percent", "cent")
    total = part = 0
    seen_unit = False
    for w in words:
        if w in _WORDS:
            n = _WORDS[w]
            if (
                seen_unit
                and not (n < 10 and part % 10 == 0 and part % 100 >= 20)
                and not (part % 100 == 0 and part > 0)
            ):
                return None
            part += n
            seen_unit = True
        elif w == "hundred":
            part = (part or 1) * 100
        elif w in _SCALE:
            total += (part or 1) * _SCALE[w]
            part, seen_unit = 0, False
    value = Fraction(-(total + part) if minus else total + part)
    return Number(value / 100 if percent else value, percent)


def read_number(text: str, *, last: bool = True, whole: bool = False) -> Number | None:
    """The number that a text gives as its answer, or None; `whole` demands that the text is nothing else.

    See `numeric` for the rules.
    """
    boxed = None
    for boxed in _BOXED.finditer(text):
        pass
    text = _prepare(
        text[boxed.end() : boxed.end() + 200].split("}")[0]
        if boxed and "frac" not in text[boxed.end() : boxed.end() + 6]
        else text[boxed.end() : boxed.end() + 200]
        if boxed
        else text
    )
    found = _find(text)
    if not found:
        return None
    if whole:
        return (
            found[0].number
            if len(found) == 1 and not text[: found[0].start].strip() and not text[found[0].end :].strip(" .")
            else None
        )
    cues = list(_CUE.finditer(text))
    for cue in reversed(cues[-20:]):
        if (number := _after(text, cue.end(), found)) is not None:
            return number
    for f in reversed(found):
        if _BACK.match(text[f.end : f.end + 40]):
            return f.number
    only = _only(text, found)
    if only is not None or not last:
        return only
    # The conclusion: a last sentence with one number in it.
    parts = sentences(text)
    return _only(parts[-1], _find(parts[-1])) if len(parts) > 1 else None


def _after(text: str, at: int, found: Sequence[_Found]) -> Number | None:
    """The number that follows a cue at once (within a few words, before the sentence or line ends)."""
    stop = re.search(r"[.!?](?:\s|$)|\n|;", text[at : at + 200])
    end = at + (stop.start() if stop else 200)
    inside = [f for f in found if at <= f.start < max(end, at + 1)]
    if not inside:
        return None
    first = inside[0]
    if len({f.number for f in inside}) == 1:
        return first.number
    between = text[first.end : inside[1].start]
    if re.search(r"[-+×*/^]|\b(?:or|to|and|plus|minus|times)\b", between):
        return None
    return first.number if text[at : first.start].count(" ") <= 6 else None


def _only(text: str, found: Sequence[_Found]) -> Number | None:
    """The one number of a text; a digit counts before a word or an ordinal, and list marks do not count."""
    marks = {m.start() + len(m[0]) - len(m[0].lstrip()) for m in _ITEM.finditer(text)} if len(found) > 1 else set()
    strong = [f for f in found if not f.weak and f.start not in marks]
    weak = [f for f in found if f.weak]
    short = len(text.split()) <= 4
    weak = [f for f in weak if short or text[f.start : f.end].lower() != "one"]
    values = {f.number for f in (strong or weak)}
    return values.pop() if len(values) == 1 else None


@dataclass(frozen=True)
class Numeric:
    """See `numeric`."""

    tolerance: float
    relative: float
    last: bool
    turn: int
    name: str

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        text = answer_part(pick(replies, self.turn))
        if is_empty(text):
            return unread(self.name, "an empty reply")
        if kind := looks_refused(text):
            return declined(self.name, kind)
        number = read_number(text, last=self.last)
        if number is None:
            return unread(self.name, "no number, or several and none given as the answer")
        right = any(self._same(number, r) for r in (case.reference, *case.accept))
        return scored(self.name, right, number.label)

    def _same(self, number: Number, reference: str) -> bool:
        wanted = read_number(reference)
        if wanted is None:
            return False
        if number.percent and not wanted.percent:
            # "60%" for 0.6 is the same number; "60%" for 60 is not.
            return self._near(number.value, wanted.value)
        if wanted.percent and not number.percent:
            return self._near(number.value, wanted.value * 100) or self._near(number.value, wanted.value)
        scale = 100 if wanted.percent else 1
        return self._near(number.value * scale, wanted.value * scale)

    def _near(self, a: Fraction, b: Fraction) -> bool:
        allowed = max(Fraction(self.tolerance), Fraction(self.relative) * abs(b))
        return abs(a - b) <= allowed + Fraction(1, 10**12) * max(1, abs(b))


def numeric(tolerance: float = 0.0, relative: float = 0.0, last: bool = True, turn: int = -1) -> Numeric:
    """A judge that reads the number of an answer and compares it with the reference; 1 = right.

    Right is |answer − reference| ≤ max(`tolerance`, `relative`·|reference|). Which number is the answer: the one in
    `\\boxed{}`; else the one after the last cue ("the answer is", "=", "total is", "####", "equals"); else the one
    number of the reply; else, with `last`, the one number of its last sentence. Several numbers and no cue → `unparsed`.

    Read are 1,234.5 · 1.234,5 · 1.234.567 · 1'234 · 0,5 (a comma with three digits after it groups: 1,234 = 1234) · −5 ·
    1e3 · 3 × 10^4 · ½ · 1 ½ · 3/4 · $5 · 5 million · 10k · zero to ninety-nine, hundred, thousand in English words.
    Units are ignored. Not read: numbers in names (H2O, COVID-19), times, dates, list marks. 60% is 0.6 and not 60,
    unless the reference has a %; then 60% and 60 are the same. "one" in a longer text is a pronoun.

    Outcomes: empty → `unparsed`; a declining reply → `refused`. The label is the number in canonical writing.
    """
    name = "numeric@1"
    for key, value, default in (("tolerance", tolerance, 0.0), ("relative", relative, 0.0), ("turn", turn, -1)):
        name += f":{key}={value:g}" if value != default else ""
    return Numeric(tolerance, relative, last, turn, name + ("" if last else ":cued"))
