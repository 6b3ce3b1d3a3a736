"""排一年: the year's proposal while it is made, month by month, and what cannot be met; taken or left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.people.models import Area, Officer
from lianxin.register.models import Household
from lianxin.register.queries import memberships
from lianxin.visits.days.queries import holidays
from lianxin.visits.rules import said
from lianxin.visits.schedule.actions import (
    schedule_ask,
    schedule_drop,
    schedule_take,
    schedules,
    silent,
)
from lianxin.visits.schedule.models import Schedule
from lianxin.visits.schedule.reading import rules_of
from lianxin.visits.schedule.telling import reason_of
from lianxin.visits.schedule.work import begin

from .form import visible
from .requests import Acted

State = Schedule.State
WORKING = {State.WAITING, State.RUNNING}


def schedule(request: Acted) -> HttpResponse:
    """Shows the latest proposal of the year; sent, it asks for one."""
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": _("排一年")})
    year = _year(request)
    if request.method == "POST":
        row = schedule_ask(actor=request.actor, village=village, year=year)
        begin(request.actor, row)
        return redirect(f"{reverse('schedule')}?year={year}")
    found = schedules(request.actor, village, year).first()
    page = Proposed(request.actor, village, year, found)
    return render(request, "visits/schedule.html", {"page": page})


def _year(request: Acted) -> int:
    sent = request.POST if request.method == "POST" else request.GET
    text, now = sent.get("year", ""), today()
    usual = now.year if now.month < 11 else now.year + 1
    year = int(text) if text.isdecimal() and len(text) == 4 else usual
    return min(max(year, now.year), now.year + 2)


@dataclass(frozen=True)
class Row:
    """One proposed batch; ``place`` is what the form ticks."""

    place: int
    first: date
    last: date
    lecture: bool
    officers: list[str]
    homes: list[str]
    groups: list[str]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Lacking:
    """One reason with all whom it meets, for one requirement."""

    requirement: str
    reason: str
    who: list[str]


class Proposed:
    def __init__(self, actor: Actor, village: Area, year: int, row: Schedule | None) -> None:
        self.actor, self.village, self.year, self.row = actor, village, year, row
        self.found: dict[str, Any] = row.found if row else {}
        self.people = self._people()
        self.homes = self._homes()

    @property
    def working(self) -> bool:
        return self.row is not None and self.row.state in WORKING and not silent(self.row)

    @property
    def failed(self) -> bool:
        row = self.row
        return row is not None and (
            row.state == State.FAILED or (row.state in WORKING and not self.working)
        )

    @property
    def ready(self) -> bool:
        return self.row is not None and self.row.state == State.READY

    @property
    def there(self) -> bool:
        return bool(self.found) and (self.ready or self.working)

    @property
    def years(self) -> list[int]:
        return [today().year, today().year + 1]

    @property
    def rules(self) -> Any:
        return rules_of(self.village, today())

    @property
    def no_notice(self) -> bool:
        return not holidays(self.year)

    @property
    def even(self) -> str:
        return f"{self.found['even']:g}"

    @property
    def met(self) -> int:
        return int(self.found["asked"]) - len(self.found["unmet"])

    @property
    def lectures(self) -> int:
        return sum(one["lecture"] for one in self.found["batches"])

    @property
    def months(self) -> Iterable[tuple[date, list[Row]]]:
        rows = [self._row(n, one) for n, one in enumerate(self.found["batches"])]
        for month, some in groupby(rows, lambda row: row.first.replace(day=1)):
            yield month, list(some)

    @property
    def unmet(self) -> list[Lacking]:
        found: dict[tuple[str, str], list[str]] = {}
        for one in self.found["unmet"]:
            reason = reason_of(one["reason"], self.found["least"])
            much = said(one["missing"], unit_of_figure(one["figure"]))
            who = self.homes.get(one["home"], ("", "", ""))[1] or self.people.get(
                one["officer"], ""
            )
            told = _("%(who)s差 %(much)s") % {"who": who or _("一户"), "much": much}
            found.setdefault((one["requirement"], reason), []).append(told)
        return [Lacking(*key, who) for key, who in found.items()]

    def _row(self, place: int, one: dict[str, Any]) -> Row:
        homes = sorted(self.homes[home] for home, _who in one["visits"] if home in self.homes)
        return Row(
            place,
            date.fromisoformat(one["first"]),
            date.fromisoformat(one["last"]),
            one["lecture"],
            [self.people.get(key, "") for key in one["officers"]],
            [name for _path, name, _group in homes],
            list(dict.fromkeys(group for _path, _name, group in homes if group)),
        )

    def _people(self) -> dict[str, str]:
        keys = {key for one in self.found.get("batches", ()) for key in one["officers"]}
        keys |= {one["officer"] for one in self.found.get("unmet", ()) if one["officer"]}
        rows = Officer.objects.visible_to(self.actor).filter(pk__in=keys)
        return {str(key): name for key, name in rows.values_list("pk", "name")}

    def _homes(self) -> dict[str, tuple[str, str, str]]:
        """By household where it stands in the list, its head's name and its village group."""
        keys = {home for one in self.found.get("batches", ()) for home, _who in one["visits"]}
        keys |= {one["home"] for one in self.found.get("unmet", ()) if one["home"]}
        heads = memberships(self.actor).filter(is_head=True, household__in=keys).order_by()
        names = dict(heads.values_list("household_id", "person__name"))
        rows = Household.objects.visible_to(self.actor).filter(pk__in=keys).select_related("group")
        return {
            str(row.pk): (
                f"{row.group.path if row.group else '~'} {row.number}",
                names.get(row.pk, row.number),
                row.group.name if row.group else "",
            )
            for row in rows
        }


def unit_of_figure(figure: str) -> str:
    return {"stay_days": "days", "lectures": "lectures"}.get(figure, "times")


@require_POST
def schedule_used(request: Acted, pk: UUID) -> HttpResponse:
    """All, those ticked, or none."""
    row = visible(request.actor, Schedule, pk)
    if request.POST.get("use") == "none":
        schedule_drop(actor=request.actor, schedule=row)
        messages.success(request, _("没有用，原来的批次照旧"))
        return redirect(f"{reverse('schedule')}?year={row.year}")
    chosen = {int(n) for n in request.POST.getlist("batch") if n.isdecimal()}
    everything = request.POST.get("use") == "all"
    made = schedule_take(actor=request.actor, schedule=row, chosen=None if everything else chosen)
    told = ngettext("定下了 %(n)s 批", "定下了 %(n)s 批", len(made)) % {"n": len(made)}
    messages.success(request, told)
    return redirect(f"{reverse('batches')}?year={row.year}")


urlpatterns: list[URLPattern | URLResolver] = [
    path("batches/year/", schedule, name="schedule"),
    path("batches/year/<uuid:pk>/use/", schedule_used, name="schedule-use"),
]
