"""What the demo village has, year by year, what it lacks, and what people said of its plan."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

FIRST = 2012
SOURCES = ("村委会台账", "镇上统计年报", "实地量的")
LATE: dict[str, tuple[tuple[int, str], ...]] = {
    "road_groups": ((2012, "0"), (2017, "1"), (2023, "2")),
    "road_km": ((2012, "0"), (2017, "2.6"), (2023, "5.8")),
    "tap_homes": ((2012, "0"), (2015, "64")),
    "safe_water": ((2012, "0"), (2016, "1")),
    "power": ((2012, "0"), (2014, "1")),
    "internet_homes": ((2016, "6"), (2019, "28"), (2022, "47"), (2025, "55")),
    "lights": ((2012, "0"), (2018, "24"), (2024, "46")),
    "clinic": ((2012, "0"), (2014, "1")),
    "doctors": ((2012, "1"), (2021, "2")),
    "school": ((2012, "村里有"), (2020, "到镇上上")),
    "kindergarten": ((2012, "到镇上上"), (2018, "到邻村上")),
    "culture_room": ((2012, "0"), (2018, "1")),
    "day_care": ((2012, "0"), (2024, "1")),
    "bus": ((2012, "0"), (2019, "1")),
    "cooperatives": ((2012, "0"), (2017, "1"), (2021, "2")),
    "cooperative_homes": ((2017, "19"), (2021, "38"), (2025, "44")),
    "collective_income": (
        *((2012, "0"), (2017, "8000"), (2019, "21000"), (2021, "46500")),
        *((2023, "82000"), (2025, "118600")),
    ),
    "working_away": ((2012, "58"), (2016, "83"), (2020, "76"), (2024, "91")),
    "arable": ((2012, "1460"), (2020, "1432")),
    "terraced": ((2012, "310"), (2013, "1170")),
    "irrigated": ((2012, "0"), (2016, "120"), (2024, "160")),
    "idle": ((2012, "95"), (2019, "140"), (2023, "86"), (2026, "62")),
    "orchard": ((2012, "150"), (2019, "330"), (2022, "382.5")),
    "greenhouse": ((2018, "6"), (2024, "11")),
    "forest": ((2012, "720"), (2015, "905")),
}
"""From which year on what was so."""


def of_year(year: int) -> dict[str, str]:
    """What was so in a year, by the keys of the indicators."""
    found: dict[str, str] = {}
    for key, told in LATE.items():
        for since, value in told:
            if since <= year:
                found[key] = value
    return found


ROADS, WATER = "二社到三社没有硬化路", "旱地靠天，缺集雨的水"


class Trouble(NamedTuple):
    """A problem: since when, which groups, how many households, how urgent, kinds of needs, how it ended."""

    text: str
    since: date
    groups: tuple[str, ...]
    homes: int
    priority: int
    needs: tuple[str, ...] = ()
    solved: date | None = None
    outcome: str = ""


TROUBLES = (
    Trouble(
        ROADS,
        date(2012, 3, 1),
        ("二社", "三社"),
        41,
        1,
        (),
        date(2023, 7, 20),
        "3.2 公里产业路通车了",
    ),
    Trouble("三社到沟口 1.4 公里还是土路", date(2023, 8, 1), ("三社",), 17, 1, ("基础设施",)),
    Trouble(WATER, date(2012, 3, 1), (), 52, 2, ("饮水",)),
    Trouble("花椒、苹果卖不上价，没有冷库", date(2019, 9, 1), (), 44, 2, ("产业发展",)),
    Trouble("老人多，看病要到镇上", date(2020, 1, 1), (), 29, 2, ("看病就医",)),
    Trouble("年轻人外出，会手艺的少", date(2018, 2, 1), (), 33, 3, ("就业务工", "技术培训")),
)
SAID = (
    (
        "card",
        "先把三社到沟口的路修了，下雨天娃娃上学走不成",
        "排在头一年，2027 年雨季前完工",
        True,
        True,
    ),
    (
        "card",
        "冷库建在哪里，离二社太远了不方便",
        "建在二社三社中间的老场院，两边都不远",
        True,
        True,
    ),
    ("meeting", "水窖多打几眼，地头也要有", "改成再打 30 眼，其中 12 眼在地头", True, True),
    ("meeting", "村口装个广场", "这几年先修路打窖，广场下一次再议", False, True),
    ("card", "我家地在路边，占了地咋补", "占地按镇上的标准补，开工前逐户量、逐户签", True, False),
)
AIMS = {
    2021: "二社到三社通硬化路。\n旱地有集雨的水窖。\n村集体收入一年到 8 万元。",
    2026: "社社通硬化路，雨天出得去。\n果品有地方存，卖得上价。\n旱地有水，地头有窖。\n"
    "老人在村里看得上病。\n村集体收入一年到 20 万元。",
}
