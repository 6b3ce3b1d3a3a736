"""Planted ID numbers and a bank account come in by every door, and are seen whole nowhere again."""

from __future__ import annotations

import csv
import io
import json
import logging
import tempfile
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.people.models import Role
from lianxin.records.intake.models import RosterImport
from lianxin.register.actions.household import household_change
from lianxin.register.actions.member import member_join
from lianxin.register.actions.pairing import pairing_begin
from lianxin.register.cards.actions import card_issue
from lianxin.register.cards.tokens import token_of
from lianxin.register.models import Household, Person
from tests.cast import Cast, code, id_number

from . import remains
from .crawl import NOBODY, content
from .pages import PAGES
from .resolver import addresses

pytestmark = pytest.mark.long
HEAD = id_number(date(1961, 5, 17), 301)
WIFE = id_number(date(1963, 8, 2), 302, male=False)
CHILD = id_number(date(1999, 11, 23), 303)
WAITING = id_number(date(1971, 2, 9), 304)
ACCOUNT = "9990001830008862047"
PLANTED = (HEAD, WIFE, CHILD, WAITING, ACCOUNT)
COLUMNS = "自然村 户编号 姓名 证件号码 与户主关系 民族 人均纯收入 户类型".split()
LOGINS = "officer office leader committee department assessor sysadmin secadmin auditadmin".split()


def roster(*rows: tuple[str, str, str]) -> bytes:
    """A file as an office sends it: name, number, relation."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for name, number, relation in rows:
        code_ = "620599100000777" if name != "候补户" else "620599100000778"
        writer.writerow(["一社", code_, name, number, relation, "汉族", "9395", "脱贫户"])
    return text.getvalue().encode("utf-8-sig")


def whole(text: str | bytes) -> list[str]:
    """The planted numbers that stand in it unmasked."""
    found = text if isinstance(text, bytes) else text.encode()
    return [number for number in PLANTED if number.encode() in found]


class Village:
    """阳坡村 with the planted numbers in it: by command, by form, and in a file that waits."""

    def __init__(self, cast: Cast, folder) -> None:
        self.cast = cast
        self.accounts = {name: getattr(cast, name) for name in LOGINS}
        file = folder / "roster.csv"
        file.write_bytes(roster(("何家主", HEAD, "户主"), ("何家妻", WIFE, "配偶")))
        self.told = io.StringIO()
        call_command("import", "roster", file, village="阳坡村", as_json=True, stdout=self.told)
        office = cast.actor(cast.office)
        self.household = Household.objects.visible_to(SYSTEM).get(village=cast.village)
        self.head = Person.objects.visible_to(SYSTEM).get(name="何家主")
        member_join(
            actor=office,
            household=self.household,
            name="何家子",
            relation=code("relation", "之子"),
            joined_by="born",
            id_number=CHILD,
        )
        self.household.refresh_from_db()
        household_change(
            actor=office,
            household=self.household,
            rev=self.household.rev,
            fields={"bank_name": "信用社", "bank_account": ACCOUNT},
        )
        self.client(cast.office).post(
            reverse("imports"),
            {
                "village": cast.village.pk,
                "file": SimpleUploadedFile("补.csv", roster(("候补户", WAITING, "户主"))),
            },
        )
        pairing_begin(
            actor=office,
            household=self.household,
            officer=cast.liu,
            from_day=today(),
            reason="首次结对",
        )
        self.card = card_issue(actor=office, household=self.household)
        self.code = SimpleNamespace(pk=token_of(self.card))
        self.roster = RosterImport.objects.visible_to(SYSTEM).get(state="read")

    def client(self, account=None) -> Client:
        client = Client(raise_request_exception=False)
        if account is not None:
            client.force_login(account)
        return client

    def paths(self):
        """Every address that can be read, with this village's rows in it."""
        rows = {
            "Household": self.household,
            "Person": self.head,
            "RosterImport": self.roster,
            "Officer": self.cast.tian,
            "Unit": self.cast.unit,
            "Account": self.cast.officer,
            "Card": self.card,
            "card": self.code,
            "public:village": self.cast.village,
        }
        for address in addresses():
            subjects = [one for one in PAGES[address.name].subject.split("+") if one]
            if all(one in rows for one in subjects) and len(subjects) == len(address.parameters):
                values = dict(
                    zip(address.parameters, (str(rows[s].pk) for s in subjects), strict=True)
                )
                yield address.filled(values)
        yield "/api/v1/ledgers/households"
        yield "/api/v1/ledgers/members"


@pytest.fixture
def lines():
    with remains.log_lines() as said:
        yield said


@pytest.fixture
def left(tmp_path, monkeypatch):
    """The folder for temporary files, empty at first."""
    folder = tmp_path / "left"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def village(cast, tmp_path, left, lines):
    return Village(cast, tmp_path)


def test_the_import_took_the_planted_numbers_and_keeps_their_tails_only(village):
    assert json.loads(village.told.getvalue())["written"] is True
    assert whole(village.told.getvalue()) == []
    tails = Person.objects.visible_to(SYSTEM).values_list("id_tail", flat=True)
    assert set(tails) == {HEAD[-4:], WIFE[-4:], CHILD[-4:]}


@pytest.mark.parametrize("login", [*LOGINS, NOBODY])
def test_no_page_file_or_answer_shows_a_planted_number_whole(village, login):
    client = village.client(village.accounts.get(login))
    found = {}
    for path in village.paths():
        shown = whole(content(client.get(path)))
        if shown:
            found[path] = shown
    assert found == {}


