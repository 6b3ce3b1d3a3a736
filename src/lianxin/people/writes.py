"""The actions in groups that one may do together."""

from __future__ import annotations

HOUSEHOLD_WRITES = frozenset(
    [
        "household.open",
        "household.change",
        "household.identify",
        "household.merge",
        "household.split",
        "household.close",
        "member.join",
        "member.change",
        "member.leave",
        "member.die",
        "member.move",
        "head.change",
        "person.identify",
        "person.reveal",
        "household.reveal",
    ]
)
PAIRING_WRITES = frozenset(
    ["pairing.begin", "pairing.end", "pairing.hand_over", "pairing.take_back"]
)
ADVICE_WRITES = frozenset(
    ["advice.make", "advice.take", "advice.drop", "advice.rule", "strength.set"]
)
COMMITMENT_WRITES = frozenset(["commitment.make", "commitment.withdraw"])
CARD_WRITES = frozenset(
    [
        *("card.issue", "card.hand_out", "card.hand_back", "card.withdraw"),
        *("card.renew", "card.print", "card.words"),
    ]
)
INTAKE_WRITES = frozenset(
    [
        "roster.start",
        "roster.correct",
        "roster.write",
        "roster.take_back",
        "roster.hand_back",
        "roster.drop",
        "roster.settle",
        "mapping.forget",
    ]
)
OFFICER_WRITES = frozenset(
    ["officer.join", "officer.change", "officer.leave", "absence.begin", "absence.end"]
)
RECORD_WRITES = frozenset(
    [
        "diary.write",
        "diary.amend",
        "diary.withdraw",
        "file.state",
        "income.state",
        "need.open",
        "need.talk",
        "need.hand_on",
        "need.close",
        "need.reopen",
        "measure.add",
        "measure.progress",
        "measure.block",
        *("plan.draw", "plan.submit", "stage.review"),
        "delivery.give",
        "delivery.receive",
        *("delivery.cancel", "delivery.towards"),
        *("allocation.deliver", "allocation.receive"),
        *("activity.scan", "activity.attend", "follow_up.done"),
    ]
)
OFFICE_WRITES = RECORD_WRITES | frozenset(
    [
        "measure.drop",
        *("plan.approve", "plan.return", "plan_template.set", "plan_template.end"),
        "project.win",
        "project.change",
        "project.receive",
        *("project.stage", "project.stage_done", "project.accept"),
        *("project.spend", "project.take_back"),
        *("loan.take", "loan.repay"),
        *("activity.plan", "activity.replan", "activity.invite", "activity.means"),
        *("activity.hold", "activity.change", "activity.cancel"),
        *("activity.result", "follow_up.ask", "activity_kind.set"),
        *("expert.add", "expert.change", "expert.end"),
        "goods.add",
        "requirement.set",
        "requirement.end",
        "reply_rule.set",
        *("need_field.set", "need_field.end"),
        *("village_indicator.set", "village_indicator.end", "comment_rule.set"),
        "publicity_rule.set",
        "income_rule.set",
        *("indicator_set.begin", "indicator_set.end"),
        "report.make",
        "report.take",
        *("publicity.write", "publicity.begin", "publicity.withdraw", "publicity.close"),
        *("objection.take", "objection.answer", "link.make"),
    ]
)
VILLAGE_WRITES = frozenset(
    [
        *("village_fact.state", "village_problem.note", "village_problem.change"),
        *("village_problem.solve", "village_plan.draw", "village_plan.submit", "village_plan.step"),
        "village_comment.take",
    ]
)
"""The village and its office write the village's plan together."""
PLAN_WRITES = VILLAGE_WRITES | frozenset(
    [
        *("village_plan.publish", "village_plan.return", "village_plan.approve"),
        "village_comment.answer",
    ]
)
SUPPLY_WRITES = frozenset(["offer.make", "offer.change", "offer.more", "offer.withdraw"])
ALLOCATION_WRITES = frozenset(
    [
        *("offer.allocate", "allocation.split", "allocation.release", "allocation.deliver"),
        *("allocation.receive", "allocation.call_back", "allocation.return"),
    ]
)
BATCH_WRITES = frozenset(
    [
        *("batch.make", "batch.change", "batch.cancel"),
        *("schedule.ask", "schedule.take", "schedule.drop", "schedule.rule"),
        *("holiday.set", "holiday.drop", "season.set", "season.end"),
    ]
)
BOOK_WRITES = frozenset(
    [
        *("body.set", "body.change", "body.end", "post.add", "post.change", "post.end"),
        *("post.appoint", "post.free"),
        *("document.write", "document.revise", "document.issue", "document.end"),
        *("year_goal.set", "year_goal.drop", "task.add", "task.change", "task.copy"),
        *("meeting.call", "meeting.change", "meeting.note", "meeting.cancel", "meeting.issue"),
    ]
)
REVIEW_WRITES = frozenset(
    [
        *("doubt.find", "doubt.decide", "recheck.draw", "recheck.enter"),
        *("diary.discount", "diary.recount", "measure.discount", "measure.recount"),
    ]
)
ASSESSMENT_WRITES = frozenset(
    [
        *("assessment.confirm", "assessment.adjust", "assessment.send"),
        *("assessment.answer", "assessment.withdraw", "assessment.correct"),
        *("scheme.begin", "scheme.end"),
    ]
)
ASSESSED_WRITES = frozenset(["assessment.read", "assessment.object", "assessment.agree"])
"""What whoever is assessed does."""
BLOCKED_WRITES = frozenset(["blocked.set", "blocked.drop"])
ANYBODY_WRITES = frozenset(["objection.send"])
"""What a page for everybody is for, without a sign-in."""
OWN_WRITES = frozenset(
    [
        *("account.me", "token.make", "token.end", "view.keep", "view.drop"),
        *("link.end", "calendar.make", "reminding.set", "reminding.end"),
        *("phrase.keep", "phrase.drop", "photo.add", "photo.drop"),
        *("device.add", "device.end", "device.recover"),
    ]
)
