"""Problems of projects and their money."""

from lianxin.kernel.problem import declare

declare(
    "project.amount",
    "金额不对：要大于 0。请按批文填写，单位是元。",
    "The amount must be greater than 0; fill it in from the decision, in yuan.",
)
declare(
    "project.future",
    "日期 {day} 还没有到，请按批文或到账的日子填写。",
    "{day} has not come yet; use the day of the decision or of the payment.",
)
declare(
    "project.too_much",
    "到位资金加起来 {received} 元，超过批复的 {amount} 元。请核对；批复有调整的，先改项目金额。",
    "The money received comes to {received} yuan, more than the {amount} yuan decided. Check it; if the "
    "decision changed, change the project's amount first.",
)
declare(
    "project.before_decided",
    "项目 {decided} 才批下来，到账日期不能早于那天。",
    "The project was decided on {decided}; money cannot have arrived earlier.",
)
declare(
    "project.stage_due",
    "这个阶段完成的日子不能早于项目批复的 {decided}。",
    "This stage cannot be due before {decided}, the day of the decision.",
)
declare(
    "project.stage_money",
    "各阶段安排的钱加起来 {planned} 元，超过批复的 {amount} 元，请核对。",
    "The money planned for the stages comes to {planned} yuan, more than the {amount} yuan decided.",
)
declare(
    "project.stage_done",
    "这个阶段已经记了完工，不用再记。",
    "This stage was recorded as done already.",
    status=409,
)
declare(
    "project.spent_too_much",
    "这一期到账的钱只剩 {left} 元，支出不能比它多。请核对，或者从另一期里支。",
    "Only {left} yuan of this tranche are left. Check the amount, or take it from another tranche.",
)
declare(
    "project.before_received",
    "这一期的钱 {received} 才到账，支出不能早于那天。",
    "This tranche arrived on {received}; nothing can have been paid from it earlier.",
)
declare(
    "project.spending_cancelled",
    "这笔支出已经撤下。",
    "This spending was withdrawn already.",
    status=409,
)
