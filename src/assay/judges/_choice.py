"""The choice judge: which of the options shown does the answer name, by letter or by text?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assay.errors import ProbeError
from assay.judges._declined import looks_refused
from assay.judges._outcome import declined, pick, scored, unread
from assay.judges._text import (
    answer_key,
    answer_part,
    final_cue,
    find_words,
    fold,
    is_empty,
    negated,
    plain,
    strip_accents,
    unmarked,
)
from assay.records import Case, Reply, Verdict

__all__ = ["Choice", "choice"]

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
"""Option texts that are ordinary words: named only where they stand at the start, after a cue or alone."""

_ITEM_LINES = 2


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    option: int
    by: str


@dataclass(frozen=True)
class Choice:
    """See `choice`."""

    turn: int
    name: str

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        if len(case.choices) < 2:
            raise ProbeError(f"{self.name}: a case needs at least two choices, this one has {len(case.choices)}")
        text = answer_part(pick(replies, self.turn))
        if is_empty(text):
            return unread(self.name, "an empty reply")
        options = _Options(case)
        read, why = options.read(text)
        kind = looks_refused(text)
        if kind and (read is None or why == "mentioned"):
            return declined(self.name, kind)
        if read is None:
            return unread(self.name, why)
        label = answer_key(case.choices[read])
        right = {answer_key(t) for t in (case.reference, *case.accept)}
        return scored(self.name, label in right, label, why)


class _Options:
    """The options of one case and how they are named."""

    def __init__(self, case: Case) -> None:
        self.keys = [answer_key(c) for c in case.choices]
        self.labels = _labels(case)
        self.alias: dict[str, int] = {}
        for i, key in enumerate(self.keys):
            for form in (key, strip_accents(key), fold(case.choices[i])):
                self.alias.setdefault(form, i)
        reference = answer_key(case.reference)
        if reference in self.alias:
            for other in case.accept:
                self.alias.setdefault(answer_key(other), self.alias[reference])
        none = [
            i
            for i, k in enumerate(self.keys)
            if re.match(r"none of (?:the above|these|them|the options|the others)$", k)
        ]
        if len(none) == 1:
            for form in ("none", "none of these", "none of them", "none of the above", "none of the options"):
                self.alias.setdefault(form, none[0])
        self.alias.pop("", None)

    def read(self, text: str) -> tuple[int | None, str]:
        """The option named and how it was found; or None and why not."""
        raw = unmarked(plain(text))
        flat = fold(text)
        if (whole := self._whole(raw, flat)) is not None:
            return whole, "the whole reply"
        cased = " ".join(raw.split())
        # Casefolding may change lengths (ß): then letters are looked for in the folded text alone.
        cased = cased if len(cased) == len(flat) else flat
        if (cue := final_cue(flat)) >= 0:
            option, why = self._window(cased, flat, cue)
            if why != "nothing":
                return option, why
        lead = self._lead(raw)
        if lead is not None:
            return lead, "the first line"
        return self._anywhere(cased, flat)

    def _whole(self, raw: str, flat: str) -> int | None:
        key = answer_key(flat)
        if key in self.alias:
            return self.alias[key]
        bare = re.sub(r"^(?:option|choice|answer)\b[ :]*", "", flat).strip(" .()[]:\"'*,!<>")
        for i, label in enumerate(self.labels):
            if label and bare == label.casefold():
                return i
        return None

    def _labels_at(self, cased: str, start: int, end: int, *, cued: bool) -> list[_Mention]:
        """Labels named between two places: in brackets, before ")" "." ":" or after a cue; never an article or "I"."""
        out: list[_Mention] = []
        table = {label.casefold(): i for i, label in enumerate(self.labels) if label}
        if not table:
            return out
        body = "|".join(sorted((re.escape(k) for k in table), key=len, reverse=True))
        pattern = re.compile(
            rf"(?P<word>\b(?:option|choice|answer|letter|number)s? )?(?P<open>[(\[<\"'])?(?<![\w'-])(?P<label>{body})(?![\w'-])(?P<close>[)\]>\"'.:,;])?",
            re.IGNORECASE,
        )
        for m in pattern.finditer(cased, start, end):
            label = m["label"]
            option = table[label.casefold()]
            rest = cased[m.end() :]
            bracket = bool(m["open"] and m["close"] and m["close"] in ")]>\"'") or m["close"] == ")"
            first = cued and not cased[start : m.start()].strip(" :\"'(*-")
            done = not rest.strip(" .!\"')")
            upper = label.isupper()
            number = label.isdigit()
            if number and m["close"] in (".", ",") and rest[:1].isdigit():
                continue
            own_text = self._starts_with(fold(rest[:200]).lstrip(" -:.)"), option)
            if (
                bracket
                or m["word"]
                or own_text
                or (upper and label not in "AI" and (not number))
                or (
                    first
                    and (
                        done
                        or m["close"]
                        or number
                        or re.match(r" ?(?:[-(,]|because|since|as\b|and\b|or\b|is\b)", rest)
                    )
                )
                or (m["close"] in (".", ":") and (upper or number) and m.start() == 0)
                or (upper and (done or re.match(r" (?:and|or|is|because|since)\b", rest)) and not number)
                or (upper and re.search(r"\b(?:and|or|not|both|either|neither|nor)$", cased[: m.start()].rstrip()))
            ):
                out.append(_Mention(m.start("label"), m.end("label"), option, "label"))
        return out

    def _starts_with(self, text: str, option: int) -> bool:
        return any(text.startswith(form) for form, i in self.alias.items() if i == option and len(form) > 1)

    def _texts_at(self, flat: str, start: int, end: int, *, cued: bool) -> list[_Mention]:
        """Option texts named between two places, the longest first, so that "dark red" is not also "red"."""
        out: list[_Mention] = []
        part = flat[:end]
        taken: list[tuple[int, int]] = []
        for form in sorted(self.alias, key=len, reverse=True):
            for a, b in find_words(part, form):
                if a < start or any(x < b and a < y for x, y in taken):
                    continue
                common = form in _COMMON or len(form) == 1
                if common and not ((cued and not flat[start:a].strip(" :\"'(")) or a == 0):
                    continue
                taken.append((a, b))
                out.append(_Mention(a, b, self.alias[form], "text"))
        return out

    def _mentions(self, cased: str, flat: str, start: int, end: int, *, cued: bool) -> list[_Mention]:
        texts = self._texts_at(flat, start, end, cued=cued)
        labels = [
            m
            for m in self._labels_at(cased, start, end, cued=cued)
            if not any(t.start <= m.start and m.end <= t.end for t in texts)
        ]
        return [m for m in [*texts, *labels] if not negated(flat, m.start)]

    def _window(self, cased: str, flat: str, cue: int) -> tuple[int | None, str]:
        stop = re.search(r"[.!?](?= [A-Z]{2}| [A-Z][a-z])|\n", cased[cue + 3 : cue + 240])
        end = cue + 3 + stop.start() if stop else min(len(flat), cue + 240)
        return _agree(self._mentions(cased, flat, cue, end, cued=True), "a final cue")

    def _lead(self, raw: str) -> int | None:
        """The option that the first line names alone, where no other line is an option of the list."""
        lines = [line.strip() for line in raw.split("\n") if line.strip()]
        items = [i for i in (self._item(line) for line in lines) if i is not None]
        if len(set(items)) >= _ITEM_LINES:
            return None
        return items[0] if items and self._item(lines[0]) is not None else None

    def _item(self, line: str) -> int | None:
        """The option a line starts with, written as in a list: "B) Paris", "(b) …", "B. …"."""
        for i, label in enumerate(self.labels):
            if not label or not (m := re.match(rf"[(\[]?{re.escape(label)}[)\].:](?=\s|$)\s*", line, re.IGNORECASE)):
                continue
            rest = fold(line[m.end() :])
            other = [m.option for m in self._texts_at(rest, 0, min(len(rest), 200), cued=True)]
            if not other or other[0] == i or not rest.startswith(tuple(k for k in self.alias)):
                return i
        return None

    def _anywhere(self, cased: str, flat: str) -> tuple[int | None, str]:
        option, why = _agree(self._mentions(cased, flat, 0, len(flat), cued=False), "mentioned")
        return option, ("no option is named" if why == "nothing" else why)


def _agree(mentions: Sequence[_Mention], how: str) -> tuple[int | None, str]:
    named = {m.option for m in mentions}
    if not named:
        return None, "nothing"
    if len(named) == 1:
        return named.pop(), how
    kinds = {m.by: m.option for m in mentions}
    if len(mentions) == 2 and len(kinds) == 2:
        return None, "the letter and the text name different options"
    return None, "more than one option is named"


def _labels(case: Case) -> list[str]:
    """The label of each option as shown: letters, or what `data["labels"]` (else `tags["labels"]`) says."""
    style = case.data.get("labels", case.tags.get("labels", "letters"))
    n = len(case.choices)
    if style == "none":
        return [""] * n
    if style == "numbers":
        return [str(i + 1) for i in range(n)]
    if style == "letters":
        return [chr(65 + i) for i in range(n)] if n <= 26 else [""] * n
    if not isinstance(style, str) and len(style) == n:
        return [str(s) for s in style]
    raise ProbeError(f"a case's 'labels' must be letters, numbers, none or one label for each choice, not {style!r}")


def choice(turn: int = -1) -> Choice:
    """A judge that reads which of `case.choices` an answer names; 1 = the reference, else 0.

    `case.choices` are the option texts in the order shown and `case.reference` is one of them (`case.accept` are other
    spellings of it). Options are labelled A, B, C … unless `case.data["labels"]` (or `case.tags["labels"]`) says "numbers",
    "none", or gives a list of labels. The verdict's label is the option's text, so that answers compare right when
    the order changes.

    Order of reading: the whole reply is a label or a text; what stands after the last cue ("The answer is", "Answer:", "I
    choose"); the first line written like a list item ("B) Paris …"), unless the list of options is repeated; else every
    mention in the reply. Text is matched as whole words, the longest first ("dark red" does not name "red"). A
    letter counts where it is written as one: (b), b), "B.", "option b", a lone "B"; the article "a" and the pronoun
    "I" do not. Denied mentions ("not B", "rather than Rome") do not count.

    Outcomes: letter and text contradict, several options named, none named, empty → `unparsed`; a reply that declines as
    a whole → `refused`, unless an option is given as the answer. Raises ProbeError where a case has fewer than two choices.
    """
    return Choice(turn, "choice@1" + (f":turn={turn}" if turn != -1 else ""))
