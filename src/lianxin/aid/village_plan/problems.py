"""Problems of a village's problems, plan, projects and comments."""

from lianxin.kernel.problem import declare

declare(
    "village_plan.item_wanted",
    "规划里至少要有一个项目，写清谁负责、什么时候完成。",
    "A plan needs at least one project with who answers for it and by when.",
)
declare(
    "village_plan.years",
    "起止年份不对：结束年份不能早于开始年份，最长 {most} 年。",
    "The years are not in order: the last may not lie before the first, and {most} years is the most.",
)
declare(
    "village_plan.who_wanted",
    "“{title}”还没有写谁负责。",
    "“{title}” does not say who answers for it.",
)
declare(
    "village_plan.due_wanted",
    "“{title}”还没有写什么时候完成。",
    "“{title}” does not say by when it is to be done.",
)
declare(
    "village_plan.title_wanted",
    "这个项目还没有名称。",
    "This project has no name yet.",
)
declare(
    "village_plan.source_wanted",
    "“{title}”有一笔钱没写从哪里来。",
    "“{title}” has an amount that does not say where it comes from.",
)
declare(
    "village_plan.money",
    "“{title}”的钱请写大于 0 的数，单位元，可以写“512.6万”。",
    "Amounts of “{title}” are yuan above 0.",
)
declare(
    "village_plan.project_twice",
    "“{title}”已经连在这份规划的另一个项目上了，一个项目只能连一次。",
    "“{title}” is linked to another project of this plan already; it can be linked only once.",
)
declare(
    "village_plan.under_way",
    "这份规划已经送上去或者正在公示，批完或退回以后再改。",
    "This plan has been sent up or lies open for comments; change it after it is approved or returned.",
    status=409,
)
declare(
    "village_plan.not_waiting",
    "这份规划现在不在这一步，可能别人已经办了，请刷新再看。",
    "This plan is not at this step; somebody may have decided. Load the page again.",
    status=409,
)
declare(
    "village_plan.reason_wanted",
    "请写一句为什么退回，好让写的人知道改哪里。",
    "Say in a few words why it is returned, so that its author knows what to change.",
)
declare(
    "village_plan.too_short",
    "公示不能少于 {days} 天，首尾两天都算。请把最后一天改到 {day} 或者更晚。",
    "It must lie open for {days} days at least, the first and the last counted. Make {day} or later the "
    "last day.",
)
declare(
    "village_plan.too_long",
    "公示最长 {days} 天。请把最后一天改早一些。",
    "It lies open for {days} days at most. Choose an earlier last day.",
)
declare(
    "village_plan.still_public",
    "公示到 {day} 才期满，期满以后再批准。",
    "It lies open for comments until {day}; approve it afterwards.",
    status=409,
)
declare(
    "village_plan.unanswered",
    "还有 {count} 条意见没有答复，不能批准。请先逐条答复。",
    "{count} comments have no answer yet. Answer each of them before you approve the plan.",
    status=409,
)
declare(
    "village_plan.begins_before",
    "开始执行的日子 {day} 不能早于今天。",
    "The plan cannot begin to hold on {day}, before today.",
)
declare(
    "village_plan.percent",
    "进度请写 0 到 100 的整数。",
    "Progress is a whole number from 0 to 100.",
)
declare(
    "village_plan.step_day",
    "进度的日期不能晚于今天。",
    "Progress cannot be dated after today.",
)
declare(
    "village_plan.of_project",
    "“{title}”连着争取到的项目，进度和支出在项目页上记，这里跟着变。",
    "“{title}” is linked to a project that was won: record its stages and payments there.",
    status=409,
)
declare(
    "village_plan.words_public",
    "这里有一长串数字或者村民的全名，公示出去会泄露个人信息。请去掉。",
    "A long number or a villager's full name stands here, which must not be published. Take it out.",
)
declare(
    "village_problem.future",
    "“从什么时候起”不能晚于今天。",
    "“Since when” cannot lie after today.",
)
declare(
    "village_problem.outcome_wanted",
    "请写一句怎么解决的。",
    "Say in a few words how it was solved.",
)
declare(
    "village_problem.solved",
    "这个问题已经记为解决了，不用再改。",
    "This problem is recorded as solved already.",
    status=409,
)
declare(
    "village_comment.closed",
    "现在不收意见：规划还没公示，或者公示已经到期。有话请找村委会或打监督电话。",
    "No comments are taken now: the plan does not lie open, or its time is over. Ask the village "
    "committee or ring the complaint line.",
    status=409,
)
declare(
    "village_comment.enough_today",
    "今天已经提了 {limit} 条，明天再来。急事请打电话。",
    "{limit} comments were made today; please come back tomorrow, or ring.",
    status=429,
)
declare(
    "village_comment.answered",
    "这条意见已经答复过了。",
    "This comment has been answered already.",
    status=409,
)
declare(
    "village_comment.not_public",
    "意见或答复里有名字、号码或者病情，贴出去会泄露个人信息。请选“不贴出去”，或者把答复改一改。",
    "The comment or its answer tells a name, a number or somebody's health. Choose not to publish it, or "
    "word the answer otherwise.",
)
declare(
    "village_problem.homes",
    "多少户受影响，请写一个数；不知道就空着。",
    "Say how many households it touches, as a number; leave it empty if it is not known.",
)
declare(
    "comment_rule.for_all",
    "各村通用的天数，由管全部单位的联户办来改；只改本村的，请选本村。",
    "The number for every village is changed by an office that looks after all units; choose your village.",
    status=403,
)
declare(
    "comment_rule.days",
    "公示天数请写 1 到 {most} 之间的整数。",
    "Write a whole number of days from 1 to {most}.",
)
