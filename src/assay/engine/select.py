"""From what a user names (suites, probes, globs, YAML and Python files) to the probes to run and how many cases."""

from __future__ import annotations

import difflib
import importlib.util
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec
from msgspec import Struct

from assay.cases.curate.record import Record
from assay.engine.plan import Plan
from assay.errors import AssayError, ConfigError, MissingExtraError, ProbeError
from assay.probes import PROBES, Probe, probes_of
from assay.records import Case, Kind, digest
from assay.taxonomy import DIMENSIONS, ENGLISH, LANGUAGES, title

__all__ = [
    "DEFAULT_N",
    "NotOfKindError",
    "Picked",
    "Suite",
    "SuiteEntry",
    "find_probes",
    "in_language",
    "load_probe_file",
    "load_suites",
    "planned",
    "select",
    "within",
]

DEFAULT_N = 100
"""Cases a probe, where neither the user nor a suite says otherwise."""


class NotOfKindError(ConfigError):
    """What is named has no probe for the kinds of the models, only for `kinds`."""

    def __init__(self, sentence: str, probes: Iterable[Probe]) -> None:
        super().__init__(sentence)
        self.kinds = frozenset(probe.kind for probe in probes)


class SuiteEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A probe of a suite by name or glob, with a number of cases and a title of its own."""

    probe: str
    n: int | None = None
    title: str = ""


class Suite(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named list of probes with budgets, from a YAML file. `n` is the number of cases a probe."""

    name: str
    description: str = ""
    n: int = DEFAULT_N
    probes: tuple[SuiteEntry | str, ...]


@dataclass(frozen=True)
class Picked:
    """A probe to run with `n` cases; `file` is the user's file it came from, if any, `title` what its suite calls it,
    `records` what the run's sources gave, `language` what its cases are asked in."""

    probe: Probe
    n: int
    file: str = ""
    file_sha256: str = ""
    title: str = ""
    records: tuple[Record, ...] = ()
    language: str = ENGLISH

    def cases(self, seed: int) -> Iterator[Case]:
        """The probe's cases in this run."""
        return self.probe.cases(seed, self.n, self.records, self.language)

    def attacked(self) -> Picked:
        """As a run with an attacker asks it."""
        return replace(self, probe=self.probe.with_attacker()) if self.probe.can_be_attacked else self


def load_suites() -> dict[str, Suite]:
    """The packaged suites by name, and one for each dimension that has probes."""
    found = {file.name.removesuffix(".yaml"): _parse_suite(file.read_bytes(), file.name) for file in _suite_files()}
    return found | {name: _all_of(name) for name in DIMENSIONS if probes_of(name)}


def _find_suite(name: str) -> Suite | None:
    for file in _suite_files():
        if file.name == f"{name}.yaml":
            return _parse_suite(file.read_bytes(), file.name)
    return _all_of(name) if name in DIMENSIONS and probes_of(name) else None


def _suite_files() -> list[Traversable]:
    folder = resources.files("assay") / "suites"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)


def _all_of(dimension: str) -> Suite:
    return Suite(name=dimension, description=f"All probes of {title(dimension).lower()}.", probes=(dimension,))


