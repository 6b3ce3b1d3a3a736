"""Problems of files: what cannot be read at all, what is wrong in a cell, notices."""

from lianxin.kernel.problem import declare

# -- the file as a whole ------------------------------------------------------------------------------

declare(
    "roster.too_large",
    "文件超过 {limit} MB，一个村的名单不会这么大。请删掉图片和多余的表，或者按村分开再导入。",
    "The file is larger than {limit} MB; a village's roster is not. Remove pictures and other sheets, or "
    "split it by village.",
    status=413,
)
declare(
    "roster.too_large_inside",
    "文件展开后太大，读不下来。请把名单复制到一个新的工作簿，另存为 xlsx 再导入。",
    "Unpacked, the file is too large to read. Copy the roster into a new workbook, save it as xlsx and "
    "import that.",
)
declare(
    "roster.too_many_rows",
    "名单超过 {rows} 行，请按乡镇或村分开导入。",
    "The roster has more than {rows} rows; split it by town or village.",
)
declare(
    "roster.zip_bomb",
    "文件的压缩方式不正常，为了安全没有打开。请用 WPS 或 Excel 打开原表，另存为 xlsx 再导入。",
    "The file is packed in an unusual way and was not opened, for safety. Open the original in WPS or "
    "Excel, save it as xlsx and import that.",
)
declare(
    "roster.macros",
    "文件里有宏，为了安全没有打开。请另存为“Excel 工作簿（.xlsx）”，不带宏，再导入。",
    "The file contains macros and was not opened, for safety. Save it as “Excel Workbook (.xlsx)”, "
    "without macros, and import that.",
)
declare(
    "roster.encrypted",
    "文件加了密码，打不开。请在 WPS 或 Excel 里去掉打开密码，保存后再导入。",
    "The file is protected by a password. Remove the password in WPS or Excel, save and import again.",
)
declare(
    "roster.damaged",
    "文件坏了，读不出来。请用 WPS 或 Excel 打开，另存为 xlsx 再导入；打不开就请对方重发。",
    "The file is damaged and cannot be read. Open it in WPS or Excel and save it as xlsx; if it does not "
    "open, ask for it again.",
)
declare(
    "roster.empty",
    "文件是空的。请确认选对了文件，表里至少要有表头和一行人。",
    "The file is empty. Check that it is the right one; it needs a header and at least one person.",
)
declare(
    "roster.picture",
    "这是图片，不是表格。请找发来的人要 Excel 原表（.xlsx）。",
    "This is a picture, not a table. Ask the sender for the original workbook (.xlsx).",
)
declare(
    "roster.pdf",
    "这是 PDF，不是表格。请找发来的人要 Excel 原表（.xlsx）。",
    "This is a PDF, not a table. Ask the sender for the original workbook (.xlsx).",
)
declare(
    "roster.archive",
    "这是压缩包，不是表格。请先解压，再导入里面的 Excel 表。",
    "This is an archive, not a table. Unpack it and import the workbook inside.",
)
declare(
    "roster.web_page",
    "这其实是网页，只是名字像表格。请用 WPS 或 Excel 打开，另存为 xlsx 再导入。",
    "This is a web page named like a workbook. Open it in WPS or Excel, save it as xlsx and import that.",
)
declare(
    "roster.other_document",
    "这是别的文档，不是 xlsx、xls 或 csv。请在 WPS 或 Excel 里另存为 xlsx 再导入。",
    "This is another kind of document, not xlsx, xls or csv. Save it as xlsx in WPS or Excel first.",
)
declare(
    "roster.unknown_file",
    "认不出这个文件。能导入的有 xlsx、xls、csv，请另存为 xlsx 再导入。",
    "This file is of no known kind. Rosters may be xlsx, xls or csv; save it as xlsx and import that.",
)
declare(
    "roster.unknown_text",
    "文字编码认不出来。请用 WPS 或 Excel 打开，另存为 xlsx 再导入。",
    "The text is in no known encoding. Open it in WPS or Excel, save it as xlsx and import that.",
)
declare(
    "roster.no_header",
    "没有找到表头。这种表至少要有这些列：{columns}。请补上表头，或者在页面上指定每一列是什么。",
    "No header was found. A sheet of this kind needs at least these columns: {columns}. Add the header, or "
    "say on the page what each column is.",
)
declare(
    "roster.columns_missing",
    "表头里缺这些列：{columns}。请补上，或者在页面上指定哪一列是它。",
    "These columns are missing from the header: {columns}. Add them, or say on the page which ones "
    "they are.",
)
declare(
    "roster.no_rows",
    "表头下面没有内容。请确认选对了文件。",
    "There is nothing below the header. Check that it is the right file.",
)
declare(
    "roster.word_ended",
    "代码表里的“{word}”已停用，名单没法读。请系统管理员在代码表里恢复它。",
    "“{word}” has ended in the code list, so no roster can be read. Ask the system administrator to "
    "restore it.",
)

