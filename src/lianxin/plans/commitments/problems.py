"""Problems of commitments."""

from lianxin.kernel.problem import declare

declare(
    "commitment.year",
    "{year} 年的责任书现在不能出。只出今年和明年的。",
    "Commitments of {year} cannot be made now, only those of this year and the next.",
    status=409,
)
declare(
    "commitment.nobody",
    "没有要出责任书的干部：结对都没有变，出过的照旧。",
    "Nobody needs a commitment: no pairing has changed, those made before still hold.",
    status=409,
)
declare(
    "commitment.not_open",
    "这一版已经办过了，请刷新页面看现在是哪一版。",
    "This version has been dealt with; reload the page to see which one holds.",
    status=409,
)
declare(
    "commitment.changed",
    "出了这一版以后联系户又变了，请联户办出新的一版再接受。",
    "Your households have changed since this version was made. Ask the office for a new one.",
    status=409,
)
