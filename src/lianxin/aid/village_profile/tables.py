"""What is asked of a village, as it comes with the product; a unit that asks otherwise adds rows of its own."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as _

from lianxin.kernel.actor import SYSTEM

from .models import VillageIndicator

SINCE = date(2012, 1, 1)
OWN = _("产品自带，按村里年年要报的基本情况定")
WORKS, SERVICES, TRADE, FIELDS = _("路水电网"), _("公共服务"), _("产业和集体"), _("土地")
AT_SCHOOL = (_("村里有"), _("到邻村上"), _("到镇上上"))
ROWS: tuple[tuple[str, str, str, str, str, tuple[str, ...], bool], ...] = (
    ("road_groups", WORKS, _("通硬化路的社"), "number", _("个社"), (), True),
    ("road_km", WORKS, _("村里硬化路"), "number", _("公里"), (), True),
    ("tap_homes", WORKS, _("自来水到户"), "number", _("户"), (), True),
    ("safe_water", WORKS, _("饮水安全达标"), "yes", "", (), True),
    ("power", WORKS, _("通动力电"), "yes", "", (), True),
    ("internet_homes", WORKS, _("通宽带"), "number", _("户"), (), True),
    ("lights", WORKS, _("路灯"), "number", _("盏"), (), True),
    ("clinic", SERVICES, _("村卫生室"), "yes", "", (), True),
    ("doctors", SERVICES, _("村医"), "number", _("人"), (), True),
    ("school", SERVICES, _("小学在哪里上"), "choice", "", AT_SCHOOL, True),
    ("kindergarten", SERVICES, _("幼儿园在哪里上"), "choice", "", AT_SCHOOL, True),
    ("culture_room", SERVICES, _("文化活动室"), "yes", "", (), True),
    ("day_care", SERVICES, _("老年人日间照料点"), "yes", "", (), True),
    ("bus", SERVICES, _("通客车"), "yes", "", (), True),
    ("cooperatives", TRADE, _("合作社"), "number", _("个合作社"), (), True),
    ("cooperative_homes", TRADE, _("加入合作社"), "number", _("户"), (), True),
    ("collective_income", TRADE, _("村集体收入"), "money", _("元"), (), True),
    ("working_away", TRADE, _("在外务工"), "number", _("人"), (), True),
    ("arable", FIELDS, _("耕地"), "number", _("亩"), (), True),
    ("terraced", FIELDS, _("其中梯田"), "number", _("亩"), (), True),
    ("irrigated", FIELDS, _("其中水浇地"), "number", _("亩"), (), True),
    ("idle", FIELDS, _("其中撂荒地"), "number", _("亩"), (), False),
    ("orchard", FIELDS, _("果园"), "number", _("亩"), (), True),
    ("greenhouse", FIELDS, _("大棚"), "number", _("亩"), (), True),
    ("forest", FIELDS, _("林地"), "number", _("亩"), (), True),
)


def load_village_indicators() -> None:
    """Each key once: what somebody has changed or ended stays so."""
    known = set(VillageIndicator.objects.visible_to(SYSTEM).values_list("key", flat=True))
    VillageIndicator.objects.bulk_create(
        VillageIndicator(
            key=key,
            heading=heading,
            name=name,
            kind=kind,
            unit=unit,
            choices=list(choices),
            more=more,
            source=OWN,
            position=place,
            from_day=SINCE,
        )
        for place, (key, heading, name, kind, unit, choices, more) in enumerate(ROWS)
        if key not in known
    )
