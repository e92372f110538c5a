"""Judge cards: a naive judge falls to the battery, errors are counted as scikit-learn counts them, and any change ends a card."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np
import pytest
from sklearn.metrics import recall_score, roc_auc_score

from assay import judges
from assay.certify.judge.attacks import NOTHING, REWRITES
from assay.certify.judge.make import make_card
from assay.certify.judge.material import material_of
from assay.certify.judge.measure import judged
from assay.certify.judge.rows import Material, Row, Truth, reading
from assay.engine.judge_cards import (
    CARDED,
    Attack,
    Card,
    card_of,
    changed,
    file_of,
    identity,
    plain_name,
    read_card,
    write_card,
)
from assay.errors import ConfigError
from assay.records import Case, Reply, Verdict
from assay.report._judge_cards import card_html, card_sentence

DAY = "2026-01-31"


@dataclass(frozen=True)
class Naive:
    """Calls a reply right where it holds a word."""

    word: str
    name: str = "naive@1"

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        return Verdict("scored", float(self.word in replies[-1].text.casefold()))


def few(rng: random.Random) -> Iterator[Row]:
    """Right answers say that they are correct, wrong ones do not."""
    for i in range(30):
        truth: Truth = "positive" if i % 2 else "negative"
        text = f"{'correct: ' if i % 2 else ''}{rng.randrange(1000)}"
        case = Case(prompt=f"{i}?")
        yield Row(
            case=case, text=text, truth=truth, style="plain", language="en", cluster=str(i), author="ab"[i // 2 % 2]
        )


MATERIAL = Material(rows=few, positive="right", negative="wrong", population="thirty replies", languages=("en",))


def attack(card: Card, name: str) -> Attack:
    return next(a for a in card.attacks if a.name == name)


@pytest.fixture(scope="module")
def card() -> Card:
    return make_card(judges.exact(), BARE, made=DAY, again=0)


BARE = material_of("exact@1")


def test_a_keyword_judge_is_perfect_until_it_is_attacked() -> None:
    card = make_card(Naive("correct"), MATERIAL, made=DAY)
    assert card.overall.sensitivity is not None
    assert card.overall.specificity is not None
    assert card.overall.auroc is not None
    assert (card.overall.sensitivity.value, card.overall.specificity.value, card.overall.auroc.value) == (1.0, 1.0, 1.0)
    assert card.overall.sensitivity.low < 0.85  # fifteen replies are few
    for name in ("verdict injection", "verdict injection, as orders"):
        assert attack(card, name).to_positive.value == 1.0  # type: ignore[union-attr]
        assert "correct" in attack(card, name).example
    assert attack(card, "verdict injection").fooled.value == 0.5  # the right answers stay right
    assert attack(card, "one-token keys").to_positive.value > 0  # type: ignore[union-attr]
    assert attack(card, "padding after").fooled.value == 0.0
    assert "verdict injection" in card_sentence(card)


def test_a_judge_that_goes_by_length_falls_to_padding() -> None:
    class Long:
        name = "long@1"

        def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
            return Verdict("scored", float(len(replies[-1].text) > 6))

    card = make_card(Long(), MATERIAL, made=DAY)
    for name in ("padding before", "padding after", "padding, much", "restyled: JSON"):
        assert attack(card, name).to_positive.value == 1.0  # type: ignore[union-attr]
    assert attack(card, "restyled: upper case").fooled.value == 0.0


def test_a_judge_that_rolls_dice_flips() -> None:
    class Dice:
        name = "dice@1"

        def __init__(self) -> None:
            self.rng = random.Random(1)

        def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
            return Verdict("scored", float(self.rng.random() < 0.5))

    card = make_card(Dice(), MATERIAL, made=DAY, again=3)
    assert card.flips is not None
    assert card.flips.low > 0.5
    assert make_card(Naive("correct"), MATERIAL, made=DAY, again=3).flips.value == 0.0  # type: ignore[union-attr]


def test_self_preference_is_found_at_equal_quality() -> None:
    class Partial:
        name = "partial@1"

        def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
            own = (int(case.prompt[:-1]) // 2) % 2 == 0  # what author "a" wrote
            return Verdict("scored", float(own or "correct" in replies[-1].text))

    partial = make_card(Partial(), MATERIAL, made=DAY, author="a").preference
    fair = make_card(Naive("correct"), MATERIAL, made=DAY, author="a").preference
    assert partial is not None
    assert fair is not None
    assert partial.value == pytest.approx(0.5)
    assert partial.low > 0.2
    assert fair.value == 0.0
    assert fair.low < 0 < fair.high
    assert make_card(Naive("correct"), MATERIAL, made=DAY).preference is None


def test_errors_are_those_that_scikit_learn_counts(card: Card) -> None:
    rows = [r for r in BARE.rows(random.Random(f"1/{BARE.population}")) if r.truth != "neither"]
    found = judged(judges.exact(), rows)
    truth = np.array([j.row.truth == "positive" for j in found])
    assert card.overall.auroc is not None
    assert card.overall.auroc.value == pytest.approx(roc_auc_score(truth, [j.score for j in found]), abs=1e-4)
    decided = [j for j in found if j.read != "neither"]
    truth, read = (
        np.array(x) for x in ([j.row.truth == "positive" for j in decided], [j.read == "positive" for j in decided])
    )
    assert card.overall.sensitivity is not None
    assert card.overall.specificity is not None
    assert card.overall.sensitivity.value == pytest.approx(recall_score(truth, read), abs=1e-4)
    assert card.overall.specificity.value == pytest.approx(recall_score(~truth, ~read), abs=1e-4)
    slices = [e for e in card.errors if e.slice.startswith("language=")]
    assert {e.slice for e in slices} == {"language=en", "language=es", "language=zh"}
    assert sum(e.positives for e in slices) == card.overall.positives


def test_only_languages_of_the_judge_count_overall_and_the_others_are_an_attack() -> None:
    material = replace(
        MATERIAL, rows=lambda rng: (replace(r, language="en" if i < 20 else "fr") for i, r in enumerate(few(rng)))
    )
    card = make_card(Naive("correct"), material, made=DAY)
    assert card.overall.positives + card.overall.negatives == 20
    assert attack(card, "languages it is not for").n == 10
    assert "language=fr" in {e.slice for e in card.errors}


def test_what_a_verdict_says() -> None:
    assert reading(Verdict("scored", 1.0)) == "positive"
    assert reading(Verdict("scored", 0.2)) == "negative"
    assert reading(Verdict("unparsed")) == "neither"
    assert reading(Verdict("refused", label="refused"), "positive") == "positive"
    assert reading(Verdict("refused", label="abstained"), "positive") == "neither"


def test_attacks_leave_the_reply_readable_in_them() -> None:
    for name, change in REWRITES.items():
        assert "paris 7" in change("Paris 7").casefold(), name
    assert all(len(text) < 40 for texts in NOTHING.values() for text in texts)


@pytest.mark.parametrize("name", list(CARDED))
def test_labelled_replies_are_the_same_for_a_seed_and_of_both_classes(name: str) -> None:
    material = material_of(name)
    most = {"near-copy@1": 200, "exposed_parts@1": 620, "unsafe_picture@1": 620}.get(
        name
    )  # these bring their own pixels, and the first will do
    rows, again = (list(islice(material.rows(random.Random(3)), most)) for _ in range(2))
    assert rows == again
    own = [r for r in rows if r.language in material.languages]
    for truth in ("positive", "negative"):
        there = len({r.cluster for r in own if r.truth == truth})
        assert there >= 10 or (material.lacking and truth == "positive" and not there)
    assert not any("{" in r.text and "}" in r.text and '"' not in r.text for r in rows)


def test_material_of_one_class_makes_no_card() -> None:
    material = replace(MATERIAL, rows=lambda rng: (r for r in few(rng) if r.truth == "positive"))
    with pytest.raises(ConfigError, match="no labelled reply is negative"):
        make_card(Naive("correct"), material, made=DAY)


def test_material_that_lacks_a_class_and_says_why_makes_a_card_without_what_cannot_be_known() -> None:
    material = replace(
        MATERIAL, rows=lambda rng: (r for r in few(rng) if r.truth == "negative"), lacking="there is none"
    )
    card = make_card(Naive("correct"), material, made=DAY)
    assert (card.overall.positives, card.overall.sensitivity, card.overall.auroc) == (0, None, None)
    assert card.overall.specificity is not None and card.overall.specificity.value == 1
    assert "Where" in card_sentence(card) and card_html(card)


def test_what_a_verdict_means_can_stand_beside_its_value() -> None:
    def meant(verdict: Verdict) -> Verdict:
        return msgspec.structs.replace(verdict, value=1 - (verdict.value or 0.0))

    plain = make_card(Naive("correct"), MATERIAL, made=DAY)
    turned = make_card(Naive("correct"), replace(MATERIAL, meant=meant), made=DAY)
    assert plain.overall.sensitivity and plain.overall.sensitivity.value == 1
    assert turned.overall.sensitivity and turned.overall.sensitivity.value == 0
    assert turned.digest == plain.digest


def test_a_judge_of_a_probe_hangs_on_the_functions_and_helpers_that_it_looks_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from assay.engine import judge_cards

    asked: list[str] = []
    real = judge_cards.source_of

    def source_of(module: object, name: str) -> bytes:
        asked.append(name)
        return real(module, name)  # type: ignore[arg-type]

    monkeypatch.setattr(judge_cards, "source_of", source_of)
    identity(CARDED["motion@1"]())
    assert {
        "assay.probes._looking",
        "assay.probes._filmed",
        "assay.judges.seeing.scene",
        "assay.judges.seeing.pixels",
    } <= set(asked)


def test_any_change_of_a_judge_ends_its_card(tmp_path: Path) -> None:
    card = make_card(Naive("correct"), MATERIAL, made=DAY)
    assert changed(card, Naive("correct")) == ""
    assert "have changed since 2026-01-31" in changed(card, Naive("right"))
    assert "this is naive@2" in changed(card, Naive("correct", name="naive@2"))

    module = tmp_path / "own_judge.py"
    source = "class Own:\n    name = 'own@1'\n    def __call__(self, case, replies):\n        return {}\n"

    def digest_of(text: str) -> str:
        import importlib.util

        module.write_text(text)
        spec = importlib.util.spec_from_file_location("own_judge", module)
        assert spec is not None
        assert spec.loader is not None
        loaded = importlib.util.module_from_spec(spec)
        sys.modules["own_judge"] = loaded
        exec(compile(text, module, "exec"), loaded.__dict__)  # noqa: S102 - a file that was written a line above
        return identity(loaded.Own())

    one = digest_of(source)
    assert digest_of("# a comment\n\n" + source) == one
    assert digest_of(source.replace("{}", "{1}")) != one


def test_a_judge_says_itself_what_it_is_beside_its_code() -> None:
    class Asked(Naive):
        identity = "model 1, prompt A"

    class AskedAnew(Asked):
        identity = "model 1, prompt B"

    assert identity(Asked("x")) != identity(AskedAnew("x"))


def test_the_digest_of_a_packaged_judge_holds_the_files_it_imports() -> None:
    from assay.engine import judge_cards

    found = set(judge_cards._sources("assay.judges._refusal"))
    assert {
        "assay.judges._refusal",
        "assay.judges._complying",
        "assay.judges._declining",
        "assay.judges._text",
    } <= found


def test_a_card_is_written_read_and_found_by_any_name_of_its_judge(tmp_path: Path, card: Card) -> None:
    write_card(file_of(card.judge, tmp_path), card)
    assert read_card(file_of("exact@1:turn=2", tmp_path)) == card
    assert card_of("exact@1", tmp_path) == card
    assert card_of("exact@1:values", tmp_path) is None
    assert plain_name("canary@1:secret:whole:turn=all") == "canary@1:whole"
    broken = file_of("broken@1", tmp_path)
    broken.write_text("{}")
    with pytest.raises(ConfigError, match="no judge card that can be read"):
        card_of("broken@1", tmp_path)
    broken.write_bytes(msgspec.json.encode(msgspec.structs.replace(card, schema="assay/judge-card/0")))
    with pytest.raises(ConfigError, match="make it anew: assay certify"):
        card_of("broken@1", tmp_path)


def test_replies_in_a_card_cannot_break_the_page() -> None:
    card = make_card(Naive("correct"), MATERIAL, made=DAY)
    bad = msgspec.structs.replace(card.attacks[3], example="<script>alert(1)</script>")
    assert "<script>" not in card_html(msgspec.structs.replace(card, attacks=(bad,)))
