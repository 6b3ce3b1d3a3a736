"""``./lianxin token --user LOGIN``: makes an API token and shows it this once."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lianxin.kernel.problem import refuse
from lianxin.people.models import Account
from lianxin.people.policy import AccountActor, alive
from lianxin.people.tokens import token_make
from lianxin.site.telling import telling


class Command(BaseCommand):
    help = "Make an API token for an account; it is shown once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, metavar="LOGIN")
        parser.add_argument("--name", default="./lianxin token", help="to know it by, to end it")
        parser.add_argument("--json", action="store_true", help="one JSON value and nothing else")

    def handle(self, *args: Any, user: str, name: str, **options: Any) -> None:
        with telling(self.stderr, as_json=options["json"]):
            text = token_for(user, name)
        told = json.dumps({"user": user, "token": text}) if options["json"] else text
        self.stdout.write(told)


def token_for(login: str, name: str) -> str:
    """The operator at the machine makes it for the account, whose rights it carries."""
    account = Account.objects.select_related("officer").filter(login=login).first()
    if account is None or not alive(account):
        raise refuse("api.no_such_user", "user", login=login)
    actor = AccountActor.of(account, door="command")
    return token_make(actor=actor, account=account, name=name)[1]
