"""对一对: which mark means what, which cell is filled with what; by picking in the form's own picture."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lianxin.doors.sheets.forms.filling import TYPES, form_of
from lianxin.doors.sheets.forms.heads import proposed
from lianxin.doors.sheets.forms.preview import Block
from lianxin.kernel.problem import refuse
from lianxin.results.forms.actions import form_change
from lianxin.results.forms.field import MEMBER
from lianxin.results.forms.fields import every_field
from lianxin.results.forms.models import FormTemplate
from lianxin.results.forms.queries import form, form_content
from lianxin.results.forms.slots import Slot, slot_of
from lianxin.results.forms.words import near

from .attachment import file_answer
from .attempt import attempted
from .form_picture import Picture, mapped
from .requests import Acted

OPEN = "?"
WAYS = (
    ("", gettext_lazy("照常")),
    ("each", gettext_lazy("每户一行，往下填")),
    *((str(n), gettext_lazy("只填第 %(n)d 个成员") % {"n": n}) for n in range(1, 9)),
)


def mapping(request: Acted, pk: UUID) -> HttpResponse:
    row = form(request.actor, pk)
    done, problems, status = attempted(request, lambda: _changed(request, row))
    if done is not None:
        return done
    file = form_of(row)
    picked = file.cell(request.GET.get("cell", "")) or ""
    in_order = _in_order(file.marks(), row)
    blocks = file.blocks()
    heads = _heads(blocks, row)
    marks = [_mark(place, text, row) for place, text in enumerate(in_order)]
    shown = {
        "form": row,
        "may": request.actor.allows("form.change", row),
        "may_fill": request.actor.allows("form.fill", row),
        "problems": problems,
        "marks": marks,
        "understood": sum(not one["open"] for one in marks),
        "heads": [(address, _told(slot)) for address, slot in heads.items()],
        "cells": sorted((address, _told(slot)) for address, slot in row.cells.items()),
        "cell": request.POST.get("cell") or picked,
        "chosen": _parted(row.cells.get(picked, "")),
        "groups": _groups(),
        "ways": WAYS,
        "picture": Picture(mapped(blocks, row, picked)),
        "example": "C4" if row.kind == "xlsx" else "T1.R2.C3",
    }
    return render(request, "forms/mapping.html", shown, status=status)


def _in_order(found: dict[str, list[str]], row: FormTemplate) -> list[str]:
    """Those that nobody understands yet come first."""
    return sorted(
        (text for text in found if text in row.marks), key=lambda t: row.marks[t] is not None
    )


def _mark(place: int, text: str, row: FormTemplate) -> dict[str, Any]:
    slot = row.marks[text]
    close = near(text) if slot is None else []
    return {
        "place": place,
        "text": text,
        "open": slot is None,
        "chosen": _parted(slot or "", OPEN if slot is None else ""),
        "near": [(_parted(one)[0], _told(one)) for one in close],
    }


def _heads(blocks: list[Block], row: FormTemplate) -> dict[str, str]:
    """What the form's own headings propose, without the cells and facts that were told already."""
    found, told = proposed(blocks), {*row.cells.values()}
    return {one: slot for one, slot in found.items() if one not in row.cells and slot not in told}


def _told(slot: str) -> str:
    found = slot_of(slot)
    return found.told if found else slot


def _parted(slot: str, blank: str = "") -> tuple[str, str]:
    """A slot as the two lists of the page have it: which fact, and how."""
    found = slot_of(slot)
    if found is None:
        return blank, ""
    level = "member" if found.way == "member" else "home"
    return f"{level}:{found.field.name}", _way_of(found)


def _way_of(slot: Slot) -> str:
    return str(slot.place) if slot.place else "each" if slot.way == "each" else ""


def _joined(field: str, way: str) -> str:
    """The two lists as a slot; for one's own place a member's fact needs no way."""
    level, _bar, name = field.partition(":")
    if level == "member":
        return f"member{way if way.isdigit() else ''}:{name}"
    return f"{'each' if way == 'each' else 'home'}:{name}"


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for one in every_field():
        level = "member" if one.of == MEMBER else "home"
        found.setdefault(str(one.group), []).append((f"{level}:{one.name}", str(one.title)))
    return list(found.items())


def _changed(request: Acted, row: FormTemplate) -> HttpResponse:
    sent = request.POST
    here = reverse("form", args=[row.pk])
    if sent.get("do") == "marks":
        marks: dict[str, str | None] = {}
        for place in range(len(row.marks)):
            text, field = sent.get(f"mark-{place}", ""), sent.get(f"field-{place}", OPEN)
            if text and field != OPEN:
                marks[text] = _joined(field, sent.get(f"way-{place}", "")) if field else ""
        form_change(actor=request.actor, row=row, marks=marks)
        messages.success(request, _("记号都存好了"))
        return redirect(here)
    if sent.get("do") == "heads":
        new = _heads(form_of(row).blocks(), row)
        form_change(actor=request.actor, row=row, cells=new)
        messages.success(
            request, _("照表头对上了 %(n)d 格，请看一遍图，不对的点开改。") % {"n": len(new)}
        )
        return redirect(here)
    if sent.get("do") == "name":
        form_change(actor=request.actor, row=row, name=sent.get("name", "").strip())
        messages.success(request, _("存好了"))
        return redirect(here)
    return _picked(request, row, here)


def _picked(request: Acted, row: FormTemplate, here: str) -> HttpResponse:
    sent = request.POST
    address = form_of(row).cell(sent.get("cell", ""))
    if address is None:
        raise refuse("form.no_cell", "cell", cell=sent.get("cell", "")[:30])
    field = "" if sent.get("do") == "clear" else sent.get("field", "")
    if not field and sent.get("do") != "clear":
        raise refuse("input.required", "field", label=_("填什么"))
    slot = _joined(field, sent.get("way", "")) if field else ""
    form_change(actor=request.actor, row=row, cells={address: slot})
    said = {"cell": address, "what": _told(slot)}
    done = _("%(cell)s 填：%(what)s") if slot else _("%(cell)s 不填了")
    messages.success(request, done % said)
    return redirect(f"{here}?{urlencode({'cell': address})}#pick")


@require_GET
def blank(request: Acted, pk: UUID) -> HttpResponse:
    """The form itself, as it was sent."""
    row = form(request.actor, pk)
    return file_answer(form_content(row), row.file_name, TYPES[row.kind])
