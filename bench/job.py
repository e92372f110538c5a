"""The job that every program measured here has to do: ask numbered questions whose answers are known in advance.

It imports nothing but the standard library, so that it can be read from any environment.
"""

from __future__ import annotations

import hashlib

__all__ = ["QUESTION", "answer", "expected", "is_right", "prompt"]

QUESTION = b"Question "
"""What a prompt starts with; the number follows."""


def prompt(i: int) -> str:
    """Question number `i`."""
    return f"Question {i}: what is {i}+1?"


def is_right(i: int) -> bool:
    """Whether the stub answers question `i` rightly: about 70 % of all, by the number alone."""
    return hashlib.blake2b(b"%d" % i, digest_size=1).digest()[0] < 179


def answer(i: int) -> str:
    """What the stub answers to question `i`. The right number is never part of the wrong one."""
    return str(i + 1 if is_right(i) else i + 2)


def expected(n: int) -> int:
    """How many of the first `n` questions the stub answers rightly: a program that loses or swaps one shows it."""
    return sum(is_right(i) for i in range(n))
