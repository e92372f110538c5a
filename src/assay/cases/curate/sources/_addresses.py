"""Which addresses may be reached: only those of the public internet, decided where the name is resolved.

The connection goes to the very address that was checked, so that a name that resolves to another one a moment later (DNS
rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

__all__ = ["PrivateAddressError", "PublicResolver", "is_public", "refuse_private"]

_METADATA = frozenset({"168.63.129.16", "192.0.0.192"})
"""Addresses of cloud metadata services that are not in any range set aside for private use (Azure, Oracle)."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddressError(OSError):
    """The host is on this machine, in a private network, or a cloud's metadata service."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where it carries an IPv4 address within."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    odd = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local
    return ip.is_global and not odd and str(ip) not in _METADATA


def refuse_private(host: str) -> None:
    """Raise PrivateAddressError for a host that is an address, and none of the public internet. A name passes: the resolver
    decides about it."""
    try:
        public = is_public(host.strip("[]"))
    except ValueError:
        return
    if not public:
        raise PrivateAddressError(f"{host} is a private address")


class PublicResolver(AbstractResolver):
    """Resolves names with the system's resolver and refuses every name of which an address is not public."""

    def __init__(self) -> None:
        self._system = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._system.resolve(host, port, family)
        for entry in found:
            if not is_public(entry["host"]):
                raise PrivateAddressError(f"{host} has the private address {entry['host']}")
        return found

    async def close(self) -> None:
        await self._system.close()
