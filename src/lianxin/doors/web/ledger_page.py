"""What the ledger's page shows around its rows: views, conditions in words, columns, order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.memory import remembered
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.people.places import day_written
from lianxin.records.file.income import Income
from lianxin.records.file.models import Standing
from lianxin.register import queries as register
from lianxin.register.models import Code, Household, SavedView
from lianxin.register.saved import views
from lianxin.results.columns import Column
from lianxin.results.conditions import Conditions, as_filter, matching
from lianxin.results.households import SORTS, ordered
from lianxin.results.ledgers import LEDGERS

from .ledger_parts import BUILT_IN, INCOMPLETE, SWITCHES, Chip, Choice, Heading, Tab
from .menu import address_of
from .requests import Acted

T = TypeVar("T")
NAME = "households"


class LedgerPage:
    """One reading of the ledger: built from an address (or a sent-along one) and the session."""

    def __init__(self, request: Acted, data: QueryDict) -> None:
        if request.actor.sees(Household) is None:
            raise refuse("action.absent")
        self.request, self.actor, self.village = request, request.actor, request.village
        self.conditions = Conditions.read(data)
        self.sort = data.get("sort", "") if data.get("sort", "").removeprefix("-") in SORTS else ""
        self.as_of = day_written(data.get("as_of", ""))
        self.look = request.session.get("ledger", {})

    @property
    def day(self) -> date:
        return self.as_of or today()

    @property
    def compact(self) -> bool:
        return bool(self.look.get("compact"))

    @cached_property
    def columns(self) -> list[Column]:
        chosen = self.look.get("columns")
        several = len(self.request.villages) > 1 and self.village is None
        return [
            c
            for c in self.all_columns
            if (c.name in chosen if chosen else c.usual)
            or c.name == "head"
            or (c.name == "missing" and self.conditions.incomplete)
            or (c.name == "village" and several)
        ]

    @cached_property
    def all_columns(self) -> list[Column]:
        return LEDGERS[NAME].visible_columns(self.actor)

    @cached_property
    def found(self) -> Any:
        return matching(self.actor, self.conditions, village=self.village, day=self.day)

    @property
    def in_order(self) -> Any:
        return ordered(self.actor, self.found, self.sort, self.day)

    def address(self, conditions: Conditions | None = None, **also: str) -> str:
        """The parameters of this view with other conditions or another order."""
        pairs = (self.conditions if conditions is None else conditions).pairs()
        rest = {"sort": self.sort, "as_of": str(self.as_of or "")} | also
        return urlencode(pairs + [(name, value) for name, value in rest.items() if value])

    @property
    def query(self) -> str:
        return self.address()

    @property
    def pager_query(self) -> str:
        return f"{self.query}&" if self.query else ""

    def counted(self, what: str, make: Callable[[], T], *of: Hashable) -> T:
        """What is counted over the village's rows, kept until somebody changes something."""
        place = getattr(self.village, "pk", None)
        return remembered((what, self.actor.id, place, self.day, of), make)

    @cached_property
    def tabs(self) -> list[Tab]:
        wanted: list[tuple[str, str, Conditions, SavedView | None]] = [
            (name, str(title), conditions, None)
            for name, title, conditions, needs in BUILT_IN
            if self.actor.sees(needs) is not None
        ]
        for place, view in enumerate(views(self.actor, NAME)):
            wanted.append(
                (f"saved{place}", view.name, Conditions.read(QueryDict(view.query)), view)
            )
        counts = self._counts([(name, conditions) for name, _t, conditions, _v in wanted])
        return [
            Tab(title, f"?{self._kept(cond, view)}", self._is(cond), counts.get(name), view)
            for name, title, cond, view in wanted
        ]

    def _kept(self, conditions: Conditions, view: SavedView | None) -> str:
        return view.query if view else self.address(conditions, sort="")

    def _is(self, conditions: Conditions) -> bool:
        return conditions == self.conditions

    def _counts(self, wanted: list[tuple[str, Conditions]]) -> dict[str, int]:
        """How many households each view holds, in one query."""
        open_ones = tuple((name, it) for name, it in wanted if not it.closed)
        return self.counted("tabs", lambda: self._asked(open_ones), open_ones)

    def _asked(self, wanted: Iterable[tuple[str, Conditions]]) -> dict[str, int]:
        base = register.households(self.actor, village=self.village, day=self.day).order_by()
        return base.aggregate(
            **{
                name: Count("pk", filter=as_filter(self.actor, it, self.day) or None)
                for name, it in wanted
            }
        )

    @property
    def whole(self) -> int:
        return self.tabs[0].count or 0

    @property
    def here(self) -> Tab | None:
        return next((tab for tab in self.tabs if tab.here), None)

    @property
    def view(self) -> str:
        return self.here.title if self.here else ""

    @cached_property
    def choices(self) -> list[Choice]:
        return [
            Choice(name, title, [(k, t, k in self._chosen(name)) for k, t in options])
            for name, title, options in self._options()
            if options
        ]

    def _chosen(self, name: str) -> set[str]:
        return {str(key) for key in getattr(self.conditions, name)}

    def _options(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        codes: dict[str, list[tuple[str, str]]] = {"category": [], "watch": [], "cause": []}
        if self.actor.sees(Standing) is not None:
            for code in Code.objects.visible_to(self.actor).filter(list__in=codes):
                codes[code.list].append((str(code.pk), code.told))
        return [
            ("group", _("社"), self._groups()),
            ("officer", _("联系干部"), self.counted("officers", self._officers)),
            ("category", _("户类型"), codes["category"]),
            ("watch", _("监测类别"), codes["watch"]),
            ("cause", _("主要致贫原因"), codes["cause"]),
        ]

    def _groups(self) -> list[tuple[str, str]]:
        if self.village is None:
            return []
        rows = Area.objects.visible_to(self.actor).filter(parent=self.village)
        return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]

    def _officers(self) -> list[tuple[str, str]]:
        paired = register.responsible(self.actor, day=self.day)
        if self.village is not None:
            paired = paired.filter(household__village=self.village)
        rows = paired.order_by("officer__initials", "officer_id").values_list(
            "officer_id", "officer__name"
        )
        return [(str(pk), name) for pk, name in rows.distinct()]

    @cached_property
    def switches(self) -> list[tuple[str, str, bool]]:
        return [
            (name, str(title), getattr(self.conditions, name))
            for name, title, needs in SWITCHES
            if self.actor.sees(needs) is not None
        ]

    @cached_property
    def chips(self) -> list[Chip]:
        it, found = self.conditions, []
        if it.q:
            found.append(self._chip(_("找"), it.q, "q"))
        for choice in self.choices:
            names = [title for _key, title, on in choice.options if on]
            if names:
                found.append(self._chip(choice.title, _("、").join(names), choice.name))
        if it.only:
            found.append(self._chip(_("只看选中的"), _("%(n)d 户") % {"n": len(it.only)}, "only"))
        found += self._span(_("人均纯收入"), "income", _("元"))
        found += self._span(_("人口"), "members", _("人"))
        return found + [self._chip("", title, name) for name, title, on in self.switches if on]

    def _span(self, label: str, name: str, unit: str) -> list[Chip]:
        low = getattr(self.conditions, f"{name}_from")
        high = getattr(self.conditions, f"{name}_to")
        if low is None and high is None:
            return []
        words = {"low": f"{low:,}" if low is not None else "", "unit": unit}
        words["high"] = f"{high:,}" if high is not None else ""
        pattern = _("%(low)s—%(high)s %(unit)s")
        if high is None:
            pattern = _("%(low)s %(unit)s以上")
        elif low is None:
            pattern = _("%(high)s %(unit)s以下")
        return [self._chip(label, pattern % words, f"{name}_from", f"{name}_to")]

    def _chip(self, label: str, value: str, *names: str) -> Chip:
        rest = self.conditions.without(*names)
        return Chip(label, value, f"?{self.address(rest)}")

    @property
    def told(self) -> list[str]:
        """The conditions in words, as print and sheets carry them."""
        return [
            f"{chip.label}{_('：')}{chip.value}" if chip.label else chip.value
            for chip in self.chips
        ]

    @property
    def headings(self) -> list[Heading]:
        return [Heading(c, self._sorted_by(c), self._order(c)) for c in self.columns]

    def _order(self, column: Column) -> str:
        if self.sort.removeprefix("-") != column.name:
            return "ascending" if column.name == "number" and not self.sort else "none"
        return "descending" if self.sort.startswith("-") else "ascending"

    def _sorted_by(self, column: Column) -> str:
        """Numbers begin with the largest, words with the first; a second press turns it round."""
        if not column.sort:
            return ""
        first = f"-{column.name}" if column.number else column.name
        if self._order(column) != "none":
            first = column.name if self._order(column) == "descending" else f"-{column.name}"
        return f"?{self.address(sort=first)}"

    @property
    def note(self) -> str:
        return str(INCOMPLETE) if self.conditions.incomplete else ""

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the small search form carries along besides its own words."""
        rest = [*self.conditions.without("q").pairs(), ("sort", self.sort)]
        rest.append(("as_of", str(self.as_of or "")))
        return [(name, value) for name, value in rest if value]

    @property
    def may_export(self) -> bool:
        return self.actor.allows("register.export")

    @property
    def may_link(self) -> bool:
        return self.actor.allows("link.make")

    @property
    def may_fill(self) -> bool:
        return self.actor.allows("form.fill")

    @property
    def may_open(self) -> bool:
        return self.actor.allows("household.open")

    @property
    def may_hand_over(self) -> bool:
        return self.actor.allows("pairing.hand_over") and bool(address_of("hand-over"))

    @property
    def sees_income(self) -> bool:
        return self.actor.sees(Income) is not None

    @property
    def suggested(self) -> str:
        """A name for a view, from its conditions."""
        return "、".join(chip.value for chip in self.chips)[:30]

    @property
    def home(self) -> str:
        return reverse("ledger") + (f"?{self.query}" if self.query else "")
