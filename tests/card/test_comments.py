"""A household reads the plan of its village on the card's page, and says what it thinks while it lies open."""

from __future__ import annotations

import pytest
from django.test import Client

from lianxin.aid.village_plan.actions import village_plan_approve
from lianxin.aid.village_plan.comments import village_comment_answer
from lianxin.aid.village_plan.models import VillageComment, VillagePlan
from lianxin.kernel.actor import SYSTEM
from tests.aid.planning import in_force, lay_open
from tests.readers import as_, body
from tests.seen import without_ids

from .holding import Holding

pytestmark = pytest.mark.django_db


@pytest.fixture
def holding(cast):
    made = Holding(cast)
    made.enter()
    return made


def comments():
    return list(VillageComment.objects.visible_to(SYSTEM).order_by("at", "id"))


def plan_page(holding, client=None):
    return (client or holding.client).get(f"{holding.path}?see=plan").content.decode()


def answered(cast, comment, shown=True):
    return village_comment_answer(
        actor=cast.actor(cast.office),
        comment=comment,
        answer="明年先修",
        adopted=True,
        shown=shown,
    )


def test_while_it_lies_open_the_household_says_what_it_thinks_and_reads_the_answer(holding, cast):
    lay_open(cast)
    assert "看一看，提意见" in holding.body()
    assert "三社通硬化路" in plan_page(holding)
    assert holding.send("comment", text="路要修到沟里").status_code == 302
    [said] = comments()
    assert (said.by, said.household, said.answered) == ("card", holding.home, None)
    assert "还没答复" in plan_page(holding)
    answered(cast, said, shown=False)
    assert "明年先修" in plan_page(holding)


def test_others_read_it_without_a_name_once_it_is_answered_for_everybody(holding, cast):
    lay_open(cast)
    neighbour = Holding(cast, "漆玉珍", "1-002")
    neighbour.enter()
    for text in ("路要修到沟里", "多装路灯"):
        neighbour.send("comment", text=text)
    first, second = comments()
    assert "路要修到沟里" not in plan_page(holding)
    answered(cast, first)
    answered(cast, second, shown=False)
    page = plan_page(holding)
    assert "路要修到沟里" in page
    assert "多装路灯" not in page
    assert "漆玉珍" not in page
    assert "1-002" not in without_ids(page)


def test_whoever_has_not_answered_the_second_question_neither_reads_nor_comments(holding, cast):
    lay_open(cast)
    stranger = Client()
    assert "三社通硬化路" not in plan_page(holding, stranger)
    sent = {"do": "comment", "text": "我也说一句"}
    assert stranger.post(holding.path, sent).status_code == 403
    assert stranger.post("/c/nothing", sent).status_code == 404
    assert comments() == []


def test_before_its_time_after_it_and_for_another_village_nothing_is_taken(holding, cast):
    assert holding.send("comment", text="说一句").status_code == 409
    plan = lay_open(cast, ago=7)
    assert "正在征求意见" not in holding.body()
    assert holding.send("comment", text="晚了一步").status_code == 409
    village_plan_approve(actor=cast.actor(cast.office), plan=plan)
    assert "已经定下来，正在办" in plan_page(holding)
    assert holding.send("comment", text="再晚一步").status_code == 409
    VillagePlan.objects.visible_to(SYSTEM).update(village=cast.other_village)
    assert "三社通硬化路" not in plan_page(holding)
    assert comments() == []


def test_five_a_day_and_the_same_words_once(holding, cast):
    lay_open(cast)
    for _ in range(3):
        holding.send("comment", text="修路")
    assert len(comments()) == 1
    told = [holding.send("comment", text=f"第{n}条").status_code for n in range(5)]
    assert told == [302, 302, 302, 302, 429]
    assert len(comments()) == 5


def test_the_office_finds_who_said_it_and_the_committee_does_not(holding, cast):
    plan = lay_open(cast)
    holding.send("comment", text="路要修到沟里")
    path = f"/village-plan/{plan.pk}/"
    assert "康润生" in body(as_(cast.office), path)
    page = body(as_(cast.committee), path)
    assert "康润生" not in page
    assert "路要修到沟里" not in page


def test_the_plan_in_force_is_read_by_every_household_of_the_village(holding, cast):
    in_force(cast)
    assert "村里的规划" in holding.body()
    assert "三社通硬化路" in plan_page(holding)
