"""A journal in segments: whatever of it lies where, all of it comes together, and each case once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import assay
from assay.engine import segments
from assay.engine.segments import JOURNAL, Segment, Whole, gather, segments_in, ship
from assay.engine.store import Store
from tests.support import numbers_probe

N = 12


@pytest.fixture(scope="module")
def lines(tmp_path_factory) -> list[bytes]:
    """The journal of a whole run: one line a case."""
    path = tmp_path_factory.mktemp("run") / "run"
    assay.run(str(Path(numbers_probe.__file__)), "planted:perfect", seed=1, limit=N, output=path)
    return (path / JOURNAL).read_bytes().splitlines(keepends=True)


def send(store: Store, before: list[bytes], those: list[bytes]) -> Segment:
    """The segment of a writer whose journal had the lines `before`."""
    start, content = len(b"".join(before)), b"".join(those)
    segment = Segment(start, start + len(content), hashlib.sha256(content).hexdigest())
    store.write(segment.name, content)
    return segment


def ids(journal: Path) -> list[str]:
    return [json.loads(line)["case"]["id"] for line in journal.read_bytes().splitlines()]


def pulled(store: Store, journal: Path, known: Whole | None = None) -> tuple[int, Whole | None]:
    return gather(store, store.list(), journal, known)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(f"file://{tmp_path / 'there'}")


def test_what_is_shipped_piece_by_piece_is_gathered_to_the_same_bytes(store, lines, tmp_path, monkeypatch):
    monkeypatch.setattr(segments, "SEGMENT", len(lines[0]) + 10)
    journal, sent = tmp_path / JOURNAL, 0
    for n in (3, N):
        journal.write_bytes(b"".join(lines[:n]) + b'{"torn')
        while segment := ship(store, journal, sent):
            sent = segment.end
    assert len(store.list()) == N
    assert pulled(store, tmp_path / "other.jsonl") == (sent, None)
    assert (tmp_path / "other.jsonl").read_bytes() == b"".join(lines)


def test_a_line_longer_than_a_segment_is_shipped_whole(store, lines, tmp_path, monkeypatch):
    monkeypatch.setattr(segments, "SEGMENT", 10)
    journal = tmp_path / JOURNAL
    journal.write_bytes(lines[0] + lines[1][:-1])
    segment = ship(store, journal, 0)
    assert segment is not None
    assert segment.end == len(lines[0])
    assert ship(store, journal, segment.end) is None


def test_two_writers_that_went_on_from_one_place_come_together(store, lines, tmp_path):
    send(store, [], lines[:4])
    send(store, lines[:4], lines[4:6])
    send(store, lines[:4], lines[5:9])
    journal = tmp_path / JOURNAL
    journal.write_bytes(b"".join(lines[:4] + lines[8:]) + b'{"torn')
    pulled(store, journal)
    assert sorted(ids(journal)) == sorted(json.loads(line)["case"]["id"] for line in lines)


def test_a_torn_segment_gives_its_whole_lines_and_is_followed_by_what_was_sent_again(store, lines, tmp_path):
    torn = send(store, [], lines[:5])
    store.write(torn.name, b"".join(lines[:5])[: -len(lines[4]) - 20])
    journal = tmp_path / JOURNAL
    assert pulled(store, journal) == (0, None)
    assert len(ids(journal)) == 3
    send(store, [], lines[:7])
    end, _ = pulled(store, tmp_path / "other.jsonl")
    assert end == len(b"".join(lines[:7]))
    assert (tmp_path / "other.jsonl").read_bytes() == b"".join(lines[:7])


def test_a_whole_journal_is_fetched_once_and_again_when_it_changes(store, lines, tmp_path, monkeypatch):
    store.write(JOURNAL, b"".join(lines[:6]))
    send(store, lines[:2], lines[2:4])  # its writer was killed before it could remove this
    send(store, lines[:6], lines[6:8])
    journal = tmp_path / JOURNAL
    end, whole = pulled(store, journal)
    assert journal.read_bytes() == b"".join(lines[:8])
    assert (end, whole.size) == (len(b"".join(lines[:8])), len(b"".join(lines[:6])))
    with monkeypatch.context() as patched:
        patched.setattr(Store, "get", lambda *a: pytest.fail("fetched again"))
        assert pulled(store, journal, whole) == (end, whole)
    store.write(JOURNAL, b"".join(lines))
    assert pulled(store, journal, whole)[0] == len(b"".join(lines))
    assert journal.read_bytes() == b"".join(lines)


parts = st.lists(st.tuples(st.integers(0, N), st.integers(1, 5)), max_size=6)


@given(sent=parts, local=st.tuples(st.integers(0, N), st.integers(0, N)), whole=st.integers(0, N))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_case_that_is_anywhere_is_held_once_whatever_lies_where(lines, tmp_path, sent, local, whole):
    """Segments at any places, whole and overlapping; a local journal of any part; a whole journal or none."""
    store = Store(f"memory://{tmp_path.name}")
    for name in store.list():
        store.remove(name)
    held = set()
    for start, size in sent:
        send(store, lines[:start], lines[start : start + size])
        held |= set(range(start, min(N, start + size)))
    if whole:
        store.write(JOURNAL, b"".join(lines[:whole]))
        held |= set(range(whole))
    journal = tmp_path / JOURNAL
    journal.write_bytes(b"".join(lines[local[0] : local[1]]))
    held |= set(range(*local))
    end, _ = pulled(store, journal)
    assert sorted(ids(journal)) == sorted(json.loads(lines[n])["case"]["id"] for n in held)
    again = tmp_path / "again.jsonl"
    again.unlink(missing_ok=True)
    pulled(store, again)
    assert again.read_bytes()[:end] == journal.read_bytes()[:end]
    assert len(segments_in(store.list())) <= len(sent)
