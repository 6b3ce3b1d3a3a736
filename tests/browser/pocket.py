"""An officer's phone in a real Chromium: opened the first time, unlocked, written on, asked what arrived."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from lianxin.kernel.actor import SYSTEM
from lianxin.records.diary.models import Amendment, Entry, Photo
from lianxin.records.needs.models import Need
from tests.cast import Cast

from .screen import Screen

PIN = "417293"
WORDS = "牛棚砖墙砌好了，等彩钢顶。"
NEED, SHOT, AMENDED = "老康说顶料涨了，差1,800元。", "新砌的砖墙，照了一张。", "孙女升的是四年级。"
Held = Counter[tuple[str, str]]


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


def save(page: Page, text: str) -> None:
    page.get_by_role("button", name="入户").click()
    page.get_by_label("说了什么，看见什么").fill(text)
    page.get_by_role("button", name="存好，没信号也行").click()


def write(page: Page, text: str = WORDS) -> None:
    save(page, text)
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


def keep(screen: Screen, home: object, *texts: str) -> Held:
    """Writes a visit for each text, and each is said to be kept."""
    for text in texts:
        write(at(screen, f"write?household={home}", "#text"), text)
    return Counter(("日记", text) for text in texts)


def keep_each_kind(screen: Screen, cast: Cast) -> Held:
    """A visit with a need, one with a photo, and other words for what the server had before."""
    page = at(screen, f"write?household={cast.home.pk}", "#text")
    page.locator("summary", has_text="需求").click()
    page.get_by_role("button", name="产业发展").click()
    write(page, NEED)
    page = at(screen, f"write?household={cast.next_door.pk}", "#text")
    photograph(page)
    page.locator(".thumbs img").wait_for()
    write(page, SHOT)
    page = at(screen, f"entry/{cast.earlier.pk}")
    page.get_by_role("button", name="更正").click()
    page.locator("#in-amend").fill(AMENDED)
    page.get_by_role("button", name="存好", exact=True).click()
    expect(page.get_by_text("有 1 处更正在待发里")).to_be_visible()
    return Counter(
        [("日记", NEED), ("需求", NEED), ("日记", SHOT), ("照片", SHOT), ("更正", AMENDED)]
    )


def photograph(page: Page) -> None:
    out = BytesIO()
    Image.effect_noise((320, 240), 80).save(out, "JPEG")
    shot = {"name": "墙.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    page.locator("input[type=file]").set_input_files(shot)


def arrive(screen: Screen) -> None:
    """Asks until nothing is left on the phone."""
    page = at(screen, "outbox", ".btn")
    page.get_by_role("button", name="再试").first.click()
    expect(page.get_by_text("都发出去了，手机里没有待发的。")).to_be_visible(timeout=60_000)


def arrived(cast: Cast) -> Held:
    """What the server holds beside what it had before, and how often."""
    entries = Entry.objects.visible_to(SYSTEM).exclude(pk=cast.earlier.pk)
    found: Held = Counter(("日记", text) for text in entries.values_list("text", flat=True))
    found.update(
        ("需求", text) for text in Need.objects.visible_to(SYSTEM).values_list("text", flat=True)
    )
    photos = Photo.objects.visible_to(SYSTEM).values_list("entry__text", flat=True)
    found.update(("照片", text) for text in photos)
    changes = Amendment.objects.visible_to(SYSTEM).values_list("text", flat=True)
    found.update(("更正", text) for text in changes)
    return found
