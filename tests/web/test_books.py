"""Books to take along: a household's handbook and an officer's year, for whom they concern."""

from __future__ import annotations

import io
from html import unescape

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from lianxin.aid.deliveries import delivery_give
from lianxin.doors.sheets.word import Book, Chapter, Table, book_docx
from lianxin.doors.web.books import rows_of
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.plans.actions import measure_add
from lianxin.records.needs.actions import need_close, need_open
from lianxin.register.models import Household
from tests.cast import code
from tests.readers import as_
from tests.results.scene import YEAR, Village, goods

pytestmark = pytest.mark.once
WHY = {"purpose": ["上级核查", "入户带着"]}


@pytest.fixture
def village(cast) -> Village:
    return Village(cast).whole()


def words(answer) -> str:
    """Everything a Word file says, cells too."""
    assert answer.status_code == 200, answer.content[:200]
    document = Document(io.BytesIO(answer.content))
    return "\n".join("".join(one.itertext()) for one in document.element.body)


def taken(action: str):
    return AuditRow.objects.visible_to(SYSTEM).filter(action=action, done=True).order_by("number")


def test_an_officer_takes_the_handbook_of_an_own_household(village):
    client = as_(village.cast.officer)
    told = words(client.post("/households/handbooks/", {"id": str(village.kang.pk)} | WHY))
    for one in ("康润生户帮扶手册", "田立新", "家庭成员", "水管冻裂了", "学果树嫁接"):
        assert one in told
    row = taken("household.take").last()
    assert (row.details["purpose"], row.details["number"]) == ("上级核查：入户带着", "1-001")


def test_no_handbook_leaves_without_a_purpose(village):
    client = as_(village.cast.office)
    assert client.post("/households/handbooks/", {"id": str(village.kang.pk)}).status_code == 422
    assert not taken("household.take")


def test_the_office_takes_many_handbooks_each_on_its_own_page_and_with_its_trace(village):
    keys = [str(home.pk) for home in (village.kang, village.li, village.bai)]
    answer = as_(village.cast.office).post("/households/handbooks/", {"id": keys} | WHY)
    document = Document(io.BytesIO(answer.content))
    titles = [one for one in document.paragraphs if one.text.endswith("户帮扶手册")]
    breaks = [bool(one.paragraph_format.page_break_before) for one in titles]
    assert breaks == [False, True, True]
    assert taken("household.take").count() == 3


def test_nobody_takes_the_handbook_of_a_household_out_of_sight(village):
    sent = {"id": str(village.kang.pk)} | WHY
    assert as_(village.cast.other_office).post("/households/handbooks/", sent).status_code == 404
    other = as_(village.cast.officer).post(
        "/households/handbooks/", {"id": str(village.bai.pk)} | WHY
    )
    assert other.status_code == 404
    assert as_(village.cast.committee).post("/households/handbooks/", sent).status_code == 403


def test_an_officer_takes_the_diary_of_the_own_year_month_by_month(village):
    client = as_(village.cast.officer)
    page = client.get("/diary/year/", {"year": str(YEAR)}).content.decode()
    assert "田立新 2012年民情日记" in page
    answer = client.post("/diary/year/take/", {"year": str(YEAR), "officer": str(village.tian.pk)})
    told = words(answer)
    assert told.index("3月，") < told.index("6月，")
    assert "问了春播和孩子上学的事。" in told
    assert "康润生" in told
    row = taken("diary.take").last()
    assert (row.details["year"], row.details["form"]) == (YEAR, "docx")


def test_a_colleagues_year_is_not_theirs_to_take_but_the_offices(village):
    sent = {"year": str(YEAR), "officer": str(village.liu.pk)}
    assert as_(village.cast.officer).post("/diary/year/take/", sent).status_code in {403, 404}
    assert as_(village.cast.other_office).post("/diary/year/take/", sent).status_code == 404
    assert as_(village.cast.committee).get("/diary/year/").status_code == 403
    assert "刘志强" in words(as_(village.cast.office).post("/diary/year/take/", sent))


def test_an_empty_year_says_so(village):
    page = as_(village.cast.office).get("/diary/year/", {"year": "2001"}).content.decode()
    assert "这一年没有日记" in page


