"""Reading the audit trail: by whom, what, when, about what, done or refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.models import AuditRow
from lianxin.kernel.problem import refuse

from .action_names import ACTIONS
from .models import Absence, Role
from .named import detail_name

PAGE = 50
LABELS = {
    **dict(Role.choices),
    **dict(Absence.Kind.choices),
    "password": _("密码"),
    "totp": _("手机验证器"),
    "webauthn": _("通行密钥"),
    "recovery_codes": _("备用码"),
    "setup": _("首次设置"),
    "zh-hans": "中文",
    "en": "English",
    "married_in": _("嫁入"),
    "born": _("新生儿"),
    "came": _("其他转入"),
    "married_out": _("嫁出"),
    "abroad": _("出国定居"),
    "imprisoned": _("判刑收监"),
    "left": _("其他转出"),
}
"""Values that the trail holds as they are stored."""


def trail(
    actor: Actor,
    *,
    who: str = "",
    action: str = "",
    subject: str = "",
    done: str = "",
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[AuditRow]:
    """Rows of the trail, newest first; as if it did not exist for whoever may not read it."""
    if actor.sees(AuditRow) is None:
        raise refuse("action.absent")
    rows: QuerySet[AuditRow] = AuditRow.objects.visible_to(actor).order_by("-number")
    if who:
        rows = rows.filter(actor_name__icontains=who)
    if action:
        rows = rows.filter(action=action)
    if subject:
        rows = rows.filter(subject_name__icontains=subject)
    if done in {"yes", "no"}:
        rows = rows.filter(done=done == "yes")
    if first:
        rows = rows.filter(at__gte=_midnight(first))
    if last:
        rows = rows.filter(at__lt=_midnight(last + timedelta(days=1)))
    return rows


def page(rows: QuerySet[AuditRow], before: int | None) -> tuple[list[AuditRow], int | None]:
    """The rows below a number, and the number to go on from; steps never shift under new rows."""
    found = list((rows.filter(number__lt=before) if before else rows)[: PAGE + 1])
    more = len(found) > PAGE
    return found[:PAGE], found[PAGE - 1].number if more else None


def told(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The details of a row as lines a person can read."""
    kept = {key: value for key, value in details.items() if value not in (None, "", [], {})}
    return [(detail_name(key), _plain(value)) for key, value in kept.items()]


def table(rows: QuerySet[AuditRow]) -> Iterator[list[str]]:
    """The trail as a table for a spreadsheet; a cell never begins a formula."""
    for row in rows.iterator(2000):
        cells = [
            str(row.number),
            timezone.localtime(row.at).isoformat(sep=" ", timespec="seconds"),
            row.actor_name,
            str(ACTIONS.get(row.action, row.action)),
            row.action,
            row.subject_kind,
            row.subject_name,
            "1" if row.done else "0",
            row.door,
            row.address,
            "; ".join(f"{key}: {value}" for key, value in told(row.details)),
            row.hash,
        ]
        yield [f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in cells]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(
            f"{LABELS.get(key) or detail_name(key)} {_plain(part)}" for key, part in value.items()
        )
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    ways = [LABELS.get(way) for way in str(value).split("+")]  # password+totp
    return " + ".join(map(str, ways)) if all(ways) else str(value)
