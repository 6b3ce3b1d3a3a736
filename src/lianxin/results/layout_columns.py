"""The national register's two sheets, column by column as it has them: 已脱贫人口名单 and 全字段.

One row a person; what is of the household stands in each of its rows. A roster import reads both again.
Only the running number stands empty; what follows from other columns (sums, the people of a year, the year
of a certificate) is worked out, and a roster import leaves it aside.
"""

from __future__ import annotations

from lianxin.records.file.income import Income
from lianxin.records.file.models import (
    Condition,
    Dwelling,
    Land,
    Livelihood,
    Living,
    Production,
    Standing,
    Support,
    Welfare,
)
from lianxin.records.file.quantities import AREA, MU
from lianxin.register.models import Person

from .columns import Column
from .home_columns import risks
from .layout_reading import (
    SERIAL,
    SUBSIDY,
    Group,
    above,
    day,
    earned,
    id_of,
    measured,
    of_home,
    of_person,
    relieved,
    said,
    summed,
    tail_of,
    text,
    yuan,
)
from .members import sex_name

AS_OF = text("as_of", "数据日期", lambda line: f"{line.day:%Y%m%d}")
COUNTY = text("county", "县(市、区、旗)", above(2))
TOWN = text("town", "乡(镇)", above(1))
VILLAGE = text("village", "行政村", lambda line: line.it.household.village.name)
GROUP = text("group", "自然村", lambda line: line.it.household.group or "")
CODE = text("register_code", "户编号", of_home("register_code"), width=20)
OWN_CODE = text("person_register_code", "人编号", of_person("register_code"), Person, width=22)
NAME = text("name", "姓名", of_person("name"), Person, mask="name")
ID = text("id_number", "证件号码", id_of, Person, width=22, whole="id_number", mask="hide")
SIZE = text("size", "人数", lambda line: line.households or "")
RELATION = text("relation", "与户主关系", lambda line: line.it.relation.name, Person, width=14)
ETHNIC = text("ethnic", "民族", of_person("ethnic"), Person)
EDUCATION = said(Condition, "education", "文化程度")
SCHOOLING = said(Condition, "schooling", "在校生状况")
HEALTH = said(Condition, "health", "健康状况", mask="hide")
LABOUR = said(Condition, "labour", "劳动技能", width=20)
MONTHS = said(Condition, "work_months", "务工时间（月）")
ILLNESS = said(Condition, "illness_insurance", "是否参加大病保险")
CAUSE = text("cause", "致贫原因1", risks, Standing, width=20)
DANGER = said(Living, "dangerous_house", "危房户")
SAFE_WATER = said(Living, "safe_water", "是否解决安全饮用水")
PER_HEAD = text("per_head", "人均纯收入", lambda line: yuan(line.earned), Income)
PHONE = text("phone", "户联系电话", of_home("phone"), Person, width=14, mask="phone")
OWN_PHONE = text("person_phone", "人联系电话", of_person("phone"), Person, width=14, mask="phone")
IDENTIFIED = said(Standing, "identified", "首次识别时间")
OWN_IDENTIFIED = text(
    "person_identified",
    "人员识别时间",
    lambda line: getattr(line.told.get(Condition), "identified", None),
    Condition,
)
CATEGORY = said(Standing, "category", "户类型")
WATCH = said(Standing, "watch", "易返贫致贫户(监测对象)类型", width=16)
CLEARED = said(Standing, "risk_cleared", "风险是否消除")
RISK_FROM = said(Standing, "risk_from", "风险识别时间")
RISK_UNTIL = said(Standing, "risk_until", "风险消除时间")

