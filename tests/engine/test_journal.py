"""The journal loses nothing that was written and says where it is damaged."""

from __future__ import annotations

import errno
import os
import threading
import time

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


def test_after_a_short_write_no_later_line_is_glued_to_the_torn_one(tmp_path, monkeypatch):
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.append(sample(0))
    write = os.write
    took = [20]

    def nearly_full(fd: int, data: bytes) -> int:
        if not took:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(fd, data[: took.pop()])

    monkeypatch.setattr("assay.engine.journal.os.write", nearly_full)
    with pytest.raises(JournalError, match="the disk is full"):
        journal.append(sample(1))
    monkeypatch.undo()  # there is space again
    with pytest.raises(JournalError, match="the disk is full"):
        journal.append(sample(2))
    journal.close()
    assert list(read_journal(path)) == [sample(0)]
    with Journal(path) as again:
        again.append(sample(3))
    assert list(read_journal(path)) == [sample(0), sample(3)]


class Disk:
    """Stands in for `os.fdatasync`: counts, and says how much of the file each sync could see."""

    def __init__(self, monkeypatch, error: OSError | None = None) -> None:
        self.error = error
        self.sizes: list[int] = []
        self.again = threading.Semaphore(0)
        monkeypatch.setattr("assay.engine.syncing.os.fdatasync", self)

    def __call__(self, fd: int) -> None:
        self.sizes.append(os.fstat(fd).st_size)
        self.again.release()
        if self.error is not None:
            raise self.error

    def wait_for(self, size: int) -> None:
        """Until a sync has seen so many bytes."""
        while not self.sizes or self.sizes[-1] < size:
            assert self.again.acquire(timeout=30), "nothing is synced"


def test_lines_reach_the_disk_while_the_journal_is_open_many_in_one_sync(tmp_path, monkeypatch):
    monkeypatch.setattr("assay.engine.journal.SYNC_SECONDS", 0.3)
    disk = Disk(monkeypatch)
    path = tmp_path / "journal.jsonl"
    began = time.monotonic()
    with Journal(path) as journal:
        for number in range(200):
            journal.append(sample(number))
        disk.wait_for(path.stat().st_size)
        journal.append(sample(200))
        disk.wait_for(path.stat().st_size)
        assert len(disk.sizes) <= (time.monotonic() - began) / 0.3
        seen = len(disk.sizes)
    assert len(disk.sizes) == seen  # closing found nothing left to sync
    assert disk.sizes == sorted(set(disk.sizes))  # no sync without a line before it


def test_closing_syncs_what_the_interval_has_not(tmp_path, monkeypatch):
    monkeypatch.setattr("assay.engine.journal.SYNC_SECONDS", 3600.0)
    disk = Disk(monkeypatch)
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.append(sample(0))
        assert disk.sizes == []
    assert disk.sizes == [path.stat().st_size]


def test_nothing_written_is_nothing_to_sync(tmp_path, monkeypatch):
    disk = Disk(monkeypatch)
    Journal(tmp_path / "journal.jsonl").close()
    assert disk.sizes == []


@pytest.mark.parametrize("when", ["in the middle", "at the end"])
def test_a_disk_that_does_not_keep_what_it_took_ends_the_run(tmp_path, monkeypatch, when):
    monkeypatch.setattr("assay.engine.journal.SYNC_SECONDS", 0.01 if when == "in the middle" else 3600.0)
    disk = Disk(monkeypatch, OSError(errno.EIO, "Input/output error"))
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append(sample(0))
    said = r"journal.jsonl: Input/output error; the last lines may be lost: mend that, then: assay resume"
    if when == "in the middle":
        disk.wait_for(1)
        journal._syncing._thread.join(30)  # type: ignore[union-attr]  # it ends with the error
        with pytest.raises(JournalError, match=said):
            journal.append(sample(1))
        journal.close()
    else:
        with pytest.raises(JournalError, match=said):
            journal.close()
    assert len(disk.sizes) == 1
    with Journal(tmp_path / "journal.jsonl"):
        pass  # the lock is free again


def test_a_file_without_a_disk_behind_it_needs_no_sync(tmp_path, monkeypatch):
    Disk(monkeypatch, OSError(errno.EINVAL, "Invalid argument"))
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.append(sample(0))
    assert len(list(read_journal(path))) == 1


def test_no_journal_is_an_empty_one(tmp_path):
    assert list(read_journal(tmp_path / "journal.jsonl")) == []
