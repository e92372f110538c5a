"""The second half of `assay check`: the files derived from the journal, made anew and compared with those that lie there."""

from __future__ import annotations

import filecmp
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from assay.engine.check_journal import Examples
from assay.engine.corrections import corrected
from assay.engine.folder import RunFolder, ScoresFile
from assay.engine.scoring import score_run, write_parquet
from assay.engine.select import Picked
from assay.records import Score

__all__ = ["Scratch", "media_differ", "parquet_differs", "scores_differ"]


class Scratch(RunFolder):
    """A run's folder as it ought to be: the same plan and journal, other files."""

    def __init__(self, of: RunFolder, path: Path) -> None:
        super().__init__(of.path)
        self.path, self._journal = path, of.journal

    @property
    def journal(self) -> Path:
        return self._journal


def parquet_differs(folder: RunFolder, anew: Scratch) -> str:
    """Write `samples.parquet` anew and say what is wrong with the run's own, "" where its rows are the same."""
    import duckdb

    ours, there = write_parquet(anew), folder.path / "samples.parquet"
    if not there.exists():
        return "is not there"
    if filecmp.cmp(ours, there, shallow=False):
        return ""
    with duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}) as db:
        db.execute("SET memory_limit = '512MB'")
        db.execute("SET temp_directory = ?", [str(anew.path / "spill")])
        db.execute("SET enable_progress_bar = false")
        row = 'model, probe, "case", md5(CAST(x AS VARCHAR)) AS content'
        try:
            [(rows,)] = db.execute("SELECT count(*) FROM read_parquet(?)", [str(there)]).fetchall()
            [(due,)] = db.execute("SELECT count(*) FROM read_parquet(?)", [str(ours)]).fetchall()
            db.execute(
                f'CREATE TEMP TABLE other AS SELECT model, probe, "case" FROM ('  # noqa: S608  (ours)
                f"SELECT 1 AS side, {row} FROM read_parquet(?) x UNION ALL SELECT -1, {row} FROM read_parquet(?) x) "
                'GROUP BY model, probe, "case", content HAVING sum(side) <> 0',
                [str(there), str(ours)],
            )
        except duckdb.Error as error:
            return f"cannot be read ({str(error).splitlines()[0]})"
        if rows != due:
            return f"has {rows:,} rows, the journal {due:,} final records"
        differ = Examples()
        for model, probe, case in db.execute('SELECT DISTINCT * FROM other ORDER BY model, probe, "case"').fetchall():
            differ.add(model, probe, case)
    return f"{differ.count:,} rows are not as journalled ({differ})" if differ.count else ""


def scores_differ(folder: RunFolder, anew: Scratch, picked: Sequence[Picked]) -> str:
    """Write `scores.json` anew and say what is wrong with the run's own, "" where it is the same to the byte."""
    there = folder.path / "scores.json"
    was: ScoresFile | None = None
    wrong = "is not there"
    if there.exists():
        try:
            was = msgspec.json.decode(there.read_bytes(), type=ScoresFile)
        except msgspec.DecodeError as error:
            wrong = f"is damaged ({error})"
    raw, evidence, _ = score_run(anew, picked)
    scores, notes = corrected(folder, anew, picked, raw, evidence)
    ours = anew.write_scores(scores, evidence, notes)
    if was is None:
        return wrong
    if ours.read_bytes() == there.read_bytes():
        return ""
    now = msgspec.json.decode(ours.read_bytes(), type=ScoresFile)
    for a, b in zip(was.scores, now.scores, strict=False):
        if a != b:
            return f"is not what the journal gives: {_first_difference(a, b)}"
    if was.notes != now.notes:
        return "is not what the journal and the labels give: a note differs"
    if was.evidence != now.evidence:
        return "is not what the journal gives: the evidence of its early gates differs"
    return "is not what the journal gives, to the byte"


def _first_difference(was: Score, now: Score) -> str:
    names = [n for n in was.__struct_fields__ if getattr(was, n) != getattr(now, n)]
    name = names[0]
    return (
        f"{now.metric} of {now.probe} ({now.slice}), {now.model}: {name} {getattr(was, name)}, not {getattr(now, name)}"
    )


def media_differ(place: Path) -> tuple[int, list[str]]:
    """How many files lie under `place`, and those that are not named by the SHA-256 of their content."""
    count, wrong = 0, []
    for file in sorted(p for p in place.rglob("*") if p.is_file()):
        count += 1
        name = file.name.partition(".")[0]
        with file.open("rb") as content:
            if not re.fullmatch("[0-9a-f]{64}", name) or hashlib.file_digest(content, "sha256").hexdigest() != name:
                wrong.append(str(file.relative_to(place)))
    return count, wrong
