"""What the neighbours' files share: their command line and how they say what they recorded."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Job", "given", "say"]


@dataclass(frozen=True)
class Job:
    """Ask `n` questions at `base_url`, `concurrency` at once, and leave the logs under `output`."""

    base_url: str
    n: int
    concurrency: int
    output: Path


def given() -> Job:
    """The job on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--n", type=int, required=True)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--output", type=Path, required=True)
    return Job(**vars(parser.parse_args()))


def say(recorded: int, right: int) -> None:
    """Tell the bench, on the last line."""
    print(json.dumps({"recorded": recorded, "right": right}), flush=True)
