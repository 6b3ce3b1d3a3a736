"""Forms open only for who may send them: the action that each address leads to.

The action itself asks the policy again, about the very row; this spares people a form in vain.
"""

NEEDS: dict[str, tuple[str, ...]] = {
    "household-ask": ("household.reveal",),
    "person-ask": ("person.reveal",),
    "household-new": ("household.open",),
    "household-edit": ("household.change",),
    "household-merge": ("household.merge",),
    "household-split": ("household.split",),
    "household-close": ("household.close",),
    "head-change": ("head.change",),
    "member-new": ("member.join",),
    "member-edit": ("member.change",),
    "member-leave": ("member.leave",),
    "member-die": ("member.die",),
    "member-move": ("member.move",),
    "pairing-assign": ("pairing.begin",),
    "pairing-change": ("pairing.begin",),
    "hand-over": ("pairing.hand_over",),
    "hand-over-list": ("pairing.hand_over",),
    "imports": ("roster.start",),
    "import-sample": ("roster.start",),
    "import-columns": ("roster.correct",),
    "set-aside": ("roster.settle",),
    "area-new": ("area.add",),
    "unit-new": ("unit.add",),
    "officer-new": ("officer.join",),
    "officers-paste": ("officer.join",),
    "officer-change": ("officer.change",),
    "officer-leave": ("officer.leave",),
    "account-new": ("account.open",),
    "account-change": ("account.change", "account.open"),
    "appoint": ("account.appoint",),
    "grant-new": ("grant.give",),
    "code-new": ("code.add",),
}
