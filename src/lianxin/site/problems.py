"""Loads every room's list of problems, so that codes are complete before the first request.

Those of the commands (serve, init, demo) stand here too: they belong to no room.
"""

from importlib import import_module

from lianxin.kernel.problem import declare

ROOMS = (
    "kernel",
    "people",
    "people.hooks",
    "register",
    "register.cards",
    "records.file",
    "records.intake",
    "records.diary",
    "records.needs",
    "records.confirmations",
    "plans",
    "plans.commitments",
    "plans.household",
    "plans.pairing",
    "pool",
    "pool.offers",
    "pool.loans",
    "aid",
    "aid.receipts",
    "aid.village_profile",
    "aid.village_plan",
    "office",
    "visits",
    "visits.days",
    "visits.batches",
    "visits.schedule",
    "review",
    "results",
    "results.assessment",
    "results.profile",
    "results.publicity",
    "results.links",
    "results.reminders",
    "sync",
    "doors.sheets",
    "doors.sheets.roster",
    "doors.sheets.forms",
    "doors.web",
    "doors.api",
)
for room in ROOMS:
    import_module(f"lianxin.{room}.problems")

declare(
    "serve.port_taken",
    "{host} 的端口 {port} 用不了，多半是另一个程序占着。换一个端口再来：{other}。",
    "Port {port} on {host} cannot be used, most likely because another program holds it. Choose another: "
    "{other}.",
    status=409,
)
declare(
    "serve.workers_need_postgresql",
    "SQLite 只用一个进程。要多个进程，请先用 LIANXIN_DATABASE_URL 换到 PostgreSQL。",
    "SQLite is served by one process. For more, move to PostgreSQL with LIANXIN_DATABASE_URL first.",
)
declare(
    "serve.lan_no_network",
    "没有找到村里网络的地址（10、172.16–31、192.168 开头的）。请先把这台电脑连上路由器，或打开它的热点，再来一次。",
    "No address of a private network (10., 172.16–31., 192.168.) was found. Connect this computer to the "
    "router, or open its hotspot, and try again.",
    status=409,
)
declare(
    "serve.lan_key_unreadable",
    "证书的密钥 {path} 读不出来。请从备份放回；没有备份就删去它和旁边的 lan-ca.crt，再来一次，每部手机要重装证书。",
    "The authority's key {path} cannot be read. Put it back from a copy; without one delete it and the "
    "lan-ca.crt beside it and try again: then each phone must install the new certificate.",
    status=409,
)
declare(
    "init.not_empty",
    "{data} 里已经有一个用起来的连心，没有动它。新建请换一个空文件夹：--data 文件夹。",
    "{data} already holds an instance in use; it was left alone. Name an empty folder: --data DIR.",
    status=409,
)
declare(
    "init.password_missing",
    "没有密码。请在终端里运行，或者先设好 LIANXIN_ADMIN_PASSWORD。",
    "There is no password. Run this in a terminal, or set LIANXIN_ADMIN_PASSWORD.",
)
declare(
    "init.passwords_differ",
    "两次输入的密码不一样，请再来一次。",
    "The two passwords differ; please try again.",
)
declare(
    "demo.real_instance",
    "{data} 里是真实数据，不是示例村，没有动它。示例村请换一个文件夹：--data 文件夹。",
    "{data} holds real data, not the demo village; it was left alone. Name another folder: --data DIR.",
    status=409,
)

