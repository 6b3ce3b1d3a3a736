"""The declared expectation of every address: who may read it, and whose row stands in it.

A new address fails ``test_routes`` until it is declared here.
"""

from __future__ import annotations

from typing import NamedTuple

from lianxin.people.models import Role
from lianxin.people.policy import POLICY

EVERYBODY = "everybody"  # also who is not signed in
SIGNED_IN = "signed in"
OWN = "own"  # one's own session and settings: nothing of anybody else's, answers vary


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
        return bool(set(wanted.split()) & (policy.sees if word == "sees" else policy.does))


API = {
    "openapi": Page(EVERYBODY),
    "api-docs": Page(EVERYBODY),
    "api:health": Page(EVERYBODY),
    "api:areas": Page(SIGNED_IN),
    "api:households": Page(SIGNED_IN),
    "api:household": Page("sees Household", "Household"),
    "api:household_members": Page("sees Household", "Household"),
    "api:members": Page(SIGNED_IN),
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
SHELL = {
    "home": Page(SIGNED_IN),
    "components": Page(OWN),
    "village": Page(OWN, methods="POST"),
    "set_language": Page(EVERYBODY, methods="POST"),
    "text-size": Page(OWN, methods="POST"),
    "me": Page(SIGNED_IN, methods="GET POST"),
}
PAGES: dict[str, Page] = {**API, **ACCOUNT, **SHELL}
