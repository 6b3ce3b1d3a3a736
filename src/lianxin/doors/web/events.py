"""Life events of households: each a calm form, one action, then back to the household's page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.kernel.problem import refuse
from lianxin.register import actions, queries
from lianxin.register.models import Code, Household, Membership, Person
from lianxin.register.queries import HouseholdFile

from . import asked
from .asks import Event, answer, chosen, code_of, day_of
from .form import Form
from .requests import Acted


def _file(request: Acted, pk: UUID) -> HouseholdFile:
    return queries.household(request.actor, pk)


def _member(file: HouseholdFile, person: UUID) -> Membership:
    """The member of this household, or the refusal for what is absent."""
    found = next((row for row in file.members if row.person_id == person), None)
    if found is None:
        raise refuse("action.absent")
    return found


def _told(form: Form) -> dict[str, object]:
    return {
        "id_number": form["id_number"],
        "no_id_reason": form["no_id_reason"],
        "sex": form["sex"],
        "born": form.day("born"),
        "ethnic": code_of(form, "ethnic"),
        "party": code_of(form, "party"),
    }


def _relations(form: Form, rows: list[Membership]) -> dict[UUID, Code]:
    """The relations chosen beside members; who is left unchosen is left to the register's table."""
    picked = {row.person_id: code_of(form, f"relation-{row.person_id}") for row in rows}
    return {person: code for person, code in picked.items() if code}


def _next_head(form: Form, file: HouseholdFile) -> Person | None:
    listed = {str(row.person_id): row.person for row in file.members}
    return listed.get(form["new_head"])


def household_new(request: Acted) -> HttpResponse:
    village = request.village
    if village is None:
        return render(request, "events/no_village.html")

    def save(form: Form) -> Household:
        return actions.household_open(
            actor=request.actor,
            village=village,
            head=form["name"],
            group=form.row(type(village), "group"),
            phone=form["phone"],
            register_code=form["register_code"],
            day=day_of(form),
            **_told(form),
        )

    def done(made: Household) -> str:
        return _("建好了：户号 %(number)s。下一步加家庭成员、定联系干部。") % {
            "number": made.number
        }

    asks = asked.new_household(village)
    lead = _("先登记户主，家庭成员建好以后再加。")
    return answer(request, None, Event(_("新建户"), asks, save, done, lead))


def household_edit(request: Acted, pk: UUID) -> HttpResponse:
    file = _file(request, pk)
    row = file.household
    full = request.actor.allows("household.identify", row)

    def save(form: Form) -> Household:
        fields: dict[str, object] = {"phone": form["phone"]}
        fields["martyr_family"] = asked.YES_NO.get(form["martyr_family"])
        if full:
            fields |= {
                "group": form.row(type(row.village), "group"),
                "register_code": form["register_code"],
                "bank_name": form["bank_name"],
            }
        if full and form["bank_account"].strip():
            fields["bank_account"] = form["bank_account"]
        rev = int(form["rev"]) if form["rev"].isdigit() else 0
        return actions.household_change(actor=request.actor, household=row, rev=rev, fields=fields)

    first = asked.known_household(row)
    event = Event(
        _("改户资料"), asked.household(row, full), save, lambda made: _("存好了"), first=first
    )
    event.more = {"rev": row.rev}
    return answer(request, row, event)


def household_merge(request: Acted, pk: UUID) -> HttpResponse:
    """This household goes into another one; the page follows its people there."""
    file = _file(request, pk)

    def save(form: Form) -> Household:
        return actions.household_merge(
            actor=request.actor,
            into=chosen(form, "into", Household, _("并到哪一户")),
            from_=file.household,
            day=day_of(form),
            reason=form["reason"],
            relations=_relations(form, file.members),
        )

    def done(made: Household) -> str:
        return _("%(from)s 户已并入 %(into)s 户。") % {
            "from": file.household.number,
            "into": made.number,
        }

    lead = _("全家人转到那一户，本户销户，原来的结对到这天为止。过去的记录都留着。")
    event = Event(
        _("并户"), asked.merge(request, file.household), save, done, lead, danger=_("并户")
    )
    event.members, event.more = file.members, {"relations": asked.relations(_("其他"))}
    return answer(request, file.household, event)


def household_split(request: Acted, pk: UUID) -> HttpResponse:
    file = _file(request, pk)
    others = [row for row in file.members if not row.is_head]

    def save(form: Form) -> Household:
        leaving = set(request.POST.getlist("leaving"))
        relations = _relations(form, others)
        going = [row.person for row in others if str(row.person_id) in leaving]
        head = next((p for p in going if str(p.pk) == form["new_head"]), None)
        if going and head is None:
            raise refuse("household.split_who_heads", "new_head")
        return actions.household_split(
            actor=request.actor,
            household=file.household,
            members={person: relations.get(person.pk) for person in going},
            new_head=head or file.members[0].person,
            day=day_of(form),
            phone=form["phone"],
            same_officer="same_officer" in form,
        )

    def done(made: Household) -> str:
        return _("分好了：新户号 %(number)s。") % {"number": made.number}

    event = Event(_("分户"), asked.split(others), save, done, asked.SPLIT_LEAD)
    event.first, event.template = {"same_officer": "1"}, "events/split.html"
    ticked = set(request.POST.getlist("leaving"))
    event.members, event.more = (
        others,
        {"relations": asked.relations(_("与新户主的关系")), "ticked": ticked},
    )
    return answer(request, file.household, event)


