"""A visit with one need, written on a phone: every tap, typed field and screen counted in a real browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import Any

from bench.server import environment, serving

TITLE = "一次入户带一件需求：点几下、打几处字、换几页 / taps for a visit with one need"
SIZES = (64,)
"""Households of the demo village; the number does not change what is counted."""
WIDTH, HEIGHT = 390, 844
AIM = {"taps": 6, "screens": 1}
RIVAL = {"taps": 21, "typed": "2–3"}
"""The nearest rival for the same task, counted by hand: the story is typed two or three times."""
WORDS = "牛棚砖墙砌好了，等彩钢顶。顶料涨了，差1,800元，问村上项目能不能补。"
COUNT = """() => {
  window.taps = 0;
  window.typed = new Set();
  const words = (box) => box.matches("textarea, input:not([type=checkbox]):not([type=radio])");
  document.addEventListener("input", (event) => { if (words(event.target)) window.typed.add(event.target); }, true);
  document.addEventListener("click", (event) => { if (event.isTrusted && event.detail) window.taps += 1; }, true);
}"""


def run(sizes: Sequence[int]) -> dict[str, Any]:
    del sizes
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        command = [sys.executable, "-m", "lianxin", "demo", "--no-serve"]
        subprocess.run(command, check=True, env=environment(folder), stdout=subprocess.DEVNULL)  # noqa: S603
        with serving(folder) as server:
            counted = _count(server.address)
    return {**counted, "aim": AIM, "rival": RIVAL}


def told(figures: dict[str, Any]) -> str:
    return "\n".join(
        [
            f"{'':>12} {'taps':>5} {'typed':>6} {'screens':>8}",
            f"{'Lianxin':>12} {figures['taps']:>5} {figures['typed']:>6} {figures['screens']:>8}",
            f"{'rival':>12} {RIVAL['taps']:>5} {RIVAL['typed']:>6}",
            f"{'aim':>12} {'≤ 6':>5} {1:>6} {1:>8}",
            " → ".join(figures["way"]),
        ]
    )


def _count(address: str) -> dict[str, Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True)
        page.goto(f"{address}/account/login/")
        page.locator("button[data-login=officer]").click()
        page.wait_for_url(f"{address}/")
        counted = count(page, f"{address}/diary/write/", "康润生")
        browser.close()
    return counted


def count(page: Any, form: str, name: str) -> dict[str, Any]:
    """Writes the visit and the need in the form at that address, and counts what it took."""
    page.goto(form)
    page.evaluate(COUNT)
    opened: list[str] = []
    page.on("framenavigated", lambda frame: opened.append(frame.url))
    steps = _steps(page, name)
    for _what, step in steps:
        step()
    taps, typed = page.evaluate("[window.taps, window.typed.size]")
    screens = 1 + len(opened)
    page.get_by_role("button", name="存好").click()
    page.get_by_text("存好了，写进了这些地方").wait_for()
    said = page.get_by_role("main").inner_text()
    if not all(words in said for words in (name, WORDS, "需求 1 件")):
        raise SystemExit(f"the entry or its need did not arrive: {said[:200]}")
    way = [what for what, _step in steps]
    return {"taps": taps + 1, "typed": typed, "screens": screens, "way": [*way, "存好"]}


def _steps(page: Any, name: str) -> list[tuple[str, Any]]:
    """Chips are labels over a box that cannot be seen: the label is what a finger meets."""

    def chip(text: str) -> Any:
        return lambda: page.locator("label", has_text=text).first.click()

    return [
        (name, chip(name)),
        ("入户", chip("入户")),
        ("谈心", chip("谈心")),
        ("（打字）", lambda: page.locator("[data-text]").fill(WORDS)),
        ("记一件需求", lambda: page.locator("summary", has_text="记一件需求").click()),
        ("产业发展", chip("产业发展")),
    ]


if __name__ == "__main__":
    print(json.dumps(run(SIZES), ensure_ascii=False))
