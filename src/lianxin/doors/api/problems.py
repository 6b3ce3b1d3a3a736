"""Problems that only callers of the API meet."""

from lianxin.kernel.problem import declare

declare(
    "api.unknown_address",
    "没有 {path} 这个地址。请按接口文档（/api/v1/docs）核对。",
    "There is no address {path}. Compare it with the API documentation (/api/v1/docs).",
    status=404,
)
declare(
    "api.wrong_method",
    "这个地址不接受 {method}，请改用 {allowed}。",
    "This address does not take {method}; use {allowed}.",
    status=405,
)
declare(
    "api.not_json",
    "请求内容要写成 JSON，并带上 Content-Type: application/json，现在是 {found}。",
    "The request's content must be JSON with Content-Type: application/json; it is {found}.",
    status=415,
)
declare(
    "api.wrong_token",
    "令牌不对、已停用，或者账号已停用。请用 ./lianxin token 重新做一个。",
    "The token is wrong or has ended, or its account is disabled. Make a new one with ./lianxin token.",
    status=401,
)
declare(
    "api.no_csrf",
    "用登录会话改数据时要带 X-CSRFToken 请求头，或者改用令牌。",
    "Changing data within a signed-in session takes the header X-CSRFToken; or use a token.",
    status=403,
)
declare(
    "api.wrong_cursor",
    "“after”不是上一页给的 next。请原样带回，或者去掉它从头开始。",
    "“after” is not the “next” of an earlier page. Send it back unchanged, or leave it out to begin anew.",
)
declare(
    "api.no_content",
    "请求里没有内容，或者没有写长度。请带上内容和 Content-Length 再发。",
    "The request has no content, or does not tell its length; send it with Content-Length.",
    status=400,
)
declare(
    "api.wrong_range",
    "Content-Range 要写成“bytes 第一个字节-最后一个字节/总数”，并和内容的 {length} 字节对得上。请改正。",
    "Content-Range must read “bytes first-last/total” and fit the {length} bytes of content; please correct it.",
    status=400,
)
declare(
    "api.refused",
    "这个请求不能办（HTTP {status}）。请按接口文档（/api/v1/docs）改后再发。",
    "This request cannot be served (HTTP {status}). Correct it by the API documentation (/api/v1/docs).",
    status=400,
)
declare(
    "api.database_away",
    "数据库现在连不上，什么也没有改。请稍后再试。",
    "The database does not answer; nothing was changed. Please try again later.",
    status=503,
)
declare(
    "api.no_such_user",
    "没有能登录的账号“{login}”。请核对登录名，或者请系统管理员启用。",
    "No account “{login}” can sign in. Check the login name, or have the administrator enable it.",
    status=404,
)
