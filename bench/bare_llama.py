"""The yardstick for local inference: the same model, parameters and prompts, driven by the bindings alone.

`python -m bench.bare_llama --n N` prints the tokens generated and the seconds from the first call to the last answer.
"""

from __future__ import annotations

import argparse
import json
import time
from concurrent.futures import ThreadPoolExecutor

from assay.models._llama import free_cores, load_library, make_params
from assay.models._store import find
from bench.story_probe import TOKENS, story

SLOTS = 4
"""As many calls side by side as the llamacpp: backend makes by default."""


def run(n: int) -> dict[str, float]:
    """Ask `n` prompts."""
    path = find("smollm2-135m")
    if path is None:
        raise SystemExit("the model is not on this machine: assay fetch smollm2-135m")
    params = make_params(path, slots=SLOTS, ctx=2048, threads=free_cores(), gpu_layers=0, chat_template="")
    server = load_library().Server(params)  # imported as assay does: threads that spin long would slow this side alone

    def ask(i: int) -> int:
        parts: list[bytes] = []
        body = {
            "model": "smollm2-135m",
            "messages": [{"role": "user", "content": story(i)}],
            "max_tokens": TOKENS,
            "temperature": 0.0,
            "seed": 1,
            "cache_prompt": False,
        }
        server.handle_chat_completions(json.dumps(body).encode(), parts.append)
        return int(json.loads(b"".join(parts))["usage"]["completion_tokens"])

    began = time.perf_counter()
    with ThreadPoolExecutor(SLOTS) as pool:
        tokens = sum(pool.map(ask, range(n)))
    return {"tokens": tokens, "seconds": time.perf_counter() - began}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, required=True)
    print(json.dumps(run(parser.parse_args().n)))
