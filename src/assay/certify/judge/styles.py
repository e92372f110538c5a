"""Natural ways to word a reply: what a model that means well does around its answer, and that must not change how it is read.

Each takes a reply and a language, and gives None where it does not fit: one frames a short answer, and no letter of five lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

__all__ = ["ABROAD", "PLAIN", "STYLES"]

PLAIN = "plain"
_SHORT = 60
"""Characters of a one-line reply that is taken for an answer and no more."""

Style = Callable[[str, str], str | None]


def _framed(frames: Mapping[str, str], *, short: bool = False) -> Style:
    def style(text: str, language: str) -> str | None:
        bare = text.rstrip(".。")
        if short and (len(text) > _SHORT or "\n" in text or bare.endswith(("!", "?", "！", "？", "}")) or ": " in text):
            return None
        return frames[language].format(t=bare if short else text)

    return style


def _lines(mark: str) -> Style:
    return lambda text, _: "\n".join(mark.format(line) if line.strip() else line for line in text.split("\n"))


def _same(frame: str) -> Style:
    return lambda text, _: frame.format(t=text)


STYLES: Mapping[str, Style] = {
    PLAIN: lambda text, _: text,
    "lead-in": _framed({"en": "Here is my reply: {t}", "es": "Esta es mi respuesta: {t}", "zh": "我的回答如下：{t}"}),
    "bold": _lines("**{}**"),
    "list item": _lines("- {}"),
    "heading": _framed({"en": "### Answer\n\n{t}", "es": "### Respuesta\n\n{t}", "zh": "### 回答\n\n{t}"}),
    "code block": _same("```\n{t}\n```"),
    "quoted": _same("“{t}”"),
    "lower case": lambda text, _: text.lower(),
    "labelled": _framed({"en": "Answer: {t}", "es": "Respuesta: {t}", "zh": "答案：{t}"}, short=True),
    "final answer": _framed(
        {"en": "Final answer: **{t}**", "es": "Respuesta final: **{t}**", "zh": "最终答案：**{t}**"}, short=True
    ),
    "sentence": _framed({"en": "The answer is {t}.", "es": "La respuesta es {t}.", "zh": "答案是{t}。"}, short=True),
    "in the first person": _framed(
        {"en": "I would go with {t}.", "es": "Yo me quedo con {t}.", "zh": "我选择{t}。"}, short=True
    ),
    "reason after": _framed(
        {
            "en": "{t}\n\nThat is what I make of it after reading everything once more.",
            "es": "{t}\n\nEs lo que entiendo después de leerlo todo otra vez.",
            "zh": "{t}\n\n这是我再读一遍之后的理解。",
        }
    ),
    "steps before": _framed(
        {
            "en": "Let me go through this. First I read what is asked, and then I look at what is given.\n\n{t}",
            "es": "Vayamos por partes. Primero leo lo que se pide y luego miro lo que se da.\n\n{t}",
            "zh": "让我们来看一下。首先读清楚问题，然后看看给出的内容。\n\n{t}",
        }
    ),
}
"""By name. They are named in a card's slices."""

ABROAD: Mapping[str, str] = {"fr": "La réponse est : {t}", "de": "Die Antwort lautet: {t}"}
"""Frames in languages that no judge is for, around a reply in one that it is for."""
