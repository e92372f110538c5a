"""The response cache under load, at its limit, beside other processes, and on disks that fail."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import resource
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import assay
from assay.engine.cache import Key, ReplyCache
from assay.engine.cache_content import cache_content, clear_cache
from assay.engine.cache_file import DEFAULT_LIMIT, cache_limit
from assay.errors import ConfigError, JournalError
from assay.records import Message, Reply, Request
from tests.cli.test_cli import assay as command
from tests.cli.test_cli import sentence
from tests.support.stub import running

HOUR = 3600
ROOT = Path(__file__).parents[2]
SOURCES = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def key(number: int, model: str = "openai:m") -> Key:
    return ReplyCache.key(model, Request(messages=(Message("user", f"question {number}"),)))


def text(number: int, length: int = 400) -> str:
    return f"{number} ".ljust(length, "x")


def found(cache: ReplyCache, numbers: range, model: str = "openai:m") -> set[int]:
    """The numbers whose reply the cache has; each must be the right one."""
    out = set()
    for number in numbers:
        reply = cache.get(key(number, model))
        if reply is not None:
            assert reply.text == text(number)
            assert reply.cached
            out.add(number)
    return out


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("said", "size"),
    [("", DEFAULT_LIMIT), ("1000", 1000), ("500M", 500 * 2**20), ("1.5GiB", 3 * 2**29), ("2 kb", 2048), ("0", 0)],
)
def test_the_limit_is_read_from_the_environment(monkeypatch, said, size):
    monkeypatch.setenv("ASSAY_CACHE_MAX", said)
    assert cache_limit() == size


@pytest.mark.parametrize("said", ["much", "-1", "5X", "1e9"])
def test_a_limit_that_is_no_size_is_named(monkeypatch, said):
    monkeypatch.setenv("ASSAY_CACHE_MAX", said)
    with pytest.raises(ConfigError, match=f"ASSAY_CACHE_MAX must be a size such as 500M or 2G, not '{said}'"):
        cache_limit()


def test_the_file_never_grows_over_its_limit_and_the_newest_replies_stay(tmp_path):
    path, limit, clock = tmp_path / "replies.sqlite", 2_000_000, Clock()
    cache = ReplyCache(path, limit=limit, clock=clock)
    largest = 0
    for number in range(20_000):
        clock.now += 1
        cache.put(key(number), Reply(text=text(number)))
        if number % 500 == 0:
            largest = max(largest, path.stat().st_size)
    cache.close()
    assert max(largest, path.stat().st_size) <= limit
    assert not Path(f"{path}-wal").exists()
    cache = ReplyCache(path, limit=limit, clock=clock)
    kept = found(cache, range(20_000))
    cache.close()
    assert kept == set(range(20_000 - len(kept), 20_000))
    assert len(kept) * 400 > limit / 2


def test_what_was_read_lately_outlives_what_was_not(tmp_path):
    clock = Clock()
    path = tmp_path / "replies.sqlite"
    cache = ReplyCache(path, limit=2_000_000, clock=clock)
    for number in range(2_000):
        cache.put(key(number), Reply(text=text(number)))
    cache.flush()
    clock.now += 2 * HOUR
    assert found(cache, range(100)) == set(range(100))
    clock.now += 2 * HOUR
    for number in range(2_000, 3_800):
        clock.now += 1
        cache.put(key(number), Reply(text=text(number)))
    cache.close()
    cache = ReplyCache(path, limit=2_000_000, clock=clock)
    assert found(cache, range(100)) == set(range(100))
    assert len(found(cache, range(100, 2_000))) < 1_000
    cache.close()


def test_a_smaller_limit_shrinks_a_file_that_is_there(tmp_path):
    path = tmp_path / "replies.sqlite"
    cache = ReplyCache(path, limit=10_000_000)
    for number in range(10_000):
        cache.put(key(number), Reply(text=text(number)))
    cache.close()
    assert path.stat().st_size > 4_000_000
    for number in range(8):
        cache = ReplyCache(path, limit=1_000_000)
        cache.put(key(20_000 + number), Reply(text=text(20_000 + number)))
        cache.close()
    assert path.stat().st_size <= 1_000_000


def test_a_limit_of_zero_keeps_nothing(tmp_path):
    cache = ReplyCache(tmp_path / "replies.sqlite", limit=0)
    cache.put(key(1), Reply(text=text(1)))
    assert cache.get(key(1)) is None
    cache.close()
    assert cache_content(cache.path).entries == 0


def work(path: Path, me: int, start: object, out: object, limit: int) -> None:
    """Write 1,500 replies of one's own and 500 that all write, while reading those of everybody."""
    start.wait(60)
    cache = ReplyCache(path, limit=limit)
    wrong = 0
    for step in range(2_000):
        number = me * 10_000 + step if step < 1_500 else 90_000 + step
        cache.put(key(number), Reply(text=text(number)))
        other = ((me + step) % 4) * 10_000 + step // 2
        reply = cache.get(key(other))
        wrong += reply is not None and reply.text != text(other)
    there = cache._db is not None and cache._keeps
    cache.close()
    out.put((me, wrong, there))


