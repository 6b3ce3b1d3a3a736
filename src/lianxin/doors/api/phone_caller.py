"""Who synchronises: also a phone or an account that was stopped, for what it sends is kept."""

from __future__ import annotations

from django.http import HttpRequest

from lianxin.people.policy import AccountActor
from lianxin.people.tokens import token_named

from .caller import Bearer


class PhoneBearer(Bearer):
    def authenticate(self, request: HttpRequest, token: str) -> bool:
        found = token_named(token)
        if found is None:
            return False
        address = request.META.get("REMOTE_ADDR", "")
        request.token = found  # type: ignore[attr-defined]
        request.actor = AccountActor.of(found.account, door="phone", address=address)  # type: ignore[attr-defined]
        return True
