"""What the marks of a form mean: names of fields as offices write them, and what is near to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache

from django.utils import translation

from lianxin.kernel.text import fold, tidy

from .field import HOME, MEMBER
from .fields import OF_FILLING, OF_HOMES, PERSON, field_of, income_items

HOMES = {
    "head": "户主 户主名 姓名",
    "head.id_tail": "身份证后四位 身份证号后四位 身份证号码后四位 证件号后四位 户主身份证后四位",
    "head.sex": "性别",
    "head.born": "出生日期 出生年月 户主出生年月",
    "head.age": "年龄",
    "head.ethnic": "民族",
    "head.party": "政治面貌",
    "head.education": "文化程度 学历",
    "head.health": "健康状况 身体状况",
    "head.labour": "劳动技能 劳动能力",
    "number": "编号",
    "phone": "电话 联系电话 联系方式 手机 手机号 手机号码 户主电话 户主联系电话",
    "village": "行政村 村名 所在村",
    "group": "组 社组 村民小组 自然村 所在社",
    "town": "乡 镇 乡镇名称 所在乡镇",
    "county": "县 区 县区 区县 县名",
    "members": "人口数 家庭人口 家庭人口数 人数 家庭成员数 家庭人数",
    "labour": "劳动力 劳动力人数 劳动力数",
    "category": "户类别",
    "standing.category": "户属性 脱贫户类型 贫困户属性",
    "standing.watch": "监测对象类别 监测对象类型 监测对象",
    "cause": "致贫原因 主要原因 致贫主要原因",
    "living.dangerous_house": "危房 危房户 是否危房户",
    "living.safe_water": "安全饮水 饮水安全 是否解决安全饮用水",
    "standing.risk_cleared": "风险是否已消除 风险是否解除",
    "land.irrigated": "有效灌溉 有效灌溉面积 水浇地面积",
    "dwelling.road": "入户路类型 入户道路 入户路情况",
    "dwelling.business_power": "是否通生产用电",
    "dwelling.road_km": (
        "与村主干路距离 距村主干路距离 与主干路距离 与村主干道距离 距主干道距离 与村主干路距离公里"
        " 与村主干路距离千米 与村主干路距离km 距村主干路公里 离主干路公里数"
    ),
    "dwelling.road_metres": "与村主干路距离米 与村主干路距离m 距村主干路距离米 与主干路距离米 离主干路米",
    "production.cooperative": (
        "是否加入农民专业合作组织 加入农民专业合作组织 农民专业合作组织 是否加入农民专业合作社"
        " 是否加入合作社 是否参加合作社 合作社"
    ),
    "production.company": "是否有龙头企业带动 有无龙头企业带动 龙头企业",
    "production.leader": (
        "是否有创业致富带头人带动 有无创业致富带头人带动 创业致富带头人带动 致富带头人"
        " 是否有致富带头人带动"
    ),
    "production.business_help": "产业帮扶类型 到户产业帮扶 产业帮扶",
    "dwelling.fuel": "主要燃料类型 主要燃料种类",
    "dwelling.house_area": "房屋面积",
    "dwelling.structure": "住房结构 房屋类型",
    "dwelling.toilet": "是否有卫生厕所",
    "dwelling.power": "是否通生活用电 通电",
    "dwelling.broadcast": "是否通广播电视",
    "income": "人均收入 年人均纯收入 上年人均纯收入 家庭人均纯收入",
    "income.net": "纯收入 年纯收入 家庭年纯收入 家庭总收入",
    "officer": "帮扶责任人 帮扶干部 结对干部 责任人 包户干部 帮扶人 联户干部",
    "officer.unit": "帮扶单位 帮扶责任人单位 责任人单位 联户单位",
    "officer.post": "职务 帮扶责任人职务 责任人职务",
    "officer.phone": "帮扶责任人电话 责任人电话 帮扶干部电话 联系干部电话",
    "since": "结对时间 帮扶开始时间",
    "needs": "需求 主要需求 家庭需求 诉求 困难 主要困难 主要诉求 存在困难",
    "measures": "措施 帮扶计划",
    "visits": "走访次数 入户次数 今年入户 本年走访",
    "visits.last": "最近走访 最近入户 走访日期 入户日期",
    "today": "今天 日期 填表时间 填报日期 制表日期",
    "today.year": "年 填表年",
    "today.month": "月 填表月",
    "today.day": "日 填表日",
    "as_of": "截至日期 数据日期 截止日期",
    "year": "年份",
    "by": "填报人 制表人 经办人",
    "unit": "单位 填表单位 单位名称",
    "count": "户数 合计户数 总户数",
}
MEMBERS = {
    "name": "成员姓名 家庭成员姓名 家庭成员",
    "relation": "关系 户主关系 称谓",
    "born": "出生年月 生日",
    "id_tail": "身份证后四位 身份证号后四位 身份证号码后四位",
    "education": "学历 文化",
    "health": "身体状况 健康",
    "labour": "劳动能力",
    "work_months": "务工时间 务工时间月",
    "mandarin": "是否会讲普通话 会说普通话 普通话",
    "not_at_school": "义务教育阶段未上学原因 失学辍学原因 失学原因 辍学原因",
    "abroad": "是否国外务工 境外务工 是否出国务工",
    "public_post": "公益岗位 公益岗 公益性岗位名称 公益性岗位类型",
    "public_post_months": "公益性岗位月数 公益岗位月数 在岗月数",
    "jobless_graduate": ("大专或本科毕业生未就业原因 大专及以上毕业生未就业原因 未就业原因"),
    "stay_months": "年居住时间 年居住月数 在家居住时间 一年在家几个月",
    "disability_issued": "残疾证办证日期 发证日期",
    "disability_year": "残疾证办证年份 残疾证发证年度 办证年度",
    "supported": "是否特困供养人员 是否特困 特困 是否特困人员 是否五保 特困供养",
    "way": "供养方式",
    "minimum": (
        "低保 是否低保 享受低保 是否享受低保 吃低保 是否吃低保 是否享受农村居民最低生活保障"
        " 享受农村居民最低生活保障 农村居民最低生活保障 是否享受最低生活保障 最低生活保障"
    ),
    "orphaned": "是否事实无人抚养儿童 是否事实无人抚养",
    "employee_medical": (
        "城镇职工医保 城镇职工基本医疗保险 是否参加城镇职工基本医疗保险 参加职工医保"
    ),
    "commercial_medical": "商业医疗保险 是否参加商业补充医疗保险 商业补充医疗 商业保险",
    "employee_pension": (
        "职工养老 城镇职工养老保险 城镇职工基本养老保险 是否参加城镇职工基本养老保险"
    ),
    "accident_insurance": "是否享受人身意外保险补贴 享受人身意外保险补贴 意外保险补贴 意外保险",
    "medical_relief": "医疗救助 是否接受医疗救助 是否享受医疗救助",
    "health_help": "其他健康扶贫 是否接受其他健康扶贫 其他健康帮扶 是否接受其他健康帮扶",
    "doing": "职业 从事职业",
    "work_region": "务工地 务工所在地 务工区域",
    "employer": "务工企业 务工企业名称",
    "phone": "联系电话 家庭成员联系电话 手机 手机号 手机号码",
    "illness_insurance": "是否参加大病保险 参加大病保险",
    "medical_insurance": (
        "医保 是否参加医保 新农合 城乡居民医保 城乡居民基本医疗保险 是否参加城乡居民基本医疗保险"
    ),
    "pension": (
        "养老保险 是否参加养老保险 城乡居民养老 城乡居民基本养老保险 是否参加城乡居民基本养老保险"
    ),
}
"""Besides a field's own title; parted by blanks."""
WHOLE = "身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码 户主身份证号 户主证件号码".split()
"""Numbers that are never written whole into a form."""
PREFIX = re.compile(
    r"(家庭成员|成员|每人|人员|每户|名册|各户|户主|户|本户|家庭)\s*(\d{0,2})\s*[.．·:：/、_-]\s*(.+)"
)
UNITED = re.compile(r"(.+?)\s*[（(\[【]\s*(?:单位\s*[：:]\s*)?(.{1,4}?)\s*[)）\]】]")
IN_MONTHS = dict.fromkeys(
    ("work_months", "public_post_months", "stay_months"), frozenset({"月", "个月", "月数"})
)
UNITS: Mapping[str, frozenset[str]] = {
    **IN_MONTHS,
    "house_area": frozenset({"平方米", "平米", "m2"}),
    "rooms": frozenset({"间"}),
    "road_km": frozenset({"公里", "千米", "km"}),
    "members": frozenset({"人", "口"}),
    "labour": frozenset({"人"}),
    "age": frozenset({"岁", "周岁"}),
}
"""In which units a field is told, folded; land is told in 亩, money in 元."""
ALL_MEMBERS = {"家庭成员", "成员", "每人", "人员"}
ALL_HOMES = {"每户", "名册", "各户", "户"}