PEOPLE = (
    SERIAL,
    *(AS_OF, COUNTY, TOWN, VILLAGE, GROUP, CODE, OWN_CODE, NAME, ID, SIZE, RELATION, ETHNIC),
    *(EDUCATION, SCHOOLING, HEALTH, LABOUR, MONTHS, ILLNESS, CAUSE, DANGER, SAFE_WATER),
    *(PER_HEAD, PHONE, OWN_PHONE, IDENTIFIED, OWN_IDENTIFIED, CATEGORY, WATCH, CLEARED),
    *(RISK_FROM, RISK_UNTIL),
)
WHOLE = (
    *(AS_OF, COUNTY, TOWN, VILLAGE, GROUP, CODE),
    text("head_name", "户主姓名", lambda line: line.head, Person, mask="name"),
    text(
        "head_id",
        "户主证件号码",
        lambda line: tail_of(line.head_person),
        Person,
        width=22,
        whole="head_id",
        mask="hide",
    ),
    *(PHONE, CATEGORY, said(Standing, "lifted_year", "脱贫年度"), WATCH, CLEARED, RISK_FROM),
    *(RISK_UNTIL, IDENTIFIED, CAUSE),
    text("martyr_family", "是否军烈属", of_home("martyr_family")),
    text("size", "当前家庭人口数", lambda line: line.households or ""),
    text("size_in_year", "年度家庭人口数", lambda line: line.shared_by or "", Income),
    measured(Land, "arable", "耕地面积", MU),
    measured(Land, "arable_certified", "耕地确权面积", MU),
    measured(Land, "irrigated", "有效灌溉面积", MU),
    measured(Land, "dry", "旱田面积", MU),
    measured(Land, "paddy", "水田面积", MU),
    measured(Land, "forest", "林地面积", MU),
    measured(Land, "forest_certified", "林地确权面积", MU),
    measured(Land, "returned", "退耕还林面积", MU),
    measured(Land, "orchard", "林果面积", MU),
    measured(Land, "orchard_certified", "林果确权面积", MU),
    measured(Land, "pasture", "牧草地面积", MU),
    measured(Land, "pasture_certified", "牧草地确权面积", MU),
    measured(Land, "water", "水面面积", MU),
    measured(Dwelling, "house_area", "住房面积", AREA),
    said(Dwelling, "rooms", "房屋间数"),
    said(Dwelling, "structure", "房屋结构"),
    said(Living, "dangerous_house", "是否危房户"),
    said(Dwelling, "house_grade", "住房等级"),
    said(Dwelling, "road", "入户路类型"),
    measured(Dwelling, "road_metres", "与村主干路距离（公里）", 1000),
    said(Dwelling, "power", "是否通生活用电"),
    said(Dwelling, "business_power", "是否通生产用电"),
    said(Dwelling, "broadcast", "是否通广播电视"),
    SAFE_WATER,
    said(Dwelling, "toilet", "是否有卫生厕所"),
    said(Dwelling, "fuel", "主要燃料类型"),
    said(Production, "cooperative", "是否加入农民专业合作组织"),
    said(Production, "company", "是否有龙头企业带动"),
    said(Production, "leader", "是否有创业致富带头人带动"),
    said(Production, "business_help", "到户产业帮扶类型", width=16),
    summed("wages", "工资性收入", Group.WAGE),
    earned("public_post_pay", "公益性岗位收入", "公益性岗位收入"),
    earned("other_wages", "其他工资性收入", "其他工资性收入"),
    earned("business", "生产经营性收入", "种植收入", "养殖收入", "其他经营收入"),
    earned("fields", "种植收入", "种植收入"),
    earned("animals", "养殖收入", "养殖收入"),
    earned("other_business", "其他经营收入", "其他经营收入"),
    earned("business_costs", "生产经营性支出", "生产经营性支出"),
    earned("business_subsidy", SUBSIDY, SUBSIDY),
    summed("property", "财产性收入", Group.PROPERTY),
    earned("dividends", "资产收益扶贫分红收入", "资产收益分红"),
    earned("other_property", "其他财产性收入", "其他财产性收入"),
    summed("transfer", "转移性收入", Group.TRANSFER),
    earned("minimum_pay", "最低生活保障金", "最低生活保障金"),
    earned("destitute", "特困人员救助供养金", "特困人员救助供养金"),
    earned("old_age", "养老金或离退休金", "养老金或离退休金"),
    earned("family_planning", "计划生育金", "计划生育金"),
    earned("ecology", "生态补偿金", "生态补偿金"),
    earned("business_reward", "产业奖励", "产业奖励"),
    earned("work_reward", "就业奖励", "就业奖励"),
    earned("other_transfer", "其他转移性收入", "其他转移性收入"),
    summed("gross", "年收入", *Group),
    summed("net", "纯收入", *Group, taken_off=True),
    text("income_year", "收入年度", lambda line: line.earned_in, Income),
    PER_HEAD,
    text("person_register_code", "人口编号", of_person("register_code"), Person, width=22),
    NAME,
    text("id_kind", "证件类型", of_person("id_kind"), Person),
    text(
        "id_number",
        "证件号码",
        lambda line: tail_of(line.it.person),
        Person,
        width=22,
        whole="id_number",
        mask="hide",
    ),
    text("no_id_reason", "无证件号原因", of_person("no_id_reason"), Person),
    RELATION,
    text("sex", "性别", lambda line: sex_name(line.it.person.sex), Person),
    Column(
        "born",
        "出生日期",
        lambda line: f"{line.it.person.born:%Y%m%d}" if line.it.person.born else "",
        needs=Person,
        sort=False,
        mask="hide",
    ),
    ETHNIC,
    text("party", "政治面貌", of_person("party"), Person),
    text("person_phone", "家庭成员联系电话", of_person("phone"), Person, width=14, mask="phone"),
    *(EDUCATION, SCHOOLING, HEALTH, LABOUR),
    said(Livelihood, "doing", "现在做什么", width=20),
    said(Livelihood, "work_region", "务工所在地"),
    said(Livelihood, "employer", "务工企业名称", width=20),
    said(Livelihood, "trade", "工种"),
    text(
        "wage",
        "月收入",
        lambda line: yuan(getattr(line.told.get(Livelihood), "wage", None)),
        Livelihood,
    ),
    day(Livelihood, "work_from", "务工开始"),
    day(Livelihood, "work_until", "务工结束"),
    MONTHS,
    said(Livelihood, "abroad", "是否国外务工"),
    said(Livelihood, "public_post", "公益性岗位"),
    said(Livelihood, "public_post_months", "公益性岗位（月数）"),
    said(Condition, "mandarin", "是否会讲普通话"),
    said(Condition, "not_at_school", "义务教育阶段未上学原因", mask="hide"),
    said(Livelihood, "jobless_graduate", "大专或本科毕业生未就业原因", width=20, mask="hide"),
    said(Livelihood, "disability", "残疾类别", mask="hide"),
    said(Livelihood, "disability_level", "残疾等级", mask="hide"),
    day(Livelihood, "disability_issued", "残疾证发证日期", mask="hide"),
    text(
        "disability_year",
        "残疾证办证年度",
        lambda line: getattr(line.told.get(Livelihood), "certified_in", None),
        Livelihood,
        mask="hide",
    ),
    text(
        "supported",
        "是否特困供养人员",
        lambda line: getattr(line.told.get(Support), "is_supported", None),
        Support,
    ),
    said(Welfare, "orphaned", "是否事实无人抚养儿童"),
    said(Welfare, "minimum", "是否享受农村居民最低生活保障"),
    said(Livelihood, "medical_insurance", "是否参加城乡居民基本医疗保险"),
    said(Welfare, "employee_medical", "是否参加城镇职工基本医疗保险"),
    ILLNESS,
    said(Welfare, "commercial_medical", "是否参加商业补充医疗保险"),
    said(Livelihood, "pension", "是否参加城乡居民基本养老保险"),
    said(Welfare, "employee_pension", "是否参加城镇职工基本养老保险"),
    said(Welfare, "accident_insurance", "是否享受人身意外保险补贴"),
    text("medical_relief", "是否接受医疗救助", relieved, Welfare, mask="hide"),
    said(Welfare, "health_help", "是否接受其他健康扶贫", mask="hide"),
    OWN_IDENTIFIED,
    said(Livelihood, "stay_months", "年居住时间"),
)
