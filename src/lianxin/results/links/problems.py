"""Problems of links for spreadsheets and calendars."""

from lianxin.kernel.problem import declare

declare("link.no_name", "给这条链接起个名字，以后好认。", "Give the link a name, to know it by.")
declare(
    "link.too_long",
    "链接最长用 {limit} 天。请选短一些，到期再做一条。",
    "A link lasts {limit} days at most. Choose fewer and make a new one then.",
)
declare(
    "link.too_many",
    "您已经有 {limit} 条在用的链接。请先停掉不用的。",
    "You have {limit} links in use already. End those that are not needed first.",
    status=409,
)
declare(
    "link.too_often",
    "读得太勤了，请过一小时再来。表格里请把刷新间隔改长一些。",
    "Read too often; please come back in an hour. Set a longer interval for refreshing in the sheet.",
    status=429,
)
declare(
    "link.no_officer",
    "这个账号不是干部的，没有要办的事，做不了日历。请用干部自己的账号。",
    "This account belongs to no officer, so nothing is due for a calendar. Use the officer's own account.",
    status=409,
)
