"""The three probes of robustness: answers hold in every form by construction, and each fault shows where it belongs."""

from __future__ import annotations

import random
import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from assay.cases.curate.countries import countries
from assay.cases.vary.formats import FORMATS, true_false, wrong_answers
from assay.cases.worlds.quiz import TOPICS as QUIZ
from assay.cases.worlds.tellings import PUZZLES, SHIFTS, filled, puzzle
from assay.cases.worlds.tongues import LANGUAGES, TOPICS, question
from assay.probes.robustness.format import CHANCE
from assay.records import Case, Reply
from tests.probes_fair.support import ideal, say, values
from tests.support.golden import find, judge

FORMAT, SHIFT, LANGUAGE = "robustness/format", "robustness/distribution-shift", "robustness/language"
seeds = st.integers(0, 2**32)


def clusters(name: str, n: int = 480) -> dict[str, list[Case]]:
    out: dict[str, list[Case]] = defaultdict(list)
    for case in find(name).cases(7, n):
        out[case.cluster].append(case)
    return out


# a solver of its own for the easy questions: it reads the text, and knows nothing of how the world made it


def solve(text: str) -> str | None:
    """The answer of an open quiz question, worked out from its words alone; None where it cannot tell."""
    if m := re.search(r"(\w+) has (\d+) \w+ \w+ and (gets|buys|finds|loses|sells|gives away) (\d+)", text):
        x, y = int(m[2]), int(m[4])
        return str(x + y if m[3] in ("gets", "buys", "finds") else x - y)
    if m := re.search(r"has (\d+) coins, (.*), then (.*)\. How many", text):
        return str(int(m[1]) + sum(_paid(part) for part in (m[2], m[3])))
    if m := re.search(r"Where did (\w+) (?:leave|find|buy|lose) the (\w+)\?$", text):
        return _first(rf"{m[1]} \w+ (?:the|an?) (?:\w+ )?{m[2]} at the (\w+)", text)
    if m := re.search(r"What did (\w+) \w+ at the (\w+)\?$", text):
        return _first(rf"{m[1]} \w+ (?:the|an?) (?:\w+ )?(\w+) at the {m[2]}", text)
    if m := re.search(r"Who owns the (\w+)\?$", text):
        return _first(rf"(\w+) owns the \w+ {m[1]}", text)
    if m := re.search(r"Who has the (most|fewest) ", text):
        found = {int(k): who for who, k in re.findall(r"(\w+) has (\d+)", text)}
        return found[(max if m[1] == "most" else min)(found)]
    if m := re.search(r"Who is the (\w+) of the four", text):
        over = dict(re.findall(r"(\w+) is \w+ than (\w+)", text))
        top = next(who for who in over if who not in over.values())
        low = next(who for who in over.values() if who not in over)
        return top if m[1] in ("tallest", "oldest", "fastest") else low
    return None


def _paid(part: str) -> int:
    amount = int(re.search(r"\d+", part)[0])  # type: ignore[index]
    return amount if "is paid" in part else -amount


def _first(pattern: str, text: str) -> str | None:
    found = re.search(pattern, text)
    return found[1] if found else None


@given(seeds, st.sampled_from(sorted(CHANCE)))
def test_the_stated_answer_is_the_solvers(seed: int, topic: str) -> None:
    asked = QUIZ[topic](random.Random(seed))
    found = solve(asked.stem)
    assert found == asked.answer or (found is None and topic in ("reading", "week"))


@given(seeds, st.sampled_from(sorted(CHANCE)))
def test_every_format_keeps_the_answer_and_offers_it_once(seed: int, topic: str) -> None:
    rng = random.Random(seed)
    asked = QUIZ[topic](rng)
    assert asked.facts and asked.statement.count("{}") == 1
    assert asked.answer not in wrong_answers(rng, asked, 9)
    for name, variation in FORMATS.items():
        assert variation.fits(asked) and variation.family == "format"
        changed = variation.change(rng, asked)
        if name == "true-false":
            assert not variation.keeps_answer
            continue
        assert variation.keeps_answer and changed.answer == asked.answer
        assert (asked.answer in changed.options) == (name == "choice")
        assert asked.answer not in changed.distractors
        if name in ("fill-in", "list"):
            assert changed.stem.count("____") == 1
            assert all(fact in changed.stem for fact in asked.facts)


