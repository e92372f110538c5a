"""Everything goes wrong at once, over real sockets and with real kills, and the scores are those of an undisturbed run."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from assay.engine.check import check_run
from assay.engine.journal import Turn, read_journal
from assay.records import Case, Reply, Sample
from tests.support import chaos, numbers_probe, pushed_probe
from tests.support.chaos import TROUBLES, read_ledger

ROOT = Path(__file__).parents[2]
PROBES = (numbers_probe.__file__, pushed_probe.__file__)
KILLS = 10
CALLS = 4
"""A case of each of the two probes takes so many calls, and so many lines of the journal but for its errors and turns."""

MORTAL = """
import os, signal, sys
event, name = sys.argv[1:3]
del sys.argv[1:3]

def die(happens, args):
    if happens == event and isinstance(args[0], (str, os.PathLike)) and os.fspath(args[0]).endswith(name):
        os.kill(os.getpid(), signal.SIGKILL)

from assay.cli import main
sys.addaudithook(die)
main()
"""
"""`assay`, killed at an exact moment: when it opens or renames the file of a name."""

MOMENTS = (
    ("open", "scores.json.part"),
    ("os.rename", "scores.json.part"),
    ("open", "samples.rows.part"),
    ("os.rename", "samples.parquet.part"),
    ("open", "report.html.part"),
    ("os.rename", "report.html.part"),
)


@dataclass
class Server:
    """The chaos server as a process that can be killed and started again at the same port."""

    port: int
    ledger: Path
    seed: int
    share: float
    attempts: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        arguments = [str(self.port), str(self.ledger), str(self.seed), str(self.share), str(self.attempts)]
        command = [sys.executable, "-m", chaos.__name__, *arguments]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        assert self.process.stdout.readline(), "the server did not start"

    def die(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.communicate()

    def asked(self) -> Counter[str]:
        """How often each prompt was asked so far."""
        return Counter(line.prompt for line in read_ledger(self.ledger))


@contextmanager
def serving(port: int, ledger: Path, seed: int = 0, share: float = 0.0, attempts: int = 0) -> Iterator[Server]:
    server = Server(port, ledger, seed, share, attempts)
    server.start()
    try:
        yield server
    finally:
        server.die()


def free_port(rng: random.Random) -> int:
    """A port below those that clients' own ends are given, so that none takes it while the server is dead."""
    while True:
        port = rng.randrange(10_000, 32_000)
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)):
                return port


@dataclass
class Assay:
    """The command line as a process; what it says goes to a file."""

    folder: Path
    env: Mapping[str, str]
    said: Path

    def start(self, *arguments: str, die: tuple[str, str] | None = None) -> subprocess.Popen[bytes]:
        how = ["-c", MORTAL, *die] if die else ["-m", "assay"]
        with self.said.open("ab") as err:
            return subprocess.Popen(
                [sys.executable, *how, *arguments], cwd=ROOT, env={**os.environ, **self.env}, stderr=err
            )

    def resume(self, die: tuple[str, str] | None = None) -> subprocess.Popen[bytes]:
        return self.start("resume", str(self.folder), "--timeout", "1", die=die)

    @property
    def journal(self) -> Path:
        return self.folder / "journal.jsonl"

    def last_words(self) -> str:
        return self.said.read_text()[-2000:]

    def wait_for(self, lines: int, process: subprocess.Popen[bytes]) -> bool:
        """Whether the journal came to have so many lines before the process ended."""
        seen = at = 0
        deadline = time.monotonic() + 300
        while True:
            ended = process.poll() is not None
            if self.journal.exists():
                with self.journal.open("rb") as file:
                    file.seek(at)
                    new = file.read()
                at, seen = at + len(new), seen + new.count(b"\n")
            if seen >= lines or ended:
                return seen >= lines
            assert time.monotonic() < deadline, f"the run does not get on: {self.last_words()}"
            time.sleep(0.002)


def prompts(case: Case, replies: Mapping[int, Reply]) -> Iterator[tuple[int, str]]:
    """What the server is asked for each of the replies, by their number."""
    yield 0, case.text
    for k, key in ((1, "pushback"), (2, "neutral")):
        if key in case.data and 0 in replies:
            yield k, f"{case.text}\n{replies[0].text}\n{case.data[key]}"


def usable(journal: Path) -> dict[tuple[str, str], dict[int, Reply]]:
    """The journalled replies that are none of errors, by probe and case and number."""
    found: dict[tuple[str, str], dict[int, Reply]] = {}
    for event in read_journal(journal):
        if isinstance(event, Turn):
            found.setdefault((event.probe, event.case), {})[event.k] = event.reply
        elif isinstance(event, Sample):
            good = {k: reply for k, reply in enumerate(event.replies) if reply.state != "error"}
            found.setdefault((event.probe, event.case.id), {}).update(good)
    return found


