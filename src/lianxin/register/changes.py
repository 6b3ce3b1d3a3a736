"""How people come into a household and leave it (人员变更, codes.md §6), as memberships keep it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Joining(models.TextChoices):
    """``MOVED``, ``SPLIT`` and ``MERGED`` are written by their own actions, never chosen in a form."""

    MARRIED_IN = "married_in", _("嫁入")
    BORN = "born", _("新生儿")
    CAME = "came", _("其他转入")
    OPENED = "opened", _("立户")
    MOVED = "moved", _("从别户转来")
    SPLIT = "split", _("分户")
    MERGED = "merged", _("并户")


class Leaving(models.TextChoices):
    MARRIED_OUT = "married_out", _("嫁出")
    ABROAD = "abroad", _("出国定居")
    IMPRISONED = "imprisoned", _("判刑收监")
    LEFT = "left", _("其他转出")
    DIED = "died", _("死亡")
    MOVED = "moved", _("转到别户")
    SPLIT = "split", _("分户")
    MERGED = "merged", _("并户")
    MISTAKE = "mistake", _("登记有误")


JOINS = (Joining.MARRIED_IN, Joining.BORN, Joining.CAME)
LEAVES = (Leaving.MARRIED_OUT, Leaving.ABROAD, Leaving.IMPRISONED, Leaving.LEFT)


def joined_label(value: str) -> str:
    """The words for ``Membership.joined_by``; what an import has written is told where it can be."""
    if value in Joining.values:
        return str(Joining(value).label)
    return gettext(value) if value else ""


def left_label(value: str) -> str:
    return str(Leaving(value).label) if value in Leaving.values else value
