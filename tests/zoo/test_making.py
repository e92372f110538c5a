"""The zoo's one command: every step is there, is given what an earlier one left, and is not done twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.zoo import __main__ as making
from tools.zoo.__main__ import STEPS, make


def test_every_step_begins_with_what_an_earlier_one_leaves() -> None:
    done: set[str] = set()
    for step in STEPS:
        assert {given for _, given in step.given} <= done
        done.add(step.name)
    assert {"seer", "painter", "editor", "animator"} <= done


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_every_script_takes_the_options_that_it_is_given(step: making.Step, tmp_path: Path) -> None:
    command = step.command(tmp_path, 0.5)
    assert command[-2:] == ["--minutes", f"{step.minutes / 2:g}"]
    script = Path(making.__file__).with_name(f"train_{step.name}.py").read_text()
    assert all(f'add_argument("{option}"' in script for option in command if option.startswith("--"))


def test_a_step_that_ended_is_not_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []

    def run(command: list[str], *, check: bool) -> None:
        name = command[2].removeprefix("tools.zoo.train_")
        begun.append(name)
        if begun == ["eye", "seer", "canvas"]:
            raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(making.subprocess, "run", run)
    with pytest.raises(subprocess.CalledProcessError):
        make(tmp_path, 1.0, [])
    make(tmp_path, 1.0, [])
    assert begun == ["eye", "seer", "canvas", "canvas", "painter", "editor", "animator"]
    assert sys.executable == STEPS[0].command(tmp_path, 1.0)[0]
