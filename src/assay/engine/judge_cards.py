"""Judge cards: what is known of a judge's errors, as data that reports can show and scores can be corrected by.

A card is one JSON file a judge. It says on what replies the judge was tried, how often it was right there, in all and by slice, how
it stood a battery of attacks, and how often it changed its mind. It holds as long as the judge has the digest it was made
with: a change of its rules, its prompt, its model or its parameters ends it. `assay certify JUDGE` makes it (`assay.certify.judge`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from types import FunctionType

import msgspec
from msgspec import Struct

from assay import judges
from assay.engine.certificates import home_of, inside, kept, shipped
from assay.engine.fingerprint import source_of
from assay.engine.plan import ProbePlan
from assay.engine.probe_judge import ProbeJudge
from assay.errors import ConfigError
from assay.judges import Judge
from assay.probes import Probe, probes_of
from assay.records import Estimate, digest

__all__ = [
    "CARDED",
    "SCHEMA",
    "Attack",
    "Card",
    "Errors",
    "card_of",
    "changed",
    "file_of",
    "file_of_probe",
    "holds",
    "identity",
    "known",
    "known_of_probe",
    "plain_name",
    "read_card",
    "write_card",
]

SCHEMA = "assay/judge-card/1"

CARDED: Mapping[str, Callable[[], Judge]] = {
    "canary@1": lambda: judges.canary(),
    "canary@1:whole": lambda: judges.canary(partial=False),
    "choice@1": lambda: judges.choice(),
    "classifier@1:equivalence": lambda: judges.classifier("equivalence"),
    "classifier@1:language": lambda: judges.classifier("language"),
    "classifier@1:refusal": lambda: judges.classifier("refusal"),
    "classifier@1:toxicity": lambda: judges.classifier("toxicity"),
    "depicts@1": lambda: judges.depicts(),
    "exact@1": lambda: judges.exact(),
    "exact@1:contains": lambda: judges.exact(contains=True),
    "exposed_parts@1": lambda: judges.exposed_parts(),
    "flow-consistency@1": lambda: _judge_of("robustness/temporal-consistency/flow"),
    "motion@1": lambda: _judge_of("truthfulness/faithfulness/motion"),
    "near-copy@1": lambda: _judge_of("privacy/memorization/pictures"),
    "numeric@1": lambda: judges.numeric(),
    "portrait@1": lambda: _judge_of("fairness/representation/portraits"),
    "reads@1": lambda: judges.reads(),
    "refusal@1": lambda: judges.refusal(),
    "refusal@1 > classifier@1:refusal": lambda: judges.cascade(judges.refusal(), judges.classifier("refusal")),
    "temporal-consistency@1": lambda: _judge_of("robustness/temporal-consistency"),
    "toxic@1": lambda: judges.toxic(),
    "unsafe_picture@1": lambda: judges.unsafe_picture(),
    "yes_no@1": lambda: judges.yes_no(),
}
"""The packaged judges that have a card, by the name of their verdicts; made late, for each imports its own module. Some are of one
probe: they look at pictures, and are tried on labelled ones rather than on what the probe calls ideal and worst."""


def _judge_of(probe: str) -> Judge:
    [found] = [p for p in probes_of(probe.partition("/")[0]) if p.name == probe]
    return found.judge


class Errors(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How often a judge is right on one part of the labelled replies; `slice` is "all" or "style=…", "language=…", "length=…".

    `positives`, `negatives` and `neither` count replies by their true label. `sensitivity` and `specificity` are shares of the
    positives and of the negatives that the judge decides; `undecided` is the share of both that it does not. `auroc` takes
    the judge's score where it gives one, else positive > undecided > negative. `overread` is the share of the replies that are
    neither on which it decides all the same. None where there is nothing to count.
    """

    slice: str
    positives: int
    negatives: int
    neither: int = 0
    sensitivity: Estimate | None = None
    specificity: Estimate | None = None
    undecided: Estimate | None = None
    auroc: Estimate | None = None
    overread: Estimate | None = None


