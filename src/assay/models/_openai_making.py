"""Pictures and films of a server that speaks the OpenAI API: `images/generations`, `images/edits`, `videos`.

vLLM-Omni and SGLang speak it too. What comes back is looked at before it is believed to be a picture, and is never fetched from
elsewhere than the server that was asked.
"""

from __future__ import annotations

import asyncio
import io
import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

import msgspec
from msgspec import Struct

from assay.errors import ConfigError
from assay.imaging import checked, read_picture
from assay.models import Rejected
from assay.models import _openai_wire as wire
from assay.models._openai_film import finished
from assay.models._openai_server import Server
from assay.models._text import prompt_of
from assay.records import Kind, Picture, Reply, Request
from assay.taxonomy import MAKERS
from assay.uri import ModelURI

__all__ = ["MOST_BYTES", "Making", "Settings"]

MOST_BYTES = 64 * 2**20
"""The longest picture or film that is taken, in bytes."""

_MOST_JSON = MOST_BYTES // 3 * 4 + 2**20

_DATA_URL = re.compile(r"^data:[^,]{0,100};base64,")


class Settings(Struct, frozen=True, kw_only=True):
    """How pictures and films are to be made, by the names of the URI's parameters; what is 0, "" or, of `guidance` and `seed`,
    below 0 is left to the server."""

    size: str = ""
    quality: str = ""
    moderation: str = ""
    seconds: int = 0
    steps: int = 0
    guidance: float = -1.0
    negative: str = ""
    seed: int = -1

    def asdict(self) -> dict[str, Any]:
        return msgspec.structs.asdict(self)

    def __str__(self) -> str:
        return "&".join(f"{name}={value}" for name, value in self.asdict().items())

    def check(self, uri: ModelURI, kind: Kind) -> None:
        """Raises ConfigError where one of them is given and `kind` has no use for it."""
        given = [name for name in self.__struct_fields__ if name in uri.params]
        useless = given if kind not in MAKERS else [name for name in given if name == "seconds" and kind != "video"]
        if useless:
            maker = (
                "make films: add kind=video" if useless == ["seconds"] else "make pictures: add kind=t2i, edit or video"
            )
            raise ConfigError(f"{uri}: '{useless[0]}' is for models that {maker}")

    def fields(self, request: Request) -> dict[str, Any]:
        """What is given, by the names of the API; a draw is told apart by its seed, where there is one."""
        seed = request.seed if request.seed is not None else self.seed if self.seed >= 0 else None
        named = {
            "size": self.size,
            "quality": self.quality,
            "moderation": self.moderation,
            "seconds": str(self.seconds or ""),  # a text in this API
            "num_inference_steps": self.steps,
            "negative_prompt": self.negative,
        }
        found: dict[str, Any] = {name: value for name, value in named.items() if value}
        if self.guidance >= 0:
            found["guidance_scale"] = self.guidance
        if seed is not None:
            found["seed"] = seed + request.draw
        return found


class _Made(Struct):
    b64_json: str | None = None
    url: str | None = None
    revised_prompt: str | None = None


class _Images(Struct):
    data: list[_Made] | None = None
    usage: Any = None
    error: msgspec.Raw = msgspec.Raw()


_images = msgspec.json.Decoder(_Images)

Said = tuple[Reply | wire.ServerError, frozenset[str], Mapping[str, str]]
"""What the server said, the names of the parameters that it was sent, and its headers."""


