"""Doubts: found from the records, decided by somebody else, answered, objected to, undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.aid.models import Delivery
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.models import Absence, Role
from lianxin.people.policy import AccountActor
from lianxin.plans import figures as plans
from lianxin.plans.models import Measure
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.diary.actions import diary_amend, diary_withdraw, diary_write
from lianxin.records.diary.figures import FIGURES
from lianxin.records.diary.models import Act, Entry
from lianxin.review.actions import doubt_answer, doubt_decide, doubt_object
from lianxin.review.finding import doubts_find, doubts_find_everywhere
from lianxin.review.models import Doubt, DoubtRule, DoubtSign, DoubtStep
from lianxin.review.queries import counted, doubts, lines, whole
from lianxin.review.rule_actions import doubt_rule_change
from tests.cast import code

pytestmark = pytest.mark.django_db
VISITS = next(one for one in FIGURES if one.name == "visits")
TEXT = "洋芋长势好，女儿刚考完中考，说想去县一中，学费不够再想办法。"


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.liu)


@pytest.fixture
def day():
    return today() - timedelta(days=3)


def wrote(cast, home, day, *, account=None, officer=None, text=TEXT, kinds=("visit",)):
    account, officer = account or cast.officer2, officer or cast.liu
    return diary_write(
        actor=AccountActor.of(account),
        officer=officer,
        kinds=kinds,
        day=day,
        text=text,
        households=[home],
    )


def denied(home, entry, answer="not"):
    from lianxin.register.cards.models import Card
    from lianxin.register.models import Pairing

    pairing = Pairing.objects.visible_to(SYSTEM).get(household=home)
    card = Card.objects.visible_to(SYSTEM).filter(household=home).first() or Card.objects.create(
        household=home,
        pairing=pairing,
        officer=entry.officer,
        number="00000001",
        token_hash="h",
        token_sealed=b"",
        issued=entry.day,
    )
    Confirmation.objects.visible_to(SYSTEM).update_or_create(
        household=home,
        officer=entry.officer,
        day=entry.day,
        defaults={"card": card, "answer": answer, "at": timezone.now()},
    )


def find(cast, account=None):
    return doubts_find(actor=AccountActor.of(account or cast.office), unit=cast.unit)


@pytest.fixture
def doubt(cast, home, day):
    entry = wrote(cast, home, day)
    denied(home, entry)
    find(cast)
    return Doubt.objects.visible_to(SYSTEM).get(entry=entry)


def decide(cast, doubt, what, account=None, words="问过户里，这天没有人去"):
    actor = AccountActor.of(account or cast.office)
    return doubt_decide(actor=actor, doubt=doubt, what=what, words=words)


def visits(cast):
    return VISITS.value(SYSTEM, Extent(cast.village.path, today().year, today()))


def test_a_visit_that_the_household_denies_is_a_doubt_with_its_innocent_reading(cast, doubt):
    [line] = lines(AccountActor.of(cast.office), [doubt])
    [point] = line.points
    assert point.title == "户里说没来"
    assert "没有人来过" in point.fact
    assert point.innocent
    assert line.heads == ["康润生"]


def test_a_doubt_counts_as_usual_until_somebody_decides(cast, doubt):
    assert visits(cast) == 1
    decide(cast, doubt, "ask")
    assert visits(cast) == 1
    decide(cast, doubt, "return")
    assert visits(cast) == 1
    decide(cast, doubt, "exclude")
    assert visits(cast) == 0


def test_a_later_decision_undoes_an_exclusion(cast, doubt):
    decide(cast, doubt, "exclude")
    assert whole(AccountActor.of(cast.office), doubt).left_out
    decide(cast, doubt, "accept", words="户主的老伴说来过")
    assert visits(cast) == 1
    whats = [one.what for one in DoubtStep.objects.visible_to(SYSTEM).filter(doubt=doubt)]
    assert whats == ["exclude", "accept"]


@given(st.lists(st.sampled_from(["ask", "accept", "return", "exclude"]), max_size=5))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_was_decided_before_the_last_decision_alone_says_what_counts(cast, doubt, whats):
    for what in whats:
        decide(cast, doubt, what)
        assert visits(cast) == (0 if what == "exclude" else 1)
    decide(cast, doubt, "accept")
    assert visits(cast) == 1


def test_what_was_withdrawn_counts_no_more_whatever_is_decided(cast, doubt):
    decide(cast, doubt, "exclude")
    diary_withdraw(actor=AccountActor.of(cast.officer2), entry=doubt.entry, reason="写错了")
    decide(cast, doubt, "accept")
    assert visits(cast) == 0


def test_nobody_decides_on_their_own_entry(cast, home, day, doubt):
    both = cast.account("both", "刘志强", Role.OFFICE, unit=cast.unit)
    cast.officer2.officer = None
    cast.officer2.save()
    both.officer = cast.liu
    both.save()
    assert refused(lambda: decide(cast, doubt, "accept", both)) == {"doubt.own"}
    decide(cast, doubt, "accept")


def test_whoever_wrote_for_an_officer_does_not_decide_on_it(cast, home, day):
    entry = wrote(cast, home, day, account=cast.office)
    denied(home, entry)
    find(cast)
    doubt = Doubt.objects.visible_to(SYSTEM).get(entry=entry)
    assert refused(lambda: decide(cast, doubt, "accept")) == {"doubt.own"}
    decide(cast, doubt, "accept", cast.assessor)


def test_an_officer_or_leader_decides_nothing(cast, doubt):
    for account in (cast.officer, cast.officer2, cast.leader, cast.committee):
        assert refused(lambda account=account: decide(cast, doubt, "accept", account)) == {
            "action.not_allowed"
        }


def test_another_unit_sees_no_doubt(cast, doubt):
    for account in (cast.other_office, cast.outsider, cast.committee, cast.officer, cast.sysadmin):
        assert not doubts(AccountActor.of(account)).exists()
    for account in (cast.office, cast.assessor, cast.leader, cast.officer2):
        assert doubts(AccountActor.of(account)).get() == doubt


def test_the_assessor_decides_without_reading_the_diary(cast, doubt):
    it = whole(AccountActor.of(cast.assessor), doubt)
    assert (it.entry, it.marked, it.others) == (None, ("", "", ""), [])
    assert len(it.points) == 1
    decide(cast, doubt, "accept", cast.assessor)


def test_all_but_accepting_asks_for_a_reason(cast, doubt):
    for what in ("ask", "return", "exclude"):
        assert refused(lambda what=what: decide(cast, doubt, what, words=" ")) == {
            "doubt.reason_wanted"
        }
    decide(cast, doubt, "accept", words="")


def test_two_who_decide_at_once_do_not_overrule_each_other_unseen(cast, doubt):
    decide(cast, doubt, "ask")
    actor = AccountActor.of(cast.assessor)
    assert refused(
        lambda: doubt_decide(actor=actor, doubt=doubt, what="accept", rev=doubt.rev)
    ) == {"doubt.decided"}


def test_the_officer_answers_what_was_asked_and_nothing_else(cast, doubt):
    actor = AccountActor.of(cast.officer2)
    assert refused(lambda: doubt_answer(actor=actor, doubt=doubt, words="去了")) == {
        "doubt.not_asked"
    }
    decide(cast, doubt, "ask")
    doubt_answer(actor=actor, doubt=doubt, words="和他老伴说的话")
    assert Doubt.objects.visible_to(SYSTEM).get().state == "answered"
    other = AccountActor.of(cast.officer)
    assert refused(lambda: doubt_answer(actor=other, doubt=doubt, words="我说")) == {
        "action.not_allowed"
    }


def test_what_was_returned_and_written_anew_waits_again(cast, doubt):
    decide(cast, doubt, "return")
    find(cast)
    assert Doubt.objects.visible_to(SYSTEM).get().state == "returned"
    entry = Entry.objects.visible_to(SYSTEM).get()
    diary_amend(
        actor=AccountActor.of(cast.officer2), entry=entry, text=TEXT + "补记", rev=entry.rev
    )
    find(cast)
    assert Doubt.objects.visible_to(SYSTEM).get().state == "answered"


def test_an_objection_is_decided_by_somebody_else(cast, doubt):
    decide(cast, doubt, "exclude")
    doubt_object(actor=AccountActor.of(cast.officer2), doubt=doubt, words="去了，可以再问")
    assert visits(cast) == 0
    assert refused(lambda: decide(cast, doubt, "exclude")) == {"doubt.same_hand"}
    decide(cast, doubt, "accept", cast.assessor)
    assert visits(cast) == 1


def test_one_objects_once_and_in_time(cast, doubt):
    actor = AccountActor.of(cast.officer2)
    assert refused(lambda: doubt_object(actor=actor, doubt=doubt, words="不对")) == {
        "doubt.not_excluded"
    }
    decide(cast, doubt, "exclude")
    late = timezone.now() - timedelta(days=6)
    Doubt.objects.visible_to(SYSTEM).update(decided_at=late)
    assert refused(lambda: doubt_object(actor=actor, doubt=doubt, words="不对")) == {
        "doubt.too_late"
    }
    Doubt.objects.visible_to(SYSTEM).update(decided_at=late + timedelta(days=2))
    doubt_object(actor=actor, doubt=doubt, words="不对")
    decide(cast, doubt, "exclude", cast.assessor)
    assert refused(lambda: doubt_object(actor=actor, doubt=doubt, words="还是不对")) == {
        "doubt.objected_before"
    }


def test_found_again_nothing_changes(cast, doubt):
    for what in ("", "ask", "accept"):
        if what:
            decide(cast, doubt, what)
        before = list(DoubtSign.objects.visible_to(SYSTEM).values_list("mark", "gone"))
        state = Doubt.objects.visible_to(SYSTEM).get().state
        again = find(cast)
        assert (again.new, again.again, again.gone) == (0, 0, 0)
        assert Doubt.objects.visible_to(SYSTEM).get().state == state
        assert list(DoubtSign.objects.visible_to(SYSTEM).values_list("mark", "gone")) == before


def test_what_was_accepted_comes_again_only_for_new_facts(cast, home, doubt):
    decide(cast, doubt, "accept")
    assert find(cast).again == 0
    Absence.objects.create(
        officer=cast.liu, kind="leave", from_day=doubt.day, until=today() + timedelta(days=1)
    )
    assert find(cast).again == 1
    assert Doubt.objects.visible_to(SYSTEM).get().state == "open"


def test_when_the_household_remembers_the_doubt_is_gone(cast, home, doubt):
    denied(home, doubt.entry, "came")
    assert find(cast).gone == 1
    row = Doubt.objects.visible_to(SYSTEM).get()
    assert row.state == "gone"
    assert refused(lambda: decide(cast, row, "accept")) == {"doubt.gone"}
    denied(home, doubt.entry, "not")
    assert find(cast).again == 1
    assert Doubt.objects.visible_to(SYSTEM).get().state == "open"


def test_withdrawing_takes_the_doubt_away(cast, doubt):
    diary_withdraw(actor=AccountActor.of(cast.officer2), entry=doubt.entry, reason="写错了")
    assert find(cast).gone == 1


def test_a_measure_done_without_anything_done_stops_counting_until_it_is_shown(cast, home):
    measure = Measure.objects.create(
        household=home,
        direction=code("direction", "寻找致富门路"),
        text="牛棚改造",
        officer=cast.liu,
        from_day=today() - timedelta(days=90),
        year=today().year,
        due=today(),
        percent=100,
        done=today() - timedelta(days=1),
    )
    find(cast)
    row = Doubt.objects.visible_to(SYSTEM).get(entry=None)
    [line] = lines(AccountActor.of(cast.office), [row])
    assert line.titles == "办完了却没人做过什么"
    done = next(one for one in plans.FIGURES if one.name == "measures_done")

    def counted_done() -> int:
        return done.value(SYSTEM, Extent(cast.village.path, today().year, today()))

    assert counted_done() == 1
    decide(cast, row, "exclude", account=cast.assessor)
    assert counted_done() == 0
    assert whole(AccountActor.of(cast.office), doubts(AccountActor.of(cast.office)).get()).left_out
    find(cast)
    assert counted_done() == 0
    decide(cast, row, "accept")
    assert counted_done() == 1
    measure.refresh_from_db()
    assert measure.percent == 100


def test_goods_that_were_never_recorded_are_told_of_beside_something_else(cast, home, day):
    entry = wrote(
        cast, home, day, text="送去2袋化肥，帮着背进窑里了。", kinds=("visit", "delivery")
    )
    denied(home, entry)
    find(cast)
    assert set(DoubtSign.objects.visible_to(SYSTEM).values_list("kind", flat=True)) == {
        "denied",
        "goods",
    }
    assert not Delivery.objects.visible_to(SYSTEM).exists()


def test_thresholds_are_rows_and_judge_from_their_day_on(cast, home, doubt):
    rule = DoubtRule.objects.visible_to(SYSTEM).get(kind="denied")
    actor = AccountActor.of(cast.account("all", "市联户办", Role.OFFICE, unit=cast.unit))
    change = {"actor": actor, "rule": rule, "from_day": today()}
    assert refused(lambda: doubt_rule_change(**change, thresholds={"weight": "50"})) == {
        "rule.for_all"
    }
    cast.other_unit.until = today()
    cast.other_unit.save()
    assert refused(lambda: doubt_rule_change(**change, thresholds={"weight": "x"})) == {
        "doubt_rule.weight"
    }
    doubt_rule_change(**change, thresholds={"weight": "50"})
    assert find(cast).gone == 1
    rows = DoubtRule.objects.visible_to(SYSTEM).filter(kind="denied").order_by("from_day")
    assert [row.thresholds["weight"] for row in rows] == [100, 50]
    assert rows[0].until == today()


def test_a_rule_that_is_switched_off_finds_nothing(cast, home, day):
    DoubtRule.objects.visible_to(SYSTEM).filter(kind="denied").update(active=False)
    entry = wrote(cast, home, day)
    denied(home, entry)
    assert find(cast).new == 0


def test_each_night_every_unit_is_looked_at(cast, home, day):
    entry = wrote(cast, home, day)
    denied(home, entry)
    doubts_find_everywhere()
    assert Doubt.objects.visible_to(SYSTEM).get().entry == entry


def test_the_audit_tells_who_decided_and_why(cast, doubt):
    decide(cast, doubt, "exclude", words="户里说没有来过")
    rows = AuditRow.objects.visible_to(SYSTEM)
    row = rows.filter(action="doubt.decide").get()
    assert (row.actor_name, row.details["reason"]) == ("何晓燕", "户里说没有来过")
    assert rows.filter(action="diary.discount", done=True).count() == 1


def test_looking_takes_as_many_queries_for_many_entries_as_for_few(
    cast, home, day, django_assert_max_num_queries
):
    for n in range(12):
        wrote(
            cast, home, day - timedelta(days=n), text=f"{TEXT}{'一二三四五六七八九十百千'[n] * 9}"
        )
    with django_assert_max_num_queries(45):
        find(cast)
    rows = list(doubts(AccountActor.of(cast.office)))
    assert counted(doubts(AccountActor.of(cast.office)))["waiting"] == len(rows)
    with django_assert_max_num_queries(12):
        lines(AccountActor.of(cast.office), rows)
    assert Act.objects.visible_to(SYSTEM).filter(counts=False).count() == 0


def test_until_it_is_decided_a_doubt_tells_what_is_so_today(cast, home, day):
    same = [wrote(cast, home, day - timedelta(days=n), text=TEXT) for n in range(2)]
    homes = [cast.household(number=f"1-01{n}", officer=cast.liu) for n in range(5)]
    for n, one in enumerate(homes[:3]):
        wrote(cast, one, day - timedelta(days=n + 2), text=TEXT)
    find(cast)
    sign = DoubtSign.objects.visible_to(SYSTEM).get(doubt__entry=same[1], kind="dense")
    assert sign.facts["entries"] == 5
    wrote(cast, homes[3], day - timedelta(days=6), text=TEXT)
    find(cast)
    sign.refresh_from_db(from_queryset=DoubtSign.objects.visible_to(SYSTEM))
    assert sign.facts["entries"] == 6
    decide(cast, sign.doubt, "accept")
    wrote(cast, homes[4], day - timedelta(days=7), text=TEXT)
    assert find(cast).again == 0
    sign.refresh_from_db(from_queryset=DoubtSign.objects.visible_to(SYSTEM))
    assert sign.facts["entries"] == 6
