"""Reading text the same way in every judge: folding, stripping, whole-word search, sentences.

All functions are total (any text, any script) and take time linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from assay.judges._phrases import pieces

__all__ = [
    "answer_key",
    "answer_part",
    "both_ends",
    "corrects",
    "cues",
    "find_words",
    "fold",
    "has_words",
    "is_empty",
    "mentions",
    "plain",
    "sentences",
    "strip_accents",
    "unmarked",
    "unspaced",
]

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′＇`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»＂", '"'),
        **dict.fromkeys("‐‑‒–−﹣－", "-"),
        "—": " — ",
        "―": " — ",
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
    }
)
_SPACES = re.compile(r"[^\S\n]+")
_THINK = re.compile(r"</?(?:think|thinking|reasoning)>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<!\d)\*+|\*+(?!\d)|~~|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])")
_LINE_MARK = re.compile(r"^[ \t]*(?:>+|#{1,6}(?=\s)|[-+•·](?=\s))[ \t]*", re.MULTILINE)
_TEX = re.compile(r"\\(?:boxed|text|textbf|mathrm|mathbf)\{([^{}]*)\}")
_MAX_MARKS = 30
_END = 4_000


def _stream_safe(text: str) -> str:
    """At most 30 combining marks in a row (Unicode UAX #15, D3): normalisation sorts a run in quadratic time."""
    run, out = 0, []
    for ch in text:
        run = run + 1 if unicodedata.combining(ch) else 0
        if run <= _MAX_MARKS:
            out.append(ch)
    return "".join(out)


def plain(text: str) -> str:
    """`text` in NFKC with one kind of quote, dash and space, without control characters; case and lines stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _stream_safe(text).translate(_ALIKE)).translate(_ALIKE)
    else:
        text = text.replace("`", "'")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return _SPACES.sub(" ", text).strip()


def answer_part(text: str) -> str:
    """The reply without reasoning blocks, and without what follows one that never ends: no answer was reached."""
    kept: list[str] = []
    at, inside = 0, ""
    for m in _THINK.finditer(text):
        name = m[0].strip("</>").lower()
        if not inside and m[0][1] != "/":
            kept.append(text[at : m.start()])
            inside = name
        elif inside == name and m[0][1] == "/":
            at, inside = m.end(), ""
    return "".join(kept) if inside else "".join([*kept, text[at:]])


def both_ends(text: str) -> str:
    """The first and the last 4,000 characters of a longer text: where an answer stands."""
    return text if len(text) <= 2 * _END else f"{text[:_END]}\n{text[-_END:]}"


def unmarked(text: str) -> str:
    """Plain text without Markdown emphasis, headings, bullets, quote marks at line starts, and TeX wrappers."""
    text = _TEX.sub(r"\1", text) if "\\" in text else text
    return _EMPHASIS.sub("", _LINE_MARK.sub("", text)).replace("''", "").replace('""', "")


def fold(text: str, *, ignore_case: bool = True) -> str:
    """`text` for comparing: plain, unmarked, on one line, in folded case."""
    text = " ".join(unmarked(plain(text)).split())
    return unicodedata.normalize("NFC", text.casefold()) if ignore_case else text


_BARE = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe"})


def strip_accents(text: str) -> str:
    """Latin, Greek and Cyrillic letters of a folded text without their accents; other scripts stay."""
    if text.isascii():
        return text
    out: list[str] = []
    for ch in unicodedata.normalize("NFD", text):
        if unicodedata.combining(ch) and out and out[-1] < "\u0530":
            continue
        out.append(ch)
    return unicodedata.normalize("NFC", "".join(out)).translate(_BARE)


_PREFIX = re.compile(
    r"^(?:(?:so|thus|therefore|hence|sure|okay|ok)[,:!]? )?(?:the |my )?(?:final |correct |right |short |best )?"
    r"(?:answer|response)(?: is)?\s*[:=]?\s+(?=\S)|^answer\s*[:=]\s*(?=\S)"
)
_ARTICLE = re.compile(r"^(?:the|an|a)\s+(?=\S)")


@lru_cache(maxsize=4096)  # a reference is compared with every reply, and short replies repeat
def answer_key(text: str, *, ignore_case: bool = True) -> str:
    """A short answer for comparing: folded, without "the answer is", quotes, brackets, articles, end punctuation."""
    key = fold(text, ignore_case=ignore_case)
    key = _PREFIX.sub("", key)
    key = _trim(key)
    return _trim(_ARTICLE.sub("", key) if ignore_case else re.sub(r"^(?:[Tt]he|[Aa]n|[Aa])\s+(?=\S)", "", key))


def _trim(text: str) -> str:
    """Without the punctuation around it; the minus of a number and what may end a name (C++, F#, 5%) stay."""
    start, end = 0, len(text)
    while start < end and not (_content(text[start]) or (text[start] == "-" and text[start + 1 : start + 2].isdigit())):
        start += 1
    while end > start and not (_content(text[end - 1]) or text[end - 1] in "%+#"):
        end -= 1
    return text[start:end]


def _content(ch: str) -> bool:
    return ch.isalnum() or unicodedata.category(ch) in ("Mn", "Mc", "Me", "Sc", "So")


def is_empty(text: str) -> bool:
    """Whether there is nothing but spaces, punctuation and marks."""
    return not any(c.isalnum() or unicodedata.category(c) in ("So", "Sm", "Sc") for c in text)


def _word(ch: str) -> bool:
    return ch.isalnum() or ch == "_" or unicodedata.category(ch)[0] == "M"


def unspaced(ch: str) -> bool:
    """Whether the character's script is written without spaces between words (or glues particles to them)."""
    return (
        "\u3040" <= ch <= "\u30ff"
        or "\u3400" <= ch <= "\u9fff"
        or "\uf900" <= ch <= "\ufaff"
        or "\u0e00" <= ch <= "\u0eff"
        or "\u1000" <= ch <= "\u109f"
        or "\u1780" <= ch <= "\u17ff"
        or "\uac00" <= ch <= "\ud7af"
        or "\U00020000" <= ch <= "\U0003ffff"
    )


def _open_before(text: str, at: int) -> bool:
    """Whether a word that starts at `at` is not the rest of a longer word or number."""
    first = text[at]
    if at == 0 or unspaced(first):
        return True
    before = text[at - 1]
    if _word(before):
        return unspaced(before)
    further = text[at - 2] if at > 1 else " "
    if first.isdigit():
        if before in ".,:/" and further.isdigit():
            return False
        if before == "-":
            return False
    return not (before == "-" and _word(further))


def _open_after(text: str, end: int) -> bool:
    """Whether a word that ends before `end` does not go on."""
    last = text[end - 1]
    if end >= len(text) or unspaced(last):
        return True
    after = text[end]
    if _word(after):
        return unspaced(after)
    further = text[end + 1] if end + 1 < len(text) else " "
    if last.isdigit():
        if after in ".,:/-" and further.isdigit():
            return False
        if after == "%" or (after == " " and further == "%"):
            return False
    return not (after == "-" and _word(further))


def find_words(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the folded `words` stand in the folded `text` as whole words, as (start, end).

    "niger" is not in "nigeria" or "guinea" in "guinea-bissau"; "10" is not in "100", "10.5", "1,010", "-10" or "10%".
    Scripts without spaces between words (Chinese, Japanese, Thai, …) match anywhere.
    """
    if not words:
        return
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if _open_before(text, at) and _open_after(text, end):
            yield at, end
        at = text.find(words, at + 1)


def has_words(text: str, words: str) -> bool:
    """Whether `words` stand in `text` as whole words (both folded)."""
    return next(find_words(text, words), None) is not None


def mentions(text: str, name: str) -> bool:
    """Whether `name` stands in `text` as whole words, in upper or lower case."""
    return has_words(fold(text), fold(name))


_STOP = re.compile(r"(?<=[.!?])[\"')\]]*\s+|[。！？!?]+[\"'”’)\]]*|\n+|;\s+")


def sentences(text: str) -> list[str]:
    """Sentences of plain text, without empty ones; lines end a sentence, "3.5" does not."""
    return [s for part in _STOP.split(text) if part and (s := part.strip())]


_CUE = re.compile(
    pieces(
        r"""
        \b(?:the |my )?(?:final |correct |right |best |actual |most likely )?(?:answer|choice|option\
          |response)(?:<be>)? ?[:=]?
        \bi (?:would |will |'ll )?(?:choose|pick|select|go with|answer)|\bi'(?:d|ll) (?:choose|pick|select|go with\
          |say)
        \b(?:la )?respuesta(?: correcta)?(?: es)?:?|\b(?:la )?réponse(?: correcte)?(?: est)?:?\
          |\b(?:die )?(?:richtige )?antwort(?: ist)?:?
        \bответ:?|答案(?:是|为)?:?
        \b(?:yo )?(?:elijo|elegiría|escojo|escogería)(?: la opción| la)?
        """,
        be=r" (?:is|would be|should be|must be|to (?:the|this|your) question is)(?: therefore| thus| clearly| still)?",
    )
    + r"(?: that)?(?=[ \"'(\n]|$|[^\x00-\u024f]|(?<=[^\x00-\u024f]))"
)
_CUES = 12


def cues(text: str) -> list[tuple[int, int]]:
    """Where "the answer is", "Answer:", "I choose" … stand in a folded text, as (start, end); the last twelve."""
    return [m.span() for m in _CUE.finditer(text)][-_CUES:]


_CORRECTION = re.compile(
    r"\b(?:final|actually|wait|correction|rather|sorry|i mean|no|instead|therefore|thus|so|hence|conclusion)\b"
)


def corrects(text: str, start: int, end: int) -> bool:
    """Whether a cue between two places takes back an earlier one: "Wait, the answer is", "So the final answer is"."""
    return bool(_CORRECTION.search(text[max(0, start - 30) : end]))
