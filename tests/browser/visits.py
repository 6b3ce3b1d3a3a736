"""Who opens which page: one fitting visitor for every address of the product that shows one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.urls import reverse

from lianxin.aid.village_profile.models import VillageIndicator
from lianxin.kernel.actor import SYSTEM
from lianxin.plans.household.models import PlanTemplate
from lianxin.register.cards.tokens import token_of
from lianxin.register.models import Pairing, QualityRule
from lianxin.results.assessment.models import Scheme
from lianxin.review.models import DoubtRule
from tests.cast import code

from .scene import Scene

NOT_PAGES = {
    "api/",
    "api:areas",
    "api:device",
    "api:recover",
    "api:devices",
    "api:diary",
    "api:figures",
    "api:health",
    "api:household",
    "api:household_members",
    "api:households",
    "api:ledger",
    "api:members",
    "api:need",
    "api:needs",
    "api:papers",
    "api:paper",
    "api:reports",
    "api:sync",
    "api:photo",
    "export-file",
    "form-blank",
    "form-take",
    "calendar",
    "data",
    "data-json",
    "document-file",
    "village-plan-file",
    "import-problems",
    "import-sample",
    "import-template",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "openapi",
    "photo",
    "phone-manifest",
    "phone-worker",
    "photo-small",
    "set-aside-book",
}
"""JSON and files."""

ELSEWHERE = {
    "phone-shell": "test_phone",
    "form-filled": "test_forms",
    "publicity": "test_publicity",
    "publicity-change": "test_publicity",
    "publicity-sheet": "test_publicity",
    "posted": "test_publicity",
    "setup": "test_entrance",
    "mfa_authenticate": "test_screens",
}
"""Pages that need a state of their own, and the module that opens them."""


class Visit(NamedTuple):
    who: str
    subject: Callable[[Scene], list[Any]] = lambda scene: []
    query: Callable[[Scene], str] = lambda scene: ""

    def address(self, scene: Scene, name: str) -> str:
        return reverse(name, args=self.subject(scene)) + self.query(scene)


def home(scene: Scene) -> list[Any]:
    return [scene.home.pk]


def member(scene: Scene) -> list[Any]:
    return [scene.home.pk, scene.member.person_id]


def person(scene: Scene) -> list[Any]:
    return [scene.member.person_id]


def key(scene: Scene) -> list[Any]:
    return [scene.key.pk]


def of_year(name: str) -> Callable[[Scene], list[Any]]:
    """The row of the scene's year that stands in the address."""
    return lambda scene: [getattr(scene.year, name).pk]


def of_tian(scene: Scene) -> list[Any]:
    return [scene.tian.pk]


def of_unit(scene: Scene) -> list[Any]:
    return [scene.unit.pk]


def of_village(scene: Scene) -> list[Any]:
    return [scene.village.pk]


def of_this_year(scene: Scene) -> str:
    return f"?year={scene.year.day.year}"


def of_doubt_rule(scene: Scene) -> list[Any]:
    return [DoubtRule.objects.visible_to(SYSTEM).get(kind="dense").pk]


def of_activity_kind(scene: Scene) -> list[Any]:
    return [code("activity", "嫁接").pk]


def of_indicator(scene: Scene) -> list[Any]:
    return [VillageIndicator.objects.visible_to(SYSTEM).get(key="school").pk]


def of_scheme(scene: Scene) -> list[Any]:
    return [Scheme.objects.visible_to(SYSTEM).get(subject="officer").pk]


def of_phones(name: str) -> Callable[[Scene], list[Any]]:
    return lambda scene: [getattr(scene.phones, name).pk]


def named(name: str) -> Callable[[Scene], list[Any]]:
    return lambda scene: [name]


def plan_template(scene: Scene) -> list[Any]:
    return [PlanTemplate.objects.visible_to(SYSTEM).filter(category__isnull=False)[:1].get().pk]


def pairings(scene: Scene) -> str:
    rows = Pairing.objects.visible_to(SYSTEM).order_by("pk")[:12]
    return "?" + "&".join(f"pairing={row.pk}" for row in rows)


