"""Problems of the diary."""

from lianxin.kernel.problem import declare

declare(
    "diary.text_wanted",
    "日记还没有写内容，请写一句今天做了什么、听到什么。",
    "The entry has no text yet; write one sentence about what was done or heard.",
)
declare(
    "diary.kind_wanted",
    "还没有选这篇记的是什么（入户、谈心、驻村……），请至少选一种。",
    "Choose at least one kind (visit, talk, stay …) for this entry.",
)
declare(
    "diary.household_wanted",
    "入户和谈心要选是哪一户，请选上。",
    "A visit or a talk needs its household; please choose it.",
)
declare(
    "diary.village_wanted",
    "没有选户的时候，要选是在哪个村。",
    "Where no household is chosen, choose the village.",
)
declare(
    "diary.one_village",
    "一篇日记里的户要在同一个村。不同村的请分开写。",
    "All households of one entry must lie in one village; write one entry for each village.",
)
declare(
    "diary.foreign_village",
    "{name}的单位没有联{village}，请核对是哪个村、哪名干部。",
    "The unit of {name} is not paired with {village}; check the village and the officer.",
)
declare(
    "diary.future",
    "日期 {day} 还没有到，请改成今天或以前。",
    "{day} has not come yet; choose today or an earlier day.",
)
declare(
    "diary.before_officer",
    "{name} {since} 才到岗，这一天之前的日记请写在当时的干部名下。",
    "{name} began on {since}; an entry of an earlier day belongs to the officer of that time.",
)
declare(
    "diary.after_officer",
    "{name} {until} 已经离任，请核对日期。",
    "{name} left on {until}; check the day.",
)
declare(
    "diary.too_long_a_stay",
    "一篇最多记 {limit} 天，这里有 {days} 天，请分几篇写。",
    "One entry may cover {limit} days and this one has {days}; write several entries.",
)
declare(
    "diary.minutes",
    "用时 {minutes} 分钟不对，请写 1 到 {limit} 之间的分钟数，或者空着。",
    "{minutes} minutes cannot be right; write 1 to {limit}, or leave it empty.",
)
declare(
    "diary.withdrawn",
    "这篇日记已经撤下，不能再改。",
    "This entry was withdrawn and can no longer be changed.",
    status=409,
)
declare(
    "diary.written_by_activity",
    "这篇是一次活动自动写的，要改、要撤，请到“活动与培训”里找到那次活动办。",
    "This entry was written by an activity; change or withdraw it at that activity.",
    status=409,
)
declare(
    "diary.not_yours",
    "只有写的人和联户办能补改、撤下这篇日记。",
    "Only its writer and the office can amend or withdraw this entry.",
    status=403,
)
declare(
    "diary.reason_wanted",
    "请写一句为什么撤下，记录里要留着。",
    "Say in a few words why it is withdrawn; the record keeps it.",
)
declare(
    "diary.same_id",
    "这个编号已经用在另一篇日记上，请重新提交。",
    "This id already belongs to another entry; send it again with a new one.",
    status=409,
)
declare(
    "diary.one_character",
    "一个字太少，请打两个字以上，比如“低保”。",
    "One character is too little; type two or more, such as 低保.",
)
declare(
    "photo.too_large",
    "这张照片有 {megabytes} MB，最多 {limit} MB。请换小一点的再传。",
    "This photo has {megabytes} MB and may have {limit} MB; send a smaller one.",
)
declare(
    "photo.too_many_pixels",
    "这张照片有 {megapixels} 百万像素，最多 {limit} 百万。请在手机里把拍照尺寸调小，或者截一张图再传。",
    "This photo has {megapixels} megapixels and may have {limit}; choose a smaller size in the camera, "
    "or send a screenshot of it.",
)
declare(
    "photo.unreadable",
    "“{name}”不是能用的照片。能用的是 JPEG、PNG、WebP 和苹果手机的 HEIC；文件坏了就重拍一张。",
    "“{name}” is no photo that can be used: JPEG, PNG, WebP and HEIC can. If the file is broken, take "
    "another one.",
)
declare(
    "photo.too_many",
    "还没写进日记的照片已有 {limit} 张。请先写好日记，或者去掉不用的。",
    "{limit} photos already wait for an entry; write the entry first, or remove those not needed.",
)
declare(
    "photo.in_entry",
    "这张照片已经写进日记，不能单独去掉。写错了可以撤下整篇。",
    "This photo stands in an entry and cannot be removed alone; withdraw the entry if it is wrong.",
    status=409,
)
declare(
    "photo.wrong_name",
    "照片的编号要写成它内容的 SHA-256：64 个小写的十六进制字符。请核对后再传。",
    "A photo is named by the SHA-256 of its content, 64 lower-case hexadecimal characters; correct the name.",
)
declare(
    "photo.too_many_named",
    "一篇日记最多放 {limit} 张照片，请分几篇写。",
    "One entry may hold {limit} photos; write several entries.",
)
declare(
    "photo.too_many_parts",
    "没有传完的照片已有 {limit} 张，请先把它们传完。",
    "{limit} photos are already half sent; finish those first.",
)
declare(
    "photo.gap",
    "这张照片只收到前 {received} 字节，中间缺一段。请从那里接着传。",
    "Only the first {received} bytes of this photo are here and some are missing between; go on from there.",
    status=409,
)
declare(
    "photo.hash_differs",
    "收到的照片和发出的不一样，没有存。请从头再传一次。",
    "What arrived differs from the photo that was sent and was not kept; send it again from its beginning.",
)
declare(
    "photo.no_room",
    "服务器的硬盘满了，照片没有存。请把照片留在手机里，告诉系统管理员，过后再传。",
    "The server's disk is full and the photo was not kept. Keep it on the phone, tell the administrator, and "
    "send it again later.",
    status=507,
)
declare(
    "phrase.too_many",
    "常用语最多存 {limit} 条，请先删掉不用的。",
    "{limit} phrases can be kept; drop one that is no longer needed.",
)
declare(
    "draft.too_long",
    "草稿太长，没有存。请分成几篇写。",
    "The draft is too long and was not kept; write several entries.",
    status=413,
)
declare(
    "diary.need_kind",
    "这件需求还没有选是哪一类，请选上。",
    "Choose what kind of need this is.",
)
declare(
    "diary.need_household",
    "这件需求是哪一户的？请选上。",
    "Choose the household whose need this is.",
)
