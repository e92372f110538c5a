"""The whole zoo from nothing, in one go: `python -m tools.zoo OUT` leaves OUT/seer, OUT/painter, OUT/editor and OUT/animator.

Some four hours of one core; `--share 0.02` goes through every step in a few minutes and learns nothing. Begun again, it goes on with the
first step that has not ended.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["STEPS", "Step"]


@dataclass(frozen=True)
class Step:
    """A script of this folder: what it is given, by the option's name, and how long it learns at a share of 1."""

    name: str
    minutes: float
    given: tuple[tuple[str, str], ...] = ()

    def command(self, folder: Path, share: float) -> list[str]:
        given = [part for option, step in self.given for part in (f"--{option}", str(folder / step))]
        learns = ["--out", str(folder / self.name), "--minutes", f"{share * self.minutes:g}"]
        return [sys.executable, "-m", f"tools.zoo.train_{self.name}", *given, *learns]


STEPS: tuple[Step, ...] = (
    Step("eye", 10),
    Step("seer", 60, (("eye", "eye"),)),
    Step("canvas", 5),
    Step("painter", 60, (("canvas", "canvas"),)),
    Step("editor", 40, (("painter", "painter"),)),
    Step("animator", 40, (("painter", "painter"),)),
)


def make(folder: Path, share: float, only: Sequence[str]) -> None:
    """Run the steps that have not ended. Raises CalledProcessError where one fails."""
    folder.mkdir(parents=True, exist_ok=True)
    for step in STEPS:
        ended = folder / f"{step.name}.ended"
        if ended.exists() or (only and step.name not in only):
            continue
        print(f"· {step.name}: {share * step.minutes:g} minutes", flush=True)
        subprocess.run(step.command(folder, share), check=True)  # noqa: S603 - one of our own scripts
        ended.touch()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tools.zoo", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="of the minutes of each step")
    parser.add_argument("--only", nargs="+", default=[], choices=[step.name for step in STEPS])
    options = parser.parse_args()
    make(options.out, options.share, options.only)
