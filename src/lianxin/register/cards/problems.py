"""Problems of the contact cards."""

from lianxin.kernel.problem import declare

declare(
    "card.no_officer",
    "{number} 户今天没有联系干部，印不了连心卡。请先给它定干部。",
    "Nobody answers for household {number} today, so it cannot have a card. Pair it first.",
)
declare(
    "card.has_one",
    "{number} 户已经有连心卡。丢了、破了，请在那张卡上点“换新卡”。",
    "Household {number} has a card already. If it is lost or torn, renew that card.",
    status=409,
)
declare(
    "card.nobody_waits",
    "有联系干部的户都有连心卡了，不用再发。还没定干部的户，请先定干部。",
    "Every household with an officer has its card; there is none to issue. Pair the others first.",
)
declare(
    "card.none_chosen",
    "还没有选卡，请先勾上。",
    "No card is chosen; tick them first.",
)
declare(
    "card.handed_out",
    "{number} 户的卡 {day} 已经记过送到了，不用再记。",
    "The card of household {number} is noted as handed out on {day} already.",
    status=409,
)
declare(
    "card.wrong_day",
    "送到的日期要在 {issued} 和今天之间，请核对日期。",
    "The day must lie between {issued} and today; check it.",
)
declare(
    "card.withdrawn",
    "{number} 户的这张卡 {day} 已经作废，不能再改。请看这户现在的卡。",
    "This card of household {number} was withdrawn on {day}. Look at the household's present card.",
    status=409,
)
declare(
    "card.too_many_lines",
    "{label}最多写 {limit} 行，卡上放不下更多。请合并几行。",
    "{label} may have {limit} lines; a card holds no more. Join some of them.",
)
declare(
    "card.wrong_answer",
    "对不上。请看卡上印的 8 位卡号，或者家里留的电话的后四位。今天还能试 {left} 次。",
    "That does not fit. Look at the 8 digits on the card, or take the last four of your household's "
    "phone. {left} tries are left today.",
)
declare(
    "card.locked_today",
    "今天试错的次数太多，明天再来。急事请打卡上的电话。",
    "There were too many wrong tries today; come back tomorrow. If it is urgent, call the number on "
    "the card.",
    status=429,
)
declare(
    "card.enough_today",
    "今天已经提了 {limit} 件，明天再提。急事请打卡上的电话。",
    "You have asked {limit} times today; ask again tomorrow. If it is urgent, call the number on the "
    "card.",
    status=429,
)
declare(
    "card.ask_again",
    "停的时间长了，请再输一遍卡号或者电话后四位，再接着办。",
    "Some time has passed. Type the card's number or the last four digits again, then go on.",
    status=403,
)
