"""The papers of a household's folder and of a village's office, by the headings that their forms ask for.

Headings as in a county's full-field household export, the 32-column roster, the extra tables of the household
book (帮扶手册) and the ledgers of a village app; what is signed or told by the household itself is left to the hand.
"""

from __future__ import annotations

MEMBERS = "成员."
"""Before a heading: a row for each member."""


def of_members(headings: str) -> list[str]:
    return [MEMBERS + one for one in headings.split()]


FORMS: dict[str, list[str]] = {
    "封面": "户主姓名 户编号 县 乡镇 村 自然村 联系干部 帮扶单位 年度".split(),
    "家庭基本情况": (
        "县 乡镇 村 自然村 户编号 户主姓名 户主证件号码 户联系电话 户类型 监测对象类别 风险是否已消除"
        " 致贫原因 是否军烈属 家庭人口数 劳动力人数"
    ).split(),
    "家庭成员": of_members(
        "姓名 证件号码 与户主关系 性别 出生日期 民族 政治面貌 家庭成员联系电话 文化程度 在校生状况 健康状况"
        " 劳动技能 务工所在地 务工企业名称 务工时间(月) 是否参加大病保险"
    ),
    "成员社会保障": of_members(
        "姓名 是否特困供养人员 是否享受农村居民最低生活保障 是否参加城乡居民基本医疗保险"
        " 城乡居民基本养老保险 残疾类别 残疾等级"
    ),
    "土地": (
        "户主姓名 耕地面积 有效灌溉面积 林地面积 退耕还林面积 林果面积 牧草地面积 水面面积"
    ).split(),
    "住房和水电路": (
        "户主姓名 住房面积 住房结构 是否危房户 入户路类型 与村主干路距离 是否通生活用电 是否通生产用电"
        " 是否通广播电视 是否解决安全饮用水 是否有卫生厕所 主要燃料类型"
    ).split(),
    "生产组织": "户主姓名 是否加入农民专业合作组织 是否有龙头企业带动 是否有创业致富带头人带动".split(),
    "收入核算": (
        "户主姓名 工资性收入 生产经营性收入 生产经营性支出 财产性收入 转移性收入 家庭纯收入 人均纯收入"
    ).split(),
    "收入变化": "户主姓名 收入是哪一年的 人均纯收入 人均纯收入比上年".split(),
    "帮扶责任人": "户主姓名 帮扶责任人 帮扶单位 帮扶责任人职务 帮扶责任人电话 结对时间".split(),
    "需求登记": "户主姓名 需求 没办完的需求（件）".split(),
    "帮扶措施": "户主姓名 帮扶措施 帮扶措施（项）".split(),
    "帮扶计划": "户主姓名 帮扶目标 分年度计划".split(),
    "入户登记": "户主姓名 联系干部 本年入户（次） 最近一次入户".split(),
    "满意度": "户主姓名 帮扶责任人 满意程度 户主签字".split(),
}
"""A household's folder 一户一档: name of the paper to its headings."""

LEDGERS: dict[str, str] = {
    "cards": "联系卡发放", "visits": "入户走访", "stays": "驻村", "lectures": "宣讲", "talks": "谈心",
    "needs": "问题诉求与办结", "resources": "帮扶资源", "projects": "项目与资金", "deliveries": "物资发放",
    "trainings": "培训", "village_plan": "村级规划", "assessment": "年度考核", "publicity": "成果公示",
}  # fmt: skip
"""Those the method needs, by their names for ``./lianxin export``; a household's ledgers come besides."""
