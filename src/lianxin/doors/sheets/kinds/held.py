"""What the records hold, in a kind's own columns: filled into its sheet it can be brought in again as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area, Officer
from lianxin.records.diary.models import Act, Entry, Kind
from lianxin.records.file.income import Income, IncomeAmount
from lianxin.records.file.rules import rule_sets
from lianxin.records.intake.models import SheetKind
from lianxin.register.models import Household, Pairing
from lianxin.register.pairings import eligible_officers, not_over
from lianxin.register.queries import memberships

from .template import template_book

Row = dict[str, str]
"""Cells by header."""
KINDS_TOLD = {
    Kind.VISIT: "入户",
    Kind.TALK: "谈心",
    Kind.STAY: "驻村",
    Kind.LECTURE: "宣讲",
    Kind.TRAINING: "培训",
    Kind.DELIVERY: "送物",
    Kind.HELP: "帮办",
}
"""As the sheets have them, whatever the reader's language."""


def held_book(kind: str, actor: Actor, village: Area, day: date) -> tuple[bytes, int]:
    """A workbook of what the actor sees of the village, and how many rows it has."""
    rows = list(HELD[kind](actor, village, day))
    return template_book(kind, day, rows), len(rows)


class _Homes:
    """How a sheet names a household: by the register's code where it has one, and by its head."""

    def __init__(self, actor: Actor, village: Area, day: date) -> None:
        rows = Household.objects.visible_to(actor).filter(village=village)
        self.codes = {row.pk: row.register_code or row.number for row in rows}
        heads = memberships(actor, day=day).filter(is_head=True, household__village=village)
        self.heads = dict(heads.order_by().values_list("household_id", "person__name"))

    def named(self, keys: Sequence[UUID]) -> Row:
        """Codes and heads, as many of each; a household of another village is not named."""
        known = [key for key in keys if key in self.codes]
        heads = [self.heads.get(key, "") for key in known]
        told = {"户编号": "、".join(self.codes[key] for key in known)}
        return told | ({"户主姓名": "、".join(heads)} if all(heads) else {})


def _officer(officer: Officer) -> Row:
    return {
        "干部姓名": officer.name,
        "电话": officer.phone,
        "职务": officer.post,
        "单位": officer.unit.name,
    }


def _pairings(actor: Actor, village: Area, day: date) -> Iterator[Row]:
    """Whoever answers for a household, then officers of the village's units who answer for none."""
    homes, busy = _Homes(actor, village, day), set[UUID]()
    rows = Pairing.objects.visible_to(actor).filter(not_over(day), responsible=True)
    rows = rows.filter(household__village=village).select_related("officer__unit", "household")
    for row in rows.order_by("officer__initials", "officer_id", "household__number", "from_day"):
        busy.add(row.officer_id)
        begun = {"自何日": row.from_day.isoformat()}
        yield _officer(row.officer) | homes.named([row.household_id]) | begun
    for officer in eligible_officers(actor, village, day).order_by("initials", "pk"):
        if officer.pk not in busy:
            yield _officer(officer)


def _incomes(actor: Actor, village: Area, day: date) -> Iterator[Row]:
    """Every year that was stated by its lines, under the rule sets in use."""
    homes, lines = _Homes(actor, village, day), defaultdict[UUID, Row](dict)
    rows = Income.objects.visible_to(actor).filter(until=None, rule__in=rule_sets(day))
    rows = rows.filter(household__village=village).select_related("rule", "household")
    amounts = IncomeAmount.objects.visible_to(actor).filter(income__in=rows)
    for one in amounts.select_related("item"):
        lines[one.income_id][one.item.name] = _yuan(one.amount)
    for row in rows.order_by("household__number", "year", "rule__name"):
        sums = {"纯收入": _yuan(row.net), "人均纯收入": _yuan(row.per_head)}
        told = {"年度": str(row.year), "口径": row.rule.name if row.rule else ""}
        people = {"按几口人算": str(row.people or "")}
        yield homes.named([row.household_id]) | told | people | lines[row.pk] | sums


def _yuan(fen: int | None) -> str:
    if fen is None:
        return ""
    sign, whole, rest = "-" if fen < 0 else "", *divmod(abs(fen), 100)
    return f"{sign}{whole}.{rest:02}" if rest else f"{sign}{whole}"


def _diaries(actor: Actor, village: Area, day: date) -> Iterator[Row]:
    """Every entry that was not withdrawn, in the words that it has today."""
    homes, gone = _Homes(actor, village, day), defaultdict[UUID, dict[UUID, None]](dict)
    rows = Entry.objects.visible_to(actor).filter(village=village, withdrawn_at=None)
    acts = Act.objects.visible_to(actor).filter(entry__in=rows, household__isnull=False)
    for entry, home in acts.order_by("household__number").values_list("entry_id", "household_id"):
        gone[entry][home] = None
    for row in rows.select_related("officer__unit").order_by("serial"):
        officer = {"干部": row.officer.name, "干部电话": row.officer.phone}
        yield (
            officer
            | homes.named([*gone[row.pk]])
            | {
                "日期": row.day.isoformat(),
                "到哪天": row.until.isoformat() if row.until else "",
                "单位": row.officer.unit.name,
                "方式": "、".join(KINDS_TOLD[Kind(one)] for one in row.kinds),
                "内容": row.words,
                "用时(分钟)": str(row.minutes or ""),
            }
        )


HELD: dict[str, Callable[[Actor, Area, date], Iterator[Row]]] = {
    SheetKind.PAIRINGS.value: _pairings,
    SheetKind.INCOMES.value: _incomes,
    SheetKind.DIARIES.value: _diaries,
}
