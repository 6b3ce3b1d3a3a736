"""A rule's thresholds are changed from a day on; what was judged before stays judged as it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.text import tidy
from lianxin.people.queries import check_for_all
from lianxin.people.wording import Reading

from .models import DoubtRule

MOST = 1000
THRESHOLDS: dict[str, Any] = {
    "weight": _("分量（满 100 才提出）"),
    "weight_near": _("邻村的分量"),
    "weight_very": _("多了以后的分量"),
    "weight_differs": _("说数目不对的分量"),
    "weight_copies": _("里面有雷同时的分量"),
    "weight_alike": _("照片几乎一样的分量"),
    "hours": _("一天最多几小时"),
    "points": _("照片的 64 个点里最多差几个"),
    "percent": _("像到百分之几"),
    "letters": _("至少几个字"),
    "days": _("天数"),
    "very": _("多到几天或几篇"),
    "minutes": _("几分钟以内"),
    "entries": _("至少几篇"),
    "homes": _("一天最多几户"),
    "officers": _("替几名干部"),
    "km": _("几公里以外"),
    "here": _("算在家的务工地点"),
    "came": _("户里说来过，减去的分量"),
    "object_days": _("几天内可以申诉"),
    "households": _("一次抽几次走访"),
    "differ": _("相差百分之几要多抽"),
    "confidence": _("把握百分之几"),
}

_PLACES = {name: place for place, name in enumerate(THRESHOLDS)}


def doubt_rule_change(
    *,
    actor: Actor,
    rule: DoubtRule,
    thresholds: Mapping[str, str],
    from_day: date | None,
    active: bool = True,
) -> DoubtRule:
    """A new row from the day; what was set for today or later may be corrected. Rules hold for every unit."""
    with act(actor, "doubt.rule") as audit:
        check_for_all(actor)
        found = Reading()
        first = found.day("from_day", from_day, _("从哪天起"))
        values = {key: _value(found, key, old, thresholds) for key, old in rule.thresholds.items()}
        rows = DoubtRule.objects.visible_to(SYSTEM).filter(kind=rule.kind)
        newest = rows.select_for_update().latest("from_day")
        correcting = first == newest.from_day and first >= today()
        if first <= newest.from_day and not correcting:
            found.add("rule.not_later", "from_day", last=newest.from_day)
        found.check()
        before = {"thresholds": newest.thresholds, "active": newest.active}
        row = newest if correcting else _following(newest, first)
        row.thresholds, row.active = values, active
        row.save()
        after = {"thresholds": values, "active": active}
        audit.note(row, rule=row.kind, from_day=first, before=before, after=after)
        return row


def _value(found: Reading, key: str, old: Any, given: Mapping[str, str]) -> Any:
    text = tidy(given.get(key, ""))
    if isinstance(old, list):
        return [tidy(one) for one in text.replace("，", "、").replace(",", "、").split("、") if one]
    if not text.isdecimal() or int(text) > MOST:
        found.add("doubt_rule.weight", f"threshold-{key}", name=str(THRESHOLDS[key]), most=MOST)
        return old
    return int(text)


def _following(newest: DoubtRule, from_day: date) -> DoubtRule:
    words = ("kind", "title", "title_en", "innocent", "innocent_en", "source")
    newest.until = from_day
    newest.save(update_fields=["until"])
    return DoubtRule(**{name: getattr(newest, name) for name in words}, from_day=from_day)


def limits_told(rule: DoubtRule) -> list[tuple[str, str, str]]:
    """Key, name and value of each threshold, as a person reads them."""
    kept = sorted(rule.thresholds.items(), key=lambda one: _PLACES[one[0]])
    return [(key, str(THRESHOLDS[key]), _told(value)) for key, value in kept]


def _told(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def history(kind: str) -> list[DoubtRule]:
    """All rows of the kind, the newest first; rules are public."""
    rows = DoubtRule.objects.visible_to(SYSTEM).filter(kind=kind)
    return list(rows.order_by("-from_day"))
