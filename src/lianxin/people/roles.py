"""The roles: what each sees, what it may do, and the kind of scope it holds. The only place that knows.

A role is three things: the models it sees, the actions it may do, and the kind of scope it holds.
``docs/access.md`` is generated from this file; a test walks every route and model against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Role
from .rows import (
    ACCOUNTS,
    ASSESSED,
    DIARY,
    FORMS,
    HELP,
    INTAKE,
    LOANS,
    OFFICE_BOOKS,
    PAPERS,
    PEOPLE,
    PHONES,
    RECHECKS,
    REGISTER,
    REVIEW,
    SUPPLY,
    TRIPS,
)
from .writes import (
    ADVICE_WRITES,
    ALLOCATION_WRITES,
    ASSESSED_WRITES,
    ASSESSMENT_WRITES,
    BATCH_WRITES,
    BLOCKED_WRITES,
    BOOK_WRITES,
    CARD_WRITES,
    COMMITMENT_WRITES,
    HOUSEHOLD_WRITES,
    INTAKE_WRITES,
    OFFICE_WRITES,
    OFFICER_WRITES,
    PAIRING_WRITES,
    PLAN_WRITES,
    RECORD_WRITES,
    REVIEW_WRITES,
    SUPPLY_WRITES,
    VILLAGE_WRITES,
)


class Scope(Enum):
    """What a grant of the role covers."""

    UNIT = "unit"
    """The unit's subtree and the villages it is paired with; of a section of a paired unit, the
    households its officers answer for today."""
    AREA = "area"  # one village or town and what lies in it
    OWN = "own"  # the households the officer is paired with today
    INSTANCE = "instance"  # everything of the kinds named, and nothing else


@dataclass(frozen=True)
class RolePolicy:
    scope: Scope
    sees: frozenset[str]
    does: frozenset[str]
    because: Any


POLICY: dict[Role, RolePolicy] = {
    Role.OFFICER: RolePolicy(
        Scope.OWN,
        REGISTER
        | DIARY
        | HELP
        | LOANS
        | TRIPS
        | FORMS
        | OFFICE_BOOKS
        | REVIEW
        | ASSESSED
        | {"Officer", "Proposal", "Blocked", "Strength", "Commitment", "Expert", "VillageComment"},
        RECORD_WRITES
        | BLOCKED_WRITES
        | ASSESSED_WRITES
        | {"doubt.answer", "doubt.object", "village_comment.take"}
        | {"proposal.withdraw", "form.fill", "commitment.accept", "task.progress"}
        | {"person.reveal", "member.change", "household.change", "household.take", "diary.take"},
        _("结对干部看自己的联系户，写日记、记需求、填户档，改得了电话等日常资料。"),
    ),
    Role.OFFICE: RolePolicy(
        Scope.UNIT,
        REGISTER
        | DIARY
        | HELP
        | PAPERS
        | PEOPLE
        | ACCOUNTS
        | INTAKE
        | PHONES
        | FORMS
        | TRIPS
        | SUPPLY
        | LOANS
        | OFFICE_BOOKS
        | REVIEW
        | RECHECKS
        | ASSESSED
        | {"Proposal", "Card", "Confirmation", "Blocked", "Schedule"}
        | {"ReceiptWord", "VillageComment"}
        | {"Strength", "Advice", "AdvisedPair", "Commitment", "Expert"},
        HOUSEHOLD_WRITES
        | OFFICE_WRITES
        | PLAN_WRITES
        | SUPPLY_WRITES
        | ALLOCATION_WRITES
        | BATCH_WRITES
        | BLOCKED_WRITES
        | BOOK_WRITES
        | REVIEW_WRITES
        | ASSESSMENT_WRITES
        | PAIRING_WRITES
        | ADVICE_WRITES
        | COMMITMENT_WRITES
        | CARD_WRITES
        | INTAKE_WRITES
        | OFFICER_WRITES
        | frozenset(
            [
                "area.add",
                "area.change",
                "partnership.begin",
                "partnership.end",
                "unit.change",
                "account.open_officer",
                "account.appoint",
                "account.disable",
                "account.enable",
                "account.reset",
                "doubt.rule",
                "register.export",
                "register.export_whole",
                "household.take",
                "diary.take",
                "task.progress",
                *("form.keep", "form.change", "form.drop", "form.fill"),
                "device.revoke",
                "outbox.bring",
                "proposal.decide",
                "quarantine.decide",
            ]
        ),
        _("联户办管本单位的干部和所联村的户；还没有管理员时由它任命一次。"),
    ),
    Role.LEADER: RolePolicy(
        Scope.UNIT,
        REGISTER
        | DIARY
        | HELP
        | TRIPS
        | PAPERS
        | PEOPLE
        | FORMS
        | SUPPLY
        | LOANS
        | OFFICE_BOOKS
        | REVIEW
        | RECHECKS
        | ASSESSED
        | {"Card", "Blocked", "Strength", "Commitment", "Expert", "VillageComment"},
        frozenset(
            (
                *("register.export", "report.make", "report.take"),
                *("household.take", "diary.take", "form.fill", "assessment.sign"),
            )
        ),
        _("单位领导看本单位全部，审定考核，不改数据。"),
    ),
    Role.VILLAGE: RolePolicy(
        Scope.AREA,
        REGISTER | HELP | TRIPS | ASSESSED | {"Need", "NeedStep"},
        ASSESSED_WRITES
        | frozenset(
            [
                *("register.export", "need.open", "need.talk", "need.close"),
                *("delivery.receive", "allocation.receive"),
            ]
        )
        | VILLAGE_WRITES,
        _("村委会看本村台账，办本村的需求，签收物资，写本村的规划；看不到干部的日记。"),
    ),
    Role.DEPARTMENT: RolePolicy(
        Scope.UNIT,
        frozenset({"Unit", "Officer"}) | SUPPLY,
        SUPPLY_WRITES,
        _("部门记自己能提供的帮扶资源，看它分到哪个村、用了多少；看不到户和人。"),
    ),
    Role.ASSESSOR: RolePolicy(
        Scope.UNIT,
        frozenset({"Household", "Membership", "Pairing", "Act", "Activity"})
        | PEOPLE
        | REVIEW
        | RECHECKS
        | ASSESSED,
        REVIEW_WRITES | {"assessment.answer"},
        _(
            "考核组核实疑点、抽户复核、答复考核申诉，看结对、户名和做了几次，不看日记内容、证件、健康和收入。"
        ),
    ),
    Role.SYSADMIN: RolePolicy(
        Scope.INSTANCE,
        PEOPLE | ACCOUNTS | {"Hook", "HookCall", "Reminded"},
        OFFICER_WRITES
        | frozenset(
            [
                "area.add",
                "area.change",
                "unit.add",
                "unit.change",
                "unit.close",
                "partnership.begin",
                "partnership.end",
                "account.open",
                "account.change",
                "account.disable",
                "account.enable",
                "account.reset",
                "code.add",
                "code.end",
                "code.spelling",
                "rule.change",
                *("hook.add", "hook.pause", "hook.end", "hook.try"),
            ]
        ),
        _("系统管理员开账号、建单位和代码表，看不到群众资料。"),
    ),
    Role.SECADMIN: RolePolicy(
        Scope.INSTANCE,
        PEOPLE | ACCOUNTS | {"Device"},
        frozenset(
            [
                *("grant.give", "grant.end", "account.disable", "account.enable"),
                *("account.unlock", "device.revoke"),
            ]
        ),
        _("安全管理员授权、停用、解锁，看不到群众资料。"),
    ),
    Role.AUDITADMIN: RolePolicy(
        Scope.INSTANCE,
        frozenset({"AuditRow"}),
        frozenset({"audit.verify", "audit.export"}),
        _("审计管理员只看操作记录，查它有没有被人动过。"),
    ),
}
ADMINS = frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN})
"""Three separated administrators (GB/T 22239-2019): one account holds one of them and no other role."""
