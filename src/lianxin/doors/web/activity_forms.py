"""An activity recorded, held from its plan, corrected, called off or withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from lianxin.aid import activities as actions
from lianxin.aid import presence, queries
from lianxin.aid.kinds.models import Group
from lianxin.aid.kinds.queries import kinds_on
from lianxin.aid.models import Activity
from lianxin.aid.outcomes.queries import participants
from lianxin.aid.planning.models import ActivityMeans
from lianxin.aid.planning.queries import experts_of, invitations, means
from lianxin.kernel.money import fen, yuan
from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.pool.offers.models import Kind
from lianxin.pool.offers.queries import Lot

from .activities import HOME
from .asking import Answers, Question, listed, number_of, officers_of, put, rev_of
from .asks import Ask
from .form import Form
from .homes import Line, counted, lines, named
from .requests import Acted

PARTED = {Group.FARM, Group.TRADE}
"""Groups of which a kind is but a subject, so that the group is said with it."""


def kinds_offered(empty: Any) -> list[tuple[str, str]]:
    """The kinds in force, with their group before those that are only its subjects."""
    known = kinds_on()
    found = [("", str(empty))]
    for code in listed("activity"):
        row = known.get(code.pk)
        group = row.get_group_display() if row and row.group in PARTED else ""
        words = _("%(group)s：%(kind)s") % {"group": group, "kind": code.told}
        found.append((str(code.pk), words if group else code.told))
    return found


def words() -> list[Ask]:
    return [
        Ask("title", _("活动名称"), required=True, maxlength=80),
        Ask("place", _("地点"), maxlength=60),
        Ask("organisers", _("主办"), _("哪个单位、哪几家一起办的"), maxlength=120),
        Ask(
            "people",
            _("到场群众人数"),
            _("空着就按各户到场的人加起来算"),
            maxlength=9,
            inputmode="numeric",
        ),
        Ask(
            "text",
            _("内容"),
            _("做了什么、群众说了什么；这段话会写进每名干部的日记"),
            type="textarea",
            required=True,
            maxlength=5000,
        ),
    ]


def _told(form: Form) -> dict[str, Any]:
    said: dict[str, Any] = {name: form[name] for name in ("title", "place", "organisers", "text")}
    return said | {"people": number_of(form["people"])}


def ticked_in(request: Acted, name: str, first: Collection[str] = ()) -> set[str]:
    """What is ticked: what was sent, before that what the page shows at first."""
    return set(request.POST.getlist(name)) if request.method == "POST" else set(first)


def activity_new(request: Acted) -> HttpResponse:
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    officers, ticked = officers_of(request, village), ticked_in(request, "officers")

    def came(form: Form) -> list[Line]:
        return lines(request, village, form, "people", ticked=ticked_in(request, "members"))

    def save(form: Form) -> Activity:
        rows = came(form)
        return actions.activity_hold(
            actor=request.actor,
            village=village,
            officers=[one for one in officers if str(one.pk) in ticked],
            households=counted(rows),
            members=named(rows),
            **_when(form, kind=True),
            **_told(form),
        )

    home = reverse("activities")
    return put(
        request,
        Question(
            _("记活动"),
            [
                Ask("kind", _("类别"), choices=kinds_offered(_("请选")), required=True),
                *_days(),
                *words(),
            ],
            save,
            lambda made: _("存好了，参加干部的日记也写好了"),
            lambda made: reverse("activity", args=[made.pk]),
            home,
            [(home, HOME)],
            _("一次活动只记一次：每名参加的干部，日记里都会自动有这一篇，不用再写。"),
            template="aid/activity_new.html",
            more=lambda form: {"lines": came(form), "officers": officers, "ticked": ticked},
        ),
    )


def _days() -> list[Ask]:
    return [
        Ask("day", _("哪天办的"), _("存好以后日期不能改"), type="date", required=True),
        Ask("until", _("到哪天"), _("只办一天就空着"), type="date"),
    ]


def _when(form: Form, *, kind: bool = False) -> dict[str, Any]:
    answers = Answers(form)
    found: dict[str, Any] = {
        "day": answers.day("day", _("哪天办的")),
        "until": answers.maybe_day("until"),
    }
    if kind:
        found["kind"] = answers.pick("kind", listed("activity"), _("类别"))
    answers.check()
    return found


def activity_hold(request: Acted, pk: UUID) -> HttpResponse:
    """It took place: the plan is filled in already, with those whose cards were scanned."""
    row = queries.activity(request.actor, pk)
    officers, village = officers_of(request, row.village), row.village
    going = {str(one.officer_id) for one in row.present}  # type: ignore[attr-defined]
    ticked = ticked_in(request, "officers", going)
    here = [str(one.person_id) for one in participants(request.actor, row)]
    notes = {one.household_id: _("请了") for one in invitations(request.actor, row)}
    paid = [
        (one, lot) for one, lot in means(request.actor, row) if lot.row.offer.kind != Kind.GOODS
    ]

    def came(form: Form) -> list[Line]:
        members = ticked_in(request, "members", here)
        return lines(request, village, form, "people", ticked=members, notes=notes)

    def save(form: Form) -> Activity:
        rows = came(form)
        return actions.activity_held(
            actor=request.actor,
            activity=row,
            rev=rev_of(form),
            officers=[one for one in officers if str(one.pk) in ticked],
            households=counted(rows),
            members=named(rows),
            used=_used(form, paid),
            **_when(form),
            **_told(form),
        )

    home, page = reverse("activities"), reverse("activity", args=[pk])
    asks = [*_days(), *words(), *(_ask_used(one, lot) for one, lot in paid)]
    return put(
        request,
        Question(
            _("记办完了"),
            asks,
            save,
            lambda made: _("存好了，参加干部的日记也写好了"),
            lambda made: page,
            page,
            [(home, HOME), (page, row.title)],
            _("计划里写过的都填好了，改成当天的样子就行；扫过卡的户已经记上。"),
            first=_first(row, paid),
            rev=row.rev,
            template="aid/activity_new.html",
            more=lambda form: {
                "lines": came(form),
                "officers": officers,
                "ticked": ticked,
                "experts": experts_of(request.actor, row),
            },
        ),
    )


def _first(row: Activity, paid: list[tuple[ActivityMeans, Lot]]) -> dict[str, Any]:
    came: list[Any] = row.came  # type: ignore[attr-defined]
    return {
        **{name: getattr(row, name) for name in ("title", "day", "until", "place", "organisers")},
        "text": row.text,
        **{f"people-{one.household_id}": one.people for one in came},
        **{f"used-{one.pk}": _plain(lot) for one, lot in paid},
    }


def _plain(lot: Lot) -> str:
    n = lot.held.allocated
    return yuan(n).replace(",", "") if lot.row.offer.kind == Kind.MONEY else str(n)


def _ask_used(one: ActivityMeans, lot: Lot) -> Ask:
    told = {"title": lot.terms.title, "unit": lot.row.offer.told_measure}
    return Ask(
        f"used-{one.pk}",
        _("“%(title)s”用了多少（%(unit)s）") % told,
        _("分到 %(n)s，没用完的退回供给") % {"n": lot.told["allocated"]},
        maxlength=16,
    )


def _used(form: Form, paid: list[tuple[ActivityMeans, Lot]]) -> dict[ActivityMeans, int]:
    found: dict[ActivityMeans, int] = {}
    problems: list[Problem] = []
    for one, lot in paid:
        try:
            found[one] = _amount(form, f"used-{one.pk}", lot.row.offer.kind == Kind.MONEY)
        except Refused as error:
            problems += error.problems
    if problems:
        raise Refused(problems)
    return found


def _amount(form: Form, name: str, money: bool) -> int:
    text = form[name].strip()
    if money:
        try:
            return fen(text) if text else 0
        except Refused:
            raise refuse("input.not_an_amount", name, value=text[:20]) from None
    return number_of(text) or 0


def activity_came(request: Acted, pk: UUID) -> HttpResponse:
    """Who came to what was held, named or mended afterwards."""
    row = queries.activity(request.actor, pk)
    here = [str(one.person_id) for one in participants(request.actor, row)]
    home, page = reverse("activities"), reverse("activity", args=[pk])

    def came(form: Form) -> list[Line]:
        members = ticked_in(request, "members", here)
        return lines(request, row.village, form, "people", ticked=members)

    def save(form: Form) -> Activity:
        rows = came(form)
        return presence.activity_came(
            actor=request.actor,
            activity=row,
            rev=rev_of(form),
            households=counted(rows),
            members=named(rows),
        )

    present: list[Any] = row.came  # type: ignore[attr-defined]
    return put(
        request,
        Question(
            _("改到场的户"),
            [],
            save,
            lambda made: _("存好了"),
            lambda made: page,
            page,
            [(home, HOME), (page, row.title)],
            _("记到人，才能发证书、排回访、看后来的变化。日记不跟着变。"),
            first={f"people-{one.household_id}": one.people for one in present},
            rev=row.rev,
            template="aid/activity_came.html",
            more=lambda form: {"lines": came(form)},
        ),
    )


def activity_change(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.activity(request.actor, pk)

    def save(form: Form) -> Activity:
        return actions.activity_change(
            actor=request.actor, activity=row, rev=rev_of(form), **_told(form)
        )

    names = ("title", "place", "organisers", "people", "text")
    home, here = reverse("activities"), reverse("activity", args=[pk])
    return put(
        request,
        Question(
            _("改活动"),
            words(),
            save,
            lambda made: _("存好了，参加干部的日记也跟着改了"),
            lambda made: here,
            here,
            [(home, HOME), (here, row.title)],
            _(
                "改了文字，参加干部的日记跟着补改，原来的写法都留着。"
                "日期、类别、参加的人不能改：记错了请撤下，重新记一次。"
            ),
            first={name: getattr(row, name) for name in names},
            rev=row.rev,
        ),
    )


def activity_cancel(request: Acted, pk: UUID) -> HttpResponse:
    """Withdrawn with a reason; the page says beforehand what that undoes and what it leaves."""
    row = queries.activity(request.actor, pk)

    def save(form: Form) -> Activity:
        return actions.activity_cancel(actor=request.actor, activity=row, reason=form["reason"])

    home, here = reverse("activities"), reverse("activity", args=[pk])
    shown = {"row": row, "given": len(queries.deliveries_of(request.actor, row))}
    shown["means"] = len(means(request.actor, row))
    held = row.held_at is not None
    return put(
        request,
        Question(
            _("撤下活动") if held else _("取消活动"),
            [Ask("reason", _("为什么撤下"), _("以后查得到"), required=True, maxlength=120)]
            if held
            else [Ask("reason", _("为什么取消"), _("去的人看得到"), required=True, maxlength=120)],
            save,
            lambda made: _("撤下了，参加干部的日记也一起撤下") if held else _("取消了"),
            lambda made: here,
            here,
            [(home, HOME), (here, row.title)],
            danger=_("撤下") if held else _("取消这次活动"),
            template="aid/activity_cancel.html",
            more=lambda form: shown,
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/new/", activity_new, name="activity-new"),
    path("activities/<uuid:pk>/hold/", activity_hold, name="activity-hold"),
    path("activities/<uuid:pk>/came/", activity_came, name="activity-came"),
    path("activities/<uuid:pk>/change/", activity_change, name="activity-change"),
    path("activities/<uuid:pk>/cancel/", activity_cancel, name="activity-cancel"),
]
