"""Templates of plans that come with the product; the office makes its own.

The stages and measures are a beginning for a household's own plan, never a rule: a unit ends or replaces them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from lianxin.kernel.actor import SYSTEM
from lianxin.register.models import Code

from .models import PlanTemplate

SINCE = date(2012, 1, 1)
BY = ("category", "watch", "cause")


def _stage(title: str, text: str, months: int, *goals: tuple[str, int | None, int | None]) -> Any:
    """A goal is an aspect with a target, or with so many percent more than now."""
    return {"title": title, "text": text, "months": months, "goals": [list(one) for one in goals]}


def _measure(direction: str, field: str, text: str) -> dict[str, str]:
    return {"direction": direction, "field": field, "text": text}


ROWS: tuple[dict[str, Any], ...] = (
    {
        "name": "一般户",
        "category": "一般农户",
        "aim": "日子稳当，收入一年比一年好",
        "stages": [
            _stage("摸清", "底子摸清，政策讲到，定一两件能办成的事", 6, ("income", None, 0)),
            _stage("增收", "收入比去年多", 6, ("income", None, 5)),
        ],
        "measures": [
            _measure("宣传农村政策", "政策宣传", "把今年的惠农政策讲到户"),
            _measure("寻找致富门路", "产业扶持", "帮着找一条增收的路子"),
        ],
    },
    {
        "name": "脱贫户",
        "category": "脱贫户",
        "aim": "脱贫不返贫，收入往上走",
        "stages": [
            _stage(
                "稳住",
                "住房、饮水、上学、看病都有保障",
                6,
                ("house_safe", None, None),
                ("water_safe", None, None),
                ("out_of_school", 0, None),
            ),
            _stage("增收", "产业或务工收入比去年多一成", 18, ("income", None, 10)),
        ],
        "measures": [
            _measure("传授致富技能", "技能培训", "学一门用得上的手艺"),
            _measure("寻找致富门路", "产业扶持", "扶持一项能见效的产业"),
        ],
    },
    {
        "name": "脱贫不稳定户",
        "watch": "脱贫不稳定户",
        "aim": "风险消除，收入稳得住",
        "stages": [
            _stage(
                "稳住",
                "该享受的政策都享受上",
                6,
                ("house_safe", None, None),
                ("water_safe", None, None),
                ("uninsured", 0, None),
            ),
            _stage(
                "消除风险", "收入过线，风险消除", 12, ("income", None, 15), ("watched", None, None)
            ),
        ],
        "measures": [
            _measure("解决实际困难", "政策宣传", "低保、医保、救助该办的办到位"),
            _measure("寻找致富门路", "产业扶持", "落实一项稳定的收入"),
        ],
    },
    {
        "name": "边缘易致贫户",
        "watch": "边缘易致贫户",
        "aim": "不致贫，风险早消除",
        "stages": [
            _stage(
                "堵住",
                "把最容易出事的地方先堵住",
                6,
                ("house_safe", None, None),
                ("uninsured", 0, None),
            ),
            _stage(
                "消除风险", "收入过线，风险消除", 12, ("income", None, 15), ("watched", None, None)
            ),
        ],
        "measures": [
            _measure("解决实际困难", "政策宣传", "该享受的政策一项一项办"),
            _measure("传授致富技能", "技能培训", "有劳力的学一门手艺"),
        ],
    },
    {
        "name": "突发严重困难户",
        "watch": "突发严重困难户",
        "aim": "先过难关，再消除风险",
        "stages": [
            _stage(
                "救急",
                "临时救助、医疗救助到位，吃住不愁",
                3,
                ("house_safe", None, None),
                ("water_safe", None, None),
                ("uninsured", 0, None),
            ),
            _stage(
                "消除风险", "收入回到出事以前", 12, ("income", None, 10), ("watched", None, None)
            ),
        ],
        "measures": [
            _measure("解决实际困难", "政策宣传", "申请临时救助和医疗救助"),
            _measure("解决实际困难", "项目投资", "联系部门解决眼前最急的一件事"),
        ],
    },
    {
        "name": "因病",
        "cause": "因病",
        "measures": [
            _measure("解决实际困难", "政策宣传", "慢病签约、大病救助办到位，按季随访"),
        ],
    },
    {
        "name": "因残",
        "cause": "因残",
        "measures": [
            _measure("解决实际困难", "政策宣传", "残疾证和两项补贴办到位"),
        ],
    },
    {
        "name": "因学",
        "cause": "因学",
        "measures": [
            _measure("解决实际困难", "政策宣传", "雨露计划、助学金申请到位"),
        ],
    },
    {
        "name": "因灾",
        "cause": "因灾",
        "measures": [
            _measure("解决实际困难", "项目投资", "灾后补种补栏，修好房和路"),
        ],
    },
    {
        "name": "缺土地",
        "cause": "缺土地",
        "measures": [
            _measure("寻找致富门路", "产业扶持", "流转土地或发展养殖"),
        ],
    },
    {
        "name": "缺水",
        "cause": "缺水",
        "measures": [
            _measure("解决实际困难", "项目投资", "争取饮水和灌溉项目"),
        ],
    },
    {
        "name": "缺技术",
        "cause": "缺技术",
        "measures": [
            _measure("传授致富技能", "技能培训", "参加种养或技工培训"),
        ],
    },
    {
        "name": "缺劳动力",
        "cause": "缺劳动力",
        "measures": [
            _measure("解决实际困难", "产业扶持", "联系公益性岗位或托管代种"),
        ],
    },
    {
        "name": "缺资金",
        "cause": "缺资金",
        "measures": [
            _measure("寻找致富门路", "小额贷款", "办理脱贫人口小额信贷"),
        ],
    },
    {
        "name": "交通条件落后",
        "cause": "交通条件落后",
        "measures": [
            _measure("解决实际困难", "项目投资", "争取硬化入户路"),
        ],
    },
    {
        "name": "自身发展动力不足",
        "cause": "自身发展动力不足",
        "measures": [
            _measure("转变思想观念", "政策宣传", "多谈心，请致富能手带一带"),
        ],
    },
    {
        "name": "因婚",
        "cause": "因婚",
        "measures": [
            _measure("解决实际困难", "政策宣传", "婚事新办，合计着还债"),
        ],
    },
    {
        "name": "因意外事故",
        "cause": "因意外事故",
        "measures": [
            _measure("解决实际困难", "政策宣传", "保险理赔、临时救助办到位"),
        ],
    },
    {
        "name": "因产业项目失败",
        "cause": "因产业项目失败",
        "measures": [
            _measure("寻找致富门路", "产业扶持", "换一条稳当的路子，先保本"),
        ],
    },
    {
        "name": "因务工就业不稳定",
        "cause": "因务工就业不稳定",
        "measures": [
            _measure("寻找致富门路", "技能培训", "联系稳定的岗位，劳务对接"),
        ],
    },
    {
        "name": "因突发公共事件",
        "cause": "因突发公共事件",
        "measures": [
            _measure("解决实际困难", "政策宣传", "临时救助到位，帮着恢复生产"),
        ],
    },
    {
        "name": "其他",
        "cause": "其他",
        "measures": [
            _measure("解决实际困难", "政策宣传", "一户一议，找准最急的一件事"),
        ],
    },
)


def load_plan_templates() -> None:
    """Once, into an instance without any."""
    if PlanTemplate.objects.visible_to(SYSTEM).exists():
        return
    codes = {(code.list, code.name): code for code in Code.objects.visible_to(SYSTEM)}
    PlanTemplate.objects.bulk_create(
        PlanTemplate(
            name=row["name"],
            aim=row.get("aim", ""),
            stages=row.get("stages", []),
            measures=row["measures"],
            source="产品自带，请按本单位的实际修改",
            position=place,
            from_day=SINCE,
            **{by: codes[by, row[by]] for by in BY if by in row},
        )
        for place, row in enumerate(ROWS)
    )
