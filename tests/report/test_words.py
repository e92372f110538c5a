"""Numbers and sentences: digits follow the interval, missing is never a number, the summary says what the numbers say."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import chain

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.report import _summary as facts
from assay.report import _words as words
from tests.report import fake


@pytest.mark.parametrize(
    ("low", "high", "digits"),
    [(0.1, 0.5, 2), (0.1, 0.14, 2), (0.10, 0.12, 3), (0.1, 0.101, 4), (None, 0.5, 2), (0.5, 0.5, 2)],
)
def test_places(low: float | None, high: float | None, digits: int) -> None:
    assert words.places(low, high) == digits


@given(st.none() | st.floats(allow_nan=True, allow_infinity=True))
def test_a_number_is_a_number_or_not_measured(x: float | None) -> None:
    text = words.number(x)
    if x is None or not math.isfinite(x):
        assert text == "not measured"
    else:
        back = float(text.replace("\N{MINUS SIGN}", "-").replace(",", ""))
        assert back == pytest.approx(x, abs=0.006 if abs(x) < 1000 else 0.6)
        assert "-" not in text
        assert text.lstrip("\N{MINUS SIGN}0.,") or "\N{MINUS SIGN}" not in text, "no minus nought"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 10, "0 %"),
        (10, 10, "100 %"),
        (1, 5000, "under 0.1 %"),
        (4999, 5000, "over 99.9 %"),
        (1, 3, "33.3 %"),
        (0, 0, "not measured"),
    ],
)
def test_percent(part: int, whole: int, text: str) -> None:
    assert words.percent(part, whole) == text


@pytest.mark.parametrize(
    ("uri", "short"),
    [
        ("openai:gpt-5-mini", "gpt-5-mini"),
        ("llamacpp:models/x/tiny.Q4.gguf", "tiny.Q4"),
        ("openai:org/name?base_url=http://h/v1", "name"),
        ("planted:", "planted:"),
    ],
)
def test_short_model(uri: str, short: str) -> None:
    assert words.short_model(uri) == short


def test_slice_words() -> None:
    assert words.slice_words("topic=a=b") == "topic: a=b"
    assert words.slice_words("odd") == "odd"


def test_the_summary_of_one_model_is_its_numbers() -> None:
    view = fake.view(1)
    found, against = facts.summary(view)
    means = {t.dimension: t for t in view.trust}
    low = min((t for d, t in means.items() if d), key=lambda t: t.value or 0)
    high = max((t for d, t in means.items() if d), key=lambda t: t.value or 0)
    text = " ".join(found)
    assert f"weakest in {low.dimension}, {low.value:.2f}" in text
    assert f"strongest in {high.dimension}, {high.value:.2f}" in text
    total = view.tally.total()
    missing = sum(total.values()) - total["scored"]
    assert f"Of 1,320 cases {missing}" in against[0]
    for name in ("refused", "blocked", "unparsed", "error"):
        assert f"{total[name]} " in against[0]
    assert against[1].startswith("All 29 scores are uncertified")
    assert "1 pass, 1 fail and 1 is undecided" in against[2]
    assert "risk, identifiability, explainability, controllability and ecosystem" in against[3]


def test_overlapping_dimensions_are_not_ordered() -> None:
    view = fake.view(1)
    flat = tuple(msgspec.structs.replace(t, value=0.5, low=0.4, high=0.6) for t in view.trust)
    assert "no order of the dimensions is settled" in facts.summary(replace(view, trust=flat))[0][0]


def test_models_with_overlapping_means_are_not_ranked() -> None:
    view = fake.view(3)
    apart = {uri: place * 0.3 for place, uri in enumerate(fake.MODELS)}
    split = tuple(
        msgspec.structs.replace(t, value=apart[t.model] + 0.1, low=apart[t.model], high=apart[t.model] + 0.2)
        for t in view.trust
    )
    assert "do not rank" in " ".join(facts.summary(view)[0])
    assert "do not rank" not in " ".join(facts.summary(replace(view, trust=split))[0])


def test_certificates_are_counted() -> None:
    view = fake.view(1)
    held = "certified 2026-11-21 (0123abcd)"

    def said(*certificates: str | None) -> str:
        scores = tuple(
            msgspec.structs.replace(s, certificate=certificates[place % len(certificates)])
            for place, s in enumerate(s for s in view.scores if s.slice == "all")
        )
        return " ".join(facts.summary(replace(view, scores=scores))[1])

    assert "All 29 scores are certified" in said(held)
    assert "14 of 29 scores are uncertified" in said(held, None)
    assert "14 of 29 scores are uncertified" in said(held, "uncertified: 'x' does not move it")
    assert "The certificates of 14 have expired" in said(held, "expired: the judge has changed")
    assert "All 29 scores are uncertified" in said(None)


def test_no_praise() -> None:
    """The summary holds no judgement that no number carries."""
    for models in (1, 3):
        text = " ".join(chain(*facts.summary(fake.view(models)))).lower()
        for word in (
            "good",
            "great",
            "excellent",
            "robust ",
            "impressive",
            "strong ",
            "reliable",
            "safe ",
            "trustworthy",
        ):
            assert word not in text
