"""The plain records that flow through assay, one type an arrow: case → request → reply → verdict → score.

Nothing else knows the wire format: these are msgspec Structs, and a journal line, a cache entry and
`scores.json` are their JSON. Records are frozen; a stage makes a new one and never edits another's.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any, Literal

import msgspec
from msgspec import Struct

__all__ = [
    "OUTCOMES",
    "Case",
    "Direction",
    "Estimate",
    "Hint",
    "Kind",
    "Media",
    "Message",
    "Move",
    "Opinion",
    "Outcome",
    "Picture",
    "Reply",
    "Request",
    "Sample",
    "Score",
    "Token",
    "ToolCall",
    "Verdict",
]

Kind = Literal["llm", "vlm", "t2i", "edit", "video"]
"""What sort of model is asked."""

Outcome = Literal["scored", "refused", "blocked", "unparsed", "error"]
"""What became of one case. `refused`: the model declined or abstained. `blocked`: a filter around it did.
`unparsed`: it answered, and no answer could be read. `error`: no answer came."""

OUTCOMES: tuple[Outcome, ...] = ("scored", "refused", "blocked", "unparsed", "error")

Direction = Literal["higher", "lower", "zero"]
"""Which value of a metric is best: the highest, the lowest, or zero."""


class ToolCall(Struct, frozen=True, kw_only=True):
    """One call of a tool that a model asked for; `arguments` is the JSON text as it came."""

    id: str = ""
    name: str
    arguments: str = "{}"


class Picture(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture that a turn shows: still to be drawn or read in a case, there in a request.

    A case names the `scene` that is drawn (see `assay.cases.worlds.scene`) and how the drawing is then spoiled
    (`corruption`, at `severity` 1 to 5): a few hundred bytes, from which `assay.cases.pictures.drawn` makes the same `png` every
    time. Or it names a photograph of a source by its `media` file. A request holds the `png` or the `jpeg` alone, so that what is
    sent, cached and kept hangs on the picture's content. A case may hold one of these itself, at the price of its length in
    every journal line.
    """

    scene: dict[str, Any] = {}
    corruption: str = ""
    severity: int = 0
    media: str = ""
    png: bytes = b""
    jpeg: bytes = b""

    @property
    def data(self) -> bytes:
        """The picture itself, a PNG or a JPEG; b"" where it is still to be drawn or read."""
        return self.png or self.jpeg

    @property
    def media_type(self) -> str:
        """What `data` is, as the web names it."""
        return "image/jpeg" if self.jpeg else "image/png"


class Message(Struct, frozen=True, omit_defaults=True):
    """One turn of a dialogue. `pictures` are shown before the words."""

    role: Literal["system", "user", "assistant", "tool"]
    content: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    pictures: tuple[Picture, ...] = ()


