"""何晓燕 sends in a form, tells what goes where, and fills it; 田立新 fills it for his own households."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.results.forms.models import FormTemplate
from tests.cast import id_number
from tests.readers import as_, body
from tests.sheets.forms import LISTED, home_form, list_form, word_form
from tests.sheets.unseen import WIDE, paper_form, wide_form

pytestmark = pytest.mark.once


def send(client: Client, content: bytes, name: str = "报表.xlsx"):
    return client.post("/forms/", {"file": SimpleUploadedFile(name, content), "name": "镇里的表"})


@pytest.fixture
def homes(cast):
    cast.kang = cast.household("康润生", officer=cast.tian)
    cast.bai = cast.household("白晓明", number="1-002", officer=cast.liu)
    return cast


@pytest.fixture
def office(homes) -> Client:
    return as_(homes.office)


def filled(client: Client, form: str, **asked: str) -> str:
    answer = client.post(f"{form}fill/", {"purpose": "报镇里", **asked})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_nobody_has_kept_a_form_yet_and_the_page_says_how_to_begin(office):
    assert "还没有存过表" in body(office, "/forms/")


def test_a_form_with_marks_is_kept_filled_and_every_value_opens_its_record(homes, office):
    form = send(office, home_form())["Location"]
    assert "对好了：一户一份" in body(office, form)
    there = filled(office, form, who="home", home=str(homes.kang.pk))
    page = body(office, there)
    assert f'href="/households/{homes.kang.pk}/"' in page
    assert "空着 3 处" in page  # land, months of work, the officer's phone
    assert f"/households/{homes.kang.pk}/?tab=changes" in page
    answer = office.get(there.replace("/filled/", "/filled/file/"))
    assert answer["Cache-Control"] == "no-store"
    assert load_workbook(io.BytesIO(answer.content)).active["B2"].value == "康润生"
    trail = AuditRow.objects.visible_to(SYSTEM).filter(action="form.fill")
    assert [row.details["purpose"] for row in trail] == ["报镇里"]


def test_a_form_without_marks_is_told_cell_by_cell_also_without_script(homes, office):
    form = send(office, list_form())["Location"]
    assert "还没有告诉这张表" in body(office, form)
    assert office.get(f"{form}fill/").status_code == 302
    for address, slot in LISTED.items():
        way, name = slot.split(":")
        cell = address.rpartition("!")[2].lower()
        sent = {"do": "pick", "cell": cell, "field": f"home:{name}", "way": way}
        assert office.post(form, sent | ({"way": ""} if way == "home" else {})).status_code == 302
    assert FormTemplate.objects.visible_to(SYSTEM).get().cells == LISTED
    assert "户主姓名（每户一行）" in body(office, form)
    there = filled(office, form, who="village", village=str(homes.village.pk))
    content = office.get(there.replace("/filled/", "/filled/file/")).content
    assert load_workbook(io.BytesIO(content)).active["B5"].value == "白晓明"


def test_a_cell_that_is_not_there_and_a_fact_that_is_none_are_refused(office):
    form = send(office, list_form())["Location"]
    wrong = office.post(form, {"do": "pick", "cell": "甲1", "field": "home:head"})
    assert wrong.status_code == 422
    assert "没有“甲1”这一格" in wrong.content.decode()
    for field in ("home:id_sealed", "home:head.id_number", "member:id_number", "x"):
        answer = office.post(form, {"do": "pick", "cell": "A4", "field": field})
        assert answer.status_code == 422, field


def test_an_unknown_mark_holds_the_form_back_until_it_is_told(office):
    book = load_workbook(io.BytesIO(home_form()))
    book.active["A9"] = "{{户主民簇}}"
    out = io.BytesIO()
    book.save(out)
    form = send(office, out.getvalue())["Location"]
    page = body(office, form)
    assert "不认识" in page
    assert "户主民族" in page
    place = re.search(r'name="mark-(\d+)" value="户主民簇"', page)[1]
    told = {"do": "marks", f"mark-{place}": "户主民簇", f"field-{place}": ""}
    assert office.post(form, told).status_code == 302
    assert "对好了" in body(office, form)


def test_an_officer_is_offered_and_fills_their_own_households_only(homes, office):
    form = send(office, home_form())["Location"]
    officer = as_(homes.officer)
    page = body(officer, f"{form}fill/")
    assert "康润生" in page
    assert "白晓明" not in page
    refused = officer.post(
        f"{form}fill/", {"purpose": "报镇里", "who": "home", "home": str(homes.bai.pk)}
    )
    assert refused.status_code == 422
    assert "点格子" not in body(officer, form)
    assert officer.post(form, {"do": "name", "name": "别的"}).status_code == 403
    assert "康润生" in body(officer, filled(officer, form, who="all"))


def test_what_is_left_open_never_becomes_all_households(office):
    form = send(office, home_form())["Location"]
    for asked in ({}, {"who": "officer"}, {"who": "home"}, {"who": "picked"}, {"who": "village"}):
        assert office.post(f"{form}fill/", {"purpose": "报镇里", **asked}).status_code == 422


def test_without_a_purpose_nothing_is_filled(homes, office):
    form = send(office, home_form())["Location"]
    sent = {"who": "home", "home": str(homes.kang.pk), "purpose": " "}
    assert "做什么用" in office.post(f"{form}fill/", sent).content.decode()
    assert not AuditRow.objects.visible_to(SYSTEM).filter(action="form.fill").exists()


def test_another_units_office_finds_nothing_at_any_address(homes, office):
    form = send(office, home_form())["Location"]
    there = filled(office, form, who="all")
    other = as_(homes.other_office)
    assert "镇里的表" not in body(other, "/forms/")
    for path in (form, f"{form}fill/", f"{form}file/", there):
        assert other.get(path).status_code == 404
    assert other.post(f"{form}drop/").status_code == 404


def test_a_filling_is_the_fillers_alone(homes, office):
    form = send(office, home_form())["Location"]
    there = filled(office, form, who="all")
    assert as_(homes.leader).get(there).status_code == 302


def test_a_dropped_form_is_gone_and_can_be_brought_back(office):
    form = send(office, home_form())["Location"]
    office.post(f"{form}drop/")
    assert office.get(form).status_code == 404
    assert "停用的表" in body(office, "/forms/")
    office.post(f"{form}back/")
    assert office.get(form).status_code == 200


def test_a_file_that_is_refused_is_told_where_it_was_chosen_and_not_kept(office):
    answer = send(office, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "报表.xls")
    assert answer.status_code == 422
    assert "另存为" in answer.content.decode()
    assert not FormTemplate.objects.visible_to(SYSTEM).exists()


def test_no_whole_id_number_stands_on_any_page_of_a_filling(homes, office):
    form = send(office, word_form(), "表.docx")["Location"]
    page = body(office, filled(office, form, who="all"))
    assert "康润生" in page
    assert id_number(order=1) not in page
    assert id_number(order=1)[:14] not in page


def test_a_form_opens_and_fills_in_english_too_and_stays_chinese_itself(homes, office):
    form = send(office, home_form())["Location"]
    office.cookies["lianxin_language"] = "en"
    there = filled(office, form, who="home", home=str(homes.kang.pk))
    content = office.get(there.replace("/filled/", "/filled/file/")).content
    assert load_workbook(io.BytesIO(content)).active["C5"].value == "户主"


def test_a_form_without_marks_is_told_by_its_headings_at_once_and_corrected_by_hand(homes, office):
    form = send(office, wide_form(), "花名册.xlsx")["Location"]
    assert "从表头认出 28 格该填什么" in body(office, form)
    assert office.post(form, {"do": "heads"}).status_code == 302
    assert FormTemplate.objects.visible_to(SYSTEM).get().cells == {
        f"花名册!{cell}": slot for cell, slot in WIDE.items()
    }
    page = body(office, form)
    assert "从表头认出" not in page
    assert "户主姓名（每户一行）" in page
    assert office.post(form, {"do": "pick", "cell": "D5", "field": "home:number", "way": "each"})
    assert FormTemplate.objects.visible_to(SYSTEM).get().cells["花名册!D5"] == "each:number"
    assert as_(homes.officer).post(form, {"do": "heads"}).status_code == 403


def test_a_fact_that_a_mark_asks_for_is_proposed_for_its_blank_too(office):
    form = send(office, paper_form(), "登记表.docx")["Location"]
    assert office.post(form, {"do": "heads"}).status_code == 302
    row = FormTemplate.objects.visible_to(SYSTEM).get()
    assert row.marks["户主"] == row.cells["T1.R1.C2"] == "home:head"