def understood(mark: str) -> str | None:
    """The slot that a mark's words mean: ``户主``, ``成员.姓名``, ``成员2.姓名``, ``户.联系电话``."""
    way, words = _way(mark)
    folded = fold(words)
    if folded in _whole():
        return None
    names = _names(MEMBER if way.startswith("member") else way)
    name = names.get(folded) or _united(names, words)
    return f"{'home' if way == 'head' else way}:{name}" if name else None


def _united(names: Mapping[str, str], words: str) -> str | None:
    """A heading that ends with the unit in which we tell it: 耕地面积（亩）, 公益性岗位（月数）."""
    found = UNITED.fullmatch(words)
    if found is None:
        return None
    name = names.get(fold(found[1]))
    return name if name and fold(found[2]) in _units(name) else None


def _units(name: str) -> frozenset[str]:
    field = field_of(HOME, name) or field_of(MEMBER, name)
    if field is not None and field.kind == "money":
        return frozenset({"元"})
    if name.startswith("land."):
        return frozenset({"亩"})
    return UNITS.get(name.rpartition(".")[2], frozenset())


def near(mark: str, most: int = 3) -> list[str]:
    """Slots that could be meant, the nearest first."""
    way, words = _way(mark)
    folded = fold(words)
    kind = MEMBER if way.startswith("member") else way
    way = "home" if way == "head" else way
    if folded in _whole():
        return [f"{way}:{'id_tail' if kind == MEMBER else 'head.id_tail'}"]
    scored: dict[str, float] = {}
    for text, name in _names(kind).items():
        share = SequenceMatcher(None, folded, text).ratio()
        if len(text) > 1 and (folded.endswith(text) or folded in text):
            share += 0.3
        scored[name] = max(share, scored.get(name, 0.0))
    best = sorted(scored, key=lambda name: -scored[name])
    return [f"{way}:{name}" for name in best[:most] if scored[name] >= 0.5]


