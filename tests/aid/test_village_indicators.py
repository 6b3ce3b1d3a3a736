"""What is asked of every village is the office's to say: added, changed and ended from a day on, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.aid.village_profile.indicators import (
    IndicatorGiven,
    village_indicator_end,
    village_indicator_set,
)
from lianxin.aid.village_profile.models import VillageFact, VillageIndicator
from lianxin.aid.village_profile.queries import every_indicator, indicators, over_years, profile
from lianxin.aid.village_profile.tables import load_village_indicators
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.models import Partnership
from tests.readers import as_, body

from .test_village_facts import line, refused, state

pytestmark = pytest.mark.django_db
PLANTS = IndicatorGiven("光伏电站", "number", "新能源", "Solar plants", "New energy", unit="座")
DAY = timedelta(days=1)


@pytest.fixture
def whole(cast):
    """The one office looks after every unit that is paired."""
    Partnership.objects.visible_to(SYSTEM).filter(unit=cast.other_unit).delete()
    return cast.actor(cast.office)


def the(key):
    rows = VillageIndicator.objects.visible_to(SYSTEM).filter(key=key)
    return rows.order_by("from_day").last()


def stated(cast, row, value, year=None):
    return state(cast, year, **{row.key: value})


def test_what_the_office_adds_is_asked_in_its_place_and_told_in_both_languages(cast, whole):
    row = village_indicator_set(actor=whole, given=PLANTS)
    lights = village_indicator_set(
        actor=whole,
        given=IndicatorGiven("太阳能路灯", "number", unit="盏"),
        after=the("lights"),
    )
    listed = [one.key for one in indicators(today().year, cast.village)]
    assert listed.index(lights.key) == listed.index("lights") + 1
    assert listed[-1] == row.key
    stated(cast, row, "2")
    assert line(cast, row.key).told == "2 座"
    with override("en"):
        assert (row.told, row.told_heading) == ("Solar plants", "New energy")
    done = AuditRow.objects.visible_to(SYSTEM).filter(action="village_indicator.set", done=True)
    assert done.count() == 2


def test_what_was_stated_of_an_ended_one_stays_readable_for_its_years(cast, whole):
    year = today().year
    stated(cast, the("lights"), "20")
    stated(cast, the("lights"), "5", year - 1)
    village_indicator_end(actor=whole, row=the("lights"))
    now = line(cast, "lights")
    assert (now.asked, now.told, now.told_before) == (False, "20 盏", "5 盏")
    page = body(as_(cast.committee), reverse("village-facts"))
    assert "20 盏" in page
    assert 'name="v-lights"' not in page
    assert state(cast, lights="30") == []
    table = over_years(whole, cast.village, [year, year - 1], today())
    assert [(one.key, told) for one, told in table] == [("lights", ["5 盏", "20 盏"])]
    assert line(cast, "lights", year - 1).asked
    load_village_indicators()
    assert the("lights").until == today()


def test_the_products_own_is_followed_by_another_row_and_never_rewritten(cast, whole):
    old = the("arable")
    stated(cast, old, "1500")
    given = IndicatorGiven("耕地", "number", unit="公顷", source="县里改用公顷报")
    assert refused(
        village_indicator_set,
        actor=whole,
        given=given,
        after=the("forest"),
        instead_of=old,
        from_day=old.from_day,
    ) == {"rule.not_later"}
    new = village_indicator_set(actor=whole, given=given, after=the("forest"), instead_of=old)
    kept = VillageIndicator.objects.visible_to(SYSTEM).get(pk=old.pk)
    assert (kept.name, kept.unit, kept.until) == ("耕地", "亩", today())
    lines = profile(whole, cast.village, today().year, today())
    told = {(one.asked, one.told) for one in lines if one.indicator.key == "arable"}
    assert told == {(True, "—"), (False, "1,500 亩")}
    stated(cast, new, "100")
    lines = profile(whole, cast.village, today().year, today())
    told = {(one.asked, one.told) for one in lines if one.indicator.key == "arable"}
    assert told == {(True, "100 公顷"), (False, "1,500 亩")}
    page = body(as_(cast.office), reverse("village-facts") + "?of=arable")
    assert "1,500 亩" in page
    assert "100 公顷" in page


def test_a_row_of_which_nothing_is_stated_may_be_corrected_on_its_day(cast, whole):
    row = village_indicator_set(actor=whole, given=PLANTS)
    mended = IndicatorGiven("光伏", "number", "新能源", unit="座")
    again = village_indicator_set(actor=whole, given=mended, instead_of=row)
    assert (again.pk, again.name) == (row.pk, "光伏")
    stated(cast, again, "2")
    assert refused(village_indicator_set, actor=whole, given=PLANTS, instead_of=again) == {
        "rule.not_later"
    }
    later = village_indicator_set(
        actor=whole, given=PLANTS, instead_of=again, from_day=today() + DAY
    )
    assert line(cast, row.key).told == "2 座"
    last = every_indicator(cast.village)[-1]
    assert [one.pk for one in (last.row, *last.before)] == [later.pk, again.pk]


def test_an_option_that_is_offered_no_longer_stays_what_was_chosen(cast, whole):
    stated(cast, the("school"), "到邻村上")
    given = IndicatorGiven("小学在哪里上", "choice", choices="村里有、到镇上上，到县城上")
    new = village_indicator_set(
        actor=whole, given=given, after=the("doctors"), instead_of=the("school")
    )
    assert new.choices == ["村里有", "到镇上上", "到县城上"]
    assert line(cast, "school").told == "到邻村上"
    assert state(cast, school="到邻村上", lights="3")[0].indicator.key == "lights"
    assert refused(state, cast, kindergarten="到县城上") == {"village_fact.choice"}


def test_every_fault_is_told_at_its_field(cast, whole):
    def codes(given, **told):
        with pytest.raises(Refused) as error:
            village_indicator_set(actor=whole, given=given, **told)
        return {(one.code, one.field) for one in error.value.problems}

    assert codes(IndicatorGiven("", "number")) == {
        ("input.required", "name"),
        ("input.required", "heading"),
        ("input.required", "unit"),
    }
    assert codes(IndicatorGiven("水", "litre", "水")) == {("input.unknown_choice", "kind")}
    only = IndicatorGiven("水", "choice", "水", choices="有、有")
    assert codes(only) == {("village_indicator.options", "choices")}
    twice = IndicatorGiven("路灯", "number", "水", unit="盏")
    assert codes(twice) == {("village_indicator.twice", "name")}
    village_indicator_end(actor=whole, row=the("lights"))
    assert refused(village_indicator_end, actor=whole, row=the("lights")) == {
        "village_indicator.ended"
    }
    assert village_indicator_set(actor=whole, given=twice).name == "路灯"


def test_an_office_says_what_its_own_village_is_asked_and_leaves_the_others(cast):
    office, client = cast.actor(cast.office), as_(cast.office)
    year, other = today().year, cast.other_village
    row = village_indicator_set(actor=office, given=PLANTS, village=cast.village)
    assert row.key in {one.key for one in indicators(year, cast.village)}
    assert row.key not in {one.key for one in indicators(year, other)}
    stated(cast, the("lights"), "20")
    village_indicator_end(actor=office, row=the("lights"), village=cast.village)
    assert (line(cast, "lights").asked, line(cast, "lights").told) == (False, "20 盏")
    assert "lights" in {one.key for one in indicators(year, other)}
    common = VillageIndicator.objects.visible_to(SYSTEM).get(key="lights", village=None)
    assert common.until is None
    given_ = IndicatorGiven("路灯", "number", "公共服务", unit="盏")
    sent = {"name": "路灯", "kind": "number", "unit": "盏", "more": "1", "village": cast.village.pk}
    sent |= {"place": f"after-{the('bus').pk}", "from_day": today().isoformat()}
    assert client.post(reverse("village-indicator", args=[common.pk]), sent).status_code == 302
    assert line(cast, "lights").asked
    own = VillageIndicator.objects.visible_to(SYSTEM).get(key="lights", village=cast.village)
    assert (own.asked, own.heading) == (True, the("bus").heading)
    stranger = cast.actor(cast.other_office)
    for told in ({"village": cast.village}, {"instead_of": own, "village": other}):
        assert refused(village_indicator_set, actor=stranger, given=given_, **told) <= {
            "action.absent",
            "action.not_allowed",
        }


def test_what_every_village_is_asked_is_changed_only_by_who_looks_after_all(cast):
    office, sent = cast.actor(cast.office), {"village": "", "until": today().isoformat()}
    assert refused(village_indicator_set, actor=office, given=PLANTS) == {
        "village_indicator.for_all"
    }
    end = reverse("village-indicator-end", args=[the("lights").pk])
    assert as_(cast.office).post(end, sent).status_code == 403
    assert f'value="{cast.village.pk}"' in body(as_(cast.office), reverse("village-indicators"))


def test_the_village_and_its_officers_read_what_is_asked_and_change_nothing(cast):
    cast.household(officer=cast.tian)
    for who in (cast.committee, cast.officer):
        page = body(as_(who), reverse("village-indicators"))
        assert "老年人日间照料点" in page
        assert "从哪天停用" not in page
        assert as_(who).get(reverse("village-indicator-new")).status_code == 403
    ended = {"row": the("lights"), "actor": cast.actor(cast.committee), "village": cast.village}
    assert refused(village_indicator_end, **ended) == {"action.not_allowed"}


def test_the_office_adds_changes_and_ends_one_on_its_pages(cast, whole):
    client, day = as_(cast.office), today().isoformat()
    sent = {"name": "充电桩", "name_en": "Charging posts", "kind": "number", "unit": "个"}
    sent |= {"more": "1", "from_day": day, "heading": "", "place": ""}
    new = reverse("village-indicator-new")
    assert client.post(new, sent).status_code == 422
    assert client.post(new, sent | {"place": f"after-{the('bus').pk}"}).status_code == 302
    row = VillageIndicator.objects.visible_to(SYSTEM).get(name="充电桩")
    assert row.heading == the("bus").heading
    change = reverse("village-indicator", args=[row.pk])
    assert f'value="after-{the("bus").pk}" selected' in body(client, change)
    wanted = sent | {"place": f"first-{the('clinic').pk}", "unit": "座"}
    assert client.post(change, wanted).status_code == 302
    listed = [one.key for one in indicators(today().year, cast.village)]
    assert listed.index(row.key) + 1 == listed.index("clinic")
    assert "座" in body(client, reverse("village-indicators"))
    end = reverse("village-indicator-end", args=[row.pk])
    assert client.post(end, {"until": day}).status_code == 302
    assert client.post(end, {"until": day}).status_code == 409


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["set", "end", "state"]),
        st.booleans(),
        st.integers(-3, 3),
        st.integers(0, 2),
    ),
    max_size=7,
)


@given(STEPS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_set_and_ended_one_row_holds_on_a_day_and_no_statement_is_lost(
    cast, whole, steps
):
    name = f"第{VillageIndicator.objects.visible_to(SYSTEM).count()}项"
    first = village_indicator_set(
        actor=whole, given=IndicatorGiven(name, "yes", "试"), from_day=today() - 9 * DAY
    )
    told = 0
    for what, everywhere, days, n in steps:
        place = None if everywhere else cast.village
        ruled = [one for one in every_indicator(cast.village) if one.row.key == first.key]
        row, day = ruled[0].row if ruled else first, today() + days * DAY
        try:
            if what == "set":
                village_indicator_set(
                    actor=whole,
                    given=IndicatorGiven(f"{name}{n}", "number", "试", unit="个户人"[n]),
                    village=place,
                    instead_of=row,
                    from_day=day,
                )
            elif what == "end":
                village_indicator_end(actor=whole, row=row, village=place, until=day)
            else:
                told += len(stated(cast, first, str(n)))
        except Refused:
            continue
    every = list(VillageIndicator.objects.visible_to(SYSTEM).filter(key=first.key))
    for day in (today() + n * DAY for n in range(-10, 5)):
        holding = [
            one.village_id
            for one in every
            if one.from_day <= day and (not one.until or one.until > day)
        ]
        assert len(holding) == len({*holding})
    facts = VillageFact.objects.visible_to(SYSTEM).filter(indicator__key=first.key)
    assert facts.count() == told
    lines = profile(whole, cast.village, today().year, today())
    shown = {one.indicator.sense for one in lines if one.indicator.key == first.key and one.fact}
    assert shown == {one.indicator.sense for one in facts.select_related("indicator")}
