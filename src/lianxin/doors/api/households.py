"""Households and their members, as they stand today or stood on any day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.kernel.text import fold
from lianxin.register import queries
from lianxin.register.models import Household

from .caller import ApiRequest
from .household_rows import (
    household_file,
    households_on,
    member_rows,
    members_of,
    members_on,
    standing_as,
)
from .reading import After, Limit, Text, Words, page_of
from .shapes import HouseholdFile, HouseholdPage, MemberList, MemberPage, answers

router = Router(tags=[_("户和成员")])
AsOf = Annotated[date | None, Query(None, description=_("那一天的样子；不填就是今天。"))]
Village = Annotated[UUID | None, Query(None, description=_("村的 id。"))]
Group = Annotated[UUID | None, Query(None, description=_("社的 id。"))]
OfficerId = Annotated[UUID | None, Query(None, description=_("结对干部的 id。"))]
Category = Annotated[Text, Query("", description=_("户类型的名称，比如 脱贫户。"))]
Watch = Annotated[Text, Query("", description=_("监测对象类别的名称，比如 脱贫不稳定户。"))]
HouseholdId = Annotated[UUID, Path(description=_("户的 id。"))]


@router.get(
    "/households",
    response=answers(HouseholdPage),
    operation_id="households",
    summary=_("联系户列表"),
    description=_("今天在册的、您看得到的户，按村和户号排列。条件可以合用。"),
)
def households(
    request: ApiRequest,
    q: Words = "",
    village: Village = None,
    group: Group = None,
    officer: OfficerId = None,
    category: Category = "",
    watch: Watch = "",
    after: After = None,
    limit: Limit = 50,
) -> Any:
    actor, day = request.actor, today()
    rows = queries.households(actor).filter(
        queries.with_text(actor, q), standing_as(actor, day, category=category, watch=watch)
    )
    places = {"village": village, "group": group}
    rows = rows.filter(**{name: pk for name, pk in places.items() if pk})
    if officer:
        paired = queries.pairings(actor).filter(officer=officer)
        rows = rows.filter(pk__in=paired.values("household_id"))
    rows = rows.select_related("village", "group")
    found, following = page_of(rows, ("village__path", "number"), after, limit)
    return {"items": households_on(actor, found, day), "next": following}


@router.get(
    "/households/{household_id}",
    response=answers(HouseholdFile),
    operation_id="household",
    summary=_("这一户的档案"),
    description=_("成员、结对、情况都是 as_of 那一天的。证件号码只有末四位。"),
)
def household(request: ApiRequest, household_id: HouseholdId, as_of: AsOf = None) -> Any:
    found = _one(request.actor, household_id)
    return household_file(request.actor, found, as_of or today())


@router.get(
    "/households/{household_id}/members",
    response=answers(MemberList),
    operation_id="household_members",
    summary=_("这一户的成员"),
    description=_("as_of 那一天在这一户的人。"),
)
def household_members(request: ApiRequest, household_id: HouseholdId, as_of: AsOf = None) -> Any:
    found = _one(request.actor, household_id)
    return {"items": members_of(request.actor, found, as_of or today())}


@router.get(
    "/members",
    response=answers(MemberPage),
    operation_id="members",
    summary=_("成员列表"),
    description=_("今天在户的、您看得到的成员。"),
)
def members(request: ApiRequest, q: Words = "", after: After = None, limit: Limit = 50) -> Any:
    actor, day = request.actor, today()
    rows, words = members_on(actor, day), fold(q)
    if words:
        named = Q(person__name_folded__contains=words)
        rows = rows.filter(named | Q(person__initials__startswith=words))
    found, following = page_of(rows, ("person_id",), after, limit)
    return {"items": member_rows(actor, found, day), "next": following}


def _one(actor: Actor, household_id: UUID) -> Household:
    rows = Household.objects.visible_to(actor).select_related("village", "group")
    return rows.get_visible(pk=household_id)
