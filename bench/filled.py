"""Each paper of ``bench/folder.py`` filled for every household of the present instance; what is left to type.

``python -m bench.filled`` tells it as JSON.
"""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bench.folder import FORMS, MEMBERS

MARK = "{{{{{}}}}}"


def blank(name: str, headings: list[str]) -> bytes:
    """The form as an office draws it: a heading beside each place, or above a row for each member."""
    from docx import Document

    paper = Document()
    paper.add_heading(name)
    rows = [one for one in headings if one.startswith(MEMBERS)]
    fields = [one for one in headings if one not in rows]
    table = paper.add_table(rows=0, cols=2)
    for one in fields:
        left, right = table.add_row().cells
        left.text, right.text = one, MARK.format(one)
    if rows:
        people = paper.add_table(rows=2, cols=len(rows))
        for place, one in enumerate(rows):
            people.rows[0].cells[place].text = one.removeprefix(MEMBERS)
            people.rows[1].cells[place].text = MARK.format(one)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def fill_all() -> list[dict[str, Any]]:
    from lianxin.kernel.actor import SYSTEM
    from lianxin.people.models import Account
    from lianxin.people.policy import AccountActor

    actor = AccountActor.of(Account.objects.visible_to(SYSTEM).get(login="office"))
    unit = next(grant.unit for grant in actor.grants if grant.unit)
    return [_one(actor, unit, *paper) for paper in FORMS.items()]


def _one(actor: Any, unit: Any, name: str, headings: list[str]) -> dict[str, Any]:
    from lianxin.doors.sheets.forms.filling import fill, look
    from lianxin.results.forms.actions import form_fill, form_keep
    from lianxin.results.forms.queries import Chosen

    kind, marks = look(content := blank(name, headings), f"{name}.docx")
    typed = [mark for mark, slot in marks.items() if slot is None]
    row = form_keep(
        actor=actor,
        unit=unit,
        name=name,
        kind=kind,
        file_name=f"{name}.docx",
        content=content,
        marks={mark: slot or "" for mark, slot in marks.items()},
    )
    filling = form_fill(actor=actor, row=row, chosen=Chosen(), purpose="归档")
    ones = fill(actor=actor, row=row, filling=filling, together=False).ones
    return {
        "name": name,
        "headings": len(headings),
        "typed": typed,
        "households": len(ones),
        "whole": sum(not one.missing for one in ones),
        "gaps": dict(Counter(slot for one in ones for slot in _gaps(one))),
    }


def _gaps(one: Any) -> Iterator[str]:
    """The facts that nobody has stated yet, of one household's file."""
    for block in one.blocks:
        rows = getattr(block, "rows", None)
        cells = [block] if rows is None else [cell for _number, row in rows for cell in row]
        for part in (part for cell in cells for part in cell.parts):
            if part.value is not None and part.value.missing == "empty":
                yield part.value.slot


if __name__ == "__main__":
    from bench.world import setup

    setup()
    sys.stdout.write(json.dumps(fill_all(), ensure_ascii=False) + "\n")