class Making:
    """One call of the model `name` as one of `kind`; `timeout` is how long a film may take, in seconds."""

    def __init__(self, name: str, kind: Kind, server: Server, settings: Settings, timeout: float) -> None:
        self._name, self._kind, self._server, self._settings, self._timeout = name, kind, server, settings, timeout
        # those of OpenAI that take no response_format send base64 always
        self._picks_format = not name.startswith(("gpt-image", "chatgpt-image"))

    async def ask(self, request: Request, without: set[str]) -> Said:
        """`without` are parameters that this server does not take. Raises Transient or Rejected."""
        started = perf_counter()
        turn = prompt_of(request, self._kind)
        fields = {"model": self._name, "prompt": turn.content, **self._settings.fields(request)}
        if self._picks_format and self._kind != "video":
            fields["response_format"] = "b64_json"
        fields = {name: value for name, value in fields.items() if name not in without}
        base, sent = self._server.base, frozenset(fields)
        if self._kind == "t2i":
            url, body = base / "images" / "generations", msgspec.json.encode(fields)
            status, headers, answer = await self._server.post(url, body, limit=_MOST_JSON)
        else:
            url = base / "images" / "edits" if self._kind == "edit" else base / "videos"
            status, headers, answer = await self._server.post(url, _form(fields, turn.pictures), limit=_MOST_JSON)
        if not 200 <= status < 300:
            return wire.read_error(status, answer), sent, headers
        found = await (self._film(answer) if self._kind == "video" else self._picture(answer))
        if isinstance(found, Reply):
            found = msgspec.structs.replace(found, seconds=perf_counter() - started)
        return found, sent, headers

    async def _picture(self, body: bytes) -> Reply | wire.ServerError:
        try:
            found = _images.decode(body)
        except wire.UNREADABLE as error:
            raise self._server.odd(f"the body tells of no pictures ({error})") from None
        if not found.data:
            if found.error and bytes(found.error) != b"null":
                return wire.read_error(200, body)
            raise self._server.odd("the body holds no picture")
        made = found.data[0]
        if made.b64_json:
            data = self._decoded(made.b64_json)
        elif made.url:
            data = self._decoded(made.url) if _DATA_URL.match(made.url) else await self._fetched(made.url)
        else:
            raise self._server.odd("the picture has neither b64_json nor url")
        return await self._reply(data, made.revised_prompt or "", found.usage)

    async def _film(self, body: bytes) -> Reply | wire.ServerError:
        found = await finished(self._server, body, self._timeout)
        if isinstance(found, wire.ServerError):
            return found
        return await self._reply(await self._server.fetch(found, limit=MOST_BYTES), "", None)

    async def _reply(self, data: bytes, revised: str, usage: Any) -> Reply:
        if len(data) > MOST_BYTES:
            raise Rejected(f"what was made is longer than {MOST_BYTES // 2**20} MiB")
        try:
            media = await asyncio.to_thread(checked, data, self._kind)
        except ValueError as error:
            raise Rejected(self._server.say(f"what was made cannot be used: {error}")) from None
        return Reply(
            text=revised,
            finish="stop",
            media=(media,),
            input_tokens=wire.count(usage, "input_tokens"),
            output_tokens=wire.count(usage, "output_tokens"),
        )

    def _decoded(self, text: str) -> bytes:
        try:
            return b64decode(_DATA_URL.sub("", text), validate=True)
        except ValueError as error:
            raise self._server.odd(f"its picture is no base64 ({error})") from None

    async def _fetched(self, text: str) -> bytes:
        """From the server asked and from no other: an address that a server names may be anywhere, this network included."""
        from yarl import URL

        try:
            url = self._server.base.join(URL(text))
            ours = url.origin() == self._server.base.origin()
        except ValueError:
            raise self._server.odd("the picture's url is none") from None
        if not ours:
            raise Rejected(
                self._server.say(f"the picture lies at {url.host}, another server, from which none is fetched")
            )
        return await self._server.fetch(url, limit=MOST_BYTES)


def _form(fields: Mapping[str, Any], pictures: Sequence[Picture]) -> Any:
    import aiohttp

    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in fields.items():
        form.add_field(name, str(value))
    for number, picture in enumerate(pictures):
        shown = picture if not number else Picture(png=_mask(picture))
        form.add_field(
            "mask" if number else "image[]",
            shown.data,
            filename=f"{number}.{shown.media_type.partition('/')[2]}",
            content_type=shown.media_type,
        )
    return form


def _mask(picture: Picture) -> bytes:
    """White, where the picture may change, as this API says it: see-through."""
    from PIL import Image, ImageChops

    try:
        white = read_picture(picture.data).convert("L")
    except ValueError as error:
        raise Rejected(f"a mask cannot be read ({error})") from None
    mask = Image.new("RGBA", white.size)
    mask.putalpha(ImageChops.invert(white))
    out = io.BytesIO()
    mask.save(out, format="PNG")
    return out.getvalue()
