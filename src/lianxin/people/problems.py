"""Problems of areas, units, officers, accounts and grants."""

from lianxin.kernel.problem import declare

# areas
declare(
    "area.lived_in",
    "{name}里登记过户，去不掉。名字不对，就在这里改名字。",
    "Households have been registered in {name}, so it stays. If its name is wrong, rename it here.",
)
declare(
    "area.not_a_group",
    "{name}不是社，去不掉。只有社可以去掉。",
    "{name} is not a village group and stays. Only groups can be removed.",
)
declare(
    "area.name_twice",
    "{parent}已经有“{name}”了。同一个地方不用再加；真是两个，请在名字上分清。",
    "{parent} already has “{name}”. No need to add it again; if they are two places, tell them apart "
    "by name.",
)
declare(
    "area.code_length",
    "代码“{value}”要写 {length} 位数字，现在是 {now} 位。不知道就空着，系统先给暂编代码。",
    "The code “{value}” must have {length} digits and has {now}. Leave it empty if unknown; a "
    "provisional one is given.",
)
declare(
    "area.code_not_under",
    "代码“{value}”不在{parent}下面，应该以 {prefix} 开头。请核对代码或者换个上级。",
    "The code “{value}” does not lie under {parent}; it should begin with {prefix}. Check the code or "
    "choose another parent.",
)
declare(
    "area.code_taken",
    "代码“{value}”已经是“{name}”的了。请核对是哪一个写错了。",
    "The code “{value}” already belongs to “{name}”. Check which of the two is wrong.",
)
declare(
    "area.code_fixed",
    "只有村能改代码，社的代码跟着村走。",
    "Only a village's code can be changed; its groups follow it.",
)
declare(
    "area.town_needed",
    "只有村能换乡镇，而且要换到一个乡镇下面。",
    "Only a village can be put under another town.",
)
declare(
    "area.no_code_left",
    "{parent}的暂编代码用完了。请先给已有的村填上正式代码。",
    "{parent} has no provisional code left. Enter the true codes of its villages first.",
)
declare(
    "area.not_divided",
    "“{name}”下面不能再加。村加在乡镇下面，社加在村下面。",
    "Nothing can be added under “{name}”. Villages go under a town, groups under a village.",
)
declare(
    "area.no_groups",
    "没看出要加哪些社。请写名字（一社 二社 三社），或者只写个数（3）。",
    "No groups recognised. Write their names (一社 二社 三社) or just how many (3).",
)
declare(
    "area.too_many_groups",
    "一个村最多 99 个社，现在会有 {count} 个，请少写几个。",
    "A village may have 99 groups; this would make {count}. Please add fewer.",
)
declare(
    "village.not_free",
    "{village}已经有单位联系或者已经有户了，不能自己认领。请找系统管理员办。",
    "{village} already has a partner or households, so you cannot claim it yourself. Ask the system "
    "administrator.",
    status=403,
)
# units
declare(
    "unit.name_twice",
    "上级单位下面已经有“{name}”了，请核对名称。",
    "There already is a unit “{name}” under the same parent; check the name.",
)
declare(
    "unit.not_empty",
    "“{name}”还不能撤：{what}。请先办完这些。",
    "“{name}” cannot be closed yet: {what}. Settle these first.",
)
declare(
    "unit.closed",
    "“{name}”已经撤了，不能再往里加。请选别的单位。",
    "“{name}” is closed; nothing can be added to it. Choose another unit.",
)
declare(
    "partnership.not_a_village",
    "单位联的是村，“{name}”不是村。请选一个村。",
    "A unit is paired with a village; “{name}” is not one. Choose a village.",
)
declare(
    "partnership.twice",
    "{unit}已经联着{village}了。",
    "{unit} is already paired with {village}.",
)
declare(
    "partnership.still_paired",
    "{village}还有 {count} 户由{unit}的干部联系，请先办交接或结束结对。",
    "{count} households of {village} are still paired with officers of {unit}. Hand them over or end "
    "the pairings first.",
)
# officers
declare(
    "officer.twice",
    "“{name}”已经在{unit}的名单里。同名的两个人，请各写上自己的电话。",
    "“{name}” is already on the list of {unit}. If two people share the name, give each their own "
    "phone.",
)
declare(
    "officer.line",
    "第 {line} 行（{text}）：{reason}",
    "Line {line} ({text}): {reason}",
)
declare(
    "officer.no_lines",
    "名单是空的。每行写一个人：姓名、职务、电话。",
    "The list is empty. Write one person a line: name, post, phone.",
)
declare(
    "officer.too_many_lines",
    "一次最多加 {limit} 人，现在有 {count} 人，请分几次。",
    "At most {limit} people at once; there are {count}. Please split the list.",
)
declare(
    "officer.still_paired",
    "{name}还联系着 {count} 户，先把户交给别人再办离任。到“结对”里点“交接”。",
    "{name} is still paired with {count} households. Hand them over first: Pairings, then Hand-over.",
)
declare(
    "officer.left",
    "{name}已经离任了，这一项不能再改。",
    "{name} has left; this can no longer be changed.",
)
declare(
    "officer.before_start",
    "日期 {day} 比到任日期 {from_day} 还早，请改一个。",
    "{day} is before the officer's start {from_day}; change one of them.",
)
declare(
    "absence.overlaps",
    "这几天已经登记过：{from_day} 至 {last}（{kind}）。请改日期，或者先结束那一次。",
    "These days are already entered: {from_day} to {last} ({kind}). Change the dates or end that one "
    "first.",
)
# accounts
declare(
    "account.login_taken",
    "登录名“{value}”已经有人用了，请换一个。",
    "The login name “{value}” is taken; choose another.",
)
declare(
    "account.phone_taken",
    "这个手机号已经开过账号，一个号只能开一个。请核对号码，或者重置那个账号的密码。",
    "This phone already has an account, and one number can have one only. Check it, or reset that "
    "account's password.",
)
declare(
    "account.login_form",
    "登录名只能用字母、数字和 . _ - @，3 到 60 个。",
    "A login name takes letters, digits and . _ - @, 3 to 60 of them.",
)
declare(
    "account.needs_mobile",
    "开账号要手机号（11 位），用它登录。请先填上。",
    "An account needs a mobile number (11 digits) to sign in with. Enter it first.",
)
declare(
    "account.officer_has_one",
    "{name}已经有账号了。忘了密码，请点“重置密码”。",
    "{name} already has an account. If the password is forgotten, use Reset password.",
)
declare(
    "account.last_administrator",
    "{name}是最后一个能用的{role}，停了就没人管了。请先让别人担任{role}。",
    "{name} is the last active {role}; without one nobody could do this work. Appoint another first.",
)
declare(
    "account.yourself",
    "不能停用自己的账号。请另一位管理员来办。",
    "You cannot disable your own account. Ask another administrator.",
)
declare(
    "account.not_an_officers",
    "联户办只管联系干部的账号。{name}还有别的角色，请找系统管理员或安全管理员。",
    "The office manages the accounts of linked officers only. {name} holds another role; ask the "
    "system or security administrator.",
    status=403,
)
declare(
    "account.administrators_exist",
    "已经有管理员了，不能再由联户办任命。加人请找安全管理员授权。",
    "There are administrators already, so the office can no longer appoint them. Ask the security "
    "administrator.",
    status=403,
)
declare(
    "account.same_person",
    "三个管理员要由三个人担任，“{value}”写了两次。",
    "The three administrators must be three people; “{value}” appears twice.",
)
# grants
declare(
    "grant.to_yourself",
    "不能给自己授权，也不能收回自己的。请另一位安全管理员来办。",
    "You cannot grant to yourself or take back your own. Ask another security administrator.",
    status=403,
)
declare(
    "grant.two_administrators",
    "{name}已经是{held}。系统、安全、审计三个管理员要分开，一个账号只能担任一个。",
    "{name} already is {held}. System, security and audit administrators are kept apart: one account "
    "holds one only.",
)
declare(
    "grant.administrator_apart",
    "{name}已经是{held}。管理员不兼业务角色，请另开一个账号。",
    "{name} already is {held}. An administrator holds no other role; open a separate account.",
)
declare(
    "grant.twice",
    "{name}已经有这个角色和范围，到 {until} 为止。要改日期，请先收回再给。",
    "{name} already holds this role and scope, until {until}. To change the dates, end it and give it "
    "anew.",
)
declare(
    "grant.needs_unit",
    "“{role}”要说明管哪个单位，请选一个。",
    "“{role}” needs a unit; choose one.",
)
declare(
    "grant.needs_area",
    "“{role}”要说明管哪个村，请选一个。",
    "“{role}” needs a village; choose one.",
)
declare(
    "grant.needs_officer",
    "“联系干部”要连着一名干部。{name}的账号没有连干部，请从干部页面开账号。",
    "The officer role needs an account tied to an officer. {name}'s is not; open the account from the "
    "officer's page.",
)
declare(
    "grant.ended",
    "这项授权已经在 {until} 结束了。",
    "This grant already ended on {until}.",
)
# signing in, passwords, tokens, the first set-up
declare(
    "signin.wrong",
    "手机号（工号）或密码不对，请核对后再试。连错 5 次要等 15 分钟。",
    "The phone (login name) or the password is wrong; check both. Five wrong tries mean 15 minutes' "
    "wait.",
    status=401,
)
declare(
    "signin.locked",
    "连错次数太多，这台设备请等 {minutes} 分钟再登录；急用请找安全管理员解锁。",
    "Too many wrong tries: wait {minutes} minutes on this device, or ask the security administrator "
    "to unlock the account.",
    status=429,
)
declare(
    "signin.ended",
    "这个账号已停用或到期。还在岗的，请找联户办或安全管理员重新开通。",
    "This account is disabled or has ended. If you are still in post, ask the office or the security "
    "administrator.",
    status=403,
)
declare(
    "password.weak",
    "密码还不够安全：{reason}",
    "The password is not safe enough: {reason}",
)
declare(
    "password.same",
    "新密码和旧密码一样，请换一个。",
    "The new password is the same as the old one; choose another.",
)
declare(
    "token.no_name",
    "请给令牌起个名字，写明给谁用，比如“县里报表”。",
    "Name the token by what will use it, such as “county reports”.",
)
declare(
    "setup.done",
    "这里已经有账号了，不能再做首次设置。请登录。",
    "This instance already has accounts, so the first set-up is over. Please sign in.",
    status=409,
)
declare(
    "setup.wrong_code",
    "设置口令不对。它印在启动服务的那个窗口里，请照着再填一次。",
    "The set-up code is wrong. It is shown in the window in which the service was started.",
    status=403,
)
declare(
    "signin.no_messages",
    "这里不发短信。请用密码或通行密钥登录。",
    "No text messages are sent from here. Sign in with the password or a passkey.",
)
declare(
    "place.unknown",
    "没有叫“{name}”的村。请写村名或 12 位代码；还没有建的，先在“地方”里加上。",
    "There is no village “{name}”. Write its name or its 12-digit code, or add it under “Areas” first.",
    status=404,
)
declare(
    "place.several",
    "叫“{name}”的村不止一个，请写 12 位代码：{codes}。",
    "Several villages are called “{name}”; write the 12-digit code: {codes}.",
)

# rules that hold for every unit
declare(
    "rule.for_all",
    "各单位通用，由管全部单位的联户办来改。",
    "These hold for every unit; an office that looks after all units changes them.",
    status=403,
)