# -- one cell -----------------------------------------------------------------------------------------

declare(
    "roster.id_length",
    "证件号码应当是 18 位（老证 15 位，残疾人证 20 位），这里是 {length} 位。请对着证件补全。",
    "An ID number has 18 characters (old ones 15, disability certificates 20); this has {length}. "
    "Complete it from the card.",
)
declare(
    "roster.id_characters",
    "证件号码只能是数字，最后一位可以是 X。请对着证件改过来。",
    "An ID number holds digits only, with X allowed at the end. Correct it from the card.",
)
declare(
    "roster.id_date",
    "证件号码（尾号 {tail}）里的出生日期不存在，请核对第 7 到 14 位。",
    "The birth date inside the ID number (ending {tail}) does not exist; check characters 7 to 14.",
)
declare(
    "roster.id_checksum",
    "证件号码（尾号 {tail}）的校验位不对，多半是抄错了一位，请对着证件核对。",
    "The check character of the ID number (ending {tail}) is wrong, most likely one digit was miscopied; "
    "compare it with the card.",
)
declare(
    "roster.id_lost",
    "证件号码存成了数字，后几位已经变成 0，找不回来了。请把这一列设成文本格式，对着证件重新填。",
    "The ID number was stored as a number and its last digits are lost. Format the column as text and "
    "type it again from the card.",
)
declare(
    "roster.id_disability",
    "残疾人证号应当是 18 位身份证号加 1 位类别、1 位等级（补证再加 2 位），这里对不上，请核对。",
    "A disability number is the 18-character ID number, one digit of kind and one of grade (two more when "
    "reissued); this one is not. Please check it.",
)
declare(
    "roster.id_missing",
    "证件号码没有填。请补上；确实没有的，写明原因，比如“新生儿”“未上户口”。",
    "The ID number is missing. Add it; if there is none, give the reason, such as “新生儿” (newborn).",
)
declare(
    "roster.person_twice",
    "同一个证件号码在第 {row} 行已经有了，一个人只能登记一次。请核对是谁的号码，或者删掉重复的行。",
    "Row {row} already has this ID number, and a person is registered once. Check whose it is, or remove "
    "the row that is double.",
)
declare(
    "roster.name_missing",
    "姓名没有填，请补上。",
    "The name is missing; please add it.",
)
declare(
    "roster.name_odd",
    "“{value}”不像姓名，请核对是不是填错了列。",
    "“{value}” does not look like a name; check whether it stands in the wrong column.",
)
declare(
    "roster.relation_missing",
    "与户主关系没有填，请补上，比如“户主”“配偶”“之子”。",
    "The relation to the head is missing; add it, such as 户主 (head), 配偶 (spouse), 之子 (son).",
)
declare(
    "roster.relation_unknown",
    "“{value}”不是与户主关系里的词。请改成“配偶”“之子”“之女”“之母”这样的词，亲属以外写“其他”。",
    "“{value}” is no known relation to the head. Use a word such as 配偶, 之子, 之女, 之母; for others "
    "write 其他.",
)
declare(
    "roster.ethnic_unknown",
    "“{value}”不是民族名称，请核对有没有错字，比如“汉族”“回族”。",
    "“{value}” is no ethnic group; check for a wrong character (汉族, 回族 …).",
)
declare(
    "roster.value_unknown",
    "“{value}”不在这一列可填的内容里，请改成列出的词，或者请系统管理员在代码表里加上这个写法。",
    "“{value}” is not among this column's values. Use a listed one, or ask the system administrator to "
    "add the spelling to the code list.",
)
declare(
    "roster.code_lost",
    "编号存成了数字，后几位已经丢了。请把这一列设成文本格式，重新填。",
    "The code was stored as a number and its last digits are lost. Format the column as text and type it "
    "again.",
)
declare(
    "roster.not_an_amount",
    "“{value}”不是金额，请只写数字，比如 9395 或 9395.50。",
    "“{value}” is not an amount; write digits only, such as 9395 or 9395.50.",
)
declare(
    "roster.not_whole",
    "“{value}”不是整数，请只写数字，比如 4。",
    "“{value}” is not a whole number; write digits only, such as 4.",
)
declare(
    "roster.months_range",
    "务工时间是 {value}，一年只有 0 到 12 个月，请核对。",
    "{value} months of work: a year has 0 to 12. Please check.",
)
declare(
    "roster.no_such_month",
    "“{value}”不是年月，请写成 201401 或 2014-01 这样，月份是 01 到 12。",
    "“{value}” is no month; write it like 201401 or 2014-01, with the month from 01 to 12.",
)
declare(
    "roster.no_such_day",
    "“{value}”不是日期，请写成 2014-01-05 这样。",
    "“{value}” is not a date; write it like 2014-01-05.",
)
declare(
    "roster.phone_long",
    "“{value}”太长，不像一个电话。请只留一个号码。",
    "“{value}” is too long for a telephone number. Leave one number only.",
)
declare(
    "roster.too_long",
    "这一格最多 {limit} 个字，现在有 {length} 个，请删短。",
    "This cell may hold {limit} characters and has {length}; please shorten it.",
)

