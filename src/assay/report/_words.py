"""Numbers and facts as words, the same in every report: digits follow the interval, missing is never a number."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assay.records import Direction, Outcome, Score

__all__ = [
    "BETTER",
    "MISSING",
    "OUTCOME_WORDS",
    "as_judged",
    "brief",
    "change",
    "count",
    "interval",
    "listing",
    "number",
    "percent",
    "places",
    "plural",
    "short_model",
    "slice_words",
    "value",
]

MISSING = "not measured"

BETTER: dict[Direction, str] = {
    "higher": "higher is better",
    "lower": "lower is better",
    "zero": "zero is best",
}

OUTCOME_WORDS: dict[Outcome, str] = {
    "scored": "scored",
    "refused": "refused",
    "blocked": "blocked",
    "unparsed": "unreadable",
    "error": "error",
}


def places(low: float | None, high: float | None) -> int:
    """How many decimals an interval of this width supports: two, and more where it spans under three steps of them."""
    if low is None or high is None or not 0 < high - low < 0.03:
        return 2
    return 3 if high - low >= 0.003 else 4


def number(x: float | None, digits: int = 2) -> str:
    """`x` with `digits` decimals and a true minus sign; "not measured" for None and for what is no number."""
    if x is None or not math.isfinite(x):
        return MISSING
    if abs(x) >= 1000:
        digits = 0
    text = f"{x:,.{digits}f}"
    return text.lstrip("-") if float(text.replace(",", "")) == 0 else text.replace("-", "\N{MINUS SIGN}")


def change(x: float | None, digits: int = 2) -> str:
    """A difference, always with its sign."""
    text = number(x, digits)
    return text if x is None or text[0] in "\N{MINUS SIGN}n" else f"+{text}"


def value(score: Score) -> str:
    """A score's value at the precision that its interval supports, with its unit where that is not a share."""
    text = number(score.value, places(score.low, score.high))
    return text if text == MISSING or score.unit in ("", "share") else f"{text} {score.unit}"


def as_judged(score: Score) -> str:
    """What a corrected score was by its judge alone, and how many labels moved it; "" for one that is not corrected."""
    raw = score.raw
    if raw is None:
        return ""
    digits = places(raw.low, raw.high)
    of = " of another run" if score.interval == "rogan-gladen" else ""
    by = f"corrected by {plural(score.labels, 'human label')}{of}"
    return f"{by}; the judge alone: {number(raw.value, digits)} ({interval(raw.low, raw.high, digits)})"


def interval(low: float | None, high: float | None, digits: int | None = None) -> str:
    """`0.12 to 0.20`, or "" where there is none."""
    if low is None or high is None:
        return ""
    digits = places(low, high) if digits is None else digits
    return f"{number(low, digits)} to {number(high, digits)}"


def brief(x: float) -> str:
    """A measurement of one case: a whole number as such, else two decimals."""
    return number(x, 0 if x == int(x) else 2) if math.isfinite(x) else MISSING


def count(n: int) -> str:
    """A whole number with thin groups of three digits."""
    return f"{n:,}"


def plural(n: int, noun: str, nouns: str = "") -> str:
    """`1 probe`, `2 probes`."""
    return f"{count(n)} {noun if n == 1 else nouns or noun + 's'}"


def percent(part: int, whole: int) -> str:
    """A share in percent; "under 0.1 %" rather than a rounded nought, and never "100 %" where something is left."""
    if whole <= 0:
        return MISSING
    if part == 0 or part == whole:
        return f"{100 * part // whole} %"
    share = 100 * part / whole
    if share < 0.1:
        return "under 0.1 %"
    if share > 99.9:
        return "over 99.9 %"
    return f"{share:.1f} %"


def listing(items: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def short_model(uri: str) -> str:
    """A model's name without scheme, folders and parameters, for narrow places."""
    name = uri.partition(":")[2] or uri
    name = name.partition("?")[0].rstrip("/").rpartition("/")[2]
    return name.removesuffix(".gguf") or uri


def slice_words(name: str) -> str:
    """A slice `tag=value` as `tag: value`; any other name as it is."""
    tag, eq, worth = name.partition("=")
    return f"{tag}: {worth}" if eq and worth else name
