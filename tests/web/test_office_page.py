"""制度化 on the pages: the office plans, meets and issues; officers read it and write their own progress."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.office.bodies.models import Body, Holder, Post
from lianxin.office.documents.models import Document
from lianxin.office.meetings.models import Attendee, Meeting
from lianxin.office.tasks.models import Task, YearGoal
from lianxin.people.models import Officer, Unit
from lianxin.results.calendar import events
from tests.cast import code
from tests.office.books import WORD, group, issued, job, met, post
from tests.visits.acts import did
from tests.web.test_events import signed_in

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def page(client, address, **query) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def sent(client, address, status=302, **told):
    answer = client.post(address, told)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def latest(model):
    return model.objects.visible_to(SYSTEM).latest("id")


def test_the_office_plans_a_year_from_goal_to_done_without_another_sheet(cast):
    office, year = signed_in(cast.office), str(today().year)
    assert "这一年还没有计划" in page(office, "/office/")
    sent(office, "/office/goals/new/", title="户户走到", year=year)
    goal = latest(YearGoal)
    told = {
        "title": "入户一遍",
        "due": (today() + 20 * DAY).isoformat(),
        "goal": goal.pk if (today() + 20 * DAY).year == today().year else "",
        "officers": [cast.tian.pk],
        "figure": "households_visited",
        "target": "1",
        "year": year,
    }
    sent(office, "/office/tasks/new/", **told)
    row = latest(Task)
    assert (row.figure, row.target) == ("households_visited", 1)
    officer = signed_in(cast.officer)
    assert "我的" in page(officer, "/office/")
    sent(officer, f"/office/tasks/{row.pk}/progress/", state="done", day=today().isoformat())
    shown = page(office, "/office/")
    assert "完成 1 / 1 项" in shown
    assert "记录里还没到" in shown
    home = cast.household(officer=cast.tian)
    did(cast.tian, "visit", today(), home=home)
    shown = page(office, "/office/")
    assert "入户走到的户 <b>1</b>/1 户" in shown
    assert "记录里还没到" not in shown
    assert "入户走到的户" not in page(officer, "/office/")


def test_what_is_wrong_with_a_task_stands_at_its_field(cast):
    office = signed_in(cast.office)
    told = {"title": "入户一遍", "due": today().isoformat(), "figure": "visits", "target": "许多"}
    answer = sent(office, "/office/tasks/new/", 422, officers=[cast.tian.pk], **told)
    assert "要写做到多少才算完成" in answer.content.decode()
    answer = sent(office, "/office/tasks/new/", 422, title="入户一遍", due=today().isoformat())
    assert "没有人负责" in answer.content.decode()


def test_last_years_plan_is_offered_where_this_year_has_none(cast):
    last = today().year - 1
    job(cast, today().replace(year=last, month=2, day=1), title="开动员会")
    office = signed_in(cast.office)
    shown = page(office, "/office/")
    assert f"照 {last} 年排" in shown
    assert "往年没办完的" in shown
    sent(office, "/office/copy/", from_year=str(last), year=str(today().year))
    assert "开动员会" in page(office, "/office/")


def test_late_tasks_are_told_on_the_first_page_to_office_leader_and_who_answers(cast):
    cast.household(officer=cast.tian)
    row = job(cast, today() - 3 * DAY, title="报半年总结")
    for account in (cast.office, cast.leader, cast.officer):
        shown = page(signed_in(account), "/")
        assert "报半年总结" in shown
        assert f"/office/tasks/{row.pk}/" in shown
    assert "报半年总结" not in page(signed_in(cast.officer2), "/")


def test_a_meeting_ahead_is_told_to_whoever_is_asked_and_stands_in_their_calendar(cast):
    cast.household(officer=cast.tian)
    row = met(cast, today() + 3 * DAY, officers=[cast.tian], time="上午九点")
    job(cast, today() + 5 * DAY, title="给康润生家送煤")
    for account in (cast.office, cast.officer):
        assert row.title in page(signed_in(account), "/")
    assert row.title not in page(signed_in(cast.officer2), "/")
    told = [one.words for one in events(cast.actor(cast.officer), cast.tian)]
    assert "领导小组会议 上午九点" in told
    assert "年度计划：任务到期" in told
    assert not any("康润生" in words for words in told)


def test_the_plan_asks_as_much_of_the_database_for_many_tasks_as_for_few(cast):
    office = signed_in(cast.office)
    seat = post(cast, group(cast), cast.liu)
    counts = []
    for many in (2, 9):
        for n in range(many):
            job(cast, title=f"任务{many}-{n}", post=seat)
        page(office, "/office/")
        with CaptureQueriesContext(connection) as asked:
            page(office, "/office/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_group_is_set_up_and_told_as_of_a_day(cast):
    office = signed_in(cast.office)
    assert "还没有领导小组" in page(office, "/office/group/")
    sent(office, "/office/group/new/", kind="group", name="领导小组", from_day="2026-02-01")
    body = latest(Body)
    rank = code("office_post", "组长").pk
    told = {"rank": rank, "from_day": "2026-02-01"}
    sent(office, f"/office/group/{body.pk}/posts/new/", officer=cast.tian.pk, **told)
    seat = latest(Post)
    assert "田立新" in page(signed_in(cast.officer), "/office/group/", day="2026-03-01")
    person = {"name": "周文远", "workplace": "洛门镇政府", "from_day": "2026-06-01"}
    sent(office, f"/office/posts/{seat.pk}/appoint/", **person)
    assert latest(Holder).called == "周文远"
    assert "田立新" in page(office, "/office/group/", day="2026-05-31")
    assert "周文远" in page(office, "/office/group/", day="2026-06-01")
    sent(office, f"/office/posts/{seat.pk}/free/", until="2026-06-30", reason="调走了")
    assert "岗位空着，要补人" in page(office, "/office/")
    told = page(office, f"/office/group/{body.pk}/")
    assert "调走了" in told
    assert "那一天还没有领导小组" in page(office, "/office/group/", day="2026-01-01")
    sent(office, f"/office/posts/{seat.pk}/end/", until="2026-07-30", reason="不设了")
    sent(office, f"/office/group/{body.pk}/end/", until="2026-08-01", reason="改了")


def test_a_document_is_drafted_issued_under_the_next_number_and_found(cast):
    issued(cast, 4, issued=today())
    office = signed_in(cast.office)
    text = "一、总则\n说真话，办实事。"
    sent(office, "/office/documents/new/", kind="rule", title="会议制度", text=text)
    row = latest(Document)
    number = f"{WORD}〔{today().year}〕5号"
    assert number in page(office, f"/office/documents/{row.pk}/issue/")
    told = {"number": number, "issued": today().isoformat(), "rev": row.rev}
    sent(office, f"/office/documents/{row.pk}/issue/", **told)
    officer = signed_in(cast.officer)
    found = page(officer, "/office/documents/", q="办实事")
    assert "<mark>办实事</mark>" in found
    assert "帮扶工作制度" not in found
    shown = page(officer, f"/office/documents/{row.pk}/")
    assert number in shown
    assert "<h3>一、总则</h3>" in shown
    told = {"text": f"{text}\n常回头看。", "changed": "加一条", "from_day": today().isoformat()}
    row.refresh_from_db(from_queryset=Document.objects.visible_to(SYSTEM))
    sent(office, f"/office/documents/{row.pk}/revise/", rev=row.rev, **told)
    assert "常回头看" in page(officer, f"/office/documents/{row.pk}/")
    assert "常回头看" not in page(officer, f"/office/documents/{row.pk}/", version="1")
    answer = officer.get(f"/office/documents/{row.pk}/file/", {"form": "docx"})
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content])[:2] == b"PK"


def test_a_meeting_is_called_written_down_issued_and_followed(cast):
    office = signed_in(cast.office)
    day = today() - DAY
    told = {"kind": "group", "title": "领导小组第一次会议", "day": day.isoformat()}
    people = {"officers": [cast.tian.pk, cast.liu.pk], "guests": "周文远 洛门镇政府\n\n张三旺"}
    sent(office, "/office/meetings/new/", agenda="安排入户\n议经费", **told, **people)
    row = latest(Meeting)
    rows = Attendee.objects.visible_to(SYSTEM).filter(meeting=row)
    assert {(one.called, one.workplace) for one in rows} == {
        ("田立新", ""),
        ("刘志强", ""),
        ("周文远", "洛门镇政府"),
        ("张三旺", ""),
    }
    assert "一、安排入户" in page(office, f"/office/meetings/{row.pk}/note/")
    liu = rows.get(officer=cast.liu)
    note = {f"came-{one.pk}": "came" for one in rows} | {f"came-{liu.pk}": "excused"}
    sent(office, f"/office/meetings/{row.pk}/note/", minutes="一、定下入户。", rev=1, **note)
    follow = {"title": "发通知", "due": today().isoformat(), "officers": [cast.liu.pk]}
    sent(office, f"/office/tasks/new/?meeting={row.pk}", meeting=row.pk, **follow)
    assert latest(Task).meeting == row
    number = f"{WORD}〔{today().year}〕1号"
    answer = sent(office, f"/office/meetings/{row.pk}/issue/", rev=2, number=number)
    shown = page(signed_in(cast.officer), answer.url)
    assert "出席：田立新、周文远、张三旺" in shown
    assert "请假：刘志强" in shown
    later = met(cast, today())
    assert "发通知" in page(office, f"/office/meetings/{later.pk}/")
    sent(office, f"/office/meetings/{later.pk}/cancel/", reason="改期")


def test_a_rule_that_names_the_units_document_leads_to_it(cast):
    row = issued(cast, 4, title="2012 年联村联户工作报告")
    from lianxin.visits.models import Requirement

    rows = Requirement.objects.visible_to(SYSTEM).filter(name="谈心交流")
    rows.update(source=f"《{row.title}》第五条")
    shown = page(signed_in(cast.officer), "/office/grounds/")
    assert f'href="/office/documents/{row.pk}/"' in shown
    assert "国庆节" in page(signed_in(cast.office), "/office/grounds/", day="2026-10-01")


def test_an_officer_of_a_section_reads_the_books_of_the_unit_above_without_choosing(cast):
    job(cast, title="入户一遍")
    section = Unit.objects.create(name="监察一科", path="0001.0001.", parent=cast.unit)
    Officer.objects.visible_to(SYSTEM).filter(pk=cast.tian.pk).update(unit=section)
    shown = page(signed_in(cast.officer), "/office/")
    assert "入户一遍" in shown
    assert "看这个单位" not in shown


@pytest.mark.parametrize(
    "address", ["/office/", "/office/group/", "/office/documents/", "/office/meetings/"]
)
def test_others_find_nothing_there_and_another_units_book_is_not_opened(cast, address):
    post(cast, group(cast), cast.tian)
    issued(cast)
    job(cast)
    outsider = signed_in(cast.outsider)
    assert "田立新" not in page(outsider, address)
    assert outsider.get(address, {"unit": cast.unit.pk}).status_code == 404
    assert signed_in(cast.committee).get(address).status_code == 404
