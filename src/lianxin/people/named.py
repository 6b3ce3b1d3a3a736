"""Plain names for what the policy and the audit trail speak of: actions, kinds of rows, scopes, doors."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from .policy import OWN_WRITES, POLICY, Scope

ACTIONS: dict[str, Any] = {
    "household.open": _("建户"),
    "household.change": _("改户资料"),
    "household.identify": _("改户编号、银行账号"),
    "household.merge": _("并户"),
    "household.split": _("分户"),
    "household.close": _("销户"),
    "household.reveal": _("看银行账号全号"),
    "member.join": _("加家庭成员"),
    "member.change": _("改成员资料"),
    "member.leave": _("成员离户"),
    "member.die": _("成员去世"),
    "member.move": _("成员转到别户"),
    "head.change": _("换户主"),
    "person.identify": _("改证件号"),
    "person.reveal": _("看证件全号"),
    "pairing.begin": _("开始结对"),
    "pairing.end": _("结束结对"),
    "pairing.hand_over": _("交接联系户"),
    "pairing.take_back": _("撤回结对"),
    "roster.start": _("上传名册"),
    "roster.correct": _("改名册里的格子"),
    "roster.write": _("名册写入"),
    "roster.take_back": _("整批撤回名册"),
    "roster.drop": _("放弃名册"),
    "roster.hand_back": _("下载有错的行"),
    "roster.settle": _("办结待补的户"),
    "register.export": _("导出台账"),
    "area.add": _("加村、加社"),
    "area.change": _("改地名、代码"),
    "unit.add": _("加单位"),
    "unit.change": _("改单位资料"),
    "unit.close": _("撤单位"),
    "partnership.begin": _("单位开始联村"),
    "partnership.end": _("单位不再联村"),
    "officer.join": _("加干部"),
    "officer.change": _("改干部资料"),
    "officer.leave": _("干部离任"),
    "absence.begin": _("登记干部不在岗"),
    "absence.end": _("改不在岗日期"),
    "account.open": _("开账号"),
    "account.open_officer": _("给干部开账号"),
    "account.appoint": _("首次任命三个管理员"),
    "account.change": _("改账号资料"),
    "account.disable": _("停用账号"),
    "account.enable": _("恢复账号"),
    "account.reset": _("重置密码"),
    "account.unlock": _("解锁账号"),
    "account.sign_in": _("登录"),
    "account.password": _("改自己的密码"),
    "account.factor": _("改自己的第二道验证"),
    "account.me": _("改自己的显示设置"),
    "token.make": _("做接口令牌"),
    "token.end": _("作废接口令牌"),
    "view.keep": _("存自己的视图"),
    "view.drop": _("删自己的视图"),
    "grant.give": _("授权"),
    "grant.end": _("收回授权"),
    "code.add": _("加代码值"),
    "code.end": _("停用代码值"),
    "code.spelling": _("改代码值的写法"),
    "rule.change": _("改质量规则"),
    "audit.verify": _("核对操作记录"),
    "audit.export": _("下载操作记录"),
    "instance.begin": _("初次设置"),
}
KINDS: dict[str, Any] = {
    "Household": _("户"),
    "Person": _("人"),
    "Membership": _("家庭成员"),
    "Pairing": _("结对关系"),
    "Standing": _("户类别和致贫原因"),
    "Living": _("住房和耕地"),
    "Income": _("收入"),
    "Condition": _("健康、教育、就业"),
    "RosterImport": _("导入的名册"),
    "SetAside": _("待补的户"),
    "Unit": _("单位"),
    "Partnership": _("联村关系"),
    "Officer": _("干部"),
    "Absence": _("不在岗"),
    "Account": _("账号"),
    "Grant": _("角色授权"),
    "AuditRow": _("操作记录"),
    "Token": _("接口令牌"),
    "SavedView": _("视图"),
    "Area": _("地方"),
    "Code": _("代码值"),
    "QualityRule": _("质量规则"),
}
SCOPES: dict[Scope, Any] = {
    Scope.UNIT: _("一个单位和它的下级，以及它们联的村"),
    Scope.AREA: _("一个村或乡镇"),
    Scope.OWN: _("今天自己联系的户"),
    Scope.INSTANCE: _("全系统，只限写明的几类"),
}
DOORS: dict[str, Any] = {
    "web": _("网页"),
    "phone": _("手机"),
    "api": _("接口"),
    "command": _("命令"),
}


def action_name(action: str) -> str:
    return str(ACTIONS.get(action, action))


def in_policy() -> set[str]:
    """Every action that some role, or everybody for themselves, may do."""
    return set(OWN_WRITES).union(*(policy.does for policy in POLICY.values()))
