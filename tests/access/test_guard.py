"""What the guarded manager does with each way in which Django reaches rows (docs/adr/0002)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Count, Prefetch, Sum

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.guard import GuardedManager, Reach
from lianxin.kernel.problem import Refused
from lianxin.people.models import Absence, Area
from lianxin.people.policy import AccountActor
from lianxin.records.intake.models import RosterImport, SetAside
from lianxin.register.models import Household, Membership, Pairing, Person
from tests.cast import SINCE

SOURCE = Path(__file__).parents[2] / "src" / "lianxin"
UNGUARDED = {
    "Account": "signing in reads it before anybody is known; AccountManager.visible_to scopes it",
    "AuditHead": "one row of numbers: the last link of the chain",
    "Epoch": "one row: which life of the instance this is, told to every phone",
}


@pytest.fixture
def two(cast):
    """One household of 田立新, one of 刘志强, and one of the other unit's village."""
    return (
        cast.household("康润生", number="1-001", officer=cast.tian),
        cast.household("李存义", number="1-002", officer=cast.liu),
        cast.household("外村户", number="1-001", village=cast.other_village, officer=cast.stranger),
    )


def test_every_model_declares_its_reach_and_is_guarded_or_has_a_reason():
    for model in apps.get_app_config("lianxin").get_models():
        if model.__name__ in UNGUARDED:
            continue
        assert isinstance(model.reach, Reach), model
        assert isinstance(model._default_manager, GuardedManager), model


def test_every_look_up_of_a_reach_leads_somewhere(cast):
    for model in apps.get_app_config("lianxin").get_models():
        reach = getattr(model, "reach", None)
        for path in reach[:5] if reach else ():
            if path:
                model._base_manager.filter(**{f"{path}__isnull": True}).exists()


def test_many_rows_are_never_changed_without_a_word_of_who_asks(two):
    with pytest.raises(TypeError, match="visible_to"):
        Household.objects.bulk_update(two, ["phone"])
    for household in two:
        household.phone = "19900000001"
    assert Household.objects.visible_to(SYSTEM).bulk_update(two, ["phone"]) == 3


def test_objects_yield_nothing_until_they_are_told_who_asks(two):
    assert not Household.objects.exists()
    assert Household.objects.count() == 0
    assert list(Household.objects.all()) == []
    assert list(Household.objects.filter(number="1-001")) == []
    assert list(Household.objects.exclude(number="x")) == []
    assert list(Household.objects.values_list("number", flat=True)) == []
    assert list(Household.objects.values("number").distinct()) == []
    assert Household.objects.in_bulk() == {}
    assert list(Household.objects.iterator()) == []
    assert Household.objects.first() is None


def test_aggregates_over_the_guard_count_nothing(two):
    assert Household.objects.aggregate(n=Count("id"), s=Sum("rev")) == {"n": 0, "s": None}
    assert list(Household.objects.values("village").annotate(n=Count("id"))) == []


def test_unscoped_updates_and_deletes_touch_no_row(two):
    assert Household.objects.update(phone="19900000000") == 0
    assert Membership.objects.all().delete() == (0, {})
    assert Membership.objects.visible_to(SYSTEM).count() == 3


def test_reverse_relations_are_empty_and_open_to_their_own_rows_only(cast, two):
    assert list(two[0].pairings.all()) == []
    assert two[0].pairings.count() == 0
    assert [p.household for p in two[0].pairings.visible_to(SYSTEM)] == [two[0]]
    assert list(two[0].pairings.visible_to(cast.actor(cast.officer2))) == []
    assert list(cast.village.children.visible_to(SYSTEM)) == list(
        Area.objects.visible_to(SYSTEM).filter(parent=cast.village)
    )


def test_prefetch_stays_empty_unless_it_names_who_asks(cast, two):
    plain = Household.objects.visible_to(SYSTEM).prefetch_related("pairings")
    assert [list(h.pairings.all()) for h in plain] == [[], [], []]
    actor = cast.actor(cast.officer)
    scoped = Prefetch("pairings", Pairing.objects.visible_to(actor), to_attr="mine")
    rows = Household.objects.visible_to(SYSTEM).prefetch_related(scoped)
    assert [h.number for h in rows if h.mine] == ["1-001"]


