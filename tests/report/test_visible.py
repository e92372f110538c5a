"""Model text: nothing hidden stays hidden, and nothing that scripts of the world need is spoilt."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from assay.report._visible import clip, marked, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"),
        ("a\u200bb", "a⟨U+200B⟩b"),
        ("a\u200db", "a⟨U+200D⟩b"),
        ("\x1b[31m", "⟨U+001B⟩[31m"),
        ("\udc80", "⟨U+DC80⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("\ufeffa", "⟨U+FEFF⟩a"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("a\rb", "a⟨U+000D⟩b"),
    ],
)
def test_hidden_characters_are_written_out(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "❤️‍🔥", "می‌خواهم", "क्‍ष", "שלום", "naïve é"])
def test_scripts_and_emoji_stay_whole(text: str) -> None:
    assert plain(text) == text


@given(st.text(st.characters(), max_size=60))
def test_marked_is_escaped_text(text: str) -> None:
    html = str(marked(text))
    assert "<" not in html.replace('<span class="ctl">', "").replace("</span>", "")
    html.encode()
    for c in html:
        assert unicodedata.category(c) != "Cs"
        assert unicodedata.bidirectional(c) not in ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_ascii_is_only_escaped(text: str) -> None:
    assert marked(text) == escape(text)
    assert plain(text) == text


def test_clip_counts_what_it_leaves_out() -> None:
    assert clip("abcdef", 4) == ("abcd", 2)
    assert clip("abcd", 4) == ("abcd", 0)
