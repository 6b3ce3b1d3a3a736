"""Problems of what households say of visits."""

from lianxin.kernel.problem import declare

declare(
    "visit.not_recorded",
    "这次来访已经不在记录里，或者过了 60 天。请看下面现在列的几次。",
    "This visit is no longer on record, or lies more than 60 days back. Look at those listed now.",
    status=409,
)
declare(
    "visit.no_answer",
    "还没有选“来过”“没来过”还是“不记得”，请选一个。",
    "Choose one: they came, they did not, or you do not remember.",
)
declare(
    "visit.rating",
    "打分只能是 1 到 5，请重选；不想打可以不选。",
    "A rating is 1 to 5; choose again, or leave it out.",
)
