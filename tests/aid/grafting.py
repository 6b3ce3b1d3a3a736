"""花椒嫁接 of today: 田立新 goes, one household is asked, and there is something to bring."""

from __future__ import annotations

from lianxin.aid.models import Activity
from lianxin.aid.planning.actions import Asked, activity_invite, activity_plan
from lianxin.kernel.period import today
from lianxin.register.models import Household
from tests.cast import Cast, code


def grafting(cast: Cast, home: Household) -> Activity:
    office = cast.actor(cast.office)
    row = activity_plan(
        actor=office,
        village=cast.village,
        kind=code("activity", "嫁接"),
        title="花椒嫁接",
        day=today(),
        time="上午九点",
        place="村口果园",
        materials=["剪刀", "接穗"],
        officers=[cast.tian],
    )
    activity_invite(actor=office, activity=row, asked=[Asked(home)])
    return row
