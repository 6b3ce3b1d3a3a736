"""The year as the office's first page tells it: households first, then what was asked and what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.aid.due import due_this_week
from lianxin.kernel.memory import remembered
from lianxin.kernel.period import Period, today
from lianxin.people.models import Area
from lianxin.people.policy import AccountActor
from lianxin.records.diary import queries as diary
from lianxin.records.diary.models import Act, Entry
from lianxin.records.diary.queries import Asked
from lianxin.register import queries as register
from lianxin.results.figures import FIGURES, extent, kept
from lianxin.visits.due import week_of
from lianxin.visits.progress import Progress, progress

from .charts import split
from .fared import counted, fared, worst
from .household_rooms import lines
from .menu import address_of
from .need_page import only_officer

CHANGES = ("households_better", "households_same", "households_worse")
ASKED = (
    *("households", "known_households", "entries", "measures", "measures_done"),
    *("needs_raised", "needs_closed", "needs_overdue"),
)
WIDTH = 520
NEWEST, WORST, THIS_WEEK = 3, 3, 6


@dataclass(frozen=True)
class Look:
    """Something that wants a look: a sign, what it is, why, and the button that leads there."""

    tone: str
    icon: str
    title: str
    more: str
    href: str
    button: str


def rows_at(name: str, village: Area | None, year: int) -> str:
    """The page with the rows behind a figure."""
    there = address_of("figure", name)
    return f"{there}?year={year}" + (f"&village={village.code}" if village else "")


def has_records(actor: AccountActor, village: Area | None) -> bool:
    """Whether there is a year to tell of: households on the register, and acts one may see."""
    if actor.sees(Act) is None or actor.sees(Entry) is None:
        return False
    return register.households(actor, village=village).exists()


def overview(actor: AccountActor, village: Area | None) -> dict[str, Any]:
    day = today()
    figures = kept(actor, extent(village, day.year), ASKED)
    found = progress(actor, village, day.year, day)
    week = week_of(day)
    due = due_this_week(actor, village, day, THIS_WEEK)
    return {
        "year": day.year,
        "passed": round(100 * Period.year(day.year).passed(day)),
        **households_told(actor, village, figures, day),
        "progress": found,
        "mine": only_officer(actor),
        "week": (week.first, week.last),
        "due": [(one, address_of(one.page, *([one.key] if one.key else []))) for one in due.rows],
        "due_more": due.whole - len(due.rows),
        "looks": list(_looks(actor, village, figures, found, day)),
        **newest(actor, village, figures),
    }


def households_told(
    actor: AccountActor, village: Area | None, figures: dict[str, Any], day: date
) -> dict[str, Any]:
    """How households fare, against the end of the year before."""
    counts = counted(fared(actor, village, day).values())
    told: dict[str, Any] = {
        "households": figures.get("households") or 0,
        "counts": counts,
        "parts": split(counts, WIDTH),
        "change_at": rows_at("households_worse" if counts[2] else CHANGES[0], village, day.year),
        "income_year": day.year - 1,
        "income_at": rows_at("income_per_head_median", village, day.year - 1),
        "measures_at": rows_at("measures", village, day.year),
        "needs_at": rows_at("needs_raised", village, day.year),
    }
    for name in ("measures", "measures_done", "needs_raised", "needs_closed"):
        told[name] = figures.get(name)
    return told | _income(actor, village, day)


def _income(actor: AccountActor, village: Area | None, day: date) -> dict[str, Any]:
    """The median of last year, in fen, and its change on the year before in percent."""
    figure = FIGURES["income_per_head_median"]
    if actor.sees(figure.model) is None:
        return {}

    def both() -> tuple[Any, Any]:
        years = (day.year - 1, day.year - 2)
        now, before = (figure.value(actor, extent(village, year, day)) for year in years)
        return now, before

    now, before = remembered(("medians", actor.id, village and village.pk, day), both)
    change = round(100 * (now - before) / before, 1) if now is not None and before else None
    return {"income": now, "income_change": change}


def newest(actor: AccountActor, village: Area | None, figures: dict[str, Any]) -> dict[str, Any]:
    rows, _next = diary.entries(actor, Asked(village=village), limit=NEWEST)
    told = diary.told(actor, rows)
    gone = lines(actor, rows, {home.pk for one in told for home in one.households})
    return {
        "newest": [(one, line.flow) for one, line in zip(told, gone, strict=True)],
        "entries": figures.get("entries"),
        "diary_at": address_of("diary"),
    }


def _looks(
    actor: AccountActor,
    village: Area | None,
    figures: dict[str, Any],
    found: Progress,
    day: date,
) -> Iterator[Look]:
    yield from worse(actor, village, day)
    if late := figures.get("needs_overdue"):
        title = ngettext("%(n)s 件需求过了期限", "%(n)s 件需求过了期限", late) % {"n": late}
        at = f"{address_of('needs')}?state=late"
        yield Look("bad", "clock", title, _("先回个话，再说什么时候能办。"), at, _("去办"))
    if found.unvisited:
        n = len(found.unvisited)
        title = ngettext("%(n)s 户今年还没入户", "%(n)s 户今年还没入户", n) % {"n": n}
        yield Look(
            "warn",
            "home-off",
            title,
            _groups(found),
            f"{address_of('visits')}#unvisited",
            _("看名单"),
        )
    if found.short:
        n = len({one.officer.pk for one in found.short})
        title = ngettext("%(n)s 名干部可能做不完", "%(n)s 名干部可能做不完", n) % {"n": n}
        more = _("照现在的速度到年底会差一些，早点商量。")
        yield Look("warn", "users", title, more, f"{address_of('visits')}#short", _("看是哪些"))
    unknown = (figures.get("households") or 0) - (figures.get("known_households") or 0)
    if "known_households" in figures and unknown:
        title = ngettext("%(n)s 户底子还没摸清", "%(n)s 户底子还没摸清", unknown) % {"n": unknown}
        at = rows_at("known_households", village, day.year)
        yield Look("warn", "folder", title, _("户档里还缺内容。"), at, _("看户档"))


def worse(
    actor: AccountActor, village: Area | None, day: date, most: int = WORST
) -> Iterator[Look]:
    """Households that have got worse, each with what shows it."""
    for one in worst(actor, village, day)[:most]:
        at = address_of("household", one.household.pk)
        yield Look("bad", "trending-down", one.name, one.signs, at, _("看户档"))


def _groups(found: Progress) -> str:
    """六社 2 户，四社 1 户."""
    counted = Counter(str(one.household.group or one.household.village) for one in found.unvisited)
    return _("，").join(
        _("%(group)s %(n)s 户") % {"group": g, "n": n} for g, n in counted.most_common(4)
    )
