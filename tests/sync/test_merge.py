"""Two who change one household apart: what does not meet is merged, what does waits, nothing is lost."""

from __future__ import annotations

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.records.file.actions import household_state
from lianxin.records.file.models import Dwelling, Land, Production
from lianxin.register.actions import household_change
from lianxin.register.models import Household
from lianxin.sync.actions import proposal_decide
from lianxin.sync.models import Proposal

from .phone import Phone


@pytest.fixture
def home(cast):
    return cast.household("漆玉珍", officer=cast.tian)


@pytest.fixture
def phone(cast, home):
    phone = Phone(cast.officer)
    phone.pull()
    return phone


@pytest.fixture
def office(cast):
    return cast.actor(cast.office)


def now(home):
    return Household.objects.visible_to(SYSTEM).get(pk=home.pk)


def edit(device, home, *, base=None, **fields):
    base = device.doc("household", home)["rev"] if base is None else base
    return device.item("household.edit", household=str(home.pk), base=base, fields=fields)


def office_sets(office, home, **fields):
    row = now(home)
    household_change(actor=office, household=row, rev=row.rev, fields=fields)


def test_an_edit_of_what_nobody_touched_is_taken(phone, home):
    verdict = phone.one(
        edit(phone, home, phone="19900000917", rooms=6, arable=8.4, structure="砖木")
    )
    assert verdict["verdict"] == "accepted"
    assert now(home).phone == "19900000917"
    dwelling = Dwelling.objects.visible_to(SYSTEM).get(household=home, until=None)
    assert (dwelling.rooms, dwelling.structure.name) == (6, "砖木")
    assert Land.objects.visible_to(SYSTEM).get(household=home, until=None).arable == 840


def test_who_carries_the_household_along_is_corrected_on_the_phone(phone, home):
    edited = edit(phone, home, cooperative=True, business_help=" 养殖，种蒜苗 ")
    assert phone.one(edited)["verdict"] == "accepted"
    row = Production.objects.visible_to(SYSTEM).get(household=home, until=None)
    assert (row.cooperative, row.business_help) == (True, "养殖，种蒜苗")
    phone.pull()
    facts = phone.doc("household", home)["data"]["facts"]
    assert (facts["cooperative"], facts["business_help"]) == (True, "养殖，种蒜苗")


def test_different_fields_changed_apart_are_merged(phone, home, office):
    item = edit(phone, home, phone="19900000917")
    household_state(actor=office, household=home, kind=Dwelling, fields={"rooms": 5})
    assert phone.one(item)["verdict"] == "merged"
    phone.pull()
    facts = phone.doc("household", home)["data"]["facts"]
    assert (facts["phone"], facts["rooms"]) == ("19900000917", 5)


def test_fields_of_one_statement_changed_apart_are_merged(phone, home, office):
    item = edit(phone, home, rooms=6)
    household_state(actor=office, household=home, kind=Dwelling, fields={"house_area": 1205})
    assert phone.one(item)["verdict"] == "merged"
    row = Dwelling.objects.visible_to(SYSTEM).get(household=home, until=None)
    assert (row.rooms, row.house_area) == (6, 1205)


def test_the_same_field_changed_to_another_value_waits_for_a_named_person(phone, home, office):
    item = edit(phone, home, phone="19900000917", rooms=6)
    office_sets(office, home, phone="19900000971")
    verdict = phone.one(item)
    assert (verdict["verdict"], verdict["problem"]["decider"]) == ("conflict", "何晓燕")
    [told] = verdict["problem"]["proposals"]
    assert (told["yours"], told["held"], told["held_by"]) == (
        "19900000917",
        "19900000971",
        "何晓燕",
    )
    assert now(home).phone == "19900000971"
    assert Dwelling.objects.visible_to(SYSTEM).get(household=home, until=None).rooms == 6
    phone.pull()
    [waiting] = [doc["data"] for (kind, _), doc in phone.held.items() if kind == "proposal"]
    assert (waiting["yours"], waiting["held"], waiting["outcome"]) == (
        "19900000917",
        "19900000971",
        "",
    )


def test_the_same_value_said_twice_is_no_clash(phone, home, office):
    item = edit(phone, home, phone="19900000971")
    office_sets(office, home, phone="19900000971")
    assert phone.one(item)["verdict"] == "merged"
    assert not Proposal.objects.visible_to(office).exists()


