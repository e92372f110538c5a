"""The small classifiers: what they say, what they leave open, how they do on replies of other hands, and that they can be made again."""

from __future__ import annotations

import io
import random
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from assay import judges
from assay.certify.judge.material import material_of
from assay.errors import ConfigError
from assay.judges._classify import TASKS, weights
from assay.judges._features import BUCKETS, features
from assay.judges._ngrams import BUCKETS as NGRAMS
from assay.judges._ngrams import ngrams
from assay.judges._pairs import compared
from assay.records import Case, Reply, Verdict
from tests.judges.replies import DEVELOPMENT, FRESH, HELD_OUT, UNSEEN
from tools.judge_texts import language, refusal
from tools.judge_texts.grammar import draw
from tools.train_judges import save, train


def say(task: str, text: str, reference: str = "") -> Verdict:
    return judges.classifier(task)(Case(prompt="?", reference=reference), [Reply(text=text)])


def test_refusal() -> None:
    no, yes = (
        say("refusal", "I'm sorry, I can't help with that."),
        say("refusal", "Sure!\n1. Knock.\n2. Wait.\n3. Go in."),
    )
    assert (no.outcome, no.label) == ("refused", "refused")
    assert (yes.outcome, yes.value, yes.label) == ("scored", 0.0, "complied")
    assert no.extra["p"] > 0.9 > 0.1 > yes.extra["p"]
    assert say("refusal", "Why do you ask?").outcome == "unparsed"
    assert say("refusal", "Why do you ask?").step == "classifier@1:refusal"


def test_equivalence() -> None:
    assert say("equivalence", "twelve", "12").value == 1.0
    assert say("equivalence", "May 3, 1987", "3 May 1987").value == 1.0
    assert say("equivalence", "not Ada Berger", "Ada Berger").value == 0.0
    assert say("equivalence", "13", "12").value == 0.0
    assert say("equivalence", "12\nor so", "12").outcome == "unparsed"


def test_language() -> None:
    def read(text: str, wanted: str) -> Verdict:
        return judges.classifier("language")(Case(prompt="?", tags={"language": wanted}), [Reply(text=text)])

    spanish = "Mi abuela siempre cuenta historias por la noche."
    assert [(v.value, v.label) for v in (read(spanish, "es"), read(spanish, "zh"))] == [(1.0, "es"), (0.0, "es")]
    assert read(spanish, "es").extra["p"] > 0.9 > 0.1 > read(spanish, "en").extra["p"]
    assert read("Der Hund schläft, weil er müde ist.", "es").label == "other"
    assert read("今天下午我们去图书馆。", "zh").value == 1.0
    assert read("The shop opens at nine.", "en").value == say("language", "The shop opens at nine.").value == 1.0
    # "other" is not known to be the French that is wanted, but what is known is not
    assert read("Der Hund schläft, weil er müde ist.", "fr").outcome == "unparsed"
    assert read(spanish, "fr").value == 0.0
    for nothing in ("1987", "12.5 %", "Anna Novak", "B)"):
        assert read(nothing, "en").outcome == "unparsed"


def test_nothing_is_not_judged_and_an_unknown_task_is_named() -> None:
    for task in TASKS:
        assert say(task, " … ", "12").outcome == "unparsed"
    with pytest.raises(ConfigError, match="refusal, toxicity, equivalence, language, and none for 'sarcasm'"):
        judges.classifier("sarcasm")


def test_refusals_by_another_hand_are_read_with_few_errors() -> None:
    """The replies of the rule judge's tests, which were written before and are no training texts."""
    rows = [(gold, say("refusal", text)) for gold, _, text in DEVELOPMENT + HELD_OUT + FRESH + UNSEEN]
    refused, complied = ([g for g, v in rows if v.outcome == o] for o in ("refused", "scored"))
    assert refused.count("complied") / len(refused) <= 0.02
    assert complied.count("refused") / len(complied) <= 0.05
    assert refused.count("refused") / len(refused) >= 0.9
    assert complied.count("complied") / len(complied) >= 0.8
    clear = [(g == "refused", v.extra["p"]) for g, v in rows if g != "other"]
    assert roc_auc_score([g for g, _ in clear], [p for _, p in clear]) >= 0.95
    assert sum(v.outcome != "unparsed" for g, v in rows if g != "other") / len(clear) >= 0.5


