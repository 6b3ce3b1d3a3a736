"""Loads every room's list of problems, so that codes are complete before the first request.

Those of the commands (serve, init, demo) stand here too: they belong to no room.
"""

from importlib import import_module

from lianxin.kernel.problem import declare

ROOMS = (
    "kernel",
    "people",
    "register",
    "records.file",
    "records.intake",
    "doors.sheets",
    "doors.web",
    "doors.api",
)
for room in ROOMS:
    import_module(f"lianxin.{room}.problems")

declare(
    "serve.port_taken",
    "{host} 的端口 {port} 用不了，多半是另一个程序占着。换一个端口再来：--port {other}。",
    "Port {port} on {host} cannot be used, most likely because another program holds it. Choose another: "
    "--port {other}.",
    status=409,
)
declare(
    "serve.workers_need_postgresql",
    "SQLite 只用一个进程。要多个进程，请先用 LIANXIN_DATABASE_URL 换到 PostgreSQL。",
    "SQLite is served by one process. For more, move to PostgreSQL with LIANXIN_DATABASE_URL first.",
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
    "init.password_weak",
    "这个密码不行：{reasons}",
    "This password will not do: {reasons}",
)
declare(
    "init.village_unclear",
    "看不出“{village}”是哪个乡镇的村。请连乡镇一起写，比如 洛门镇阳坡村；或者加 --town 洛门镇。"
    "本县的乡镇：{towns}。",
    "It is not clear which town “{village}” belongs to. Write the town too, such as 洛门镇阳坡村, or add "
    "--town 洛门镇. The county's towns: {towns}.",
)
declare(
    "demo.real_instance",
    "{data} 里是真实数据，不是示例村，没有动它。示例村请换一个文件夹：--data 文件夹。",
    "{data} holds real data, not the demo village; it was left alone. Name another folder: --data DIR.",
    status=409,
)
