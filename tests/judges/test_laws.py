"""What holds for every judge: it never raises, takes linear time, is pure, and does not bind as a method."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay import judges
from assay.judges import Judge
from assay.records import OUTCOMES, Case, Reply

CASE = Case(
    prompt="Which city is the capital?",
    reference="Paris",
    choices=("Paris", "Rome", "New York", "None of the above"),
    data={"canary": "ORCHID-7731", "wrong": "Rome"},
)
NUMBERS = Case(prompt="?", reference="7", choices=("7", "70"), data={"canary": "7731", "labels": "numbers"})
ALL: dict[str, Judge] = {
    "exact": judges.exact(),
    "contains": judges.exact(contains=True, numbers="value"),
    "cased": judges.exact(contains=True, ignore_case=False),
    "numeric": judges.numeric(),
    "grade": judges.grade(1, 10),
    "choice": judges.choice(),
    "yes_no": judges.yes_no(),
    "refusal": judges.refusal(),
    "canary": judges.canary(),
    "canary-quoted": judges.canary(ignore_quoted_order=True),
    "classifier-refusal": judges.classifier("refusal"),
    "classifier-toxicity": judges.classifier("toxicity"),
    "classifier-language": judges.classifier("language"),
    "classifier-equivalence": judges.classifier("equivalence"),
}

PIECES = [
    *("the answer is ", "Answer: ", "A", "(B)", "c)", "Paris", "Rome or ", "not ", "I don't know", "I can't help"),
    *(", but ", "yes", "no ", "it depends", "1,234.5", "-", "½", "10%", "e9", "=", "\n", "1. ", "**", "`", "<think>"),
    *("</think>", "\\boxed{", "}", "“", "’", "\u200b", "\x00", "\u0301", "是", "不是", "我不能", "no puedo ", "\ud800"),
    *("🏳️‍🌈", "ﷺ", "﷽", "ORCHID", "7 7 3 1", "%4F", "=ab==", "3/4", "10:30", ".", "?"),
]


@pytest.mark.parametrize("name", list(ALL))
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_never_raises_and_says_one_outcome(name: str, text: str) -> None:
    for case in (CASE, NUMBERS):
        verdict = ALL[name](case, [Reply(text=text)])
        assert verdict.outcome in OUTCOMES
        assert verdict.outcome in ("scored", "refused", "unparsed")
        assert (verdict.value is not None) == (verdict.outcome == "scored")
        assert verdict.value in (None, 0.0, 1.0)
        assert len(verdict.label) <= 120
        assert verdict.step == getattr(ALL[name], "name")  # noqa: B009
        assert ALL[name](case, [Reply(text=text)]) == verdict


@settings(max_examples=100, deadline=None)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_json_is_read_as_any_text(value: object) -> None:
    for read in ALL.values():
        assert read(CASE, [Reply(text=json.dumps(value))]).outcome in OUTCOMES


LONG: dict[str, Callable[[int], str]] = {
    "words": lambda n: ("lorem ipsum dolor sit amet " * n)[:n],
    "one word": lambda n: "a" * n,
    "letters": lambda n: ("A " * n)[:n],
    "labels": lambda n: ("B) " * n)[:n],
    "digits": lambda n: "9" * n,
    "numbers": lambda n: ("12,345.6 " * n)[:n],
    "separators": lambda n: ("1," * n)[:n],
    "minus": lambda n: "-" * n,
    "cues": lambda n: ("the answer is " * n)[:n],
    "cues with numbers": lambda n: ("answer is 7 or 8. " * n)[:n],
    "equals": lambda n: ("1=" * n)[:n],
    "refusals": lambda n: ("I can't help with that. " * n)[:n],
    "one refusal": lambda n: ("sorry, but i'm sorry, and " * n)[:n],
    "so so": lambda n: ("so so as an ai so " * n)[:n],
    "clauses": lambda n: ("i don't know, but " * n)[:n],
    "not": lambda n: ("not the " * n)[:n],
    "names": lambda n: ("Paris or Rome " * n)[:n],
    "lines": lambda n: ("1. a\n" * n)[:n],
    "newlines": lambda n: "\n" * n,
    "spaces": lambda n: " " * n + "x",
    "stars": lambda n: "*" * n,
    "underscores": lambda n: ("_a" * n)[:n],
    "quotes": lambda n: '"' * n,
    "brackets": lambda n: "(" * n,
    "marks": lambda n: "a" + "\u0301\u0323" * (n // 2),
    "chinese": lambda n: ("我不能帮你。" * n)[:n],
    "emoji": lambda n: "🏳️‍🌈" * (n // 6),
    "base64": lambda n: ("QUJD" * n)[:n],
    "hex": lambda n: ("4f 52 " * n)[:n],
    "thinking": lambda n: ("<think>" * n)[:n],
    "thoughts": lambda n: ("<think>a</think>" * n)[:n],
    "boxes": lambda n: ("\\boxed{" * n)[:n],
    "control": lambda n: "\x00\x01" * (n // 2),
    "tex": lambda n: ("\\text{" * n)[:n],
}


@pytest.mark.parametrize("shape", list(LONG))
def test_time_grows_linearly(shape: str) -> None:
    """Four times the text takes no more than about four times as long (a quadratic judge takes sixteen)."""
    for name, read in ALL.items():
        small, large = [Reply(text=LONG[shape](12_500))], [Reply(text=LONG[shape](50_000))]
        read(CASE, small)
        tries = ((_seconds(read, small), _seconds(read, large)) for _ in range(4))
        assert any(long <= 8 * base + 0.005 for base, long in tries), f"{name} on {shape}"


def _seconds(read: Judge, replies: list[Reply]) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        read(CASE, replies)
        best = min(best, time.process_time() - start)
    return best


def test_a_judge_as_a_class_attribute_is_not_bound() -> None:
    class Probe:
        judge = judges.exact()

    assert Probe().judge(CASE, [Reply(text="Paris")]).value == 1.0


def test_factories_survive_the_import_of_their_modules() -> None:
    import importlib

    for name in ("exact", "numeric", "grade", "choice", "yes_no", "refusal", "canary"):
        importlib.import_module(f"assay.judges._{name}")
        first, second = getattr(judges, name)(), getattr(judges, name)()
        assert first == second
        assert first.name.startswith(f"{name}@1")
        with pytest.raises(AttributeError):
            first.name = "other"
    with pytest.raises(AttributeError):
        _ = judges.exactly  # type: ignore[attr-defined]
