"""The journal loses nothing that was written and says where it is damaged."""

from __future__ import annotations

import errno
import os

import pytest

from assay.engine.journal import Journal, Turn, VerdictEvent, read_journal
from assay.errors import JournalError
from assay.records import Case, Reply, Sample, Verdict


def sample(number: int) -> Sample:
    return Sample(
        model="python:x",
        probe="utility/numbers",
        case=Case(prompt=f"{number} plus one", id=f"{number:06d}-00000000"),
        replies=(Reply(text=str(number)),),
        verdict=Verdict("scored", 1.0),
    )


EVENTS = [
    sample(0),
    Turn(model="m", probe="p", case="1", k=0, reply=Reply(text="x\ny")),
    VerdictEvent(model="m", probe="p", case="1", verdict=Verdict("unparsed")),
    sample(1),
]


def test_what_is_written_is_read_in_order(tmp_path):
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        for event in EVENTS:
            journal.append(event)
    assert list(read_journal(path)) == EVENTS


def test_events_are_on_the_file_before_the_journal_is_closed(tmp_path):
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.append(sample(0))
    assert list(read_journal(path)) == [sample(0)]
    journal.close()


@pytest.mark.parametrize("cut", [1, 10, 50])
def test_a_torn_last_line_is_passed_over_and_cut_before_more_is_written(tmp_path, cut):
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.append(sample(0))
        journal.append(sample(1))
    os.truncate(path, path.stat().st_size - cut)
    assert list(read_journal(path)) == [sample(0)]
    with Journal(path) as journal:
        journal.append(sample(2))
    assert list(read_journal(path)) == [sample(0), sample(2)]


def test_a_file_that_is_one_torn_line_longer_than_a_block_is_emptied(tmp_path):
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b"x" * 200_000)
    with Journal(path) as journal:
        journal.append(sample(0))
    assert list(read_journal(path)) == [sample(0)]


def test_a_damaged_line_is_named_with_the_mend(tmp_path):
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.append(sample(0))
        journal.append(sample(1))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0][:20] + b"\n" + lines[1])
    with pytest.raises(JournalError, match=r"line 1 is damaged .*delete that line.*assay resume"):
        list(read_journal(path))


def test_one_writer_at_a_time(tmp_path):
    path = tmp_path / "journal.jsonl"
    with Journal(path), pytest.raises(JournalError, match="another process is writing"):
        Journal(path)
    Journal(path).close()


def test_a_full_disk_is_one_sentence_and_keeps_what_was_written(tmp_path, monkeypatch):
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.append(sample(0))

    def full(fd: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("assay.engine.journal.os.write", full)
    with pytest.raises(JournalError, match=r"the disk is full; all before it is kept.*assay resume"):
        journal.append(sample(1))
    journal.close()
    assert list(read_journal(path)) == [sample(0)]


def test_no_journal_is_an_empty_one(tmp_path):
    assert list(read_journal(tmp_path / "journal.jsonl")) == []
