"""Claims: what a text asserts, cut into clauses by rule, and whether another text says so. English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assay.judges._text import answer_part, both_ends, plain, sentences, unmarked

__all__ = ["Claim", "Finding", "check", "split_claims"]

_CUT = re.compile(r";|, (?:and|but|while|whereas) | (?:but|while|whereas) |, (?=[A-Z][a-z]+ [a-z])")
_LEAD = re.compile(
    r"^(?:here(?:'s| is| are)|sure|certainly|in (?:short|summary)|summary)\b[^:.]{0,80}:\s*", re.IGNORECASE
)
_META = re.compile(r"^(?:i hope|let me know|sure|certainly|please)\b[^.\d]*$", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d,]*(?:\.\d+)?")
_SMALL = str.split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = str.split("twenty thirty forty fifty sixty seventy eighty ninety")
_WORTH = {word: str(n) for n, word in enumerate(_SMALL)} | {word: str(10 * n) for n, word in enumerate(_TENS, 2)}
_NO_COUNT = frozenset({"zero", "one"})
"""Words that count nothing more often than they count: "one of them"."""
_DENIES = frozenset(
    {"not", "never", "no", "nobody", "none", "neither", "nor", "without", "cannot", "refused", "failed", "declined"}
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
"""Words that say nothing of their own, and those that sentences begin with."""

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
    def of(cls, text: str) -> Claim:
        names, numbers, stems, denies = set(), set(), set(), False
        for place, token in enumerate(_TOKEN.findall(plain(text))):
            word = token.lower().removesuffix("'s")
            if word in _DENIES or word.endswith("n't"):
                denies = True
            elif token[0].isdigit():
                numbers.add(token.replace(",", "").rstrip("."))
            elif word in _WORTH and word not in _NO_COUNT:
                numbers.add(_WORTH[word])
            elif word in _PLAIN or len(word) < 2:
                continue
            elif token[0].isupper() and (place or word not in _PLAIN):
                names.add(word)
            else:
                stems.add(_stem(word))
        return cls(text.strip(), frozenset(names), frozenset(numbers), frozenset(stems), denies)

    @property
    def says(self) -> int:
        """How many words it has that say something."""
        return len(self.names) + len(self.numbers) + len(self.stems)


def split_claims(text: str) -> list[Claim]:
    """The claims of a reply: sentences, cut at semicolons, before "and", "but" and "while", and where a
    name begins another clause after a comma. Headings and words about the reply itself claim nothing; a clause of
    one word belongs to its neighbour."""
    found: list[Claim] = []
    for sentence in sentences(unmarked(plain(both_ends(answer_part(text))))):
        sentence = _LEAD.sub("", sentence)
        if sentence.endswith(":") or _META.match(sentence.rstrip(".!")):
            continue
        start, opening = len(found), ""
        for clause in _CUT.split(sentence):
            claim = Claim.of(f"{opening}, {clause}" if opening else clause)
            if claim.says >= 2:
                found.append(claim)
                opening = ""
            elif len(found) > start:
                found[-1] = Claim.of(f"{found[-1].text}, {claim.text}")
            else:
                opening = claim.text
        if opening and Claim.of(opening).says:
            found.append(Claim.of(opening))
    return found


def check(claims: Sequence[Claim], source: str) -> list[tuple[Claim, Finding, str, int]]:
    """Each claim with whether the source says so, why not, and the number of the sentence that says it (−1: none).

    A number or a name that the source lacks, a number that it gives to somebody else, and a denial of what it says (or the
    reverse) are unsupported. A claim without a name speaks of the one before it. Where the words are mostly others than
    the source's, rules cannot tell: unsure.
    """
    said = [Claim.of(sentence) for sentence in sentences(unmarked(plain(source)))]
    names = frozenset[str]().union(*(s.names for s in said))
    words = frozenset(w.lower() for w in _TOKEN.findall(source))
    found: list[tuple[Claim, Finding, str, int]] = []
    of: frozenset[str] = frozenset()
    for claim in claims:
        # what only opens a sentence with a capital is no name, unless the source has it as one
        mine = frozenset(name for name in claim.names if name in names or name not in words)
        of = mine or of
        found.append((claim, *_found(claim, mine, of, said, names)))
    return found


def _found(
    claim: Claim, mine: frozenset[str], of: frozenset[str], said: Sequence[Claim], names: frozenset[str]
) -> tuple[Finding, str, int]:
    first = _TOKEN.search(claim.text)
    strange = sorted(name for name in mine if name not in names and not (first and first[0].lower() == name))
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


def _stem(word: str) -> str:
    """Enough of a word to know it again: "baked", "bakes" and "bake" are one."""
    for end in ("ing", "ed", "es", "s", "e"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)][:6]
    return word[:6]
