"""The page: complete, self-contained, and deaf to whatever a model writes into it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import msgspec
import pytest

from assay.records import Case, Reply, Sample, Verdict
from assay.report import REPORTS, RunView
from assay.taxonomy import DIMENSIONS
from tests.report import fake
from tests.report.pages import Page, check_golden


@pytest.fixture(scope="module")
def one() -> RunView:
    return fake.view(1)


@pytest.fixture(scope="module")
def page(one: RunView) -> Page:
    return Page(REPORTS["html"].render(one))


@pytest.fixture(scope="module")
def three() -> Page:
    return Page(REPORTS["html"].render(fake.view(3)))


def test_outline(page: Page, three: Page) -> None:
    check_golden("outline-1.txt", page.outline())
    check_golden("outline-3.txt", three.outline())


@pytest.mark.parametrize("name", ["page", "three"])
def test_nothing_is_asked_of_anybody(name: str, request: pytest.FixtureRequest) -> None:
    """No attribute that makes a browser fetch holds anything but an anchor of the page or inline data."""
    found: Page = request.getfixturevalue(name)
    ids = {e.attributes["id"] for e in found.elements if "id" in e.attributes}
    for e in found.elements:
        assert e.tag not in ("iframe", "object", "embed", "form", "base", "audio", "video", "image", "use", "img")
        for attribute, text in e.attributes.items():
            assert not attribute.startswith("on"), f"<{e.tag} {attribute}>"
            if attribute in ("src", "srcset", "action", "formaction", "poster", "ping", "background", "xlink:href"):
                pytest.fail(f"<{e.tag} {attribute}={text!r}>")
            if attribute == "href":
                assert text is not None
                assert text.startswith("data:image/svg+xml,") if e.tag == "link" else text.removeprefix("#") in ids
            assert "url(" not in (text or "") or re.fullmatch(r"url\(#[\w-]+\)", text or "")
    style = "".join(found.all("style")[0].text)
    assert "url(" not in style
    assert "@import" not in style
    assert "@font-face" not in style


def test_ids_are_unique(page: Page, three: Page) -> None:
    for found in (page, three):
        ids = [e.attributes["id"] for e in found.elements if "id" in e.attributes]
        assert len(ids) == len(set(ids))


def test_the_policy_allows_the_page_s_own_script_only(page: Page) -> None:
    (policy,) = (e.attributes["content"] for e in page.all("meta") if "http-equiv" in e.attributes)
    assert policy is not None
    (script,) = page.all("script")
    digest = base64.b64encode(hashlib.sha256("".join(script.text).encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe-inline" not in policy.split("script-src")[1]


def test_every_metric_of_the_plan_is_a_row(one: RunView, page: Page, three: Page) -> None:
    for found, models in ((page, 1), (three, 3)):
        rows = [e.attributes["data-metric"] for e in found.all("tbody") if "data-metric" in e.attributes]
        assert rows == [m.name for p in one.probes for m in sorted(p.metrics, key=lambda m: not m.headline)]
        assert len(found.all("tr", cls="row")) == models * len(rows)


def test_every_score_says_what_it_was_given(one: RunView, page: Page) -> None:
    """Value, interval, n, null and direction of each score stand in its row."""
    rows = page.all("tr", cls="row")
    metrics = [(p, m) for p in one.probes for m in sorted(p.metrics, key=lambda m: not m.headline)]
    for row, (probe, metric) in zip(rows, metrics, strict=True):
        score = one.score(probe, fake.MODELS[0], metric.name)
        assert score is not None and score.value is not None and score.low is not None and score.high is not None
        words = row.words
        assert words.startswith(metric.name)
        numbers = [float(x.replace("\N{MINUS SIGN}", "-")) for x in re.findall(r"[\N{MINUS SIGN}]?\d+\.\d+", words)]
        for wanted in (score.value, score.low, score.high):
            assert any(abs(wanted - x) < 0.006 for x in numbers), (metric.name, wanted, words)
        assert f"n = {score.n}" in words
        assert f"{score.outcomes['scored']} scored" in words
        assert ("null" in words) == (score.null is not None)


def test_dimensions_that_were_not_measured_are_named(page: Page) -> None:
    measured = {p.name.split("/")[0] for p in fake.PROBES}
    (caption,) = (e for e in page.all("figcaption") if "Not measured" in e.words)
    for name in DIMENSIONS:
        assert (name in caption.words) == (name not in measured)


def test_pictures_say_the_same_in_words(page: Page) -> None:
    pictures = page.all("svg", cls="chart")
    assert len(pictures) == 5, "trust and outcomes, wide and narrow each, and the reliability picture"
    ids = {e.attributes["id"]: e for e in page.elements if "id" in e.attributes}
    for picture in pictures:
        assert picture.attributes["role"] == "img"
        title, said = (ids[key] for key in (picture.attributes["aria-labelledby"] or "").split())
        assert title.words
        assert re.search(r"\d", said.words)
    for mark in page.all("svg", cls="mark"):
        assert (
            mark.attributes.get("aria-hidden") == "true"
            or mark.attributes.get("aria-label")
            or not mark.inside.count("table")
        )


def test_model_text_is_escaped_and_what_hides_is_shown(page: Page) -> None:
    text = REPORTS["html"].render(fake.view(1))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert "\u202e" not in text and "\x00" not in text and "\x1b" not in text
    marks = {e.words for e in page.all("span", cls="ctl")}
    assert {"U+202E", "U+202C", "U+001B", "U+0000"} <= marks


@pytest.mark.parametrize(
    "place", ["prompt", "system", "reference", "tag", "group", "data", "label", "why", "reply", "tool"]
)
def test_no_field_of_a_sample_can_write_markup(one: RunView, place: str) -> None:
    evil = '"><script>x()</script><b onmouseover=y()>{{ 7*7 }}{% raw %}\u2066]]>'
    put = {name: evil if name == place else "plain" for name in ("prompt", "system", "reference", "tag", "group")}
    from assay.records import Message, ToolCall

    case = Case(
        id="1",
        messages=(Message("system", put["system"]), Message("user", put["prompt"])),
        reference=put["reference"],
        group=put["group"],
        variation=put["group"],
        tags={put["tag"]: put["tag"]},
        data={"claim": evil if place == "data" else "plain"},
    )
    call = ToolCall(name=evil, arguments=evil) if place == "tool" else ToolCall(name="f")
    sample = Sample(
        model=fake.MODELS[0],
        probe=fake.PROBES[0].name,
        case=case,
        replies=(
            Reply(text=evil if place == "reply" else "plain", tool_calls=(call,)),
            Reply(state="error", error=evil),
        ),
        verdict=Verdict("scored", 1.0, evil if place == "label" else "", {}, "", evil if place == "why" else ""),
    )
    found = Page(REPORTS["html"].render(replace(one, samples=lambda: iter([sample]))))
    assert len(found.all("script")) == 1
    assert "{{ 7*7 }}" in found.text
    assert not any("onmouseover" in e.attributes for e in found.elements)


def test_plan_text_is_escaped(one: RunView) -> None:
    evil = "<script>x()</script>"
    probe = msgspec.structs.replace(one.plan.probes[0], description=evil, source=evil, judge=evil, title=evil)
    plan = msgspec.structs.replace(one.plan, probes=(probe,), suites=(evil,))
    found = Page(REPORTS["html"].render(replace(one, plan=plan, notes=(evil,))))
    assert len(found.all("script")) == 1
    assert evil in found.text


def test_sensitive_samples_are_folded_and_blurred(page: Page) -> None:
    folds = page.all("details", cls="cases")
    assert len(folds) == len(fake.PROBES)
    assert not any("open" in e.attributes for e in folds)
    veiled = [e for e in folds if "veil" in (e.attributes["class"] or "").split()]
    assert [e.attributes["id"] for e in veiled] == ["c-p-llm-safety-refusal"]
    assert "show the words" in veiled[0].words
    style = "".join(page.all("style")[0].text)
    assert re.search(r"\.veil \.words \{[^}]*blur", style)


def test_what_was_not_measured_is_never_a_number() -> None:
    found = Page(REPORTS["html"].render(fake.emptied(fake.view(2))))
    for row in found.all("tr", cls="row"):
        assert "not measured" in row.words
        assert "n = 0" in row.words
        assert not re.search(r"\b[01]\.\d\d\b", re.sub(r"chance [\d.]+", "", row.words)), row.words
    assert "trust mean" in found.all("p", cls="lead")[0].words
    assert "0.00" not in found.all("dl", cls="figures")[0].words
    assert not found.all("svg", id="trust-wide")


def test_a_run_without_samples_and_without_scores() -> None:
    bare = replace(fake.view(1, gates=False), scores=(), trust=(), samples=lambda: iter(()))
    found = Page(REPORTS["html"].render(bare))
    assert "No judged case is recorded" in found.text
    assert "The run is not complete: 0 of 1,320" in found.text
    assert len(found.all("tr", cls="row")) == sum(len(p.metrics) for p in fake.PROBES)


def test_an_unfinished_run_says_so(one: RunView) -> None:
    rows = list(fake.samples(1, 120))[:1000]
    found = Page(REPORTS["html"].render(replace(one, samples=lambda: iter(rows))))
    assert "The run is not complete: 1,000 of 1,320 planned cases are recorded." in found.text


def test_the_command_repeats_the_run(one: RunView) -> None:
    plan = msgspec.structs.replace(one.plan, gate="my gates.yaml", cache=False, limit=None)
    (line,) = Page(REPORTS["html"].render(replace(one, plan=plan))).all("pre")
    assert line.words == (
        "assay run quick -m llamacpp:smollm2-135m --seed 7 --gate 'my gates.yaml' --offline --no-cache"
    )


def test_same_run_same_bytes(one: RunView) -> None:
    again = fake.view(1)
    rows = list(again.samples())
    turned = replace(again, samples=lambda: iter(rows[::-1]))
    assert REPORTS["html"].render(one) == REPORTS["html"].render(turned), "the order of the journal must not matter"


def test_stays_small_for_many_long_samples(one: RunView) -> None:
    """20 models would be too much text for one page; the longer it gets, the shorter each sample is cut."""

    def long() -> list[Sample]:
        return [
            msgspec.structs.replace(
                s, replies=tuple(msgspec.structs.replace(r, text=r.text + "word " * 4000) for r in s.replies)
            )
            for s in fake.samples(3, 60)
        ]

    rows = long()
    view = replace(fake.view(3, 60), samples=lambda: iter(rows))
    assert sum(len(r.text) for s in rows for r in s.replies) > 20_000_000
    assert len(REPORTS["html"].render(view).encode()) < 2_000_000


@pytest.mark.slow
def test_50_000_samples_stream_into_a_small_page(one: RunView) -> None:
    small = fake.view(1, 200)
    view = replace(small, samples=lambda: fake.samples(1, 4600))
    text = REPORTS["html"].render(view)
    assert "50,600" in text
    assert len(text.encode()) < 2_000_000
