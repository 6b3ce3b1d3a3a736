"""Problems of activities and deliveries."""

from lianxin.kernel.problem import declare

declare(
    "activity.text_wanted",
    "请写一句这次活动做了什么。",
    "Say in one sentence what was done at this activity.",
)
declare(
    "activity.officer_wanted",
    "请至少选一名参加的干部，他们的日记会自动写好。",
    "Choose at least one officer who took part; their diary entries are then written for them.",
)
declare(
    "activity.future",
    "日期 {day} 还没有到。活动办完以后再记，或者改日期。",
    "{day} has not come yet. Record the activity when it is over, or change the day.",
)
declare(
    "activity.too_few_people",
    "到场人数 {people} 比各户到场的人加起来（{named}）还少，请核对。",
    "{people} people are fewer than those of the households named ({named}); check the number.",
)
declare(
    "activity.people",
    "到场人数要是 0 到 {limit} 之间的整数，请核对；不清楚就空着。",
    "The number of people must be a whole number from 0 to {limit}; leave it empty if unknown.",
)
declare(
    "activity.people_of_household",
    "一户到场的人数要是 1 到 {limit} 之间的整数；没来的户空着。",
    "The people of one household must be a whole number from 1 to {limit}; leave out who did not come.",
)
declare(
    "activity.cancelled",
    "这次活动已经撤下，不能再改。",
    "This activity was withdrawn and can no longer be changed.",
    status=409,
)
declare(
    "activity.held_already",
    "这次活动已经记过办完了，不用再记。要改文字，点“修改”。",
    "This activity has been recorded as held already. To correct its words, choose “Change”.",
    status=409,
)
declare(
    "activity.not_held",
    "这次活动还没有记办完，先把来的人记好。",
    "This activity is not recorded as held yet; record who came first.",
    status=409,
)
declare(
    "activity.not_yet",
    "活动是 {day}，还没有到，到那天再扫。",
    "The activity is on {day}, which has not come yet; scan on that day.",
)
declare(
    "activity.card_unknown",
    "这不是本村有效的连心卡。请扫卡背面的码，或者照着写上八位卡号。",
    "This is no valid contact card of this village. Scan the code on the back, or type its eight digits.",
)
declare(
    "activity.was_there",
    "这户已经扫过卡，或者活动已经记了办完，不能在这里去掉。记错了请联户办改“到场的户”。",
    "This household’s card was scanned, or the activity is recorded as held: it cannot be taken off here."
    " If it is wrong, ask the office to mend who came.",
    status=409,
)
declare(
    "activity.past_plan",
    "日期 {day} 已经过去了。计划要选以后的日子；办完的活动请点“记活动”。",
    "{day} is over. Plan for a day that comes; what has been held is recorded with “Record an activity”.",
)
declare(
    "activity.far_off",
    "日期 {day} 太远了，请核对年份。",
    "{day} is too far off; check the year.",
)
declare(
    "activity.too_long",
    "一次活动最多 {limit} 天，请核对日期。",
    "One activity lasts {limit} days at most; check the days.",
)
declare(
    "activity.many_materials",
    "要备的东西最多写 {limit} 行，请合并几行。",
    "Write at most {limit} lines of what to bring; put some together.",
)
declare(
    "activity.after",
    "过几天回访要是 1 到 {limit} 之间的整数；不用回访就空着。",
    "The days until people are asked again must be a whole number from 1 to {limit}, or empty.",
)
declare(
    "activity.means_taken",
    "这一笔已经用在别的活动上了，请另选一笔。",
    "This allocation is used for another activity already; choose another.",
    status=409,
)
declare(
    "activity.means_quantity",
    "用了多少，要在 0 和分到的数量之间，请核对。",
    "What was used must lie between 0 and what was set aside; check the amount.",
)
declare(
    "expert.known",
    "专家名册里已经有这个单位的“{name}”，直接选用就行。",
    "“{name}” of this workplace is in the directory already; choose that entry.",
    status=409,
)
declare(
    "expert.ended",
    "这位专家已经不在名册里了。",
    "This expert is no longer in the directory.",
    status=409,
)
declare(
    "result.nobody",
    "还没有选给谁，请在名字旁边打勾。",
    "Nobody is chosen yet; tick the names.",
)
declare(
    "result.day",
    "日期 {day} 不对，要在 {first} 和今天之间。",
    "{day} cannot be right; it must lie between {first} and today.",
)
declare(
    "result.person_wanted",
    "证书要发给人，不能发给户。请选到人；名单里没有的，先在到场的人里记上。",
    "A certificate goes to a person, not to a household. Choose members; record those missing as present.",
)
declare(
    "result.one_number",
    "证书编号一次只能写给一个人；几个人一起发就空着，编号自己排。",
    "A number can be given to one person only; leave it empty for several, they are numbered in order.",
)
declare(
    "result.number_taken",
    "这次活动已经有编号 {number} 的证书，请核对。",
    "This activity has a certificate {number} already; check the number.",
    status=409,
)
declare(
    "result.already",
    "选的人都已经记过这一项了，不用再记。",
    "Everybody chosen has this recorded already.",
    status=409,
)
declare(
    "result.cancelled",
    "这一条已经撤下，不能再改。",
    "This result was withdrawn and can no longer be changed.",
    status=409,
)
declare(
    "follow_up.due",
    "回访期限要在 {first} 以后、两年以内，请核对。",
    "The day must lie after {first} and within two years; check it.",
)
declare(
    "follow_up.officer_wanted",
    "有的户没有结对干部，请选由谁回访。",
    "Some of these households have no linked officer; choose who asks.",
)
declare(
    "follow_up.asked_already",
    "选的人都已经排了回访，还没有问，不用再排。",
    "Everybody chosen is waiting to be asked already.",
    status=409,
)
declare(
    "follow_up.person_wanted",
    "这一条是问户的，找到活、学会手艺要记到人。请在活动里给这个人另排一次回访。",
    "This was to be asked of the household; work and skills belong to a member. Ask that member instead.",
)
declare(
    "follow_up.work_wanted",
    "请写干的是什么活，会一起记进户档。",
    "Say what the work is; it is written into the household's file.",
)
declare(
    "follow_up.done_already",
    "{day} 已经问过了，不用再记。",
    "This was asked on {day} already.",
    status=409,
)
declare(
    "follow_up.dropped",
    "这一条已经取消，不用再问。",
    "This need not be asked any more.",
    status=409,
)
declare(
    "activity.reason_wanted",
    "请写一句为什么撤下，记录里要留着。",
    "Say in a few words why it is withdrawn; the record keeps it.",
)
declare(
    "delivery.quantity",
    "数量要是 1 到 {limit} 之间的整数，请核对；没发的空着。",
    "The quantity must be a whole number from 1 to {limit}; leave it empty where none was given.",
)
declare(
    "delivery.future",
    "日期 {day} 还没有到，请填发放的那天。",
    "{day} has not come yet; use the day on which it was handed out.",
)
declare(
    "delivery.before_given",
    "{given} 才发的，签收日期不能早于那天。",
    "It was handed out on {given}; it cannot have been signed for earlier.",
)
declare(
    "delivery.nobody",
    "还没有填给哪户多少，请在户的旁边写上数量。",
    "No household has a quantity yet; write it beside the household.",
)
declare(
    "delivery.not_allocated",
    "这项供给没有分给这一户。请先在供给里分配，或者不选供给、算本单位自筹。",
    "Nothing of this offer was set aside for this household. Allocate it first, or choose no offer.",
)
declare(
    "delivery.none_chosen",
    "还没有选中哪一笔，请先在左边打勾。",
    "Nothing is ticked yet; tick the rows that are signed for.",
)
declare(
    "delivery.received_already",
    "这一笔已经由{name}签收，不用再签。",
    "{name} has signed for this already.",
    status=409,
)
declare(
    "delivery.receiver_wanted",
    "请写签收人的名字。",
    "Write the name of who received it.",
)
declare(
    "delivery.counted_already",
    "这笔发放已经算进一项措施了，请另选一笔，或者写一句进度。",
    "This delivery counts for a measure already; choose another, or write a word of progress.",
    status=409,
)
declare(
    "delivery.cancelled",
    "这一笔已经撤下，不能再改。",
    "This delivery was withdrawn and can no longer be changed.",
    status=409,
)
declare(
    "goods.known",
    "物资种类里已经有“{name}”，直接选用就行。",
    "“{name}” is among the goods already; choose it there.",
    status=409,
)
