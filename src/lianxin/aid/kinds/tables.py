"""The method's kinds of activities as they come with the product; a unit changes its own rows."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from lianxin.kernel.actor import SYSTEM
from lianxin.register.models import Code

from .models import ActivityKind, Group, Writes

SINCE = date(2012, 1, 1)
TEACH = Writes.TRAINING
QUARTER, TWO_MONTHS, MONTH, FORTNIGHT = 90, 60, 30, 14


class Given(NamedTuple):
    group: Group
    writes: Writes
    needs: tuple[str, ...] = ()
    words: str = ""
    trade: str = ""
    after: int | None = None


WORK, FARMING = ("技术培训", "就业务工"), ("技术培训", "产业发展")
KINDS = {
    "政策宣讲": Given(Group.LECTURE, Writes.LECTURE, ("政策咨询",), "政策、低保、医保、补贴"),
    "学习辅导会": Given(Group.STUDY, Writes.LECTURE),
    "病虫害防治": Given(Group.FARM, TEACH, FARMING, "病虫、打药、蚜虫、锈病", "", TWO_MONTHS),
    "牲畜养殖": Given(Group.FARM, TEACH, FARMING, "牛、羊、猪、养殖、防疫", "养殖", QUARTER),
    "果园管理": Given(
        Group.FARM, TEACH, FARMING, "果园、果树、苹果、花椒、修剪", "果树管理", QUARTER
    ),
    "嫁接": Given(Group.FARM, TEACH, FARMING, "嫁接、接穗、老树", "果树嫁接", QUARTER),
    "电工": Given(Group.TRADE, TEACH, WORK, "电工、接电、电路", "电工", QUARTER),
    "焊工": Given(Group.TRADE, TEACH, WORK, "焊工、电焊、焊接", "焊工", QUARTER),
    "泥瓦工": Given(Group.TRADE, TEACH, WORK, "泥瓦、砌墙、工地、瓦工", "泥瓦工", QUARTER),
    "家政": Given(Group.TRADE, TEACH, WORK, "家政、月嫂、护理、做饭", "家政服务", QUARTER),
    "技能培训": Given(Group.TRADE, TEACH, WORK, "培训、手艺、技术", "", QUARTER),
    "专家上门": Given(Group.EXPERT, Writes.HELP, ("产业发展",), "专家、技术员、指导", "", MONTH),
    "免费体检": Given(
        Group.MEDICAL, Writes.HELP, ("看病就医",), "体检、看病、血压、医院", "", MONTH
    ),
    "三夏助农": Given(Group.HARVEST, Writes.HELP, (), "割麦、抢收、收割、没劳力"),
    "赠送物资": Given(Group.GOODS, Writes.HELP, (), "化肥、农药、种子、物资"),
    "慰问走访": Given(Group.GOODS, Writes.HELP, (), "老人、慰问、被子、煤"),
    "法律援助": Given(
        Group.LEGAL, Writes.HELP, ("矛盾纠纷",), "纠纷、官司、欠薪、律师", "", FORTNIGHT
    ),
    "其他": Given(Group.OTHER, Writes.HELP),
}
"""By name, as code lists are matched."""


def load_activity_kinds() -> None:
    """Adds what is missing of the lists that came with the product; never changes a row that stands."""
    codes = {c.name: c for c in Code.objects.visible_to(SYSTEM).filter(list="activity")}
    asked = Code.objects.visible_to(SYSTEM).filter(list="need")
    needs = {code.name: str(code.pk) for code in asked}
    known = set(ActivityKind.objects.visible_to(SYSTEM).values_list("kind_id", flat=True))
    ActivityKind.objects.bulk_create(
        ActivityKind(
            kind=codes[name],
            group=told.group,
            writes=told.writes,
            needs=[needs[one] for one in told.needs if one in needs],
            words=told.words,
            trade=told.trade,
            after=told.after,
            from_day=SINCE,
        )
        for name, told in KINDS.items()
        if name in codes and codes[name].pk not in known
    )
