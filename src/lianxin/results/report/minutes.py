"""Minutes of a meeting 纪要: how things stand and what was agreed; who was there is filled in.

Clause 10.3: the mark is 纪要 with the organ's name; those present, on leave and attending are listed
under the text; no seal. What stands in the head besides the mark each organ settles for itself.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.results.figures import kept

from .closing import ahead, amiss, change, numbered, work
from .occasion import Occasion
from .pieces import Paper, Part, Text


def write(actor: Actor, occasion: Occasion) -> Paper:
    values, day = kept(actor, occasion.extent), today()
    body = [
        (_("情况"), (*work(actor, occasion, values), change(values)[1])),
        (_("存在问题"), (amiss(values),)),
        (_("议定事项"), (ahead(values),)),
    ]
    opening = _("{m}月{d}日，{unit}开会研究{place}的帮扶工作。现将会议情况和议定事项纪要如下。")
    unit = occasion.unit or _("我单位")
    told = Text(opening.format(m=day.month, d=day.day, unit=unit, place=occasion.place))
    return Paper(
        _("研究{village}帮扶工作会议纪要").format(village=occasion.village.name),
        occasion.unit,
        "",
        (Part("", ((told,),)), *numbered(body)),
        occasion.extent.day,
        day,
        mark=_("{unit}会议纪要").format(unit=occasion.unit),
        closed=False,
    )
