"""Snapshots: what is frozen is the same bytes whatever the order, nothing twice, and a change is found."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.cases.curate.record import FactRecord, Provenance, QuestionRecord, TextRecord, kind_of, sealed
from assay.cases.curate.snapshot import Given, Snapshot
from assay.cases.curate.store import snapshot_file
from assay.errors import SourceError
from assay.records import digest
from tests.curate.drawn import frozen, refusal

HERE, THERE = (Provenance(url=f"file:{name}", licence="CC0-1.0") for name in "ab")
words = st.text(alphabet="abcdefgh ", min_size=1).filter(str.strip)
records = st.builds(TextRecord, text=words, title=words, provenance=st.sampled_from((HERE, THERE))) | st.builds(
    FactRecord, subject=words, relation=words, answer=words, provenance=st.just(HERE)
)


@given(st.lists(records, max_size=12), st.randoms(use_true_random=False))
def test_the_order_in_which_records_came_does_not_matter_and_doubles_are_dropped(found, rng: random.Random):
    again = [*found, *rng.sample(found, len(found) // 2)]
    rng.shuffle(again)
    uri = Given(uri="file:x")
    one, other = Snapshot.of([(uri, found)]), Snapshot.of([(uri, again)])
    assert [r.sha256 for r in one.records] == [r.sha256 for r in other.records]
    assert len({r.sha256 for r in one.records}) == len(one.records)


@given(st.lists(records, max_size=12))
def test_a_snapshot_is_read_as_it_was_written_to_the_byte(found):
    made = Snapshot.of([(Given(uri="file:x", notes=("a note",)), found)])
    read = Snapshot.decoded(made.content, "here")
    assert read.content == made.content
    assert read.records == made.records
    assert read.sha256 == made.sha256 == digest(made.content)


def test_the_hash_of_a_record_is_of_its_content_and_not_of_where_it_comes_from():
    text = TextRecord(text="Tea is a drink.", provenance=HERE)
    moved = TextRecord(text="Tea is a drink.", provenance=Provenance(url="elsewhere", time="2026-01-01T00:00:00Z"))
    assert sealed(text).sha256 == sealed(moved).sha256 == sealed(sealed(text)).sha256
    assert sealed(TextRecord(text="Tea is a drink!", provenance=HERE)).sha256 != sealed(text).sha256
    as_title = QuestionRecord(question="Tea is a drink.", answer="yes, it is", provenance=HERE)
    assert kind_of(as_title) == "question"
    assert sealed(as_title).sha256 != sealed(text).sha256


def test_of_two_records_with_the_same_content_the_first_keeps_its_provenance():
    same = [TextRecord(text="Tea", provenance=p) for p in (THERE, HERE)]
    [kept] = Snapshot.of([(Given(uri="x:y"), same)]).records
    assert kept.provenance == THERE


def test_the_same_files_give_the_same_snapshot_and_it_is_kept_under_its_hash(tmp_path):
    (tmp_path / "a.txt").write_text("Tea is a drink.")
    one, two = (
        frozen(f"file:{tmp_path / 'a.txt'}", "packaged:elements"),
        frozen(f"file:{tmp_path / 'a.txt'}", "packaged:elements"),
    )
    assert one.content == two.content
    assert snapshot_file(one.sha256).read_bytes() == one.content
    assert frozen(f"snapshot:{one.sha256}").content == one.content


def test_a_snapshot_given_as_the_only_source_stays_the_one_that_it_is_and_beside_others_is_named(tmp_path):
    made = frozen("packaged:currencies")
    file = tmp_path / "s.jsonl"
    file.write_bytes(made.content)
    assert frozen(f"snapshot:{file}?sha256={made.sha256}").sha256 == made.sha256
    (tmp_path / "a.txt").write_text("Tea is a drink.")
    mixed = frozen(f"snapshot:{file}", f"file:{tmp_path / 'a.txt'}")
    assert mixed.sources[0].notes == ("it holds packaged:currencies",)
    assert len(mixed.records) == len(made.records) + 1


def damaged(content: bytes, how: str) -> bytes:
    lines = content.splitlines(keepends=True)
    match how:
        case "word":
            lines[1] = lines[1].replace(b"currencies", b"currency!!")
        case "torn":
            lines[-1] = lines[-1][:-9]
        case "line":
            lines[2] = b"{torn}\n"
        case "header":
            lines[0] = b'{"schema":"assay/other/1","sources":[]}\n'
        case "kind":
            lines[1] = lines[1].replace(b'"kind":"fact"', b'"kind":"poem"')
        case "empty":
            lines = []
    return b"".join(lines)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("word", "line 2: the record is not what its sha256 says"),
        ("torn", "is cut off"),
        ("line", "line 3: "),
        ("header", "line 1: "),
        ("kind", "line 2: "),
        ("empty", "line 1: "),
    ],
)
def test_a_damaged_snapshot_is_one_sentence_with_its_line(tmp_path, how, said):
    made = frozen("packaged:currencies")
    file = tmp_path / "s.jsonl"
    file.write_bytes(damaged(made.content, how))
    assert said in refusal(f"snapshot:{file}")
    assert f"not {made.sha256}: it was changed" in refusal(f"snapshot:{file}?sha256={made.sha256}")


def test_a_snapshot_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceError, match="No such file"):
        frozen(f"snapshot:{tmp_path / 'none.jsonl'}")
    with pytest.raises(SourceError, match="No such file"):
        frozen(f"snapshot:{'0' * 64}")


def test_a_cache_that_cannot_be_written_is_named_with_the_mend(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("ASSAY_CACHE", str(blocked))
    assert "set ASSAY_CACHE to another folder" in refusal("packaged:elements")


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("nonsense", "is no source URI"),
        ("ftp:x", "no source scheme 'ftp:'"),
        ("packaged:rivers", "has no topic 'rivers'"),
        ("packaged:?limit=3", "has no parameter 'limit'"),
        ("file:x?api_key=3", "in a source URI: keys are read from the environment only"),
        ("hub:a/b", "give revision=COMMIT"),
        ("hub:a/b?revision=main", "give revision=COMMIT"),
        ("hub:ab?revision=main", "write the dataset as owner/name"),
        ("generator:gpt", "name a model after generator:"),
        ("generator:python:a.b?kind=image", "kind question, text, person"),
        ("search:", "write what to search for"),
        ("search:x?engine=altavista", "has no engine 'altavista'"),
        ("search:x?pages=0", "'pages' must be 1 to 50"),
        ("wikipedia:Tea?delay=-1", "the delay must be 0 to 600"),
    ],
)
def test_a_wrong_uri_is_one_sentence(uri, said):
    assert said in refusal(uri)
