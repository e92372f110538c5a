"""Puzzles of every world from a seed, and a reader who sees through slips of the pen."""

from __future__ import annotations

import difflib
import json
import random
import re
from itertools import pairwise

from assay.cases.vary.paraphrase import SYNONYMS
from assay.cases.vary.phrasing import CONTRACTIONS
from assay.cases.vary.surface import LOOKALIKES
from assay.cases.worlds.puzzle import Difficulty, Puzzle
from assay.probes.utility.reasoning import WORLDS

__all__ = ["WORLDS", "draw", "mended"]


def draw(world: str, seed: int, *, depth: int = 2, width: int = 2, distractors: int = 2, rarity: float = 0.0) -> Puzzle:
    """A puzzle of a world; the seed also decides which answer it has."""
    hard = Difficulty(depth=depth, width=width, distractors=distractors, rarity=rarity)
    return WORLDS[world](random.Random(seed), hard, seed)


_ALIKE = str.maketrans({cyrillic: latin for latin, cyrillic in LOOKALIKES.items()})


_SPOKEN = {"ya": "you", "o'": "of", "'cause": "because", "'bout": "about", "'em": "them", "yer": "your"}


def mended(text: str, original: str) -> str:
    """The varied text as a person reads it: blanks as one, JSON unwrapped, marks around it gone, look-alike letters and
    slips of the pen put right by the words of the original. What is missing stays missing."""
    if m := re.search(r"\{.*\}", text, re.DOTALL):
        text = text[: m.start()] + "".join(json.loads(m[0]).values()) + text[m.end() :]
    text = text.translate(_ALIKE)
    said = (
        {short: long for long, short in CONTRACTIONS}
        | _SPOKEN
        | {o: w for w, others in SYNONYMS.items() for o in others}
    )
    for word, plain in said.items():
        text = re.sub(rf"(?<![\w']){word}(?!\w)", plain, text, flags=re.IGNORECASE)
    text = re.sub(r"#{3}|\[\[|\]\]|</?question>|\"{3}|(?:^|\n)---|<|>", " ", text)
    text = re.sub(r"\s*([.?!])(?:\s*[.?!])*", r"\1", " ".join(text.split()))
    known = {word.lower(): word for word in re.findall(r"[\w'’-]+", original)}
    known |= {o: w for w, others in SYNONYMS.items() for o in others if w in known}
    pairs = set(pairwise(re.findall(r"[\w'’-]+", original.lower())))
    exact = set(re.findall(r"[\w'’-]+", original))

    def right(m: re.Match[str]) -> str:
        word = m[0].lower()
        opens = not m.string[: m.start()].strip() or m.string[: m.start()].strip()[-1] in ".?!:]"
        if m[0] in exact and (opens or word not in exact):
            return m[0]
        if word in exact and not opens:
            return word
        if word in known:
            return known[word]
        near = difflib.get_close_matches(word, known, n=4, cutoff=0.6) if len(word) > 2 else []
        before = re.search(r"([\w'’-]+)[^\w'’-]+$", m.string[: m.start()])
        # what stands after the same word in the original, or else what is spelled most like it
        near.sort(key=lambda other: not (before and (before[1].lower(), other) in pairs))
        return known[near[0]] if near else m[0]

    return re.sub(r"[^\W\d_][\w'’-]*", right, text)
