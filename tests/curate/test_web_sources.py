"""Sources on the network: search engines, Wikipedia, Wikidata and any JSON API, each over real sockets."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from aiohttp import web

from assay.cases.curate.record import TextRecord
from assay.errors import MissingExtraError
from tests.curate.drawn import frozen, read, refusal
from tests.curate.web import ARTICLE, Web, page

QUICK = "allow_private=true&allow_private_pages=true&delay=0"


def results(site: Web, *paths: str) -> dict[str, object]:
    """What SearXNG answers, as far as anyone uses it."""
    return {
        "query": "rivers",
        "number_of_results": 0,
        "results": [{"url": f"{site.url}{p}", "title": p, "content": "…", "engine": "x"} for p in paths],
        "answers": [],
    }


def search(site: Web, more: str = "") -> str:
    return f"search:rivers of Oldland?engine=searxng&base_url={site.url}&{QUICK}&min_chars=100{more}"


def test_a_search_gives_the_main_text_of_each_page_with_where_it_comes_from(site: Web):
    site.pages |= {"/search": results(site, "/ado", "/ado"), "/ado": page("Rivers", *ARTICLE)}
    [record] = read(search(site, "&language=en"))
    assert isinstance(record, TextRecord)
    assert record.title == "Rivers"
    assert all(text in record.text for text in ARTICLE)
    assert "cookies" not in record.text
    assert "About us" not in record.text
    assert record.provenance.url == f"{site.url}/ado"
    assert record.provenance.time.endswith("Z")
    assert site.seen[0].query == {"q": "rivers of Oldland", "format": "json", "language": "en"}
    assert site.paths() == ["/search", "/robots.txt", "/ado"]


def test_pages_that_cannot_be_used_are_passed_over_and_counted(site: Web):
    async def pdf(_: web.Request) -> web.Response:
        return web.Response(body=b"%PDF", content_type="application/pdf")

    site.robots = "User-agent: *\nDisallow: /closed\n"
    site.pages |= {
        "/search": results(site, "/pdf", "/closed", "/gone", "/empty", "/ado"),
        "/pdf": pdf,
        "/closed": page("Closed", *ARTICLE),
        "/empty": page("Empty", "Too short."),
        "/ado": page("Rivers", *ARTICLE),
    }
    snapshot = frozen(search(site))
    assert [r.provenance.url for r in snapshot.records] == [f"{site.url}/ado"]
    notes = snapshot.sources[0].notes
    assert "1 page was passed over: it is application/pdf, not text/html" in notes
    assert "1 page was passed over: its robots.txt forbids it" in notes
    assert "1 page was passed over: it answers 404" in notes
    assert "1 page was passed over: it has no main text of 100 characters" in notes
    assert "/closed" not in site.paths()


def test_only_as_many_pages_are_fetched_as_were_asked_for(site: Web):
    texts = {f"/{i}": page(f"Page {i}", *(f"{text} Copy {i}." for text in ARTICLE)) for i in range(5)}
    site.pages |= {"/search": results(site, *texts)} | texts
    assert len(read(search(site, "&pages=2"))) == 2
    assert site.paths() == ["/search", "/robots.txt", "/0", "/1"]


def test_pages_at_private_addresses_are_refused_although_the_engine_may_be_at_one(site: Web):
    site.pages |= {"/search": results(site, "/ado"), "/ado": page("Rivers", *ARTICLE)}
    said = refusal(f"search:x?engine=searxng&base_url={site.url}&allow_private=true")
    assert "127.0.0.1 is a private address, which is refused" in said
    assert site.paths() == ["/search"]
    said = refusal(f"search:x?engine=searxng&base_url={site.url}")
    assert "allow_private=true lets it through" in said
    assert site.paths() == ["/search"]


def test_what_was_let_through_is_noted_in_the_snapshot(site: Web):
    site.pages |= {"/search": results(site, "/ado"), "/ado": page("Rivers", *ARTICLE)}
    notes = frozen(search(site)).sources[0].notes
    assert "private addresses were let through (allow_private=true)" in notes
    assert "pages at private addresses were let through (allow_private_pages=true)" in notes


def test_brave_gets_its_key_from_the_environment_and_nobody_else_sees_it(site: Web, monkeypatch, caplog, capfd):
    key = "BSA-very-secret-1234"
    answer = {"type": "search", "web": {"type": "search", "results": [{"url": f"{site.url}/ado", "title": "Rivers"}]}}
    uri = f"search:rivers?engine=brave&base_url={site.url}&{QUICK}&min_chars=100"
    assert "BRAVE_API_KEY" in refusal(uri)
    monkeypatch.setenv("BRAVE_API_KEY", key)
    site.pages |= {"/res/v1/web/search": answer, "/ado": page("Rivers", *ARTICLE)}
    with caplog.at_level(logging.DEBUG):
        snapshot = frozen(uri)
    assert site.seen[0].headers["X-Subscription-Token"] == key
    assert all(key not in str(s.headers) for s in site.seen[1:])
    assert key.encode() not in snapshot.content

    async def refuse(request: web.Request) -> web.Response:
        return web.json_response({"error": {"detail": request.headers["X-Subscription-Token"]}}, status=422)

    site.pages["/res/v1/web/search"] = refuse
    said = refusal(uri)
    assert "does not take the key" in said
    assert key not in said + caplog.text + "".join(capfd.readouterr())


def test_an_engine_that_gives_no_json_is_told_how_to(site: Web):
    async def forbidden(_: web.Request) -> web.Response:
        return web.Response(status=403)

    site.pages["/search"] = forbidden
    assert "must list 'json' under search.formats" in refusal(search(site))
    site.pages["/search"] = page("SearXNG", "The results as a page.")
    assert "it is text/html" in refusal(search(site))
    site.pages["/search"] = {"other": 1}
    assert "is not SearXNG" in refusal(search(site))


def test_a_missing_extra_is_named(site: Web, monkeypatch):
    import sys

    site.pages["/search"] = results(site)
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'assay\[web\]'"):
        frozen(search(site))


def summary(title: str, extract: str, **more: Any) -> dict[str, object]:
    """What `/api/rest_v1/page/summary/TITLE` answers."""
    return {
        "type": "standard",
        "title": title,
        "lang": "en",
        "revision": "1234567",
        "timestamp": "2026-01-02T03:04:05Z",
        "content_urls": {"desktop": {"page": f"https://en.wikipedia.org/wiki/{title.replace(' ', '_')}"}},
        "extract": extract,
    } | more


def test_wikipedia_gives_leads_with_revision_licence_and_attribution(site: Web):
    base = "/api/rest_v1/page/summary/"
    site.pages |= {
        f"{base}Green_tea": summary("Green tea", "Green tea is a tea that has not been left to oxidise."),
        f"{base}Mercury": summary("Mercury", "Mercury may refer to many things.", type="disambiguation"),
    }
    snapshot = frozen(f"wikipedia:Green tea|Mercury?base_url={site.url}&allow_private=true&delay=0")
    [record] = snapshot.records
    assert isinstance(record, TextRecord)
    assert record.text.startswith("Green tea is")
    assert record.language == "en"
    assert record.provenance.url == "https://en.wikipedia.org/wiki/Green_tea?oldid=1234567"
    assert record.provenance.licence == "CC-BY-SA-4.0"
    assert record.provenance.attribution == "Wikipedia contributors, 'Green tea'"
    assert "'Mercury' was left out: it is a page of type disambiguation" in snapshot.sources[0].notes
    assert (
        refusal(f"wikipedia:Nothing?base_url={site.url}&allow_private=true&delay=0")
        == "Wikipedia (en) has no article 'Nothing'"
    )
    site.pages[f"{base}Odd"] = {"title": "Odd"}
    assert "not Wikipedia's REST interface" in refusal(f"wikipedia:Odd?base_url={site.url}&allow_private=true&delay=0")


def bindings(*rows: dict[str, str]) -> dict[str, object]:
    """SPARQL 1.1 query results in JSON."""
    found = [
        {
            k: {"type": "uri" if v.startswith("http") else "literal", "value": v, "xml:lang": "en"}
            for k, v in row.items()
        }
        for row in rows
    ]
    return {"head": {"vars": list(rows[0])}, "results": {"bindings": found}}


def row(number: int, item: str, value: str, links: int, aliases: str = "") -> dict[str, str]:
    entity = f"http://www.wikidata.org/entity/Q{number}"
    return {
        "item": entity, "itemLabel": item, "value": f"{entity}0", "valueLabel": value, "relation": "capital",
        "links": str(links), "aliases": aliases,
    }  # fmt: skip


def test_wikidata_gives_facts_by_one_query_with_all_values_of_an_item_accepted(site: Web):
    answer = bindings(
        row(1, "France", "Paris", 300, "City of Light|Lutetia"), row(2, "Bolivia", "Sucre", 200), row(2, "Bolivia", "La Paz", 200),
        row(3, "Belmia", "Corm", 3),
    )  # fmt: skip

    async def sparql(_: web.Request) -> web.Response:
        return web.json_response(answer, content_type="application/sparql-results+json")

    site.pages["/sparql"] = sparql
    records = read(f"wikidata:P36?class=Q6256&limit=10&base_url={site.url}/sparql&allow_private=true&delay=0")
    facts = {r.subject: r for r in records}
    assert facts["France"].accept == ("City of Light", "Lutetia")
    assert (facts["Bolivia"].answer, facts["Bolivia"].accept) == ("Sucre", ("La Paz",))
    assert {s: f.rarity for s, f in facts.items()} == {"France": "common", "Bolivia": "common", "Belmia": "rare"}
    assert facts["France"].provenance.url == "http://www.wikidata.org/entity/Q1"
    assert facts["France"].provenance.licence == "CC0-1.0"
    query = site.seen[0].query["query"]
    assert "wdt:P36" in query
    assert "wd:Q6256" in query
    assert "LIMIT 10" in query
    answer.clear()
    answer["results"] = {"bindings": [{"item": {"value": "x"}}]}
    assert "gives rows without ?itemLabel" in refusal(
        f"wikidata:P36?class=Q6256&base_url={site.url}/sparql&allow_private=true"
    )
    answer.clear()
    assert "no SPARQL results" in refusal(f"wikidata:P36?class=Q6256&base_url={site.url}/sparql&allow_private=true")


@pytest.mark.parametrize("uri", ["wikidata:P36", "wikidata:36?class=Q1", 'wikidata:P36?class=Q1&language=en") } DROP'])
def test_wikidata_takes_ids_only_so_that_no_query_is_smuggled_in(uri):
    assert refusal(uri)


def test_a_json_api_is_read_along_dotted_paths(site: Web, monkeypatch):
    monkeypatch.setenv("QUIZ_KEY", "quiz-secret")
    rows = [{"id": 1, "q": {"text": "Who wrote Faust?"}, "a": ["Goethe", "Schiller", "Heine", "Lessing"], "right": 0}]
    site.pages["/api"] = {"data": {"pages": [{"rows": rows}]}}
    uri = (
        f"json:{site.url}/api?items=data.pages.0.rows&question=q.text&choices=a&answer=right&q.amount=1&q.type=multiple"
        "&licence=CC-BY-4.0&allow_private=true&key_env=QUIZ_KEY"
    )
    snapshot = frozen(uri)
    [record] = snapshot.records
    assert (record.question, record.answer, record.distractors) == (
        "Who wrote Faust?", "Goethe", ("Schiller", "Heine", "Lessing")
    )  # fmt: skip
    assert site.seen[0].query == {"amount": "1", "type": "multiple"}
    assert site.seen[0].headers["Authorization"] == "Bearer quiz-secret"
    assert b"quiz-secret" not in snapshot.content
    assert record.provenance.url == f"{site.url}/api?amount=1&type=multiple#row=1"
    assert record.provenance.licence == "CC-BY-4.0"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("items=data.page", "answers nothing at 'data.page': there is no 'page'"),
        ("items=data", "has no list at 'data'"),
        ("items=data.rows&question=q&answer=none", "row 1 has no column 'none' (for answer); it has q, a"),
        ("items=data.rows&question=q&answer=a", "row 2: 'a' is empty"),
        ("items=data.rows&q.api_key=1", "keys are read from the environment only"),
        ("itms=data.rows", "has no parameter 'itms'"),
        ("items=data.rows&kind=poem", "'poem' is no kind of record"),
        ("items=data.rows&kind=text&answer=a", "a text has no field 'answer'"),
    ],
)
def test_a_json_api_that_is_not_as_told_is_named_with_the_place(site: Web, more, said):
    site.pages["/api"] = {"data": {"rows": [{"q": "Who?", "a": "Me"}, {"q": "Where?", "a": ""}]}}
    assert said in refusal(f"json:{site.url}/api?{more}&allow_private=true&delay=0")


@pytest.mark.parametrize(
    "uri",
    [
        "search:x",
        "wikipedia:Tea",
        "wikidata:P36?class=Q6256",
        "json:https://example.org/a",
        f"hub:a/b?revision={'0' * 40}",
    ],
)
def test_offline_no_source_on_the_network_is_read(uri):
    said = refusal(uri, offline=True)
    assert said.startswith("--offline: ")
    assert "assay curate" in said
