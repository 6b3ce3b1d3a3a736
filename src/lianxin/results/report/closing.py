"""The closing report of the method: what was done, what changed, what is amiss, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.kernel.text import in_english
from lianxin.results.assessment.queries import sees as seen
from lianxin.results.assessment.queries import signed_on
from lianxin.results.assessment.wording import told_marks
from lianxin.results.figures import FIGURES, kept

from .occasion import Occasion
from .pieces import Paper, Paragraph, Part, Piece, Text
from .writing import Values, clause, counted_off, merged, sentence

NAMED = 3
"""How many goods or projects a sentence names; with more of them the number alone says it."""


def write(actor: Actor, occasion: Occasion) -> Paper:
    title = _("关于{village}{year}年帮扶工作情况的报告")
    return report(actor, occasion, title)


def report(actor: Actor, occasion: Occasion, title: str) -> Paper:
    """To the office above, in the official layout; half a year and a whole one are told alike."""
    values = kept(actor, occasion.extent)
    body = [
        (_("主要工作"), work(actor, occasion, values)),
        (_("户的变化"), change(values)),
        (_("存在问题"), (amiss(values),)),
        (_("下一步打算"), (ahead(values),)),
    ]
    parts = (Part("", (opening(occasion, values),)), *numbered(body))
    return Paper(
        title.format(village=occasion.village.name, year=occasion.extent.year),
        occasion.unit,
        occasion.to,
        (*parts, Part("", ((Text(_("特此报告。")),),))),
        occasion.extent.day,
        today(),
        mark=mark(occasion.unit),
        upward=True,
    )


def mark(unit: str) -> str:
    """Clause 7.2.4: the issuing organ and 文件, in red."""
    return _("%(unit)s文件") % {"unit": unit} if unit else ""


def numbered(body: Sequence[tuple[str, Sequence[Paragraph]]]) -> Iterator[Part]:
    """Parts under 一、二、三、 of whatever has something to say."""
    told = [(title, tuple(merged(one) for one in said if one)) for title, said in body]
    standing = [(title, said) for title, said in told if said]
    for place, (title, said) in enumerate(standing):
        yield Part(_numbered(place, title), said)


def opening(occasion: Occasion, values: Values) -> Paragraph:
    day = occasion.extent.day
    then = _("现将截至{m}月{d}日的情况报告如下。").format(m=day.month, d=day.day)
    return merged((*paired(occasion, values), Text(then)))


def paired(occasion: Occasion, values: Values) -> Paragraph:
    """Who helps which village by which method, and how many answer for how many."""
    lead = _("{year}年，{unit}按“一清二记三定四化”的办法帮扶{place}，").format(
        year=occasion.extent.year, unit=occasion.unit or _("我单位"), place=occasion.place
    )
    linked = clause(_("{officers:名}干部联系{households:户}"), values)
    here = linked or clause(_("在册{households:户}"), values, zeros=True)
    return said(here, clause(_("共{members:人}"), values), lead=lead)


def work(actor: Actor, occasion: Occasion, values: Values) -> tuple[Paragraph, ...]:
    day = occasion.extent.day
    done = (*held(values), *given(actor, occasion, values), *won(actor, occasion, values))
    written = (trained(values), clause(_("写民情日记{entries:篇}"), values))
    until = _("截至{m}月{d}日，").format(m=day.month, d=day.day)
    return (
        said(*done, lead=until),
        said(*balanced(values)),
        said(*went(values), *written),
        said(judged(actor, occasion)),
    )


def judged(actor: Actor, occasion: Occasion) -> list[Piece]:
    """What the unit's own year came to: told of a whole year, once the leading group has signed it."""
    unit, extent = occasion.signing, occasion.extent
    if unit is None or extent.day < date(extent.year, 12, 31) or not seen(actor):
        return []
    held = signed_on(actor, unit, extent.year, today())
    if held is None or held.result.grade is None:
        return []
    words = _("{unit}{year}年度考核得{total}分，等次是“{grade}”")
    total, grade = told_marks(held.result.total), held.result.grade.told
    return [Text(words.format(unit=unit.name, year=extent.year, total=total, grade=grade))]


Clauses = tuple[list[Piece], ...]
"""Parts of a sentence that several papers tell alike; one without its figure is empty."""


def held(values: Values) -> Clauses:
    return (
        clause(_("共开展各类帮扶活动{activities:次}"), values),
        clause(_("到场群众{activity_people:人次}"), values),
    )


def trained(values: Values) -> list[Piece]:
    return clause(_("组织培训{trainings:场}"), values)


def given(actor: Actor, occasion: Occasion, values: Values) -> Clauses:
    return (
        clause(_("发放宣传和技术资料{leaflets:份}"), values),
        clause(_("赠送{goods}{bags:袋}"), values, goods=goods_named(actor, occasion)),
    )


