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
