"""Fetching with manners and with care: addresses, redirects, robots.txt, pauses, limits of size, time and type."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from assay.cases.curate.sources import _addresses
from assay.cases.curate.sources._addresses import is_public
from assay.cases.curate.sources._fetch import Fetcher, FetchError, Page
from tests.curate.web import Web

HTML = ("text/html",)


def fetch(
    url: str, *more: str, types: tuple[str, ...] = HTML, headers: dict[str, str] | None = None, **options: Any
) -> list[Page]:
    """Fetch one page after the other with one fetcher."""

    async def work() -> list[Page]:
        async with Fetcher(**({"delay": 0.0} | options)) as fetcher:
            return [await fetcher.get(u, types=types, headers=headers) for u in (url, *more)]

    return asyncio.run(work())


def why(url: str, **options: Any) -> str:
    """Why a page is not had."""
    with pytest.raises(FetchError) as found:
        fetch(url, **options)
    return str(found.value)


def moved(to: str) -> Any:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": to})

    return handler


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_internet_are_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::808:808"]
)
def test_public_addresses_are_let_through(address):
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_within_an_ipv6_one_is_judged_as_the_ipv4_one(address):
    assert is_public(f"::ffff:{address}") == is_public(str(address)) == is_public(f"64:ff9b::{address}")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1", "10.0.0.7", "169.254.169.254"]
)
def test_private_hosts_are_refused_however_they_are_written(site: Web, host):
    assert re.search("private address|no address", why(f"http://{host}:{site.port}/page"))
    assert site.seen == []


@pytest.fixture
def one_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 passes for a public address, so that a public page can be on loopback; nothing else does."""
    real = _addresses.is_public
    monkeypatch.setattr(_addresses, "is_public", lambda address: address == "127.0.0.1" or real(address))


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.2:{port}/secret", "http://169.254.169.254/latest/meta-data/", "http://[::1]:{port}/secret",
     "http://10.0.0.1/", "http://localhost.localdomain.invalid/", "file:///etc/passwd", "ftp://127.0.0.1/x",
     "http://user:word@127.0.0.1:{port}/secret"],
)  # fmt: skip
@pytest.mark.usefixtures("one_public")
def test_a_redirect_leads_nowhere_that_could_not_be_asked_itself(site: Web, target):
    site.pages |= {"/start": moved(target.format(port=site.port)), "/secret": "<p>secret</p>"}
    assert why(f"{site.url}/start")
    assert site.paths() == ["/start"]


@pytest.mark.usefixtures("one_public")
def test_a_good_redirect_is_followed_and_a_loop_is_left(site: Web):
    site.pages |= {"/start": moved("/end"), "/end": "<p>here</p>", "/loop": moved("/loop")}
    [page] = fetch(f"{site.url}/start")
    assert (page.url, page.text) == (f"{site.url}/end", "<p>here</p>")
    assert "redirects" in why(f"{site.url}/loop")


@pytest.mark.usefixtures("one_public")
def test_a_name_is_resolved_once_so_that_the_address_checked_is_the_one_connected_to(site: Web, monkeypatch):
    """DNS rebinding: a name that has another address a moment later gains nothing."""
    asked = []
    real = _addresses.ThreadedResolver.resolve

    async def resolve(self, host, port=0, family=0):
        asked.append(host)
        return await real(self, "127.0.0.1" if len(asked) == 1 else "127.0.0.2", port, family)

    monkeypatch.setattr(_addresses.ThreadedResolver, "resolve", resolve)
    site.pages["/page"] = "<p>x</p>"
    assert fetch(f"http://rebinding.test:{site.port}/page")
    assert asked == ["rebinding.test"]
    assert "127.0.0.2, which is refused" in why(f"http://rebinding.test:{site.port}/page")


def test_keys_do_not_follow_a_redirect_to_another_host(site: Web):
    site.pages |= {"/api": moved(f"http://localhost:{site.port}/other"), "/other": "<p>x</p>"}
    fetch(f"{site.url}/api", headers={"X-Key": "very-secret"}, allow_private=True)
    assert [(s.path, s.headers.get("X-Key")) for s in site.seen] == [("/api", "very-secret"), ("/other", None)]


def test_robots_txt_is_asked_once_a_site_and_obeyed(site: Web):
    site.robots = (
        "User-agent: *\nDisallow: /private/*.html$\nAllow: /private/open.html\n\nUser-agent: other\nDisallow: /\n"
    )
    site.pages |= {"/private/a.html": "<p>a</p>", "/private/open.html": "<p>b</p>", "/free": "<p>c</p>"}
    assert len(fetch(f"{site.url}/free", f"{site.url}/private/open.html", robots=True, allow_private=True)) == 2
    assert site.paths() == ["/robots.txt", "/free", "/private/open.html"]
    assert "robots.txt forbids" in why(f"{site.url}/private/a.html", robots=True, allow_private=True)
    assert "/private/a.html" not in site.paths()


