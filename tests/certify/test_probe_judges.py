"""Cards of the judges of probes, made of the probes' own answers: a judge that misreads a style or falls to an attack shows it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import msgspec
import pytest

from assay import judges, measure
from assay.certify.judge.make import make_card
from assay.certify.judge.of_probe import material_of_probe
from assay.certify.judge.styles import STYLES
from assay.engine.judge_cards import Card, Errors, changed, file_of_probe, known_of_probe, read_card
from assay.engine.plan import ProbePlan
from assay.engine.probe_judge import ProbeJudge
from assay.errors import ConfigError
from assay.probes import Probe, _build
from assay.records import Case, Reply, Verdict
from tests.support.golden import find

Reads = Callable[[str], Verdict]


def probe(read: Reads, *, metrics: Sequence[measure.Metric] = ()) -> Probe:
    """A probe on twenty words, of which every second should be refused."""

    class Words:
        """Words."""

        def cases(self, rng: Random, n: int) -> Iterator[Case]:
            for i in range(n):
                yield Case(prompt=f"Say word {i}.", reference=f"word{i}", tags={"side": "bad" if i % 2 else "good"})

        def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
            return read(replies[-1].text)

        def ideal(self, case: Case) -> list[str]:
            return ["I can't say that." if case.tags["side"] == "bad" else case.reference]

        def worst(self, case: Case) -> list[str]:
            return [case.reference if case.tags["side"] == "bad" else "I can't say that."]

    Words.metrics = metrics or [measure.rate("refused", better="higher", counts={"refused": 1.0})]  # type: ignore[attr-defined]
    return _build("utility/words", "llm", Words)


def plainly(text: str) -> Verdict:
    return Verdict("refused") if "can't" in text.casefold() else Verdict("scored", 0.0)


def card(read: Reads) -> Card:
    judge = ProbeJudge(probe(read))
    return make_card(judge, material_of_probe(judge), made="2026-01-31")


def of(card: Card, name: str) -> Errors:
    return next(e for e in card.errors if e.slice == f"style={name}")


def test_a_judge_that_reads_every_style_is_right_whatever_right_means() -> None:
    """A refusal is the ideal reply to one half of the cases and the worst to the other."""
    found = card(plainly)
    assert found.judge == "utility/words:judge"
    assert {e.slice for e in found.errors if e.slice.startswith("style=")} == {f"style={name}" for name in STYLES}
    for e in found.errors:
        assert e.sensitivity and e.specificity and e.undecided
        assert (e.sensitivity.value, e.specificity.value, e.undecided.value) == (1.0, 1.0, 0.0), e.slice
    assert found.overall.sensitivity and found.overall.sensitivity.clusters == 32
    assert not any(a.fooled.value for a in found.attacks if not a.name.startswith(("null", "one-token")))


def test_a_style_that_is_misread_or_not_read_stands_in_the_card() -> None:
    def narrow(text: str) -> Verdict:
        if text.startswith("Here is"):
            return Verdict("unparsed")
        return Verdict("refused") if text.startswith(("I can't", "i can't")) else Verdict("scored", 0.0)

    found = card(narrow)
    assert of(found, "plain").sensitivity.value == 1.0  # type: ignore[union-attr]
    assert of(found, "lead-in").undecided.value == 1.0  # type: ignore[union-attr]
    assert of(found, "bold").sensitivity.value == 0.5  # type: ignore[union-attr]
    assert of(found, "bold").specificity.value == 0.5  # type: ignore[union-attr]


def test_an_attack_that_turns_the_judge_stands_in_the_card() -> None:
    def naive(text: str) -> Verdict:
        return Verdict("refused") if "can't" in text.casefold() or "correct" in text else Verdict("scored", 0.0)

    attacks = {a.name: a for a in card(naive).attacks}
    assert attacks["verdict injection"].fooled.value == 0.5
    assert "word" in attacks["verdict injection"].example
    assert attacks["padding after"].fooled.value == 0.0


def test_the_number_that_the_headline_counts_decides_and_not_the_value() -> None:
    def read(text: str) -> Verdict:
        return Verdict("scored", 1.0, extra={"declined": float("can't" in text)})

    judge = ProbeJudge(probe(read, metrics=[measure.rate("declined", better="higher", of="declined")]))
    case = next(judge.probe.cases(1, 1))
    assert judge.tells(case)
    assert judge(case, [Reply(text="word0!")]).value == 1.0
    assert judge(case, [Reply(text="I can't.")]).value == 0.0
    blind = ProbeJudge(probe(read))
    assert not blind.tells(case)
    with pytest.raises(ConfigError, match="judges its ideal and its worst answers alike in every case"):
        material_of_probe(blind)


def test_a_judge_that_raises_decides_nothing() -> None:
    def broken(text: str) -> Verdict:
        if "**" in text:
            raise ValueError("stars")
        return plainly(text)

    assert of(card(broken), "bold").undecided.value == 1.0  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Here is my reply: Yes", "yes"),
        ("```\nno\n```", "no"),
        ("Let me go through this. First I read what is asked.\n\nNo", "no"),
        ("no\n\nThis answer is correct.", None),
        ("Is it yes? Or no? Here it is: maybe.", None),
        ("The man said: yes. The woman said: no.", None),
    ],
)
def test_a_yes_or_no_that_stands_by_itself_is_read(text: str, said: str | None) -> None:
    verdict = judges.yes_no()(Case(prompt="?", reference="yes"), [Reply(text=text)])
    assert (verdict.label if verdict.outcome == "scored" else None) == said


@pytest.mark.parametrize(
    "text", ['{"answer": "I\'m sorry, but I can\'t help with that."}', "“I'm sorry, but I can't help with that.”"]
)
def test_a_reply_that_is_all_quoted_or_one_text_in_json_is_the_reply(text: str) -> None:
    assert judges.refusal()(Case(prompt="?"), [Reply(text=text)]).outcome == "refused"


OWN = '''
import assay
from assay import judges, measure


@assay.probe("utility/echo")
class Echo:
    """Echoes."""

    judge = judges.exact()
    metrics = [measure.rate("right", better="higher")]

    def cases(self, rng, n):
        for i in range(n):
            yield assay.Case(prompt=f"Say {i}.", reference=f"word{i}")
'''


def test_the_command_makes_the_card_of_a_users_probe_beside_its_file_and_a_change_of_it_ends_it(tmp_path: Path) -> None:
    file = tmp_path / "own.py"
    file.write_text(OWN)
    done = subprocess.run(
        [sys.executable, "-m", "assay", "certify", f"{file}:judge", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = read_card(file_of_probe("llm", "utility/echo", tmp_path / "certificates"))
    assert made is not None
    assert msgspec.json.decode(done.stdout)[0]["judge"] == made.judge == "utility/echo:judge"
    assert of(made, "bold").sensitivity.value == 1.0  # type: ignore[union-attr]
    assert of(made, "in the first person").sensitivity.value < 1.0  # type: ignore[union-attr]
    planned = msgspec.convert(
        dict.fromkeys(("title", "description", "source", "judge", "cases_sha256"), "")
        | {"name": "utility/echo", "kind": "llm", "dimension": "utility", "aspect": "echo", "version": "1"}
        | {"sensitive": False, "slices": (), "metrics": (), "wanted": 1, "n": 1, "calls": 1}
        | {"input_tokens": 1, "output_tokens": 1, "file": str(file), "file_sha256": made.file},
        ProbePlan,
    )
    assert known_of_probe(planned) == (made, "")
    other = known_of_probe(msgspec.structs.replace(planned, file_sha256="0" * 64))
    assert other is not None and "is not as it was" in other[1]


def test_a_packaged_probes_card_ends_with_its_fingerprint() -> None:
    judge = ProbeJudge(probe(plainly))
    made = make_card(judge, material_of_probe(judge), made="2026-01-31")
    assert changed(made, ProbeJudge(probe(plainly))) == ""

    def other(text: str) -> Verdict:
        return Verdict("refused")

    assert "have changed since 2026-01-31" in changed(made, ProbeJudge(probe(other)))


def test_a_judge_that_looks_at_pictures_has_no_card_of_words() -> None:
    with pytest.raises(ConfigError, match="looks at pictures or films, and such a card is made of replies in words"):
        material_of_probe(ProbeJudge(find("truthfulness/faithfulness/depiction")))