@given(seeds, st.sampled_from(sorted(CHANCE)))
def test_a_true_statement_holds_the_answer_and_a_false_one_another(seed: int, topic: str) -> None:
    rng = random.Random(seed)
    asked = QUIZ[topic](rng)
    right = asked.statement.format(asked.answer)
    yes, no = true_false(rng, asked, True), true_false(rng, asked, False)
    assert (yes.answer, no.answer) == ("True", "False")
    assert yes.stem.endswith(f"True or false: {right}") and not no.stem.endswith(f"True or false: {right}")


def test_numbers_offered_as_wrong_are_close_and_never_right() -> None:
    rng = random.Random(1)
    for _ in range(300):
        asked = QUIZ["arithmetic"](rng)
        for wrong in wrong_answers(rng, asked, 3):
            assert 0 < abs(int(wrong) - int(asked.answer)) <= 3 and int(wrong) >= 0


def test_answers_are_read_in_every_format() -> None:
    probe = find(FORMAT)
    for case in probe.cases(9, 480):
        texts = [ideal(FORMAT)(case)]
        if case.tags["format"] == "json":
            texts += [f"```json\n{texts[0]}\n```", f"Here it is: {texts[0]}", case.reference]
        else:
            texts += [f"The answer is {case.reference}.", f"**{case.reference}**", case.reference.lower()]
        for text in texts:
            assert judge(probe, case, [Reply(text=text)]).value == 1.0, (case.text, text)


def test_valid_json_and_a_right_answer_are_two_things() -> None:
    chatty = values(FORMAT, lambda c: f"Sure! {ideal(FORMAT)(c)}" if c.tags["format"] == "json" else ideal(FORMAT)(c))
    assert (chatty["json_valid"], chatty["worst_format"]) == (0.0, 1.0)
    wrong = values(FORMAT, lambda c: '{"answer": "Xyzzy"}' if c.tags["format"] == "json" else ideal(FORMAT)(c))
    assert wrong["json_valid"] == 1.0
    assert wrong["worst_format"] is not None and wrong["worst_format"] < 0


def test_always_true_is_worth_nothing_in_true_or_false() -> None:
    found = values(FORMAT, lambda c: "True" if c.tags["format"] == "true-false" else ideal(FORMAT)(c))
    assert found["worst_format"] == 0.0
    assert found["spread"] == 1.0


def test_equal_formats_read_their_null_and_unequal_ones_do_not() -> None:
    rng = random.Random(6)

    def noisy(case: Case) -> str:
        guess = case.data["chance"]
        right = rng.random() < guess + 0.8 * (1 - guess)
        return ideal(FORMAT)(case) if right else find(FORMAT).worst(case)[0]

    found = say(FORMAT, noisy, n=2400)
    worst, spread = found["worst_format"], found["spread"]
    assert (
        worst.estimate is not None
        and worst.null is not None
        and spread.estimate is not None
        and spread.null is not None
    )
    assert worst.estimate.value == pytest.approx(worst.null.value, abs=0.06)
    assert spread.estimate.value == pytest.approx(spread.null.value, abs=0.08)
    broken = say(FORMAT, lambda c: "Xyzzy" if c.tags["format"] == "json" else noisy(c), n=2400)
    assert broken["spread"].estimate is not None and broken["spread"].null is not None
    assert broken["spread"].estimate.value > 2 * broken["spread"].null.value


# distribution shift


