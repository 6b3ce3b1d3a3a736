"""The unit's own map tiles, where it has any: their address, their datum, what a page may load because of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from lianxin.kernel.mercator import Tile, Window


@dataclass(frozen=True)
class Picture:
    """A tile as it is drawn."""

    href: str
    x: float
    y: float


def pictures(window: Window) -> list[Picture]:
    """Nothing where no address is set: the ground stays plain."""
    address = settings.LIANXIN_TILES
    return [_picture(address, tile) for tile in window.tiles()] if address else []


def _picture(address: str, tile: Tile) -> Picture:
    numbers = {"{z}": tile.z, "{x}": tile.column, "{y}": tile.row}
    for mark, number in numbers.items():
        address = address.replace(mark, str(number))
    return Picture(address, tile.x, tile.y)


def source() -> str:
    """The origin that pictures may also come from, for the policy of a page; empty for one's own."""
    parts = urlsplit(settings.LIANXIN_TILES)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
