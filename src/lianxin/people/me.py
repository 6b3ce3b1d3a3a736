"""What everybody may change about their own account."""

from __future__ import annotations

from lianxin.kernel.action import act
from lianxin.kernel.problem import refuse

from .models import Account
from .policy import AccountActor

LANGUAGES = ("zh-hans", "en")
TEXT_SIZES = ("", "large", "xlarge")


def account_me(
    *, actor: AccountActor, language: str | None = None, text_size: str | None = None
) -> Account:
    """Sets language and text size, as far as they are given."""
    account = actor.account
    with act(actor, "account.me", on=account) as audit:
        if language is not None:
            account.language = _one_of(LANGUAGES, language, "language")
        if text_size is not None:
            account.text_size = _one_of(TEXT_SIZES, text_size, "size")
        account.save(update_fields=["language", "text_size"])
        audit.note(language=account.language, text_size=account.text_size)
    return account


def _one_of(choices: tuple[str, ...], value: str, field: str) -> str:
    if value not in choices:
        raise refuse("input.unknown_choice", field, value=value[:20])
    return value
