"""Problems of this room."""

from lianxin.kernel.problem import declare

declare(
    "ledger.unknown",
    "没有叫“{name}”的台账。现有：{known}。",
    "There is no ledger called “{name}”. There are: {known}.",
    status=404,
)
declare(
    "report.unknown",
    "没有叫“{name}”的报告。现有：{known}。",
    "There is no report called “{name}”. There are: {known}.",
    status=404,
)
declare(
    "engine.missing",
    "这台机器没有装 {name}。装上再试：pip install {name}。",
    "{name} is not installed on this machine. Install it and try again: pip install {name}.",
)
declare(
    "results.year",
    "“{value}”不是年份，请写四位数字，比如 2026。",
    "“{value}” is no year; write four digits, such as 2026.",
)
declare(
    "report.no_village",
    "还没有联系的村，写不成报告。请先让单位和村结对。",
    "There is no village to report on yet. Pair the unit with a village first.",
    status=409,
)
declare(
    "report.too_long",
    "这份材料太长了。文字最多 {most} 个字，请分成几份写。",
    "This paper is too long. It holds {most} characters at the most; write several papers.",
)
declare(
    "report.no_text",
    "读不了“{file}”。请给一个 UTF-8 的文本文件，一行一段。",
    "“{file}” cannot be read. Give a text file in UTF-8, one paragraph a line.",
)
declare(
    "report.altered",
    "存档的“{title}”被人动过，或者密钥对不上，不能再取。请运行 ./lianxin check，从备份里找回。",
    "The kept “{title}” was altered, or the key does not fit. Run ./lianxin check and restore a backup.",
    status=500,
)
declare("form.unnamed", "给这张表起个名字，以后按名字找。", "Give the form a name, to find it by.")
declare(
    "form.name_taken",
    "已经有一张表叫“{name}”。请换个名字，或者先停用原来那张。",
    "There is already a form called “{name}”. Choose another name, or drop the old one first.",
    status=409,
)
declare(
    "form.too_many_cells",
    "指定的格子超过 {limit} 个。成员、名册请用“每人一行”“每户一行”，只指第一行。",
    "More than {limit} cells are assigned. For members and lists choose “a row each” and assign the first "
    "row only.",
)
declare(
    "form.open_marks",
    "还不知道这些记号填什么：{marks}。请在“对一对”里选好，或者选“留空”，再来填。",
    "It is not known yet what these marks mean: {marks}. Choose a fact for each, or “leave blank”, and "
    "then fill the form.",
    status=409,
)
declare(
    "form.nothing_told",
    "还没有告诉这张表哪一格填什么。请先点格子，选一项。",
    "The form does not know yet what goes where. Choose a cell first and assign a fact to it.",
    status=409,
)
declare(
    "form.no_purpose",
    "请写明填这张表做什么用，比如“报镇里”。填好的表出了门，要查得到去处。",
    "Say what the form is filled for, such as “for the town”. Once it leaves the house, its way must be "
    "traceable.",
)
declare(
    "form.no_households",
    "没有选中哪一户，或者选的户不在您负责的范围。请重新选。",
    "No household is chosen, or those chosen are not within your charge. Please choose again.",
)
declare(
    "form.too_many_households",
    "一次最多填 {limit} 户，现在有 {count} 户。请按村或按干部分几次。",
    "At most {limit} households can be filled at once, and these are {count}. Do it by village or by "
    "officer.",
)
declare(
    "export.gone",
    "这张表已经不在了（做好后只留一天），请重新导出一次。",
    "This sheet is gone (it is kept for a day); please export it again.",
    status=404,
)
declare(
    "export.too_many",
    "您已经有 {most} 张大表在做或等着取。先取走或删掉一张，再导出。",
    "You have {most} large sheets under way or waiting. Fetch or delete one of them first.",
)
