"""Names and verdicts that are denied, in English, Spanish and Chinese: what is denied is not named, and vice versa."""

from __future__ import annotations

import pytest

from assay import judges
from assay.judges._negation import denial
from assay.records import Case, Reply

CITY = Case(
    prompt="?", reference="Cairo", accept=("El Cairo", "开罗"), data={"wrong": ["Alexandria", "Alejandría", "亚历山大"]}
)
NAMED = (
    "Cairo, not Alexandria",
    "It is not Alexandria but Cairo.",
    "It's not Alexandria, it's Cairo.",
    "Alexandria is not the capital. Cairo is.",
    "Alexandria isn't it; Cairo is the capital.",
    "Not only Cairo but also Giza belongs to that area.",
    "Cairo is not only the capital but the largest city.",
    "Cairo isn't just big: it is the capital.",
    "It is Cairo, isn't it?",
    "It's Cairo, which is not on the coast.",
    "I'm not sure, but Cairo",
    "There is no doubt that it is Cairo.",
    "It is wrong to say Alexandria. It is Cairo.",
    "Contrary to what many think, it is Cairo",
    "It was not Cairo at first, but today it is Cairo.",
    "Es El Cairo, no Alejandría.",
    "No es Alejandría, sino El Cairo.",
    "No es Alejandría: es El Cairo.",
    "No, es El Cairo.",
    "Alejandría no es la capital, lo es El Cairo.",
    "El Cairo no es solo la capital, también es la mayor ciudad.",
    "No solo El Cairo, también Guiza.",
    "No cabe duda de que es El Cairo.",
    "En vez de Alejandría, El Cairo.",
    "Creo que es El Cairo, no creo que sea Alejandría.",
    "不是亚历山大，而是开罗。",
    "不是亚历山大,是开罗",
    "是开罗，不是亚历山大。",
    "亚历山大不是首都，开罗才是。",
    "我认为是开罗",
    "不仅是开罗，还有吉萨。",
    "开罗不仅是首都，也是最大的城市。",
    "毫无疑问，首都是开罗。",
)
DENIED = (
    "The capital is not Cairo.",
    "Cairo is not the capital.",
    "Cairo isn't the capital",
    "Cairo was never the capital.",
    "Cairo can't be the capital.",
    "Cairo isn't it.",
    "Cairo is wrong.",
    "Not Cairo",
    "It is false that Cairo is the capital.",
    "It is wrong to say Cairo",
    "It is a myth that the capital is Cairo.",
    "I do not think it is Cairo",
    "No es El Cairo.",
    "La capital no es El Cairo.",
    "El Cairo no es la capital.",
    "El Cairo no es la respuesta correcta.",
    "La capital nunca fue El Cairo.",
    "No creo que sea El Cairo.",
    "Es falso que El Cairo sea la capital.",
    "Alejandría, no El Cairo.",
    "Cualquiera salvo El Cairo.",
    "不是开罗。",
    "首都不是开罗",
    "开罗不是首都。",
    "开罗并不是首都",
    "我不认为是开罗。",
    "答案不可能是开罗",
    "并非开罗",
    "亚历山大，而非开罗",
)
UNCLEAR = (
    "Cairo is not on the coast.",
    "Cairo is not the largest city in Africa, but it is the capital.",
    "Cairo is not wrong.",
    "Cairo? No.",
    "It is Cairo. But Cairo is not the capital.",
    "No Cairo",
    "El Cairo no está mal, pero El Cairo no es de mar.",
    "¿El Cairo? No.",
    "是不是开罗？",
    "不是开罗就是吉萨",
    "开罗？不对。",
)


@pytest.mark.parametrize("text", NAMED)
def test_a_name_beside_a_denial_of_another_thing_is_named(text: str) -> None:
    verdict = judges.exact(contains=True)(CITY, [Reply(text=text)])
    assert verdict.value == 1.0, verdict


@pytest.mark.parametrize("text", DENIED)
def test_a_denied_name_is_not_named(text: str) -> None:
    verdict = judges.exact(contains=True)(CITY, [Reply(text=text)])
    assert (verdict.outcome, verdict.value) == ("scored", 0.0), verdict


@pytest.mark.parametrize("text", UNCLEAR)
def test_where_it_cannot_be_told_whether_a_name_is_denied_nothing_is_guessed(text: str) -> None:
    verdict = judges.exact(contains=True)(CITY, [Reply(text=text)])
    assert verdict.outcome == "unparsed", verdict


def test_a_denied_name_leaves_the_other_one_as_the_answer() -> None:
    verdict = judges.exact(contains=True)(CITY, [Reply(text="Cairo is not the capital, it is Alexandria.")])
    assert (verdict.value, verdict.label) == (0.0, "alexandria")


def test_not_knowing_is_no_denial() -> None:
    for text in ("No sé si es El Cairo.", "我不知道是不是开罗", "I don't know whether it is Cairo."):
        assert judges.exact(contains=True)(CITY, [Reply(text=text)]).outcome == "refused", text


