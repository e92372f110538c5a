"""The `planted:` backend: a model with a known fault at a known dose, by which probes and judges are put to the test.

`planted:sycophantic?dose=0.5`, `planted:leaks?base=llamacpp:smollm2-135m`. Without a base it is otherwise perfect.
"""

from __future__ import annotations

import random
from hashlib import blake2b
from typing import Any

import msgspec

from assay.errors import ConfigError, ModelError
from assay.models import Model, model, open_model
from assay.models.faults import FAULTS, Moment, spelt
from assay.records import Hint, Kind, Reply, Request
from assay.taxonomy import KINDS
from assay.uri import ModelURI

__all__ = ["Planted", "share"]


def share(*parts: object) -> float:
    """A number in [0, 1) that depends on `parts` alone, in every process: what a dose is compared with."""
    digest = blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


@model("planted")
class Planted(Model):
    """A base model, or the probe's ideal answers, with one fault.

    Parameters: `dose` (the share of clusters that are faulty, 1), `seed` (which ones, 0), `base` (a model URI, with
    its own `?` and `&` percent-encoded where it has more than one parameter), `against` (groups, by comma, for
    `biased`), `kind` (`llm`, `vlm`, `t2i`, `edit` or `video`; without it, what the probes of the run are for). Of the kinds that make
    pictures it answers with the text that stands for one, which the engine draws (see `assay.cases.drawings`).
    A cluster that is faulty at one dose is faulty at every higher one, so that a dose-response curve is monotone.
    The base is asked first; what is no plain answer of it (an error, a block) passes unchanged.
    """

    # what it answers hangs on the hint, which the cache does not see
    cacheable = False
    peeks = True
    concurrency = 64
    kinds: tuple[Kind, ...] = KINDS

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        given = uri.take(dose=1.0, base="", seed=0, against="", kind="")
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
        self.capabilities = frozenset({"system", "logprobs"})
        if self._base is not None:
            if self._base.peeks:
                raise ConfigError(f"{uri}: the base of a planted model cannot be planted itself")
            self.kind, self.kinds = self._base.kind, self._base.kinds
            self.family, self.in_process = self._base.family, self._base.in_process
            self.concurrency, self.capabilities = self._base.concurrency, self._base.capabilities
        if given["kind"]:
            self.be(str(given["kind"]), alone=True)

    def be(self, kind: str, *, alone: bool = False) -> None:
        super().be(kind, alone=alone)
        if self._base is not None:
            self._base.be(kind, alone=alone)

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
        sure = request.logprobs and self._base is None
        reply = _said(hint.ideal, sure=sure) if self._base is None else await self._base.ask(request)
        if reply.state != "ok" or not self._acts_on(hint):
            return reply
        case, fault = hint.case, self.uri.name
        rng = random.Random(f"{self._seed}/{fault}/{case.id}/{hint.turn}/{case.draw}")
        given = self._fault(Moment(hint, request, reply.text, rng, self._against))
        if given is None:
            return reply
        said = given if isinstance(given, Reply) else _said(given, sure=sure)
        tokens = said.tokens if request.logprobs else ()
        changes: dict[str, Any] = {"text": said.text, "tokens": tokens, "tool_calls": (), "finish": "stop"}
        return msgspec.structs.replace(reply, **changes, media=())

    def _acts_on(self, hint: Hint) -> bool:
        """By cluster, so that the variants of one case are all faulty or none."""
        return share(self._seed, self.uri.name, hint.case.cluster or hint.case.id) < self._dose


def _said(text: str, *, sure: bool) -> Reply:
    """A reply, in tokens of which there is no doubt where they are asked for."""
    return Reply(text=text, tokens=spelt(text) if sure else (), finish="stop")
