"""What a statement may say: months of a year, known years, days in order, a place on the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from lianxin.kernel.datum import DATUMS
from lianxin.kernel.problem import refuse
from lianxin.people.wording import Reading

from .labels import FIELDS, IN_MONTHS, YEARS
from .models import MILLIONTHS, Position, Statement

K = TypeVar("K", bound=Statement)
CARRIED = frozenset({"id", "from_day", "until", "source", "author", "written_at"})
"""Fields of every statement that say nothing of their own."""
MOST_CAUSES = 5
MONTHS = 12
WORDS = {
    **{"doing": 60, "employer": 60, "trade": 30, "public_post": 30, "jobless_graduate": 60},
    **{"party_post": 30, "party_branch": 60, "business_help": 60},
}
"""Fields of words with how many letters they hold."""
IN_ORDER = (("work_from", "work_until"), ("enlisted", "discharged"))
KNOWN_YEARS = range(1949, 2101)
MOST_NORTH, MOST_EAST = 90, 180
CERTIFIED = ("arable", "forest", "orchard", "pasture")


def checked(facts: Mapping[type[K], Mapping[str, Any]]) -> Mapping[type[K], Mapping[str, Any]]:
    """The same facts; refuses with all problems of all kinds at once."""
    found = Reading()
    for kind, fields in facts.items():
        _check(found, kind, fields)
    found.check()
    return facts


def _check(found: Reading, kind: type[Statement], fields: Mapping[str, Any]) -> None:
    known = {field.name for field in kind._meta.fields} - CARRIED - {"household", "person"}
    if unknown := set(fields) - known:
        raise refuse("input.unknown_choice", min(unknown), value=min(unknown))
    for whole in CERTIFIED:
        part = f"{whole}_certified"
        if (fields.get(part) or 0) > (fields.get(whole) or 0) and whole in fields:
            told = {"part": fields[part] / 100, "whole": (fields.get(whole) or 0) / 100}
            found.add("file.certified", part, **told)
    for name in IN_MONTHS & set(fields):
        if (fields[name] or 0) > MONTHS:
            found.add("file.months", name, limit=MONTHS, label=str(FIELDS[kind][name]))
    if fields.get("supported") is False and fields.get("way"):
        found.add("file.support_way", "way")
    if kind is Position:
        _check_position(found, fields)
    for name in WORDS.keys() & set(fields):
        found.words(name, fields[name], FIELDS[kind][name], WORDS[name])
    for name in YEARS & set(fields):
        if fields[name] is not None and fields[name] not in KNOWN_YEARS:
            found.add("file.year", name, year=fields[name])
    for first, last in IN_ORDER:
        begun, ended = fields.get(first), fields.get(last)
        if begun and ended and ended < begun:
            found.add("period.backwards", last, from_day=begun, until=ended)
    main = str(fields["cause"].pk) if fields.get("cause") else ""
    if len({*map(str, fields.get("causes") or ())} - {main}) > MOST_CAUSES:
        found.add("file.main_cause", "causes", limit=MOST_CAUSES)


def _check_position(found: Reading, fields: Mapping[str, Any]) -> None:
    """Both numbers or none, with the map they were read from, and neither in the other's place."""
    north, east = fields.get("latitude"), fields.get("longitude")
    if north is None and east is None:
        return
    if north is None or abs(north) > MOST_NORTH * MILLIONTHS:
        found.add("file.latitude", "latitude")
    if east is None or abs(east) > MOST_EAST * MILLIONTHS:
        found.add("file.longitude", "longitude")
    if fields.get("datum") not in DATUMS:
        found.add("file.datum", "datum")
