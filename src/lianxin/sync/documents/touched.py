"""What the actions since a place in the audit chain may have changed, of the documents that are costly.

An action that is not named here may have changed anything: then all is looked at. Whoever names one
promises that it changes the documents of its own subject's households and no others.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.plans.household.models import Plan
from lianxin.records.diary.models import Act, Entry
from lianxin.register.models import Membership

from .scope import Scope

MOST = 1000
"""Of more actions nobody asks each one."""
OF_ENTRY = frozenset(
    {"diary.write", "diary.amend", "diary.withdraw", "diary.discount", "diary.recount"}
)
OF_HOME = frozenset({"household.change", "member.change", "file.state", "income.state"})
OF_PLAN = frozenset({"plan.approve"})
OF_PHOTO = frozenset({"photo.add", "photo.drop"})
OF_SMALL = frozenset(
    [
        *("need.open", "need.talk", "need.hand_on", "need.close", "need.reopen"),
        *("measure.add", "measure.progress", "measure.drop", "measure.block"),
        *("measure.discount", "measure.recount"),
        *("batch.make", "batch.change", "batch.cancel", "schedule.take"),
        *("phrase.keep", "phrase.drop", "proposal.decide", "proposal.withdraw"),
        *("commitment.make", "commitment.accept", "commitment.withdraw"),
        *("doubt.find", "doubt.decide", "doubt.answer", "doubt.object"),
        *(
            "activity.plan",
            "activity.replan",
            "activity.invite",
            "activity.scan",
            "activity.attend",
        ),
        *("assessment.send", "assessment.read", "assessment.object", "assessment.answer"),
        *("assessment.agree", "assessment.sign", "assessment.withdraw", "assessment.adjust"),
        *("assessment.correct", "expert.change", "expert.end"),
    ]
)
"""What they change is in small documents alone, which are made whole."""
OF_NONE = frozenset(
    [
        *("account.sign_in", "token.make", "token.end", "view.keep", "view.drop"),
        *("device.add", "device.end", "device.recover", "device.revoke"),
        *(
            "household.reveal",
            "person.reveal",
            "register.export",
            "register.export_whole",
            "report.make",
        ),
        *("plan.draw", "plan.submit", "plan.return", "stage.review"),
        *("plan_template.set", "plan_template.end"),
        *("delivery.give", "delivery.receive", "delivery.cancel", "delivery.towards"),
        *("receipt.say", "village_comment.send", "village_comment.take", "village_comment.answer"),
        *("village_fact.state", "village_problem.note", "village_problem.change"),
        *("village_problem.solve", "village_plan.draw", "village_plan.submit"),
        *("village_plan.publish", "village_plan.return", "village_plan.approve"),
        "village_plan.step",
        *("project.stage", "project.stage_done", "project.accept", "project.spend"),
        *("project.take_back", "loan.take", "loan.repay"),
        *("offer.make", "offer.change", "offer.more", "offer.withdraw", "offer.allocate"),
        *("allocation.split", "allocation.release", "allocation.deliver"),
        *("allocation.receive", "allocation.call_back", "allocation.return"),
        *("indicator_set.begin", "indicator_set.end"),
        *("schedule.ask", "schedule.drop", "schedule.rule", "blocked.set", "blocked.drop"),
        *("holiday.set", "holiday.drop", "season.set", "season.end"),
        *("advice.make", "advice.drop", "advice.rule", "strength.set"),
        *("body.set", "body.change", "body.end", "post.add", "post.change", "post.end"),
        *("post.appoint", "post.free", "document.write", "document.revise"),
        *("document.issue", "document.end", "year_goal.set", "year_goal.drop"),
        *("task.add", "task.change", "task.progress", "task.copy"),
        *("meeting.call", "meeting.change", "meeting.note", "meeting.cancel", "meeting.issue"),
        *("doubt.rule", "recheck.draw", "recheck.enter"),
        *("activity.means", "activity.result", "activity_kind.set"),
        *("follow_up.ask", "follow_up.done", "expert.add"),
        *("need_field.set", "need_field.end", "publicity_rule.set"),
        *("village_indicator.set", "village_indicator.end", "comment_rule.set"),
        *("assessment.confirm", "scheme.begin", "scheme.end"),
    ]
)
SUBJECTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(OF_ENTRY, frozenset({"Entry"})),
    **dict.fromkeys(OF_HOME, frozenset({"Household", "Person"})),
    **dict.fromkeys(OF_PLAN, frozenset({"Plan"})),
    **dict.fromkeys(OF_PHOTO, frozenset({"Photo"})),
}


class Touched(NamedTuple):
    """What of one officer's documents may differ: households, the diary, all that is small."""

    homes: set[UUID]
    diary: bool
    small: bool


def touched(scope: Scope, after: int, last: int) -> Touched | None:
    """None: anything. Unscoped: nothing of it is shown, only the account's own is looked at again."""
    if not 0 <= after <= last <= after + MOST:
        return None
    rows = AuditRow.objects.visible_to(SYSTEM).filter(number__gt=after, number__lte=last, done=True)
    rows = rows.exclude(action__in=OF_NONE).order_by()
    subjects: dict[str, set[UUID]] = defaultdict(set)
    small = False
    for action, kind, key in rows.values_list("action", "subject_kind", "subject_id"):
        if action in OF_SMALL:
            small = True
        elif kind in SUBJECTS.get(action, ()):
            subjects[kind].add(UUID(key))
        else:
            return None
    written = _homes_of(subjects["Entry"])
    homes = subjects["Household"] | _lived_in(subjects["Person"]) | _planned(subjects["Plan"])
    homes |= written
    own = not written.isdisjoint(scope.homes) or _wrote(scope, subjects["Entry"])
    diary = own or bool(subjects["Photo"])
    return Touched(homes, diary, small or own or not homes.isdisjoint(scope.homes))


def _homes_of(entries: set[UUID]) -> set[UUID]:
    if not entries:
        return set()
    acts = Act.objects.visible_to(SYSTEM).filter(entry__in=entries, household__isnull=False)
    return {key for key in acts.order_by().values_list("household_id", flat=True) if key}


def _wrote(scope: Scope, entries: set[UUID]) -> bool:
    if not entries:
        return False
    rows = Entry.objects.visible_to(SYSTEM).filter(pk__in=entries, officer=scope.officer)
    return rows.exists()


def _lived_in(people: set[UUID]) -> set[UUID]:
    if not people:
        return set()
    rows = Membership.objects.visible_to(SYSTEM).filter(person__in=people).order_by()
    return set(rows.values_list("household_id", flat=True))


def _planned(plans: set[UUID]) -> set[UUID]:
    if not plans:
        return set()
    rows = Plan.objects.visible_to(SYSTEM).filter(pk__in=plans).order_by()
    return set(rows.values_list("household_id", flat=True))
