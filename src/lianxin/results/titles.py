"""Short titles of the figures, their units, and the groups of the method in which a page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.figure import Figure

TITLES: dict[str, Any] = {
    "households": _("联系户"),
    "members": _("家庭成员"),
    "officers": _("联系干部"),
    "unpaired_households": _("没有结对的户"),
    "known_households": _("底子清的户"),
    "monitored_households": _("监测对象"),
    "income_per_head_median": _("人均纯收入中位数"),
    "households_better": _("向好的户"),
    "households_same": _("平稳的户"),
    "households_worse": _("变差的户"),
    "profiled_households": _("画像查清的户"),
    "lacking_households": _("缺得多的户"),
    "entries": _("民情日记"),
    "visits": _("入户"),
    "households_visited": _("入户走到的户"),
    "unvisited_households": _("还没入户的户"),
    "talks": _("谈心"),
    "stay_days": _("驻村"),
    "lectures": _("宣讲"),
    "trainings": _("培训"),
    "activities": _("帮扶活动"),
    "activity_people": _("活动到场群众"),
    "activities_planned": _("计划中的活动"),
    "activities_lecture": _("宣讲活动"),
    "activities_study": _("学习辅导"),
    "activities_farm": _("农业技术培训"),
    "activities_trade": _("务工技能培训"),
    "activities_expert": _("专家上门"),
    "activities_medical": _("看病体检"),
    "activities_harvest": _("三夏助农"),
    "activities_goods": _("物资慰问"),
    "activities_legal": _("法律援助"),
    "activities_other": _("其他活动"),
    "people_trained": _("参加培训的人"),
    "certificates": _("发出的证书"),
    "follow_ups_done": _("回访"),
    "found_work": _("培训后找到活的人"),
    "activity_cost": _("活动支出"),
    "leaflets": _("印刷资料"),
    "bags": _("成袋物资"),
    "households_given": _("领到物资的户"),
    "projects": _("争取项目"),
    "project_funds": _("项目资金"),
    "project_received": _("到账资金"),
    "project_spent": _("项目支出"),
    "project_brought": _("上年结转资金"),
    "project_left": _("还没付出的资金"),
    "offers": _("帮扶供给"),
    "offered_funds": _("提供的资金"),
    "allocations": _("分配"),
    "households_supplied": _("分到并签收的户"),
    "needs_unmet": _("没有着落的需求"),
    "loans": _("小额贷款"),
    "loan_funds": _("小额贷款金额"),
    "loans_overdue": _("超期的贷款"),
    "plan_items": _("规划里的项目"),
    "plan_items_done": _("规划里完成的项目"),
    "plan_budget": _("规划项目的资金"),
    "plan_spent": _("规划项目花了多少"),
    "plan_comments": _("对规划的意见"),
    "plan_comments_answered": _("答复了的意见"),
    "needs_raised": _("提出的需求"),
    "needs_closed": _("办结的需求"),
    "needs_open": _("在办的需求"),
    "needs_overdue": _("超期的需求"),
    "measures": _("帮扶措施"),
    "measures_done": _("办完的措施"),
    "measures_due": _("到期的措施"),
    "planned_households": _("有计划的户"),
    "needs_due": _("到期的需求"),
    "needs_answered": _("有回音的需求"),
    "file_items_asked": _("户档该问的项"),
    "file_items_known": _("户档已有的项"),
    "verified_households": _("户情核过的户"),
    "carded_households": _("拿到连心卡的户"),
    "stars": _("户主打的星"),
    "entries_in_time": _("及时的日记"),
    "entries_excluded": _("不计入的日记"),
}
UNITS: dict[str, Any] = {
    "户": _("户"),
    "人": _("人"),
    "人次": _("人次"),
    "元": _("元"),
    "次": _("次"),
    "天": _("天"),
    "场": _("场"),
    "篇": _("篇"),
    "份": _("份"),
    "袋": _("袋"),
    "个": _("个"),
    "件": _("件"),
    "项": _("项"),
    "笔": _("笔"),
    "条": _("条"),
    "颗": _("颗"),
    "%": "%",
}
KINDS = "lecture study farm trade expert medical harvest goods legal other".split()
"""Groups of kinds of activities, in the method's order."""
GROUPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    (
        "果",
        _("户的变化"),
        (
            "households_better",
            "households_same",
            "households_worse",
            "income_per_head_median",
            "lacking_households",
            "profiled_households",
            "monitored_households",
            "stars",
        ),
    ),
    (
        "清",
        _("一清·底子清"),
        (
            *("households", "members", "officers", "unpaired_households", "known_households"),
            *("verified_households", "carded_households"),
        ),
    ),
    (
        "记",
        _("二记·档案日记"),
        (
            *("entries", "entries_in_time", "entries_excluded"),
            *("file_items_asked", "file_items_known"),
        ),
    ),
    (
        "定",
        _("三定·责任目标"),
        (
            "measures",
            "measures_done",
            "measures_due",
            "planned_households",
            "needs_raised",
            "needs_closed",
            "needs_open",
            "needs_overdue",
            "needs_due",
            "needs_answered",
            "needs_unmet",
        ),
    ),
    (
        "化",
        _("四化·常抓不断"),
        (
            *(
                "visits",
                "households_visited",
                "unvisited_households",
                "talks",
                "stay_days",
                "lectures",
                "trainings",
            ),
            *("activities", "activities_planned", "activity_people", "activity_cost"),
            *(f"activities_{one}" for one in KINDS),
            *("people_trained", "certificates", "follow_ups_done", "found_work"),
            *("leaflets", "bags", "households_given"),
            *("projects", "project_funds", "project_received", "project_spent"),
            *("project_brought", "project_left"),
            *("offers", "offered_funds", "allocations", "households_supplied"),
            *("loans", "loan_funds", "loans_overdue"),
            *("plan_items", "plan_items_done", "plan_budget", "plan_spent"),
            *("plan_comments", "plan_comments_answered"),
        ),
    ),
)


def title(figure: Figure) -> str:
    return str(TITLES.get(figure.name, figure.name))


def unit(figure: Figure) -> str:
    return str(UNITS.get(figure.unit, figure.unit))


def grouped(figures: Iterable[Figure]) -> list[tuple[str, Any, list[Figure]]]:
    """The figures by the groups of the method; those of no group come last."""
    left = {figure.name: figure for figure in figures}
    found = [
        (seal, name, [left.pop(one) for one in names if one in left])
        for seal, name, names in GROUPS
    ]
    return [one for one in (*found, ("", _("其他"), list(left.values()))) if one[2]]
