"""The burden of one visit with one need: every tap, typed field and screen counted in a real browser."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench.handset import Handset, chromium
from bench.server import environment, serving

TITLE = "一次入户带一件需求：点几下、打几处字、换几页 / the burden of a visit with one need"
SIZES = (64,)
"""Households of the demo village; the number does not change what is counted."""
AIM = {"taps": 6, "typed": 1, "screens": 1}
NAME = "康润生"
WORDS = "牛棚砖墙砌好了，等彩钢顶。顶料涨了，差1,800元，问村上项目能不能补。"
TAP, KEY, KEYS_A_SIGN = 1.1, 0.28, 3.0
"""Seconds to point and to press a key (Card, Moran and Newell 1980: P and K of an average typist);
keys for one Chinese character by pinyin, the choice among the offered ones included."""


def by_hand(taps: int, times: int) -> float:
    """Seconds of hand and keyboard for so many taps and so often the text."""
    return round(taps * TAP + times * len(WORDS) * KEYS_A_SIGN * KEY, 1)


RIVAL = {"taps": 21, "typed": "2–3", "hand_s": by_hand(21, 2)}
"""The nearest rival for the same task, counted by hand: the story is typed two or three times."""
COUNT = """() => {
  window.taps = 0;
  window.typed = new Set();
  const words = (box) => box.matches("textarea, input:not([type=checkbox]):not([type=radio])");
  document.addEventListener("input", (event) => { if (words(event.target)) window.typed.add(event.target); }, true);
  document.addEventListener("click", (event) => { if (event.isTrusted && event.detail) window.taps += 1; }, true);
}"""
Step = tuple[str, Callable[[], Any]]


def run(sizes: Sequence[int]) -> dict[str, Any]:
    del sizes
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        command = [sys.executable, "-m", "lianxin", "demo", "--no-serve"]
        subprocess.run(command, check=True, env=environment(folder), stdout=subprocess.DEVNULL)  # noqa: S603
        with serving(folder) as server, chromium() as browser:
            where = server.address.replace("127.0.0.1", "localhost")
            return {
                **_both(Handset(browser, f"{folder}/chromium", where)),
                "aim": AIM,
                "rival": RIVAL,
            }


def told(figures: dict[str, Any]) -> str:
    shown = ("taps", "typed", "screens", "own_s", "hand_s")
    lines = [f"{'':>10}" + "".join(f"{name:>9}" for name in shown)]
    lines += [
        f"{name:>10}" + "".join(f"{figures[name].get(one, '')!s:>9}" for one in shown)
        for name in ("phone", "office", "rival", "aim")
    ]
    return "\n".join([*lines, *(" → ".join(figures[name]["way"]) for name in ("phone", "office"))])


def _both(handset: Handset) -> dict[str, Any]:
    page = handset.launch()
    page.goto(f"{handset.address}/account/login/")
    page.locator("button[data-login=officer]").click()
    page.wait_for_url(f"{handset.address}/")
    office = count(page, f"{handset.address}/diary/write/", NAME)
    page.goto(f"{handset.address}/phone/")
    handset.begin()
    phone = count_phone(page, NAME)
    handset.end()
    return {"phone": phone, "office": office}


def count(page: Any, form: str, name: str) -> dict[str, Any]:
    """Writes the visit and the need in the office's form at that address, and counts what it took."""
    page.goto(form)
    steps = [
        (name, _chip(page, name)),
        ("入户", _chip(page, "入户")),
        ("谈心", _chip(page, "谈心")),
        ("（打字）", lambda: page.locator("[data-text]").fill(WORDS)),
        ("记一件需求", lambda: page.locator("summary", has_text="记一件需求").click()),
        ("产业发展", _chip(page, "产业发展")),
        ("存好", lambda: page.get_by_role("button", name="存好").click()),
    ]
    kept = page.get_by_text("存好了，写进了这些地方")
    return _counted(page, steps, kept, (name, WORDS, "需求 1 件"))


def count_phone(page: Any, name: str) -> dict[str, Any]:
    """The same on the phone, from its first page on; a household that the page chose needs no tap."""
    page.locator(".tabbar").wait_for()

    def button(text: str) -> Callable[[], Any]:
        return lambda: page.get_by_role("button", name=text).first.click()

    steps = [
        ("写日记", lambda: page.locator(".tabbar").get_by_role("link", name="写日记").click()),
        (name, lambda: _chosen(page, name)),
        ("入户", button("入户")),
        ("（打字）", lambda: page.locator("#text").fill(WORDS)),
        ("需求", lambda: page.locator("summary", has_text="需求").click()),
        ("产业发展", button("产业发展")),
        ("存好，没信号也行", button("存好，没信号也行")),
    ]
    kept = page.get_by_role("heading", name="已存", level=1)
    return _counted(page, steps, kept, (name, WORDS, "需求 1 件"))


def _chosen(page: Any, name: str) -> None:
    home = page.get_by_role("button", name=name).first
    if home.get_attribute("aria-pressed") == "false":
        home.click()


def _chip(page: Any, text: str) -> Callable[[], Any]:
    """Chips are labels over a box that cannot be seen: the label is what a finger meets."""
    return lambda: page.locator("label", has_text=text).first.click()


def _counted(page: Any, steps: list[Step], kept: Any, wanted: Sequence[str]) -> dict[str, Any]:
    """``own_s``: what the product itself took; ``hand_s``: what hand and keyboard take, by the model."""
    page.evaluate(COUNT)
    screens: set[str] = set()
    page.on("framenavigated", lambda frame: screens.add(frame.url))
    began = time.perf_counter()
    for _what, step in steps[:-1]:
        step()
    taps, typed = page.evaluate("[window.taps, window.typed.size]")
    forms = max(1, len(screens))
    steps[-1][1]()
    kept.wait_for()
    own = time.perf_counter() - began
    page.get_by_role("main").get_by_text(wanted[-1]).first.wait_for()
    said = page.get_by_role("main").inner_text()
    if not all(words in said for words in wanted):
        raise SystemExit(f"the entry or its need did not arrive: {said[:200]}")
    return {
        "taps": taps + 1,
        "typed": typed,
        "screens": forms,
        "own_s": round(own, 1),
        "hand_s": by_hand(taps + 1, 1),
        "way": [what for what, _step in steps],
    }


if __name__ == "__main__":
    print(json.dumps(run(SIZES), ensure_ascii=False))
