"""Problems of lists on the wall and of the objections to them."""

from lianxin.kernel.problem import declare

declare(
    "publicity.no_homes",
    "还没有选中哪一户，或者选的户不在您负责的范围。请勾上要公示的户。",
    "No household is chosen, or those chosen are not within your charge. Tick those that go on the list.",
)
declare(
    "publicity.too_many",
    "一张公示最多 {limit} 户，现在有 {count} 户。请按社分成几张。",
    "One list holds {limit} households at most, and these are {count}. Make one list for each group.",
)
declare(
    "publicity.no_head",
    "户号 {number} 没有户主，写不上名字。请先在户档里定户主，或者去掉这一户。",
    "Household {number} has no head, so it has no name to show. Name its head first, or leave it out.",
)
declare(
    "publicity.too_short",
    "公示不能少于 {days} 天，首尾两天都算。请把最后一天改到 {day} 或者更晚。",
    "The list must hang for {days} days at least, the first and the last counted. Make {day} or later the "
    "last day.",
)
declare(
    "publicity_rule.days",
    "公示天数请写 1 到 {most} 之间的整数。",
    "Write a whole number of days from 1 to {most}.",
)
declare(
    "publicity.too_long",
    "公示最长 {days} 天。请把最后一天改早一些。",
    "A list hangs for {days} days at most. Choose an earlier last day.",
)
declare(
    "publicity.begins_before",
    "开始的日子 {from_day} 已经过去了。请改成今天或者以后。",
    "The first day {from_day} is over. Choose today or a later day.",
)
declare(
    "publicity.number_in_words",
    "这里有一长串数字，像证件号、电话或者账号，不能贴出去。请去掉；日期写成 2026-05-01 的样子。",
    "There is a long number here, like an ID number, a phone or an account, which must not be published. "
    "Take it out; write dates like 2026-05-01.",
)
declare(
    "publicity.name_in_words",
    "这里写了群众的全名，不能贴出去。名字只在下面的名单里，遮住中间的字。",
    "A villager's full name stands here and must not be published. Names stand only in the list, masked.",
)
declare(
    "publicity.private_words",
    "这里说到了病、残、证件或者账号，不能贴出去。请换个说法，只写政策或者项目的名称。",
    "This tells of illness, disability, documents or accounts, which must not be published. Name the policy "
    "or project only.",
)
declare(
    "publicity.unknown_column",
    "公示里不能有“{name}”这一栏。能有的只是：{known}。",
    "A list cannot have a column “{name}”. It can only have: {known}.",
)
declare(
    "publicity.no_amount",
    "金额“{value}”看不懂。请写元，比如 1200 或者 1200.50，没有就空着。",
    "The amount “{value}” cannot be read. Write yuan, such as 1200 or 1200.50, or leave it empty.",
)
declare(
    "publicity.not_draft",
    "这张公示已经贴出去了，内容不能再改。要改就写明原因撤下，另起草一张。",
    "This list is out, so it cannot be changed any more. Withdraw it with a reason and write a new one.",
    status=409,
)
declare(
    "publicity.ended",
    "这张公示已经结束或者撤下了，不能再改。",
    "This list is closed or withdrawn and cannot be changed any more.",
    status=409,
)
declare(
    "publicity.not_over",
    "公示到 {day} 才期满，还不能结束。要提前停，请写明原因撤下。",
    "The list hangs until {day} and cannot be closed yet. To stop it earlier, withdraw it with a reason.",
    status=409,
)
declare(
    "publicity.unanswered",
    "还有 {count} 条异议没有答复，不能结束。请先逐条答复。",
    "{count} objections have no answer yet. Answer each of them before you close the list.",
    status=409,
)
declare(
    "publicity.altered",
    "公示“{title}”的内容被人动过，不能再显示。请系统管理员从备份里找回。",
    "The list “{title}” was altered and is not shown any more. Have the administrator restore a backup.",
    status=500,
)
declare(
    "objection.closed",
    "现在不收异议：公示还没开始，或者已经结束。有话请打监督电话。",
    "No objections are taken now: the list has not begun or has ended. Please ring the complaint line.",
    status=409,
)
declare(
    "objection.too_often",
    "提得太多了，先歇一会儿。请过一小时再来，或者打监督电话。",
    "Too many at once. Please come back in an hour, or ring the complaint line.",
    status=429,
)
declare(
    "objection.answered",
    "这条异议已经答复过了。要补充，请另记一条。",
    "This objection has been answered already. Record a new one to add to it.",
    status=409,
)
