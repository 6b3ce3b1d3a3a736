"""The menu is the method; it holds only what exists and what the actor may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from lianxin.people.policy import AccountActor

May = Callable[[AccountActor], bool]


@dataclass(frozen=True)
class Entry:
    name: str
    label: Any
    icon: str
    may: May
    href: str = ""
    here: bool = False


@dataclass(frozen=True)
class Group:
    seal: str
    title: Any
    entries: tuple[Entry, ...]


def sees(*models: str) -> May:
    return lambda actor: all(
        actor.sees(apps.get_model("lianxin", model)) is not None for model in models
    )


def does(*actions: str) -> May:
    return lambda actor: any(actor.allows(action) for action in actions)


def only_ends_phones(actor: AccountActor) -> bool:
    """Who decides about what phones sent finds them among the records instead."""
    return actor.allows("device.revoke") and not actor.allows("proposal.decide")


def reads_assessments(actor: AccountActor) -> bool:
    """More than one's own: a unit's, or a committee its village's."""
    if not sees("Assessment")(actor):
        return False
    return sees("Absence")(actor) or not actor.allows("commitment.accept")


def everybody(actor: AccountActor) -> bool:
    return True


MENU = (
    Group("", "", (Entry("home", _("首页"), "home", everybody),)),
    Group(
        "清",
        _("一清·底子清"),
        (
            Entry("ledger", _("联系户台账"), "users-group", sees("Household")),
            Entry("profile", _("多维画像"), "layout-grid", sees("Condition", "Livelihood")),
            Entry("pairings", _("结对"), "link", sees("Pairing")),
            Entry("cards", _("民情连心卡"), "qrcode", sees("Card")),
        ),
    ),
    Group(
        "记",
        _("二记·档案日记"),
        (
            Entry("diary", _("民情日记"), "notebook", sees("Entry")),
            Entry("phones", _("手机"), "device-mobile", does("proposal.decide")),
        ),
    ),
    Group(
        "定",
        _("三定·责任目标"),
        (
            Entry("commitments", _("责任书"), "clipboard-check", sees("Commitment")),
            Entry("measures", _("计划与措施"), "target-arrow", sees("Measure")),
            Entry("needs", _("需求办理"), "message-question", sees("Need")),
        ),
    ),
    Group(
        "化",
        _("四化·常抓不断"),
        (
            Entry("office", _("制度化"), "sitemap", sees("Task")),
            Entry("visits", _("走访进度"), "calendar-event", sees("Act")),
            Entry("batches", _("走访安排"), "calendar-check", sees("Batch")),
            Entry("offers", _("帮扶供给"), "arrows-exchange", sees("Offer")),
            Entry("unmet", _("需求对接"), "git-compare", sees("Offer", "Need")),
            Entry("allocations", _("分配到户"), "arrows-split", sees("Allocation")),
            Entry("projects", _("帮扶项目"), "packages", sees("Project")),
            Entry("loans", _("小额贷款"), "credit-card", sees("Loan")),
            Entry("balance", _("收支平衡"), "scale", sees("Offer", "Project")),
            Entry("village-plan", _("村级规划"), "map", sees("VillagePlan")),
            Entry("activities", _("活动与培训"), "school", sees("Activity")),
            Entry("deliveries", _("物资发放"), "heart-handshake", sees("Delivery")),
        ),
    ),
    Group(
        "考",
        _("核实·考核·上报"),
        (
            Entry("doubts", _("日记核实"), "shield-check", sees("Doubt", "Recheck")),
            Entry("doubts-mine", _("我的日记核实"), "shield-check", does("doubt.answer")),
            Entry("rechecks", _("抽户复核"), "user-question", sees("Recheck")),
            Entry("assessments", _("年度考核"), "clipboard-list", reads_assessments),
            Entry("assessment-mine", _("我的考核"), "clipboard-list", does("commitment.accept")),
            Entry("ledgers", _("各类台账"), "list-details", does("register.export")),
            Entry("reports", _("报表材料"), "file-text", does("report.make")),
            Entry("publicities", _("公示"), "speakerphone", sees("Publicity")),
            Entry("forms", _("照表填写"), "file-spreadsheet", sees("FormTemplate")),
            Entry("imports", _("导入表格"), "file-import", does("roster.start")),
        ),
    ),
    Group(
        "设",
        _("设置"),
        (
            Entry("areas", _("地方"), "map", does("area.add", "area.change")),
            Entry("units", _("单位"), "building", does("unit.add", "unit.change")),
            Entry("officers", _("干部"), "users", does("officer.join", "officer.change")),
            Entry(
                "accounts",
                _("账号"),
                "user-circle",
                does("account.open", "account.open_officer", "account.disable", "grant.give"),
            ),
            Entry("phones", _("手机"), "device-mobile", only_ends_phones),
            Entry("access", _("权限表"), "shield-lock", does("grant.give")),
            Entry("codes", _("代码表"), "list-details", does("code.add", "code.end")),
            Entry("rules", _("质量规则"), "scale", does("rule.change")),
            Entry("income-rules", _("收入口径"), "scale", does("income_rule.set")),
            Entry("indicator-sets", _("画像指标"), "list-check", does("indicator_set.begin")),
            Entry("requirements", _("规定动作"), "list-check", does("requirement.set")),
            Entry("village-indicators", _("村情指标"), "list-check", does("village_indicator.set")),
            Entry("hooks", _("事件通知"), "send", does("hook.add")),
            Entry("audit", _("审计记录"), "history", sees("AuditRow")),
        ),
    ),
)


WITHIN = {"/review/": ("/review/mine/",), "/assessments/": ("/assessments/mine/",)}
"""Addresses that stand below another entry's and have one of their own."""


def address_of(name: str, *arguments: Any) -> str:
    """Where a page stands, or nothing while it does not exist."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def menu_of(request: HttpRequest, actor: AccountActor) -> list[Group]:
    found = []
    for group in MENU:
        entries = tuple(
            Entry(entry.name, entry.label, entry.icon, entry.may, href, _here(request.path, href))
            for entry in group.entries
            if (href := address_of(entry.name)) and entry.may(actor)
        )
        if entries:
            found.append(Group(group.seal, group.title, entries))
    return found


def _here(path: str, href: str) -> bool:
    """The entry that leads to the page; of one that begins like another's, the longer alone."""
    if href == "/":
        return path == href
    return path.startswith(href) and not any(
        path.startswith(other) for other in WITHIN.get(href, ())
    )