# -- one household ------------------------------------------------------------------------------------

declare(
    "roster.no_head",
    "这户没有户主。请把其中一人的“与户主关系”改成“户主”。",
    "This household has no head. Change the relation of one member to 户主.",
)
declare(
    "roster.two_heads",
    "这户有两个户主，第 {row} 行已经是户主。请改其中一个的关系；是两户的，请分开户编号。",
    "This household has two heads; row {row} is one already. Change one of them; if they are two "
    "households, give them codes of their own.",
)
declare(
    "roster.household_differs",
    "同一户里写得不一样：第 {row} 行是“{other}”。请核对后改成一致；不是一户的，请改户编号。",
    "Rows of one household differ: row {row} says “{other}”. Make them agree; if they are two "
    "households, correct the household code.",
)
declare(
    "roster.household_differs_mildly",
    "同一户里写得不一样，先按第 {row} 行的“{other}”记。不对请改。",
    "Rows of one household differ; “{other}” of row {row} is taken. Correct it if that is wrong.",
)
declare(
    "roster.other_village",
    "这一户写的不是{village}。请删掉别村的行，或者换到那个村再导入。",
    "This household is not of {village}. Remove the rows of other villages, or import them there.",
)

# -- what was passed over -----------------------------------------------------------------------------

declare(
    "roster.sheet_hidden",
    "“{name}”是隐藏的表，没有读。要导入，请在 Excel 里取消隐藏。",
    "The sheet “{name}” is hidden and was not read. Unhide it in Excel if it should be.",
)
declare(
    "roster.sheet_no_roster",
    "“{name}”里没有找到要导入的表，没有读。",
    "The sheet “{name}” is of another kind and was not read.",
)
declare(
    "roster.sheet_lacks",
    "“{name}”缺这些列：{columns}，没有读。",
    "The sheet “{name}” lacks these columns: {columns}; it was not read.",
)
declare(
    "roster.too_wide",
    "“{name}”只读了前 {columns} 列。",
    "Only the first {columns} columns of the sheet “{name}” were read.",
)
declare(
    "roster.header_found",
    "表头在第 {row} 行。",
    "The header is in row {row}.",
)
declare(
    "roster.mapped_before",
    "按上次的对照：“{header}”是“{column}”。不对的话，到“对列名”里改。",
    "As it was matched last time, “{header}” is “{column}”. If that is wrong, change it under “Match columns”.",
)
declare(
    "roster.left_out_before",
    "按上次的对照：“{header}”不用。要用的话，到“对列名”里改。",
    "As it was matched last time, “{header}” is left out. To use it, change that under “Match columns”.",
)
declare(
    "roster.row_total",
    "第 {row} 行是合计，没有读。",
    "Row {row} is a total and was not read.",
)
declare(
    "roster.row_header",
    "第 {row} 行又是表头，没有读。",
    "Row {row} is the header again and was not read.",
)
declare(
    "roster.row_note",
    "第 {row} 行是说明，没有读。",
    "Row {row} is a note and was not read.",
)
declare(
    "roster.too_many_findings",
    "错得太多，只列出前 {count} 处。请先看是不是列对错了。",
    "There is too much wrong; only the first {count} places are listed. Check first whether the columns "
    "are matched rightly.",
)
