"""Problems of needs."""

from lianxin.kernel.problem import declare

declare(
    "need.text_wanted",
    "请写一句要办的是什么。",
    "Say in one sentence what is asked for.",
)
declare(
    "need.closed",
    "这件需求已经办结。还要办，请先点“重新办理”。",
    "This need is closed. To go on with it, reopen it first.",
    status=409,
)
declare(
    "need.open_already",
    "这件需求还在办，不用重新办理。",
    "This need is still open; there is nothing to reopen.",
    status=409,
)
declare(
    "need.outcome_wanted",
    "请写一句办成什么样了，户里问起来要说得清。",
    "Say in one sentence what came of it; the household will ask.",
)
declare(
    "need.before_opened",
    "这件需求是 {opened} 提的，日期不能早于那天。",
    "The need was raised on {opened}; the day cannot be earlier.",
)
declare(
    "need.same_officer",
    "{name}已经在办这件事，请选另一名干部。",
    "{name} already answers for this; choose another officer.",
)
declare(
    "need.future",
    "日期 {day} 还没有到，请改成今天或以前。",
    "{day} has not come yet; choose today or an earlier day.",
)
declare(
    "need.foreign_officer",
    "{name}现在不在岗，或者单位没有联{village}，请选另一名干部。",
    "{name} is not in service, or the unit is not paired with {village}; choose another officer.",
)
declare(
    "need.unknown_officer",
    "本单位没有在岗的干部叫“{name}”，请核对姓名。",
    "No officer in service of your unit is called “{name}”; check the name.",
)
declare(
    "need.several_officers",
    "有 {n} 名干部都叫“{name}”，请让联户办转办。",
    "{n} officers are called “{name}”; ask the office to hand it on.",
)
declare(
    "need.none_chosen",
    "还没有选中哪一件，请先在左边打勾。",
    "Nothing is chosen yet; tick the needs on the left first.",
)
declare(
    "need.reply_days",
    "办理天数请写 1 到 {limit} 之间的整数。",
    "Write the number of days as a whole number from 1 to {limit}.",
)
declare(
    "need.due_before",
    "需求是 {opened} 提的，要办好的日子不能早于那天。",
    "The need was raised on {opened}; it cannot be due before that day.",
)
