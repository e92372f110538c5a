"""What people see of a run on stderr: the estimate before it; rate, time left, tokens and errors during it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assay.engine.plan import Plan
from assay.records import Sample
from assay.taxonomy import MAKERS

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Progress", "show_estimate", "stderr"]


def stderr() -> Console:
    """The console for people."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def show_estimate(plan: Plan, console: Console) -> None:
    """A table of cases, calls and tokens by probe, before anything is spent."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("probe", "cases", "calls", "tokens in", "tokens out, at most"):
        table.add_column(name, justify="left" if name == "probe" else "right")
    times = {kind: sum(m.kind == kind for m in plan.targets) for kind in {p.kind for p in plan.probes}}
    totals = [0, 0, 0, 0]
    for p in plan.probes:
        row = [x * times[p.kind] for x in (p.n, p.calls, p.input_tokens, p.output_tokens)]
        totals = [a + b for a, b in zip(totals, row, strict=True)]
        table.add_row(p.name, *(f"{x:,}" for x in row))
    table.add_row("[bold]all[/]", *(f"[bold]{x:,}[/]" for x in totals))
    console.print(table)
    made = {kind: times[kind] * sum(p.calls for p in plan.probes if p.kind == kind) for kind in times if kind in MAKERS}
    pictures, films = sum(made.values()) - made.get("video", 0), made.get("video", 0)
    if made:
        parts = [f"{n:,} {what}" for n, what in ((pictures, "pictures"), (films, "films")) if n]
        console.print(f"{' and '.join(parts)} to be made")
    if plan.precision is not None:
        console.print(f"planned for ±{plan.precision:g} at level {plan.level:g} around every headline rate or mean")
    if any(gate.stop for gate in plan.gates):
        console.print(f"at most {totals[1]:,} calls; early gates may stop before")


class Progress:
    """Counts samples; draws a live bar where stderr is a terminal, and otherwise a line every ten seconds."""

    LINE_EVERY = 10.0

    def __init__(self, total: int, console: Console, *, live: bool | None = None) -> None:
        self.total = total
        self.console = console
        self.live = console.is_terminal if live is None else live
        self.done = self.errors = self.cached = self.tokens = 0
        self._started = time.monotonic()
        self._last_line = self._started
        self._bar: object | None = None

    def __call__(self, sample: Sample) -> None:
        self.done += 1
        self.errors += sample.verdict.outcome == "error"
        self.cached += all(r.cached for r in sample.replies)
        self.tokens += sum(r.input_tokens + r.output_tokens for r in sample.replies)
        now = time.monotonic()
        if self._bar is not None:
            self._update()
        elif not self.live and now - self._last_line >= self.LINE_EVERY:
            self._last_line = now
            self.console.print(f"{self.done:,} of {self.total:,} cases, {self._facts()}")

    def fewer(self, cases: int) -> None:
        """So many of the cases counted on are not needed after all (negative: so many more are)."""
        self.total -= cases
        if self._bar is not None:
            self._update()

    def _facts(self) -> str:
        seconds = max(time.monotonic() - self._started, 1e-9)
        facts = f"{self.done / seconds:,.1f}/s, {self.tokens:,} tokens"
        if self.cached:
            facts += f", {self.cached:,} from the cache"
        return facts + (f", [red]{self.errors:,} errors[/]" if self.errors else "")

    def _update(self) -> None:
        from rich.progress import Progress as Bar

        assert isinstance(self._bar, Bar)  # noqa: S101  (narrows the type)
        self._bar.update(self._bar.task_ids[0], completed=self.done, total=self.total, facts=self._facts())

    @contextmanager
    def shown(self) -> Iterator[Progress]:
        """Draw while this block runs."""
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._started = self._last_line = time.monotonic()
        if not self.live:
            yield self
            return
        bar = Bar(
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[facts]}"),
            console=self.console,
            refresh_per_second=5,
        )
        with bar:
            bar.add_task("", total=self.total, facts="")
            self._bar = bar
            try:
                yield self
            finally:
                self._update()
                self._bar = None

    def summary(self) -> str:
        """One line for the end."""
        return f"{self.done:,} cases in {time.monotonic() - self._started:,.1f} s, {self._facts()}"
