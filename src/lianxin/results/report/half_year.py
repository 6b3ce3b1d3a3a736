"""The report on the first half of a year: the closing report as things stood on 30 June."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor

from . import closing
from .occasion import Occasion
from .pieces import Paper


def write(actor: Actor, occasion: Occasion) -> Paper:
    title = _("关于{village}{year}年上半年帮扶工作情况的报告")
    return closing.report(actor, until_june(occasion), title)


def until_june(occasion: Occasion) -> Occasion:
    whole = occasion.extent
    day = min(whole.day, date(whole.year, 6, 30))
    return replace(occasion, extent=replace(whole, day=day))
