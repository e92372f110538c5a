"""A run folder: where a run's files lie and how they are read and written, whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from assay.engine.attacking import counted
from assay.engine.index import JournalIndex, index_journal, place_of
from assay.engine.journal import media_of
from assay.engine.opinions import counted as counted_opinions
from assay.engine.plan import Plan
from assay.errors import ConfigError, JournalError, reason
from assay.measure.gates import Decision, Evidence, decide_file
from assay.records import Sample, Score

__all__ = ["RunFolder", "ScoresFile"]


class ScoresFile(Struct, frozen=True, kw_only=True):
    """`scores.json`. `evidence` says where the gates that may stop a run early stand, each for one model and probe; `notes` are
    sentences that a reader of the scores should know."""

    schema: str = "assay/scores/1"
    run: str
    models: tuple[str, ...]
    scores: tuple[Score, ...]
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()


class RunFolder:
    """The files of one run. `RunFolder(path)` opens an existing run; `RunFolder.create` begins one."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._index: JournalIndex | None = None
        self._indexed = -1
        file = self.path / "run.json"
        try:
            self.plan = msgspec.json.decode(file.read_bytes(), type=Plan)
        except FileNotFoundError:
            raise ConfigError(f"{self.path} is no run folder: it has no run.json") from None
        except OSError as error:
            raise JournalError(f"cannot read {file}: {reason(error)}; mend that, then try again") from None
        except msgspec.DecodeError as error:
            raise JournalError(f"{file} is damaged: {error}") from None

    @classmethod
    def create(cls, path: Path, plan: Plan) -> RunFolder:
        """Make the folder and write `run.json`. Raises ConfigError where a run is there already."""
        cls.check_new(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise JournalError(f"cannot make the run folder {path}: {reason(error)}; give another -o") from None
        content = msgspec.json.format(msgspec.json.encode(plan), indent=1) + b"\n"
        write_whole(path / "run.json", content, "nothing was asked yet: mend that, then run again")
        return cls(path)

    @staticmethod
    def check_new(path: Path) -> None:
        """Raises ConfigError where a run is there already."""
        if (path / "run.json").exists():
            raise ConfigError(f"{path} already holds a run; 'assay resume {path}' goes on with it, or give another -o")

    @property
    def journal(self) -> Path:
        return self.path / "journal.jsonl"

    @property
    def media(self) -> Path:
        """Where the pictures and films lie that were shown and made."""
        return media_of(self.journal)

    @property
    def index(self) -> JournalIndex:
        """What the journal holds now; read anew only where it has grown."""
        size = self.journal.stat().st_size if self.journal.exists() else -1
        if self._index is None or self._indexed != size:
            self._index, self._indexed = index_journal(self.journal), size
        return self._index

    def samples(self) -> Iterator[Sample]:
        """Every case's last record with its last verdict, in the order of the plan."""
        index = self.index
        for model in self.plan.targets:
            for probe in self.plan.probes:
                yield from index.samples(model.uri, probe.name)

    def notes(self) -> tuple[str, ...]:
        """What a reader should know: the plan's notes, those that came up while asking, what came of an attacker and of
        judges, and the notes on the scores, each once."""
        on_scores = self._read_scores().notes if (self.path / "scores.json").exists() else ()
        return tuple(
            dict.fromkeys((*self.plan.notes, *self.index.notes, *self.of_attacker(), *self.of_judges(), *on_scores))
        )

    def of_judges(self) -> tuple[str, ...]:
        """What came of the model judges, in sentences; nothing where none was asked."""
        found: list[str] = []
        for model in self.plan.targets:
            for probe in self.plan.probes:
                if self.index.judged(model.uri, probe.name):
                    verdicts = (sample.verdict for sample in self.index.samples(model.uri, probe.name))
                    found += counted_opinions(f"{probe.name}, {model.uri}", verdicts)
        return tuple(found)

    def of_attacker(self) -> tuple[str, ...]:
        """What came of a run's attacker, in a sentence; nothing where it has none."""
        if self.plan.attacker is None:
            return ()
        several = [p.name for p in self.plan.probes if p.calls > p.n]  # no other can have a dialogue
        samples = (self.index.samples(model.uri, name) for model in self.plan.targets for name in several)
        return (counted(self.plan, chain.from_iterable(samples)),)

    def scored(
        self, model: str = "", probe: str = "", *, evidence: Iterable[Evidence] | None = None
    ) -> Iterator[Sample]:
        """The samples that the scores are made of: all but those of cases after the one that decided early gates. Of one
        model and probe where these are given; `evidence` where it is not yet in `scores.json`."""
        known = self.read_evidence() if evidence is None else evidence
        needed = {(e.model, e.probe): e.cases for e in known if e.stopped}
        for sample in self.index.samples(model, probe) if model else self.samples():
            if place_of(sample.case.id) < needed.get((sample.model, sample.probe), sys.maxsize):
                yield sample

    def read_scores(self) -> tuple[Score, ...]:
        """The scores of `scores.json`. Raises ConfigError where the run has none yet."""
        return self._read_scores().scores

    def read_evidence(self) -> tuple[Evidence, ...]:
        """Where the early gates stand, by `scores.json`. Raises ConfigError where the run has none yet."""
        return self._read_scores().evidence

    def decisions(self) -> tuple[Decision, ...]:
        """What the gates of the run's gate file decide on its scores; none where it has no such file."""
        file = self._read_scores()
        return decide_file(self.plan.gate, file.scores, file.evidence)

    def _read_scores(self) -> ScoresFile:
        file = self.path / "scores.json"
        try:
            return msgspec.json.decode(file.read_bytes(), type=ScoresFile)
        except FileNotFoundError:
            raise ConfigError(f"{self.path} has no scores yet; finish it: assay resume {self.path}") from None
        except msgspec.DecodeError as error:
            raise JournalError(f"{file} is damaged ({error}); make it anew: assay rescore {self.path}") from None

    def write_scores(self, scores: Iterable[Score], evidence: Iterable[Evidence], notes: Iterable[str] = ()) -> Path:
        """Write `scores.json`."""
        content = ScoresFile(
            run=self.plan.run,
            models=tuple(m.uri for m in self.plan.targets),
            scores=tuple(scores),
            evidence=tuple(evidence),
            notes=tuple(notes),
        )
        file = self.path / "scores.json"
        said = msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"
        write_whole(file, said, f"the journal is whole: mend that, then: assay rescore {self.path}")
        return file


def write_whole(path: Path, content: bytes, mend: str) -> None:
    """Write a file whole or not at all, also where the power is cut. Raises JournalError, with the sentence `mend`, where it
    cannot be written."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise JournalError(f"cannot write {path}: {reason(error)}; {mend}") from None