def test_the_household_that_opened_its_card_is_shown_no_planted_number(village):
    client, path = village.client(), f"/c/{village.code.pk}"
    assert client.post(path, {"do": "open", "said": village.card.number}).status_code == 302
    page = content(client.get(path))
    assert "我有难处" in page
    assert whole(page) == []


def test_a_member_ledger_taken_out_of_the_house_is_masked(village):
    client = village.client(village.cast.office)
    for form in ("xlsx", "csv"):
        for ledger in ("households", "members"):
            answer = client.post(reverse("ledger-take"), {"form": form, "ledger": ledger})
            assert whole(content(answer)) == []


def test_nothing_the_instance_keeps_holds_a_planted_number_whole(village, left, lines):
    client = village.client(village.cast.office)
    for path in village.paths():
        client.get(path)
    assert {name: whole(cells) for name, cells in remains.tables() if whole(cells)} == {}
    assert whole(remains.sessions()) == []
    assert whole(remains.cached()) == []
    assert whole(remains.files(left)) == []
    assert whole(lines.getvalue()) == []


def test_a_defect_shows_and_logs_no_planted_number(village, lines, monkeypatch):
    """Somebody's careless exception carries the number; DEBUG is off as it always is."""

    def careless(*_args, **_kwargs):
        raise ValueError(f"cannot work with {HEAD} and {ACCOUNT}")

    client = village.client(village.cast.office)
    monkeypatch.setattr("lianxin.kernel.guard.GuardedManager.visible_to", careless)
    statuses = set()
    for path in ("/households/", f"/households/{village.household.pk}/", "/api/v1/members"):
        answer = client.get(path, headers={"Referer": f"/?n={HEAD}"})
        statuses.add(answer.status_code)
        assert whole(content(answer)) == []
    assert 500 in statuses
    assert "cannot work with" in lines.getvalue()
    assert whole(lines.getvalue()) == []


def test_a_number_in_an_address_reaches_no_log(village, lines):
    client = village.client(village.cast.office)
    for path in (f"/households/{HEAD}/", f"/api/v1/households?q={HEAD}", f"/nothing/{ACCOUNT}"):
        client.get(path)
    assert whole(lines.getvalue()) == []


def test_the_office_sees_a_number_once_for_a_purpose_and_the_audit_says_so(village):
    client, before = (
        village.client(village.cast.office),
        AuditRow.objects.visible_to(SYSTEM).count(),
    )
    answer = client.post(
        reverse("person-reveal", args=[village.head.pk]), {"purpose": "办理低保要核对"}
    )
    assert answer.content.decode().count(HEAD) == 1
    assert answer.headers["Cache-Control"].find("no-store") >= 0
    row = AuditRow.objects.visible_to(SYSTEM).order_by("-number").first()
    assert (row.action, row.done, row.subject_id) == ("person.reveal", True, str(village.head.pk))
    assert AuditRow.objects.visible_to(SYSTEM).count() == before + 1
    assert HEAD not in str(row.details)
    again = client.get(reverse("household", args=[village.household.pk]))
    assert whole(content(again)) == []


@pytest.mark.parametrize("login", [n for n in LOGINS if n not in {"office"}])
def test_who_may_not_is_refused_a_number_and_shown_none(village, login):
    client = village.client(village.accounts[login])
    for name, row in (("person-reveal", village.head), ("household-reveal", village.household)):
        answer = client.post(reverse(name, args=[row.pk]), {"purpose": "办理低保要核对"})
        assert answer.status_code in {403, 404}, name
        assert whole(content(answer)) == []


def test_a_number_pasted_into_a_purpose_is_cut_in_the_audit(village):
    client = village.client(village.cast.office)
    client.post(
        reverse("person-reveal", args=[village.head.pk]), {"purpose": f"核对 {WIFE} 和 {ACCOUNT}"}
    )
    row = AuditRow.objects.visible_to(SYSTEM).order_by("-number").first()
    assert row.action == "person.reveal"
    assert whole(str(row.details)) == []


def test_every_search_of_this_test_finds_a_number_that_somebody_left(village, left, lines):
    """The control: what the searches above look through would show a number, were one there."""
    Household.objects.visible_to(SYSTEM).update(bank_name=ACCOUNT)
    client = village.client(village.cast.office)
    session = client.session
    session["left"] = HEAD
    session.save()
    cache.set("left", WIFE)
    (left / "upload.tmp").write_text(CHILD)
    assert [name for name, cells in remains.tables() if whole(cells)] == ["lianxin_household"]
    assert whole(remains.sessions()) == [HEAD]
    assert whole(remains.cached()) == [WIFE]
    assert whole(remains.files(left)) == [CHILD]
    page = client.get(reverse("household", args=[village.household.pk]))
    assert whole(content(page)) == [ACCOUNT]
    logging.getLogger("lianxin").warning("number %s", HEAD)
    assert f"number …{HEAD[-4:]}" in lines.getvalue()


def test_the_pages_of_this_test_are_really_shown(village):
    client = village.client(village.cast.office)
    shown = {path for path in village.paths() if client.get(path).status_code == 200}
    for path in (
        f"/households/{village.household.pk}/",
        f"/import/{village.roster.pk}/",
        "/api/v1/members",
        "/api/v1/ledgers/members",
        f"/c/{village.code.pk}",
    ):
        assert path in shown


@pytest.mark.once
def test_the_roles_of_this_test_are_all_the_roles():
    assert len(LOGINS) == len(Role.values)
