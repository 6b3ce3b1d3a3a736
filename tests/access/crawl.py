"""Calls every address as every role for every relation, and reports whatever should not have come."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.test import Client

from .pages import BLANK, EVERYBODY, OWN, PAGES, Page
from .planted import token_of
from .resolver import Address, addresses
from .world import MARK, RELATIONS, World, may_be_shown, sees_row

NOBODY = "nobody"
TOKENS = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z0-9]{64}|[A-Za-z0-9]{32})(?![A-Za-z0-9])")
"""Tokens against forgery and sessions: made at random, so that one in some millions spells a mark."""


class Finding(NamedTuple):
    who: str
    method: str
    address: str
    relation: str
    what: str


def clients(world: World, roles: Iterable[str]) -> dict[str, Client]:
    found = {}
    for role in roles:
        client = found[role] = Client(raise_request_exception=False)
        if role != NOBODY:
            client.force_login(world.accounts[role])
    return found


def content(response: Any) -> str:
    """Everything the caller is sent: status line aside, headers, body, and what a file holds."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    parts = [str(dict(response.headers)), str(response.cookies), body.decode("utf-8", "ignore")]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            parts += [book.read(name).decode("utf-8", "ignore") for name in book.namelist()]
    return "\n".join(parts)


ON_THE_CARD = {"officer", "unit"}
"""What a household's page shows to whoever holds its card, from any unit: its officer and that unit."""


def leaked(who: str, response: Any, name: str = "") -> Iterator[str]:
    """Marks in the answer that the policy does not allow this role to be shown."""
    sent = TOKENS.sub("", content(response))
    for relation, kind in sorted(set(MARK.findall(sent))):
        if name == "card" and kind.lower() in ON_THE_CARD:
            continue
        if who == NOBODY or not may_be_shown(who, relation.lower(), kind.lower()):
            yield f"{relation}{kind}"


def crawl(
    world: World, roles: Iterable[str], relations: Iterable[str] = RELATIONS
) -> Iterator[Finding]:
    for who, client in clients(world, roles).items():
        for address in addresses():
            page = PAGES.get(address.name)
            if page is None:
                continue
            for relation in relations if page.subject[:1].isupper() else ("own",):
                yield from _visit(world, who, client, address, page, relation)


def _visit(
    world: World, who: str, client: Client, address: Address, page: Page, relation: str
) -> Iterator[Finding]:
    path = address.filled(values_of(world, address, page, relation))
    cookies = client.cookies.copy()
    with transaction.atomic():
        got = client.get(path)
        for name in leaked(who, got, address.name):
            yield Finding(who, "GET", address.name, relation, f"shows {name}")
        if got.status_code not in allowed(who, page, relation, address.name):
            yield Finding(who, "GET", address.name, relation, f"answers {got.status_code}")
        transaction.set_rollback(True)
    client.cookies = cookies
    if not page.subject and page.readers not in {EVERYBODY, OWN} and got.status_code == 200:
        asked = client.get(path, _searches(world))
        for name in leaked(who, asked):
            yield Finding(who, "GET", address.name, "searched", f"shows {name}")
        if asked.status_code >= 500:
            yield Finding(who, "GET", address.name, "searched", f"answers {asked.status_code}")


def allowed(who: str, page: Page, relation: str, name: str) -> set[int]:
    if page.readers in {EVERYBODY, OWN}:
        return {200, 302, 401, 403, 404, 405, 409}
    if who == NOBODY:
        return {302, 401}
    if "GET" not in page.methods:
        return {403, 404, 405}
    scoped = [one for one in page.subject.split("+") if one[:1].isupper()]
    if not all(sees_row(who, relation, one) for one in scoped):
        return {403, 404} if not page.open_to(who) else {404}
    if page.open_to(who):
        return {200, 302}
    return {200, 302, 403, 404} if name in BLANK else {403, 404}


def values_of(world: World, address: Address, page: Page, relation: str) -> dict[str, str]:
    """What stands in the address: ids of the relation's rows, in the order in which it takes them."""
    if page.subject == "number":
        return dict.fromkeys(address.parameters, "1")
    if page.subject.startswith("public:"):
        return dict.fromkeys(address.parameters, str(world.public[page.subject[7:]].pk))
    if page.subject.startswith("named:"):
        return dict.fromkeys(address.parameters, page.subject[6:])
    if page.subject == "card":
        return {"token": token_of(relation)}
    if page.subject == "ledger":
        return {"name": "households"}
    rows = [world.corners[relation].rows[one] for one in page.subject.split("+") if one]
    return {name: str(row.pk) for name, row in zip(address.parameters, rows, strict=True)}


def _searches(world: World) -> dict[str, str]:
    """Every usual filter at once, set to what belongs to the foreign unit."""
    foreign = world.corners["foreign"]
    return {
        "q": "zqforeig",
        "village": str(foreign.village.pk),
        "group": str(foreign.group.pk),
        "unit": str(foreign.unit.pk),
        "officer": str(foreign.rows["Officer"].pk),
        "household": str(foreign.rows["Household"].pk),
        "year": "2026",
    }


def payload(world: World, relation: str) -> dict[str, str]:
    """A form that fits many pages, naming the relation's rows wherever a row can be named."""
    corner = world.corners[relation]
    names = {
        "household": "Household",
        "households": "Household",
        "officer": "Officer",
        "to": "Officer",
        "from": "Officer",
        "person": "Person",
        "member": "Person",
        "pairing": "Pairing",
        "account": "Account",
        "grant": "Grant",
        "token": "Token",
        "view": "SavedView",
        "pk": "Household",
        "into": "Household",
        "roster": "RosterImport",
        "head": "Person",
        "entry": "Entry",
        "need": "Need",
        "measure": "Measure",
        "project": "Project",
        "activity": "Activity",
        "delivery": "Delivery",
        "receipt": "Receipt",
        "phrase": "Phrase",
        "photo": "Photo",
        "photos": "Photo",
        "card": "Card",
    }
    return {
        **{field: str(corner.rows[model].pk) for field, model in names.items()},
        "village": str(corner.village.pk),
        "group": str(corner.group.pk),
        "area": str(corner.village.pk),
        "unit": str(corner.unit.pk),
        "parent": str(corner.unit.pk),
        "name": "试一试",
        "number": "9-999",
        "phone": "19900009999",
        "login": "trial-login",
        "reason": "试",
        "purpose": "试",
        "from_day": "2026-06-01",
        "day": "2026-06-01",
        "until": "2026-06-30",
        "note": "试",
        "role": "office",
        "rev": "1",
        "base": "1",
        "kind": "leave",
        "responsible": "on",
        "confirm": "on",
        "action": "end",
    }


@contextmanager
def writing() -> Iterator[list[str]]:
    """The statements that write to any table but the audit's, as they are sent."""
    sent: list[str] = []

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if sql[:6] in {"INSERT", "UPDATE", "DELETE"} and "lianxin_audit" not in sql:
            sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield sent


def state_of(world: World, relation: str) -> dict[str, Any]:
    """Every row of what the relation owns, column by column."""
    return {
        name: type(row)._base_manager.filter(pk=row.pk).values().first()
        for name, row in world.corners[relation].rows.items()
    }
