"""Officers 干部: joining, changing, leaving, and the days they are away."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import check_order, in_force
from lianxin.kernel.problem import Problem, Refused, problem, refuse
from lianxin.kernel.text import initials, tidy

from .. import phone as phones
from ..models import Absence, Account, Officer, Unit
from ..queries import open_pairings
from ..wording import Reading
from .account import keep_administrators
from .unit import check_open

HEADINGS = {"姓名", "干部姓名", "名字", "干部", "序号", "编号"}
PHONE = re.compile(r"[+\d\-().]{5,}")
MOST_LINES = 500


class Line(NamedTuple):
    """One pasted line, as it was understood."""

    number: int
    text: str
    name: str
    post: str
    phone: str


def officer_join(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    from_day: date | None,
    post: str = "",
    rank: str = "",
    phone: str = "",
    skills: str = "",
) -> Officer:
    with act(actor, "officer.join", on=unit) as audit:
        check_open(unit)
        officer = Officer(unit=unit)
        _fill(officer, name, post, rank, phone, skills, from_day)
        officer.save(force_insert=True)
        audit.note(officer, unit=str(unit), from_day=from_day)
    return officer


def officers_join(*, actor: Actor, unit: Unit, text: str, from_day: date | None) -> list[Officer]:
    """Adds everyone on a pasted list, or nobody: one line a person, name, post and phone."""
    lines = lines_of(text)
    if not lines:
        raise refuse("officer.no_lines", "lines")
    if len(lines) > MOST_LINES:
        raise refuse("officer.too_many_lines", "lines", limit=MOST_LINES, count=len(lines))
    problems: list[Problem] = []
    joined: list[Officer] = []
    with transaction.atomic():
        for line in lines:
            try:
                joined.append(
                    officer_join(
                        actor=actor,
                        unit=unit,
                        name=line.name,
                        post=line.post,
                        phone=line.phone,
                        from_day=from_day,
                    )
                )
            except Refused as error:
                if error.status != 422:
                    raise
                problems.extend(_at_line(line, error))
        if problems:
            raise Refused(problems)
    return joined


def officer_change(
    *,
    actor: Actor,
    officer: Officer,
    name: str,
    from_day: date | None,
    post: str = "",
    rank: str = "",
    phone: str = "",
    skills: str = "",
) -> Officer:
    with act(actor, "officer.change", on=officer) as audit:
        before = {"name": officer.name, "post": officer.post, "rank": officer.rank}
        _fill(officer, name, post, rank, phone, skills, from_day)
        if from_day and officer.until:
            check_order(from_day, officer.until, "from_day")
        officer.save()
        # The account shows the officer's name; its login and phone are its own.
        Account.objects.visible_to(SYSTEM).filter(officer=officer).update(name=officer.name)
        after = {"name": officer.name, "post": officer.post, "rank": officer.rank}
        audit.note(officer, before=before, after=after)
    return officer


def officer_leave(*, actor: Actor, officer: Officer, until: date | None, leaving: str) -> Officer:
    """From ``until`` on the officer is gone; first every household must have a successor."""
    with act(actor, "officer.leave", on=officer) as audit:
        if officer.until is not None:
            raise refuse("officer.left", name=officer.name)
        reading = Reading()
        day = reading.day("until", until, _("离任日期"))
        leaving = reading.words("leaving", leaving, _("去向或原因"), 120, needed=True)
        if until and day < officer.from_day:
            reading.add("officer.before_start", "until", day=day, from_day=officer.from_day)
        reading.check()
        count = open_pairings(day).filter(officer=officer).count()
        if count:
            raise refuse("officer.still_paired", "until", name=officer.name, count=count)
        for account in Account.objects.visible_to(SYSTEM).filter(officer=officer):
            keep_administrators(account)
        officer.until, officer.leaving = day, leaving
        officer.save(update_fields=["until", "leaving"])
        audit.note(officer, until=day, leaving=leaving)
    return officer


def absence_begin(
    *,
    actor: Actor,
    officer: Officer,
    kind: str,
    from_day: date | None,
    last: date | None,
    note: str = "",
) -> Absence:
    """Leave, study or a loan from a day through its last day; requirements are prorated for it."""
    with act(actor, "absence.begin", on=officer) as audit:
        reading = Reading()
        if kind not in Absence.Kind.values:
            reading.add("input.unknown_choice", "kind", value=kind)
        first = reading.day("from_day", from_day, _("从哪天"))
        final = reading.day("last", last, _("到哪天"))
        note = reading.words("note", note, _("说明"), 120)
        reading.check()
        check_order(first, final, "last")
        until = final + timedelta(days=1)
        _check_days(officer, first, until)
        absence = Absence.objects.create(
            officer=officer, kind=kind, from_day=first, until=until, note=note
        )
        audit.note(officer, kind=kind, from_day=first, last=final)
    return absence


def absence_end(*, actor: Actor, absence: Absence, last: date | None) -> Absence:
    """Back earlier (or later) than was said; a last day before the first takes the absence back."""
    with act(actor, "absence.end", on=absence) as audit:
        if last is None:
            raise refuse("input.required", "last", label=str(_("到哪天")))
        until = max(last + timedelta(days=1), absence.from_day)
        _check_days(absence.officer, absence.from_day, until, absence)
        audit.note(absence.officer, before=absence.until, after=until)
        absence.until = until
        absence.save(update_fields=["until"])
    return absence


def lines_of(text: str) -> list[Line]:
    """Name first, what can be called is the phone, what remains is the post; headings are no people."""
    found = []
    for number, raw in enumerate(text.splitlines(), 1):
        words = _words(raw)
        if words and words[0].isdecimal():
            words = words[1:]  # a column of running numbers
        if not words or words[0] in HEADINGS:
            continue
        phone = next((w for w in words[1:] if PHONE.fullmatch(w)), "")
        post = " ".join(w for w in words[1:] if w != phone)
        found.append(Line(number, tidy(raw)[:30], words[0], post, phone))
    return found


def _words(raw: str) -> list[str]:
    """The columns of a line: tabs where a sheet was copied, else commas and blanks."""
    # Blanks inside a two-character name (何　燕) and inside a number (199 0000 0101) are typing.
    joined = re.sub(r"^(\s*[一-鿿])[ 　]+([一-鿿])(?=[\s,，、;；]|$)", r"\1\2", raw)
    joined = re.sub(r"(?<=\d)[ 　]+(?=\d)", "", joined)
    words = re.split(r"\t+|[,，、;；|]+" if "\t" in raw else r"[\s,，、;；|]+", joined)
    return [word for word in map(tidy, words) if word]


def _at_line(line: Line, error: Refused) -> list[Problem]:
    return [
        problem("officer.line", "lines", line=line.number, text=line.text, reason=p.message())
        for p in error.problems
    ]


def _fill(
    officer: Officer,
    name: str,
    post: str,
    rank: str,
    phone: str,
    skills: str,
    from_day: date | None,
) -> None:
    reading = Reading()
    officer.name = reading.words("name", name, _("姓名"), 40, needed=True)
    officer.initials = initials(officer.name)[:40]
    officer.post = reading.words("post", post, _("职务"), 60)
    officer.rank = reading.words("rank", rank, _("职级"), 40)
    officer.skills = reading.words("skills", skills, _("专长"), 200)
    with reading.catching():
        officer.phone = phones.cleaned(phone)
    officer.from_day = reading.day("from_day", from_day, _("到任日期"))
    _check_twice(reading, officer)
    reading.check()


def _check_twice(reading: Reading, officer: Officer) -> None:
    rows = Officer.objects.visible_to(SYSTEM).filter(
        in_force(), unit=officer.unit, name=officer.name
    )
    for other in rows.exclude(pk=officer.pk):
        if not (officer.phone and other.phone and officer.phone != other.phone):
            reading.add("officer.twice", "name", name=officer.name, unit=str(officer.unit))
            return


def _check_days(officer: Officer, from_day: date, until: date, but: Absence | None = None) -> None:
    if from_day < officer.from_day:
        raise refuse("officer.before_start", "from_day", day=from_day, from_day=officer.from_day)
    rows = Absence.objects.visible_to(SYSTEM).filter(
        officer=officer, from_day__lt=until, until__gt=from_day
    )
    other = (rows.exclude(pk=but.pk) if but else rows).first()
    if other:
        raise refuse(
            "absence.overlaps",
            "from_day",
            from_day=other.from_day,
            last=other.until - timedelta(days=1),
            kind=other.get_kind_display(),
        )
