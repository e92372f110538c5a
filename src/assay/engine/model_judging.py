"""Has the model judges of a run read what rules could not: after all has been asked, from the journal, into the journal.

No reply hangs on a judge. One that is down, slow or talks prose leaves verdicts as they are, or open; `assay rescore DIR
--judge URI` asks for those again and for no others.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from assay.cases.pictures import drawn
from assay.engine.bill import Bill
from assay.engine.budget import Spending
from assay.engine.cache import ReplyCache
from assay.engine.cache_share import open_cache
from assay.engine.calls import Caller, Limits
from assay.engine.execute import until_done
from assay.engine.folder import RunFolder
from assay.engine.halt import Halt, Halted
from assay.engine.journal import Journal, Note, VerdictEvent
from assay.engine.judging import judge
from assay.engine.likeness import Likeness, able
from assay.engine.media import filled
from assay.engine.model_cards import told
from assay.engine.opinions import decided
from assay.engine.panel import Panel, mark_of_judge, reworded
from assay.engine.rate import gates
from assay.engine.roles import JUDGE, patient, same_family
from assay.engine.select import Picked
from assay.errors import ConfigError, IncompleteError, Interrupted, ModelError
from assay.judges.rubrics import RUBRICS
from assay.models import Model
from assay.probes import Probe
from assay.records import Case, Opinion, Reply, Request, Sample, Verdict

if TYPE_CHECKING:
    from rich.console import Console

    from assay.judges import Cascade
    from assay.judges._model_step import ModelStep

__all__ = ["AskedJudge", "Open", "judge_by_models", "judge_if_there", "judged", "judges_of"]


@dataclass(frozen=True)
class Open:
    """A sample that is left to the judges, with the verdict of the rules and the opinions that need not be asked for."""

    sample: Sample
    probe: Probe
    cascade: Cascade
    local: Verdict
    known: dict[str, Opinion]

    @property
    def step(self) -> ModelStep:
        """What the judges are asked."""
        assert self.cascade.model is not None  # noqa: S101  (narrows the type)
        return self.cascade.model


async def judge_by_models(
    folder: RunFolder,
    picked: Sequence[Picked],
    panel: Panel,
    limits: Limits,
    spending: Spending,
    console: Console,
    *,
    anew: bool = False,
) -> None:
    """Ask the judges, which must be started, about every journalled sample that its cascade leaves to a model and that has no
    model's verdict yet (with `anew`: that has one too), and journal each verdict.

    Raises IncompleteError where the budget is spent, and Interrupted; what was judged by then is in the journal.
    """
    plan = folder.plan
    cases, bill = 0, Bill(panel.models, panel.repeats)
    for each in _open(folder, picked, panel, anew):
        wordings = reworded(plan.seed, each.probe.name, each.sample.case)
        bill.add(each.step, each.sample.case, each.sample.replies, wordings=wordings)
        cases += 1
    if not cases:
        _say(console, "nothing is left to the model judges")
        return
    _say(console, bill.line(f"judge {cases:,} replies that rules could not", spending.prices))
    cache = open_cache(offline=plan.offline) if plan.cache else None
    halt = Halt()
    judges = judges_of(panel, limits, spending, cache, halt, partial(_say, console))
    again = _command(folder, [str(model.uri) for model in panel.models])
    done = by_models = 0
    failed: Counter[str] = Counter()
    try:
        with Journal(folder.journal) as journal, _introduced(journal, folder, panel, picked):
            work = _open(folder, picked, panel, anew)

            async def worker() -> None:
                nonlocal done, by_models
                for each in work:
                    try:
                        verdict = await judged(each, judges, plan.seed)
                    except Halted:
                        return
                    if verdict is None:
                        if all(one.lost for one in judges):
                            return
                        continue  # others of the panel can still judge other probes
                    sample = each.sample
                    event = VerdictEvent(model=sample.model, probe=sample.probe, case=sample.case.id, verdict=verdict)
                    journal.append(event)
                    done += 1
                    by_models += decided(verdict)
                    failed.update({opinion.judge: 1 for opinion in verdict.opinions if opinion.error})
                    if halt.error is not None:
                        return

            size = max(m.concurrency for m in panel.models)
            tasks = [asyncio.create_task(worker()) for _ in range(min(size, cases))]
            await until_done(tasks, halt, partial(_say, console), spending)
    except (IncompleteError, Interrupted) as error:
        said = str(error) or "stopped"
        raise type(error)(f"{said}; {done:,} of {cases:,} replies are judged. All is kept; to go on: {again}") from None
    finally:
        if cache is not None:
            cache.close()
    _say(console, f"{done:,} of {cases:,} replies were judged by models, {by_models:,} decided")
    for one in judges:
        if one.lost:
            _say(console, f"note: {one.uri} (role judge) judges no more: {one.lost}")
        elif failed[one.uri]:
            _say(
                console, f"note: {one.uri} (role judge) gave no opinion that can be read of {failed[one.uri]:,} replies"
            )
    if failed or done < cases:
        _say(console, f"to ask for these again: {again}")


async def judge_if_there(
    folder: RunFolder, picked: Sequence[Picked], panel: Panel, limits: Limits, spending: Spending, console: Console
) -> None:
    """The same with judges that are not started, for a run that is gone on with: where one cannot be used any more the
    replies are kept, and what it was to judge is left open. Raises ConfigError where one has become another model."""
    try:
        for model, was in zip(panel.models, folder.plan.judges, strict=True):
            await model.start()
            if model.identity != was.identity:
                raise ConfigError(
                    f"{was.uri} is not the judge this run began with; name it anew: {_command(folder, [was.uri])}"
                )
        await judge_by_models(folder, picked, panel, limits, spending, console)
    except ModelError as error:
        uris = [str(model.uri) for model in panel.models]
        _say(console, f"note: {error}; to have the replies judged: {_command(folder, uris)}")
    finally:
        for model in panel.models:
            await model.close()


def _command(folder: RunFolder, uris: Iterable[str]) -> str:
    return f"assay rescore {folder.path} " + " ".join(f"--judge '{uri}'" for uri in uris)


def _open(folder: RunFolder, picked: Sequence[Picked], panel: Panel, anew: bool) -> Iterator[Open]:
    """The samples that are left to the judges, in the order of the plan, with what was made in their replies."""
    index = folder.index
    for target in folder.plan.targets:
        for pick in picked:
            probe, cascade = pick.probe, pick.probe.cascade
            if probe.kind != target.kind or cascade is None or cascade.model is None:
                continue
            for kept in index.samples(target.uri, probe.name):
                replies = tuple(filled(reply, folder.media) for reply in kept.replies)
                sample = msgspec.structs.replace(kept, replies=replies)
                local = judge(probe, sample.case, sample.replies)
                if not cascade.leaves(local, sample.case, sample.replies):
                    continue
                step, ours = cascade.model, cascade.model.mine(sample.verdict)
                voices = {m.embeds for m in panel.models if able(m, step)}
                heard = {step.by_likeness(opinion) for opinion in ours}
                new = voices and not decided(sample.verdict) and voices - heard
                if voices and (anew or new or any(opinion.error for opinion in ours)):
                    known = {} if anew else {o.judge: o for o in ours if not o.error}
                    yield Open(sample, probe, cascade, local, known)


class AskedJudge:
    """One judge as all workers ask it."""

    def __init__(self, model: Model, caller: Caller, own: Halt, cache: ReplyCache | None, repeats: int) -> None:
        self.model, self.caller, self.own, self.cache, self.repeats = model, caller, own, cache, repeats
        self.uri, self.lost = str(model.uri), ""
        self._likeness = Likeness(self.uri, self.ask, self._note)

    def _note(self, text: str) -> None:
        self.model.notes = (*self.model.notes, text)

    async def opinion(self, step: ModelStep, case: Case, replies: Sequence[Reply], *, wordings: bool) -> Opinion:
        """What it thinks of a case; of an embedding model, by likeness."""
        if self.model.embeds:
            said = await self._likeness.opinion(step, replies)
        else:
            schema = "schema" in self.model.capabilities
            said = await step.opinion(
                self.uri, case, replies, self.ask, repeats=self.repeats, wordings=wordings, schema=schema
            )
        return msgspec.structs.replace(said, by=mark_of_judge(self.model))

    async def ask(self, request: Request, readable: Callable[[Reply], bool]) -> Reply:
        """Its reply, from the cache where a readable one is kept; of state `error` where it gives none. Pictures that are still to be
        drawn are. Raises Halted where the run itself ends."""
        request = drawn(request)
        key = ReplyCache.key(self.model.identity, request, self.uri) if self.cache and self.model.cacheable else None
        if key is not None and self.cache is not None and (hit := self.cache.get(key)) is not None:
            return hit
        if not self.lost:
            try:
                reply = await self.caller.call(request)
            except Halted:
                if self.caller.halt.error is not None:
                    raise
                self.lost = str(self.own.error)
            except ModelError as error:
                self.lost = str(error)
            else:
                if key is not None and self.cache is not None and readable(reply):
                    self.cache.put(key, reply)
                return reply
        return Reply(state="error", error=self.lost, attempts=0)


def judges_of(
    panel: Panel,
    limits: Limits,
    spending: Spending,
    cache: ReplyCache | None,
    halt: Halt,
    say: Callable[[str], None],
) -> list[AskedJudge]:
    """The judges with a gate and a halt for each address: one that is out keeps no other from judging."""
    held = patient(limits)
    owns: dict[object, Halt] = {}
    found = []
    for model in panel.models:
        own = owns.setdefault(model.addresses or str(model.uri), Halt())
        [gate] = gates(
            [model],
            {str(model.uri): model.concurrency},
            halt=own,
            patience=held.outage,
            longest=held.longest,
            rpm=limits.rpm,
            tpm=limits.tpm,
            say=say,
        )
        lane = gate.lane()
        halt.tell(partial(gate.dismiss, lane))
        caller = Caller(model, None, held, halt=halt, gate=gate, spending=spending, lane=lane)
        found.append(AskedJudge(model, caller, own, cache, panel.repeats))
    return found


async def judged(each: Open, judges: Sequence[AskedJudge], seed: int) -> Verdict | None:
    """The panel's verdict on a sample: embedding models are asked first, and the others where those are not sure. None where
    those that can judge it are lost. Raises Halted where the run ends."""
    step, sample = each.step, each.sample
    wordings = reworded(seed, each.probe.name, sample.case)

    async def opinion(one: AskedJudge) -> Opinion:
        if one.uri in each.known:
            return each.known[one.uri]
        return await one.opinion(step, sample.case, sample.replies, wordings=wordings)

    opinions: list[Opinion] = []
    asked: list[AskedJudge] = []
    for embeds in (True, False):
        turn = [one for one in judges if one.model.embeds is embeds and able(one.model, step)]
        opinions += await asyncio.gather(*map(opinion, turn))
        asked += turn
        verdict = each.cascade.with_model(sample.case, sample.replies, each.local, opinions)
        if decided(verdict):
            return verdict
    if asked and all(one.lost and o.error == one.lost for one, o in zip(asked, opinions, strict=True)):
        return None
    return verdict


@contextmanager
def _introduced(journal: Journal, folder: RunFolder, panel: Panel, picked: Sequence[Picked]) -> Iterator[None]:
    """Journal who judges, and at the end what the judges' servers had to say of themselves; each once."""
    known = set(folder.index.notes)

    def note(model: Model, *texts: str) -> None:
        for text in texts:
            if text not in known:
                known.add(text)
                journal.append(Note(model=str(model.uri), text=text))

    for model, plan in zip(panel.models, panel.plans(picked), strict=True):
        rubrics = ", ".join(plan.judging.rubrics) if plan.judging else ""
        who = f"{model.uri} (role judge, family {model.family}; {model.identity}) judges by {rubrics}"
        rubric_ids = plan.judging.rubrics if plan.judging else ()
        cards = [told(r, str(model.uri), model.identity) for r in rubric_ids if r.partition("@")[0] in RUBRICS]
        note(model, who, *cards, *same_family(JUDGE, str(model.uri), model.family, folder.plan.targets))
    try:
        yield
    finally:
        for model in panel.models:
            note(model, *model.notes)


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, soft_wrap=True)
