"""What came from a phone, in the reader's words: verdicts, problems, clocks and waiting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.problem import declared
from lianxin.people.named import action_name
from lianxin.sync.models import Device, Received, Verdict
from lianxin.sync.push import problem_of

AT_ONCE = timedelta(minutes=5)
CLOCK = 120  # seconds by which any clock may be wrong
LONG = timedelta(days=7)
TONES = {
    Verdict.ACCEPTED: ("jade", "circle-check"),
    Verdict.DUPLICATE: ("", "copy"),
    Verdict.MERGED: ("jade", "git-merge"),
    Verdict.CONFLICT: ("amber", "git-compare"),
    Verdict.REJECTED: ("red", "alert-triangle"),
    Verdict.DEFERRED: ("blue", "hourglass"),
    Verdict.QUARANTINED: ("amber", "lock"),
}
AS_ACTION = {"household.edit": "household.change"}


def deed(action: str) -> str:
    """What the item does, by the name that the policy has for it."""
    return action_name(AS_ACTION.get(action, action))


def tag(verdict: str) -> dict[str, Any]:
    known = Verdict(verdict) if verdict in Verdict.values else None
    tone, icon = TONES[known] if known else ("", "info-circle")
    return {"label": known.label if known else verdict, "tone": tone, "icon": icon}


def sentence(row: Received) -> str:
    """The receipt's problem in the reader's language; nothing of a code that is no longer known."""
    found = problem_of(row)
    return found.message() if found and found.code in declared() else ""


def lasted(span: timedelta) -> str:
    """3 天, 2 小时: the largest unit only."""
    minutes = max(1, int(span.total_seconds()) // 60)
    if minutes < 60:
        return ngettext("%(n)s 分钟", "%(n)s 分钟", minutes) % {"n": minutes}
    if (hours := minutes // 60) < 24:
        return ngettext("%(n)s 小时", "%(n)s 小时", hours) % {"n": hours}
    return ngettext("%(n)s 天", "%(n)s 天", hours // 24) % {"n": hours // 24}


def ago(moment: datetime) -> str:
    since = timezone.now() - moment
    return _("刚才") if since < AT_ONCE else _("%(span)s前") % {"span": lasted(since)}


def arrived(at: datetime, received: datetime, skew: int | None) -> tuple[bool, str]:
    """Whether the phone had no connection when this was written, and the words for it."""
    wait = received - (at - timedelta(seconds=skew or 0))
    if wait < AT_ONCE:
        return False, _("写的时候有信号，当时就到了")
    return True, _("写的时候没连上，%(span)s后才到") % {"span": lasted(wait)}


def clock(device: Device | None) -> str:
    """By how much the phone's clock is wrong; nothing where it is right or not known."""
    if device is None or abs(device.skew or 0) < CLOCK:
        return ""
    span = {"span": lasted(timedelta(seconds=abs(device.skew or 0)))}
    return (
        _("手机的钟快 %(span)s") % span
        if (device.skew or 0) > 0
        else _("手机的钟慢 %(span)s") % span
    )


def waiting(device: Device) -> str:
    """What the phone last said that it still holds."""
    items, photos = device.waiting, device.waiting_photos
    told = [ngettext("%(n)s 条", "%(n)s 条", items) % {"n": items}] if items else []
    if photos:
        told.append(ngettext("%(n)s 张照片", "%(n)s 张照片", photos) % {"n": photos})
    return _("、").join(told)


def waits_long(device: Device) -> bool:
    oldest = device.oldest_waiting
    return bool(device.waiting and oldest and timezone.now() - oldest > LONG)
