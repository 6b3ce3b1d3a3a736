"""A cold start of the phone without signal on a slow processor: until the lock, and from the PIN to 今天."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.handset import PIN, Handset, chromium
from bench.instance import instance, say, serving

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType

TITLE = "冷启动：没信号、慢四倍的手机，到锁屏、到“今天” / a cold start to the lock and to 今天"
SIZES = (10,)
"""Starts."""
SLOWER = 4
SETTLED = 1000
"""Milliseconds until the browser itself, before any page of ours, has started."""
AIM = {"whole_ms": 1000}
PARTS = ("lock", "unlock", "today", "after_pin", "whole", "pbkdf2")
WATCH = """(() => {
  const told = window.cold = {};
  const seen = (name, there) => {
    if (name in told || !there()) return;
    told[name] = 0;
    requestAnimationFrame(() => setTimeout(() => { told[name] = performance.now(); }));
  };
  const find = (what) => document.querySelector(what);
  const look = () => {
    seen("lock", () => find("body[data-ready=locked] .pad"));
    seen("open", () => find("body[data-ready=open]"));
    seen("today", () => find("main .year") && find("main .row.due") && find(".tabbar"));
  };
  const all = {subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"]};
  new MutationObserver(look).observe(document, all);
  addEventListener("keydown", (event) => { told.digit = event.timeStamp; }, true);
})()"""
TOLD = """() => {
  const {lock, digit, open, today} = window.cold;
  const rows = document.querySelectorAll("main .row.due").length;
  return lock && open && today ? {lock, unlock: open - digit, today: today - open, rows,
    after_pin: today - digit, whole: lock + today - digit} : null;
}"""
STRETCH = """async () => {
  const from = await crypto.subtle.importKey("raw", new Uint8Array(6), "PBKDF2", false, ["deriveBits"]);
  const how = {name: "PBKDF2", hash: "SHA-256", salt: new Uint8Array(16), iterations: 600000};
  const began = performance.now();
  await crypto.subtle.deriveBits(how, from, 256);
  return performance.now() - began;
}"""


def run(sizes: Sequence[int]) -> dict[str, Any]:
    with chromium() as browsers:
        return {"runs": [measure(browsers, size) for size in sizes], "aim": AIM}


def told(figures: dict[str, Any]) -> str:
    lines = [f"{'milliseconds':>14} {'best':>8} {'p50':>8} {'worst':>8}"]
    for one in figures["runs"]:
        for name in PARTS:
            cells = "".join(f"{one[how][name]:>9}" for how in ("best", "p50", "worst"))
            lines.append(f"{name:>14}{cells}")
        lines.append(f"{one['starts']} starts, {one['rows']} rows on 今天")
    return "\n".join([*lines, f"aim: whole < {AIM['whole_ms']} ms"])


def measure(browsers: BrowserType, starts: int) -> dict[str, Any]:
    with (
        instance("sqlite") as there,
        tempfile.TemporaryDirectory(prefix="lianxin-phone-", ignore_cleanup_errors=True) as folder,
    ):
        say("making the village")
        world = there.inside("sixty")
        with serving(there) as life:
            phone = Handset(browsers, folder, life.address)
            phone.set_up(world["login"])
            phone.end()
        return figures([start(phone) for _ in range(starts)])


def start(phone: Handset) -> dict[str, float]:
    """The server is gone, the browser is new; its page's thread runs at a quarter of its speed."""
    page = phone.launch()
    page.wait_for_timeout(SETTLED)
    page.context.add_init_script(WATCH)
    slowed = page.context.new_cdp_session(page)
    slowed.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{phone.address}/phone/")
    while not page.evaluate("window.cold.lock"):
        page.wait_for_timeout(50)
    page.wait_for_timeout(500)
    for digit in PIN:
        page.wait_for_timeout(150)
        page.keyboard.press(digit)
    while not (found := page.evaluate(TOLD)):
        page.wait_for_timeout(50)
    found["pbkdf2"] = page.evaluate(STRETCH)
    phone.end()
    return dict(found)


def figures(each: Sequence[dict[str, float]]) -> dict[str, Any]:
    columns = {name: [round(one[name]) for one in each] for name in PARTS}
    return {
        "starts": len(each),
        "rows": each[0]["rows"],
        "p50": {name: round(median(column)) for name, column in columns.items()},
        "best": {name: min(column) for name, column in columns.items()},
        "worst": {name: max(column) for name, column in columns.items()},
        "each": columns,
    }