def four_at_work(path: Path, limit: int) -> None:
    context = multiprocessing.get_context("spawn")
    start, out = context.Barrier(4), context.Queue()
    workers = [context.Process(target=work, args=(path, me, start, out, limit)) for me in range(4)]
    for worker in workers:
        worker.start()
    results = sorted(out.get(timeout=90) for _ in workers)
    for worker in workers:
        worker.join(30)
    assert results == [(me, 0, True) for me in range(4)]


def test_four_processes_write_and_read_at_once_and_no_reply_is_lost_or_swapped(tmp_path):
    path = tmp_path / "new" / "replies.sqlite"
    four_at_work(path, DEFAULT_LIMIT)
    cache = ReplyCache(path)
    for me in range(4):
        mine = range(me * 10_000, me * 10_000 + 1_500)
        assert found(cache, mine) == set(mine)
    assert found(cache, range(91_500, 92_000)) == set(range(91_500, 92_000))
    cache.close()
    assert cache_content(path).entries == 4 * 1_500 + 500


def test_four_processes_that_evict_beside_each_other_keep_to_the_limit(tmp_path):
    path = tmp_path / "replies.sqlite"
    four_at_work(path, 1_500_000)
    assert path.stat().st_size <= 1_500_000
    assert 0 < cache_content(path).entries < 4 * 1_500
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.close()


ENDLESS = """
import itertools, sys
from pathlib import Path
from assay.engine.cache import ReplyCache
from assay.records import Reply
from tests.engine.test_cache import key, text
cache = ReplyCache(Path(sys.argv[1]), limit=1_500_000)
for number in itertools.count():
    cache.put(key(number), Reply(text=text(number)))
    if number % 1000 == 999:
        print(number, flush=True)
"""


def test_a_process_killed_while_it_writes_leaves_a_cache_that_can_be_used(tmp_path, caplog):
    path = tmp_path / "replies.sqlite"
    for kilo in range(1, 6):
        process = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=SOURCES
        )
        for _ in range(kilo):
            assert process.stdout is not None
            assert process.stdout.readline()
        process.kill()
        process.communicate()
        cache = ReplyCache(path)
        assert len(found(cache, range(kilo * 1_000))) >= 500
        cache.close()
    assert caplog.text == ""
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.close()


