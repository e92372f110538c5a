"""Sheets for people who label in a spreadsheet: the blank one out, the filled one in. CSV, or JSON lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import msgspec

from assay.cases.drawings import drawn_in
from assay.engine.labelling import Task
from assay.engine.labels import ANSWERS, Answer
from assay.errors import ConfigError, reason
from assay.records import Reply

__all__ = ["COLUMNS", "Filled", "export_sheet", "import_sheet"]

COLUMNS = ("id", "probe", "asked", "reply", "right", "wrong", "label")
"""`right` and `wrong` are examples of either; `label` is what people fill in."""

_SHORT: dict[str, Answer] = {
    "r": "right",
    "y": "right",
    "yes": "right",
    "w": "wrong",
    "n": "wrong",
    "d": "declined",
    "no": "wrong",
    "u": "unsure",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BIG = 1 << 24


class Filled(msgspec.Struct, frozen=True):
    """One labelled row: where it stands, the task's id, what is said, and by whom if the sheet says so."""

    place: str
    id: str
    label: Answer
    annotator: str = ""


def _said(reply: Reply) -> str:
    return "\n".join([*(f"made: media/{media.name}" for media in reply.media), *([reply.text] if reply.text else [])])


def export_sheet(path: Path, tasks: Sequence[Task]) -> None:
    """Write a sheet without models and verdicts; the suffix says which form (.csv, .jsonl)."""
    rows = [
        {
            "id": task.id,
            "probe": task.probe.name,
            "asked": "\n".join(
                [
                    *(f"picture: media/{name}" for name in task.sample.media),
                    *(f"{turn.role}: {turn.content}" for turn in task.sample.case.turns),
                ]
            ),
            "reply": "\n---\n".join(_said(reply) for reply in task.sample.replies),
            "right": "\n---\n".join(map(drawn_in, task.probe.ideal(task.sample.case))),
            "wrong": "\n---\n".join(map(drawn_in, task.probe.worst(task.sample.case))),
            "label": "",
        }
        for task in tasks
    ]
    if _is_csv(path):
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows({key: _inert(text) for key, text in row.items()} for row in rows)
        content = b"\xef\xbb\xbf" + out.getvalue().encode()  # by the mark spreadsheets know that it is UTF-8
    else:
        content = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {reason(error)}; give another place") from None


def _inert(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: what a model said must not be run."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def import_sheet(path: Path) -> list[Filled]:
    """The rows of a sheet that have a label. Raises ConfigError, naming the line, where one makes no sense."""
    try:
        content = path.read_text("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {reason(error)}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not UTF-8: save the sheet as 'CSV UTF-8'") from None
    rows = _csv_rows(path, content) if _is_csv(path) else _json_rows(path, content)
    found: list[Filled] = []
    for place, row in rows:
        said = str(row.get("label") or "").strip().lower()
        if not said:
            continue
        answer = next((a for a in ANSWERS if a == said), _SHORT.get(said))
        if answer is None:
            raise ConfigError(f"{place}: the label '{said[:40]}' is none of {', '.join(ANSWERS)}")
        name = str(row.get("id") or "").strip()
        if not name:
            raise ConfigError(f"{place}: a label without an id; keep the column 'id' of the sheet as it was exported")
        found.append(Filled(place, name, answer, str(row.get("annotator") or "").strip()))
    return found


def _is_csv(path: Path) -> bool:
    if path.suffix.lower() not in (".csv", ".jsonl"):
        raise ConfigError(f"{path}: a sheet is a .csv or a .jsonl file")
    return path.suffix.lower() == ".csv"


def _csv_rows(path: Path, content: str) -> list[tuple[str, dict[str, object]]]:
    csv.field_size_limit(_BIG)
    first = content.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(content, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    for need in ("id", "label"):
        if need not in (reader.fieldnames or ()):
            raise ConfigError(f"{path} has no column '{need}': fill in the sheet that --export wrote")
    try:
        return [(f"{path}:{reader.line_num}", {k: v for k, v in row.items() if k is not None}) for row in reader]
    except csv.Error as error:
        raise ConfigError(f"{path}:{reader.line_num} is no row of CSV: {error}") from None


def _json_rows(path: Path, content: str) -> list[tuple[str, dict[str, object]]]:
    rows = []
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            try:
                rows.append((f"{path}:{number}", msgspec.json.decode(line, type=dict[str, object])))
            except msgspec.DecodeError as error:
                raise ConfigError(f"{path}:{number} is no JSON object: {error}") from None
    return rows
