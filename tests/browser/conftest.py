"""A real Chromium at both sizes, signed in without the login page where that is not the matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page

from tests.cast import Cast

from .scene import Scene
from .screen import SIZES, Screen


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