@given(seeds, st.sampled_from(PUZZLES))
def test_all_tellings_have_one_answer_and_the_same_numbers(seed: int, kind: str) -> None:
    rng = random.Random(seed)
    asked = puzzle(rng, kind)
    everyday = filled(rng, "everyday")
    plain = asked.tell("", everyday)
    numbers = sorted(re.findall(r"\d+", plain.text))
    for shift in SHIFTS:
        said = filled(rng, shift, everyday)
        told = asked.tell(shift, said)
        body = told.text.removeprefix(said.opening)
        assert sorted(set(re.findall(r"\d+", body))) == sorted(set(numbers))
        assert len(told.wrong) == len(plain.wrong)
        if told.wrong:
            assert told.answer not in told.wrong and len(set(told.wrong)) == 2
            assert all(name in told.text for name in (told.answer, *told.wrong))
        else:
            assert told.answer == plain.answer
            assert not re.search(r"\d", said.opening) or shift == "era"


@given(seeds)
def test_the_puzzles_answers_are_a_solvers(seed: int) -> None:
    rng = random.Random(seed)
    everyday = filled(rng, "everyday")
    stock = puzzle(rng, "stock").tell("", everyday)
    x, y, z = map(int, re.findall(r"\d+", stock.text))
    assert stock.answer == str(x + y - z) and x + y - z > 0
    price = puzzle(rng, "price").tell("", everyday)
    x, y = map(int, re.findall(r"\d+", price.text))
    assert price.answer == str(x * y)
    place = puzzle(rng, "place").tell("", everyday)
    thing = re.search(r"is the (\w+)\?", place.text)
    assert thing and place.answer == _first(rf"left the {thing[1]} at the (\S+?)[,.]", place.text)
    rank = puzzle(rng, "rank").tell("", everyday)
    before = dict(re.findall(r"(\w+) came before (\w+)\.", rank.text))
    first = next(who for who in before if who not in before.values())
    last = next(who for who in before.values() if who not in before)
    assert rank.answer == (first if rank.text.endswith("first?") else last)


def test_the_long_context_holds_nothing_that_is_asked_about() -> None:
    for cases in clusters(SHIFT).values():
        original, long = cases[0], next(c for c in cases if c.variation == "context")
        assert long.text.endswith(original.text)
        added = long.text.removesuffix(original.text)
        assert not re.search(r"\d", added)
        for name in (original.reference, *original.data.get("wrong", ())):
            assert not re.search(rf"\b{name}\b", added)
        assert len(added.split()) > 40


def test_failing_in_one_telling_shows_there_alone() -> None:
    found = values(SHIFT, lambda c: "Xyzzy" if c.variation == "era" else ideal(SHIFT)(c))
    assert found["drop_era"] == 1.0
    assert [found[f"drop_{shift}"] for shift in SHIFTS if shift != "era"] == [0.0] * 4
    assert found["right_both_times"] == pytest.approx(0.8)


# language


@given(seeds, st.sampled_from(sorted(TOPICS)))
def test_a_question_has_the_same_answer_in_every_language(seed: int, topic: str) -> None:
    asked = question(random.Random(seed), topic)
    assert len({tuple(re.findall(r"\d+", stem)) for stem in asked.stems}) == 1
    if asked.options:
        for language in LANGUAGES:
            shown = asked.shown(language)
            assert len(set(shown)) == len(shown)
            assert shown.count(asked.right(language)) == 1
    else:
        assert {asked.right(language) for language in LANGUAGES} == {str(asked.answer)}
    zh = asked.prompt("zh")
    assert not re.search("[A-Za-z]", zh), zh
    assert not re.search("[\u4e00-\u9fff]", asked.prompt("es"))


