"""The year's commitments as they were made in January, and a proposal of pairings that waits to be decided."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lianxin.doors.web.commitment_page import Duties, officers_of
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.problem import Refused
from lianxin.people.actions import account_open_officer
from lianxin.people.models import Account, Officer
from lianxin.people.policy import AccountActor
from lianxin.plans.commitments.actions import commitment_accept, commitments_make
from lianxin.plans.commitments.models import Commitment
from lianxin.plans.pairing.actions import advice_make
from lianxin.plans.pairing.strengths import strengths_set

from .officers import BEGAN, ON_STUDY, PRESENT
from .records import Records

STILL_OPEN = ("田立新", "马国栋")
SKILLS = {
    "果树嫁接": ("林果", "种植"),
    "电工": ("就业和劳务",),
    "法律": ("法律",),
    "家政培训": ("就业和劳务",),
    "养殖": ("养殖",),
    "电商": ("电商销售",),
    "土地政策": ("项目",),
    "财务": ("财务金融",),
    "地质灾害": ("住房建设",),
    "教育": ("教育",),
}
BRANCHES = {"赵文斌": "阳坡村党支部", "何晓燕": "支队机关党支部", "石维民": "阳坡村党支部"}
"""Two are of the branch that the unit's is twinned with."""


def pledge(records: Records) -> None:
    """Made on one day in January, accepted in the weeks after it by all but two."""
    day = date(records.day.year, 1, 12)
    _all(records, min(day, records.day))
    _all(records, records.day)


def _all(records: Records, day: date) -> None:
    year = records.day.year
    try:
        done = commitments_make(
            actor=records.office,
            year=year,
            officers=officers_of(records.office, year),
            duties=Duties(records.day),
            day=day,
        )
    except Refused:
        return  # nothing has changed since January
    for n, row in enumerate(done.made):
        if row.officer.name not in STILL_OPEN:
            _accept(records, row, min(day + timedelta(days=1 + n % 9), records.day))


def _accept(records: Records, row: Commitment, day: date) -> None:
    try:
        commitment_accept(actor=_themselves(records, row.officer), commitment=row, day=day)
    except Refused:
        return  # a household has come or gone since, so that another version follows
    at = timezone.make_aware(datetime.combine(day, time(9, 10)))
    Commitment.objects.visible_to(SYSTEM).filter(pk=row.pk).update(accepted_at=at)


def _themselves(records: Records, officer: Officer) -> Actor:
    """Who has no login of the demo has an account all the same, of which nobody knows the password."""
    account = Account.objects.visible_to(SYSTEM).filter(officer=officer).first()
    if account is None:
        account = account_open_officer(actor=records.office, officer=officer).account
    return AccountActor.of(account)


def advise(records: Records) -> None:
    """What the officers bring along; and to whom the households of the one who studies might go."""
    for post in PRESENT:
        officer = records.officers[post.name]
        strengths_set(
            actor=records.office,
            officer=officer,
            skills=[records.codes["skill", one] for one in SKILLS.get(post.skills, ())],
            languages=[records.codes["language", "当地话"]],
            branch=BRANCHES.get(post.name, ""),
            day=max(officer.from_day, BEGAN),
        )
    advice_make(
        actor=records.office,
        village=records.area,
        day=records.day,
        leaving=records.officers[ON_STUDY],
    )
