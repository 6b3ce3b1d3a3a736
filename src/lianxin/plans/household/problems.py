"""Problems of plans."""

from lianxin.kernel.problem import declare

declare(
    "plan.stage_wanted",
    "计划至少要分一个阶段，写清从哪天到哪天。",
    "A plan needs at least one stage with its first and last day.",
)
declare(
    "plan.stage_order",
    "“{title}”的结束日期早于开始日期，请改过来。",
    "“{title}” ends before it begins; correct its days.",
)
declare(
    "plan.stage_overlap",
    "“{title}”要在上一个阶段结束以后开始。",
    "“{title}” must begin after the stage before it has ended.",
)
declare(
    "plan.goal_wanted",
    "“{title}”还没有目标。请选一项看得见的，比如人均纯收入到多少。",
    "“{title}” has no goal yet. Choose something that can be seen, such as income per head.",
)
declare(
    "plan.goal_twice",
    "“{title}”里“{aspect}”写了两次，留一个就行。",
    "“{title}” names “{aspect}” twice; keep one.",
)
declare(
    "plan.goal_number",
    "“{aspect}”要到多少，请写一个数。",
    "Say how much “{aspect}” is to be, as a number.",
)
declare(
    "plan.under_way",
    "这份计划已经送上去等批了，批完或退回以后再改。",
    "This plan is waiting for approval; change it after it is approved or returned.",
    status=409,
)
declare(
    "plan.not_waiting",
    "这份计划现在不在等批，可能别人已经批了或退了，请刷新再看。",
    "This plan is not waiting for approval; somebody may have decided. Load the page again.",
    status=409,
)
declare(
    "plan.reason_wanted",
    "请写一句为什么退回，好让写的人知道改哪里。",
    "Say in a few words why it is returned, so that its author knows what to change.",
)
declare(
    "plan.not_in_force",
    "这户还没有批准的计划，先把计划送批。",
    "This household has no approved plan yet; have its plan approved first.",
    status=409,
)
declare(
    "stage.not_begun",
    "“{title}”{from_day} 才开始，还不能看变化。",
    "“{title}” begins on {from_day}; it cannot be reviewed yet.",
)
declare(
    "plan_template.empty",
    "请至少写一个阶段，或者一条措施。",
    "Write at least one stage or one measure.",
)
declare(
    "plan_template.months",
    "这个阶段几个月，请写 1 到 {most} 的整数。",
    "Say how many months this stage takes, from 1 to {most}.",
)
