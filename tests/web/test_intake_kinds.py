"""何晓燕 brings in other sheets through the browser: pairings, incomes, diaries; columns named by hand."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from lianxin.kernel.actor import SYSTEM
from lianxin.records.diary.models import Entry
from lianxin.records.intake.models import ColumnMapping, RosterImport, SetAside
from lianxin.register.models import Pairing
from tests.cast import id_number
from tests.sheets.books import xlsx
from tests.web.test_intake import LONG, signed_in

HEADS = ("姓名", "电话", "联系户主", "自何日")
STRANGE = ("谁去的", "去看谁", "哪一天", "说了些啥")
VISIT = ("田立新", "康润生", "2026-03-05", "看了圈舍")


@pytest.fixture
def office(cast) -> Client:
    return signed_in(cast.office)


def upload(client, cast, *rows, kind="", name="表.xlsx"):
    file = SimpleUploadedFile(name, xlsx(rows))
    place = {"file": file, "village": cast.village.pk, "kind": kind}
    return client.post(reverse("imports"), place)["Location"]


def rows(model):
    return model.objects.visible_to(SYSTEM)


def mapped(office, address, *fields):
    said = {f"column-{place}": field for place, field in enumerate(fields)}
    office.post(f"{address}columns/", said)


def test_the_headers_say_that_it_is_a_sheet_of_pairings(cast, office):
    cast.household("康润生", officer=cast.tian)
    cast.liu  # noqa: B018
    address = upload(office, cast, HEADS, ["刘志强", "", "康润生", "2026-03-01"])
    page = office.get(address).content.decode()
    assert "导入 1 条结对" in page
    assert "现在是田立新联，2026-03-01 起交给刘志强，中间不断" in page
    assert rows(RosterImport).get().kind == "pairings"
    assert rows(Pairing).count() == 1
    office.post(f"{address}write/")
    done = office.get(address).content.decode()
    assert "交接" in done
    assert rows(Pairing).count() == 2
    office.post(f"{address}take-back/")
    assert rows(Pairing).get().until is None


def test_rows_with_problems_wait_and_leave_the_list_once_they_are_right(cast, office):
    cast.household("康润生")
    cast.tian  # noqa: B018
    good = ["田立新", "", "康润生", "2026-03-01"]
    address = upload(office, cast, HEADS, good, ["田立新", "", "田巧玲", "2026-03-01"])
    assert "先导入 1 条结对" in office.get(address).content.decode()
    office.post(f"{address}write/")
    assert rows(Pairing).count() == 1
    assert rows(SetAside).get().head == "田立新 田巧玲"
    assert "台账里没有叫田巧玲的" in office.get(reverse("set-aside")).content.decode()
    cast.household("田巧玲", number="1-002")
    office.post(upload(office, cast, HEADS, ["田立新", "", "田巧玲", "2026-03-01"]) + "write/")
    assert not rows(SetAside).filter(settled_at=None).exists()
    assert rows(Pairing).count() == 2


def test_a_cell_that_names_nobody_is_corrected_in_place(cast, office):
    cast.household("康润生")
    cast.tian  # noqa: B018
    address = upload(office, cast, HEADS, ["田立新", "", "康闰生", "2026-03-01"])
    office.post(f"{address}correct/", {"key": "!2!联系户主", "text": "康润生"})
    assert "导入 1 条结对" in office.get(address).content.decode()


def test_unknown_headers_are_named_above_the_first_rows_and_remembered(cast, office):
    cast.household("康润生", officer=cast.tian)
    address = upload(office, cast, STRANGE, VISIT, kind="diaries")
    page = office.get(address).content.decode()
    assert "每一列是什么" in page
    assert "看了圈舍" in page
    mapped(office, address, "officer", "head_name", "day", "text")
    assert "导入 1 篇日记" in office.get(address).content.decode()
    office.post(f"{address}write/")
    assert rows(Entry).get().officer == cast.tian
    again = upload(
        office, cast, STRANGE, ("田立新", "康润生", "2026-04-05", "又去了"), kind="diaries"
    )
    page = office.get(again).content.decode()
    assert "导入 1 篇日记" in page
    assert "按上次的对照：“谁去的”是“干部”" in page


def test_what_was_remembered_can_be_forgotten(cast, office):
    cast.household("康润生", officer=cast.tian)
    address = upload(office, cast, STRANGE, VISIT, kind="diaries")
    mapped(office, address, "officer", "head_name", "day", "text")
    assert rows(ColumnMapping).count() == 4
    page = office.get(f"{address}columns/").content.decode()
    assert "记住的对照" in page
    for row in rows(ColumnMapping):
        office.post(reverse("import-forget", args=[row.pk]))
    again = upload(
        office, cast, STRANGE, ("田立新", "康润生", "2026-04-05", "又去了"), kind="diaries"
    )
    assert "每一列是什么" in office.get(again).content.decode()


def test_a_header_of_a_roster_is_remembered_too(cast, office):
    def sheet(name):
        row = [name, id_number(order=5), "户主", "1"]
        return upload(office, cast, ("家里人", "证件号码", "与户主关系", "第几社"), row)

    address = sheet("康润生")
    assert "每一列是什么" in office.get(address).content.decode()
    mapped(office, address, "name", "id_number", "relation", "")
    assert "导入 1 户" in office.get(address).content.decode()
    page = office.get(sheet("康润玉")).content.decode()
    assert "按上次的对照：“家里人”是“姓名”" in page
    assert "按上次的对照" in page


def test_no_whole_id_number_stands_above_the_columns(cast, office):
    row = ["康润生", id_number(order=5), "什么", "1"]
    address = upload(office, cast, ("甲", "乙", "丙", "丁"), row, kind="roster")
    page = office.get(address).content.decode()
    assert "康润生" in page
    assert not LONG.search(page)


def test_another_units_office_neither_sees_nor_forgets_what_was_remembered(cast, office):
    cast.household("康润生", officer=cast.tian)
    address = upload(office, cast, STRANGE, VISIT, kind="diaries")
    mapped(office, address, "officer", "head_name", "day", "text")
    stranger = signed_in(cast.other_office)
    row = rows(ColumnMapping).first()
    assert stranger.post(reverse("import-forget", args=[row.pk])).status_code == 404
    assert rows(ColumnMapping).count() == 4
    assert office.post(reverse("import-forget", args=[row.pk])).status_code == 302


def test_a_sheet_taken_for_another_kind_is_put_right(cast, office):
    cast.household("康润生", officer=cast.tian)
    sheet = ("日期", "干部", "户主", "内容")
    address = upload(office, cast, sheet, ("2026-03-05", "田立新", "康润生", "看了"))
    assert "导入 1 篇日记" in office.get(address).content.decode()
    office.post(f"{address}kind/", {"kind": "pairings"})
    assert "条结对" in office.get(address).content.decode()
    assert office.post(f"{address}kind/", {"kind": "nothing"}).status_code == 422


def test_an_entry_says_from_which_sheet_it_came(cast, office):
    cast.household("康润生", officer=cast.tian)
    sheet = ("日期", "干部", "户主", "内容")
    row = ("2015-03-05", "田立新", "康润生", "看了")
    address = upload(office, cast, sheet, row, name="走访记录2015.xlsx")
    office.post(f"{address}write/")
    page = office.get(reverse("entry", args=[rows(Entry).get().pk])).content.decode()
    assert "从“走访记录2015.xlsx”导入" in page


@pytest.mark.parametrize("kind", ["pairings", "incomes", "diaries"])
def test_an_empty_sheet_of_each_kind_explains_its_columns_and_is_taken_for_that_kind(
    cast, office, kind
):
    answer = office.get(reverse("import-template", args=[kind]))
    book = load_workbook(BytesIO(answer.content))
    headers = [cell.value for cell in book.worksheets[0][1]]
    explained = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows(min_row=2)}
    assert list(explained) == headers
    assert all(explained.values())
    file = SimpleUploadedFile("空表.xlsx", answer.content)
    address = office.post(reverse("imports"), {"file": file, "village": cast.village.pk})
    assert "表头下面没有内容" in office.get(address["Location"]).content.decode()
    assert rows(RosterImport).get().kind == kind


def test_there_is_no_empty_sheet_of_a_kind_that_is_none(office):
    assert office.get(reverse("import-template", args=["nothing"])).status_code == 404


def test_an_officer_of_the_unit_cannot_import_a_diary(cast):
    client = signed_in(cast.officer)
    file = SimpleUploadedFile("表.xlsx", xlsx([("日期", "内容"), ("2015-03-05", "看了")]))
    answer = client.post(reverse("imports"), {"file": file, "village": cast.village.pk})
    assert answer.status_code in (403, 404)
