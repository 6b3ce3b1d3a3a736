"""What is told of an activity: its kind, its days, its words; asked alike when it is planned, held or mended."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import gettext as _

from lianxin.aid.kinds.models import Group
from lianxin.aid.kinds.queries import kinds_on

from .asking import Answers, key_of, listed, number_of
from .asks import Ask
from .form import Form
from .requests import Acted

PARTED = {Group.FARM, Group.TRADE}
"""Groups of which a kind is but a subject, so that the group is said with it."""


def kinds_offered(empty: Any) -> list[tuple[str, str]]:
    """The kinds in force, with their group before those that are only its subjects."""
    known = kinds_on()
    found = [("", str(empty))]
    for code in listed("activity"):
        row = known.get(code.pk)
        group = row.get_group_display() if row and row.group in PARTED else ""
        words = _("%(group)s：%(kind)s") % {"group": group, "kind": code.told}
        found.append((str(code.pk), words if group else code.told))
    return found


def words() -> list[Ask]:
    """What is told of it in words, and how many people came."""
    return [
        Ask("title", _("活动名称"), required=True, maxlength=80),
        Ask("place", _("地点"), maxlength=60),
        Ask("organisers", _("主办"), _("哪个单位、哪几家一起办的"), maxlength=120),
        Ask(
            "people",
            _("到场群众人数"),
            _("空着就按各户到场的人加起来算"),
            maxlength=9,
            inputmode="numeric",
        ),
        Ask(
            "text",
            _("内容"),
            _("做了什么、群众说了什么；这段话会写进每名干部的日记"),
            type="textarea",
            required=True,
            maxlength=5000,
        ),
    ]


def told(form: Form) -> dict[str, Any]:
    """What was typed, by the names under which the actions take it."""
    said: dict[str, Any] = {name: form[name] for name in ("title", "place", "organisers", "text")}
    return said | {"people": number_of(form["people"])}


def days() -> list[Ask]:
    return [
        Ask("day", _("哪天办的"), _("存好以后日期不能改"), type="date", required=True),
        Ask("until", _("到哪天"), _("只办一天就空着"), type="date"),
    ]


def when(form: Form, *, kind: bool = False) -> dict[str, Any]:
    """Its days, and where wanted its kind. Raises ``input.*`` for all that cannot be read."""
    answers = Answers(form)
    found: dict[str, Any] = {
        "day": answers.day("day", _("哪天办的")),
        "until": answers.maybe_day("until"),
    }
    if kind:
        found["kind"] = answers.pick("kind", listed("activity"), _("类别"))
    answers.check()
    return found


def stood_in(request: Acted, here: Iterable[Any]) -> list[str]:
    """The households that the form was opened with as present; others may be written down meanwhile."""
    if request.method == "POST":
        return [key for key in request.POST.get("stood", "").split(",") if key_of(key)]
    return [str(one.household_id) for one in here]


def ticked_in(request: Acted, name: str, first: Collection[str] = ()) -> set[str]:
    """What is ticked: what was sent, before that what the page shows at first."""
    return set(request.POST.getlist(name)) if request.method == "POST" else set(first)
