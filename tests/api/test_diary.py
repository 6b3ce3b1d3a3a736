"""The diary over the API: found, written with everything at once, refused without a trace."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.ids import new_id
from lianxin.kernel.period import today
from lianxin.people.policy import AccountActor
from lianxin.plans.actions import measure_add
from lianxin.plans.models import MeasureStep
from lianxin.records.diary.models import Entry
from lianxin.records.needs.models import Need
from tests.cast import code, id_number
from tests.diary.test_photos import add, picture

from .caller import Caller, codes


@pytest.fixture
def home(cast):
    return cast.household("康润生", officer=cast.tian)


def post(caller: Caller, **more: Any) -> Any:
    sent = {"kinds": ["visit"], "day": "2026-03-10", "text": "牛棚砖墙砌好了", **more}
    body = json.dumps(sent, default=str)
    return caller.client.post(
        "/api/v1/diary", body, content_type="application/json", headers=caller.headers
    )


def test_an_officer_writes_and_everybody_who_may_finds_it(cast, home):
    told = post(Caller(cast.officer), households=[home.pk], minutes=35)
    assert told.status_code == 201
    entry = told.json()
    assert entry["households"] == [{"id": str(home.pk), "number": "1-001", "head": "康润生"}]
    assert (entry["officer"]["name"], entry["minutes"]) == ("田立新", 35)
    for query in ({"q": "牛棚"}, {"q": "krs"}, {"household": home.pk}, {"kind": "visit"}, {}):
        assert Caller(cast.office).items("diary", **query) == [entry], query
        assert Caller(cast.outsider).items("diary") == []
    assert Caller(cast.office).items("diary", **{"from": "2026-03-11"}) == []
    assert Caller(cast.office).items("diary", to="9999-12-31", **{"from": "0001-01-01"}) == [entry]


def test_one_visit_tells_its_needs_its_progress_and_its_photos(cast, home, settings, tmp_path):
    settings.LIANXIN_DATA = tmp_path
    photo = add(cast.officer, picture())
    measure = measure_add(
        actor=AccountActor.of(cast.officer),
        household=home,
        direction=code("direction", "解决实际困难"),
        text="改建牛棚",
        officer=cast.tian,
        due=today() + timedelta(days=90),
    )
    told = post(
        Caller(cast.officer),
        households=[home.pk],
        day=today(),
        photos=[photo.sha256],
        tags=["为民办事服务"],
        needs=[{"household": home.pk, "kind": "产业发展", "text": "差彩钢顶 1,800 元"}],
        progress=[{"measure": measure.pk, "percent": 60, "note": "墙好了"}],
        place={"lat": 34.6, "lon": 104.9, "datum": "WGS-84", "accuracy": 12},
    )
    assert told.status_code == 201, told.content
    assert told.json()["photos"] == [photo.sha256]
    assert told.json()["tags"] == ["为民办事服务"]
    assert Need.objects.visible_to(SYSTEM).get().entry_id is not None
    assert MeasureStep.objects.visible_to(SYSTEM).filter(percent=60).exists()


@pytest.mark.parametrize(
    ("more", "status", "problem"),
    [
        ({"text": ""}, 422, "diary.text_wanted"),
        ({"kinds": []}, 422, "diary.kind_wanted"),
        ({"kinds": ["party"]}, 422, "input.unknown_choice"),
        ({"households": [str(new_id())]}, 404, "action.absent"),
        ({"households": ["x"]}, 422, "api.wrong_kind"),
        ({"day": "gestern"}, 422, "api.wrong_kind"),
        ({"day": "9999-12-31"}, 422, "diary.future"),
        ({"text": "a\0b"}, 422, "api.wrong_kind"),
        ({"text": "长" * 20_001}, 422, "api.too_long"),
        ({"minutes": 0}, 422, "api.out_of_range"),
        ({"photos": ["0" * 64]}, 404, "action.absent"),
        ({"photos": ["../x"]}, 422, "api.wrong_kind"),
        ({"place": {"lat": 91, "lon": 0}}, 422, "api.out_of_range"),
        ({"needs": [{"kind": "天上的事", "text": "x"}]}, 422, "api.wrong_choice"),
        ({"needs": [{"kind": "其他", "text": ""}]}, 422, "need.text_wanted"),
        ({"progress": [{"measure": str(new_id()), "percent": 5}]}, 404, "action.absent"),
    ],
)
def test_what_is_wrong_is_told_by_its_code_and_nothing_is_written(
    cast, home, more, status, problem
):
    told = post(Caller(cast.officer), **{"households": [home.pk], **more})
    assert (told.status_code, codes(told)[:1]) == (status, [problem]), told.content
    assert not Entry.objects.visible_to(SYSTEM).exists()
    assert not Need.objects.visible_to(SYSTEM).exists()


def test_the_office_names_the_officer_for_whom_it_writes(cast, home):
    assert codes(post(Caller(cast.office), households=[home.pk])) == ["api.missing"]
    told = post(Caller(cast.office), households=[home.pk], officer=cast.tian.pk)
    assert told.json()["officer"]["name"] == "田立新"
    assert post(Caller(cast.officer), households=[home.pk], officer=cast.liu.pk).status_code == 404


def test_the_same_entry_sent_twice_is_written_once(cast, home):
    key, caller = new_id(), Caller(cast.officer)
    assert post(caller, id=key, households=[home.pk]).status_code == 201
    again = post(caller, id=key, households=[home.pk])
    assert (again.status_code, codes(again)) == (409, ["diary.same_id"])


def test_an_id_number_in_the_text_is_cut(cast, home):
    number = id_number(order=55)
    told = post(Caller(cast.officer), households=[home.pk], text=f"核了证件 {number} 一次")
    assert number not in told.content.decode()
    assert number[-4:] in told.json()["text"]
    assert Caller(cast.office).items("diary", q=number) == []


def test_pages_follow_by_cursor_and_a_made_up_one_is_refused(cast, home):
    caller = Caller(cast.officer)
    for day in range(1, 6):
        post(caller, households=[home.pk], day=date(2026, 3, day), text=f"浇水{day}")
    seen, after = [], None
    while True:
        query = {"limit": 2, "q": "浇水"} | ({"after": after} if after else {})
        page = caller.get("diary", **query).json()
        seen += [one["text"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == [f"浇水{day}" for day in (5, 4, 3, 2, 1)]
    for wrong in ("x", "WyJhIl0", "WyIxIiwiMiJd"):
        assert codes(caller.get("diary", after=wrong)) == ["api.wrong_cursor"]


def test_nobody_without_a_token_writes_and_no_form_is_taken_for_json(cast, home):
    assert post(Caller()).status_code == 401
    caller = Caller(cast.officer)
    told = caller.client.post("/api/v1/diary", {"text": "x"}, headers=caller.headers)
    assert told.status_code == 415
    assert reverse("api:diary") == "/api/v1/diary"