def won(actor: Actor, occasion: Occasion, values: Values) -> Clauses:
    return (
        clause(_("争取项目{projects:个}{titles}"), values, titles=titles(actor, occasion)),
        clause(_("落实项目资金{project_funds:¥万元|元}"), values),
        clause(_("到账项目资金{project_received:¥万元|元}"), values),
    )


def balanced(values: Values) -> Clauses:
    """What there was and came equals what was paid and is left; said where money moved."""
    if not any(values.get(name) for name in ("project_brought", "project_received")):
        return ()
    sides = (
        _("上年结转项目资金{project_brought:¥万元|元}"),
        _("当年到账{project_received:¥万元|元}"),
        _("支出{project_spent:¥万元|元}"),
        _("还剩{project_left:¥万元|元}"),
    )
    return tuple(clause(words, values, zeros=True) for words in sides)


def went(values: Values) -> Clauses:
    return (
        clause(_("干部入户{visits:次}"), values),
        clause(_("走到{households_visited:户}"), values),
        clause(_("与联系户谈心{talks:次}"), values),
        clause(_("累计驻村{stay_days:天}"), values),
        clause(_("集中宣讲{lectures:场}"), values),
    )


def change(values: Values) -> tuple[Paragraph, ...]:
    known = ("households_better", "households_worse", "income_per_head_median")
    compared = any(values.get(name) for name in known)
    words = _(
        "{households:户}中，向好{households_better:户}、平稳{households_same:户}、变差{households_worse:户}"
    )
    homes = (
        clause(words, values, zeros=True) if compared else [],
        clause(_("人均纯收入的中位数是{income_per_head_median:¥|元}"), values),
        clause(_("底子清的{known_households:户}"), values),
        clause(_("还在监测的{monitored_households:户}"), values),
    )
    measures = _("定下帮扶措施{measures:项}，办完{measures_done:项}")
    needs = _("群众提出需求{needs_raised:件}，办结{needs_closed:件}")
    answers = (
        clause(measures, values, zeros=True) if values.get("measures") else [],
        clause(needs, values, zeros=True) if values.get("needs_raised") else [],
    )
    return said(*homes), said(*answers, joined=_("；"))


def amiss(values: Values) -> Paragraph:
    found = (
        clause(_("还有{unvisited_households:户}这一年没有入户"), values),
        clause(_("{unpaired_households:户}没有联系干部"), values),
        clause(_("{households_worse:户}比上年变差"), values),
        clause(_("过了期限还没有办结的需求有{needs_overdue:件}"), values),
    )
    return counted_off(_ordinal, found, joined=_("；"), end=stop())


def ahead(values: Values) -> Paragraph:
    waiting = values.get("needs_open") != values.get("needs_overdue")
    steps = (
        clause(_("走完还没有入户的{unvisited_households:户}"), values),
        clause(_("给没有联系干部的{unpaired_households:户}定下联系干部"), values),
        clause(_("到变差的{households_worse:户}逐户问清原因，补定措施"), values),
        clause(_("先办结过了期限的{needs_overdue:件}需求"), values),
        clause(_("在办的{needs_open:件}需求按期限办结"), values) if waiting else [],
    )
    return counted_off(_ordinal, steps, joined=_("；"), end=stop())


def said(*clauses: list[Piece], lead: str = "", joined: str = "") -> Paragraph:
    return sentence(lead, clauses, joined=joined or _("，"), end=stop())


def stop() -> str:
    return "." if in_english() else "。"


def _numbered(place: int, title: str) -> str:
    return _("{n}、{title}").format(n=_("一 二 三 四 五 六 七").split()[place], title=title)


def _ordinal(place: int) -> str:
    return _("{n}是").format(n=_("一 二 三 四 五 六 七").split()[place - 1])


def goods_named(actor: Actor, occasion: Occasion) -> str:
    """化肥、农药: what was in the bags, where it is few enough to be named."""
    names = _names("bags", actor, occasion, "goods__name", "goods__position")
    return _("、").join(names) if 0 < len(names) <= NAMED else _("成袋的物资")


def titles(actor: Actor, occasion: Occasion) -> str:
    names = _names("projects", actor, occasion, "title", "decided")
    return _("（{titles}）").format(titles=_("、").join(names)) if 0 < len(names) <= NAMED else ""


def _names(figure: str, actor: Actor, occasion: Occasion, column: str, order: str) -> list[str]:
    """The names in the rows behind a figure, each once."""
    it = FIGURES[figure]
    if not it.told_to(actor):
        return []
    rows = it.rows(actor, occasion.extent).order_by(order, column)
    return list(dict.fromkeys(rows.values_list(column, flat=True).distinct()[: NAMED + 1]))
