"""何晓燕 brings in a roster through the browser: looks, corrects, writes, takes back."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.records.intake.models import RosterImport, SetAside
from lianxin.register.models import Household, Person
from tests.sheets.test_rosters import HOME as DATA

LONG = re.compile(r"(?<!\d)620599\d{11}[\dX]")


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def office(cast) -> Client:
    return signed_in(cast.office)


def upload(client, cast, name="broken.xlsx", village=None, content=None):
    file = SimpleUploadedFile(name, content or (DATA / name).read_bytes())
    place = (village or cast.village).pk
    return client.post(reverse("imports"), {"file": file, "village": place})


def test_the_office_sees_what_is_wrong_before_anything_is_written(cast, office):
    page = office.get(upload(office, cast)["Location"]).content.decode()
    assert "第 90 行" in page
    assert "先导入 54 户" in page
    assert not Household.objects.visible_to(SYSTEM).exists()


def test_no_whole_id_number_stands_in_the_review(cast, office):
    address = upload(office, cast)["Location"]
    for show in ("open", "wrong", "doubts", "fixed"):
        assert not LONG.search(office.get(f"{address}?show={show}").content.decode())


def test_a_wrong_cell_is_corrected_in_place_and_the_household_becomes_ready(cast, office):
    address = upload(office, cast)["Location"]
    office.post(f"{address}correct/", {"key": "!120!民族", "text": "汉族"})
    page = office.get(address).content.decode()
    assert "汗族" not in page
    assert "第 119 行" not in page


def test_what_was_mended_can_be_put_back_as_the_file_has_it(cast, office):
    address = upload(office, cast)["Location"]
    page = office.get(f"{address}?show=fixed").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    office.post(f"{address}correct/", {"key": key, "exactly": "1"})
    roster = RosterImport.objects.visible_to(SYSTEM).get()
    assert roster.corrections
    assert office.get(address).status_code == 200


def test_ready_households_go_in_and_the_others_wait_visibly(cast, office):
    address = upload(office, cast)["Location"]
    office.post(f"{address}write/")
    assert Household.objects.visible_to(SYSTEM).count() == 54
    assert SetAside.objects.visible_to(SYSTEM).filter(settled_at=None).count() == 10
    waiting = office.get(reverse("set-aside")).content.decode()
    assert "赵旭东" in waiting
    assert not LONG.search(waiting)


def test_what_waits_can_be_downloaded_mended_and_sent_again(cast, office):
    office.post(upload(office, cast)["Location"] + "write/")
    book = load_workbook(BytesIO(office.get(reverse("set-aside-book")).content))
    sheet, right = book.worksheets[0], load_workbook(DATA / "plain.xlsx").worksheets[0]
    lines = AuditRow.objects.visible_to(SYSTEM).get(action="roster.hand_back").details["rows"]
    assert lines == sheet.max_row - 1
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if cell.comment:
                cell.value = right.cell(int(row[-1].value), cell.column).value
    out = BytesIO()
    book.save(out)
    address = upload(office, cast, content=out.getvalue())["Location"]
    office.post(f"{address}write/")
    assert Household.objects.visible_to(SYSTEM).count() == 64
    assert not SetAside.objects.visible_to(SYSTEM).filter(settled_at=None).exists()


def test_the_same_file_again_lists_no_household_twice_and_loses_none(cast, office):
    def heads():
        rows = SetAside.objects.visible_to(SYSTEM).filter(settled_at=None)
        return sorted(rows.values_list("head", flat=True))

    office.post(upload(office, cast)["Location"] + "write/")
    first = heads()
    office.post(upload(office, cast)["Location"] + "write/")
    assert heads() == first
    assert len(first) == 10


def test_nothing_waiting_is_no_workbook(office):
    assert office.get(reverse("set-aside-book")).status_code == 404


def test_households_that_waited_leave_the_list_once_the_whole_roster_is_imported(cast, office):
    office.post(upload(office, cast)["Location"] + "write/")
    office.post(upload(office, cast, "plain.xlsx")["Location"] + "write/")
    assert Household.objects.visible_to(SYSTEM).count() == 64
    assert not SetAside.objects.visible_to(SYSTEM).filter(settled_at=None).exists()


def test_an_import_is_taken_back_whole(cast, office):
    address = upload(office, cast, "plain.xlsx")["Location"]
    office.post(f"{address}write/")
    assert Person.objects.visible_to(SYSTEM).count() == 253
    office.post(f"{address}take-back/")
    assert not Household.objects.visible_to(SYSTEM).exists()
    assert not Person.objects.visible_to(SYSTEM).exists()


def test_a_column_that_was_taken_for_something_else_can_be_left_out(cast, office):
    address = upload(office, cast, "plain.xlsx")["Location"]
    page = office.get(f"{address}columns/").content.decode()
    places = re.findall(r'name="column-(\d+)"', page)
    assert "刘立新" in page
    chosen = re.findall(r'<option value="([^"]*)" selected', page)
    assert "phone" not in chosen or places
    office.post(f"{address}columns/", {f"column-{places[-1]}": ""})
    assert office.get(address).status_code == 200


def test_a_picture_is_refused_in_plain_words(cast, office):
    picture = SimpleUploadedFile("名册.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 500)
    answer = office.post(reverse("imports"), {"file": picture, "village": cast.village.pk})
    assert answer.status_code == 422
    assert "图片" in answer.content.decode()
    assert not RosterImport.objects.visible_to(SYSTEM).filter(state="read").exists()


def test_another_units_office_cannot_import_into_this_village(cast):
    answer = upload(signed_in(cast.other_office), cast)
    assert answer.status_code in (403, 404)
    assert not RosterImport.objects.visible_to(SYSTEM).exists()


def test_another_units_office_cannot_open_the_review(cast, office):
    address = upload(office, cast)["Location"]
    stranger = signed_in(cast.other_office)
    for place in ("", "columns/", "problems.xlsx"):
        assert stranger.get(address + place).status_code == 404
    for place in ("correct/", "write/", "take-back/", "drop/"):
        assert stranger.post(address + place, {"key": "!2!姓名", "text": "某"}).status_code == 404


def test_an_officer_of_the_unit_cannot_import(cast):
    assert upload(signed_in(cast.officer), cast).status_code in (403, 404)


def test_the_rows_with_problems_go_back_to_the_office_on_record(cast, office):
    from lianxin.kernel.models import AuditRow

    address = upload(office, cast)["Location"]
    answer = office.get(f"{address}problems.xlsx")
    assert answer["Content-Type"].endswith("sheet")
    assert AuditRow.objects.visible_to(SYSTEM).filter(action="roster.hand_back").count() == 1


def test_the_sample_workbook_is_understood_by_the_import(cast, office):
    book = office.get(reverse("import-sample")).content
    file = SimpleUploadedFile("样表.xlsx", book)
    answer = office.post(reverse("imports"), {"file": file, "village": cast.village.pk})
    assert answer.status_code == 302
    page = office.get(answer["Location"]).content.decode()
    assert "有错 0" in page


def test_what_waits_is_told_in_the_language_of_whoever_reads(cast, office):
    office.post(f"{upload(office, cast)['Location']}write/")
    office.cookies["django_language"] = "en"
    text = office.get(reverse("set-aside")).content.decode()
    assert "The name is missing; please add it." in text
    assert "姓名没有填" not in text


def test_giving_a_sheet_up_asks_first(cast, office):
    address = upload(office, cast)["Location"]
    text = office.get(address).content.decode()
    asked = text[text.index('<dialog class="dialog" id="drop"') :]
    assert asked.index(reverse("import-drop", args=[address.split("/")[-2]])) > 0
    assert text.count("drop/") == 1
