"""The ledgers of the institutions: who holds which post, documents, the year's plan, meetings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force
from lianxin.office.bodies.models import Body, Post
from lianxin.office.bodies.queries import Seat, holders_of, seat_on
from lianxin.office.documents import queries as documents
from lianxin.office.documents.models import Document
from lianxin.office.documents.queries import DocumentLine, Standing
from lianxin.office.meetings import queries as meetings
from lianxin.office.meetings.models import Attendee, Meeting
from lianxin.office.meetings.queries import MeetingLine
from lianxin.office.tasks import queries as tasks
from lianxin.office.tasks.models import Task
from lianxin.office.tasks.queries import TaskLine
from lianxin.people.models import Area, Partnership

from .asked import Asked
from .columns import Column
from .households import BATCH
from .ledger import Ledger
from .lines import Line

STANDINGS = {
    Standing.DRAFT: _("起草"),
    Standing.COMING: _("还没执行"),
    Standing.NOW: _("在执行"),
    Standing.ENDED: _("已废止"),
}


def _of(kind: type, read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What is read of the line that its room made of the row."""
    return lambda line: read(line.told[kind])


def _column(
    kind: type,
    needs: Any,
    name: str,
    title: Any,
    read: Callable[[Any], Any],
    how: str = "text",
    width: int = 12,
    **more: Any,
) -> Column:
    return Column(name, title, _of(kind, read), how, width, needs, sort=False, **more)


def _post(name: str, title: Any, read: Callable[[Seat], Any], *more: Any, **told: Any) -> Column:
    return _column(Seat, Body, name, title, read, *more, **told)


def _document(
    name: str, title: Any, read: Callable[[DocumentLine], Any], *more: Any, **told: Any
) -> Column:
    return _column(DocumentLine, Document, name, title, read, *more, **told)


def _task(
    name: str, title: Any, read: Callable[[TaskLine], Any], *more: Any, **told: Any
) -> Column:
    return _column(TaskLine, Task, name, title, read, *more, **told)


def _meeting(
    name: str, title: Any, read: Callable[[MeetingLine], Any], *more: Any, **told: Any
) -> Column:
    return _column(MeetingLine, Meeting, name, title, read, *more, **told)


def _state(line: TaskLine) -> str:
    return _now("过期") if line.late else str(line.state.label)


def _names(line: MeetingLine, came: Attendee.Came) -> str:
    return _now("、").join(one.called for one in line.those(came))


GROUP = (
    _post("body", _("机构"), lambda it: it.post.body.name, width=24),
    _post("unit", _("单位"), lambda it: str(it.post.body.unit), usual=False),
    _post("rank", _("岗位"), lambda it: it.post.told),
    _post("holder", _("谁"), lambda it: it.holder.called if it.holder else _now("空着"), width=10),
    _post("works", _("职务或单位"), lambda it: it.holder.works if it.holder else "", width=18),
    _post("work", _("管什么"), lambda it: it.post.work, width=24),
    _post("since", _("从哪天"), lambda it: it.holder.from_day if it.holder else None, "day"),
    _post(
        "order",
        _("依据"),
        lambda it: it.post.body.order.numbered_or_title if it.post.body.order else "",
        width=26,
    ),
)
DOCUMENTS = (
    _document("number", _("发文字号"), lambda it: it.row.numbered, width=26),
    _document("title", _("文件标题"), lambda it: it.row.title, width=36),
    _document("unit", _("单位"), lambda it: str(it.row.unit), usual=False),
    _document("kind", _("哪一类"), lambda it: it.row.get_kind_display()),
    _document("signer", _("签发人"), lambda it: it.row.signer, width=10),
    _document("issued", _("印发日期"), lambda it: it.row.issued, "day"),
    _document("from_day", _("执行起"), lambda it: it.row.from_day, "day"),
    _document("until", _("执行止"), lambda it: it.row.until, "day"),
    _document(
        "version", _("第几版"), lambda it: it.version.version if it.version else None, "number", 8
    ),
    _document("standing", _("情况"), lambda it: str(STANDINGS[it.standing]), width=10),
)
PLAN = (
    _task("goal", _("目标"), lambda it: it.row.goal.title if it.row.goal else "", width=24),
    _task("title", _("任务"), lambda it: it.row.title, width=30),
    _task("unit", _("单位"), lambda it: str(it.row.unit), usual=False),
    _task("who", _("谁负责"), lambda it: _now("、").join(it.who), width=18),
    _task("post", _("岗位"), lambda it: it.row.post.told if it.row.post else "", usual=False),
    _task("due", _("哪天前办完"), lambda it: it.row.due, "day"),
    _task("state", _("情况"), _state, width=8),
    _task(
        "done", _("哪天完成"), lambda it: it.last.day if it.last and not it.undone else None, "day"
    ),
    _task("last", _("最近进展"), lambda it: it.last.text if it.last else "", width=30),
    _task(
        "meeting",
        _("哪次会定的"),
        lambda it: it.row.meeting.title if it.row.meeting else "",
        width=20,
    ),
)
MEETINGS = (
    _meeting("day", _("日期"), lambda it: it.row.day, "day"),
    _meeting("title", _("会议"), lambda it: it.row.title, width=30),
    _meeting("unit", _("单位"), lambda it: str(it.row.unit), usual=False),
    _meeting("kind", _("什么会"), lambda it: it.row.get_kind_display()),
    _meeting("place", _("地点"), lambda it: it.row.place, width=16),
    _meeting("chair", _("主持人"), lambda it: it.row.chair, width=10),
    _meeting("asked", _("通知人数"), lambda it: len(it.people), "number", 8),
    _meeting("came", _("到会"), lambda it: _names(it, Attendee.Came.CAME), width=30),
    _meeting("excused", _("请假"), lambda it: _names(it, Attendee.Came.EXCUSED), width=14),
    _meeting("absent", _("没来"), lambda it: _names(it, Attendee.Came.ABSENT), width=14),
    _meeting(
        "document",
        _("纪要"),
        lambda it: it.row.document.numbered_or_title if it.row.document else "",
        width=26,
    ),
)


