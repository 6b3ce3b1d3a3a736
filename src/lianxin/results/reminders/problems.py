"""Problems of reminders."""

from lianxin.kernel.problem import declare

declare(
    "reminder.no_mail",
    "这个邮箱地址不对，请看看有没有漏字，比如 name@example.cn。",
    "This is no mail address; see whether something is missing, as in name@example.cn.",
)
declare(
    "reminder.not_set_up",
    "这里还没有接上邮件服务，请系统管理员设置好再来。",
    "No mail server is set up here yet; ask the system administrator to set one up.",
    status=409,
)
