"""Problems of this room."""

from lianxin.kernel.problem import declare

declare(
    "roster.unreadable_path",
    "打不开文件 {name}。请核对路径和文件权限。",
    "The file {name} cannot be opened. Check its path and permissions.",
)
declare(
    "roster.person_elsewhere",
    "{name}已经在{where}里。一个人只能在一户：先到那里办转出，或者把这一行删掉。",
    "{name} already belongs to {where}. A person has one household: have them leave there first, or "
    "remove this row.",
)
declare(
    "roster.person_died",
    "台账里{name}已登记去世。证件号填错了就改这一格；登记错了，先到台账里改。",
    "The register says that {name} has died. Correct the ID number here, or the register first.",
)
declare(
    "roster.household_closed",
    "台账里 {number} 已经销户。请核对户编号，或者先到台账里恢复这一户。",
    "Household {number} is closed in the register. Check its code, or reopen it there first.",
)
declare(
    "roster.household_twice",
    "这一户和第 {other} 行的是台账里同一户（{number}）。请把两处并成一户，或者改户编号。",
    "This and row {other} are one household of the register ({number}). Join them, or correct the code.",
)
declare(
    "roster.head_differs",
    "台账里 {number} 的户主是{old}，表里是{new}，表里又没有写清{old}怎么了。请先到台账里换户主，再导入。",
    "The head of {number} is {old} in the register and {new} here, and the file does not say what became "
    "of {old}. Change the head in the register first.",
)
declare(
    "roster.head_leaves",
    "台账里 {number} 的户主是{name}，按表里的写，这一户就没有户主了。请先到台账里换户主或者并户，再导入。",
    "{name} is the head of {number} in the register; by this file that household would have no head. "
    "Change its head or merge the households in the register first.",
)
declare(
    "roster.met_twice",
    "{name}和第 {other} 行是同一个人。请留下一行，删掉另一行。",
    "{name} and row {other} are the same person. Keep one row and remove the other.",
)
declare(
    "roster.too_many_groups",
    "“{village}”的社超过 99 个，编不下了。请核对社（村民小组）这一列。",
    "“{village}” would have more than 99 groups. Check the column of village groups.",
)
declare(
    "roster.future",
    "数据日期 {as_of} 还没有到。请改成今天或以前的日期。",
    "The date of the data, {as_of}, is in the future. Correct it to today or earlier.",
)
declare(
    "roster.without_members",
    "这一户一个人也没有。请补上户主，或者删掉这一户。",
    "This household has no members. Add its head, or remove it.",
)
declare(
    "roster.unsound",
    "有的户还有错，没有写进去。请先改好，或者先放到“待补”里。",
    "Some households still have problems; nothing was written. Correct them or set them aside.",
)
declare(
    "roster.one_head",
    "这一户要有一个户主，只能有一个。请核对“与户主关系”。",
    "A household needs one head and only one. Check the relations to the head.",
)
declare(
    "roster.not_in_file",
    "台账里 {number} 有{name}，表里没有。台账没有动他；去世、嫁出或转出，请到台账里办。",
    "{name} stands in household {number} of the register but not in the file. Nothing was changed; "
    "record a death or a departure in the register.",
)
declare(
    "roster.older",
    "台账里 {number} 有比 {as_of} 更新的内容，较旧的这些没有写进去。",
    "The register has newer facts about {number} than {as_of}; the older ones were left out.",
)
declare(
    "roster.name_changed",
    "同一个证件号，台账里叫{old}，表里叫{new}，按表里的改。不对就改回这一格。",
    "The same ID number is {old} in the register and {new} here; the file's name is taken.",
)
declare(
    "roster.id_changed",
    "{name}的证件号和台账里的不一样，按表里的改。不是同一个人，请先到台账里核对。",
    "The ID number of {name} differs from the register; the file's is taken. If these are two people, "
    "check the register first.",
)
declare(
    "roster.moved",
    "{name}原来在 {old}，表里在这一户，按转入这一户办。",
    "{name} was in household {old} and moves into this one.",
)
declare(
    "roster.wrong_state",
    "这次导入现在是“{state}”，不能再这样办。请刷新页面看最新情况。",
    "This import is “{state}” now, so this can no longer be done. Reload the page.",
    status=409,
)
declare(
    "roster.too_late",
    "导入已超过 {days} 天，不能整批撤回。要改，请到台账里一户一户改。",
    "The import is more than {days} days old and cannot be taken back. Correct the households one by one.",
)
declare(
    "roster.built_upon",
    "{count} 户后来改过：{households}。先把后来的改动撤掉，或者到台账里一户一户改。",
    "{count} households were changed since: {households}. Undo that work first, or correct them one by one.",
    status=409,
)
declare(
    "roster.reason_wanted",
    "请写明这一户怎么办好的，几个字就行。",
    "Say in a few words how this household was settled.",
)
declare(
    "bench.unknown",
    "没有叫“{name}”的测量。可以量的有：{names}。",
    "There is no measurement “{name}”. Known: {names}.",
)

