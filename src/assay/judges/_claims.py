"""Claims: what a text asserts, cut into clauses by rule, and whether another text says so. English, Spanish, Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assay.judges._clauses import CLAUSES, Clauses
from assay.judges._text import answer_part, both_ends, plain, sentences, unmarked

__all__ = ["Claim", "Finding", "check", "split_claims"]

_HEADING = re.compile(r"^ {0,3}#{1,6} [^\n]{0,200}$", re.MULTILINE)

Finding = Literal["supported", "unsupported", "unsure"]


@dataclass(frozen=True)
class Claim:
    """One clause: its names, its numbers in digits, the stems of its other words, and whether it denies something."""

    text: str
    names: frozenset[str]
    numbers: frozenset[str]
    stems: frozenset[str]
    denies: bool

    @classmethod
    def of(cls, text: str, clauses: Clauses = CLAUSES["en"], known: Sequence[str] = ()) -> Claim:
        """What a clause says; `known` are names that its script does not show."""
        names, numbers, stems, denies = clauses.read(plain(text), known)
        return cls(text.strip(), frozenset(names), frozenset(numbers), frozenset(stems), denies)

    @property
    def says(self) -> int:
        """How many words it has that say something."""
        return len(self.names) + len(self.numbers) + len(self.stems)


def split_claims(text: str, language: str = "en", known: Sequence[str] = ()) -> list[Claim]:
    """The claims of a reply: sentences, cut at semicolons, before "and", "but" and "while", and where a
    name begins another clause after a comma; in Chinese at every comma. Headings and words about the reply itself claim
    nothing; a clause that says next to nothing belongs to its neighbour."""
    found: list[Claim] = []
    clauses = CLAUSES[language]
    for sentence in sentences(unmarked(plain(_HEADING.sub("", both_ends(answer_part(text)))))):
        sentence = clauses.lead.sub("", sentence)
        if sentence.endswith(":") or clauses.meta.match(sentence.rstrip(".!。")):
            continue
        start, opening = len(found), ""
        for clause in clauses.cut.split(sentence):
            claim = Claim.of(f"{opening}, {clause}" if opening else clause, clauses, known)
            if claim.says >= clauses.least:
                found.append(claim)
                opening = ""
            elif len(found) > start:
                found[-1] = Claim.of(f"{found[-1].text}, {claim.text}", clauses, known)
            else:
                opening = claim.text
        if opening and Claim.of(opening, clauses, known).says:
            found.append(Claim.of(opening, clauses, known))
    return found


def check(
    claims: Sequence[Claim], source: str, language: str = "en", known: Sequence[str] = ()
) -> list[tuple[Claim, Finding, str, int]]:
    """Each claim with whether the source says so, why not, and the number of the sentence that says it (−1: none).

    A number or a name that the source lacks, a number that it gives to somebody else, and a denial of what it says (or the
    reverse) are unsupported. A claim without a name speaks of the one before it. Where the words are mostly others than
    the source's, rules cannot tell: unsure.
    """
    clauses = CLAUSES[language]
    said = [Claim.of(sentence, clauses, known) for sentence in sentences(unmarked(plain(source)))]
    names = frozenset[str]().union(*(s.names for s in said))
    words = frozenset(w.lower() for w in clauses.token.findall(source)) - names
    found: list[tuple[Claim, Finding, str, int]] = []
    of: frozenset[str] = frozenset()
    for claim in claims:
        # what only opens a sentence with a capital is no name, unless the source has it as one
        mine = frozenset(name for name in claim.names if name in names or name not in words)
        of = mine or of
        first = clauses.token.search(claim.text)
        opening = first[0].lower() if first else ""
        found.append((claim, *_found(claim, mine, of, said, names, opening)))
    return found


def _found(
    claim: Claim, mine: frozenset[str], of: frozenset[str], said: Sequence[Claim], names: frozenset[str], opening: str
) -> tuple[Finding, str, int]:
    strange = sorted(name for name in mine if name not in names and name != opening)
    if strange:
        return "unsupported", f"the text does not speak of {strange[0].capitalize()}", -1
    for number in sorted(claim.numbers):
        holders = [s for s in said if number in s.numbers]
        if not holders:
            return "unsupported", f"the text does not say {number}", -1
        if of & names and not any(s.names & of for s in holders):
            return "unsupported", f"the text says {number} of somebody else", -1
    if mine - names:
        return "unsure", "it may speak of somebody whom the text does not name", -1
    about = [i for i, s in enumerate(said) if (not of or s.names & of) and claim.numbers <= s.numbers]
    about = about or [i for i, s in enumerate(said) if s.numbers & claim.numbers or s.names & of]
    if not about:
        return "unsure", "it speaks of nothing that the text names", -1
    best = max(about, key=lambda i: (len(said[i].stems & claim.stems) + len(said[i].names & mine), -i))
    shared = len(claim.stems & said[best].stems)
    if 3 * shared < 2 * len(claim.stems):
        return "unsure", "it is said in other words", best
    if len(mine) > 1 and not mine <= said[best].names:
        return "unsure", "it names together whom the text names apart", best
    if claim.denies != said[best].denies and shared < len(claim.stems):
        return "unsure", "it may deny what the text says, or the reverse, in other words", best
    if claim.denies != said[best].denies:
        return "unsupported", "it denies what the text says" if claim.denies else "it says what the text denies", best
    return "supported", "", best
