"""The rows of the ledgers of records, newest first, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import Model, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from lianxin.aid.kinds.models import TAUGHT, Group
from lianxin.aid.kinds.queries import of_kinds
from lianxin.aid.models import HELD, Activity, Attendance, Delivery
from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.pool.models import Project
from lianxin.records.diary.models import Act, Kind
from lianxin.records.needs.models import Need
from lianxin.register.cards.models import Card
from lianxin.register.models import Household
from lianxin.register.queries import with_text

from .asked import Asked
from .behind import BEHIND
from .figures import FIGURES
from .titles import title, unit


class Rows(Protocol):
    def __call__(
        self, actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
    ) -> QuerySet[Any]: ...


@dataclass(frozen=True)
class Total:
    """One thing that the rows add up to; ``money`` in fen."""

    title: str
    value: int | float
    unit: str = ""
    money: bool = False


def acts(kind: Kind) -> Rows:
    def rows(
        actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
    ) -> QuerySet[Act]:
        found = _base(Act, actor, asked, village).filter(kind=kind, counts=True, day__lte=day)
        found = found.filter(_officer(asked), of_household(actor, asked, day))
        return found.order_by("-day", "-pk")

    return rows


def needs(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Need]:
    found = _base(Need, actor, asked, village).filter(opened__lte=day)
    found = found.filter(_officer(asked), _kind(asked, "kind"), of_household(actor, asked, day))
    return found.order_by("-opened", "-pk")


def deliveries(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Delivery]:
    found = _base(Delivery, actor, asked, village)
    found = found.filter(cancelled_at__isnull=True, day__lte=day)
    found = found.filter(_officer(asked), _kind(asked, "goods"), of_household(actor, asked, day))
    return found.order_by("-day", "-pk")


def cards(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Card]:
    """Every card that was issued by the day, also those withdrawn since; the code stays sealed."""
    found = Card.objects.visible_to(actor).filter(issued__lte=day).defer("token_sealed")
    if village is not None:
        found = found.filter(household__village=village)
    if asked.year:
        found = found.filter(issued__year=asked.year)
    found = found.filter(_officer(asked), of_household(actor, asked, day))
    related = ("household__village", "household__group", "officer", "handed_by")
    return found.select_related(*related).order_by("-issued", "-pk")


def projects(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Project]:
    found = _base(Project, actor, asked, village).filter(decided__lte=day)
    return found.filter(_kind(asked, "field"), _titled(asked)).order_by("-decided", "pk")


def trainings(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Activity]:
    """Activities whose kind was one that teaches, on their day."""
    found = activities(actor, asked, village=village, day=day, sort=sort)
    return found.filter(of_kinds(*TAUGHT, Group.STUDY))


def activities(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Activity]:
    found = _base(Activity, actor, asked, village)
    found = found.filter(HELD, _kind(asked, "kind"), _titled(asked))
    if asked.officer:
        came = Attendance.objects.visible_to(actor).filter(officer_id=asked.officer)
        found = found.filter(pk__in=came.order_by().values("activity_id"))
    return found.filter(day__lte=day).order_by("-day", "pk")


def _base(model: Any, actor: Actor, asked: Asked, village: Area | None) -> QuerySet[Any]:
    rows = model.objects.visible_to(actor).select_related(*BEHIND[model].related)
    if village is not None:
        rows = rows.filter(village=village)
    return rows.filter(year=asked.year) if asked.year else rows  # type: ignore[no-any-return]


def _officer(asked: Asked) -> Q:
    return Q(officer_id=asked.officer) if asked.officer else Q()


def _kind(asked: Asked, column: str) -> Q:
    return Q(**{f"{column}_id": asked.kind}) if asked.kind else Q()


def _titled(asked: Asked) -> Q:
    return Q(title__icontains=asked.q) if asked.q else Q()


def of_household(actor: Actor, asked: Asked, day: date) -> Q:
    """The household named, or those that a few typed words mean."""
    wanted = Q(household_id=asked.household) if asked.household else Q()
    if asked.q:
        homes = Household.objects.visible_to(actor).filter(with_text(actor, asked.q, day=day))
        wanted &= Q(household_id__in=homes.order_by().values("pk"))
    return wanted


Totals = Callable[[QuerySet[Any]], list[Total]]


def folded(*names: str) -> Totals:
    """What the rows fold to by the figures of these names: one definition, here and in the report."""

    def totals(rows: QuerySet[Any]) -> list[Total]:
        told = [FIGURES[name] for name in names]
        return [Total(title(one), one.of(rows) or 0, unit(one), one.money) for one in told]

    return totals


def of_needs(rows: QuerySet[Need]) -> list[Total]:
    closed = rows.filter(closed__isnull=False)
    return [
        Total(_("提出"), rows.count(), _("件")),
        Total(_("其中办结"), closed.count(), _("件")),
        Total(_("还在办"), rows.filter(closed__isnull=True).count(), _("件")),
    ]


def of_cards(rows: QuerySet[Card]) -> list[Total]:
    handed = rows.filter(handed_out__isnull=False).count()
    ended = rows.filter(withdrawn__isnull=False).count()
    return [
        Total(_("发出"), rows.count(), _("张")),
        Total(_("其中送到户"), handed, _("张")),
        Total(_("其中作废"), ended, _("张")),
    ]


def of_deliveries(rows: QuerySet[Delivery]) -> list[Total]:
    """Goods of one unit of counting add up; bags and bottles do not."""
    by_unit = rows.order_by().values_list("goods__unit").annotate(n=Sum("quantity"))
    signed = rows.filter(received__isnull=False).count()
    found = [Total(_("发放"), n, _(name)) for name, n in sorted(by_unit, key=lambda it: -it[1])]
    return [*found, Total(_("已签收"), signed, _("笔"))]


def officers_of(rows: QuerySet[Any], model: type[Model]) -> list[tuple[str, str]]:
    """Whoever stands in these rows, for the choice of an officer."""
    if model is Activity or not any(field.name == "officer" for field in model._meta.fields):
        return []
    named = rows.order_by("officer__initials", "officer_id").values_list(
        "officer_id", "officer__name"
    )
    return [(str(pk), name) for pk, name in named.distinct() if pk]
