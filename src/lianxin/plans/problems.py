"""Problems of measures."""

from lianxin.kernel.problem import declare

declare(
    "measure.text_wanted",
    "请写一句要做什么，比如“牛棚改造 120 平方米”。",
    "Say what is to be done, such as “rebuild the cowshed, 120 m²”.",
)
declare(
    "measure.ended",
    "这项措施已经停办，不能再记进度。",
    "This measure was dropped; no more progress can be recorded.",
    status=409,
)
declare(
    "measure.percent",
    "进度要在 0 到 100 之间。",
    "Progress must be between 0 and 100.",
)
declare(
    "measure.due",
    "期限不能早于开始的日子（{from_day}）。",
    "The due day cannot be before the first day ({from_day}).",
)
declare(
    "measure.future",
    "日期 {day} 还没有到，请改成今天或以前。",
    "{day} has not come yet; choose today or an earlier day.",
)
declare(
    "measure.before_begun",
    "这项措施 {from_day} 才开始，进度不能记在那天以前。",
    "This measure began on {from_day}; no progress can be recorded before that day.",
)
declare(
    "measure.reason_wanted",
    "请写一句为什么停办，记录里要留着。",
    "Say in a few words why it is dropped; the record keeps it.",
)
declare(
    "measure.block_reason_wanted",
    "请写一句卡在哪里，好让联户办知道找谁。",
    "Say in a few words what holds it up, so that the office knows whom to ask.",
)
declare(
    "measure.done_already",
    "这项措施已经办完了。",
    "This measure is already done.",
    status=409,
)
declare(
    "measure.cost",
    "要花多少钱请写成数，比如 5000 或 1.2万。",
    "Write the cost as a number, such as 5000.",
)
