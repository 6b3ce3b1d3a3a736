"""What the first page tells: the set-up steps still open, what needs a look, and one's own households."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.memory import remembered
from lianxin.kernel.period import today
from lianxin.people import queries as people
from lianxin.people.models import Area, Level, Role
from lianxin.people.policy import AccountActor
from lianxin.people.roles import ADMINS, POLICY
from lianxin.plans.commitments.queries import waiting
from lianxin.records.file.models import Standing
from lianxin.records.file.queries import watched
from lianxin.records.intake.models import RosterImport, SetAside
from lianxin.records.intake.queries import rosters
from lianxin.register import queries as register
from lianxin.register.models import Household, Pairing

from .menu import address_of
from .office_due import due_tasks
from .overview import has_records, overview

RECENT = 5


@dataclass(frozen=True)
class Step:
    label: Any
    why: Any
    href: str
    done: bool


@dataclass(frozen=True)
class Tile:
    label: Any
    count: int
    unit: Any
    href: str


def home_of(actor: AccountActor, village: Area | None) -> dict[str, Any]:
    place = (actor.id, village and village.pk, today())
    counts = remembered(("home", *place), lambda: count(actor, village))
    office = Role.OFFICE in actor.roles
    steps = (
        remembered(("steps", *place), lambda: steps_of(actor, village, counts)) if office else []
    )
    return {
        "day": today(),
        "steps": steps if not all(step.done for step in steps) else [],
        "tiles": tiles(actor, counts),
        "unpaired": counts["unpaired"],
        "aside": aside(actor),
        "imports": recent_imports(actor),
        "own": own_households(actor),
        "pledges": waiting(actor, actor.account.officer_id),
        "due_tasks": due_tasks(actor),
        "able": [(role.label, POLICY[role].because) for role in sorted(actor.roles & ADMINS)],
        "is_officer": actor.account.officer_id is not None,
        "to": links(actor),
        "year_told": overview(actor, village) if has_records(actor, village) else None,
        "tasks": [task for task in admin_tasks(actor) if task.href],
    }


def links(actor: AccountActor) -> dict[str, str]:
    """Where the panels lead, as far as the actor may go there."""
    return {
        "ledger": address_of("ledger"),
        "pairings": address_of("pairings") if actor.allows("pairing.begin") else "",
        "imports": address_of("imports") if actor.allows("roster.start") else "",
        "aside": address_of("set-aside") if actor.allows("roster.settle") else "",
        "write": address_of("diary-write") if actor.allows("diary.write") else "",
        "board": address_of("board") if Role.OFFICE in actor.roles else "",
        "report": address_of("reports") if actor.allows("report.make") else "",
    }


def count(actor: AccountActor, village: Area | None) -> dict[str, int]:
    households = register.households(actor, village=village).order_by()
    answered = register.responsible(actor).values("household_id")
    mine = Role.OFFICER in actor.roles and len(actor.roles) == 1
    tells_gaps = not mine and actor.sees(Pairing) is not None
    return {
        "households": households.count(),
        "members": register.memberships(actor)
        .filter(household__in=households.values("pk"))
        .count(),
        "monitored": households.filter(pk__in=watched(actor).values("household_id")).count(),
        "officers": 0 if mine else people.officers(actor).count(),
        "unpaired": households.exclude(pk__in=answered).count() if tells_gaps else 0,
    }


def tiles(actor: AccountActor, counts: dict[str, int]) -> list[Tile]:
    found = []
    ledger = address_of("ledger")
    if actor.sees(Household) is not None:
        found.append(Tile(_("联系户"), counts["households"], _("户"), ledger))
        if register.sees_persons(actor):
            found.append(Tile(_("家庭成员"), counts["members"], _("人"), ledger))
        if actor.sees(Standing) is not None:
            watched_at = ledger and f"{ledger}?monitored=1"
            found.append(Tile(_("监测对象"), counts["monitored"], _("户"), watched_at))
        if counts["unpaired"]:
            gaps_at = ledger and f"{ledger}?unpaired=1"
            found.append(Tile(_("没有结对"), counts["unpaired"], _("户"), gaps_at))
    if counts["officers"]:
        found.append(Tile(_("干部"), counts["officers"], _("人"), address_of("officers")))
    return found


def steps_of(actor: AccountActor, village: Area | None, counts: dict[str, int]) -> list[Step]:
    """From an empty instance to a paired village, each step by what the register says."""
    groups = Area.objects.visible_to(actor).filter(parent=village, level=Level.GROUP)
    administrators = all(people.administrators(role).exists() for role in ADMINS)
    paired = bool(counts["households"]) and not counts["unpaired"]
    place = reverse("area", args=[village.pk]) if village else address_of("areas")
    return [
        Step(_("加上各社"), _("名册里的户按社归。"), place, groups.exists()),
        Step(_("加上干部"), _("谁来联系户。"), address_of("officers"), bool(counts["officers"])),
        Step(
            _("导入名册"),
            _("把现有的表拖进来。"),
            address_of("imports"),
            bool(counts["households"]),
        ),
        Step(_("结对"), _("每户有一名干部负责。"), address_of("pairings"), paired),
        Step(
            _("定三个管理员"),
            _("系统、安全、审计分给三个人。"),
            address_of("administrators") or address_of("accounts"),
            administrators,
        ),
    ]


def aside(actor: AccountActor) -> int:
    return SetAside.objects.visible_to(actor).filter(settled_at=None).count()


def recent_imports(actor: AccountActor) -> list[RosterImport]:
    return list(rosters(actor)[:RECENT])


def own_households(actor: AccountActor) -> list[dict[str, Any]]:
    """The officer's households with the number to call: the head's, else the household's."""
    officer = actor.account.officer_id
    if officer is None:
        return []
    heads = register.memberships(actor).filter(is_head=True).select_related("person")
    heads = heads.defer(*(f"person__{name}" for name in register.SEALED))
    mine = register.pairings(actor).filter(officer=officer, household__closed=None)
    rows = Household.objects.visible_to(actor).select_related("group", "village")
    rows = rows.filter(pk__in=mine.order_by().values("household_id"))
    return [
        _line(row) for row in rows.prefetch_related(Prefetch("memberships", heads, to_attr="heads"))
    ]


def _line(row: Household) -> dict[str, Any]:
    head = next(iter(row.heads), None)  # type: ignore[attr-defined]
    phone = (head.person.phone if head else "") or row.phone
    return {"row": row, "name": head.person.name if head else row.number, "phone": phone}


def admin_tasks(actor: AccountActor) -> list[Step]:
    """What an administrator can do from here; the register is not theirs to see."""
    wanted = {
        Role.SYSADMIN: (("accounts", _("账号")), ("units", _("单位")), ("codes", _("代码表"))),
        Role.SECADMIN: (("accounts", _("授权、停用、解锁")), ("access", _("权限表"))),
        Role.AUDITADMIN: (("audit", _("审计记录")),),
    }
    names = [pair for role in sorted(actor.roles & ADMINS) for pair in wanted[role]]
    return [Step(label, "", address_of(name), False) for name, label in names]
