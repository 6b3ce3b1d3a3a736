"""Problems of phones and of what they send."""

from lianxin.kernel.problem import declare

declare(
    "device.taken",
    "这部手机登记在别的账号下。请在“我的”里退出后，再用自己的账号登记。",
    "This phone is registered to another account. Sign out under “Mine”, then register it with your own.",
    status=409,
)
declare(
    "device.other",
    "这个令牌是另一部手机的。请在手机上重新登录一次。",
    "This token belongs to another phone. Sign in again on the phone.",
    status=403,
)
declare(
    "device.no_officer",
    "手机版给结对干部用，您的账号没有对上干部。请联户办在账号里选上是哪名干部。",
    "The phone is for linked officers, and your account names no officer. Ask the office to choose one.",
    status=403,
)
declare(
    "device.reason_wanted",
    "请写一句为什么停用这部手机，记录里要留着。",
    "Say in a few words why this phone is stopped; the record keeps it.",
)
declare(
    "device.key",
    "手机给的公钥看不懂，请更新手机上的浏览器再试。",
    "The phone's public key could not be read; update its browser and try again.",
)
declare(
    "sync.conflict",
    "两边不一样：您写的和现在存的不同。{decider}会来定用哪个，您也可以自己选。两个都留着。",
    "The two differ: what you wrote and what is held. {decider} will decide, or choose yourself. Both are "
    "kept.",
    status=409,
)
declare(
    "sync.waits_for",
    "它要等前面一条先到，先留着，会自己再发。",
    "It waits for an earlier one to arrive; it is kept and sent again by itself.",
    status=409,
)
declare(
    "sync.kept",
    "先存着了，没有记进去：账号或手机已停用。请联户办看过再定。",
    "It is kept and not written: the account or the phone was stopped. The office will look at it.",
    status=409,
)
declare(
    "sync.other_content",
    "同一个编号来了不同的内容，先存着，请联户办看过再定。",
    "The same number came with other content; it is kept, and the office will look at it.",
    status=409,
)
declare(
    "sync.not_taken",
    "联户办看过，没有收下：{reason}。",
    "The office has looked at it and did not take it: {reason}.",
    status=409,
)
declare(
    "sync.failed_here",
    "服务器这边出了差错，没有写进去。内容还在手机里，会自己再发；一直不行请告诉联户办。",
    "Something failed at the server and nothing was written. It stays on the phone and is sent again; "
    "tell the office if it goes on.",
    status=503,
)
declare(
    "sync.unknown_action",
    "不认得“{action}”这种内容。请在有信号时打开一次手机版，让它更新。",
    "“{action}” is not known here. Open the phone version once with signal, so that it updates.",
)
declare(
    "sync.schema",
    "手机版比服务器新，现在收不了。内容都还在手机里，请联户办升级服务器。",
    "The phone's version is newer than the server's. Everything stays on the phone; the office must "
    "update the server.",
    status=409,
)
declare(
    "sync.full",
    "这个账号先存着的已有 {limit} 条，请联户办先看过再发。",
    "{limit} items of this account are kept already; the office must look at them first.",
    status=429,
)
declare(
    "sync.no_such_field",
    "手机上不能改“{name}”这一项。",
    "“{name}” cannot be changed on the phone.",
)
declare(
    "proposal.decided",
    "这一项已经定过了。要再改，请到户档里改。",
    "This one has been decided. To change it again, edit the household.",
    status=409,
)
declare(
    "quarantine.decided",
    "这一条已经定过了。",
    "This one has been decided.",
    status=409,
)
declare(
    "quarantine.reason_wanted",
    "不收要写一句原因，记录里要留着。",
    "Say in a few words why it is not taken; the record keeps it.",
)
declare(
    "outbox.unreadable",
    "这不是手机导出的待发文件，或者没有传完整。请在手机“待发”里重新导出一次。",
    "This is no outbox file of a phone, or it is incomplete. Export it again on the phone.",
)
declare(
    "outbox.unknown_device",
    "没有登记过这部手机，不知道是谁写的。请在手机上登录一次，再导出。",
    "This phone is not registered, so nobody knows who wrote it. Sign in on the phone once, then export.",
)
declare(
    "outbox.wrong_signature",
    "文件的签名对不上，内容可能被人改过，没有收。请在手机上重新导出。",
    "The file's signature does not fit; it may have been changed and was not taken. Export it again.",
)
declare(
    "outbox.not_ours",
    "这份文件不是您单位干部的。请交给他的联户办。",
    "This file is not of an officer of your unit. Hand it to their office.",
    status=403,
)
