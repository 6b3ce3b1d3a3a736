"""Programs read needs by state and close them with what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.records.needs.actions import need_open
from lianxin.records.needs.models import Need
from tests.cast import code

from .caller import Caller, codes


@pytest.fixture
def need(cast):
    home = cast.household("康润生", officer=cast.tian)
    return need_open(
        actor=SYSTEM,
        village=home.village,
        household=home,
        kind=code("need", "政策咨询"),
        text="问种苗补贴",
        day=today() - timedelta(days=10),
    )


def close(caller: Caller, need: Need, **body):
    return caller.client.post(
        f"/api/v1/needs/{need.pk}/close",
        body,
        content_type="application/json",
        headers=caller.headers,
    )


def test_needs_are_read_with_their_age_and_how_late_they_are(cast, need):
    (row,) = Caller(cast.office).items("needs", open="true")
    assert (row["text"], row["number"], row["kind"]) == ("问种苗补贴", "1-001", "政策咨询")
    assert (row["age"], row["overdue"], row["officer"]["name"]) == (10, True, "田立新")
    assert Caller(cast.office).items("needs", open="false") == []
    assert Caller(cast.officer2).items("needs") == []


def test_needs_narrow_by_household_officer_and_village_page_by_page(cast, need):
    caller = Caller(cast.office)
    for _ in range(2):
        need_open(actor=SYSTEM, village=cast.village, kind=code("need", "饮水"), text="水管")
    assert len(caller.items("needs", household=need.household_id)) == 1
    assert len(caller.items("needs", officer=cast.tian.pk)) == 1
    assert len(caller.items("needs", village=cast.village.pk)) == 3
    assert caller.items("needs", village=cast.other_village.pk) == []
    first = caller.get("needs", limit=2).json()
    rest = caller.get("needs", limit=2, after=first["next"]).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)


def test_a_need_is_closed_with_its_outcome(cast, need):
    answer = close(Caller(cast.committee), need, outcome="补贴领到了", result="部分解决")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["result"], told["outcome"]) == ("部分解决", "补贴领到了")
    assert [step["kind"] for step in told["steps"]] == ["open", "close"]
    again = close(Caller(cast.office), need, outcome="再办")
    assert (again.status_code, codes(again)) == (409, ["need.closed"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "api.missing"),
        ({"outcome": " "}, "need.outcome_wanted"),
        ({"outcome": "办" * 301}, "api.too_long"),
        ({"outcome": "办好了", "result": "没有这种"}, "input.unknown_choice"),
    ],
)
def test_what_is_missing_or_unknown_is_named(cast, need, body, code):
    answer = close(Caller(cast.office), need, **body)
    assert (answer.status_code, codes(answer)) == (422, [code])


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("assessor", 404), ("leader", 403)])
def test_who_may_not_close_it_changes_nothing(cast, need, who, status):
    assert close(Caller(getattr(cast, who)), need, outcome="办好了").status_code == status
    assert Need.objects.visible_to(SYSTEM).get().closed is None


def test_another_units_officer_cannot_read_it(cast, need):
    answer = Caller(cast.outsider).get(f"needs/{need.pk}")
    assert (answer.status_code, codes(answer)) == (404, ["action.absent"])
    assert Caller(cast.office).get(f"needs/{need.pk}").json()["steps"][0]["text"] == "问种苗补贴"


def test_what_is_no_json_is_refused_with_the_reason(cast, need):
    caller = Caller(cast.office)
    place = f"/api/v1/needs/{need.pk}/close"
    answer = caller.client.post(place, {"outcome": "办好了"}, headers=caller.headers)
    assert (answer.status_code, codes(answer)) == (415, ["api.not_json"])
