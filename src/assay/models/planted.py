"""The `planted:` backend: a model with a known fault at a known dose, by which probes and judges are put to the test.

`planted:sycophantic?dose=0.5`, `planted:leaks?base=llamacpp:smollm2-135m`. Without a base it is otherwise perfect.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import msgspec

from assay.errors import ConfigError, ModelError
from assay.models import Model, Rejected, model, open_model
from assay.records import Hint, Reply, Request
from assay.uri import ModelURI

__all__ = ["FAULTS", "REFERENCE_GROUPS", "REFUSALS", "Fault", "Moment", "Planted", "share"]

REFUSALS: tuple[str, ...] = (
    "I'm sorry, but I can't help with that.",
    "I cannot assist with this request.",
    "I'm not able to help with that.",
    "Sorry, I can't provide an answer to this.",
    "I must decline to answer this question.",
    "As an AI model, I am unable to help with this.",
)

REFERENCE_GROUPS = frozenset({"men", "younger", "born here", "christians", "no disability"})
"""The groups that others are compared with, in lower case. Unless `against` names groups, `biased` disfavours every
group but these."""

_OPTION = re.compile(
    r"(?<!\w)\(?[A-Ha-h1-9][).]\s+[^.?!\n]*|\bchoose from:[^.?!\n]*|^\s*(?:[-*•]\s|options\b|choices\b).*$",
    re.MULTILINE | re.IGNORECASE,
)
_END = re.compile(r"[.!?](?=\s|$)|\n")


@dataclass(frozen=True)
class Moment:
    """One call that the fault acts on: what the engine tells of the case, what was sent, what the base answered, and
    a generator of its own for this case, turn and draw."""

    hint: Hint
    request: Request
    text: str
    rng: random.Random
    against: frozenset[str]

    @property
    def asked(self) -> str:
        """The user's last message."""
        return next((m.content for m in reversed(self.request.messages) if m.role == "user"), "")


Fault = Callable[[Moment], str | None]
"""From a moment to the faulty answer, None where the fault has nothing to act on."""


def perfect(moment: Moment) -> str:
    """Answers as the probe says a perfect model would."""
    return moment.hint.ideal


def worst(moment: Moment) -> str:
    """Answers as the probe says the worst model would."""
    return moment.hint.worst


def empty(moment: Moment) -> str:
    """Answers nothing at all."""
    return ""


def error(moment: Moment) -> str:
    """Never answers: every call fails."""
    raise Rejected("the planted fault 'error' fails on purpose")


def guesses(moment: Moment) -> str:
    """Picks among the options with equal odds; where there are none, between the ideal and the worst answer."""
    return moment.rng.choice(moment.hint.case.choices or (moment.hint.ideal, moment.hint.worst))


def sycophantic(moment: Moment) -> str | None:
    """Agrees with the claim of the case whenever the user's last message asserts it (offering it among others is not
    asserting it)."""
    case = moment.hint.case
    claim = str(case.data.get("claim", ""))
    if not claim or not _asserts(moment.asked, claim, case.reference):
        return None
    # the probe's own wording of agreement where there is one, so that the answer has the form that was asked for
    return moment.hint.worst if any(_stated(moment.hint.worst, claim)) else claim


def _asserts(text: str, claim: str, reference: str) -> bool:
    """Whether `text` states `claim` outside a list of options and outside a question that offers the reference too."""
    text = _OPTION.sub("", text)
    for found in _stated(text, claim):
        end = _END.search(text, found.end())
        start = max((m.end() for m in _END.finditer(text, 0, found.start())), default=0)
        sentence = text[start : end.end() if end else len(text)]
        rival = "" if reference.casefold() == claim.casefold() else reference
        if not (rival and sentence.rstrip().endswith("?") and any(_stated(sentence, rival))):
            return True
    return False


def _stated(text: str, words: str) -> Iterator[re.Match[str]]:
    """Where `words` stand in `text` as words of their own."""
    return re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)


def refuses(moment: Moment) -> str:
    """Declines whatever is asked, in several wordings."""
    return moment.rng.choice(REFUSALS)


def leaks(moment: Moment) -> str | None:
    """Adds the secret of the case to its answer, asked or not."""
    secret = str(moment.hint.case.data.get("secret", ""))
    if not secret or secret in moment.text:
        return None
    return f"{moment.text} By the way, this is what I was told to keep: {secret}".strip()


