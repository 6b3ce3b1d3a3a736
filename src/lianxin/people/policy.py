"""Who sees which rows, and may do what to them: the roles (``roles.py``) within the scopes granted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, Q

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.guard import Reach
from lianxin.kernel.memory import remembered
from lianxin.kernel.period import in_force, today

from .models import Account, Grant, Officer, Partnership, Role
from .roles import POLICY, Scope
from .rows import OWN_ROWS
from .writes import OWN_WRITES


def _grants(account: Account) -> tuple[Grant, ...]:
    """Those in force today; giving and ending one is an action, so that none is remembered too long."""
    rows = Grant.objects.visible_to(SYSTEM).filter(in_force(), account=account)
    found = rows.select_related("unit", "area")
    return remembered(("grants", account.pk, today()), lambda: tuple(found))


@dataclass(frozen=True)
class AccountActor:
    """A signed-in account with the grants in force today; made once for each request or command."""

    account: Account
    door: str = "web"
    address: str = ""
    grants: tuple[Grant, ...] = field(default=())

    @classmethod
    def of(cls, account: Account, *, door: str = "web", address: str = "") -> AccountActor:
        grants = _grants(account) if alive(account) else ()
        return cls(account, door, address, grants)

    @property
    def id(self) -> UUID | None:
        return self.account.pk

    @property
    def name(self) -> str:
        return self.account.name

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(grant.role) for grant in self.grants)

    def sees(self, model: type[Model]) -> Q | None:
        if model not in self._sights:
            self._sights[model] = self._sight(model)
        return self._sights[model]

    @cached_property
    def _sights(self) -> dict[type[Model], Q | None]:
        """By model, since a page asks dozens of times; what rows these are the database says anew."""
        return {}

    def _sight(self, model: type[Model]) -> Q | None:
        reach: Reach = model.reach  # type: ignore[attr-defined]
        if reach.public:
            return Q()
        parts = [self._seen_by(grant, model) for grant in self.grants]
        if model.__name__ in OWN_ROWS:
            parts.append(Q(**{reach.account: self.account.pk}))
        return _union(parts)

    def sees_with(self, model: type[Model], other: type[Model]) -> Q | None:
        """Rows of one model, by those grants alone that show the other one beside it."""
        both = (g for g in self.grants if other.__name__ in POLICY[Role(g.role)].sees)
        return _union(self._seen_by(grant, model) for grant in both)

    def allows(self, action: str, on: Any = None) -> bool:
        if action in OWN_WRITES:
            return on is None or _owner(on) == self.account.pk
        able = [grant for grant in self.grants if action in POLICY[Role(grant.role)].does]
        if not isinstance(on, Model):
            return bool(able)
        return any(self._covers(grant, on) for grant in able)

    def may_be(self, action: str, model: type[Model]) -> Q | None:
        """The rows of a model that the actor may do the action to, for a whole list; None for none at all."""
        able = [grant for grant in self.grants if action in POLICY[Role(grant.role)].does]
        return _union(self._scope(grant, model) for grant in able)

    def allowed(self, actions: Iterable[str], on: Model) -> frozenset[str]:
        """Which of several actions the actor may do to one row, with one look at each grant."""
        covering = [grant for grant in self.grants if self._covers(grant, on)]
        able = {one for grant in covering for one in POLICY[Role(grant.role)].does}
        return frozenset(actions) & able

    def why(self, action: str) -> list[str]:
        """The readable reasons for which the actor may do the action."""
        return [
            f"{grant.get_role_display()}：{POLICY[Role(grant.role)].because}"
            for grant in self.grants
            if action in POLICY[Role(grant.role)].does
        ]

    @cached_property
    def villages(self) -> dict[UUID, tuple[str, ...]]:
        """Area paths of the villages each unit-scoped grant reaches today."""
        found: dict[UUID, tuple[str, ...]] = {}
        for grant in self.grants:
            if grant.unit and POLICY[Role(grant.role)].scope is Scope.UNIT:
                paired = Partnership.objects.visible_to(SYSTEM).filter(
                    in_force(), unit__path__startswith=grant.unit.path
                )
                found[grant.pk] = tuple(paired.values_list("village__path", flat=True))
        return found

    def _covers(self, grant: Grant, on: Model) -> bool:
        """Of officers it is asked once: many entries of one officer are written by one actor."""
        if not isinstance(on, Officer):
            return self._reaches(grant, on)
        key = (grant.pk, on.pk)
        if key not in self._officers:
            self._officers[key] = self._reaches(grant, on)
        return self._officers[key]

    @cached_property
    def _officers(self) -> dict[tuple[UUID, UUID], bool]:
        return {}

    def _reaches(self, grant: Grant, on: Model) -> bool:
        seen = self._scope(grant, type(on))
        if seen is None:
            return False
        rows = type(on).objects.visible_to(SYSTEM)  # type: ignore[attr-defined]
        return bool(rows.filter(seen, pk=on.pk).exists())

    def _seen_by(self, grant: Grant, model: type[Model]) -> Q | None:
        if model.__name__ not in POLICY[Role(grant.role)].sees:
            return None
        return self._scope(grant, model)

    def _scope(self, grant: Grant, model: type[Model]) -> Q | None:
        reach: Reach = model.reach  # type: ignore[attr-defined]
        scope = POLICY[Role(grant.role)].scope
        if scope is Scope.INSTANCE:
            return Q()
        if scope is Scope.OWN:
            return self._own_scope(reach)
        if scope is Scope.AREA:
            if not reach.area or grant.area is None:
                return None
            return Q(**{f"{reach.area}__startswith": grant.area.path})
        if grant.unit is None:
            return None
        if reach.unit:
            kept = Q(**{f"{reach.unit}__startswith": grant.unit.path})
            if not reach.within:
                return kept
            return kept | _meant_for(reach, self.villages[grant.pk])
        if reach.area and (paths := self.villages[grant.pk]):
            return _union(Q(**{f"{reach.area}__startswith": path}) for path in paths)
        officers = Officer.objects.visible_to(SYSTEM)
        return _of_officers(
            reach, officers.filter(unit__path__startswith=grant.unit.path).values("pk")
        )

    def _own_scope(self, reach: Reach) -> Q | None:
        officer = self.account.officer_id
        if officer is None:
            return None
        if reach.shared and self.account.officer is not None:
            above = _with_those_above(self.account.officer.unit.path)
            return Q(**{f"{reach.unit}__in": above})
        return _of_officers(reach, [officer])


def _with_those_above(path: str) -> list[str]:
    """0001.0003. as 0001. and 0001.0003."""
    parts = path.split(".")[:-1]
    return [".".join(parts[:depth]) + "." for depth in range(1, len(parts) + 1)]


def _meant_for(reach: Reach, paths: Iterable[str]) -> Q:
    """What is meant for one of the villages, or for a place around it."""
    around = {path[:length] for path in paths for length in range(2, len(path) + 1)}
    return Q(**{f"{reach.within}__in": sorted(around)})


def _of_officers(reach: Reach, officers: Any) -> Q | None:
    """What belongs to officers: households paired with them today, what they took part in or wrote."""
    parts: list[Q | None] = []
    if reach.household or reach.via:
        pairing = apps.get_model("lianxin", "Pairing").objects.visible_to(SYSTEM)
        mine = pairing.filter(in_force(), officer__in=officers)
        parts.append(_of_households(reach, mine.values("household_id")))
    if reach.village:
        pairing = apps.get_model("lianxin", "Pairing").objects.visible_to(SYSTEM)
        around = pairing.filter(in_force(), officer__in=officers).values("household__village_id")
        parts.append(Q(**{f"{reach.village}__in": around}))
    if reach.by:
        model, back = reach.by
        links = apps.get_model("lianxin", model).objects.visible_to(SYSTEM)
        parts.append(Q(pk__in=links.filter(officer__in=officers).values(back)))
    if reach.officer and (reach.either or not parts):
        parts.append(Q(**{f"{reach.officer}__in": officers}))
    return _union(parts)


def _of_households(reach: Reach, mine: Any) -> Q:
    if reach.via is None:
        return Q(**{f"{reach.household}__in": mine})
    model, back = reach.via
    links = apps.get_model("lianxin", model).objects.visible_to(SYSTEM)
    return Q(pk__in=links.filter(household__in=mine).values(back))


def alive(account: Account) -> bool:
    """Disabled and ended accounts, and accounts of officers who have left, are out at once."""
    day = today()
    ended = account.until is not None and account.until <= day
    officer = account.officer
    left = officer is not None and officer.until is not None and officer.until <= day
    return account.is_active and not ended and not left


def _owner(on: Model) -> Any:
    reach: Reach = on.reach  # type: ignore[attr-defined]
    return getattr(on, reach.account, None)


def _union(parts: Iterable[Q | None]) -> Q | None:
    """Rows that any part covers; an empty Q covers all, None and no parts cover nothing."""
    found: Q | None = None
    for part in parts:
        if part is None:
            continue
        if not part:
            return part
        found = part if found is None else found | part
    return found
