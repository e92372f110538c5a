"""The judge of pictures that shall show a scene: does the picture show what was asked for, atom by atom?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assay.errors import ProbeError
from assay.judges._outcome import scored, unread
from assay.judges.seeing.asked import ATOMS, asked_of, atoms, said
from assay.judges.seeing.made import seen_in
from assay.judges.seeing.scene import parse
from assay.records import Case, Reply, Verdict

__all__ = ["Depicts", "depicts"]


@dataclass(frozen=True)
class Depicts:
    """See `depicts`."""

    atoms: tuple[str, ...]
    of: str
    turn: int
    name: str
    heavy: bool = True

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        asked = asked_of(case, self.of)
        view = seen_in(replies, self.turn, self.name, parse)
        if isinstance(view, Verdict):
            return view
        if view.unclear:
            return unread(self.name, view.unclear)
        found = atoms(asked, view)
        judged = [found[atom] for atom in self.atoms if atom in found]
        if not judged:  # a relation alone, and its things are not there
            return unread(self.name, f"no {' or '.join(self.atoms)} to be judged", said(view))
        failed = [atom for atom in self.atoms if found.get(atom, 1.0) < 1]
        why = f"not as asked: {', '.join(failed)}" if failed else "as asked"
        extra = {**found, "share": sum(found.values()) / len(found)}
        return scored(self.name, not failed, said(view), why, extra)


def depicts(*only: str, of: str = "asked", turn: int = -1) -> Depicts:
    """A judge of a picture against `case.data[of]`, which `asks` makes: value 1 where all atoms hold, or those of `only`, else 0.

    Atoms are "object", "attribute", "count", "relation" and "alone" (`assay.judges.seeing.asked.ATOMS`). `extra` has the share that holds of each
    atom that comes up, and "share", their mean; `label` is what was seen. A relation comes up only where both things are there,
    one of each: a judge of it alone says `unparsed` elsewhere. `refused`: words and no picture. `unparsed`: nothing came, or the picture
    is none that can be told (`View.unclear`: photographs, overlapping things, unknown colours). `error`: a damaged file.
    Its errors stand in the judge card `depicts@1`. Raises ProbeError for an atom that there is not.
    """
    if unknown := [atom for atom in only if atom not in ATOMS]:
        raise ProbeError(f"no atom is '{unknown[0]}': {', '.join(ATOMS)}")
    name = ":".join(["depicts@1", *only, *([f"of={of}"] if of != "asked" else [])])
    return Depicts(only or ATOMS, of, turn, name if turn == -1 else f"{name}:turn={turn}")
