"""A real Chromium at both sizes, signed in without the login page where that is not the matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import get_ident
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, Page

from lianxin.kernel.period import today
from lianxin.records.diary.actions import diary_write
from tests.cast import Cast

from .scene import Scene
from .screen import SIZES, Screen

QUIET, LONGEST = 4, 200
"""Looks at the server, twenty a second: so many in a row without a request, and at the most."""


@pytest.fixture
def cast(transactional_db) -> Cast:
    cache.clear()
    return Cast()


@pytest.fixture
def scene(transactional_db) -> Scene:
    """The village with its rosters, pairings, absences and accounts, as a unit has it in use."""
    cache.clear()
    return Scene()


@pytest.fixture
def new_screen(chromium: Browser, live_server) -> Iterator[Callable[..., Screen]]:
    opened = []

    def make(size: str = "desktop", **options: Any) -> Screen:
        width, height = SIZES[size]
        viewport = {"width": width, "height": height}
        context = chromium.new_context(**{"viewport": viewport, "locale": "zh-CN", **options})
        context.set_default_timeout(15_000)
        opened.append(context)
        page: Page = context.new_page()
        return Screen(page, live_server.url)

    yield make
    for context in opened:
        context.close()


@pytest.fixture(params=SIZES)
def screen(request, new_screen) -> Screen:
    return new_screen(request.param)


@pytest.fixture
def homes(cast: Cast) -> None:
    """田立新's two households, and one that is none of hers."""
    cast.home = cast.household("康润生", number="2-001", officer=cast.tian)
    cast.next_door = cast.household("漆玉珍", number="2-002", officer=cast.tian)
    cast.foreign = cast.household("裴双喜", number="9-001")


@pytest.fixture
def earlier(cast: Cast, homes: None) -> None:
    """What the office's side holds already when the phone is opened."""
    cast.earlier = diary_write(
        actor=cast.actor(cast.officer),
        officer=cast.tian,
        households=[cast.home],
        kinds=["talk"],
        day=today(),
        text="孙女升三年级了。",
    )


@pytest.fixture
def under_way() -> Iterator[set[int]]:
    """Threads of the server that answer a request just now."""
    threads: set[int] = set()

    def begins(**_: Any) -> None:
        threads.add(get_ident())

    def ends(**_: Any) -> None:
        threads.discard(get_ident())

    request_started.connect(begins)
    request_finished.connect(ends)
    yield threads
    request_started.disconnect(begins)
    request_finished.disconnect(ends)


@pytest.fixture
def phone(new_screen, cast, homes, under_way) -> Iterator[Screen]:
    """At its end nobody asks any more and all is answered, so that no row is written into the next test."""
    screen: Screen = new_screen("phone")
    screen.sign_in(cast.officer)
    yield screen
    open_pages, blank = screen.page.context.pages, screen.page.context.new_page()
    for page in open_pages:
        page.close()
    quiet = 0
    for _ in range(LONGEST):
        quiet = 0 if under_way else quiet + 1
        if quiet == QUIET:
            break
        blank.wait_for_timeout(50)
