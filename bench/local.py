"""Local inference: tokens a second through assay, as a share of the same model driven bare."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from statistics import median

from bench.process import measure, python
from bench.programs import ASSAY, samples_of
from bench.rows import Row, Setting, folder

__all__ = ["measure_local"]

_SECONDS = re.compile(r"cases in ([\d.,]+) s")


def measure_local(setting: Setting) -> Iterator[Row]:
    """The embedded model; both sides count from the first call to the last answer, without loading the weights."""
    n = 16 if setting.n < 20_000 else 48
    pairs = []
    for _ in range(setting.rounds):
        setting.say(f"local inference: {n} stories, bare and through assay")
        bare = measure(python("-m", "bench.bare_llama", "--n", str(n)))
        if bare.status:
            yield _missing(bare.last_words)
            return
        ours = _through_assay(n)
        if isinstance(ours, str):
            yield _missing(ours)
            return
        found = json.loads(bare.out.strip().splitlines()[-1])
        pairs.append((found["tokens"] / found["seconds"], ours))
    bare_rate, rate = (median(pair[side] for pair in pairs) for side in (0, 1))
    share = median(ours / bare for bare, ours in pairs)
    yield Row(
        group="local", what="tokens/s of the model driven bare", program="llama.cpp", value=bare_rate, unit="/s", n=n
    )
    yield Row(group="local", what="tokens/s through assay", program=ASSAY.name, value=rate, unit="/s", n=n)
    yield Row(group="local", what="share of the bare model", program=ASSAY.name, value=100 * share, unit="%", n=n)


def _through_assay(n: int) -> float | str:
    """Tokens a second, or why there are none."""
    with folder() as output:
        what = ("run", "bench/story_probe.py", "-m", "llamacpp:smollm2-135m", "--limit", str(n))
        cost = measure(python("-m", "assay", *what, "--seed", "1", "--no-cache", "--output", output / "run"))
        found = _SECONDS.search(" ".join(cost.err.split()))
        if cost.status or found is None:
            return cost.last_words or f"status {cost.status}"
        seconds = float(found[1].replace(",", ""))
        samples = samples_of(output / "run" / "journal.jsonl")
        tokens = sum(int(r.get("output_tokens", 0)) for sample in samples for r in sample["replies"])
    return tokens / seconds


def _missing(why: str) -> Row:
    return Row(group="local", what="share of the bare model", program=ASSAY.name, value=None, unit="%", note=why)
