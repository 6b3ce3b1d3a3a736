"""Problems of the leading group, its documents, tasks and meetings."""

from lianxin.kernel.problem import declare

declare(
    "office.reason_wanted",
    "请写一句为什么，以后查得到。",
    "Say in one sentence why, so that it can be looked up later.",
)
declare(
    "body.ended",
    "{name}到 {until} 已经撤了，不能再改。",
    "{name} ended on {until} and cannot be changed.",
    status=409,
)
declare(
    "body.posts_before",
    "有岗位在这一天以前就设了，成立日期不能比它们晚。",
    "A post was set up before this day; the body cannot begin later than its posts.",
)
declare(
    "post.before_body",
    "这个机构 {from_day} 才成立，岗位不能设在前面。",
    "The body begins on {from_day}; a post cannot begin earlier.",
)
declare(
    "post.before",
    "这个岗位 {from_day} 才设，人不能上在前面。",
    "The post begins on {from_day}; nobody can hold it earlier.",
)
declare(
    "post.officer_left",
    "{name}那天已经离任，请另选人。",
    "{name} has left by that day; choose somebody else.",
)
declare(
    "post.taken_later",
    "{from_day} 起已经定了{name}。先把那一条免掉，再定这一天的人。",
    "{name} holds the post from {from_day}; take that back first.",
)
declare(
    "post.nobody",
    "{post}现在没有人，不用免。",
    "Nobody holds {post} now.",
    status=409,
)
declare(
    "post.ended",
    "{post}这个岗位到 {until} 已经撤了，不能再改。",
    "The post {post} ended on {until} and cannot be changed.",
    status=409,
)
declare(
    "document.number",
    "“{value}”不是发文字号。请写成“市自然资执法〔2026〕3号”这样：机关代字、六角括号里的年份、顺序号。",
    "“{value}” is no document number. Write it like 市自然资执法〔2026〕3号: "
    "the organ's word, the year in brackets, the number.",
)
declare(
    "document.number_year",
    "字号里写的是 {year} 年，印发日期是 {issued} 年，请改成一样。",
    "The number says {year} and the day of issue {issued}; make them agree.",
)
declare(
    "document.number_taken",
    "{value} 已经用过。下一个空号是 {free}。",
    "{value} is taken. The next free number is {free}.",
)
declare(
    "document.issued_already",
    "{number} 已经印发过。要改内容，请存新的一版。",
    "{number} has been issued. To change its text, save a new version.",
    status=409,
)
declare(
    "document.draft",
    "还没有印发的文件不用废止，接着改就是。",
    "A draft need not be abolished; just go on writing it.",
    status=409,
)
declare(
    "document.ended",
    "这份文件到 {until} 就不再有效。",
    "The document is in force only until {until}.",
    status=409,
)
declare(
    "document.version_before",
    "上一版从 {from_day} 起执行，新的一版不能比它早。",
    "The version before begins on {from_day}; the new one cannot begin earlier.",
)
declare(
    "document.replaces_later",
    "{number} 比这份还晚，不能由这份代替。",
    "{number} begins later than this one and cannot be replaced by it.",
)
declare(
    "year_goal.twice",
    "这一年已经有这条目标。",
    "The year has this goal already.",
)
declare(
    "year_goal.has_tasks",
    "这条目标下面有任务，不能去掉。先把任务改到别的目标下面。",
    "The goal has tasks. Move them to another goal first.",
    status=409,
)
declare(
    "task.year",
    "请写四位的年份，比如 2026。",
    "Write the year with four digits, such as 2026.",
)
declare(
    "task.nobody",
    "没有人负责。请勾上干部，或者选一个岗位。",
    "Nobody answers for it. Tick officers, or choose a post.",
)
declare(
    "task.target",
    "看这个数，要写做到多少才算完成，写 1 以上的整数。",
    "Say how many are wanted, as a whole number of at least 1.",
)
declare(
    "task.not_yours",
    "这件事不是您负责，进展由负责的人或者联户办记。",
    "You do not answer for this task; those who do, or the office, write its progress.",
    status=403,
)
declare(
    "task.not_yet",
    "日期还没到，请写今天或者以前。",
    "The day is still to come; write today or earlier.",
)
declare(
    "task.reason_wanted",
    "停办或者重新办，请写一句为什么。",
    "Say in one sentence why it is stopped or taken up again.",
)
declare(
    "task.same_year",
    "请选另外一年。",
    "Choose another year.",
)
declare(
    "task.nothing_to_copy",
    "{year} 年没有年度计划，没有可照着排的。",
    "{year} has no work plan that could be copied.",
)
declare(
    "meeting.nobody",
    "没有通知人。请勾上参会的干部，或者写上外请的人。",
    "Nobody was asked. Tick officers, or write who else is invited.",
)
declare(
    "meeting.too_many",
    "一次会最多记 {limit} 个人。",
    "At most {limit} people can be listed.",
)
declare(
    "meeting.not_yet",
    "会是 {day} 开，还没开，到时候再记。",
    "The meeting is on {day}; write it down once it was held.",
)
declare(
    "meeting.issued",
    "纪要已经印发，要改请在文件里存新的一版。",
    "The minutes have been issued; change them by a new version of the document.",
    status=409,
)
declare(
    "meeting.no_minutes",
    "会议内容还没有写，写好再印发纪要。",
    "Nothing has been written of the meeting yet.",
    status=409,
)
declare(
    "meeting.held",
    "这次会已经开过、记过，不能取消。",
    "The meeting was held and written down; it cannot be cancelled.",
    status=409,
)
declare(
    "meeting.cancelled",
    "这次会已经取消，请另定一次。",
    "The meeting was cancelled; call another one.",
    status=409,
)
