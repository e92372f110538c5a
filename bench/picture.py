"""The picture for the page: samples a second of every program on a logarithmic axis. Import it after all measurements."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.rows import Row

__all__ = ["draw"]

_OURS, _OTHERS = "#0b6e99", "#b9b4ab"


def draw(rows: Sequence[Row], path: Path) -> None:
    """Write an SVG of the `samples/s at 0 ms` rows with the most programs in them."""
    import altair as alt

    found = [r for r in rows if r.what == "samples/s at 0 ms" and r.value and r.group == "speed"]
    by_n: dict[int, list[Row]] = {}
    for row in found:
        by_n.setdefault(row.n, []).append(row)
    shown = max(by_n.values(), key=len, default=[])
    if not shown:
        return
    data = [{"program": r.program, "rate": r.value, "label": f"{r.value:,.0f}"} for r in shown]
    base = alt.Chart(alt.InlineData(values=data)).encode(
        y=alt.Y("program:N", sort="-x", title=None, axis=alt.Axis(domain=False, ticks=False, labelPadding=8)),
        x=alt.X(
            "rate:Q",
            scale=alt.Scale(type="log", domainMin=10),
            title=f"samples per second, whole process, {shown[0].n:,} cases, 64 at once, 0 ms (logarithmic)",
            axis=alt.Axis(grid=True, gridColor="#eeeae4", values=[10, 100, 1000, 10000], format=",", domain=False),
        ),
    )
    mine = alt.condition("datum.program == 'assay'", alt.value(_OURS), alt.value(_OTHERS))
    dots = base.mark_point(filled=True, size=110, opacity=1).encode(color=mine)
    labels = base.mark_text(dx=10, align="left", color="#444").encode(text="label:N")
    chart = (dots + labels).properties(width=520, height=34 * len(shown)).configure_view(stroke=None)
    chart.configure(font="system-ui, sans-serif").save(str(path), format="svg")
