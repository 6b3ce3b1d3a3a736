"""The summary of a unit's year in a village, told along the method: 一清、二记、三定、四化."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.results.figures import kept

from .closing import ahead, amiss, change, given, held, numbered, paired, said, trained, went, won
from .occasion import Occasion
from .pieces import Paper, Paragraph, Part, Text
from .writing import Values, clause, merged


def write(actor: Actor, occasion: Occasion) -> Paper:
    """A summary is no official document with a red head: title, text, unit and day."""
    values = kept(actor, occasion.extent)
    body = [
        (_("底子和档案"), known(values)),
        (_("责任和措施"), settled(values)),
        (_("走访和驻村"), regular(values)),
        (_("资源和帮扶"), helped(actor, occasion, values)),
        (_("户的变化"), change(values)[:1]),
        (_("存在问题"), (amiss(values),)),
        (_("下一步打算"), (ahead(values),)),
    ]
    title = _("{unit}帮扶{village}{year}年工作总结").format(
        unit=occasion.unit, village=occasion.village.name, year=occasion.extent.year
    )
    parts = (Part("", (opening(occasion, values),)), *numbered(body))
    return Paper(title, occasion.unit, "", parts, occasion.extent.day, today())


def opening(occasion: Occasion, values: Values) -> Paragraph:
    day = occasion.extent.day
    whole = (day.month, day.day) == (12, 31)
    then = _("现将全年工作总结如下。") if whole else _("现将截至{m}月{d}日的工作总结如下。")
    return merged((*paired(occasion, values), Text(then.format(m=day.month, d=day.day))))


def known(values: Values) -> tuple[Paragraph, ...]:
    file = (
        clause(_("底子清的{known_households:户}"), values),
        clause(_("还在监测的{monitored_households:户}"), values),
        clause(_("写民情日记{entries:篇}"), values),
    )
    return (said(*file),)


def settled(values: Values) -> tuple[Paragraph, ...]:
    measures = _("定下帮扶措施{measures:项}，办完{measures_done:项}")
    needs = _("群众提出需求{needs_raised:件}，办结{needs_closed:件}")
    told = (
        clause(measures, values, zeros=True) if values.get("measures") else [],
        clause(needs, values, zeros=True) if values.get("needs_raised") else [],
        clause(_("还在办{needs_open:件}"), values),
    )
    return (said(*told, joined=_("；")),)


def regular(values: Values) -> tuple[Paragraph, ...]:
    return (said(*went(values)),)


def helped(actor: Actor, occasion: Occasion, values: Values) -> tuple[Paragraph, ...]:
    households = clause(_("领到物资的{households_given:户}"), values)
    goods = (*held(values), trained(values), *given(actor, occasion, values), households)
    return said(*won(actor, occasion, values)), said(*goods)
