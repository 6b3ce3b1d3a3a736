"""Problems of activities and deliveries."""

from lianxin.kernel.problem import declare

declare(
    "activity.text_wanted",
    "请写一句这次活动做了什么。",
    "Say in one sentence what was done at this activity.",
)
declare(
    "activity.officer_wanted",
    "请至少选一名参加的干部，他们的日记会自动写好。",
    "Choose at least one officer who took part; their diary entries are then written for them.",
)
declare(
    "activity.future",
    "日期 {day} 还没有到。活动办完以后再记，或者改日期。",
    "{day} has not come yet. Record the activity when it is over, or change the day.",
)
declare(
    "activity.too_few_people",
    "到场人数 {people} 比各户到场的人加起来（{named}）还少，请核对。",
    "{people} people are fewer than those of the households named ({named}); check the number.",
)
declare(
    "activity.cancelled",
    "这次活动已经撤下，不能再改。",
    "This activity was withdrawn and can no longer be changed.",
    status=409,
)
declare(
    "activity.reason_wanted",
    "请写一句为什么撤下，记录里要留着。",
    "Say in a few words why it is withdrawn; the record keeps it.",
)
declare(
    "delivery.quantity",
    "数量要是大于 0 的整数，请核对。",
    "The quantity must be a whole number greater than 0.",
)
declare(
    "delivery.future",
    "日期 {day} 还没有到，请填发放的那天。",
    "{day} has not come yet; use the day on which it was handed out.",
)
declare(
    "delivery.received_already",
    "这一笔已经由{name}签收，不用再签。",
    "{name} has signed for this already.",
    status=409,
)
declare(
    "delivery.receiver_wanted",
    "请写签收人的名字。",
    "Write the name of who received it.",
)
declare(
    "delivery.cancelled",
    "这一笔已经撤下，不能再改。",
    "This delivery was withdrawn and can no longer be changed.",
    status=409,
)
declare(
    "goods.known",
    "物资种类里已经有“{name}”，直接选用就行。",
    "“{name}” is among the goods already; choose it there.",
    status=409,
)
