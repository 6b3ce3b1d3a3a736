"""The closing report writes itself from figures; every number in it opens the rows it counts."""

from __future__ import annotations

import io
import json
import re

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Role, Unit
from lianxin.people.policy import AccountActor
from lianxin.results.figures import FIGURES
from lianxin.results.recount import recounted
from lianxin.results.report import REPORTS, occasion
from lianxin.results.report.plain import as_text
from lianxin.results.report.writing import written

from .scene import YEAR, Village, since_2012

VAGUE = re.compile("许多|若干|余|大量|基本|一些|不少|左右|多次|部分")


@pytest.fixture
def village(cast) -> Village:
    return Village(cast)


def paper_of(village: Village, actor=SYSTEM, **more):
    place = occasion(actor, village.cast.village, YEAR, **more)
    return REPORTS["results"].write(actor, place), place


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("report", *arguments, stdout=out)
    return out.getvalue()


def test_the_year_2012_reads_as_the_methods_closing_paragraph_does(village):
    paper, _place = paper_of(village.whole())
    text = as_text(paper)
    for words in (
        "关于阳坡村2012年帮扶工作情况的报告",
        "截至12月31日，共开展各类帮扶活动4次，",
        "发放宣传和技术资料412份，赠送化肥、农药34袋，",
        "争取项目1个（土地开发整理项目），落实项目资金512.6万元，到账项目资金200万元。",
        "干部入户2次，走到2户，与联系户谈心3次，累计驻村3.5天，集中宣讲1场，组织培训1场，",
        "定下帮扶措施2项，办完1项；群众提出需求2件，办结1件。",
        "一是还有1户这一年没有入户；二是1户没有联系干部；三是过了期限还没有办结的需求有1件。",
        "市自然资源执法支队",
    ):
        assert words in text
    assert [part.heading for part in paper.parts if part.heading] == [
        "一、主要工作",
        "二、户的变化",
        "三、存在问题",
        "四、下一步打算",
    ]


def test_every_number_opens_rows_that_fold_to_it(village):
    paper, place = paper_of(village.whole())
    assert len(list(paper.numbers())) > 20
    for number in paper.numbers():
        figure = FIGURES[number.name]
        counted = figure.as_told(recounted(figure, SYSTEM, place.extent))
        assert counted == number.value
        assert number.shown.startswith(("512.6", "200万", "0元") if figure.money else str(counted))


def test_a_section_reports_as_the_unit_that_is_paired_with_the_village(village):
    cast = village.cast
    section = Unit.objects.create(name="监察一科", parent=cast.unit, path="0001.0001.")
    one = cast.account("section", "科室干部", Role.OFFICER, unit=section)
    paper, place = paper_of(village.whole(), actor=AccountActor.of(one))
    assert place.unit == "市自然资源执法支队"
    assert "监察一科" not in as_text(paper)


def test_no_word_is_vague(village):
    assert not VAGUE.search(as_text(paper_of(village)[0]))
    assert not VAGUE.search(as_text(paper_of(village.whole())[0]))


def test_a_year_without_records_says_so_plainly(village):
    text = as_text(paper_of(village)[0])
    assert "主要工作" not in text
    assert "户的变化" not in text
    assert "一、存在问题" in text
    assert "还有3户这一年没有入户" in text


def test_what_the_actor_may_not_see_is_absent(village):
    whole = village.whole()
    paper, _place = paper_of(whole, whole.cast.actor(whole.cast.committee))
    assert not {"visits", "talks", "unvisited_households"} & {n.name for n in paper.numbers()}
    assert "入户" not in as_text(paper)


def test_another_units_office_reports_no_number_of_this_village(village):
    whole = village.whole()
    actor = whole.cast.actor(whole.cast.other_office)
    assert all(number.value == 0 for number in paper_of(whole, actor)[0].numbers())


@given(st.integers(0, 10**11))
def test_money_is_written_without_loss(fen):
    value = FIGURES["project_funds"].as_told(fen)
    shown = written(value, "¥万元|元")
    number, unit = re.fullmatch(r"([0-9.]+)(万?元)", shown).groups()
    whole, _, part = number.partition(".")
    scale = 6 if unit == "万元" else 2
    assert int(whole) * 10**scale + int((part + "0" * scale)[:scale]) == fen


def test_the_command_prints_the_paper_and_lists_its_reports(village):
    village.whole()
    assert "落实项目资金512.6万元" in said("results", "--village", "阳坡村", "--year", "2012")
    listed = json.loads(said("--list", "--json"))
    assert listed[0] == {"name": "results", "title": "帮扶工作情况报告"}


def test_the_command_writes_a_page_that_stands_by_itself(village, tmp_path):
    village.whole()
    out = tmp_path / "report.html"
    said("results", "--village", "阳坡村", "--year", "2012", "--format", "html", "--out", str(out))
    page = out.read_text("utf-8")
    assert "512.6万元" in page
    assert ".gw{" in page
    assert not re.search(r'(?:src|href)="', page)


def test_the_paper_can_be_had_in_english(village):
    text = said("results", "--village", "阳坡村", "--year", "2012", "--language", "en")
    assert "households" in text


def test_unknown_reports_and_places_are_refused(village):
    for name, place in (("nothing", "阳坡村"), ("results", "没有村")):
        with pytest.raises(SystemExit):
            said(name, "--village", place, "--year", "2012")
    with pytest.raises(CommandError):
        said("results")


def test_it_is_known_who_made_a_report(village):
    from lianxin.kernel.models import AuditRow

    since_2012()
    said("results", "--village", "阳坡村", "--year", "2012")
    row = AuditRow.objects.visible_to(SYSTEM).order_by("-number").first()
    assert (row.action, row.details["report"]) == ("report.make", "results")
