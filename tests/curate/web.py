"""A web of one server on loopback: search engines, APIs, and pages that behave well or badly. It notes every request."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web

__all__ = ["ARTICLE", "Seen", "Web", "page", "serving"]

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Seen:
    """A request as it came: `at` in seconds, monotonic."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    at: float


@dataclass
class Web:
    """What is served: a handler, or a body of HTML or JSON, by path. `robots` is the text of robots.txt (None: 404)."""

    port: int = 0
    pages: dict[str, Handler | str | dict[str, object] | list[object]] = field(default_factory=dict)
    robots: str | None = None
    seen: list[Seen] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [s.path for s in self.seen]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(Seen(request.path, dict(request.query), dict(request.headers), time.monotonic()))
        if request.path == "/robots.txt" and request.path not in self.pages:
            return web.Response(text=self.robots) if self.robots is not None else web.Response(status=404)
        found = self.pages.get(request.path)
        if found is None:
            return web.Response(status=404, text="no such page")
        if isinstance(found, str):
            return web.Response(text=found, content_type="text/html")
        if isinstance(found, dict | list):
            return web.json_response(found)
        return await found(request)


@contextmanager
def serving() -> Iterator[Web]:
    """The server, listening, in a thread of its own."""
    site, loop, ready = Web(), asyncio.new_event_loop(), threading.Event()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", site.answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        tcp = web.TCPSite(runner, "127.0.0.1", 0)
        await tcp.start()
        site.port = runner.addresses[0][1]
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def page(title: str, *paragraphs: str, head: str = "") -> str:
    """A page as sites have them: with navigation and a footer around the text."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<html lang="en"><head><title>{title}</title>{head}</head><body><nav><a href="/">Home</a> <a href="/a">About us</a>'
        f"</nav><article><h1>{title}</h1>{body}</article><footer>We use cookies. All rights reserved.</footer></body></html>"
    )


ARTICLE = (
    "The river Ado rises in the hills of Belm and runs for 312 kilometres to the western sea, past four towns and two mills.",
    "It freezes in most winters, and the ferry at Corm then stops for about nine weeks until the ice has gone again.",
)
