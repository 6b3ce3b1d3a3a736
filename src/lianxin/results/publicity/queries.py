"""Lists and objections that somebody may see, and the one list that its address opens for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cryptography.exceptions import InvalidTag
from django.db.models import Count, Q, QuerySet

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import unseal
from lianxin.people.models import Area
from lianxin.results.asked import Asked

from .models import Objection, Publicity, PublicityRule, State

TEXT, CONTACT, ANSWER = "objection.text", "objection.contact", "objection.answer"
USUAL = 5


def publicities(actor: Actor) -> QuerySet[Publicity]:
    """The latest first, with how many objections each has and how many of them are answered."""
    rows = Publicity.objects.visible_to(actor).select_related("unit", "village")
    return rows.annotate(
        objected=Count("objections"),
        answered=Count("objections", filter=Q(objections__answered_at__isnull=False)),
    )


def publicity(actor: Actor, pk: object) -> Publicity:
    rows = Publicity.objects.visible_to(actor).select_related("unit", "village")
    return rows.get_visible(pk=pk)


def posted(code: str) -> Publicity:
    """The list of a public address. Unscoped: it hangs there for everybody; a draft hangs nowhere."""
    rows = Publicity.objects.visible_to(SYSTEM).select_related("unit", "village")
    row = rows.filter(begun_at__isnull=False).get_visible(code=code)
    if row.state is State.RUNNING and not row.intact:
        raise refuse("publicity.altered", title=row.title)
    found: Publicity = row
    return found


def altered() -> Iterator[Publicity]:
    """Lists that are not what they were when they began. Unscoped: the whole instance is checked."""
    rows = Publicity.objects.visible_to(SYSTEM).filter(begun_at__isnull=False)
    for row in rows.select_related("unit", "village").order_by("id").iterator():
        if not row.intact:
            yield row


def rule_on(day: date) -> PublicityRule | None:
    """The rule in force on the day; it is public, so the look-up is unscoped."""
    return PublicityRule.objects.visible_to(SYSTEM).filter(in_force(day)).last()


def least_days(day: date) -> int:
    rule = rule_on(day)
    return rule.days if rule else USUAL


@dataclass(frozen=True)
class Said:
    """An objection in words; ``contact`` only for who answers it."""

    row: Objection
    text: str
    contact: str
    answer: str


def objections(actor: Actor, row: Publicity) -> list[Said]:
    rows = Objection.objects.visible_to(actor).filter(publicity=row).order_by("at", "id")
    answers = actor.allows("objection.answer", row)
    return [
        Said(
            one,
            _opened(one.text, TEXT),
            _opened(one.contact, CONTACT) if answers else "",
            _opened(one.answer, ANSWER),
        )
        for one in rows
    ]


def _opened(sealed: bytes | None, column: str) -> str:
    try:
        return unseal(bytes(sealed), column) if sealed else ""
    except (InvalidTag, ValueError):
        return "…"


def listed(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Publicity]:
    """The rows of the ledger: what was hung up by the day."""
    rows = publicities(actor).filter(begun_at__isnull=False, from_day__lte=day)
    if village is not None:
        rows = rows.filter(village=village)
    if asked.year:
        rows = rows.filter(year=asked.year)
    if asked.q:
        rows = rows.filter(title__icontains=asked.q)
    return rows.order_by("-from_day", "-pk")


def by_law(day: date | None = None) -> tuple[int, str]:
    """How many days at least, and by which paper."""
    rule = rule_on(day or today())
    return (rule.days, rule.source) if rule else (USUAL, "")
