"""An officer's phone in a measurement: a real Chromium whose folder outlives it, and how it dies."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.world import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, BrowserType, Page

PIN = "417293"
WIDTH, HEIGHT = 390, 844
DESKTOP = (
    *("PreloadTopChromeWebUI", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "MediaRouter"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "OptimizationHints", "LensOverlay"),
)
"""What a desktop's browser starts for its own windows, at the cost of a second; a phone's has none of it."""
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"),
    f"--disable-features={','.join(DESKTOP)}",
]
PATIENCE = 60_000


@contextmanager
def chromium() -> Iterator[BrowserType]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium


class Handset:
    """``page`` is there between ``start`` and ``end`` or ``kill``; the folder stays."""

    context: BrowserContext
    page: Page

    def __init__(self, chromium: BrowserType, folder: str, address: str) -> None:
        self.chromium, self.folder, self.address = chromium, folder, address

    def start(self, where: str = "") -> Page:
        """Until the lock, or the first opening, can be used."""
        self.launch()
        self.page.goto(f"{self.address}/phone/#/{where}")
        self.page.wait_for_selector("body[data-ready]")
        return self.page

    def launch(self) -> Page:
        self.context = self.chromium.launch_persistent_context(
            self.folder,
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=FLAGS,
            viewport={"width": WIDTH, "height": HEIGHT},
            has_touch=True,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.pages[0]
        return self.page

    def set_up(self, login: str) -> None:
        """With signal: signs in, chooses the PIN, and waits until everything is here for days without."""
        page = self.start()
        page.goto(f"{self.address}/account/login/?next=/phone/")
        page.locator("input[name=login]").last.fill(login)
        page.locator("input[name=password]").last.fill(PASSWORD)
        page.locator("input[name=password]").last.press("Enter")
        self.begin()

    def begin(self) -> None:
        """The first opening, by whoever is signed in."""
        page = self.page
        page.wait_for_selector("body[data-ready=new]")
        page.locator("#app button.pri").click()
        for step in ("设一个 6 位密码", "再输一遍"):
            page.get_by_role("group", name=step).wait_for()
            page.keyboard.type(PIN, delay=20)
        page.wait_for_selector("body[data-ready=open]")
        page.wait_for_selector("[role=status]:has-text('对过')")
        page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)")

    def unlock(self) -> None:
        self.page.wait_for_selector("body[data-ready=locked]")
        self.page.keyboard.type(PIN, delay=20)
        self.page.wait_for_selector("body[data-ready=open]")

    def end(self) -> None:
        self.context.close()

    def kill(self) -> float:
        """Every process of this browser at once, so that nothing is put in order; when that was."""
        first, all_of_it = processes(self.folder)
        moment = time.monotonic()
        with suppress(ProcessLookupError):
            os.killpg(os.getpgid(first), signal.SIGKILL)
        for one in all_of_it:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        while any(map(alive, all_of_it)):
            time.sleep(0.005)
        with suppress(Exception):
            self.context.close()
        return moment


def processes(folder: str) -> tuple[int, set[int]]:
    """The browser that works in the folder, and whatever it has started."""
    parents = {pid: int(stat[1]) for pid, stat in _all().items()}
    sign = f"--user-data-dir={folder}"
    ours = {pid for pid in parents if sign in _words(pid)}
    firsts = [pid for pid in ours if parents[pid] not in ours and "--type=" not in _line(pid)]
    if len(firsts) != 1:
        raise SystemExit(f"not one browser in {folder}: {firsts}")
    while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return firsts[0], ours


def alive(pid: int) -> bool:
    return _all(pid).get(pid, ["Z"])[0] != "Z"


def _all(*pids: int) -> dict[int, list[str]]:
    """State and parent of processes, as the system tells them after the name in brackets."""
    found = {}
    for pid in pids or [int(one) for one in os.listdir("/proc") if one.isdigit()]:
        with suppress(OSError):
            found[pid] = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    return found


def _words(pid: int) -> list[str]:
    return _line(pid).replace("\0", " ").split()


def _line(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    return ""


def text_of(page: Any) -> str:
    return str(page.locator("#text").input_value())