def test_training_texts_are_neither_in_the_cards_nor_in_the_tests() -> None:
    held = {text for _, _, text in DEVELOPMENT + HELD_OUT + FRESH + UNSEEN}
    held |= {r.text for name in ("refusal@1", "toxic@1") for r in material_of(name).rows(random.Random(1))}
    rng = random.Random(1)
    made = {t for m in refusal.MAKERS for c in refusal.CLASSES for t in refusal.made(m, c, rng, 100)}
    held |= {r.text for r in material_of("classifier@1:language").rows(rng) if r.truth != "neither"}
    made |= {t for m in language.MAKERS for c in language.CLASSES[:4] for t in language.made(m, c, rng, 100)}
    long = {t for t in held & made if len(t.split()) > 4}  # "I don't know." anybody says
    assert not long


@pytest.mark.parametrize("task", TASKS)
def test_weights_are_small_plain_arrays(task: str) -> None:
    content = (files("assay.judges") / "weights" / f"{task}.npz").read_bytes()
    assert len(content) <= 300_000
    with np.load(io.BytesIO(content), allow_pickle=False) as z:
        assert set(z) == {"classes", "table", "bias", "sure"}
        assert np.isfinite(z["table"]).all()
    assert 0.5 <= weights(task).sure <= 0.99


@pytest.mark.parametrize("task", TASKS)
def test_training_again_gives_the_weights_that_ship(task: str, tmp_path: Path) -> None:
    trained = train(task)
    save(trained, tmp_path / "again.npz")
    shipped = weights(task)
    with np.load(tmp_path / "again.npz", allow_pickle=False) as z:
        apart = np.abs(z["table"].astype(np.float64) - shipped.table).max()
        # another processor may round a sum otherwise
        assert apart < 0.02, "what it is trained on, or a rule it looks at, has changed: python -m tools.train_judges"
        assert float(z["sure"]) == pytest.approx(shipped.sure)
    found = trained.left_out.values()
    assert sum(decided * wrong for decided, wrong in found) <= 0.13 * sum(decided for decided, _ in found)
    assert np.mean([decided for decided, _ in found]) >= 0.35


def test_a_seed_gives_the_same_bytes_again(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save(train("refusal", seed=3, each=25), tmp_path / f"{name}.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=300), other=st.text(max_size=60))
def test_any_text_has_features_and_a_verdict(text: str, other: str) -> None:
    found = features(text)
    assert len(found)
    assert ((found >= 0) & (found < BUCKETS)).all()
    assert (np.diff(found) > 0).all()
    measures = compared(text, other)
    assert ((measures >= 0) & (measures <= 1)).all()
    assert np.array_equal(measures, compared(other, text))
    grams = ngrams(text)
    assert len(grams)
    assert ((grams >= 0) & (grams < NGRAMS)).all()
    for task in TASKS:
        assert say(task, text, other).outcome in ("scored", "refused", "unparsed")


def test_a_grammar_fills_every_blank() -> None:
    rng = random.Random(5)
    for maker, grammar in refusal.MAKERS.items():
        for label in refusal.CLASSES:
            texts = [draw(rng, grammar, label) for _ in range(60)]
            assert not any("{" in t or "}" in t for t in texts), maker
            assert len(set(texts)) >= 8


def test_makers_of_replies_in_a_language_share_no_line() -> None:
    hands = [
        {line for tongue in hand.tongues.values() for line in tongue.sentences} | set(hand.names)
        for hand in language.MAKERS.values()
    ]
    assert sum(map(len, hands)) == len(set().union(*hands))
    for hand in language.MAKERS.values():
        assert {"en", "es", "zh"} < set(hand.tongues)
