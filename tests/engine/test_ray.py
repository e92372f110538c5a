"""Runs spread over real Ray workers: the same scores as in one process, whoever dies, stops or runs out of budget."""

from __future__ import annotations

import collections
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import assay
from assay.engine.journal import read_journal
from assay.errors import ConfigError, IncompleteError, MissingExtraError
from assay.records import Sample
from tests.attack.talkers import clever, target
from tests.support import numbers_probe, ray_cluster
from tests.support.openai_wire import Call, Said
from tests.support.stub import running

PROBE = str(Path(numbers_probe.__file__))
KEY = "sk-known-to-the-workers-alone"
ROOT = Path(__file__).parents[2]
N = 400


@pytest.fixture(scope="module", autouse=True)
def ray(tmp_path_factory):
    os.environ.update(ray_cluster.TOKEN)
    with ray_cluster.running(4, STUB_KEY=KEY, ASSAY_CACHE=str(tmp_path_factory.mktemp("workers"))) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Callable[[Path], bytes]:
    """The scores of a local run of the same plan, as they are written: the model's URI names a port, which differs."""
    made: dict[str, bytes] = {}

    def scores(folder: Path) -> bytes:
        [model] = [m.uri for m in assay.engine.folder.RunFolder(folder).plan.models]
        if not made:
            with running(numbers_probe.answer) as stub:
                uri = f"openai:m?base_url={stub.base_url}"
                path = tmp_path_factory.mktemp("whole") / "run"
                assay.run(PROBE, uri, seed=1, limit=N, output=path, cache=False)
            made[uri] = (path / "scores.json").read_bytes()
        [(uri, content)] = made.items()
        content = content.replace(uri.encode(), model.encode())
        return _without_run_id(content)

    return scores


def _without_run_id(scores: bytes) -> bytes:
    """The run's id hashes the model's URI."""
    head, _, rest = scores.partition(b'"run": "')
    return head + rest[16:]


def scores_of(folder: Path) -> bytes:
    return _without_run_id((folder / "scores.json").read_bytes())


def samples(folder: Path) -> list[Sample]:
    return [s for s in read_journal(folder / "journal.jsonl") if isinstance(s, Sample)]


def assert_each_recorded_once(folder: Path) -> None:
    counts = collections.Counter(s.case.id for s in samples(folder))
    assert len(counts) == N
    assert set(counts.values()) == {1}


