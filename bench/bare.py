"""The yardstick: the same job as a bare aiohttp loop, with one line of log a sample and nothing else.

`python -m bench.bare --base-url URL --n N --concurrency C --output DIR`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path

import aiohttp

from bench import job


async def ask_all(base_url: str, n: int, concurrency: int, output: Path) -> int:
    """How many of `n` answers are right."""
    url, right, numbers = f"{base_url}/chat/completions", 0, iter(range(n))
    connector = aiohttp.TCPConnector(limit=0)
    with (output / "log.jsonl").open("w") as log:
        async with aiohttp.ClientSession(connector=connector, headers={"Content-Type": "application/json"}) as session:

            async def work() -> None:
                nonlocal right
                for i in numbers:
                    body = {
                        "model": "stub",
                        "messages": [{"role": "user", "content": job.prompt(i)}],
                        "max_tokens": 8,
                        "temperature": 0.0,
                    }
                    async with session.post(url, data=json.dumps(body).encode()) as response:
                        said = json.loads(await response.read())["choices"][0]["message"]["content"]
                    value = str(i + 1) in said
                    right += value
                    log.write(json.dumps({"i": i, "prompt": job.prompt(i), "said": said, "right": value}) + "\n")

            await asyncio.gather(*(work() for _ in range(concurrency)))
    return right


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--n", type=int, required=True)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--output", type=Path, required=True)
    given = parser.parse_args()
    right = asyncio.run(ask_all(given.base_url, given.n, given.concurrency, given.output))
    print(json.dumps({"recorded": given.n, "right": right}))