def _here(village: Area | None, prefix: str = "") -> Q:
    """Books of the units paired with the village. Unscoped: who is paired with it is no secret."""
    if village is None:
        return Q()
    paired = Partnership.objects.visible_to(SYSTEM).filter(village=village)
    return Q(**{f"{prefix}unit__in": paired.order_by().values("unit_id")})


def posts(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Post]:
    rows = Post.objects.visible_to(actor).filter(in_force(day), in_force(day, "body__"))
    rows = rows.filter(_here(village, "body__")).select_related("body__unit", "body__order", "rank")
    if asked.q:
        rows = rows.filter(body__name__icontains=asked.q)
    return rows.order_by("body__position", "body_id", "rank__position", "position", "pk")


def papers(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Document]:
    rows = documents.issued_documents(actor).filter(_here(village), _titled(asked))
    rows = rows.filter(issued__lte=day)
    if asked.year:
        rows = rows.filter(issued__year=asked.year)
    return rows.order_by("word", "year", F("number").asc(nulls_last=True), "issued", "pk")


def plan(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Task]:
    rows = tasks.tasks_in_sight(actor).filter(_here(village), _titled(asked), begun__lte=day)
    if asked.year:
        rows = rows.filter(year=asked.year)
    return rows.order_by(F("goal__position").asc(nulls_last=True), "due", "pk")


def held(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Meeting]:
    rows = meetings.meetings_in_sight(actor).filter(_here(village), _titled(asked))
    rows = rows.filter(day__lte=day, cancelled_at=None)
    if asked.year:
        rows = rows.filter(year=asked.year)
    return rows.order_by("day", "pk")


def _titled(asked: Asked) -> Q:
    return Q(title__icontains=asked.q) if asked.q else Q()


def _lines(
    kind: type, make: Callable[[Actor, list[Any], date], Iterable[Any]]
) -> Callable[[Actor, Iterable[Any], date], Iterator[Line]]:
    """Rows in batches, each with what its room says of it on the day."""

    def read(actor: Actor, rows: Iterable[Any], day: date) -> Iterator[Line]:
        stream = iter(rows)
        while batch := list(islice(stream, BATCH)):
            for row, told in zip(batch, make(actor, batch, day), strict=True):
                yield Line(row, day, told={kind: told})

    return read


def _seats(actor: Actor, rows: list[Post], day: date) -> list[Seat]:
    everybody = holders_of(actor, rows)
    return [seat_on(post, everybody[post.pk], day) for post in rows]


OF_OFFICE = (
    Ledger(
        "leading_group",
        _("领导小组及办公室台账"),
        _("哪个机构、什么岗位、是谁、从哪天；看哪一天都行"),
        GROUP,
        Post,
        posts,
        _lines(Seat, _seats),
    ),
    Ledger(
        "documents",
        _("文件台账"),
        _("发文字号、标题、谁签发、从哪天执行、还算不算"),
        DOCUMENTS,
        Document,
        papers,
        _lines(DocumentLine, documents.lines),
    ),
    Ledger(
        "work_plan",
        _("年度工作计划台账"),
        _("每项任务谁负责、哪天前、办到哪了"),
        PLAN,
        Task,
        plan,
        _lines(TaskLine, tasks.lines),
    ),
    Ledger(
        "meetings",
        _("会议台账"),
        _("哪天开的、谁到会、谁请假、纪要是哪份"),
        MEETINGS,
        Meeting,
        held,
        _lines(MeetingLine, meetings.lines),
    ),
)
