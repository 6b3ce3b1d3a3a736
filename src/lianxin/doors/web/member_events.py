"""Life events of members: who comes, goes, dies or moves, and what is put right about them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from lianxin.kernel.problem import refuse
from lianxin.register import actions
from lianxin.register.models import Code, Household, Membership, Person
from lianxin.register.queries import HouseholdFile

from . import asked
from .asks import Event, answer, chosen, day_of
from .event_forms import file_of, identity_of, next_head, relations_of
from .form import Form
from .requests import Acted


def _member(file: HouseholdFile, person: UUID) -> Membership:
    """The member of this household, or the refusal for what is absent."""
    found = next((row for row in file.members if row.person_id == person), None)
    if found is None:
        raise refuse("action.absent")
    return found


def member_new(request: Acted, pk: UUID) -> HttpResponse:
    file = file_of(request, pk)

    def save(form: Form) -> Person:
        return actions.member_join(
            actor=request.actor,
            household=file.household,
            name=form["name"],
            relation=chosen(form, "relation", Code, _("与户主关系")),
            joined_by=form["joined_by"],
            day=day_of(form),
            phone=form["phone"],
            **identity_of(form),
        )

    def done(made: Person) -> str:
        return _("加好了：%(name)s") % {"name": made.name}

    event = Event(_("加成员"), asked.new_member(), save, done)
    return answer(request, file.household, event)


def member_edit(request: Acted, pk: UUID, person: UUID) -> HttpResponse:
    file = file_of(request, pk)
    row = _member(file, person)
    full = request.actor.allows("person.identify", row.person)

    def save(form: Form) -> Person:
        return actions.member_change(
            actor=request.actor,
            person=row.person,
            rev=int(form["rev"]) if form["rev"].isdigit() else 0,
            fields=asked.member_fields(form, row, full),
        )

    title = _("改资料：%(name)s") % {"name": row.person.name}
    event = Event(title, asked.member(row, full), save, lambda made: _("存好了"))
    event.first, event.more = asked.known_member(row), {"rev": row.person.rev}
    return answer(request, file.household, event)


def member_leave(request: Acted, pk: UUID, person: UUID) -> HttpResponse:
    file = file_of(request, pk)
    row = _member(file, person)

    def save(form: Form) -> Membership:
        return actions.member_leave(
            actor=request.actor,
            person=row.person,
            day=day_of(form),
            left_by=form["left_by"],
            new_head=next_head(form, file),
            relations=relations_of(form, file.members),
        )

    return _going(request, file, row, _("登记离开"), asked.leave(), save)


def member_die(request: Acted, pk: UUID, person: UUID) -> HttpResponse:
    file = file_of(request, pk)
    row = _member(file, person)

    def save(form: Form) -> Membership:
        return actions.member_die(
            actor=request.actor,
            person=row.person,
            day=day_of(form),
            new_head=next_head(form, file),
            relations=relations_of(form, file.members),
        )

    return _going(request, file, row, _("登记去世"), asked.die(), save)


def member_move(request: Acted, pk: UUID, person: UUID) -> HttpResponse:
    file = file_of(request, pk)
    row = _member(file, person)

    def save(form: Form) -> Membership:
        return actions.member_move(
            actor=request.actor,
            person=row.person,
            household=chosen(form, "household", Household, _("转到哪一户")),
            relation=chosen(form, "relation", Code, _("与那户户主的关系")),
            day=day_of(form),
            new_head=next_head(form, file),
            relations=relations_of(form, file.members),
        )

    asks = asked.move(request, file.household)
    return _going(request, file, row, _("转到别户"), asks, save)


def _going(request, file, row, title, asks, save) -> HttpResponse:  # type: ignore[no-untyped-def]
    """Whoever goes: where it is the head, the next one and the relations to them are asked too."""
    staying = [other for other in file.members if other != row]
    event = Event(f"{title}{_('：')}{row.person.name}", asks, save, lambda made: _("登记好了"))
    if row.is_head and staying:
        event.asks = (*asks, asked.next_head(staying))
        event.lead = _("这是户主，请一起定下新户主。")
        event.members = staying
        event.more = {"relations": asked.relations(_("按新户主推算"))}
    return answer(request, file.household, event)


ONE, MEMBER = "households/<uuid:pk>/members/", "households/<uuid:pk>/members/<uuid:person>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ONE}new/", member_new, name="member-new"),
    path(f"{MEMBER}edit/", member_edit, name="member-edit"),
    path(f"{MEMBER}leave/", member_leave, name="member-leave"),
    path(f"{MEMBER}die/", member_die, name="member-die"),
    path(f"{MEMBER}move/", member_move, name="member-move"),
]
