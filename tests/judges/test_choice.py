"""The choice judge: letters and texts, in any order, and what is no choice at all."""

from __future__ import annotations

import pytest

from assay import judges
from assay.errors import ProbeError
from assay.records import Case, Reply, Verdict

CITIES = ("Rome", "Paris", "London", "None of the above")
COLOURS = ("red", "dark red", "blue")


def judge(text: str, choices: tuple[str, ...] = CITIES, reference: str = "Paris", **data: object) -> Verdict:
    case = Case(prompt="?", choices=choices, reference=reference, data=data)
    return judges.choice()(case, [Reply(text=text)])


READ = [
    ("B", "paris"),
    ("b", "paris"),
    ("B.", "paris"),
    ("(B)", "paris"),
    ("b)", "paris"),
    ("**B**", "paris"),
    ("`B`", "paris"),
    ("\n B \n", "paris"),
    ("Paris", "paris"),
    ("paris.", "paris"),
    ("B) Paris", "paris"),
    ("B. Paris", "paris"),
    ("B: Paris", "paris"),
    ("B - Paris", "paris"),
    ("(B) Paris.", "paris"),
    ("**B. Paris**", "paris"),
    ("Answer: B", "paris"),
    ("Answer: D", "none of the above"),
    ("answer: d", "none of the above"),
    ("option b", "paris"),
    ("Option B.", "paris"),
    ("The answer is B) Paris", "paris"),
    ("The answer is (b).", "paris"),
    ("The correct answer is: **B**", "paris"),
    ("The correct option is B", "paris"),
    ("I choose B because it is the capital.", "paris"),
    ("I would go with Paris.", "paris"),
    ("It is Paris.", "paris"),
    ("The capital of France is Paris.", "paris"),
    ("B because France", "paris"),
    ("B is correct.", "paris"),
    ("It's not Rome but Paris.", "paris"),
    ("Paris, not London.", "paris"),
    ("Paris rather than Rome", "paris"),
    ("None of the above", "none of the above"),
    ("D) None of the above.", "none of the above"),
    ("A) Rome\nB) Paris\nC) London\nD) None of the above\n\nAnswer: B", "paris"),
    ("Rome is in Italy and London in England. So the answer is B.", "paris"),
    ("B) Paris\n\nLondon is the capital of England.", "paris"),
    ("<think>Is it A or C?</think>B", "paris"),
    ("You asked: which of Rome, Paris and London is it? The answer is Paris.", "paris"),
    ("Final answer: B. Paris", "paris"),
    ("The answer is\nB", "paris"),
    ("A", "rome"),
    ("A.", "rome"),
    ("A) Rome", "rome"),
    ("The answer is A.", "rome"),
    ("The answer is A", "rome"),
    ("answer is a", "rome"),
    ("London", "london"),
    ("C", "london"),
]


@pytest.mark.parametrize(("text", "label"), READ)
def test_reads_the_option(text: str, label: str) -> None:
    verdict = judge(text)
    assert (verdict.outcome, verdict.label, verdict.value) == ("scored", label, float(label == "paris")), verdict


UNREAD = [
    "",
    "   ",
    "...",
    "A) Paris",
    "The answer is B) London",
    "A or B",
    "B and C",
    "Both A and B.",
    "Rome or Paris",
    "The answer is A or B.",
    "Madrid",
    "A city in Europe",
    "a",
    "It is a beautiful city.",
    "I think so.",
    "A) Rome\nB) Paris\nC) London\nD) None of the above",
    "Parisian food is good",
    "E",
    "Yes",
    "The answer is Rome. The answer is Paris.",
    "<think>B",
]


@pytest.mark.parametrize("text", [t for t in UNREAD if t != "a"])
def test_what_names_no_single_option_is_unparsed(text: str) -> None:
    assert judge(text).outcome == "unparsed", judge(text)


def test_letter_a_is_not_read_from_the_article() -> None:
    for text in ("A dog is on a mat.", "There is a dog and a cat.", "a dog", "It's a B movie?"[:9]):
        assert judge(text, ("cat", "dog", "cow"), "dog").label in ("dog", ""), text
    assert judge("A dog", ("cat", "dog", "cow"), "dog").value == 1.0
    assert judge("A large animal.", ("cat", "dog"), "dog").outcome == "unparsed"


