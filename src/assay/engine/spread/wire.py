"""What goes between the driver and its workers: JSON in bytes, so that nothing but bytes and words is ever unpickled."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

from assay.cases.curate.record import Record
from assay.engine.budget import Budget
from assay.engine.calls import Limits
from assay.engine.journal import Turn
from assay.engine.prices import Price
from assay.records import Kind
from assay.taxonomy import ENGLISH

__all__ = ["End", "Job", "ModelJob", "Piece", "ProbeJob", "Why", "decode_end", "decode_job", "decode_piece", "encode"]

Why = Literal["done", "budget", "stopped", "failed"]
"""How a shard ended: all asked; its loan spent; told to stop; the model or a probe cannot go on."""


class ProbeJob(Struct, frozen=True, kw_only=True):
    """A probe to be found again. `n` is the number of cases asked for; `content` is that of the user's `file`, "" for an
    installed probe."""

    name: str
    kind: str
    version: str
    n: int
    file: str = ""
    content: bytes = b""
    language: str = ENGLISH


class ModelJob(Struct, frozen=True, kw_only=True):
    """A model to be opened. `identity` is what the plan was made with; `concurrency` is this worker's part."""

    uri: str
    kind: Kind
    identity: str
    concurrency: int


class Job(Struct, frozen=True, kw_only=True):
    """What a worker is told once. `packages` are the versions that cases depend on; `limits` hold this worker's part of
    the requests and tokens a minute; `workers` is how many share what a server says that it will still take; `records` are what
    the run's sources gave; `attacker` words what probes say that can use one."""

    packages: dict[str, str]
    seed: int
    models: tuple[ModelJob, ...]
    probes: tuple[ProbeJob, ...]
    prices: dict[str, Price]
    limits: Limits
    workers: int
    folder: str
    cache: bool
    offline: bool
    records: tuple[Record, ...] = ()
    attacker: ModelJob | None = None


class Piece(Struct, frozen=True, kw_only=True):
    """A shard as it is sent: the places of its cases in their probe's order, what was answered of them already in
    dialogues not asked to the end, and what may be spent on it."""

    model: str
    probe: str
    places: tuple[int, ...]
    turns: tuple[Turn, ...]
    budget: Budget


class End(Struct, frozen=True, kw_only=True):
    """The last word on a shard: why it ended, in words too where it failed, and what it cost."""

    why: Why
    text: str = ""
    calls: int = 0
    tokens: int = 0
    usd: float = 0.0
    notes: tuple[str, ...] = ()


encode = msgspec.json.Encoder().encode
decode_job = msgspec.json.Decoder(Job).decode
decode_piece = msgspec.json.Decoder(Piece).decode
decode_end = msgspec.json.Decoder(End).decode
