"""All writes of the register. Each is one keyword-only function: policy, transaction, audit row."""

from .household import (
    household_change,
    household_close,
    household_merge,
    household_open,
    household_split,
)
from .member import (
    head_change,
    member_change,
    member_die,
    member_join,
    member_leave,
    member_move,
)
from .pairing import (
    pairing_begin,
    pairing_begin_all,
    pairing_end,
    pairing_hand_over,
    pairing_take_back,
)
from .reveal import household_reveal, person_reveal

__all__ = [
    "head_change",
    "household_change",
    "household_close",
    "household_merge",
    "household_open",
    "household_reveal",
    "household_split",
    "member_change",
    "member_die",
    "member_join",
    "member_leave",
    "member_move",
    "pairing_begin",
    "pairing_begin_all",
    "pairing_end",
    "pairing_hand_over",
    "pairing_take_back",
    "person_reveal",
]
