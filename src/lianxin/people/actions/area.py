"""Places: towns under the county, villages under a town, groups 社 under a village."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import initials, tidy

from ..models import Area, Level, Partnership, Unit
from ..tables import LENGTHS
from ..wording import Reading

BELOW = {
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.TOWN,
    Level.TOWN: Level.VILLAGE,
}
NUMERALS = "零一二三四五六七八九十"
MOST_GROUPS = 99


def area_add(
    *,
    actor: Actor,
    parent: Area,
    name: str,
    code: str = "",
    unit: Unit | None = None,
    groups: str = "",
) -> Area:
    """Adds a town or a village; with ``unit`` the village is paired with that unit from today.

    ``groups`` are its first groups, written as for ``groups_add``.

    The office may add a village only together with its own unit, so that it lies in its reach.
    """
    village_of = unit if parent.level == Level.TOWN else None
    with act(actor, "area.add", on=village_of or parent) as audit:
        level = BELOW.get(Level(parent.level))
        if level is None:
            raise refuse("area.not_divided", "parent", name=parent.name)
        reading = Reading()
        name = _name(reading, parent, name)
        code, provisional = _code(reading, parent, level, code)
        reading.check()
        area = Area.objects.create(
            code=code,
            path=code[: LENGTHS[level]],
            name=name,
            initials=initials(name),
            level=level,
            parent=parent,
            provisional=provisional,
        )
        if village_of is not None:
            Partnership.objects.create(unit=village_of, village=area, from_day=today())
        wanted = groups if level is Level.VILLAGE else ""
        names = _wanted_groups(area, wanted, {}) if wanted.strip() else []
        for place, group in enumerate(names, 1):
            _new_group(area, group, place)
        audit.note(
            area, code=code, provisional=provisional, unit=str(village_of or ""), groups=names
        )
    return area


def groups_add(*, actor: Actor, village: Area, text: str) -> list[Area]:
    """Adds several groups at once: their names (一社 二社 三社) or just how many (3)."""
    with act(actor, "area.add", on=village) as audit:
        if village.level != Level.VILLAGE:
            raise refuse("area.not_divided", "parent", name=village.name)
        there = dict(_children(village).values_list("name", "code"))
        names = _wanted_groups(village, text, there)
        used = {int(code[12:]) for code in there.values()}
        free = (place for place in range(1, MOST_GROUPS + 1) if place not in used)
        groups = [_new_group(village, name, next(free)) for name in names]
        audit.note(village, groups=names)
    return groups


def area_change(
    *, actor: Actor, area: Area, name: str, code: str = "", town: Area | None = None
) -> Area:
    """Renames a place; a village may get its true code or town, and its groups follow with their paths."""
    with act(actor, "area.change", on=area) as audit:
        before = {"name": area.name, "code": area.code}
        reading = Reading()
        if town is not None and town != area.parent:
            code = _moved(reading, area, town, code)
        area.name = _name(reading, area.parent, name, area)
        code = code.strip() or area.code
        if code != area.code and area.level != Level.VILLAGE:
            reading.add("area.code_fixed", "code")
        elif code != area.code and area.parent:
            area.code, area.provisional = _code(reading, area.parent, Level.VILLAGE, code)
        reading.check()
        area.path = area.code[: len(area.path)]
        area.initials = initials(area.name)
        area.save()
        if area.level == Level.VILLAGE:
            _move_groups(area)
        audit.note(area, before=before, after={"name": area.name, "code": area.code})
    return area


def group_remove(*, actor: Actor, group: Area) -> None:
    """A group entered by mistake goes; one that a household has ever belonged to stays."""
    with act(actor, "area.change", on=group) as audit:
        if group.level != Level.GROUP:
            raise refuse("area.not_a_group", name=group.name)
        audit.note(group.parent, removed=group.name)
        try:
            group.delete()
        except ProtectedError:
            raise refuse("area.lived_in", name=group.name) from None


def _moved(reading: Reading, village: Area, town: Area, code: str) -> str:
    """The village stands under another town; a code of the old town makes room for a provisional one."""
    if village.level != Level.VILLAGE or town.level != Level.TOWN:
        reading.add("area.town_needed", "town")
        return village.code
    village.parent = town
    if code.strip() not in {"", village.code}:
        return code
    village.provisional = True
    village.code = _provisional(reading, town) or village.code
    return village.code


def _children(parent: Area | None) -> Any:
    # Areas are public; a clash must be found wherever it lies.
    return Area.objects.visible_to(SYSTEM).filter(parent=parent)


def _name(reading: Reading, parent: Area | None, name: str, but: Area | None = None) -> str:
    name = reading.words("name", name, _("名称"), 60, needed=True)
    same = _children(parent).filter(name=name)
    if (same.exclude(pk=but.pk) if but else same).exists():
        reading.add("area.name_twice", "name", name=name, parent=str(parent or ""))
    return name


def _code(reading: Reading, parent: Area, level: Level, code: str) -> tuple[str, bool]:
    """A true code, checked; blank for a village gives the first free provisional one (9xx)."""
    code = re.sub(r"\s", "", tidy(code))
    if not code and level is Level.VILLAGE:
        return _provisional(reading, parent), True
    if not code:
        reading.add("input.required", "code", label=str(_("代码")))
        return "", False
    if len(code) == LENGTHS[level]:
        code = code.ljust(12, "0")
    if not (code.isascii() and code.isdigit()) or len(code) != 12:
        reading.add("area.code_length", "code", value=code, length=12, now=len(code))
        return code, False
    beyond = code[LENGTHS[level] :].strip("0") or not code[len(parent.path) : LENGTHS[level]].strip(
        "0"
    )
    if not code.startswith(parent.path) or beyond:
        reading.add(
            "area.code_not_under", "code", value=code, parent=parent.name, prefix=parent.path
        )
    other = Area.objects.visible_to(SYSTEM).filter(path=code[: LENGTHS[level]]).first()
    if other:
        reading.add("area.code_taken", "code", value=code, name=other.name)
    return code, False


def _provisional(reading: Reading, town: Area) -> str:
    used = set(_children(town).values_list("code", flat=True))
    for place in range(901, 1000):
        if f"{town.path}{place}" not in used:
            return f"{town.path}{place}"
    reading.add("area.no_code_left", "code", parent=town.name)
    return ""


def _wanted_groups(village: Area, text: str, there: dict[str, str]) -> list[str]:
    words = [word for word in re.split(r"[\s,，、;；]+", tidy(text)) if word]
    if len(words) == 1 and (many := _count(words[0])):
        names = [f"{numeral(n)}社" for n in range(1, min(many, 100) + 1)]
        names = [name for name in names if name not in there]
    else:
        names = [f"{word}社" if word in SPOKEN else word for word in words]
    if not names:
        raise refuse("area.no_groups", "groups")
    reading = Reading()
    for place, name in enumerate(names):
        reading.words("groups", name, _("社名"), 60)
        if name in there or name in names[:place]:
            reading.add("area.name_twice", "groups", name=name, parent=village.name)
    if len(there) + len(names) > MOST_GROUPS:
        reading.add("area.too_many_groups", "groups", count=len(there) + len(names))
    reading.check()
    return names


def _count(word: str) -> int:
    """5 and 五 tell how many groups there are; anything else is a name."""
    return int(word) if word.isdecimal() else SPOKEN.get(word, 0)


def _new_group(village: Area, name: str, place: int) -> Area:
    code = f"{village.path}{place:02}"
    return Area.objects.create(
        code=code,
        path=code,
        name=name,
        initials=initials(name),
        level=Level.GROUP,
        parent=village,
        provisional=village.provisional,
    )


def _move_groups(village: Area) -> None:
    for group in _children(village):
        group.code = group.path = f"{village.path}{group.path[-2:]}"
        group.provisional = village.provisional
        group.save(update_fields=["code", "path", "provisional"])


def numeral(number: int) -> str:
    """1 to 99 as groups are named: 一, 十, 十二, 二十, 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{NUMERALS[tens]}十")
    return head + (NUMERALS[ones] if ones else "")


SPOKEN = {numeral(number): number for number in range(1, MOST_GROUPS + 1)}
"""A numeral alone is no group's name: 六 beside 六社 would be one group twice."""
