"""A paper that was handed in stays what it was: its text, its numbers, their definitions and their day."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.problem import Refused
from lianxin.people.models import Role, Unit
from lianxin.results import figures, issued
from lianxin.results.actions import report_make, report_take
from lianxin.results.models import IssuedPaper
from lianxin.results.report import Number, Paper, Part, Text, Wording
from lianxin.results.report.plain import as_text
from lianxin.results.report.stored import as_data, from_data
from lianxin.site.checking import CHECKS
from tests.readers import as_

from .scene import YEAR, Village, on

HERE = {"village": "620524101901", "year": str(YEAR)}
WORDS = st.text('一二户次甲乙：12.<&"\\', min_size=1, max_size=8)


@pytest.fixture
def village(cast) -> Village:
    return Village(cast).whole()


def made(village: Village, actor=SYSTEM, **more) -> tuple[Paper, IssuedPaper]:
    return report_make(
        actor=actor, report="results", village=village.cast.village, year=YEAR, **more
    )


def rows():
    return IssuedPaper.objects.visible_to(SYSTEM)


def later(village: Village) -> None:
    """A visit is written into the year that was already reported on."""
    village.write(village.tian, ["visit"], on(11), village.kang)


def test_a_later_change_of_the_records_changes_no_paper_that_was_handed_in(village):
    paper, row = made(village)
    assert "干部入户2次" in as_text(paper)
    later(village)
    assert "干部入户3次" in as_text(made(village)[0])
    row.refresh_from_db()
    kept, by_hand = issued.paper_of(row)
    assert kept == paper
    assert by_hand == []
    assert as_text(report_take(actor=SYSTEM, kept=row)) == as_text(paper)


def test_each_number_stands_with_its_definition_and_the_day_even_when_the_definition_changes(
    village, monkeypatch
):
    _paper, row = made(village)
    visits = figures.FIGURES["visits"]
    monkeypatch.setitem(
        figures.FIGURES, "visits", visits.__class__(**{**vars(visits), "zh": "别的算法"})
    )
    then = issued.frozen(row)["visits"]
    assert (then.value, then.title, then.unit) == (2, "入户", "次")
    assert then.sentence == visits.zh != "别的算法"
    assert row.day == on(12, 31)


def test_definitions_are_kept_in_both_languages(village):
    from django.utils import translation

    _paper, row = made(village)
    with translation.override("en"):
        then = issued.frozen(row)["visits"]
    assert then.sentence == figures.FIGURES["visits"].en


def test_what_is_counted_today_is_told_only_where_it_differs(village):
    _paper, row = made(village)
    assert issued.since_then(SYSTEM, row) == {}
    later(village)
    assert issued.since_then(SYSTEM, row)["visits"] == 3
    assert "bags" not in issued.since_then(SYSTEM, row)


def test_the_same_paper_is_kept_once_and_another_one_beside_it(village):
    office = village.cast.actor(village.cast.office)
    first, again = made(village, office)[1], made(village, office, form="docx")[1]
    assert first.pk == again.pk
    other = made(village, office, wording=Wording(number="天自然资执〔2012〕18号"))[1]
    assert other.pk != first.pk
    assert rows().count() == 2


def test_numbers_that_somebody_typed_are_kept_as_such(village):
    wording = Wording(text=(("body", "办了99件小事。"),))
    _paper, row = made(village, wording=wording)
    kept, by_hand = issued.paper_of(row)
    assert by_hand == ["99"]
    assert list(kept.numbers()) == []
    assert row.figures == []


def test_the_trace_carries_the_digest_of_what_was_kept(village):
    _paper, row = made(village)
    trace = AuditRow.objects.visible_to(SYSTEM).order_by("-number")[0]
    assert trace.details["digest"] == row.digest


@pytest.mark.parametrize("column", ["figures", "content"])
def test_a_paper_that_was_altered_is_noticed_and_not_handed_out(village, column):
    _paper, row = made(village)
    assert list(CHECKS["papers"]()) == []
    _other, other = made(village, wording=Wording(title="另一份"))
    value = [] if column == "figures" else other.content
    rows().filter(pk=row.pk).update(**{column: value})
    row.refresh_from_db()
    assert [one.code for one in CHECKS["papers"]()] == ["check.paper_altered"]
    with pytest.raises(Refused):
        report_take(actor=SYSTEM, kept=row)


def test_the_text_of_a_kept_paper_lies_sealed(village):
    _paper, row = made(village, wording=Wording(present=(("出席", "何晓燕"),)))
    row.refresh_from_db()
    assert "何晓燕".encode() not in bytes(row.content)


def test_a_paper_belongs_to_its_makers_unit_and_a_commands_to_the_paired_one(village):
    cast = village.cast
    assert made(village, cast.actor(cast.office))[1].unit == cast.unit
    assert made(village)[1].unit == cast.unit
    section = Unit.objects.create(name="执法科", path=f"{cast.unit.path}0001.", parent=cast.unit)
    helping = Unit.objects.create(name="外来的单位", path="0077.")
    for account_of, holder in ((section, section), (helping, cast.unit)):
        account = cast.account(f"of{account_of.path}", "石维民", Role.OFFICE, unit=cast.unit)
        account.unit = account_of
        account.save()
        assert made(village, cast.actor(account))[1].unit == holder


def test_the_command_keeps_what_it_writes(village):
    out = io.StringIO()
    call_command("report", "yearly", "--village", "阳坡村", "--year", "2012", stdout=out)
    (row,) = rows()
    assert (row.report, row.made_by) == ("yearly", "系统")
    assert as_text(issued.paper_of(row)[0]) == out.getvalue()


@pytest.mark.once
def test_the_office_keeps_a_paper_reads_it_again_and_sees_what_changed_since(village):
    client = as_(village.cast.office)
    answer = client.post("/reports/results/take/", HERE | {"form": "page"}, follow=True)
    address = answer.redirect_chain[-1][0]
    page = answer.content.decode()
    assert "何晓燕" in page
    assert "数字截至 2012-12-31" in page
    assert "现在数是" not in page
    assert figures.FIGURES["visits"].zh in page
    later(village)
    page = client.get(address).content.decode()
    assert "干部入户2次" in page.replace(f"{address}", "") or ">2次</a>" in page
    assert "现在数是 3 次" in page
    assert address in client.get("/reports/").content.decode()
    word = client.post(f"{address}take/", {"form": "docx"}).content
    told = "".join(one.text for one in Document(io.BytesIO(word)).paragraphs)
    assert "干部入户2次" in told
    trace = AuditRow.objects.visible_to(SYSTEM).order_by("-number")[0]
    assert (trace.action, trace.details["form"]) == ("report.take", "docx")


@pytest.mark.once
def test_a_kept_paper_is_its_units_and_nobody_elses(village):
    cast = village.cast
    _paper, row = made(village, cast.actor(cast.office))
    address = f"/reports/issued/{row.pk}/"
    assert as_(cast.leader).get(address).status_code == 200
    for account in (cast.other_office, cast.officer, cast.committee):
        assert as_(account).get(address).status_code == 404
        answer = as_(account).post(f"{address}take/", {"form": "docx"})
        assert answer.status_code in {403, 404}
    assert as_(cast.leader).post(f"{address}take/", {"form": "text"}).status_code == 200


@given(
    st.lists(
        st.tuples(
            WORDS, st.one_of(st.none(), st.integers(0, 10**12), st.floats(0, 1e6, allow_nan=False))
        ),
        max_size=5,
    ),
    st.lists(st.tuples(WORDS, WORDS), max_size=3),
)
def test_a_stored_paper_comes_back_as_it_was(pieces, present):
    import json

    said = tuple(
        Text(words) if value is None else Number("visits", value, words) for words, value in pieces
    )
    paper = Paper(
        *("关于开会的通知", "支队", "各干部"),
        (Part("一、情况", (said,)), Part("", ())),
        on(3),
        on(4),
        attachments=("台账",),
        present=tuple(present),
        closed=False,
    )
    assert from_data(json.loads(json.dumps(as_data(paper)))) == paper
