"""Models that write questions, for the tests of the generator source: functions behind `python:` URIs."""

from __future__ import annotations

import json
from collections import Counter

__all__ = ["contrary", "good", "patchy", "rubbish"]

_RIVERS = (
    ("Vienna", "Danube"),
    ("Cairo", "Nile"),
    ("London", "Thames"),
    ("Paris", "Seine"),
    ("Rome", "Tiber"),
    ("Bonn", "Rhine"),
)
_asked: Counter[str] = Counter()


def _question(city: str, river: str) -> str:
    wrong = [r for _, r in _RIVERS if r != river][:3]
    return json.dumps({"question": f"Which river runs through {city}?", "answer": river, "wrong_answers": wrong})


def _written(prompt: str) -> int:
    return sum(city in prompt for city, _ in _RIVERS)


def good(prompt: str) -> str:
    """Writes a new question each time, with words around the JSON, and answers as it wrote."""
    if "Write one quiz question" in prompt:
        return f"Here it is:\n```json\n{_question(*_RIVERS[_written(prompt)])}\n```"
    return next(river for city, river in _RIVERS if city in prompt)


def contrary(prompt: str) -> str:
    """Writes as `good` does, and answers otherwise when it is asked anew."""
    if "Write one quiz question" in prompt:
        return good(prompt)
    return "Volga"


def patchy(prompt: str) -> str:
    """Every other text is of no use."""
    _asked["patchy"] += "Write one" in prompt
    if "Write one quiz question" in prompt and _asked["patchy"] % 2:
        bad = (
            "no JSON at all",
            '{"question": "Is it the Nile?", "answer": "Nile", "wrong_answers": ["Po", "Don", "Ob"]}',
        )
        return bad[_asked["patchy"] // 2 % 2]
    return good(prompt)


def rubbish(prompt: str) -> str:
    """Never writes JSON."""
    return "I would rather talk about the weather."
