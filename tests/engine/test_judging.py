"""A judge that takes long keeps no other call waiting; what it says, or fails with, is taken as any judge's word is."""

from __future__ import annotations

import threading
from pathlib import Path

import assay

HEAVY = '''
import threading
import assay

last_is_judged = threading.Event()


class Judge:
    """Where it is heavy, judges the first case only when the last has been asked and judged."""

    name = "thinker"
    heavy = {heavy}

    def __call__(self, case, replies):
        if case.reference == "7":
            last_is_judged.set()
        if case.reference == "0" and self.heavy and not last_is_judged.wait(30):
            raise TimeoutError("the others wait for this one")
        if case.reference == "5":
            raise ValueError("no such thing")
        return assay.Verdict("scored", 1.0, why=threading.current_thread().name)


@assay.probe("utility/thinking-{heavy}".lower())
class Thinking:
    """Says its own number."""

    def cases(self, rng, n):
        for number in range(n):
            yield assay.Case(prompt=f"say {{number}}", reference=str(number))

    judge = Judge()
    metrics = (assay.measure.rate("accuracy", better="higher"),)
'''


def verdicts(folder: Path, *, heavy: bool) -> list[assay.Verdict]:
    file = folder / "thinking.py"
    file.write_text(HEAVY.format(heavy=heavy))
    run = assay.run(str(file), "planted:perfect", seed=1, limit=8, concurrency=2, output=folder / "run")
    return [sample.verdict for sample in run.samples()]


def test_while_a_heavy_judge_thinks_other_cases_are_asked_and_judged(tmp_path: Path) -> None:
    found = verdicts(tmp_path, heavy=True)
    assert [v.outcome for v in found] == ["scored"] * 5 + ["error"] + ["scored"] * 2
    assert found[5].why == "the judge failed: ValueError: no such thing"
    assert threading.current_thread().name not in {v.why for v in found}


def test_a_judge_that_is_not_heavy_costs_no_thread(tmp_path: Path) -> None:
    found = verdicts(tmp_path, heavy=False)
    assert {v.why for v in found if v.outcome == "scored"} == {threading.current_thread().name}
    assert found[5].why == "the judge failed: ValueError: no such thing"
