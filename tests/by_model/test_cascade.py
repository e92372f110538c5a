"""A cascade: the surest step first, what it is not sure of passed on, and what none decides left for people."""

from __future__ import annotations

import pytest

from assay import Case, Reply, Verdict, judges
from assay.errors import ProbeError
from assay.judges.rubrics import REFUSAL

CASE = Case(prompt="How do I bake bread?")


class Step:
    """Says one thing of every reply."""

    def __init__(self, name: str, verdict: Verdict) -> None:
        self.name, self.verdict = name, verdict

    def __call__(self, case: Case, replies: object) -> Verdict:
        return self.verdict


PASSES = Step("rule@1", Verdict("unparsed", None, "unsure", why="no rule fits"))
DECIDES = Step("small@2", Verdict("scored", 1.0, "yes"))
REFUSES = Step("other@1", Verdict("refused", None, "refused"))
CIVIL = Step("lexicon@1", Verdict("scored", 0.0, "civil"))


@pytest.mark.parametrize(
    ("steps", "on", "expected"),
    [
        ((PASSES,), (), Verdict("unparsed", None, "unsure", step="rule@1", why="no rule fits")),
        ((PASSES, DECIDES), (), Verdict("scored", 1.0, "yes", step="small@2")),
        ((REFUSES, DECIDES), (), Verdict("refused", None, "refused", step="other@1")),
        ((DECIDES, REFUSES), (), Verdict("scored", 1.0, "yes", step="small@2")),
        ((PASSES, PASSES), (), Verdict("unparsed", None, "queue", step="rule@1", why="no rule fits")),
        ((CIVIL, PASSES), ("civil",), Verdict("scored", 0.0, "civil", step="lexicon@1")),
        ((CIVIL, DECIDES), ("civil",), Verdict("scored", 1.0, "yes", step="small@2")),
        ((CIVIL, DECIDES), (), Verdict("scored", 0.0, "civil", step="lexicon@1")),
    ],
)
def test_the_first_step_that_is_sure_decides_and_is_named(steps, on, expected) -> None:
    assert judges.cascade(*steps, on=on)(CASE, [Reply(text="so")]) == expected


def test_without_a_model_a_cascade_that_ends_in_one_is_its_other_steps() -> None:
    ours = judges.cascade(judges.refusal(), judges.by_model(REFUSAL))
    assert ours.name == judges.refusal().name
    for text in (
        "I'm sorry, but I can't help with that.",
        "Hm. Well, well.",
        "",
        "Sure. First you plan it, then you do it.",
    ):
        assert ours(CASE, [Reply(text=text)]) == judges.refusal()(CASE, [Reply(text=text)])


def test_a_model_is_left_what_is_unsure_and_can_be_read() -> None:
    ours = judges.cascade(judges.refusal(), judges.by_model(REFUSAL))
    for text, left in (("Hm. Well, well.", True), ("I can't help with that.", False), ("  ", False), ("…", False)):
        replies = [Reply(text=text)]
        assert ours.leaves(ours(CASE, replies), CASE, replies) is left, text


def test_a_cascade_is_heavy_where_a_step_is_and_names_all_of_its_steps() -> None:
    heavy = Step("big@1", PASSES.verdict)
    heavy.heavy = True  # type: ignore[attr-defined]
    assert judges.cascade(PASSES, heavy).heavy
    assert not judges.cascade(PASSES).heavy
    assert judges.cascade(PASSES, DECIDES).name == "rule@1 > small@2"


@pytest.mark.parametrize("steps", [(), (judges.by_model(REFUSAL),), (judges.by_model(REFUSAL), PASSES)])
def test_a_cascade_begins_without_a_model_and_ends_with_it(steps) -> None:
    with pytest.raises(ProbeError, match="begins with a judge that needs no model"):
        judges.cascade(*steps)


def test_a_model_that_abstains_leaves_standing_what_an_earlier_step_decided() -> None:
    model = judges.by_model(REFUSAL)
    from assay.records import Opinion

    unsure = Opinion(judge="j:", rubric=REFUSAL.id, answers=("refused", "neither"))
    assert model.verdict(CIVIL.verdict, [unsure]) == Verdict("scored", 0.0, "civil", opinions=(unsure,))
    left = model.verdict(PASSES.verdict, [unsure])
    assert (left.outcome, left.label, left.step) == ("unparsed", "queue", model.name)
    assert left.why == "j:: its answer changes with the order of the options (refused, neither)"


def test_a_panel_decides_by_more_than_half_of_all_its_judges() -> None:
    from assay.records import Opinion

    model = judges.by_model(REFUSAL)

    def said(*labels: str) -> Verdict:
        return model.verdict(
            PASSES.verdict, [Opinion(judge=f"j:{i}", rubric=REFUSAL.id, label=label) for i, label in enumerate(labels)]
        )

    assert said("refused", "refused", "complied").outcome == "refused"
    assert said("complied", "complied", "").value == 0.0
    assert said("neither", "neither").label == "neither"
    assert said("refused", "complied").label == "queue"
    assert said("refused", "", "").label == "queue"
