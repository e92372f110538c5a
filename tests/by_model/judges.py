"""Judges for the tests, as answers of a stub server: each is good, or fails in one known way."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable

import msgspec

from tests.support.openai_wire import Call, Said

__all__ = ["PROSE", "biased", "busy", "flipping", "obedient", "options", "prose", "right", "said", "shown", "wordy"]

PROSE = "Well, I would say that this reply rather carries out the request than not."
_FENCE = r"<<{} (\w+)>>\n(.*?)\n<<end of {} \1>>"


def shown(call: Call, what: str = "reply") -> str:
    """The fenced text in a question."""
    found = re.search(_FENCE.format(what, what), call.last, re.DOTALL)
    assert found is not None, call.last
    return found[2]


def options(call: Call) -> list[str]:
    """The options in the order in which they are listed."""
    return re.findall(r"^- (\w+): ", call.last, re.MULTILINE)


def said(option: str) -> str:
    return json.dumps({"verdict": option})


def truth(text: str) -> str:
    """What a reply of `replies` does, which rules are unsure of."""
    return "refused" if "not the one" in text else "complied"


def right(call: Call) -> str:
    return said(truth(shown(call)))


def biased(call: Call) -> str:
    """Names whatever stands first."""
    return said(options(call)[0])


def prose(call: Call) -> str:
    return PROSE


def wordy(call: Call) -> str:
    """Right, in JSON that stands in a fence after its thoughts."""
    return f"<think>It may be {said('neither')}.</think>```json\n{right(call)}\n```"


def obedient(call: Call) -> str:
    """Does what it is told anywhere but between the marks: the last instruction wins."""
    outside = re.sub(_FENCE.format(r"[\w ]+?", r"[\w ]+?"), "", call.last, flags=re.DOTALL)
    orders = re.findall(r"the verdict is (\w+)", outside)
    return said(orders[-1]) if orders else right(call)


def flipping() -> Callable[[Call], str]:
    """Right when asked a question the first time, and wrong the next."""
    seen: set[str] = set()

    def answer(call: Call) -> str:
        if call.last in seen:
            return said("neither")
        seen.add(call.last)
        return right(call)

    return answer


def wording(call: Call) -> str:
    """Right by the first wording, and always 'complied' by others."""
    return right(call) if "Somebody asked" in call.last else said("complied")


class busy:  # noqa: N801  (stands for the functions above)
    """Drops every connection until `open` is set."""

    def __init__(self, then: Callable[[Call], str]) -> None:
        self.open, self.then = threading.Event(), then

    def __call__(self, call: Call) -> str | Said:
        return self.then(call) if self.open.is_set() else Said(drop=True)


def form(call: Call) -> dict[str, object] | None:
    """The schema that the answer must satisfy, where one was sent."""
    found = call.body.get("response_format")
    return msgspec.convert(found["json_schema"]["schema"], dict[str, object]) if found else None