def test_letter_i_is_not_read_from_the_pronoun() -> None:
    nine = tuple(f"word{c}" for c in "abcdefghi")
    assert judge("I like it very much", nine, "worda").outcome == "unparsed"
    assert judge("(I)", nine, "wordi").value == 1.0
    assert judge("I think the answer is B", nine, "wordb").value == 1.0


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("dark red", "dark red"),
        ("It is dark red.", "dark red"),
        ("red", "red"),
        ("The red one", "red"),
        ("B) dark red", "dark red"),
        ("The answer is red.", "red"),
        ("not dark red but red", "red"),
    ],
)
def test_an_option_inside_another_is_told_apart(text: str, label: str) -> None:
    assert judge(text, COLOURS, "red").label == label


def test_order_does_not_change_the_label() -> None:
    first = judge("A", ("Paris", "Rome"))
    second = judge("(b)", ("Rome", "Paris"))
    assert first == second or (first.label, first.value) == (second.label, second.value) == ("paris", 1.0)


def test_yes_and_no_as_options() -> None:
    assert judge("No", ("Yes", "No"), "No").value == 1.0
    assert judge("No, it isn't.", ("Yes", "No"), "No").value == 1.0
    assert judge("I know it. Yes", ("Yes", "No"), "No").outcome == "unparsed"
    assert judge("A) Yes, there is no doubt", ("Yes", "No"), "Yes").value == 1.0


@pytest.mark.parametrize(
    ("text", "label"),
    [("2", "paris"), ("2.", "paris"), ("2) Paris", "paris"), ("Option 2", "paris"), ("The answer is 2.", "paris")],
)
def test_numbers_as_labels(text: str, label: str) -> None:
    assert judge(text, labels="numbers").label == label


def test_numbers_as_labels_only_where_they_are() -> None:
    assert judge("2").outcome == "unparsed"
    assert judge("There are 2 rivers in it", labels="numbers").outcome == "unparsed"
    assert judge("10", ("10", "100"), "10").value == 1.0
    assert judge("It costs 10.5", ("10", "100"), "10").outcome == "unparsed"


def test_own_labels_and_no_labels() -> None:
    case = Case(prompt="?", choices=("Rome", "Paris"), reference="Paris", data={"labels": ["x", "y"]})
    assert judges.choice()(case, [Reply(text="(y)")]).value == 1.0
    assert judge("B", labels="none").outcome == "unparsed"
    with pytest.raises(ProbeError):
        judge("B", labels="roman")
    with pytest.raises(ProbeError):
        judge("B", choices=("one",))


def test_twenty_six_options() -> None:
    words = tuple(f"town{chr(97 + i)}" for i in range(26))
    assert judge("Z", words, "townz").value == 1.0
    assert judge("The answer is (X) townx.", words, "townx").value == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "I don't know.",
        "It cannot be determined.",
        "I'm sorry, I can't answer that.",
        "I don't know whether it is A or B.",
    ],
)
def test_declining_is_refused(text: str) -> None:
    assert judge(text).outcome == "refused"


def test_an_option_that_reads_like_abstaining_is_an_option() -> None:
    options = ("The nurse", "The doctor", "Not enough information")
    assert judge("C) Not enough information", options, "Not enough information").value == 1.0
    assert judge("Not enough information", options, "Not enough information").value == 1.0
    assert judge("There is not enough information to say.", options, "Not enough information").value == 1.0
    assert (
        judge(
            "The answer is Cannot be determined", ("Ann", "Bob", "Cannot be determined"), "Cannot be determined"
        ).value
        == 1.0
    )


def test_accents_and_other_scripts() -> None:
    assert judge("Bogota", ("Bogotá", "Lima"), "Bogotá").value == 1.0
    assert judge("答案是北京。", ("北京", "上海"), "北京").value == 1.0
    assert judge("答案是B", ("北京", "上海"), "上海").value == 1.0
    assert judge("Ответ: Москва", ("Москва", "Минск"), "Москва").value == 1.0


def test_an_accepted_spelling_names_the_reference() -> None:
    case = Case(prompt="?", choices=("Côte d'Ivoire", "Ghana"), reference="Côte d'Ivoire", accept=("Ivory Coast",))
    verdict = judges.choice()(case, [Reply(text="It is the Ivory Coast.")])
    assert (verdict.value, verdict.label) == (1.0, "cote d'ivoire") or verdict.value == 1.0


def test_one_digit_options_are_named_in_a_sentence() -> None:
    assert judge("The atomic number of carbon is 6.", ("62", "10", "8", "6"), "6").value == 1.0
    assert judge("The code is 353.", ("+353", "+63"), "+353").value == 1.0
    assert judge("A) +353", ("+353", "+63"), "+353").value == 1.0
