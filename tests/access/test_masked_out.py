"""What leaves the house masked holds no number, no phone and nothing of anybody's body, in any form."""

from __future__ import annotations

import io
import re
import stat
from datetime import date
from zipfile import ZipFile

import duckdb
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.tokens import token_make
from lianxin.records.diary.actions import diary_write
from lianxin.records.file.actions import household_state, person_state
from lianxin.records.file.benefiting import benefit_state
from lianxin.records.file.benefits import MedicalAid
from lianxin.records.file.models import Condition, Livelihood, Service, Standing
from lianxin.records.needs.actions import need_open
from lianxin.register.models import Code, Household, Person
from lianxin.results.ledgers import LEDGERS
from lianxin.site import environment
from tests.cast import SINCE, code, id_number

pytestmark = pytest.mark.long
NUMBER = id_number(date(1961, 5, 17), 301)
PHONE, HOME_PHONE = "19900007711", "19900007722"
BODY = "咳血丙七号"
PLANTED = (NUMBER, PHONE, HOME_PHONE, BODY)
LISTS = ("health", "labour", "cause", "disability", "special_care")


def listed(name: str) -> Code:
    """A value of a code list that says something of a body, as no other does."""
    return Code.objects.create(
        list=name, code="zz", name=f"{BODY}之{name}", position=999, from_day=SINCE
    )


@pytest.fixture
def home(cast):
    home = cast.household("何家主", number="1-001", officer=cast.tian)
    sick = cast.member(home, "何家子", "之子", NUMBER)
    Person.objects.visible_to(SYSTEM).filter(pk=sick.pk).update(
        phone=PHONE, party=code("party", "中共党员")
    )
    Household.objects.visible_to(SYSTEM).filter(pk=home.pk).update(phone=HOME_PHONE)
    told = {name: listed(name) for name in LISTS}
    office = cast.actor(cast.office)
    for kind, fields in (
        (Condition, {"health": told["health"], "labour": told["labour"]}),
        (Livelihood, {"disability": told["disability"], "disability_issued": today()}),
        (Service, {"special_care": told["special_care"], "enlisted": SINCE}),
    ):
        person_state(actor=office, person=sick, kind=kind, fields=fields)
    standing = {
        "category": code("category", "脱贫户"),
        "lifted_year": 2020,
        "watch": code("watch", "边缘易致贫户"),
        "cause": told["cause"],
        "causes": [str(told["cause"].pk)],
    }
    household_state(actor=office, household=home, kind=Standing, fields=standing)
    benefit_state(
        actor=office,
        household=home,
        kind=MedicalAid,
        person=sick,
        fields={"illness": BODY, "treated": today(), "total": 900_000},
    )
    said = f"家里人{BODY}，电话{PHONE}，证{NUMBER}。"
    diary_write(
        actor=office,
        officer=cast.tian,
        kinds=["visit", "talk"],
        day=today(),
        text=said,
        households=[home],
    )
    need_open(
        actor=office, village=cast.village, household=home, kind=code("need", "饮水"), text=said
    )
    return home


def planted(content: bytes) -> set[str]:
    """What stands in it, also where it is packed."""
    if content[:2] == b"PK":
        parts = ZipFile(io.BytesIO(content))
        return {one for name in parts.namelist() for one in planted(parts.read(name))}
    return {one for one in PLANTED if one.encode() in content}


def in_parquet(content: bytes, folder) -> set[str]:
    file = folder / "sheet.parquet"
    file.write_bytes(content)
    rows = duckdb.read_parquet(str(file)).fetchall()
    return planted(str(rows).encode())


def sent(answer) -> bytes:
    body: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body


def taken(client: Client, ledger: str, form: str, masked: str = "1") -> bytes:
    path = reverse("ledger-take") if ledger == "households" else None
    answer = client.post(
        path or reverse("ledger-of-take", args=[ledger]), {"form": form, "masked": masked}
    )
    assert answer.status_code == 200
    return sent(answer)


@pytest.fixture
def office(cast, client) -> Client:
    client.force_login(cast.office)
    return client


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_masked_ledger_tells_nothing_of_a_body_in_any_form(cast, home, office, tmp_path, ledger):
    assert planted(taken(office, ledger, "xlsx")) == set()
    assert planted(taken(office, ledger, "csv")) == set()
    assert in_parquet(taken(office, ledger, "parquet"), tmp_path) == set()
    out = tmp_path / "out.xlsx"
    call_command("export", ledger, out=out, masked=True, form="xlsx")
    assert planted(out.read_bytes()) == set()


def test_what_the_masked_ledgers_leave_out_stands_in_the_others(cast, home, office):
    """The control: what was planted comes out where nothing is masked."""
    found = {one for ledger in LEDGERS for one in planted(taken(office, ledger, "csv", ""))}
    assert found == {PHONE, HOME_PHONE, BODY}


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_sheet_that_a_program_reads_is_as_masked_as_one_that_is_taken(cast, home, office, ledger):
    made = office.post(reverse("ledger-links", args=[ledger]), {"name": "表", "days": "30"})
    [path] = set(re.findall(r"(/data/[\w-]+/\w+\.csv)", made.content.decode()))
    assert planted(sent(Client().get(path))) == set()
    _row, token = token_make(actor=cast.actor(cast.office), account=cast.office, name="表")
    asked = Client(headers={"Authorization": f"Bearer {token}"})
    answer = asked.get(f"/api/v1/ledgers/{ledger}", {"format": "csv"})
    assert answer.status_code == 200
    assert planted(sent(answer)) == set()


def test_a_page_that_is_not_there_does_not_say_again_what_was_typed(cast, home, office):
    for path in (f"/households/{NUMBER}/", f"/c/{NUMBER}", f"/nothing/?q={PHONE}"):
        for client in (office, Client()):
            answer = client.get(path)
            assert answer.status_code in {302, 404}
            assert planted(sent(answer)) == set()


@pytest.mark.parametrize(
    ("path", "ledger"), [("ledger-take", "households"), ("ledger-of-take", "visits")]
)
def test_a_masked_sheet_does_not_tell_which_name_was_looked_for(cast, home, office, path, ledger):
    asked = {"form": "xlsx", "masked": "1", "query": "q=何家主", "ledger": ledger}
    answer = office.post(reverse(path, args=[ledger] if path == "ledger-of-take" else []), asked)
    book = ZipFile(io.BytesIO(sent(answer)))
    told = "".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
    assert "何家主" not in told
    assert "何＊＊" in told


@pytest.mark.once
def test_the_folder_of_a_new_instance_is_its_owners_only(tmp_path):
    folder = tmp_path / "new" / "instance"
    environment.make_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
