"""What the pages of needs show: tabs and filters with their counts, one need with its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Officer, Role
from lianxin.people.policy import AccountActor
from lianxin.records.diary.models import Entry
from lianxin.records.needs import queries
from lianxin.records.needs.models import Need, NeedStep
from lianxin.records.needs.queries import STATES, NeedLine, Wanted
from lianxin.register import queries as register
from lianxin.register.models import Household
from lianxin.register.pairings import eligible_officers

from .asks import Ask, Choices, codes
from .form import Form, may, may_for_all
from .menu import address_of
from .requests import Acted

PAGE = 50
TABS = {
    "open": gettext_lazy("在办"),
    "overdue": gettext_lazy("超期"),
    "closed": gettext_lazy("已办结"),
    "all": gettext_lazy("全部"),
}
STEP_ICONS = {
    NeedStep.Kind.OPEN: "message-question",
    NeedStep.Kind.TALK: "message-2",
    NeedStep.Kind.HAND_ON: "user-share",
    NeedStep.Kind.CLOSE: "circle-check",
    NeedStep.Kind.REOPEN: "refresh",
}


def only_officer(actor: AccountActor) -> bool:
    """Whoever is an officer and nothing else sees what is theirs, in whichever village."""
    return actor.roles == {Role.OFFICER}


class NeedsPage:
    """The list of one tab under the filters that the address names."""

    def __init__(self, request: Acted) -> None:
        if request.actor.sees(Need) is None:
            raise refuse("action.absent")
        self.request, self.actor, self.day = request, request.actor, today()
        asked = request.GET
        self.state = asked.get("show", "") if asked.get("show") in STATES else "open"
        self.words = asked.get("q", "")[:40]
        self.kind, self.officer = _key(asked.get("kind", "")), asked.get("officer", "")
        self.household = _key(asked.get("household", ""))

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            village=None if only_officer(self.actor) else self.request.village,
            household=self.household,
            officer=_key(self.officer),
            kind=self.kind,
            words=self.words,
            nobody=self.officer == "none",
        )

    @cached_property
    def sheet(self) -> Page[Need]:
        rows = queries.needs(self.actor, self.wanted, state=self.state, day=self.day)
        in_order = queries.with_heads(queries.in_order(rows, self.state))
        return Paginator(in_order, PAGE).get_page(self.request.GET.get("page", "")[:6])

    @cached_property
    def lines(self) -> list[NeedLine]:
        return [NeedLine(need, self.day) for need in self.sheet.object_list]

    @cached_property
    def counts(self) -> dict[str, int]:
        return queries.counts(self.actor, self.wanted, self.day)

    @cached_property
    def tabs(self) -> list[dict[str, Any]]:
        rest = self.filters
        return [
            {
                "name": name,
                "label": label,
                "count": self.counts[name],
                "href": "?" + urlencode({"show": name, **rest}),
                "here": name == self.state,
            }
            for name, label in TABS.items()
        ]

    @property
    def filters(self) -> dict[str, str]:
        told = {
            "q": self.words,
            "kind": str(self.kind or ""),
            "officer": self.officer,
            "household": str(self.household or ""),
        }
        return {name: value for name, value in told.items() if value}

    @property
    def query(self) -> str:
        return urlencode({"show": self.state, **self.filters}) + "&"

    @cached_property
    def kinds(self) -> Choices:
        return codes("need", empty=_("各种需求"))

    @cached_property
    def officers(self) -> list[tuple[str, Any]]:
        """Who may be chosen from; nobody where the actor sees no colleagues."""
        return _colleagues(self.actor, self.request)

    @cached_property
    def may(self) -> dict[str, bool]:
        told = may(self.actor, open="need.open", hand_on="need.hand_on", rule="reply_rule.set")
        return {**told, "bulk": bool(told["hand_on"] and self.officers)}

    @property
    def closed(self) -> bool:
        return self.state == "closed"


def _colleagues(actor: AccountActor, request: Acted) -> list[tuple[str, Any]]:
    if only_officer(actor) or request.village is None or actor.sees(Officer) is None:
        return []
    rows = eligible_officers(actor, request.village, today())
    return [(str(row.pk), row.name) for row in rows]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@dataclass
class NeedPage:
    """One need with its steps, and what the actor may do with it."""

    actor: AccountActor
    line: NeedLine
    form: Form

    @property
    def need(self) -> Need:
        return self.line.need

    @cached_property
    def steps(self) -> list[tuple[NeedStep, str]]:
        """The latest first."""
        rows = queries.steps(self.actor, self.need)[::-1]
        return [(row, STEP_ICONS[NeedStep.Kind(row.kind)]) for row in rows]

    @cached_property
    def home(self) -> str:
        """Where the household's page stands, for who sees the household."""
        key = self.need.household_id
        return address_of("household", key) if key and _sees(self.actor, Household, key) else ""

    @cached_property
    def entry(self) -> str:
        """The diary entry it came from, for who may read it."""
        key = self.need.entry_id
        return address_of("entry", key) if key and _sees(self.actor, Entry, key) else ""

    @property
    def from_diary(self) -> bool:
        return self.need.entry_id is not None

    @cached_property
    def may(self) -> dict[str, bool]:
        is_open = self.need.closed is None
        told = may(
            self.actor,
            self.need,
            talk="need.talk",
            hand_on="need.hand_on",
            close="need.close",
            reopen="need.reopen",
        )
        return {name: able and is_open != (name == "reopen") for name, able in told.items()}

    @cached_property
    def officers(self) -> list[tuple[str, Any]]:
        """Whom it can be handed on to; a lone officer writes a colleague's name instead."""
        if only_officer(self.actor):
            return []
        rows = eligible_officers(self.actor, self.need.village, today())
        listed = [(str(row.pk), row.name) for row in rows if row.pk != self.need.officer_id]
        return [("", _("请选")), *listed] if listed else []

    @cached_property
    def results(self) -> Choices:
        return codes("need_result", empty=_("请选"))

    @property
    def day(self) -> str:
        return self.form["day"]

    @property
    def today(self) -> str:
        return today().isoformat()

    @property
    def doing(self) -> str:
        return self.form["do"]