ENTRANCE = {
    "account_login": Visit(""),
    "account_logout": Visit("leader"),
    "account_reauthenticate": Visit("leader"),
    "account_change_password": Visit("leader"),
    "mfa_index": Visit("guarded"),
    "mfa_reauthenticate": Visit("guarded"),
    "mfa_reauthenticate_webauthn": Visit("guarded"),
    "mfa_activate_totp": Visit("leader"),
    "mfa_deactivate_totp": Visit("guarded"),
    "mfa_view_recovery_codes": Visit("guarded"),
    "mfa_generate_recovery_codes": Visit("guarded"),
    "mfa_list_webauthn": Visit("guarded"),
    "mfa_add_webauthn": Visit("leader"),
    "mfa_remove_webauthn": Visit("guarded", key),
    "mfa_edit_webauthn": Visit("guarded", key),
    "api-docs": Visit("office"),
    "components": Visit("office"),
    "me": Visit("office"),
}
REGISTER = {
    "home": Visit("office"),
    "search": Visit("office", query=lambda scene: "?q=刘"),
    "ledger": Visit("office"),
    "ledger-print": Visit("office"),
    "household-sheets": Visit(
        "office", query=lambda scene: f"?id={scene.home.pk}&id={scene.alone.pk}"
    ),
    "household": Visit("office", home),
    "household-ask": Visit("office", home),
    "person-ask": Visit("office", person),
    "household-new": Visit("office"),
    "household-edit": Visit("office", home),
    "household-merge": Visit("office", home),
    "household-split": Visit("office", home),
    "household-close": Visit("office", home),
    "head-change": Visit("office", home),
    "member-new": Visit("office", home),
    "member-edit": Visit("office", member),
    "member-leave": Visit("office", member),
    "member-die": Visit("office", member),
    "member-move": Visit("office", member),
}
WORK = {
    "pairings": Visit("office"),
    "pairing-assign": Visit("office"),
    "pairing-change": Visit("office", home),
    "advice": Visit("office"),
    "advice-one": Visit("office", of_year("advice")),
    "advice-rule": Visit("office"),
    "hand-over": Visit("office", query=lambda scene: f"?officer={scene.tian.pk}"),
    "hand-over-list": Visit("office", query=pairings),
    "imports": Visit("office"),
    "set-aside": Visit("office"),
    "import": Visit("office", lambda scene: [scene.draft.pk]),
    "import-columns": Visit("office", lambda scene: [scene.draft.pk]),
}
CARDS = {
    "card": Visit("", lambda scene: [token_of(scene.card)]),
    "cards": Visit("office"),
    "cards-print": Visit("office"),
    "card-words": Visit("office"),
    "card-said": Visit("office"),
    "card-change": Visit("office", lambda scene: [scene.card.pk]),
}
RECORDS = {
    "diary": Visit("office"),
    "diary-year": Visit("officer"),
    "diary-write": Visit("officer"),
    "entry": Visit("office", of_year("entry")),
    "file-state": Visit("office", home),
    "file-member": Visit("office", member),
    "file-income": Visit("office", home),
    "benefits": Visit("office", home),
    "benefit": Visit("office", lambda scene: [scene.home.pk, scene.paid.line]),
    "income-rules": Visit("office"),
    "income-rule-new": Visit("county"),
    "needs": Visit("office"),
    "need": Visit("office", of_year("need")),
    "need-new": Visit("office"),
    "reply-rules": Visit("county"),
    "visits": Visit("office"),
    "need-fields": Visit("county"),
    "requirements": Visit("office"),
    "requirement-new": Visit("office"),
    "doubts": Visit("office"),
    "doubt": Visit("assessor", of_year("doubt")),
    "doubts-mine": Visit("officer"),
    "doubt-rules": Visit("office"),
    "doubt-rule": Visit("county", of_doubt_rule),
    "rechecks": Visit("office"),
    "recheck": Visit("assessor", of_year("recheck")),
    "recheck-new": Visit("office"),
    "assessments": Visit("office"),
    "assessment-mine": Visit("officer"),
    "assessment-scheme": Visit("office"),
    "assessment-scheme-new": Visit("office", of_scheme),
    "assessment": Visit("office", of_tian, of_this_year),
    "assessment-unit": Visit("leader", of_unit, of_this_year),
    "assessment-village": Visit("committee", of_village, of_this_year),
    "assessment-kept": Visit("assessor", of_year("assessment")),
    "batches": Visit("office"),
    "batch": Visit("office", of_year("batch")),
    "batch-new": Visit("office"),
    "batch-change": Visit("office", of_year("batch")),
    "batch-cancel": Visit("office", of_year("batch")),
    "schedule": Visit("office"),
    "days": Visit("office"),
    "blocked-new": Visit("office"),
    "holiday-new": Visit("office"),
    "season-new": Visit("office"),
    "schedule-rule": Visit("office"),
}
OFFICE = {
    "office": Visit("office"),
    "plan-copy": Visit("office"),
    "goal-new": Visit("office"),
    "goal-change": Visit("office", of_year("goal")),
    "task": Visit("office", of_year("task")),
    "task-new": Visit("office"),
    "task-change": Visit("office", of_year("task")),
    "bodies": Visit("office"),
    "body": Visit("office", of_year("body")),
    "body-new": Visit("office"),
    "body-change": Visit("office", of_year("body")),
    "body-end": Visit("office", of_year("body")),
    "post-new": Visit("office", of_year("body")),
    "post-change": Visit("office", of_year("post")),
    "post-end": Visit("office", of_year("post")),
    "post-appoint": Visit("office", of_year("post")),
    "post-free": Visit("office", of_year("post")),
    "documents": Visit("office"),
    "document": Visit("office", of_year("document")),
    "document-new": Visit("office"),
    "document-revise": Visit("office", of_year("document")),
    "document-issue": Visit("office", of_year("draft")),
    "document-end": Visit("office", of_year("document")),
    "meetings": Visit("office"),
    "meeting": Visit("office", of_year("meeting")),
    "meeting-new": Visit("office"),
    "meeting-change": Visit("office", of_year("meeting")),
    "meeting-note": Visit("office", of_year("meeting")),
    "meeting-cancel": Visit("office", of_year("meeting")),
    "grounds": Visit("office"),
}
PHONES = {
    "phones": Visit("office"),
    "device": Visit("office", of_phones("tian")),
    "phone-revoke": Visit("office", of_phones("tian")),
    "phone-end": Visit("officer", of_phones("tian")),
    "phone-file": Visit("office"),
    "clash": Visit("office", of_phones("area"), lambda scene: "?use=taken"),
    "kept": Visit("office", of_phones("kept"), lambda scene: "?use=dropped"),
}
HELP = {
    "commitments": Visit("office"),
    "commitments-print": Visit("office"),
    "commitment": Visit("officer", of_year("commitment")),
    "measures": Visit("office"),
    "measure-new": Visit("office"),
    "measure": Visit("office", of_year("measure")),
    "measure-block": Visit("office", of_year("measure")),
    "profile": Visit("office"),
    "profile-homes": Visit("office"),
    "indicator-sets": Visit("office"),
    "indicator-set-new": Visit("county"),
    "plans": Visit("office"),
    "plan": Visit("office", home),
    "plan-templates": Visit("office"),
    "plan-template-new": Visit("county"),
    "plan-template": Visit("county", plan_template),
    "plan-write": Visit("office", lambda scene: [scene.alone.pk]),
    "plan-return": Visit("office", home),
    "stage-review": Visit("office", of_year("stage")),
    "measure-drop": Visit("office", of_year("measure")),
    "projects": Visit("office"),
    "project-new": Visit("office"),
    "project": Visit("office", of_year("project")),
    "project-change": Visit("office", of_year("project")),
    "project-stage": Visit("office", of_year("project")),
    "project-accept": Visit("office", of_year("project")),
    "project-spend": Visit("office", of_year("project")),
    "stage-done": Visit("office", of_year("work")),
    "spending-cancel": Visit("office", of_year("spending")),
    "offers": Visit("office"),
    "offer-new": Visit("office"),
    "offer": Visit("office", of_year("offer")),
    "offer-change": Visit("office", of_year("offer")),
    "offer-more": Visit("office", of_year("offer")),
    "offer-withdraw": Visit("office", of_year("offer")),
    "offer-allocate": Visit("office", of_year("offer")),
    "allocations": Visit("office"),
    "allocation": Visit("office", of_year("allocation")),
    "allocation-split": Visit("office", of_year("allocation")),
    "board": Visit("leader", query=lambda scene: "?beside=1"),
    "board-map": Visit("leader"),
    "unmet": Visit("office"),
    "balance": Visit("office"),
    "loans": Visit("office"),
    "loan-new": Visit("office"),
    "loan": Visit("office", of_year("loan")),
    "village-plan": Visit("office"),
    "village-plan-version": Visit("office", of_year("village_plan")),
    "village-plan-paper": Visit("office", of_year("village_plan")),
    "village-plan-write": Visit("office"),
    "village-plan-publish": Visit("office", of_year("village_plan")),
    "village-plan-return": Visit("office", of_year("village_plan")),
    "village-plan-approve": Visit("office", of_year("village_plan")),
    "plan-item": Visit("office", of_year("plan_item")),
    "village-comment-new": Visit("office", of_year("village_plan")),
    "village-comment": Visit("office", of_year("comment")),
    "village-problems": Visit("office"),
    "village-problem-new": Visit("office"),
    "village-problem": Visit("office", of_year("problem")),
    "village-problem-solve": Visit("office", of_year("problem")),
    "village-facts": Visit("office"),
    "comment-rules": Visit("office"),
    "village-indicators": Visit("office"),
    "village-indicator-new": Visit("office"),
    "village-indicator": Visit("office", of_indicator),
    "activities": Visit("office"),
    "activity-new": Visit("office"),
    "activity": Visit("office", of_year("course")),
    "activity-change": Visit("office", of_year("activity")),
    "activity-cancel": Visit("office", of_year("activity")),
    "activity-plan": Visit("office"),
    "activity-replan": Visit("office", of_year("plan_ahead")),
    "activity-invite": Visit("office", of_year("plan_ahead")),
    "activity-invited": Visit("office", of_year("plan_ahead")),
    "activity-means": Visit("office", of_year("plan_ahead")),
    "activity-hold": Visit("office", of_year("plan_ahead")),
    "activity-came": Visit("office", of_year("course")),
    "activity-scan": Visit("office", of_year("plan_ahead")),
    "activity-results": Visit("office", of_year("course")),
    "activity-result-cancel": Visit("office", of_year("certificate")),
    "activity-certificates": Visit("office", of_year("course")),
    "activity-follow": Visit("office", of_year("course")),
    "activity-since": Visit("office", of_year("course")),
    "activity-kinds": Visit("office"),
    "activity-kind": Visit("county", of_activity_kind),
    "follow-ups": Visit("office"),
    "follow-up": Visit("office", of_year("follow_up")),
    "experts": Visit("office"),
    "expert-new": Visit("office"),
    "expert-change": Visit("office", of_year("expert")),
    "deliveries": Visit("office"),
    "delivery-new": Visit("office"),
    "delivery-cancel": Visit("office", of_year("delivery")),
    "goods": Visit("office"),
    "goods-new": Visit("office"),
    "figures": Visit("office"),
    "figure": Visit("office", named("visits")),
    "ledgers": Visit("office"),
    "exports": Visit("office"),
    "ledger-of": Visit("office", named("needs")),
    "ledger-of-print": Visit("office", named("visits")),
    "reports": Visit("office"),
    "report": Visit("office", named("results")),
    "report-edit": Visit("office", named("results")),
    "report-issued": Visit("office", of_year("paper")),
    "publicities": Visit("office"),
    "publicity-new": Visit("office"),
    "publicity-rules": Visit("county"),
    "ledger-links": Visit("office", named("needs")),
}
FORMS = {
    "forms": Visit("office"),
    "form": Visit("office", lambda scene: [scene.form.pk], lambda scene: "?cell=A9"),
    "form-fill": Visit("office", lambda scene: [scene.form.pk]),
}
PEOPLE = {
    "areas": Visit("office"),
    "area-new": Visit("office"),
    "area": Visit("office", lambda scene: [scene.village.pk]),
    "units": Visit("sysadmin"),
    "unit-new": Visit("sysadmin"),
    "unit": Visit("sysadmin", lambda scene: [scene.unit.pk]),
    "officers": Visit("office"),
    "officer-new": Visit("office"),
    "officers-paste": Visit("office"),
    "officer": Visit("office", lambda scene: [scene.tian.pk]),
    "officer-change": Visit("office", lambda scene: [scene.tian.pk]),
    "officer-strengths": Visit("office", lambda scene: [scene.tian.pk]),
    "officer-leave": Visit("office", lambda scene: [scene.tian.pk]),
    "accounts": Visit("secadmin"),
    "account-new": Visit("sysadmin"),
    "appoint": Visit("office"),
    "account-detail": Visit("secadmin", lambda scene: [scene.officer2.pk]),
    "account-change": Visit("sysadmin", lambda scene: [scene.officer2.pk]),
    "grant-new": Visit("secadmin", lambda scene: [scene.officer2.pk]),
    "access": Visit("secadmin"),
    "codes": Visit("sysadmin"),
    "hooks": Visit("sysadmin"),
    "hook": Visit("sysadmin", lambda scene: [scene.hook.pk]),
    "code-new": Visit("sysadmin"),
    "code": Visit("sysadmin", lambda scene: [code("relation", "之子").pk]),
    "rules": Visit("sysadmin"),
    "rule": Visit(
        "sysadmin", lambda scene: [QualityRule.objects.visible_to(SYSTEM).order_by("name")[0].pk]
    ),
    "audit": Visit("auditadmin"),
}
MORE = [
    ("home", Visit("officer")),
    ("home", Visit("leader")),
    ("home", Visit("secadmin")),
    ("forms", Visit("officer")),
    ("ledger", Visit("committee")),
    ("ledger", Visit("office", query=lambda scene: "?watch=any&unpaired=1&q=无此人")),
    ("household", Visit("office", lambda scene: [scene.alone.pk])),
    ("household", Visit("office", home, lambda scene: "?tab=changes")),
    ("household", Visit("office", home, lambda scene: "?tab=income")),
    ("diary", Visit("officer", query=lambda scene: "?q=牛棚")),
    ("diary-write", Visit("office", query=lambda scene: f"?household={scene.home.pk}")),
    ("visits", Visit("officer")),
    ("batches", Visit("officer")),
    ("office", Visit("officer")),
    ("task", Visit("officer", of_year("task"))),
    ("documents", Visit("officer", query=lambda scene: "?q=走访")),
    ("batch", Visit("officer", of_year("batch"))),
    ("schedule", Visit("office", query=lambda scene: f"?year={scene.year.schedule.year}")),
    ("needs", Visit("office", query=lambda scene: "?state=late")),
    ("figure", Visit("office", named("households_worse"))),
    ("household", Visit("officer", home)),
    ("import", Visit("office", lambda scene: [scene.written.pk])),
    ("import", Visit("office", lambda scene: [scene.draft.pk], lambda scene: "?show=fixed")),
    ("me", Visit("guarded")),
    ("me", Visit("officer")),
    ("phones", Visit("secadmin")),
    ("phones", Visit("office", query=lambda scene: "?show=ended")),
    ("device", Visit("officer", of_phones("tian"))),
    ("clash", Visit("office", of_phones("wording"), lambda scene: "?use=kept")),
]
"""The same pages as others meet them, or in another state."""

PARTS = {
    "entrance": ENTRANCE,
    "register": REGISTER,
    "cards": CARDS,
    "records": RECORDS,
    "phones": PHONES,
    "help": HELP,
    "office": OFFICE,
    "work": WORK,
    "forms": FORMS,
    "people": PEOPLE,
}
