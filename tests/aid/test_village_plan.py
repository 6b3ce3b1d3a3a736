"""A village's plan: written by the village, laid open, approved; versions, money, progress, who may what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from lianxin.aid.village_plan import actions, queries
from lianxin.aid.village_plan.comments import (
    village_comment_answer,
    village_comment_take,
)
from lianxin.aid.village_plan.difference import difference
from lianxin.aid.village_plan.drawn import ItemDrawn, MoneyDrawn, drawn_from
from lianxin.aid.village_plan.hardships import (
    village_problem_change,
    village_problem_note,
    village_problem_solve,
)
from lianxin.aid.village_plan.models import CommentRule, ProblemSource, State, VillagePlan
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.pool.actions import project_receive, project_win
from lianxin.pool.works import project_accept, project_spend, project_stage, project_stage_done
from lianxin.records.needs.actions import need_open
from lianxin.results.asked import Asked
from lianxin.results.figures import FIGURES, extent
from lianxin.results.ledgers import LEDGERS
from tests.cast import code
from tests.readers import as_, body

from .planning import DUE, draw, in_force, items_of, lay_open, road

pytestmark = pytest.mark.django_db


def refused(do, *args, **told):
    with pytest.raises(Refused) as error:
        do(*args, **told)
    return {one.code for one in error.value.problems}


def figure(cast, name):
    return FIGURES[name].value(cast.actor(cast.office), extent(cast.village, today().year))


def lines(cast, plan):
    return queries.items(cast.actor(cast.office), plan, today())


# writing and deciding


def test_the_committee_writes_the_office_lays_it_open_and_approves_it_after_its_time(cast):
    plan = lay_open(cast, ago=7)
    assert (plan.version, plan.state, plan.listens(today())) == (1, State.PUBLIC, False)
    made = actions.village_plan_approve(actor=cast.actor(cast.office), plan=plan)
    assert (made.from_day, made.holds(today())) == (today(), True)
    assert queries.held(cast.actor(cast.committee), cast.village, today()) == made


def test_it_lies_open_for_as_many_days_as_the_rule_of_the_day_says(cast):
    CommentRule.objects.create(days=10, source="村里定的", from_day=today())
    plan = actions.village_plan_submit(actor=cast.actor(cast.committee), plan=draw(cast))
    office, last = cast.actor(cast.office), today() + timedelta(days=8)
    publish = actions.village_plan_publish
    assert refused(publish, actor=office, plan=plan, last_day=last) == {"village_plan.too_short"}
    assert publish(actor=office, plan=plan, last_day=last + timedelta(days=1)).listens(today())
    early = refused(actions.village_plan_approve, actor=office, plan=plan)
    assert early == {"village_plan.still_public"}


def test_nobody_approves_while_a_comment_waits_for_its_answer(cast):
    plan, office = lay_open(cast, ago=7), cast.actor(cast.office)
    said = village_comment_take(actor=office, plan=plan, text="先修三社的路", speaker="老康")
    approve = actions.village_plan_approve
    assert refused(approve, actor=office, plan=plan) == {"village_plan.unanswered"}
    told = {"answer": "排在第一年", "adopted": True, "shown": True}
    village_comment_answer(actor=office, comment=said, **told)
    assert approve(actor=office, plan=plan).state == State.APPROVED
    again = refused(village_comment_answer, actor=office, comment=said, **told)
    assert again == {"village_comment.answered"}


def test_the_committee_neither_publishes_nor_approves_its_own_plan(cast):
    plan = actions.village_plan_submit(actor=cast.actor(cast.committee), plan=draw(cast))
    told = {"actor": cast.actor(cast.committee), "plan": plan}
    last = today() + timedelta(days=7)
    assert refused(actions.village_plan_publish, last_day=last, **told) == {"action.not_allowed"}
    assert refused(actions.village_plan_return, note="改", **told) == {"action.not_allowed"}


def test_what_is_under_way_is_not_written_on_and_what_is_returned_is(cast):
    plan = lay_open(cast)
    assert refused(draw, cast) == {"village_plan.under_way"}
    returned = actions.village_plan_return(
        actor=cast.actor(cast.office), plan=plan, note="路的钱没写清"
    )
    assert (returned.state, returned.note) == (State.RETURNED, "路的钱没写清")
    again = draw(cast, road(text="写清了"))
    assert (again.pk, again.version, again.public_from) == (plan.pk, 1, None)


def test_a_new_version_ends_the_one_before_and_overwrites_nothing(cast):
    first = in_force(cast)
    [item] = items_of(first)
    kept = drawn_from(first, [item]).items[0]
    second = in_force(cast, kept, ItemDrawn("修蓄水池", "村主任", DUE), aims="路和水")
    first.refresh_from_db()
    assert (second.version, first.until, second.from_day) == (2, today(), today())
    assert [one.title for one in items_of(first)] == ["三社通硬化路"]
    assert [one.line == item.line for one in items_of(second)] == [True, False]


def test_the_difference_of_two_versions_names_each_change(cast):
    first = in_force(cast)
    [item] = items_of(first)
    later = ItemDrawn("通三社的路", "村支书", date(2029, 1, 1), item.text, line=item.line)
    second = draw(cast, later, ItemDrawn("修蓄水池", "村主任", DUE))
    found = difference((first, [item]), (second, items_of(second)))
    told = {(one.what, one.item.title): [c.label for c in one.changes] for one in found.items}
    assert told == {
        ("new", "修蓄水池"): [],
        ("changed", "通三社的路"): ["名称", "什么时候完成", "资金"],
    }
    assert found.changes == []
    assert [one.what for one in difference((second, items_of(second)), (first, [item])).items] == [
        "changed",
        "gone",
    ]


def test_every_fault_of_a_plan_is_told_at_once(cast):
    bare = ItemDrawn("修路", money=[MoneyDrawn("", 0)])
    assert refused(draw, cast, bare, last_year=2020) == {
        "village_plan.years",
        "village_plan.who_wanted",
        "village_plan.due_wanted",
        "village_plan.source_wanted",
        "village_plan.money",
    }


def test_each_aim_keeps_its_line(cast):
    assert draw(cast, aims=" 社社通路。 \n\n有水吃。").aims == "社社通路。\n有水吃。"


def test_years_are_no_long_number(cast):
    assert lay_open(cast, title="阳坡村发展规划（2026–2030年）").listens(today())


def test_nobodys_full_name_or_number_is_laid_open(cast):
    cast.household("康润生")
    for text in ("先给康润生家修", "联系 1990-2000-1234"):
        assert refused(lay_open, cast, road(text=text)) == {"village_plan.words_public"}
        VillagePlan.objects.visible_to(SYSTEM).delete()


# money and progress


def test_a_project_that_was_won_brings_its_own_money_stages_and_payments(cast):
    office = cast.actor(cast.office)
    project = project_win(
        actor=office,
        village=cast.village,
        title="通村路项目",
        field=code("field", "项目投资"),
        funder="县交通局",
        decided=date(2026, 2, 1),
        amount=90_000_00,
    )
    plan = in_force(cast, road(project=project.pk), ItemDrawn("扫盲夜校", "村主任", DUE))
    one = project_stage(actor=office, project=project, title="路基", due=date(2026, 4, 1))
    project_stage(actor=office, project=project, title="路面", due=date(2026, 9, 1))
    project_stage_done(actor=office, stage=one, day=date(2026, 3, 20))
    money = project_receive(actor=office, project=project, day=date(2026, 2, 9), amount=50_000_00)
    project_spend(
        actor=office,
        receipt=money,
        day=date(2026, 3, 1),
        payee="工程队",
        purpose="路基",
        amount=30_000_00,
    )
    line = lines(cast, plan)[0]
    assert (line.budget, line.spent, line.percent) == (90_000_00, 30_000_00, 50)
    assert line.money == [("县交通局", 90_000_00)]
    step = refused(actions.plan_item_step, actor=office, item=line.item, percent=90)
    assert step == {"village_plan.of_project"}
    project_accept(actor=office, project=project, day=date(2026, 3, 25), by="县里", passed=True)
    assert [one.state.value for one in lines(cast, plan)] == ["done", "waiting"]
    assert (figure(cast, "plan_items"), figure(cast, "plan_items_done")) == (2, 1)
    assert (figure(cast, "plan_budget"), figure(cast, "plan_spent")) == (90_000_00, 30_000_00)
    assert refused(draw, cast, road(project=project.pk), road(project=project.pk)) == {
        "village_plan.project_twice"
    }


def test_progress_goes_on_through_versions_and_stands_as_the_day_had_it(cast):
    first, committee = in_force(cast), cast.actor(cast.committee)
    [item] = items_of(first)
    long_ago = today() - timedelta(days=20)
    for percent, day in ((30, long_ago), (70, today())):
        actions.plan_item_step(
            actor=committee, item=item, percent=percent, spent=10_000_00, day=day
        )
    kept = drawn_from(first, [item]).items[0]
    second = in_force(cast, kept)
    assert [(one.percent, one.spent) for one in lines(cast, second)] == [(70, 20_000_00)]
    VillagePlan.objects.visible_to(SYSTEM).filter(pk=first.pk).update(
        from_day=long_ago, until=long_ago + timedelta(days=1)
    )
    first.refresh_from_db()
    assert [(one.percent, one.spent) for one in lines(cast, first)] == [(30, 10_000_00)]
    then = queries.items(committee, second, long_ago)
    assert [(one.percent, one.spent) for one in then] == [(30, 10_000_00)]


def test_the_ledger_holds_the_plan_in_force_on_any_day(cast):
    first = in_force(cast)
    VillagePlan.objects.visible_to(SYSTEM).filter(pk=first.pk).update(from_day=date(2026, 1, 5))
    in_force(cast, ItemDrawn("修蓄水池", "村主任", DUE))
    ledger, office = LEDGERS["village_plans"], cast.actor(cast.office)

    def titles(day):
        found = ledger.read(office, Asked(), village=cast.village, day=day)
        return [line.it.title for line in found]

    assert titles(date(2026, 1, 4)) == []
    assert titles(date(2026, 1, 5)) == ["三社通硬化路"]
    assert titles(today()) == ["修蓄水池"]


# problems


def test_a_problem_tells_where_it_was_heard_and_what_answers_it(cast):
    home, office = cast.household(), cast.actor(cast.office)
    need = need_open(
        actor=office,
        village=cast.village,
        household=home,
        kind=code("need", "基础设施"),
        text="三社路不通",
    )
    told = {"text": "三社没通硬化路", "since": date(2019, 5, 1), "groups": [cast.group("三社")]}
    problem = village_problem_note(
        actor=cast.actor(cast.committee), village=cast.village, homes=21, needs=[need], **told
    )
    in_force(cast, road(problem=problem.pk))
    [line] = queries.hardships(office, cast.village, today())
    assert (line.groups, line.needs, line.items) == (["三社"], 1, ["三社通硬化路"])
    village_problem_change(actor=office, problem=problem, needs=[need], priority=1, **told)
    assert ProblemSource.objects.visible_to(SYSTEM).count() == 1
    village_problem_solve(actor=office, problem=problem, outcome="通车了")
    assert [one.open for one in queries.hardships(office, cast.village, today())] == [False]
    late = refused(village_problem_solve, actor=office, problem=problem, outcome="通车了")
    assert late == {"village_problem.solved"}


def test_another_villages_group_or_need_touches_no_problem_here(cast):
    elsewhere = cast.other_village.children.visible_to(SYSTEM).first()
    told = {"text": "没路", "since": date(2020, 1, 1), "groups": [elsewhere]}
    office = cast.actor(cast.office)
    found = refused(village_problem_note, actor=office, village=cast.village, **told)
    assert found == {"action.absent"}


# who sees what


def test_an_officer_reads_the_plan_of_the_villages_of_their_households_only(cast):
    plan = in_force(cast)
    pages = [
        reverse("village-plan-version", args=[plan.pk]),
        reverse("village-plan-paper", args=[plan.pk]),
    ]
    for path in pages:
        body(as_(cast.officer), path, 404)
    cast.household(officer=cast.tian)
    for path in pages:
        assert "三社通硬化路" in body(as_(cast.officer), path)
        body(as_(cast.outsider), path, 404)
    assert "三社通硬化路" in body(as_(cast.committee), reverse("village-plan"))


def test_who_said_it_is_told_to_whoever_answers_and_to_nobody_else(cast):
    home = cast.household("康润生", officer=cast.tian)
    plan, office = lay_open(cast), cast.actor(cast.office)
    said = village_comment_take(actor=office, plan=plan, text="路要修宽些", household=home)
    path = reverse("village-plan-version", args=[plan.pk])
    assert "康润生" in body(as_(cast.office), path)
    assert "路要修宽些" not in body(as_(cast.committee), path)
    told = {"answer": "按 4.5 米修", "adopted": True, "shown": True}
    village_comment_answer(actor=office, comment=said, **told)
    for account in (cast.committee, cast.officer):
        page = body(as_(account), path)
        assert "路要修宽些" in page
        assert "康润生" not in page


@pytest.mark.parametrize("answer", ["康润生说得对", "打 19900001234 问", "他有病，先办"])
def test_what_hangs_for_everybody_tells_nothing_of_anybody(cast, answer):
    cast.household("康润生")
    plan, office = lay_open(cast), cast.actor(cast.office)
    said = village_comment_take(actor=office, plan=plan, text="路要修宽些")
    told = {"actor": office, "comment": said, "answer": answer, "adopted": False}
    assert refused(village_comment_answer, shown=True, **told) == {"village_comment.not_public"}
    assert village_comment_answer(shown=False, **told).answered == today()


# pages


def test_a_plan_is_written_on_its_page_and_goes_through_every_step(cast):
    committee, office = as_(cast.committee), as_(cast.office)
    sent = {
        "title": "阳坡村发展规划",
        "first_year": "2026",
        "last_year": "2030",
        "aims": "社社通路",
        "slots": "2",
        "item-0-title": "三社通硬化路",
        "item-0-who": "村支书",
        "item-0-due": "2028-10-31",
        "item-0-source-0": "财政衔接资金",
        "item-0-amount-0": "12万",
        "then": "submit",
    }
    more = committee.post(reverse("village-plan-write"), {**sent, "then": "more"})
    assert 'name="item-3-title"' in more.content.decode()
    assert committee.post(reverse("village-plan-write"), sent).status_code == 302
    plan = VillagePlan.objects.visible_to(SYSTEM).get()
    assert [one.amount for one in items_of(plan)] == [120_000_00]
    last = today() + timedelta(days=6)
    path = reverse("village-plan-publish", args=[plan.pk])
    assert office.post(path, {"last_day": last.isoformat()}).status_code == 302
    taken = {"text": "还要路灯", "day": today().isoformat(), "speaker": "老李", "household": ""}
    assert (
        as_(cast.committee).post(reverse("village-comment-new", args=[plan.pk]), taken).status_code
        == 302
    )
    assert "还要路灯" in body(office, reverse("village-plan-version", args=[plan.pk]))
    word = office.get(reverse("village-plan-file", args=[plan.pk]) + "?form=docx")
    assert word.headers["Content-Type"].startswith("application/vnd.openxml")
    paper = body(office, reverse("village-plan-paper", args=[plan.pk]))
    assert "扫自家的民情连心卡提" in paper


def test_progress_is_written_on_the_page_of_a_project(cast):
    [item] = items_of(in_force(cast))
    path = reverse("plan-item", args=[item.pk])
    sent = {"percent": "40", "day": today().isoformat(), "spent": "3万", "note": "路基好了"}
    assert as_(cast.committee).post(path, sent).status_code == 302
    page = body(as_(cast.office), path)
    assert "路基好了" in page
    assert "30,000" in page
    wrong = as_(cast.committee).post(path, {**sent, "percent": "140"})
    assert wrong.status_code == 422
