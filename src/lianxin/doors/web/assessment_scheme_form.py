"""A unit's own scheme of assessment: begun from one in force, each line as it stands there, or ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused, refuse
from lianxin.kernel.text import tidy
from lianxin.results.assessment.models import Scheme, SchemeBar, SchemeItem
from lianxin.results.assessment.scheme_actions import scheme_begin, scheme_end
from lianxin.results.assessment.scheme_given import (
    ADDED,
    LIMITS,
    BarGiven,
    ItemGiven,
    OffGiven,
    SchemeGiven,
    figures_for,
)
from lianxin.results.assessment.schemes import Whole, whole
from lianxin.results.assessment.wording import told_marks
from lianxin.results.titles import TITLES

from .asking import number_of
from .assessment_one import tenths_of
from .form import Form, show_form, visible
from .requests import Acted

BLANK, BARS, MOST = 2, 4, 40
WHOLE_NUMBERS = {"points", "least"}
"""Limits that are counted; the others are marks or percents with one decimal."""


class Field(NamedTuple):
    """One field of a line as the page shows it."""

    name: str
    label: str
    value: str
    error: str
    choices: list[tuple[str, Any]] | None = None
    mode: str = "text"
    most: int = 8


@dataclass(frozen=True)
class Slot:
    """A line; ``of``: the code of the item that it goes on with, ``how`` what that one does."""

    n: int
    of: str
    how: str
    fields: list[Field]


def scheme_new(request: Acted, pk: UUID) -> HttpResponse:
    """Begins the reader's unit's own from the one named."""
    unit = request.actor.account.unit
    if unit is None or not request.actor.allows("scheme.begin"):
        raise refuse("action.not_allowed", action="scheme.begin")
    base = visible(request.actor, Scheme, pk)
    old = whole(base)
    form = Form.of(request, from_day=today().isoformat(), **_first(old))
    if request.method == "POST":
        with form.refusing():
            made = scheme_begin(
                actor=request.actor,
                unit=unit,
                base=base,
                given=_given(form, old),
            )
            messages.success(request, _("存好了，从 %(day)s 起算") % {"day": made.from_day})
            return redirect("assessment-scheme")
    return show_form(request, "assessment/scheme_new.html", form, _shown(form, old))


@require_POST
def scheme_stop(request: Acted, pk: UUID) -> HttpResponse:
    row = visible(request.actor, Scheme, pk)
    try:
        scheme_end(actor=request.actor, scheme=row)
        messages.success(request, _("停用了：%(name)s") % {"name": row.told})
    except Refused as error:
        messages.error(request, error.problems[0].message())
    return redirect("assessment-scheme")


def _first(old: Whole) -> dict[str, str]:
    row = old.scheme
    first = {
        "name": row.told,
        "source": row.source,
        "half_weight": str(row.half_weight),
        "objection_days": str(row.objection_days),
        "best_quota": told_marks(row.best_quota),
    }
    for n, item in enumerate(old.items):
        told = {
            "of": item.code,
            "code": item.code,
            "title": item.told_title,
            "standard": item.told_standard,
            "full": told_marks(item.full),
            **{name: _limit_told(name, item.limits.get(name)) for name in LIMITS[item.formula]},
        }
        first |= {f"line-{n}-{name}": value for name, value in told.items()}
    for n, grade in enumerate(old.grades):
        first |= {f"grade-{n}-name": grade.told, f"grade-{n}-least": told_marks(grade.least)}
    for n, bar in enumerate(old.bars):
        first |= {f"bar-{n}-item": bar.item, f"bar-{n}-effect": bar.effect}
        first[f"bar-{n}-below"] = told_marks(bar.below)
    for n, off in enumerate(old.deductions):
        first |= {f"off-{n}-each": told_marks(off.each), f"off-{n}-most": told_marks(off.most)}
    return first


def _limit_told(name: str, value: Any) -> str:
    if value is None:
        return ""
    return str(value) if name in WHOLE_NUMBERS else told_marks(int(value))


def _given(form: Form, old: Whole) -> SchemeGiven:
    names = {one.told: one.name for one in old.grades}
    return SchemeGiven(
        name=_as_kept(form["name"], {old.scheme.told: old.scheme.name}),
        source=form["source"],
        from_day=form.day("from_day"),
        items=list(_items(form, old)),
        grades=[
            (_as_kept(form[f"grade-{n}-name"], names), tenths_of(form[f"grade-{n}-least"]))
            for n in range(len(old.grades) + 1)
            if tidy(form[f"grade-{n}-name"]) or form[f"grade-{n}-least"].strip()
        ],
        bars=[
            BarGiven(
                form[f"bar-{n}-item"], tenths_of(form[f"bar-{n}-below"]), form[f"bar-{n}-effect"]
            )
            for n in range(BARS)
            if form[f"bar-{n}-below"].strip()
        ],
        offs=[
            OffGiven(n, tenths_of(form[f"off-{n}-each"]), tenths_of(form[f"off-{n}-most"]))
            for n in range(len(old.deductions))
        ],
        half_weight=number_of(form["half_weight"]),
        objection_days=number_of(form["objection_days"]),
        best_quota=tenths_of(form["best_quota"]),
    )


def _as_kept(typed: str, kept: dict[str, str]) -> str:
    """Words that were not changed stay in the language in which they are kept."""
    words = tidy(typed)
    return kept.get(words, words)


def _items(form: Form, old: Whole) -> Iterator[ItemGiven]:
    """What has a title; a line whose title was cleared is left out."""
    for n in range(MOST):
        told = {name: tidy(form[f"line-{n}-{name}"]) for name in ITEM}
        if not told["title"]:
            continue
        before = old.item(told["of"]) if told["of"] else None
        formula = before.formula if before else told["formula"]
        limits = {
            name: (number_of if name in WHOLE_NUMBERS else tenths_of)(form[f"line-{n}-{name}"])
            for name in LIMITS.get(formula, {})
        }
        if before:
            told["title"] = _as_kept(told["title"], {before.told_title: before.title})
            told["standard"] = _as_kept(told["standard"], {before.told_standard: before.standard})
        yield ItemGiven(**{**told, "full": tenths_of(told["full"]), "limits": limits})  # type: ignore[arg-type]


SAME = ("code", "title", "standard", "full")
ASKED_OF_NEW = ("part", "formula", "figure", "whole", "enough", "each")
ITEM = ("of", "code", "title", "standard", "full", "part", "figure", "whole", "formula")


def _shown(form: Form, old: Whole) -> dict[str, Any]:
    errors = form.errors
    codes = [("", "—"), *((item.code, f"{item.code} {item.told_title}") for item in old.items)]
    return {
        "base": old.scheme,
        "slots": list(_slots(form, old, errors)),
        "grades": [
            (n, form[f"grade-{n}-name"], form[f"grade-{n}-least"])
            for n in range(len(old.grades) + 1)
        ],
        "bars": [
            (
                n,
                form[f"bar-{n}-item"],
                form[f"bar-{n}-below"],
                form[f"bar-{n}-effect"],
                errors.get(f"bar-{n}-below", ""),
            )
            for n in range(BARS)
        ],
        "codes": codes,
        "effects": list(SchemeBar.Effect.choices),
        "offs": [
            (
                n,
                off.told_title,
                form[f"off-{n}-each"],
                form[f"off-{n}-most"],
                errors.get(f"off-{n}-each", ""),
            )
            for n, off in enumerate(old.deductions)
        ],
    }


def _slots(form: Form, old: Whole, errors: dict[str, str]) -> Iterator[Slot]:
    """The lines of the earlier scheme, those added, and two blank ones."""
    filled = [n for n in range(MOST) if form[f"line-{n}-of"] or form[f"line-{n}-title"]]
    for n in range(min(MOST, (max(filled) + 1 if filled else 0) + BLANK)):
        before = old.item(form[f"line-{n}-of"])
        names = (*SAME, *LIMITS[before.formula]) if before else (*SAME, *ASKED_OF_NEW)
        how = str(SchemeItem.Formula(before.formula).label) if before else ""
        shown = [_field(form, old, errors, n, name) for name in names]
        yield Slot(n, before.code if before else "", how, shown)


def _field(form: Form, old: Whole, errors: dict[str, str], n: int, name: str) -> Field:
    at = f"line-{n}-{name}"
    labels = {
        "code": _("号"),
        "title": _("考什么"),
        "standard": _("标准"),
        "full": _("分值"),
        "part": _("哪一块"),
        "formula": _("怎么算"),
        "figure": _("看哪个数"),
        "whole": _("占谁的几成"),
        "enough": _("到百分之几得满分"),
        "each": _("每件几分"),
        "equal": _("持平得百分之几的分"),
        "points": _("高几个百分点满分"),
        "against": _("和百分之几比（空着：和全村比）"),
        "least": _("不到几次不算"),
    }
    most = {"title": 40, "standard": 60}.get(name, 8)
    mode = "text" if name in {"code", "title", "standard"} else "number"
    return Field(at, labels[name], form[at], errors.get(at, ""), _choices(old, name), mode, most)


def _choices(old: Whole, name: str) -> list[tuple[str, Any]] | None:
    if name == "part":
        return [("", "—"), *SchemeItem.Part.choices]
    if name == "formula":
        return [("", "—"), *((one.value, one.label) for one in ADDED)]
    if name in {"figure", "whole"}:
        names = figures_for(old.scheme.subject, SchemeItem.Formula.SHARE)
        return [("", "—"), *((one, TITLES.get(one, one)) for one in names)]
    return None


urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/scheme/<uuid:pk>/new/", scheme_new, name="assessment-scheme-new"),
    path("assessments/scheme/<uuid:pk>/end/", scheme_stop, name="assessment-scheme-end"),
]
