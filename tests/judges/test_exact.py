"""The exact judge: what counts as the same answer, and what only looks like it."""

from __future__ import annotations

import pytest

from assay import judges
from assay.records import Case, Reply, Verdict


def judge(reference: str, text: str, *accept: str, contains: bool = True, **data: object) -> Verdict:
    case = Case(prompt="?", reference=reference, accept=accept, data=data)
    return judges.exact(contains=contains)(case, [Reply(text=text)])


SAME = [
    ("Paris", "Paris"),
    ("Paris", "paris"),
    ("Paris", " PARIS. "),
    ("Paris", "**Paris**"),
    ("Paris", "*Paris*"),
    ("Paris", "`Paris`"),
    ("Paris", '"Paris"'),
    ("Paris", "“Paris.”"),
    ("Paris", "_Paris_"),
    ("Paris", "# Paris"),
    ("Paris", "- Paris"),
    ("Paris", "Answer: Paris"),
    ("Paris", "The answer is Paris."),
    ("Paris", "<think>Rome? no</think>\n\nParis"),
    ("the Nile", "Nile"),
    ("Nile", "The Nile."),
    ("New  York", "New York"),
    ("Bogotá", "Bogota"),
    ("Bogotá", "Bogota\u0301"),
    ("Côte d'Ivoire", "Côte d’Ivoire"),
    ("Strasse", "Straße"),
    ("北京", "北京。"),
    ("Москва", "москва"),
    ("fi", "\ufb01"),
    ("-5", "−5"),
    ("C++", "C++"),
]


@pytest.mark.parametrize(("reference", "text"), SAME)
def test_writing_does_not_matter(reference: str, text: str) -> None:
    verdict = judge(reference, text, contains=False)
    assert verdict.value == 1.0, verdict
    assert judge(reference, text).value == 1.0


CONTAINED = [
    ("Paris", "The capital of France is Paris."),
    ("Paris", "It's Paris, of course!"),
    ("Paris", "Paris\n\nParis is the capital of France."),
    ("Paris", "Not Rome but Paris."),
    ("Paris", "I don't know why, but it's Paris."),
    ("10", "There are 10 apples."),
    ("10", "about 10."),
    ("no", "I say no."),
    ("Niger", "It is Niger's river."),
    ("北京", "中国的首都是北京。"),
    ("서울", "수도는 서울입니다."),
    ("กรุงเทพ", "เมืองหลวงคือกรุงเทพ"),
    ("New York", "I was born in **New\nYork**."),
    ("dark red", "a dark red apple"),
    ("Myanmar", "It is not only Myanmar."),
    ("Paris", "Everyone knows it is not a secret that Paris is the capital."),
]


@pytest.mark.parametrize(("reference", "text"), CONTAINED)
def test_finds_the_reference_as_whole_words(reference: str, text: str) -> None:
    assert judge(reference, text).value == 1.0, judge(reference, text)


NOT_CONTAINED = [
    ("Niger", "Nigeria"),
    ("Niger", "It is Nigeria."),
    ("no", "I know that well."),
    ("no", "nothing"),
    ("10", "100"),
    ("10", "10.5"),
    ("10", "1,010"),
    ("10", "10,000"),
    ("1", "1,000"),
    ("10", "-10"),
    ("10", "10%"),
    ("10", "10-15"),
    ("10", "10/12"),
    ("10", "10:30"),
    ("10", "2010"),
    ("Guinea", "Guinea-Bissau"),
    ("cafe", "café"),
    ("cafe", "cafe\u0301"),
    ("a", "banana"),
    ("Oman", "Roman"),
    ("Paris", "Parisian"),
    ("Paris", "It is not Paris."),
    ("Paris", "I do not think that it is Paris."),
    ("Paris", "Rome rather than Paris"),
    ("Paris", "Paris or Rome"),
    ("Paris", "Either Rome or Paris."),
    ("Paris", "Rome"),
    ("red", "reddish"),
    ("in", "it is inside"),
    ("Москва", "Москвадагы"),
]


@pytest.mark.parametrize(("reference", "text"), NOT_CONTAINED)
def test_does_not_find_it_in_other_words(reference: str, text: str) -> None:
    verdict = judge(reference, text)
    assert (verdict.outcome, verdict.value) == ("scored", 0.0), verdict


@pytest.mark.parametrize("text", ["", " ", "...", "**", "?!", "<think>Paris", "\x00\x01"])
def test_nothing_is_unparsed(text: str) -> None:
    assert judge("Paris", text).outcome == "unparsed"


