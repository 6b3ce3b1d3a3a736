"""The rules of doubt that come with the product; an office changes their thresholds from a day on.

``weight`` in hundredths of a doubt: what weighs a hundred is asked by itself, the rest only together. What
they find and miss on simulated years is in BENCHMARKS.md (``./lianxin bench review``).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from lianxin.kernel.actor import SYSTEM

from .models import DoubtRule

SINCE = date(2012, 1, 1)
OWN = "产品自带，界限按 ./lianxin bench review 的模拟定"
ROWS: tuple[tuple[str, str, str, str, str, dict[str, Any]], ...] = (
    (
        "denied",
        "户里说没来",
        "The household says nobody came",
        "接待的是别的家人，扫卡的人不知道；也可能记错了日子",
        "Somebody else of the family met them, or the day was remembered wrongly",
        {"weight": 100},
    ),
    (
        "two_places",
        "同一天在两处",
        "In two places on one day",
        "两个村挨着，上午下午各去一处；也可能日期写错了一天",
        "The villages are neighbours, one in the morning and one after noon; or a date is one day off",
        {"hours": 14, "weight": 100, "weight_near": 40},
    ),
    (
        "off_duty",
        "人不在岗",
        "Off duty",
        "请假提前回来了，或者请假期间顺路去了；不在岗的日期没改",
        "Back early from leave, or passed by while on leave; the dates of leave were not corrected",
        {"weight": 100},
    ),
    (
        "home_away",
        "户里没人在家",
        "Nobody lives at home then",
        "过年、农忙回来了，户档还没更新",
        "They were back for the new year or the harvest, and the file was not updated",
        {
            "here": ["乡(镇)内", "乡外县内"],
            "weight": 100,
        },
    ),
    (
        "copied_others",
        "文字和别人一样",
        "The text is like another's",
        "几个人一起去的，商量着写的；用了单位统一的说法",
        "They went together and wrote together; or used the unit's common wording",
        {"percent": 80, "letters": 20, "weight": 100},
    ),
    (
        "copied_self",
        "文字和自己以前一样",
        "The text is like an earlier one of one's own",
        "每次去办的是同一件事，用了常用语",
        "Each time it was the same errand, told in a stock phrase",
        {"percent": 85, "letters": 20, "weight": 60},
    ),
    (
        "late",
        "事后很久才写",
        "Written long after",
        "当时记在本子上，回来补录的；手机坏了、没有信号",
        "It was noted on paper and typed in later; the phone was broken or had no signal",
        {"days": 10, "very": 45, "weight": 20, "weight_very": 40},
    ),
    (
        "dense",
        "几分钟写了好几户",
        "Many within minutes",
        "回到镇上，有了信号才集中补写",
        "Back in town with a signal, they were written one after the other",
        {
            "minutes": 20,
            "entries": 4,
            "very": 8,
            "days": 3,
            "weight": 20,
            "weight_very": 60,
            "weight_copies": 80,
        },
    ),
    (
        "crowded",
        "一天走得太多",
        "Too many in one day",
        "几户住一个院，或者开会时一起见到的",
        "Several live around one yard, or were met together at a meeting",
        {"homes": 10, "minutes": 5, "weight": 60},
    ),
    (
        "one_hand",
        "一个人替几个人写",
        "One hand writes for many",
        "干部口头说的，联户办统一代录",
        "The officers told it and the office typed it in for them",
        {"officers": 3, "minutes": 60, "weight": 60},
    ),
    (
        "goods",
        "数量和发放对不上",
        "Amounts differ from the deliveries",
        "是自己掏钱买的，或者发放还没登记",
        "It was bought with one's own money, or the delivery is not entered yet",
        {"days": 7, "weight": 60},
    ),
    (
        "not_received",
        "户里说没收到",
        "The household says it did not come",
        "别的家人领走的，扫卡的人不知道；东西还放在村部没去取，或者分几次发、还没发齐",
        "Somebody else of the family took it; it still waits at the village office, or comes in several lots",
        {"weight": 100, "weight_differs": 100},
    ),
    (
        "idle_measure",
        "办完了却没人做过什么",
        "Done without anything done",
        "是别的部门办的，日记里没写",
        "Another department did it and no diary tells of it",
        {"days": 14, "weight": 100},
    ),
    (
        "photo",
        "照片以前用过",
        "The photo was used before",
        "从相册里选错了图",
        "The wrong picture was chosen from the album",
        {"weight": 60, "points": 4, "weight_alike": 40},
    ),
    (
        "far",
        "位置离家很远",
        "The place is far from the home",
        "山上没信号时，手机会沿用上一次的位置；在别处见的面",
        "Without signal a phone repeats its last place; or they met elsewhere",
        {"km": 5, "weight": 40},
    ),
    (
        "together",
        "几处加起来怎么算",
        "How signs add up",
        "",
        "",
        {"came": 60, "object_days": 5, "days": 400},
    ),
    (
        "recheck",
        "复核",
        "Recheck",
        "",
        "",
        {"households": 20, "differ": 10, "confidence": 95},
    ),
)


def load_doubt_rules() -> None:
    """Each kind once: what an office has changed or switched off stays so."""
    known = set(DoubtRule.objects.visible_to(SYSTEM).values_list("kind", flat=True))
    DoubtRule.objects.bulk_create(
        DoubtRule(
            kind=kind,
            title=title,
            title_en=english,
            innocent=innocent,
            innocent_en=innocent_en,
            thresholds=thresholds,
            source=OWN,
            from_day=SINCE,
        )
        for kind, title, english, innocent, innocent_en, thresholds in ROWS
        if kind not in known
    )


def shipped() -> dict[str, dict[str, Any]]:
    """By kind the thresholds as they come with the product."""
    return {kind: thresholds for kind, _title, _en, _in, _in_en, thresholds in ROWS}
