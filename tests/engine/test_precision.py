"""`--precision`: as many cases as the half-width takes, by what each headline looks at, in whole clusters."""

from __future__ import annotations

import pytest

import assay
from assay import api
from assay.errors import ConfigError
from assay.measure.precision import planned_cases
from tests.support import early_probes


def planned(**options):
    assert early_probes.Pairs
    options.setdefault("models", "planted:perfect")
    return api.estimate(["utility/sums", "utility/pairs"], seed=1, **options)


def test_each_headline_gets_the_cases_it_takes_in_whole_clusters():
    plan = planned(precision=0.1)
    n = planned_cases(0.1)
    sums, pairs = plan.probes
    assert sums.n == n == 93
    assert 2 * n <= pairs.n <= 2 * n + 4, "one of its headlines looks at every second case"
    assert pairs.n % 4 == 0
    assert plan.precision == 0.1 and plan.limit is None


def test_the_interval_is_as_narrow_as_planned_whatever_is_observed(tmp_path):
    file = tmp_path / "half.py"
    file.write_text("import itertools\nturn = itertools.count()\nasync def ask(prompt):\n    n = next(turn)\n"
                    "    return str(int(prompt.split()[0]) + 1 + n % 2)\n")  # fmt: skip
    made = assay.run("utility/sums", f"python:{file}:ask", seed=1, precision=0.1, level=0.9, output=tmp_path / "r")
    [score] = [s for s in made.scores if (s.slice, s.metric) == ("all", "accuracy")]
    assert score.n == planned_cases(0.1, level=0.9)
    assert (score.high - score.low) / 2 == pytest.approx(0.1, abs=0.003)
    assert (score.high - score.low) / 2 <= 0.1
    resumed = assay.resume(made.path)
    assert resumed.plan.precision == 0.1
    assert "--precision 0.1" in made.report(tmp_path / "r.md").read_text()


def test_a_probe_that_makes_too_few_cases_is_noted():
    @assay.probe("utility/only-ten")
    class OnlyTen:
        """Ten cases and no more."""

        def cases(self, rng, n):
            for number in range(min(n, 10)):
                yield assay.Case(prompt=f"{number}?", reference=str(number))

        judge = assay.judges.exact()
        metrics = (assay.measure.rate("accuracy", better="higher"),)

    plan = api.estimate("utility/only-ten", "planted:perfect", seed=1, precision=0.1)
    assert plan.probes[0].n == 10
    assert plan.notes == ("utility/only-ten makes 10 cases for its headline, not the 93 of ±0.1",)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"precision": 0.1, "limit": 50}, "--precision and --limit both say how many cases"),
        ({"precision": 0.7}, "--precision: a half-width lies between 0 and 0.5, not 0.7"),
        ({"precision": 0.1, "level": 1.5}, "the level must lie between 0 and 1"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(options, said):
    with pytest.raises(ConfigError, match=said):
        planned(**options)
