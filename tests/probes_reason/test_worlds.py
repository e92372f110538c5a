"""The stated answer is what another solver, which reads only the text, finds; deeper puzzles have longer proofs."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.cases.worlds import calendars, documents, ledgers, logic, quantities
from assay.cases.worlds.puzzle import Difficulty, until
from tests.probes_reason.readers import READERS
from tests.probes_reason.support import WORLDS, draw

# no deadlines: the first puzzle with invented names reads the lists of real ones
seeds, depths = st.integers(0, 2**32), st.integers(1, 4)
worlds = st.sampled_from(list(WORLDS))


@settings(deadline=None, derandomize=True)
@given(worlds, seeds, depths, st.integers(1, 3), st.integers(0, 4), st.sampled_from([0.0, 0.5, 1.0]), st.booleans())
def test_another_solver_finds_the_stated_answer_in_the_text(
    world: str, seed: int, depth: int, width: int, distractors: int, rarity: float, distracted: bool
) -> None:
    puzzle = draw(world, seed, depth=depth, width=width, distractors=distractors, rarity=rarity)
    for language in puzzle.tellings:
        question = puzzle.question(language, distracted=distracted)
        assert READERS[world](question.render(), language) == question.answer, question.render()


@settings(deadline=None, derandomize=True)
@given(worlds, seeds, depths, st.integers(1, 3))
def test_a_deeper_puzzle_has_a_longer_proof(world: str, seed: int, depth: int, width: int) -> None:
    first, deeper = (len(draw(world, seed, depth=d, width=width).proof) for d in (depth, depth + 1))
    assert deeper > first >= depth - (world == "ledger")
    if world != "ledger":
        assert first == depth


@settings(deadline=None, derandomize=True)
@given(worlds, seeds, st.integers(0, 4))
def test_distractors_are_lines_that_can_be_left_out(world: str, seed: int, distractors: int) -> None:
    puzzle = draw(world, seed, distractors=distractors)
    assert puzzle.needed.count(False) == distractors
    plain, full = puzzle.question(distracted=False), puzzle.question()
    assert plain.answer == full.answer and len(full.facts) - len(plain.facts) == distractors
    assert (plain.stem == full.stem) == (distractors == 0)


@settings(deadline=None, derandomize=True)
@given(worlds, seeds)
def test_wrong_answers_are_wrong_and_of_the_right_sort(world: str, seed: int) -> None:
    for telling in draw(world, seed).tellings.values():
        assert telling.wrong and telling.answer not in telling.wrong
        assert not telling.options or {telling.answer, *telling.wrong} == set(telling.options)
        shown = " ".join((*telling.lines, *telling.options))
        assert world in ("logic", "arithmetic") or all(word in shown for word in telling.wrong)


@pytest.mark.parametrize("world", WORLDS)
def test_rarity_decides_the_names_and_the_seed_everything(world: str) -> None:
    def nouns(rarity: float) -> set[str]:
        return {name for seed in range(30) for name in draw(world, seed, rarity=rarity).tellings["en"].protected}

    common, rare, mixed = nouns(0.0), nouns(1.0), nouns(0.5)
    told = common & rare
    assert (common - told) and (rare - told)
    assert (mixed & common) - told and len(mixed - common - told) > 0
    assert draw(world, 5).question() == draw(world, 5).question()
    assert len({draw(world, seed).question().stem for seed in range(60)}) == 60


@pytest.mark.parametrize("wrong", [{"depth": 0}, {"width": 0}, {"distractors": -1}, {"rarity": 1.5}])
def test_a_difficulty_that_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="depth ≥ 1"):
        Difficulty(**wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no such thing in 500 draws"):
        until(lambda: None, "such thing")


def test_all_labels_and_both_kinds_of_rule_occur_in_logic() -> None:
    for label in logic.LABELS:
        made = [logic.puzzle(random.Random(i), Difficulty(depth=2), label) for i in range(40)]
        denied = sum("No " in " ".join(p.proof) for p in made)
        assert {p.tellings["en"].answer for p in made} == {label}
        # whether a rule denies does not give the answer away between false and unknown
        assert {"true": denied == 0, "false": denied == 40, "unknown": 8 < denied < 32}[label]


def test_logic_by_hand() -> None:
    rule = logic.Rule
    theory = logic.Theory(
        frozenset({(0, 0), (0, 5)}), (rule((0,), 1), rule((1, 5), 2), rule((2,), 3, True), rule((4,), 1))
    )
    assert logic.solve(theory, 0, 2) == ("true", (rule((0,), 1), rule((1, 5), 2)))
    assert logic.solve(theory, 0, 3)[0] == "false" and len(logic.solve(theory, 0, 3)[1]) == 3
    assert logic.solve(theory, 0, 4) == ("unknown", ()) and logic.solve(theory, 1, 2) == ("unknown", ())
    # what would lead to a contradiction is false, however far off: 6 → 3, and 3 is denied
    far = logic.Theory(theory.facts, (*theory.rules, rule((6,), 3)))
    assert logic.solve(far, 0, 6)[0] == "false"
    with pytest.raises(ValueError, match="contradicts itself"):
        logic.solve(logic.Theory(frozenset({(0, 0), (0, 3)}), (*theory.rules, rule((0,), 3, True))), 0, 1)


def test_quantities_by_hand() -> None:
    q = quantities.Quantity
    graph = {
        0: q("is", 4),
        1: q("times", 3, (0,)),
        2: q("sum", 0, (0, 1)),
        3: q("fewer", 5, (2,)),
        4: q("more", 1, (4,)),
    }
    assert quantities.solve(graph, 3) == (11, (1, 2, 3))
    with pytest.raises(ValueError, match="rests on itself"):
        quantities.solve(graph, 4)


def test_rights_by_hand() -> None:
    right = ("read", "red")
    rules = (
        ledgers.ActsFor(0, 1),
        ledgers.Holds(1, 0),
        ledgers.Implies(0, 1),
        ledgers.Holds(1, 2),
        ledgers.Grant(right, roles=(1, 2)),
        ledgers.Holds(3, 1),
    )
    assert ledgers.solve(rules, 0, right) is not None and ledgers.solve(rules, 3, right) is None
    assert ledgers.solve(rules, 0, ("sign", "red")) is None and ledgers.solve(rules[1:], 0, right) is None
    assert ledgers.solve((*rules, ledgers.ActsFor(1, 0)), 0, right) == ledgers.solve(rules, 0, right), (
        "acting in a ring"
    )


def test_calendars_by_hand() -> None:
    one = calendars.Appointment
    busy = [one(0, (1,), 600, 660), one(1, (1, 3), 780, 840), one(0, (2,), 660, 720)]
    # the second clock is two hours ahead: 13:00 there is 11:00 here
    assert calendars.solve(busy, [0, 120], 1, 30) == (720, ((1440 + 600, 1440 + 660), (1440 + 660, 1440 + 720)))
    assert calendars.solve(busy, [0, 0], 1, 30) == (660, ((2040, 2100),))
    assert calendars.solve([one(0, (0,), 590, 1199)], [0], 0, 30)[0] is None
    assert calendars.busy([one(0, (6,), 23 * 60, 25 * 60)], [0]) == [(0, 60), (6 * 1440 + 23 * 60, 7 * 1440)]
    assert calendars.clock(605) == "10:05"


def test_documents_by_hand() -> None:
    fact = documents.Fact
    facts = [fact("home", 0, 1), fact("mayor", 1, 2), fact("home", 2, 3)]
    assert documents.solve(facts, 0, ["home", "mayor", "home"]) == (3, tuple(facts))
    assert documents.solve(facts, 0, ["mayor"]) == (None, ())
    with pytest.raises(ValueError, match="from one thing to two"):
        documents.solve([*facts, fact("home", 0, 3)], 0, ["home"])


def test_every_register_and_relation_is_told_and_read() -> None:
    seen = set()
    for seed, depth in product(range(60), (1, 2)):
        telling = draw("documents", seed, depth=depth).tellings["en"]
        seen |= set(telling.pages)
    assert seen == set(documents.REGISTERS)
