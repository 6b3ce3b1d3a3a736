"""All rules over one batch, and which entries they raise a doubt about together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from . import photos, places, times, words
from .copied import copied
from .shape import Key, Limits, Sign, World, Written

Rules = Mapping[str, Limits]
"""By kind the thresholds of the rules in force; a rule that is switched off is not there."""
WHOLE = 100
OFF: Limits = {"percent": 101, "letters": 1, "weight": 0}


def signs(entries: Sequence[Written], world: World, rules: Rules) -> Iterator[Sign]:
    """Everything that does not fit, by every rule in force; a constant number of walks over the batch."""
    alike = list(_copied(entries, rules))
    copies = {sign.entry for sign in alike}
    found: dict[str, Callable[[Limits], Iterator[Sign]]] = {
        "denied": lambda it: words.denied(entries, world, it),
        "two_places": lambda it: places.two_places(entries, world, it),
        "off_duty": lambda it: places.off_duty(entries, world, it),
        "home_away": lambda it: places.home_away(entries, world, it),
        "late": lambda it: times.late(entries, it),
        "dense": lambda it: times.dense(entries, it, copies),
        "crowded": lambda it: times.crowded(entries, it),
        "one_hand": lambda it: times.one_hand(entries, it),
        "goods": lambda it: words.goods(entries, world, it),
        "idle_measure": lambda it: words.idle_measures(world, it),
        "not_received": lambda it: words.not_received(world, it),
        "photo": lambda it: photos.photo_again(entries, it),
        "far": lambda it: places.far(entries, world, it),
    }
    return chain(
        chain.from_iterable(rule(rules[kind]) for kind, rule in found.items() if kind in rules),
        alike,
    )


def _copied(entries: Sequence[Written], rules: Rules) -> Iterator[Sign]:
    others, own = rules.get("copied_others"), rules.get("copied_self")
    if others or own:
        yield from copied(entries, others or OFF, own or OFF)


def raised(
    entries: Sequence[Written], world: World, rules: Rules, found: Sequence[Sign]
) -> dict[Key, list[Sign]]:
    """By entry, measure or delivery the signs that make a doubt together: their weights come to a hundred.

    Of one kind the heaviest counts. A household that said they came takes ``came`` off, though never from
    what another household denied.
    """
    rows = {row.key: row for row in entries}
    by_key: dict[Key, list[Sign]] = defaultdict(list)
    for sign in found:
        by_key[sign.of].append(sign)
    taken = rules.get("together", {}).get("came", 0)
    return {
        key: own
        for key, own in by_key.items()
        if weight(own, taken if key in rows and words.confirmed(rows[key], world) else 0) >= WHOLE
    }


def weight(found: Sequence[Sign], taken: int = 0) -> int:
    heaviest: dict[str, int] = defaultdict(int)
    for sign in found:
        heaviest[sign.kind] = max(heaviest[sign.kind], sign.weight)
    return sum(heaviest.values()) - (0 if "denied" in heaviest else taken)
