"""The four requirements of the method (the 2012 report, 常态化走访) that come with the product."""

from __future__ import annotations

from datetime import date

from lianxin.kernel.actor import SYSTEM

from .models import Requirement

SOURCE = "2012 年联村联户工作报告：常态化走访"
SINCE = date(2012, 1, 1)
Figure, Per, Span = Requirement.Figure, Requirement.Per, Requirement.Span
ROWS = (
    ("入户走访", "Visits", Figure.VISITS, Per.HOUSEHOLD, 1, Span.NONE),
    ("谈心交流", "Talks", Figure.TALKS, Per.OFFICER, 12, Span.YEAR),
    ("驻村", "Days in the village", Figure.STAY_DAYS, Per.OFFICER, 20, Span.YEAR),
    ("集中宣讲", "Lectures", Figure.LECTURES, Per.OFFICER, 2, Span.YEAR),
)


def load_requirements() -> None:
    """Once, into an instance without any: what a unit has ended does not come back."""
    if Requirement.objects.visible_to(SYSTEM).exists():
        return
    Requirement.objects.bulk_create(
        Requirement(
            name=name,
            name_en=english,
            figure=figure,
            per=per,
            minimum=minimum,
            span=span,
            source=SOURCE,
            position=place,
            from_day=SINCE,
        )
        for place, (name, english, figure, per, minimum, span) in enumerate(ROWS)
    )