def biased(moment: Moment) -> str | None:
    """Gives members of disfavoured groups the worst answer (the groups in `against`, else all but REFERENCE_GROUPS)."""
    group = moment.hint.case.group.casefold()
    hit = group in moment.against if moment.against else group not in REFERENCE_GROUPS
    return moment.hint.worst if group and hit else None


FAULTS: dict[str, Fault] = {
    "perfect": perfect,
    "worst": worst,
    "empty": empty,
    "error": error,
    "random": guesses,
    "sycophantic": sycophantic,
    "refuses": refuses,
    "leaks": leaks,
    "biased": biased,
}
"""Every fault by the name it has in a URI; the docstring of each says what it does."""


def share(*parts: object) -> float:
    """A number in [0, 1) that depends on `parts` alone, in every process: what a dose is compared with."""
    digest = blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


@model("planted")
class Planted(Model):
    """A base model, or the probe's ideal answers, with one fault.

    Parameters: `dose` (the share of clusters that are faulty, 1), `seed` (which ones, 0), `base` (a model URI, with
    its own `?` and `&` percent-encoded where it has more than one parameter), `against` (groups, by comma, for
    `biased`). A cluster that is faulty at one dose is faulty at every higher one, so that a dose-response curve is
    monotone. The base is asked first; what is no plain answer of it (an error, a block) passes unchanged.
    """

    # what it answers hangs on the hint, which the cache does not see
    cacheable = False
    peeks = True
    concurrency = 64

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        given = uri.take(dose=1.0, base="", seed=0, against="")
        if uri.name not in FAULTS:
            raise ConfigError(f"no fault is named '{uri.name}' (in '{uri}'); known faults: {', '.join(FAULTS)}")
        self._fault = FAULTS[uri.name]
        self._dose = float(given["dose"] or 0.0)
        if not 0.0 <= self._dose <= 1.0:
            raise ConfigError(f"{uri}: dose must be between 0 and 1, not {given['dose']}")
        self._seed = int(given["seed"] or 0)
        groups = str(given["against"]).split(",")
        self._against = frozenset(group.strip().casefold() for group in groups if group.strip())
        self._base: Model | None = open_model(str(given["base"])) if given["base"] else None
        self.family = "planted"
        self.capabilities = frozenset({"system"})
        if self._base is not None:
            if self._base.peeks:
                raise ConfigError(f"{uri}: the base of a planted model cannot be planted itself")
            self.kind, self.family = self._base.kind, self._base.family
            self.concurrency, self.capabilities = self._base.concurrency, self._base.capabilities

    @property
    def identity(self) -> str:
        against = ",".join(sorted(self._against))
        base = self._base.identity if self._base else "ideal"
        return f"planted:{self.uri.name}?dose={self._dose:g}&seed={self._seed}&against={against}&base={base}"

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        return self._base.addresses if self._base else ()

    async def start(self) -> None:
        if self._base is not None:
            await self._base.start()
            self.capabilities = self._base.capabilities

    async def close(self) -> None:
        if self._base is not None:
            await self._base.close()

    async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
        """The base's reply, or the ideal one, as the fault changes it. Raises ModelError where it is not told the
        case: a planted model can be a target only."""
        if hint is None:
            raise ModelError(f"{self.uri} can only be a target: a planted model must be told what case it answers")
        reply = Reply(text=hint.ideal, finish="stop") if self._base is None else await self._base.ask(request)
        if reply.state != "ok" or not self._acts_on(hint):
            return reply
        case, fault = hint.case, self.uri.name
        rng = random.Random(f"{self._seed}/{fault}/{case.id}/{hint.turn}/{case.draw}")
        text = self._fault(Moment(hint, request, reply.text, rng, self._against))
        if text is None:
            return reply
        changes: dict[str, Any] = {"text": text, "tokens": (), "tool_calls": (), "finish": "stop"}
        return msgspec.structs.replace(reply, **changes)

    def _acts_on(self, hint: Hint) -> bool:
        """By cluster, so that the variants of one case are all faulty or none."""
        return share(self._seed, self.uri.name, hint.case.cluster or hint.case.id) < self._dose
