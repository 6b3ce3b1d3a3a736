"""Problems of this room."""

from lianxin.kernel.problem import declare

declare(
    "request.form_too_old",
    "这个页面放得太久，没有存。请退回去刷新一下，再存一次。",
    "This page was open too long and nothing was saved. Go back, reload it and save again.",
    status=403,
)
declare(
    "request.busy",
    "正在写一张大表，这会儿腾不出手。没有改动任何东西；请回到上一页，过一会儿再按一次。",
    "A long sheet is being written just now. Nothing was changed; go back and press the button again in a while.",
    status=503,
)
declare(
    "request.defect",
    "这里出了错，什么也没有改。请再试一次；还不行，请把时间告诉系统管理员。",
    "Something broke here and nothing was changed. Try again; if it stays, tell the system "
    "administrator the time.",
    status=500,
)
