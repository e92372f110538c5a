"""Run folders at URLs, over a real S3 server and other file systems: nothing is lost, and nothing paid for twice."""

from __future__ import annotations

import json
import math
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import fsspec
import pytest

import assay
from assay.cli import main
from assay.engine import shipping
from assay.engine.journal import read_journal
from assay.engine.lease import LEASE_FILE
from assay.engine.segments import segments_in
from assay.engine.store import Store, StoreError
from assay.errors import ConfigError, IncompleteError, JournalError
from assay.places import cache_dir, shown
from assay.records import Sample
from tests.support import numbers_probe
from tests.support.openai_wire import Call, Said
from tests.support.stores import KEYS, Flaky, expire_lease
from tests.support.stub import running

PROBE = str(Path(numbers_probe.__file__))
ROOT = Path(__file__).parents[2]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Makes this another machine: with a cache folder, and so working folders, of its own."""

    def become(name: str) -> Path:
        monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / name))
        return tmp_path / name

    become("here")
    return become


@pytest.fixture
def flaky(machine, monkeypatch):
    fsspec.register_implementation("flaky", Flaky, clobber=True)
    monkeypatch.setattr(Flaky, "down", False)
    monkeypatch.setattr(Flaky, "refused", 0)
    monkeypatch.setattr(shipping, "LAST_WAITS", (0.01, 0.01))
    monkeypatch.setattr(shipping, "TICK", 0.005)
    monkeypatch.setattr(shipping, "INTERVAL", 0.02)
    monkeypatch.setattr(shipping, "LONGEST", 0.01)
    return f"flaky://{uuid.uuid4().hex}"


@pytest.fixture(params=["file", "s3"])
def url(request, tmp_path, machine):
    """A URL where there is nothing yet."""
    if request.param == "file":
        return f"file://{tmp_path / 'there' / 'run'}"
    request.getfixturevalue("s3")
    return f"s3://runs/{uuid.uuid4().hex}/run"


@pytest.fixture
def command(monkeypatch, capsys):
    """Runs the command line: gives exit code, stdout, and stderr in one line."""

    def run(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["assay", *args])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, " ".join(err.split())

    return run


def asked_since(stub, before):
    return {p: n - before.get(p, 0) for p, n in stub.stats().per_prompt.items() if n != before.get(p, 0)}


SCRIPT = """
import sys, assay
from assay.cli import main
from assay.engine import shipping
shipping.INTERVAL, shipping.TICK = 0.1, 0.02
assay.run(sys.argv[1], sys.argv[2], seed=1, limit=400, output=sys.argv[3], cache=False, concurrency=8)
"""


class Server:
    """Answers the probe, `left` calls of it; all others it leaves without an answer."""

    left: float = math.inf

    def __call__(self, call: Call) -> Said:
        self.left -= 1
        return Said(numbers_probe.answer(call), delay=0 if self.left >= 0 else 3600)


def killed_in_mid_run(server: Server, uri: str, url: str) -> list[str]:
    """Start a run at `url` and kill it -9 when 100 replies or more are there; gives the prompts of those.

    It gets 200 replies, so that it cannot end before it is killed, however long a look at the store takes."""
    server.left = 200
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, PROBE, uri, url], cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    store, deadline, lines = Store(url), time.monotonic() + 60, []
    while len(lines) < 100:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "nothing is sent"
        time.sleep(0.05)
        lines = [line for name in store.list("journal") for line in store.read(name).splitlines()]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    server.left = math.inf
    lines = [line for name in store.list("journal") for line in store.read(name).splitlines()]
    assert 100 <= len(lines) <= 200
    assert "scores.json" not in store.list()
    return [json.loads(line)["case"]["prompt"] for line in lines]


def test_after_kill_9_another_machine_goes_on_from_what_was_sent_to_the_same_bytes(url, tmp_path, machine):
    server = Server()
    with running(server, latency=0.01) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        whole = assay.run(PROBE, uri, seed=1, limit=400, output=tmp_path / "whole", cache=False)
        before = stub.stats().per_prompt
        sent = killed_in_mid_run(server, uri, url)
        machine("elsewhere")
        with pytest.raises(ConfigError, match=r"is being written by .*; wait until then, or, .*remove .*writer.json"):
            assay.resume(url)
        expire_lease(url)
        assay.resume(url)
        asked = asked_since(stub, before)
    assert len(asked) == 400
    assert {asked[prompt] for prompt in sent} == {1}
    store = Store(url)
    assert store.read("scores.json") == (whole.path / "scores.json").read_bytes()
    assert {"journal.jsonl", "run.json", "samples.parquet", "scores.json", "report.html"} == set(store.list())


def test_after_kill_9_the_same_machine_asks_no_journalled_reply_again(url, machine):
    server = Server()
    with running(server, latency=0.01) as stub:
        killed_in_mid_run(server, f"openai:m?base_url={stub.base_url}", url)
        [journal] = cache_dir().glob("runs/*/journal.jsonl")
        journalled = [s.case.prompt for s in read_journal(journal) if isinstance(s, Sample)]
        before = stub.stats().per_prompt
        run = assay.resume(url)
        asked = asked_since(stub, before)
    assert asked.keys().isdisjoint(journalled)
    assert len(list(run.samples())) == 400
    assert run.errors == 0


def test_every_command_takes_a_url(url, machine, command):
    begin = ("run", PROBE, "-m", "planted:perfect", "-o", url, "--limit", "30", "--seed", "1", "--json")
    code, scores, err = command(*begin)
    assert code == 0, err
    store = Store(url)
    assert store.read("scores.json").decode() == scores
    machine("elsewhere")
    code, _, err = command("report", url, "--format", "md,junit")
    assert (code, err) == (0, f"{url}/report.md {url}/junit.xml")
    assert {"report.md", "junit.xml"} <= set(store.list())
    assert command("rescore", url)[0] == 0
    assert command("check", url)[0] == 0
    store.write("scores.json", scores.replace('"value": 1.0', '"value": 0.5').encode())
    code, _, err = command("check", url)
    assert code == 1
    assert "✗ scores.json" in err
    assert command("check", "--mend", url)[0] == 0
    assert store.read("scores.json").decode() == scores
    code, _, err = command(*begin)
    assert code == 2
    assert f"{url} already holds a run; 'assay resume {url}' goes on with it" in err
    assert LEASE_FILE not in store.list()


def test_the_python_api_takes_urls_and_a_working_folder_stands_for_its_url(machine):
    url = f"memory://{uuid.uuid4().hex}/run"
    run = assay.run(PROBE, "planted:perfect", seed=1, limit=20, output=url, offline=True)
    assert run.path.is_relative_to(cache_dir() / "runs")
    store = Store(url)
    store.remove("report.html")
    run.report()
    assert "report.html" in store.list()
    (run.path / "journal.jsonl").unlink()
    assert len(list(assay.rescore(run.path).samples())) == 20
    with pytest.raises(ConfigError, match=r"memory://.*/nothing is no run folder: it has no run.json"):
        assay.resume(f"{url}/nothing")


def test_a_store_that_fails_for_a_while_loses_nothing(flaky, caplog):
    calls = 0

    def answer(call):
        nonlocal calls
        calls += 1
        Flaky.down = 100 < calls < 900
        return numbers_probe.answer(call)

    with running(answer, latency=0.001) as stub:
        run = assay.run(
            PROBE, f"openai:m?base_url={stub.base_url}", seed=1, limit=1000, output=flaky, cache=False, concurrency=4
        )
    assert Flaky.refused > 3
    assert len([r for r in caplog.records if "503 Slow Down" in r.getMessage()]) >= 1
    assert Store(flaky).read("journal.jsonl") == run.folder.journal.read_bytes()
    assert len(list(run.samples())) == 1000


def test_a_store_that_stays_away_ends_the_run_incomplete_and_resume_sends_the_rest(flaky, machine):
    def answer(call):
        Flaky.down = True
        return numbers_probe.answer(call)

    with running(answer) as stub:
        with pytest.raises(IncompleteError) as told:
            assay.run(PROBE, f"openai:m?base_url={stub.base_url}", seed=1, limit=50, output=flaky, cache=False)
        [folder] = cache_dir().glob("runs/*/")
        assert f"all of the run is kept in {folder}" in str(told.value)
        assert str(told.value).endswith(f"assay resume {flaky}")
        assert told.value.code == 3
        requests = stub.stats().requests
        Flaky.down = False
        assay.resume(flaky)
        assert stub.stats().requests == requests
    assert Store(flaky).read("scores.json") == (folder / "scores.json").read_bytes()


def test_a_spent_budget_leaves_what_came_back_in_the_store(flaky, machine):
    with running(numbers_probe.answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        with pytest.raises(IncompleteError, match=f"to go on: assay resume {flaky}$"):
            assay.run(PROBE, uri, seed=1, limit=50, output=flaky, cache=False, budget_calls=20)
        assert LEASE_FILE not in Store(flaky).list()
        machine("elsewhere")
        assay.resume(flaky)
        assert stub.stats().requests == 50


def test_a_run_that_another_machine_took_over_goes_on_and_is_put_together_later(flaky, machine, caplog):
    taken = False

    def answer(call):
        nonlocal taken
        if not taken and LEASE_FILE in (names := Store(flaky).list()) and any(n.startswith("journal/") for n in names):
            taken = True
            held = json.loads(Store(flaky).read(LEASE_FILE))
            theirs = held | {"host": "other", "token": "other", "until": time.time() + 1000}
            Store(flaky).write(LEASE_FILE, json.dumps(theirs).encode())
            [shipper] = [thread for thread in threading.enumerate() if isinstance(thread, shipping.Shipper)]
            shipper._lease._until = 0.0  # as if it were time to renew it
        return numbers_probe.answer(call)

    with running(answer, latency=0.005) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        with pytest.raises(IncompleteError, match=r"is being written by other .* all of the run is kept in"):
            assay.run(PROBE, uri, seed=1, limit=300, output=flaky, cache=False, concurrency=2)
        assert "the run goes on and is kept in" in caplog.text
        assert "scores.json" not in Store(flaky).list()
        machine("other")
        expire_lease(flaky)
        with pytest.raises(IncompleteError):  # asks a part of what the first machine has asked and could not send
            assay.resume(flaky, budget_calls=10)
        machine("here")
        requests = stub.stats().requests
        run = assay.resume(flaky)
        assert stub.stats().requests == requests
    ids = [json.loads(line)["case"]["id"] for line in Store(flaky).read("journal.jsonl").splitlines()]
    assert len(ids) == len(set(ids)) == 300
    assert not segments_in(Store(flaky).list())
    assert len(list(run.samples())) == 300


def test_two_processes_of_one_machine_do_not_work_on_one_run(machine):
    url = f"memory://{uuid.uuid4().hex}"

    def answer(call):
        with pytest.raises(JournalError, match="another process here works on memory://"):
            assay.rescore(url)
        return numbers_probe.answer(call)

    with running(answer) as stub:
        run = assay.run(PROBE, f"openai:m?base_url={stub.base_url}", seed=1, limit=5, output=url, cache=False)
    assert run.errors == 0


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("gs://bucket/run", "gs://bucket/run needs a package that is not installed: Please install gcsfs"),
        ("nowhere://bucket/run", "nowhere://bucket/run cannot be used as a folder: Protocol not known: nowhere"),
        ("ftp://me:hunter2-and-more@127.0.0.1:9/run", "ftp://me:[redacted]@127.0.0.1:9/run cannot be reached: "),
    ],
)
def test_a_url_that_cannot_be_used_costs_one_sentence_without_the_password(command, machine, url, words):
    for args in (("run", PROBE, "-m", "planted:perfect", "-o", url, "--limit", "3"), ("resume", url), ("check", url)):
        code, out, err = command(*args)
        assert code == 2
        assert words in err
        assert "Traceback" not in err
        assert "hunter2" not in err + out


def test_a_missing_bucket_is_told_and_never_made(s3, command, machine):
    url = "s3://no-such-bucket/run"
    for args in (("run", PROBE, "-m", "planted:perfect", "-o", url, "--limit", "3"), ("resume", url)):
        code, _, err = command(*args)
        assert code == 2
        assert url in err
        assert KEYS["AWS_SECRET_ACCESS_KEY"] not in err
    assert not fsspec.filesystem("s3").exists("no-such-bucket")


def test_offline_refuses_a_store_that_takes_the_network(s3, machine):
    with pytest.raises(ConfigError, match=r"--offline was given, and s3://runs/x takes the network"):
        assay.run(PROBE, "planted:perfect", seed=1, limit=3, output="s3://runs/x", offline=True)


def test_a_plain_folder_takes_no_file_system_package(machine, tmp_path):
    script = (
        "import sys, assay\n"
        "assay.run(sys.argv[1], 'planted:perfect', seed=1, limit=3, output=sys.argv[2])\n"
        "assay.rescore(sys.argv[2])\n"
        "sys.exit('fsspec' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, PROBE, str(tmp_path / "r")], cwd=ROOT, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("s3://bucket/run", "s3://bucket/run"),
        ("sftp://me:pass@host/run", "sftp://me:[redacted]@host/run"),
        ("simplecache::ftp://me:pass@host/run", "simplecache::ftp://me:[redacted]@host/run"),
        ("https://host/run?sig=abc&x=1", "https://host/run?sig=[redacted]&x=1"),
    ],
)
def test_a_url_is_shown_without_its_secrets(url, said):
    assert shown(url) == said


def test_the_sentence_of_a_store_has_no_secret(machine, monkeypatch):
    def fail(self, path, *args, **options):
        raise OSError("denied for me:hunter2-and-more, token=abcdefgh")

    fsspec.register_implementation("flaky", Flaky, clobber=True)
    monkeypatch.setattr(Flaky, "cat_file", fail)
    with pytest.raises(StoreError) as told:
        Store("flaky://me:hunter2-and-more@host/run").read("run.json")
    assert "hunter2" not in str(told.value)
    assert "abcdefgh" not in str(told.value)
