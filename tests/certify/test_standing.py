"""Where a score stands: a certificate is found beside the probe, named by scores, shown by reports, and expires."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

import assay
from assay.certify.make import certify
from assay.certify.page import publish
from assay.cli import app
from assay.engine import certificates
from assay.engine.fingerprint import fingerprint
from assay.errors import ConfigError
from assay.records import digest
from tests.certify.probes import SUMS
from tests.support.golden import packaged

DOCS = Path(__file__).parents[2] / "docs"

PROBE = '''"""Sums."""

import assay


@assay.probe("NAME")
class CountedSums:
    """Adds two whole numbers."""

    def cases(self, rng, n):
        for _ in range(n):
            a, b = rng.randrange(100), rng.randrange(100)
            yield assay.Case(prompt=f"What is {a} + {b}?", reference=str(a + b))

    judge = assay.judges.exact(contains=True)
    metrics = [assay.measure.rate("accuracy", better="higher", counts={"refused": 0.0})]
'''


def cli(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


def certificate_of(file: Path, where: Path) -> str | None:
    done = assay.run([str(file)], models=["planted:perfect"], seed=3, limit=20, output=where, cache=False)
    return done.scores[0].certificate


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A user's file, with a name for its probe that no other test has: one process registers a name once."""
    file = tmp_path / "sums.py"
    file.write_text(source(tmp_path))
    return file


def source(folder: Path) -> str:
    return PROBE.replace("NAME", name_in(folder))


def name_in(folder: Path) -> str:
    return f"utility/sums-{digest(str(folder))[:8]}"


def kept_in(folder: Path) -> Path:
    return folder / "certificates" / certificates.inside("llm", name_in(folder))


def test_the_command_certifies_a_users_file_and_runs_find_it(mine: Path, tmp_path: Path) -> None:
    assert certificate_of(mine, tmp_path / "before") is None
    before = (tmp_path / "before" / "report.html").read_text()
    assert f"assay certify {mine}" in before

    found = json.loads(cli("certify", str(mine), "--limit", "40", "--seeds", "3", "--json"))
    assert found[0]["schema"] == "assay/certificate/1"
    assert found[0]["metrics"][0]["certified"] is True
    kept = kept_in(tmp_path)
    assert json.loads(kept.read_text()) == found[0]

    text = certificate_of(mine, tmp_path / "after")
    assert text is not None
    assert re.fullmatch(r"certified \d{4}-\d\d-\d\d \([0-9a-f]{8}\)", text)
    after = (tmp_path / "after" / "report.html").read_text()
    assert text[-9:-1] in after
    assert "dose of <code>worst</code>" in after
    assert "The only score is" not in after


def test_a_certificate_ends_when_the_probe_changes_and_not_for_a_comment(mine: Path, tmp_path: Path) -> None:
    cli("certify", str(mine), "--limit", "20", "--seeds", "2")
    mine.write_text(source(tmp_path).replace("    judge =", "    # what is read\n\n    judge ="))
    text = certificate_of(mine, tmp_path / "comment")
    assert text is not None
    assert text.startswith("certified")
    for name, old, new, why in (
        ("judge", "contains=True", "contains=False", "exact@1:contains was certified, and this is exact@1"),
        (
            "version",
            "    judge =",
            '    version = "2"\n    judge =',
            "version 1 of the probe was certified, and this is version 2",
        ),
        ("cases", "randrange(100), rng", "randrange(99), rng", "have changed since"),
    ):
        mine.write_text(source(tmp_path).replace(old, new))
        text = certificate_of(mine, tmp_path / name)
        assert text is not None
        assert text.startswith("expired: "), name
        assert why in text
        assert certificates.standing(text) == "expired"


def test_a_new_version_of_the_judge_ends_a_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sums.json"
    certificates.write(path, certify(SUMS, n=20, seeds=2, made="2026-11-21"))
    monkeypatch.setattr(certificates, "file_of", lambda probe: path)
    assert certificates.holds(SUMS)
    newer = replace(SUMS, judge=replace(SUMS.judge, name="exact@99"))
    said = certificates.texts(newer)("accuracy")
    assert said == f"expired: the judge {SUMS.judge_name} was certified, and this is exact@99"


def test_a_change_of_what_the_judge_says_changes_the_fingerprint() -> None:
    def kinder(case: assay.Case, replies: object) -> object:
        return SUMS.judge(case, replies[:0] or replies) if case.reference != "1" else None  # type: ignore[index]

    assert fingerprint(SUMS) == fingerprint(SUMS)
    assert fingerprint(replace(SUMS, judge=kinder)) != fingerprint(SUMS)
    assert fingerprint(replace(SUMS, metrics=(replace(SUMS.metrics[0], counts={}),))) != fingerprint(SUMS)


def test_an_attacker_ends_no_certificate() -> None:
    probe = next(p for p in packaged() if p.name == "safety/jailbreak")
    said = certificates.texts(probe.with_attacker())
    assert certificates.standing(said("discrimination")) == "certified"
    assert [certificates.standing(said(m.name)) for m in probe.attacked] == ["uncertified"] * len(probe.attacked)


def test_a_certificate_that_cannot_be_read_costs_no_score(mine: Path, tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    kept.parent.mkdir(parents=True)
    kept.write_text("{}")
    text = certificate_of(mine, tmp_path / "run")
    assert text is not None
    assert text.startswith("uncertified: ")
    assert "delete it, or make it anew" in text
    with pytest.raises(ConfigError, match="is no certificate that can be read"):
        certificates.read(kept)


def test_the_command_says_what_to_name(tmp_path: Path) -> None:
    for arguments in ([], ["--expired", "safety/refusal"], ["safety/refusal", "--all"]):
        assert isinstance(CliRunner().invoke(app, ["certify", *arguments]).exception, ConfigError)
    cli("certify", "ethics/norms", "--limit", "10", "--seeds", "2", "--doses", "0,.5,1", "-o", str(tmp_path))
    found = certificates.read(tmp_path / "llm" / "ethics.norms.json")
    assert found is not None
    assert found.doses == (0.0, 0.5, 1.0)


def test_the_shipped_certificates_are_of_this_code() -> None:
    probes = packaged()
    stale = [p.name for p in probes if not certificates.holds(p)]
    assert stale == [], "these have changed since they were certified; run: assay certify --all --expired"
    files = {f.name for f in certificates.shipped().rglob("*.json") if f.parent.name != "judges"}
    left = files - {Path(certificates.inside(p.kind, p.name)).name for p in probes}
    assert left == set(), "certificates of probes that are gone; delete them"


def test_the_page_and_the_picture_are_of_the_shipped_certificates(tmp_path: Path) -> None:
    shutil.copy(DOCS / "certificates.md", tmp_path)
    for path in publish(tmp_path, packaged()):
        assert path.read_text() == (DOCS / path.name).read_text(), "run: assay certify --all --expired"


def test_every_shipped_headline_is_certified() -> None:
    found = [(p.name, r) for p in packaged() if (c := certificates.read(certificates.file_of(p))) for r in c.metrics]
    bare = {(name, r.metric) for name, r in found if r.headline and not r.certified}
    assert bare == set()
    declared = {(p.name, m) for p in packaged() for moved in p.faults.values() for m in moved}
    assert {(n, r.metric) for n, r in found if not r.certified} & declared == set()
    assert all(msgspec.to_builtins(r) for _, r in found)
