"""Where this machine stands on its own network: addresses by which phones beside it can reach it."""

from __future__ import annotations

import re
import socket
import struct
import sys
from contextlib import suppress
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

from lianxin.kernel.problem import refuse

PRIVATE = tuple(
    IPv4Network(net)
    for net in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",  # behind an operator's shared address
        "169.254.0.0/16",  # no router gave one
        "127.0.0.0/8",
        "192.0.2.0/24",  # the three of the textbooks, which are nobody's
        "198.51.100.0/24",
        "203.0.113.0/24",
    )
)
PRIVATE6 = tuple(IPv6Network(net) for net in ("fc00::/7", "fe80::/10", "::1/128"))
INSIDE = re.compile(r"(lo|docker|br-|veth|virbr)")  # no phone comes in by these
SIOCGIFADDR = 0x8915
NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def lan_address() -> str:
    """The address on the default route; a UDP socket sends nothing until it is written to."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def addresses() -> list[str]:
    """Every address of a private network that phones may use, the one of the default route first."""
    found = [lan_address(), *sorted({*_by_card(), *_by_name()})]
    usable = [one for one in dict.fromkeys(found) if one and _is_private(one)]
    if not usable:
        raise refuse("serve.lan_no_network", "lan")
    return usable


def local_name() -> str:
    """The name that machines beside this one may find it by; empty where it has no usable one."""
    name = socket.gethostname().partition(".")[0]
    return f"{name.lower()}.local" if NAME.fullmatch(name) else ""


def _is_private(address: str) -> bool:
    there = ip_address(address)
    return (
        isinstance(there, IPv4Address)
        and not there.is_loopback
        and any(there in net for net in PRIVATE)
    )


def _by_name() -> set[str]:
    with suppress(OSError):
        known = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        return {str(one[4][0]) for one in known}
    return set()


def _by_card() -> set[str]:
    """Linux tells the addresses of its network cards; elsewhere the name knows them."""
    if sys.platform != "linux":
        return set()
    import fcntl

    found = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, card in socket.if_nameindex():
            if INSIDE.match(card):
                continue
            with suppress(OSError):  # a card without an address
                asked = struct.pack("256s", card.encode()[:15])
                answer = fcntl.ioctl(probe.fileno(), SIOCGIFADDR, asked)
                found.add(socket.inet_ntoa(answer[20:24]))
    return found