class Case(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to ask, with what is needed to judge the answer.

    Give `prompt` for one user turn, or `messages` for a dialogue. `reference` is the right answer and `accept`
    its other spellings; `choices` are the options offered, in the order shown. Cases that come from one seed item
    (a question and its variants, two twins) share a `cluster`; an empty one means that the case stands alone.
    `variation` names the change made to a case ("" = the original). `tags` are what metrics select by and what
    slices are cut by. `data` holds what a judge, a protocol or a planted fault must know and the model must not
    see (a canary, a secret, the claim a user makes). `draw` tells independent samples of one request apart: the
    same case with another draw is asked again and never served the first one's reply. `id` is set by the plan.
    """

    prompt: str = ""
    messages: tuple[Message, ...] = ()
    reference: str = ""
    accept: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    cluster: str = ""
    group: str = ""
    variation: str = ""
    tags: dict[str, str] = {}
    data: dict[str, Any] = {}
    draw: int = 0
    id: str = ""

    @property
    def turns(self) -> tuple[Message, ...]:
        """The dialogue to send: `messages`, or `prompt` as one user turn."""
        return self.messages or (Message("user", self.prompt),)

    @property
    def text(self) -> str:
        """All that the model is shown, as one text (for estimates, tests and previews); a picture as its hash."""
        return "\n".join(_with_pictures(m) if m.pictures else m.content for m in self.turns)


class Request(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One call of a model, free of any backend's names. `max_tokens` bounds the answer, in tokens.

    `top_logprobs` = k > 0 asks for the log-probabilities of the k likeliest tokens at each place, `logprobs` for
    those of the tokens chosen. `schema` is a JSON schema that the answer must satisfy. `tools` are OpenAI-style
    function declarations. `raw` sends the text without a chat template (completions).
    """

    messages: tuple[Message, ...]
    max_tokens: int = 128
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int | None = None
    stop: tuple[str, ...] = ()
    logprobs: bool = False
    top_logprobs: int = 0
    tools: tuple[dict[str, Any], ...] = ()
    schema: dict[str, Any] | None = None
    raw: bool = False
    draw: int = 0


class Token(Struct, frozen=True, omit_defaults=True):
    """A token of an answer with its natural-log probability and, where asked, the likeliest alternatives."""

    text: str
    logprob: float
    top: tuple[tuple[str, float], ...] = ()


class Move(Struct, frozen=True, omit_defaults=True):
    """What an attacker model wrote for the user's next turn. `flaw` is why the case's own script stood in for it, "" where
    it was put to the target."""

    text: str = ""
    flaw: str = ""


class Media(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture or a film that a model made. `name` is the SHA-256 of its bytes and the suffix of its format; `data` are the
    bytes. In a journal the bytes are left out: they lie once in the run's folder, as `media/NAME`."""

    name: str
    data: bytes = b""

    @classmethod
    def of(cls, data: bytes) -> Media:
        """Named by what it holds: the first bytes tell the format. Raises ValueError where they are of none that is known (PNG,
        JPEG, WebP, GIF, MP4)."""
        suffix = next((suffix for suffix, starts in _FORMATS.items() if starts.match(data)), "")
        if not suffix:
            raise ValueError(f"{len(data):,} bytes that are no PNG, JPEG, WebP, GIF or MP4")
        return cls(name=f"{digest(data)}.{suffix}", data=data)


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came back from one call.

    `state`: `ok`; `refused` where the provider itself marks a refusal; `blocked` where a content filter stopped
    the request or the answer; `error` where no usable answer came after all attempts (then `error` says why, with
    no secret in it). `finish` is the provider's reason ("stop", "length", "tool_calls"). `seconds` is the time of the
    successful attempt. `cached` is true where the reply was served from the response cache. `move` is what an attacker
    wrote for the turn that this answers, None where none was asked. `media` are the pictures or the film that a model made
    which makes some.
    """

    text: str = ""
    state: Literal["ok", "refused", "blocked", "error"] = "ok"
    finish: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tokens: tuple[Token, ...] = ()
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    attempts: int = 1
    cached: bool = False
    error: str = ""
    move: Move | None = None
    media: tuple[Media, ...] = ()


class Hint(Struct, frozen=True, kw_only=True):
    """What only a planted model may see: the case, the turn asked for, and how a perfect and a worst model answer."""

    case: Case
    turn: int
    ideal: str
    worst: str


class Opinion(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one model judge said of a case.

    `judge` is its URI, `rubric` what it was asked, by name and hash. `label` is the option that it named in whichever order
    the options stood, "" where it abstained. `answers` are the options as named, call by call: each repeat in the one
    order and then in the other, "" for an answer that declined. `wordings` are its labels when asked in other words.
    `seen` are the questions that a judge of pictures was asked with what it answered, and `parts` what it made of them, in [0, 1].
    `error` says why there is no opinion to count: the case can then be put to it again. `by` are eight hex digits for the judge's
    family and identity, which its URI need not tell.
    """

    judge: str
    rubric: str
    label: str = ""
    answers: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()
    parts: dict[str, float] = {}
    error: str = ""
    by: str = ""


class Verdict(Struct, frozen=True, omit_defaults=True):
    """What a judge says of a case's replies.

    `value` is the judged value (mostly 1 = right or present, 0 = not) and is there if and only if `outcome` is
    `scored`. `label` is the answer as it was read, for comparing answers with one another. `extra` are further
    measurements of the same sample by name (a stated confidence, a second turn's correctness). `step` names the
    judge that decided, `why` says in a few words on what evidence. `opinions` are those of model judges, where some were asked.
    """

    outcome: Outcome
    value: float | None = None
    label: str = ""
    extra: dict[str, float] = {}
    step: str = ""
    why: str = ""
    opinions: tuple[Opinion, ...] = ()

    def __post_init__(self) -> None:
        if (self.outcome == "scored") != (self.value is not None):
            raise ValueError(f"a verdict has a value if and only if it is scored, not {self.outcome}: {self.value}")


class Sample(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="sample", tag_field="t"):
    """One case, asked and judged: a line of the journal and a row of `samples.parquet`. `media` are the names, in the run's
    folder `media/`, of the pictures that the model was shown, each once, in the order shown."""

    model: str
    probe: str
    case: Case
    replies: tuple[Reply, ...]
    verdict: Verdict
    media: tuple[str, ...] = ()


class Estimate(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A statistic with its uncertainty. `interval` names the method; `n` is what the denominator counts."""

    value: float
    low: float
    high: float
    interval: str
    n: int
    clusters: int = 0


class Score(Struct, frozen=True, kw_only=True):
    """A metric's estimate for one model, probe and slice: an entry of `scores.json`.

    `value` is None where nothing could be measured (0 of 0 has no score). `bounds` is what the value could be if
    every case left out of the denominator went one way or the other. `trust` maps the value to [0, 1], 1 = best;
    only `trust` is averaged, and only of a probe's headline metrics: it is None for the others. `null` is what the
    metric reads where there is nothing to find (an A/A re-ask, chance, perfect calibration at this n). `certificate` says
    whether the metric was shown to respond to a planted fault: "certified DATE (ID)", "expired: why" or "uncertified: why";
    None where its probe has no certificate.
    `raw` is there where the value is corrected for the judge's errors by `labels` human labels: what it was before.
    """

    model: str
    kind: Kind
    dimension: str
    aspect: str
    probe: str
    metric: str
    slice: str
    value: float | None
    low: float | None
    high: float | None
    level: float
    interval: str
    n: int
    clusters: int
    outcomes: dict[str, int]
    bounds: tuple[float, float] | None
    direction: Direction
    range: tuple[float, float]
    unit: str
    chance: float | None
    trust: float | None
    judge: str
    certificate: str | None
    seed: int
    stopped: str
    null: Estimate | None = None
    raw: Estimate | None = None
    labels: int = 0


def _with_pictures(message: Message) -> str:
    return "\n".join([*(f"[picture {digest(picture)}]" for picture in message.pictures), message.content])


_FORMATS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "gif": re.compile(rb"GIF8[79]a"),
    "mp4": re.compile(rb"....ftyp", re.DOTALL),
}
"""What a file of each format begins with, by suffix."""

_encoder = msgspec.json.Encoder(order="deterministic")


def canonical(obj: Any) -> bytes:
    """The one JSON encoding of a record: sorted keys, no spaces, defaults left out. Hashes are taken over it."""
    return _encoder.encode(obj)


def digest(obj: Any) -> str:
    """SHA-256 over the canonical encoding (bytes are taken as they are), 64 hex digits."""
    return hashlib.sha256(obj if isinstance(obj, bytes) else canonical(obj)).hexdigest()