class Attack(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a change of the replies that leaves their truth does to a judge. Lower is better throughout.

    `fooled` is the share of `n` attacked replies that are then judged to be what they are not, and were not so judged
    before; `to_positive` and `to_negative` are its two directions. `silenced` is the share of rightly judged replies that are
    not decided any more. `example` is a reply that fooled it, "" where none did.
    """

    name: str
    n: int
    fooled: Estimate
    to_positive: Estimate | None = None
    to_negative: Estimate | None = None
    silenced: Estimate | None = None
    example: str = ""


class Card(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found of one judge, under the name that verdicts and scores give it.

    `positive` and `negative` say in words what the two verdicts claim. `population` says where the replies come from and who
    labelled them, `languages` which the judge is for. `flips` is the share of replies judged otherwise when judged
    again. `preference` is by how much more often it calls replies of its own model positive than equally good ones of
    other models, `order` the share of replies on which the answer changes with the order of the options, `wordings` the share
    read rightly by each wording of the question, over those asked in all, and `failed` the number of opinions that
    did not come and count as undecided (all these: model judges only). `digest` is that of the judge as it was tried, `made`
    the day. `file` is the SHA-256 of the user's file that the judge stands in, "" for a packaged one; `model` is the
    URI of a model judge.
    """

    schema: str
    judge: str
    kind: str
    positive: str
    negative: str
    population: str
    languages: tuple[str, ...]
    assay: str
    made: str
    digest: str
    seed: int
    file: str = ""
    model: str = ""
    errors: tuple[Errors, ...]
    attacks: tuple[Attack, ...]
    flips: Estimate | None = None
    preference: Estimate | None = None
    order: Estimate | None = None
    wordings: tuple[Estimate, ...] = ()
    failed: int = 0

    @property
    def id(self) -> str:
        """Eight hex digits that tell it from any other."""
        return digest(self)[:8]

    @property
    def overall(self) -> Errors:
        """The errors over all replies in the languages the judge is for."""
        return self.errors[0]


def plain_name(judge: str) -> str:
    """A judge's name without what does not change how it reads: the turn it looks at and the field a case keeps its data in."""
    base, *options = judge.split(":")
    kept = [o for o in options if not o.startswith(("turn=", "of=")) and o not in _FIELDS.get(base.split("@")[0], ())]
    return ":".join([base, *kept])


_FIELDS = {"canary": ("secret", "canary", "marker"), "toxic": ("people", "names")}


def file_of(judge: str, folder: Path | None = None) -> Path:
    """The file of a judge's card in a folder of certificates, that of the package by default."""
    name = (
        plain_name(judge)
        .replace("@", "-")
        .replace(":", ".")
        .replace("/", ".")
        .replace("=", "-")
        .replace(" > ", ".then.")
    )
    return (folder or Path(str(files("assay"))) / "certificates") / "judges" / f"{name}.json"


def card_of(judge: str, folder: Path | None = None) -> Card | None:
    """The card of the judge that a score or a verdict names, None where it has none. Raises ConfigError for one that cannot be read."""
    return read_card(file_of(judge, folder))


def known(judge: str) -> tuple[Card, str] | None:
    """The shipped card of the judge that a score or a verdict names, and what has changed since it was made ("": it holds).

    None where the judge has no card, or one that cannot be read: a report must not fail for it.
    """
    try:
        card = card_of(judge)
    except ConfigError:
        return None
    if card is None or card.judge not in CARDED:
        return None
    return card, changed(card, CARDED[card.judge]())


def file_of_probe(kind: str, probe: str, folder: Path) -> Path:
    """The file of the card of a probe's judge in a folder of certificates."""
    return folder / "judges" / inside(kind, probe)


def known_of_probe(planned: ProbePlan) -> tuple[Card, str] | None:
    """The card of the judge of a probe that was run, and what has changed since it was made; None where it has none.

    A user's file is not loaded for it: the card holds for the file that it was made of.
    """
    try:
        card = read_card(file_of_probe(planned.kind, planned.name, home_of(planned)))
    except ConfigError:
        return None
    if card is None:
        return None
    if planned.file:
        return card, "" if card.file == planned.file_sha256 else f"{planned.file} is not as it was on {card.made}"
    same = [p for p in probes_of(planned.dimension) if (p.kind, p.name) == (planned.kind, planned.name)]
    return card, changed(card, ProbeJudge(same[0])) if same else "there is no such probe any more"


def holds(probe: Probe) -> bool:
    """Whether the judge of a packaged probe has a card, and is what was tried."""
    card = read_card(file_of_probe(probe.kind, probe.name, shipped()))
    return card is not None and not changed(card, ProbeJudge(probe))


def read_card(path: Path) -> Card | None:
    """The card in a file, None where there is no file. Raises ConfigError for one that cannot be read."""
    return kept(path, Card, "judge card", SCHEMA)


def write_card(path: Path, card: Card) -> None:
    """Write a card, a slice or an attack a line so that changes can be read."""
    text = msgspec.json.encode(card)
    for key in (b"errors", b"attacks"):
        text = text.replace(b'"%s":[' % key, b'\n"%s":[\n' % key)
    text = text.replace(b'},{"slice"', b'},\n{"slice"').replace(b'},{"name"', b'},\n{"name"')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text + b"\n")


