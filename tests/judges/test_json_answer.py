"""Reading an answer from a reply that was asked to be a JSON object."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.judges import json_answer


@pytest.mark.parametrize(
    ("text", "answer", "whole"),
    [
        ('{"answer": "gym"}', "gym", True),
        ('  {"answer": 18}\n', "18", True),
        ('{"answer": 1.5}', "1.5", True),
        ('{"answer": true}', "True", True),
        ('```json\n{"answer": "gym"}\n```', "gym", True),
        ('```\n{"answer": "gym"}\n```', "gym", True),
        ('<think>hm</think>{"answer": "gym"}', "gym", True),
        ('Sure! {"answer": "gym"}', "gym", False),
        ('{"answer": "gym"} I hope this helps.', "gym", False),
        ('{"first": 1} and then {"answer": "gym"}', "gym", False),
        ('{"Answer": "gym"}', None, False),
        ("{'answer': 'gym'}", None, False),
        ('{"answer": ["gym"]}', None, False),
        ('{"answer": null}', None, False),
        ('["answer"]', None, False),
        ("gym", None, False),
        ("", None, False),
        ("[" * 50_000, None, False),
        ("{" * 50_000, None, False),
        ('{"answer": "gym"' + " " * 50_000, None, False),
    ],
)
def test_reading(text: str, answer: str | None, whole: bool) -> None:
    assert json_answer(text) == (answer, whole)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    answer, whole = json_answer(text)
    assert answer is None or isinstance(answer, str)
    assert not (whole and answer is None)
