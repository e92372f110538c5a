"""`assay check`: proves that a run's plan, journal, parquet file and scores agree, and makes anew what can be derived.

Everything is worked out afresh from the seed and the journal, in a scratch folder, and compared with what lies there.
The journal's whole lines are never changed: what is wrong in them is named.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from msgspec import Struct

from assay._version import __version__
from assay.engine.check_files import Scratch, media_differ, parquet_differs, scores_differ
from assay.engine.check_journal import Examples, Records, cases_differ, digests, read_records, verdicts_differ
from assay.engine.curating import read_sources
from assay.engine.folder import RunFolder
from assay.engine.journal import Journal
from assay.engine.planning import run_id
from assay.engine.select import Picked, planned
from assay.engine.stopping import Stopper
from assay.errors import AssayError, JournalError, SourceError

__all__ = ["Checked", "Finding", "check_run"]

State = Literal["agrees", "differs", "missing", "mended", "note"]


class Finding(Struct, frozen=True, kw_only=True):
    """One line of the result. `differs`: something contradicts something else. `missing`: it is not there, because the
    run is not finished. `mended`: it differed, and was made anew. `note`: what is no fault."""

    check: str
    state: State
    said: str


class Checked(Struct, frozen=True, kw_only=True):
    """All findings on a run folder."""

    folder: str
    findings: tuple[Finding, ...]

    @property
    def code(self) -> int:
        """0 where all agree; 3 where cases are missing (until they are asked, what is derived from the journal is
        provisional, and `assay resume` makes it anew); 1 where something else differs."""
        states = {f.check: f.state for f in self.findings}
        wrong = {check for check, state in states.items() if state == "differs"}
        if wrong - _DERIVED:
            return 1
        if "missing" in states.values():
            return 3
        return 1 if wrong else 0


_DERIVED = {"samples.parquet", "scores.json"}


def check_run(path: Path | str, *, mend: bool = False, watch: Callable[[Finding], None] = lambda _: None) -> Checked:
    """Check the run in the folder `path`; with `mend`, also drop a torn last line and write `samples.parquet` and
    `scores.json` anew where they differ. `watch` is told of each finding as it is made.

    Raises ConfigError where there is no run, JournalError where its plan cannot be read or a run is writing in it.
    """
    folder = RunFolder(path)
    found: list[Finding] = []
    for finding in _findings(folder, mend):
        found.append(finding)
        watch(finding)
    return Checked(folder=str(folder.path), findings=tuple(found))


def _findings(folder: RunFolder, mend: bool) -> Iterator[Finding]:
    plan = folder.plan
    decides = (plan.assay, plan.seed, plan.level, plan.asked, plan.probes, plan.gates, plan.sources, plan.judges)
    same = run_id(*decides) == plan.run
    yield _finding("run.json", same, f"the plan is whole: run {plan.run}", f"the plan does not have the id {plan.run}")
    if plan.sources is not None:
        yield _sources(folder)
    made: dict[tuple[str, str], bytes] = {}
    picked: list[Picked] | None = None
    try:
        picked = planned(plan, read_sources(folder, here=True))
        made, other = digests(plan, picked)
        total = sum(p.n for p in plan.probes)
        yield _finding(
            "cases", not other, f"the {total:,} planned cases are made again from seed {plan.seed}", cases_differ(plan, other)
        )  # fmt: skip
    except AssayError as error:
        yield Finding(check="cases", state="differs", said=f"the planned cases cannot be made again: {error}")
    yield from _torn(folder, mend)
    with _quiet(folder, mend):
        try:
            records = read_records(folder, made)
            if folder.plan.gates and picked is not None and len(made) == len(plan.probes):
                yield from _stopped(folder, picked, records)
            yield from _journal(folder, records)
            yield from _derived_from_journal(folder, picked, not records.missing, mend)
            yield from _shown(folder, records)
        except JournalError as error:
            yield Finding(check="journal", state="differs", said=str(error))
    yield from _media(folder)


def _sources(folder: RunFolder) -> Finding:
    try:
        count = len(read_sources(folder, here=True))
    except SourceError as error:
        return Finding(check="sources", state="differs", said=str(error))
    return Finding(check="sources", state="agrees", said=f"the {count:,} records of the sources are those of the plan")


def _derived_from_journal(
    folder: RunFolder, picked: Sequence[Picked] | None, complete: bool, mend: bool
) -> Iterator[Finding]:
    if picked is not None:
        yield _verdicts(folder, verdicts_differ(folder, picked))
    place = folder.path if os.access(folder.path, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place, prefix=".check-") as scratch:
        anew = Scratch(folder, Path(scratch))
        yield _derived(folder, anew, "samples.parquet", complete, mend, lambda: parquet_differs(folder, anew))
        if picked is not None:
            probes = picked
            yield _derived(folder, anew, "scores.json", complete, mend, lambda: scores_differ(folder, anew, probes))


def _finding(check: str, good: bool, well: str, ill: str) -> Finding:
    return Finding(check=check, state="agrees" if good else "differs", said=well if good else ill)


def _torn(folder: RunFolder, mend: bool) -> Iterator[Finding]:
    """What a crash leaves after the last whole line: no fault, for every reader passes over it."""
    try:
        with folder.journal.open("rb") as file:
            if not file.seek(0, os.SEEK_END):
                return
            file.seek(-1, os.SEEK_END)
            torn = file.read(1) != b"\n"
    except FileNotFoundError:
        return
    if torn and mend:
        Journal(folder.journal).close()
        yield Finding(check="last line", state="mended", said="the journal's last line was torn and is dropped")
    elif torn:
        yield Finding(
            check="last line", state="note", said="the journal's last line is torn and passed over (--mend drops it)"
        )


@contextmanager
def _quiet(folder: RunFolder, mend: bool) -> Iterator[None]:
    """No run writes in the folder: for an instant, or as long as files are mended. Raises JournalError where one does."""
    if not folder.journal.exists():
        yield
    elif mend:
        with Journal(folder.journal):
            yield
    else:
        with folder.journal.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                raise JournalError(f"a run is writing {folder.journal}; check it when that has ended") from None
        yield


def _stopped(folder: RunFolder, picked: Sequence[Picked], records: Records) -> Iterator[Finding]:
    """What early gates left out is not missing: worked out from the journal, as a run does."""
    stopper = Stopper.of(folder.plan, picked).load(folder.index)
    for (model, probe), size in records.sizes.items():
        due = stopper.due(model, probe, size)
        if due < size:
            records.only(model, probe, due)
            said = f"the early gates about {probe}, {model} are decided after {due:,} of {size:,} cases; the rest is not due"
            yield Finding(check="stopped", state="agrees", said=said)


def _journal(folder: RunFolder, records: Records) -> Iterator[Finding]:
    if records.missing:
        yield Finding(
            check="records",
            state="missing",
            said=f"{records.missing:,} of {records.planned:,} planned cases have no record "
            f"({'; '.join(records.missing_by_place)}); ask them: assay resume {folder.path}",
        )
    else:
        yield Finding(check="records", state="agrees", said=f"each of {records.planned:,} planned cases has a record")
    yield _finding(
        "once", not records.doubled.count, "no case has two final records",
        f"{records.doubled.count:,} records follow one that was final already ({records.doubled}); the last one counts",
    )  # fmt: skip
    yield _finding(
        "contents", not records.edited.count, "the journalled cases are the planned ones, by hash",
        f"{records.edited.count:,} journalled cases are not the planned ones ({records.edited}); delete their lines, "
        f"then 'assay resume {folder.path}' asks them again",
    )  # fmt: skip
    if records.stray.count:
        said = f"{records.stray.count:,} lines of the journal are about no planned case ({records.stray})"
        yield Finding(check="strays", state="differs", said=said)
    if records.errors:
        said = f"{records.errors:,} cases ended in errors; ask them again: assay resume {folder.path}"
        yield Finding(check="errors", state="note", said=said)


def _verdicts(folder: RunFolder, differ: Examples) -> Finding:
    """Another version of assay may rightly judge otherwise: only the same one contradicts itself."""
    if not differ.count:
        return Finding(check="verdicts", state="agrees", said="the judges say of the replies what is journalled")
    said = f"{differ.count:,} verdicts are not what the judge says of the replies ({differ})"
    if folder.plan.assay != __version__:
        return Finding(check="verdicts", state="note", said=f"{said}: judged by assay {folder.plan.assay}")
    return Finding(check="verdicts", state="differs", said=f"{said}; judge them again: assay rescore {folder.path}")


def _derived(
    folder: RunFolder, anew: Scratch, name: str, complete: bool, mend: bool, compare: Callable[[], str]
) -> Finding:
    """Compare a file with the one made anew; `compare` makes that, and says what is wrong, "" where nothing is."""
    there = folder.path / name
    if not there.exists() and not complete:
        return Finding(check=name, state="note", said="is written when the run is complete")
    wrong = compare()
    if not wrong:
        return Finding(check=name, state="agrees", said="is what the journal gives")
    if mend:
        (anew.path / name).replace(there)
        return Finding(check=name, state="mended", said=f"{wrong}; written anew from the journal")
    return Finding(check=name, state="differs", said=f"{wrong} (--mend writes it anew)")


def _shown(folder: RunFolder, records: Records) -> Iterator[Finding]:
    """The pictures that models were shown."""
    if records.media:
        gone = sorted(name for name in records.media if not (folder.media / name).is_file())
        ill = f"{len(gone):,} of {len(records.media):,} pictures that were shown are not in media/ ({', '.join(gone[:3])})"
        yield _finding("pictures", not gone, f"the {len(records.media):,} pictures that were shown lie in media/", ill)


def _media(folder: RunFolder) -> Iterator[Finding]:
    place = folder.media
    if place.is_dir():
        count, wrong = media_differ(place)
        ill = f"{len(wrong):,} of {count:,} media files are not what their names say ({', '.join(wrong[:3])})"
        yield _finding("media", not wrong, f"{count:,} media files are what their names say", ill)
