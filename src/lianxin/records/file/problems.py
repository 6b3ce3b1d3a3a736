"""Problems of the dated file."""

from lianxin.kernel.problem import declare

declare(
    "file.future",
    "日期 {day} 还没有到，户档只记已经发生的事。",
    "{day} has not come yet; the file holds what has happened.",
)
declare(
    "file.older",
    "户档里这一项 {since} 已经有更新的内容，不能再从 {day} 填起。要改，请用 {since} 或以后的日期。",
    "The file holds something newer of this since {since}; it cannot be stated from {day}. Use {since} or "
    "a later day.",
)
declare(
    "file.before_opened",
    "这一户 {opened} 才建档，日期不能早于那天。",
    "The household was opened on {opened}; the day cannot be earlier.",
)
declare(
    "file.main_cause",
    "其他致贫原因最多写 {limit} 项，请留下最要紧的。",
    "There may be {limit} other causes at the most; keep those that matter most.",
)
declare(
    "file.not_a_number",
    "“{value}”不是数字，请只写数字，比如 8.4。",
    "“{value}” is not a number; write digits only, such as 8.4.",
)
declare(
    "file.certified",
    "确权面积（{part}）不能大于总面积（{whole}），请核对。",
    "The certified area ({part}) cannot be larger than the whole ({whole}).",
)
declare(
    "income.year",
    "{year} 年还没有过完或不对，请填已经有收入的年份。",
    "{year} cannot be right; state the income of a year that has begun.",
)
declare(
    "income.nothing",
    "各项收入都是空的，请至少填一项；没有收入的项可以空着。",
    "All lines are empty; fill in at least one. Lines without income may stay empty.",
)
declare(
    "income.people",
    "请写按几口人算，要大于 0。",
    "Say by how many people it is divided; more than 0.",
)
declare(
    "income.foreign_item",
    "有一项收入不属于“{rule}”，请刷新页面再填。",
    "One of the lines does not belong to “{rule}”; reload the page and fill it in again.",
)
declare(
    "income.rule_needs_items",
    "口径至少要有一项收入。",
    "A rule set needs one line of income at least.",
)
declare(
    "income.rule_over",
    "“{rule}”这一天不在用，请换一个口径，或者改日期。",
    "“{rule}” is not in use on this day; choose another rule set or another day.",
)
declare(
    "income.rule_not_later",
    "“{name}”{since} 起已经有一行，新的要从更晚的日期起。",
    "There is a row for “{name}” since {since}; the new one must begin later.",
)
declare(
    "income.rule_line_twice",
    "“{name}”写了两次，每项收入只写一行。",
    "“{name}” stands there twice; give each line once.",
)
declare(
    "income.rule_leads",
    "“{name}”是作准的口径，不能直接停用。请加一个新的作准口径，它会自动停用。",
    "“{name}” is the leading rule set and cannot simply end. Add a new leading one, which ends it.",
)
declare(
    "income.rule_ended",
    "“{name}”已经停用了，不用再停。",
    "“{name}” has ended already; nothing is left to do.",
)
declare(
    "file.months",
    "一年最多 {limit} 个月，请核对“{label}”。",
    "A year has {limit} months; please check “{label}”.",
)
declare(
    "file.support_way",
    "填了不是特困供养人员，又选了供养方式。把其中一个改掉。",
    "It says that the member is not supported, and yet in which way; change one of the two.",
)
declare(
    "file.too_large",
    "“{value}”太大了，请核对单位和小数点。",
    "“{value}” is too large; check the unit and the decimal point.",
)
declare(
    "file.year",
    "{year} 年不对，请写四位数的年份，比如 2025。",
    "{year} cannot be right; write a year of four digits, such as 2025.",
)
declare(
    "benefit.more_than_all",
    "医保报销加大病救助比总费用还多，请核对。",
    "Insurance and relief together are more than the whole cost; please check them.",
)
declare(
    "benefit.not_here",
    "请选这一户的家庭成员。",
    "Choose a member of this household.",
)
declare(
    "file.latitude",
    "请写纬度，在 −90 到 90 之间，比如 34.512345。经纬度要写就两个都写。",
    "Write the latitude, between −90 and 90, such as 34.512345. Write both numbers or neither.",
)
declare(
    "file.longitude",
    "请写经度，在 −180 到 180 之间，比如 104.912345。经纬度要写就两个都写。",
    "Write the longitude, between −180 and 180, such as 104.912345. Write both numbers or neither.",
)
declare(
    "file.datum",
    "请选是从哪种地图上看来的：选错了，位置会偏几百米。",
    "Say which map it was read from: with the wrong one the place is some hundred metres off.",
)
