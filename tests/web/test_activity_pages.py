"""The pages of an activity's life: planned, people invited, cards scanned, held, asked again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lianxin.aid.activities import activity_hold
from lianxin.aid.attending import activity_attend
from lianxin.aid.models import Activity, Participant, Presence
from lianxin.aid.outcomes.actions import To, follow_ups_ask
from lianxin.aid.outcomes.models import ActivityResult, FollowUp
from lianxin.aid.planning.actions import activity_plan
from lianxin.aid.planning.models import ActivityMeans, Expert, Invitation
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.pool.offers.actions import offer_make
from lianxin.pool.offers.ledger import balances
from lianxin.records.diary.models import Entry
from lianxin.records.file.models import Livelihood
from lianxin.records.needs.actions import need_open
from lianxin.register.cards.actions import card_issue
from lianxin.register.cards.models import Card
from lianxin.register.cards.tokens import token_of
from lianxin.register.models import Membership
from tests.cast import code
from tests.seen import without_ids


@pytest.fixture
def office(cast, client):
    client.force_login(cast.office)
    return client


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


@pytest.fixture
def head(home):
    return Membership.objects.visible_to(SYSTEM).get(household=home, is_head=True).person


@pytest.fixture
def plan(cast, home):
    return activity_plan(
        actor=cast.actor(cast.office),
        village=cast.village,
        kind=code("activity", "嫁接"),
        title="老树嫁接培训",
        day=today(),
        text="先讲后练。",
        materials=["接穗 200 根"],
        officers=[cast.tian],
    )


@pytest.fixture
def course(cast, home, head):
    return activity_hold(
        actor=cast.actor(cast.office),
        village=cast.village,
        kind=code("activity", "电工"),
        title="电工培训",
        day=today() - timedelta(days=3),
        text="接了线。",
        officers=[cast.tian],
        members={home: [head]},
    )


def page(client, name, *keys, **query):
    answer = client.get(reverse(name, args=keys), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_office_plans_with_an_expert_and_is_led_to_whom_to_invite(cast, office, home):
    skill = code("skill", "林果")
    office.post(reverse("expert-new"), {"name": "苏师傅", "skill": skill.pk, "words": "嫁接"})
    expert = Expert.objects.visible_to(SYSTEM).get()
    need_open(
        actor=cast.actor(cast.office),
        village=cast.village,
        kind=code("need", "技术培训"),
        household=home,
        text="老树想嫁接",
    )
    sent = {"kind": code("activity", "嫁接").pk, "title": "嫁接", "day": today().isoformat()}
    more = {"officers": [cast.tian.pk], "experts": [expert.pk], "materials": "接穗\n刀\n"}
    answer = office.post(reverse("activity-plan"), {**sent, **more})
    row = Activity.objects.visible_to(SYSTEM).get()
    assert answer.url == reverse("activity-invite", args=[row.pk])
    assert row.materials == "接穗\n刀"
    told = page(office, "activity-invite", row.pk)
    assert "老树想嫁接" in told
    assert f'value="{home.pk}" checked' in told
    office.post(answer.url, {"households": [home.pk]})
    [asked] = Invitation.objects.visible_to(SYSTEM)
    assert (asked.household, asked.why) == (home, "need")
    assert "康润生" in page(office, "activity-invited", row.pk)
    assert "苏师傅" in page(office, "activity", row.pk)


def test_what_is_planned_stands_on_the_first_page_and_the_households(cast, office, plan, home):
    office.post(reverse("activity-invite", args=[plan.pk]), {"households": [home.pk]})
    assert "老树嫁接培训" in page(office, "home")
    assert "老树嫁接培训" in page(office, "activities", state="ahead")
    assert "老树嫁接培训" in page(office, "household", home.pk)


def test_an_officer_scans_a_card_without_a_script_and_typing_it_again_changes_nothing(
    cast, client, plan, home
):
    card_issue(actor=cast.actor(cast.office), household=home)
    card = Card.objects.visible_to(SYSTEM).get()
    client.force_login(cast.officer)
    here = reverse("activity-scan", args=[plan.pk])
    answer = client.get(here)
    assert answer.headers["Permissions-Policy"].startswith("camera=(self)")
    assert (
        "康润生家来了" in client.post(here, {"code": token_of(card)}, follow=True).content.decode()
    )
    assert "已经记过" in client.post(here, {"code": card.number}, follow=True).content.decode()
    assert Presence.objects.visible_to(SYSTEM).count() == 1
    wrong = client.post(here, {"code": "12345678"})
    assert wrong.status_code == 422
    assert "不是本村有效的连心卡" in wrong.content.decode()


def test_no_other_page_may_use_the_camera(office, plan):
    for name in ("activity", "activity-replan"):
        answer = office.get(reverse(name, args=[plan.pk]))
        assert answer.headers["Permissions-Policy"].startswith("camera=()")


def test_who_does_not_go_and_has_nobody_there_has_no_page_to_scan(cast, client, plan):
    client.force_login(cast.officer2)
    assert client.get(reverse("activity-scan", args=[plan.pk])).status_code == 404
    client.force_login(cast.leader)
    assert client.get(reverse("activity-scan", args=[plan.pk])).status_code == 403


def test_held_from_the_plan_everything_is_filled_in_and_the_money_is_paid(
    cast, office, plan, home, head
):
    offer = offer_make(
        actor=cast.actor(cast.office),
        unit=cast.unit,
        area=cast.village,
        kind="money",
        field=code("field", "技能培训"),
        title="培训经费",
        quantity=500_000,
        day=today(),
    )
    office.post(
        reverse("activity-means", args=[plan.pk]), {"lot": f"offer {offer.pk}", "quantity": "3000"}
    )
    means = ActivityMeans.objects.visible_to(SYSTEM).get()
    here = reverse("activity-hold", args=[plan.pk])
    told = office.get(here).content.decode()
    for filled in ('value="老树嫁接培训"', "先讲后练。", 'value="3000"'):
        assert filled in told
    sent = {"title": plan.title, "day": plan.day.isoformat(), "text": "接了四十棵。", "rev": 1}
    sent |= {"officers": [cast.tian.pk], "members": [head.pk], f"used-{means.pk}": "1,800"}
    answer = office.post(here, sent)
    assert answer.url == reverse("activity", args=[plan.pk])
    assert Participant.objects.visible_to(SYSTEM).get().person == head
    assert Entry.objects.visible_to(SYSTEM).count() == 1
    held = balances([offer.pk])[offer.pk]
    assert (held.offered, held.received) == (320_000, 180_000)


def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_written(office, plan):
    sent = {"title": plan.title, "day": plan.day.isoformat(), "text": "", "rev": 1}
    answer = office.post(reverse("activity-hold", args=[plan.pk]), sent)
    assert answer.status_code == 422
    assert not Entry.objects.visible_to(SYSTEM).exists()


def test_certificates_are_printed_with_a_name_and_a_number_and_no_id_number(
    cast, office, course, home, head
):
    to = f"{home.pk} {head.pk}"
    sent = {"got": "cert", "to": [to], "words": "考核合格", "day": today().isoformat()}
    office.post(reverse("activity-results", args=[course.pk]), sent)
    row = ActivityResult.objects.visible_to(SYSTEM).get()
    told = page(office, "activity-certificates", course.pk)
    assert "康润生" in told
    assert row.number in told
    assert head.id_tail not in without_ids(told).replace(row.number, "")
    office.post(reverse("activity-result-cancel", args=[row.pk]), {"reason": "名字错了"})
    assert "还没有发证书" in page(office, "activity-certificates", course.pk)


def test_a_follow_up_is_asked_told_once_and_written_into_the_file(
    cast, office, client, course, home, head
):
    to = f"{home.pk} {head.pk}"
    due = today() + timedelta(days=2)
    sent = {"ask": "找到活没有", "to": [to], "due": due.isoformat(), "officer": ""}
    office.post(reverse("activity-follow", args=[course.pk]), sent)
    row = FollowUp.objects.visible_to(SYSTEM).get()
    client.force_login(cast.officer)
    assert "找到活没有" in page(client, "follow-ups")
    told = page(client, "follow-up", row.pk)
    assert 'value="电工"' in told
    sent = {"outcome": code("follow_up", "找到活了").pk, "day": today().isoformat()}
    more = {"doing": "电工", "employer": "县电力公司", "wage": "4500"}
    client.post(reverse("follow-up", args=[row.pk]), {**sent, **more})
    does = Livelihood.objects.visible_to(SYSTEM).get(person=head, until=None)
    assert (does.employer, does.wage) == ("县电力公司", 450_000)
    told = page(client, "activity-since", course.pk)
    assert "县电力公司" in told
    assert "不证明是这次培训带来的" in told


def test_the_effect_of_a_day_that_is_no_day_is_told_and_shown_as_of_today(office, course):
    answer = office.get(reverse("activity-since", args=[course.pk]), {"as_of": "2026-02-31"})
    assert answer.status_code == 200
    assert "2026-02-31" in answer.content.decode()


def test_a_follow_up_can_be_dropped_by_the_office_not_by_an_officer(cast, office, course, home):
    [row] = follow_ups_ask(
        actor=cast.actor(cast.office), activity=course, to=[To(home)], ask="用上没有", due=today()
    )
    drop = reverse("follow-up-drop", args=[row.pk])
    office.force_login(cast.officer)
    assert office.post(drop).status_code == 403
    office.force_login(cast.office)
    office.post(drop)
    assert FollowUp.objects.visible_to(SYSTEM).exclude(cancelled_at=None).exists()


def test_what_a_kind_counts_as_is_changed_on_its_page(cast, office):
    office.force_login(cast.county)
    kind = code("activity", "专家上门")
    here = reverse("activity-kind", args=[kind.pk])
    need = code("need", "产业发展")
    sent = {"group": "farm", "writes": "training", "words": "指导", "after": "20"}
    office.post(here, {**sent, "needs": [need.pk], "from_day": today().isoformat()})
    told = page(office, "activity-kinds")
    assert "2012" in told
    bad = office.post(here, {**sent, "writes": "nothing", "from_day": today().isoformat()})
    assert bad.status_code == 422


def test_an_officer_notes_an_own_household_without_its_card_and_takes_it_back(
    cast, client, home, plan
):
    client.force_login(cast.officer)
    address = reverse("activity-attend", args=[plan.pk])
    page = client.post(address, {"household": home.pk, "people": "3"}, follow=True).content.decode()
    assert "康润生家来了，记上了" in page
    assert Presence.objects.visible_to(SYSTEM).get(activity=plan).people == 3
    page = client.post(address, {"household": home.pk, "people": "0"}, follow=True).content.decode()
    assert "康润生家没来，去掉了" in page
    assert not Presence.objects.visible_to(SYSTEM).filter(activity=plan).exists()
    page = client.post(address, {"household": home.pk, "people": "many"}, follow=True)
    assert "1 到 99" in page.content.decode()


def test_who_arrives_while_the_office_fills_in_the_form_stays(cast, office, client, home, plan):
    """何晓燕 opens the form before 田立新 says who came, and sends it after."""
    address = reverse("activity-hold", args=[plan.pk])
    assert 'name="stood"' not in office.get(address).content.decode()
    other = cast.household("康润田", number="1-002", officer=cast.tian)
    for one in (home, other):
        activity_attend(actor=cast.actor(cast.officer), activity=plan, household=one, people=2)
    told = {"title": "嫁接", "day": today(), "text": "学会了。", "officers": [cast.tian.pk]}
    office.post(address, told | {"rev": plan.rev, f"people-{other.pk}": "1"})
    rows = Presence.objects.visible_to(SYSTEM).filter(activity=plan)
    assert dict(rows.values_list("household__number", "people")) == {"1-001": 2, "1-002": 1}
    came = reverse("activity-came", args=[plan.pk])
    shown = office.get(came).content.decode()
    assert f'name="stood" value="{home.pk},{other.pk}"' in shown
    row = Activity.objects.visible_to(SYSTEM).get(pk=plan.pk)
    stood = {"rev": row.rev, "stood": f"{home.pk},{other.pk}", f"people-{other.pk}": "1"}
    office.post(came, stood)
    assert list(rows.values_list("household__number", flat=True)) == ["1-002"]
