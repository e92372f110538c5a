"""Every probe in every language that it can be asked in: what it asks, how it judges, and that a fault still shows."""

from __future__ import annotations

import asyncio
import random
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from assay.cases.worlds.techniques import encodings
from assay.certify.plant import replies_of
from assay.measure.metrics import Result
from assay.measure.table import Table
from assay.models import Model, open_model
from assay.probes import Probe
from assay.records import Case, Reply, digest
from assay.taxonomy import MAKERS
from tests.support.golden import judge, packaged, run_samples, scores

PROBES = [p for p in packaged() if len(p.languages) > 1]
ABROAD = [(p, language) for p in PROBES for language in p.languages if language != "en"]
NAMES = [f"{p.name} {language}" for p, language in ABROAD]
every = pytest.mark.parametrize(("probe", "language"), ABROAD, ids=NAMES)

ENGLISH = re.compile(
    r"\b(?:the|and|of|answer|only|with|is|are|was|what|which|how|please|unknown|you|it|that|or|if|confidence|I'm|sorry)\b",
    re.IGNORECASE,
)
LATER = ("pushback", "neutral", "why", "direct", "resume")
LATIN = re.compile(r"[A-Za-zÀ-ÿ]+")
CJK = re.compile(r"[\u4e00-\u9fff，。！？：；“”]")
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!]|[,;?!](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\.|\(|\)")


def asked_in(probe: Probe, language: str) -> Probe:
    """The probe as a run in this language asks it."""
    made = replace(probe)
    object.__setattr__(made, "cases", lambda seed, n, records=(): probe.cases(seed, n, records, language))
    return made


def shown(case: Case) -> str:
    """All that the model is shown, later turns and dialogues too."""
    later = [str(case.data[key]).replace("{reasoning}", "") for key in LATER if key in case.data]
    later += [str(text) for key in ("apart", "changed", "moves") for text in case.data.get(key, ())]
    return "\n".join([*(decoded(case, m.content) for m in case.turns), *later])


def decoded(case: Case, text: str) -> str:
    """A text with what stands encoded in it as who decodes it reads it."""
    if case.tags.get("family") != "encoding" or case.tags["arm"] == "plain":
        return text
    lead, _, hidden = text.partition("\n\n")
    return f"{lead}\n\n{encodings(case.tags['language'])[case.tags['technique']].decode(hidden)}"


def foreign(text: str) -> list[str]:
    """Latin words in a Chinese text, save letters that stand for options and the names of formats."""
    return [
        word
        for word in LATIN.findall(text)
        if word not in ("JSON", "Base", "UTF") and not (len(word) == 1 and word.isupper())
    ]


def results(probe: Probe, language: str, target: str, n: int = 96) -> dict[str, Result]:
    made = asked_in(probe, language)
    return scores(made, Table.of((c, v) for c, _, v in run_samples(made, target, n)))  # type: ignore[arg-type]


def test_all_probes_but_these_can_be_asked_in_spanish_and_chinese() -> None:
    """Why these cannot stands in docs/languages.md."""
    assert {p.name for p in packaged() if p.kind not in MAKERS} - {p.name for p in PROBES} == {
        "privacy/memorization/static-set", "robustness/language", "robustness/perturbation",
        "truthfulness/faithfulness/reading",
    }  # fmt: skip
    assert all(set(p.languages) == {"en", "es", "zh"} for p in PROBES)


@every
def test_prompts_are_wholly_in_the_language(probe: Probe, language: str) -> None:
    for case in probe.cases(3, 300, language=language):
        text = shown(case)
        assert case.tags["language"] == language
        assert not ENGLISH.search(text), text
        if language == "zh":
            assert CJK.search(text), text
            tools = {word for spec in case.data.get("tools", ()) for word in LATIN.findall(spec["name"])}
            assert not set(foreign(text)) - tools, text
            assert not HALF_WIDTH.search(text), text
        else:
            assert not CJK.search(text), text
            assert text.count("¿") == text.count("?"), text
            assert text.count("¡") == text.count("!"), text
            assert not re.search(r"\b(?:de|a) el\b(?! [A-Z])", text), text  # contracted: del, al
            assert "  " not in re.sub(r"  [B-D]\)", "", text), text


@every
@pytest.mark.usefixtures("few_resamples")
def test_the_ideal_answer_is_right_and_the_worst_is_wrong(probe: Probe, language: str) -> None:
    made = asked_in(probe, language)
    for target in ("perfect", "worst"):
        for case, replies, verdict in run_samples(made, target, 200):
            told = (case.text[-120:], [r.text for r in replies], verdict)
            assert verdict.outcome in ("scored", "refused"), told
    perfect, worst = results(probe, language, "perfect"), results(probe, language, "worst")
    for metric in probe.metrics:
        if metric.headline and perfect[metric.name].estimate:
            best, least = perfect[metric.name].estimate.value, worst[metric.name].estimate.value
            assert metric.trust_of(best) == 1.0, (metric.name, best)
            assert metric.trust_of(least) == 0.0, (metric.name, least)


@every
def test_the_words_of_the_ideal_answer_are_of_the_language(probe: Probe, language: str) -> None:
    for case in probe.cases(5, 100, language=language):
        for text in (*probe.ideal(case), *probe.worst(case)):
            assert not ENGLISH.search(text), text
            call = text.startswith('{"tool"')  # names of tools and arguments are of Latin letters in every language
            assert language != "zh" or call or not foreign(text), text


@every
@pytest.mark.usefixtures("few_resamples")
def test_refusing_everything_earns_no_trust(probe: Probe, language: str) -> None:
    for metric in probe.metrics:
        estimate = results(probe, language, "refuse")[metric.name].estimate
        assert not metric.headline or estimate is None or metric.trust_of(estimate.value) == 0.0, metric.name


@every
def test_a_refusal_in_the_language_is_read_as_one(probe: Probe, language: str) -> None:
    declining = {"es": "Lo siento, pero no puedo ayudarte con eso.", "zh": "抱歉，我无法提供帮助。"}[language]
    for case in probe.cases(5, 12, language=language):
        verdict = judge(probe, case, [Reply(text=declining)] * probe.protocol.calls)
        # where declining is right, or to say that one does not know, that is what it is read as
        right = verdict.label in ("kept", "refused") or case.data.get("want") == "unknown"
        # with nothing that decides, declining to choose is having no preference
        right = right or verdict.why == "declines to choose"
        # declining to read an encoding is not reading it
        right = right or verdict.label == "not decoded"
        assert verdict.outcome == "refused" or right or case.tags.get("arm") == "low", verdict


@every
def test_two_thousand_cases_are_distinct_and_two_seeds_share_none(probe: Probe, language: str) -> None:
    def texts(seed: int, n: int) -> list[tuple[str, int, str]]:
        # of two errands in the same words the tools answer differently
        made = probe.cases(seed, n, language=language)
        return [(case.text, case.draw, str(case.data.get("tools", ""))) for case in made]

    first = texts(1, 2_000)
    assert len(first) > 1_990
    # an A/A ask repeats a prompt as another draw, and a case asked in two orders of the same options is another text
    assert len(set(first)) == len(first)
    assert not set(texts(2, 200)) & set(texts(3, 200))
    assert [c.id for c in probe.cases(1, 50, language=language)] == [
        c.id for c in probe.cases(1, 50, language=language)
    ]


@every
def test_any_number_of_cases_is_made_and_rubbish_is_judged(probe: Probe, language: str) -> None:
    for n in (1, 2, 7):
        assert 1 <= len(list(probe.cases(4, n, language=language))) <= n
    for case in probe.cases(4, 2, language=language):
        for text in ("", "x", "。", "{}", "ё" * 50_000, "不" * 50_000, "no " * 9_000):
            judge(probe, case, [Reply(text=text)] * probe.protocol.calls)


def test_cases_are_the_same_in_another_process() -> None:
    names = [f"{p.kind}:{p.name}" for p in PROBES]
    code = (
        "from assay.probes import PROBES; from assay.records import digest\n"
        f"print(digest([list(PROBES[n].cases(9, 40, language=l)) for n in {names} for l in ('es', 'zh')]))"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert there == digest([list(p.cases(9, 40, language=language)) for p in PROBES for language in ("es", "zh")])


def test_english_is_what_is_asked_where_nothing_is_said() -> None:
    for probe in PROBES:
        assert [c.id for c in probe.cases(9, 20)] == [c.id for c in probe.cases(9, 20, language="en")]


FAULTS = [
    ("sycophantic", "truthfulness/sycophancy/caving", "caving"),
    ("overconfident", "uncertainty/selective-answering/priced", "utility_50"),
    ("worst", "truthfulness/hallucination", "priced_score"),
    ("worst", "uncertainty/calibration", "brier"),
    ("sycophantic", "truthfulness/sycophancy/false-premise", "correction_j"),
    ("sycophantic", "truthfulness/sycophancy/feedback", "feedback_shift"),
    ("sycophantic", "truthfulness/sycophancy/feedback", "grade_gap"),
    ("sycophantic", "truthfulness/sycophancy/mimicry", "mimicry"),
    ("sycophantic", "truthfulness/sycophancy/opinion", "taste_shift"),
    ("sycophantic", "truthfulness/sycophancy/opinion", "accuracy_under_opinion"),
    ("unfaithful", "truthfulness/faithfulness", "grounding_j"),
    ("adds-claims", "truthfulness/faithfulness/summary", "supported_claims"),
    ("says-little", "truthfulness/faithfulness/summary", "coverage"),
    ("hallucinates", "truthfulness/honesty", "abstention_j"),
    ("lies", "truthfulness/honesty/lying", "lying"),
    ("random", "ethics/judgement", "judgement"),
    ("fickle", "ethics/dilemmas", "steadiness"),
    ("mind-blind", "ethics/emotional-awareness", "both_right"),
    ("provincial", "ethics/norms", "norm_following"),
    ("biased", "fairness/counterfactual", "disparity"),
    ("biased", "fairness/counterfactual", "warranted_accuracy"),
    ("disparages", "fairness/disparagement", "rejection"),
    ("prefers", "fairness/preference", "discernment"),
    ("prefers", "fairness/preference", "lean"),
    ("stereotyped-cast", "fairness/representation", "discernment"),
    ("stereotyped-cast", "fairness/representation", "stereotype_gap"),
    ("biased", "fairness/stereotype", "bias_ambiguous"),
    ("biased", "fairness/stereotype", "discernment"),
    ("profiles", "privacy/attribute-inference", "discretion"),
    ("random", "safety/refusal", "discrimination"),
    ("worst", "utility/reasoning", "skill"),
    ("leaks", "privacy/disclosure", "leak_rate"),
    ("resists-shutdown", "risk/corrigibility", "corrigibility"),
    ("sandbags", "risk/sandbagging", "kept_right"),
    ("hides-hints", "explainability/faithful-reasoning/hints", "kept_or_open"),
    ("ignores-reasoning", "explainability/faithful-reasoning/mistakes", "follows_reasoning"),
    ("post-hoc", "explainability/faithful-reasoning/truncation", "reasoning_used"),
    ("confabulates", "explainability/self-explanation", "explanation_effect"),
    ("overconfident", "uncertainty/selective-answering/conformal", "certain_and_right"),
    ("overconfident", "uncertainty/semantic-entropy", "sure_and_wrong"),
    ("random", "utility/instructions", "followed"),
    ("yields", "controllability/constraints", "control"),
    ("sees-things", "truthfulness/hallucination/objects", "discernment"),
    ("miscounts", "truthfulness/faithfulness/counting", "accuracy"),
    ("mirrors", "truthfulness/faithfulness/relation", "discernment"),
    ("trusts-captions", "truthfulness/sycophancy/caption", "accuracy_under_wrong_caption"),
]


def score(probe: Probe, language: str, model: Model, metric: str) -> Result:
    cases = list(probe.cases(11, 96, language=language))
    rows = [(case, judge(probe, case, list(asyncio.run(replies_of(probe, model, case))))) for case in cases]
    found = next(m for m in probe.metrics if m.name == metric)
    return found.estimate(Table.of(rows), rng=np.random.default_rng(0))


@pytest.mark.parametrize("language", ["es", "zh"])
@pytest.mark.parametrize(("fault", "name", "metric"), FAULTS, ids=[f"{n} {f}" for f, n, _ in FAULTS])
def test_a_planted_fault_moves_the_metric_in_the_language(fault: str, name: str, metric: str, language: str) -> None:
    probe = next(p for p in PROBES if p.name == name)
    perfect = score(probe, language, open_model("planted:perfect"), metric).estimate
    faulty = score(probe, language, open_model(f"planted:{fault}"), metric).estimate
    assert perfect is not None and faulty is not None
    assert not faulty.low <= perfect.value <= faulty.high, (perfect, faulty)


def test_random_draws_do_not_hang_on_english() -> None:
    """The cases of a language are drawn by a generator of their own: they are no translation of those in English."""
    probe = next(p for p in PROBES if p.name == "uncertainty/calibration")
    assert probe._rng(1).random() != probe._rng(1, "es").random() != probe._rng(1, "zh").random()
    assert probe._rng(1).random() == random.Random(f"1/llm:{probe.name}/1".replace("llm:", "llm/")).random()
