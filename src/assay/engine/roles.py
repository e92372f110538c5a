"""Models that help a run along: they write for it, attack in it or judge. Opened, waited for and told of in one way."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from assay.engine.calls import Limits
from assay.engine.plan import ModelPlan
from assay.errors import ConfigError
from assay.models import Model, open_model
from assay.records import Kind
from assay.uri import ModelURI

__all__ = ["ATTACKER", "GENERATOR", "JUDGE", "Role", "now", "open_helper", "patient", "same_family"]

_ATTEMPTS = 3
_WORDS: tuple[Kind, ...] = ("llm",)
_PATIENCE = 30.0
"""Seconds for which a helper that has stopped answering is waited for: a run goes on without it."""


@dataclass(frozen=True)
class Role:
    """What a helper is for, as sentences about it need it: what it `must` do, what it cannot do for a target that is
    itself, and what may come of it that both are of one family (`kin`)."""

    name: str
    must: str
    itself: str
    kin: str


GENERATOR = Role("generator", "write text", "write for it", "what it wrote may suit that model")
ATTACKER = Role("attacker", "write text", "attack itself", "it may know that model's ways, or share its scruples")
JUDGE = Role("judge", "read text", "judge its own replies", "judges tend to prefer replies like their own")


def open_helper(uri: str, role: Role, targets: Iterable[str], kinds: Collection[Kind] = _WORDS) -> Model:
    """The model behind a URI, not yet started, of one of the `kinds` that are of use. Raises ConfigError where it cannot have this role
    beside these targets."""
    model = open_model(uri)
    if model.kind not in kinds:
        must = "look at pictures" if "llm" not in kinds else role.must
        raise ConfigError(
            f"{uri} is of kind {model.kind}, and the {role.name} must {must}: name one of kind {' or '.join(sorted(kinds))}"
        )
    if _model(str(model.uri)) in map(_model, targets):
        raise ConfigError(f"{uri} is asked in this run and cannot {role.itself}: name another {role.name}")
    if model.embeds and role is not JUDGE:
        raise ConfigError(f"{uri} gives vectors, and the {role.name} must {role.must}: name one without api=embeddings")
    if model.peeks:
        raise ConfigError(
            f"{uri} cannot be the {role.name}: a planted model must be told what case it answers; name one that is asked "
            "like any other, such as llamacpp:smollm2-135m"
        )
    return model


def _model(uri: str) -> tuple[str, ...]:
    """What two URIs share that name one model, whatever it is asked as: its backend, its name and where it is served."""
    parsed = ModelURI.parse(uri)
    return parsed.scheme, parsed.name, parsed.params.get("base_url", "")


def same_family(role: Role, helper: str, family: str, targets: Iterable[Model | ModelPlan]) -> list[str]:
    """Notes on the targets that are of a helper's family. `helper` is how it is called."""
    return [
        f"the {role.name} {helper} and {target.uri} are of one family ({family}): {role.kin}"
        for target in targets
        if target.family == family != "unknown"
    ]


def patient(limits: Limits) -> Limits:
    """The limits of a run as they hold for a helper: it is given up sooner."""
    return replace(limits, attempts=min(limits.attempts, _ATTEMPTS), outage=min(limits.outage, _PATIENCE))


def now() -> str:
    """The time, UTC, as records carry it (ISO 8601)."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
