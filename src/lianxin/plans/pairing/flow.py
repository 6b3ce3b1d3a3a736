"""The cheapest answer over the pairs that are looked at, by minimum-cost flow (OR-Tools)."""

from __future__ import annotations

import numpy as np
from ortools.graph.python import min_cost_flow

from .shape import ALONE, Ints, Pairs, Task


def cheapest(task: Task, pairs: Pairs) -> Ints:
    """The officer of each home, -1 where nobody can be found.

    Each home sends one unit to an officer, and on through one of the officer's places to the end; or
    straight to the end, alone. A place costs more than the one before, so that they fill in order.
    """
    flow = min_cost_flow.SimpleMinCostFlow()
    first, end = task.homes, task.homes + task.officers
    used = pairs.costs < ALONE
    homes, officers = pairs.homes[used], pairs.officers[used]
    arcs = _arcs(flow, homes, first + officers, pairs.costs[used])
    open_places = np.arange(task.steps.shape[1]) < task.room[:, None]
    who, _ = np.nonzero(open_places)
    _arcs(flow, first + who, np.full(len(who), end), task.steps[open_places])
    every = np.arange(task.homes)
    _arcs(flow, every, np.full(task.homes, end), np.full(task.homes, ALONE))
    flow.set_nodes_supplies(every, np.ones(task.homes, np.int64))
    flow.set_node_supply(end, -task.homes)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"no flow: {status}")
    chosen = np.full(task.homes, -1, np.int64)
    taken = flow.flows(arcs) > 0
    chosen[homes[taken]] = officers[taken]
    return chosen


def _arcs(flow: min_cost_flow.SimpleMinCostFlow, tails: Ints, heads: Ints, costs: Ints) -> Ints:
    found: Ints = flow.add_arcs_with_capacity_and_unit_cost(
        tails, heads, np.ones(len(tails), np.int64), costs
    )
    return found
