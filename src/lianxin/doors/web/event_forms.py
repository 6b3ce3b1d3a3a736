"""What the forms of life events share: whose file it is, and how their answers are read."""

from __future__ import annotations

from uuid import UUID

from lianxin.register import queries
from lianxin.register.models import Code, Membership, Person
from lianxin.register.queries import HouseholdFile

from .asks import code_of
from .form import Form
from .requests import Acted


def file_of(request: Acted, pk: UUID) -> HouseholdFile:
    return queries.household(request.actor, pk)


def identity_of(form: Form) -> dict[str, object]:
    return {
        "id_number": form["id_number"],
        "no_id_reason": form["no_id_reason"],
        "sex": form["sex"],
        "born": form.day("born"),
        "ethnic": code_of(form, "ethnic"),
        "party": code_of(form, "party"),
    }


def relations_of(form: Form, rows: list[Membership]) -> dict[UUID, Code]:
    """The relations chosen beside members; who is left unchosen is left to the register's table."""
    picked = {row.person_id: code_of(form, f"relation-{row.person_id}") for row in rows}
    return {person: code for person, code in picked.items() if code}


def next_head(form: Form, file: HouseholdFile) -> Person | None:
    listed = {str(row.person_id): row.person for row in file.members}
    return listed.get(form["new_head"])
