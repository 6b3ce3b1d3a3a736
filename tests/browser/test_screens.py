"""Every page of the product in a real browser, at both sizes: nothing that anybody must put up with."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.test import Client

from tests.access.pages import PAGES
from tests.access.resolver import addresses
from tests.cast import PASSWORD

from .screen import SIZES, Screen
from .visits import ELSEWHERE, MORE, NOT_PAGES, PARTS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.long]
ENGLISH = """advice advice-one commitments commitment
home ledger household household-split pairings hand-over imports import set-aside officers
officer account-detail audit me household-new diary diary-write entry needs visits measures
batches batch schedule days activities deliveries projects
offers offer allocations unmet loans balance figures ledger-of report report-edit
report-issued phones device clash
kept
    phone-file phone-revoke forms form form-fill card cards cards-print card-words card-said
    village-plan village-plan-version plan-item village-problems village-facts
    card-change hooks hook office task bodies body documents document meetings meeting grounds""".split()
EMPTY = """advice commitments commitments-print
home ledger ledger-print search pairings hand-over imports set-aside officers areas
household-sheets hand-over-list me diary diary-write needs visits batches schedule days measures projects activities
offers allocations unmet loans balance deliveries figures figure ledgers ledger-of reports report report-edit phones
village-plan village-plan-write village-problems village-facts
phone-file forms cards cards-print card-said office bodies documents meetings grounds""".split()
NAMED = {"figure", "ledger-of", "report", "report-edit"}
EVERY = {name: visit for part in PARTS.values() for name, visit in part.items()}


def walk(
    screen: Screen,
    scene,
    visits: Iterable[tuple[str, Visit]],
    mark: str = "",
    *,
    twice: bool = True,
) -> list[str]:
    """Opens page after page, looks at each at both sizes, and tells everything at the end."""
    told, signed_in = [], ""
    for name, visit in visits:
        if visit.who != signed_in:
            screen.page.context.clear_cookies(name="sessionid")
            if visit.who:
                screen.sign_in(getattr(scene, visit.who), recently="reauthenticate" not in name)
            signed_in = visit.who
        told += look(screen, name, visit.address(scene, name), mark, twice=twice)
        signed_in = "" if "reauthenticate" in name else signed_in
    return told


def look(
    screen: Screen, name: str, address: str, mark: str = "", *, twice: bool = True
) -> list[str]:
    """At both sizes; axe at the second one where ``twice``, without colours, which do not change."""
    screen.resize("desktop")
    screen.open(address)
    landed = screen.page.url.removeprefix(screen.address)
    told = [] if landed == address or "?" in landed else [f"{name}: leads to {landed}"]
    told += [f"{name}: {fault}" for fault in screen.tangled()]
    for size in SIZES:
        first = size == "desktop"
        screen.resize(size)
        found = screen.faults(axe=first or twice, contrast=first)
        told += [f"{name} at {size}: {fault}" for fault in found]
        screen.picture(f"{mark}{name}")
    return told


def none(told: list[str]) -> None:
    assert not told, "\n".join(told)


def test_every_page_has_a_visitor():
    shown = {one.name for one in addresses() if "GET" in PAGES[one.name].methods}
    assert shown - NOT_PAGES == set(EVERY) | set(ELSEWHERE)


@pytest.mark.parametrize("part", PARTS)
def test_every_page_reads_well_at_both_sizes(new_screen, scene, part):
    scene.guarded  # noqa: B018
    none(walk(new_screen(), scene, PARTS[part].items()))


def test_the_same_pages_read_well_to_others_and_in_other_states(new_screen, scene):
    none(walk(new_screen(), scene, MORE, "more-"))


def test_pages_read_well_in_english(new_screen, scene):
    screen = new_screen()
    screen.speak("en")
    visits = [(name, EVERY[name]) for name in ENGLISH]
    none(walk(screen, scene, visits, "en-", twice=False))


def test_an_empty_register_reads_well_and_says_what_to_do_first(new_screen, cast):
    screen = new_screen()
    screen.sign_in(cast.office)
    told = []
    for name in EMPTY:
        visit = EVERY[name] if name in NAMED else Visit("office")
        told += look(screen, name, visit.address(cast, name), "empty-", twice=False)
    none(told)


def test_the_second_step_of_signing_in_reads_well(new_screen, scene):
    half = Client()
    half.post("/account/login/", {"login": scene.guarded.login, "password": PASSWORD})
    screen = new_screen()
    screen.take_session(half)
    none(look(screen, "mfa_authenticate", "/account/2fa/code/"))
