"""How a form of the file asks, and how what was typed becomes fields of a statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from lianxin.kernel.text import prose
from lianxin.people.wording import Reading
from lianxin.records.file.labels import DEGREES, FIELDS, IN_MONTHS, MONEY, YEARS
from lianxin.records.file.models import (
    MILLIONTHS,
    Land,
    Statement,
)
from lianxin.records.file.quantities import AREA, LARGE, MU, ONE, SMALL, scaled, written

from .asked import YES_NO
from .asks import Ask, Choices, code_of, codes
from .file_papers import HINTS, Paper
from .form import Form

Stands = Mapping[type[Statement], Statement | None]
LAST: dict[type[Any], int] = {Land: MU}
PARTS = {"house_area": AREA}
NARROW = {"rooms", "people", *IN_MONTHS, *YEARS}
NAMED_PARTS = {
    **PARTS,
    **dict.fromkeys(MONEY, 100),
    **dict.fromkeys(DEGREES, MILLIONTHS),
    "area": MU,
}


def asked(paper: Paper, stands: Stands) -> list[tuple[Any, list[Ask]]]:
    """The questions under their headings; groups without a heading go on with the one before."""
    found: list[tuple[Any, list[Ask]]] = []
    for group in paper.groups:
        asks = [
            _ask(group.kind, name, stands.get(group.kind))
            for name in group.names
            if name != "causes"
        ]
        if group.title or not found:
            found.append((group.title, asks))
        else:
            found[-1][1].extend(asks)
    return found


def _ask(kind: type[Statement], name: str, held: Statement | None) -> Ask:
    label, hint = FIELDS[kind][name], HINTS.get(name, "")
    it = kind._meta.get_field(name)
    if isinstance(it, models.ForeignKey):
        return Ask(name, label, hint, choices=_codes(name, getattr(held, name, None)))
    if isinstance(it, models.BooleanField):
        return Ask(name, label, hint, choices=[("", _("不清楚")), ("1", _("是")), ("0", _("否"))])
    if isinstance(it, models.DateField):
        return Ask(name, label, hint, type="date")
    if isinstance(it, models.CharField) and it.choices:
        return Ask(name, label, hint, choices=[("", _("没填")), *it.choices])
    if isinstance(it, models.CharField):
        return Ask(name, label, hint, maxlength=it.max_length or 60)
    mode = "decimal" if kind is Land or name in NAMED_PARTS else "numeric"
    return Ask(name, label, hint or (_("亩") if kind is Land else ""), inputmode=mode, maxlength=12)


def _codes(name: str, held: Any) -> Choices:
    """The list's values in force, with the one that holds even where it has ended since."""
    listed = list(codes(name, empty=_("没填")))
    if held is not None and str(held.pk) not in {key for key, _label in listed}:
        listed.append((str(held.pk), held.told))
    return listed


def first(paper: Paper, stands: Stands) -> dict[str, Any]:
    """What holds, as the form shows it."""
    shown: dict[str, Any] = {}
    for group in paper.groups:
        row = stands.get(group.kind)
        for name in group.names:
            shown[name] = _shown(group.kind, name, row)
    return shown


def _shown(kind: type[Statement], name: str, row: Statement | None) -> Any:
    value = getattr(row, name, None)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return written(value, _parts(kind, name))
    return getattr(value, "pk", value)


def _parts(kind: type[Statement], name: str) -> int:
    return LAST.get(kind) or NAMED_PARTS.get(name, ONE)


def facts(form: Form, paper: Paper, causes: Iterable[str] = ()) -> dict[type[Any], dict[str, Any]]:
    """What was typed, kind by kind; every problem at its field."""
    reading = Reading()
    found: dict[type[Any], dict[str, Any]] = {kind: {} for kind in paper.kinds}
    for group in paper.groups:
        for name in group.names:
            with reading.catching():
                value = list(causes) if name == "causes" else _read(form, group.kind, name)
                found[group.kind][name] = value
    reading.check()
    return found


def _read(form: Form, kind: type[Statement], name: str) -> Any:
    it = kind._meta.get_field(name)
    if isinstance(it, models.ForeignKey):
        return code_of(form, name)
    if isinstance(it, models.BooleanField):
        return YES_NO.get(form[name])
    if isinstance(it, models.DateField):
        return form.day(name)
    if isinstance(it, models.CharField):
        return prose(form[name])
    limit = SMALL if name in NARROW else LARGE
    return scaled(form[name], _parts(kind, name), name, limit)
