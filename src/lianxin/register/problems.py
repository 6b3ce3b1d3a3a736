"""Problems of the register: identity, households, members, pairings."""

from lianxin.kernel.problem import declare

declare(
    "id.length",
    "身份证号应当是 18 位（老证 15 位），这里是 {length} 位。请对着证件补全。",
    "An ID number has 18 characters (old ones 15); this one has {length}. Complete it from the card.",
)
declare(
    "id.characters",
    "身份证号只能是数字，最后一位可以是 X。请对着证件改过来。",
    "An ID number holds digits only, with X allowed at the end. Correct it from the card.",
)
declare(
    "id.date",
    "身份证号（尾号 {tail}）里的出生日期不存在，请核对第 7 到 14 位。",
    "The birth date inside the ID number (ending {tail}) does not exist; check characters 7 to 14.",
)
declare(
    "id.checksum",
    "身份证号（尾号 {tail}）的校验位不对，多半是抄错了一位，请对着证件核对。",
    "The check character of the ID number (ending {tail}) is wrong, most likely one digit was miscopied; "
    "compare it with the card.",
)
