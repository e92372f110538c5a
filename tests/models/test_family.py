"""Families are guessed from names, and only from names that tell; secrets go, ordinary words stay."""

from __future__ import annotations

import pytest

from assay.models._family import family_of
from assay.models._redact import Secret, redact


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("gpt-5-mini", "gpt"), ("o3-mini", "gpt"), ("chatgpt-4o-latest", "gpt"), ("openai/gpt-oss-20b", "gpt"),
        ("claude-sonnet-4", "claude"), ("meta-llama/Llama-3.2-1B-Instruct", "llama"), ("codellama:7b", "llama"),
        ("Qwen2.5-7B-Instruct", "qwen"), ("google/gemma-3-270m", "gemma"), ("gemini-2.5-pro", "gemini"),
        ("mixtral-8x7b", "mistral"), ("DeepSeek-R1-Distill-Llama-8B", "deepseek"), ("Phi-4", "phi"),
        ("SmolLM2-135M-Instruct.Q4_1.gguf", "smollm"), ("graphite-1", "unknown"), ("my-model", "unknown"),
        ("stub", "unknown"), ("", "unknown"),
    ],
)  # fmt: skip
def test_family(name: str, family: str) -> None:
    assert family_of(name) == family


@pytest.mark.parametrize(
    "secret",
    [
        "sk-proj-abcDEF1234567890", "sk-ab**********yz", "gsk_abc123def456", "hf_AbCdEf123456", "Bearer abc.def.ghi",
        "api_key=abcdef", "https://me:hunter2@host/v1", "the-value-in-the-environment",
    ],
)  # fmt: skip
def test_what_looks_like_a_key_goes(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "the-value-in-the-environment")
    shown = redact(f"it said {secret} there")
    assert "[redacted]" in shown
    assert secret.rpartition(" ")[2] not in shown
    assert "hunter2" not in shown


def test_a_short_key_of_the_model_itself_goes_too() -> None:
    assert redact("got tok", Secret("tok")) == "got [redacted]"


@pytest.mark.parametrize(
    "text",
    [
        "OPENAI_API_KEY holds no key",
        "the risk-adjusted desk-top task-list",
        "http://127.0.0.1:8000/v1 does not answer",
        "'max_tokens' is not supported; use max_completion_tokens",
        "maximum context length is 8192 tokens",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert redact(text) == text


def test_a_long_or_broken_text_becomes_one_short_line() -> None:
    assert redact("a\n b\t" + "x" * 1000, limit=20) == "a b " + "x" * 15 + "…"