def wait_until(true: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + 120
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


def lines(folder: Path) -> int:
    journal = folder / "journal.jsonl"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def by_hash(call: Call) -> str:
    """Answers any probe, by the question alone."""
    return ("Yes", "No", "A", "42")[hashlib.sha256(call.prompt.encode()).digest()[0] % 4]


def test_scores_are_those_of_a_local_run_to_the_byte_and_samples_come_in_the_same_order(ray, tmp_path):
    what = [PROBE, "utility/instructions", "utility/reasoning", "truthfulness/sycophancy"]
    with running(by_hash) as stub:
        uris = [f"openai:{name}?base_url={stub.base_url}" for name in ("one", "two")] + ["planted:random?dose=0.5"]
        plan = {"seed": 3, "limit": 40, "cache": False}
        here = assay.run(what, uris, output=tmp_path / "a", **plan)
        there = assay.run(what, uris, output=tmp_path / "b", **plan, ray=ray.address, ray_workers=3)
    assert len({s.probe for s in there.samples()}) > 3
    assert (tmp_path / "a" / "scores.json").read_bytes() == (tmp_path / "b" / "scores.json").read_bytes()
    assert [(s.model, s.case, s.verdict) for s in here.samples()] == [
        (s.model, s.case, s.verdict) for s in there.samples()
    ]
    assert [r.text for s in here.samples() for r in s.replies] == [r.text for s in there.samples() for r in s.replies]


def test_an_attacker_is_asked_by_the_workers_too(ray, tmp_path):
    with running(target) as stub, running(clever) as foe:
        model, attacker = (f"openai:{name}?base_url={s.base_url}" for name, s in (("m", stub), ("foe", foe)))
        plan = {"seed": 5, "limit": 13 * 8, "cache": False, "attacker": attacker}
        here = assay.run("safety/jailbreak", model, output=tmp_path / "a", **plan)
        asked = foe.stats().requests
        with pytest.raises(IncompleteError, match="budget of 60 calls"):
            assay.run(
                "safety/jailbreak",
                model,
                output=tmp_path / "b",
                budget_calls=60,
                **plan,
                ray=ray.address,
                ray_workers=2,
            )
        there = assay.resume(tmp_path / "b", ray=ray.address, ray_workers=2)
        assert foe.stats().requests == 2 * asked == 4 * 8, "nobody asks it again what is journalled"
    assert (tmp_path / "a" / "scores.json").read_bytes() == (tmp_path / "b" / "scores.json").read_bytes()
    said = [[[(r.text, r.move) for r in s.replies] for s in run.samples()] for run in (here, there)]
    assert said[0] == said[1]
    assert next(s.value for s in there.scores if s.metric == "attacker_lift" and s.slice == "all") == 1.0


def test_photographs_of_a_source_reach_workers_that_have_another_cache(ray, tmp_path, monkeypatch):
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
    things = [{"id": k, "name": name} for k, name in enumerate(("cup", "hat", "fish", "boat"))]
    marks = [{"image_id": image, "category_id": kind} for image, kind in ((0, 0), (0, 1), (1, 2), (1, 3), (1, 3))]
    for k, shade in enumerate((40, 200)):
        Image.new("RGB", (64, 48), (shade, 90, 90)).save(tmp_path / f"{k}.jpg")
    images = [{"id": k, "file_name": f"{k}.jpg"} for k in (0, 1)]
    file = tmp_path / "labels.json"
    file.write_text(json.dumps({"images": images, "annotations": marks, "categories": things}))
    with running(lambda call: "yes") as stub:
        run = assay.run(
            "truthfulness/hallucination/objects",
            f"openai:eyes?base_url={stub.base_url}",
            seed=1,
            limit=20,
            sources=[f"coco:{file}"],
            output=tmp_path / "run",
            cache=False,
            ray=ray.address,
            ray_workers=2,
        )
    assert not run.errors
    named = {name for sample in run.samples() for name in sample.media}
    assert len(named) == 2 and named == {found.name for found in (run.path / "media").iterdir()}


def test_a_worker_killed_in_mid_run_changes_no_score_and_nothing_journalled_is_asked_again(ray, tmp_path, whole):
    folder = tmp_path / "run"
    failures: list[BaseException] = []
    seen, killed = [], threading.Event()

    def answer(call: Call) -> Said:
        seen.append(call)
        return Said(numbers_probe.answer(call), delay=0.05 if len(seen) < 120 or killed.is_set() else 5.0)

    with running(answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"

        def under_way() -> int:
            stats = stub.stats()
            return stats.requests - sum(stats.answered.values())

        def work() -> None:
            try:
                assay.run(PROBE, uri, seed=1, limit=N, output=folder, cache=False, ray=ray.address, ray_workers=2,
                          concurrency=4)  # fmt: skip
            except BaseException as error:
                failures.append(error)

        run = threading.Thread(target=work)
        run.start()
        # a worker has two calls under way at most, and so of three each has one
        wait_until(
            lambda: failures or (lines(folder) >= 60 and len(ray.workers()) == 2 and under_way() >= 3),
            "no worker gets on",
        )
        journalled = {s.case.prompt for s in samples(folder)}
        os.kill(ray.workers()[0], signal.SIGKILL)
        killed.set()
        run.join(120)
        asked = stub.stats().per_prompt
    assert failures == []
    assert 60 <= len(journalled) < N
    assert [p for p in journalled if asked[p] != 1] == []
    assert sum(asked.values()) > N, "the killed worker had calls under way"
    assert sum(asked.values()) <= N + 4 * 10, "no more is lost than what came back since the last hand-over"
    assert_each_recorded_once(folder)
    assert scores_of(folder) == whole(folder)


@pytest.mark.parametrize("first", ["ray", "here"])
def test_a_budget_over_workers_is_spent_to_the_call_and_the_run_finishes_the_other_way(ray, tmp_path, whole, first):
    folder = tmp_path / "run"
    one, other = ({"ray": ray.address, "ray_workers": 3}, {})[:: 1 if first == "ray" else -1]
    with running(numbers_probe.answer, latency=0.005) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        with pytest.raises(IncompleteError, match=r"budget of 150 calls is spent.*utility/numbers 250 of 400.*resume"):
            assay.run(PROBE, uri, seed=1, limit=N, output=folder, cache=False, budget_calls=150, **one)
        assert stub.stats().requests == 150
        assay.resume(folder, **other)
        assert set(stub.stats().per_prompt.values()) == {1}
    assert_each_recorded_once(folder)
    assert scores_of(folder) == whole(folder)


def test_ctrl_c_finishes_the_calls_under_way_on_a_cluster_of_its_own_and_resume_goes_on(
    ray, tmp_path, whole, monkeypatch
):
    monkeypatch.setenv("STUB_KEY", KEY)
    folder = tmp_path / "run"
    with running(numbers_probe.answer, latency=0.05, key=KEY) as stub:
        uri = f"openai:m?base_url={stub.base_url}&key_env=STUB_KEY"
        command = [sys.executable, "-m", "assay", "run", PROBE, "-m", uri, "--seed", "1", "--limit", str(N)]
        command += ["-o", str(folder), "--no-cache", "--concurrency", "4", "--offline"]
        process = subprocess.Popen(
            [*command, "--ray", "local", "--ray-workers", "2"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        wait_until(lambda: process.poll() is not None or lines(folder) >= 20, "the run does not get on")
        assert process.poll() is None, process.communicate()
        workers = ray_cluster.workers_under(process.pid)
        assert len(workers) == 2
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes of the group
        out, err = process.communicate(timeout=60)
        answered = sum(stub.stats().answered.values())
        assert process.returncode == 130, err.decode()
        assert f"assay resume {folder}" in err.decode()
        assert out == b""
        assert answered == len(samples(folder)) < N, "what came back is journalled"
        assert stub.stats().requests == answered, "a call under way was given up"
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), "a worker outlives the run")
        assay.resume(folder, ray=ray.address, ray_workers=2)
        assert set(stub.stats().per_prompt.values()) == {1}
    assert_each_recorded_once(folder)
    assert scores_of(folder) == whole(folder)
    told = [f for f in ray.folder.rglob("*") if f.is_file() and KEY.encode() in f.read_bytes()]
    assert told == [], "Ray was told the key"


def test_an_early_gate_saves_its_cases_and_gives_the_same_scores_as_in_one_process(ray, tmp_path):
    gate = tmp_path / "gates.yaml"
    gate.write_text("gates:\n  - {probe: utility/numbers, metric: accuracy, min: 0.5, stop: early}\n")
    plan = {"seed": 1, "limit": 800, "gate": gate, "cache": False, "concurrency": 8}
    with running(numbers_probe.answer, latency=0.002) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        here = assay.run(PROBE, uri, output=tmp_path / "a", **plan)
        before = stub.stats().requests
        there = assay.run(PROBE, uri, output=tmp_path / "b", **plan, ray=ray.address, ray_workers=2)
        asked = stub.stats().requests - before
    assert {s.stopped for s in there.scores if s.slice == "all"} == {"decided"}
    assert there.gates == here.gates
    assert (tmp_path / "a" / "scores.json").read_bytes() == (tmp_path / "b" / "scores.json").read_bytes()
    assert asked < 800


def test_requests_a_minute_are_those_of_all_workers_together(ray, tmp_path):
    came: list[float] = []

    def answer(call: Call) -> str:
        came.append(time.monotonic())
        return numbers_probe.answer(call)

    with running(answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        assay.run(PROBE, uri, seed=1, limit=100, output=tmp_path / "r", cache=False, rpm=1200, ray=ray.address,
                  ray_workers=2)  # fmt: skip
    assert len(came) == 100
    # each may send a second's worth of its half at once, 10 calls, and then one every 100 ms
    assert came[-1] - came[0] >= 0.7 * (100 - 20) / 20


def test_a_model_that_takes_its_workers_down_ends_the_run_after_few_of_them(ray, tmp_path):
    (tmp_path / "deadly.py").write_text("import os\n\nasync def answer(prompt):\n    os._exit(1)\n")
    with pytest.raises(IncompleteError, match=r"4 Ray workers died one after another.*--ray-workers.*assay resume"):
        assay.run(PROBE, f"python:{tmp_path}/deadly.py:answer", seed=1, limit=20, output=tmp_path / "r",
                  ray=ray.address, ray_workers=1)  # fmt: skip


def test_a_server_that_stops_answering_ends_the_run_incomplete_and_what_is_left_is_named(ray, tmp_path):
    with running(numbers_probe.answer, latency=0.01) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        folder = tmp_path / "run"
        failures: list[BaseException] = []

        def work() -> None:
            try:
                assay.run(PROBE, uri, seed=1, limit=3000, output=folder, cache=False, ray=ray.address, ray_workers=1,
                          concurrency=4, patience=0)  # fmt: skip
            except BaseException as error:
                failures.append(error)

        run = threading.Thread(target=work)
        run.start()
        wait_until(lambda: failures or lines(folder) >= 20, "the run does not get on")
    run.join(120)
    [error] = failures
    assert isinstance(error, IncompleteError)
    assert "gave no answer" in str(error)
    assert "utility/numbers" in str(error)
    assert lines(folder) >= 20


def test_offline_a_worker_reaches_its_model_alone(ray, tmp_path):
    with running() as other:
        (tmp_path / "m.py").write_text(
            "import socket\n\n"
            "def answer(prompt):\n"
            f"    try:\n        socket.create_connection(('127.0.0.1', {other.port}))\n"
            "    except PermissionError as error:\n        return str(error)\n"
            "    return 'reached'\n"
        )
        run = assay.run(PROBE, f"python:{tmp_path}/m.py:answer", seed=1, limit=4, output=tmp_path / "r", offline=True,
                        ray=ray.address, ray_workers=1)  # fmt: skip
    assert {s.replies[0].text for s in run.samples()} == {
        f"--offline: a connection to 127.0.0.1:{other.port} was refused"
    }


@pytest.mark.slow
def test_four_workers_do_the_work_of_four(ray, tmp_path):
    """One call at a time for each worker and a server that takes its time: as many more answers as workers."""
    rates = {}
    for workers in (1, 4):
        came: list[float] = []

        def answer(call: Call, came: list[float] = came) -> str:
            came.append(time.monotonic())
            return numbers_probe.answer(call)

        with running(answer, latency=0.1) as stub:
            uri = f"openai:m?base_url={stub.base_url}"
            assay.run(PROBE, uri, seed=1, limit=100 * workers, output=tmp_path / str(workers), cache=False,
                      concurrency=workers, ray=ray.address, ray_workers=workers)  # fmt: skip
            assert stub.stats().peak == workers
        rates[workers] = len(came) / (came[-1] - came[0])
    assert rates[4] >= 3.5 * rates[1]


def test_a_missing_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"--ray needs the extra 'ray': pip install 'assay\[ray\]'") as raised:
        assay.run(PROBE, "planted:perfect", limit=2, output=tmp_path / "r", ray="local")
    assert raised.value.code == 2
    assert not (tmp_path / "r").exists()


def test_a_wrong_address_is_said_at_once(tmp_path):
    began = time.monotonic()
    with running() as stub:
        places = {
            f"127.0.0.1:{stub.port}": "what listens there is no Ray cluster",
            "ray://127.0.0.1:10001": "write local, auto, or the HOST:PORT",
            "somewhere": "write local, auto, or the HOST:PORT",
            "127.0.0.1:99999": "no Ray cluster is there",
        }
        for address, words in places.items():
            with pytest.raises(ConfigError, match=f"--ray {address}: .*{words}"):
                assay.run(PROBE, "planted:perfect", limit=2, output=tmp_path / "r", ray=address)
    with pytest.raises(ConfigError, match="no Ray cluster is there"):
        assay.run(PROBE, "planted:perfect", limit=2, output=tmp_path / "r", ray=f"127.0.0.1:{stub.port}")
    assert time.monotonic() - began < 20
    assert not (tmp_path / "r").exists()


def test_a_number_of_workers_that_cannot_be_is_refused(ray, tmp_path):
    for options, words in (
        ({"ray_workers": 2}, "--ray-workers needs --ray"),
        ({"ray": "local", "ray_workers": 0}, "--ray-workers must be 1 or more, not 0"),
        ({"ray": ray.address, "ray_workers": 50}, "--ray-workers 50: the Ray cluster has 4 CPUs"),
    ):
        with pytest.raises(ConfigError, match=words):
            assay.run(PROBE, "planted:perfect", seed=1, limit=200, output=tmp_path / "r", **options)
