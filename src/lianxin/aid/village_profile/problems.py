"""Problems of a village's facts."""

from lianxin.kernel.problem import declare

declare(
    "village_fact.not_a_number",
    "“{name}”要写一个数，比如 12 或者 3.5，不写单位；不知道就空着。",
    "“{name}” takes a number, such as 12 or 3.5, without its unit; leave it empty if it is not known.",
)
declare(
    "village_fact.choice",
    "“{name}”请从列出来的里面选。",
    "Choose one of the options listed for “{name}”.",
)
declare(
    "village_fact.year",
    "只能填 {first} 年到今年的村情。",
    "A village's facts are entered for {first} up to this year.",
)
declare(
    "village_fact.source_wanted",
    "请写这些数从哪里来，比如村委会台账、统计年报。",
    "Say where these numbers come from, such as the village's own books or the yearly statistics.",
)
declare(
    "village_fact.nothing_new",
    "和已经存的一样，没有要存的。",
    "This is what is kept already; there is nothing to save.",
)
declare(
    "village_indicator.for_all",
    "各村都填的，由管全部单位的联户办来改；只改本村的，请选本村。",
    "What is asked of every village is changed by an office that looks after all units; choose your village.",
    status=403,
)
declare(
    "village_indicator.twice",
    "已经有“{name}”这一项了，请改那一项，或者换个名称。",
    "“{name}” is asked already; change that one, or choose another name.",
)
declare(
    "village_indicator.options",
    "请写 {fewest} 到 {most} 个可以选的，用顿号隔开。",
    "Write {fewest} to {most} options, separated by commas.",
)
declare(
    "village_indicator.ended",
    "“{name}”{until} 起已经不填了，请刷新页面再看。",
    "“{name}” has not been asked since {until}; reload the page.",
    status=409,
)
