"""What the demo village has, year by year: the road, the water, the school, the fields."""

from __future__ import annotations

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
