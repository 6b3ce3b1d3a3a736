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
    "activity.people",
    "到场人数要是 0 到 {limit} 之间的整数，请核对；不清楚就空着。",
    "The number of people must be a whole number from 0 to {limit}; leave it empty if unknown.",
)
declare(
    "activity.people_of_household",
    "一户到场的人数要是 1 到 {limit} 之间的整数；没来的户空着。",
    "The people of one household must be a whole number from 1 to {limit}; leave out who did not come.",
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
    "数量要是 1 到 {limit} 之间的整数，请核对；没发的空着。",
    "The quantity must be a whole number from 1 to {limit}; leave it empty where none was given.",
)
declare(
    "delivery.future",
    "日期 {day} 还没有到，请填发放的那天。",
    "{day} has not come yet; use the day on which it was handed out.",
)
declare(
    "delivery.before_given",
    "{given} 才发的，签收日期不能早于那天。",
    "It was handed out on {given}; it cannot have been signed for earlier.",
)
declare(
    "delivery.nobody",
    "还没有填给哪户多少，请在户的旁边写上数量。",
    "No household has a quantity yet; write it beside the household.",
)
declare(
    "delivery.not_allocated",
    "这项供给没有分给这一户。请先在供给里分配，或者不选供给、算本单位自筹。",
    "Nothing of this offer was set aside for this household. Allocate it first, or choose no offer.",
)
declare(
    "delivery.none_chosen",
    "还没有选中哪一笔，请先在左边打勾。",
    "Nothing is ticked yet; tick the rows that are signed for.",
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
    "delivery.counted_already",
    "这笔发放已经算进一项措施了，请另选一笔，或者写一句进度。",
    "This delivery counts for a measure already; choose another, or write a word of progress.",
    status=409,
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
