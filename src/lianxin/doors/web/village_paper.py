"""A village's plan as an official paper: for the wall of the village, and for Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from lianxin.aid.village_plan.models import State, VillagePlan
from lianxin.aid.village_plan.queries import ItemLine
from lianxin.kernel.money import yuan
from lianxin.kernel.period import today
from lianxin.results.report.pieces import Paper, Part, Text

from .cells import day


def paper_of(plan: VillagePlan, items: Sequence[ItemLine]) -> Paper:
    """Aims, projects with who answers and by when, money; and how to say what one thinks of it."""
    parts = [
        Part(_("一、要达到什么"), tuple((Text(line),) for line in plan.aims.splitlines() if line)),
        Part(_("二、要办的项目"), tuple(_items(items))),
        Part(_("三、资金"), ((Text(_money(items)),),)),
    ]
    if plan.state == State.PUBLIC and plan.last_day:
        told = _("公示到%(day)s为止。有意见的，扫自家的民情连心卡提，或者到村委会说。")
        parts.append(Part(_("四、怎么提意见"), ((Text(told % {"day": day(plan.last_day)}),),)))
    when = plan.from_day or plan.public_from or today()
    name = _("%(village)s村民委员会") % {"village": plan.village.name}
    return Paper(plan.title, name, "", tuple(parts), when, when)


def _items(items: Iterable[ItemLine]) -> Iterator[tuple[Text]]:
    for n, one in enumerate(items, 1):
        words = _("%(n)s．%(title)s。%(text)s由%(who)s负责，%(due)s前完成%(money)s。") % {
            "n": n,
            "title": one.item.title,
            "text": _closed(one.item.text),
            "who": one.item.who,
            "due": day(one.item.due),
            "money": _sum(one.budget),
        }
        yield (Text(words),)


def _closed(text: str) -> str:
    return text if not text or text.endswith(("。", "！", ".")) else f"{text}{_('。')}"


def _sum(amount: int) -> str:
    return _("，资金%(n)s元") % {"n": yuan(amount)} if amount else ""


def _money(items: Sequence[ItemLine]) -> str:
    """The sum, and what of it comes from where."""
    sources: dict[str, int] = {}
    for one in items:
        for source, amount in one.money:
            sources[source] = sources.get(source, 0) + amount
    whole = sum(one.budget for one in items)
    if not whole:
        return _("以上项目不另列资金。")
    parts = _("、").join(
        _("%(source)s%(n)s元") % {"source": source, "n": yuan(amount)}
        for source, amount in sources.items()
    )
    return _("共%(n)s元，其中：%(parts)s。") % {"n": yuan(whole), "parts": parts}
