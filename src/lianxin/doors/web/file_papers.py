"""The forms of the file: which groups of fields each asks, under which heading, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from lianxin.records.file.benefits import MedicalAid, StudyAid, Subsidy
from lianxin.records.file.labels import FIELDS
from lianxin.records.file.models import (
    Allowance,
    Condition,
    Dwelling,
    Insurance,
    Land,
    Livelihood,
    Living,
    PartyLife,
    Position,
    Production,
    Service,
    Standing,
    Support,
    Welfare,
)

HINTS = {
    "category": gettext_lazy("脱贫户、监测对象和一般户，帮法不一样"),
    "watch": gettext_lazy("不是监测对象就空着"),
    "risk_cleared": gettext_lazy("消除了就不再算监测对象"),
    "identified": gettext_lazy("批下来认定的那天"),
    "risk_from": gettext_lazy("只知道月份，就写那个月的 1 日"),
    "risk_until": gettext_lazy("只知道月份，就写那个月的 1 日"),
    "cause": gettext_lazy("最要紧的一个，措施照着它定"),
    "dangerous_house": gettext_lazy("危房要先办"),
    "safe_water": gettext_lazy("水量、水质、取水、常年有水，四样都行才算安全"),
    "house_area": gettext_lazy("平方米，可以带小数"),
    "house_grade": gettext_lazy("照房屋鉴定写；C、D 级是危房"),
    "business_power": gettext_lazy("三相动力电，搞加工、养殖用得上"),
    "broadcast": gettext_lazy("电视、广播收得到"),
    "road_metres": gettext_lazy("米，从家门口到村里的主干路"),
    "arable": gettext_lazy("亩，带小数；“8亩4分”也认得"),
    "arable_certified": gettext_lazy("证上的亩数，不大于耕地"),
    "returned": gettext_lazy("已经退下来、在领补助的"),
    "orchard": gettext_lazy("花椒、苹果这些挂果的"),
    "schooling": gettext_lazy("在上学的选年级，不上学的选非在校生"),
    "labour": gettext_lazy("安排务工、公益岗看它"),
    "work_months": gettext_lazy("上一年在外务工几个月，没有写 0"),
    "cooperative": gettext_lazy("农民专业合作社、互助社都算"),
    "company": gettext_lazy("订单、收购、务工，企业带着干的"),
    "leader": gettext_lazy("村里的创业致富带头人带着干的"),
    "latitude": gettext_lazy("度，带小数，比如 34.512345；以前的要去掉就空着"),
    "longitude": gettext_lazy("度，带小数，比如 104.912345"),
    "datum": gettext_lazy(
        "手机导航、多数网上地图是 GCJ-02；百度地图是 BD-09；天地图、测绘成果是 CGCS2000；"
        "手持定位仪是 WGS-84"
    ),
    "business_help": gettext_lazy("比如：种植、养殖、加工、电商、光伏"),
    "not_at_school": gettext_lazy("6 到 15 岁该上学没上的才填"),
    "abroad": gettext_lazy("在外务工的才填"),
    "public_post": gettext_lazy("比如：保洁员、护林员；没有就空着"),
    "public_post_months": gettext_lazy("上一年在岗几个月"),
    "jobless_graduate": gettext_lazy("大专、本科毕业没找到工作的才填"),
    "stay_months": gettext_lazy("0 到 12"),
    "disability_year": gettext_lazy("只知道哪一年，不知道哪一天，才填这里"),
    "supported": gettext_lazy("选了下面的供养方式，这里自己会填上"),
    "minimum": gettext_lazy("户里的低保里有没有这个人"),
    "orphaned": gettext_lazy("父母都在，但是都管不了的孩子"),
    "medical_relief": gettext_lazy("今年的医疗救助一笔一笔记过的，不用再填"),
    "doing": gettext_lazy("一句话，比如：在家务农、养牛；兰州，电焊工"),
    "disability": gettext_lazy("有残疾证才填"),
    "lifted_year": gettext_lazy("脱贫户才填，四位数年份"),
    "people": gettext_lazy("低保证上的人数，不吃低保写 0"),
    "monthly": gettext_lazy("元，全户一个月领多少"),
    "trade": gettext_lazy("比如：电焊工、月嫂"),
    "wage": gettext_lazy("元，一个月大概挣多少"),
    "work_until": gettext_lazy("还在做就空着"),
    "disability_issued": gettext_lazy("证上写的日期；证号系统自己会算，不用填"),
    "medical_amount": gettext_lazy("元，自己交的"),
    "pension_tier": gettext_lazy("元，一年交多少的那一档"),
    "pension_amount": gettext_lazy("元，实际交的"),
    "pension_monthly": gettext_lazy("元，领着养老金的才填"),
    "way": gettext_lazy("不是特困人员就空着"),
    "support_monthly": gettext_lazy("元"),
    "party_joined": gettext_lazy("党员才填；政治面貌在“改资料”里改"),
    "party_branch": gettext_lazy("组织关系在哪个支部"),
    "enlisted": gettext_lazy("退役军人才填"),
    "area": gettext_lazy("亩，按面积发的才填"),
    "amount": gettext_lazy("元"),
    "total": gettext_lazy("元，发票上的总数"),
    "insured": gettext_lazy("元"),
    "relief": gettext_lazy("元；自付多少，系统自己会算"),
    "illness": gettext_lazy("照诊断写"),
    "medical_insurance": gettext_lazy("没参保的要先提醒，一场病就可能返贫"),
}


@dataclass(frozen=True)
class Group:
    """Fields of one statement under a heading."""

    title: Any
    kind: type[Any]
    names: Sequence[str]


@dataclass(frozen=True)
class Paper:
    """A form: its heading, why it is asked, its groups."""

    title: Any
    lead: Any
    groups: Sequence[Group]

    @property
    def kinds(self) -> list[type[Any]]:
        return list(dict.fromkeys(group.kind for group in self.groups))


STANDING = Paper(
    gettext_lazy("户类型、监测和致贫原因"),
    gettext_lazy("从哪天起变成这样，就填哪天；以前的照旧留着。"),
    (
        Group(
            gettext_lazy("类型和监测"),
            Standing,
            (
                "category",
                "lifted_year",
                "watch",
                "risk_cleared",
                "identified",
                "risk_from",
                "risk_until",
            ),
        ),
        Group(gettext_lazy("致贫原因"), Standing, ("cause", "causes")),
    ),
)
DWELLING = Paper(
    gettext_lazy("住房水电路"),
    gettext_lazy("不清楚的空着，下次去了看一眼再补。"),
    (
        Group(gettext_lazy("安全"), Living, ("dangerous_house", "safe_water")),
        Group(
            gettext_lazy("住房"),
            Dwelling,
            ("rooms", "house_area", "structure", "house_grade", "toilet"),
        ),
        Group(
            gettext_lazy("水电路"),
            Dwelling,
            ("power", "business_power", "broadcast", "fuel", "road", "road_metres"),
        ),
    ),
)
LAND = Paper(
    gettext_lazy("土地"),
    gettext_lazy("种什么、补贴发多少，都看地。按亩写，可以带小数。"),
    (
        Group(
            gettext_lazy("耕地"),
            Land,
            ("arable", "arable_certified", "irrigated", "dry", "paddy"),
        ),
        Group(
            gettext_lazy("林地、草地、水面"),
            Land,
            (
                "forest",
                "forest_certified",
                "returned",
                "orchard",
                "orchard_certified",
                "pasture",
                "pasture_certified",
                "water",
            ),
        ),
    ),
)
PRODUCTION = Paper(
    gettext_lazy("生产组织"),
    gettext_lazy("谁带着这一户搞产业，有什么到户的产业帮扶。"),
    (Group(gettext_lazy("谁带着干"), Production, tuple(FIELDS[Production])),),
)
MEMBER = Paper(
    gettext_lazy("身体、上学、务工、参保"),
    gettext_lazy("有变化就填，从哪天起算哪天；以前的照旧留着。"),
    (
        Group(gettext_lazy("身体"), Condition, ("health",)),
        Group(
            "",
            Livelihood,
            ("disability", "disability_level", "disability_issued", "disability_year"),
        ),
        Group("", Welfare, ("medical_relief", "health_help")),
        Group(
            gettext_lazy("上学"),
            Condition,
            ("education", "schooling", "not_at_school", "mandarin"),
        ),
        Group(
            gettext_lazy("做什么"),
            Livelihood,
            (
                *("doing", "work_region", "employer", "trade", "wage", "work_from", "work_until"),
                *("abroad", "public_post", "public_post_months", "jobless_graduate", "stay_months"),
            ),
        ),
        Group("", Condition, ("labour", "work_months")),
        Group(gettext_lazy("参保"), Livelihood, ("medical_insurance", "pension")),
        Group("", Condition, ("illness_insurance",)),
        Group(
            "",
            Welfare,
            (
                *("employee_medical", "commercial_medical"),
                *("employee_pension", "accident_insurance"),
            ),
        ),
        Group(gettext_lazy("医保和养老怎么交的"), Insurance, tuple(FIELDS[Insurance])),
        Group(gettext_lazy("低保和供养"), Welfare, ("minimum", "orphaned")),
        Group("", Support, tuple(FIELDS[Support])),
        Group(gettext_lazy("党员"), PartyLife, tuple(FIELDS[PartyLife])),
        Group(gettext_lazy("退役军人"), Service, tuple(FIELDS[Service])),
    ),
)
ALLOWANCE = Paper(
    gettext_lazy("低保"),
    gettext_lazy("一户一份；金额、人数变了就从那天再填一次。"),
    (Group(gettext_lazy("低保"), Allowance, tuple(FIELDS[Allowance])),),
)
POSITION = Paper(
    gettext_lazy("住房的位置"),
    gettext_lazy("愿意填才填，不填什么也不少：填了，看板的地图上这一户就在它真正的地方。"),
    (Group(gettext_lazy("在地图上哪里"), Position, tuple(FIELDS[Position])),),
)
PAPERS = {
    "standing": STANDING,
    "dwelling": DWELLING,
    "land": LAND,
    "production": PRODUCTION,
    "allowance": ALLOWANCE,
    "position": POSITION,
}
BENEFITS: dict[str, Paper] = {
    "subsidy": Paper(
        gettext_lazy("惠民补贴"),
        gettext_lazy("一笔一行：哪一年、哪一种、多少钱。"),
        (Group(gettext_lazy("这一笔"), Subsidy, tuple(FIELDS[Subsidy])),),
    ),
    "study": Paper(
        gettext_lazy("教育资助"),
        gettext_lazy("一人一学期一行。"),
        (Group(gettext_lazy("这一笔"), StudyAid, tuple(FIELDS[StudyAid])),),
    ),
    "medical": Paper(
        gettext_lazy("医疗救助"),
        gettext_lazy("一次治疗一行；自付多少系统自己会算。"),
        (Group(gettext_lazy("这一笔"), MedicalAid, tuple(FIELDS[MedicalAid])),),
    ),
}
"""Papers of payments, of which a household has several at a time."""
