"""Problems of doubts and rechecks."""

from lianxin.kernel.problem import declare

declare(
    "doubt.own",
    "这一篇是您自己的，或者是您代写的，要请别的人来核实。",
    "This one is your own or was typed in by you; somebody else has to decide.",
    status=403,
)
declare(
    "doubt.decided",
    "这处疑点别人刚处理过，请刷新再看。",
    "Somebody has just dealt with this doubt; load the page again.",
    status=409,
)
declare(
    "doubt.reason_wanted",
    "请写一句理由，写日记的人会看到。",
    "Give a reason in one sentence; whoever wrote the entry will read it.",
)
declare(
    "doubt.same_hand",
    "本人申诉了，要请没有定过这一篇的人来定。",
    "The officer objected; somebody who has not decided on this one yet has to decide.",
    status=403,
)
declare(
    "doubt.not_asked",
    "现在没有等您说明的事，可能已经定了，请刷新再看。",
    "Nothing is asked of you here now; it may have been decided. Load the page again.",
    status=409,
)
declare(
    "doubt.not_excluded",
    "只有定了“不计入”的才能申诉。",
    "Only what was decided not to count can be objected to.",
    status=409,
)
declare(
    "doubt.objected_before",
    "这一篇申诉过一次，也另外有人定过了。还有话说，请找联户办当面讲。",
    "This was objected to once and somebody else has decided. Talk to the office if there is more to say.",
    status=409,
)
declare(
    "doubt.too_late",
    "申诉要在 {days} 天以内，{last} 已经过了。还有话说，请找联户办当面讲。",
    "Objections are taken for {days} days; {last} has passed. Talk to the office if there is more to say.",
)
declare(
    "doubt.no_entry",
    "这处疑点是一笔发放，没有日记可以不计入。发放错了，请退回给本人改，或者撤下这笔发放。",
    "This doubt is about a delivery and there is no entry to leave out. Return it to be corrected, or "
    "withdraw the delivery.",
)
declare(
    "doubt.gone",
    "这处疑点已经消了，不用再定。",
    "This doubt no longer holds; there is nothing to decide.",
    status=409,
)
declare(
    "doubt_rule.weight",
    "“{name}”要写 0 到 {most} 之间的数。",
    "“{name}” has to be a number from 0 to {most}.",
)
declare(
    "recheck.nothing",
    "这段时间没有可以抽的走访，请换一段日期。",
    "There are no visits to draw from in these days; choose others.",
)
declare(
    "recheck.how_many",
    "抽几次，请写 1 到 {most} 的整数。",
    "Say how many visits to draw, from 1 to {most}.",
)
declare(
    "recheck.seed",
    "抽签数请写 0 到 {most} 的整数，不写就由系统随机给。",
    "The seed is a whole number from 0 to {most}; leave it out and one is chosen by chance.",
)
declare(
    "recheck.changed",
    "抽过以后这段时间的走访又有变动，不能接着抽。请另抽一次。",
    "The visits of these days have changed since the draw, so no more can be drawn; draw anew.",
    status=409,
)
declare(
    "recheck.all_drawn",
    "这段时间的走访已经全抽到了。",
    "All visits of these days have been drawn already.",
    status=409,
)
declare(
    "recheck.same_officer",
    "问的人不能是去走访的{name}，也不能是这户的结对干部。请换一个人。",
    "Whoever asks must not be {name}, who went there, nor the officer of this household. Choose somebody else.",
)
declare(
    "recheck.result",
    "请选一项：来过、没来过，还是没找到人。",
    "Choose one: they came, they did not, or nobody was found.",
)
declare(
    "recheck.day",
    "问的日期要在 {first} 到 {last} 之间。",
    "The day of asking lies between {first} and {last}.",
)
