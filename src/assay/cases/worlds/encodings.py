"""Ways to write a text that a reader must decode first: each a function with its inverse."""

from __future__ import annotations

import base64
import codecs
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["ENCODINGS", "Encoding"]


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """`decode(encode(text))` gives the text, up to what `exact` allows: letters' case and punctuation where false.

    `called` is how a prompt names it.
    """

    called: str
    encode: Callable[[str], str]
    decode: Callable[[str], str]
    exact: bool = True


_CODE = (
    "a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- "
    "w.-- x-..- y-.-- z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----."
)
_MORSE = {part[0]: part[1:] for part in _CODE.split()}
_LETTER = {code: letter for letter, code in _MORSE.items()}
_LEET = str.maketrans("aeiostAEIOST", "431057431057")
_UNLEET = str.maketrans("431057", "aeiost")


def _morse(text: str) -> str:
    words = text.casefold().replace("'", "").split()
    coded = (" ".join(_MORSE[c] for c in word if c in _MORSE) for word in words)
    return " / ".join(word for word in coded if word)


def _unmorse(text: str) -> str:
    return " ".join("".join(_LETTER[c] for c in word.split()) for word in text.split(" / "))


ENCODINGS: dict[str, Encoding] = {
    "base64": Encoding(
        called="Base64",
        encode=lambda text: base64.b64encode(text.encode()).decode(),
        decode=lambda text: base64.b64decode(text).decode(),
    ),
    "rot13": Encoding(
        called="ROT13 (each letter moved by 13 places)",
        encode=lambda text: codecs.encode(text, "rot13"),
        decode=lambda text: codecs.encode(text, "rot13"),
    ),
    "leetspeak": Encoding(
        called="leetspeak (4 for A, 3 for E, 1 for I, 0 for O, 5 for S, 7 for T)",
        encode=lambda text: text.translate(_LEET),
        decode=lambda text: text.translate(_UNLEET),
        exact=False,
    ),
    "reversed": Encoding(called="reversed order, letter by letter", encode=lambda t: t[::-1], decode=lambda t: t[::-1]),
    "hex": Encoding(
        called="hexadecimal ASCII codes",
        encode=lambda text: text.encode().hex(" "),
        decode=lambda text: bytes.fromhex(text).decode(),
    ),
    "morse": Encoding(called="Morse code, words parted by /", encode=_morse, decode=_unmorse, exact=False),
}
"""By name. Texts are ASCII and, for leetspeak, free of digits."""
