"""Metrics that a perfect model has no value for, and those of token probabilities, are certified by faults of their own."""

from __future__ import annotations

import math
from typing import ClassVar

import pytest

from assay.certify.make import certify
from assay.errors import ProbeError
from assay.models.faults import spelt
from assay.probes import PROBES
from assay.records import Case
from tests.certify.probes import Sums, probe_of
from tests.models.calls import ask, hint, one_turn


def test_doubt_is_certified_against_a_model_that_errs_in_doubt():
    found = certify(PROBES["llm:uncertainty/semantic-entropy"], n=40, seeds=3, made="2026-01-01").of("entropy_auroc")
    assert found.certified, found.why
    assert found.fault == "overconfident"
    assert (found.curve[0].value, found.curve[-1].value) == (1.0, 0.5)
    assert 0.8 < found.slope[0] < 1.2


def test_token_probabilities_are_certified():
    found = certify(PROBES["llm:uncertainty/calibration"], n=40, seeds=3, made="2026-01-01")
    for name in ("token_brier", "token_ece"):
        assert found.of(name).certified, found.of(name).why
        assert found.of(name).fault == "misstates-confidence"
    assert found.of("token_brier").curve[0].value == 0.0


def test_a_planted_model_gives_tokens_where_they_are_asked_for_and_they_are_its_text():
    case, sure = Case(prompt="How sure?", cluster="c"), "Answer: Oslo Confidence: 100%"
    asked = one_turn(case.prompt, logprobs=True)
    for uri, probability in (("planted:perfect", 1.0), ("planted:misstates-confidence", 0.01)):
        reply = ask(uri, asked, told=hint(case, ideal=sure))
        assert "".join(token.text for token in reply.tokens) == reply.text
        assert [math.exp(token.logprob) for token in reply.tokens] == pytest.approx([probability] * 4)
        assert ask(uri, told=hint(case, ideal=sure)).tokens == ()
    assert "".join(t.text for t in spelt(" a  b\nc ")) == " a  b\nc "


def test_what_is_best_goes_with_a_fault():
    class Odd(Sums):
        best: ClassVar = {"accuracy": "errs-in-doubt"}

    with pytest.raises(ProbeError, match="'best' names a metric for which 'faults' has no fault"):
        probe_of(Odd)
