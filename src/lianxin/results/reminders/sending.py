"""Once each working morning: mails to those who want them, a call to each robot; never two of one day."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.sealed import unseal
from lianxin.people.hooks.actions import owe
from lianxin.people.hooks.models import Event, Hook
from lianxin.people.policy import AccountActor, alive
from lianxin.visits.days.queries import worked

from .actions import MAIL
from .digest import Digest, of_office, of_officer, of_unit
from .models import Reminded, Reminding

WAITS = [timedelta(minutes=n) for n in (10, 30, 120)]
"""After each mail that the server did not take; then the day is left."""
KEPT = timedelta(days=90)
logger = logging.getLogger("lianxin")


def remind(now: datetime | None = None) -> int:
    """How many reminders went out; nothing before the hour, and nothing on a day off."""
    now = timezone.localtime(now)
    day = now.date()
    if now.time() < settings.LIANXIN_REMIND_AT or not worked(day):
        return 0
    sent = sum(_mail(row, day, now) for row in _wanting(day, now))
    sent += sum(_call(row, day) for row in _robots(day))
    Reminded.objects.visible_to(SYSTEM).filter(day__lt=day - KEPT).delete()
    return sent


def _wanting(day: date, now: datetime) -> Iterator[Reminding]:
    """Those who were not reminded today, and those whose mail is to be tried again."""
    if not settings.LIANXIN_MAIL:
        return
    told = Reminded.objects.visible_to(SYSTEM).filter(day=day, account__isnull=False)
    later = dict(told.values_list("account_id", "next_at"))
    for row in Reminding.objects.visible_to(SYSTEM).select_related("account__officer"):
        again = later.get(row.account_id, now)
        if again is not None and again <= now and row.since.date() <= day:
            yield row


def _mail(row: Reminding, day: date, now: datetime) -> bool:
    """Taken by one sender only. What a crash leaves in doubt is not sent again: better none than two."""
    if not alive(row.account):
        return False
    taken = _taken(row, day, now)
    if taken is None:
        return False
    with translation.override(row.account.language):
        digest = _digest(AccountActor.of(row.account), day)
        if not digest:
            return False
        try:
            _letter(digest, unseal(bytes(row.mail), MAIL)).send()
        except (SMTPException, OSError) as error:
            logger.warning("a reminder was not taken: %s", type(error).__name__)
            wait = WAITS[taken.tries - 1] if taken.tries <= len(WAITS) else None
            taken.next_at = now + wait if wait else None
            taken.save(update_fields=["next_at"])
            return False
    taken.done_at = timezone.now()
    taken.save(update_fields=["done_at"])
    return True


def _taken(row: Reminding, day: date, now: datetime) -> Reminded | None:
    rows = Reminded.objects.visible_to(SYSTEM)
    again = rows.filter(account=row.account, day=day, next_at__lte=now).first()
    if again is not None:
        mine = rows.filter(pk=again.pk, next_at=again.next_at).update(
            next_at=None, tries=again.tries + 1
        )
        return rows.get(pk=again.pk) if mine else None
    try:
        with transaction.atomic():
            return Reminded.objects.create(account=row.account, day=day, tries=1)
    except IntegrityError:
        return None


def _digest(actor: AccountActor, day: date) -> Digest:
    """Of an office what is in its sight, and of an officer their own."""
    found, officer = Digest(), actor.account.officer
    if officer is not None:
        found = of_officer(actor, officer, day)
    if actor.allows("plan.approve"):
        office = of_office(actor, day)
        found.parts += [
            (_("单位的事，%(title)s") % {"title": t}, lines) for t, lines in office.parts
        ]
    return found


def _letter(digest: Digest, to: str) -> EmailMessage:
    where = settings.LIANXIN_CARD_ADDRESS
    end = _("一天最多一封，没有事不发。不想再收，在“我的账号”里停掉。")
    body = "\n\n".join(filter(None, (digest.text, where, end)))
    return EmailMessage(_("连心：今天的提醒"), body, settings.DEFAULT_FROM_EMAIL, [to])


def _robots(day: date) -> list[Hook]:
    told = Reminded.objects.visible_to(SYSTEM).filter(day=day, hook__isnull=False)
    rows = Hook.objects.visible_to(SYSTEM).filter(ended_at=None, paused_at=None)
    rows = rows.exclude(pk__in=told.values("hook_id")).select_related("unit")
    return [row for row in rows if Event.DIGEST in row.events]


def _call(row: Hook, day: date) -> bool:
    """Owed in the same transaction in which the day is noted; sending and trying again is the hook's."""
    digest = of_unit(row.unit, day)
    try:
        with transaction.atomic():
            Reminded.objects.create(hook=row, day=day, tries=1, done_at=timezone.now())
            if digest:
                owe(row, Event.DIGEST, {"day": day.isoformat(), "text": digest.text})
    except IntegrityError:
        return False
    return bool(digest)