OPTIONS = {
    "es": ("verdadero", "falso"),
    "es2": ("correcto", "incorrecto"),
    "zh": ("正确", "错误"),
    "zh2": ("对", "错"),
    "zh3": ("真", "假"),
    "en": ("correct", "incorrect"),
    "en2": ("acceptable", "wrong"),
}
AFFIRM = {
    "es": ("Verdadero", "verdadero.", "Es verdadero", "La respuesta es verdadero.", "Es verdadero, no falso."),
    "es2": ("Correcto.", "Es correcto", "Eso es correcto."),
    "zh": ("正确", "正确。", "这是正确的", "答案是正确", "答案：正确", "不是错误，而是正确。"),
    "zh2": ("对", "对。", "答案是对"),
    "zh3": ("真", "真。"),
    "en": ("Correct", "correct.", "That is correct.", "It is correct, not incorrect."),
    "en2": ("acceptable", "It was acceptable.", "Acceptable, not wrong."),
}
DENY = {
    "es": (
        "No es verdadero.",
        "no verdadero",
        "No es verdadero",
        "Eso no es verdadero",
        "La respuesta es no verdadero",
    ),
    "es2": ("No es correcto.", "Eso no es correcto", "No creo que sea correcto."),
    "zh": ("不正确", "这不正确。", "这并不正确", "不是正确的", "答案：不正确", "我不认为正确"),
    "zh2": ("不对", "这不对。", "没错"),
    "zh3": ("不真", "不是真"),
    "en": ("not correct", "isn't correct", "That isn't correct.", "It is not correct"),
    "en2": ("not acceptable", "It wasn't acceptable.", "It is never acceptable."),
}


def _two(options: tuple[str, str]) -> Case:
    return Case(prompt="?", reference=options[0], choices=options, data={"labels": "none"})


@pytest.mark.parametrize(("key", "text"), [(k, t) for k, texts in AFFIRM.items() for t in texts])
def test_the_positive_option_is_read_where_it_is_said(key: str, text: str) -> None:
    verdict = judges.choice()(_two(OPTIONS[key]), [Reply(text=text)])
    assert verdict.value == 1.0, verdict


@pytest.mark.parametrize(("key", "text"), [(k, t) for k, texts in DENY.items() for t in texts])
def test_the_positive_option_is_not_read_where_it_is_denied_and_the_other_is_not_guessed(key: str, text: str) -> None:
    verdict = judges.choice()(_two(OPTIONS[key]), [Reply(text=text)])
    assert verdict.outcome == "unparsed", verdict


def test_an_option_that_is_itself_a_denial_is_read() -> None:
    case = Case(prompt="?", reference="不正确", choices=("正确", "不正确"), data={"labels": "none"})
    for text in ("不正确", "这不正确。", "答案是不正确"):
        assert judges.choice()(case, [Reply(text=text)]).value == 1.0, text


def test_a_letter_that_is_denied_leaves_the_other() -> None:
    case = Case(prompt="?", reference="Rome", choices=("Rome", "Oslo"))
    for text in ("B is wrong, A is right", "B is not the answer. A is the answer", "B不对，选A。", "No es B, es A"):
        assert judges.choice()(case, [Reply(text=text)]).value == 1.0, text


YES = (
    "Es verdad", "Es cierto.", "Sí, es cierto", "No es falso", "La afirmación no es falsa", "Es correcto", "没错", "不错",
    "没有错", "这不是假的", "这个说法是正确的", "答案是正确", "是的", "这是真的", "不是错的", "对",
)  # fmt: skip
NO = (
    "no es verdadero", "No es cierto", "Eso no es verdad.", "Es falso", "La afirmación es falsa", "Tampoco es cierto",
    "No, no es correcto", "isn't correct", "is not true", "not true", "不正确", "这是不对的", "这个说法不正确", "说法错误",
    "该说法有误", "并非如此", "答案：不正确", "正确答案是：错", "是错的", "不是", "没有", "假的",
)  # fmt: skip
NEITHER = ("¿Es verdad?", "No, es verdad", "Es cierto que no", "是不是真的？", "也许", "no es correcto o incorrecto")


@pytest.mark.parametrize(("text", "said"), [*((t, "yes") for t in YES), *((t, "no") for t in NO)])
def test_yes_and_no_are_read_through_a_negation(text: str, said: str) -> None:
    verdict = judges.yes_no()(Case(prompt="?", reference="yes"), [Reply(text=text)])
    assert verdict.label == said, verdict


@pytest.mark.parametrize("text", NEITHER)
def test_what_says_neither_yes_nor_no_is_unparsed(text: str) -> None:
    assert judges.yes_no()(Case(prompt="?", reference="yes"), [Reply(text=text)]).outcome == "unparsed"


@pytest.mark.parametrize("script", ["x", "开", "é", "?"])
def test_any_text_is_read_in_linear_time(script: str) -> None:
    text = (script * 3 + " no es 不是 ") * 5_000
    assert denial(text, 40_000, 40_005) in ("denied", "unclear", "")
