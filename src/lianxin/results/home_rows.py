"""Rows of the ledgers of a village's households and members: who they are, as the file has them on a day.

A row is a household or a membership of the day, with the statements that hold beside it; a payment is
a row of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import in_force
from lianxin.people.models import Area
from lianxin.plans.models import Measure
from lianxin.records.file import queries as file
from lianxin.records.file.income import IncomeAmount
from lianxin.records.file.models import (
    Allowance,
    Insurance,
    Livelihood,
    Service,
    Standing,
    Statement,
    Support,
    Welfare,
)
from lianxin.records.file.stated import codes_of
from lianxin.register import queries as register
from lianxin.register.models import Household, Membership
from lianxin.register.queries import with_codes

from .asked import Asked
from .behind import BEHIND
from .households import BATCH, incomes
from .lines import Line, heads
from .records import Rows, of_household

SEALED_OF_PERSON = tuple(f"person__{name}" for name in register.SEALED)
LATEST = ("household_id", "pk", "people")
PARTY = ("中共党员", "预备党员")
AT_WORK = (
    ~Q(employer="")
    | ~Q(trade="")
    | ~Q(public_post="")
    | Q(work_region__isnull=False)
    | Q(wage__isnull=False)
)
HOMES_FIRST = ("village__path", F("group__path").asc(nulls_last=True), "number", "pk")
"""As the household ledger lists them."""
MEMBERS_FIRST = (
    "household__village__path",
    F("household__group__path").asc(nulls_last=True),
    "household__number",
    "-is_head",
    "position",
    "pk",
)


def homes(kind: type[Statement], said: Q) -> Rows:
    """Households of which a statement of the kind that holds on the day says it."""

    def rows(
        actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
    ) -> QuerySet[Household]:
        found = register.households(actor, day=day).select_related("village", "group")
        found = found.filter(Exists(_stated(actor, kind, day, said, household=OuterRef("pk"))))
        if village is not None:
            found = found.filter(village=village)
        if asked.household:
            found = found.filter(pk=asked.household)
        if asked.q:
            found = found.filter(register.with_text(actor, asked.q, day=day))
        if asked.officer:
            led = register.responsible(actor, day=day).filter(officer_id=asked.officer)
            found = found.filter(pk__in=led.order_by().values("household_id"))
        return found.order_by(*HOMES_FIRST)

    return rows


def members(*said: tuple[type[Statement], Q], who: Q | None = None) -> Rows:
    """Members of the day who are such people themselves, or of whom any of the statements says it."""

    def rows(
        actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
    ) -> QuerySet[Membership]:
        found = register.memberships(actor, day=day)
        found = found.select_related(*BEHIND[Membership].related, "person__party")
        found = found.defer(*BEHIND[Membership].defer)
        wanted = who if who is not None else Q(pk__in=())
        for kind, stated in said:
            told = _stated(actor, kind, day, stated, person=OuterRef("person_id"))
            wanted |= Q(Exists(told))
        found = found.filter(wanted, of_household(actor, asked, day))
        if village is not None:
            found = found.filter(household__village=village)
        return found.order_by(*MEMBERS_FIRST)

    return rows


def payments(model: Any) -> Rows:
    """Payments that the file has on the day, of the year that is asked for."""

    def rows(
        actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
    ) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.visible_to(actor).filter(in_force(day))
        found = found.select_related(*BEHIND[model].related).defer(*BEHIND[model].defer)
        if village is not None:
            found = found.filter(household__village=village)
        if asked.year:
            found = found.filter(year=asked.year)
        if asked.kind:
            found = found.filter(**{f"{KINDS[model.__name__]}_id": asked.kind})
        found = found.filter(of_household(actor, asked, day))
        return found.order_by("-year", *BEHIND[model].order)

    return rows


KINDS = {"Subsidy": "subsidy", "StudyAid": "study_aid"}
"""By which code the payments are told apart."""


def _stated(
    actor: Actor, kind: type[Statement], day: date, said: Q, **of: OuterRef
) -> QuerySet[Any]:
    return kind.objects.visible_to(actor).filter(in_force(day), said, **of).order_by()


Lines = Callable[[Actor, Iterable[Any], date], Iterator[Line]]


def beside(
    *kinds: type[Statement], helped: bool = False, sized: bool = False, itemised: bool = False
) -> Lines:
    """Each row with its statements of these kinds; ``helped``: with who answers and what is done;
    ``sized``: with how many belong to the household, who heads it and what it earned, ``itemised``
    line by line, and with who had relief in illness that year."""

    def lines(actor: Actor, rows: Iterable[Any], day: date) -> Iterator[Line]:
        stream = iter(rows)
        while batch := [Line(it, day) for it in islice(stream, BATCH)]:
            heads(actor, batch, day)
            if register.sees_persons(actor) and sized:
                _sizes(actor, batch, day)
            if itemised:
                _amounts(actor, batch, day)
                _shared(actor, batch, day)
                _relieved(actor, batch, day)
            for kind in kinds:
                _beside(actor, batch, kind, day)
            if helped:
                _officers(actor, batch, day)
                _measures(actor, batch, day)
            yield from batch

    return lines


def _beside(actor: Actor, batch: list[Line], kind: type[Statement], day: date) -> None:
    owner = "household_id" if hasattr(kind, "household") else "person_id"
    of: dict[UUID, list[Line]] = defaultdict(list)
    for line in batch:
        of[_owner(line.it, owner)].append(line)
    rows = kind.objects.visible_to(actor).filter(in_force(day), **{f"{owner}__in": list(of)})
    found = list(rows.order_by())
    with_codes(found, *codes_of(kind))
    for row in found:
        for line in of[getattr(row, owner)]:
            line.told[kind] = row


def _owner(it: Any, owner: str) -> UUID:
    key: UUID = it.pk if isinstance(it, Household) else getattr(it, owner)
    return key


def _sizes(actor: Actor, batch: list[Line], day: date) -> None:
    """Of memberships: how many belong to the household, who heads it, what it earned in the latest year."""
    keys = {line.it.household_id for line in batch}
    here = register.memberships(actor, day=day).filter(household_id__in=keys).order_by()
    counted = dict(here.values_list("household_id").annotate(n=Count("pk")))
    led = here.filter(is_head=True).select_related("person").defer(*SEALED_OF_PERSON)
    first = {one.household_id: one.person for one in led}
    earned = incomes(actor, keys, day)
    for line in batch:
        home = line.it.household_id
        line.households, line.head_person = counted.get(home, 0), first.get(home)
        line.earned, line.earned_in = (
            (earned[home].now, earned[home].year) if home in earned else (None, None)
        )


def _amounts(actor: Actor, batch: list[Line], day: date) -> None:
    """The lines of the latest year, where it was stated line by line."""
    keys = {line.it.household_id for line in batch}
    stated = file.incomes(actor, day=day).filter(household_id__in=keys).order_by("year")
    latest = {home: (pk, people) for home, pk, people in stated.values_list(*LATEST)}
    incomes_told = [pk for pk, _people in latest.values()]
    rows = IncomeAmount.objects.visible_to(actor).filter(income_id__in=incomes_told)
    told: dict[UUID, list[IncomeAmount]] = defaultdict(list)
    for one in rows.select_related("item").order_by():
        told[one.income_id].append(one)
    for line in batch:
        income, line.shared_by = latest.get(line.it.household_id, (line.it.pk, None))
        line.items = [one.item for one in told[income]]
        line.amounts = {one.item.name: one.amount for one in told[income]}


def _shared(actor: Actor, batch: list[Line], day: date) -> None:
    """年度家庭人口数 where the income does not tell it: who belonged to the household as that year ended."""
    years: dict[int, list[Line]] = defaultdict(list)
    for line in batch:
        if line.shared_by is None and line.earned_in:
            years[line.earned_in].append(line)
    for year, of_year in years.items():
        keys = {line.it.household_id for line in of_year}
        here = register.memberships(actor, day=min(day, date(year, 12, 31))).order_by()
        counted = here.filter(household_id__in=keys).values_list("household_id")
        found = dict(counted.annotate(n=Count("pk")))
        for line in of_year:
            line.shared_by = found.get(line.it.household_id)


def _relieved(actor: Actor, batch: list[Line], day: date) -> None:
    found = file.relieved(actor, {line.it.person_id for line in batch}, day)
    for line in batch:
        line.relieved = line.it.person_id in found


def _officers(actor: Actor, batch: list[Line], day: date) -> None:
    by_home = {line.it.pk: line for line in batch}
    led = register.responsible(actor, day=day).filter(household_id__in=list(by_home)).order_by()
    for key, name in led.values_list("household_id", "officer__name"):
        by_home[key].officers = name


def _measures(actor: Actor, batch: list[Line], day: date) -> None:
    keys = [line.it.pk for line in batch]
    rows = Measure.objects.visible_to(actor).filter(household_id__in=keys, from_day__lte=day)
    rows = rows.filter(Q(dropped__isnull=True) | Q(dropped__gt=day)).order_by("from_day", "pk")
    texts: dict[UUID, list[str]] = defaultdict(list)
    for key, text in rows.values_list("household_id", "text"):
        texts[key].append(text)
    for line in batch:
        line.measures = texts[line.it.pk]


LIFTED = homes(Standing, Q(category__name="脱贫户"))
MONITORED = homes(Standing, Q(watch__isnull=False))
ALLOWED = homes(Allowance, Q(people__gt=0))
SUPPORTED = members((Support, Q(way__isnull=False) | Q(supported=True)))
DISABLED = members((Livelihood, Q(disability__isnull=False)))
OF_PARTY = members(who=Q(person__party__name__in=PARTY))
VETERANS = members((Service, Q(enlisted__isnull=False) | Q(discharged__isnull=False)))
WORKERS = members((Livelihood, AT_WORK))
INSURED = members(
    (Livelihood, Q(medical_insurance__isnull=False)),
    (Insurance, Q(medical_year__isnull=False)),
    (Welfare, Q(employee_medical=True)),
)
PENSIONED = members(
    (Livelihood, Q(pension__isnull=False)),
    (Insurance, Q(pension_year__isnull=False)),
    (Welfare, Q(employee_pension=True)),
)
EVERYBODY = members(who=Q(pk__isnull=False))


def laid_out(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Membership]:
    """Everybody, with the areas above and the codes of the person."""
    found = EVERYBODY(actor, asked, village=village, day=day)
    return found.select_related(
        "relation",
        "household__village__parent__parent",
        "household__group",
        "person__ethnic",
        "person__party",
    )
