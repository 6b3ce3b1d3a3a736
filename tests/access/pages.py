"""The declared expectation of every address: who may read it, and whose row stands in it.

A new address fails ``test_routes`` until it is declared here.
"""

from __future__ import annotations

from typing import NamedTuple

from lianxin.people.models import Role
from lianxin.people.roles import POLICY

EVERYBODY = "everybody"  # also who is not signed in
SIGNED_IN = "signed in"
OWN = "own"  # one's own session and settings: nothing of anybody else's, answers vary


OF_THE_VILLAGE = {"Project", "Receipt", "ProjectStage", "Acceptance", "Spending"}
"""Rows of a whole village: an officer, whose scope is single households, is shown none."""
BLANK = {"accounts", "household-sheets", "officers", "pairings", "units"}
"""Lists that open empty for who may see none of their rows: the menu does not lead there."""


class Page(NamedTuple):
    """``readers``: one of the words above, ``sees Model`` or ``does action`` as the policy has it."""

    readers: str
    subject: str = ""
    methods: str = "GET"

    def open_to(self, role: str) -> bool:
        if self.readers in {EVERYBODY, SIGNED_IN, OWN}:
            return True
        word, _, wanted = self.readers.partition(" ")
        policy = POLICY[Role(role)]
        sees = policy.sees - OF_THE_VILLAGE if role == Role.OFFICER else policy.sees
        return bool(set(wanted.split()) & (sees if word == "sees" else policy.does))


