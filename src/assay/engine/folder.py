"""A run folder: where a run's files lie and how they are read and written, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from assay.engine.journal import Note, Turn, VerdictEvent, read_journal
from assay.engine.plan import Plan
from assay.errors import ConfigError, JournalError
from assay.records import Reply, Sample, Score

__all__ = ["Done", "RunFolder", "ScoresFile"]

Key = tuple[str, str, str]
"""Model URI, probe name, case id."""


class ScoresFile(Struct, frozen=True, kw_only=True):
    """`scores.json`."""

    schema: str = "assay/scores/1"
    run: str
    models: tuple[str, ...]
    scores: tuple[Score, ...]


class Done(Struct, frozen=True):
    """What a journal already holds: the keys of cases with a usable record, and the replies of unfinished ones."""

    keys: set[Key]
    turns: dict[Key, dict[int, Reply]]


class RunFolder:
    """The files of one run. `RunFolder(path)` opens an existing run; `RunFolder.create` begins one."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        file = self.path / "run.json"
        try:
            self.plan = msgspec.json.decode(file.read_bytes(), type=Plan)
        except FileNotFoundError:
            raise ConfigError(f"{self.path} is no run folder: it has no run.json") from None
        except OSError as error:
            raise JournalError(f"cannot read {file}: {error.strerror}") from None
        except msgspec.DecodeError as error:
            raise JournalError(f"{file} is damaged: {error}") from None

    @classmethod
    def create(cls, path: Path, plan: Plan) -> RunFolder:
        """Make the folder and write `run.json`. Raises ConfigError where a run is there already."""
        if (path / "run.json").exists():
            raise ConfigError(f"{path} already holds a run; 'assay resume {path}' goes on with it, or give another -o")
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise JournalError(f"cannot make the run folder {path}: {error.strerror}") from None
        write_whole(path / "run.json", msgspec.json.format(msgspec.json.encode(plan), indent=1) + b"\n")
        return cls(path)

    @property
    def journal(self) -> Path:
        return self.path / "journal.jsonl"

    def done(self) -> Done:
        """What need not be asked again. A case whose last record is an error is asked again."""
        keys: set[Key] = set()
        turns: dict[Key, dict[int, Reply]] = {}
        for event in read_journal(self.journal):
            if isinstance(event, Sample):
                key = (event.model, event.probe, event.case.id)
                turns.pop(key, None)
                if any(reply.state == "error" for reply in event.replies):
                    keys.discard(key)
                    kept = {k: r for k, r in enumerate(event.replies) if r.state != "error"}
                    if kept:
                        turns[key] = kept
                else:
                    keys.add(key)
            elif isinstance(event, Turn) and event.reply.state != "error":
                turns.setdefault((event.model, event.probe, event.case), {})[event.k] = event.reply
        return Done(keys, turns)

    def samples(self) -> Iterator[Sample]:
        """Every case's last record with its last verdict, in the order of the journal."""
        last: dict[Key, int] = {}
        verdicts: dict[Key, Any] = {}
        for number, event in enumerate(read_journal(self.journal)):
            if isinstance(event, Sample):
                key = (event.model, event.probe, event.case.id)
                last[key] = number
                verdicts.pop(key, None)
            elif isinstance(event, VerdictEvent):
                verdicts[(event.model, event.probe, event.case)] = event.verdict
        for number, event in enumerate(read_journal(self.journal)):
            if isinstance(event, Sample):
                key = (event.model, event.probe, event.case.id)
                if last[key] == number:
                    verdict = verdicts.get(key)
                    yield msgspec.structs.replace(event, verdict=verdict) if verdict else event

    def notes(self) -> tuple[str, ...]:
        """What a reader should know: the plan's notes, then those that came up while asking, each once."""
        found = (event.text for event in read_journal(self.journal) if isinstance(event, Note))
        return tuple(dict.fromkeys((*self.plan.notes, *found)))

    def read_scores(self) -> tuple[Score, ...]:
        """The scores of `scores.json`. Raises ConfigError where the run has none yet."""
        file = self.path / "scores.json"
        try:
            return msgspec.json.decode(file.read_bytes(), type=ScoresFile).scores
        except FileNotFoundError:
            raise ConfigError(f"{self.path} has no scores yet; finish it: assay resume {self.path}") from None
        except msgspec.DecodeError as error:
            raise JournalError(f"{file} is damaged ({error}); make it anew: assay rescore {self.path}") from None

    def write_scores(self, scores: Iterable[Score]) -> Path:
        """Write `scores.json`."""
        content = ScoresFile(run=self.plan.run, models=tuple(m.uri for m in self.plan.models), scores=tuple(scores))
        file = self.path / "scores.json"
        write_whole(file, msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")
        return file


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises JournalError where it cannot be written."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise JournalError(f"cannot write {path}: {error.strerror}") from None
