"""Granting roles: three administrators kept apart, nobody to themselves, every grant with a reason."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import check_order, in_force, today
from lianxin.kernel.problem import refuse

from ..models import Account, Area, Grant, Role, Unit
from ..roles import ADMINS, POLICY, Scope
from ..wording import Reading
from .account import keep_administrators


def grant_give(
    *,
    actor: Actor,
    account: Account,
    role: str,
    reason: str,
    from_day: date | None = None,
    until: date | None = None,
    unit: Unit | None = None,
    area: Area | None = None,
) -> Grant:
    """Gives a role within a scope from a day (today where none is named) to a day, or for good."""
    with act(actor, "grant.give", on=account) as audit:
        if account.pk == actor.id:
            raise refuse("grant.to_yourself")
        if role not in Role.values:
            raise refuse("input.unknown_choice", "role", value=role)
        reading, given = Reading(), Role(role)
        reason = reading.words("reason", reason, _("理由"), 120, needed=True)
        _check_scope(reading, account, given, unit, area)
        reading.check()
        # Two grants at one moment must not pass the separation rules together.
        Account.objects.visible_to(SYSTEM).select_for_update().get(pk=account.pk)
        scope = POLICY[given].scope
        grant = Grant(
            account=account,
            role=given,
            unit=account.officer.unit
            if scope is Scope.OWN and account.officer
            else unit
            if scope is Scope.UNIT
            else None,
            area=area if scope is Scope.AREA else None,
            from_day=from_day or today(),
            until=until,
            reason=reason,
            given_by=actor.name,
        )
        check_order(grant.from_day, until)
        _check_apart(grant)
        grant.save(force_insert=True)
        audit.note(account, role=role, unit=str(unit or ""), area=str(area or ""), reason=reason)
    return grant


def grant_end(*, actor: Actor, grant: Grant, until: date | None = None, reason: str = "") -> Grant:
    """Ends a grant from a day on; today means at once."""
    with act(actor, "grant.end", on=grant) as audit:
        day = until or today()
        account = grant.account
        if account.pk == actor.id:
            raise refuse("grant.to_yourself")
        if grant.until is not None and grant.until <= today():
            raise refuse("grant.ended", until=grant.until)
        day = max(day, grant.from_day)
        if grant.role in ADMINS:
            keep_administrators(account)
        grant.until = day
        grant.save(update_fields=["until"])
        audit.note(account, role=grant.role, until=day, reason=reason[:120])
    return grant


def _check_scope(
    reading: Reading, account: Account, role: Role, unit: Unit | None, area: Area | None
) -> None:
    scope = POLICY[role].scope
    if scope is Scope.UNIT and unit is None:
        reading.add("grant.needs_unit", "unit", role=role.label)
    if scope is Scope.AREA and area is None:
        reading.add("grant.needs_area", "area", role=role.label)
    if scope is Scope.OWN and account.officer_id is None:
        reading.add("grant.needs_officer", "role", name=account.name)


def _check_apart(grant: Grant) -> None:
    """Separation of duties, over every grant that shares a day with the new one."""
    name = grant.account.name
    others = _sharing_days(grant)
    for other in others:
        held = other.get_role_display()
        if other.role == grant.role and (other.unit, other.area) == (grant.unit, grant.area):
            raise refuse("grant.twice", "role", name=name, until=other.until)
        if other.role in ADMINS and grant.role in ADMINS and other.role != grant.role:
            raise refuse("grant.two_administrators", "role", name=name, held=held)
        if (other.role in ADMINS) != (grant.role in ADMINS):
            raise refuse("grant.administrator_apart", "role", name=name, held=held)


def _sharing_days(grant: Grant) -> QuerySet[Grant]:
    rows: QuerySet[Grant] = Grant.objects.visible_to(SYSTEM).filter(account=grant.account)
    begun_later = Q(from_day__gt=grant.from_day)
    if grant.until is not None:
        begun_later &= Q(from_day__lt=grant.until)
    rows = rows.exclude(until__lte=F("from_day"))
    return rows.filter(in_force(grant.from_day) | begun_later).select_related("unit", "area")
