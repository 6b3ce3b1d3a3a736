"""What is known of officers with room and of households to be paired, and what a pair of them costs and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Said = tuple[str, dict[str, Any]]
"""Why, as it is kept: a word of ``telling.py`` with its details."""
PAIRED, HELPED, VISITED = "paired", "helped", "visited"
KNOWN = {PAIRED: 0, HELPED: 1, VISITED: 2}
"""Earlier ties, the closest first: what of four parts of the weight each still costs."""
PARTS = 4


@dataclass(frozen=True)
class Weights:
    """As ``PairingRule`` has them."""

    least: int = 1
    most: int = 5
    load: int = 100
    distance: int = 60
    skill: int = 80
    language: int = 120
    branch: int = 20
    tie: int = 70
    fits: Mapping[str, Any] = field(default_factory=dict)

    def skills_for(self, cause: str) -> frozenset[str]:
        return frozenset(self.fits.get("skills", {}).get(cause, ()))


@dataclass(frozen=True)
class Helper:
    """An officer: households held, the village groups they lie in, what they can do and speak, their branch.

    ``begins``: the group that somebody who has no household yet is to begin with.
    """

    key: str
    held: int = 0
    groups: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    branch: str = ""
    begins: str = ""


@dataclass(frozen=True)
class Home:
    """A household: its group, causes of poverty (the main one first), a language it needs, the branches of
    its party members, by officer the closest earlier tie, and who was refused for it."""

    key: str
    group: str = ""
    causes: tuple[str, ...] = ()
    language: str = ""
    branches: frozenset[str] = frozenset()
    ties: Mapping[str, str] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()


class Part(NamedTuple):
    """What one consideration costs of a pair, and what speaks for the pair where it costs little."""

    cost: int
    said: Said | None = None


Consideration = Callable[[Helper, Home, Weights], Part]


def tie(helper: Helper, home: Home, weights: Weights) -> Part:
    weight, tie = weights.tie, home.ties.get(helper.key)
    if tie is None:
        return Part(weight)
    return Part(weight * KNOWN[tie] // PARTS, (tie, {}))


def _skill(helper: Helper, home: Home, weights: Weights) -> Part:
    """Of a household without a cause that any skill answers to, nobody is asked for one."""
    answered = {cause: weights.skills_for(cause) for cause in home.causes}
    asked = [cause for cause in home.causes if answered[cause]]
    for cause in asked:
        if able := sorted(answered[cause] & helper.skills):
            share = 0 if cause == asked[0] else weights.skill // 2
            return Part(share, ("skill", {"skill": able[0], "cause": cause}))
    return Part(weights.skill if asked else 0)


def _language(helper: Helper, home: Home, weights: Weights) -> Part:
    if not home.language:
        return Part(0)
    if home.language in helper.languages:
        return Part(0, ("language", {"language": home.language}))
    return Part(weights.language)


def _near(helper: Helper, home: Home, weights: Weights) -> Part:
    """The same village group as other households of the officer: one way for all of them."""
    if home.group and home.group in helper.groups:
        return Part(0, ("near", {"group": home.group}))
    if home.group and home.group == helper.begins:
        return Part(0, ("begins", {"group": home.group}))
    return Part(weights.distance)


def _branch(helper: Helper, home: Home, weights: Weights) -> Part:
    if not home.branches:
        return Part(0)
    if helper.branch and helper.branch in home.branches:
        return Part(0, ("branch", {"branch": helper.branch}))
    return Part(weights.branch // 2 if helper.branch else weights.branch)


ALIKE: tuple[tuple[Callable[[Home], Any], Consideration], ...] = (
    (lambda home: home.causes, _skill),
    (lambda home: home.language, _language),
    (lambda home: home.group, _near),
    (lambda home: home.branches, _branch),
)
"""Considerations with what of a home they look at, so that homes which are alike in it are priced once; a tie
besides is of one pair alone."""


def _parts(helper: Helper, home: Home, weights: Weights) -> list[Part]:
    """In the order in which they are told."""
    return [one(helper, home, weights) for one in (tie, *(one for _key, one in ALIKE))]


def why(helper: Helper, home: Home, weights: Weights, after: int) -> list[Said]:
    """What speaks for the pair; how many households the officer would have then comes last."""
    found = [part.said for part in _parts(helper, home, weights) if part.said]
    return [*found, ("load", {"after": after})]
