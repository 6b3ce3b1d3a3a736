"""What the tests of this room begin with: a leading group, a document, a task, a meeting."""

from __future__ import annotations

from datetime import date, timedelta

from lianxin.kernel.period import today
from lianxin.office.bodies.actions import Somebody, body_set, post_add
from lianxin.office.bodies.models import Body, Post
from lianxin.office.documents.actions import document_issue, document_write
from lianxin.office.documents.models import Document
from lianxin.office.meetings.actions import Called, meeting_call
from lianxin.office.meetings.models import Meeting
from lianxin.office.tasks.actions import task_add
from lianxin.office.tasks.models import Task
from lianxin.people.models import Officer
from tests.cast import SINCE, Cast, code

DAY = date(2026, 3, 2)
WORD = "市自然资执法"


def group(cast: Cast, name: str = "联村联户领导小组", from_day: date = SINCE) -> Body:
    actor = cast.actor(cast.office)
    return body_set(actor=actor, unit=cast.unit, kind="group", name=name, from_day=from_day)


def post(cast: Cast, body: Body, who: Officer | None = None, rank: str = "组长") -> Post:
    return post_add(
        actor=cast.actor(cast.office),
        body=body,
        rank=code("office_post", rank),
        from_day=body.from_day,
        who=Somebody(who),
    )


def draft(
    cast: Cast, title: str = "帮扶工作制度", text: str = "一、总则\n每月走访一次。"
) -> Document:
    return document_write(
        actor=cast.actor(cast.office), unit=cast.unit, kind="rule", title=title, text=text
    )


def issued(cast: Cast, number: int = 1, issued: date = DAY, **more) -> Document:
    row = draft(cast, **{name: more.pop(name) for name in ("title", "text") if name in more})
    return document_issue(
        actor=cast.actor(cast.office),
        document=row,
        rev=row.rev,
        issued=issued,
        number=f"{WORD}〔{issued.year}〕{number}号",
        **more,
    )


def job(cast: Cast, due: date | None = None, **more) -> Task:
    told = {"title": "开一次动员会", "officers": [cast.tian]} | more
    due = due or today() + timedelta(days=30)
    return task_add(actor=cast.actor(cast.office), unit=cast.unit, due=due, **told)


def called(cast: Cast, day: date | None = None, **more) -> Called:
    told = {"kind": "group", "title": "领导小组第一次会议", "officers": [cast.tian, cast.liu]}
    return Called(day=day or today() - timedelta(days=5), **(told | more))


def met(cast: Cast, day: date | None = None, **more) -> Meeting:
    return meeting_call(
        actor=cast.actor(cast.office), unit=cast.unit, called=called(cast, day, **more)
    )


def codes(caught) -> set[str]:
    return {one.code for one in caught.value.problems}
