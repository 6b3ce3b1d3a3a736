"""康润生's household, told in full: five people, four cattle, a cowshed that is being built."""

from __future__ import annotations

from .families import Families, Family

KANG = "康润生"
CROPS = {"洋芋": 30, "蒜苗": 12, "花椒": 15}
STOCK = {"cattle": 4}
ROOMS = 6
WORK = {"康建军": ("兰州", "电焊工"), "马小芳": ("洛门镇", "超市理货")}
AT_HOME = {KANG, "裴玉兰"}
LAST, GROWTH = 13_860, 0.096
EARLY = {
    2012: 1_980, 2013: 2_430, 2014: 3_010, 2015: 3_620, 2016: 4_350, 2017: 5_080, 2018: 5_940,
    2019: 6_760, 2020: 7_480, 2021: 8_390, 2022: 9_260,
}  # fmt: skip
"""Yuan per head; later years than these are counted back from the last one."""


def people(family: Family, families: Families) -> None:
    """Drawn from nobody's chance: a name, a relation and an age each, the rest as everybody's."""
    family.members.clear()
    family.gone.clear()
    for name, relation, male, age in (
        (KANG, "户主", True, 58),
        ("裴玉兰", "配偶", False, 56),
        ("康建军", "之子", True, 33),
        ("马小芳", "之儿媳", False, 31),
        ("康心怡", "之孙女", False, 8),
    ):
        families.add(family, relation, male, age, name[:1], name)
    head, wife, son, daughter, _ = family.members
    head.phone, head.health = family.phone, "长期慢性病"
    head.education = wife.education = "小学"
    son.education, daughter.education = "初中", "高中"


def means(family: Family, years: range) -> None:
    family.causes = ("因病", "缺技术")
    family.safe_water, family.dangerous_house = True, False
    amount = float(LAST)
    for year in reversed(years):
        family.incomes[year] = round(amount / 10) * 10
        amount /= 1 + GROWTH
