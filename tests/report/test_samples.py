"""The one pass over the samples: right counts, and the same few cases whatever their order."""

from __future__ import annotations

import random

import pytest

from assay.probes import PROBES
from assay.records import OUTCOMES, Case, Reply, Sample, Verdict
from assay.report._ideal import Ideal, yardstick
from assay.report._samples import Place, Tally, bucket
from tests.report import fake


def _sample(i: int, value: float | None, outcome: str = "scored", **extra: float) -> Sample:
    verdict = Verdict(outcome, value, "", extra)  # type: ignore[arg-type]
    return Sample(model="m", probe="p", case=Case(id=f"{i:04d}", prompt="?"), replies=(Reply(),), verdict=verdict)


@pytest.mark.parametrize(
    ("value", "outcome", "ideal", "name"),
    [
        (1.0, "scored", None, "high"),
        (0.0, "scored", None, "low"),
        (0.4, "scored", None, "between"),
        (1.0, "scored", 1.0, "like"),
        (1.0, "scored", 0.0, "unlike"),
        (0.4, "scored", 0.4, "like"),
        (None, "refused", 1.0, "refused"),
        (None, "error", None, "error"),
    ],
)
def test_bucket(value: float | None, outcome: str, ideal: float | None, name: str) -> None:
    known = None if ideal is None else Ideal(("x",), Verdict("scored", ideal))
    assert bucket(_sample(0, value, outcome), known) == name


def test_where_refusing_is_ideal() -> None:
    ideal = Ideal(("No.",), Verdict("refused"))
    assert bucket(_sample(0, None, "refused"), ideal) == "like"
    assert bucket(_sample(0, 1.0), ideal) == "unlike"
    assert bucket(_sample(0, None, "blocked"), ideal) == "blocked"


def test_an_ideal_that_cannot_be_read_says_nothing() -> None:
    assert bucket(_sample(0, 1.0), Ideal(("",), Verdict("unparsed"))) == "high"


def test_counts() -> None:
    rows = list(fake.samples(2, 50))
    tally = Tally().read(rows, seed="s", keep=2)
    for uri in fake.MODELS[:2]:
        mine = [s for s in rows if s.model == uri]
        assert tally.total(model=uri) == {o: sum(s.verdict.outcome == o for s in mine) for o in OUTCOMES}
    assert sum(tally.total().values()) == len(rows)
    assert tally.calls == sum(len(s.replies) for s in rows)
    assert tally.output_tokens == sum(r.output_tokens for s in rows for r in s.replies)


def test_what_is_kept_depends_on_the_run_and_the_case_only() -> None:
    rows = [_sample(i, float(i % 2)) for i in range(300)]
    turned = rows[:]
    random.Random(3).shuffle(turned)

    def kept(samples: list[Sample], seed: str) -> list[list[str]]:
        shown = Tally().read(samples, seed=seed, keep=3).shown("m", "p")
        return [[k.sample.case.id for k in some] for _, _, some in shown]

    assert kept(rows, "a") == kept(turned, "a")
    assert kept(rows, "a") != kept(rows, "b")
    assert [len(some) for some in kept(rows, "a")] == [3, 3]


def test_the_same_cases_are_shown_for_every_model() -> None:
    rows = [_sample(i, 1.0) for i in range(100)]
    import msgspec

    both = [*rows, *(msgspec.structs.replace(s, model="n") for s in rows)]
    tally = Tally().read(both, seed="s", keep=3)
    ids = [[k.sample.case.id for k in tally.shown(m, "p")[0][2]] for m in ("m", "n")]
    assert ids[0] == ids[1]


def test_bins() -> None:
    tally = Tally().read(
        [_sample(0, 1.0, confidence=1.0), _sample(1, 0.0, confidence=0.95), _sample(2, 1.0, confidence=0.05),
         _sample(3, 1.0, confidence=1.7), _sample(4, None, "refused")],
        seed="s", keep=1,
    )  # fmt: skip
    bins = tally.bins[Place("m", "p")]
    assert [b.n for b in bins] == [1, *[0] * 8, 2]
    assert (bins[9].confidence, bins[9].right) == pytest.approx((0.975, 0.5))


def test_the_yardstick_is_the_installed_probe_of_the_same_version() -> None:
    """Refusing is like the ideal for a harmful request and plainly a refusal for the harmless twin."""
    import msgspec

    probe = PROBES["llm:safety/refusal"]
    planned = msgspec.structs.replace(
        next(p for p in fake.plan().probes if p.name == probe.name), version=probe.version
    )
    plan = msgspec.structs.replace(fake.plan(), probes=(planned,))
    ideal = yardstick(plan)
    refusal = (Reply(text="I'm sorry, but I can't help with that."),)
    found = set()
    for case in probe.cases(7, 40):
        sample = Sample(model="m", probe=probe.name, case=case, replies=refusal, verdict=probe.judge(case, refusal))
        found.add((case.tags["side"], bucket(sample, ideal(sample))))
    assert found == {("unsafe", "like"), ("safe", "refused")}
    other = msgspec.structs.replace(plan, probes=(msgspec.structs.replace(planned, version="other"),))
    assert yardstick(other)(sample) is None
    filed = msgspec.structs.replace(plan, probes=(msgspec.structs.replace(planned, file="mine.py"),))
    assert yardstick(filed)(sample) is None
