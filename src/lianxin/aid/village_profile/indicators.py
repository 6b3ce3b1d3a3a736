"""What is asked of villages: an indicator is set from a day on, or ended from a day on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.people.queries import reaches_all
from lianxin.people.wording import Reading

from .models import Kind, VillageFact, VillageIndicator

FEWEST, MOST, LONGEST = 2, 12, 40
"""Options of a list, and how long one of them may be."""
BETWEEN = re.compile(r"[、，,；;\n]+")
YUAN = "元"


@dataclass(frozen=True)
class IndicatorGiven:
    """An indicator as it is filled in; ``choices`` in one text, parted by 、."""

    name: str
    kind: str
    heading: str = ""
    name_en: str = ""
    heading_en: str = ""
    unit: str = ""
    choices: str = ""
    more: bool = True
    source: str = ""


def village_indicator_set(
    *,
    actor: Actor,
    given: IndicatorGiven,
    village: Area | None = None,
    after: VillageIndicator | None = None,
    instead_of: VillageIndicator | None = None,
    from_day: date | None = None,
) -> VillageIndicator:
    """A new one, or what is asked from the day on in the place of an old one, which ends there.

    Of one village, else of all of them. It stands behind ``after``, under the same heading, else first
    under its own. Raises ``village_indicator.*`` and ``rule.not_later``.
    """
    with act(actor, "village_indicator.set", on=village) as audit:
        _check_whose(actor, village, instead_of)
        found, row = Reading(), _read_into(given, after, from_day or today())
        row.village, row.key = village, instead_of.key if instead_of else f"own_{row.pk.hex[-12:]}"
        if _called(row):
            found.add("village_indicator.twice", "name", name=row.name)
        found.check()
        _stand(row, after)
        _follow(row)
        audit.note(row, name=row.name, from_day=row.from_day)
        return row


def village_indicator_end(
    *,
    actor: Actor,
    row: VillageIndicator,
    village: Area | None = None,
    until: date | None = None,
) -> VillageIndicator:
    """From the day on it is asked no longer; what was stated of it stays as it was.

    Of all villages' the one ``village`` may be spared alone; its own row then says so.
    """
    whose, day = row.village or village, until or today()
    with act(actor, "village_indicator.end", on=whose) as audit:
        _check_whose(actor, whose, row)
        kept = _rows().get(pk=row.pk)
        if kept.until is not None and kept.until <= day:
            raise refuse("village_indicator.ended", name=kept.told, until=kept.until)
        if kept.village_id or whose is None:
            kept.until = max(kept.from_day, day)
            kept.save(update_fields=["until"])
        else:
            kept = _spared(kept, whose, day)
            _follow(kept)
        audit.note(kept, name=kept.name, until=day)
        return kept


def _check_whose(actor: Actor, village: Area | None, row: VillageIndicator | None) -> None:
    """What holds for every village is set by who looks after all; what is another village's, never."""
    if village is None and not reaches_all(actor):
        raise refuse("village_indicator.for_all")
    if row is not None and row.village_id and row.village_id != getattr(village, "pk", None):
        raise refuse("action.absent")


def _spared(row: VillageIndicator, village: Area, day: date) -> VillageIndicator:
    names = ("key", "name", "name_en", "heading", "heading_en", "kind", "unit", "choices", "more")
    told = {name: getattr(row, name) for name in (*names, "source", "position")}
    return VillageIndicator(**told, village=village, from_day=day, asked=False)


def _rows() -> GuardedQuerySet[VillageIndicator]:
    """Unscoped: the policy has just been asked."""
    return VillageIndicator.objects.visible_to(SYSTEM).select_for_update()


def _read_into(
    given: IndicatorGiven, after: VillageIndicator | None, day: date
) -> VillageIndicator:
    found, row = Reading(), VillageIndicator(kind=given.kind, more=given.more, from_day=day)
    row.name = found.words("name", given.name, _("名称"), 40, needed=True)
    row.name_en = found.words("name_en", given.name_en, _("英文名称"), 60)
    row.source = found.words("source", given.source, _("依据"), 160, sentence=True)
    if after is not None:
        row.heading, row.heading_en = after.heading, after.heading_en
    else:
        row.heading = found.words("heading", given.heading, _("组名"), 20, needed=True)
        row.heading_en = found.words("heading_en", given.heading_en, _("组的英文名称"), 40)
    if given.kind not in Kind.values:
        found.add("input.unknown_choice", "kind", value=given.kind[:20] or "—")
    if given.kind == Kind.NUMBER:
        row.unit = found.words("unit", given.unit, _("单位"), 6, needed=True)
    elif given.kind == Kind.MONEY:
        row.unit = YUAN
    elif given.kind == Kind.CHOICE:
        row.choices = _options(found, given.choices)
    found.check()
    return row


def _options(found: Reading, text: str) -> list[str]:
    listed = [found.words("choices", one, _("可以选的"), LONGEST) for one in BETWEEN.split(text)]
    kept = [one for one in dict.fromkeys(listed) if one]
    if not FEWEST <= len(kept) <= MOST:
        found.add("village_indicator.options", "choices", fewest=FEWEST, most=MOST)
    return kept


def _called(row: VillageIndicator) -> bool:
    """Whether another one is asked there under this name on the day or later."""
    rows = _rows().filter(Q(village=None) | Q(village=row.village), name=row.name, asked=True)
    rows = rows.exclude(key=row.key)
    return any(one.until is None or one.until > row.from_day for one in rows)


def _follow(row: VillageIndicator) -> None:
    """The row before ends here; or, begun today or later and nothing stated of it, it is corrected."""
    rows = list(_rows().filter(key=row.key, village=row.village).order_by("from_day"))
    held = [one for one in rows if one.until != one.from_day]
    same = next((one for one in rows if one.from_day == row.from_day), None)
    if (held and row.from_day < held[-1].from_day) or (same is not None and _stays(same)):
        raise refuse("rule.not_later", "from_day", last=(held or rows)[-1].from_day)
    for one in held:
        if one is not same and (one.until is None or one.until > row.from_day):
            one.until = row.from_day
            one.save(update_fields=["until"])
    if same is not None:
        row.pk = same.pk
    row.save(force_insert=same is None, force_update=same is not None)


def _stays(row: VillageIndicator) -> bool:
    """What has held, or of which something is stated, is never rewritten."""
    stated = VillageFact.objects.visible_to(SYSTEM).filter(indicator=row)
    return row.from_day < today() or stated.exists()


def _stand(row: VillageIndicator, after: VillageIndicator | None) -> None:
    """What stands there now, and all behind it, goes one place on."""
    others = _rows().exclude(key=row.key)
    if after is not None:
        row.position = others.get(pk=after.pk).position + 1
    else:
        first = others.filter(heading=row.heading).order_by("position").first()
        last = others.order_by("-position").first()
        row.position = first.position if first else last.position + 1 if last else 0
    if others.filter(position=row.position).exists():
        others.filter(position__gte=row.position).update(position=F("position") + 1)
