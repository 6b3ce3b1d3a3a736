"""Problems of this room."""

from lianxin.kernel.problem import declare

declare(
    "ledger.unknown",
    "没有叫“{name}”的台账。现有：{known}。",
    "There is no ledger called “{name}”. There are: {known}.",
    status=404,
)
