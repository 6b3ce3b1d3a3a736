"""Which addresses may be called: https anywhere, http within the house, and nothing that only a machine owns."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from lianxin.kernel.problem import refuse

LONGEST = 300
PORTS = {"http": 80, "https": 443}


def checked(address: str) -> str:
    """The address as it is kept; refused where nobody may be called at it."""
    address = address.strip()
    parts = urlsplit(address) if len(address) <= LONGEST and address.isprintable() else None
    if parts is None or parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc:
        raise refuse("hook.wrong_address", "address")
    for one in _found(parts.hostname, _port(parts)):
        if one.is_link_local or one.is_multicast or one.is_unspecified or one.is_reserved:
            raise refuse("hook.forbidden_address", "address")
        if parts.scheme == "http" and not (one.is_private or one.is_loopback):
            raise refuse("hook.not_private", "address")
    return address


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or PORTS[parts.scheme]
    except ValueError:
        raise refuse("hook.wrong_address", "address") from None


def _found(host: str, port: int) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise refuse("hook.unknown_host", "address", host=host[:60]) from None
    found = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in told]
    return [getattr(one, "ipv4_mapped", None) or one for one in found]
