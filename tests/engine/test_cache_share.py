"""The response cache shared through a URL: what one machine paid for, the next does not pay again."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import fsspec
import pytest

import assay
from assay.engine import cache_share
from assay.engine.cache import ReplyCache
from assay.engine.cache_content import cache_content
from assay.engine.cache_share import SharedCache, open_cache
from assay.engine.store import Store
from assay.errors import ConfigError
from assay.records import Message, Reply, Request
from tests.support import numbers_probe
from tests.support.stores import Flaky
from tests.support.stub import running

PROBE = str(Path(numbers_probe.__file__))


def key(number: int):
    return ReplyCache.key(
        "openai:m", Request(messages=(Message(role="user", content=f"question {number}"),)), "openai:m"
    )


def filled(store: Store, path: Path, numbers: range, *, limit: int | None = None) -> None:
    cache = SharedCache(store, path, limit=limit)
    for number in numbers:
        cache.put(key(number), Reply(text=f"answer {number}"))
    cache.close()


def held(path: Path, numbers: range) -> set[int]:
    cache = ReplyCache(path)
    found = {n for n in numbers if (reply := cache.get(key(n))) is not None and reply.text == f"answer {n}"}
    cache.close()
    return found


@pytest.fixture
def store(tmp_path):
    return Store(f"file://{tmp_path / 'there'}")


def test_a_second_machine_pays_nothing(s3, tmp_path, monkeypatch):
    monkeypatch.setenv("ASSAY_CACHE", "s3://runs/cache")
    with running(numbers_probe.answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        scores = []
        for machine in ("a", "b"):
            monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / machine))
            run = assay.run(PROBE, uri, seed=1, limit=60, output=tmp_path / f"run-{machine}")
            scores.append((run.path / "scores.json").read_bytes())
            assert stub.stats().requests == 60
        assert scores[0] == scores[1]
        assert all(reply.cached for sample in run.samples() for reply in sample.replies)
        assert cache_content().shared == "s3://runs/cache"
        assert len(Store("s3://runs/cache").list()) == 1


def test_what_several_machines_send_comes_together_and_is_sent_once(store, tmp_path):
    filled(store, tmp_path / "a", range(300))
    filled(store, tmp_path / "b", range(200, 500))
    filled(store, tmp_path / "a", range(500, 500))
    assert held(tmp_path / "a", range(500)) == held(tmp_path / "b", range(500)) == set(range(500))
    before = store.list()
    assert len(before) == 2
    filled(store, tmp_path / "b", range(500, 500))
    assert store.list() == before


def test_a_damaged_part_is_passed_over_with_one_warning(store, tmp_path, caplog):
    filled(store, tmp_path / "a", range(50))
    [name] = store.list()
    line = gzip.decompress(store.read(name)).splitlines()[0]
    store.write(name, store.read(name)[:-20])
    changed = gzip.compress(line.replace(b"answer", b"ANSWER"))
    store.write(f"replies/{hashlib.sha256(changed).hexdigest()}.jsonl.gz", changed)
    noise = b"no gzip"
    store.write(f"replies/{hashlib.sha256(noise).hexdigest()}.jsonl.gz", noise)
    filled(store, tmp_path / "b", range(100, 150))
    filled(store, tmp_path / "c", range(0))
    assert held(tmp_path / "c", range(200)) == set(range(100, 150))
    assert [r.levelno for r in caplog.records] == [logging.WARNING] * 2  # one for each cache that met them


def test_a_store_that_fails_costs_one_warning_and_what_is_new_goes_later(tmp_path, monkeypatch, caplog):
    fsspec.register_implementation("flaky", Flaky, clobber=True)
    store = Store(f"flaky://{tmp_path.name}-cache")
    monkeypatch.setattr(Flaky, "down", True)
    filled(store, tmp_path / "a", range(20))
    assert [r.getMessage().partition(": ")[0] for r in caplog.records] == ["the response cache is not shared in full"]
    assert held(tmp_path / "a", range(20)) == set(range(20))
    monkeypatch.setattr(Flaky, "down", False)
    filled(store, tmp_path / "a", range(0))
    filled(store, tmp_path / "b", range(0))
    assert held(tmp_path / "b", range(20)) == set(range(20))


def test_entries_of_a_killed_process_are_sent_by_the_next(store, tmp_path):
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom assay.engine.cache_share import SharedCache\n"
        "from assay.engine.store import Store\nfrom tests.engine.test_cache_share import key\n"
        "from assay.records import Reply\ncache = SharedCache(Store(sys.argv[1]), Path(sys.argv[2]))\n"
        "for n in range(30): cache.put(key(n), Reply(text=f'answer {n}'))\ncache.flush()\nos._exit(9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, f"file://{tmp_path / 'there'}", str(tmp_path / "a")],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == 9
    assert store.list() == {}
    filled(store, tmp_path / "a", range(0))
    filled(store, tmp_path / "b", range(0))
    assert held(tmp_path / "b", range(30)) == set(range(30))


def test_the_limit_holds_for_what_comes_from_others_too(store, tmp_path, monkeypatch):
    monkeypatch.setattr(cache_share, "SEGMENT", 500)
    filled(store, tmp_path / "a", range(6000))
    filled(store, tmp_path / "b", range(0), limit=500_000)
    assert (tmp_path / "a").stat().st_size > 1_000_000
    assert (tmp_path / "b").stat().st_size <= 500_000
    assert held(tmp_path / "b", range(6000))


def test_offline_a_cache_on_the_network_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("ASSAY_CACHE", "s3://runs/cache")
    assert type(open_cache(offline=True)) is ReplyCache
    monkeypatch.setenv("ASSAY_CACHE", f"file://{tmp_path / 'there'}")
    assert type(open_cache(offline=True)) is SharedCache


def test_a_cache_url_that_cannot_be_used_is_told_before_anything_is_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ASSAY_CACHE", "gs://bucket/cache")
    with pytest.raises(ConfigError, match=r"gs://bucket/cache needs a package that is not installed: .*gcsfs"):
        assay.run(PROBE, "planted:perfect", seed=1, limit=3, output=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_the_cache_command_names_the_url_without_a_password(tmp_path):
    env = os.environ | {"XDG_CACHE_HOME": str(tmp_path), "ASSAY_CACHE": "ftp://me:hunter2-and-more@host/cache"}
    done = subprocess.run([sys.executable, "-m", "assay", "cache", "--json"], env=env, capture_output=True, check=True)
    assert json.loads(done.stdout)["shared"] == "ftp://me:[redacted]@host/cache"
