"""What an officer does on a phone in a measurement, and what must be found of it afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any

from bench.phone_client import Item, Phone, freeze

WORDS = "牛棚砖墙砌好了，等彩钢顶。顶料涨了，差1,800元，问村上项目能不能补。"
NOBODY = "01900000-0000-7000-8000-000000000000"
FULL = "phrase.too_many"
"""An officer keeps thirty phrases; one more is refused, and told so."""
SHARES = {"write": 76, "amend": 8, "edit": 6, "phrase": 4, "wrong": 3, "twin": 3}


class Officer:
    """Writes on one phone; every text and number is written once in a whole measurement."""

    def __init__(self, phone: Phone, homes: list[str], name: str, seed: int) -> None:
        self.phone, self.homes, self.name = phone, homes, name
        self.chance, self.number = Random(seed), 0  # noqa: S311
        self.shares = dict(SHARES)
        self.mine: list[Item] = []
        self.amended: Counter[str] = Counter()

    def act(self) -> None:
        kinds, weights = zip(*self.shares.items(), strict=True)
        self.number += 1
        getattr(self, self.chance.choices(kinds, weights)[0])()

    @property
    def text(self) -> str:
        return f"{self.name}第{self.number}篇。{WORDS}"

    def write(self) -> None:
        home = self.chance.choice(self.homes)
        needs = [{"household": home, "kind": "产业发展", "text": f"需{self.text}"}]
        self.mine.append(
            self.phone.write("diary.write", entry(home, self.text, needs[: self.number % 7 == 0]))
        )

    def amend(self) -> None:
        if not self.mine:
            return self.write()
        one = self.chance.choice(self.mine[-30:])
        self.amended[one.id] += 1
        base = self.amended[one.id]
        self.phone.write("diary.amend", {"entry": one.id, "base": base, "text": f"改{self.text}"})

    def edit(self) -> None:
        home = self.chance.choice(self.homes)
        base = self.phone.revisions.get(("household", home), 0)
        metres = int(self.name[-1]) * 1_000_000 + self.number
        self.phone.write(
            "household.edit", {"household": home, "base": base, "fields": {"road_metres": metres}}
        )

    def phrase(self) -> None:
        self.phone.write("phrase.keep", {"text": f"{self.name}常说{self.number}"})

    def wrong(self) -> None:
        self.phone.write("diary.write", entry(NOBODY, self.text))

    def twin(self) -> None:
        """Another content under a number that was used before."""
        done = [item for item in self.mine if item.verdict]
        if not done:
            return self.write()
        one = self.chance.choice(done)
        said = entry(self.homes[0], f"别{self.text}")
        self.phone.twins.append(freeze(one.id, one.seq, one.action, said, self.phone.now()))


def entry(home: str, text: str, needs: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    return {
        "households": [home],
        "kinds": ["visit", "talk"],
        "day": date.today().isoformat(),
        "text": text,
        "needs": list(needs),
    }


def found_wrong(phones: Iterable[Phone], held: dict[str, Any]) -> dict[str, list[str]]:
    """What is lost, twice or told wrongly, after everybody has been told of everything."""
    wrong: dict[str, list[str]] = {"lost": [], "twice": [], "told": []}
    texts = Counter(one["text"] for one in held["entries"].values())
    texts += Counter(text for one in held["entries"].values() for text in one["wordings"])
    counted = texts + Counter(held["needs"]) + Counter(held["phrases"])
    wrong["twice"] += [text for text, times in counted.items() if times > 1]
    wrong["twice"] += [f"audit {one}" for one, times in held["written"].items() if times > 1]
    wrong["twice"] += [f"acts {i}" for i, one in held["entries"].items() if one["acts"] > 2]
    waits = {(item, field): yours for item, field, yours in held["proposals"]}
    for phone in phones:
        acknowledged = phone.ledger.acknowledged()
        for item in phone.items.values():
            if not item.verdict or item.verdict == "deferred":
                wrong["told"].append(f"never answered {item.action} {item.id}")
                continue
            there = _there(item, held, counted, waits)
            if item.key in acknowledged and not there:
                wrong["lost"].append(f"{item.verdict} {item.action} {item.id}")
            if item.verdict == "rejected" and there:
                wrong["told"].append(f"rejected and there {item.action} {item.id} {item.problem}")
            if expected(item) and item.verdict not in expected(item):
                wrong["told"].append(f"{item.verdict} {item.action} {item.id} {item.problem}")
            if held["received"].get(item.id, [item.verdict])[0] != item.verdict:
                wrong["told"].append(
                    f"receipt {held['received'][item.id]} {item.verdict} {item.id}"
                )
        for twin in phone.twins:
            if twin.verdict and not held["quarantined"].get(twin.id):
                wrong["lost"].append(f"{twin.verdict} twin {twin.id}")
    return wrong


def expected(item: Item) -> set[str]:
    if item.action == "diary.write":
        return {"rejected"} if item.payload["households"] == [NOBODY] else {"accepted"}
    if item.action == "diary.amend":
        return {"accepted", "merged", "conflict"}
    if item.action == "phrase.keep":
        return {"rejected" if (item.problem or {}).get("code") == FULL else "accepted"}
    return {"accepted", "merged", "conflict"}


def _there(item: Item, held: dict[str, Any], counted: Counter[str], waits: dict[Any, Any]) -> bool:
    said = item.payload
    match item.action:
        case "diary.write":
            row = held["entries"].get(item.id)
            whole = bool(row) and row["text"] == said["text"] and row["acts"] == 2
            return whole and all(counted[need["text"]] for need in said["needs"])
        case "diary.amend":
            row = held["entries"].get(said["entry"], {"wordings": []})
            return said["text"] in row["wordings"] or (item.id, "text") in waits
        case "household.edit":
            metres = said["fields"]["road_metres"]
            stated = metres in held["metres"].get(said["household"], [])
            return stated or (item.id, "road_metres") in waits
        case _:
            return bool(counted[said["text"]])
