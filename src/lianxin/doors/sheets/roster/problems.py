"""Doubts about a roster: they are told with their reason and stop no import."""

from lianxin.kernel.problem import declare

# -- doubts that are no rules -------------------------------------------------------------------------

declare(
    "roster.relation_as_other",
    "登记表里没有“{value}”这一项，先记成“其他”。有更贴切的请改。",
    "The register has no “{value}”, so it is kept as 其他 (other). Change it if another fits better.",
)
declare(
    "roster.sex_differs",
    "性别和证件号码第 17 位对不上，按号码应当是{meant}，先按号码记。请核对。",
    "The sex disagrees with character 17 of the ID number, by which it is {meant}; the number is taken. "
    "Please check.",
)
declare(
    "roster.born_differs",
    "出生日期和证件号码对不上，按号码是 {born}，先按号码记。请核对。",
    "The birth date disagrees with the ID number, by which it is {born}; the number is taken. Please "
    "check.",
)
declare(
    "roster.phone_odd",
    "“{value}”不像电话号码（手机 11 位，固话带区号），先照原样记。请核对。",
    "“{value}” does not look like a telephone number (mobile 11 digits, landline with area code); it is "
    "kept as it stands. Please check.",
)
declare(
    "roster.date_ahead",
    "这个日期还没到，先按今天（{today}）记。请核对。",
    "This date has not come yet; today ({today}) is taken. Please check.",
)

# -- quality rules: doubts that do not stop an import ---------------------------------------------------

declare(
    "doubt.size_differs",
    "人数写的是 {stated}，表里这户有 {counted} 行。请核对是漏了人，还是人数没改。",
    "The stated number of members is {stated}, the file has {counted} rows. Check whether somebody is "
    "missing or the number is old.",
)
declare(
    "doubt.relation_sex",
    "关系和{name}的性别对不上。请核对关系或证件号码。",
    "The relation does not fit the sex of {name}. Check the relation or the ID number.",
)
declare(
    "doubt.spouse_same_sex",
    "户主和配偶（{name}）性别相同。请核对证件号码和关系。",
    "The head and the spouse ({name}) have the same sex. Check ID numbers and relations.",
)
declare(
    "doubt.blank_ethnic",
    "{name}的民族没有填，请补上。",
    "The ethnic group of {name} is blank; please add it.",
)
declare(
    "doubt.blank_education",
    "{name}不是在校生，文化程度没有填，请补上。",
    "{name} is not at school and the education is blank; please add it.",
)
declare(
    "doubt.blank_schooling",
    "{name} {age} 岁，{from_age} 到 {to_age} 岁要填在校生状况，不上学的填“非在校生”。",
    "{name} is {age}; from {from_age} to {to_age} the schooling is needed (非在校生 if not at school).",
)
declare(
    "doubt.blank_health",
    "{name}的健康状况没有填，请补上。",
    "The health of {name} is blank; please add it.",
)
declare(
    "doubt.blank_labour",
    "{name} {age} 岁，{from_age} 到 {to_age} 岁要填劳动技能，请补上。",
    "{name} is {age}; from {from_age} to {to_age} the ability to work is needed; please add it.",
)
declare(
    "doubt.blank_cause",
    "脱贫户要有致贫原因，这户没有填，请补上。",
    "A household lifted from poverty needs its cause of poverty; it is blank here.",
)
declare(
    "doubt.cause_illness",
    "致贫原因有“因病”，可是全家没有人生病。请核对原因或健康状况。",
    "The cause is illness, but nobody in the household is ill. Check the cause or the health.",
)
declare(
    "doubt.cause_disability",
    "致贫原因有“因残”，可是全家没有残疾人。请核对原因或健康状况。",
    "The cause is disability, but nobody in the household is disabled. Check the cause or the health.",
)
declare(
    "doubt.cause_schooling",
    "致贫原因有“因学”，可是全家没有在校生。请核对原因或在校生状况。",
    "The cause is schooling, but nobody in the household is at school. Check the cause or the schooling.",
)
declare(
    "doubt.cause_labour",
    "致贫原因有“缺劳动力”，可是家里能劳动的不少（全家，或者 {members} 人以上的户里占 {percent}%）。请核对。",
    "The cause is lack of labour, but many can work (all, or {percent}% of {members} people or more). "
    "Please check.",
)
declare(
    "doubt.labourless_at_working_age",
    "{name} {age} 岁，健康，也不上学，劳动技能却是无劳动力。请核对。",
    "{name} is {age}, healthy and not at school, yet marked as not able to work. Please check.",
)
declare(
    "doubt.labourless_but_working",
    "{name}没有劳动力，却有务工时间。请核对其中一个。",
    "{name} is not able to work, yet has months of work. Check one of them.",
)
declare(
    "doubt.income_blank",
    "人均纯收入没有填，请补上。",
    "The net income per head is blank; please add it.",
)
declare(
    "doubt.income_range",
    "人均纯收入应当大于 {over} 元、不超过 {to} 元，请核对是不是多写或少写了一位。",
    "The net income per head should be more than {over} and at most {to} yuan; check for a missing or "
    "extra digit.",
)
declare(
    "doubt.young_in_senior_school",
    "{name}才 {age} 岁，在校生状况却是高中以上。请核对。",
    "{name} is only {age}, yet at senior school or above. Please check.",
)
declare(
    "doubt.old_in_primary_school",
    "{name} {age} 岁了，在校生状况还是小学。请核对。",
    "{name} is {age}, yet still at primary school. Please check.",
)
declare(
    "doubt.unsafe_house_not_watched",
    "住的是危房，却没有纳入监测。请核对住房，或者提请纳入监测。",
    "The house is dangerous, yet the household is not monitored. Check the house or propose monitoring.",
)
declare(
    "doubt.unsafe_water_not_watched",
    "饮水不安全，却没有纳入监测。请核对饮水，或者提请纳入监测。",
    "The water is not safe, yet the household is not monitored. Check the water or propose monitoring.",
)
declare(
    "doubt.uninsured_not_watched",
    "{name}没有参加大病保险，这户也没有纳入监测。请核对，或者动员参保。",
    "{name} has no serious-illness insurance and the household is not monitored. Check it, or help them "
    "to insure.",
)