def _parse_suite(content: bytes, place: str) -> Suite:
    import yaml

    try:
        suite = msgspec.yaml.decode(content, type=Suite)
    except (msgspec.DecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{place} is no valid suite: {' '.join(str(error).split())}") from None
    for entry in suite.probes:
        if isinstance(entry, SuiteEntry) and entry.n is not None and entry.n < 1:
            raise ConfigError(f"{place}: n of {entry.probe} must be 1 or more, not {entry.n}")
    if suite.n < 1 or not suite.probes:
        raise ConfigError(f"{place}: a suite needs at least one probe and n of 1 or more")
    return suite


def load_probe_file(path: Path) -> list[Probe]:
    """Import a user's Python file and give the probes that it defines."""
    name = f"assay_user_{path.stem}_{digest(str(path.resolve()))[:8]}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise ConfigError(f"there is no probe file {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except AssayError:
        raise
    except Exception as error:  # the user's code may raise anything
        raise ProbeError(f"{path} could not be imported: {type(error).__name__}: {error}") from None
    found = [p for p in PROBES.registered() if p.origin.__module__ == name]
    for dimension in {p.dimension for p in found}:
        PROBES.load(dimension)  # which raises where a packaged probe has the same name
    if not found:
        raise ProbeError(f"{path} defines no probe: decorate a class with @assay.probe('dimension/aspect')")
    return found


def select(wanted: Sequence[str], kinds: Iterable[Kind], limit: int | None) -> tuple[list[Picked], list[str]]:
    """The probes that `wanted` names, for models of `kinds`, and notes on what was left out.

    `limit` overrides every number of cases. A probe that is named twice is run once, with the larger number.
    Raises ConfigError for unknown names and for probes that fit none of the kinds.
    """
    kinds = set(kinds)
    picked: dict[tuple[str, Kind], Picked] = {}
    notes: list[str] = []
    if limit is not None and limit < 1:
        raise ConfigError(f"--limit must be 1 or more, not {limit}")

    def add(probes: Iterable[Probe], n: int, file: str = "", sha: str = "", called: str = "") -> int:
        count = 0
        for p in probes:
            if p.kind in kinds:
                count += 1
                old = picked.get((p.name, p.kind))
                # a user's probe that was named by its file before keeps it
                home = (old.file, old.file_sha256) if old and not file else (file, sha)
                picked[(p.name, p.kind)] = Picked(p, max(n, old.n if old else 0), *home, called)
        return count

    def add_suite(suite: Suite) -> None:
        before = len(picked)
        known: list[Probe] = []
        for entry in suite.probes:
            if isinstance(entry, str):
                entry = SuiteEntry(probe=entry)
            name = entry.probe
            found = find_probes(name)
            known += found
            exactly = [p for p in found if p.name == name]  # a suite that names a probe means it alone
            if not add(exactly or found, limit or entry.n or suite.n, called=entry.title):
                notes.append(f"{name} was left out: it is not for {_words(kinds)}")
        if len(picked) == before:
            raise NotOfKindError(f"the suite '{suite.name}' has no probe for {_words(kinds)}", known)

    for name in wanted:
        if name.endswith((".yaml", ".yml")):
            path = Path(name)
            if not path.is_file():
                raise ConfigError(f"there is no suite file {name}")
            add_suite(_parse_suite(path.read_bytes(), name))
        elif name.endswith(".py"):
            path = Path(name)
            probes = load_probe_file(path)
            if not add(probes, limit or DEFAULT_N, str(path), digest(path.read_bytes())):
                raise NotOfKindError(_wrong_kind(name, probes, kinds), probes)
        elif suite := _find_suite(name):
            add_suite(suite)
        else:
            probes = find_probes(name)
            if not add(probes, limit or DEFAULT_N):
                raise NotOfKindError(_wrong_kind(name, probes, kinds), probes)
    if not picked:
        raise ConfigError("nothing to run: name a suite or a probe (assay list suites; assay list probes)")
    return list(picked.values()), notes


def in_language(picked: Sequence[Picked], language: str) -> tuple[list[Picked], list[str]]:
    """The probes that can be asked in `language`, set to it, and notes on it and on those that cannot. Raises ConfigError for a
    language that no probe knows, and where none of these is left."""
    if language not in LANGUAGES:
        raise ConfigError(f"no probe is asked in '{language}'; --language is one of {', '.join(LANGUAGES)}")
    if language == ENGLISH:
        return list(picked), []
    able = [replace(p, language=language) for p in picked if language in p.probe.languages]
    names = [p.probe.name for p in picked if language not in p.probe.languages]
    if not able:
        known = sorted(p.name for _, p in PROBES.items() if language in p.languages)
        raise ConfigError(f"{', '.join(names)} cannot be asked in '{language}'; these probes can: {', '.join(known)}")
    notes = [f"every prompt is in {LANGUAGES[language]}"]
    if names:
        notes.append(f"not asked, for they have no prompts in {LANGUAGES[language]}: {', '.join(names)}")
    return able, notes


def within(picked: Sequence[Picked], models: Sequence[tuple[Kind, str]]) -> tuple[list[Picked], list[str]]:
    """The probes that say something true about one of the `models` (kind and scheme) at least and whose judges can judge here, and
    notes on the others. Raises ConfigError where none is left."""
    kept: list[Picked] = []
    notes: list[str] = []
    for pick in picked:
        probe = pick.probe
        reasons = [probe.beyond.get(scheme, "") for kind, scheme in models if kind == probe.kind]
        if reasons and all(reasons):
            notes.append(f"{probe.name} is not asked: {reasons[0]}")
        elif probe.extra is not None and importlib.util.find_spec(probe.extra[1]) is None:
            notes.append(f"not asked: {MissingExtraError(probe.name, probe.extra[0])}")
        else:
            kept.append(pick)
    if not kept:
        raise ConfigError("; ".join(notes) + "; name another probe or another model")
    return kept, notes


def find_probes(name: str) -> list[Probe]:
    """All probes that a name, a prefix ending at a slash, or a glob means."""
    dimension = name.split("/")[0]
    among = probes_of(dimension) if dimension in DIMENSIONS else [p for _, p in PROBES.items()]
    found = [p for p in among if p.name == name or p.name.startswith(name + "/") or fnmatchcase(p.name, name)]
    if not found:
        names = sorted({p.name for _, p in PROBES.items()} | set(load_suites()))
        close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        raise ConfigError(f"no suite or probe is named '{name}'{hint} (assay list suites; assay list probes)")
    return found


def planned(plan: Plan, records: tuple[Record, ...] = ()) -> list[Picked]:
    """The probes of a plan, found again, with the `records` of its sources. Raises ConfigError where one is gone or its file
    has changed."""
    picked = []
    for p in plan.probes:
        if p.file:
            path = Path(p.file)
            if not path.is_file():
                raise ConfigError(f"the probe file {path} of this run is gone; put it back")
            if digest(path.read_bytes()) != p.file_sha256:
                raise ConfigError(f"the probe file {path} has changed since this run was planned; start a new run")
            candidates = load_probe_file(path)
        else:
            candidates = find_probes(p.name)
        probe = next((c for c in candidates if c.name == p.name and c.kind == p.kind), None)
        if probe is None:
            raise ConfigError(f"the probe {p.name} of this run is not installed here")
        found = Picked(probe, p.wanted, p.file, p.file_sha256, p.title, records, plan.language)
        picked.append(found.attacked() if plan.attacker is not None else found)
    return picked


def _wrong_kind(name: str, probes: Sequence[Probe], kinds: Iterable[Kind]) -> str:
    return f"'{name}' is for {_words({p.kind for p in probes})}, and the model is {_words(kinds)}"


def _words(kinds: Iterable[Kind]) -> str:
    return " or ".join(f"kind {k}" for k in sorted(kinds))