def test_a_foreign_key_leads_forward_with_and_without_select_related(two):
    pairing = Pairing.objects.visible_to(SYSTEM).get(household=two[0])
    assert pairing.household == two[0]
    joined = (
        Pairing.objects.visible_to(SYSTEM).select_related("household__village").get(pk=pairing.pk)
    )
    assert joined.household.village == two[0].village


def test_an_instance_in_hand_is_saved_refreshed_and_deleted(cast):
    absence = Absence.objects.create(officer=cast.tian, kind="leave", from_day=SINCE, until=SINCE)
    absence.note = "看病"
    absence.save()
    absence.refresh_from_db()
    assert absence.note == "看病"
    absence.delete()
    assert not Absence.objects.visible_to(SYSTEM).exists()


def test_cascade_and_protect_see_the_rows_that_the_guard_hides(cast, two):
    roster = RosterImport.objects.create(
        village=cast.village, file_name="a.xlsx", file_hash="0", started_at="2026-01-01T00:00Z"
    )
    SetAside.objects.create(roster=roster, head="甲")
    roster.delete()
    assert not SetAside.objects.visible_to(SYSTEM).exists()
    with pytest.raises(models.ProtectedError):
        two[0].delete()


def test_validate_unique_is_blind_so_the_database_holds_uniqueness(cast, two):
    again = Household(village=cast.village, number="1-001", opened=SINCE)
    again.validate_unique()  # asks the guarded manager, which has no rows
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_get_or_create_never_gets_through_the_closed_guard(cast, two):
    with pytest.raises(IntegrityError), transaction.atomic():
        Household.objects.get_or_create(
            village=cast.village, number="1-001", defaults={"opened": SINCE}
        )


def test_joins_follow_the_scope_of_the_rows_asked_not_of_the_rows_joined(cast, two):
    """Filtering through a relation may look at rows unseen; a query that shows them names them."""
    actor = cast.actor(cast.officer)
    rows = Household.objects.visible_to(actor)
    assert rows.filter(memberships__person__name="李存义").count() == 0
    assert rows.aggregate(n=Count("memberships"))["n"] == 1


def test_combined_queries_stay_within_the_scope(cast, two):
    mine = Household.objects.visible_to(cast.actor(cast.officer))
    hers = Household.objects.visible_to(cast.actor(cast.officer2))
    assert not (mine & hers).exists()
    assert {h.number for h in mine | hers} == {"1-001", "1-002"}
    assert {h.number for h in mine.order_by().union(Household.objects.order_by())} == {"1-001"}


def test_unseen_and_absent_look_the_same(cast, two):
    mine = Household.objects.visible_to(cast.actor(cast.officer))
    refusals = []
    for key in (two[2].pk, cast.unit.pk, "no id", None, {"a": 1}):
        with pytest.raises(Refused) as refusal:
            mine.get_visible(pk=key)
        refusals.append([p.as_json() for p in refusal.value.problems])
    assert all(refusal == refusals[0] for refusal in refusals)


def test_somebody_without_a_grant_sees_public_tables_only(cast, two):
    cast.department.grants.visible_to(SYSTEM).delete()
    actor = AccountActor.of(cast.department)
    assert not Household.objects.visible_to(actor).exists()
    assert not Person.objects.visible_to(actor).exists()
    assert Area.objects.visible_to(actor).exists()


@pytest.mark.once
def test_no_room_or_door_goes_around_the_guard():
    around = re.compile(
        r"_base_manager|_default_manager|\.objects\.raw\(|\.objects\._open|cursor\(\)"
    )
    rooms = [
        p for p in SOURCE.rglob("*.py") if "kernel" not in p.parts and "migrations" not in p.parts
    ]
    found = {
        f"{path.relative_to(SOURCE)}: {line.strip()}"
        for path in rooms
        for line in path.read_text(encoding="utf-8").splitlines()
        if around.search(line)
    }
    allowed = {
        "doors/api/answers.py: with connection.cursor() as cursor:": "SELECT 1 for health",
        "results/profile/reading.py: with connection.cursor() as cursor:": "joins scoped querysets",
        "site/checking.py: with connection.cursor() as cursor:": "the database's own checks",
    }
    assert found - set(allowed) == set()
