"""Somebody who is signed in and opens pages."""

from __future__ import annotations

from django.test import Client

from lianxin.people.models import Account


def as_(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def body(client: Client, path: str, status: int = 200) -> str:
    """The page's text, after it answered as expected."""
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()
