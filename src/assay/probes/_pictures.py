"""What probes of models that make pictures share: what a prompt asks for as a case holds it, and judges that look at several pictures."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from assay.cases.drawings import drawing
from assay.cases.worlds.paintings import Sort, Wanted, painted
from assay.records import Case, Outcome, Reply, Verdict

if TYPE_CHECKING:
    from assay.judges.seeing.scene import View

__all__ = ["NOT_SHOWN", "Seeing", "asked", "drawn", "keys", "rng_of", "wanted_of"]

NOT_SHOWN: dict[Outcome, float] = {"refused": 0.0, "blocked": 0.0, "unparsed": 0.0}
"""What is asked for, and harmless, is not shown by no picture or film, nor by one that cannot be read."""


@dataclass(frozen=True)
class Seeing:
    """A judge that is given what the pictures of a case show, one view a call; `unclear`, where it is there, a picture that is none
    of the scene world."""

    name: str
    look: Callable[[Case, Sequence[View]], Verdict]
    unclear: Callable[[Case, bytes], Verdict] | None = None
    heavy: ClassVar[bool] = True

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        from assay.judges.seeing.made import seen_in
        from assay.judges.seeing.scene import parse

        views: list[View] = []
        for turn in range(len(replies)):
            view = seen_in(replies, turn, self.name, parse)
            if isinstance(view, Verdict):
                return view
            if view.unclear and self.unclear is not None:
                return self.unclear(case, replies[turn].media[0].data)
            if view.unclear:
                return Verdict("unparsed", step=self.name, why=view.unclear)
            views.append(view)
        return self.look(case, views)


def asked(want: Wanted) -> dict[str, Any]:
    """What a case's data holds of it, for `assay.judges.depicts` to judge by; the sort is a tag."""
    data: dict[str, Any] = {"things": [(colour, shape, want.number) for colour, shape in want.kinds]}
    return data | ({"relation": want.relation} if want.relation else {})


def wanted_of(case: Case) -> Wanted:
    """What a case asks for."""
    data = case.data["asked"]
    return Wanted(
        sort=cast(Sort, case.tags["sort"]),
        kinds=tuple((colour, shape) for colour, shape, _ in data["things"]),
        number=data["things"][0][2],
        relation=data.get("relation", ""),
    )


def rng_of(case: Case) -> random.Random:
    """The generator of a case's own drawings."""
    return random.Random(f"{case.draw} {case.prompt}")


def drawn(case: Case, want: Wanted) -> str:
    """The text of a drawing that shows it."""
    return drawing(painted(rng_of(case), want))


def keys(cases: Sequence[Case]) -> list[str]:
    """What tells pictures that are asked for apart: there are few prompts, and many pictures of each."""
    return [f"{case.draw} {case.prompt}" for case in cases]
