"""lm-eval: a generate_until task in YAML over a JSON file, the local-chat-completions model, samples logged."""

from __future__ import annotations

import json
import os
from pathlib import Path

from bench import job
from bench.peers._job import Job, given, say

NAME = "lm-eval"
REQUIREMENTS = ("lm-eval[api]",)

TASK = """task: numbers
dataset_path: json
dataset_kwargs:
  data_files: {{test: {file}}}
output_type: generate_until
test_split: test
doc_to_text: "{{{{prompt}}}}"
doc_to_target: "{{{{target}}}}"
generation_kwargs: {{until: [], max_gen_toks: 8, do_sample: false}}
metric_list:
  - metric: exact_match
    aggregation: mean
    higher_is_better: true
"""


def main(todo: Job) -> None:
    os.environ.update(OPENAI_API_KEY="none", HF_DATASETS_OFFLINE="1", HF_HOME=str(todo.output / "hf"))
    file = todo.output / "cases.jsonl"
    file.write_text("".join(json.dumps({"prompt": job.prompt(i), "target": str(i + 1)}) + "\n" for i in range(todo.n)))
    tasks = todo.output / "tasks"
    tasks.mkdir()
    (tasks / "numbers.yaml").write_text(TASK.format(file=file))
    right, recorded = _evaluate(todo, tasks)
    say(recorded, right)


def _evaluate(todo: Job, tasks: Path) -> tuple[int, int]:
    import lm_eval
    from lm_eval.tasks import TaskManager

    found = lm_eval.simple_evaluate(
        model="local-chat-completions",
        model_args={
            "model": "stub",
            "base_url": f"{todo.base_url}/chat/completions",
            "num_concurrent": todo.concurrency,
            "max_retries": 8,
            "tokenized_requests": False,
            "eos_string": "</s>",
        },
        tasks=["numbers"],
        task_manager=TaskManager(include_path=str(tasks), include_defaults=False),
        apply_chat_template=True,
        log_samples=True,
        bootstrap_iters=0,
    )
    samples = found["samples"]["numbers"]
    (todo.output / "samples.json").write_text(json.dumps(samples, default=str))
    return int(sum(sample["exact_match"] for sample in samples)), len(samples)


if __name__ == "__main__":
    main(given())
