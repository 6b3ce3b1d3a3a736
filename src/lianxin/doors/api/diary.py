"""The diary: found by words and filters, and written by the same action as on the page."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Status

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area, Officer
from lianxin.records.diary.models import Entry, Kind
from lianxin.records.diary.queries import Asked, entries, told
from lianxin.register.models import Household
from lianxin.sync.entry import entry_write, officer_of, seen

from .caller import ApiRequest
from .diary_shapes import DiaryPage, EntrySent, EntryShape
from .reading import After, Limit, Text, serial_of, serially
from .shapes import Problems, answers

router = Router(tags=[_("民情日记")])
Words = Annotated[
    Text, Query("", description=_("日记里的字，两个字以上；也认户主和干部的姓名、拼音首字母。"))
]
WRITING: Any = frozenset({400, 401, 403, 404, 405, 409, 413, 415, 422})
OfKind = Annotated[Kind | None, Query(None, description=_("记的是什么。"))]


@router.get(
    "/diary",
    response=answers(DiaryPage),
    operation_id="diary",
    summary=_("查日记"),
    description=_("您看得到的日记，新的在前；撤下的不在里面。几个词要都写到才算。条件可以合用。"),
)
def diary(
    request: ApiRequest,
    q: Words = "",
    household: Annotated[UUID | None, Query(None, description=_("户的 id。"))] = None,
    officer: Annotated[UUID | None, Query(None, description=_("干部的 id。"))] = None,
    village: Annotated[UUID | None, Query(None, description=_("村的 id。"))] = None,
    from_: Annotated[date | None, Query(None, alias="from", description=_("从哪天。"))] = None,
    to: Annotated[date | None, Query(None, description=_("到哪天，含这一天。"))] = None,
    kind: OfKind = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    actor = request.actor
    asked = Asked(
        words=q,
        officer=seen(actor, Officer, officer),
        household=seen(actor, Household, household),
        village=seen(actor, Area, village),
        kind=kind.value if kind else "",
        first=from_,
        last=to,
    )
    rows, following = entries(actor, asked, after=serial_of(after), limit=limit)
    return {"items": entry_rows(actor, rows), "next": following and serially(following)}


@router.post(
    "/diary",
    response={201: EntryShape, WRITING: Problems},
    operation_id="diary_write",
    url_name="diary",
    summary=_("写日记"),
    description=_(
        "和网页上写的是同一件事：一次写好，次数、需求、措施进度都记上；有一处不对，就什么都不写。"
    ),
)
def write(request: ApiRequest, sent: EntrySent) -> Any:
    actor = request.actor
    officer = officer_of(actor, sent.officer)
    with transaction.atomic():
        entry = entry_write(actor=actor, told=sent, officer=officer, id=sent.id)
    return Status(201, entry_rows(actor, [entry])[0])


def entry_rows(actor: Actor, rows: list[Entry]) -> list[dict[str, Any]]:
    return [
        {
            "id": row.pk,
            "day": row.day,
            "until": row.until,
            "officer": {
                "id": row.officer_id,
                "name": row.officer.name,
                "unit": str(row.officer.unit),
            },
            "village": {"id": row.village.pk, "code": row.village.code, "name": row.village.name},
            "households": [
                {"id": home.pk, "number": home.number, "head": name or None}
                for home, name in it.named
            ],
            "kinds": row.kinds,
            "text": row.words,
            "amended": bool(row.amended),
            "minutes": row.minutes,
            "photos": it.shas,
            "tags": [tag.name for tag in it.tags],
            "rev": row.rev,
            "written_at": row.written_at,
            "brought_from": row.brought_from,
        }
        for it, row in ((it, it.entry) for it in told(actor, rows))
    ]
