"""The days that come with the product: holidays of 2026 by the State Council's notice, seasons of a village.

The notice for a year comes out in the autumn before; until somebody has entered it, weekends are all that
is known to be free of a later year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_noop as _

from lianxin.kernel.actor import SYSTEM

from .models import Holiday, Season

NOTICE = "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）"
OFF = (
    (_("元旦"), date(2026, 1, 1), 3),
    (_("春节"), date(2026, 2, 15), 9),
    (_("清明节"), date(2026, 4, 4), 3),
    (_("劳动节"), date(2026, 5, 1), 5),
    (_("端午节"), date(2026, 6, 19), 3),
    (_("中秋节"), date(2026, 9, 25), 3),
    (_("国庆节"), date(2026, 10, 1), 7),
)
WORKED = (
    (_("元旦"), date(2026, 1, 4)),
    (_("春节"), date(2026, 2, 14)),
    (_("春节"), date(2026, 2, 28)),
    (_("劳动节"), date(2026, 5, 9)),
    (_("国庆节"), date(2026, 9, 20)),
    (_("国庆节"), date(2026, 10, 10)),
)
OWN = "产品自带，请按本村的农时修改"
SEASONS = (
    (_("三夏抢收"), Season.Wish.PREFER, date(2026, 6, 8), date(2026, 6, 28)),
    (_("过年前看望"), Season.Wish.PREFER, date(2026, 1, 12), date(2026, 1, 30)),
    (_("秋收打碾"), Season.Wish.AVOID, date(2026, 9, 28), date(2026, 10, 15)),
)


def load_days() -> None:
    """Once, into an instance without any: what an office has taken away does not come back."""
    if not Holiday.objects.visible_to(SYSTEM).exists():
        Holiday.objects.bulk_create(_holidays())
    if not Season.objects.visible_to(SYSTEM).exists():
        Season.objects.bulk_create(
            Season(name=name, wish=wish, first=first, last=last, yearly=True, source=OWN)
            for name, wish, first, last in SEASONS
        )


def _holidays() -> Iterator[Holiday]:
    for name, first, days in OFF:
        for n in range(days):
            yield Holiday(day=first + timedelta(days=n), name=name, source=NOTICE)
    for name, day in WORKED:
        yield Holiday(day=day, name=name, off=False, source=NOTICE)
