"""Chinese and Japanese text set apart from Latin letters and digits, for readers that look for words between spaces."""

from __future__ import annotations

import re

__all__ = ["spaced"]

_SCRIPT = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_HAS = re.compile(rf"[{_SCRIPT}。，：；！？]")
_SEAM = re.compile(rf"(?<=[{_SCRIPT}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{_SCRIPT}])")
_MARKS = str.maketrans({"。": ". ", "，": ", ", "；": "; ", "：": ": ", "、": ", ", "！": "! ", "？": "? "})
_LEAD = re.compile(r"^\s*([A-Za-z])[,，、](?=\s*\S)")
_ANSWER = re.compile(r"(?:最终)?答案(?:应该)?(?:是|为|[:：])?|(?:选择|选)(?:的是|选项|项)?(?= ?[A-Za-z0-9(])")
_PAIR = re.compile(
    r"(?:(?:选项|选)\s*)?\b(?=[A-Za-z0-9])(\w)\s*(?:和|与|或者?|还是|及|、)\s*(?:选项\s*)?([A-Za-z0-9])(?![A-Za-z0-9])",
    re.ASCII,
)


def spaced(text: str) -> str:
    """`text` with a space wherever such a script meets a Latin letter or digit, with Latin punctuation, and with "I
    choose" (选, 选择) and "the answer is" (答案是) in English: "我选择A。" → "我 the answer is A. ".

    Two letters side by side (A和B) are two options. A letter that a comma sets off at the start is written as a list
    item. Text without those scripts is unchanged.
    """
    if not _HAS.search(text):
        return text
    text = _PAIR.sub(r"option \1 or option \2", text)
    text = _LEAD.sub(r"\1. ", text)
    return _SEAM.sub(" ", _ANSWER.sub(" the answer is ", text).translate(_MARKS))
