"""多维画像的指标: the sets that were, are and will be in force; the office begins a new one and ends one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import Problem, Refused, problem, refuse
from lianxin.kernel.text import tidy
from lianxin.people.queries import reaches_all
from lianxin.records.file.aspects import ASPECTS, Unit
from lianxin.results.profile.actions import IndicatorGiven, indicator_set_begin, indicator_set_end
from lianxin.results.profile.models import Indicator, IndicatorSet
from lianxin.results.profile.reading import Rules, rules_of, rules_on, sees_profile
from lianxin.results.profile.wording import rule_told

from .asking import key_in, number_of
from .form import Form, may_for_all, show_form, visible
from .plan_form import number_in, shown
from .requests import Acted

BLANK, MOST = 3, 30
FIELDS = ("dimension", "name", "lack", "aspect", "side", "cut", "weight")


class Field(NamedTuple):
    """One field of a line as the page shows it."""

    name: str
    label: str
    value: str
    error: str
    choices: list[tuple[str, Any]] | None = None
    mode: str = "text"
    most: int = 30


@dataclass(frozen=True)
class LineSlot:
    fields: list[Field]


@require_GET
def indicator_sets(request: Acted) -> HttpResponse:
    if not sees_profile(request.actor) and not request.actor.allows("indicator_set.begin"):
        raise refuse("action.absent")
    able = may_for_all(request.actor, begin="indicator_set.begin", end="indicator_set.end")
    rows = IndicatorSet.objects.visible_to(request.actor).order_by("-from_day")
    sets = [_told(rules_of(row)) for row in rows if row.until != row.from_day]
    return render(request, "profile/sets.html", {"sets": sets, "today": today(), "may": able})


def _told(rules: Rules) -> tuple[IndicatorSet, list[Any], int]:
    """The set, its dimensions with their weights and lines, and the sum of all weights."""
    lines = rules.lines
    dimensions = [
        (
            lines[places[0]].told_dimension,
            sum(lines[place].weight for place in places),
            [(lines[place], rule_told(lines[place])) for place in places],
        )
        for places in rules.dimensions.values()
    ]
    return rules.row, dimensions, rules.scheme.whole


def indicator_set_new(request: Acted) -> HttpResponse:
    """Begins with the lines of the set in use, or of the one that is to be copied."""
    if not request.actor.allows("indicator_set.begin"):
        raise refuse("action.not_allowed", action="indicator_set.begin")
    if request.method == "GET" and not reaches_all(request.actor):
        return redirect("indicator-sets")  # which says who can
    form = Form.of(request, from_day=today().isoformat(), **_first(request))
    if request.method == "POST":
        with form.refusing():
            made = _begun(request, form)
            messages.success(request, _("存好了，从 %(day)s 起算") % {"day": made.from_day})
            return redirect("indicator-sets")
    return show_form(request, "profile/set_new.html", form, {"lines": list(_slots(form))})


@require_POST
def indicator_set_stop(request: Acted, pk: UUID) -> HttpResponse:
    row = visible(request.actor, IndicatorSet, pk)
    form = Form.of(request)
    indicator_set_end(actor=request.actor, row=row, until=form.day("until"))
    messages.success(request, _("停用了：%(name)s") % {"name": row.told})
    return redirect("indicator-sets")


def _begun(request: Acted, form: Form) -> IndicatorSet:
    found: list[Problem] = []
    lines = list(_lines(form, found))
    if found:
        raise Refused(found)
    cut = _fraction(form["cut"])
    return indicator_set_begin(
        actor=request.actor,
        name=form["name"],
        cut_part=cut.numerator if cut else None,
        cut_whole=cut.denominator if cut else None,
        lines=lines,
        source=form["source"],
        from_day=form.day("from_day"),
        dimensions=_emptied(form, lines),
    )


def _fraction(text: str) -> Fraction | None:
    """1/3, 0.3 and 30% alike."""
    text = tidy(text)
    try:
        return Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        return None


def _lines(form: Form, found: list[Problem]) -> Iterator[IndicatorGiven]:
    """What has a name; a line whose name was cleared is left out."""
    for place in range(MOST):
        at = f"line-{place}"
        name = tidy(form[f"{at}-name"])
        if not name:
            continue
        aspect = ASPECTS.get(form[f"{at}-aspect"])
        cut: int | None = None
        side = form[f"{at}-side"]
        if aspect is not None and aspect.unit is Unit.YES:
            cut, side = 1, Indicator.Side.UNDER if aspect.more else Indicator.Side.FROM
        elif aspect is not None:
            try:
                cut = number_in(aspect, form[f"{at}-cut"], f"{at}-cut")
            except Refused:
                found.append(problem("profile.number", f"{at}-cut", name=name))
        yield IndicatorGiven(
            tidy(form[f"{at}-dimension"]),
            form[f"{at}-aspect"],
            side,
            cut,
            number_of(form[f"{at}-weight"]),
            name,
            tidy(form[f"{at}-lack"]),
        )


def _emptied(form: Form, lines: list[IndicatorGiven]) -> list[str]:
    """Dimensions that stand there with no indicator but were not cleared with it."""
    kept = {line.dimension for line in lines}
    told = {tidy(form[f"line-{place}-dimension"]) for place in range(MOST)}
    return sorted(one for one in told if one and one not in kept)


def _first(request: Acted) -> dict[str, str]:
    key = key_in(request, "copy")
    rules = rules_of(visible(request.actor, IndicatorSet, key)) if key else rules_on(today())
    if rules is None:
        return {"cut": "1/3"}
    row = rules.row
    first = {"name": row.name if key is None else "", "cut": f"{row.cut_part}/{row.cut_whole}"}
    first["source"] = row.source
    for place, line in enumerate(rules.lines):
        told = {name: str(getattr(line, name)) for name in FIELDS}
        told["cut"] = shown(ASPECTS[line.aspect], line.cut)
        first |= {f"line-{place}-{name}": value for name, value in told.items()}
    return first


def _slots(form: Form) -> Iterator[LineSlot]:
    """The lines that were filled in, and some blank ones."""
    filled = [
        place
        for place in range(MOST)
        if form[f"line-{place}-name"] or form[f"line-{place}-dimension"]
    ]
    errors = form.errors
    aspects = [("", "—"), *((one.name, one.asked) for one in ASPECTS.values())]
    for place in range(min(MOST, (max(filled) + 1 if filled else 0) + BLANK)):
        yield LineSlot([_field(form, errors, place, name, aspects) for name in FIELDS])


def _field(
    form: Form,
    errors: Mapping[str, str],
    place: int,
    name: str,
    aspects: list[tuple[str, Any]],
) -> Field:
    at = f"line-{place}-{name}"
    labels = {
        "dimension": _("方面"),
        "name": _("指标"),
        "lack": _("缺了怎么说"),
        "aspect": _("看户档哪一项"),
        "side": _("怎样算缺"),
        "cut": _("界线"),
        "weight": _("分量"),
    }
    choices = {"aspect": aspects, "side": list(Indicator.Side.choices)}.get(name)
    mode = "number" if name in {"cut", "weight"} else "text"
    most = {"dimension": 20, "lack": 60, "cut": 12, "weight": 3}.get(name, 30)
    return Field(at, labels[name], form[at], errors.get(at, ""), choices, mode, most)


urlpatterns: list[URLPattern | URLResolver] = [
    path("indicators/", indicator_sets, name="indicator-sets"),
    path("indicators/new/", indicator_set_new, name="indicator-set-new"),
    path("indicators/<uuid:pk>/end/", indicator_set_stop, name="indicator-set-end"),
]
