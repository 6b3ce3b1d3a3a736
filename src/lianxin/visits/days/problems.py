"""Problems of holidays, seasons and days on which somebody cannot go."""

from lianxin.kernel.problem import declare

declare(
    "days.for_all",
    "放假和各村通用的时节，要管全部单位的联户办来改。可以给自己的村另定。",
    "Holidays and seasons of all villages belong to an office of all units; set one for your own village.",
    status=403,
)
declare(
    "season.ended",
    "这个时节已经停用，请刷新页面再看。",
    "This season is no longer in use; reload the page.",
    status=409,
)
declare(
    "days.too_long",
    "一次最多登记 {limit} 天。一整年走不开的，请在干部页面登记不在岗。",
    "{limit} days at most at once. Whoever cannot go all year is set down as absent on the officer's page.",
)
