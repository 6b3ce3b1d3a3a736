"""Problems of the register: identity, households, members, pairings."""

from lianxin.kernel.problem import declare

declare(
    "id.length",
    "身份证号应当是 18 位（老证 15 位），这里是 {length} 位。请对着证件补全。",
    "An ID number has 18 characters (old ones 15); this one has {length}. Complete it from the card.",
)
declare(
    "id.characters",
    "身份证号只能是数字，最后一位可以是 X。请对着证件改过来。",
    "An ID number holds digits only, with X allowed at the end. Correct it from the card.",
)
declare(
    "id.date",
    "身份证号（尾号 {tail}）里的出生日期不存在，请核对第 7 到 14 位。",
    "The birth date inside the ID number (ending {tail}) does not exist; check characters 7 to 14.",
)
declare(
    "id.checksum",
    "身份证号（尾号 {tail}）的校验位不对，多半是抄错了一位，请对着证件核对。",
    "The check character of the ID number (ending {tail}) is wrong, most likely one digit was miscopied; "
    "compare it with the card.",
)
declare(
    "id.taken",
    "这个身份证号（尾号 {tail}）已经登记给{name}（户号 {household}）。是同一个人，请用“转到别户”；"
    "不是，请核对号码。",
    "This ID number (ending {tail}) is already registered for {name} (household {household}). If it is "
    "the same person, use “move to another household”; if not, check the number.",
    status=409,
)
declare(
    "id.taken_elsewhere",
    "这个身份证号已经登记在您看不到的范围里。请核对号码；没有抄错，请联系上级联户办查重。",
    "This ID number is already registered outside what you can see. Check the number; if it is right, "
    "ask the office above yours to look for the duplicate.",
    status=409,
)
declare(
    "id.sex_differs",
    "性别和身份证号第 17 位对不上，请核对其中一个；有身份证号时性别可以不填。",
    "The sex does not agree with character 17 of the ID number; check one of them. With an ID number the "
    "sex may be left out.",
)
declare(
    "id.born_differs",
    "出生日期和身份证号里的对不上，请核对其中一个；有身份证号时出生日期可以不填。",
    "The birth date does not agree with the ID number; check one of them. With an ID number the date may "
    "be left out.",
)
declare(
    "id.or_reason",
    "身份证号还没有填。暂时没有的，请写明原因，比如“新生儿，未办”。",
    "The ID number is missing. If there is none yet, give the reason, such as “newborn, not issued”.",
)
declare(
    "person.no_id",
    "这个人还没有登记证件号，没有可看的。要补，请点“改资料”。",
    "No ID number is registered for this person, so there is nothing to show. Add it under “edit”.",
    status=404,
)
declare(
    "household.no_account",
    "这户还没有登记银行账号，没有可看的。要补，请点“改户资料”。",
    "No bank account is registered for this household, so there is nothing to show. Add it under “edit”.",
    status=404,
)
declare(
    "reveal.purpose",
    "请写清看这个号码做什么用（至少 4 个字），这会记进审计。",
    "Say what the number is needed for (at least 4 characters); it is kept in the audit log.",
)
declare(
    "event.future",
    "{day} 还没到。人和户的变动请在发生当天或以后登记。",
    "{day} has not come yet. Register what happens to people and households on the day or later.",
)
declare(
    "event.before_start",
    "{name} 是 {from_day} 才到这户的，日期不能比这更早。请核对日期。",
    "{name} came to this household on {from_day}; the day cannot be earlier. Check the date.",
)
declare(
    "event.before_opened",
    "{number} 户是 {opened} 才建的，日期不能比这更早；更早的事就写 {opened}。",
    "Household {number} was opened on {opened} and nothing can happen there before; for earlier events "
    "write {opened}.",
)
declare(
    "event.still_lived_in",
    "{number} 户里的{name}到 {until} 才离开，户不能在这以前结束。请把日期改到 {until} 或以后。",
    "{name} left household {number} only on {until}; it cannot end before that. Choose {until} or later.",
)
declare(
    "event.before_birth",
    "日期比出生日期 {born} 还早，请核对其中一个。",
    "The day is before the date of birth {born}; check one of them.",
)
declare(
    "household.closed",
    "{number} 户已经在 {day} 销户，不能再改。要接着用，请另立新户。",
    "Household {number} was closed on {day} and cannot be changed. Open a new one to go on.",
    status=409,
)
declare(
    "household.code_taken",
    "户编号 {number} 已经登记在本村另一户，请核对。",
    "Register code {number} already belongs to another household of this village; check it.",
    status=409,
)
declare(
    "household.group_elsewhere",
    "这个社不在本村，请从本村的社里选。",
    "This group is not in the village; choose one of the village's own.",
)
declare(
    "household.not_a_village",
    "{name} 不是村，户要建在村里，请先选村。",
    "{name} is not a village; households stand in a village, choose one first.",
)
declare(
    "household.same",
    "不能并进自己这一户，请选另一户。",
    "A household cannot be merged into itself; choose another one.",
)
declare(
    "household.other_village",
    "两户不在同一个村，不能并户。人要换村，请用“转到别户”。",
    "The households lie in different villages and cannot be merged. Use “move to another household” for "
    "the people.",
)
declare(
    "household.split_all",
    "分户要留下至少一个人。全家都走，请改登记别的变动。",
    "A split must leave at least one person behind. Where all leave, register another change.",
)
declare(
    "household.split_head",
    "户主不能分出去。请先换户主，再分户。",
    "The head cannot split off. Change the head first, then split the household.",
)
declare(
    "household.split_nobody",
    "还没有选分出去的人，请勾上。",
    "Nobody is chosen to split off; tick them.",
)
declare(
    "household.split_who_heads",
    "新户的户主要在分出去的人里选。",
    "The head of the new household must be one of those who split off.",
)
declare(
    "bank.account",
    "银行账号只能是 8 到 30 位数字，请对着存折或卡核对。",
    "A bank account has 8 to 30 digits; check it against the passbook or card.",
)
declare(
    "member.not_here",
    "{name} 现在不在这户，请回到户页看最新的成员。",
    "{name} is not in this household now; look at the current members on its page.",
    status=409,
)
declare(
    "member.two_homes",
    "这个人同一天已经在别的户里。请先在那户登记离开，或用“转到别户”。",
    "This person is in another household on the same day. Register the leaving there first, or use "
    "“move to another household”.",
    status=409,
)
declare(
    "member.relation_sex",
    "“{relation}”和性别对不上，请核对与户主关系或性别。",
    "“{relation}” does not fit the sex; check the relation or the sex.",
)
declare(
    "member.relation_head",
    "一户只有一个户主。要换户主，请用“换户主”。",
    "A household has one head. To change it, use “change the head”.",
)
declare(
    "member.last_one",
    "这户只剩 {name} 一个人，走了户就空了。请改用“销户”，或并到别户。",
    "{name} is the only one left in this household. Close the household instead, or merge it.",
)
declare(
    "member.head_needed",
    "{name} 是户主。请在这里选一位新户主，再保存。",
    "{name} is the head. Choose a new head here, then save.",
)
declare(
    "member.dead",
    "{name} 已经在 {day} 登记去世。登记错了，请联系系统管理员更正。",
    "{name} is registered as having died on {day}. If that is wrong, ask the system administrator.",
    status=409,
)
declare(
    "member.same_household",
    "{name} 本来就在这户，请选另一户。",
    "{name} already is in this household; choose another one.",
)
declare(
    "head.already",
    "{name} 已经是户主，不用换。",
    "{name} already is the head; nothing needs changing.",
)
declare(
    "head.two",
    "同一天会有两个户主，请把日期核对一下再存。",
    "There would be two heads on the same day; check the dates and save again.",
    status=409,
)
declare(
    "pairing.overlap",
    "这户同一天已经有负责的干部。要换人，请用“交接”。",
    "Somebody already answers for this household on that day. To change, use the hand-over.",
    status=409,
)
declare(
    "pairing.held",
    "{number} 户从 {from_day} 起由{name}负责。要换人，请用“交接”。",
    "{name} answers for household {number} since {from_day}. To change, use the hand-over.",
    status=409,
)
declare(
    "pairing.already",
    "{name} 已经和这户结对，不用再加。",
    "{name} already is paired with this household.",
    status=409,
)
declare(
    "pairing.officer_out",
    "{name} 在 {day} 不在岗，请换一位，或者改日期。",
    "{name} is not in service on {day}; choose somebody else or another day.",
)
declare(
    "pairing.officer_not_yet",
    "{name}从 {from_day} 才到任，结对的日期要在那天或以后。到任日期写错了，到干部页上改。",
    "{name} is in service only from {from_day}; pair from that day or later. "
    "If that day is wrong, change it on the officer's page.",
)
declare(
    "pairing.officer_leaves",
    "{name} 已登记在 {until} 离岗，不能再接新户，请换一位。",
    "{name} is to leave on {until} and cannot take a household; choose somebody else.",
)
declare(
    "pairing.officer_not_yours",
    "这位干部不在您管的单位里，请从名单里选。",
    "This officer is not in your unit; choose one from the list.",
)
declare(
    "pairing.not_partnered",
    "{unit}在 {day} 没有联{village}，不能结对。请先在“单位”里登记联村。",
    "{unit} is not paired with {village} on {day}. Register that under “Units” first.",
)
declare(
    "pairing.would_gap",
    "{number} 户从 {day} 起会没人负责。请选接手的干部；确实暂时没人，请勾“先空着”并写明原因。",
    "From {day} on nobody would answer for household {number}. Choose a successor; if there is none for "
    "now, tick “leave open” and give the reason.",
)
declare(
    "pairing.ended",
    "这条结对已经在 {until} 结束，不用再改。",
    "This pairing ended on {until}; there is nothing to change.",
    status=409,
)
declare(
    "pairing.before_start",
    "{number} 户的结对是 {from_day} 开始的，日期不能比这更早。",
    "The pairing of household {number} began on {from_day}; the day cannot be earlier.",
)
declare(
    "pairing.not_theirs",
    "{number} 户在 {day} 不归{name}负责，请回到结对页看最新情况。",
    "{name} does not answer for household {number} on {day}; look at the current pairings.",
    status=409,
)
declare(
    "pairing.nothing_chosen",
    "还没有选要办的户，请先勾上。",
    "No household is chosen; tick them first.",
)
declare(
    "pairing.too_late",
    "这条结对不是今天办的，也已经生效，不能撤回。要换人，请用“交接”。",
    "This pairing was not made today and already holds, so it cannot be taken back. Use the hand-over.",
    status=409,
)
# code lists and rules
declare(
    "code.twice",
    "这个代码表里已经有“{name}”了，不用再加。",
    "This list already has “{name}”; no need to add it again.",
)
declare(
    "code.number_taken",
    "代号“{value}”已经用在别的值上，请换一个。",
    "The code “{value}” is used by another value; choose another.",
)
declare(
    "code.needed",
    "“{name}”不能停用，没有它就建不了户。",
    "“{name}” cannot be ended; households could not be kept without it.",
)
declare(
    "code.spelling_taken",
    "“{text}”已经当作“{name}”了。要改，请先在“{name}”那里去掉这个写法。",
    "“{text}” already means “{name}”. To change that, remove the spelling there first.",
)
declare(
    "rule.not_later",
    "新的一行要晚于上一行（{last}）。过去的判断不改，请选以后的日子。",
    "The new row must begin after the last one ({last}). Past judgements stand; choose a later day.",
)
declare(
    "rule.threshold",
    "“{value}”填得不对，这里要填数字；有几个时从小到大写，用逗号隔开。",
    "“{value}” does not fit; write a number here, or several from small to large with commas between.",
)
declare(
    "view.unnamed",
    "视图还没有名字，请写一个，比如“二社没结对的”。",
    "The view has no name yet; give it one, such as “Group 2, unpaired”.",
)
declare(
    "view.name_too_long",
    "视图的名字最多 {limit} 个字，请写短些。",
    "The name of a view may hold {limit} characters; please shorten it.",
)
declare(
    "view.name_taken",
    "您已经有一个叫“{name}”的视图，请换个名字。",
    "You already have a view called “{name}”; choose another name.",
    status=409,
)
declare(
    "view.too_many",
    "最多存 {limit} 个视图，请先删掉一个不用的。",
    "You may keep {limit} views; delete one that you no longer use first.",
    status=409,
)
declare(
    "view.too_complicated",
    "条件太多，存不下。请少选几项再存。",
    "There are too many conditions to keep. Choose fewer and save again.",
)
declare(
    "view.nothing",
    "还没有选条件，没有可存的。请先加条件，再存为视图。",
    "No condition is chosen, so there is nothing to keep. Add a condition first.",
)
