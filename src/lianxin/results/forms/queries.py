"""Forms that somebody may use, and the households they may be filled for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.sealed import unseal_bytes
from lianxin.people.models import Area
from lianxin.register import queries as register
from lianxin.register.models import Household

from .models import FormTemplate

CONTENT = "form.content"


def forms(actor: Actor, *, dropped: bool = False) -> QuerySet[FormTemplate]:
    """By name; the files stay behind."""
    rows = FormTemplate.objects.visible_to(actor).filter(dropped_at__isnull=not dropped)
    return rows.select_related("unit", "author").defer("content")


def form(actor: Actor, pk: UUID | str) -> FormTemplate:
    """One that is in use, or the refusal that looks the same for unseen and for absent."""
    rows = FormTemplate.objects.visible_to(actor).filter(dropped_at__isnull=True)
    return rows.select_related("unit", "author").get_visible(pk=pk)


def form_content(row: FormTemplate) -> bytes:
    return unseal_bytes(bytes(row.content or b""), CONTENT)


@dataclass(frozen=True)
class Chosen:
    """For which households a form is filled: some by their keys, an officer's, a village's, else all."""

    homes: tuple[UUID, ...] = ()
    officer: UUID | None = None
    village: Area | None = None

    def found(self, actor: Actor, day: date) -> list[UUID]:
        """Those of them that the actor sees, in the order of the ledger."""
        rows: Any = register.households(actor, village=self.village, day=day)
        if self.homes:
            rows = Household.objects.visible_to(actor).filter(pk__in=self.homes)
        if self.officer:
            paired = register.responsible(actor, day=day).filter(officer=self.officer)
            rows = rows.filter(pk__in=paired.order_by().values("household_id"))
        by_group = F("group__path").asc(nulls_last=True)
        return list(rows.order_by("village__path", by_group, "number").values_list("pk", flat=True))