def household_close(request: Acted, pk: UUID) -> HttpResponse:
    file = _file(request, pk)

    def save(form: Form) -> Household:
        return actions.household_close(
            actor=request.actor,
            household=file.household,
            day=day_of(form),
            ending=form["ending"],
            reason=form["reason"],
        )

    lead = _("销户以后不再出现在台账里，成员和结对到这天为止；过去的记录都留着。")
    done = _("%(number)s 户已销户。") % {"number": file.household.number}
    event = Event(_("销户"), asked.close(), save, lambda made: done, lead, danger=_("销户"))
    return answer(request, file.household, event)


def member_new(request: Acted, pk: UUID) -> HttpResponse:
    file = _file(request, pk)

    def save(form: Form) -> Person:
        return actions.member_join(
            actor=request.actor,
            household=file.household,
            name=form["name"],
            relation=chosen(form, "relation", Code, _("与户主关系")),
            joined_by=form["joined_by"],
            day=day_of(form),
            phone=form["phone"],
            **_told(form),
        )

    def done(made: Person) -> str:
        return _("加好了：%(name)s") % {"name": made.name}

    event = Event(_("加成员"), asked.new_member(), save, done)
    return answer(request, file.household, event)


def member_edit(request: Acted, pk: UUID, person: UUID) -> HttpResponse:
    file = _file(request, pk)
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
    file = _file(request, pk)
    row = _member(file, person)

    def save(form: Form) -> Membership:
        return actions.member_leave(
            actor=request.actor,
            person=row.person,
            day=day_of(form),
            left_by=form["left_by"],
            new_head=_next_head(form, file),
            relations=_relations(form, file.members),
        )

    return _going(request, file, row, _("登记离开"), asked.leave(), save)


def member_die(request: Acted, pk: UUID, person: UUID) -> HttpResponse:
    file = _file(request, pk)
    row = _member(file, person)

    def save(form: Form) -> Membership:
        return actions.member_die(
            actor=request.actor,
            person=row.person,
            day=day_of(form),
            new_head=_next_head(form, file),
            relations=_relations(form, file.members),
        )

    return _going(request, file, row, _("登记去世"), asked.die(), save)


def member_move(request: Acted, pk: UUID, person: UUID) -> HttpResponse:
    file = _file(request, pk)
    row = _member(file, person)

    def save(form: Form) -> Membership:
        return actions.member_move(
            actor=request.actor,
            person=row.person,
            household=chosen(form, "household", Household, _("转到哪一户")),
            relation=chosen(form, "relation", Code, _("与那户户主的关系")),
            day=day_of(form),
            new_head=_next_head(form, file),
            relations=_relations(form, file.members),
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


def head_change(request: Acted, pk: UUID) -> HttpResponse:
    file = _file(request, pk)
    others = [row for row in file.members if not row.is_head]

    def save(form: Form) -> Household:
        person = _next_head(form, file)
        if person is None:
            raise refuse("input.required", "new_head", label=_("新户主"))
        return actions.head_change(
            actor=request.actor,
            household=file.household,
            person=person,
            day=day_of(form),
            relations=_relations(form, file.members),
        )

    event = Event(
        _("换户主"), asked.head(others), save, lambda made: _("户主换好了"), members=file.members
    )
    event.more = {"relations": asked.relations(_("按新户主推算"))}
    return answer(request, file.household, event)


@never_cache
@require_POST
def person_reveal(request: Acted, pk: UUID) -> HttpResponse:
    person = Person.objects.visible_to(request.actor).select_related("home").get_visible(pk=pk)
    number = actions.person_reveal(actor=request.actor, person=person, purpose=_purpose(request))
    shown = {"number": number, "whose": person.name, "what": _("证件号"), "home": person.home}
    return _revealed(request, shown)


@never_cache
@require_POST
def household_reveal(request: Acted, pk: UUID) -> HttpResponse:
    household = Household.objects.visible_to(request.actor).get_visible(pk=pk)
    number = actions.household_reveal(
        actor=request.actor, household=household, purpose=_purpose(request)
    )
    shown = {"number": number, "whose": household.number, "what": _("银行账号"), "home": household}
    return _revealed(request, shown)


def _purpose(request: Acted) -> str:
    """What was chosen and what was written beside it."""
    return "：".join(filter(None, request.POST.getlist("purpose")))


def _revealed(request: Acted, shown: dict[str, object]) -> HttpResponse:
    """The bare number for a page that asked by script, else a page; neither is stored anywhere."""
    asked_by_script = request.headers.get("HX-Request") == "true"
    template = "events/number.html" if asked_by_script else "events/revealed.html"
    response = render(request, template, shown)
    response["Cache-Control"] = "no-store"
    return response


ONE, MEMBER = "households/<uuid:pk>/", "households/<uuid:pk>/members/<uuid:person>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("households/new/", household_new, name="household-new"),
    path(f"{ONE}edit/", household_edit, name="household-edit"),
    path(f"{ONE}merge/", household_merge, name="household-merge"),
    path(f"{ONE}split/", household_split, name="household-split"),
    path(f"{ONE}close/", household_close, name="household-close"),
    path(f"{ONE}head/", head_change, name="head-change"),
    path(f"{ONE}reveal/", household_reveal, name="household-reveal"),
    path(f"{ONE}members/new/", member_new, name="member-new"),
    path(f"{MEMBER}edit/", member_edit, name="member-edit"),
    path(f"{MEMBER}leave/", member_leave, name="member-leave"),
    path(f"{MEMBER}die/", member_die, name="member-die"),
    path(f"{MEMBER}move/", member_move, name="member-move"),
    path("people/<uuid:pk>/reveal/", person_reveal, name="person-reveal"),
]
