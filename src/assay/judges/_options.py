"""The options of one multiple-choice case, and how a text names them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from assay.judges._negation import denial
from assay.judges._text import (
    answer_key,
    corrects,
    cues,
    find_words,
    fold,
    plain,
    sentences,
    strip_accents,
    unmarked,
)

__all__ = ["Options"]

_COMMON = frozenset(
    [
        "no",
        "yes",
        "none",
        "a",
        "an",
        "i",
        "it",
        "both",
        "all",
        "neither",
        "true",
        "false",
        "other",
        "not",
        "maybe",
        "unsure",
        "one",
        "this",
        "that",
        "some",
        "any",
    ]
)
"""Option texts that are ordinary words: named only at the start, after a cue or alone."""

_NONE = re.compile(r"none of (?:the above|these|them|the options|the others|the other options)")
_WINDOW = 240
"""Characters after a cue in which the option must be named."""
_STOP = re.compile(r"[.!?](?= [A-Z][a-z' ])|\n")
_GOES_ON = re.compile(r" ?(?:[-(,]|(?:because|since|as|and|or|is|are|was)\b)")
_PAIRED = re.compile(r"\b(?:and|or|not|both|either|neither|nor)$")
_MENTIONS = 50


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    option: int
    by: str


class Options:
    """What names each option: its label as shown, its text, and the spellings accepted for the right one."""

    def __init__(self, choices: Sequence[str], reference: str, accept: Sequence[str], labels: Sequence[str]) -> None:
        self.labels = labels
        self.names: dict[str, int] = {}
        for i, text in enumerate(choices):
            for form in (answer_key(text), strip_accents(answer_key(text)), fold(text)):
                self.names.setdefault(form, i)
        if (right := self.names.get(answer_key(reference))) is not None:
            for other in accept:
                self.names.setdefault(answer_key(other), right)
        nones = [i for i, text in enumerate(choices) if _NONE.fullmatch(answer_key(text))]
        if len(nones) == 1:
            for form in ("none", "none of these", "none of them", "none of the above", "none of the options"):
                self.names.setdefault(form, nones[0])
        self.names.pop("", None)
        self._longest_first = sorted(self.names, key=len, reverse=True)
        self._by_label = {label.casefold(): i for i, label in enumerate(labels) if label}
        body = "|".join(sorted((re.escape(k) for k in self._by_label), key=len, reverse=True))
        edge = r"[A-Za-z0-9_\u00c0-\u024f'-]"
        self._label = re.compile(
            r"(?P<word>\b(?:option|choice|answer|letter|number)s? )?(?P<open>[(\[<\"'])?"
            rf"(?<!{edge})(?P<label>{body or '(?!)'})(?!{edge})(?P<close>[)\]>\"'.:,;])?",
            re.IGNORECASE,
        )

    def read(self, text: str) -> tuple[int | None, str]:
        """The option named and how it was found; or None and why not."""
        raw, flat = unmarked(plain(text)), fold(text)
        if (whole := self._whole(flat)) is not None:
            return whole, "the whole reply"
        cased = " ".join(raw.split())
        # Folding may change lengths (ß): then letters are looked for in the folded text.
        cased = cased if len(cased) == len(flat) else flat
        option, why = self._after_cues(cased, flat)
        if why:
            return option, why
        if (lead := self._lead(raw)) is not None:
            return lead, "the first line"
        option, why = _agree(self._mentions(cased, flat, 0, len(flat), cued=False), "mentioned")
        return option, why or "no option is named"

    def _whole(self, flat: str) -> int | None:
        key = answer_key(flat)
        if key in self.names:
            return self.names[key]
        bare = re.sub(r"^(?:option|choice|answer)\b[ :]*", "", flat).strip(" .()[]:\"'*,!<>")
        return self._by_label.get(bare)

    def _after_cues(self, cased: str, flat: str) -> tuple[int | None, str]:
        """What the last cue that names something names; an earlier one must not name another, unless taken back."""
        read: list[tuple[int | None, str]] = []
        for start, end in reversed(cues(flat)):
            option, why = _agree(self._mentions(cased, flat, end, self._window(cased, end), cued=True), "a final cue")
            if not why:
                continue
            if corrects(flat, start, end):
                return read[0] if read else (option, why)
            read.append((option, why))
        if len({option for option, _ in read}) > 1:
            return None, "more than one option is given as the answer"
        return read[0] if read else (None, "")

    def _window(self, cased: str, start: int) -> int:
        stop = _STOP.search(cased, min(len(cased), start + 3), min(len(cased), start + _WINDOW))
        return stop.start() if stop else min(len(cased), start + _WINDOW)

    def _lead(self, raw: str) -> int | None:
        """The option that the first line starts with, where no other line starts with another (a list of options)."""
        lines = [line for line in raw.split("\n") if line.strip()]
        items = [item for line in lines if (item := self._item(line.strip())) is not None]
        return items[0] if items and len(set(items)) == 1 and self._item(lines[0].strip()) is not None else None

    def _item(self, line: str) -> int | None:
        """The option of a line written as in a list ("B) Paris", "(b) …", "B. …") that names no other one at once."""
        m = self._label.match(line)
        if not m or m["close"] not in (")", "]", ".", ":") or m["word"] or line[m.end() : m.end() + 1].strip():
            return None
        option = self._by_label[m["label"].casefold()]
        first = next(iter(sentences(line[m.end() :])), "")
        named = self._mentions(first, fold(first), 0, len(first), cued=True) if len(fold(first)) == len(first) else []
        return option if all(n.option == option for n in named) else None

    def _mentions(self, cased: str, flat: str, start: int, end: int, *, cued: bool) -> list[_Mention]:
        texts = self._texts(flat, start, end, cued=cued)
        labels = [
            m
            for m in self._labels(cased, flat, start, end, cued=cued)
            if not any(t.start <= m.start and m.end <= t.end for t in texts)
        ]
        return [m for m in [*texts, *labels] if not denial(flat, m.start, m.end)]

    def _texts(self, flat: str, start: int, end: int, *, cued: bool) -> list[_Mention]:
        """Option texts named between two places, the longest first, so that "dark red" is not also "red"."""
        out: list[_Mention] = []
        part = flat[:end]
        for form in self._longest_first:
            common = form in _COMMON or (len(form) == 1 and form.isascii() and form.isalpha())
            for a, b in islice(find_words(part, form), _MENTIONS):
                if a < start or any(m.start < b and a < m.end for m in out):
                    continue
                if common and not (a == 0 or (cued and not flat[start:a].strip(" :\"'("))):
                    continue
                out.append(_Mention(a, b, self.names[form], "text"))
        return out

    def _labels(self, cased: str, flat: str, start: int, end: int, *, cued: bool) -> list[_Mention]:
        """Labels that are written as labels between two places; never the article "a" or the pronoun "I"."""
        return [
            _Mention(m.start("label"), m.end("label"), self._by_label[m["label"].casefold()], "label")
            for m in islice(self._label.finditer(cased, start, end), 4 * _MENTIONS)
            if self._is_label(cased, flat, m, start, cued)
        ]

    def _is_label(self, cased: str, flat: str, m: re.Match[str], start: int, cued: bool) -> bool:
        label, close, end = m["label"], m["close"] or "", m.end()
        number = label.isdigit()
        if number and close in (".", ",") and cased[end : end + 1].isdigit():
            return False
        if m["word"] or close == ")" or (m["open"] and close and close in "]>\"'"):
            return True
        if self._own_text_follows(flat, end, self._by_label[label.casefold()]):
            return True
        done = not cased[end : end + 8].strip(" .!\"')")
        goes_on = bool(_GOES_ON.match(cased, end))
        if cued and not cased[start : m.start()].strip(" :\"'(*-"):
            return done or bool(close) or number or goes_on
        if number or not label.isupper():
            return bool(number and close in (".", ":") and m.start() == 0)
        return (
            label not in "AI"
            or done
            or goes_on
            or (close in (".", ":") and m.start() == 0)
            or self._paired(cased, m.start())
        )

    def _paired(self, cased: str, start: int) -> bool:
        return bool(_PAIRED.search(cased[max(0, start - 12) : start].rstrip()))

    def _own_text_follows(self, flat: str, end: int, option: int) -> bool:
        """Whether the label is followed by its own option's text: "A dog" where option A is "dog"."""
        rest = flat[end : end + 200].lstrip(" -:.)")
        return any(i == option and len(form) > 1 and rest.startswith(form) for form, i in self.names.items())


def _agree(mentions: Sequence[_Mention], how: str) -> tuple[int | None, str]:
    """The one option that all mentions name, with `how`; else None and why not ("" where there are none)."""
    named = {m.option for m in mentions}
    if not named:
        return None, ""
    if len(named) == 1:
        return named.pop(), how
    if len(mentions) == 2 and mentions[0].by != mentions[1].by:
        return None, "the letter and the text name different options"
    return None, "more than one option is named"
