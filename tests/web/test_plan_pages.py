"""The pages of a household's plan: written from a template, sent up, decided, looked back on."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.plans.actions import measure_add
from lianxin.plans.household.models import Plan, Stage, StageReview
from lianxin.plans.models import Measure
from lianxin.records.file.actions import household_state
from lianxin.records.file.models import Living, Standing
from tests.cast import code
from tests.web.test_events import signed_in


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


@pytest.fixture
def officer(cast):
    return signed_in(cast.officer)


@pytest.fixture
def office(cast):
    return signed_in(cast.office)


def told(**other):
    first, last = today(), today() + timedelta(days=90)
    return {
        "aim": "住上安全房",
        "wish-0": str(code("need", "住房").pk),
        "said": "房顶漏雨，先修房",
        "stage-0-title": "稳住",
        "stage-0-from_day": first.isoformat(),
        "stage-0-last_day": last.isoformat(),
        "stage-0-goal-0": "house_safe",
        "stage-0-goal-1": "income",
        "stage-0-target-1": "12,000元",
        **other,
    }


def write(client, home, **other):
    return client.post(reverse("plan-write", args=[home.pk]), told(**other))


def page(client, home, name="plan"):
    answer = client.get(reverse(name, args=[home.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def plan_of(home) -> Plan:
    return Plan.objects.visible_to(SYSTEM).filter(household=home).latest("version")


def test_a_household_without_a_plan_offers_to_make_one(officer, home):
    assert "这户还没有计划" in page(officer, home)
    assert "定计划" in page(officer, home)


def test_the_form_begins_with_the_template_of_the_households_category(officer, home):
    fields = {"category": code("category", "脱贫户")}
    household_state(actor=SYSTEM, household=home, kind=Standing, fields=fields)
    shown = page(officer, home, "plan-write")
    assert "脱贫不返贫，收入往上走" in shown
    assert 'value="稳住"' in shown


def test_a_plan_is_written_sent_up_and_approved(officer, office, home):
    assert write(officer, home, then="submit").status_code == 302
    assert "等联户办批" in page(officer, home)
    assert "批准</button>" not in page(officer, home)
    assert "批准</button>" in page(office, home)
    office.post(reverse("plan-approve", args=[home.pk]))
    shown = page(officer, home)
    assert "第 1 版，" in shown
    assert "房顶漏雨，先修房" in shown
    assert "12,000 元" in shown
    assert "住上安全房" in page(officer, home, "household")


def test_a_plan_that_is_returned_says_why_to_who_wrote_it(officer, office, home):
    write(officer, home, then="submit")
    back = reverse("plan-return", args=[home.pk])
    assert "写的人会看到" in office.get(back).content.decode()
    office.post(back, {"note": "目标再细一点"})
    assert "目标再细一点" in page(officer, home)
    assert 'value="住上安全房"' in page(officer, home, "plan-write")


def test_what_cannot_be_read_is_told_and_nothing_typed_is_lost(officer, home):
    answer = write(officer, home, **{"stage-0-target-1": "一大笔", "stage-0-title": "先稳住"})
    shown = answer.content.decode()
    assert answer.status_code >= 400
    assert "请写一个数" in shown
    assert 'value="一大笔"' in shown
    assert 'value="先稳住"' in shown
    assert not Plan.objects.visible_to(SYSTEM).exists()


def test_a_plan_written_meanwhile_is_not_overwritten(officer, home):
    write(officer, home)
    first = plan_of(home)
    write(officer, home, rev=first.rev, aim="改过的")
    answer = write(officer, home, rev=first.rev, aim="不知道改过")
    assert answer.status_code == 409
    assert plan_of(home).aim == "改过的"


def test_looking_back_on_a_stage_shows_the_change_and_keeps_a_word(officer, office, home):
    household_state(
        actor=SYSTEM,
        household=home,
        kind=Living,
        fields={"dangerous_house": True, "safe_water": True},
    )
    write(officer, home, then="submit")
    office.post(reverse("plan-approve", args=[home.pk]))
    stage = Stage.objects.visible_to(SYSTEM).get(plan=plan_of(home))
    address = reverse("stage-review", args=[stage.pk])
    assert "还没变" in officer.get(address).content.decode()
    officer.post(address, {"reached": "no", "words": "雨季耽误"})
    assert StageReview.objects.visible_to(SYSTEM).get().facts["house_safe"] == [0, 0, 1]
    assert "雨季耽误" in page(officer, home)


def test_the_list_parts_households_by_what_needs_a_look(office, home, cast):
    cast.household("马存娃", number="3-001", officer=cast.tian)
    write(office, home, then="submit")
    shown = office.get(reverse("plans")).content.decode()
    assert "等联户办批 <small>1</small>" in shown
    assert "还没有计划 <small>1</small>" in shown
    waiting = office.get(reverse("plans"), {"sign": "waiting"}).content.decode()
    assert "马存娃" not in waiting


def test_a_measure_belongs_to_a_stage_and_says_what_it_costs(officer, office, cast, home):
    write(officer, home, then="submit")
    office.post(reverse("plan-approve", args=[home.pk]))
    stage = Stage.objects.visible_to(SYSTEM).get(plan=plan_of(home))
    address = f"{reverse('measure-new')}?household={home.pk}"
    assert "属于计划的哪个阶段" in officer.get(address).content.decode()
    answer = officer.post(
        address,
        {
            "household": home.pk,
            "direction": code("direction", "解决实际困难").pk,
            "text": "修房顶",
            "officer": cast.tian.pk,
            "from_day": today().isoformat(),
            "due": today().isoformat(),
            "stage": stage.pk,
            "cost": "1.2万",
            "means": "危改补助",
        },
    )
    assert answer.status_code == 302
    row = Measure.objects.visible_to(SYSTEM).get()
    assert (row.stage, row.cost, row.means) == (stage.line, 1_200_000, "危改补助")


def test_a_measure_that_is_held_up_says_by_what(officer, cast, home):
    row = measure_add(
        actor=SYSTEM,
        household=home,
        direction=code("direction", "解决实际困难"),
        text="修房顶",
        officer=cast.tian,
        due=today(),
    )
    officer.post(reverse("measure-block", args=[row.pk]), {"reason": "等县里批"})
    assert "等县里批" in officer.get(reverse("measure", args=[row.pk])).content.decode()
    listed = officer.get(reverse("measures"), {"state": "blocked"}).content.decode()
    assert "修房顶" in listed


def test_the_villages_measures_stand_by_direction_and_by_field_with_what_is_late(
    cast, office, home
):
    def promise(text, field, due):
        measure_add(
            actor=cast.actor(cast.office),
            household=home,
            direction=code("direction", "传授致富技能"),
            field=code("field", field) if field else None,
            text=text,
            officer=cast.tian,
            from_day=today() - timedelta(days=40),
            due=due,
        )

    promise("学修剪", "技能培训", today() - timedelta(days=3))
    promise("学焊接", "技能培训", today())
    promise("问一问", "", today())
    sent = {"year": today().year, "state": "open"}
    page = office.get(reverse("measures"), sent).content.decode()
    assert "六类资源" in page
    assert "没写资源" in page
    assert re.search(
        r"技能培训</span>.*?0 / 2</span><span class=\"bad sm nw late\">.*?超期 1", page
    )
    only = office.get(
        reverse("measures"), sent | {"field": str(code("field", "技能培训").pk)}
    ).content.decode()
    assert "学焊接" in only
    assert "问一问" not in only
