"""What an import page says of each kind of sheet: what it counts, and how its button reads."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.doors.sheets.review import Review
from lianxin.records.intake.models import SheetKind

ALWAYS: dict[str, tuple[str, ...]] = {
    SheetKind.ROSTER: ("name", "id_number", "relation", "group", "register_code"),
    SheetKind.PAIRINGS: ("officer", "phone", "head_name", "register_code", "from_day"),
    SheetKind.INCOMES: ("head_name", "register_code", "year", "net", "per_head"),
    SheetKind.DIARIES: ("day", "officer", "head_name", "kinds", "text"),
}
"""Columns by which a person finds a row again in the file."""


def said(review: Review) -> dict[str, Any]:
    """The words of a review's page."""
    kind, ready = review.kind, len(review.ready)
    return {
        "about": _about(kind, review),
        "unit": unit(kind),
        "states": states(kind),
        "button": (_first if review.aside else _all)(kind, ready),
        "kind": SheetKind(kind).label,
    }


def unit(kind: str) -> str:
    return {
        SheetKind.ROSTER.value: _("户"),
        SheetKind.PAIRINGS.value: _("条"),
        SheetKind.INCOMES.value: _("份"),
        SheetKind.DIARIES.value: _("篇"),
    }[kind]


def states(kind: str) -> tuple[str, str, str]:
    """How created, updated and unchanged read."""
    if kind == SheetKind.PAIRINGS:
        return _("新结对"), _("交接"), _("不变")
    if kind == SheetKind.DIARIES:
        return _("新写"), _("更新"), _("已经有的")
    return _("新增"), _("更新"), _("不变")


def _about(kind: str, review: Review) -> str:
    counts: dict[str, Any] = {"rows": review.understood.rows, **review.brought.counts}
    texts = {
        SheetKind.ROSTER.value: _("{village}，{rows} 行，{households} 户 {members} 人"),
        SheetKind.PAIRINGS.value: _("{village}，{rows} 行，{officers} 名干部 {households} 户"),
        SheetKind.INCOMES.value: _("{village}，{rows} 行，{households} 户 {incomes} 份收入"),
        SheetKind.DIARIES.value: _("{village}，{rows} 行，{officers} 名干部 {entries} 篇"),
    }
    return texts[kind].format(village=review.roster.village, **counts)


def _all(kind: str, n: int) -> str:
    texts = {
        SheetKind.ROSTER.value: ngettext("导入 {n} 户", "导入 {n} 户", n),
        SheetKind.PAIRINGS.value: ngettext("导入 {n} 条结对", "导入 {n} 条结对", n),
        SheetKind.INCOMES.value: ngettext("导入 {n} 份收入", "导入 {n} 份收入", n),
        SheetKind.DIARIES.value: ngettext("导入 {n} 篇日记", "导入 {n} 篇日记", n),
    }
    return texts[kind].format(n=n)


def _first(kind: str, n: int) -> str:
    texts = {
        SheetKind.ROSTER.value: ngettext("先导入 {n} 户", "先导入 {n} 户", n),
        SheetKind.PAIRINGS.value: ngettext("先导入 {n} 条结对", "先导入 {n} 条结对", n),
        SheetKind.INCOMES.value: ngettext("先导入 {n} 份收入", "先导入 {n} 份收入", n),
        SheetKind.DIARIES.value: ngettext("先导入 {n} 篇日记", "先导入 {n} 篇日记", n),
    }
    return texts[kind].format(n=n)


def wrote(review: Review) -> str:
    """What is told once it is written."""
    ready, aside = len(review.ready), len(review.aside)
    texts = {
        SheetKind.ROSTER.value: ngettext("{n} 户已写进台账。", "{n} 户已写进台账。", ready),
        SheetKind.PAIRINGS.value: ngettext("{n} 条结对已写好。", "{n} 条结对已写好。", ready),
        SheetKind.INCOMES.value: ngettext(
            "{n} 份收入已写进户档。", "{n} 份收入已写进户档。", ready
        ),
        SheetKind.DIARIES.value: ngettext("{n} 篇日记已写好。", "{n} 篇日记已写好。", ready),
    }
    told = texts[review.kind].format(n=ready)
    if aside and review.kind == SheetKind.ROSTER:
        told += ngettext("还有 {n} 户在待补。", "还有 {n} 户在待补。", aside).format(n=aside)
    elif aside:
        told += ngettext("还有 {n} 行在待补。", "还有 {n} 行在待补。", aside).format(n=aside)
    return told


def page_of(kind: str) -> tuple[str, str]:
    """Where one looks at what was written: the page and what its link says."""
    return {
        SheetKind.PAIRINGS.value: ("pairings", _("看结对")),
        SheetKind.DIARIES.value: ("diary", _("看日记")),
    }.get(kind, ("ledger", _("看台账")))


__all__ = ["ALWAYS", "page_of", "said", "states", "unit", "wrote"]
