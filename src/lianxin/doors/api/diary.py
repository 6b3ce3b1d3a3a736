"""The diary: found by words and filters, and written by the same action as on the page."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.kernel.text import fold
from lianxin.people.models import Area, Officer
from lianxin.people.policy import AccountActor
from lianxin.plans.actions import measure_progress
from lianxin.plans.models import Measure
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.awaited import named
from lianxin.records.diary.models import Entry, Kind, Photo
from lianxin.records.diary.queries import Asked, entries, told
from lianxin.register.models import Code, Household

from .caller import ApiRequest
from .diary_shapes import DiaryPage, EntrySent, EntryShape, NeedSent
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
        officer=_seen(actor, Officer, officer),
        household=_seen(actor, Household, household),
        village=_seen(actor, Area, village),
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
    with transaction.atomic():
        entry = diary_write(actor=actor, **_payload(actor, sent))
        for place, one in enumerate(sent.progress):
            measure = Measure.objects.visible_to(actor).get_visible(pk=one.measure)
            try:
                measure_progress(
                    actor=actor,
                    measure=measure,
                    percent=one.percent,
                    note=one.note,
                    day=entry.day,
                    entry=entry,
                )
            except Refused as error:
                raise Refused(_at(place, found) for found in error.problems) from None
    return 201, entry_rows(actor, [entry])[0]


def _at(place: int, found: Problem) -> Problem:
    return Problem(found.code, f"progress-{place}-{found.field or 'measure'}", found.details)


def _payload(actor: AccountActor, sent: EntrySent) -> dict[str, Any]:
    households = _all(actor, Household, sent.households, "households")
    return {
        "officer": _officer(actor, sent.officer),
        "kinds": sent.kinds,
        "day": sent.day,
        "text": sent.text,
        "households": households,
        "village": _seen(actor, Area, sent.village),
        "until": sent.until,
        "minutes": sent.minutes,
        "place": sent.place.model_dump() if sent.place else None,
        "photos": _photos(actor, sent.photos),
        "tags": [_code(actor, "duty", name, "tags") for name in sent.tags],
        "needs": [_need(actor, one, place, households) for place, one in enumerate(sent.needs)],
        "id": sent.id,
    }


def _seen(actor: Actor, model: Any, key: UUID | None) -> Any:
    return model.objects.visible_to(actor).get_visible(pk=key) if key else None


def _all(actor: Actor, model: Any, keys: list[UUID], field: str) -> list[Any]:
    """Each row that is named, in the order named; one that is not seen is as if it did not exist."""
    found = {row.pk: row for row in model.objects.visible_to(actor).filter(pk__in=keys)}
    if set(keys) - set(found):
        raise refuse("action.absent", field)
    return [found[key] for key in dict.fromkeys(keys)]


def _officer(actor: AccountActor, key: UUID | None) -> Officer:
    """The caller's own where none is named; the office names for whom it writes."""
    if key is None and actor.account.officer is not None:
        return actor.account.officer
    if key is None:
        raise refuse("api.missing", "officer")
    found: Officer = _seen(actor, Officer, key)
    return found


def _photos(actor: AccountActor, digests: list[str]) -> list[Photo]:
    """The caller's waiting photos, named by what was sent or by what is kept."""
    found = named(actor.account.pk, digests)
    rows = dict.fromkeys(found[one] for one in digests if one in found)
    if set(digests) - set(found) or any(row.entry_id for row in rows):
        raise refuse("action.absent", "photos")
    return list(rows)


def _code(actor: Actor, name: str, said: str, field: str) -> Code:
    """A value of a list by its name, its number or its id."""
    rows = Code.objects.visible_to(actor).filter(list=name)
    match = (row for row in rows if said in (row.name, row.code, str(row.pk)))
    found = next(match, None) or next((r for r in rows if fold(r.name) == fold(said)), None)
    if found is None:
        raise refuse("api.wrong_choice", field, choices="、".join(row.name for row in rows))
    return found


def _need(actor: Actor, sent: NeedSent, place: int, households: list[Household]) -> dict[str, Any]:
    home = next((row for row in households if row.pk == sent.household), None)
    if sent.household is not None and home is None:
        home = _seen(actor, Household, sent.household)
    kind = _code(actor, "need", sent.kind, f"needs-{place}-kind")
    return {"household": home, "kind": kind, "text": sent.text}


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
        }
        for it, row in ((it, it.entry) for it in told(actor, rows))
    ]
