"""A value put into one field of a household, from the day it was said; the usual actions write it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.records.file.actions import household_states
from lianxin.records.file.models import HouseholdStatement
from lianxin.register.actions import household_change
from lianxin.register.models import Household

from .fields import ALL, Held


def fields_apply(
    *, actor: Actor, household: Household, held: Held, values: Mapping[str, Any], day: date
) -> None:
    """``values`` as ``fields.read`` gives them. A fact never begins before the one that it follows."""
    own = {name: value for name, value in values.items() if ALL[name].model is None}
    if own:
        household_change(actor=actor, household=household, rev=household.rev, fields=own)
    stated: dict[type[HouseholdStatement], dict[str, Any]] = defaultdict(dict)
    for name, value in values.items():
        if model := ALL[name].model:
            stated[model][name] = value
    for model, facts in stated.items():
        before = held.get(model)
        first = max(day, household.opened, before.from_day if before else household.opened)
        household_states(
            actor=actor, household=household, facts={model: facts}, day=min(first, today())
        )