def final_records(journal: Path) -> Counter[tuple[str, str]]:
    samples = (e for e in read_journal(journal) if isinstance(e, Sample))
    return Counter((s.probe, s.case.id) for s in samples if all(r.state != "error" for r in s.replies))


def survive(place: Path, *, seed: int, n: int, attempts: int, cache: bool, deaths: int, endings: int) -> Counter[str]:
    """Run `n` cases of each probe undisturbed, then again with all troubles and with ten kills, `endings` of them while the
    results are written, and with a server that dies `deaths` times; compare. Gives how often each trouble was met."""
    rng = random.Random(seed)
    port = free_port(rng)
    gate = place / "gates.yaml"
    gate.write_text("gates:\n  - {probe: utility/numbers, metric: accuracy, min: 0.3}\n")
    order = [*PROBES, "-m", f"openai:m?base_url=http://127.0.0.1:{port}/v1", "--seed", str(seed), "--limit", str(n)]
    order += ["--gate", str(gate), "--timeout", "1", *([] if cache else ["--no-cache"])]

    calm = Assay(place / "calm", {"ASSAY_CACHE": str(place / "calm-cache")}, place / "calm.txt")
    with serving(port, place / "calm-ledger"):
        assert calm.start("run", *order, "-o", str(calm.folder)).wait(300) == 0, calm.last_words()

    wild = Assay(place / "wild", {"ASSAY_CACHE": str(place / "wild-cache")}, place / "wild.txt")
    snapshots: list[tuple[Counter[str], dict[tuple[str, str], dict[int, Reply]]]] = []
    with serving(port, place / "wild-ledger", seed, 0.35, attempts) as server:
        process = wild.start("run", *order, "-o", str(wild.folder))
        moments = rng.sample(range(n * CALLS // 50, n * CALLS * 3 // 4), KILLS - endings + deaths)
        whats = rng.sample(["kill"] * (KILLS - endings) + ["death"] * deaths, len(moments))
        for lines, what in zip(sorted(moments), whats, strict=True):
            assert wild.wait_for(lines, process), wild.last_words()
            if what == "death":
                server.die()
                server.start()
                continue
            process.kill()
            assert process.wait(30) == -signal.SIGKILL
            snapshots.append((server.asked(), usable(wild.journal)))
            process = wild.resume()
        process.kill()
        process.wait(30)
        for moment in rng.sample(MOMENTS, endings):
            assert wild.resume(die=moment).wait(300) == -signal.SIGKILL, (moment, wild.last_words())
            snapshots.append((server.asked(), usable(wild.journal)))
        codes = []
        while not codes or (codes[-1] == 3 and len(codes) < 20):
            codes.append(wild.resume().wait(300))
        assert codes[-1] == 0, wild.last_words()
        asked = server.asked()

    assert (wild.folder / "scores.json").read_bytes() == (calm.folder / "scores.json").read_bytes()
    assert set(final_records(wild.journal).values()) == {1}
    assert len(final_records(wild.journal)) == 2 * n
    findings = check_run(wild.folder).findings
    assert {f.state for f in findings} == {"agrees"}, findings
    assert {f.name for f in wild.folder.iterdir()} == {f.name for f in calm.folder.iterdir()}
    assert "Traceback" not in wild.said.read_text()
    cases = {(s.probe, s.case.id): s.case for s in read_journal(wild.journal) if isinstance(s, Sample)}
    again = [
        prompt
        for before, journalled in snapshots
        for key, replies in journalled.items()
        for k, prompt in prompts(cases[key], replies)
        if k in replies and asked[prompt] != before[prompt]
    ]
    assert again == []
    assert sum(map(len, snapshots[-1][1].values())) > sum(map(len, snapshots[0][1].values())) > 0
    return Counter(line.trouble for line in read_ledger(place / "wild-ledger"))


def test_ten_kills_and_every_trouble_leave_the_scores_of_an_undisturbed_run(tmp_path: Path) -> None:
    met = survive(tmp_path, seed=4, n=60, attempts=3, cache=False, deaths=2, endings=3)
    assert len(met) > 0.75 * len(TROUBLES)


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "cache"), [(2, False), (3, True), (4, False)])
def test_the_same_with_thousands_of_cases(tmp_path: Path, seed: int, cache: bool) -> None:
    met = survive(tmp_path, seed=seed, n=1000, attempts=100, cache=cache, deaths=5, endings=4)
    assert set(met) == {"", *TROUBLES}
