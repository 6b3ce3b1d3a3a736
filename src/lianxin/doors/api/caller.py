"""Who calls: a bearer token, else the session with its CSRF token. A wrong token never falls back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from lianxin.kernel.problem import refuse
from lianxin.people.policy import AccountActor
from lianxin.people.tokens import token_alive, token_named


class ApiRequest(HttpRequest):
    """A request whose caller is known; every operation but ``health`` gets one."""

    actor: AccountActor


class Bearer(HttpBearer):
    def __call__(self, request: HttpRequest) -> Any:
        if not request.headers.get("Authorization"):
            return None
        if not super().__call__(request):
            raise refuse("api.wrong_token")
        return True

    def authenticate(self, request: HttpRequest, token: str) -> bool:
        found = token_named(token)
        if found is None or not token_alive(found):
            return False
        account, request.token = found.account, found  # type: ignore[attr-defined]
        address = request.META.get("REMOTE_ADDR", "")
        request.actor = AccountActor.of(account, door="api", address=address)  # type: ignore[attr-defined]
        return True


class Session(SessionAuth):
    def authenticate(self, request: HttpRequest, key: str | None) -> bool:
        actor: AccountActor | None = getattr(request, "actor", None)
        if actor is None:
            return False
        request.actor = replace(actor, door="api")  # type: ignore[attr-defined]
        return True
