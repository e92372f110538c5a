"""A model as a source: what it writes is held to a schema, checked, and never the target's own."""

from __future__ import annotations

import json

import pytest

import assay
from assay.cases.curate.record import PersonRecord, QuestionRecord
from assay.errors import ConfigError
from tests.curate.drawn import frozen, read, refusal
from tests.support.openai_wire import Call
from tests.support.stub import running

WRITER = "generator:python:tests.curate.writer"


def test_questions_are_kept_with_their_wrong_answers_and_the_family_of_the_writer():
    snapshot = frozen(f"{WRITER}:good?count=4&topic=rivers&family=gpt")
    assert len(snapshot.records) == 4
    for record in snapshot.records:
        assert isinstance(record, QuestionRecord)
        assert len(record.distractors) == 3
        assert record.topic == "rivers"
        assert record.provenance.url == "model:python:tests.curate.writer:good?family=gpt"
        assert record.provenance.licence == "generated"
    assert snapshot.sources[0].family == "gpt"
    assert any("role generator, family gpt" in note for note in snapshot.sources[0].notes)


def test_what_is_of_no_use_is_rejected_counted_and_asked_for_again():
    snapshot = frozen(f"{WRITER}:patchy?count=3")
    assert len(snapshot.records) == 3
    notes = "; ".join(snapshot.sources[0].notes)
    assert "rejected: it is no JSON of the schema" in notes
    assert "rejected: the question gives the answer away" in notes


def test_a_question_that_its_writer_answers_otherwise_is_not_used():
    said = refusal(f"{WRITER}:contrary?count=2")
    assert "asked anew, the model answers otherwise" in said


def test_a_model_that_writes_nothing_of_use_is_named_with_the_reason():
    assert refusal(f"{WRITER}:rubbish?count=2") == (
        "python:tests.curate.writer:rubbish wrote nothing that can be used: 6 × it is no JSON of the schema"
    )


def test_a_server_is_held_to_the_schema_by_its_own_means():
    asked: list[Call] = []

    def answer(call: Call) -> str:
        asked.append(call)
        person = {"name": f"Ada Ruhl {len(asked)}", "occupation": "miller", "town": "Belm", "interest": "tea"}
        return json.dumps(person)

    with running(answer) as stub:
        records = read(f"generator:openai:any?base_url={stub.base_url}&kind=person&count=2&topic=mills")
    assert sorted(r.name for r in records if isinstance(r, PersonRecord)) == ["Ada Ruhl 1", "Ada Ruhl 2"]
    schema = asked[0].body["response_format"]["json_schema"]["schema"]
    assert set(schema["properties"]) == {"name", "occupation", "town", "interest"}


def test_a_server_that_nobody_runs_is_named():
    assert "127.0.0.1:9" in refusal("generator:openai:any?base_url=http://127.0.0.1:9/v1&count=1")


def test_the_model_asked_does_not_write_its_own_questions(tmp_path):
    target = "python:tests.curate.writer:good"
    with pytest.raises(ConfigError, match="cannot write its own questions"):
        assay.run(
            "truthfulness/hallucination",
            target,
            limit=4,
            output=tmp_path / "r",
            sources=[f"generator:{target}?count=2"],
        )


def test_a_generator_of_the_target_family_is_noted(tmp_path):
    run = assay.run(
        "truthfulness/hallucination", "python:tests.curate.writer:rubbish?family=gpt", limit=4, seed=1, output=tmp_path / "r",
        sources=[f"{WRITER}:good?count=2&family=gpt"],
    )  # fmt: skip
    assert any("are of one family (gpt)" in note for note in run.plan.notes)
