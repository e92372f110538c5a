"""Reading answers to fact questions: right, wrong, or an abstention (it does not know, there is no such thing)."""

from __future__ import annotations

import re
from typing import Literal

from assay.judges import Judge, choice, exact, looks_refused
from assay.records import Case, Reply, Verdict

__all__ = ["Abstention", "abstention", "read_answer"]

Abstention = Literal["abstained", "refused", ""]

_NO_SUCH = re.compile(
    r"\b(?:does|do|did)(?:n['’]t| not) (?:seem to |appear to |actually |really )?exist\b"
    r"|\bno such\b|\bnon-?existent\b"
    # "A fictional country" denies that there is one; "a fictional character from a film" makes something up.
    r"|\b(?:fictional|fictitious|imaginary|made[- ]up|invented) (?:or \w+ )?"
    r"(?:country|nation|state|place|city|region|element|currency|date|day|name|word|thing|entity)\b"
    r"|\b(?:is|are|be) (?:fictional|fictitious|imaginary|made[- ]up)[.,!]*$"
    r"|\bnot (?:a |an )?(?:real|existing|actual|known|recogni[sz]ed|valid)\b"
    r"|^\W*unknown\b|\b(?:is|are|was) unknown\b"
    r"|\bno (?:existe|existen|existió)\b|\binexistentes?\b|^\W*desconocid[oa]\b|\b(?:es|son) desconocid[oa]s?\b"
    r"|\b(?:país|nación|ciudad|lugar|fecha|nombre|estado) (?:ficticio|ficticia|imaginari[oa]|inventad[oa])\b"
    r"|\bno (?:es|son) (?:un |una )?(?:país|nación|lugar|fecha|nombre)? ?(?:real|válid[oa]|conocid[oa])"
    r"|\bno hay ning[uú]n"
    # What a text does not say: "no consta", "文中没有提到".
    r"|\bno (?:consta|se (?:indica|menciona|especifica|dice|aclara|precisa|informa))\b"
    r"|\b(?:texto|nota|página|folleto|fragmento|pasaje) no (?:lo |la )?(?:dice|indica|menciona|especifica|aclara|precisa)\b"
    r"|(?:并?未|没有|没)(?:明确)?(?:提及|提到|说明|指明|写明|给出|交代|告知)|无法(?:得知|确定|判断)"
    r"|不存在|并?没有(?:这个|这样|叫|名叫|名为)|虚构|杜撰|^\W*未知|是未知的|查无|不是(?:一个)?(?:真实|有效|存在)",
    re.IGNORECASE,
)
_OPEN: Judge = exact(contains=True)
_CHOICE: Judge = choice()


def abstention(text: str) -> Abstention:
    """`abstained`: it says that it does not know, or that the thing does not exist; `refused`: it declines to help."""
    kind: Abstention = looks_refused(text)
    return kind or ("abstained" if _NO_SUCH.search(text) else "")


def read_answer(case: Case, reply: Reply) -> Verdict:
    """A fact question's verdict, by its choices where it has some. An abstention is `refused`."""
    verdict = (_CHOICE if case.choices else _OPEN)(case, [reply])
    if verdict.outcome == "scored" and verdict.value == 1.0:
        return verdict
    kind = abstention(reply.text)
    # An option that was named stays an answer: "B, though that country is unknown to me".
    if kind and not (case.choices and verdict.outcome == "scored"):
        return Verdict("refused", None, kind, {}, verdict.step, "it does not know, or says there is none")
    return verdict
