"""Calls of the API by token."""

from __future__ import annotations

from typing import Any

from django.test import Client

from lianxin.people.models import Account
from lianxin.people.policy import AccountActor
from lianxin.people.tokens import token_make


class Caller:
    """One account that reads the API with its own token, or nobody without one."""

    def __init__(self, account: Account | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers: dict[str, str] = {}
        if account is not None:
            actor = AccountActor.of(account)
            self.token, text = token_make(actor=actor, account=account, name="程序")
            self.headers["Authorization"] = f"Bearer {text}"

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers)

    def items(self, path: str, **query: Any) -> list[dict[str, Any]]:
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.content
        found: list[dict[str, Any]] = answer.json()["items"]
        return found


def codes(answer: Any) -> list[str]:
    return [problem["code"] for problem in answer.json()["problems"]]