# -- sheets of other kinds: officers and pairings, incomes, diaries of old years --------------------

declare(
    "sheet.no_such_code",
    "{village}的台账里没有这个户编号。请核对，或者空着编号、写户主姓名。",
    "The register of {village} has no household with this code. Check it, or leave it empty and give the "
    "head's name.",
)
declare(
    "sheet.no_such_id",
    "{village}的台账里没有人是这个证件号。请核对，或者空着证件号、写户主姓名。",
    "Nobody in the register of {village} has this ID number. Check it, or leave it empty and give the "
    "head's name.",
)
declare(
    "sheet.no_such_head",
    "{village}的台账里没有叫{name}的。请核对名字，或者先导入花名册。",
    "The register of {village} has nobody called {name}. Check the name, or import the roster first.",
)
declare(
    "sheet.several_heads",
    "叫{name}的不止一户：{numbers}。请写上户编号。",
    "{name} is in more than one household: {numbers}. Give the household's code.",
)
declare(
    "sheet.home_wanted",
    "没有写是哪一户。请写户主姓名、户编号或者户主证件号码。",
    "No household is named. Give its head's name, its code or its head's ID number.",
)
declare(
    "sheet.head_differs",
    "台账里 {number} 的户主是{name}，先按编号记。请核对。",
    "The head of {number} in the register is {name}; the code is taken. Please check.",
)
declare(
    "sheet.named_member",
    "{name}不是户主，是 {number} {head}家里的人，先记在这一户。请核对。",
    "{name} is no head but belongs to household {number} of {head}; that household is taken. Please check.",
)
declare(
    "sheet.officer_wanted",
    "没有写是哪名干部。请写上姓名。",
    "No officer is named. Give the name.",
)
declare(
    "sheet.no_such_officer",
    "联{village}的单位里没有叫{name}的干部。请核对名字，或者先在“干部”里加上。",
    "No unit paired with {village} has an officer called {name}. Check the name, or add the officer first.",
)
declare(
    "sheet.several_officers",
    "叫{name}的干部有 {count} 名。请写上电话或者单位，好分清是谁。",
    "{count} officers are called {name}. Give the phone or the unit, so that it is clear who is meant.",
)
declare(
    "sheet.phone_of_other",
    "这个电话在系统里是{name}的。请核对电话和姓名。",
    "This phone is on record for {name}. Check the phone and the name.",
)
declare(
    "sheet.no_unit",
    "还没有单位联{village}，新干部不知道放进哪个单位。请先在“单位”里把联村关系建好。",
    "No unit is paired with {village} yet, so a new officer has no unit to join. Pair a unit with it first.",
)
declare(
    "sheet.which_unit",
    "这名干部系统里没有，要新加，但不知道是哪个单位的。请在“单位”一列写上：{units}。",
    "This officer is new, and it is not told of which unit. Name it in the column 单位: {units}.",
)
declare(
    "sheet.unit_taken",
    "{name}是新加的干部，没有写哪个单位，先放进{unit}。请核对。",
    "{name} is a new officer, and no unit is told; {unit} is taken. Please check.",
)
declare(
    "sheet.no_such_unit",
    "联{village}的单位里没有“{name}”。请核对单位名称。",
    "No unit paired with {village} is called “{name}”. Check its name.",
)
declare(
    "sheet.paired_twice",
    "{number} 在第 {other} 行已经写了{name}，同一天只能有一名负责的干部。请改一处。",
    "Row {other} gives {number} to {name} on the same day, and one officer is responsible. Change one of them.",
)
declare(
    "sheet.paired_then",
    "这一天还是{name}在联（{from_day} 到 {until}）。以前的结对不改，请核对日期。",
    "{name} answered for the household then ({from_day} to {until}). Earlier pairings are not changed; check "
    "the day.",
)
declare(
    "sheet.paired_since",
    "台账里{name}从 {since} 起就联这一户，日期不改。请核对。",
    "{name} has answered for this household since {since}; that day stays. Please check.",
)
declare(
    "sheet.hand_over",
    "{number} 现在是{gives}联，{day} 起交给{takes}，中间不断。",
    "{number} is {gives}'s now; from {day} on {takes} takes over, without a gap.",
)
declare(
    "sheet.day_taken",
    "没有写从哪天起，先按 {day} 算。请核对。",
    "No first day is given; {day} is taken. Please check.",
)
declare(
    "sheet.year_wanted",
    "没有写是哪一年的收入。请加一列“年度”，或者在标题里写上年份。",
    "The year of the income is not told. Add a column 年度 (year), or put the year in the title.",
)
declare(
    "sheet.income_twice",
    "{number} 的 {year} 年收入在第 {other} 行已经写过。请删去一行。",
    "Row {other} already states the income of {number} for {year}. Remove one of the rows.",
)
declare(
    "sheet.no_rule",
    "现在没有在用的收入口径。请先在“收入口径”里加一个。",
    "No rule set of income is in use. Add one first.",
)
declare(
    "sheet.no_such_rule",
    "没有叫“{name}”的在用口径。请核对名称，或者空着。",
    "No rule set in use is called “{name}”. Check its name, or leave it empty.",
)
declare(
    "sheet.foreign_line",
    "“{name}”不是“{rule}”里的项目。请把口径写对，或者空着这一格。",
    "“{name}” is no line of the rule set “{rule}”. Name the right rule set, or leave the cell empty.",
)
declare(
    "sheet.taken_off",
    "“{name}”本来就是减去的，不用写负号，先按正数记。",
    "“{name}” is taken off anyway and needs no minus; the amount is kept without it.",
)
declare(
    "sheet.sum_differs",
    "表里写 {said} 元，按各项算是 {counted} 元，先按各项记。请核对。",
    "The sheet says {said} yuan and its lines come to {counted}; the lines are taken. Please check.",
)
declare(
    "sheet.people_differ",
    "表里写 {said} 人，按口径算的是 {counted} 人。请核对。",
    "The sheet says {said} people and the rule set counts {counted}. Please check.",
)
declare(
    "sheet.line_unread",
    "“{header}”不是在用口径里的收入项目，没有读。",
    "“{header}” is no line of a rule set in use and was not read.",
)
declare(
    "sheet.day_wanted",
    "没有写是哪一天。请写上年月日。",
    "The day is not told. Give year, month and day.",
)
declare(
    "sheet.no_such_day",
    "看不懂这个日期。请写成 2015-03-05 这样。",
    "This is not understood as a day. Write it like 2015-03-05.",
)
declare(
    "sheet.day_without_year",
    "日期没有年份。请补上年份，或者在标题里写上。",
    "The day has no year. Add it, or put the year in the title.",
)
declare(
    "sheet.year_taken",
    "日期没有年份，先按标题里的 {year} 年算。请核对。",
    "The day has no year; {year} is taken from the title. Please check.",
)
declare(
    "sheet.officer_taken",
    "没有写干部，先按那天联这一户的{name}记。请核对。",
    "No officer is named; {name}, who answered for the household then, is taken. Please check.",
)
declare(
    "sheet.kind_taken",
    "没有写方式，先按入户记。请核对。",
    "The kind is not told; a visit is taken. Please check.",
)
declare(
    "sheet.kinds_assumed",
    "表里没有“方式”一列，写了户的都按入户记。",
    "There is no column for the kind; rows that name a household are kept as visits.",
)
declare(
    "sheet.before_officer",
    "系统里{name} {since} 才到岗，这一天在这以前，照样记。请核对。",
    "{name} is on record since {since}, later than this day; it is kept all the same. Please check.",
)
declare(
    "sheet.before_pairing",
    "这一天{name}没有联 {numbers}，照样记。请核对。",
    "{name} was not paired with {numbers} on this day; it is kept all the same. Please check.",
)
declare(
    "sheet.built_upon",
    "导入以后有 {count} 处又改过：{households}。先把后来的改动撤掉，或者一处一处改。",
    "{count} rows were changed since the import: {households}. Undo that work first, or correct them one by one.",
    status=409,
)
declare(
    "sheet.row_twice",
    "和第 {other} 行一样，只记一篇。",
    "The same as row {other}; it is kept once.",
)
