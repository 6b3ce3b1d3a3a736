"""The year's list on the page: the office ticks many, does one thing with all of them, and reads who was left out."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Grant, Role
from lianxin.results.assessment import standing
from lianxin.results.assessment.actions import assessment_confirm
from lianxin.results.assessment.models import Assessment
from tests.readers import as_, body
from tests.results.assessment.many import doubted, unit_of
from tests.results.assessment.year import YEAR, since_2024

pytestmark = pytest.mark.once
LIST = f"/assessments/?year={YEAR}"
BOX = re.compile(r'name="(confirm|send|sign)" value="([^"]+)"[^>]*aria-label="选 ([^"]+)"')


def boxes(client) -> dict[str, tuple[str, str]]:
    """By name the deed that somebody's box is for, and what it sends."""
    return {who: (deed, value) for deed, value, who in BOX.findall(body(client, LIST))}


def tick(client, deed: str, *who: str, **more):
    """What the page sends where these are ticked, or all of them."""
    sent = {"year": YEAR, **more}
    for name, (kind, value) in boxes(client).items():
        if not who or name in who:
            sent.setdefault(kind, []).append(value)
    return client.post(f"/assessments/{deed}/", sent, follow=True)


def said(answer) -> list[str]:
    text = unescape(answer.content.decode())
    toasts = re.search(r'<div class="toasts.*?</div>', text, re.S)
    return re.findall(r"<span>([^<]*)</span>", toasts.group()) if toasts else []


def rows() -> int:
    return Assessment.objects.visible_to(SYSTEM).count()


@pytest.fixture
def unit(cast):
    return unit_of(cast, 10)


@pytest.fixture
def office(cast):
    return as_(cast.office)


def test_the_office_ticks_twelve_and_confirms_then_sends_them(unit, office):
    page = body(office, LIST)
    assert len(boxes(office)) == 12
    assert "data-all" in page
    assert "核定选中的" in page
    assert "选中的送本人看" not in page
    answer = tick(office, "confirm")
    assert said(answer) == ["核定了 12 人，还没送本人看。哪份不对，打开那份点“撤回重算”。"]
    assert {deed for deed, _ in boxes(office).values()} == {"send"}
    assert "核定选中的" not in body(office, LIST)
    assert said(tick(office, "send"))[0].startswith("送 12 人看了")
    assert boxes(office) == {}
    assert "data-ticking" not in body(office, LIST)
    assert rows() == 12


def test_whom_a_colleague_confirmed_meanwhile_is_named_with_the_reason(cast, unit, office):
    there = boxes(office)
    for officer in unit[:2]:
        assessment_confirm(actor=cast.actor(cast.office), of=officer, year=YEAR)
    chosen = [there[name][1] for name in ("干部00", "干部01", "干部02")]
    answer = office.post("/assessments/confirm/", {"year": YEAR, "confirm": chosen}, follow=True)
    assert said(answer)[0].startswith("核定了 1 人")
    assert said(answer)[1:] == ["没核定：干部00、干部01。何晓燕已经核定了，没有再核定一次。"]
    assert rows() == 3


def test_who_is_ticked_for_another_step_is_left_as_before_and_it_is_said(cast, unit, office):
    assessment_confirm(actor=cast.actor(cast.office), of=unit[0], year=YEAR)
    answer = tick(office, "send")
    assert said(answer)[0].startswith("送 1 人看了")
    assert said(answer)[1:] == ["另外勾了 11 人，办不了这一步，没有动。"]


def test_nobody_ticked_says_so_and_changes_nothing(unit, office):
    for sent in ({}, {"confirm": ["", "1", "never.seen"]}):
        answer = office.post("/assessments/confirm/", {"year": YEAR, **sent})
        assert answer.status_code == 422
        assert "请先在名字前面打勾" in answer.content.decode()
    assert rows() == 0


def test_who_has_doubts_or_is_oneself_has_no_box(cast, unit, office):
    doubted(cast, unit[3])
    assert "干部03" not in boxes(office)
    assert "1 处疑点没定" in body(office, LIST)
    Grant.objects.create(
        account=cast.officer,
        role=Role.OFFICE,
        unit=cast.unit,
        from_day="2024-01-01",
        reason="兼联户办",
        given_by="安全管理员",
    )
    both = as_(cast.officer)
    assert "田立新" not in boxes(both)
    assert "自己的，请别人定" in body(both, LIST)
    own = boxes(office)["田立新"][1]
    answer = both.post("/assessments/confirm/", {"year": YEAR, "confirm": [own]}, follow=True)
    assert said(answer) == ["没核定：田立新。这是自己的考核，请让别人来定。"]
    assert rows() == 0


def test_another_units_office_has_no_box_and_sends_them_in_vain(cast, unit, office):
    there = [value for _, value in boxes(office).values()]
    foreign = as_(cast.other_office)
    answer = foreign.post("/assessments/confirm/", {"year": YEAR, "confirm": there}, follow=True)
    assert said(answer) == ["有 12 人不在这份名单里，没有动，请刷新页面再看。"]
    assert rows() == 0


def test_whoever_only_reads_has_no_boxes_and_is_refused(cast, unit, office):
    value = boxes(office)["干部00"][1]
    for account in (cast.assessor, cast.leader, cast.officer):
        client = as_(account)
        if account != cast.officer:
            assert boxes(client) == {}
        for deed in ("confirm", "send"):
            assert client.post(f"/assessments/{deed}/", {deed: [value]}).status_code == 403
    assert office.post("/assessments/sign/", {"sign": [value]}).status_code == 403
    assert rows() == 0


def test_a_year_that_runs_has_no_boxes(unit, office):
    assert not BOX.search(body(office, "/assessments/?year=2026"))


def test_the_leading_group_signs_those_whose_time_to_object_is_over(
    cast, unit, office, monkeypatch
):
    tick(office, "confirm", "干部00", "干部01")
    tick(office, "send")
    leader = as_(cast.leader)
    assert boxes(leader) == {}
    day = standing.today() + standing.timedelta(days=6)
    monkeypatch.setattr(standing, "today", lambda: day)
    assert {name: deed for name, (deed, _) in boxes(leader).items()} == {
        "干部00": "sign",
        "干部01": "sign",
    }
    assert "审定意见，可以不写" in body(leader, LIST)
    answer = tick(leader, "sign", words="同意。")
    assert said(answer) == ["审定了 2 人，从现在起不能再改。哪份有错，打开那份做一份更正。"]
    assert boxes(leader) == {}


def test_the_list_asks_no_more_for_more_people(cast, office):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            body(office, LIST)
        return len(caught)

    unit_of(cast, 1)
    tick(office, "confirm", "干部00")
    few = queries()
    for number in range(10, 16):
        officer = cast.officer_of(cast.unit, f"又来{number}")
        cast.household(f"又户{number}", number=f"4-{number:03}", officer=officer)
    since_2024()
    tick(office, "confirm", "又来10", "又来11", "又来12")
    assert len(boxes(office)) == 9
    assert queries() == few
