"""The ledger's pages, the household's page and search, as each of the cast finds them."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.records.file.income import Income
from lianxin.records.file.models import Standing
from lianxin.register.models import Household, Person, SavedView
from tests.cast import SINCE, Cast, code, id_number
from tests.readers import as_
from tests.seen import without_ids

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NUMBER = id_number(order=321)


def text_of(client: Client, address: str, **data: str) -> str:
    return client.get(address, data).content.decode()


def names_in(page: str) -> list[str]:
    return re.findall(r'c-head" data-th="[^"]*"><a href="/households/[^"]+"><b>([^<]+)</b>', page)


@pytest.fixture
def village(cast: Cast) -> dict[str, Household]:
    kang = cast.household("康润生", number="1-001", officer=cast.tian)
    cast.member(kang, "裴玉兰", "配偶", NUMBER)
    found = {
        "kang": kang,
        "wang": cast.household("汪秀英", number="2-003", officer=cast.liu),
        "alone": cast.household("令狐彦斌", number="2-004"),
        "abroad": cast.household("马外村", village=cast.other_village, officer=cast.stranger),
    }
    signed = {"source": "office", "from_day": SINCE, "written_at": timezone.now()}
    Standing.objects.create(household=kang, category=code("category", "脱贫户"), **signed)
    sudden = code("watch", "突发严重困难户")
    Standing.objects.create(household=found["wang"], watch=sudden, **signed)
    Income.objects.create(household=kang, year=2024, per_head=1_200_000, **signed)
    Income.objects.create(household=kang, year=2025, per_head=1_386_000, **signed)
    return found


def test_the_office_sees_its_households_with_totals(cast: Cast, village: dict) -> None:
    page = text_of(as_(cast.office), "/households/")
    assert names_in(page) == ["康润生", "汪秀英", "令狐彦斌"]
    assert "3 户合计" in page
    assert "没结对 1 户" in page
    assert "监测对象 1 户" in page
    assert "突发严重困难户</span>" in page
    assert "13,860" in page
    assert "+15.5%" in page


def test_tian_sees_only_his_own_in_the_list_the_totals_and_the_tabs(
    cast: Cast, village: dict
) -> None:
    page = text_of(as_(cast.officer), "/households/")
    assert names_in(page) == ["康润生"]
    assert "1 户合计" in page
    assert "汪秀英" not in page
    assert "刘志强" not in page


def test_nobody_at_all_is_sent_to_sign_in(cast: Cast, village: dict) -> None:
    for address in ("/households/", "/search/", f"/households/{village['kang'].pk}/"):
        assert Client().get(address).status_code == 302


def test_a_foreign_household_is_as_if_it_were_not_there(cast: Cast, village: dict) -> None:
    kang, absent = village["kang"].pk, "00000000-0000-7000-8000-000000000000"
    assert as_(cast.officer).get(f"/households/{kang}/").status_code == 200
    for account in (cast.officer2, cast.outsider, cast.other_office, cast.department):
        client = as_(account)
        foreign = client.get(f"/households/{kang}/")
        assert foreign.status_code == 404
        assert "康润生" not in foreign.content.decode()
        assert client.get(f"/households/{absent}/").status_code == 404
        assert client.get("/households/sheets/", {"id": str(kang)}).status_code == 404


def test_administrators_have_no_ledger(cast: Cast, village: dict) -> None:
    for account in (cast.sysadmin, cast.secadmin, cast.auditadmin):
        assert as_(account).get("/households/").status_code == 404


def test_a_sort_is_told_to_everybody(cast: Cast, village: dict) -> None:
    page = text_of(as_(cast.office), "/households/", sort="-number")
    assert names_in(page) == ["令狐彦斌", "汪秀英", "康润生"]
    assert page.count('aria-sort="descending"') == 1


def test_conditions_stand_in_words_and_can_be_taken_away(cast: Cast, village: dict) -> None:
    page = text_of(as_(cast.office), "/households/", officer=str(cast.liu.pk))
    assert names_in(page) == ["汪秀英"]
    assert "联系干部：刘志强" in page
    page = text_of(as_(cast.office), "/households/", q="没有这个人")
    assert "没有符合条件的户" in page


def test_an_empty_register_leads_to_the_import(cast: Cast) -> None:
    assert "台账还是空的" in text_of(as_(cast.office), "/households/")
    assert "还没有归您管的户" in text_of(as_(cast.officer), "/households/")


def test_a_name_with_a_script_is_only_text(cast: Cast) -> None:
    evil = "<script>alert(1)</script>"
    home = cast.household(evil, officer=cast.tian)
    cast.member(home, "<img src=x>", "配偶")
    client = as_(cast.office)
    for address in (
        "/households/",
        "/households/print/",
        f"/households/{home.pk}/",
        f"/households/{home.pk}/?tab=changes",
        f"/households/sheets/?id={home.pk}",
        "/search/?q=script",
        "/search/?q=<script>alert(1)</script>",
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;" in page


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("address", ["/households/", "/households/print/", "/search/?q=户主"])
def test_sixty_households_take_as_many_queries_as_five(cast: Cast, address: str) -> None:
    for place in range(5):
        cast.household(f"户主{place}", number=f"1-{place:03}", officer=cast.tian)
    few = [queries_of(as_(account), address) for account in (cast.office, cast.officer)]
    for place in range(5, 60):
        cast.household(f"户主{place}", number=f"1-{place:03}", officer=cast.tian)
    assert [queries_of(as_(a), address) for a in (cast.office, cast.officer)] == few


def test_pages_hold_fifty_households(cast: Cast) -> None:
    for place in range(52):
        cast.household(f"户主{place}", number=f"1-{place:03}")
    client = as_(cast.office)
    assert len(names_in(text_of(client, "/households/"))) == 50
    assert len(names_in(text_of(client, "/households/", page="2"))) == 2
    assert len(names_in(text_of(client, "/households/print/"))) == 52


def test_the_office_carries_out_a_sheet_and_it_is_kept_who_did(cast: Cast, village: dict) -> None:
    query = {"query": "unpaired=1&sort=-number", "form": "xlsx"}
    reply = as_(cast.office).post("/households/take/", query)
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).worksheets[0]
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "没有结对" in told[0][0]
    assert "条件：没有结对" in told[1][0]
    assert "何晓燕" in told[1][0]
    assert told[2][:2] == ["户号", "户主"]
    assert [row[1] for row in told[3:-1]] == ["令狐彦斌"]
    assert told[-1][0] == "合计 1 行"
    kept = AuditRow.objects.visible_to(SYSTEM).get(action="register.export")
    assert (kept.done, kept.actor_name, kept.details["ledger"]) == (True, "何晓燕", "households")


def test_an_officer_carries_nothing_out(cast: Cast, village: dict) -> None:
    client = as_(cast.officer)
    assert client.post("/households/take/", {"form": "csv"}).status_code == 403
    assert "导出 Excel" not in text_of(client, "/households/")
    assert client.get("/households/take/").status_code == 405


def test_another_office_carries_out_only_its_own(cast: Cast, village: dict) -> None:
    reply = as_(cast.other_office).post("/households/take/", {"form": "csv"})
    text = reply.getvalue().decode("utf-8-sig")
    assert "马外村" in text
    assert "康润生" not in text
    picked = {"do": "export", "only": str(village["kang"].pk)}
    reply = as_(cast.other_office).post("/households/bulk/", picked)
    assert b"PK" in reply.content[:2]
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).worksheets[0]
    assert "康润生" not in str([[c.value for c in row] for row in sheet.iter_rows()])


def test_no_cell_of_a_sheet_is_a_formula(cast: Cast) -> None:
    cast.household('=HYPERLINK("http://x","y")', number="=1+1")
    client = as_(cast.office)
    text = client.post("/households/take/", {"form": "csv"}).getvalue().decode("utf-8-sig")
    assert "'=1+1" in text
    assert "'=HYPERLINK" in text
    reply = client.post("/households/take/", {"form": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_chosen_households_go_to_the_hand_over_and_to_paper(cast: Cast, village: dict) -> None:
    client, key = as_(cast.office), str(village["wang"].pk)
    reply = client.post("/households/bulk/", {"do": "hand-over", "only": key})
    assert reply["Location"] == f"/pairings/hand-over/?household={key}"
    reply = client.post("/households/bulk/", {"do": "print", "only": key}, follow=True)
    assert "汪秀英" in reply.content.decode()
    assert "康润生" not in reply.content.decode()
    reply = client.post("/households/bulk/", {"do": "print"}, follow=True)
    assert "还没有选中哪一户" in reply.content.decode()


def test_the_office_keeps_renames_and_drops_a_view(cast: Cast, village: dict) -> None:
    client = as_(cast.office)
    client.post("/households/views/", {"name": "没人管的", "query": "unpaired=1&q=令"})
    view = SavedView.objects.visible_to(cast.actor(cast.office)).get()
    page = text_of(client, "/households/", unpaired="1", q="令")
    assert "没人管的 <small>1</small>" in page
    assert names_in(page) == ["令狐彦斌"]
    assert "没人管的" not in text_of(as_(cast.leader), "/households/")
    foreign = as_(cast.leader).post(f"/households/views/{view.pk}/", {"do": "drop"})
    assert foreign.status_code == 404
    client.post(f"/households/views/{view.pk}/", {"do": "rename", "name": "缺人的"})
    assert SavedView.objects.visible_to(SYSTEM).get().name == "缺人的"
    client.post(f"/households/views/{view.pk}/", {"do": "drop"})
    assert not SavedView.objects.visible_to(SYSTEM).exists()


def test_a_view_needs_a_name_and_conditions(cast: Cast, village: dict) -> None:
    client = as_(cast.office)
    for sent in ({"name": " ", "query": "unpaired=1"}, {"name": "空", "query": ""}):
        assert client.post("/households/views/", sent).status_code == 422
    assert not SavedView.objects.visible_to(SYSTEM).exists()


def test_columns_and_density_are_remembered(cast: Cast, village: dict) -> None:
    client = as_(cast.office)
    assert "c-cause" in text_of(client, "/households/")
    client.post("/households/look/", {"columns": ["number", "phone"], "next": "/households/"})
    client.post("/households/look/", {"compact": "1", "next": "/households/"})
    page = text_of(client, "/households/")
    assert "c-cause" not in page
    assert "19900001234" in page
    assert 'data-density="compact"' in page
    client.post("/households/look/", {"usual": "1", "next": "/households/"})
    assert "c-cause" in text_of(client, "/households/")


def test_the_ledger_of_a_day_is_marked(cast: Cast, village: dict) -> None:
    page = text_of(as_(cast.office), "/households/", as_of="2025-12-31")
    assert "不是今天的" in page
    assert names_in(page) == []
    assert as_(cast.office).get("/households/", {"as_of": "sometime"}).status_code == 422


def test_the_household_page_shows_members_with_masked_numbers(cast: Cast, village: dict) -> None:
    page = text_of(as_(cast.officer), f"/households/{village['kang'].pk}/")
    for words in ("康润生", "裴玉兰", f"…{NUMBER[-4:]}", "田立新", "13,860", "脱贫户", "首次结对"):
        assert words in page
    assert NUMBER not in page
    then = text_of(as_(cast.officer), f"/households/{village['kang'].pk}/", as_of="2025-06-01")
    assert "那天还没有这一户" in then
    assert "裴玉兰" not in then


def test_a_household_before_it_was_there_is_said_to_be_absent_and_the_future_is_today(
    cast: Cast, village: dict
) -> None:
    client, address = as_(cast.officer), f"/households/{village['kang'].pk}/"
    before = text_of(client, address, as_of="1990-06-01")
    assert "那天还没有这一户" in before
    assert "资料完整" not in before
    ahead = text_of(client, address, as_of="2100-01-01")
    assert "裴玉兰" in ahead
    assert "不是今天的" not in ahead


def test_the_assessor_sees_who_answers_for_a_household_and_nothing_else(
    cast: Cast, village: dict
) -> None:
    page = without_ids(text_of(as_(cast.assessor), f"/households/{village['kang'].pk}/"))
    assert "康润生" in page
    assert "田立新" in page
    for words in ("裴玉兰", "13,860", "脱贫户", NUMBER[-4:]):
        assert words not in page


def test_a_number_is_shown_for_a_purpose_once_and_never_stored(cast: Cast, village: dict) -> None:
    person = Person.objects.visible_to(SYSTEM).get(name="裴玉兰")
    client = as_(cast.officer)
    asked = text_of(client, f"/people/{person.pk}/ask/")
    action = re.search(r'action="(/people/[^"]+)"', asked)
    assert action is not None
    assert NUMBER not in asked
    assert client.post(action[1], {"purpose": ["", ""]}).status_code == 422
    shown = client.post(action[1], {"purpose": ["办理医保、养老", "补 2026 年的"]})
    assert NUMBER in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    kept = AuditRow.objects.visible_to(SYSTEM).filter(action="person.reveal", done=True).get()
    assert "办理医保、养老：补 2026 年的" in str(kept.details)
    assert NUMBER not in str(kept.details)
    assert as_(cast.officer2).get(f"/people/{person.pk}/ask/").status_code == 404


def test_search_finds_heads_members_initials_numbers_phones_and_officers(
    cast: Cast, village: dict
) -> None:
    client = as_(cast.office)
    for words in ("康", "krs", "康潤生", "1-001", "裴玉兰", "pyl"):
        page = client.post("/search/", {"q": words}).content.decode()
        assert f"/households/{village['kang'].pk}/" in page, words
    assert "<mark>康</mark>润生" in client.post("/search/", {"q": "康"}).content.decode()
    assert "<mark>裴玉兰</mark>（配偶）" in client.post("/search/", {"q": "pyl"}).content.decode()
    assert "<mark>田立</mark>新" in client.post("/search/", {"q": "田立"}).content.decode()
    assert "1990<mark>0001234</mark>" in client.post("/search/", {"q": "0001234"}).content.decode()


def test_search_finds_nothing_of_others(cast: Cast, village: dict) -> None:
    for account in (cast.officer2, cast.outsider, cast.department, cast.sysadmin):
        page = as_(account).post("/search/", {"q": "康"}).content.decode()
        assert str(village["kang"].pk) not in page
        assert "没有找到" in page


def test_an_id_number_opens_its_household_and_stays_in_no_address(
    cast: Cast, village: dict
) -> None:
    client, home = as_(cast.officer), f"/households/{village['kang'].pk}/"
    assert client.post("/search/", {"q": NUMBER})["Location"] == home
    assert client.post("/search/number/", {"number": NUMBER})["Location"] == home
    assert client.get("/search/number/").status_code == 405
    for address in ("/search/", "/households/"):
        reply = client.get(address, {"q": NUMBER})
        assert reply["Location"] == address
    reply = as_(cast.officer2).post("/search/", {"q": NUMBER}, follow=True)
    assert "没有找到人" in reply.content.decode()
    assert NUMBER not in reply.content.decode()
    kept = [str(row.details) for row in AuditRow.objects.visible_to(SYSTEM)]
    assert not any(NUMBER in details for details in kept)


def test_the_list_under_the_search_box_is_only_the_list(cast: Cast, village: dict) -> None:
    page = as_(cast.office).post("/search/", {"q": "康"}, headers={"HX-Request": "true"})
    assert "<html" not in page.content.decode()
    assert "康" in page.content.decode()
    empty = as_(cast.office).post("/search/", {"q": NUMBER}, headers={"HX-Request": "true"})
    assert empty.content == b""
