"""Problems of offers and of where they go."""

from lianxin.kernel.problem import declare

declare(
    "offer.quantity",
    "数量要大于 0，请核对。",
    "The quantity must be greater than 0; check it.",
)
declare(
    "offer.future",
    "日期 {day} 还没有到，请填实际的那天。",
    "{day} has not come yet; use the day on which it happened.",
)
declare(
    "offer.age",
    "年龄条件不对：从几岁到几岁，前面的不能比后面的大，最大 {limit} 岁。",
    "The ages are wrong: from the lower to the higher one, at most {limit}.",
)
declare(
    "offer.not_there",
    "“{place}”里只有 {there}，不够 {wanted}。请减少数量，或者核对日期和前面的记录。",
    "Only {there} stand under “{place}”, which is less than {wanted}. Take fewer, or check the day and "
    "what was recorded before.",
    status=409,
)
declare(
    "offer.withdrawn",
    "这项供给已经收回，不能再改、再分配。",
    "This offer was withdrawn; it can no longer be changed or given out.",
    status=409,
)
declare(
    "offer.nobody",
    "还没有填给谁多少，请在户的旁边写上数量。",
    "Nobody has a quantity yet; write it beside the household.",
)
declare(
    "offer.elsewhere",
    "这项供给只给{area}，请另选一项。",
    "This offer is for {area} only; choose another one.",
)
declare(
    "offer.not_now",
    "这项供给的时间是从 {from_day} 到 {last}，这一天不能分配。请改日期，或者先改供给的时间。",
    "This offer runs from {from_day} to {last}; it cannot be given out on that day. Change the day, or "
    "first the time of the offer.",
)
declare(
    "offer.unfit",
    "这户不符合条件（{conditions}）。确实要给的，在“为什么给”里写一句。",
    "This household does not meet the conditions ({conditions}). If it is to be given all the same, say "
    "why in a sentence.",
)
declare(
    "offer.nothing_left",
    "这一笔已经没有没送出的了，不用取消。",
    "Nothing of this is still waiting to be sent; there is nothing to release.",
    status=409,
)
declare(
    "offer.by_delivery",
    "物资请在“物资发放”里记，发放和签收会自动记到这笔分配上。",
    "Record goods under deliveries; handing out and signing then count for this allocation by themselves.",
)
declare(
    "need_field.wanted",
    "请选一类需求和一个方面。",
    "Choose a kind of need and a field.",
)
declare(
    "need_field.stands",
    "“{need}”可以用“{by}”来办，已经有这一条了。",
    "“{need}” can already be answered by “{by}”.",
)
declare(
    "need_field.ended",
    "这条 {until} 已经停用，请刷新页面再看。",
    "This line ended on {until}; reload the page.",
    status=409,
)
