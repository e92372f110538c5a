"""What a run may spend, and what it has spent: looked at before every call that is sent."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from msgspec import Struct

from assay.engine.plan import Plan, ProbePlan
from assay.engine.planning import CHARS_PER_PICTURE, CHARS_PER_TOKEN
from assay.engine.prices import Price, in_dollars
from assay.errors import ConfigError
from assay.records import Reply, Request

__all__ = ["Budget", "Spending", "rough_tokens", "unasked"]


class Budget(Struct, frozen=True, kw_only=True):
    """Hard limits of one command; None: no limit. `calls` counts every request sent, also one that failed and was sent
    again, and is never exceeded. `tokens` (input and output), `usd` and `minutes` end the sending once reached, and are
    exceeded by no more than the calls then in flight. What comes from the cache costs nothing."""

    calls: int | None = None
    tokens: int | None = None
    usd: float | None = None
    minutes: float | None = None

    def __post_init__(self) -> None:
        for name in ("calls", "tokens", "usd", "minutes"):
            limit = getattr(self, name)
            if limit is not None and not (limit > 0 and math.isfinite(limit)):
                raise ConfigError(f"--budget-{name} must be more than 0, not {limit}")

    def words(self) -> str:
        """One sentence on where the run will end; "" where nothing limits it."""
        given = [f"{self.calls:,} calls"] if self.calls is not None else []
        given += [f"{self.tokens:,} tokens"] if self.tokens is not None else []
        given += [in_dollars(self.usd)] if self.usd is not None else []
        given += [f"{self.minutes:g} minutes"] if self.minutes is not None else []
        return f"ends at the latest after {' or '.join(given)}" if given else ""


class Spending:
    """Counts what a run spends and says when its budget is used up.

    A server that does not say how many tokens it used is charged by the rule of thumb that estimates go by. An attempt that
    gave no reply is counted as a call and not as tokens: nobody said what it took.
    """

    def __init__(self, budget: Budget, prices: Mapping[str, Price], now: float) -> None:
        self.budget = budget
        self.calls = self.tokens = 0
        self.usd = 0.0
        self.prices = prices
        self._calls = math.inf if budget.calls is None else budget.calls
        self._tokens = math.inf if budget.tokens is None else budget.tokens
        self._usd = math.inf if budget.usd is None else budget.usd
        self.ends = math.inf if budget.minutes is None else now + 60 * budget.minutes

    def spent(self, now: float) -> str:
        """Which budget is used up, in words; "" while another call may be sent."""
        if self.calls >= self._calls:
            return f"the budget of {self.budget.calls:,} calls is spent"
        if self.tokens >= self._tokens:
            return f"the budget of {self.budget.tokens:,} tokens is spent ({self.tokens:,} used)"
        if self.usd >= self._usd:
            return f"the budget of {in_dollars(self._usd)} is spent ({in_dollars(self.usd)} used)"
        if now >= self.ends:
            return f"the budget of {self.budget.minutes:g} minutes is spent"
        return ""

    def sent(self) -> None:
        """A call is sent."""
        self.calls += 1

    def charge(self, uri: str, request: Request, reply: Reply) -> None:
        """A reply came back."""
        took, gave = reply.input_tokens, reply.output_tokens
        if not took and not gave:
            took, gave = rough_tokens(request), math.ceil(len(reply.text) / CHARS_PER_TOKEN)
        self.tokens += took + gave
        price = self.prices.get(uri)
        if price is not None:
            self.usd += price.dollars(took, gave)


def rough_tokens(request: Request) -> int:
    """The input tokens of a request, by the rule of thumb."""
    chars = sum(len(m.content) + CHARS_PER_PICTURE * len(m.pictures) for m in request.messages)
    return math.ceil(chars / CHARS_PER_TOKEN)


def unasked(plan: Plan, missing: Callable[[str, ProbePlan], int]) -> str:
    """A sentence that names, probe by probe, the cases without a usable reply, "" where all have one. `missing` gives how
    many cases of a model (by URI) and a probe are needed and have none."""
    parts, total = [], 0
    for model in plan.targets:
        for probe in plan.probes:
            left = missing(model.uri, probe) if probe.kind == model.kind else 0
            if left > 0:
                total += left
                where = f" of {model.uri}" if len(plan.targets) > 1 else ""
                parts.append(f"{probe.name}{where} {left:,} of {probe.n:,}")
    return f"Not answered: {total:,} cases ({', '.join(parts)}). " if parts else ""
