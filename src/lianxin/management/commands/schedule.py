"""``./lianxin schedule --village V --year Y``: proposes the year's visit batches; writes only with ``--accept``."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.places import village_named
from lianxin.site.telling import telling
from lianxin.visits.schedule.actions import State, schedule_ask, schedule_take, tell
from lianxin.visits.schedule.propose import SECONDS, propose
from lianxin.visits.schedule.reading import asked_of
from lianxin.visits.schedule.telling import kept_as, printed


class Command(BaseCommand):
    help = "Propose the year's visit batches of a village: who goes when, to which households."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--village", required=True, metavar="NAME_OR_CODE")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument(
            "--seconds", type=float, default=SECONDS, help="time to look for better"
        )
        parser.add_argument("--accept", action="store_true", help="make batches of the proposal")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(
        self,
        *args: Any,
        village: str,
        year: int,
        seconds: float,
        accept: bool,
        as_json: bool,
        **options: Any,
    ) -> None:
        with telling(self.stderr, as_json=as_json):
            area = village_named(village)
            asked = asked_of(SYSTEM, area, year, today())
            plan = propose(asked.problem, seconds=seconds)
            found = printed(asked, plan)
            if accept:
                row = schedule_ask(actor=SYSTEM, village=area, year=year)
                tell(row.pk, state=State.READY, found=kept_as(asked, plan))
                made = schedule_take(actor=SYSTEM, schedule=row)
                self.stderr.write(_("写进了 %(n)s 批") % {"n": len(made)})
        if as_json:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        self._show(asked, found)

    def _show(self, asked: Any, found: dict[str, Any]) -> None:
        numbers = {key: row.number for key, row in asked.homes.items()}
        for one in found["batches"]:
            homes = ", ".join(numbers[visit["household"]] for visit in one["visits"])
            self.stdout.write(f"{one['from']} – {one['to']}  {', '.join(one['officers'])}  {homes}")
        for one in found["unmet"]:
            who = numbers.get(one["subject"], one["subject"])
            self.stdout.write(f"! {one['requirement']}  {who}  {one['reason']}")
