"""``./lianxin token --user LOGIN``: makes an API token and shows it this once."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lianxin.kernel.problem import Refused, refuse
from lianxin.people.models import Account
from lianxin.people.policy import AccountActor, alive
from lianxin.people.tokens import token_make


class Command(BaseCommand):
    help = "做一个接口令牌，只显示这一次"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", required=True, metavar="LOGIN", help="账号的登录名")
        parser.add_argument("--name", default="命令行", help="给令牌起个名，方便以后停用")
        parser.add_argument("--json", action="store_true", help="只输出一个 JSON 值")

    def handle(self, *, user: str, name: str, json: bool, **options: Any) -> None:
        try:
            text = _token(user, name)
        except Refused as error:
            self._refuse(error, json)
            return
        self.stdout.write(_json({"user": user, "token": text}) if json else text)

    def _refuse(self, error: Refused, as_json: bool) -> None:
        if as_json:
            self.stdout.write(_json({"problems": [p.as_json() for p in error.problems]}))
            raise SystemExit(1)
        raise CommandError("\n".join(p.message() for p in error.problems))


def _token(login: str, name: str) -> str:
    """The operator at the machine makes it for the account, whose rights it carries."""
    account = Account.objects.select_related("officer").filter(login=login).first()
    if account is None or not alive(account):
        raise refuse("api.no_such_user", "user", login=login)
    actor = AccountActor.of(account, door="command")
    return token_make(actor=actor, account=account, name=name)[1]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
