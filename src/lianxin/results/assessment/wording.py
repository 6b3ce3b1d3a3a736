"""An assessment's numbers in words: what is asked, what was done, how the marks come about."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lianxin.kernel.figure import days

from ..figures import FIGURES
from ..titles import UNITS
from .marks import THOUSAND, half_up
from .models import SchemeBar, SchemeItem
from .sheet import Line

Formula = SchemeItem.Formula
STAYS = "stay_days"
ITEMS = "file_items_known"
ENTRIES = "entries_in_time"


def told_marks(marks: int | None) -> str:
    """50 as 5, 104 as 10.4."""
    if marks is None:
        return "—"
    return str(marks // 10) if marks % 10 == 0 else f"{marks // 10}.{marks % 10}"


def percent(share: Fraction) -> str:
    """Tenths of a percent, halves up; 97 rather than 97.0."""
    sign, share = ("-", -share) if share < 0 else ("", share)
    whole = half_up(share.numerator * THOUSAND, share.denominator)
    return f"{sign}{whole // 10}%" if whole % 10 == 0 else f"{sign}{whole // 10}.{whole % 10}%"


def said(number: float, unit: str) -> str:
    """A count with what it counts; ``unit`` as the figures have it."""
    n = 1 if number == 1 else 2
    words = {
        "次": ngettext("%(n)s 次", "%(n)s 次", n),
        "天": ngettext("%(n)s 天", "%(n)s 天", n),
        "场": ngettext("%(n)s 场", "%(n)s 场", n),
        "户": ngettext("1 户", "%(n)s 户", n),
    }
    if unit in words:
        return words[unit] % {"n": number}
    return f"{number} {UNITS.get(unit, unit)}"


def counted(item: SchemeItem, number: int) -> float:
    """Stays are kept in half-days and told in days."""
    return days(number) if item.figure == STAYS else number


def unit_of(item: SchemeItem) -> str:
    if item.formula == Formula.AVERAGE:
        return "次"
    if item.formula == Formula.GROWTH or item.figure == ITEMS:
        return "户"
    return FIGURES[item.figure].unit


def standard(line: Line) -> str:
    """What is asked, with the number where it comes from the rules or from the village."""
    item, told = line.item, line.told
    if item.formula == Formula.GROWTH and "against" not in item.limits and told.against.before:
        grown = percent(Fraction(*told.against) - 1)
        return f"{item.told_standard} {grown}".strip()
    if item.formula != Formula.MINIMUM:
        return item.told_standard
    if item.told_standard:
        return item.told_standard
    if told.by_home:
        return _("每户走到")
    if not told.whole:
        return _("这段时间不要求")
    return _("不少于 %(much)s") % {"much": said(counted(item, told.whole), unit_of(item))}


def done(line: Line) -> str:
    item, told = line.item, line.told
    return DONE[Formula(item.formula)](line) if told.of or told.done else _("没有可算的")


def _minimum(line: Line) -> str:
    item, told = line.item, line.told
    much = said(counted(item, told.done), unit_of(item))
    if not told.by_home:
        return much
    return _("%(much)s，%(homes)s / %(all)s 户") % {
        "much": much,
        "homes": told.homes,
        "all": told.whole,
    }


def _share(line: Line) -> str:
    item, told = line.item, line.told
    if item.figure == ITEMS:
        return percent(told.share or Fraction(0))
    if item.figure == ENTRIES:
        late = told.whole - told.done
        if not late:
            return said(told.whole, "篇")
        return _("%(n)s 篇，%(late)s 篇不算") % {"n": told.whole, "late": late}
    unit = UNITS.get(unit_of(item), unit_of(item))
    return f"{told.done} / {told.whole} {unit}"


def _growth(line: Line) -> str:
    told = line.told
    grown = percent((told.share or Fraction(1)) - 1)
    n = told.done
    return ngettext("%(n)s 户平均 %(much)s", "%(n)s 户平均 %(much)s", n) % {"n": n, "much": grown}


def _average(line: Line) -> str:
    told = line.told
    if not told.whole:
        return _("没有人评")
    stars = half_up(told.done * 10, told.whole)
    return _("%(stars)s 分，%(much)s") % {
        "stars": told_marks(stars),
        "much": said(told.whole, "次"),
    }


def _cap(line: Line) -> str:
    return said(line.told.done, unit_of(line.item))


DONE: dict[SchemeItem.Formula, Callable[[Line], str]] = {
    Formula.MINIMUM: _minimum,
    Formula.SHARE: _share,
    Formula.GROWTH: _growth,
    Formula.AVERAGE: _average,
    Formula.CAP: _cap,
}


def evidence(line: Line) -> str:
    """How many records stand behind it."""
    rows, unit = line.told.rows, unit_of(line.item)
    return said(counted(line.item, rows), unit)


def why_untold(line: Line) -> str:
    """Why there are no marks: it is left out, and the other items are raised to the whole."""
    if line.item.formula == Formula.AVERAGE and line.told.whole:
        least = int(line.item.limits.get("least", 1))
        return _("评的不到 %(n)s 次，说了会看出是谁，不算分") % {"n": least}
    if line.item.formula == Formula.GROWTH:
        return _("两年的收入没有填全，算不出，不算零分")
    return _("这一项没有可算的，不算零分")


def working(line: Line) -> str:
    """How the numbers become marks."""
    return " ".join([how(line.item), *_became(line)])


def definitions(line: Line) -> list[str]:
    """The sentences of the figures that the item reads."""
    language = get_language() or "zh"
    names = [name for name in (line.item.figure, line.item.whole) if name in FIGURES]
    return [FIGURES[name].sentence(language) for name in names]


def how(item: SchemeItem) -> str:
    """The formula in words, with its numbers."""
    limits, full = item.limits, told_marks(item.full)
    if item.formula == Formula.SHARE:
        enough = percent(Fraction(int(limits.get("enough", THOUSAND)), THOUSAND))
        shared = {"enough": enough, "full": full}
        if FIGURES[item.figure].officer:
            return _("到 %(enough)s 得满分 %(full)s 分，不到的按比例得分。") % shared
        return (
            _("到 %(enough)s 得满分 %(full)s 分，不到的按比例得分；户按联系的天数折算。") % shared
        )
    if item.formula == Formula.MINIMUM:
        return _(
            "做到规定次数得满分 %(full)s 分，不到的按比例得分；规定次数按联系的天数和在岗的天数折算，多做的不另加分。"
        ) % {"full": full}
    if item.formula == Formula.GROWTH:
        told = {
            "level": percent(Fraction(int(limits.get("equal", 600)), THOUSAND)),
            "points": int(limits.get("points", 4)),
            "full": full,
        }
        if "against" in limits:
            told["set"] = percent(Fraction(int(limits["against"]), THOUSAND))
            return (
                _(
                    "人均纯收入比上年增长 %(set)s 得 %(level)s 的分，高 %(points)s 个百分点得满分 %(full)s 分，"
                    "低了同样往下减；只算两年都填了的户。"
                )
                % told
            )
        return (
            _(
                "和全村增长一样得 %(level)s 的分，高 %(points)s 个百分点得满分 %(full)s 分，"
                "低了同样往下减；只算两年都填了的户。"
            )
            % told
        )
    if item.formula == Formula.CAP:
        each = told_marks(int(limits.get("each", item.full)))
        return _("每一件得 %(each)s 分，最多 %(full)s 分。") % {"each": each, "full": full}
    return _("平均几颗星，除以 %(top)s，再乘满分 %(full)s 分；不记名，不到 %(least)s 次不算。") % {
        "top": int(limits.get("top", 5)),
        "full": full,
        "least": int(limits.get("least", 1)),
    }


def _became(line: Line) -> list[str]:
    if line.marks is None:
        return [why_untold(line) + _("。")]
    share = line.told.share
    if share is None or line.item.formula == Formula.GROWTH:
        return []
    told = {"share": percent(share), "marks": told_marks(line.marks)}
    return [_("这里是 %(share)s，得 %(marks)s 分，四舍五入到 0.1 分。") % told]


def bar_told(bar: SchemeBar, title: str) -> str:
    below = percent(Fraction(bar.below, THOUSAND))
    if bar.effect == SchemeBar.Effect.BEST:
        return _("%(item)s不到 %(below)s，不能评最高一等") % {"item": title, "below": below}
    return _("%(item)s不到 %(below)s，定为最低一等") % {"item": title, "below": below}
