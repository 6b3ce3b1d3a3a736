"""Problems of proposals of pairings."""

from lianxin.kernel.problem import declare

declare(
    "advice.nothing_to_pair",
    "{village}在 {day} 没有要结对的户，不用提建议。",
    "No household in {village} needs an officer on {day}; there is nothing to propose.",
    status=409,
)
declare(
    "advice.not_theirs",
    "{name}在 {village} 没有户要交出来。换一名干部，或者给没有人管的户提建议。",
    "{name} has no household in {village} to hand over. Choose another officer, or propose for those without one.",
)
declare(
    "advice.too_large",
    "{homes} 户、{officers} 名干部，一次算不过来。请分几个村提。",
    "{homes} households and {officers} officers are too many at once. Propose village by village.",
    status=409,
)
declare(
    "advice.settled",
    "这份建议已经定过了，要再提就新提一份。",
    "This proposal has been decided; ask for a new one.",
    status=409,
)
declare(
    "advice.none_chosen",
    "一户也没有勾。要用就勾上，都不用就点“都不用”。",
    "No household is ticked. Tick those to be used, or choose to use none.",
)
declare(
    "advice.too_early",
    "这份建议是按 {from_day} 起算提的，不能从更早的 {day} 起。请改日子，或者重新提。",
    "This proposal was made for pairings from {from_day}; they cannot begin on {day}. Change the day, or propose anew.",
)
declare(
    "pairing_rule.number",
    "这里请写 {least} 到 {most} 的整数。",
    "Write a whole number from {least} to {most}.",
)
declare(
    "pairing_rule.load",
    "一名干部最多几户，不能少于最少几户。",
    "The most households of an officer cannot be fewer than the least.",
)
declare(
    "pairing_rule.line",
    "“{line}”看不懂。一行写一条，比如：因病：医疗卫生、社会救助。",
    "“{line}” cannot be read. Write one rule a line, such as 因病：医疗卫生、社会救助.",
)
declare(
    "pairing_rule.name",
    "代码表里没有“{name}”。照代码表里的名字写，或者先把它加进代码表。",
    "The code lists have no “{name}”. Write it as the list has it, or add it there first.",
)
declare(
    "strength.unknown",
    "有一项不在代码表里，请刷新页面再勾。",
    "One of these is not in the code list; reload the page and tick again.",
)
