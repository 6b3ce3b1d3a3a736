"""What the household says, what the deliveries say, and a measure done without anything having been done."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from .shape import Key, Limits, Sign, World, Written

NOT, CAME, DIFFERS = "not", "came", "differs"
DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九十")} | {"两": 2, "半": 0}
NUMBER = r"(\d{1,4}|[一二两三四五六七八九十])"


def denied(entries: Sequence[Written], world: World, limits: Limits) -> Iterator[Sign]:
    """Asked by its card, the household said that nobody came that day."""
    for row in entries:
        for home in sorted(row.homes, key=str):
            if world.said.get((home, row.officer, row.day)) == NOT:
                facts = {"day": row.day.isoformat()}
                mark = f"denied:{home}"
                yield Sign("denied", limits["weight"], mark, row.key, home=home, facts=facts)


def confirmed(row: Written, world: World) -> bool:
    """A household of the entry said that the officer came."""
    return any(world.said.get((home, row.officer, row.day)) == CAME for home in row.homes)


def goods(entries: Sequence[Written], world: World, limits: Limits) -> Iterator[Sign]:
    """More of something than was recorded as handed to the household within ``days`` of the day."""
    given: dict[tuple[Key, str], list[tuple[date, int]]] = defaultdict(list)
    for one in world.given:
        given[one.home, one.goods].append((one.day, one.quantity))
    for row in entries:
        if "delivery" not in row.kinds or len(row.homes) != 1 or not row.by_hand:
            continue
        [home] = row.homes
        for name, told in amounts(row.text, world.goods).items():
            near = (
                n for day, n in given[home, name] if abs((day - row.day).days) <= limits["days"]
            )
            recorded = sum(near)
            if told > recorded:
                facts = {
                    "goods": name,
                    "told": told,
                    "recorded": recorded,
                    "unit": world.goods[name],
                }
                mark = f"goods:{home}:{name}:{told}:{recorded}"
                yield Sign("goods", limits["weight"], mark, entry=row.key, home=home, facts=facts)


def not_received(world: World, limits: Limits) -> Iterator[Sign]:
    """Asked by its card, the household said that what is recorded as handed out did not come, or not as much."""
    for one in world.unreceived:
        differs = one.answer == DIFFERS
        facts = {
            "day": one.day.isoformat(),
            "said": one.said.isoformat(),
            "goods": one.goods,
            "n": one.quantity,
            "unit": one.unit,
            "answer": one.answer,
        }
        yield Sign(
            "not_received",
            limits["weight_differs"] if differs else limits["weight"],
            f"not_received:{one.answer}",
            delivery=one.key,
            home=one.home,
            facts=facts,
        )


def amounts(text: str, goods: Mapping[str, str]) -> dict[str, int]:
    """Quantities of known goods as a text tells them: 化肥2袋, 两袋化肥."""
    found: dict[str, int] = {}
    for name, unit in goods.items():
        if name not in text:
            continue
        thing, each = re.escape(name), re.escape(unit)
        told = re.search(f"{NUMBER}{each}(?:装的?|的)?{thing}", text) or re.search(
            f"{thing}{NUMBER}{each}", text
        )
        if told and (count := _number(told.group(1))):
            found[name] = count
    return found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else DIGITS[text]


def idle_measures(world: World, limits: Limits) -> Iterator[Sign]:
    """Done, though between its first day and its last nobody did anything at the household."""
    for one in world.finished:
        days = (one.done - one.first).days
        if one.acts == 0 and not one.given and days >= limits["days"]:
            facts = {"from": one.first.isoformat(), "done": one.done.isoformat()}
            yield Sign(
                "idle_measure",
                limits["weight"],
                f"idle_measure:{one.done}",
                measure=one.key,
                home=one.home,
                facts=facts,
            )
