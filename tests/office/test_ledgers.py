"""The ledgers of the institutions are views of what the pages keep, as of a day, for who may see it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from lianxin.kernel.period import today
from lianxin.office.bodies.actions import Somebody, post_appoint
from lianxin.office.tasks.actions import task_progress
from lianxin.results.asked import Asked
from lianxin.results.ledgers import LEDGERS, visible_ledgers
from tests.web.test_events import signed_in

from .books import group, issued, job, met, post

pytestmark = pytest.mark.django_db
NAMES = ("leading_group", "documents", "work_plan", "meetings")
DAY = timedelta(days=1)


def cells(cast, name, day=None, account=None, year=None):
    it, actor = LEDGERS[name], cast.actor(account or cast.office)
    rows = it.read(actor, Asked(year=year), village=cast.village, day=day or today())
    return [{one.name: one.value(line) for one in it.columns} for line in rows]


def test_the_group_is_listed_with_whoever_held_each_post_on_the_day(cast):
    row = post(cast, group(cast), cast.tian)
    post_appoint(
        actor=cast.actor(cast.office), post=row, who=Somebody(cast.liu), from_day=date(2026, 7, 1)
    )
    (june,), (july,) = (cells(cast, "leading_group", date(2026, m, 15)) for m in (6, 7))
    assert (june["holder"], july["holder"]) == ("田立新", "刘志强")
    assert (june["body"], june["rank"]) == ("联村联户领导小组", "组长")


def test_tasks_documents_and_meetings_are_listed_as_they_stood(cast):
    row = job(cast, today() - DAY)
    issued(cast, 3)
    met(cast, today() - 5 * DAY)
    assert cells(cast, "work_plan")[0]["state"] == "过期"
    task_progress(actor=cast.actor(cast.office), task=row, state="done", day=today())
    assert cells(cast, "work_plan")[0]["state"] == "完成"
    assert cells(cast, "work_plan", row.begun)[0]["state"] == "没开始"
    (told,) = cells(cast, "documents", year=2026)
    assert told["number"] == "市自然资执法〔2026〕3号"
    assert cells(cast, "documents", year=2025) == []
    assert cells(cast, "meetings")[0]["asked"] == 2
    for name in NAMES:
        assert cells(cast, name, account=cast.outsider) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_is_taken_out_as_a_sheet_by_who_may(cast, name):
    post(cast, group(cast), cast.tian)
    job(cast)
    issued(cast, issued=today())
    met(cast)
    office = signed_in(cast.office)
    answer = office.get(f"/ledgers/{name}/")
    assert answer.status_code == 200
    taken = office.post(f"/ledgers/{name}/take/", {"form": "csv", "query": f"year={today().year}"})
    body = b"".join(taken.streaming_content) if taken.streaming else taken.content
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    titles = [str(one.title) for one in LEDGERS[name].columns if one.usual]
    assert any(titles[0] in row for row in rows)
    assert len(rows) >= 2
    assert LEDGERS[name] not in visible_ledgers(cast.actor(cast.committee))
