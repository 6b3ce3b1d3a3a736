"""What ``./lianxin check`` verifies: audit chain, database, key, register, static files.

Each check yields the problems it finds; none of them changes anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import chain, islice

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import connection
from django.db.models import Count, F

from lianxin.kernel import audit
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import Problem, problem
from lianxin.kernel.sealed import blind, unseal
from lianxin.office.documents.search import astray as documents_astray
from lianxin.records.diary.models import Photo
from lianxin.records.diary.photos import path_of
from lianxin.records.diary.search import astray
from lianxin.register.models import Household, Membership, Pairing, Person

SAMPLE = 200
SHOWN = 20


def audit_chain() -> Iterator[Problem]:
    for number in audit.broken():
        yield problem("check.audit_broken", number=number)


def database() -> Iterator[Problem]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            found = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            found += [f"{row[0]} → {row[2]}" for row in cursor.fetchall()]
        else:
            cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
            found = [row[0] for row in cursor.fetchall()]
    for text in found[:SHOWN]:
        yield problem("check.database_damaged", finding=text)


def migrations() -> Iterator[Problem]:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield problem("check.not_migrated", migration=str(waiting[0][0]))


def key() -> Iterator[Problem]:
    """A sample of sealed ID numbers opens, and agrees with its index and its last characters."""
    people = Person.objects.visible_to(SYSTEM).filter(id_sealed__isnull=False)
    for order in ("id", "-id"):
        for person in people.order_by(order)[:SAMPLE]:
            if not _opens(person):
                yield problem("check.key_does_not_fit", path=settings.LIANXIN_SEAL_KEY.name)
                return


def _opens(person: Person) -> bool:
    try:
        number = unseal(bytes(person.id_sealed), "person.id")
    except (InvalidTag, ValueError):
        return False
    return number.endswith(person.id_tail) and blind(number, "person.id") == bytes(
        person.id_blind or b""
    )


def heads() -> Iterator[Problem]:
    """Every open household has exactly one head today."""
    heads = Membership.objects.visible_to(SYSTEM).filter(in_force(), is_head=True)
    with_head = heads.order_by().values("household").annotate(n=Count("id")).filter(n=1)
    households = Household.objects.visible_to(SYSTEM).filter(closed__isnull=True)
    wrong = households.exclude(pk__in=with_head.values("household"))
    for household in wrong.select_related("village")[:SHOWN]:
        yield problem("check.head_count", household=_named(household))


def pairings() -> Iterator[Problem]:
    """No household has two responsible officers today."""
    open_rows = Pairing.objects.visible_to(SYSTEM).filter(in_force(), responsible=True)
    counted = open_rows.order_by().values("household").annotate(n=Count("id"))
    twice = counted.filter(n__gt=1).values("household")
    households = Household.objects.visible_to(SYSTEM).filter(pk__in=twice)
    for household in households.select_related("village")[:SHOWN]:
        yield problem("check.two_responsible", household=_named(household))


def homes() -> Iterator[Problem]:
    """A member's home is the household of the membership that holds today."""
    holding = Membership.objects.visible_to(SYSTEM).filter(in_force())
    for row in holding.exclude(person__home=F("household")).select_related("household__village")[
        :SHOWN
    ]:
        yield problem("check.home_differs", household=_named(row.household))


def _named(household: Household) -> str:
    return f"{household.village} {household.number}"


def static() -> Iterator[Problem]:
    """Every file of the manifest is there; an instance that was never served has none yet."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists():
        return
    paths = json.loads(manifest.read_text(encoding="utf-8"))["paths"]
    for name in [n for n in paths.values() if not (settings.STATIC_ROOT / n).exists()][:SHOWN]:
        yield problem("check.static_missing", file=name)


def search() -> Iterator[Problem]:
    """The indexes of words hold every entry that counts and every document, and find them again."""
    found = list(islice(chain(astray(), documents_astray()), SHOWN))
    if found:
        yield problem("check.search_differs", n=len(found), serial=found[0])


def photos() -> Iterator[Problem]:
    """Every photo's file is where its row says."""
    rows = Photo.objects.visible_to(SYSTEM).order_by().values_list("sha256", flat=True).distinct()
    missing = (digest for digest in rows.iterator() if not path_of(digest).exists())
    for digest in islice(missing, SHOWN):
        yield problem("check.photo_missing", file=digest[:12])


def figures() -> Iterator[Problem]:
    """Every figure over the whole instance, in each year with a diary and this one, equals what its
    rows give when they are counted one by one."""
    from lianxin.records.diary.models import Entry
    from lianxin.results.figures import FIGURES, extent
    from lianxin.results.recount import recounted

    written = Entry.objects.visible_to(SYSTEM).order_by().values_list("year", flat=True).distinct()
    for year in sorted({*written, today().year}):
        whole = extent(None, year)
        for figure in FIGURES.values():
            value, counted = figure.value(SYSTEM, whole), recounted(figure, SYSTEM, whole)
            if value != counted:
                told = f"{figure.zh}（{year}）"
                yield problem("check.figure_differs", figure=told, value=value, counted=counted)


def papers() -> Iterator[Problem]:
    """Every kept paper says what it said when it was handed in, every list what it said when it began."""
    from lianxin.results import issued
    from lianxin.results.publicity import queries

    for row in islice(issued.altered(), SHOWN):
        yield problem("check.paper_altered", title=row.title, day=row.made_at.date())
    for listed in islice(queries.altered(), SHOWN):
        yield problem("check.publicity_altered", title=listed.title, day=listed.from_day)


def supplies() -> Iterator[Problem]:
    """No offer gave out more than there was, and deliveries, signatures and the ledger say the same."""
    from lianxin.aid.ledger import astray as unlike
    from lianxin.aid.ledger import astray_means
    from lianxin.pool.offers.check import wrong

    for posting, said in islice(wrong(), SHOWN):
        yield problem("check.supply_wrong", offer=str(posting.offer), n=posting.number, said=said)
    for delivery in islice(unlike(), SHOWN):
        yield problem("check.delivery_differs", day=delivery.day, n=delivery.quantity)
    for used in islice(astray_means(), SHOWN):
        yield problem(
            "check.activity_cost_differs", day=used.activity.day, title=used.activity.title
        )


def money() -> Iterator[Problem]:
    """Nothing was paid from a tranche that it did not hold, and no loan was paid back twice."""
    from lianxin.pool.check import overspent

    for name in islice(overspent(), SHOWN):
        yield problem("check.money_wrong", name=name)


FIRST = ("database", "migrations")
"""Where these find something, the others would only stumble over it."""
CHECKS: dict[str, Callable[[], Iterator[Problem]]] = {
    "database": database,
    "migrations": migrations,
    "audit": audit_chain,
    "key": key,
    "heads": heads,
    "pairings": pairings,
    "homes": homes,
    "search": search,
    "photos": photos,
    "supplies": supplies,
    "money": money,
    "figures": figures,
    "papers": papers,
    "static": static,
}


def everything() -> dict[str, list[Problem]]:
    """What each check found; the later ones only where database and schema are sound."""
    found = {name: list(CHECKS[name]()) for name in FIRST}
    if any(found.values()):
        return found
    return {**found, **{name: list(check()) for name, check in CHECKS.items() if name not in FIRST}}
