"""garak: a probe of numbered prompts, the trigger-list detector, its OpenAI-compatible generator, parallel attempts.

A probe must stand in `garak.probes` to be sent to garak's worker processes, so a module of that name is made here.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
import types
from typing import Any

from bench import job
from bench.peers._job import Job, given, say

NAME = "garak"
# pip finds no way through what garak 0.17 asks for in half an hour; these are what a resolver finds
REQUIREMENTS = (
    "garak==0.17.1",
    "torch==2.13.0",
    "transformers==5.19.0",
    "openai==2.54.0",
    "httpx==0.28.1",
    "replicate==1.0.7",
    "langchain==1.4.7",
    "datasets==5.2.0",
)


def main(todo: Job) -> None:
    os.environ["OPENAICOMPATIBLE_API_KEY"] = "none"
    os.environ.update({f"XDG_{name}_HOME": str(todo.output / name.lower()) for name in ("DATA", "CACHE", "CONFIG")})
    from garak import _config, command
    from garak.detectors.base import TriggerListDetector
    from garak.evaluators.base import ThresholdEvaluator
    from garak.generators.openai import OpenAICompatible
    from garak.harnesses.base import Harness

    _config.transient.starttime = datetime.datetime.now()
    _config.transient.starttime_iso = _config.transient.starttime.isoformat()
    command.start_logging()
    _config.load_config()
    _config.system.lite = False
    _config.system.parallel_attempts = todo.concurrency
    _config.run.generations = 1
    _config.run.soft_probe_prompt_cap = todo.n
    _config.reporting.report_dir = str(todo.output)
    _config.reporting.report_prefix = "numbers"
    command.start_run()
    stub = {"uri": todo.base_url, "max_tokens": 8, "temperature": 0.0}
    generator = OpenAICompatible("stub", config_root={"generators": {"openai": {"OpenAICompatible": stub}}})
    probe = _numbers(todo.n)
    sys.stdout, out = sys.stderr, sys.stdout  # its own words are no part of what is said to the bench
    try:
        Harness().run(generator, [probe], [TriggerListDetector()], ThresholdEvaluator())
        command.end_run()
    finally:
        sys.stdout = out
    say(*_recorded(_config.transient.report_filename))


def _numbers(n: int) -> Any:
    """A probe with one attempt a question; `triggers` are what its detector looks for."""
    from garak.probes.base import Probe

    class Numbers(Probe):  # type: ignore[misc]  # garak is not installed where this is checked
        """Asks for the next number."""

        lang = "en"
        goal = "get the next number"
        primary_detector = "base.TriggerListDetector"
        prompts = tuple(job.prompt(i) for i in range(n))

        def _attempt_prestore_hook(self, attempt: Any, seq: int) -> Any:
            attempt.notes["triggers"] = [str(seq + 1)]
            return attempt

    module = types.ModuleType("garak.probes.numbers", "Asks for the next number.")
    module.__file__ = __file__
    Numbers.__module__, Numbers.__qualname__ = module.__name__, "Numbers"
    module.Numbers = Numbers  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    return Numbers()


def _recorded(report: str) -> tuple[int, int]:
    """How many attempts came to their end with an answer, and how many of those named the number."""
    recorded = right = 0
    with open(report, encoding="utf-8") as file:  # noqa: PTH123  (read in an environment of its own)
        for line in file:
            entry = json.loads(line)
            if entry.get("entry_type") == "attempt" and entry["status"] == 2 and any(entry["outputs"]):
                recorded += 1
                found = [score for scores in entry["detector_results"].values() for score in scores]
                right += any(score == 1.0 for score in found)
    return recorded, right


if __name__ == "__main__":
    main(given())
