"""The schemes that come with the product: the method's own items, 户有变化 weighing 35 of 100.

A unit may begin its own; a later row stands beside an earlier one with its day.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from lianxin.kernel.actor import SYSTEM

from .models import Scheme, SchemeBar, SchemeDeduction, SchemeGrade, SchemeItem, Subject

SINCE = date(2012, 1, 1)
SOURCE = "一清二记三定四化工作法；等次照《公务员考核规定》（2020 年），优秀一般不超过两成"
Part, Formula = SchemeItem.Part, SchemeItem.Formula
Line = tuple[Any, ...]
"""Code, part, title, standard, figure, whole, formula, full marks, limits."""


def _share(*line: Any, **limits: int) -> Line:
    """Code, part, title, standard, figure, whole, full marks."""
    *head, full = line
    return (*head, Formula.SHARE, full, limits)


OF_HOMES: tuple[Line, ...] = (
    _share(
        "1.1",
        Part.KNOWN,
        _("户情核实"),
        _("每户每年核一遍"),
        "verified_households",
        "households",
        50,
    ),
    _share("1.2", Part.KNOWN, _("民情连心卡"), _("发到户"), "carded_households", "households", 50),
    _share(
        "2.1",
        Part.KEPT,
        _("一户一档"),
        _("完整 95% 以上"),
        "file_items_known",
        "file_items_asked",
        80,
        enough=950,
    ),
)
DIARY = _share(
    "2.2", Part.KEPT, _("民情日记"), _("及时、经得起核"), "entries_in_time", "entries", 70
)
PLANS: tuple[Line, ...] = (
    _share("3.1", Part.SET, _("阶段目标"), _("每户都有"), "planned_households", "households", 80),
    _share("3.2", Part.SET, _("措施办完"), _("按期"), "measures_done", "measures_due", 120),
)
VISITS: tuple[Line, ...] = (
    ("4.1", Part.REGULAR, _("入户"), "", "visits", "", Formula.MINIMUM, 40, {}),
    ("4.2", Part.REGULAR, _("驻村"), "", "stay_days", "", Formula.MINIMUM, 60, {}),
    ("4.3", Part.REGULAR, _("谈心"), "", "talks", "", Formula.MINIMUM, 60, {}),
    ("4.4", Part.REGULAR, _("集中宣讲"), "", "lectures", "", Formula.MINIMUM, 40, {}),
)
REACHED = _share(
    "4.1", Part.REGULAR, _("入户"), _("户户走到"), "households_visited", "households", 220
)
INCOME = "income_per_head_median"


def _changed(standard: str, full: int, limits: dict[str, int]) -> tuple[Line, ...]:
    rated = ("5.3", Part.CHANGED, _("户主评价"), _("扫码评，不记名"))
    return (
        ("5.1", Part.CHANGED, _("收入增长"), standard, INCOME, "", Formula.GROWTH, full, limits),
        _share(
            "5.2",
            Part.CHANGED,
            _("需求办结"),
            _("提了就要有回音"),
            "needs_answered",
            "needs_due",
            100,
        ),
        (*rated, "stars", "", Formula.AVERAGE, 100, {"top": 5, "least": 3}),
    )


OWN_GROWTH = _changed(_("不低于全村"), 150, {"equal": 600, "points": 4})
EIGHT = {"equal": 600, "points": 4, "against": 80}
UNIT_GROWTH = _changed(_("一年增长 8%"), 150, EIGHT)
VILLAGE_GROWTH = _changed(_("一年增长 8%"), 200, EIGHT)
PEOPLE = ((_("优秀"), 900), (_("称职"), 750), (_("基本称职"), 600), (_("不称职"), 0))
PLACES = ((_("好"), 900), (_("较好"), 750), (_("一般"), 600), (_("较差"), 0))
OFF: tuple[Line, ...] = ((_("核实后定为不计入的日记"), "entries_excluded", 10, 50),)
ROWS: tuple[tuple[Subject, str, tuple[Line, ...], Any, tuple[Line, ...]], ...] = (
    (
        Subject.OFFICER,
        _("干部年度考核"),
        (*OF_HOMES, DIARY, *PLANS, *VISITS, *OWN_GROWTH),
        PEOPLE,
        OFF,
    ),
    (
        Subject.UNIT,
        _("单位年度考核"),
        (*OF_HOMES, DIARY, *PLANS, *VISITS, *UNIT_GROWTH),
        PLACES,
        OFF,
    ),
    (Subject.VILLAGE, _("村年度考核"), (*OF_HOMES, *PLANS, REACHED, *VILLAGE_GROWTH), PLACES, ()),
)
FIELDS = ("code", "part", "title", "standard", "figure", "whole", "formula", "full", "limits")
BARS = ((980, SchemeBar.Effect.BEST), (800, SchemeBar.Effect.FAIL))
VISITED = "4.1"


def load_schemes() -> None:
    """Once, into an instance without any."""
    if Scheme.objects.visible_to(SYSTEM).exists():
        return
    for subject, name, items, grades, off in ROWS:
        scheme = Scheme.objects.create(subject=subject, name=name, source=SOURCE, from_day=SINCE)
        SchemeItem.objects.bulk_create(
            SchemeItem(scheme=scheme, position=place, **dict(zip(FIELDS, line, strict=True)))
            for place, line in enumerate(items)
        )
        SchemeGrade.objects.bulk_create(
            SchemeGrade(scheme=scheme, position=place, name=grade, least=least)
            for place, (grade, least) in enumerate(grades)
        )
        SchemeDeduction.objects.bulk_create(
            SchemeDeduction(
                scheme=scheme, position=place, title=title, figure=figure, each=each, most=most
            )
            for place, (title, figure, each, most) in enumerate(off)
        )
        SchemeBar.objects.bulk_create(
            SchemeBar(scheme=scheme, position=place, item=VISITED, below=below, effect=effect)
            for place, (below, effect) in enumerate(BARS)
        )
