"""A phone without signal that is killed the moment it says 已存, and in the middle of typing."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from random import Random
from typing import TYPE_CHECKING, Any

from bench.handset import Handset, chromium, text_of
from bench.instance import Instance, clock, peopled, say, serving

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType, Page

TITLE = "手机被杀：说了“已存”的都在不在 / a phone killed the moment it says kept, and while typing"
SIZES = (200,)
OPTIONS = ("kills",)
EVERY = 4
"""Before every fourth entry the phone dies once more, in the middle of typing."""
SAYS = "牛棚砖墙砌好了，等彩钢顶。顶料涨了，差1,800元，问村上项目能不能补。娃娃开学的事也说了。"
FEWEST, QUICKEST, SLOWEST = 8, 0.1, 0.4
"""Characters before the death; seconds from one to the next, as a thumb makes them."""
EMPTYING = """(name) => new Promise((resolve, reject) => {
  const asked = indexedDB.open("lianxin");
  asked.onerror = reject;
  asked.onsuccess = () => {
    const deal = asked.result.transaction(name, "readwrite");
    deal.objectStore(name).openCursor().onsuccess = ({target}) => target.result && target.result.delete();
    deal.oncomplete = () => { asked.result.close(); resolve(1); };
  };
})"""


@dataclass
class Plan:
    kills: int
    every: int = EVERY
    spoilt: Sequence[str] = ()
    """For a control: stores of the phone that lose their first row at a start."""
    seed: int = 20260715


def run(sizes: Sequence[int], *, kills: int = 0) -> dict[str, Any]:
    with chromium() as browsers:
        return measure(browsers, Plan(kills or sizes[0]))


def told(figures: dict[str, Any]) -> str:
    shown = ("kills", "lost", "twice", "typings", "typing_lost", "check", "seconds")
    head, row = ("".join(f"{one:>13}" for one in line) for line in (shown, map(figures.get, shown)))
    return "\n".join([head, row, *figures["examples"]])


def measure(browsers: BrowserType, plan: Plan) -> dict[str, Any]:
    with (
        peopled("sqlite") as (there, world),
        tempfile.TemporaryDirectory(prefix="lianxin-phone-", ignore_cleanup_errors=True) as folder,
    ):
        return Measurement(there, world, browsers, folder, plan).whole()


class Measurement:
    def __init__(
        self, there: Instance, world: dict[str, Any], browsers: BrowserType, folder: str, plan: Plan
    ) -> None:
        self.there, self.plan, self.officer = there, plan, world["officers"][0]
        self.chance = Random(plan.seed)  # noqa: S311
        self.phone = Handset(browsers, folder, "")
        self.said: list[str] = []
        self.behind: list[float] = []

    def whole(self) -> dict[str, Any]:
        began = clock()
        with serving(self.there) as life:
            self.phone.address = life.address
            self.phone.set_up(self.officer["login"])
            self.phone.end()
        for number in range(self.plan.kills):
            self._round(number)
            if number % 20 == 19:
                say(f"{number + 1} × kill -9")
        with serving(self.there, life.port):
            self._send()
        return self._result(clock() - began)

    def _round(self, number: int) -> None:
        home = self.chance.choice(self.officer["homes"])
        typed = self._typing(home) if number % self.plan.every == 0 else None
        page = self._form(home)
        if typed:
            self.behind.append(behind(*typed, text_of(page)))
        page.get_by_role("button", name="入户").click()
        text = f"第{number}篇。{SAYS}"
        page.locator("#text").fill(text)
        page.get_by_role("button", name="存好，没信号也行").click()
        page.get_by_role("heading", name="已存", level=1).wait_for()
        self.phone.kill()
        self.said.append(text)

    def _form(self, home: str) -> Page:
        page = self.phone.start(f"household/{home}")
        if "drafts" in self.plan.spoilt:
            page.evaluate(EMPTYING, "drafts")
        self.phone.unlock()
        page.locator(".tabbar").get_by_role("link", name="写日记").click()
        page.locator("#text").wait_for()
        return page

    def _typing(self, home: str) -> tuple[list[tuple[float, str]], float]:
        """Each character with its moment, and the moment of death."""
        page, keys = self._form(home), []
        page.locator("#text").focus()
        for sign in SAYS[: self.chance.randint(FEWEST, len(SAYS))]:
            keys.append((time.monotonic(), sign))
            page.keyboard.insert_text(sign)
            time.sleep(self.chance.uniform(QUICKEST, SLOWEST))
        return keys, self.phone.kill()

    def _send(self) -> None:
        page = self.phone.start("outbox")
        if "outbox" in self.plan.spoilt:
            page.evaluate(EMPTYING, "outbox")
        self.phone.unlock()
        page.locator(".empty", has_text="都发出去了").wait_for()
        self.phone.end()

    def _result(self, seconds: float) -> dict[str, Any]:
        held = self.there.inside("held")["entries"].values()
        texts, problems = Counter(one["text"] for one in held), self.there.check()
        lost = [text for text in self.said if text not in texts]
        twice = [text for text, times in texts.items() if times > 1]
        late = sorted(self.behind)
        return {
            "kills": len(self.said),
            "lost": len(lost),
            "twice": len(twice),
            "typings": len(late),
            "typing_lost": round(late[-1], 2),
            "typing_lost_p50": round(late[len(late) // 2], 2),
            "check": len(problems),
            "seconds": round(seconds),
            "examples": [*lost, *twice, *problems][:12],
        }


def behind(keys: Sequence[tuple[float, str]], died: float, kept: str) -> float:
    """Seconds of typing that are gone: from the first character that is not there to the death."""
    pairs = takewhile(lambda pair: pair[0][1] == pair[1], zip(keys, kept, strict=False))
    same = len(list(pairs))
    return died - keys[same][0] if same < len(keys) else 0.0
