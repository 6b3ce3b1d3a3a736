"""A hundred entries written without signal, then sent over a thin line: bytes and seconds."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from gzip import compress
from typing import TYPE_CHECKING, Any

from bench.handset import Handset, chromium
from bench.instance import Instance, instance, say, serving
from bench.line import Line

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType, Page

TITLE = "细线：100 篇日记发出去要多少字节、多少秒 / bytes and seconds over a thin line"
SIZES = (100,)
RATE, DELAY = 50_000, 0.5
"""Bits a second each way; seconds each way."""
AIM = {"ratio": 1.3}
NEED_EVERY = 7
QUIET = 5
"""Seconds without a byte until everything is over, longer than a round trip."""
FROZEN = """async () => {
  const all = [...document.querySelectorAll("link[rel=modulepreload]")].map((one) => one.href);
  const {items} = await import(all.find((one) => /[/]phone[/]outbox[.][0-9a-f]+[.]js$/.test(one)));
  return (await items()).map(({id, seq, action, at, payload}) => JSON.stringify({id, seq, action, at, payload}));
}"""


def run(sizes: Sequence[int]) -> dict[str, Any]:
    with chromium() as browsers:
        return {"runs": [measure(browsers, size) for size in sizes], "aim": AIM}


def told(figures: dict[str, Any]) -> str:
    lines = []
    for one in figures["runs"]:
        lines += [f"{name:>16} {value}" for name, value in one.items()]
    return "\n".join([*lines, f"{'aim: ratio':>16} ≤ {AIM['ratio']}"])


def measure(browsers: BrowserType, entries: int) -> dict[str, Any]:
    with (
        instance("sqlite") as there,
        tempfile.TemporaryDirectory(prefix="lianxin-phone-", ignore_cleanup_errors=True) as folder,
    ):
        say("making the village")
        world = there.inside("sixty")
        with serving(there) as life:
            line = Line(life.port)
            phone = Handset(browsers, folder, f"http://127.0.0.1:{line.port}")
            phone.set_up(world["login"])
            line.hang_up()
            say(f"{entries} entries without signal")
            for number in range(entries):
                write(phone.page, number, world)
            found = sent(phone, line, entries)
            phone.end()
            line.close()
        return {**found, **arrived(there, entries)}


def write(page: Page, number: int, world: dict[str, Any]) -> None:
    """By the form, as an officer does it; every seventh time with a need."""
    home = world["homes"][number % len(world["homes"])]
    text = world["texts"][number % len(world["texts"])]
    page.goto(f"{page.url.split('#')[0]}#/write?household={home}")
    page.locator("#text").wait_for()
    page.get_by_role("button", name="入户").click()
    if number % 2:
        page.get_by_role("button", name="谈心").click()
    page.locator("#text").fill(text)
    if number % NEED_EVERY == 0:
        page.locator("summary", has_text="需求").click()
        page.get_by_role("button", name="产业发展").click()
        page.get_by_label("什么事").fill(text[-40:])
    page.get_by_role("button", name="存好，没信号也行").click()
    page.get_by_role("heading", name="已存", level=1).wait_for()


def sent(phone: Handset, line: Line, entries: int) -> dict[str, Any]:
    page = phone.page
    page.goto(f"{phone.address}/phone/#/outbox")
    page.locator("li.row").nth(entries - 1).wait_for()
    items = [text.encode() for text in page.evaluate(FROZEN)]
    line.slow(RATE, DELAY)
    began = time.monotonic()
    page.get_by_role("button", name="再试").click()
    page.locator(".empty", has_text="都发出去了").wait_for(timeout=600_000)
    seconds = time.monotonic() - began
    while time.monotonic() - line.last < QUIET:
        page.wait_for_timeout(200)
    up, down = (way.bytes for way in line.ways)
    size, ideal = sum(map(len, items)), (up + down) * 8 / RATE
    return {
        "entries": len(items),
        "item_bytes": size,
        "up": up,
        "down": down,
        "ratio": round((up + down) / size, 2),
        "seconds": round(seconds, 1),
        "until_quiet": round(line.last - began, 1),
        "ideal_seconds": round(ideal, 1),
        "over_ideal": round((line.last - began) / ideal, 2),
        "connections": line.connections,
        "items_packed": len(compress(b",".join(items))),
    }


def arrived(there: Instance, entries: int) -> dict[str, Any]:
    """Each of them once, or the figures are worth nothing."""
    verdicts = [verdict for verdict, _hash in there.inside("held")["received"].values()]
    if verdicts != ["accepted"] * entries or there.check():
        raise SystemExit(f"not everything arrived: {len(verdicts)} {set(verdicts)}")
    return {"arrived": len(verdicts)}
