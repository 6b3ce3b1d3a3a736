"""The pages of pairings: gaps first, many at once, a hand-over in one save, and the way back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel.period import today
from lianxin.people.actions import absence_begin
from lianxin.records.file.models import Standing
from tests.cast import code
from tests.register.people import answering
from tests.web.test_events import at, signed_in


@pytest.fixture
def office(cast):
    cast.tian, cast.liu  # noqa: B018 - both are in service
    return signed_in(cast.office)


def day(**more):
    return {"day": today().isoformat(), "reason": "分工调整", "save": "1", **more}


def test_gaps_stand_at_the_top_and_desks_below(office, cast):
    cast.household(officer=cast.tian)
    cast.household("裴双喜", number="1-002")
    text = office.get("/pairings/").content.decode()
    assert text.index("没人负责的户") < text.index("裴双喜") < text.index("谁负责哪些户")
    assert "田立新" in text
    assert "刘志强" in text[text.index("还没有户的干部") :]


def test_an_empty_village_says_so(office):
    assert "还没有结对" in office.get("/pairings/").content.decode()


def test_the_board_filters_by_group(office, cast):
    cast.household("裴双喜", number="1-002")
    place = f"/pairings/?group={cast.group('二社').pk}"
    assert "裴双喜" not in office.get(place).content.decode()
    assert "裴双喜" in office.get(f"/pairings/?group={cast.group().pk}").content.decode()


def test_unpaired_households_are_spread_as_a_preview_and_saved_only_then(office, cast):
    homes = [cast.household(f"户{n}", number=f"1-{n:03}") for n in range(1, 5)]
    text = office.get("/pairings/assign/?suggest=1").content.decode()
    assert text.count(" selected>") == 4
    assert [answering(home) for home in homes] == [None] * 4
    sent = {f"to-{home.pk}": (cast.tian, cast.liu)[n % 2].pk for n, home in enumerate(homes)}
    page = office.post("/pairings/assign/", day(**sent, household=[h.pk for h in homes]))
    assert page["Location"] == "/pairings/"
    assert [answering(home) for home in homes] == ["田立新", "刘志强"] * 2


def test_what_is_wrong_with_one_officer_is_said_once_for_all_households(office, cast):
    homes = [cast.household(f"户{n}", number=f"1-{n:03}") for n in range(1, 4)]
    sent = {f"to-{home.pk}": cast.tian.pk for home in homes}
    early = day(**sent, household=[h.pk for h in homes]) | {"day": "2001-01-01"}
    text = office.post("/pairings/assign/", early).content.decode()
    assert "有 1 处要改" in text
    assert "才到任" in text


def test_nothing_chosen_is_said_and_nothing_is_saved(office, cast):
    home = cast.household()
    page = office.post("/pairings/assign/", day(household=[home.pk]))
    assert page.status_code == 422
    assert "还没有选要办的户" in page.content.decode()


def test_an_officers_households_are_handed_over_and_the_slip_is_taken_back(office, cast):
    home = cast.household(officer=cast.tian)
    cast.household("裴双喜", number="1-002", officer=cast.tian)
    place = f"/pairings/hand-over/?officer={cast.tian.pk}"
    text = office.get(place).content.decode()
    assert "康润生" in text
    assert "裴双喜" in text
    assert "19900001234" in text
    sent = day(**{f"to-{home.pk}": cast.liu.pk}, officer=cast.tian.pk)
    page = office.post("/pairings/hand-over/", sent)
    assert answering(home) == "刘志强"
    listed = office.get(page["Location"]).content.decode()
    assert "田立新" in listed
    assert "刘志强" in listed
    assert "撤回" in listed
    assert office.post("/pairings/take-back/")["Location"] == "/pairings/"
    assert answering(home) == "田立新"
    assert office.post("/pairings/take-back/").status_code == 302


def test_filling_all_rows_saves_nothing_and_chooses_for_each(office, cast):
    home = cast.household(officer=cast.tian)
    sent = {"officer": cast.tian.pk, "fill": "1", "to": cast.liu.pk, "day": "", "reason": ""}
    page = office.post("/pairings/hand-over/", sent)
    assert f'value="{cast.liu.pk}" selected' in page.content.decode()
    assert answering(home) == "田立新"


def test_households_ticked_in_the_ledger_are_handed_over_together(office, cast):
    home = cast.household(officer=cast.tian)
    page = office.get(f"/pairings/hand-over/?household={home.pk}&household=nonsense")
    assert page.status_code == 200
    assert "康润生" in page.content.decode()


def test_one_households_pairing_is_changed_helped_and_ended(office, cast):
    home = cast.household(officer=cast.tian)
    place = at("pairing-change", home)
    office.post(place, day(do="helper", officer=cast.liu.pk))
    assert answering(home) == "田立新"
    office.post(place, day(do="officer", officer=cast.liu.pk))
    assert answering(home) == "刘志强"
    pairing = home.pairings.model.objects.visible_to(cast.actor(cast.office)).get(
        officer=cast.liu, responsible=True
    )
    text = office.post(place, day(do="end", pairing=pairing.pk)).content.decode()
    assert "会没人负责" in text
    office.post(place, day(do="end", pairing=pairing.pk, leave_gap="1"))
    assert answering(home) is None


def test_leaders_see_the_board_and_change_nothing(cast):
    home = cast.household(officer=cast.tian)
    leader = signed_in(cast.leader)
    text = leader.get("/pairings/").content.decode()
    assert "田立新" in text
    assert "/pairings/hand-over/" not in text
    sent = day(**{f"to-{home.pk}": cast.liu.pk}, officer=cast.tian.pk)
    assert leader.post("/pairings/hand-over/", sent).status_code == 403
    assert answering(home) == "田立新"


def test_another_unit_sees_no_desk_of_ours(cast):
    cast.household(officer=cast.tian)
    stranger = signed_in(cast.other_office)
    assert "田立新" not in stranger.get("/pairings/").content.decode()
    assert stranger.get(f"/pairings/hand-over/?officer={cast.tian.pk}").status_code == 404


def test_who_is_on_leave_is_marked_wherever_an_officer_is_chosen(office, cast):
    cast.household(officer=cast.liu)
    cast.household("裴双喜", number="1-002")
    until = today() + timedelta(days=9)
    actor = cast.actor(cast.office)
    absence_begin(actor=actor, officer=cast.liu, kind="leave", from_day=today(), last=until)
    said = f"请假到 {until}"
    assert f"刘志强（科员；{said}）" in office.get("/pairings/assign/").content.decode()
    assert said in office.get("/pairings/").content.decode()


def test_nothing_paired_offers_the_proposal_first_and_no_hand_over(office, cast):
    assert reverse("hand-over") not in office.get("/pairings/").content.decode()
    cast.household()
    text = office.get("/pairings/").content.decode()
    assert '<button class="btn pri" name="suggest"' in text


def test_categories_on_the_pages_of_pairings_speak_english(office, cast):
    household = cast.household()
    lifted = code("category", "脱贫户")
    Standing.objects.create(
        household=household, from_day=today(), written_at=timezone.now(), category=lifted
    )
    office.cookies["django_language"] = "en"
    text = office.get("/pairings/assign/").content.decode()
    assert "household lifted from poverty" in text
    assert "脱贫户" not in text
