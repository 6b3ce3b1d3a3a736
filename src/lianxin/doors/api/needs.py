"""Needs of households and villages: read by state, closed with what came of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.people.models import Officer
from lianxin.records.needs import queries
from lianxin.records.needs.actions import need_close as close
from lianxin.records.needs.clock import clock
from lianxin.records.needs.models import Need
from lianxin.records.needs.queries import Wanted
from lianxin.register.models import Code

from .caller import ApiRequest
from .reading import After, Limit, Text, page_of
from .shapes import Day, Id, OfficerShape, Place, Problems, answers

router = Router(tags=[_("需求")])
USUAL_RESULT = "已解决"
HouseholdId = Annotated[UUID | None, Query(None, description=_("户的 id。"))]
OfficerId = Annotated[UUID | None, Query(None, description=_("在办干部的 id。"))]
Village = Annotated[UUID | None, Query(None, description=_("村的 id。"))]
Open = Annotated[
    bool | None, Query(None, description=_("true 只要在办的，false 只要办结的；不填就是全部。"))
]
NeedId = Annotated[UUID, Path(description=_("需求的 id。"))]


class NeedShape(Schema):
    id: Id
    village: Place
    household: UUID | None
    number: str | None = Field(description=_("户号"), examples=["1-001"])
    kind: str = Field(examples=["看病就医"])
    text: str = Field(examples=["想办慢病卡"])
    officer: OfficerShape | None
    opened: Day
    due: Day
    age: int = Field(description=_("从提出到办结或到今天的天数"), examples=[12])
    overdue: bool
    closed: date | None
    result: str | None = Field(examples=["已解决"])
    outcome: str
    rev: int


class NeedPage(Schema):
    items: list[NeedShape]
    next: str | None


class StepShape(Schema):
    kind: str = Field(examples=["talk"])
    day: Day
    text: str
    officer: OfficerShape | None


class NeedFile(NeedShape):
    steps: list[StepShape]


class Closing(Schema):
    outcome: Annotated[str, Field(max_length=300, examples=["慢病卡办下来了"])]
    result: Annotated[Text, Field(examples=[USUAL_RESULT])] = USUAL_RESULT


@router.get(
    "/needs",
    response=answers(NeedPage),
    operation_id="needs",
    summary=_("需求列表"),
    description=_("您看得到的需求，先到期的在前。条件可以合用。"),
)
def needs(
    request: ApiRequest,
    household: HouseholdId = None,
    officer: OfficerId = None,
    village: Village = None,
    open: Open = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    state = {None: "all", True: "open", False: "closed"}[open]
    wanted = Wanted(household=household, officer=officer)
    rows = queries.needs(request.actor, wanted, state=state)
    if village:
        rows = rows.filter(village=village)
    found, following = page_of(_whole(rows), ("due", "id"), after, limit)
    return {"items": [_row(need) for need in found], "next": following}


@router.get(
    "/needs/{need_id}",
    response=answers(NeedFile),
    operation_id="need",
    summary=_("一件需求"),
    description=_("连同办理过程，先做的在前。"),
)
def need(request: ApiRequest, need_id: NeedId) -> Any:
    return _file(request, need_id)


@router.post(
    "/needs/{need_id}/close",
    response={**answers(NeedFile), frozenset({400, 403, 409, 413, 415}): Problems},
    operation_id="need_close",
    summary=_("办结一件需求"),
    description=_("result 是结果的名称，不填就是“已解决”。"),
)
def need_close(request: ApiRequest, need_id: NeedId, body: Closing) -> Any:
    row = Need.objects.visible_to(request.actor).get_visible(pk=need_id)
    close(actor=request.actor, need=row, result=_result(body.result), outcome=body.outcome)
    return _file(request, need_id)


def _result(name: str) -> Code:
    """By its name; the list is public."""
    rows = Code.objects.visible_to(SYSTEM).filter(in_force(), list="need_result", name=tidy(name))
    found = rows.first()
    if found is None:
        raise refuse("input.unknown_choice", "result", value=tidy(name))
    return found


def _file(request: ApiRequest, need_id: UUID) -> dict[str, Any]:
    row = _whole(Need.objects.visible_to(request.actor)).get_visible(pk=need_id)
    steps = [
        {"kind": step.kind, "day": step.day, "text": step.text, "officer": _officer(step.officer)}
        for step in queries.steps(request.actor, row)
    ]
    return {**_row(row), "steps": steps}


def _whole(rows: Any) -> Any:
    return rows.select_related("village", "household", "kind", "result", "officer__unit")


def _row(need: Need) -> dict[str, Any]:
    told = clock(need, today())
    return {
        "id": need.pk,
        "village": need.village,
        "household": need.household_id,
        "number": need.household.number if need.household else None,
        "kind": need.kind.name,
        "text": need.text,
        "officer": _officer(need.officer),
        "opened": need.opened,
        "due": need.due,
        "age": told.age,
        "overdue": told.open and told.left < 0,
        "closed": need.closed,
        "result": need.result.name if need.result else None,
        "outcome": need.outcome,
        "rev": need.rev,
    }


def _officer(row: Officer | None) -> dict[str, Any] | None:
    return {"id": row.pk, "name": row.name, "unit": row.unit.name} if row else None
