"""The facts of a village, year by year: stated with their source, beside last year's, nothing overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.aid.village_profile.actions import village_fact_state
from lianxin.aid.village_profile.models import Kind, VillageFact, VillageIndicator
from lianxin.aid.village_profile.queries import history, over_years, profile, years
from lianxin.aid.village_profile.tables import AT_SCHOOL
from lianxin.aid.village_profile.values import NONE, Value, read, typed
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from tests.readers import as_, body

pytestmark = pytest.mark.django_db
BOOKS = "村委会台账"


def state(cast, year=None, *, source=BOOKS, day=None, **values):
    return village_fact_state(
        actor=cast.actor(cast.committee),
        village=cast.village,
        year=year or today().year,
        values=values,
        source=source,
        day=day,
    )


def line(cast, key, year=None, day=None):
    rows = profile(cast.actor(cast.office), cast.village, year or today().year, day or today())
    return next(one for one in rows if one.indicator.key == key)


def refused(do, *args, **told):
    with pytest.raises(Refused) as error:
        do(*args, **told)
    return {one.code for one in error.value.problems}


def test_a_year_stands_beside_the_one_before_and_says_what_changed(cast):
    year = today().year
    state(cast, year - 1, road_km="3.2", safe_water="0", idle="40", school="村里有")
    state(cast, road_km="4.5", safe_water="1", idle="60", school="到镇上上")
    told = {key: line(cast, key) for key in ("road_km", "safe_water", "idle", "school", "lights")}
    assert told["road_km"].told_before == "3.2 公里"
    assert told["road_km"].difference == "多了 1.3 公里"
    assert told["safe_water"].difference == "今年有了"
    assert told["school"].difference == "以前：村里有"
    assert [told[key].way for key in told] == [1, 1, -1, 0, 0]
    assert told["lights"].told == "—"


def test_only_what_differs_becomes_a_statement_and_nothing_is_overwritten(cast):
    state(cast, road_km="3", lights="20")
    assert [
        one.indicator.key for one in state(cast, road_km="4", lights="20", source="实地量的")
    ] == ["road_km"]
    assert state(cast, road_km="4.0", source="") == []
    now = line(cast, "road_km")
    told = history(cast.actor(cast.office), cast.village, now.indicator.key, today().year)
    assert [(one.value, one.source) for one in told] == [(400, "实地量的"), (300, BOOKS)]
    row = VillageFact.objects.visible_to(SYSTEM).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        VillageFact.objects.visible_to(SYSTEM).filter(pk=row.pk).update(value=1)


def test_what_is_emptied_is_known_no_longer_and_stays_readable(cast):
    state(cast, doctors="2")
    state(cast, doctors="")
    assert line(cast, "doctors").value == NONE
    assert VillageFact.objects.visible_to(SYSTEM).count() == 2


def test_facts_stand_as_the_day_had_them(cast):
    before = today() - timedelta(days=30)
    state(cast, lights="20", day=before)
    state(cast, lights="35")
    assert (line(cast, "lights", day=before).told, line(cast, "lights").told) == ("20 盏", "35 盏")
    assert years(cast.actor(cast.office), cast.village, before - timedelta(days=1)) == []


def test_every_fault_is_told_at_its_field(cast):
    with pytest.raises(Refused) as error:
        state(cast, road_km="很多", safe_water="2", source="")
    assert {(one.code, one.field) for one in error.value.problems} == {
        ("village_fact.not_a_number", "v-road_km"),
        ("village_fact.choice", "v-safe_water"),
        ("village_fact.source_wanted", "source"),
    }
    assert refused(state, cast, today().year + 1, lights="1") == {"village_fact.year"}


def test_officers_read_and_do_not_state(cast):
    cast.household(officer=cast.tian)
    state(cast, lights="20")
    page = body(as_(cast.officer), reverse("village-facts"))
    assert "20 盏" in page
    assert 'name="v-lights"' not in page
    with pytest.raises(Refused):
        village_fact_state(
            actor=cast.actor(cast.officer),
            village=cast.village,
            year=today().year,
            values={"lights": "21"},
            source=BOOKS,
        )


def test_the_page_of_a_year_keeps_what_was_typed_and_saves_what_was_changed(cast):
    client, path = as_(cast.committee), reverse("village-facts")
    sent = {"v-lights": "20", "v-clinic": "1", "v-collective_income": "12.5万", "source": BOOKS}
    wrong = client.post(path, sent)
    assert wrong.status_code == 422
    assert "12.5万" in wrong.content.decode()
    assert client.post(path, {**sent, "v-collective_income": "125000"}).status_code == 302
    page = body(client, path)
    assert "125,000 元" in page
    assert BOOKS in body(client, f"{path}?year={today().year}&of=lights")


def test_several_years_stand_side_by_side(cast):
    year = today().year
    state(cast, year - 2, lights="5")
    state(cast, lights="20")
    [(indicator, told)] = over_years(
        cast.actor(cast.office), cast.village, [year, year - 2], today()
    )
    assert (indicator.key, told) == ("lights", ["5 盏", "20 盏"])


NUMBERS = st.integers(0, 10**12).map(Value)
VALUES = {
    Kind.YES: st.sampled_from([Value(0), Value(1)]),
    Kind.NUMBER: NUMBERS,
    Kind.MONEY: NUMBERS,
    Kind.CHOICE: st.sampled_from(AT_SCHOOL).map(lambda text: Value(None, text)),
}


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_is_shown_for_typing_reads_back_as_what_is_kept(data):
    kind = data.draw(st.sampled_from(list(Kind)))
    value = data.draw(st.one_of(st.just(NONE), VALUES[kind]))
    it = VillageIndicator(key="k", name="项", kind=kind, unit="亩", choices=list(AT_SCHOOL))
    assert read(it, typed(it, value)) == value


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(["lights", "arable"]), st.integers(0, 3)), max_size=8))
def test_the_latest_statement_holds_and_all_stay(cast, said):
    office, year = cast.actor(cast.office), today().year
    before = VillageFact.objects.visible_to(SYSTEM).count()
    held = {one.indicator.key: one.value for one in profile(office, cast.village, year, today())}
    changes = 0
    for key, n in said:
        changes += held[key] != Value(n * 100)
        held[key] = Value(n * 100)
        state(cast, **{key: str(n)})
    now = {one.indicator.key: one.value for one in profile(office, cast.village, year, today())}
    assert now == held
    assert VillageFact.objects.visible_to(SYSTEM).count() == before + changes