def test_the_office_takes_the_phones_value_or_keeps_its_own(phone, home, office):
    for outcome, ends in (("taken", "19900000917"), ("kept", "19900000972")):
        phone.pull()
        item = edit(phone, home, phone="19900000917")
        office_sets(office, home, phone="19900000972")
        phone.one(item)
        row = Proposal.objects.visible_to(office).get(outcome="")
        decided = proposal_decide(actor=office, proposal=row, outcome=outcome)
        assert (decided.outcome, now(home).phone) == (outcome, ends)
        with pytest.raises(Refused, match=r"proposal\.decided"):
            proposal_decide(actor=office, proposal=row, outcome="kept")
        office_sets(office, home, phone="19900000100")


def test_who_has_seen_the_other_value_and_writes_again_has_decided(phone, home, office):
    item = edit(phone, home, phone="19900000917")
    office_sets(office, home, phone="19900000971")
    phone.one(item)
    phone.pull()
    assert phone.one(edit(phone, home, phone="19900000917"))["verdict"] == "accepted"
    assert now(home).phone == "19900000917"
    assert Proposal.objects.visible_to(office).get().outcome == "taken"


def test_the_officer_withdraws_what_was_written_on_the_phone(phone, home, office):
    item = edit(phone, home, phone="19900000917")
    office_sets(office, home, phone="19900000971")
    phone.one(item)
    row = Proposal.objects.visible_to(office).get()
    assert phone.one(phone.item("proposal.withdraw", proposal=str(row.pk)))["verdict"] == "accepted"
    row.refresh_from_db()
    assert (row.outcome, now(home).phone) == ("withdrawn", "19900000971")


def test_a_colleague_sees_and_decides_nothing_of_it(phone, home, office, cast):
    item = edit(phone, home, phone="19900000917")
    office_sets(office, home, phone="19900000971")
    phone.one(item)
    liu = cast.actor(cast.officer2)
    assert not Proposal.objects.visible_to(liu).exists()
    row = Proposal.objects.visible_to(office).get()
    with pytest.raises(Refused, match=r"action\.not_allowed"):
        proposal_decide(actor=liu, proposal=row, outcome="taken")


def test_an_import_that_changes_the_same_field_is_a_clash_and_another_field_is_not(
    phone, home, cast
):
    from lianxin.register.marks import SAVED, note

    item = edit(phone, home, phone="19900000917", safe_water=True)
    row = now(home)
    row.phone = "19900000555"
    note(row, ["phone"], SYSTEM)
    row.save(update_fields=["phone", *SAVED])
    verdict = phone.one(item)
    assert [one["field"] for one in verdict["problem"]["proposals"]] == ["phone"]


def test_what_cannot_be_a_value_is_refused_field_by_field(phone, home):
    verdict = phone.one(edit(phone, home, phone="123", rooms="很多", road_metres=-1, nobody=1))
    assert verdict["verdict"] == "rejected"
    for fields, code in (
        ({"phone": "12"}, "input.wrong_phone"),
        ({"rooms": "很多"}, "file.not_a_number"),
        ({"structure": "水晶"}, "api.wrong_choice"),
        ({"power": "是"}, "api.wrong_kind"),
        ({"bank_account": "1"}, "sync.no_such_field"),
    ):
        assert phone.one(edit(phone, home, **fields))["problem"]["code"] == code


def test_two_wordings_of_one_entry_are_both_kept(phone, home, office):
    from lianxin.records.diary.actions import diary_amend
    from lianxin.records.diary.models import Entry

    entry = phone.entry(home)
    phone.one(entry)
    row = Entry.objects.visible_to(SYSTEM).get()
    diary_amend(actor=office, entry=row, text="联户办改的", rev=1)
    verdict = phone.one(phone.item("diary.amend", entry=entry["id"], base=1, text="手机改的"))
    assert verdict["verdict"] == "conflict"
    row.refresh_from_db()
    assert row.words == "联户办改的"
    proposal = Proposal.objects.visible_to(office).get()
    assert (proposal.yours, proposal.held, proposal.entry) == ("手机改的", "联户办改的", row)
    proposal_decide(actor=office, proposal=proposal, outcome="taken")
    row.refresh_from_db()
    assert row.words == "手机改的"
