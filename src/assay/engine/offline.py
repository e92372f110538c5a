"""`--offline`: an audit hook that refuses every connection of this process except to the addresses let through."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext

from assay.models import Model

__all__ = ["only_to", "started"]

_allowed: set[str] | None = None
_hooked = False


def _hook(event: str, args: tuple[object, ...]) -> None:
    if _allowed is None:
        return
    if event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
        host, port = str(args[1][0]), args[1][1]
        if f"{host}:{port}" not in _allowed:
            raise PermissionError(f"--offline: a connection to {host}:{port} was refused")
    elif event == "socket.getaddrinfo" and args[0]:
        host = args[0].decode() if isinstance(args[0], bytes) else str(args[0])
        if not any(entry.rpartition(":")[0] == host for entry in _allowed) and not _is_address(host):
            raise PermissionError(f"--offline: looking up {host} was refused")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@contextmanager
def only_to(addresses: Iterable[tuple[str, int]]) -> Iterator[None]:
    """Within this block only `addresses` (host, port) can be reached. Not for nesting: one run a process."""
    global _allowed, _hooked
    allowed = set()
    for host, port in addresses:
        allowed.add(f"{host}:{port}")
        try:
            allowed.update(f"{info[4][0]}:{port}" for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except socket.gaierror:
            continue  # the model's own start says that its host is unknown
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked = True
    _allowed = allowed
    try:
        yield
    finally:
        _allowed = None


@asynccontextmanager
async def started(models: Sequence[Model], *, offline: bool, guests: Sequence[Model] = ()) -> AsyncIterator[None]:
    """The models, started, and at the end closed; offline, with nothing else in reach but the `guests`, which whoever asks
    them starts and closes."""
    allowed = [address for model in (*models, *guests) for address in model.addresses]
    with only_to(allowed) if offline else nullcontext():
        try:
            for model in models:
                await model.start()
            yield
        finally:
            for model in models:
                await model.close()
