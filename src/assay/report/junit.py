"""The report as JUnit XML, for CI servers: a suite a probe, a case a gate, or a headline score in a run without gates.

An undecided gate is a skipped case, not a failed one; a gate fails only where its whole interval lies beyond the limit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from assay.engine.plan import ProbePlan
from assay.measure.gates import Decision
from assay.records import Score
from assay.report import RunView, is_whole, report
from assay.report._visible import plain
from assay.report._words import count, interval, plural, short_model, value

__all__ = ["render"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@report("junit", suffix=".xml", file="junit.xml")
def render(view: RunView) -> str:
    """JUnit XML for CI servers: gates as test cases, undecided ones as skipped."""
    root = ET.Element("testsuites", name="assay")
    suites = [_suite(view, probe) for probe in view.probes]
    root.extend(suites)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(s.get(name, "0")) for s in suites)))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _text(text: str) -> str:
    """Text that XML can carry: what cannot be seen is written out, what XML forbids is removed."""
    return _NOT_XML.sub("", plain(text))


def _suite(view: RunView, probe: ProbePlan) -> ET.Element:
    scores = [s for s in view.scores if is_whole(s) and (s.probe, s.kind) == (probe.name, probe.kind)]
    headline = {m.name for m in probe.metrics if m.headline}
    suite = ET.Element("testsuite", name=_text(f"{probe.kind}:{probe.name}"))
    _properties(suite, view, probe, scores)
    if view.decisions:
        cases = [_gate(d) for d in view.decisions if (d.probe, d.kind) == (probe.name, probe.kind)]
    else:
        cases = [_score(s) for s in scores if s.metric in headline]
    suite.extend(cases)
    counted = {"tests": len(cases)}
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        counted[name] = sum(case.find(tag) is not None for case in cases)
    for name, n in counted.items():
        suite.set(name, str(n))
    suite.set("time", "0")
    if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", view.plan.created):
        suite.set("timestamp", view.plan.created[:19])
    return suite


def _properties(suite: ET.Element, view: RunView, probe: ProbePlan, scores: Sequence[Score]) -> None:
    """What was run, and value, low and high of every score; a number that was not measured is left out."""
    box = ET.SubElement(suite, "properties")
    pairs = [
        ("run", view.plan.run),
        ("seed", str(view.plan.seed)),
        ("assay", view.plan.assay),
        ("cases_sha256", probe.cases_sha256),
    ]
    for s in scores:
        for name, number in (("value", s.value), ("low", s.low), ("high", s.high), ("n", s.n)):
            if number is not None:
                pairs.append((f"{s.model} {s.metric} {name}", repr(number)))
    for name, worth in pairs:
        ET.SubElement(box, "property", name=_text(name), value=_text(worth))


def _case(model: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=_text(short_model(model)), name=_text(name), time="0")


def _gate(decision: Decision) -> ET.Element:
    case = _case(decision.model, decision.gate.name)
    if decision.verdict == "fail":
        ET.SubElement(case, "failure", type="gate", message=_text(decision.reason)).text = _text(decision.model)
    elif decision.verdict == "undecided":
        ET.SubElement(case, "skipped", message=_text(f"undecided: {decision.reason}"))
    return case


def _score(score: Score) -> ET.Element:
    case = _case(score.model, score.metric)
    errors = score.outcomes.get("error", 0)
    if errors:
        said = f"{count(errors)} of {plural(sum(score.outcomes.values()), 'case')} ended in an error"
        ET.SubElement(case, "error", type="incomplete", message=said)
    elif score.value is None:
        ET.SubElement(case, "skipped", message="not measured: no case counts")
    if score.value is not None:
        found = f"{value(score)}, interval {interval(score.low, score.high) or 'none'}, n = {count(score.n)}"
        ET.SubElement(case, "system-out").text = _text(found)
    return case
