"""A notice 通知: what is due, told to the unit's officers; its text is there to be changed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.results.figures import kept

from .closing import ahead, amiss, mark, numbered, paired
from .occasion import Occasion
from .pieces import Paper, Part, Text
from .writing import merged


def write(actor: Actor, occasion: Occasion) -> Paper:
    values = kept(actor, occasion.extent)
    body = [
        (_("还差什么"), (amiss(values),)),
        (_("要做的事"), (ahead(values),)),
        (_("有关要求"), ((Text(_("当天的事当天记在民情日记里，不另外报表。")),),)),
    ]
    then = Text(_("现将有关事项通知如下。"))
    opening = merged((*paired(occasion, values), then))
    title = _("关于做好{village}{year}年帮扶工作的通知")
    return Paper(
        title.format(village=occasion.village.name, year=occasion.extent.year),
        occasion.unit,
        _("各联系干部"),
        (Part("", (opening,)), *numbered(body), Part("", ((Text(_("特此通知。")),),))),
        occasion.extent.day,
        today(),
        mark=mark(occasion.unit),
    )