def _way(mark: str) -> tuple[str, str]:
    text = tidy(mark)
    found = PREFIX.fullmatch(text)
    if found is None:
        return "home", text
    prefix, number, rest = found.groups()
    if prefix in ALL_MEMBERS:
        return f"member{int(number) if number else ''}", rest
    if prefix == "户主":
        return "head", rest
    return ("each" if prefix in ALL_HOMES else "home"), rest


@cache
def _whole() -> frozenset[str]:
    return frozenset(map(fold, WHOLE))


def _names(way: str) -> Mapping[str, str]:
    """Folded words to the names of fields."""
    if way == MEMBER:
        return _of_members()
    if way == "head":
        return _of_head()
    lines: dict[str, str] = {}
    with translation.override("zh-hans"):
        for one in income_items():
            lines.setdefault(fold(str(one.title)), one.name)
    return {**lines, **_of_homes()}


@cache
def _of_homes() -> Mapping[str, str]:
    found: dict[str, str] = {}
    with translation.override("zh-hans"):
        for one in (*OF_HOMES, *OF_FILLING):
            found.setdefault(fold(str(one.title)), one.name)
            if one.name.startswith("land."):
                found.setdefault(fold(f"{one.title}面积"), one.name)
    return found | _also(HOMES)


@cache
def _of_members() -> Mapping[str, str]:
    with translation.override("zh-hans"):
        found = {fold(str(one.title)): one.name for one in PERSON}
    return found | _also(MEMBERS)


@cache
def _of_head() -> Mapping[str, str]:
    """户主.电话 and the like: a member's words for what is kept of the head."""
    kept = {one.name for one in OF_HOMES}
    found = {word: f"head.{name}" for word, name in _of_members().items() if f"head.{name}" in kept}
    return found | dict.fromkeys(map(fold, ("姓名", "名字")), "head")


def _also(words: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): name for name, text in words.items() for word in text.split()}