def test_the_printed_file_offers_the_handbook_to_those_who_may(village):
    path = f"/households/sheets/?id={village.kang.pk}"
    assert "/households/handbooks/" in as_(village.cast.officer).get(path).content.decode()
    assert "/households/handbooks/" not in as_(village.cast.committee).get(path).content.decode()


def solved_need(cast, home, kind: str, text: str, outcome: str) -> None:
    need = need_open(
        actor=SYSTEM,
        village=cast.village,
        household=home,
        kind=code("need", kind),
        text=text,
        day=today(),
    )
    solved = code("need_result", "已解决")
    need_close(actor=SYSTEM, need=need, result=solved, outcome=outcome, day=today())


@pytest.fixture
def this_year(cast) -> Household:
    """A household that was given and answered something this year, with what no wall should show."""
    home = cast.household("康润生", number="1-001", officer=cast.tian)
    Household.objects.visible_to(SYSTEM).filter(pk=home.pk).update(phone="19900000077")
    delivery_give(
        actor=SYSTEM,
        village=cast.village,
        goods=goods("化肥"),
        quantity=3,
        officer=cast.tian,
        day=today(),
        household=home,
        received_by="本人",
    )
    solved_need(cast, home, "饮水", "水管冻裂了", "老人有病，先换了水管")
    return home


def test_a_card_for_the_wall_tells_of_help_and_of_nothing_private(cast, this_year):
    sent = {"id": str(this_year.pk), "book": "card"} | WHY
    told = words(as_(cast.officer).post("/households/handbooks/", sent))
    for one in ("康润生户明白卡", "化肥 3 袋", "饮水", "田立新"):
        assert one in told
    for one in ("19900000077", "老人有病", "水管", "证件号", "健康", "收入"):
        assert one not in told
    assert taken("household.take").last().details["book"] == "card"


def test_an_illness_hangs_on_no_wall(cast, this_year):
    solved_need(cast, this_year, "看病就医", "要做手术", "办了慢病卡")
    measure_add(
        actor=SYSTEM,
        household=this_year,
        direction=code("direction", "解决实际困难"),
        text="送老人去看病",
        officer=cast.tian,
        due=today(),
    )
    sent = {"id": str(this_year.pk), "book": "card"} | WHY
    told = words(as_(cast.officer).post("/households/handbooks/", sent))
    assert "解决实际困难" in told
    assert "还没开始办" in told  # no share of anything under a heading of days
    for one in ("看病", "手术", "慢病"):
        assert one not in told


@pytest.mark.parametrize(
    ("book", "says"), [("handbook-page", "家庭成员"), ("card-page", "享受的政策和帮扶")]
)
def test_handbook_and_card_print_from_the_browser_with_the_same_trace(cast, this_year, book, says):
    answer = as_(cast.officer).post(
        "/households/handbooks/", {"id": str(this_year.pk), "book": book} | WHY
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page
    assert "data-print" in page
    assert "no-store" in answer["Cache-Control"]
    trace = taken("household.take").last().details
    assert (trace["book"], trace["form"]) == (book.removesuffix("-page"), "page")


def test_a_printed_page_says_what_word_says(cast, this_year):
    client, sent = as_(cast.officer), {"id": str(this_year.pk)} | WHY
    document = Document(io.BytesIO(client.post("/households/handbooks/", sent).content))
    page = unescape(
        client.post("/households/handbooks/", sent | {"book": "handbook-page"}).content.decode()
    )
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert len(cells) > 20
    assert not [one for one in cells if one and one not in page]


def test_amounts_stand_at_the_right_in_word_and_in_the_browser():
    table = Table("收入", ("年度", "元"), [("2026", "13,860")], (50, 50), {1})
    content = book_docx(Book("手册", "何晓燕", today(), [Chapter("康润生", "", [table])]))
    cells = Document(io.BytesIO(content)).tables[0].rows[1].cells
    assert [cell.paragraphs[0].alignment for cell in cells] == [None, WD_ALIGN_PARAGRAPH.RIGHT]
    assert [number for *_cell, number in next(rows_of(table))] == [False, True]


def test_who_may_not_take_handbooks_leaves_a_trace_of_having_tried(cast, this_year):
    sent = {"id": str(this_year.pk), "book": "card-page"} | WHY
    assert as_(cast.committee).post("/households/handbooks/", sent).status_code == 403
    rows = AuditRow.objects.visible_to(SYSTEM).filter(action="household.take")
    assert [row.done for row in rows] == [False]
