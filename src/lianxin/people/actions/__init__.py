"""All writes of areas, units, officers, accounts and grants, by noun."""

from .account import (
    Opened,
    account_change,
    account_disable,
    account_enable,
    account_open,
    account_open_officer,
    account_reset,
    administrators_appoint,
)
from .area import area_add, area_change, group_remove, groups_add
from .grant import grant_end, grant_give
from .officer import (
    absence_begin,
    absence_end,
    officer_change,
    officer_join,
    officer_leave,
    officers_join,
)
from .trail import audit_export, audit_verify
from .unit import partnership_begin, partnership_end, unit_add, unit_change, unit_close

__all__ = (
    "Opened",
    "absence_begin",
    "absence_end",
    "account_change",
    "account_disable",
    "account_enable",
    "account_open",
    "account_open_officer",
    "account_reset",
    "administrators_appoint",
    "area_add",
    "area_change",
    "audit_export",
    "audit_verify",
    "grant_end",
    "grant_give",
    "group_remove",
    "groups_add",
    "officer_change",
    "officer_join",
    "officer_leave",
    "officers_join",
    "partnership_begin",
    "partnership_end",
    "unit_add",
    "unit_change",
    "unit_close",
)