def _sees(actor: Actor, model: Any, key: UUID) -> bool:
    return bool(model.objects.visible_to(actor).filter(pk=key).exists())


def needs_asks(request: Acted) -> list[Ask]:
    asks = [
        Ask(
            "household",
            _("哪一户"),
            choices=_homes(request),
            required=not _may_of_village(request),
        ),
        Ask("kind", _("种类"), choices=codes("need", empty=_("请选")), required=True),
        Ask("text", _("要办什么"), _("一句话说清，办的人看得懂"), required=True, maxlength=300),
        Ask("day", _("哪天提的"), type="date", required=True),
    ]
    officers = _colleagues(request.actor, request)
    if officers:
        first = ("", _("这户的联系干部"))
        asks.append(Ask("officer", _("谁来办"), choices=[first, *officers]))
    if request.actor.allows("reply_rule.set"):
        asks.append(Ask("due", _("要在哪天前办好"), _("空着就按这一种的办理时限算"), type="date"))
    return asks


def _may_of_village(request: Acted) -> bool:
    return request.village is not None and request.actor.allows("need.open", request.village)


def _homes(request: Acted) -> Choices:
    """Households by number and head; for who may, the whole village first."""
    village = None if only_officer(request.actor) else request.village
    rows = register.households(request.actor, village=village).order_by("village__path", "number")
    heads = register.memberships(request.actor).filter(is_head=True)
    heads = heads.filter(household__in=rows.order_by().values("pk"))
    names = dict(heads.values_list("household_id", "person__name"))
    listed = [(str(row.pk), f"{row.number} {names.get(row.pk, '')}".strip()) for row in rows]
    return [("", _("全村的事") if _may_of_village(request) else _("请选")), *listed]


def reply_rules(request: Acted, form: Form) -> dict[str, Any]:
    now, past = queries.reply_rules(today())
    asks = [
        Ask("kind", _("哪一种需求"), choices=codes("need", empty=_("其余各种"))),
        Ask("days", _("多少天内办好"), inputmode="numeric", required=True, maxlength=3),
        Ask("source", _("依据"), _("哪份文件、哪次会定的"), maxlength=160),
        Ask("from_day", _("从哪天起"), _("以前提的需求不变"), type="date", required=True),
    ]
    return {
        "now": now,
        "past": past,
        "today": today(),
        "asks": [(ask, form[ask.name], form.errors.get(ask.name, "")) for ask in asks],
        "may": may_for_all(request.actor, set="reply_rule.set"),
    }
