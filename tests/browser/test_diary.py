"""Writing on a phone: as few taps as the method can bear."""

from __future__ import annotations

import pytest

from bench.taps import AIM, count
from lianxin.kernel.actor import SYSTEM
from lianxin.records.diary.models import Act
from lianxin.records.needs.models import Need

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_a_visit_with_one_need_takes_six_taps_and_one_text_on_one_screen(new_screen, cast):
    home = cast.household("康润生", number="1-001", officer=cast.tian)
    cast.household("裴双喜", number="1-002", officer=cast.tian)
    screen = new_screen("phone")
    screen.sign_in(cast.officer)
    taken = count(screen.page, f"{screen.address}/diary/write/", "康润生")
    assert taken["taps"] <= AIM["taps"]
    assert (taken["screens"], taken["typed"]) == (1, 1)
    acts = Act.objects.visible_to(SYSTEM).filter(household=home)
    assert sorted(acts.values_list("kind", flat=True)) == ["talk", "visit"]
    assert Need.objects.visible_to(SYSTEM).get().household == home
