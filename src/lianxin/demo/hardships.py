"""Five households that got worse: what happened to each, and what the register and the file tell of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from .families import Family

HAILED, SICK, CATTLE, HOUSE = "李桂香", "王拴牢", "马存娃", "郭有才"
FALLS = {HAILED: 0.142, SICK: 0.083, CATTLE: 0.064}
SUDDEN, SUDDEN_FALL = "突发严重困难户", 0.097
HAIL = (6, 18)


class Blow(NamedTuple):
    """What an officer wrote down, and what the household asked for; no day: in this year."""

    day: tuple[int, int] | None
    kinds: tuple[str, ...]
    text: str
    kind: str
    need: str
    talk: str
    picture: str = ""
    outcome: str = ""


BLOWS = {
    HAILED: Blow(
        HAIL,
        ("visit",),
        "昨晚下冰雹，李桂香家2.6亩豆角绝收，叶子打光了。人没事，房上瓦打碎十来片。照了相，报保险。",
        "产业发展",
        "豆角叫冰雹打了，2.6亩绝收，问保险咋赔",
        "保险公司来人看了地，量了亩数",
        "hail",
        "保险赔了1,560元，补种了秋菜",
    ),
    SICK: Blow(
        (9, 3),
        ("visit", "talk"),
        "王拴牢住院十二天，昨天才出院。医保报过以后自付1.3万元，卖了两头猪垫上的。今年的活也耽误了。",
        "看病就医",
        "住院自付1.3万元，问大病保险还能不能再报",
        "单子收齐，送到镇医保窗口",
        outcome="大病保险又报回4,300元，还差的写了临时救助申请",
    ),
    CATTLE: Blow(
        (10, 12),
        ("visit", "talk"),
        "牛价跌了，马存娃家卖掉的两头，一头比去年少两千多。圈里还有3头，舍不得再卖，草料钱紧。",
        "贷款资金",
        "牛价跌了，想贷三万元把3头牛养到明年再卖",
        "问了信用社，要填的表拿回来了",
    ),
    HOUSE: Blow(
        None,
        ("visit",),
        "郭有才家后墙的裂缝宽到两指，墙角塌了一块。镇上来人鉴定成D级，人先搬到侄儿家，铺盖帮着搬过去的。",
        "住房",
        "后墙塌了一角，鉴定成D级，问危房改造咋报",
        "申请表填好，村上盖了章，报到镇上",
        "house",
    ),
    "": Blow(
        None,
        ("help",),
        "到县医院看了{head}。腰腿疼出不了工，这回住院二十天，报过还要自付1.1万元。村上评议过，镇上批了，列进监测。",
        "看病就医",
        "住院自付1.1万元，问临时救助能不能申请",
        "申请写好，交到镇民政办",
    ),
}
"""By the head's name; blank: of the household that was drawn for a sudden hardship."""


def worsen(village: list[Family], last: int, day: date) -> None:
    """``last``: the last year whose incomes are known. What is found out, is found out this year."""
    lately = max(date(day.year, 1, 1), day - timedelta(days=24))
    for family in village:
        head = family.members[0].name
        sudden = family.watch == SUDDEN and head != HAILED
        if fall := SUDDEN_FALL if sudden else FALLS.get(head):
            family.incomes[last] = round(family.incomes[last - 1] * (1 - fall) / 10) * 10
        if head == HAILED:
            family.watched_from = date(last, *HAIL) + timedelta(days=20)
        if sudden:
            family.watched_from = lately
        if head == HOUSE:
            family.dangerous_house, family.dangerous_from = True, lately


def blow_of(family: Family) -> Blow | None:
    found = BLOWS.get(family.members[0].name)
    return found or (BLOWS[""] if family.watch == SUDDEN else None)


def day_of(blow: Blow, family: Family, last: int) -> date:
    """The day of the entry."""
    if blow.day:
        return date(last, *blow.day)
    return family.dangerous_from or family.watched_from or date(last, 10, 31)
