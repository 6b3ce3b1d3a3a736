"""An activity is recorded once and stands in every diary; what it wrote changes only with it."""

from datetime import date

import pytest

from lianxin.aid.activities import activity_cancel, activity_change, activity_hold
from lianxin.aid.figures import FIGURES
from lianxin.aid.models import Activity, Attendance
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent
from lianxin.kernel.problem import Refused
from lianxin.people.models import Role
from lianxin.records.diary.actions import diary_amend, diary_withdraw, diary_write
from lianxin.records.diary.acts import written_by
from lianxin.records.diary.models import Act, Entry
from tests.cast import code

DAY = date(2026, 3, 5)
BY_NAME = {figure.name: figure for figure in FIGURES}


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


def value(cast, name, day=date(2026, 12, 31)):
    actor = cast.actor(cast.office)
    return BY_NAME[name].value(actor, Extent(cast.village.path, 2026, day))


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


@pytest.fixture
def lecture(cast, home):
    return activity_hold(
        actor=cast.actor(cast.office),
        village=cast.village,
        kind=code("activity", "政策宣讲"),
        title="讲惠农政策",
        day=DAY,
        text="讲了耕地补贴，群众问得细。",
        officers=[cast.tian, cast.liu],
        households={home: 2},
        people=30,
    )


def lectures():
    acts = Act.objects.visible_to(SYSTEM).filter(kind="lecture", counts=True)
    return acts.values("event").distinct().count()


def test_an_activity_writes_one_entry_for_each_officer_and_counts_one_lecture(cast, lecture):
    entries = Entry.objects.visible_to(SYSTEM)
    assert {entry.officer for entry in entries} == {cast.tian, cast.liu}
    assert lectures() == 1
    assert (value(cast, "activities"), value(cast, "activity_people")) == (1, 30)


def test_a_lecture_of_the_same_day_told_by_hand_is_not_one_with_an_activity(cast, lecture):
    diary_write(
        actor=cast.actor(cast.office),
        officer=cast.tian,
        kinds=["lecture"],
        day=DAY,
        text="在三社讲防火",
        village=cast.village,
    )
    assert lectures() == 2


def test_withdrawing_takes_the_activity_and_its_lecture_out_of_every_count(cast, lecture):
    activity_cancel(actor=cast.actor(cast.office), activity=lecture, reason="记重了")
    assert lectures() == 0
    assert (value(cast, "activities"), value(cast, "activity_people")) == (0, 0)
    assert all(row.withdrawn_for == "记重了" for row in Entry.objects.visible_to(SYSTEM))


def test_an_activity_does_not_count_before_its_day(cast, lecture):
    assert value(cast, "activities", day=date(2026, 3, 4)) == 0


def test_a_changed_text_amends_the_entries_and_keeps_the_first_words(cast, lecture):
    told = {"title": "讲惠农政策", "text": "讲了耕地补贴和医保。", "rev": lecture.rev}
    activity_change(actor=cast.actor(cast.office), activity=lecture, people=30, **told)
    for entry in Entry.objects.visible_to(SYSTEM):
        assert (entry.text, entry.words) == (
            "讲惠农政策。讲了耕地补贴，群众问得细。",
            "讲惠农政策。讲了耕地补贴和医保。",
        )


@pytest.mark.parametrize("kind", ["政策宣讲", "三夏助农"])
def test_what_an_activity_wrote_is_neither_amended_nor_withdrawn_by_itself(cast, home, kind):
    held = activity_hold(
        actor=cast.actor(cast.office),
        village=cast.village,
        kind=code("activity", kind),
        title="帮助村里",
        day=DAY,
        text="忙了一天",
        officers=[cast.tian],
    )
    entry = Attendance.objects.visible_to(SYSTEM).get(activity=held).entry
    for account in (cast.officer, cast.office):
        actor = cast.actor(account)
        assert refused(
            lambda actor=actor: diary_amend(actor=actor, entry=entry, text="别的", rev=1)
        ) == {"diary.written_by_activity"}
        assert refused(
            lambda actor=actor: diary_withdraw(actor=actor, entry=entry, reason="不要了")
        ) == {"diary.written_by_activity"}
    assert written_by(entry) == held.pk


@pytest.mark.parametrize("kinds", [["lecture"], ["visit", "stay"], ["help"]])
def test_an_entry_written_by_hand_is_amended_by_its_writer(cast, home, kinds):
    actor = cast.actor(cast.officer)
    told = {"officer": cast.tian, "kinds": kinds, "day": DAY, "text": "到家里看了看"}
    entry = diary_write(actor=actor, households=[home], **told)
    assert written_by(entry) is None
    assert diary_amend(actor=actor, entry=entry, text="到家里坐了坐", rev=1).amended


def test_nobody_takes_part_in_an_activity_unseen(cast, home):
    def hold(**other):
        told = {"officers": [cast.tian], "households": {home: 1}, **other}
        return activity_hold(
            actor=cast.actor(cast.office),
            village=cast.village,
            kind=code("activity", "技能培训"),
            title="学电焊",
            day=DAY,
            text="教了一上午",
            **told,
        )

    foreign = cast.household("邻村人", village=cast.other_village, number="1")
    assert refused(lambda: hold(officers=[cast.tian, cast.stranger])) == {"action.absent"}
    assert refused(lambda: hold(households={foreign: 1})) == {"action.absent"}
    assert refused(lambda: hold(households={home: 3}, people=2)) == {"activity.too_few_people"}
    assert refused(lambda: hold(officers=[], households={home: 0})) == {
        "activity.officer_wanted",
        "activity.people_of_household",
    }
    assert not Activity.objects.visible_to(SYSTEM).exists()
    assert hold().people == 1


def test_only_the_village_and_its_units_see_an_activity(cast, lecture):
    def seen(account):
        return Activity.objects.visible_to(cast.actor(account)).filter(pk=lecture.pk).exists()

    assert all(map(seen, [cast.office, cast.leader, cast.officer, cast.committee]))
    assert seen(cast.officer2), "who took part sees it, though none of their households came"
    assert not any(map(seen, [cast.outsider, cast.other_office, cast.department, cast.sysadmin]))


def test_an_officer_who_neither_took_part_nor_answers_for_who_came_sees_no_activity(cast, lecture):
    idle = cast.officer_of(cast.unit, "石维民")
    account = cast.account("idle", "石维民", Role.OFFICER, unit=cast.unit, officer=idle)
    assert not Activity.objects.visible_to(cast.actor(account)).exists()
