"""Ways to write a text that a reader must decode first: each a function with its inverse."""

from __future__ import annotations

import base64
import codecs
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

__all__ = ["ENCODINGS", "ENCODINGS_ABROAD", "Encoding"]


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """`decode(encode(text))` gives the text, up to what `exact` allows: letters' case, accents and punctuation where
    false.

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


def _bare(text: str) -> str:
    """Letters without their accents, for codes that know none."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _folding(name: str, called: str) -> Encoding:
    coding = ENCODINGS[name]
    return replace(coding, called=called, encode=lambda text: coding.encode(_bare(text)), exact=False)


def _swapped(text: str) -> str:
    """Each two characters changed about; an odd last one stays."""
    return "".join(text[i : i + 2][::-1] for i in range(0, len(text), 2))


ENCODINGS_ABROAD: dict[str, dict[str, Encoding]] = {
    "es": {
        "base64": replace(ENCODINGS["base64"], called="Base64"),
        "rot13": _folding("rot13", "ROT13 (cada letra avanza 13 puestos, sin tildes)"),
        "leetspeak": _folding(
            "leetspeak", "leetspeak (4 por A, 3 por E, 1 por I, 0 por O, 5 por S, 7 por T, sin tildes)"
        ),
        "reversed": replace(ENCODINGS["reversed"], called="orden inverso, letra por letra"),
        "hex": replace(ENCODINGS["hex"], called="hexadecimal, byte a byte"),
        "morse": _folding("morse", "código Morse, con las palabras separadas por /"),
    },
    "zh": {
        "base64": replace(ENCODINGS["base64"], called="Base64编码"),
        "hex": replace(ENCODINGS["hex"], called="UTF-8字节的十六进制编码"),
        "reversed": replace(ENCODINGS["reversed"], called="逐字倒序"),
        "swapped": Encoding(called="相邻两字对调的方式", encode=_swapped, decode=_swapped),
        "slashed": Encoding(
            called="字与字之间加斜线的方式",
            encode="/".join,
            decode=lambda text: text.replace("/", ""),
        ),
        "code-points": Encoding(
            called="统一码的十进制编号（每个字一个数）",
            encode=lambda text: " ".join(str(ord(c)) for c in text),
            decode=lambda text: "".join(chr(int(number)) for number in text.split()),
        ),
    },
}
"""By language and name, called as the language calls them. Codes of Latin letters are left out in Chinese, which has others
instead; texts are free of digits for leetspeak and of slashes for its kind."""