REFUSED = [
    ("I don't know.", "abstained"),
    ("I do not know the capital of France.", "abstained"),
    ("I'm not sure.", "abstained"),
    ("Unknown", "abstained"),
    ("It cannot be determined from the text.", "abstained"),
    ("There is not enough information to answer.", "abstained"),
    ("The text does not mention the capital.", "abstained"),
    ("Sorry, I have no information about Paris.", "abstained"),
    ("I’m sorry, but I can’t help with that.", "refused"),
    ("I cannot tell you the capital.", "refused"),
    ("As an AI, I can't answer questions about Paris.", "refused"),
    ("No lo sé.", "abstained"),
    ("我不知道。", "abstained"),
    ("抱歉,我无法回答这个问题。", "refused"),
]


@pytest.mark.parametrize(("text", "label"), REFUSED)
def test_declining_is_refused(text: str, label: str) -> None:
    verdict = judge("Paris", text)
    assert (verdict.outcome, verdict.label) == ("refused", label)


@pytest.mark.parametrize(
    "text",
    [
        "I don't know why, but it's Paris.",
        "I'm not sure, but I think it is Paris.",
        "I'm not certain. My best guess is Paris.",
        "Sorry, it is Paris.",
        "As an AI language model, I know that it is Paris.",
        "I can't stress enough that it is Paris.",
        "I don't know, maybe Paris?",
        "I cannot imagine a nicer capital than Paris.",
    ],
)
def test_an_answer_with_a_doubt_is_an_answer(text: str) -> None:
    assert judge("Paris", text).value == 1.0, judge("Paris", text)


def test_a_reference_that_abstains_is_an_answer() -> None:
    assert judge("Unknown", "Unknown.", contains=False).value == 1.0
    assert judge("cannot be determined", "It cannot be determined.").value == 1.0


def test_naming_another_candidate_too_is_not_right() -> None:
    case = Case(prompt="?", reference="Paris", choices=("Paris", "Rome", "Oslo"))
    read = judges.exact(contains=True)
    assert read(case, [Reply(text="Paris, Rome, Oslo")]).value == 0.0
    assert read(case, [Reply(text="Rome is nice. The answer is Paris.")]).value == 1.0
    assert read(case, [Reply(text="Paris, not Rome.")]).value == 1.0
    assert read(case, [Reply(text="It is Rome.")]).label == "rome"
    assert judge("Paris", "Paris and Lyon", wrong="Lyon").value == 0.0
    assert judge("Paris", "Paris and Lyon", wrong=["Nice", "Lyon"]).value == 0.0
    assert judge("red", "It is dark red.", wrong="dark red").value == 0.0
    assert judge("dark red", "It is dark red.", wrong="red").value == 1.0


def test_two_accepted_spellings_are_no_hedge() -> None:
    verdict = judge("Myanmar", "Myanmar or Burma", "Burma")
    assert (verdict.value, verdict.label) == (1.0, "myanmar")
    assert judge("Myanmar", "Burma", "Burma", contains=False).label == "myanmar"


def test_case_can_matter() -> None:
    case = Case(prompt="?", reference="NaCl")
    assert judges.exact(ignore_case=False)(case, [Reply(text="NaCl.")]).value == 1.0
    assert judges.exact(ignore_case=False)(case, [Reply(text="nacl")]).value == 0.0


def test_numbers_can_be_compared_by_value() -> None:
    case = Case(prompt="?", reference="1000")
    assert judges.exact(numbers="value")(case, [Reply(text="1,000")]).value == 1.0
    assert judges.exact()(case, [Reply(text="1,000")]).value == 0.0
    assert judges.exact(numbers="value")(case, [Reply(text="1,001")]).value == 0.0


def test_the_last_reply_counts_unless_a_turn_is_named() -> None:
    case = Case(prompt="?", reference="Paris")
    replies = [Reply(text="Paris"), Reply(text="Rome")]
    assert judges.exact()(case, replies).value == 0.0
    assert judges.exact(turn=0)(case, replies).value == 1.0
    assert judges.exact(turn=5)(case, replies).outcome == "unparsed"
    assert judges.exact()(case, []).outcome == "unparsed"


def test_names_tell_options_apart() -> None:
    assert judges.exact().name == "exact@1"
    assert judges.exact(contains=True, turn=0).name == "exact@1:contains:turn=0"
