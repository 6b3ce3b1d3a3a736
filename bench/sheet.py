"""Invented rosters of any size: 32 columns as offices send them, ID area 620599, right checksums."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

from lianxin.demo.names import Registry

HEADERS = (
    "序号 数据日期 县(市、区、旗) 乡(镇) 行政村 自然村 户编号 人编号 姓名 证件号码 人数 与户主关系 民族 文化程度 "
    "在校生状况 健康状况 劳动技能 务工时间（月） 是否参加大病保险 致贫原因1 危房户 是否解决安全饮用水 人均纯收入 "
    "户联系电话 人联系电话 首次识别时间 人员识别时间 户类型 易返贫致贫户(监测对象)类型 风险是否消除 风险识别时间 "
    "风险消除时间"
).split()  # fmt: skip
GROUPS = tuple(f"{n}社" for n in "一二三四五六七八九")
MEMBERS = (("户主", True, 1965), ("配偶", False, 1967), ("之子", True, 1992), ("之女", False, 1995))


def write(path: Path, size: int, seed: int = 1) -> None:
    book = xlsxwriter.Workbook(
        path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, HEADERS)
    for place, row in enumerate(rows(size, seed), 1):
        sheet.write_row(place, 0, row)
    book.close()


def rows(size: int, seed: int) -> Iterator[list[str | int]]:
    chance = Random(seed)  # noqa: S311 (a seed gives the same file again)
    registry = Registry(chance)
    for serial in range(size):
        household, place = divmod(serial, len(MEMBERS))
        relation, male, around = MEMBERS[place]
        if place == 0:
            surname, group = registry.surname(), chance.choice(GROUPS)
            income, phone = chance.randint(6000, 25000), f"1990000{household % 10000:04}"
        born = date(around - 14, 1, 1) + timedelta(days=chance.randrange(28 * 365))
        name = (surname if place != 1 else registry.surname()) + registry.name(surname, male, born)[
            len(surname) :
        ]
        yield [
            serial + 1, "202607", "武山县", "洛门镇", "阳坡村", group,
            f"6205991{household:09}", f"6205992{serial:011}", name,
            registry.id_number(born, male), min(len(MEMBERS), size - household * 4), relation,
            "汉族", chance.choice(("小学", "初中", "高中")), "非在校生", "健康", "普通劳动力",
            chance.randrange(13), "是", "缺技术", "否", "是", income, phone, phone,
            "201401", "201401", "脱贫户", "", "", "", "",
        ]  # fmt: skip
