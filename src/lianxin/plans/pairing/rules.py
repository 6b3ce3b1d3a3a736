"""What a proposal weighs: the rule in force in a village, and another one in its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force, today
from lianxin.people.models import Area
from lianxin.people.wording import Reading
from lianxin.register.models import Code

from .facts import Weights
from .models import PairingRule

LIMITS = {
    "least": (0, 20),
    "most": (1, 40),
    **dict.fromkeys(("load", "distance", "skill", "language", "branch", "tie"), (0, 1000)),
}


def rule_of(village: Area, day: date) -> PairingRule | None:
    """In force on the day, the village's own before that of all. Rules are public."""
    rows = PairingRule.objects.visible_to(SYSTEM).filter(in_force(day))
    found = list(rows.filter(Q(village=village) | Q(village=None)))
    found.sort(key=lambda row: (row.village_id is None, -row.from_day.toordinal(), str(row.pk)))
    return found[0] if found else None


def weights_of(rule: PairingRule | None) -> Weights:
    if rule is None:
        return Weights()
    return Weights(**{name: getattr(rule, name) for name in LIMITS}, fits=rule.fits)


def advice_rule_set(
    *,
    actor: Actor,
    village: Area,
    numbers: Mapping[str, int | None],
    skills: str = "",
    languages: str = "",
    source: str = "",
    from_day: date | None = None,
) -> PairingRule:
    """The village's own rule in the place of the one in force, which ends where this one begins.

    ``skills``: a line for each cause of poverty, 因病：医疗卫生、社会救助; ``languages``: 藏族：藏语.
    """
    with act(actor, "advice.rule", on=village) as audit:
        found, day = Reading(), from_day or today()
        row = PairingRule(village=village, from_day=day)
        row.source = found.words("source", source, _("依据"), 200, sentence=True)
        for name, (least, most) in LIMITS.items():
            number = numbers.get(name)
            if number is None or not least <= number <= most:
                found.add("pairing_rule.number", name, least=least, most=most)
            else:
                setattr(row, name, number)
        if not found.problems and row.most < row.least:
            found.add("pairing_rule.load", "most")
        before = rule_of(village, day)
        row.fits = {
            "skills": _lines(found, "skills", skills, ("cause", "skill")),
            "languages": {
                ethnic: spoken[0]
                for ethnic, spoken in _lines(
                    found, "languages", languages, ("ethnic", "language")
                ).items()
            },
            "otherwise": (before.fits if before else {}).get("otherwise", ""),
        }
        found.check()
        rows = PairingRule.objects.visible_to(SYSTEM).filter(in_force(day), village=village)
        rows.update(until=day)
        row.save(force_insert=True)
        audit.note(row, from_day=day, village=village.name)
        return row


def _lines(found: Reading, field: str, text: str, lists: tuple[str, str]) -> dict[str, list[str]]:
    """Each line a name of the first list, a colon, and names of the second."""
    known = [
        set(Code.objects.visible_to(SYSTEM).filter(list=one).values_list("name", flat=True))
        for one in lists
    ]
    read: dict[str, list[str]] = {}
    for line in filter(None, (one.strip() for one in text.splitlines())):
        name, _colon, rest = line.replace(":", "：").partition("：")
        values = [one.strip() for one in rest.replace(",", "、").replace("，", "、").split("、")]
        values = [one for one in values if one]
        if not values:
            found.add("pairing_rule.line", field, line=line[:40])
            continue
        for one, names in ((name.strip(), known[0]), *((value, known[1]) for value in values)):
            if one not in names:
                found.add("pairing_rule.name", field, name=one[:20])
        read[name.strip()] = values
    return read
