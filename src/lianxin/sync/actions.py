"""All that is decided about phones and about what they sent."""

from .carried import outbox_bring
from .devices import device_add, device_end, device_recover, device_revoke
from .proposals import proposal_decide, proposal_withdraw
from .quarantine import quarantine_decide

__all__ = (
    "device_add",
    "device_end",
    "device_recover",
    "device_revoke",
    "outbox_bring",
    "proposal_decide",
    "proposal_withdraw",
    "quarantine_decide",
)
