"""For how long a plan lies open for comments, as it comes with the product; a later rule has its own day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as _

from lianxin.kernel.actor import SYSTEM

from .models import CommentRule

SINCE = date(2012, 1, 1)
SOURCE = _("村级规划公示征求意见不少于 7 天（按自然日算，首尾两天都算）")


def load_comment_rules() -> None:
    """Once, into an instance without any."""
    if not CommentRule.objects.visible_to(SYSTEM).exists():
        CommentRule.objects.create(days=7, source=SOURCE, from_day=SINCE)
