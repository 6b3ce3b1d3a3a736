"""A plan as it was drawn, before it becomes a version; and a version as something to draw on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.text import prose
from lianxin.people.models import Area
from lianxin.people.wording import Reading
from lianxin.pool.models import Project

from .models import PlanItem, VillagePlan, VillageProblem

MOST_YEARS, MOST_ITEMS = 10, 40
MOST_FEN = 10**14


@dataclass(frozen=True)
class MoneyDrawn:
    """Where so many fen are to come from."""

    source: str
    amount: int | None


@dataclass(frozen=True)
class ItemDrawn:
    """One project as it was written; ``line`` where it goes on from the version before."""

    title: str
    who: str = ""
    due: date | None = None
    text: str = ""
    problem: UUID | None = None
    project: UUID | None = None
    money: Sequence[MoneyDrawn] = ()
    line: UUID | None = None


@dataclass(frozen=True)
class PlanDrawn:
    title: str
    first_year: int = 0
    last_year: int = 0
    aims: str = ""
    items: Sequence[ItemDrawn] = field(default_factory=list)


def checked(drawn: PlanDrawn, village: Area) -> PlanDrawn:
    """Tidied; every problem of it at once. Problems and projects are those of the village."""
    found = Reading()
    title = found.words("title", drawn.title, _("规划名称"), 80, needed=True, sentence=True)
    aims = _lines(drawn.aims, found)
    if not 2000 <= drawn.first_year <= drawn.last_year < drawn.first_year + MOST_YEARS:
        found.add("village_plan.years", "last_year", most=MOST_YEARS)
    if not drawn.items:
        found.add("village_plan.item_wanted", "item-0-title")
    items = [_item(n, one, found) for n, one in enumerate(drawn.items[:MOST_ITEMS])]
    _check_linked(items, village, found)
    found.check()
    return PlanDrawn(title, drawn.first_year, drawn.last_year, aims, items)


def _lines(text: str, found: Reading) -> str:
    """One aim a line, each tidied; empty lines are left out."""
    lines = "\n".join(line for one in (text or "").splitlines() if (line := prose(one)))
    found.words("aims", lines, _("要达到什么"), 1000, needed=True, sentence=True)
    return lines


def _item(n: int, one: ItemDrawn, found: Reading) -> ItemDrawn:
    at = f"item-{n}"
    title = found.words(f"{at}-title", one.title, _("项目名称"), 60, sentence=True)
    if not title:
        found.add("village_plan.title_wanted", f"{at}-title")
    text = found.words(f"{at}-text", one.text, _("做什么"), 200, sentence=True)
    who = found.words(f"{at}-who", one.who, _("谁负责"), 40)
    if not who:
        found.add("village_plan.who_wanted", f"{at}-who", title=title)
    if one.due is None:
        found.add("village_plan.due_wanted", f"{at}-due", title=title)
    money = [_money(at, title, part, found) for part in one.money]
    return replace(one, title=title, text=text, who=who, money=money)


def _money(at: str, title: str, part: MoneyDrawn, found: Reading) -> MoneyDrawn:
    source = found.words(f"{at}-money", part.source, _("资金来源"), 40)
    if not source:
        found.add("village_plan.source_wanted", f"{at}-money", title=title)
    if part.amount is None or not 0 < part.amount < MOST_FEN:
        found.add("village_plan.money", f"{at}-money", title=title)
    return MoneyDrawn(source, part.amount)


def _check_linked(items: Sequence[ItemDrawn], village: Area, found: Reading) -> None:
    """Unscoped: the writer was asked about the village, and these are looked for within it alone."""
    problems = VillageProblem.objects.visible_to(SYSTEM).filter(village=village)
    projects = Project.objects.visible_to(SYSTEM).filter(village=village)
    known = (
        _keys(problems, (one.problem for one in items)),
        _keys(projects, (one.project for one in items)),
    )
    linked: set[UUID] = set()
    for n, one in enumerate(items):
        if (one.problem and one.problem not in known[0]) or (
            one.project and one.project not in known[1]
        ):
            found.add("action.absent", f"item-{n}-title")
        if one.project and one.project in linked:
            title = projects.get(pk=one.project).title
            found.add("village_plan.project_twice", f"item-{n}-project", title=title)
        if one.project:
            linked.add(one.project)


def _keys(rows: object, keys: Iterable[UUID | None]) -> set[UUID]:
    wanted = {key for key in keys if key}
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()  # type: ignore[attr-defined]


def drawn_from(plan: VillagePlan, items: Iterable[PlanItem]) -> PlanDrawn:
    """A version as it stands, to be written on."""
    listed = [
        ItemDrawn(
            one.title,
            one.who,
            one.due,
            one.text,
            one.problem_id,
            one.project_id,
            [MoneyDrawn(source, amount) for source, amount in one.money],
            one.line,
        )
        for one in items
    ]
    return PlanDrawn(plan.title, plan.first_year, plan.last_year, plan.aims, listed)
