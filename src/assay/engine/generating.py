"""Has a generator model write what the picked probes can use, before the run is planned: told first, counted, frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assay.cases.curate.drafts import Draft
from assay.cases.curate.record import Provenance
from assay.cases.curate.snapshot import Snapshot
from assay.cases.curate.writing import MAX_TOKENS, TRIES, first_request, write
from assay.engine.budget import Spending, rough_tokens
from assay.engine.calls import Caller, Limits
from assay.engine.curating import Asked
from assay.engine.halt import Halted
from assay.engine.prices import Price, about
from assay.engine.roles import GENERATOR, now, open_helper, patient, same_family
from assay.engine.select import Picked
from assay.errors import ConfigError, ModelError, SourceError
from assay.models import Model
from assay.probes import PROBES
from assay.records import Reply, Request

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Writer"]


@dataclass(frozen=True)
class Writer:
    """The generator of a run and what it is to write. `told` says that and what it may take, in one line."""

    model: Model
    drafts: tuple[Draft, ...]

    @classmethod
    def of(cls, uri: str, targets: Sequence[Model], picked: Sequence[Picked], seed: int) -> Writer:
        """Raises ConfigError where the generator is asked in the run itself, or no probe can use what one writes."""
        model = open_helper(uri, GENERATOR, [str(target.uri) for target in targets])
        drafts = {(d.kind, d.key): d for pick in picked for d in pick.probe.drafts(seed, pick.n)}
        if not drafts:
            able = ", ".join(p.name for _, p in PROBES.items() if p.draft is not None)
            raise ConfigError(f"no probe of this run uses what a generator writes; these do: {able}")
        return cls(model, tuple(drafts.values()))

    def told(self, prices: dict[str, Price]) -> str:
        """One line on what the generator is asked for and what that takes at most, before it is asked."""
        kinds = ", ".join(f"{n:,} {kind}s" for kind, n in Counter(draft.kind for draft in self.drafts).items())
        calls = TRIES * len(self.drafts)
        first = sum(rough_tokens(first_request(draft, schema=False)) for draft in self.drafts)
        gave = calls * MAX_TOKENS
        took = TRIES * first + gave  # what is sent back is read again
        line = f"{self.model.uri} is asked for {kinds} before the run: at most {calls:,} calls, {took:,} tokens in, {gave:,} tokens out"
        return line + about([self.model], prices, took, gave)

    async def write(
        self, limits: Limits, spending: Spending, targets: Sequence[Model], console: Console
    ) -> tuple[Snapshot | None, list[str]]:
        """What the started generator wrote, None where nothing can be used, and the notes on it."""
        from rich.markup import escape

        uri, family = str(self.model.uri), self.model.family
        provenance = Provenance(url=f"model:{uri}", licence="generated", time=now(), attribution=family)
        caller = Caller(self.model, None, patient(limits), spending=spending)
        found = await write(self.drafts, _Asked(caller), provenance)
        same = same_family(GENERATOR, uri, family, targets)
        notes = [f"{uri} (role generator, family {family}): {note}" for note in found.notes()] + same
        for note in notes:
            console.print(f"[yellow]note:[/] {escape(note)}", soft_wrap=True)
        if not found.records:
            return None, notes
        return Snapshot.of([(found.given(uri, family, same), found.records)]), notes


@dataclass(frozen=True)
class _Asked(Asked):
    """The generator under the limits and the budget of the run: what it writes is to be new, so without the cache too."""

    async def ask(self, request: Request) -> Reply:
        """Raises SourceError where it cannot be asked any more."""
        try:
            return await super().ask(request)
        except Halted:
            raise SourceError(str(self.caller.halt.error)) from None
        except ModelError as error:
            raise SourceError(str(error)) from None
