"""Problems of a form's file."""

from lianxin.kernel.problem import declare

declare(
    "form.too_large",
    "表样超过 {limit} MB。请删掉里面的大图片，另存以后再传。",
    "The form is larger than {limit} MB. Remove large pictures in it, save it and send it again.",
    status=413,
)
declare(
    "form.unpacks_too_large",
    "文件展开以后太大，为了安全没有打开。请把表复制到一个新文件里，另存以后再传。",
    "Unpacked, the file is too large and was not opened, for safety. Copy the form into a new file, save "
    "that and send it.",
)
declare(
    "form.macros",
    "文件里有宏，为了安全不收。请在 WPS 或 Office 里另存为不带宏的 xlsx 或 docx 再传。",
    "The file contains macros and is not accepted, for safety. Save it without macros, as xlsx or docx, "
    "and send it again.",
)
declare(
    "form.embedded",
    "文件里嵌着别的文件或控件，为了安全不收。请把它们删掉，另存以后再传。",
    "Other files or controls are embedded in this file; for safety it is not accepted. Remove them, save "
    "it and send it again.",
)
declare(
    "form.outside",
    "文件连着外面的文件（外部链接、链接的图片或模板）。请在“数据→编辑链接”里断开，另存以后再传。",
    "The file is linked to other files (external links, linked pictures or templates). Break the links, "
    "save it and send it again.",
)
declare(
    "form.reaching",
    "文件里有打开时会自己上网、取别的文件或运行程序的公式或域（WEBSERVICE、DDE 等），为了安全不收。请把它们删掉，"
    "另存以后再传。",
    "Formulas or fields in this file would go online, fetch other files or run a program when it is opened "
    "(WEBSERVICE, DDE and the like); for safety it is not accepted. Remove them, save it and send it again.",
)
declare(
    "form.encrypted",
    "文件加了密码，打不开。请去掉打开密码，另存以后再传。",
    "The file is protected by a password. Remove the password, save it and send it again.",
)
declare(
    "form.old_excel",
    "这是旧格式（.xls）。请用 WPS 或 Excel 打开，点“文件→另存为”，类型选“Excel 工作簿（*.xlsx）”，再传。",
    "This is the old format (.xls). Open it in WPS or Excel, choose “File → Save as”, type “Excel Workbook "
    "(*.xlsx)”, and send that.",
)
declare(
    "form.old_word",
    "这是旧格式（.doc）。请用 WPS 或 Word 打开，点“文件→另存为”，类型选“Word 文档（*.docx）”，再传。",
    "This is the old format (.doc). Open it in WPS or Word, choose “File → Save as”, type “Word Document "
    "(*.docx)”, and send that.",
)
declare(
    "form.other",
    "这不是 Excel（.xlsx）也不是 Word（.docx）。请向发表的人要这两种格式的原件。",
    "This is neither Excel (.xlsx) nor Word (.docx). Ask the sender for the original in one of these.",
)
declare(
    "form.damaged",
    "文件坏了，读不出来。请用 WPS 或 Office 打开，另存一份再传；打不开就请对方重发。",
    "The file is damaged and cannot be read. Open it in WPS or Office, save a copy and send that; if it "
    "does not open, ask for it again.",
)
declare(
    "form.blank",
    "文件里没有字，看不出是什么表，也许只贴了一张图片，或者表在隐藏的那一页上。请向发表的人要能打字的原件，"
    "或者取消隐藏，另存以后再传。",
    "There are no words in the file: it may hold only a picture, or the form is on a hidden sheet. Ask the "
    "sender for an original that can be typed into, or unhide the sheet, save it and send it again.",
)
declare(
    "form.no_cell",
    "表里没有“{cell}”这一格。请照预览边上的列号、行号写，比如 C4。",
    "There is no cell “{cell}” in the form. Write it by the letters and numbers at the edge of the "
    "preview, such as C4.",
)
declare(
    "form.many_pictures",
    "表样带的图片太大，一次填不了 {count} 份。请分几次填，或者删掉表里的大图片。",
    "With the pictures in it the form is too large to be filled {count} times at once. Fill it in several "
    "goes, or remove large pictures from it.",
)
