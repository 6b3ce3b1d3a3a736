"""Who or what is assessed: an officer, a unit by what its officers did, a village by what its households have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Officer, Partnership, Unit
from lianxin.register.models import Household

from .computing import Span, officer_sheets, unit_sheet, village_sheet
from .evidence import Whose, whose
from .halves import half_totals, weighs
from .models import Assessment, Subject
from .sheet import Sheet


@dataclass(frozen=True)
class Assessed:
    """``unit``: the officer's, the assessed one, or the one that is paired with the village."""

    kind: Subject
    unit: Unit
    officer: Officer | None = None
    village: Area | None = None

    @classmethod
    def of(cls, it: Officer | Unit | Area) -> Assessed:
        if isinstance(it, Officer):
            return cls(Subject.OFFICER, it.unit, officer=it)
        if isinstance(it, Unit):
            return cls(Subject.UNIT, it)
        return cls(Subject.VILLAGE, _partner(it), village=it)

    @classmethod
    def row(cls, row: Assessment) -> Assessed:
        return cls(Subject(row.subject), row.unit, row.officer, row.village)

    @property
    def it(self) -> Officer | Unit | Area:
        return self.officer or self.village or self.unit

    @property
    def name(self) -> str:
        return str(self.it)

    @property
    def which(self) -> dict[str, Any]:
        """The conditions by which its assessments are found."""
        if self.kind == Subject.OFFICER:
            return {"subject": self.kind, "officer": self.officer}
        if self.kind == Subject.VILLAGE:
            return {"subject": self.kind, "village": self.village}
        return {"subject": self.kind, "unit": self.unit}

    def lock(self) -> None:
        """So that two do not confirm at once. Unscoped: the policy has been asked about it."""
        model = type(self.it)
        model.objects.visible_to(SYSTEM).select_for_update().get(pk=self.it.pk)

    def sheet(self, span: Span) -> Sheet:
        """As it is computed now; refuses where nobody answered for a household."""
        found = self.sheet_or_none(span)
        if found is None:
            raise refuse("assessment.nothing", name=self.name)
        return found

    def sheet_or_none(self, span: Span) -> Sheet | None:
        if self.officer is not None:
            found = officer_sheets(span, [self.officer.pk])
            return found[0].sheet if found else None
        if self.village is not None:
            it = village_sheet(span, self.village.pk, self.unit.path)
        else:
            it = unit_sheet(span, self.unit.path, self.officers())
        if weighs(it.scheme, span.half):
            it.half = half_totals(span.year, **self.which).get(self.it.pk)
        return it if it.homes else None

    def officers(self) -> list[UUID]:
        if self.officer is not None:
            return [self.officer.pk]
        if self.village is not None:
            return []
        rows = Officer.objects.visible_to(SYSTEM).filter(unit__path__startswith=self.unit.path)
        return list(rows.order_by().values_list("pk", flat=True))

    def whose(self, span: Span) -> Whose:
        """Whom the rows behind it belong to."""
        if self.village is None:
            return whose(span, self.officers())
        rows = Household.objects.visible_to(SYSTEM).filter(village=self.village)
        return Whose((), tuple(rows.order_by("pk").values_list("pk", flat=True)))


def _partner(village: Area) -> Unit:
    rows = Partnership.objects.visible_to(SYSTEM).filter(in_force(), village=village)
    found = rows.select_related("unit").order_by("unit__path", "from_day").first()
    if found is None:
        raise refuse("assessment.nothing", name=village.name)
    return found.unit


def seen(actor: Actor, kind: Subject, pk: UUID) -> Assessed:
    """What the actor may read an assessment of; else it is as if there were none."""
    if actor.sees(Assessment) is None:
        raise refuse("action.absent")
    if kind == Subject.OFFICER:
        rows = Officer.objects.visible_to(actor).select_related("unit")
        return Assessed.of(rows.get_visible(pk=pk))
    if kind == Subject.UNIT:
        return Assessed.of(Unit.objects.visible_to(actor).get_visible(pk=pk))
    village = Area.objects.visible_to(actor).get_visible(pk=pk, level="village")
    homes = Household.objects.visible_to(actor).filter(village=village)
    if not homes.exists():
        raise refuse("action.absent")
    return Assessed.of(village)
