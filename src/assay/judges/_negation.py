"""Whether a name in a reply is denied: by words before it ("not Paris", "no es París", "不是巴黎") or after it ("Paris is
not the capital", "París no es la capital", "巴黎不是首都").

What is denied is a clause's, so "Not Rome but Paris", "no es Roma, sino París" and "不是罗马，而是巴黎" name Paris, and "not only
Paris" names it too. Where the words deny something that need not be the answer ("Paris is not on the coast"), or ask
("是不是巴黎"), nothing can be said: "unclear". English, Spanish and Chinese.
"""

from __future__ import annotations

import re
from typing import Literal

from assay.judges._phrases import pieces

__all__ = ["Denial", "denial", "negated"]

Denial = Literal["denied", "unclear", ""]

_REACH = 80
"""Characters before a name, and after it, that are looked at."""

_CLAUSE_END = re.compile(r"[,.;:!?()\n]|\bbut\b")
_DENIAL = frozenset(["not", "never", "neither", "nor", "cannot", "except", "excluding", "unlike", "without", "isn't"])
_PAIRS = {"than": ("rather", "other"), "of": ("instead",), "to": ("opposed",)}
_CLAIMING = frozenset(["think", "believe", "say", "mean", "suppose", "true", "believed", "thought", "said"])
_BARRIER = frozenset(["because", "which", "who", "whose", "so", "only", "just", "since", "while"])
_DENIAL_WORDS = 6
"""Words over which "not" reaches: "not the capital city of Paris", "do not think that it is Paris"."""


def negated(text: str, start: int) -> bool:
    """Whether what starts at `start` of a folded text is denied by English words before it in its clause ("not Paris")."""
    words = _CLAUSE_END.split(text[max(0, start - _REACH) : start])[-1].strip(" \"'").split()
    for back, word in enumerate(reversed(words[-_DENIAL_WORDS:]), 1):
        earlier = words[-back - 1] if back < len(words) else ""
        if word in _DENIAL or word.endswith("n't"):
            return True
        if earlier in _PAIRS.get(word, ()):
            return back <= 3
        if word in _BARRIER or word == "than" or (word == "that" and earlier not in _CLAIMING):
            return False
    return False


_CLAUSE = re.compile(r"[,.;:!?()\n。，；：！？、]|\b(?:but|sino|pero)\b|而是|但是?")
_BEFORE = re.compile(
    pieces(
        r"""
        (?<!not )\b(?:false|wrong|untrue|incorrect|a myth|a mistake) (?:that|to (?:say|think|believe|claim)(?: that)?)<near>
        \b(?:no|nunca|tampoco|jamás)(?: lo)? (?:<ser>|se (?:llama|trata de)|está en|hay)(?! (?:solo|sólo|solamente\
          |únicamente|otr|nada más))<near>
        \b(?:no|tampoco) (?:creo|pienso|considero|me parece|opino|diría|digo)(?: que)?(?: <ser>)?<near>
        \b(?:en (?:vez|lugar) de|a diferencia de|excepto|salvo|\bni)(?: (?:el|la|los|las))?<mark>
        (?:falso|mentira|incorrecto|erróneo) (?:que|decir)<near>
        (?<![是得])(?:并|绝|肯定|当然|也|都|就|根本|答案)?(?:不是|并非|绝非|而非|不叫|不可能是|不应该?是|不算|不等于|没有选)<mark>
        (?:并?没有|毫?无)<mark>|(?<!会)不会是<mark>|(?<!不得)不选<mark>
        不(?:认为|觉得|相信|同意|赞成)[^,。]{0,12}<mark>
        """,
        near=r"(?: [^ ]+){0,5}<mark>",
        mark=r"[ \"'(]*$",
        ser=r"(?:está|estuvo|estaba|estuviera|esté|es|era|eran|fue|fueron|son|sea|fuera|sería|será|serían|puede ser|podría ser|pudo ser)",
    )
)
_ONLY = re.compile(r"\b(?:no|tampoco) [^ ]+ (?:solo|sólo|solamente|únicamente)\b|\bno (?:hay duda|cabe duda)\b")
_BARE = re.compile(r"(?:^|[,;:.!?(] ?|\b(?:es|era|son|sería) )no[ \"'(]+(?:(?:el|la|los|las) )?$")
_LEADS = re.compile(r"[^a-z]*no\b")
"""A leading "no" may be an answer of its own: "No Paris" for "No, Paris"."""
_BARE_ZH = re.compile(r"(?<![也还决绝])[不没]$")
_ASKED = re.compile(r"(?:是不是|会不会是|是否是?|不知道是不?是?)[ \"']*$")
_EITHER = re.compile(r"^[ \"']*,?(?:就|便|即)是")

