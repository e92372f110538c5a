"""Solvers that know nothing but the text of a question, each by another method than the world's own.

Logic by all truth assignments, quantities by elimination over fractions, rights by closing a relation, calendars by trying every
five minutes with datetime, documents by reading the question from its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import numpy as np

__all__ = ["READERS", "calendar", "documents", "ledger", "logic", "quantities"]

_LOGIC = {
    "en": (
        r"(?P<no>Nobody) who is (?P<many>.+?) is (?:an? )?(?P<head>.+)|Whoever is (?P<also>.+?) is also (?:an? )?(?P<h2>.+)"
        r"|(?P<never>No|Every) (?P<one>.+?) is (?:an? )?(?P<h3>.+)|(?P<who>\S+) is (?:an? )?(?P<what>.+)",
        r"unknown that (\S+) is (?:an? )?(.+?)(?:\?|$)",
        r" and (?:an? )?",
        ("true", "false", "unknown"),
    ),
    "es": (
        r"Quien es (?P<many>.+?) (?P<no>no|también) es (?P<head>.+)|(?P<who>\S+) es (?P<what>.+)",
        r"desconocido que (\S+) sea (.+)\?",
        r" y ",
        ("verdadero", "falso", "desconocido"),
    ),
    "zh": (
        r"凡同时是(?P<many>.+?)的人，都(?P<no>不?)是(?P<head>.+)|(?P<one>.+?)都(?P<never>不?)是(?P<h3>.+)"
        r"|(?P<who>.+?)是(?P<what>.+)",
        r"“(.+?)是(.+)”这一说法",
        r"、|和",
        ("正确", "错误", "无法确定"),
    ),
}


def logic(text: str, language: str = "en") -> str:
    """True where the statement holds under every assignment of traits that fits the text, false where under none."""
    sentence, asked, joint, words = _LOGIC[language]
    stem = text.split("\n")[0]
    who, goal = re.search(asked, stem).groups()  # type: ignore[union-attr]
    rules, facts = [], set()
    for part in re.split(r"(?<=[.。]) ?", stem):
        m = re.fullmatch(sentence, part.rstrip(".。"))
        if m is None or "?" in part or "？" in part:
            continue
        got = {k: v for k, v in m.groupdict().items() if v is not None}
        if "who" in got:
            if got["who"] == who:
                facts.add(got["what"])
            continue
        body = got.get("many") or got.get("also") or got["one"]
        head = next(got[k] for k in ("head", "h2", "h3") if k in got)
        denied = got.get("no", got.get("never", "")) in ("Nobody", "No", "no", "不")
        rules.append((re.split(joint, re.sub(r"^an? ", "", body)), head, denied))
    names = sorted({goal, *facts, *(t for body, head, _ in rules for t in (*body, head))})
    rows = np.arange(2 ** len(names))
    value = {name: (rows >> i & 1).astype(bool) for i, name in enumerate(names)}
    fits = np.ones(len(rows), dtype=bool)
    for fact in facts:
        fits &= value[fact]
    for body, head, denied in rules:
        fits &= ~np.logical_and.reduce([value[t] for t in body]) | (value[head] != denied)
    assert fits.any(), "the text contradicts itself"
    return words[0] if value[goal][fits].all() else words[1] if not value[goal][fits].any() else words[2]


_QUANTITIES = {
    "en": {
        "is": r"(\S+) has (\d+) [a-z]+",
        "more": r"(\S+) has (\d+) more [a-z]+ than (\S+)",
        "fewer": r"(\S+) has (\d+) fewer [a-z]+ than (\S+)",
        "times": r"(\S+) has (\d+) times as many [a-z]+ as (\S+)",
        "sum": r"(\S+) has as many [a-z]+ as (.+) together",
        "ask": r"How many [a-z]+ does (\w+) have",
    },
    "es": {
        "is": r"(\S+) tiene (\d+) [a-z]+",
        "more": r"(\S+) tiene (\d+) [a-z]+ más que (\S+)",
        "fewer": r"(\S+) tiene (\d+) [a-z]+ menos que (\S+)",
        "times": r"(\S+) tiene (\d+) veces tantas [a-z]+ como (\S+)",
        "sum": r"(\S+) tiene tantas [a-z]+ como (.+) en total",
        "ask": r"Cuántas [a-z]+ tiene (\S+)\?",
    },
    "zh": {
        "is": r"(.+?)有(\d+)..+",
        "more": r"(.+?)的[^比]+比(.+?)多(\d+).",
        "fewer": r"(.+?)的[^比]+比(.+?)少(\d+).",
        "times": r"(.+?)的[^数]+数量是(.+?)的(\d+)倍",
        "sum": r"(.+?)的[^数]+数量等于(.+)的总和",
        "ask": r"(?:^|。)([^。]+?)有多少",
    },
}


def quantities(text: str, language: str = "en") -> str:
    """The unknown that is asked for, of the linear equations that the sentences are."""
    rules, stem = _QUANTITIES[language], text.split("\n")[0]
    goal = re.search(rules["ask"], stem)[1]  # type: ignore[index]
    equations: list[tuple[dict[str, Fraction], Fraction]] = []
    for part in re.split(r"[.。] ?", stem)[1:]:
        for kind in ("is", "more", "fewer", "times", "sum"):
            m = re.fullmatch(rules[kind], part)
            if m is None:
                continue
            row: dict[str, Fraction] = {m[1]: Fraction(1)}
            if kind == "sum":
                row |= dict.fromkeys(re.split(r", | and | y |、|和", m[2]), Fraction(-1))
                equations.append((row, Fraction(0)))
            elif kind == "is":
                equations.append((row, Fraction(m[2])))
            else:
                k, other = sorted((m[2], m[3]), key=lambda g: not g.isdigit())
                factor = Fraction(k) if kind == "times" else Fraction(1)
                constant = {"more": Fraction(k), "fewer": -Fraction(k), "times": Fraction(0)}[kind]
                equations.append((row | {other: -factor}, constant))
            break
    return str(_eliminated(equations)[goal])


def _eliminated(equations: list[tuple[dict[str, Fraction], Fraction]]) -> dict[str, Fraction]:
    names = sorted({name for row, _ in equations for name in row})
    matrix = [[row.get(name, Fraction(0)) for name in names] + [constant] for row, constant in equations]
    for i in range(len(names)):
        pivot = next(j for j in range(i, len(matrix)) if matrix[j][i])
        matrix[i], matrix[pivot] = matrix[pivot], matrix[i]
        matrix[i] = [x / matrix[i][i] for x in matrix[i]]
        for j in range(len(matrix)):
            if j != i and matrix[j][i]:
                matrix[j] = [x - matrix[j][i] * y for x, y in zip(matrix[j], matrix[i], strict=True)]
    return {name: matrix[i][-1] for i, name in enumerate(names)}


def ledger(text: str, language: str = "en") -> str:
    """Who has which role and which right, added to until nothing is new."""
    stem = text.split("\n")[0]
    who, action, book = re.search(r"[Mm]ay (\w+) (\w+) (?:the )?(\w+) book(?:\?|$)", stem).groups()  # type: ignore[union-attr]
    body = re.split(r"allow it\. ", stem)[1]
    facts: set[tuple[str, str]] = set(re.findall(r"(?<!Every )\b([A-Z]\w+) is (?:an? )?(\w+)\.", body))
    implied = re.findall(r"Every (\w+) is also (?:an? )?(\w+)\.", body)
    acts = re.findall(r"(\w+) can act for (\w+) in all matters", body)
    grants = [
        (set(re.split(r" and (?:an? )?", roles)), right)
        for roles, *right in re.findall(
            r"(?:Every|Whoever is both(?: an?)?) ([^.]+?) may (\w+) (?:the )?(\w+) book\.", body
        )
    ]
    rights = {
        (name, a, b) for name, a, b in re.findall(r"(?:^|(?<=\. ))([A-Z]\w+) may (\w+) (?:the )?(\w+) book\.", body)
    }
    while True:
        size = len(facts) + len(rights)
        facts |= {(name, high) for name, low in facts for one, high in implied if one == low}
        for needs, (a, b) in grants:
            rights |= {(name, a, b) for name in {n for n, _ in facts} if all((name, r) in facts for r in needs)}
        rights |= {(one, a, b) for one, other in acts for name, a, b in rights if name == other}
        if len(facts) + len(rights) == size:
            return "yes" if (who, action, book) in rights else "no"


_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def calendar(text: str, language: str = "en") -> str:
    """The first of all five-minute steps of the day at which nobody is busy for long enough."""
    stem = text.split("\n")[0]
    homes = dict(re.findall(r"(\w+) lives in (\w+)", stem))
    ahead = {
        place: int(m) * (60 if unit == "hour" else 1) * (1 if way == "ahead of" else -1)
        for place, m, unit, way in re.findall(
            r"Clocks in (\w+) are (\d+) (hour|minute)s? (ahead of|behind) those", stem
        )
    }
    asked = re.search(r"needs? (\d+) free minutes(?: together)? on (\w+) between (\d+):00 and (\d+):00", stem)
    assert asked is not None
    length, day = timedelta(minutes=int(asked[1])), _WEEK.index(asked[2])
    monday = datetime(2001, 1, 1, tzinfo=UTC)
    busy = []
    for name, when, start, end in re.findall(r"(\w+): \w+ (every [\w, ]+|on \w+) from (\S+) to ([\d:]+)\.", stem):
        zone = timezone(timedelta(minutes=ahead.get(homes.get(name, ""), 0)))
        for week in (-1, 0, 1):
            for i, label in enumerate(_WEEK):
                if label in when or when == "every day":
                    date = (monday + timedelta(days=i + 7 * week)).date()
                    busy.append([datetime.fromisoformat(f"{date}T{t}:00").replace(tzinfo=zone) for t in (start, end)])
    at, last = (monday + timedelta(days=day, hours=int(asked[k])) for k in (3, 4))
    while at + length <= last:
        if not any(start < at + length and at < end for start, end in busy):
            return at.strftime("%H:%M")
        at += timedelta(minutes=5)
    return "never"


_NAME = r"([A-Z]\w+(?: [A-Z]\w+)?)"
_DOCUMENTS = {
    "teacher": (rf"{_NAME} was taught by {_NAME}\.", rf"{_NAME}: pupil of {_NAME}\.", rf"{_NAME}, who once taught {_NAME},",
                rf"{_NAME} was noted as (?:the )?teacher of {_NAME}\."),
    "employer": (rf"now {_NAME} has (?:a )?post with {_NAME}\.", rf"{_NAME}: employed by {_NAME}\.", rf"to {_NAME}, who works for {_NAME}\.",
                 rf"{_NAME} spoke for (?:the )?staff of {_NAME}\."),
    "home": (rf"that {_NAME} has settled in {_NAME}\.", rf"{_NAME}: resident of {_NAME}\.", rf"to {_NAME}, who lives in {_NAME}\.",
             rf"{_NAME}, (?:a )?citizen of {_NAME}, was"),
    "seat": (rf"workshop of {_NAME}; you find it in {_NAME}\.", rf"{_NAME}: workshop in {_NAME}\.",
             rf"[Ii]n {_NAME}, (?:the )?workshop of {_NAME} was",
             rf"that {_NAME} keeps its workshop in {_NAME}\."),
    "owner": (rf"is {_NAME} who owns {_NAME},", rf"{_NAME}: property of {_NAME}\.", rf"{_NAME}, owner of {_NAME},",
              rf"{_NAME} signed as (?:the )?owner of {_NAME}\."),
    "mayor": (rf"in {_NAME} are fond of {_NAME}, their", rf"{_NAME}: mayor {_NAME}\.", rf"{_NAME}, mayor of {_NAME},",
              rf"mayor of {_NAME}, {_NAME}, sent"),
}  # fmt: skip
_TURNED = {("teacher", 2), ("teacher", 3), ("seat", 2), ("owner", 0), ("owner", 2), ("owner", 3), ("mayor", 2)}
_ASKED = {
    "teacher": r"(?:the )?teacher of (.+)",
    "employer": r"(?:the )?firm that (.+) works for",
    "home": r"(?:the )?town where (.+) lives",
    "seat": r"(?:the )?town where (.+) has its workshop",
    "owner": r"(?:the )?owner of (.+)",
    "mayor": r"(?:the )?mayor of (.+)",
}


def documents(text: str, language: str = "en") -> str:
    """What the phrase stands for: its inner phrase first, each by looking up one sentence."""
    told: dict[tuple[str, str], str] = {}
    body, ask = re.split("what is (?:the )?name of ", text)
    for relation, rules in _DOCUMENTS.items():
        for i, rule in enumerate(rules):
            for a, b in re.findall(rule, body):
                start, end = (b, a) if (relation, i) in _TURNED else (a, b)
                told[start, relation] = end

    def find(phrase: str) -> str:
        for relation, rule in _ASKED.items():
            if (m := re.fullmatch(rule, phrase)) and (inner := find(m[1])):
                return told.get((inner, relation), "")
        return phrase

    return find(ask.split("?")[0])


READERS: dict[str, Callable[..., str]] = {
    "logic": logic,
    "arithmetic": quantities,
    "ledger": ledger,
    "calendar": calendar,
    "documents": documents,
}
