"""The sets that come with the product: 两不愁三保障 with water, living, work and income, by Alkire and Foster.

Six dimensions of equal weight, as the global MPI gives its dimensions equal weight, and within a dimension
equal weights but for safe water, which the standard names of its own. The office may begin its own set.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as _

from lianxin.kernel.actor import SYSTEM

from .models import Indicator, IndicatorSet

METHOD = (
    "算法：Alkire、Foster《Counting and multidimensional poverty measurement》（2011）。界线同联合国开发计划署和"
    "牛津大学的全球多维贫困指数（2010 年起）：缺到三分之一算贫困，缺到五分之一算易陷入贫困。"
)
OUTLINE = "中国农村扶贫开发纲要（2011－2020年）"
DECISION = "中共中央、国务院关于打赢脱贫攻坚战的决定（2015）"
GUARD = "国开发〔2020〕6号：关于建立防止返贫监测和帮扶机制的指导意见"
SCHOOL_LAW = "义务教育法"
GLOBAL = "全球多维贫困指数"
UNDER, FROM = Indicator.Side.UNDER, Indicator.Side.FROM
POOR, AT_RISK = (1, 3), (1, 5)
"""Of the global index: poor from one third on, vulnerable from one fifth on."""


def _lines(income: int, source: str, safe: str) -> tuple[tuple[object, ...], ...]:
    """Dimension, name, what is said of who lacks it, aspect, side, number, weight, source."""
    return (
        (_("收入"), _("收入够吃穿"), _("收入不够线"), "income", UNDER, income, 6, source),
        (
            _("教育"),
            _("孩子都上学"),
            _("有孩子该上学没上"),
            "out_of_school",
            FROM,
            1,
            3,
            SCHOOL_LAW,
        ),
        (_("教育"), _("有人上完初中"), _("家里没人上完初中"), "schooled", UNDER, 1, 3, GLOBAL),
        (_("医疗健康"), _("都参加医保"), _("有人没参加医保"), "uninsured", FROM, 1, 3, safe),
        (_("医疗健康"), _("没有人得大病"), _("有人得大病"), "ill", FROM, 1, 3, safe),
        (_("住房"), _("住房安全"), _("住房不安全"), "house_safe", UNDER, 1, 6, safe),
        (_("饮水和生活"), _("饮水安全"), _("饮水不安全"), "water_safe", UNDER, 1, 2, safe),
        (_("饮水和生活"), _("通生活用电"), _("没通电"), "power", UNDER, 1, 1, OUTLINE),
        (_("饮水和生活"), _("卫生厕所"), _("没有卫生厕所"), "toilet", UNDER, 1, 1, GLOBAL),
        (_("饮水和生活"), _("用清洁能源"), _("烧柴草、煤炭"), "clean_fuel", UNDER, 1, 1, GLOBAL),
        (_("饮水和生活"), _("入户路硬化"), _("入户路没硬化"), "hard_road", UNDER, 1, 1, OUTLINE),
        (_("劳动就业"), _("有劳力"), _("家里没有劳力"), "able", UNDER, 1, 3, GUARD),
        (_("劳动就业"), _("有人务工"), _("没有人务工"), "work_months", UNDER, 1, 3, GUARD),
    )


ROWS = (
    (
        _("两不愁三保障"),
        f"{OUTLINE}；收入线 2300 元是 2010 年不变价的国家扶贫标准。{METHOD}",
        date(2011, 12, 1),
        date(2021, 1, 1),
        POOR,
        _lines(230_000, OUTLINE, DECISION),
    ),
    (
        _("三保障和防返贫"),
        f"{GUARD}；收入线 6000 元，是当年国家扶贫标准的 1.5 倍。各省每年另定，请照文件改。{METHOD}",
        date(2021, 1, 1),
        None,
        AT_RISK,
        _lines(600_000, GUARD, GUARD),
    ),
)
FIELDS = ("dimension", "name", "lack", "aspect", "side", "cut", "weight", "source")


def load_indicators() -> None:
    """Once, into an instance without any."""
    if IndicatorSet.objects.visible_to(SYSTEM).exists():
        return
    for name, source, from_day, until, cut, lines in ROWS:
        row = IndicatorSet.objects.create(
            name=name,
            source=source,
            cut_part=cut[0],
            cut_whole=cut[1],
            from_day=from_day,
            until=until,
        )
        Indicator.objects.bulk_create(
            Indicator(set=row, position=place, **dict(zip(FIELDS, line, strict=True)))
            for place, line in enumerate(lines)
        )
