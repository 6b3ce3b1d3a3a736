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
