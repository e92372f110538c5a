"""The groundedness judge: is everything that a reply claims said by a given text?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.judges._claims import check, split_claims
from assay.judges._clauses import CLAUSES
from assay.judges._declined import looks_refused
from assay.judges._outcome import declined, pick, scored
from assay.judges._text import answer_part, is_empty, sentences
from assay.records import Case, Reply, Verdict

__all__ = ["Grounded", "grounded"]

_SHOWN = 160
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Grounded:
    """See `grounded`."""

    source: str
    most: Mapping[str, int]
    turn: int
    name: str

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        text, source = answer_part(pick(replies, self.turn)), str(case.data.get(self.source, ""))
        if is_empty(text):
            return Verdict("unparsed", step=self.name, why="an empty reply")
        language = case.tags.get("language", "en")
        known = [str(name) for name in case.data.get("names", ())]
        most = self.most.get(language)
        if most is not None and _length(text) > most:
            return scored(self.name, False, "too long", f"more than {most} words", {"coverage": 0.0})
        found = check(split_claims(text, language, known), source, language, known)
        held = {place for _, finding, _, place in found if finding != "unsupported" and place >= 0}
        if not any(finding == "supported" for _, finding, _, _ in found) and looks_refused(text) == "refused":
            return declined(self.name, "refused")
        whole = len(sentences(source))
        extra = {"claims": float(len(found)), "coverage": len(held) / whole if whole else 0.0}
        bad = [(claim, why) for claim, finding, why, _ in found if finding == "unsupported"]
        unsure = [(claim, why) for claim, finding, why, _ in found if finding == "unsure"]
        if bad:
            value = sum(finding == "supported" for _, finding, _, _ in found) / (len(found) - len(unsure))
            return scored(self.name, value, "unsupported", _named(bad), extra)
        if unsure or not found:
            return Verdict("unparsed", None, "unsure", extra, self.name, _named(unsure) or "no claim")
        return scored(self.name, True, "supported", "", extra)


def _length(text: str) -> int:
    """Words between spaces; in Chinese every character is one."""
    return len(_HAN.sub(" x ", text).split()) if _HAN.search(text) else len(text.split())


def _named(claims: Sequence[tuple[object, str]]) -> str:
    return "; ".join(f"“{getattr(claim, 'text', '')[:_SHOWN]}”: {why}" for claim, why in claims[:5])


def grounded(source: str = "context", *, most: int | Mapping[str, int] | None = None, turn: int = -1) -> Grounded:
    """A judge of groundedness: `scored` with the share of a reply's claims that `case.data[source]` supports, 1 = all.

    A reply is split into claims by rule (sentences and clauses), and each is compared with the text's sentences by names,
    numbers and negation; the unsupported ones are named in `why`. `extra` has the number of `claims` and the `coverage`, the
    share of the text's sentences that a claim takes up. A reply of more than `most` words (by language, where they are not the
    same in all; Chinese ones are characters) is no summary: 0. Where a claim is put in words that the text does not use, and
    none is surely unsupported, the reply is `unparsed` with the label "unsure": a model can judge it in a `cascade`. `refused`
    where it declines. English; Spanish and Chinese where that is the tag `language`: Chinese names are those of
    `case.data["names"]`. A verb turned into its opposite without "not" passes as other words at best, and as supported at worst.
    """
    limits = dict(most) if isinstance(most, Mapping) else dict.fromkeys(CLAUSES, most) if most is not None else {}
    shown = most if not isinstance(most, Mapping) else ",".join(f"{code}{n}" for code, n in most.items())
    name = f"grounded@1:{source}" + (f":most={shown}" if most else "") + (f":turn={turn}" if turn != -1 else "")
    return Grounded(source, limits, turn, name)
