"""Sheets and calendars read by a link of their own: one thing, masked, until it ends."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lianxin.doors.sheets.ics import as_ics
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.models import Account
from lianxin.register.models import Household, Person
from lianxin.results.calendar import Event, events
from lianxin.results.links.actions import EACH_HOUR, calendar_make, link_end, link_make
from lianxin.results.links.models import DataLink
from lianxin.site.logs import mask
from tests.cast import code
from tests.readers import as_, body
from tests.results.scene import Village
from tests.seen import without_ids

PHONE = "19900001234"


@pytest.fixture
def village(cast) -> Village:
    return Village(cast).whole()


def made(cast, ledger: str = "households", **more):
    told = {"name": "镇里的表", "village": cast.village} | more
    return link_make(actor=cast.actor(cast.office), account=cast.office, ledger=ledger, **told)


def read(text: str, ledger: str = "households", **more):
    return Client(**more).get(reverse("data", args=[text, ledger]))


def rows_of(answer) -> list[dict[str, str]]:
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_a_sheet_reads_its_ledger_masked_and_every_reading_leaves_a_trace(cast, village):
    row, text = made(cast)
    answer = read(text)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    listed = rows_of(answer)
    assert {one["户主"] for one in listed} == {"康＊＊", "李＊＊", "白＊＊"}
    assert PHONE not in str(listed)
    audit = AuditRow.objects.visible_to(SYSTEM).order_by("-number").first()
    assert (audit.action, audit.door, audit.done) == ("register.export", "link", True)
    assert text not in str(list(AuditRow.objects.visible_to(SYSTEM).values()))
    row.refresh_from_db(from_queryset=DataLink.objects.visible_to(SYSTEM))
    assert row.last_used is not None
    assert text not in row.hash


def test_a_link_gives_json_as_masked_as_its_sheet_and_under_the_same_names(cast, village):
    _row, text = made(cast, query=f"only={village.kang.pk}")
    answer = Client().get(reverse("data-json", args=[text, "households"]))
    assert answer.headers["Cache-Control"] == "no-store"
    found = json.loads(b"".join(answer.streaming_content))
    [row] = found["items"]
    assert (row["number"], row["head"]) == ("1-001", "康＊＊")
    assert {found["columns"][key] for key in row} == set(rows_of(read(text))[0])
    assert PHONE not in str(found)
    audit = AuditRow.objects.visible_to(SYSTEM).filter(action="register.export").order_by("number")
    assert [one.details["form"] for one in audit] == ["json", "csv"]
    assert Client().get(reverse("data-json", args=[text, "members"])).status_code == 404


def test_who_reads_with_a_token_chooses_whether_it_is_masked(cast, village):
    path = "/api/v1/ledgers/households"
    client = as_(cast.office)

    def heads(**asked):
        items = client.get(path, asked).json()["items"]
        return {one["head"] for one in items}

    assert "康润生" in heads()
    assert heads(masked="1") == {"康＊＊", "李＊＊", "白＊＊"}
    assert "cause" not in client.get(path, {"masked": "1"}).json()["columns"]
    for asked, shown in (({}, "康＊＊"), ({"masked": "0"}, "康润生"), ({"masked": "1"}, "康＊＊")):
        answer = client.get(path, {"format": "csv", **asked})
        assert shown in b"".join(answer.streaming_content).decode()


def test_the_conditions_of_a_link_cannot_be_changed_by_who_holds_it(cast, village):
    _row, text = made(cast, query=f"only={village.kang.pk}")
    answer = Client().get(reverse("data", args=[text, "households"]), {"only": str(village.li.pk)})
    assert [one["户号"] for one in rows_of(answer)] == ["1-001"]


def test_a_link_opens_no_other_ledger_and_nothing_after_it_ended(cast, village):
    row, text = made(cast)
    assert read(text, "members").status_code == 404
    link_end(actor=cast.actor(cast.office), row=row)
    assert read(text).status_code == 404
    late, text = made(cast)
    DataLink.objects.visible_to(SYSTEM).filter(pk=late.pk).update(until=today())
    assert read(text).status_code == 404
    assert read("nobody-made-this").status_code == 404


def test_a_link_dies_with_its_account(cast, village):
    _row, text = made(cast)
    Account.objects.filter(pk=cast.office.pk).update(is_active=False)
    assert read(text).status_code == 404


def test_a_link_lasts_a_year_at_most_and_only_the_office_makes_one(cast, village):
    with pytest.raises(Refused) as refused:
        made(cast, days=400)
    assert refused.value.problems[0].code == "link.too_long"
    with pytest.raises(Refused):
        link_make(
            actor=cast.actor(cast.officer), account=cast.officer, ledger="households", name="我的"
        )


def test_a_sheet_that_asks_all_the_time_is_told_to_wait(cast, village):
    _row, text = made(cast)
    for _ in range(EACH_HOUR):
        assert read(text).status_code == 200
    assert read(text).status_code == 429


def test_who_guesses_links_is_told_to_wait(db):
    asked = [read(f"guess{n}", REMOTE_ADDR="10.0.0.7").status_code for n in range(31)]
    assert asked == [404] * 30 + [429]


def test_no_cell_of_a_sheet_is_a_formula(cast, village):
    Household.objects.visible_to(SYSTEM).filter(pk=village.kang.pk).update(number="=1+1")
    Person.objects.visible_to(SYSTEM).filter(name="李存义").update(name="=HYPERLINK(1)")
    _row, text = made(cast)
    for one in rows_of(read(text)):
        assert not any(str(cell).startswith(("=", "+", "@")) for cell in one.values())


def test_the_office_makes_and_ends_a_link_on_the_ledgers_page(cast, village):
    office = as_(cast.office)
    page = reverse("ledger-links", args=["needs"])
    answer = office.post(page, {"name": "县里", "days": "30", "query": "year=2012"})
    shown = answer.content.decode()
    address = shown.partition('readonly value="')[2].partition('"')[0]
    assert "/data/" in address
    path = address.partition("testserver")[2]
    assert Client().get(path).status_code == 200
    again = body(office, page)
    assert "县里" in again
    assert address not in again
    row = DataLink.objects.visible_to(SYSTEM).get()
    office.post(reverse("link-end", args=[row.pk]))
    assert Client().get(path).status_code == 404
    assert office.post(page, {"name": "", "days": "30"}).status_code == 422


def test_no_link_reaches_a_log():
    said = mask("Not Found: /data/AbC-d_123456/households.csv and /cal/AbC-d_123456.ics")
    assert said == "Not Found: /data/…/households.csv and /cal/….ics"


def test_an_officer_has_what_is_due_in_a_calendar_without_names(cast):
    home = cast.household("张秀兰", number="1-001", officer=cast.tian)
    from lianxin.records.needs.actions import need_open

    need_open(
        actor=SYSTEM,
        village=cast.village,
        household=home,
        kind=code("need", "看病就医"),
        text="张秀兰要去县医院复查",
        officer=cast.tian,
        day=today(),
    )
    _row, text = calendar_make(actor=cast.actor(cast.officer), account=cast.officer)
    answer = Client().get(reverse("calendar", args=[text]))
    told = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/calendar")
    summaries = [value for name, value in lines_of(told) if name == "SUMMARY"]
    assert "一社 张家：需求到期" in summaries
    for secret in ("张秀兰", "看病", "医院", "1-001", PHONE):
        assert secret not in without_ids(told)
    first = events(cast.actor(cast.officer), cast.tian)
    assert [one.key for one in first] == [
        one.key for one in events(cast.actor(cast.officer), cast.tian)
    ]
    row = DataLink.objects.visible_to(SYSTEM).get()
    as_(cast.officer).post(reverse("link-end", args=[row.pk]))
    assert Client().get(reverse("calendar", args=[text])).status_code == 404


def test_nobody_ends_the_link_of_somebody_else_and_an_office_without_officer_has_no_calendar(cast):
    row, _text = calendar_make(actor=cast.actor(cast.officer), account=cast.officer)
    assert as_(cast.officer2).post(reverse("link-end", args=[row.pk])).status_code == 404
    with pytest.raises(Refused) as refused:
        calendar_make(actor=cast.actor(cast.office), account=cast.office)
    assert refused.value.problems[0].code == "link.no_officer"


def test_an_officer_makes_a_calendar_on_the_own_page(cast):
    client = as_(cast.officer)
    shown = client.post(reverse("calendar-new")).content.decode()
    assert 'href="webcal://testserver/cal/' in shown
    assert "还没用过" in body(client, reverse("me"))


def lines_of(text: str) -> list[tuple[str, str]]:
    """A reader of RFC 5545 of its own: unfolds, parts names and values, takes escapes back."""
    assert text.endswith("\r\n")
    physical = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 and "\n" not in line for line in physical)
    logical: list[str] = []
    for line in physical:
        if line.startswith(" "):
            logical[-1] += line[1:]
        else:
            logical.append(line)
    parted = [line.partition(":") for line in logical]
    return [(name.partition(";")[0], unescaped(value)) for name, _colon, value in parted]


def unescaped(text: str) -> str:
    told = {"n": "\n"}
    return re.sub(r"\\(.)", lambda found: told.get(found[1], found[1]), text)


WORDS = st.text(alphabet="；;,，\\\n张三社家:\"'👨👩aZ 9é", max_size=60)


@pytest.mark.once
@given(
    st.lists(st.tuples(st.uuids(), st.dates(date(1990, 1, 1), date(2090, 1, 1)), WORDS), max_size=4)
)
def test_what_goes_into_a_calendar_comes_out_of_it(given_):
    out = [Event(UUID(int=key.int), day, words) for key, day, words in given_]
    text = as_ics("连心", out, datetime(2026, 5, 1, 8, tzinfo=UTC)).decode()
    found = lines_of(text)
    told = [value for name, value in found if name == "SUMMARY"]
    kept = ["".join(c for c in one.words if c == "\n" or c.isprintable()) for one in out]
    assert told == kept
    assert [v for n, v in found if n == "UID"] == [f"{one.key}@lianxin" for one in out]
    assert [v for n, v in found if n == "DTSTART"] == [f"{one.day:%Y%m%d}" for one in out]
    ends = [f"{one.day + timedelta(days=1):%Y%m%d}" for one in out]
    assert [v for n, v in found if n == "DTEND"] == ends