def test_a_write_that_must_wait_for_another_process_holds_no_call_up_and_is_made_later(tmp_path, caplog):
    path = tmp_path / "replies.sqlite"
    cache = ReplyCache(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for number in range(1_000):
        cache.put(key(number), Reply(text=text(number)))
    assert found(cache, range(1_000)) == set(range(1_000))
    other.execute("COMMIT")
    other.close()
    cache.close()
    assert caplog.text == ""
    assert cache_content(path).entries == 1_000


DRAWS = """
import assay

@assay.probe("utility/drawn")
class Drawn:
    '''Asks one question several times, each with a draw of its own.'''

    def cases(self, rng, n):
        for k in range(n):
            yield assay.Case(prompt="Name a number.", reference="1", draw=k, cluster="one")

    protocol = assay.protocols.single(max_tokens=8, temperature=1.0)
    judge = assay.judges.exact()
    metrics = (assay.measure.rate("accuracy", better="higher", counts={"unparsed": 0.0}),)
"""

AGAIN = """
import assay

class Thrice:
    calls, max_tokens, needs, wants = 3, 8, frozenset(), frozenset()

    async def run(self, case, ask, has):
        request = assay.Request(messages=case.turns, max_tokens=8, temperature=1.0)
        return [await ask(request) for _ in range(3)]

@assay.probe("utility/threefold")
class Asked:
    '''Takes three samples of one request within a case.'''

    def cases(self, rng, n):
        for k in range(n):
            yield assay.Case(prompt=f"Name a number above {k}.", reference="1")

    protocol = Thrice()
    judge = assay.judges.exact()
    metrics = (assay.measure.rate("accuracy", better="higher", counts={"unparsed": 0.0}),)
"""


def counted():
    """A server that never says the same twice."""
    said = iter(range(10**6))
    return lambda call: str(next(said))


@pytest.mark.parametrize(("source", "cases", "calls"), [(DRAWS, 20, 20), (AGAIN, 5, 15)])
def test_independent_samples_of_one_request_are_each_asked_and_each_cached(tmp_path, monkeypatch, source, cases, calls):
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
    probe = tmp_path / "drawn.py"
    probe.write_text(source)
    with running(counted()) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        first = assay.run(str(probe), uri, seed=1, limit=cases, output=tmp_path / "a")
        asked = sum(stub.stats().answered.values())
        again = assay.run(str(probe), uri, seed=1, limit=cases, output=tmp_path / "b")
        assert sum(stub.stats().answered.values()) == asked == calls
    replies = {s.case.id: [r.text for r in s.replies] for s in first.samples()}
    assert len({t for texts in replies.values() for t in texts}) == calls
    assert {s.case.id: [r.text for r in s.replies] for s in again.samples()} == replies
    assert all(r.cached for s in again.samples() for r in s.replies)
    [model] = cache_content().models
    assert (model.name, model.entries, model.hits) == (uri, calls, calls)


def test_a_model_that_is_not_cacheable_leaves_nothing_in_the_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
    (tmp_path / "drawn.py").write_text(DRAWS.replace("utility/drawn", "utility/own"))
    (tmp_path / "mine.py").write_text("asked = []\ndef ask(prompt):\n    asked.append(1)\n    return str(len(asked))\n")
    for name in "ab":
        run = assay.run(
            str(tmp_path / "drawn.py"), f"python:{tmp_path / 'mine.py'}:ask", seed=1, limit=6, output=tmp_path / name
        )
        assert not any(r.cached for s in run.samples() for r in s.replies)
        assert len({s.replies[0].text for s in run.samples()}) == 6
    assert cache_content().entries == 0


def filled(path: Path, n: int = 600) -> None:
    cache = ReplyCache(path)
    for number in range(n):
        cache.put(key(number), Reply(text=text(number)))
    cache.close()


def warnings(caplog: pytest.LogCaptureFixture, path: Path) -> int:
    assert all(str(path) in r.getMessage() for r in caplog.records)
    return len(caplog.records)


@pytest.mark.parametrize("damage", ["no database", "cut", "zeros", "directory", "newer"])
def test_a_file_that_is_no_cache_costs_one_warning_that_names_it(tmp_path, caplog, damage):
    path = tmp_path / "replies.sqlite"
    filled(path)
    size = path.stat().st_size
    if damage == "no database":
        path.write_bytes(b"this is no database" * 1000)
    elif damage == "cut":
        os.truncate(path, size // 2)
    elif damage == "zeros":
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(bytes(size - 4096))
    elif damage == "directory":
        path.unlink()
        path.mkdir()
    else:
        db = sqlite3.connect(path)
        db.execute("PRAGMA user_version = 99")
        db.close()
    cache = ReplyCache(path)
    for number in range(600):
        reply = cache.get(key(number))
        assert reply is None or reply.text == text(number)
        cache.put(key(1000 + number), Reply(text="new"))
    cache.close()
    assert warnings(caplog, path) == 1
    assert "is left out" in caplog.text
    with pytest.raises(JournalError, match=re.escape(str(path))):
        cache_content(path)
        clear_cache(path)


def test_one_flipped_letter_in_a_stored_reply_is_never_served(tmp_path, caplog):
    path = tmp_path / "replies.sqlite"
    filled(path)
    whole = path.read_bytes()
    assert whole.count(b'"text":"77 xx') == 1
    path.write_bytes(whole.replace(b'"text":"77 xx', b'"text":"78 xx'))
    cache = ReplyCache(path)
    assert cache.get(key(76)) is not None
    assert cache.get(key(77)) is None
    cache.close()
    assert warnings(caplog, path) == 1
    assert "checksum" in caplog.text


def test_a_folder_that_cannot_be_made_costs_one_warning(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    path = tmp_path / "file" / "replies.sqlite"
    cache = ReplyCache(path)
    cache.put(key(1), Reply(text=text(1)))
    assert cache.get(key(1)) is None
    cache.close()
    assert warnings(caplog, path) == 1


CLOSED = """
import logging, os, sys
from pathlib import Path
from assay.engine.cache import ReplyCache
from assay.records import Reply
from tests.engine.test_cache import found, key
logging.basicConfig(format="%(message)s", stream=sys.stdout)
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
cache = ReplyCache(Path(sys.argv[1]))
for number in range(600, 1200):
    cache.put(key(number), Reply(text="new"))
print("served", len(found(cache, range(600))))
cache.close()
"""


def run_script(script: str, *args: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script, *args], capture_output=True, text=True, cwd=ROOT, timeout=60, env=SOURCES
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("there", [True, False])
def test_a_read_only_folder_costs_one_warning_and_no_error(tmp_path, there):
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == os.getuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    folder = tmp_path / "closed"
    path = folder / "replies.sqlite"
    folder.mkdir()
    if there:
        filled(path)
        path.chmod(0o444)
    folder.chmod(0o555)
    try:
        warned, served = run_script(CLOSED, str(path))
    finally:
        folder.chmod(0o755)
    assert f"the response cache {path} " in warned
    assert served in ("served 0", "served 600")


FULL = """
import logging, resource, sys
from pathlib import Path
from assay.engine.cache import ReplyCache
from assay.records import Reply
from tests.engine.test_cache import found, key, text
logging.basicConfig(format="%(message)s", stream=sys.stdout)
path = Path(sys.argv[1])
cache = ReplyCache(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
for number in range(600, 6000):
    cache.put(key(number), Reply(text=text(number)))
print("served", len(found(cache, range(600))))
cache.close()
"""


def test_a_full_disk_costs_one_warning_and_what_was_kept_is_still_served(tmp_path):
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    path = tmp_path / "replies.sqlite"
    filled(path)
    warned, served = run_script(FULL, str(path))
    assert f"the response cache {path} cannot be written and keeps nothing new" in warned
    assert served == "served 600"
    cache = ReplyCache(path)
    assert found(cache, range(600)) == set(range(600))
    assert found(cache, range(600, 6000)) <= set(range(600, 6000))
    cache.close()


def test_a_reply_of_another_version_of_assay_is_asked_anew_and_replaced(tmp_path, caplog):
    path = tmp_path / "replies.sqlite"
    cache = ReplyCache(path)
    cache.put(key(1), Reply(text="x", state="ok"))
    cache._pending[key(1).sha256] = cache._pending[key(1).sha256]._replace(body=b'{"state":"unheard-of"}')
    cache.flush()
    assert cache.get(key(1)) is None
    cache.put(key(1), Reply(text=text(1)))
    cache.close()
    cache = ReplyCache(path)
    assert found(cache, range(3)) == {1}
    cache.close()
    assert caplog.text == ""


def test_the_shape_before_this_one_is_begun_anew(tmp_path, caplog):
    path = tmp_path / "replies.sqlite"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE replies (key BLOB PRIMARY KEY, reply BLOB) WITHOUT ROWID")
    db.execute("INSERT INTO replies VALUES (?, ?)", (key(1).sha256, b'{"text":"old"}'))
    db.commit()
    db.close()
    filled(path, 3)
    cache = ReplyCache(path)
    assert found(cache, range(5)) == {0, 1, 2}
    cache.close()
    assert caplog.text == ""


def test_content_tells_sizes_dates_and_hits_by_model(tmp_path):
    path, clock = tmp_path / "replies.sqlite", Clock()
    assert cache_content(path).entries == 0
    assert not path.exists()
    cache = ReplyCache(path, clock=clock)
    for number in range(30):
        clock.now += 60
        cache.put(key(number, "openai:big" if number < 20 else "openai:small"), Reply(text=text(number)))
    for _ in range(3):
        found(cache, range(5), "openai:big")
    cache.close()
    content = cache_content(path)
    assert [(m.name, m.entries, m.hits) for m in content.models] == [("openai:big", 20, 15), ("openai:small", 10, 0)]
    assert (content.entries, content.hits) == (30, 15)
    assert content.bytes >= path.stat().st_size > sum(m.bytes for m in content.models) > 30 * 400
    assert (content.oldest, content.newest) == ("2023-11-14T22:14:20+00:00", "2023-11-14T22:43:20+00:00")


def test_clear_takes_the_models_and_the_age_it_is_told_and_gives_the_room_back(tmp_path):
    path, clock = tmp_path / "replies.sqlite", Clock()
    cache = ReplyCache(path, clock=clock)
    models = ("openai:gpt-a", "openai:gpt-b", "llamacpp:c?ctx=8")
    for number in range(3_000):
        clock.now += 1
        cache.put(key(number, models[number % 3]), Reply(text=text(number)))
    cache.close()
    before = path.stat().st_size

    def left() -> dict[str, int]:
        return {m.name: m.entries for m in cache_content(path).models}

    [gone] = clear_cache(path, model="llamacpp:c?ctx=8", older_than=1_500, now=clock.now)
    assert (gone.name, gone.entries) == ("llamacpp:c?ctx=8", 500)
    assert left() == {"openai:gpt-a": 1_000, "openai:gpt-b": 1_000, "llamacpp:c?ctx=8": 500}
    assert Counter({m.name: m.entries for m in clear_cache(path, model="openai:*", now=clock.now)}) == Counter(
        {"openai:gpt-a": 1_000, "openai:gpt-b": 1_000}
    )
    assert left() == {"llamacpp:c?ctx=8": 500}
    assert path.stat().st_size < before / 3
    assert clear_cache(path, model="nothing-like-it", now=clock.now) == ()
    clear_cache(path, now=clock.now)
    assert left() == {}


def test_the_command_shows_and_clears_what_is_kept_and_says_so(tmp_path):
    here = {"ASSAY_CACHE": str(tmp_path), "ASSAY_CACHE_MAX": "3M"}
    empty = command("cache", "--json", env=here)
    assert empty.returncode == 0, empty.stderr
    assert json.loads(empty.stdout)["entries"] == 0
    assert list(tmp_path.iterdir()) == []
    cache = ReplyCache(tmp_path / "replies.sqlite")
    for number in range(60):
        cache.put(key(number, "openai:[big]" if number < 40 else "openai:small"), Reply(text=text(number)))
    cache.close()
    shown = command("cache", env=here)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout == ""
    assert f"{tmp_path / 'replies.sqlite'}: 60 replies" in shown.stderr
    assert "of 3.1 MB at most" in shown.stderr
    assert re.search(r"openai:\[big\] +40 ", shown.stderr)
    kept = command("cache", "clear", "--older-than", "30d", env=here)
    assert kept.returncode == 0, kept.stderr
    assert "nothing removed" in kept.stderr
    gone = command("cache", "clear", "--model", "openai:s*", "--json", env=here)
    assert [(m["name"], m["entries"]) for m in json.loads(gone.stdout)] == [("openai:small", 20)]
    assert "openai:small: 20 replies removed" in gone.stderr
    assert json.loads(command("cache", "--json", env=here).stdout)["entries"] == 40


@pytest.mark.parametrize(
    ("args", "env", "words"),
    [
        (("cache",), {"ASSAY_CACHE_MAX": "much"}, "ASSAY_CACHE_MAX must be a size such as 500M or 2G, not 'much'"),
        (("cache", "clear", "--older-than", "old"), {}, "'old' is no age"),
        (("cache", "cleer"), {}, "No such command"),
    ],
)
def test_a_mistake_of_the_cache_command_is_told_without_a_traceback(tmp_path, args, env, words):
    done = command(*args, env={"ASSAY_CACHE": str(tmp_path)} | env)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_damaged_cache_is_named_by_the_command(tmp_path):
    (tmp_path / "replies.sqlite").write_bytes(b"noise" * 5_000)
    for args in (("cache",), ("cache", "clear")):
        done = command(*args, env={"ASSAY_CACHE": str(tmp_path)})
        assert done.returncode == 2
        assert f"the response cache {tmp_path / 'replies.sqlite'} cannot be used" in sentence(done)
