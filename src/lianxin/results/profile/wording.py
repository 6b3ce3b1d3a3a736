"""How an indicator reads: from what in the file on it counts as lacking."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.records.file.aspect import Unit
from lianxin.records.file.aspects import ASPECTS

from .models import Indicator


def rule_told(line: Indicator) -> str:
    """务工月数不到 1 个月; of yes and no which of them."""
    aspect = ASPECTS.get(line.aspect)
    if aspect is None:
        return line.aspect
    under = line.side == Indicator.Side.UNDER
    if aspect.unit is Unit.YES:
        told = {"title": aspect.title, "answer": aspect.told(0 if under else 1)}
        return _("“%(title)s”填的是“%(answer)s”") % told
    told = {"title": aspect.title, "number": aspect.told(line.cut)}
    return (_("%(title)s不到 %(number)s") if under else _("%(title)s达到 %(number)s")) % told
