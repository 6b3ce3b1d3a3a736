"""Problems of assessments."""

from lianxin.kernel.problem import declare

declare(
    "assessment.year",
    "年份请写 2000 到 {last} 之间的一年。",
    "Write a year between 2000 and {last}.",
)
declare(
    "assessment.officer_unknown",
    "没有找到“{name}”，或者有几名干部同名；请写登录名。",
    "Nobody or several officers are called “{name}”; write the login.",
)
declare(
    "assessment.no_scheme",
    "{day} 这天没有在用的考核办法，请联户办先定一个。",
    "No scheme of assessment is in force on {day}; the office sets one first.",
    status=409,
)
declare(
    "assessment.not_over",
    "这一期到 {last} 才结束，过了这天才能核定；分数随时可以看。",
    "The span ends on {last}; it is confirmed after that day. The marks can be looked at any time.",
    status=409,
)
declare(
    "assessment.nothing",
    "{name}这一期没有负责过联系户，不用考核。",
    "{name} answered for no household in this span, so there is nothing to assess.",
    status=409,
)
declare(
    "assessment.confirmed",
    "这一份已经核定了，请刷新页面再看；要重算先撤回。",
    "It has been confirmed already; load the page again. Withdraw it to compute anew.",
    status=409,
)
declare(
    "assessment.confirmed_by",
    "{who}已经核定了，没有再核定一次。",
    "{who} has confirmed it already, so it was not confirmed again.",
    status=409,
)
declare(
    "assessment.undecided",
    "还有疑点没定，先把疑点定了；要照现在的分核定，请打开这一份单独核定。",
    "Doubts wait for a decision; decide them first, or open the assessment to confirm it as it stands.",
    status=409,
)
declare(
    "assessment.changed",
    "您看过以后分数变了，请再看一眼，没问题再勾上。",
    "The marks have changed since you looked; look again, then tick it.",
    status=409,
)
declare(
    "assessment.nobody_chosen",
    "没有勾到能办这一步的人，请先在名字前面打勾。",
    "Nobody was ticked for whom this can be done; tick the boxes before the names first.",
)
declare(
    "assessment.too_many",
    "一次最多勾 {most} 人，请分几次办。",
    "At most {most} people can be ticked at once; do it in several goes.",
)
declare(
    "assessment.own",
    "这是自己的考核，请让别人来定。",
    "This is your own assessment; somebody else must decide.",
    status=403,
)
declare(
    "assessment.unknown_item",
    "考核办法里没有“{item}”这一项，请刷新页面再看。",
    "The scheme has no item “{item}”; load the page again.",
)
declare(
    "assessment.marks",
    "“{title}”请写 0 到 {full} 之间的分，最多一位小数。",
    "Give “{title}” between 0 and {full} marks, with one decimal at the most.",
)
declare(
    "assessment.reason_wanted",
    "改“{title}”的分要写明理由。",
    "Say why the marks of “{title}” are changed.",
)
declare(
    "assessment.sent",
    "已经送本人看了，分不能直接改；有申诉就答复申诉，要重算先撤回。",
    "It has been sent already, so marks are no longer changed by hand; answer the objection, or withdraw it to "
    "compute anew.",
    status=409,
)
declare(
    "assessment.not_sent",
    "还没有送本人看，这一步还做不了。",
    "It has not been sent yet, so this cannot be done.",
    status=409,
)
declare(
    "assessment.over",
    "这一份已经审定或者撤回，不能再改；有错请做一份更正。",
    "It is signed or withdrawn and changes no more; make a correction if it is wrong.",
    status=409,
)
declare(
    "assessment.too_late",
    "申诉要在 {days} 天内提，{last} 是最后一天，已经过了。",
    "An objection must be made within {days} days; {last} was the last.",
    status=409,
)
declare(
    "assessment.objected_before",
    "“{title}”已经申诉过，请等答复。",
    "You have objected to “{title}” already; wait for the answer.",
    status=409,
)
declare(
    "assessment.answered",
    "这条申诉已经答复了，请刷新页面再看。",
    "This objection has been answered already; load the page again.",
    status=409,
)
declare(
    "assessment.unanswered",
    "还有申诉没答复（{count} 条），答复了才能审定。",
    "{count} objections have no answer yet; they come before signing.",
    status=409,
)
declare(
    "assessment.still_open",
    "本人到 {last} 都可以申诉，过了这天，或者本人说没有意见，才能审定。",
    "Objections may be made until {last}; it is signed after that day, or once the person has none.",
    status=409,
)
declare(
    "assessment.not_signed",
    "还没有审定，不用更正；要重算请撤回。",
    "It is not signed yet, so there is nothing to correct; withdraw it to compute anew.",
    status=409,
)
declare(
    "assessment.corrected",
    "已经有一份更正了，请看那一份。",
    "A correction has been made already; look at that one.",
    status=409,
)
declare(
    "assessment.marks_unread",
    "“{value}”不像分数，请写数字，最多一位小数；不改就留空。",
    "“{value}” does not look like marks; write a number with one decimal at the most, or leave it empty.",
)
declare(
    "scheme.past",
    "{day} 已经过了；新的一套从今天或者以后起算，从前的照旧。",
    "{day} is past; a scheme begins today or later, and what was stays as it was.",
)
declare(
    "scheme.not_later",
    "“{name}”从 {since} 起算，新的一套要比它晚。",
    "“{name}” begins on {since}; a new scheme must begin later.",
)
declare(
    "scheme.ended",
    "这一套到 {until} 为止，已经定了。",
    "This scheme ends on {until} already.",
    status=409,
)
declare(
    "scheme.products",
    "这一套是随软件来的，停不了；定一套自己的，就不用它了。",
    "This scheme came with the product and cannot be ended; begin your own, and it is used instead.",
    status=409,
)
declare(
    "scheme.number",
    "请写 {least} 到 {most} 之间的整数。",
    "Write a whole number between {least} and {most}.",
)
declare(
    "scheme.items",
    "要有 1 到 {limit} 项，请把名称写上。",
    "There must be 1 to {limit} items; write their titles.",
)
declare(
    "scheme.twice",
    "“{number}”这个号有两项，请改一个。",
    "Two items have the number “{number}”; change one of them.",
)
declare(
    "scheme.sum",
    "各项分值加起来是 {total} 分，要正好 100 分。",
    "The items come to {total} marks; they must come to 100.",
)
declare(
    "scheme.full",
    "“{title}”的分值请写 0.1 到 100 之间的数，最多一位小数；不要这一项就清空名称。",
    "Give “{title}” between 0.1 and 100 marks with one decimal at the most; clear its title to leave it out.",
)
declare(
    "scheme.figure",
    "“{title}”请选看哪个数、怎么算；占几成的要再选占谁的几成，两个数要能对上。",
    "Choose which figure “{title}” reads and how; for a share also the whole, which must fit the figure.",
)
declare(
    "scheme.limit",
    "“{title}”的界线没写对，请看旁边的说明。",
    "A bound of “{title}” is not right; see the hint beside it.",
)
declare(
    "scheme.grades",
    "等次从高到低写，分数线一个比一个低，最后一等从 0 分起。",
    "Write the grades from the best down, each bound below the one before, the last from 0 on.",
)
declare(
    "scheme.bar",
    "门槛请选是哪一项，写 0.1 到 100 之间的百分数；不要就清空。",
    "Choose the item of the bar and write a percentage between 0.1 and 100; clear it to leave it out.",
)
declare(
    "scheme.off",
    "扣分请写每篇扣几分、最多扣几分，最多的不能比每篇的少；不扣就都清空。",
    "Write how many marks each takes off and at the most, the latter no less; clear both to take off none.",
)
declare(
    "assessment.quota",
    "{people} 人里最多 {allowed} 人评最高一等，已经满了。请打开这一份单独审定：评为下一等，或者写明依据仍评最高一等。",
    "Of {people} people {allowed} at most have the best grade, and so many have it. Open this one and sign it by"
    " itself: with the next grade, or with the best and the reason for it.",
    status=409,
)
declare(
    "assessment.grade",
    "等次只能按算出来的评，或者评低一些，请重新选。",
    "The grade is the computed one or a lower one; choose again.",
)
declare(
    "assessment.grade_reason",
    "等次和算出来的不一样，或者超过了名额，请写明为什么。",
    "The grade differs from the computed one, or is beyond the quota: say why.",
)
