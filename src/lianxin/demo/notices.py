"""Two lists on the wall: one that is over, with its objection answered, and one that hangs there now."""

from __future__ import annotations

from datetime import timedelta

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.models import Unit
from lianxin.results.publicity.actions import (
    Draft,
    publicity_begin,
    publicity_close,
    publicity_draft,
)
from lianxin.results.publicity.models import Objection, Publicity
from lianxin.results.publicity.objections import objection_answer, objection_take

from .records import Records

LINE = "监督电话：0938-0000000（联户办）"
AGO = timedelta(days=24)


def notices(records: Records, unit: Unit) -> None:
    seedlings = _hung(records, unit, "产业奖补到户名单", "苗木补助", 9, 60_000)
    said = objection_take(
        actor=records.office, row=seedlings, text="三社有一户树苗还没栽，怎么也在名单上？"
    )
    objection_answer(
        actor=records.office,
        objection=said,
        answer="到地里看了，树苗上月栽完了，只是在沟那边的地里。已经当面说明。",
        upheld=False,
    )
    publicity_close(actor=records.office, row=_set_back(seedlings), result="异议不成立，按名单确定")
    _hung(records, unit, "冬季取暖用煤补助名单", "取暖补助", 12, 30_000)


def _hung(
    records: Records, unit: Unit, title: str, kind: str, count: int, amount: int
) -> Publicity:
    homes = sorted(records.chance.sample(records.homes, count), key=lambda home: home.household.pk)
    draft = Draft(
        title=f"{today().year} 年{title}",
        decided=f"经村民代表会议评议，拟确定下列各户享受{kind}，现予公示。",
        complaint=LINE,
        from_day=today(),
        last_day=today() + timedelta(days=6),
        homes=[(home.household.pk, amount) for home in homes],
        columns=("group", "people", "kind", "amount"),
        kind=kind,
    )
    row = publicity_draft(actor=records.office, unit=unit, village=records.area, draft=draft)
    return publicity_begin(actor=records.office, row=row)


def _set_back(row: Publicity) -> Publicity:
    """As if it had hung there last month; the audit trail keeps the true moment."""
    row.from_day, row.until, row.year = (
        row.from_day - AGO,
        row.until - AGO,
        (row.from_day - AGO).year,
    )
    row.made_at, row.begun_at = row.made_at - AGO, row.made_at - AGO
    row.digest = row.digest_now
    row.save()
    for said in Objection.objects.visible_to(SYSTEM).filter(publicity=row):
        said.at -= AGO - timedelta(days=2)
        if said.answered_at:
            said.answered_at -= AGO - timedelta(days=4)
        said.save()
    return row
