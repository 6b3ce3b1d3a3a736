"""Papers: half a year, a year, a notice, minutes; their words may be changed and their numbers stay linked."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from html import unescape

import pytest
from django.core.management import call_command
from docx import Document

from lianxin.doors.sheets.word import as_docx
from lianxin.doors.web.report_file import as_file
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.problem import Refused
from lianxin.pool.models import Project
from lianxin.results.figures import FIGURES
from lianxin.results.recount import recounted
from lianxin.results.report import REPORTS, Wording, lines, occasion
from lianxin.results.report.plain import as_text
from lianxin.results.report.wording import people, said, typed
from tests.readers import as_

from .scene import YEAR, Village

HERE = {"village": "620524101901", "year": str(YEAR)}
FILLED = Wording(
    number="天自然资执〔2012〕18号",
    signer="赵文斌",
    copies="市扶贫办，武山县人民政府",
    attachments=("帮扶台账", "需求清单"),
    present=(("出席", "何晓燕、田立新"), ("请假", "刘志强")),
)


@pytest.fixture
def village(cast) -> Village:
    return Village(cast).whole()


def paper_of(village: Village, name: str = "results", actor=SYSTEM):
    return REPORTS[name].write(actor, occasion(actor, village.cast.village, YEAR))


def words(paragraphs) -> list[str]:
    """Lines that say something, without blanks."""
    return [told for one in paragraphs if (told := re.sub(r"\s+", "", one))]


def of_word(content: bytes) -> list[str]:
    return words(one.text for one in Document(io.BytesIO(content)).paragraphs)


def of_page(page: str) -> list[str]:
    article = page[page.index("<article") :]
    found = re.findall(r"<(p|h2|h3|h4)\b[^>]*>(.*?)</\1>", article, re.DOTALL)
    return words(unescape(re.sub(r"<[^>]+>", "", inner)) for _tag, inner in found)


@pytest.mark.parametrize("name", REPORTS)
def test_word_page_and_lines_of_a_paper_say_the_same(village, name):
    paper = FILLED.on(paper_of(village, name))
    told = words(line.text + line.beside for line in lines(paper))
    assert of_word(as_docx(paper)) == told
    assert of_page(as_file(paper)) == told


@pytest.mark.parametrize("name", REPORTS)
def test_plain_text_leaves_out_only_the_red_head(village, name):
    paper = FILLED.on(paper_of(village, name))
    head = {"mark", "number", "upward"}
    told = [line.text + line.beside for line in lines(paper) if line.role not in head]
    assert words(as_text(paper).splitlines()) == words(told)


@pytest.mark.parametrize("name", REPORTS)
def test_every_number_of_every_paper_folds_from_its_rows(village, name):
    paper = paper_of(village, name)
    extent = occasion(SYSTEM, village.cast.village, YEAR, paper.day).extent
    assert len(paper.sources) >= 5
    for number in paper.sources:
        figure = FIGURES[number.name]
        assert figure.as_told(recounted(figure, SYSTEM, extent)) == number.value


def test_the_half_year_stands_as_of_30_june(village):
    paper = paper_of(village, "half-year")
    assert (paper.day.month, paper.day.day) == (6, 30)
    text = as_text(paper)
    assert "关于阳坡村2012年上半年帮扶工作情况的报告" in text
    assert "共开展各类帮扶活动3次" in text
    assert "到账项目资金" not in text  # it arrived in August


def test_the_summary_of_the_year_has_no_red_head(village):
    paper = paper_of(village, "yearly")
    assert paper.mark == ""
    assert paper.title == "市自然资源执法支队帮扶阳坡村2012年工作总结"
    assert "现将全年工作总结如下。" in as_text(paper)


def test_minutes_say_who_was_there_and_carry_no_seal(village):
    paper = FILLED.on(paper_of(village, "minutes"))
    assert "出席：何晓燕、田立新" in as_text(paper)
    roles = [line.role for line in lines(paper)]
    assert "unit" not in roles
    assert "to" not in roles
    assert people("出席: 甲、乙\n丙") == (("出席", "甲、乙"), ("出席", "丙"))


def test_numbers_that_are_left_alone_keep_their_figures(village):
    paper = paper_of(village)
    text = [(role, one.replace("截至12月31日，", "全年")) for role, one in said(paper)]
    worded = Wording(text=tuple(text)).on(paper)
    assert [n.name for n in worded.numbers()] == [n.name for n in paper.numbers()]
    assert typed(worded, paper) == []
    assert "全年共开展各类帮扶活动4次" in as_text(worded)


def test_a_number_that_is_typed_over_loses_its_figure_and_is_told(village):
    paper = paper_of(village)
    text = [(role, one.replace("帮扶活动4次", "帮扶活动14次")) for role, one in said(paper)]
    worded = Wording(text=tuple(text)).on(paper)
    assert {n.name for n in paper.numbers()} - {n.name for n in worded.numbers()} == {"activities"}
    assert typed(worded, paper) == ["14"]


def test_a_number_in_a_projects_name_was_typed_by_nobody(village):
    Project.objects.visible_to(SYSTEM).update(title="高标准农田420亩")
    paper = paper_of(village)
    assert "高标准农田420亩" in as_text(paper)
    assert typed(Wording(text=tuple(said(paper))).on(paper), paper) == []


def test_a_text_beyond_all_measure_is_refused():
    with pytest.raises(Refused):
        Wording(text=(("body", "长" * 12_001),))


def test_the_command_writes_word_and_takes_a_text_of_its_own(village, tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("请各联系干部参加。\n（一）时间。3月10日上午。\n", "utf-8")
    out = tmp_path / "notice.docx"
    place = ("--village", "阳坡村", "--year", "2012")
    more = ("--title", "关于开会的通知", "--text", str(own), "--format", "docx", "--out", str(out))
    call_command("report", "notice", *place, *more, stdout=io.StringIO())
    told = of_word(out.read_bytes())
    assert "关于开会的通知" in told
    assert "（一）时间。3月10日上午。" in told
    assert not any("一、还差什么" in one for one in told)


def test_the_command_lists_every_paper(village):
    out = io.StringIO()
    call_command("report", "--list", "--json", stdout=out)
    assert [one["name"] for one in json.loads(out.getvalue())] == [
        *("results", "half-year", "yearly", "notice", "minutes")
    ]


@pytest.mark.once
def test_the_office_changes_the_text_and_takes_it_as_word(village):
    client = as_(village.cast.office)
    page = client.get("/reports/results/edit/", HERE).content.decode()
    assert "共开展各类帮扶活动4次" in unescape(re.sub(r"<[^>]+>", "", page))
    sent = HERE | {"role": ["body"], "line": ["办了4次活动。\n另有99件小事。"], "form": "docx"}
    shown = client.post("/reports/results/edit/", sent | {"do": "show"}).content.decode()
    assert "另有99件小事。" in shown
    assert "99" in shown[shown.index("手写的") :][:60]
    answer = client.post("/reports/results/take/", sent)
    told = of_word(answer.content)
    assert "另有99件小事。" in told
    assert "特此报告。" not in told
    row = AuditRow.objects.visible_to(SYSTEM).order_by("-number").first()
    assert (row.action, row.details["form"], row.details["changed"]) == (
        *("report.make", "docx"),
        True,
    )


@pytest.mark.once
def test_the_numbers_of_a_paper_that_left_the_house_are_kept(village):
    as_(village.cast.office).post("/reports/results/take/", HERE | {"form": "docx"})
    row = AuditRow.objects.visible_to(SYSTEM).order_by("-number").first()
    assert row.details["numbers"]["bags"] == 34
    assert row.details["day"] == "2012-12-31"


@pytest.mark.once
def test_a_changed_text_is_kept_for_its_writer_alone_until_it_is_dropped(village):
    client, other = as_(village.cast.office), as_(village.cast.leader)
    sent = HERE | {"role": "body", "line": "留着的一段话。"}
    client.post("/reports/yearly/edit/", sent | {"do": "keep"})
    assert "留着的一段话。" in client.get("/reports/yearly/edit/", HERE).content.decode()
    assert "留着的一段话。" not in other.get("/reports/yearly/edit/", HERE).content.decode()
    other_year = HERE | {"year": "2013"}
    assert "留着的一段话。" not in client.get("/reports/yearly/edit/", other_year).content.decode()
    client.post("/reports/yearly/edit/", sent | {"do": "drop"})
    assert "留着的一段话。" not in client.get("/reports/yearly/edit/", HERE).content.decode()


@pytest.mark.once
def test_an_outsider_and_an_officer_get_no_paper_of_this_village(village):
    outsider = as_(village.cast.other_office)
    assert outsider.get("/reports/notice/edit/", HERE).status_code == 404
    assert outsider.post("/reports/notice/take/", HERE | {"form": "docx"}).status_code == 404
    officer = as_(village.cast.officer)
    assert officer.get("/reports/notice/edit/", HERE).status_code == 403
    assert officer.post("/reports/notice/take/", HERE | {"form": "docx"}).status_code == 403
    office = as_(village.cast.office)
    assert office.post("/reports/notice/take/", HERE | {"form": "docx"}).status_code == 200


def test_markup_in_words_is_harmless(village):
    bad = '</w:t><w:br/>&amp;<script>alert("x")</script>\x0b'
    paper = replace(Wording(title=bad, number=bad, copies=bad, to=bad).on(paper_of(village)))
    told = "".join(of_word(as_docx(paper)))
    assert '</w:t><w:br/>&amp;<script>alert("x")</script>' in told
    assert "<script" not in as_file(paper)


def test_a_paper_in_english_is_written_too(village):
    from django.utils import translation

    with translation.override("en"):
        told = of_word(as_docx(paper_of(village, "yearly")))
    assert any("Visits" in one for one in told)