_IS_NOT = re.compile(
    r"^[\"')]*(?: (?:is|was|are|were)(?:n't| (?:\w+ly )?not| never)| (?:can't|cannot|can not|could not|couldn't|will not|won't"
    r"|would not|wouldn't) be| (?:no|nunca|tampoco) (?:es|era|fue|son|sería|está|puede ser))\b(?P<rest>.*)"
)
_WRONG = re.compile(
    pieces(
        r"""
        ^[\"')]* (?:is|was|would be) (?:\w+ly )?(?:wrong|incorrect|false|untrue|mistaken)\b
        ^[\"')]* (?:es|era|sería) (?:\w+mente )?(?:incorrect|fals|erróne)[oa]s?\b
        ^[\"')]*(?:是错的|是错误的?|是不对的|不对|不正确|是不正确的|是假的)
        """
    )
)
_NOT_ONLY = re.compile(
    r"^ (?:only|just|merely|simply|alone|the only|a secret|in (?:doubt|question|dispute)|solo|sólo|solamente|únicamente"
    r"|otr[oa]|la únic[oa]|el únic[oa]|un secreto)\b"
)
_ANSWER = re.compile(
    r"^ (?:the|it|its|right|correct|true|what|who|where|el|la|lo|su|correct[oa]|cierto|verdad|así)(?![\w-])"
    r"|^ *[.,;!?]|^ *$"
)
_GOES_ON = re.compile(
    r"(?:\bbut|\bit|\bhowever|\byet|\bpero|\bsino|\baunque)\b(?: (?:it|also))? ?(?:is|was|es|era|fue|que)\b"
)
_ZH_IS_NOT = re.compile(r"^[\"' ]*(?:并|绝|肯定|其实|当然)?(?:不是|并非|不会是|不可能是|不算)(?P<rest>[^。!?;\n]*)")
_DOUBTED = re.compile(r"^[\"')]*\?+[\"')]* ?(?:no\b|nope\b|not\b|i don't think|不)")


def denial(text: str, start: int, end: int) -> Denial:
    """Whether what stands from `start` to `end` of a folded text is denied; "unclear" where that cannot be told."""
    if negated(text, start):
        return "denied"
    after = text[end : end + _REACH]
    near = text[max(0, start - _REACH) : start]
    clause = _CLAUSE.split(near)[-1]
    if _ASKED.search(clause):
        return "unclear"
    if _BEFORE.search(clause) and not _ONLY.search(clause):
        return "unclear" if _EITHER.match(after) else "denied"
    name = text[start:end]
    if _BARE_ZH.search(clause):
        return "denied"
    if _BARE.search(near) and not name[:1].isdigit():
        return "unclear" if _LEADS.match(near) else "denied"
    return _after(after)


def _after(after: str) -> Denial:
    """What the words after a name say of it."""
    if _WRONG.match(after):
        return "denied"
    if _DOUBTED.match(after):
        return "unclear"
    if m := _ZH_IS_NOT.match(after):
        return "unclear" if "而是" in m["rest"] or "只是" in m["rest"][:2] else "denied"
    if not (m := _IS_NOT.match(after)) or _NOT_ONLY.match(m["rest"]):
        return ""
    return "denied" if _ANSWER.match(m["rest"]) and not _GOES_ON.search(m["rest"]) else "unclear"
