"""Inspect: a Task over a memory dataset, generate(), the includes() scorer, its default log."""

from __future__ import annotations

import os

from bench import job
from bench.peers._job import Job, given, say

NAME = "inspect-ai"
REQUIREMENTS = ("inspect-ai", "openai")


def main(todo: Job) -> None:
    os.environ["OPENAI_API_KEY"] = "none"
    from inspect_ai import Task
    from inspect_ai import eval as evaluate
    from inspect_ai.dataset import MemoryDataset, Sample
    from inspect_ai.model import GenerateConfig, get_model
    from inspect_ai.scorer import includes
    from inspect_ai.solver import generate

    dataset = MemoryDataset([Sample(input=job.prompt(i), target=str(i + 1), id=i) for i in range(todo.n)])
    config = GenerateConfig(max_connections=todo.concurrency, max_tokens=8, temperature=0)
    model = get_model("openai/stub", base_url=todo.base_url, responses_api=False, config=config)
    task = Task(dataset=dataset, solver=generate(), scorer=includes())
    [log] = evaluate(
        task,
        model=model,
        max_samples=todo.concurrency,
        display="none",
        log_dir=str(todo.output),
        fail_on_error=False,
        retry_on_error=8,
    )
    samples = [s for s in log.samples or [] if s.scores]
    say(len(samples), sum(s.scores["includes"].value == "C" for s in samples if s.scores))


if __name__ == "__main__":
    main(given())
