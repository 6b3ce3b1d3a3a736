"""Problems of sets of indicators."""

from lianxin.kernel.problem import declare

declare(
    "profile.cut",
    "缺到几分之几才算缺得多，请写 0 到 1 之间的分数，比如 1/3。",
    "Say from which share on a household lacks much, as a fraction between 0 and 1 such as 1/3.",
)
declare(
    "profile.indicator_wanted",
    "至少要有一项指标。",
    "There must be at least one indicator.",
)
declare(
    "profile.too_many",
    "指标太多了，最多 {limit} 项。",
    "There are too many indicators; {limit} are the most.",
)
declare(
    "profile.dimension_empty",
    "“{dimension}”下面还没有指标，请加一项，或者去掉这个方面。",
    "“{dimension}” has no indicator yet; add one, or leave the dimension out.",
)
declare(
    "profile.weight",
    "“{name}”的分量请写 1 到 {limit} 的整数。",
    "Write the weight of “{name}” as a whole number from 1 to {limit}.",
)
declare(
    "profile.number",
    "“{name}”的界线请写一个数。",
    "Write the line of “{name}” as a number.",
)
declare(
    "profile.twice",
    "“{name}”写了两次，留一个就行。",
    "“{name}” stands there twice; keep one.",
)
declare(
    "profile.not_later",
    "“{name}”从 {since} 起在用，新的一套要从它后面的一天起。",
    "“{name}” holds from {since}; the new set must begin on a later day.",
)
declare(
    "profile.ended",
    "这一套 {until} 已经停用，请刷新页面再看。",
    "This set ended on {until}; load the page again.",
    status=409,
)
declare(
    "profile.none",
    "这一天没有在用的指标，先由联户办定一套。",
    "No set of indicators is in use on that day; the office sets one first.",
    status=409,
)
