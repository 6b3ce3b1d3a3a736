"""What each life event asks, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.people.models import Area
from lianxin.register.changes import JOINS, LEAVES
from lianxin.register.models import Household, Membership

from .asks import Ask, Choices, code_of, codes, groups, households
from .form import Form
from .requests import Acted

YES_NO: dict[str, bool | None] = {"1": True, "0": False}
SPLIT_LEAD = gettext_lazy("勾上分出去的人，定一个新户主。户号自动排，分出去以前的记录留在老户。")


def _day(label: Any, hint: Any = "") -> Ask:
    return Ask("day", label, hint or _("默认今天；补登的写实际那天"), type="date", required=True)


def _phone(hint: Any = "") -> Ask:
    return Ask("phone", _("电话"), hint, type="tel", maxlength=20, inputmode="tel")


def _sexes() -> Choices:
    return [("", _("按证件号")), ("1", _("男")), ("2", _("女"))]


def _identity() -> list[Ask]:
    return [
        Ask(
            "id_number",
            _("证件号"),
            _("18 位身份证号；加密保存，页面上只露后四位。性别和生日从号里读"),
            maxlength=24,
        ),
        Ask(
            "no_id_reason",
            _("没有证件号的原因"),
            _("有证件号就空着。比如：新生儿，未办"),
            maxlength=60,
        ),
        Ask("sex", _("性别"), _("没有证件号时才要填"), choices=_sexes()),
        Ask("born", _("出生日期"), _("没有证件号时才要填"), type="date"),
    ]


def _origin() -> list[Ask]:
    unknown = _("不清楚")
    return [
        Ask("ethnic", _("民族"), choices=codes("ethnic", empty=unknown)),
        Ask("party", _("政治面貌"), choices=codes("party", empty=unknown)),
    ]


def new_household(village: Area) -> list[Ask]:
    return [
        Ask("name", _("户主姓名"), _("照户口簿或身份证写"), required=True, maxlength=60),
        *_identity(),
        Ask("group", _("社"), _("户号按社排"), choices=groups(village, _("还没分社"))),
        _phone(_("下户前好联系；没有就空着")),
        *_origin(),
        Ask("register_code", _("户编号"), _("全国系统里的编号，对账用；没有就空着"), maxlength=20),
        _day(_("从哪天起")),
    ]


def household(row: Household, full: bool) -> list[Ask]:
    choices = [("", _("不清楚")), ("1", _("是")), ("0", _("不是"))]
    daily = [_phone(), Ask("martyr_family", _("军烈属"), choices=choices)]
    if not full:
        return daily
    kept = _("现在尾号 %(tail)s；不改就空着") % {"tail": row.bank_tail} if row.bank_tail else ""
    return [
        *daily,
        Ask("group", _("社"), _("改社不改户号"), choices=groups(row.village, _("还没分社"))),
        Ask("register_code", _("户编号"), _("全国系统里的编号，对账用；没有就空着"), maxlength=20),
        Ask("bank_name", _("开户银行"), maxlength=40),
        Ask(
            "bank_account",
            _("银行账号"),
            kept or _("发补贴对账用；加密保存"),
            maxlength=40,
            inputmode="numeric",
        ),
    ]


def known_household(row: Household) -> dict[str, Any]:
    answers = {True: "1", False: "0", None: ""}
    return {
        "phone": row.phone,
        "martyr_family": answers[row.martyr_family],
        "group": row.group_id,
        "register_code": row.register_code,
        "bank_name": row.bank_name,
    }


def merge(request: Acted, row: Household) -> list[Ask]:
    return [
        Ask("into", _("并到哪一户"), choices=households(request, row, _("请选")), required=True),
        _day(_("哪天并的")),
        Ask("reason", _("原因"), _("以后查得到为什么"), maxlength=120),
    ]


def split(others: Sequence[Membership]) -> list[Ask]:
    return [
        next_head(others),
        _phone(_("新户的电话")),
        _day(_("哪天分的")),
    ]


def close() -> list[Ask]:
    endings = [
        (str(one.value), one.label)
        for one in Household.Ending
        if one is not Household.Ending.MERGED
    ]
    return [
        Ask("ending", _("为什么销户"), choices=[("", _("请选")), *endings], required=True),
        _day(_("哪天")),
        Ask("reason", _("说明"), maxlength=120),
    ]


def new_member() -> list[Ask]:
    ways = [(str(way.value), way.label) for way in JOINS]
    return [
        Ask("name", _("姓名"), _("照户口簿或身份证写"), required=True, maxlength=60),
        Ask(
            "relation",
            _("与户主关系"),
            choices=codes("relation", empty=_("请选"), without=["户主"]),
            required=True,
        ),
        Ask("joined_by", _("怎么来的"), choices=[("", _("请选")), *ways], required=True),
        _day(_("哪天来的"), _("新生儿写出生那天")),
        *_identity(),
        _phone(),
        *_origin(),
    ]


def member(row: Membership, full: bool) -> list[Ask]:
    daily = [_phone(), *_origin()]
    if not full:
        return daily
    person = row.person
    kept = _("现在尾号 %(tail)s；不改就空着") % {"tail": person.id_tail} if person.id_tail else ""
    number = Ask("id_number", _("证件号"), kept or _("补上以后，原因就不用了"), maxlength=24)
    asks = [Ask("name", _("姓名"), required=True, maxlength=60), number]
    if not person.id_tail:
        asks += _identity()[1:]
    if not row.is_head:
        asks.append(
            Ask(
                "relation",
                _("与户主关系"),
                _("改了从今天起算，以前的留着"),
                choices=codes("relation", without=["户主"]),
            )
        )
    return [*asks, *daily]


def known_member(row: Membership) -> dict[str, Any]:
    person = row.person
    return {
        "name": person.name,
        "no_id_reason": person.no_id_reason,
        "sex": person.sex if person.sex in {"1", "2"} else "",
        "born": person.born,
        "phone": person.phone,
        "ethnic": person.ethnic_id,
        "party": person.party_id,
        "relation": row.relation_id,
    }


def member_fields(form: Form, row: Membership, full: bool) -> dict[str, Any]:
    """Only what was changed, so that correcting a phone is no correction of an identity."""
    fields: dict[str, Any] = {"phone": form["phone"]}
    fields |= {"ethnic": code_of(form, "ethnic"), "party": code_of(form, "party")}
    if not full:
        return fields
    if form["name"].strip() != row.person.name:
        fields["name"] = form["name"]
    if form["id_number"].strip():
        fields["id_number"] = form["id_number"]
    if not row.person.id_tail:
        told = {"no_id_reason": form["no_id_reason"], "sex": form["sex"]}
        fields |= {**told, "born": form.day("born")}
    if not row.is_head and form["relation"] != str(row.relation_id):
        fields["relation"] = code_of(form, "relation") or row.relation
    return fields


def leave() -> list[Ask]:
    ways = [(str(way.value), way.label) for way in LEAVES]
    return [
        Ask("left_by", _("怎么走的"), choices=[("", _("请选")), *ways], required=True),
        _day(_("哪天走的")),
    ]


def die() -> list[Ask]:
    return [_day(_("去世日期"))]


def move(request: Acted, row: Household) -> list[Ask]:
    return [
        Ask(
            "household", _("转到哪一户"), choices=households(request, row, _("请选")), required=True
        ),
        Ask(
            "relation",
            _("与那户户主的关系"),
            choices=codes("relation", empty=_("请选"), without=["户主"]),
            required=True,
        ),
        _day(_("哪天转的")),
    ]


def head(others: Sequence[Membership]) -> list[Ask]:
    return [next_head(others), _day(_("从哪天起"))]


def next_head(others: Sequence[Membership]) -> Ask:
    listed = [
        (
            str(row.person_id),
            _("%(name)s（%(relation)s）")
            % {"name": row.person.name, "relation": row.relation.told},
        )
        for row in others
    ]
    return Ask("new_head", _("新户主"), choices=[("", _("请选")), *listed], required=True)


def relations(first: Any) -> Choices:
    return codes("relation", empty=first, without=["户主"])
