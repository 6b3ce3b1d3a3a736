"""What a proposal of pairings weighs, as it comes with the product."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianxin.kernel.actor import SYSTEM

from .models import PairingRule

FITS: dict[str, Any] = {
    "skills": {
        "因病": ["医疗卫生", "社会救助"],
        "因残": ["残疾人服务", "医疗卫生", "社会救助"],
        "因学": ["教育", "社会救助"],
        "因灾": ["社会救助", "水利水保", "住房建设"],
        "缺土地": ["种植", "就业和劳务"],
        "缺水": ["水利水保"],
        "缺技术": ["种植", "养殖", "林果"],
        "缺劳动力": ["社会救助", "电商销售"],
        "缺资金": ["财务金融", "项目"],
        "交通条件落后": ["交通", "项目"],
        "自身发展动力不足": ["群众工作", "就业和劳务"],
        "因意外事故": ["法律", "社会救助"],
        "因产业项目失败": ["项目", "财务金融", "电商销售"],
        "因务工就业不稳定": ["就业和劳务", "法律"],
        "因突发公共事件": ["社会救助"],
    },
    "languages": {
        "藏族": "藏语",
        "蒙古族": "蒙古语",
        "维吾尔族": "维吾尔语",
        "哈萨克族": "哈萨克语",
        "东乡族": "东乡语",
        "保安族": "保安语",
        "撒拉族": "撒拉语",
        "土族": "土族语",
        "裕固族": "裕固语",
        "彝族": "彝语",
        "苗族": "苗语",
        "壮族": "壮语",
        "朝鲜族": "朝鲜语",
    },
    "otherwise": "当地话",
}
"""``otherwise``: what is spoken to those who speak no 普通话 and have no language of their own in the list."""


def load_pairing_rules() -> None:
    """Once, into an instance without any."""
    if not PairingRule.objects.visible_to(SYSTEM).exists():
        PairingRule.objects.create(
            from_day=date(2012, 1, 1), fits=FITS, source="产品自带，请按本单位的实际修改"
        )
