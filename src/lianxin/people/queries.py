"""Reads over areas, units, officers, accounts and grants, within one's scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db.models import Count, Prefetch, Q, QuerySet

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import simplified, tidy

from .models import Absence, Account, Area, Grant, Level, Officer, Partnership, Role, Unit

SHOW = ("now", "left", "all")


def towns() -> QuerySet[Area]:
    """Towns with how many villages each has; areas are public."""
    rows: QuerySet[Area] = Area.objects.visible_to(SYSTEM).filter(level=Level.TOWN)
    villages = Count("children", filter=Q(children__level=Level.VILLAGE))
    return rows.select_related("parent").annotate(villages=villages).order_by("path")


def villages_of(actor: Actor, town: Area | None) -> QuerySet[Area]:
    """A town's villages with their groups and the partner units that the actor may see."""
    groups: QuerySet[Area] = Area.objects.visible_to(SYSTEM)
    partners: QuerySet[Partnership] = (
        Partnership.objects.visible_to(actor).filter(in_force()).select_related("unit", "village")
    )
    rows: QuerySet[Area] = Area.objects.visible_to(SYSTEM).filter(level=Level.VILLAGE, parent=town)
    rows = rows.prefetch_related(Prefetch("children", groups, to_attr="groups"))
    return rows.prefetch_related(Prefetch("partnerships", partners, to_attr="partners"))


def units(actor: Actor, *, closed: bool = False) -> QuerySet[Unit]:
    """Units in the order of their tree, each with its officers in force counted."""
    partners = Partnership.objects.visible_to(actor).filter(in_force()).select_related("village")
    rows: QuerySet[Unit] = Unit.objects.visible_to(actor)
    if not closed:
        rows = rows.filter(Q(until__isnull=True) | Q(until__gt=today()))
    return (
        rows.order_by("path")
        .annotate(staff=Count("officers", filter=in_force(prefix="officers__"), distinct=True))
        .prefetch_related(Prefetch("partnerships", partners, to_attr="partners"))
    )


def officers(
    actor: Actor, *, show: str = "now", unit: str = "", words: str = ""
) -> QuerySet[Officer]:
    """Officers in force or gone, of a unit's subtree, by name, initials, post or phone."""
    rows: QuerySet[Officer] = Officer.objects.visible_to(actor).select_related("unit")
    gone = Q(until__isnull=False, until__lte=today())
    if show != "all":
        rows = rows.filter(gone) if show == "left" else rows.exclude(gone)
    chosen = chosen_unit(actor, unit)
    if chosen:
        rows = rows.filter(unit__path__startswith=chosen.path)
    if words:
        text = simplified(tidy(words))
        rows = rows.filter(
            Q(name__icontains=text)
            | Q(initials__startswith=text.lower())
            | Q(post__icontains=text)
            | Q(phone__contains=text)
        )
    away = Absence.objects.visible_to(actor).filter(in_force())
    return rows.prefetch_related(Prefetch("absences", away, to_attr="away"))


def chosen_unit(actor: Actor, pk: str) -> Unit | None:
    if not pk:
        return None
    found: Unit = Unit.objects.visible_to(actor).get_visible(pk=pk)
    return found


def absences(actor: Actor, officer: Officer) -> QuerySet[Absence]:
    """The officer's absences, the newest first; those taken back never were."""
    rows: QuerySet[Absence] = Absence.objects.visible_to(actor).filter(officer=officer)
    return rows.exclude(until__lte=officer.from_day).order_by("-from_day")


def away(actor: Actor) -> dict[UUID, Absence]:
    """Who is not in office today, by officer."""
    rows = Absence.objects.visible_to(actor).filter(in_force())
    return {row.officer_id: row for row in rows}


def accounts(actor: Actor, *, show: str = "", words: str = "") -> QuerySet[Account]:
    """Accounts with their grants of today; ``show`` may be a role, ``off`` or empty."""
    held = Grant.objects.visible_to(actor).filter(in_force()).select_related("unit", "area")
    rows = Account.objects.visible_to(actor).select_related("unit", "officer")
    if show == "off":
        rows = rows.exclude(usable())
    elif show in Role.values:
        mine = Grant.objects.visible_to(SYSTEM).filter(in_force(), role=show)
        rows = rows.filter(pk__in=mine.values("account_id"))
    if words:
        text = tidy(words)
        rows = rows.filter(
            Q(name__icontains=text) | Q(login__icontains=text) | Q(phone__contains=text)
        )
    rows = rows.prefetch_related(Prefetch("grants", held, to_attr="held"))
    return rows.order_by("unit__path", "name")


def usable(day: date | None = None) -> Q:
    """Accounts that can sign in on the day, as ``policy.alive`` says for one of them."""
    day = day or today()
    lasting = Q(until__isnull=True) | Q(until__gt=day)
    staying = Q(officer__until__isnull=True) | Q(officer__until__gt=day)
    return Q(is_active=True) & lasting & staying


def grants_of(actor: Actor, account: Account) -> QuerySet[Grant]:
    rows: QuerySet[Grant] = Grant.objects.visible_to(actor).filter(account=account)
    return rows.select_related("unit", "area").order_by("-from_day", "-id")


def administrators(role: str) -> QuerySet[Account]:
    """Accounts that can act as this administrator today. Unscoped: none may go unnoticed."""
    held = Grant.objects.visible_to(SYSTEM).filter(in_force(), role=role)
    return Account.objects.visible_to(SYSTEM).filter(usable(), pk__in=held.values("account_id"))


def second_factors(accounts: Iterable[Account]) -> set[UUID]:
    """Which of these accounts sign in with a second factor."""
    keys = [account.pk for account in accounts]
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    rows = Authenticator.objects.filter(user_id__in=keys, type__in=kinds)
    return set(rows.values_list("user_id", flat=True))


def open_pairings(day: date) -> QuerySet[Any]:
    """Pairings that hold on the day or later. Unscoped: an unseen household needs a successor too."""
    rows: QuerySet[Any] = apps.get_model("lianxin", "Pairing").objects.visible_to(SYSTEM)
    return rows.filter(Q(until__isnull=True) | Q(until__gt=day))


def village_is_free(village: Area) -> bool:
    """Nobody is or will be paired with the village, and no household was ever entered in it."""
    partners = Partnership.objects.visible_to(SYSTEM).filter(village=village)
    households = apps.get_model("lianxin", "Household").objects.visible_to(SYSTEM)
    taken = partners.filter(Q(until__isnull=True) | Q(until__gt=today())).exists()
    return not taken and not households.filter(village=village).exists()


def reaches_all(actor: Actor) -> bool:
    """Whether every unit that is paired with a village is the actor's to look after.

    Unscoped: a rule without a unit binds units that the actor does not see.
    """
    known = Unit.objects.visible_to(actor).values("pk")
    paired = Unit.objects.visible_to(SYSTEM).filter(until=None, partnerships__until=None)
    return not paired.exclude(partnerships=None).exclude(pk__in=known).exists()


def check_for_all(actor: Actor) -> None:
    """Rows that hold for every unit are changed by who looks after all; raises ``rule.for_all``."""
    if not reaches_all(actor):
        raise refuse("rule.for_all")
