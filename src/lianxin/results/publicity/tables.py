"""How long lists hang at least, as it comes with the product; a later rule stands beside it with its day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as _

from lianxin.kernel.actor import SYSTEM

from .models import PublicityRule

SINCE = date(2012, 1, 1)
SOURCE = _("公示不少于 5 天（按自然日算，首尾两天都算）")


def load_publicity_rules() -> None:
    """Once, into an instance without any."""
    if PublicityRule.objects.visible_to(SYSTEM).exists():
        return
    PublicityRule.objects.create(days=5, source=SOURCE, from_day=SINCE)
