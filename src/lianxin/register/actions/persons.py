"""A person as somebody tells of them: checked as a whole, every problem at once, then kept sealed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.kernel.text import fold, initials, tidy
from lianxin.people import phone as phones
from lianxin.people.wording import Reading

from ..identity import check_id, seal_identity
from ..models import Code, Household, Membership, Person

CITIZEN = "居民身份证"
SEXES = {"": "0", "0": "0", "1": "1", "2": "2", "9": "9"}


@dataclass
class Told:
    """What is told of a person. With a citizen's number, sex and birth need not be told again."""

    name: str
    id_number: str = ""
    id_kind: str = CITIZEN
    no_id_reason: str = ""
    sex: str = ""
    born: date | None = None
    phone: str = ""
    ethnic: Code | None = None
    party: Code | None = None
    register_code: str = ""


DAILY = {"phone", "ethnic", "party"}
IDENTITY = {field.name for field in fields(Told)} - DAILY


def create(actor: Actor, household: Household, told: Told, day: date) -> Person:
    """A new row for the person, or the row of somebody who was here before and is in no household."""
    columns = read(told, day)
    known = _known(columns.get("id_blind"))
    if known is None:
        return Person.objects.create(home=household, **columns)
    _check_returning(actor, known, columns)
    for name, value in columns.items():
        setattr(known, name, value)
    known.home = household
    known.rev += 1
    known.save()
    return known


def read(told: Told, day: date) -> dict[str, Any]:
    """The columns of a person's row, or every problem found in what was told."""
    reading = Reading()
    name = reading.words("name", told.name, _("姓名"), 60, needed=True)
    columns: dict[str, Any] = {
        "name": name,
        "name_folded": fold(name)[:60],
        "initials": initials(name)[:60],
        "register_code": reading.words("register_code", told.register_code, _("人口编号"), 24),
        "ethnic": told.ethnic,
        "party": told.party,
    }
    with reading.catching():
        columns["phone"] = phones.cleaned(told.phone)
    with reading.catching():
        columns |= _identity(told, day, reading)
    reading.check()
    return columns


def _identity(told: Told, day: date, reading: Reading) -> dict[str, Any]:
    number = tidy(told.id_number or "")
    sex, born = SEXES.get(told.sex or "", "0"), told.born
    if not number:
        return _without_number(told, sex, born, day, reading)
    if told.id_kind != CITIZEN:
        number = reading.words("id_number", number, _("证件号码"), 40)
        _check_birth(born, day)
        sealed = seal_identity(number.upper())
        return {
            **sealed,
            "id_kind": told.id_kind[:20],
            "no_id_reason": "",
            "sex": sex,
            "born": born,
        }
    try:
        found = check_id(number)
    except Refused as error:
        raise Refused(Problem(p.code, "id_number", p.details) for p in error.problems) from None
    if sex in {"1", "2"} and sex != found.sex:
        reading.add("id.sex_differs", "sex")
    if born and born != found.born:
        reading.add("id.born_differs", "born")
    _check_birth(found.born, day)
    return {
        **seal_identity(found.number),
        "id_kind": CITIZEN,
        "no_id_reason": "",
        "sex": found.sex,
        "born": found.born,
    }


def _without_number(
    told: Told, sex: str, born: date | None, day: date, reading: Reading
) -> dict[str, Any]:
    reason = reading.words(
        "no_id_reason", told.no_id_reason, _("没有证件号的原因"), 60, sentence=True
    )
    if not reason:
        reading.add("id.or_reason", "id_number")
    _check_birth(born, day)
    return {
        "id_sealed": None,
        "id_blind": None,
        "id_tail": "",
        "id_kind": "",
        "no_id_reason": reason,
        "sex": sex,
        "born": born,
    }


def _check_birth(born: date | None, day: date) -> None:
    if born is not None and born > day:
        raise refuse("event.before_birth", "day", born=born)


def _known(index: bytes | None) -> Person | None:
    """Unscoped: a number is registered once in the whole instance, whoever asks."""
    rows = Person.objects.visible_to(SYSTEM).select_related("home")
    return rows.filter(id_blind=index).first() if index else None


def _check_returning(actor: Actor, known: Person, columns: dict[str, Any]) -> None:
    """Somebody who left may come back; who is in a household, or bears another name, may not."""
    if not Person.objects.visible_to(actor).filter(pk=known.pk).exists():
        raise refuse("id.taken_elsewhere", "id_number")
    here = Membership.objects.visible_to(SYSTEM).filter(person=known, until__isnull=True)
    if here.exists() or known.died or known.name_folded != columns["name_folded"]:
        raise _taken(known)


def check_unique(actor: Actor, person: Person, index: bytes | None) -> None:
    """The corrected number must not be somebody else's."""
    known = _known(index)
    if known is None or known.pk == person.pk:
        return
    if not Person.objects.visible_to(actor).filter(pk=known.pk).exists():
        raise refuse("id.taken_elsewhere", "id_number")
    raise _taken(known)


def _taken(known: Person) -> Refused:
    """Names the holder, which only an actor who may see them gets to read."""
    return refuse(
        "id.taken", "id_number", tail=known.id_tail, name=known.name, household=known.home.number
    )
