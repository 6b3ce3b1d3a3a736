"""Problems of what households say of what was handed out to them."""

from lianxin.kernel.problem import declare

declare(
    "receipt.not_there",
    "这一笔已经撤下或者改过了。请看下面现在列的几笔。",
    "This one was withdrawn or has changed. Look at those listed now.",
    status=409,
)
declare(
    "receipt.no_answer",
    "还没有选“收到了”“没收到”还是“数目不对”，请选一个。",
    "Choose one: it came, it did not, or the amount is not right.",
)
declare(
    "receipt.words_wanted",
    "数目不对的，请写一句：实际收到多少。",
    "Say in a few words how much really came.",
)
declare(
    "receipt.enough_today",
    "今天已经改了很多次，明天再来。急事请打电话。",
    "It was changed many times today; please come back tomorrow, or ring.",
    status=429,
)
