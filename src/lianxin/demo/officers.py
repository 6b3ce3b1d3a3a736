"""Who works at the two units, since when, and whose households each one took over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lianxin.people.models import Role

UNIT = "市自然资源执法支队"
OTHER_UNIT = "市水利局"
DEPARTMENT = "县农业农村局"
TOWN, VILLAGE, OTHER_VILLAGE = "洛门镇", "阳坡村", "阴坡村"
BEGAN = date(2012, 3, 20)
SECTIONS = {
    "支队领导": "王克俭 魏建设 赵文斌 马国栋 李建平",
    "监察一科": "田立新 石维民 高建军 张海燕",
    "监察二科": "罗汉文 周振华 蒋明远 刘志强 白晓红 吴雪琴 陈永刚",
    "法规科": "韩秀兰 蔡玉明 孟秀莲 董小军",
    "办公室财务": "杜春生 何晓燕 王雅琴 杨晓东",
}
"""The unit's sections 科室, and who belongs or belonged to each."""


@dataclass(frozen=True)
class Post:
    """``took`` names whose households came to this officer on the first day; blank: since 2012."""

    name: str
    post: str
    since: date
    rank: str = "一级科员"
    skills: str = ""
    took: str = ""
    left: date | None = None
    leaving: str = ""


FIRST = date(2012, 1, 4)
PAST = (
    Post("王克俭", "支队长", FIRST, "四级调研员", left=date(2019, 3, 11), leaving="退休"),
    Post("韩秀兰", "科员", FIRST, left=date(2014, 7, 1), leaving="退休"),
    Post(
        "魏建设",
        "副支队长",
        FIRST,
        "一级主任科员",
        left=date(2015, 9, 7),
        leaving="调往市自然资源局",
    ),
    Post("罗汉文", "科员", FIRST, left=date(2016, 4, 5), leaving="调往甘谷县"),
    Post("周振华", "科员", FIRST, left=date(2018, 6, 4), leaving="调往市林草局"),
    Post("杜春生", "科员", FIRST, left=date(2020, 9, 1), leaving="退休"),
    Post("蔡玉明", "科员", FIRST, left=date(2021, 8, 2), leaving="调往秦州区"),
    Post("蒋明远", "科员", FIRST, left=date(2024, 3, 18), leaving="退休"),
)
PRESENT = (
    Post("赵文斌", "支队长", date(2019, 3, 11), "四级调研员", took="王克俭"),
    Post("马国栋", "副支队长", date(2015, 9, 7), "一级主任科员", "土地政策", took="魏建设"),
    Post("何晓燕", "联户办主任", FIRST, "二级主任科员", "财务"),
    Post("田立新", "科员", FIRST, "三级主任科员", "果树嫁接"),
    Post("刘志强", "科员", date(2016, 4, 5), skills="电工", took="罗汉文"),
    Post("石维民", "科员", FIRST, "三级主任科员", "测绘"),
    Post("孟秀莲", "科员", date(2014, 7, 1), skills="法律", took="韩秀兰"),
    Post("白晓红", "科员", date(2018, 6, 4), skills="家政培训", took="周振华"),
    Post("高建军", "科员", FIRST, "三级主任科员", "养殖"),
    Post("吴雪琴", "科员", date(2024, 3, 18), skills="电商", took="蒋明远"),
    Post("张海燕", "科员", date(2018, 6, 4), took="周振华"),
    Post("李建平", "执法大队长", FIRST, "二级主任科员", "地质灾害"),
    Post("王雅琴", "科员", date(2020, 9, 1), skills="教育", took="杜春生"),
    Post("陈永刚", "驾驶员", FIRST, "工勤", "农机维修"),
    Post("杨晓东", "科员", date(2024, 3, 18), skills="计算机", took="蒋明远"),
    Post("董小军", "科员", date(2021, 8, 2), took="蔡玉明"),
)
OTHERS = (
    Post("马志远", "科员", FIRST, "三级主任科员", "水利工程"),
    Post("苏雅丽", "科员", FIRST),
)
ON_STUDY, HELPER, HELPED = "董小军", "田立新", "王拴牢"


@dataclass(frozen=True)
class Login:
    """An account of the demo, named by its role as the contract has it."""

    login: str
    name: str
    role: Role
    unit: str = UNIT
    officer: bool = False
    area: bool = False


LOGINS = (
    Login("office", "何晓燕", Role.OFFICE),
    Login("officer", "田立新", Role.OFFICER, officer=True),
    Login("officer2", "刘志强", Role.OFFICER, officer=True),
    Login("leader", "赵文斌", Role.LEADER),
    Login("village", "阳坡村村委会", Role.VILLAGE, unit="", area=True),
    Login("department", "县农业农村局", Role.DEPARTMENT, unit=DEPARTMENT),
    Login("assessor", "市考核组", Role.ASSESSOR),
    Login("outsider", "马志远", Role.OFFICER, unit=OTHER_UNIT, officer=True),
    Login("sysadmin", "系统管理员", Role.SYSADMIN, unit=""),
    Login("secadmin", "安全管理员", Role.SECADMIN, unit=""),
    Login("auditadmin", "审计管理员", Role.AUDITADMIN, unit=""),
)