def test_robots_txt_holds_behind_a_redirect_too(site: Web):
    site.robots = "User-agent: assay\nDisallow: /closed\n"
    site.pages |= {"/open": moved("/closed"), "/closed": "<p>x</p>"}
    assert "robots.txt forbids" in why(f"{site.url}/open", robots=True, allow_private=True)
    assert "/closed" not in site.paths()


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_a_site_whose_robots_txt_fails_is_left_alone_and_one_without_is_not(site: Web, status, allowed):
    async def robots(_: web.Request) -> web.Response:
        return web.Response(status=status)

    site.pages |= {"/robots.txt": robots, "/page": "<p>x</p>"}
    if allowed:
        assert fetch(f"{site.url}/page", robots=True, allow_private=True)
    else:
        assert "cannot be had" in why(f"{site.url}/page", robots=True, allow_private=True)


def test_two_requests_to_one_host_are_apart_by_the_pause_or_the_longer_crawl_delay(site: Web):
    site.pages |= {"/a": "<p>a</p>", "/b": "<p>b</p>"}
    fetch(f"{site.url}/a", f"{site.url}/b", delay=0.2, allow_private=True)
    first, second = (s.at for s in site.seen)
    assert second - first >= 0.2
    site.seen.clear()
    site.robots = "User-agent: *\nCrawl-delay: 0.3\n"
    fetch(f"{site.url}/a", f"{site.url}/b", delay=0.0, robots=True, allow_private=True)
    _, first, second = (s.at for s in site.seen)
    assert second - first >= 0.3


def test_a_body_beyond_the_limit_is_not_read_to_its_end(site: Web):
    sent = []

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while len(sent) < 10_000:
            sent.append(1)
            await response.write(b"x" * 65_536)
        return response

    site.pages["/big"] = endless
    assert "longer than 100,000 bytes" in why(f"{site.url}/big", max_bytes=100_000, allow_private=True)
    assert len(sent) < 1_000


def test_a_small_body_that_unpacks_to_a_large_one_is_refused(site: Web):
    import gzip

    async def bomb(_: web.Request) -> web.Response:
        packed = gzip.compress(b"0" * 50_000_000)
        return web.Response(body=packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})

    site.pages["/bomb"] = bomb
    assert "longer than" in why(f"{site.url}/bomb", max_bytes=200_000, allow_private=True)


def test_a_body_that_never_ends_is_given_up(site: Web):
    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        await response.write(b"<p>")
        await asyncio.sleep(5)
        return response

    site.pages["/slow"] = slow
    assert "longer than 0.3 s" in why(f"{site.url}/slow", timeout=0.3, allow_private=True)


def test_a_wrong_type_an_error_and_nobody_listening_are_named(site: Web):
    async def pdf(_: web.Request) -> web.Response:
        return web.Response(body=b"%PDF", content_type="application/pdf")

    site.pages["/pdf"] = pdf
    assert why(f"{site.url}/pdf", allow_private=True) == "it is application/pdf, not text/html"
    assert why(f"{site.url}/none", allow_private=True) == "it answers 404"
    assert "nothing can be reached" in why("http://127.0.0.1:9/", allow_private=True)
    assert "nothing can be reached" in why("http://no-such-host.invalid/")


def test_a_busy_server_is_asked_again_after_the_time_it_asks_for(site: Web):
    async def busy(request: web.Request) -> web.Response:
        if len(site.seen) < 3:
            return web.Response(status=429, headers={"Retry-After": "0"})
        return web.Response(text="<p>x</p>", content_type="text/html")

    site.pages["/busy"] = busy
    assert fetch(f"{site.url}/busy", allow_private=True, attempts=4)
    assert site.paths() == ["/busy"] * 3
    site.seen.clear()
    assert why(f"{site.url}/busy", allow_private=True, attempts=2) == "it answers 429"


def test_requests_say_who_asks_and_send_no_cookies_back(site: Web, monkeypatch):
    async def baker(_: web.Request) -> web.Response:
        response = web.Response(text="<p>x</p>", content_type="text/html")
        response.set_cookie("track", "me")
        return response

    site.pages["/a"] = baker
    monkeypatch.setenv("ASSAY_CONTACT", "people@example.org")
    fetch(f"{site.url}/a", f"{site.url}/a", allow_private=True)
    assert all(
        s.headers["User-Agent"].startswith("assay/") and "people@example.org" in s.headers["User-Agent"]
        for s in site.seen
    )
    assert all("Cookie" not in s.headers for s in site.seen)