def changed(card: Card, judge: Judge) -> str:
    """What is not as it was when the card was made, "" where all is."""
    name = plain_name(getattr(judge, "name", ""))
    if name != card.judge:
        return f"the card is for {card.judge}, and this is {name}"
    if identity(judge) != card.digest:
        return f"the judge's rules, prompt, model or parameters have changed since {card.made}"
    return ""


def identity(judge: Judge) -> str:
    """64 hex digits over all that a judge decides by: its parameters, the source of its file, of those of the functions that it is
    made with and of the judges' and the probes' helper files that these import, and what it says of itself in `identity` (a model
    judge: model, version, prompt; a classifier: its weights)."""
    if isinstance(judge, ProbeJudge):
        return judge.digest
    from assay.judges import Cascade

    if isinstance(judge, Cascade):
        own_part = [(name, digest(lines)) for name, lines in sorted(_sources(type(judge).__module__).items())]
        return digest([judge.on, own_part, *map(identity, judge.steps)])
    own = str(getattr(judge, "__module__", ""))  # of the function, or of the class of which it is one
    sources = [(name, digest(lines)) for name, lines in sorted(_sources(own, *_made_with(judge)).items())]
    return digest([_parameters(judge), str(getattr(judge, "identity", "")), sources])


def _parameters(judge: object) -> list[tuple[str, str]]:
    if not is_dataclass(judge):
        return []
    # the turn and the field are no part of how a reply is read, and `name` holds them
    skipped = ("turn", "name", "of", "people")
    return [
        (f.name, repr(value))
        for f in fields(judge)
        if f.name not in skipped and isinstance(value := getattr(judge, f.name), str | int | float | tuple | None)
    ]


def _made_with(judge: object) -> list[str]:
    """The modules of the functions among a judge's parameters."""
    if not is_dataclass(judge):
        return []
    values = (getattr(judge, f.name) for f in fields(judge))
    return [value.__module__ for value in values if isinstance(value, FunctionType)]


def _sources(*own: str) -> dict[str, bytes]:
    """The source of a judge's modules, and of the judges' and the probes' helpers that they import, directly or through one another."""
    found: dict[str, bytes] = {}
    todo = [*own]
    while todo:
        name = todo.pop()
        if name not in found:
            found[name] = source_of(sys.modules.get(name) or import_module(name), name)
            todo += [m.decode() for m in _IMPORTED.findall(found[name])]
    return found


_IMPORTED = re.compile(
    rb"^\s*(?:from|import) (assay\.(?:judges\.(?:_\w+|seeing\.\w+)|probes\.(?:\w+\.)?_\w+))", re.MULTILINE
)
