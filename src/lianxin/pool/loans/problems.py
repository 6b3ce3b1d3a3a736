"""Problems of loans."""

from lianxin.kernel.problem import declare

declare(
    "loan.amount",
    "金额要大于 0，单位是元，请核对。",
    "The amount must be greater than 0, in yuan; check it.",
)
declare(
    "loan.future",
    "日期 {day} 还没有到，请填实际的那天。",
    "{day} is still to come; use the day on which the money moved.",
)
declare(
    "loan.due",
    "到期日要比放款的 {day} 晚，请核对合同。",
    "The due day must be later than {day}, the day of the loan; check the contract.",
)
declare(
    "loan.before",
    "{day} 才放的款，还款日期不能早于那天。",
    "The loan was paid out on {day}; nothing can have been paid back earlier.",
)
declare(
    "loan.too_much",
    "还款比没还的 {left} 元还多，请核对。",
    "That is more than the {left} yuan still owed; check the amount.",
)
