"""The unit's institutions since 2012: group and office, documents, the plans of two years, meetings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lianxin.kernel.actor import SYSTEM
from lianxin.office.bodies.actions import Somebody, body_end, body_set, post_add, post_appoint
from lianxin.office.bodies.models import Body, Post
from lianxin.office.documents.actions import (
    document_issue,
    document_revise,
    document_write,
    next_number,
)
from lianxin.office.documents.models import Document
from lianxin.office.meetings.actions import Called, meeting_call, meeting_issue, meeting_note
from lianxin.office.meetings.models import Attendee, Meeting
from lianxin.office.tasks.actions import task_add, task_progress, year_goal_set
from lianxin.people.models import Officer, Unit
from lianxin.register.models import Code

from . import institutions_told as told
from .records import Records

BEGAN, SET_UP = date(2012, 3, 26), date(2021, 6, 1)
GUEST = ("漆满仓", "阳坡村村委会")


class Institutions:
    def __init__(self, records: Records, unit: Unit) -> None:
        self.office, self.unit, self.day = records.office, unit, records.day
        self.officers = records.officers
        self.by: dict[str, Any] = {"actor": self.office}

    def write(self) -> None:
        self._first_meeting()
        scheme = self._documents_2012()
        self._group_2012(scheme)
        self._plan_2012()
        chief = self._group_now(self._documents_now())
        self._meetings_now()
        self._plan_now(chief)

    def _document(
        self, kind: str, title: str, text: str, issued: date | None, **more: Any
    ) -> Document:
        row = document_write(unit=self.unit, kind=kind, title=title, text=text, **self.by)
        if issued is None:
            return row
        number = str(next_number(self.unit, told.WORD, issued.year))
        return document_issue(
            document=row, rev=row.rev, issued=issued, number=number, **self.by, **more
        )

    def _revised(self, row: Document, old: str, new: str, changed: str, day: date) -> None:
        row = Document.objects.visible_to(SYSTEM).get(pk=row.pk)
        versions = row.versions.visible_to(SYSTEM).order_by("-version")
        text = versions[0].text.replace(old, new)
        document_revise(
            document=row, rev=row.rev, text=text, changed=changed, from_day=day, **self.by
        )

    def _documents_2012(self) -> Document:
        title = "2012年联村联户为民富民行动实施方案"
        scheme = self._document("scheme", title, told.SCHEME_2012, BEGAN, signer="王克俭")
        what = "加上驻村的天数"
        self._revised(scheme, "三、组织领导", told.SCHEME_2012_ADDED, what, date(2012, 6, 15))
        self._document(
            "rule", "联村联户工作制度", told.RULE_2012, date(2012, 4, 2), signer="王克俭"
        )
        self._document(
            "other", "2012年联村联户工作报告", told.REPORT_2012, date(2012, 12, 24), signer="王克俭"
        )
        return scheme

    def _documents_now(self) -> Document:
        year = self.day.year
        old = {row.kind: row for row in Document.objects.visible_to(SYSTEM).order_by("id")}
        first, by = self._early(235), {"signer": "赵文斌"}
        scheme = self._document(
            "scheme",
            f"{year}年帮扶工作实施方案",
            told.SCHEME_NOW,
            first,
            replaces=old["scheme"],
            **by,
        )
        self._document(
            "rule", "帮扶工作例会和台账制度", told.RULE_NOW, first, replaces=old["rule"], **by
        )
        added = "加上入冬前看取暖和住房"
        day = max(first, self.day - timedelta(days=45))
        self._revised(scheme, "三、责任", told.SCHEME_NOW_ADDED, added, day)
        self._document("notice", "关于做好年底走访的通知", told.NOTICE_NOW, None)
        return scheme

    def _group_2012(self, order: Document) -> None:
        group = self._body("group", "联村联户领导小组", BEGAN, "定大事：方案、经费、考核", order)
        office = self._body("office", "联户办", BEGAN, "管日常：台账、会议、文件", order)
        chief = self._post(group, "组长", BEGAN, "王克俭", "总负责")
        self._change(chief, "赵文斌", date(2019, 3, 11))
        deputy = self._post(group, "副组长", BEGAN, "魏建设", "管项目")
        self._change(deputy, "马国栋", date(2015, 9, 7))
        for name in ("李建平", "韩秀兰", "田立新"):
            self._post(group, "成员", BEGAN, name)
        self._post(office, "主任", BEGAN, "何晓燕")
        self._post(office, "工作人员", BEGAN, "杜春生")
        reason = "改设帮扶工作领导小组"
        for body in (group, office):
            body_end(body=body, until=SET_UP, reason=reason, **self.by)

    def _group_now(self, order: Document) -> Post:
        group = self._body(
            "group", "帮扶工作领导小组", SET_UP, "定方案、听汇报、管经费和考核", order
        )
        office = self._body("office", "联户办", SET_UP, "管台账、会议、文件和年度计划", order)
        self._post(group, "组长", SET_UP, "赵文斌", "总负责")
        self._post(group, "副组长", SET_UP, "马国栋", "管项目和资金")
        for name, work in (("李建平", "管产业"), ("孟秀莲", "管政策法律"), ("田立新", "管培训")):
            self._post(group, "成员", SET_UP, name, work)
        post_add(
            body=group,
            rank=_rank("成员"),
            from_day=SET_UP,
            work="村里的联络",
            who=Somebody(None, *GUEST),
            **self.by,
        )
        chief = self._post(office, "主任", SET_UP, "何晓燕", "总管")
        self._post(office, "工作人员", SET_UP, "王雅琴", "台账")
        self._post(office, "联络员", SET_UP, "蒋明远", "和村里对接")
        return chief

    def _body(self, kind: str, name: str, day: date, duties: str, order: Document) -> Body:
        return body_set(
            unit=self.unit,
            kind=kind,
            name=name,
            from_day=day,
            duties=duties,
            order=order,
            **self.by,
        )

    def _post(self, body: Body, rank: str, day: date, name: str, work: str = "") -> Post:
        return post_add(
            body=body,
            rank=_rank(rank),
            from_day=day,
            work=work,
            who=Somebody(self.officers[name]),
            **self.by,
        )

    def _change(self, post: Post, name: str, day: date) -> None:
        post_appoint(post=post, who=Somebody(self.officers[name]), from_day=day, **self.by)

    def _first_meeting(self) -> None:
        row = self._meeting(
            "group",
            "联村联户工作动员会",
            date(2012, 3, 23),
            "成立领导小组\n安排入户\n定实施方案",
            "王克俭 魏建设 何晓燕 田立新 李建平",
            chair="王克俭",
        )
        self._held(row, told.MINUTES_2012, {"李建平": Attendee.Came.EXCUSED})
        self._issued(row, date(2012, 3, 23))

    def _meetings_now(self) -> None:
        day, people = self.day, "赵文斌 马国栋 李建平 孟秀莲 田立新 何晓燕"
        first = self._meeting(
            "group",
            "帮扶工作领导小组第一次会议",
            self._early(230),
            "定今年的实施方案\n安排补户档\n说项目",
            people,
            chair="赵文斌",
            guests=(GUEST,),
        )
        self._held(first, told.MINUTES_FIRST, {"李建平": Attendee.Came.EXCUSED})
        self._issued(first, first.day)
        month = self._meeting(
            "office",
            "联户办例会",
            day - timedelta(days=32),
            "通报入户\n安排讲课\n补岗位",
            "何晓燕 王雅琴 田立新 刘志强 董小军",
            chair="何晓燕",
        )
        missing = {"董小军": Attendee.Came.EXCUSED, "刘志强": Attendee.Came.ABSENT}
        self._held(month, told.MINUTES_MONTH, missing)
        for title, name, due, done in (
            ("把还没走到的户分到人", "王雅琴", -25, True),
            ("提出补联络员的人选", "何晓燕", -5, False),
        ):
            self._task(title, name, day + timedelta(days=due), done=done, meeting=month)
        self._meeting(
            "study",
            "学习帮扶政策",
            day + timedelta(days=12),
            "学习今年的帮扶政策\n说说各户的变化",
            "何晓燕 田立新 刘志强 石维民 孟秀莲 高建军",
            chair="何晓燕",
        )

    def _meeting(
        self, kind: str, title: str, day: date, agenda: str, people: str, **more: Any
    ) -> Meeting:
        officers = [self.officers[name] for name in people.split()]
        called = Called(
            kind,
            title,
            day,
            time="上午九点",
            place="支队三楼会议室",
            agenda=agenda,
            officers=officers,
            **more,
        )
        return meeting_call(unit=self.unit, called=called, **self.by)

    def _held(self, row: Meeting, minutes: str, away: dict[str, Attendee.Came]) -> None:
        people = Attendee.objects.visible_to(SYSTEM).filter(meeting=row).select_related("officer")
        came = {str(one.pk): str(away.get(one.called, Attendee.Came.CAME)) for one in people}
        meeting_note(meeting=row, rev=1, minutes=minutes, came=came, **self.by)

    def _issued(self, row: Meeting, day: date) -> None:
        number = str(next_number(self.unit, told.WORD, day.year))
        meeting_issue(meeting=row, rev=2, number=number, issued=day, **self.by)

    def _plan_2012(self) -> None:
        goals = self._goals(told.GOALS_2012, 2012)
        for goal, title, names, due, figure, target, done, said in told.TASKS_2012:
            row = task_add(
                unit=self.unit,
                year=2012,
                title=title,
                due=date(2012, *due),
                goal=goals[goal],
                officers=self._people(names),
                figure=figure,
                target=target or None,
                begun=BEGAN,
                **self.by,
            )
            day = date(2012, *done)
            task_progress(task=row, state="done", text=said, day=day, **self.by)

    def _plan_now(self, chief: Post) -> None:
        year = self.day.year
        goals = self._goals(told.GOALS, year)
        for goal, title, whose, ahead, figure, target, state, said in told.TASKS:
            due = min(self.day + timedelta(days=ahead), date(year, 12, 31))
            post = chief if whose == "post" else None
            row = task_add(
                unit=self.unit,
                year=year,
                title=title,
                due=due,
                goal=goals[goal],
                post=post,
                officers=[] if post else self._people(whose),
                figure=figure,
                target=target or None,
                begun=min(due, self._early(230)),
                **self.by,
            )
            if state != "open":
                day = min(due, self.day - timedelta(days=6))
                task_progress(task=row, state=state, text=said, day=day, **self.by)

    def _task(self, title: str, name: str, due: date, *, done: bool, meeting: Meeting) -> None:
        row = task_add(
            unit=self.unit,
            title=title,
            due=due,
            officers=self._people(name),
            meeting=meeting,
            **self.by,
        )
        if done:
            text = "分好了，名单发到各科"
            task_progress(task=row, state="done", text=text, day=due, **self.by)

    def _goals(self, titles: tuple[str, ...], year: int) -> list[Any]:
        return [
            year_goal_set(unit=self.unit, year=year, title=title, **self.by) for title in titles
        ]

    def _people(self, names: str) -> list[Officer]:
        return [self.officers[name] for name in names.split()]

    def _early(self, days: int) -> date:
        """So many days ago, but within this year: the plan of a year is made in it."""
        return max(self.day - timedelta(days=days), date(self.day.year, 1, 1))


def _rank(name: str) -> Code:
    """A value of a list; lists are public."""
    return Code.objects.visible_to(SYSTEM).get(list="office_post", name=name)
