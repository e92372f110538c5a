"""The budget of a run that many processes spend: each shard is lent a part, and what it leaves comes back."""

from __future__ import annotations

import asyncio
import math

from assay.engine.budget import Budget, Spending
from assay.engine.spread.wire import End

__all__ = ["Purse"]

_GRAIN = 1000
"""No loan is smaller than this part of the whole, so that the last of a budget is not lent out in crumbs."""


class Purse:
    """Lends a budget to `borrowers` shards at a time. What is lent and what is spent never come to more than the whole: a
    loan that dies with its worker counts as spent, for nobody knows what it still paid for.

    Calls are thus never exceeded, tokens and dollars by no more than the calls then in flight. Minutes are not lent: they
    pass for all alike.
    """

    def __init__(self, spending: Spending, borrowers: int) -> None:
        self.spending = spending
        self._share = 2 * borrowers
        self._out: list[Budget] = []
        self._returned = asyncio.Event()

    async def lend(self) -> Budget | None:
        """A loan; None where all is spent. Waits where all is lent but may come back."""
        while True:
            if self.spending.spent(-math.inf):
                return None
            loan = self._loan()
            if loan is not None:
                self._out.append(loan)
                return loan
            self._returned.clear()
            await self._returned.wait()

    def settle(self, loan: Budget, end: End) -> None:
        """A shard has ended and says what it cost."""
        self._back(loan, end.calls, end.tokens, end.usd)

    def lost(self, loan: Budget) -> None:
        """A worker has died with its loan."""
        self._back(loan, loan.calls or 0, loan.tokens or 0, loan.usd or 0.0)

    def unused(self, loan: Budget) -> None:
        """A loan was not needed after all."""
        self._back(loan, 0, 0, 0.0)

    def _back(self, loan: Budget, calls: int, tokens: int, usd: float) -> None:
        self._out.remove(loan)
        self.spending.calls += calls
        self.spending.tokens += tokens
        self.spending.usd += usd
        self._returned.set()

    def _loan(self) -> Budget | None:
        whole, spent = self.spending.budget, self.spending
        calls = self._part(whole.calls, spent.calls + sum(b.calls or 0 for b in self._out))
        tokens = self._part(whole.tokens, spent.tokens + sum(b.tokens or 0 for b in self._out))
        usd = self._part(whole.usd, spent.usd + sum(b.usd or 0.0 for b in self._out))
        if 0 in (calls, tokens, usd):
            return None
        return Budget(
            calls=None if calls is None else max(1, math.floor(calls)),
            tokens=None if tokens is None else max(1, math.floor(tokens)),
            usd=usd,
        )

    def _part(self, whole: float | None, taken: float) -> float | None:
        """What to lend of one kind: 0 where nothing is left at the moment, None where there is no limit."""
        if whole is None:
            return None
        left = whole - taken
        return min(left, max(left / self._share, whole / _GRAIN)) if left > 0 else 0
