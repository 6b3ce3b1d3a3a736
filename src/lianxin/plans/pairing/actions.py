"""A proposal made, used in whole or in part, or left; what it weighs; and what officers bring along."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Account, Area, Officer
from lianxin.people.wording import Reading
from lianxin.register.actions import pairing_begin_all, pairing_hand_over
from lianxin.register.models import Code

from .models import Advice, AdvisedPair, PairingRule, Strength
from .propose import Match, propose
from .reading import Asked, asked_of, rule_of

Outcome, State = AdvisedPair.Outcome, Advice.State
LIMITS = {
    "least": (0, 20),
    "most": (1, 40),
    **dict.fromkeys(("load", "distance", "skill", "language", "branch", "tie"), (0, 1000)),
}


def advice_make(
    *,
    actor: Actor,
    village: Area,
    day: date | None = None,
    leaving: Officer | None = None,
    after: Advice | None = None,
) -> Advice:
    """Whom each household might go to from the day on. Nobody is paired yet."""
    with act(actor, "advice.make", on=village) as audit:
        day = day or today()
        asked = asked_of(actor, village, day, leaving=leaving, after=after)
        answer = propose(asked.helpers, asked.homes, asked.weights)
        row = Advice.objects.create(
            village=village,
            author=_account(actor),
            day=day,
            leaving=leaving,
            after=after,
            weights={name: one for name, one in asdict(asked.weights).items() if name != "fits"},
            left={"homes": answer.left, "officers": asked.away, "few": answer.few},
            cost=answer.cost,
            made_at=timezone.now(),
        )
        AdvisedPair.objects.bulk_create(_pair(row, asked, one) for one in answer.matches)
        audit.note(row, village=village.name, households=len(answer.matches), from_day=day)
        return row


def _account(actor: Actor) -> Account | None:
    return Account.objects.visible_to(SYSTEM).filter(pk=actor.id).first() if actor.id else None


def _pair(advice: Advice, asked: Asked, match: Match) -> AdvisedPair:
    return AdvisedPair(
        advice=advice,
        household=asked.households[match.home],
        officer=asked.officers[match.officer],
        cost=match.cost,
        why=match.why,
        other=asked.officers.get(match.other),
        other_cost=match.other_cost if match.other else None,
        other_why=list(match.other_why),
    )


def advice_take(
    *,
    actor: Actor,
    advice: Advice,
    reason: str,
    chosen: Collection[UUID] | None = None,
    day: date | None = None,
) -> Advice:
    """The pairs chosen, all where none are named, begin on the day by the register's own actions; all the
    others are refused. Everything or nothing."""
    with act(actor, "advice.take", on=advice.village) as audit:
        row = _open(advice)
        day = day or row.day
        if day < row.day:
            raise refuse("advice.too_early", "day", from_day=row.day, day=day)
        pairs = list(_pairs(row))
        taken = [one for one in pairs if chosen is None or one.pk in chosen]
        if not taken:
            raise refuse("advice.none_chosen")
        moves = {one.household: one.officer for one in taken}
        if row.leaving is None:
            made = pairing_begin_all(actor=actor, moves=moves, from_day=day, reason=reason)
        else:
            made = pairing_hand_over(
                actor=actor, officer_from=row.leaving, moves=moves, day=day, reason=reason
            )
        begun = {one.household_id: one for one in made}
        _settle(row, pairs, begun)
        audit.note(row, village=row.village.name, households=len(made), from_day=day)
        return row


def advice_drop(*, actor: Actor, advice: Advice) -> Advice:
    """None of it is used; all pairs are refused."""
    with act(actor, "advice.drop", on=advice.village) as audit:
        row = _open(advice)
        _settle(row, list(_pairs(row)), {})
        audit.note(row, village=row.village.name)
        return row


def _open(advice: Advice) -> Advice:
    rows = Advice.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("village", "leaving").get(pk=advice.pk)
    if row.state != State.OPEN:
        raise refuse("advice.settled")
    return row


def _pairs(advice: Advice) -> QuerySet[AdvisedPair]:
    rows = AdvisedPair.objects.visible_to(SYSTEM).filter(advice=advice)
    return rows.select_related("household__village", "officer__unit")


def _settle(advice: Advice, pairs: Iterable[AdvisedPair], begun: Mapping[UUID, Any]) -> None:
    now = timezone.now()
    for one in pairs:
        one.pairing = begun.get(one.household_id)
        one.outcome = Outcome.ACCEPTED if one.pairing else Outcome.REFUSED
        one.decided_at = now
        one.save(update_fields=["pairing", "outcome", "decided_at"])
    advice.state, advice.settled_at = State.SETTLED, now
    advice.save(update_fields=["state", "settled_at"])


def advices(actor: Actor, village: Area) -> GuardedQuerySet[Advice]:
    """The newest first."""
    return Advice.objects.visible_to(actor).filter(village=village)


def advice_rule_set(
    *,
    actor: Actor,
    village: Area,
    numbers: Mapping[str, int | None],
    skills: str = "",
    languages: str = "",
    source: str = "",
    from_day: date | None = None,
) -> PairingRule:
    """The village's own rule in the place of the one in force, which ends where this one begins.

    ``skills``: a line for each cause of poverty, 因病：医疗卫生、社会救助; ``languages``: 藏族：藏语.
    """
    with act(actor, "advice.rule", on=village) as audit:
        found, day = Reading(), from_day or today()
        row = PairingRule(village=village, from_day=day)
        row.source = found.words("source", source, _("依据"), 200, sentence=True)
        for name, (least, most) in LIMITS.items():
            number = numbers.get(name)
            if number is None or not least <= number <= most:
                found.add("pairing_rule.number", name, least=least, most=most)
            else:
                setattr(row, name, number)
        if not found.problems and row.most < row.least:
            found.add("pairing_rule.load", "most")
        before = rule_of(village, day)
        row.fits = {
            "skills": _lines(found, "skills", skills, ("cause", "skill")),
            "languages": {
                ethnic: spoken[0]
                for ethnic, spoken in _lines(
                    found, "languages", languages, ("ethnic", "language")
                ).items()
            },
            "otherwise": (before.fits if before else {}).get("otherwise", ""),
        }
        found.check()
        rows = PairingRule.objects.visible_to(SYSTEM).filter(in_force(day), village=village)
        rows.update(until=day)
        row.save(force_insert=True)
        audit.note(row, from_day=day, village=village.name)
        return row


def _lines(found: Reading, field: str, text: str, lists: tuple[str, str]) -> dict[str, list[str]]:
    """Each line a name of the first list, a colon, and names of the second."""
    known = [
        set(Code.objects.visible_to(SYSTEM).filter(list=one).values_list("name", flat=True))
        for one in lists
    ]
    read: dict[str, list[str]] = {}
    for line in filter(None, (one.strip() for one in text.splitlines())):
        name, _colon, rest = line.replace(":", "：").partition("：")
        values = [one.strip() for one in rest.replace(",", "、").replace("，", "、").split("、")]
        values = [one for one in values if one]
        if not values:
            found.add("pairing_rule.line", field, line=line[:40])
            continue
        for one, names in ((name.strip(), known[0]), *((value, known[1]) for value in values)):
            if one not in names:
                found.add("pairing_rule.name", field, name=one[:20])
        read[name.strip()] = values
    return read


def strengths_set(
    *,
    actor: Actor,
    officer: Officer,
    skills: Collection[Code],
    languages: Collection[Code],
    branch: str = "",
    day: date | None = None,
) -> list[Strength]:
    """As they are from the day on: what is no longer so ends, what is new begins, nothing is overwritten."""
    with act(actor, "strength.set", on=officer) as audit:
        found, day = Reading(), day or today()
        branch = found.words("branch", branch, _("党支部"), 60)
        lists = [*((one, "skill") for one in skills), *((one, "language") for one in languages)]
        if any(code.list != wanted for code, wanted in lists):
            found.add("strength.unknown")
        found.check()
        wanted: dict[tuple[str, Any, str], Code | None] = {
            (kind, code.pk, ""): code for code, kind in lists
        }
        if branch:
            wanted["branch", None, branch] = None
        rows = Strength.objects.visible_to(SYSTEM).filter(officer=officer, until__isnull=True)
        for row in rows.select_for_update():
            key = (row.kind, row.code_id, row.text)
            if key in wanted:
                del wanted[key]
                continue
            row.until = max(day, row.from_day)
            row.save(update_fields=["until"])
        for (kind, _key, text), code in wanted.items():
            Strength.objects.create(officer=officer, kind=kind, code=code, text=text, from_day=day)
        now = strengths(SYSTEM, officer, day)
        audit.note(officer, kinds=sorted({one.kind for one in now}), from_day=day)
        return now


def strengths(actor: Actor, officer: Officer, day: date | None = None) -> list[Strength]:
    rows = Strength.objects.visible_to(actor).filter(in_force(day), officer=officer)
    return list(rows.select_related("code").order_by("kind", "code__position", "from_day"))