API = {
    "openapi": Page(EVERYBODY),
    "api-docs": Page(EVERYBODY),
    "api:health": Page(EVERYBODY),
    "api:areas": Page(SIGNED_IN),
    "api:households": Page(SIGNED_IN),
    "api:household": Page("sees Household", "Household"),
    "api:household_members": Page("sees Household", "Household"),
    "api:members": Page(SIGNED_IN),
    "api:diary": Page(SIGNED_IN, methods="GET POST"),
    "api:photo": Page(OWN, f"named:{'0' * 64}", "PUT HEAD"),
    "api:ledger": Page("sees Household", "ledger"),
    "api:figures": Page(SIGNED_IN),
    "api:reports": Page(SIGNED_IN),
    "api:papers": Page(SIGNED_IN),
    "api:paper": Page("sees IssuedPaper", "IssuedPaper"),
    "api:needs": Page(SIGNED_IN),
    "api:need": Page("sees Need", "Need"),
    "api:need_close": Page(OWN, "Need", "POST"),
    "api:sync": Page(OWN, methods="POST"),
    "api:devices": Page(OWN, methods="GET POST"),
    "api:device": Page(OWN, "Device", "DELETE"),
    "api:recover": Page(OWN, "Device", "POST"),
    "api/": Page(OWN),
}
ACCOUNT = {
    name: Page(OWN, methods="GET POST")
    for name in """account_login account_logout account_reauthenticate account_change_password
    mfa_index mfa_authenticate mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp
    mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes
    mfa_list_webauthn mfa_add_webauthn mfa_login_webauthn mfa_reauthenticate_webauthn""".split()
} | {
    "mfa_remove_webauthn": Page(OWN, "number", "GET POST"),
    "mfa_edit_webauthn": Page(OWN, "number", "GET POST"),
}
CARDS = {
    "card": Page(EVERYBODY, "card", "GET POST"),
    "cards": Page("sees Card"),
    "cards-issue": Page("does card.issue", methods="POST"),
    "cards-hand-out": Page("does card.hand_out", methods="POST"),
    "cards-hand-back": Page("does card.hand_back", methods="POST"),
    "cards-print": Page("does card.print"),
    "card-words": Page("does card.words", methods="GET POST"),
    "card-said": Page("sees Confirmation"),
    "card-change": Page("sees Card", "Card", "GET POST"),
}
"""``card`` is the household's own page: whoever holds the paper reads the officer's side of it."""
PHONE = {name: Page(EVERYBODY) for name in ("phone-shell", "phone-worker", "phone-manifest")}
SHELL = {
    "home": Page(SIGNED_IN),
    "components": Page(OWN),
    "setup": Page(OWN, methods="GET POST"),
    "search": Page(SIGNED_IN, methods="GET POST"),
    "search-number": Page(OWN, methods="POST"),
    "village": Page(OWN, methods="POST"),
    "set_language": Page(EVERYBODY, methods="POST"),
    "text-size": Page(OWN, methods="POST"),
    "me": Page(SIGNED_IN, methods="GET POST"),
    "token-new": Page(OWN, methods="POST"),
    "token-end": Page(OWN, "Token", "POST"),
}
LEDGER = {
    "ledger": Page("sees Household"),
    "ledger-print": Page("sees Household"),
    "ledger-take": Page("does register.export", methods="POST"),
    "exports": Page("does register.export"),
    "export-file": Page(OWN, "ExportJob"),
    "export-end": Page(OWN, "ExportJob", "POST"),
    "ledger-bulk": Page(OWN, methods="POST"),
    "ledger-look": Page(OWN, methods="POST"),
    "ledger-keep": Page(OWN, methods="POST"),
    "ledger-view": Page(OWN, "SavedView", "POST"),
}
HOUSEHOLD = {
    "household-sheets": Page("sees Household"),
    "handbooks": Page("does household.take", methods="POST"),
    "household": Page("sees Household", "Household"),
    "household-ask": Page("does household.reveal", "Household"),
    "person-ask": Page("does person.reveal", "Person"),
    "household-reveal": Page("does household.reveal", "Household", "POST"),
    "person-reveal": Page("does person.reveal", "Person", "POST"),
    "household-new": Page("does household.open", methods="GET POST"),
    "household-edit": Page("does household.change", "Household", "GET POST"),
    "household-merge": Page("does household.merge", "Household", "GET POST"),
    "household-split": Page("does household.split", "Household", "GET POST"),
    "household-close": Page("does household.close", "Household", "GET POST"),
    "head-change": Page("does head.change", "Household", "GET POST"),
    "member-new": Page("does member.join", "Household", "GET POST"),
    "member-edit": Page("does member.change", "Household+Person", "GET POST"),
    "member-leave": Page("does member.leave", "Household+Person", "GET POST"),
    "member-die": Page("does member.die", "Household+Person", "GET POST"),
    "member-move": Page("does member.move", "Household+Person", "GET POST"),
}
FILE = {
    "file-state": Page("does file.state", "Household", "GET POST"),
    "file-member": Page("does file.state", "Household+Person", "GET POST"),
    "benefits": Page("does file.state", "Household", "GET POST"),
    "benefit": Page("does file.state", "Household+Subsidy", "GET POST"),
    "file-income": Page("does income.state", "Household", "GET POST"),
    "income-rules": Page(SIGNED_IN),
    "income-rule-new": Page("does income_rule.set", methods="GET POST"),
    "income-rule-end": Page("does income_rule.set", "public:income", "POST"),
}
DIARY = {
    "diary": Page("sees Entry"),
    "diary-write": Page("does diary.write", methods="GET POST"),
    "diary-year": Page("does diary.take"),
    "diary-year-take": Page("does diary.take", methods="POST"),
    "diary-draft": Page(OWN, methods="POST"),
    "entry": Page("sees Entry", "Entry"),
    "entry-amend": Page("sees Entry", "Entry", "POST"),
    "entry-withdraw": Page("sees Entry", "Entry", "POST"),
    "photo-add": Page(OWN, methods="POST"),
    "photo": Page(OWN, "Photo"),
    "photo-small": Page(OWN, "Photo"),
    "photo-drop": Page(OWN, "Photo", "POST"),
    "phrase-keep": Page(OWN, methods="POST"),
    "phrase-drop": Page(OWN, "Phrase", "POST"),
}
PAIRING = {
    "pairings": Page("sees Pairing"),
    "pairing-assign": Page("does pairing.begin", methods="GET POST"),
    "pairing-take-back": Page("does pairing.take_back", methods="POST"),
    "hand-over": Page("does pairing.hand_over", methods="GET POST"),
    "hand-over-list": Page("does pairing.hand_over"),
    "pairing-change": Page("does pairing.begin", "Household", "GET POST"),
    "advice": Page("does advice.make", methods="GET POST"),
    "advice-one": Page("does advice.take", "Advice"),
    "advice-use": Page("does advice.take", "Advice", "POST"),
    "advice-rule": Page("does advice.rule", methods="GET POST"),
}
COMMITMENTS = {
    "commitments": Page("sees Commitment", methods="GET POST"),
    "commitments-print": Page("sees Commitment"),
    "commitment": Page("sees Commitment", "Commitment"),
    "commitment-accept": Page("does commitment.accept", "Commitment", "POST"),
    "commitment-withdraw": Page("does commitment.withdraw", "Commitment", "POST"),
}
INTAKE = {
    "imports": Page("sees RosterImport", methods="GET POST"),
    "import-sample": Page("sees RosterImport"),
    "set-aside": Page("sees SetAside"),
    "set-aside-book": Page("does roster.hand_back"),
    "set-aside-settle": Page("does roster.settle", "SetAside", "POST"),
    "import-template": Page("sees RosterImport", "named:pairings"),
    "import-held": Page("does register.export", "named:pairings", "POST"),
    "import": Page("sees RosterImport", "RosterImport"),
    "import-kind": Page("does roster.correct", "RosterImport", "POST"),
    "import-forget": Page("does mapping.forget", "ColumnMapping", "POST"),
    "import-columns": Page("does roster.correct", "RosterImport", "GET POST"),
    "import-correct": Page("does roster.correct", "RosterImport", "POST"),
    "import-write": Page("does roster.write", "RosterImport", "POST"),
    "import-take-back": Page("does roster.take_back", "RosterImport", "POST"),
    "import-drop": Page("does roster.drop", "RosterImport", "POST"),
    "import-problems": Page("sees RosterImport", "RosterImport"),
}
PEOPLE = {
    "areas": Page(SIGNED_IN),
    "area-new": Page("does area.add", methods="GET POST"),
    "area": Page(SIGNED_IN, "public:village"),
    "groups-new": Page("does area.add", "public:village", "POST"),
    "group-remove": Page("does area.change", "public:village", "POST"),
    "units": Page("sees Unit"),
    "unit-new": Page("does unit.add", methods="GET POST"),
    "unit": Page("sees Unit", "Unit"),
    "unit-close": Page("does unit.close", "Unit", "POST"),
    "partnership-begin": Page("does partnership.begin", "Unit", "POST"),
    "partnership-end": Page("does partnership.end", "Partnership", "POST"),
    "officers": Page("sees Officer"),
    "officer-new": Page("does officer.join", methods="GET POST"),
    "officers-paste": Page("does officer.join", methods="GET POST"),
    "officer": Page("sees Officer", "Officer"),
    "officer-change": Page("does officer.change", "Officer", "GET POST"),
    "officer-leave": Page("does officer.leave", "Officer", "GET POST"),
    "officer-away": Page("does absence.begin", "Officer", "POST"),
    "officer-strengths": Page("does strength.set", "Officer", "GET POST"),
    "officer-account": Page("does account.open_officer", "Officer", "POST"),
    "absence-end": Page("does absence.end", "Absence", "POST"),
}
ACCOUNTS = {
    "accounts": Page("sees Account"),
    "account-new": Page("does account.open", methods="GET POST"),
    "appoint": Page("does account.appoint", methods="GET POST"),
    "account-detail": Page("sees Account", "Account"),
    "account-change": Page("does account.open", "Account", "GET POST"),
    "account-disable": Page("does account.disable", "Account", "POST"),
    "account-enable": Page("does account.enable", "Account", "POST"),
    "account-reset": Page("does account.reset", "Account", "POST"),
    "account-unlock": Page("does account.unlock", "Account", "POST"),
    "grant-new": Page("does grant.give", "Account", "GET POST"),
    "grant-end": Page("does grant.end", "Grant", "POST"),
    "access": Page(SIGNED_IN),
}
OVERSIGHT = {
    "codes": Page(SIGNED_IN),
    "code-new": Page("does code.add", methods="GET POST"),
    "code": Page(SIGNED_IN, "public:code"),
    "code-end": Page("does code.end", "public:code", "POST"),
    "spelling-remove": Page("does code.spelling", "public:spelling", "POST"),
    "rules": Page(SIGNED_IN),
    "rule": Page(SIGNED_IN, "public:rule"),
    "audit": Page("sees AuditRow"),
    "audit-verify": Page("does audit.verify", methods="POST"),
    "audit-copy": Page("sees AuditRow", methods="POST"),
}
HELP = {
    "projects": Page("sees Project"),
    "project-new": Page("does project.win", methods="GET POST"),
    "project": Page("sees Project", "Project", "GET POST"),
    "project-change": Page("does project.change", "Project", "GET POST"),
    "project-stage": Page("does project.stage", "Project", "GET POST"),
    "project-accept": Page("does project.accept", "Project", "GET POST"),
    "project-spend": Page("does project.spend", "Project", "GET POST"),
    "stage-done": Page("does project.stage_done", "ProjectStage", "GET POST"),
    "spending-cancel": Page("does project.take_back", "Spending", "GET POST"),
    "offers": Page("sees Offer"),
    "offer-new": Page("does offer.make", methods="GET POST"),
    "offer": Page("sees Offer", "Offer"),
    "offer-change": Page("does offer.change", "Offer", "GET POST"),
    "offer-more": Page("does offer.more", "Offer", "GET POST"),
    "offer-withdraw": Page("does offer.withdraw", "Offer", "GET POST"),
    "offer-allocate": Page("does offer.allocate", "Offer", "GET POST"),
    "allocations": Page("sees Allocation"),
    "allocation": Page("sees Allocation", "Allocation", "GET POST"),
    "allocation-split": Page("does allocation.split", "Allocation", "GET POST"),
    "unmet": Page("sees Publicity"),  # office and leaders: who sees offers and needs
    "balance": Page("sees Publicity"),  # office and leaders: who sees offers and projects
    "loans": Page("sees Loan"),
    "loan-new": Page("does loan.take", methods="GET POST"),
    "loan": Page("sees Loan", "Loan", "GET POST"),
    "measures": Page("sees Measure"),
    "measure-new": Page("does measure.add", methods="GET POST"),
    "measure": Page("sees Measure", "Measure", "GET POST"),
    "measure-block": Page("does measure.block", "Measure", "GET POST"),
    "profile": Page("sees Condition"),
    "profile-homes": Page("sees Condition"),
    "indicator-sets": Page("sees Condition"),
    "indicator-set-new": Page("does indicator_set.begin", methods="GET POST"),
    "indicator-set-end": Page("does indicator_set.end", "public:indicators", "POST"),
    "plans": Page("sees Plan"),
    "plan": Page("sees Plan", "Household"),
    "reminding": Page(SIGNED_IN, methods="POST"),
    "plan-templates": Page("sees Plan"),
    "plan-template-new": Page("does plan_template.set", methods="GET POST"),
    "plan-template": Page("does plan_template.set", "public:plan_template", "GET POST"),
    "plan-template-end": Page("does plan_template.end", "public:plan_template", "POST"),
    "plan-write": Page("does plan.draw", "Household", "GET POST"),
    "plan-submit": Page("does plan.submit", "Household", "POST"),
    "plan-approve": Page("does plan.approve", "Household", "POST"),
    "plan-return": Page("does plan.return", "Household", "GET POST"),
    "stage-review": Page("does stage.review", "Stage", "GET POST"),
    "measure-drop": Page("does measure.drop", "Measure", "GET POST"),
    "activities": Page("sees Activity"),
    "activity-new": Page("does activity.hold", methods="GET POST"),
    "activity": Page("sees Activity", "Activity"),
    "activity-change": Page("does activity.change", "Activity", "GET POST"),
    "activity-cancel": Page("does activity.cancel", "Activity", "GET POST"),
    "deliveries": Page("sees Delivery", methods="GET POST"),
    "delivery-new": Page("does delivery.give", methods="GET POST"),
    "delivery-cancel": Page("does delivery.cancel", "Delivery", "GET POST"),
    "goods": Page("sees Delivery"),
    "goods-new": Page("does goods.add", methods="GET POST"),
}
NEEDS = {
    "needs": Page("sees Need"),
    "need": Page("sees Need", "Need", "GET POST"),
    "need-new": Page("does need.open", methods="GET POST"),
    "needs-hand-on": Page("does need.hand_on", methods="POST"),
    "reply-rules": Page(SIGNED_IN, methods="GET POST"),
}
PHONES = {
    "phones": Page("does device.revoke"),
    "device": Page("sees Device", "Device"),
    "phone-revoke": Page("does device.revoke", "Device", "GET POST"),
    "phone-end": Page(OWN, "Device", "GET POST"),
    "phone-file": Page("does outbox.bring", methods="GET POST"),
    "clash": Page("does proposal.decide", "Proposal", "GET POST"),
    "kept": Page("does quarantine.decide", "Quarantined", "GET POST"),
}
VISITS = {
    "visits": Page("sees Act"),
    "requirements": Page("does requirement.set"),
    "requirement-new": Page("does requirement.set", methods="GET POST"),
    "requirement-end": Page("does requirement.end", methods="POST"),
    "doubts": Page(OWN),
    "doubt": Page(OWN, "Doubt"),
    "doubt-decide": Page("does doubt.decide", "Doubt", "POST"),
    "doubts-find": Page("does doubt.find", methods="POST"),
    "doubts-mine": Page(OWN),
    "doubt-answer": Page("does doubt.answer", "Doubt", "POST"),
    "doubt-object": Page("does doubt.object", "Doubt", "POST"),
    "doubt-rules": Page("sees Doubt"),
    "doubt-rule": Page("sees Doubt", "public:doubt_rule", "GET POST"),
    "rechecks": Page("sees Recheck"),
    "recheck": Page("sees Recheck", "Recheck"),
    "recheck-new": Page("does recheck.draw", methods="GET POST"),
    "recheck-more": Page("does recheck.draw", "Recheck", "POST"),
    "recheck-enter": Page("does recheck.enter", "RecheckItem", "POST"),
    "assessments": Page("sees Assessment"),
    "assessment-mine": Page(OWN),
    "assessment-scheme": Page(SIGNED_IN),
    "assessment-scheme-new": Page("does scheme.begin", "public:scheme", "GET POST"),
    "assessment-scheme-end": Page("does scheme.end", "public:scheme", "POST"),
    "assessment": Page("sees Assessment", "Officer"),
    "assessment-unit": Page("sees Assessment", "Unit"),
    "assessment-village": Page("sees Assessment", "public:village"),
    "assessment-kept": Page("sees Assessment", "Assessment"),
    "assessment-confirm": Page("does assessment.confirm", "Officer", "POST"),
    "assessment-unit-confirm": Page("does assessment.confirm", "Unit", "POST"),
    "assessment-village-confirm": Page("does assessment.confirm", "public:village", "POST"),
    "assessment-adjust": Page("does assessment.adjust", "Officer", "POST"),
    "assessment-unit-adjust": Page("does assessment.adjust", "Unit", "POST"),
    "assessment-village-adjust": Page("does assessment.adjust", "public:village", "POST"),
    "assessment-read": Page("does assessment.read", "Assessment", "POST"),
    "assessment-object": Page("does assessment.object", "Assessment", "POST"),
    "assessment-agree": Page("does assessment.agree", "Assessment", "POST"),
    "assessment-answer": Page("does assessment.answer", "Assessment", "POST"),
    "assessment-sign": Page("does assessment.sign", "Assessment", "POST"),
    "assessment-withdraw": Page("does assessment.withdraw", "Assessment", "POST"),
    "assessment-correct": Page("does assessment.correct", "Assessment", "POST"),
    "batches": Page("sees Batch"),
    "batch": Page("sees Batch", "Batch"),
    "batch-new": Page("does batch.make", methods="GET POST"),
    "batch-change": Page("does batch.change", "Batch", "GET POST"),
    "batch-move": Page("does batch.change", "Batch", "POST"),
    "batch-join": Page("does batch.change", "Batch", "POST"),
    "batch-cancel": Page("does batch.cancel", "Batch", "GET POST"),
    "schedule": Page("does schedule.ask", methods="GET POST"),
    "schedule-use": Page("does schedule.take", "Schedule", "POST"),
    "days": Page("does blocked.set"),
    "blocked-new": Page("does blocked.set", methods="GET POST"),
    "blocked-drop": Page("does blocked.drop", "Blocked", "POST"),
    "holiday-new": Page("does holiday.set", methods="GET POST"),
    "holiday-drop": Page("does holiday.drop", "public:holiday", "POST"),
    "season-new": Page("does season.set", methods="GET POST"),
    "season-end": Page("does season.end", "public:season", "POST"),
    "schedule-rule": Page("does schedule.rule", methods="GET POST"),
}
OFFICE = {
    "office": Page("sees Task"),
    "plan-copy": Page("does task.copy", methods="GET POST"),
    "goal-new": Page("does year_goal.set", methods="GET POST"),
    "goal-change": Page("does year_goal.set", "YearGoal", "GET POST"),
    "goal-drop": Page("does year_goal.drop", "YearGoal", "POST"),
    "task": Page("sees Task", "Task"),
    "task-new": Page("does task.add", methods="GET POST"),
    "task-change": Page("does task.change", "Task", "GET POST"),
    "task-progress": Page("does task.progress", "Task", "POST"),
    "bodies": Page("sees Body"),
    "body": Page("sees Body", "Body"),
    "body-new": Page("does body.set", methods="GET POST"),
    "body-change": Page("does body.change", "Body", "GET POST"),
    "body-end": Page("does body.end", "Body", "GET POST"),
    "post-new": Page("does post.add", "Body", "GET POST"),
    "post-change": Page("does post.change", "Post", "GET POST"),
    "post-end": Page("does post.end", "Post", "GET POST"),
    "post-appoint": Page("does post.appoint", "Post", "GET POST"),
    "post-free": Page("does post.free", "Post", "GET POST"),
    "documents": Page("sees Document"),
    "document": Page("sees Document", "Document"),
    "document-file": Page("sees Document", "Document"),
    "document-new": Page("does document.write", methods="GET POST"),
    "document-revise": Page("does document.revise", "Document", "GET POST"),
    "document-issue": Page("does document.issue", "Document", "GET POST"),
    "document-end": Page("does document.end", "Document", "GET POST"),
    "meetings": Page("sees Meeting"),
    "meeting": Page("sees Meeting", "Meeting"),
    "meeting-new": Page("does meeting.call", methods="GET POST"),
    "meeting-change": Page("does meeting.change", "Meeting", "GET POST"),
    "meeting-note": Page("does meeting.note", "Meeting", "GET POST"),
    "meeting-cancel": Page("does meeting.cancel", "Meeting", "GET POST"),
    "meeting-issue": Page("does meeting.issue", "Meeting", "POST"),
    "grounds": Page("sees Task"),
}
RESULTS = {
    "figures": Page("sees Household Offer"),
    "figure": Page("sees Act", "named:visits"),
    "figure-take": Page("does register.export", "named:households", "POST"),
    "ledgers": Page("sees Household Offer"),
    "ledger-of": Page("sees Act", "named:visits"),
    "ledger-of-print": Page("sees Act", "named:visits"),
    "ledger-of-take": Page("does register.export", "named:needs", "POST"),
    "reports": Page("does report.make"),
    "report": Page("does report.make", "named:results"),
    "report-edit": Page("does report.make", "named:results", "GET POST"),
    "report-issued": Page("sees IssuedPaper", "IssuedPaper"),
    "report-issued-take": Page("does report.take", "IssuedPaper", "POST"),
    "report-take": Page("does report.make", "named:results", "POST"),
}
FORMS = {
    "forms": Page("sees FormTemplate", methods="GET POST"),
    "form": Page("sees FormTemplate", "FormTemplate", "GET POST"),
    "form-blank": Page("sees FormTemplate", "FormTemplate"),
    "form-fill": Page("does form.fill", "FormTemplate", "GET POST"),
    "form-filled": Page(OWN, "FormTemplate"),
    "form-take": Page(OWN, "FormTemplate"),
    "form-drop": Page("does form.drop", "FormTemplate", "POST"),
    "form-back": Page("does form.drop", "FormTemplate", "POST"),
}
LINKS = {
    "ledger-links": Page("does link.make", "named:needs", "GET POST"),
    "link-end": Page(OWN, "DataLink", "POST"),
    "hooks": Page("does hook.add", methods="GET POST"),
    "hook": Page("sees Hook", "Hook"),
    "hook-do": Page("does hook.end", "Hook", "POST"),
    "calendar-new": Page(OWN, methods="POST"),
    "data": Page(EVERYBODY, "named:nobody-guesses-this"),
    "data-json": Page(EVERYBODY, "named:nobody-guesses-this"),
    "calendar": Page(EVERYBODY, "named:nobody-guesses-this"),
}
PUBLICITY = {
    "publicities": Page("sees Publicity"),
    "publicity-new": Page("does publicity.write", methods="GET POST"),
    "publicity": Page("sees Publicity", "Publicity"),
    "publicity-change": Page(OWN, "Publicity", "GET POST"),
    "publicity-sheet": Page("sees Publicity", "Publicity"),
    "publicity-begin": Page("does publicity.begin", "Publicity", "POST"),
    "publicity-withdraw": Page("does publicity.withdraw", "Publicity", "POST"),
    "publicity-close": Page("does publicity.close", "Publicity", "POST"),
    "objection-take": Page("does objection.take", "Publicity", "POST"),
    "objection-answer": Page("does objection.answer", "Objection", "POST"),
    "posted": Page(EVERYBODY, "named:nobody-guesses-this", "GET POST"),
}
PAGES: dict[str, Page] = {
    **API,
    **ACCOUNT,
    **PHONE,
    **SHELL,
    **LEDGER,
    **HOUSEHOLD,
    **FILE,
    **DIARY,
    **PAIRING,
    **COMMITMENTS,
    **CARDS,
    **INTAKE,
    **PEOPLE,
    **ACCOUNTS,
    **OVERSIGHT,
    **HELP,
    **NEEDS,
    **PHONES,
    **VISITS,
    **OFFICE,
    **RESULTS,
    **FORMS,
    **PUBLICITY,
    **LINKS,
}