declare(
    "check.audit_broken",
    "审计记录第 {number} 条对不上前一条：有人绕过程序改过，或数据库被换过。请保留现场，用备份比对。",
    "Audit row {number} does not follow from the row before it: it was altered outside the product, or the "
    "database was exchanged. Keep everything as it is and compare with a backup.",
    status=500,
)
declare(
    "check.database_damaged",
    "数据库自查发现：{finding}。请停用，用最近的备份恢复。",
    "The database reports: {finding}. Stop using it and restore the latest backup.",
    status=500,
)
declare(
    "check.not_migrated",
    "数据库还没有升级到这个版本（{migration}）。运行一次 ./lianxin serve 即可。",
    "The database is not yet at this version ({migration}). Run ./lianxin serve once.",
    status=500,
)
declare(
    "check.key_does_not_fit",
    "密钥 {path} 打不开登记的证件号码。请把与数据库同时备份的密钥放回原处。",
    "The key {path} does not open the sealed ID numbers. Put back the key that was saved with the database.",
    status=500,
)
declare(
    "check.head_count",
    "{household} 户今天不是正好一位户主。请打开这一户，改定户主。",
    "Household {household} does not have exactly one head today. Open it and settle who is the head.",
    status=500,
)
declare(
    "check.two_responsible",
    "{household} 户今天有两位责任人。请在结对页结束其中一个。",
    "Household {household} has two responsible officers today. End one of them on the pairings page.",
    status=500,
)
declare(
    "check.home_differs",
    "{household} 户有一位成员，名下的户和户籍记录不一致。请打开这一户核对成员。",
    "A member of household {household} is filed under another household. Open it and check its members.",
    status=500,
)
declare(
    "check.static_missing",
    "网页文件 {file} 不见了。删去数据文件夹里的 static，再运行 ./lianxin serve。",
    "The page file {file} is missing. Delete the folder static in the data folder and run ./lianxin serve.",
    status=500,
)
declare(
    "check.supply_wrong",
    "供给“{offer}”的第 {n} 笔去向不对：{said}。请用最近一次备份核对。",
    "Entry {n} of the offer “{offer}” does not hold: {said}. Compare with the last backup.",
    status=500,
)
declare(
    "check.activity_cost_differs",
    "{day} 的活动“{title}”记的支出，和供给的去向对不上。请用最近一次备份核对。",
    "What the activity “{title}” on {day} cost and the ledger of its offer say different things. Compare with "
    "the last backup.",
    status=500,
)
declare(
    "check.delivery_differs",
    "{day} 发放的 {n}（一笔），和供给的去向对不上。请用最近一次备份核对。",
    "A delivery of {n} on {day} and the ledger of its offer say different things. Compare with the last backup.",
    status=500,
)
declare(
    "check.money_wrong",
    "“{name}”的钱对不上：付出或还回的比到账或借出的多。请核对这一笔。",
    "The money of “{name}” does not add up: more was paid than arrived, or more was repaid than was lent.",
    status=500,
)
declare(
    "check.figure_differs",
    "“{figure}”算出 {value}，逐条数是 {counted}。请把这一行连同版本号报给开发者。",
    "“{figure}” gives {value}, its rows give {counted}. Report this line with the version to the developers.",
    status=500,
)
declare(
    "check.search_differs",
    "日记、文件的查找索引和正文对不上，至少 {n} 处（编号 {serial}）。正文没有少；请报给开发者，或者从备份恢复。",
    "The search index differs from diary or documents in at least {n} places (number {serial}). No text "
    "is lost; tell the developers, or restore a backup.",
    status=500,
)
declare(
    "check.paper_altered",
    "{day} 存档的“{title}”和存的时候不一样了。请从备份里找回，查是谁动过数据库。",
    "“{title}”, kept on {day}, is not what it was. Restore a backup and find out who touched the database.",
    status=500,
)
declare(
    "check.publicity_altered",
    "{day} 开始的公示“{title}”和开始时不一样了。请从备份里找回，查是谁动过数据库。",
    "The public list “{title}”, begun on {day}, is not what it was. Restore a backup and find out who touched "
    "the database.",
    status=500,
)
declare(
    "check.photo_missing",
    "照片文件 {file}… 不见了。请从备份里把 photos 文件夹放回数据文件夹。",
    "The photo file {file}… is missing. Put the folder photos of a backup back into the data folder.",
    status=500,
)

