"""The schemes of assessment in force, told in words: what is asked, how it becomes marks, who decides."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.kernel.period import today
from lianxin.people.models import Unit
from lianxin.results.assessment import wording
from lianxin.results.assessment.models import Scheme, Subject
from lianxin.results.assessment.schemes import Whole, schemes, whole

from .requests import Acted


@require_GET
def scheme(request: Acted) -> HttpResponse:
    """The product's and those of units that the reader sees."""
    seen = set(Unit.objects.visible_to(request.actor).values_list("pk", flat=True))
    rows = [row for subject in Subject.values for row in schemes(subject, today())]
    shown = [
        {
            **_told(whole(row)),
            "own": row.until is None and request.actor.allows("scheme.end", row.unit)
            if row.unit
            else False,
        }
        for row in rows
        if row.unit_id is None or row.unit_id in seen
    ]
    begins = request.actor.allows("scheme.begin")
    return render(request, "assessment/scheme.html", {"schemes": shown, "begins": begins})


def _told(it: Whole) -> dict[str, Any]:
    row: Scheme = it.scheme
    titles = {item.code: item.told_title for item in it.items}
    return {
        "scheme": row,
        "items": [
            {
                "code": item.code,
                "title": item.told_title,
                "standard": item.told_standard or _("按规定动作"),
                "full": wording.told_marks(item.full),
                "how": wording.how(item),
            }
            for item in it.items
        ],
        "grades": [(one.told, wording.told_marks(one.least)) for one in it.grades],
        "bars": [wording.bar_told(bar, titles.get(bar.item, bar.item)) for bar in it.bars],
        "off": [
            _("%(title)s，每篇扣 %(each)s 分，最多扣 %(most)s 分")
            % {
                "title": one.told_title,
                "each": wording.told_marks(one.each),
                "most": wording.told_marks(one.most),
            }
            for one in it.deductions
        ],
        "best": wording.percent(Fraction(row.best_quota, 1000)),
    }


urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/scheme/", scheme, name="assessment-scheme"),
]
