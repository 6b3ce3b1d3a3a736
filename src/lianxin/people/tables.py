"""The county and its towns, which come with the product (codes of 武山县 62 05 24)."""

from __future__ import annotations

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.text import initials

from .models import Area

COUNTY = (
    ("620000000000", "甘肃省", "province"),
    ("620500000000", "天水市", "city"),
    ("620524000000", "武山县", "county"),
)
TOWNS = [
    "100城关镇",
    "101洛门镇",
    "102鸳鸯镇",
    "103滩歌镇",
    "104四门镇",
    "105马力镇",
    "106山丹镇",
    "107温泉镇",
    "108桦林镇",
    "109龙台镇",
    "110榆盘镇",
    "111高楼镇",
    "112杨河镇",
    "202嘴头乡",
    "206沿安乡",
]
LENGTHS = {"province": 2, "city": 4, "county": 6, "town": 9, "village": 12, "group": 14}


def load_areas() -> None:
    """Adds what is missing; never changes a row that an administrator has changed."""
    known = dict(Area.objects.visible_to(SYSTEM).values_list("code", "id"))
    rows = [*COUNTY, *((f"620524{t[:3]}000", t[3:], "town") for t in TOWNS)]
    for code, name, level in rows:
        if code in known:
            continue
        path = code[: LENGTHS[level]]
        above = [a for a in rows if a[0] in known and path.startswith(a[0][: LENGTHS[a[2]]])]
        area = Area.objects.create(
            code=code,
            path=path,
            name=name,
            initials=initials(name),
            level=level,
            parent_id=known[above[-1][0]] if above else None,
        )
        known[code] = area.pk