@given(seeds)
def test_sums_days_and_orders_are_a_solvers(seed: int) -> None:
    rng = random.Random(seed)
    asked = question(rng, "sum")
    numbers = [int(k) for k in re.findall(r"\d+", asked.stems[0])[1:]]
    x, y = numbers
    text = asked.stems[0]
    assert asked.answer == (x + y if "more" in text else x - y if "spends" in text else x * y)
    day = question(rng, "day")
    week = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    start = re.search(r"Today is (\w+)\. .* in (\d)", day.stems[0])
    assert start and day.right("en") == week[(week.index(start[1]) + int(start[2])) % 7]
    order = question(rng, "order")
    older = dict(re.findall(r"(\w+) is older than (\w+)", order.stems[0]))
    oldest = next(who for who in older if who not in older.values())
    youngest = next(who for who in older.values() if who not in older)
    assert order.right("en") == (oldest if "oldest" in order.stems[0] else youngest)


def test_borders_are_borders_and_the_other_options_are_none() -> None:
    by_name = {c.name: c for c in countries().values()}
    rng = random.Random(4)
    for _ in range(500):
        asked = question(rng, "border")
        country = by_name[re.search(r"this one: (.*)\?", asked.stems[0])[1]]  # type: ignore[index]
        near = country.entry["borders"]
        assert [by_name[o].iso3 in near for o in asked.named("en")] == [True, False, False, False]
        part = question(rng, "part")
        country = by_name[re.search(r"this country: (.*)\?", part.stems[0])[1]]  # type: ignore[index]
        assert part.right("en") == str(country.entry["region"]).replace("Americas", "America")


@pytest.mark.parametrize(
    ("language", "said", "right", "strange"),
    [
        ("es", "{es}", 1.0, 0.0),
        ("es", "La respuesta es {es}.", 1.0, 0.0),
        ("es", "The answer is {en}.", 1.0, 1.0),
        ("zh", "{zh}", 1.0, 0.0),
        ("zh", "答案是{zh}。", 1.0, 0.0),
        ("zh", "{en}", 1.0, 1.0),
        ("zh", "{es}", 1.0, 1.0),
        ("en", "{zh}", 1.0, 1.0),
        ("en", "It is {en}, because of what is said.", 1.0, 0.0),
    ],
)
def test_what_is_said_and_the_language_it_is_said_in_are_two_things(
    language: str, said: str, right: float, strange: float
) -> None:
    probe = find(LANGUAGE)
    case = next(
        c for c in probe.cases(2, 200) if c.tags["language"] == language and c.tags["topic"] == "day" and not c.draw
    )
    text = said.format(**{code: names[0] for code, names in case.data["options"].items()})
    verdict = judge(probe, case, [Reply(text=text)])
    assert (verdict.extra["right"], verdict.extra["wrong_language"]) == (right, strange)
    assert verdict.value == right * (1 - strange)


def test_naming_several_options_is_no_answer_in_another_language() -> None:
    """Olga is Olga in Spanish and English; Simón is not Simon."""
    probe = find(LANGUAGE)
    case = next(c for c in probe.cases(2, 400) if c.tags["topic"] == "order" and c.tags["language"] == "es")
    options = {"en": ["Olga", "Simon", "Emma"], "es": ["Olga", "Simón", "Ema"], "zh": ["奥尔加", "西蒙", "艾玛"]}
    case = replace(case, choices=tuple(options["es"]), reference="Olga", data={"labels": "none", "options": options})
    assert judge(probe, case, [Reply(text="Ema tiene más años que Simón. Olga")]).outcome == "unparsed"
    assert judge(probe, case, [Reply(text="Emma")]).extra == {"right": 0.0, "wrong_language": 1.0}


def test_labels_compare_across_languages() -> None:
    probe = find(LANGUAGE)
    for cases in clusters(LANGUAGE, 200).values():
        assert len({judge(probe, c, [Reply(text=c.reference)]).label for c in cases}) == 1


def test_losing_one_language_shows_in_its_own_drop() -> None:
    found = values(LANGUAGE, lambda c: find(LANGUAGE).worst(c)[0] if c.tags["language"] == "zh" else c.reference)
    assert (found["drop_zh"], found["drop_es"], found["right_everywhere"]) == (1.0, 0.0, 0.0)
    assert found["consistency"] == pytest.approx(0.5)
