"""utility/instructions: each check at its edges, and the golden value of every metric."""

from __future__ import annotations

import pytest

from assay.judges._orders import obeys, obeys_loosely
from assay.records import Case, Reply
from tests.probes_c.support import say, trust
from tests.support.golden import find, judge

NAME = "utility/instructions"


@pytest.mark.parametrize(
    ("order", "good", "bad"),
    [
        (
            {"kind": "words", "k": 3},
            ("a well-kept garden", "It's so warm!", "one\ntwo three"),
            ("two words", "- a b c d", ""),
        ),
        ({"kind": "bullets", "k": 2}, ("- a\n- b", "- a\n\n- b\n"), ("* a\n* b", "- a", "Sure:\n- a\n- b", "-a\n-b")),
        ({"kind": "numbered", "k": 2}, ("1. a\n2. b",), ("1. a\n3. b", "1) a\n2) b", "1. a\n2. b\n3. c")),
        ({"kind": "commas", "k": 3}, ("a, b, c", "a,b,c."), ("a b c", "a, b", "a, b c, d", "a,\nb, c")),
        (
            {"kind": "sentences", "k": 2},
            ("It is 3.5 m. Good!", "One. Two."),
            ("One.", "One. Two", "A. B. C.", "no mark"),
        ),
        (
            {"kind": "json", "keys": ["a", "b"]},
            ('{"b": "x", "a": "y"}',),
            ('{"a": "y"}', '{"a": "y", "b": ""}', '{"a": 1, "b": "x"}', "a: y", '["a", "b"]'),
        ),
        ({"kind": "one-of", "words": ["sad", "calm"]}, ("sad", "Calm."), ("happy", "sad calm", "I am sad")),
        ({"kind": "uppercase"}, ("ALL 3!", "ÄRGER"), ("All", "123", "")),
        ({"kind": "lowercase"}, ("all 3!",), ("All", "123")),
        ({"kind": "include", "word": "river"}, ("The River!",), ("rivers", "riverside")),
        ({"kind": "exclude-word", "word": "river"}, ("rivers run",), ("a RIVER", "", "...")),
        ({"kind": "exclude-letter", "word": "e"}, ("a calm spot",), ("Even", "the")),
        ({"kind": "start", "word": "Today"}, ("today it rains", '"Today", he said'), ("Todays", "It is today", "")),
        ({"kind": "end", "word": "home"}, ("we go home.", 'Go "home"!'), ("home we go", "")),
        ({"kind": "exclude-letter", "word": "e"}, ("un sitio tranquilo",), ("café", "ÉL")),
        ({"kind": "uppercase"}, ("¡QUÉ NIÑO!",), ("QUé",)),
        ({"kind": "words", "k": 6}, ("安静、明亮、温暖。", "它在公园里吗？"), ("安静、明亮。", "安静、明亮、温暖吧。")),
        (
            {"kind": "commas", "k": 3, "longest": 4},
            ("安静、明亮、温暖。", "甲，乙，丙"),
            ("安静、明亮", "安静、明亮、真的非常好"),
        ),
        (
            {"kind": "sentences", "k": 2},
            ("它很小。它很亮！", "它很小……真的。好吗？"),
            ("它很小，很亮。", "它很小。它很亮"),
        ),
        ({"kind": "include", "word": "音乐"}, ("有音乐。", "听音乐"), ("音响和乐队", "")),
        ({"kind": "exclude-word", "word": "镜子"}, ("它很亮。",), ("一面镜子。",)),
        ({"kind": "start", "word": "今天"}, ("今天，它很亮。", "“今天”真好"), ("在今天", "今年")),
        ({"kind": "end", "word": "夜晚"}, ("安静的夜晚。",), ("夜晚很安静。", "晚")),
        ({"kind": "one-of", "words": ["难过", "平静"]}, ("难过", "平静。"), ("很难过", "难过、平静")),
        ({"kind": "no-marks"}, ("安静明亮",), ("安静，明亮", "安静。", "")),
        ({"kind": "exclaims"}, ("真好！", "真好!", "“真好！”"), ("真好。", "真！好")),
    ],
)
def test_checks(order: dict[str, object], good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    assert all(obeys(text, order) for text in good), [t for t in good if not obeys(t, order)]
    assert not any(obeys(text, order) for text in bad), [t for t in bad if obeys(t, order)]


@pytest.mark.parametrize(
    ("order", "text"),
    [
        ({"kind": "bullets", "k": 2}, "Sure, here it is:\n- a\n- b"),
        ({"kind": "bullets", "k": 2}, "* a\n* b"),
        ({"kind": "numbered", "k": 2}, "1. **a**\n2. b\nI hope this helps!"),
        ({"kind": "json", "keys": ["a"]}, '```json\n{"a": "x"}\n```'),
        ({"kind": "words", "k": 2}, "Here you are:\ncalm sea\nEnjoy!"),
        ({"kind": "one-of", "words": ["sad", "calm"]}, '"Sad"'),
        ({"kind": "one-of", "words": ["sad", "calm"]}, "**Sad**"),
    ],
)
def test_loose_checks_take_chatter_off(order: dict[str, object], text: str) -> None:
    assert not obeys(text, order)
    assert obeys_loosely(text, order)


@pytest.mark.parametrize("order", [{"kind": "words", "k": 3}, {"kind": "json", "keys": ["a"]}])
def test_loose_checks_are_no_free_pass(order: dict[str, object]) -> None:
    assert not obeys_loosely("I think that the garden is nice.\nReally nice.", order)


def test_a_model_that_obeys_the_first_of_two_orders_gets_half_of_the_orders() -> None:
    case = Case(
        prompt="x",
        reference="",
        data={"orders": [{"kind": "words", "k": 2}, {"kind": "uppercase"}], "other": "A B", "topics": ["a", "b"]},
    )
    verdict = judge(find(NAME), case, [Reply(text="two words")])
    assert (verdict.value, verdict.label) == (0.0, "uppercase")
    assert verdict.extra == {"loose": 0.0, "share": 0.5, "other": 1.0}


def test_one_fixed_reply_earns_little() -> None:
    for text in ("Calm sea.", "ok", "HELLO", "- a\n- b"):
        values = say(NAME, lambda case, text=text: text)  # type: ignore[misc]
        assert trust(NAME, values) < 0.3, text
