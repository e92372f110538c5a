"""How much the texts of a set differ from one another, by measures that fail in different ways.

Texts are cut into words as they are read: runs of letters and digits, lower-cased, and each Chinese or Japanese character by
itself. All measures take texts in any order and need no model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Diversity",
    "distinct_n",
    "diversity",
    "duplicates",
    "effective_number",
    "mattr",
    "near_duplicates",
    "self_similarity",
    "vendi",
]

MOST = 500
"""The most texts that are compared with each other: a measure of all pairs takes an evenly spaced part of more."""
_BUCKETS = 2**14
_NEAR = 0.9
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Diversity:
    """The measures of one set of `n` texts; what each means says the function of the same name. `compared` texts went
    into the measures of pairs; `vendi` is the effective number among them."""

    n: int
    compared: int
    duplicates: float
    near_duplicates: float
    distinct_1: float
    distinct_2: float
    mattr: float
    self_similarity: float
    vendi: float


def diversity(texts: Sequence[str]) -> Diversity:
    """All measures of a set. Raises ValueError where there are no texts."""
    some = _spread(texts)
    return Diversity(
        n=len(texts),
        compared=len(some),
        duplicates=duplicates(texts),
        near_duplicates=near_duplicates(some),
        distinct_1=distinct_n(some, 1),
        distinct_2=distinct_n(some, 2),
        mattr=mattr(some),
        self_similarity=self_similarity(some),
        vendi=vendi(some),
    )


def duplicates(texts: Sequence[str]) -> float:
    """The share of texts, beyond the first, that are word for word another one; 0 (best) to 1 (all are one)."""
    _some(texts)
    return (len(texts) - len(set(texts))) / max(1, len(texts) - 1)


def near_duplicates(texts: Sequence[str], threshold: float = _NEAR) -> float:
    """The share of texts, beyond the first, whose word pairs have a Jaccard similarity of at least `threshold` with those
    of an earlier text; 0 (best) to 1. All pairs of at most 500 texts are compared."""
    similar = _jaccard(_spread(texts))
    earlier = np.tril(similar, k=-1) >= threshold
    return float(earlier.any(axis=1).sum()) / max(1, len(similar) - 1)


def distinct_n(texts: Sequence[str], n: int) -> float:
    """Distinct n-grams of words over all n-grams (Li et al., arXiv 1510.03055); in (0, 1], higher is more diverse.

    It falls with the size of a set, so compare sets of one size. 1 where no text has n words.
    """
    _some(texts)
    grams = [gram for text in texts for gram in _grams(text, n)]
    return len(set(grams)) / len(grams) if grams else 1.0


def mattr(texts: Sequence[str], window: int = 50) -> float:
    """The moving-average type–token ratio (Covington & McFall 2010): different words in a window of `window` words, over
    the window, averaged over all places in the texts one after the other; in (0, 1], higher is more varied wording.

    Unlike the plain ratio it does not fall with length. Shorter sets are one window; 1 where there are no words.
    """
    _some(texts)
    words = [word for text in texts for word in _words(text)]
    width = min(window, len(words))
    if not width:
        return 1.0
    counts: dict[str, int] = {}
    total = 0
    for i, word in enumerate(words):
        counts[word] = counts.get(word, 0) + 1
        if i >= width:
            gone = words[i - width]
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
        if i >= width - 1:
            total += len(counts)
    return total / (width * (len(words) - width + 1))


def self_similarity(texts: Sequence[str]) -> float:
    """The mean Jaccard similarity of two texts' sets of word pairs; 0 (no pair of words in common, best) to 1 (all alike).

    All pairs of at most 500 texts; pairs of words are hashed to 16,384 places, which adds about 0.005 at 100 words. A
    set of one text is 1.
    """
    similar = _jaccard(_spread(texts))
    n = len(similar)
    return float((similar.sum() - n) / (n * (n - 1))) if n > 1 else 1.0


def vendi(texts: Sequence[str]) -> float:
    """The Vendi score (Friedman & Dieng, arXiv 2210.02410): the effective number of different texts; 1 (all alike) to
    the number of texts compared (at most 500; nothing in common), higher is more diverse.

    exp of the entropy of the eigenvalues of K/n, where K holds the cosines of the counts of single words and word pairs.
    """
    some = _spread(texts)
    kernel = _kernel(some)
    return effective_number(kernel)


def effective_number(kernel: Floats) -> float:
    """exp(−Σ λ·ln λ) over the eigenvalues λ of `kernel`/n, a positive semidefinite matrix with ones on its diagonal."""
    eigenvalues = np.linalg.eigvalsh(kernel / len(kernel))
    kept = eigenvalues[eigenvalues > 1e-12]
    return float(np.exp(-(kept * np.log(kept)).sum()))


def _some(texts: Sequence[str]) -> None:
    if not texts:
        raise ValueError("the diversity of no texts is not defined: give at least one")


def _spread(texts: Sequence[str]) -> list[str]:
    """The texts, or MOST of them, evenly spaced."""
    _some(texts)
    n = min(len(texts), MOST)
    return [texts[i * len(texts) // n] for i in range(n)]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _grams(text: str, n: int) -> list[tuple[str, ...]]:
    words = _words(text)
    return [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]


def _hashed(texts: Sequence[str], *sizes: int) -> NDArray[np.float32]:
    """Counts of hashed n-grams, a row a text. A text too short for any is its own gram."""
    counts = np.zeros((len(texts), _BUCKETS), dtype=np.float32)
    for row, text in enumerate(texts):
        grams = [gram for n in sizes for gram in _grams(text, n)] or [(text,)]
        np.add.at(counts[row], [crc32(" ".join(gram).encode("utf-8", "surrogatepass")) % _BUCKETS for gram in grams], 1)
    return counts


def _jaccard(texts: Sequence[str]) -> Floats:
    """The Jaccard similarity of each text's set of word pairs with each other one's."""
    there = (_hashed(texts, 2) > 0).astype(np.float32)
    both = (there @ there.T).astype(np.float64)
    sizes = np.diag(both)
    return np.asarray(both / (sizes[:, None] + sizes[None, :] - both))


def _kernel(texts: Sequence[str]) -> Floats:
    counts = _hashed(texts, 1, 2).astype(np.float64)
    counts /= np.linalg.norm(counts, axis=1, keepdims=True)
    return np.asarray(counts @ counts.T)
