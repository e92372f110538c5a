"""How a run is told to end early: one sentence for all of it, new calls are not begun, those under way come back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from assay.errors import AssayError

__all__ = ["Halt", "Halted"]


class Halted(AssayError):  # noqa: N818  (a state of the run; why is in `Halt.error`)
    """The run ends before this call was sent: its case stays unasked."""


class Halt:
    """Whether a run must end early, and why. The first reason is the one that holds.

    A call that has been sent is never given up, for it may have been paid for; whoever waits to send one is woken.
    """

    def __init__(self) -> None:
        self.error: AssayError | None = None
        self._event = asyncio.Event()
        self._told: list[Callable[[], None]] = []

    def stop(self, error: AssayError) -> None:
        """End the run; `error` is what it ends with."""
        if self.error is None:
            self.error = error
            self._event.set()
            for tell in self._told:
                tell()

    def tell(self, whom: Callable[[], None]) -> None:
        """Have `whom` called when the run must end."""
        self._told.append(whom)

    def check(self) -> None:
        """Raise Halted where the run must end."""
        if self.error is not None:
            raise Halted

    async def sleep(self, seconds: float) -> None:
        """Wait so long. Raises Halted as soon as the run must end."""
        self.check()
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return
        raise Halted
