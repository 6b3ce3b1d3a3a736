"""``./lianxin assess --year Y``: everybody's assessment of the year, computed from the records."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Officer
from lianxin.results.assessment.computing import Span
from lianxin.results.assessment.printed import as_told
from lianxin.results.assessment.queries import every_officer_line, officer_lines
from lianxin.site.telling import telling


class Command(BaseCommand):
    help = "Print the yearly assessment of every officer, or of one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--officer", default="", metavar="LOGIN_OR_NAME")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, year: int, officer: str, as_json: bool, **options: Any) -> None:
        with telling(self.stderr, as_json=as_json):
            if not 2000 <= year <= today().year:
                raise refuse("assessment.year", "year", last=today().year)
            span = Span.of(year)
            lines = (
                officer_lines(SYSTEM, span, [_named(officer).pk])
                if officer
                else every_officer_line(span)
            )
            found = as_told(lines)
        if as_json:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for one in found:
            self._show(one)

    def _show(self, one: dict[str, Any]) -> None:
        words = _("%(officer)s　联系 %(homes)s 户　%(total)s 分　%(grade)s")
        told = {"homes": one["households"], "grade": one["grade"] or "—"}
        self.stdout.write(words % {**told, "officer": one["officer"], "total": one["total"]})
        for item in one["items"]:
            got = item["computed"] if item["confirmed"] is None else item["confirmed"]
            self.stdout.write(
                f"  {item['code']:>4}  {'—' if got is None else got:>5} / {item['full']}"
            )


def _named(text: str) -> Officer:
    """By login, else by name where only one has it."""
    rows = Officer.objects.visible_to(SYSTEM)
    found = list(rows.filter(Q(account__login=text) | Q(name=text)).distinct()[:2])
    if len(found) != 1:
        raise refuse("assessment.officer_unknown", "officer", name=text)
    return found[0]
