"""pydantic-evals: a Dataset of cases, a task that calls the openai client, the Contains evaluator."""

from __future__ import annotations

import asyncio
from typing import Any

from bench import job
from bench.peers._job import Job, given, say

NAME = "pydantic-evals"
REQUIREMENTS = ("pydantic-evals", "openai", "pydantic-ai-slim[retries]")


async def main(todo: Job) -> None:
    from openai import AsyncOpenAI
    from pydantic_evals import Case, Dataset
    from pydantic_evals.evaluators import Contains
    from tenacity import stop_after_attempt

    client = AsyncOpenAI(base_url=todo.base_url, api_key="none", max_retries=8)

    async def task(prompt: str) -> str:
        done = await client.chat.completions.create(
            model="stub", messages=[{"role": "user", "content": prompt}], max_tokens=8, temperature=0
        )
        return done.choices[0].message.content or ""

    cases = [Case(name=str(i), inputs=job.prompt(i), evaluators=(Contains(value=str(i + 1)),)) for i in range(todo.n)]
    dataset = Dataset(name="numbers", cases=cases)
    retry: Any = {"stop": stop_after_attempt(8)}
    report = await dataset.evaluate(task, max_concurrency=todo.concurrency, progress=False, retry_task=retry)
    right = sum(all(a.value for a in case.assertions.values()) for case in report.cases)
    say(len(report.cases), right)


if __name__ == "__main__":
    asyncio.run(main(given()))
