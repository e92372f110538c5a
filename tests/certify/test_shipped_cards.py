"""The cards that ship: of this code, shown, published, and made by the command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from assay import probes
from assay.certify.judge.page import BEGIN, END, publish
from assay.cli._judge_cards import judges_named
from assay.engine.certificates import shipped
from assay.engine.judge_cards import CARDED, Card, card_of, changed, file_of, file_of_probe, holds, known, read_card
from assay.errors import ConfigError
from assay.probes import Probe
from assay.report._judge_cards import card_html, card_markdown, card_sentence
from assay.taxonomy import MAKERS

PROBES = [
    p
    for _, p in probes.PROBES.items()
    if p.origin.__module__.startswith("assay.probes.") and p.kind not in MAKERS  # a card is made of replies in words
]


def of_probe(probe: Probe) -> Card | None:
    return read_card(file_of_probe(probe.kind, probe.name, shipped()))


def test_names_on_the_command_line() -> None:
    assert judges_named(["refusal", "exact:contains", "canary@1", "yes-no", "yes_no", "safety/refusal", "nobody"]) == {
        "refusal": "refusal@1",
        "exact:contains": "exact@1:contains",
        "canary@1": "canary@1",
        "yes-no": "yes_no@1",
        "yes_no": "yes_no@1",
    }
    with pytest.raises(ConfigError, match="no labelled replies are known for the judge pronoun"):
        judges_named(["pronoun"])


def assay(*args: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-m", "assay", *args], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_command_certifies_a_judge(tmp_path: Path) -> None:
    code, out, _ = assay("certify", "classifier:equivalence", "-o", str(tmp_path), "--json")
    assert code == 0
    (made,) = msgspec.json.decode(out)
    assert made["schema"] == "assay/judge-card/1"
    written = card_of("classifier@1:equivalence", tmp_path)
    assert written is not None
    assert msgspec.json.decode(msgspec.json.encode(written)) == made
    code, _, shown = assay("certify", "classifier:equivalence")
    assert code == 0
    assert "one-token keys" in shown
    code, _, said = assay("certify", "pronoun")
    assert code == 2
    assert "no labelled replies are known for the judge pronoun" in said


@pytest.mark.parametrize("name", list(CARDED))
def test_every_carded_judge_ships_a_card_that_shows(name: str) -> None:
    card = card_of(name)
    assert card is not None
    assert card.judge == CARDED[name]().name == name  # type: ignore[attr-defined]
    assert f"Card {card.id}" in card_html(card)
    assert "| all |" in card_markdown(card)
    assert "expired" in card_sentence(card, changed(card, CARDED["yes_no@1" if name != "yes_no@1" else "exact@1"]()))


def test_the_shipped_cards_are_of_this_code() -> None:
    stale = [name for name in CARDED if (there := known(name)) is None or there[1]]
    assert not stale, "renew their cards: assay certify --all --expired"
    assert known("refusal@1:turn=1") == (card_of("refusal@1"), "")
    assert known("pronoun@1") is None
    assert set(file_of("x@1").parent.glob("*.json")) == {file_of(name) for name in CARDED}


@pytest.mark.parametrize("probe", PROBES, ids=lambda p: p.name)
def test_the_judge_of_every_probe_ships_a_card_of_this_code(probe: Probe) -> None:
    card = of_probe(probe)
    assert card is not None and holds(probe), "renew it: assay certify --all --expired"
    assert card.judge == f"{probe.name}:judge"
    assert len(file_of_probe(probe.kind, probe.name, shipped()).read_bytes()) < 13_000


def test_no_card_is_left_of_a_probe_that_is_gone() -> None:
    there = set((shipped() / "judges").glob("*/*.json"))
    assert there == {file_of_probe(p.kind, p.name, shipped()) for p in PROBES}


def test_the_published_page_is_made_of_the_shipped_cards(tmp_path: Path) -> None:
    docs = Path(__file__).parents[2] / "docs"
    text = (docs / "judge-cards.md").read_text()
    (tmp_path / "judge-cards.md").write_text(text[: text.index(BEGIN) + len(BEGIN)] + text[text.index(END) :])
    publish(tmp_path, [card for name in CARDED if (card := card_of(name))], [c for p in PROBES if (c := of_probe(p))])
    assert (tmp_path / "judge-cards.md").read_text() == text
    (tmp_path / "judge-cards.md").write_text("nothing")
    with pytest.raises(ConfigError, match="lost its marks"):
        publish(tmp_path, [])
