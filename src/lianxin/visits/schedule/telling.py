"""A proposal in plain values: as the command prints it, as it is kept, and in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Account

from .evenness import evenness
from .reading import Asked
from .shape import Plan, Unmet
from .windows import counting


def reason_of(code: str, least: int = 0) -> str:
    """Why something cannot be met, in one sentence."""
    return {
        "no_officer": _("还没有结对，没有人去"),
        "no_home": _("名下没有联系户"),
        "few_people": _("能去的干部不够一组（最少 %(n)s 人）") % {"n": least},
        "away": _("这段时间一天都走不开"),
        "few_days": _("能走的日子不够，去不了这么多次"),
        "many_homes": _("联系的户多，能走的日子里走不完"),
        "no_company": _("能走的日子里凑不齐一组人"),
    }[code]


def printed(asked: Asked, plan: Plan) -> dict[str, Any]:
    """``{"batches": [...], "unmet": [...]}``: officers by login (by name where they have none),
    households by id."""
    logins = _logins(asked)
    return {
        "batches": [
            {
                "from": trip.first.isoformat(),
                "to": trip.last.isoformat(),
                "days": len(trip.days),
                "officers": [logins[one] for one in trip.officers],
                "visits": [
                    {"household": home, "officer": logins[one]} for home, one in trip.visits
                ],
            }
            for trip in plan.trips
        ],
        "unmet": [
            {
                "requirement": one.need.requirement,
                "subject": one.need.home or logins[one.need.officer],
                "reason": reason_of(one.reason, asked.problem.rules.group_least),
            }
            for one in plan.unmet
        ],
    }


def _logins(asked: Asked) -> dict[str, str]:
    """Unscoped: the logins of officers that the actor has just been shown."""
    rows = Account.objects.visible_to(SYSTEM).filter(officer__in=list(asked.officers.values()))
    known = {str(key): login for key, login in rows.values_list("officer_id", "login")}
    return {key: known.get(key, one.name) for key, one in asked.officers.items()}


def kept_as(asked: Asked, plan: Plan) -> dict[str, Any]:
    """As the row keeps it: keys and days only, nobody's name."""
    problem = asked.problem
    trips = [*plan.trips, *counting(problem)]
    return {
        "first": problem.first.isoformat(),
        "batches": [
            {
                "first": trip.first.isoformat(),
                "last": trip.last.isoformat(),
                "lecture": trip.lecture,
                "officers": list(trip.officers),
                "visits": [list(pair) for pair in trip.visits],
            }
            for trip in plan.trips
        ],
        "unmet": [_unmet(one) for one in plan.unmet],
        "asked": len(problem.needs),
        "even": round(evenness(trips, problem.first, date(problem.year, 12, 31)), 1),
        "least": problem.rules.group_least,
        "stands": stands(asked),
    }


def _unmet(one: Unmet) -> dict[str, Any]:
    return {
        "requirement": one.need.requirement,
        "figure": one.need.figure,
        "officer": one.need.officer,
        "home": one.need.home,
        "missing": one.missing,
        "first": one.need.first.isoformat(),
        "last": one.need.last.isoformat(),
        "reason": one.reason,
    }


def stands(asked: Asked) -> list[list[Any]]:
    """What the proposal was made beside: batches with their state, and who answers for whom."""
    batches = [[str(row.pk), row.rev] for row in (*asked.kept, *asked.replaced)]
    pairs = [[home.key, home.officer] for home in asked.problem.homes]
    return sorted(batches, key=str) + sorted(pairs)
