"""Problems of the year's proposal."""

from lianxin.kernel.problem import declare

declare(
    "schedule.past_year",
    "{year} 年已经过完，不用再排。",
    "The year {year} is over; there is nothing to propose.",
    status=409,
)
declare(
    "schedule.no_people",
    "{village}还没有人联系户。先给户结对，再排批次。",
    "Nobody answers for a household in {village} yet. Pair them first, then propose batches.",
    status=409,
)
declare(
    "schedule.under_way",
    "这个村正在排，请等它排完。",
    "A proposal of this village is being made; wait until it is there.",
    status=409,
)
declare(
    "schedule.not_ready",
    "这份还没有排好，或者已经用过，请刷新页面再看。",
    "This proposal is not ready, or has been used; reload the page.",
    status=409,
)
declare(
    "schedule.stale",
    "排好以后，批次、结对又有变动。请重新排一次。",
    "Batches or pairings have changed since. Have the year proposed again.",
    status=409,
)
declare(
    "schedule.none_chosen",
    "一批也没有勾。要用就勾上，都不用就点“都不用”。",
    "No batch is ticked. Tick those to be used, or choose to use none.",
)
declare(
    "schedule_rule.number",
    "这里请写 {least} 到 {most} 的整数。",
    "Write a whole number from {least} to {most}.",
)
declare(
    "schedule_rule.group",
    "一组最多几个人，不能少于最少几个人。",
    "The most of a group cannot be fewer than its least.",
)
