"""Problems of requirements."""

from lianxin.kernel.problem import declare

declare(
    "requirement.minimum",
    "最少几次请写 1 到 {limit}；驻村写天数，半天写 0.5。",
    "Write how many as a number from 1 to {limit}; stays are days, half a day is 0.5.",
)
declare(
    "requirement.not_per_household",
    "驻村和宣讲不能按户要求，请选“每名干部”。",
    "Stays and lectures cannot be asked for each household; choose “each officer”.",
)
declare(
    "requirement.unit_wanted",
    "您管的不是全部单位，请选给哪个单位定；定了以后，它在这个单位代替通用的那条。",
    "You do not look after every unit: choose the unit; there the new rule replaces the general one.",
)
declare(
    "requirement.for_all",
    "这条是各单位通用的，不能停。要不一样，请给本单位另定一条。",
    "This rule holds for every unit and cannot be ended here; set one for your own unit instead.",
    status=403,
)
declare(
    "requirement.ended",
    "这条 {until} 已经停用，请刷新页面再看。",
    "This rule ended on {until}; reload the page.",
    status=409,
)
