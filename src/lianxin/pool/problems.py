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
