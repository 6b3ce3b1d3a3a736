"""Problems that any room can meet."""

from .problem import declare

declare(
    "action.not_allowed",
    "您的角色不能做这件事（{action}）。要办，请找联户办或安全管理员加上角色。",
    "Your role does not include this ({action}). Ask the office or the security administrator to add it.",
    status=403,
)
declare(
    "action.absent",
    "没有找到，或者不在您负责的范围。请回到列表重新打开；确实该您管的，请联户办核对结对。",
    "Not found, or not within your charge. Open it again from the list; if it should be yours, ask the "
    "office to check the pairing.",
    status=404,
)
declare(
    "action.changed_meanwhile",
    "您打开以后，别人改过这条记录。您填的还在，请对照最新内容再存一次。",
    "Somebody changed this record after you opened it. Your input is kept; compare it with the current "
    "content and save again.",
    status=409,
)
declare("input.required", "“{label}”还没有填，请补上。", "“{label}” is empty; please fill it in.")
declare(
    "input.too_long",
    "“{label}”最多 {limit} 个字，现在有 {length} 个，请删短。",
    "“{label}” may hold {limit} characters and has {length}; please shorten it.",
)
declare(
    "input.not_a_date",
    "“{value}”不是日期，请写成 2026-07-15 这样。",
    "“{value}” is not a date; write it like 2026-07-15.",
)
declare(
    "input.not_an_amount",
    "“{value}”不是金额，请只写数字，比如 9395 或 9395.50。",
    "“{value}” is not an amount; write digits only, such as 9395 or 9395.50.",
)
declare(
    "input.unknown_choice",
    "“{value}”不在可选的内容里，请从列出的里面选。",
    "“{value}” is not one of the choices; pick one that is listed.",
)
declare(
    "input.wrong_phone",
    "“{value}”不是电话号码。手机 11 位，固话带区号，请核对。",
    "“{value}” is not a phone number. Mobile numbers have 11 digits, landlines an area code.",
)
declare(
    "period.backwards",
    "结束日期 {until} 比开始日期 {from_day} 还早，请改其中一个。",
    "The end {until} is before the start {from_day}; change one of them.",
)
declare(
    "request.malformed",
    "这个请求看不懂：{reason}。请按接口文档（/api/v1/docs）改后再发。",
    "This request could not be read: {reason}. Correct it by the API documentation (/api/v1/docs).",
    status=400,
)
declare(
    "request.not_signed_in",
    "还没有登录，或者登录已过期。请重新登录。",
    "You are not signed in, or the session has ended. Please sign in again.",
    status=401,
)
declare(
    "request.too_large",
    "内容太大（上限 {limit}），请分开发送。",
    "This is too large (limit {limit}); please send it in parts.",
    status=413,
)
declare(
    "request.too_many",
    "试得太多了，请等 {minutes} 分钟再来。",
    "Too many tries; please wait {minutes} minutes.",
    status=429,
)
declare(
    "instance.absent",
    "{folder} 里没有连心的数据。请核对 --data，或先运行 ./lianxin init。",
    "There is no instance in {folder}. Check --data, or run ./lianxin init first.",
)
declare(
    "api.missing",
    "缺少“{field}”，请补上。",
    "“{field}” is missing; please add it.",
)
declare(
    "api.wrong_kind",
    "“{field}”要写成{wanted}，请改正。",
    "“{field}” must be {wanted}; please correct it.",
)
declare(
    "api.wrong_choice",
    "“{field}”只能是 {choices} 里的一个，请改正。",
    "“{field}” must be one of {choices}; please correct it.",
)
declare(
    "api.too_long",
    "“{field}”最多 {limit} 个字，请删短。",
    "“{field}” may hold {limit} characters; please shorten it.",
)
declare(
    "api.out_of_range",
    "“{field}”要在 {least} 到 {most} 之间，请改正。",
    "“{field}” must lie between {least} and {most}; please correct it.",
)