declare(
    "backup.exists",
    "{file} 已经有了，没有动它。备份请换一个文件名：--out 文件。",
    "{file} exists already and was left alone. Name another file: --out FILE.",
    status=409,
)
declare(
    "backup.no_folder",
    "没有 {folder} 这个文件夹。请先建好，或者换一个地方：--out 文件。",
    "There is no folder {folder}. Make it first, or name another place: --out FILE.",
)
declare(
    "backup.not_written",
    "{file} 写不进去：{reason}。没有留下半个文件。请腾出地方，或者换一个能写的地方再来。",
    "{file} could not be written: {reason}. No half file is left. Make room, or choose a place that can be written to.",
    status=507,
)
declare(
    "backup.no_file",
    "{file} 打不开：{reason}。请核对备份文件的名字。",
    "{file} could not be opened: {reason}. Check the name of the backup.",
)
declare(
    "backup.damaged",
    "{file} 不是完整的备份：被改过、没有写完，或者不是连心的备份（{finding}）。请换一份备份。",
    "{file} is no whole backup: it was changed, was cut off, or is not one of Lianxin ({finding}). Take another.",
)
declare(
    "backup.other_format",
    "{file} 的备份格式这个版本不认识。请用做这份备份的那个版本恢复，或者换一份备份。",
    "This version does not know the format of {file}. Restore it with the version that made it, or take another.",
)
declare(
    "backup.password_missing",
    "{file} 加了密码。请在终端里运行，或者先设好 LIANXIN_BACKUP_PASSWORD。",
    "{file} is locked with a password. Run this in a terminal, or set LIANXIN_BACKUP_PASSWORD.",
)
declare(
    "backup.wrong_password",
    "{file} 的密码不对（或者文件开头坏了）。请核对密码再来。",
    "The password does not open {file} (or the file's beginning is damaged). Check the password and try again.",
)
declare(
    "restore.not_empty",
    "{folder} 里已经有东西，没有动它。恢复请用一个空文件夹：--data 文件夹。",
    "{folder} is not empty and was left alone. Restore into an empty folder: --data DIR.",
    status=409,
)
declare(
    "restore.mount_point",
    "{folder} 是一个盘的根，不能整个换上。请写它下面的一个文件夹：--data {folder}/lianxin。",
    "{folder} is the root of a disk and cannot be put in place as a whole. Name a folder in it: "
    "--data {folder}/lianxin.",
)
declare(
    "restore.database_not_empty",
    "数据库 {name} 里已经有表，没有动它。请新建一个空的数据库，再把 LIANXIN_DATABASE_URL 改到那里。",
    "The database {name} has tables already and was left alone. Make an empty database and let "
    "LIANXIN_DATABASE_URL name it.",
    status=409,
)
declare(
    "restore.is_sqlite",
    "这份备份来自 SQLite。请去掉 LIANXIN_DATABASE_URL 再恢复。",
    "This backup comes from SQLite. Unset LIANXIN_DATABASE_URL and restore again.",
)
declare(
    "restore.is_postgresql",
    "这份备份来自 PostgreSQL。请先用 LIANXIN_DATABASE_URL 写明一个空的 PostgreSQL 数据库，再恢复。",
    "This backup comes from PostgreSQL. Name an empty PostgreSQL database with LIANXIN_DATABASE_URL and restore "
    "again.",
)
declare(
    "restore.newer",
    "这份备份是更新的版本（{version}）做的。请先把程序升级到那个版本，再恢复。",
    "This backup was made by a newer version ({version}). Bring the product to that version first.",
)
declare(
    "restore.other_key",
    "{path} 已经有另一把密钥，没有动它。请把它移走再恢复，或者把 LIANXIN_SEAL_KEY 改到别处。",
    "{path} holds another key and was left alone. Move it away and restore again, or let LIANXIN_SEAL_KEY name "
    "another place.",
    status=409,
)
declare(
    "restore.not_written",
    "{folder} 写不进去：{reason}。什么也没有留下。请腾出地方，或者换一个能写的地方再来。",
    "{folder} could not be written: {reason}. Nothing is left of it. Make room, or choose a place that can be "
    "written to.",
    status=507,
)
