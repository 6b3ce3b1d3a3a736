"""Plain names for what the policy and the audit trail speak of: actions, kinds of rows, scopes, doors, details."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from .action_names import ACTIONS
from .roles import POLICY, Scope
from .writes import OWN_WRITES

SCOPES: dict[Scope, Any] = {
    Scope.UNIT: _("一个单位和它的下级，以及它们联的村"),
    Scope.AREA: _("一个村或乡镇"),
    Scope.OWN: _("今天自己联系的户"),
    Scope.INSTANCE: _("全系统，只限写明的几类"),
}
DOORS: dict[str, Any] = {
    "web": _("网页"),
    "phone": _("手机上"),
    "file": _("手机导出的文件"),
    "api": _("接口"),
    "command": _("命令"),
    "card": _("连心卡"),
    "public": _("公示页"),
    "link": _("数据链接"),
}
DETAILS: dict[str, Any] = {
    "account": _("账号"),
    "active": _("在用"),
    "added": _("加上"),
    "addresses": _("锁定的地址"),
    "after": _("改后"),
    "appointed": _("任命了"),
    "area": _("地方"),
    "before": _("改前"),
    "broken": _("对不上的"),
    "cards": _("连心卡"),
    "cells": _("格子"),
    "code": _("代码"),
    "conditions": _("条件"),
    "day": _("日期"),
    "ending": _("怎么结束"),
    "batches": _("批次"),
    "fields": _("改了哪些"),
    "file": _("文件"),
    "form": _("格式"),
    "from_day": _("从哪天"),
    "gap": _("先空着"),
    "gave": _("交出"),
    "groups": _("社"),
    "head": _("户主"),
    "household": _("户"),
    "how": _("方式"),
    "joined": _("加入"),
    "joined_by": _("怎么来的"),
    "kind": _("种类"),
    "language": _("语言"),
    "last": _("到哪天"),
    "leaving": _("去向或原因"),
    "left": _("离开"),
    "left_by": _("怎么走的"),
    "ledger": _("台账"),
    "list": _("代码表"),
    "locked": _("加了密码"),
    "login": _("登录名"),
    "made_at": _("备份的时间"),
    "masked": _("遮住姓名和号码"),
    "members": _("家庭成员"),
    "merged": _("并进来的户"),
    "name": _("名称"),
    "new": _("新的"),
    "number": _("号"),
    "officer": _("干部"),
    "parent": _("上级"),
    "post": _("职务"),
    "provisional": _("暂编"),
    "purpose": _("用途"),
    "rank": _("职级"),
    "reason": _("原因"),
    "removed": _("去掉"),
    "responsible": _("负责"),
    "role": _("角色"),
    "rows": _("条数"),
    "rule": _("规则"),
    "text_size": _("字号"),
    "thresholds": _("界限"),
    "token": _("接口令牌"),
    "took": _("接手"),
    "unit": _("单位"),
    "until": _("到哪天为止"),
    "value": _("值"),
    "view": _("视图"),
    "village": _("村"),
}


def detail_name(key: str) -> str:
    return str(DETAILS.get(key, key))


def action_name(action: str) -> str:
    return str(ACTIONS.get(action, action))


def in_policy() -> set[str]:
    """Every action that some role, or everybody for themselves, may do."""
    return set(OWN_WRITES).union(*(policy.does for policy in POLICY.values()))
