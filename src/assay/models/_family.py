"""Guesses a model's lineage from its name, so that a run can flag a target and a judge of one family."""

from __future__ import annotations

import re

__all__ = ["FAMILIES", "family_of"]

FAMILIES: dict[str, tuple[str, ...]] = {
    "gpt": ("gpt", "chatgpt", "o1", "o3", "o4", "davinci", "babbage"),
    "claude": ("claude",),
    "gemini": ("gemini",),
    "gemma": ("gemma", "medgemma", "codegemma", "shieldgemma"),
    "llama": ("llama", "codellama", "tinyllama", "vicuna", "alpaca"),
    "qwen": ("qwen", "qwq", "qvq"),
    "mistral": ("mistral", "mixtral", "ministral", "magistral", "codestral", "devstral", "pixtral", "zephyr"),
    "deepseek": ("deepseek",),
    "phi": ("phi",),
    "smollm": ("smollm", "smolvlm"),
    "grok": ("grok",),
    "command": ("command", "aya", "c4ai"),
    "glm": ("glm", "chatglm"),
    "kimi": ("kimi", "moonshot"),
    "nemotron": ("nemotron",),
    "olmo": ("olmo", "tulu"),
    "granite": ("granite",),
    "falcon": ("falcon",),
    "yi": ("yi",),
    "internlm": ("internlm", "internvl"),
}
"""Family → the beginnings of the words by which its models are known."""

_WORD = {prefix: family for family, prefixes in FAMILIES.items() for prefix in prefixes}


def family_of(name: str) -> str:
    """The family of the model called `name`, "unknown" where the name does not tell.

    A word counts from its first letter and up to a digit or its end: `Qwen2.5-7B`, `meta-llama/…` and
    `DeepSeek-R1-Distill-Llama-8B` (deepseek: the first word that tells) do, `graphite` (phi) does not.
    """
    for word in re.findall(r"[a-z]+\d*", name.lower()):
        letters = word.rstrip("0123456789")
        found = _WORD.get(word) or _WORD.get(letters)
        if found:
            return found
    return "unknown"
