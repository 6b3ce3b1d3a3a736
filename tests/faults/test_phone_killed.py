"""A phone that is killed as soon as it says 已存, and while typing: small runs of ``./lianxin bench kills``."""

from __future__ import annotations

import pytest

from bench import kills
from bench.kills import Plan

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_what_a_phone_called_kept_is_on_the_server_once_though_its_browser_was_killed(chromium):
    figures = kills.measure(chromium.browser_type, Plan(kills=4))
    assert (figures["kills"], figures["lost"], figures["twice"]) == (4, 0, 0), figures["examples"]
    assert figures["check"] == 0, figures["examples"]
    assert figures["typing_lost"] <= 5


def test_the_measurement_finds_an_entry_and_a_draft_that_went_from_the_phones_store(chromium):
    figures = kills.measure(chromium.browser_type, Plan(kills=1, spoilt=("outbox", "drafts")))
    assert (figures["kills"], figures["lost"], figures["twice"]) == (1, 1, 0)
    assert figures["typing_lost"] > kills.QUICKEST * kills.FEWEST
