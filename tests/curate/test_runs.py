"""Runs on sources: cases come from the snapshot and the seed alone, and nothing is ever fetched twice."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from pathlib import Path

import pytest

import assay
from assay.cases.curate.store import snapshot_file
from assay.engine.budget import Budget
from assay.engine.check import check_run
from assay.engine.curating import hand_out
from assay.engine.journal import decode_event
from assay.engine.select import select
from assay.engine.spread.wire import Piece, encode
from assay.engine.spread.worker import Worker
from assay.errors import ConfigError, IncompleteError, SourceError
from assay.probes import PROBES
from tests.curate.drawn import frozen
from tests.curate.test_files import ROWS, jsonl
from tests.curate.test_web_sources import bindings, row
from tests.curate.web import Web
from tests.engine.test_spread import job_for

PROBE = "truthfulness/hallucination"
TAKERS = (PROBE, "uncertainty/calibration")
CITIES = ("Ruvo", "Belm", "Corm", "Adria", "Tessal", "Olm")


@pytest.fixture
def questions(tmp_path: Path) -> str:
    return f"file:{jsonl(tmp_path / 'q.jsonl', ROWS)}?licence=CC0-1.0"


@pytest.fixture
def wikidata(site: Web) -> str:
    """Capitals of countries that do not exist, as Wikidata would give them."""
    site.pages["/sparql"] = bindings(*(row(i, f"{city}land", city, 50) for i, city in enumerate(CITIES)))
    return f"wikidata:P36?class=Q6256&base_url={site.url}/sparql&allow_private=true&delay=0"


def cases(run: assay.Run) -> list[str]:
    return [case.text for case in (sample.case for sample in run.samples())]


@pytest.mark.parametrize("probe", TAKERS)
def test_perfect_and_worst_models_get_the_ends_of_the_scale_on_given_records(probe, questions, wikidata, tmp_path):
    run = assay.run(
        probe,
        ["planted:perfect", "planted:worst"],
        seed=1,
        limit=60,
        output=tmp_path / "r",
        sources=[questions, wikidata],
    )
    values = {(s.model, s.metric): s.value for s in run.scores if s.slice == "all"}
    best, worst = ("priced_score", (1.0, -1.0)) if probe == PROBE else ("brier", (0.0, 1.0))
    assert (values["planted:perfect", best], values["planted:worst", best]) == worst
    samples = [s for s in run.samples() if s.model == "planted:perfect"]
    assert all(s.verdict.value == 1.0 for s in samples)
    assert {s.case.tags["topic"] for s in samples} == {"questions", "capital"}


def test_a_run_is_the_snapshot_and_the_seed(questions, tmp_path):
    def run(name: str, seed: int, source: str) -> assay.Run:
        return assay.run(TAKERS, "planted:perfect", seed=seed, limit=12, output=tmp_path / name, sources=[source])

    first, again, other = run("a", 1, questions), run("b", 1, questions), run("c", 2, questions)
    assert first.plan.sources is not None
    frozen_again = run("d", 1, f"snapshot:{first.plan.sources.sha256}")
    assert first.plan.run == again.plan.run == frozen_again.plan.run != other.plan.run
    assert cases(first) == cases(again) == cases(frozen_again)
    assert not set(cases(first)) & set(cases(other))
    (tmp_path / "q.jsonl").write_text(json.dumps(ROWS[0]) + "\n")
    changed = run("e", 1, questions)
    assert changed.plan.run != first.plan.run


def test_the_same_cases_come_from_a_snapshot_in_another_order_of_records(tmp_path):
    for name, rows in (("a", ROWS), ("b", ROWS[::-1])):
        jsonl(tmp_path / name / "q.jsonl" if (tmp_path / name).mkdir() is None else tmp_path, rows)
    probe = next(p for _, p in PROBES.items() if p.name == PROBE)
    made = [[c.text for c in probe.cases(5, 20, frozen(f"file:{tmp_path / n / 'q.jsonl'}").records)] for n in "ab"]
    assert made[0] == made[1]


def test_every_record_is_asked_before_any_is_asked_again_and_repeats_share_a_cluster(questions):
    records = frozen(questions).records
    for probe in [p for _, p in PROBES.items() if p.name in TAKERS]:
        made = list(probe.cases(3, 12, records))
        assert len({c.cluster for c in made[:4]}) == 4
        assert set(Counter(c.cluster for c in made).values()) == {3}
        assert len({c.text for c in made}) == 12


def test_a_question_in_its_own_words_has_no_twin_and_a_fact_has_one(questions, wikidata, tmp_path):
    run = assay.run(PROBE, "planted:perfect", seed=1, limit=40, output=tmp_path / "r", sources=[questions, wikidata])
    found = Counter((s.case.tags["topic"], s.case.tags["entity"]) for s in run.samples())
    assert found["questions", "invented"] == 0
    assert abs(found["capital", "invented"] - found["capital", "real"]) <= 1 < found["capital", "invented"]
    asked = {r["question"] for r in ROWS}
    assert all(any(q in s.case.prompt for q in asked) for s in run.samples() if s.case.tags["topic"] == "questions")


def test_wrong_options_are_never_right_for_another_record_of_the_same_subject(tmp_path):
    rows = [{"subject": "Ruvo", "relation": "river", "answer": a} for a in ("Ado", "Belm")]
    rows += [{"subject": f"Town {i}", "relation": "river", "answer": f"River {i}"} for i in range(5)]
    records = frozen(f"file:{jsonl(tmp_path / 'f.jsonl', rows)}").records
    probe = next(p for _, p in PROBES.items() if p.name == PROBE)
    offered = [
        c.choices for c in probe.cases(1, 400, records) if c.choices and "Ruvo" in c.text and c.tags["entity"] == "real"
    ]
    assert len(offered) > 10
    assert all(("Ado" in choices) + ("Belm" in choices) == 1 for choices in offered)


def test_a_stopped_run_goes_on_without_its_source(site: Web, wikidata, tmp_path):
    with pytest.raises(IncompleteError):
        assay.run(PROBE, "planted:perfect", seed=1, limit=30, output=tmp_path / "r", sources=[wikidata], budget_calls=7)
    site.pages.clear()
    fetched = len(site.seen)
    run = assay.resume(tmp_path / "r")
    assert len(cases(run)) == 30
    assert assay.rescore(tmp_path / "r").scores == run.scores
    assert check_run(tmp_path / "r").code == 0
    assert len(site.seen) == fetched


def test_check_and_resume_find_a_changed_or_missing_snapshot(questions, tmp_path):
    run = assay.run(PROBE, "planted:perfect", seed=1, limit=8, output=tmp_path / "r", sources=[questions])
    [file] = (run.path / "sources").iterdir()
    assert file.stem == run.plan.sources.sha256
    good = file.read_bytes()
    file.write_bytes(good.replace(b"Vienna", b"Venice"))
    checked = check_run(run.path)
    assert checked.code == 1
    assert "it was changed" in next(f.said for f in checked.findings if f.check == "sources")
    with pytest.raises(SourceError, match="it was changed; put the right file back"):
        assay.resume(run.path)
    file.unlink()
    assert {f.check: f.state for f in check_run(run.path).findings}["sources"] == "differs"
    assay.resume(run.path)  # the user's cache has it still
    snapshot_file(file.stem).unlink()
    with pytest.raises(SourceError, match="cannot read the snapshot"):
        assay.resume(run.path)
    file.write_bytes(good)
    assert check_run(run.path).code == 0


def test_the_plan_names_the_sources_and_who_uses_them(questions, tmp_path):
    run = assay.run(
        [PROBE, "safety/refusal"], "planted:perfect", seed=1, limit=8, output=tmp_path / "r", sources=[questions]
    )
    plan = json.loads((run.path / "run.json").read_text())
    assert plan["sources"]["uris"] == [questions]
    assert plan["sources"]["records"] == {"question": 4}
    notes = " ".join(run.plan.notes)
    assert f"the cases of {PROBE} are made of 4 records" in notes
    assert "1 other probe makes no use of the sources" in notes
    report = run.report(tmp_path / "r.md").read_text()
    assert f"--source snapshot:{plan['sources']['sha256']} --seed 1" in report
    assert f"the cases of {PROBE} are made of 4 records" in report


def test_a_run_whose_probes_use_no_records_is_wrong_usage(questions, tmp_path):
    with pytest.raises(ConfigError, match=r"no probe of this run uses what the sources give \(question\)"):
        assay.run("safety/refusal", "planted:perfect", output=tmp_path / "r", sources=[questions])
    (tmp_path / "a.txt").write_text("Tea is a drink.")
    with pytest.raises(ConfigError, match=r"sources give \(text\)"):
        assay.run(PROBE, "planted:perfect", output=tmp_path / "r", sources=[f"file:{tmp_path / 'a.txt'}"])
    assert not (tmp_path / "r").exists()


def test_records_that_cannot_be_judged_are_left_out_and_counted(tmp_path):
    odd = [
        {"question": "Is it so?", "answer": "no"},  # a plain word
        {"question": "Which letter comes first?", "answer": "A"},  # told from an option letter by nothing
        {"question": "Say it in full.", "answer": "one two three four five six seven"},  # never repeated to the letter
    ]
    uri = f"file:{jsonl(tmp_path / 'o.jsonl', [*ROWS, *odd])}"
    run = assay.run(PROBE, "planted:perfect", seed=1, limit=20, output=tmp_path / "r", sources=[uri])
    assert any(note.startswith("3 of 7 facts and questions of the sources are not asked") for note in run.plan.notes)
    assert not any(o["question"] in text for o in odd for text in cases(run))
    only = f"file:{jsonl(tmp_path / 'only.jsonl', odd)}"
    with pytest.raises(SourceError, match="none of the 3 facts and questions"):
        assay.run(PROBE, "planted:perfect", seed=1, limit=20, output=tmp_path / "s", sources=[only])


def test_an_answer_that_is_part_of_another_one_is_only_offered_as_an_option(tmp_path):
    rows = [
        {"subject": f"Town {i}", "relation": "state", "answer": a}
        for i, a in enumerate(("Belm", "New Belm", "Corm", "Adria"))
    ]
    records = frozen(f"file:{jsonl(tmp_path / 'f.jsonl', rows)}").records
    probe = next(p for _, p in PROBES.items() if p.name == TAKERS[1])
    forms = Counter((c.reference, c.tags["form"]) for c in probe.cases(1, 60, records))
    assert forms["Belm", "open"] == 0 < forms["Belm", "choice"]
    assert forms["Corm", "open"] > 0


def test_packaged_facts_as_a_source_are_asked_like_any_others(tmp_path):
    run = assay.run(
        TAKERS, "planted:perfect", seed=1, limit=60, output=tmp_path / "r", sources=["packaged:countries"], offline=True
    )
    assert all(s.verdict.value == 1.0 for s in run.samples())
    assert {s.case.tags["topic"] for s in run.samples()} == {"countries"}


def test_a_worker_elsewhere_makes_the_same_cases_of_the_records_that_it_is_sent(questions):
    snapshot = frozen(questions)
    picked, _ = hand_out(snapshot, select([PROBE], {"llm"}, 20)[0])
    planned = [case.id for case in picked[0].cases(1)]

    async def asked() -> list[str]:
        worker = Worker()
        job = job_for("planted:perfect", picked, records=snapshot.records)
        assert await worker.start(assay.__version__, job) == ("", "")
        piece = Piece(model="planted:perfect", probe=PROBE, places=(3, 11, 19), turns=(), budget=Budget())
        parcels = [some async for kind, some in worker.ask(encode(piece)) if kind == "lines"]
        await worker.close()
        return sorted(decode_event(line).case.id for some in parcels for line in some.splitlines())

    assert asyncio.run(asked()) == [planned[place] for place in (3, 11, 19)]


def test_a_run_at_a_url_takes_its_snapshot_along(questions, tmp_path, monkeypatch):
    there = tmp_path / "there"
    with pytest.raises(IncompleteError):
        assay.run(
            PROBE, "planted:perfect", seed=1, limit=30, output=f"file://{there}", sources=[questions], budget_calls=7
        )
    [file] = (there / "sources").iterdir()
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "elsewhere"))  # another machine
    run = assay.resume(f"file://{there}")
    assert len(cases(run)) == 30
    assert run.plan.sources.sha256 == file.stem
