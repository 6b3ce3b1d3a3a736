"""The drill: a backup under load, more entries, the server lost, a restore, and the phones come back."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.faults import Sender
from bench.instance import Instance, Life, clock, engines, instance, peopled, say
from bench.officer import Officer, found_wrong
from bench.phone_client import Ledger, Phone
from bench.sync import drain, register

TITLE = (
    "备份、服务器没了、恢复、手机再送 / backup under load, server lost, restore, phones come back"
)
SIZES = (1_000,)
OPTIONS = ("items", "engine")
PHONES = 4


def run(sizes: Sequence[int], *, items: int = 0, engine: str = "") -> dict[str, Any]:
    return {"runs": [measure(one, items or sizes[0]) for one in engines(engine)]}


def told(figures: dict[str, Any]) -> str:
    shown = ("engine", "before", "during", "after", "missing", "lost", "twice", "told", "check")
    shown += ("backup_s", "restore_s")
    lines = ["".join(f"{name:>11}" for name in shown)]
    lines += ["".join(f"{one[name]!s:>11}" for name in shown) for one in figures["runs"]]
    return "\n".join([*lines, *(x for one in figures["runs"] for x in one["examples"])])


def measure(engine: str, items: int) -> dict[str, Any]:
    say(f"{engine}, {items:,}")
    with peopled(engine) as (lost, world), instance(engine) as new:
        return Drill(lost, world, new, items).whole()


class Drill:
    """``missing``: entries acknowledged that the restored instance did not hold before the phones came."""

    def __init__(self, lost: Instance, world: dict[str, Any], new: Instance, items: int) -> None:
        self.lost, self.new, self.items, self.ledger = lost, new, items, Ledger()
        self.world, self.file = world, Path(new.folder + ".lianxin-backup")
        self.life = Life(lost).ready()
        self.counts: dict[str, Any] = {"engine": lost.engine}
        self.officers = [self._officer(number) for number in range(PHONES)]

    def _officer(self, number: int) -> Officer:
        who = self.world["officers"][number % 2]
        device = register(self.life.port, who["token"], f"手机{number}")
        send = Sender(lambda: self.life.port, device["token"])
        phone = Phone(device["device"], send, self.ledger, epoch=device["epoch"])
        officer = Officer(phone, who["homes"], f"手机{number}", number)
        del officer.shares["twin"]
        return officer

    def whole(self) -> dict[str, Any]:
        try:
            self._all_write(self.items // 2 // PHONES)
            self.counts["before"] = self._sent()
            self._backup_under_load()
            self.counts["during"] = self._sent() - self.counts["before"]
            self._all_write(self.items // PHONES)
            self.counts["after"] = self._sent() - self.counts["before"] - self.counts["during"]
            self._lose_and_restore()
            self._come_back()
            return self._result()
        finally:
            self.life.kill()
            self.file.unlink(missing_ok=True)

    def _sent(self) -> int:
        return sum(len(o.phone.items) - len(o.phone.waiting) for o in self.officers)

    def _all_write(self, each: int) -> None:
        """As many items from each phone at the same time, all of them answered."""

        def write(officer: Officer) -> None:
            for _ in range(each):
                officer.act()
            drain(officer.phone)

        self._together(write)

    def _together(self, work: Any) -> None:
        threads = [threading.Thread(target=work, args=(officer,)) for officer in self.officers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _backup_under_load(self) -> None:
        done = threading.Event()

        def write(officer: Officer) -> None:
            while not done.is_set():
                officer.act()
                officer.phone.push()

        load = threading.Thread(target=self._together, args=(write,))
        load.start()
        time.sleep(0.5)
        began = clock()
        try:
            self.lost.ours("backup", "--out", str(self.file))
        finally:
            self.counts["backup_s"] = round(clock() - began, 1)
            done.set()
            load.join()

    def _lose_and_restore(self) -> None:
        """Nothing of the lost server is left but the backup and the key that was kept apart."""
        self.life.kill()
        key = Path(self.lost.folder) / "keys" / "seal.key"
        began = clock()
        self.new.ours("restore", str(self.file))
        kept = Path(self.new.folder) / "keys" / "seal.key"
        if not kept.exists() or kept.read_bytes() != key.read_bytes():
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(key, kept)
        self.counts["restore_s"] = round(clock() - began, 1)
        shutil.rmtree(self.lost.folder)
        held = self.new.inside("held")["entries"]
        known = {id for id, _ in self.ledger.acknowledged()}
        written = [
            i for o in self.officers for i in o.phone.items.values() if i.action == "diary.write"
        ]
        self.counts["missing"] = sum(i.id in known and i.id not in held for i in written)
        self.life = Life(self.new).ready()

    def _come_back(self) -> None:
        """Each phone asks as ever, is told of another epoch, and offers what it keeps again."""

        def back(officer: Officer) -> None:
            officer.phone.pull()
            drain(officer.phone)
            officer.phone.pull()

        self._together(back)

    def _result(self) -> dict[str, Any]:
        phones = [officer.phone for officer in self.officers]
        wrong = found_wrong(phones, self.new.inside("held"))
        problems = self.new.check()
        return {
            **self.counts,
            **{name: len(some) for name, some in wrong.items()},
            "check": len(problems),
            "examples": [*(x for some in wrong.values() for x in some), *problems][:12],
        }
