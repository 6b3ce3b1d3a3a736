"""To which stage and cause a measure of the demo belongs, and which resource it uses."""

from __future__ import annotations

from datetime import date

from lianxin.kernel.actor import SYSTEM
from lianxin.plans.household.models import Stage
from lianxin.plans.household.queries import lines

from .homes import Home

FIELDS = {
    "宣传农村政策": "政策宣传",
    "转变思想观念": "政策宣传",
    "传授致富技能": "技能培训",
    "寻找致富门路": "产业扶持",
    "解决实际困难": "项目投资",
}
ANSWERED = {
    "因病": ("解决实际困难",),
    "因残": ("解决实际困难",),
    "因学": ("解决实际困难",),
    "因灾": ("解决实际困难", "寻找致富门路"),
    "缺技术": ("传授致富技能", "寻找致富门路", "转变思想观念"),
    "缺劳动力": ("解决实际困难", "寻找致富门路"),
    "缺资金": ("寻找致富门路", "解决实际困难", "宣传农村政策"),
}


def stage_on(home: Home, day: date) -> Stage | None:
    """The stage of the household's plan on a day, else its first."""
    it = lines(SYSTEM, [home.household.pk], day)[home.household.pk]
    found = it.stage or (it.stages[0] if it.stages else None)
    return found.stage if found else None


def answered(home: Home, direction: str) -> str | None:
    """The household's own cause that a direction answers, if it has one."""
    found = (one for one in home.family.causes if direction in ANSWERED.get(one, ()))
    return next(found, None)
