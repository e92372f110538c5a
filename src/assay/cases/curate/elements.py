"""Facts about the chemical elements: symbol, atomic number, name and neighbours in the table, from periodictable."""

from __future__ import annotations

from typing import Any

from assay.cases.curate.facts import Fact, source

__all__ = ["facts"]

WORDS = frozenset(("Am", "As", "At", "Be", "He", "I", "In", "No"))
"""Symbols that are also English words: no judge can tell them from the words of a sentence."""

ALSO = {"aluminum": ("aluminium",), "cesium": ("caesium",), "sulfur": ("sulphur",)}


def _rarity(number: int) -> str:
    """By place in the table: `common` to calcium (20), `rare` beyond radon (86)."""
    if number <= 20:
        return "common"
    return "rare" if number > 86 else "middling"


def facts() -> tuple[Fact, ...]:
    """All 118 elements, relation by relation, by atomic number; symbols that read as words are no answers."""
    import periodictable

    src = source("periodictable", "public domain")
    table = {e.number: (e.symbol, e.name.lower()) for e in periodictable.elements if e.number > 0}
    made = []
    for number, (symbol, name) in sorted(table.items()):
        more: dict[str, Any] = {"topic": "elements", "kind": "element", "rarity": _rarity(number), "source": src}
        row = str((number - 1) // 10)
        rows = [
            Fact(
                relation="symbol",
                subject=name,
                answer=symbol,
                category="element symbol",
                near=symbol[0],
                **more,
            ),
            Fact(
                relation="atomic number", subject=name, answer=str(number), category="atomic number", near=row, **more
            ),
            Fact(
                relation="element by number",
                subject=str(number),
                answer=name,
                accept=ALSO.get(name, ()),
                category="element",
                near=row,
                **more,
            ),
            Fact(
                relation="element by symbol",
                subject=symbol,
                answer=name,
                accept=ALSO.get(name, ()),
                category="element",
                near=symbol[0],
                **more,
            ),
        ]
        if number + 1 in table:
            after = table[number + 1][1]
            rows.append(
                Fact(
                    relation="next element",
                    subject=name,
                    answer=after,
                    accept=ALSO.get(after, ()),
                    category="element",
                    near=row,
                    bar=(name, *ALSO.get(name, ())),
                    **more,
                )
            )
        made.append(rows)
    by_relation = (rows[place] for place in range(5) for rows in made if place < len(rows))
    return tuple(fact for fact in by_relation if fact.relation != "symbol" or fact.answer not in WORDS)
