"""依据: which rule of the programme holds by which document; the rooms do not know each other, this page does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from lianxin.aid.village_plan.comment_rules import comment_rules
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.text import in_english
from lianxin.office.documents.models import Document
from lianxin.office.documents.queries import named_in
from lianxin.people.models import Unit
from lianxin.plans.household.models import PlanTemplate
from lianxin.plans.pairing.models import PairingRule
from lianxin.records.file.income import IncomeRule
from lianxin.records.file.rules import with_items
from lianxin.records.needs.queries import reply_rules
from lianxin.register.lists import limits, rules
from lianxin.results.profile.models import IndicatorSet
from lianxin.results.publicity.models import Publicity
from lianxin.results.publicity.rules import publicity_rules
from lianxin.visits.days.models import Holiday
from lianxin.visits.days.queries import seasons
from lianxin.visits.rules import every_requirement, how_much, name_of
from lianxin.visits.schedule.models import ScheduleRule

from .menu import address_of
from .office_bodies import day_in
from .office_place import place_of, shown
from .requests import Acted


@dataclass(frozen=True)
class Ground:
    """One rule: what it is called, what it says, from when, and by which paper, as its row tells."""

    name: str
    value: str
    from_day: date | None
    until: date | None
    source: str
    document: Document | None = None

    def holds(self, day: date) -> bool:
        begun = self.from_day is None or self.from_day <= day
        return begun and (self.until is None or self.until > day)


@dataclass(frozen=True)
class Family:
    """Rules of one kind, with the page on which they are set."""

    title: str
    page: str
    rows: list[Ground]


@require_GET
def grounds(request: Acted) -> HttpResponse:
    place, day = place_of(request), day_in(request)
    every = request.GET.get("all") == "1"
    found = list(families(place.unit, request))
    sources = [row.source for family in found for row in family.rows]
    named = named_in(request.actor, sources)
    told = [
        (family, [(row, named.get(row.source), row.holds(day)) for row in family.rows])
        for family in found
    ]
    if not every:
        told = [(family, [one for one in rows if one[2]]) for family, rows in told]
    told = [(family, rows) for family, rows in told if rows]
    lines = [one for _family, rows in told for one in rows]
    page = {
        "day": day,
        "every": every,
        "families": told,
        "whole": len(lines),
        "linked": sum(document is not None for _row, document, _holds in lines),
        "bare": sum(not row.source for row, _document, _holds in lines),
    }
    return render(request, "office/grounds.html", page | shown(place, "grounds"))


def families(unit: Unit, request: Acted) -> Iterator[Family]:
    """The rules come with the product or were set by an office; all of them are public."""
    yield Family(_("规定动作"), _page(request, "requirements", "requirement.set"), _asked(unit))
    yield Family(_("计划的样子"), address_of("plan-templates"), _templates())
    yield Family(_("画像指标"), address_of("indicator-sets"), _indicators())
    yield Family(_("结对建议的规则"), _page(request, "advice", "advice.make"), _pairing())
    yield Family(_("收入口径"), address_of("income-rules"), _income())
    yield Family(_("办理时限"), address_of("reply-rules"), _reply())
    yield Family(_("公示天数"), _publicity_page(request), _publicity())
    yield Family(_("规划公示天数"), address_of("comment-rules"), _comments(request))
    yield Family(_("排批次的规则"), _page(request, "schedule-rule", "schedule.rule"), _schedule())
    yield Family(_("质量规则"), _page(request, "rules", "rule.change"), _quality())
    yield Family(_("时节"), _page(request, "days", "season.set"), _seasons(request))
    yield Family(_("放假和调休"), _page(request, "days", "holiday.set"), _holidays())


def _page(request: Acted, name: str, action: str) -> str:
    return address_of(name) if request.actor.allows(action) else ""


def _asked(unit: Unit) -> list[Ground]:
    return [
        Ground(name_of(row), how_much(row), row.from_day, row.until, row.source)
        for row in every_requirement()
        if row.unit is None or unit.path.startswith(row.unit.path)
    ]


def _templates() -> list[Ground]:
    rows = PlanTemplate.objects.visible_to(SYSTEM).select_related("category", "watch", "cause")
    return [
        Ground(row.told, _told(row), row.from_day, row.until, row.source)
        for row in rows.order_by("position", "from_day", "id")
    ]


def _told(row: PlanTemplate) -> str:
    code = row.category or row.watch or row.cause
    return _("给%(whom)s用") % {"whom": code.told} if code else ""


def _indicators() -> list[Ground]:
    return [
        Ground(
            row.told,
            _("缺的分量到 %(part)s/%(whole)s 算缺得多")
            % {"part": row.cut_part, "whole": row.cut_whole},
            row.from_day,
            row.until,
            row.source,
        )
        for row in IndicatorSet.objects.visible_to(SYSTEM)
    ]


def _pairing() -> list[Ground]:
    rows = PairingRule.objects.visible_to(SYSTEM).select_related("village")
    return [
        Ground(
            row.village.name if row.village else _("各村"),
            _("一名干部 %(least)s 到 %(most)s 户") % {"least": row.least, "most": row.most},
            row.from_day,
            row.until,
            row.source,
        )
        for row in rows
    ]


def _income() -> list[Ground]:
    return [
        Ground(row.told, _denominator(row), row.from_day, row.until, row.source)
        for row in with_items()
    ]


def _denominator(row: IncomeRule) -> str:
    told = _("按%(denominator)s算") % {"denominator": row.get_denominator_display()}
    return _("%(told)s，作准") % {"told": told} if row.leading else told


def _reply() -> list[Ground]:
    now, past = reply_rules(today())
    return [
        Ground(
            row.kind.told if row.kind else _("其余各种"),
            _days(row.days),
            row.from_day,
            row.until,
            row.source,
        )
        for row in [*now, *past]
    ]


def _days(n: int) -> str:
    return ngettext("%(n)s 天内", "%(n)s 天内", n) % {"n": n}


def _publicity_page(request: Acted) -> str:
    return "" if request.actor.sees(Publicity) is None else address_of("publicity-rules")


def _publicity() -> list[Ground]:
    return [
        Ground(
            _("公示"),
            _at_least(row.days),
            row.from_day,
            row.until,
            row.source,
        )
        for row in publicity_rules()
    ]


def _comments(request: Acted) -> list[Ground]:
    return [
        Ground(
            row.village.name if row.village else _("各村"),
            _at_least(row.days),
            row.from_day,
            row.until,
            row.source,
        )
        for row in comment_rules(request.village)
    ]


def _at_least(n: int) -> str:
    return ngettext("不少于 %(n)s 天", "不少于 %(n)s 天", n) % {"n": n}


def _schedule() -> list[Ground]:
    rows = ScheduleRule.objects.visible_to(SYSTEM).select_related("village")
    words = _("%(least)s 到 %(most)s 人一组，一趟最多 %(days)s 天")
    return [
        Ground(
            row.village.name if row.village else _("各村"),
            words % {"least": row.group_least, "most": row.group_most, "days": row.days_most},
            row.from_day,
            row.until,
            row.source,
        )
        for row in rows
    ]


def _quality() -> list[Ground]:
    told: list[Ground] = []
    for newest, older in rules():
        for row in [newest, *older]:
            name = (row.title_en if in_english() else "") or row.title
            value = "；".join(f"{label} {number}" for label, number in limits(row))
            told.append(Ground(name, value, row.from_day, row.until, row.source))
    return told


def _seasons(request: Acted) -> list[Ground]:
    return [
        Ground(
            row.told,
            f"{row.get_wish_display()} {row.first:%m-%d} – {row.last:%m-%d}",
            None if row.yearly else row.first,
            None if row.yearly else row.last + timedelta(days=1),
            row.source,
        )
        for row in seasons(request.village)
    ]


def _holidays() -> list[Ground]:
    """One line for each holiday of a year."""
    rows = Holiday.objects.visible_to(SYSTEM).order_by("day")
    told: list[Ground] = []
    for (_year, _name, off, source), some in groupby(rows, _holiday_key):
        days = list(some)
        word = _("放假") if off else _("上班")
        last = days[-1].day
        value = f"{word} {days[0].day:%m-%d}" + (f" – {last:%m-%d}" if len(days) > 1 else "")
        year = days[0].day.year
        told.append(Ground(days[0].told, value, date(year, 1, 1), date(year + 1, 1, 1), source))
    return told


def _holiday_key(row: Holiday) -> tuple[int, str, bool, str]:
    return row.day.year, row.name, row.off, row.source


urlpatterns: list[URLPattern | URLResolver] = [path("office/grounds/", grounds, name="grounds")]
