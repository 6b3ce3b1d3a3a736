"""Which life of the instance this is: whoever was told something in another one is asked again."""

from __future__ import annotations

from .ids import new_id
from .models import Epoch


def epoch() -> str:
    """The present epoch; made with its first question."""
    return str(Epoch.objects.get_or_create(pk=1)[0].epoch)


def renew() -> str:
    """A new epoch, within the caller's transaction: after a restore, what was acknowledged since the
    backup is no longer there."""
    Epoch.objects.update_or_create(pk=1, defaults={"epoch": new_id()})
    return epoch()
