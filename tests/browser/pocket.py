"""An officer's phone in a real Chromium: opened the first time, unlocked, written on, asked what arrived."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import Page, expect

from lianxin.kernel.actor import SYSTEM
from lianxin.records.diary.models import Entry

from .screen import Screen

PIN = "417293"
WORDS = "牛棚砖墙砌好了，等彩钢顶。"


def ready(page: Page, state: str) -> None:
    page.wait_for_selector(f"body[data-ready={state}]", timeout=30_000)


def opened(screen: Screen) -> Page:
    """The first opening: what will be here, and the PIN twice."""
    page = screen.open("/phone/")
    ready(page, "new")
    page.locator("#app .btn.pri").click()
    for step in ("设一个 6 位密码", "再输一遍"):
        expect(page.get_by_role("group", name=step)).to_be_visible()
        page.keyboard.type(PIN, delay=20)
    ready(page, "open")
    page.wait_for_selector("[role=status]:has-text('对过')", timeout=30_000)
    return page


def at(screen: Screen, where: str, sign: str = "h1") -> Page:
    screen.page.goto(f"{screen.address}/phone/#/{where}")
    screen.page.locator(sign).first.wait_for()
    return screen.page


def write(page: Page, text: str = WORDS) -> None:
    page.get_by_role("button", name="入户").click()
    page.get_by_label("说了什么，看见什么").fill(text)
    page.get_by_role("button", name="存好，没信号也行").click()
    expect(page.get_by_role("heading", name="已存", level=1)).to_be_visible()


def unlock(page: Page) -> None:
    ready(page, "locked")
    page.keyboard.type(PIN, delay=20)
    ready(page, "open")


def again(screen: Screen) -> Page:
    """The page is opened anew, as after a restart of the phone."""
    screen.page.reload()
    unlock(screen.page)
    return screen.page


def keep(screen: Screen, home: object, *texts: str) -> list[str]:
    """Writes a visit for each text, and each is said to be kept."""
    for text in texts:
        write(at(screen, f"write?household={home}", "#text"), text)
    return list(texts)


def arrive(screen: Screen) -> None:
    """Asks until nothing is left on the phone."""
    page = at(screen, "outbox", ".btn")
    page.get_by_role("button", name="再试").click()
    expect(page.get_by_text("都发出去了，手机里没有待发的。")).to_be_visible(timeout=60_000)


def arrived() -> Counter[str]:
    """Texts on the server, and how often each is there."""
    return Counter(Entry.objects.visible_to(SYSTEM).values_list("text", flat=True))
