"""A sign in plain words: the fact, how it may be innocent, and what speaks for the writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.people.models import Absence
from lianxin.records.diary.looks import POINTS

Facts = Mapping[str, Any]
WORDS: dict[str, Callable[[Facts], str]] = {
    "denied": lambda it: _("户里扫卡说，%(day)s 没有人来过") % {"day": day_told(it["day"])},
    "off_duty": lambda it: (
        _("%(from)s 到 %(until)s 登记的是%(why)s")
        % {"from": day_told(it["from"]), "until": day_told(it["until"]), "why": _why(it["why"])}
    ),
    "home_away": lambda it: (
        _("户档上说，全家从 %(from)s 起在外面务工") % {"from": day_told(it["from"])}
    ),
    "copied_others": lambda it: (
        _("和别人 %(day)s 那篇有 %(percent)s%% 一样")
        % {"day": day_told(it["day"]), "percent": it["percent"]}
    ),
    "copied_self": lambda it: (
        _("和自己 %(day)s 那篇有 %(percent)s%% 一样")
        % {"day": day_told(it["day"]), "percent": it["percent"]}
    ),
    "late": lambda it: _("事后 %(days)s 天才写") % {"days": it["days"]},
    "crowded": lambda it: (
        _("这一天写了走访 %(homes)s 户，每户 %(each)s 分钟") % it
        if it.get("each") is not None
        else _("这一天写了走访 %(homes)s 户") % it
    ),
    "one_hand": lambda it: (
        _("%(day)s 同一个账号替 %(officers)s 名干部写的")
        % {"day": day_told(it["day"]), "officers": it["officers"]}
    ),
    "goods": lambda it: (
        _("日记写%(goods)s %(told)s %(unit)s，前后几天的发放记录是 %(recorded)s %(unit)s")
        % {**it, "goods": _(it["goods"]), "unit": _(it["unit"])}
    ),
    "not_received": lambda it: (
        (
            _("%(day)s 发了%(goods)s %(n)s %(unit)s，户里 %(said)s 扫卡说数目不对")
            if it["answer"] == "differs"
            else _("%(day)s 发了%(goods)s %(n)s %(unit)s，户里 %(said)s 扫卡说没收到")
        )
        % {
            **it,
            "day": day_told(it["day"]),
            "said": day_told(it["said"]),
            "goods": _(it["goods"]),
            "unit": _(it["unit"]),
        }
    ),
    "idle_measure": lambda it: (
        _("%(from)s 到 %(done)s 办完，这中间没有一篇日记去过这户，也没有发过东西")
        % {"from": day_told(it["from"]), "done": day_told(it["done"])}
    ),
    "photo": lambda it: (
        _("和 %(day)s 那篇的一张照片几乎一样，相似 %(percent)s%%")
        % {"day": day_told(it["day"]), "percent": alike_told(it["points"])}
        if "points" in it
        else _("同一张照片 %(day)s 那篇用过") % {"day": day_told(it["day"])}
    ),
    "far": lambda it: (
        _("离这户住房的位置有 %(km)s 公里") % it
        if it.get("stated")
        else _("离别的几篇说的这户的位置有 %(km)s 公里") % it
    ),
}


def fact(kind: str, facts: Facts, villages: Mapping[str, str]) -> str:
    """One sentence; ``villages`` names those of two places by their ids."""
    if kind == "two_places":
        return _two_places(facts, villages)
    if kind == "dense":
        return _dense(facts)
    return WORDS[kind](facts) if kind in WORDS else kind


def _two_places(it: Facts, villages: Mapping[str, str]) -> str:
    names = _("、").join(villages[key] for key in it["villages"] if key in villages)
    if it.get("hours"):
        return _("%(day)s 各篇写的时间加起来有 %(hours)s 小时") % {
            "day": day_told(it["day"]),
            "hours": it["hours"],
        }
    told = {"day": day_told(it["day"]), "villages": names or _("别的村")}
    return _("%(day)s 还写了在%(villages)s") % told


def _dense(it: Facts) -> str:
    told = {
        "day": day_told(it["from"]),
        "from": _clock(it["from"]),
        "until": _clock(it["until"]),
        "n": it["entries"],
        "days": it["days"],
        "copies": it.get("copies", 0),
    }
    if it["days"] < 2:
        words = _("%(day)s %(from)s 到 %(until)s 写了 %(n)s 篇")
    elif told["copies"] > 1:
        words = _(
            "%(day)s %(from)s 到 %(until)s 写了 %(n)s 篇，说的是 %(days)s 天的事，其中 %(copies)s 篇文字雷同"
        )
    else:
        words = _("%(day)s %(from)s 到 %(until)s 写了 %(n)s 篇，说的是 %(days)s 天的事")
    return words % told


def day_told(text: str) -> str:
    """12月3日 or 3 Dec, with the year where it is not this one's page to guess."""
    day = date.fromisoformat(text[:10])
    return date_format(day, "Y年n月j日" if not _english() else "j M Y")


def alike_told(points: int) -> int:
    """Of the 64 points of two looks, how many in a hundred are the same."""
    return (POINTS - points) * 100 // POINTS


def _clock(text: str) -> str:
    found = parse_datetime(text)
    return f"{found:%H:%M}" if isinstance(found, datetime) else ""


def _why(kind: str) -> str:
    return str(dict(Absence.Kind.choices).get(kind, kind))


def _english() -> bool:
    return (get_language() or "").startswith("en")
