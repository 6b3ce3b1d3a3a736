"""What is due, in the officer's own calendar: whole days, no names, and an end when they say so."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.text import surname
from lianxin.people.models import Token
from lianxin.people.tokens import token_end, token_named
from lianxin.plans.actions import measure_add
from lianxin.records.needs.actions import need_open
from lianxin.results.agenda import Task, agenda
from tests.cast import Cast, code
from tests.readers import as_, body

ADDRESS = re.compile(r'id="address">http://testserver(/calendar/[^<]+\.ics)<')


@pytest.fixture
def asked(cast: Cast):
    """康润生 of the officer, and 李存义 of a colleague, have each asked for water."""
    for name, number, officer in (("康润生", "1-001", cast.tian), ("李存义", "1-002", cast.liu)):
        home = cast.household(name, number=number, officer=officer)
        need_open(
            actor=SYSTEM,
            village=cast.village,
            household=home,
            kind=code("need", "饮水"),
            text="水管冻裂了，张大夫家也没水",
            day=today(),
        )
        measure_add(
            actor=SYSTEM,
            household=home,
            direction=code("direction", "解决实际困难"),
            text="种三亩花椒",
            officer=officer,
            from_day=today(),
            due=today() + timedelta(days=30),
        )


def subscribed(account) -> str:
    made = as_(account).post("/me/calendar/").content.decode()
    found = ADDRESS.search(made)
    assert found
    return found[1]


def events(address: str) -> list:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_an_officer_sees_their_own_tasks_on_their_days_and_no_names(cast, asked):
    address = subscribed(cast.officer)
    found = events(address)
    titles = [str(one["summary"]) for one in found]
    assert "饮水的需求到期（康家）" in titles or "饮水的需求到期（一社康家）" in titles
    assert any(title.startswith("解决实际困难的措施到期") for title in titles)
    text = Client().get(address).content.decode()
    for secret in ("康润生", "李", "水管", "张大夫", "花椒"):
        assert secret not in "".join(text.split("\r\n "))
    assert all(isinstance(one["dtstart"].dt, date) for one in found)
    assert len({str(one["uid"]) for one in found}) == len(found)


def test_what_is_still_to_be_done_stands_on_the_last_day_of_its_time(cast, asked):
    tasks = agenda(cast.actor(cast.officer), cast.tian)
    assert any(one.page == "visits" and "还差" in one.title for one in tasks)
    assert tasks == sorted(tasks, key=lambda one: (one.day, one.key))


def test_a_calendar_keeps_its_marks_when_it_is_read_again(cast, asked):
    address = subscribed(cast.officer)
    first, second = ({str(one["uid"]) for one in events(address)} for _ in range(2))
    assert first == second


def test_an_address_that_was_ended_or_guessed_opens_nothing(cast, asked):
    address = subscribed(cast.officer)
    assert Client().get(address[:-5] + "x.ics").status_code == 404
    token = Token.objects.visible_to(SYSTEM).get(opens="calendar")
    token_end(actor=cast.actor(cast.officer), token=token)
    assert Client().get(address).status_code == 404


def test_a_calendars_address_opens_no_program_and_a_programs_token_no_calendar(cast):
    text = subscribed(cast.officer).removeprefix("/calendar/").removesuffix(".ics")
    assert token_named(text) is None
    assert token_named(text, Token.Opens.CALENDAR) is not None
    headers = {"Authorization": f"Bearer {text}"}
    assert Client().get("/api/v1/households", headers=headers).status_code == 401


def test_the_address_is_shown_once_and_listed_without_its_key(cast):
    address = subscribed(cast.officer)
    page = body(as_(cast.officer), "/me/")
    assert address not in page
    assert "日历订阅" in page
    assert "还没用过" in page


def test_who_has_no_households_is_offered_no_calendar(cast):
    assert "日历订阅" not in body(as_(cast.sysadmin), "/me/")


@given(st.lists(st.text(min_size=1, max_size=80), max_size=5))
def test_any_words_come_out_of_the_calendar_as_they_went_in(titles):
    from django.test import RequestFactory

    from lianxin.doors.web.feeds import written

    titles = [title.replace("\r\n", "\n").replace("\r", "\n") for title in titles]
    tasks = [Task(f"k{n}", date(2026, 7, 1), title, "visits") for n, title in enumerate(titles)]
    made = written(RequestFactory().get("/"), tasks, "田立新")
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    back = [str(one["summary"]) for one in Calendar.from_ical(made).walk("VEVENT")]
    assert [plain(one) for one in back] == [plain(one) for one in titles]


def plain(text: str) -> str:
    """What a calendar may hold: no control characters but the end of a line."""
    return "".join(one for one in text if one == "\n" or one.isprintable()).strip()


@pytest.mark.parametrize(
    ("name", "said"), [("康润生", "康"), ("欧阳明", "欧阳"), ("单于", "单"), ("马", "马")]
)
def test_a_surname_is_told_from_the_name(name, said):
    assert surname(name) == said
