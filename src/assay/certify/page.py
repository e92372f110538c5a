"""Publishes all certificates: the picture, and the tables in `docs/certificates.md` between two marks; the words around them
are written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assay.certify.matrix import Matrix, matrix
from assay.certify.picture import draw
from assay.engine.certificates import Certificate, Response, file_of, read
from assay.errors import ConfigError
from assay.probes import Probe

__all__ = ["publish"]

BEGIN, END = "<!-- assay certify --all writes from here -->", "<!-- to here -->"


def publish(docs: Path, probes: Sequence[Probe]) -> list[Path]:
    """Write `crosstalk.svg` and the tables of `certificates.md` from the certificates of these probes; gives both paths.

    Raises ConfigError where the page has lost its marks.
    """
    pairs = [(probe, found) for probe in probes if probe.kind == "llm" and (found := read(file_of(probe)))]
    m = matrix(pairs)
    picture, page = docs / "crosstalk.svg", docs / "certificates.md"
    text = page.read_text(encoding="utf-8")
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ConfigError(f"{page} has lost its marks '{BEGIN}' and '{END}'; put them back around the tables")
    made = "\n".join(_tables([certificate for _, certificate in pairs], m))
    page.write_text(f"{head}{BEGIN}\n\n{made}\n\n{END}{tail}", encoding="utf-8")
    picture.write_text(draw(m) + "\n", encoding="utf-8")
    return [page, picture]


def _tables(certificates: Sequence[Certificate], m: Matrix) -> Iterator[str]:
    found = [(c, r) for c in certificates for r in c.metrics]
    good = sum(r.certified for _, r in found)
    leading = [(c, r) for c, r in found if r.headline]
    yield (
        f"{good} of {len(found)} metrics of {len(certificates)} probes are certified, {sum(r.certified for _, r in leading)} of "
        f"the {len(leading)} headline metrics among them."
    )
    yield "\n### Headline metrics\n"
    yield "| Probe | Metric | Fault | Dose 0 | 0.25 | 0.5 | 1 | Slope | Linearity | Least effect | Least dose | |"
    yield "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for c, r in leading:
        yield _row(c, r)
    yield "\n### Not certified\n"
    yield "| Probe | Metric | Why |\n| --- | --- | --- |"
    for c, r in found:
        if not r.certified:
            yield f"| {c.probe} | {r.metric} | {r.why} |"
    yield "\n### Off the diagonal\n"
    yield "Headline metrics that a fault moves though it is not planted for them (trust lost at dose 1):\n"
    for fault in m.faults:
        moved = m.off(fault)
        if moved:
            said = ", ".join(
                f"{column.label} {'(no value left)' if cell.trust is None else _minus(cell.trust)}"
                for column, cell in moved
            )
            yield f"- `{fault}` ({len(moved)}): {said}"


def _row(c: Certificate, r: Response) -> str:
    values = {p.dose: p.value for p in r.curve}
    cells = [_number(values.get(dose)) for dose in (0.0, 0.25, 0.5, 1.0)]
    cells += [_number(r.slope[0] if r.slope else None), _number(r.linearity), _number(r.mde), _number(r.mde_dose)]
    mark = "certified" if r.certified else "**not certified**"
    return f"| {c.probe} | {r.metric} | {r.fault} | {' | '.join(cells)} | {mark} |"


def _number(x: float | None) -> str:
    return "–" if x is None else f"{x + 0.0:.2f}".replace("-", "−")


def _minus(x: float) -> str:
    return f"{x:+.2f}".replace("-", "−")
