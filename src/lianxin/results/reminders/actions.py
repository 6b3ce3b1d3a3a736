"""Everybody says for themselves whether and where to be reminded."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import seal, unseal
from lianxin.kernel.text import tidy
from lianxin.people.policy import AccountActor

from .models import Reminding

MAIL, LONGEST = "reminding.mail", 200


def reminding_set(*, actor: AccountActor, mail: str) -> Reminding:
    """From tomorrow morning on, to this address; one set before is replaced."""
    with act(actor, "reminding.set", on=actor.account) as audit:
        if not settings.LIANXIN_MAIL:
            raise refuse("reminder.not_set_up", "mail")
        mail = tidy(mail or "")
        try:
            validate_email(mail)
        except ValidationError:
            raise refuse("reminder.no_mail", "mail") from None
        if len(mail) > LONGEST:
            raise refuse("reminder.no_mail", "mail")
        row, _made = Reminding.objects.visible_to(SYSTEM).update_or_create(
            account=actor.account,
            defaults={"mail": seal(mail, MAIL), "since": timezone.now()},
        )
        audit.note(row)
        return row


def mail_of(actor: AccountActor) -> str:
    """The actor's own address; empty where they want no mails."""
    row = Reminding.objects.visible_to(SYSTEM).filter(account=actor.account).first()
    return unseal(bytes(row.mail), MAIL) if row else ""


def reminding_end(*, actor: AccountActor) -> None:
    """No more mails; one that was ended already is what was wanted."""
    with act(actor, "reminding.end", on=actor.account):
        Reminding.objects.visible_to(SYSTEM).filter(account=actor.account).delete()
