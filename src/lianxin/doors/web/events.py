"""Life events of households: each a calm form, one action, then back to the household's page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from lianxin.kernel.problem import refuse
from lianxin.register import actions
from lianxin.register.models import Household

from . import asked
from .asks import Event, answer, chosen, day_of
from .event_forms import file_of, identity_of, next_head, relations_of
from .form import Form
from .requests import Acted


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
            **identity_of(form),
        )

    def done(made: Household) -> str:
        return _("建好了：户号 %(number)s。下一步加家庭成员、定联系干部。") % {
            "number": made.number
        }

    asks = asked.new_household(village)
    lead = _("先登记户主，家庭成员建好以后再加。")
    return answer(request, None, Event(_("新建户"), asks, save, done, lead))


def household_edit(request: Acted, pk: UUID) -> HttpResponse:
    file = file_of(request, pk)
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
    file = file_of(request, pk)

    def save(form: Form) -> Household:
        return actions.household_merge(
            actor=request.actor,
            into=chosen(form, "into", Household, _("并到哪一户")),
            from_=file.household,
            day=day_of(form),
            reason=form["reason"],
            relations=relations_of(form, file.members),
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
    file = file_of(request, pk)
    others = [row for row in file.members if not row.is_head]

    def save(form: Form) -> Household:
        leaving = set(request.POST.getlist("leaving"))
        relations = relations_of(form, others)
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
    file = file_of(request, pk)

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


def head_change(request: Acted, pk: UUID) -> HttpResponse:
    file = file_of(request, pk)
    others = [row for row in file.members if not row.is_head]

    def save(form: Form) -> Household:
        person = next_head(form, file)
        if person is None:
            raise refuse("input.required", "new_head", label=_("新户主"))
        return actions.head_change(
            actor=request.actor,
            household=file.household,
            person=person,
            day=day_of(form),
            relations=relations_of(form, file.members),
        )

    event = Event(
        _("换户主"), asked.head(others), save, lambda made: _("户主换好了"), members=file.members
    )
    event.more = {"relations": asked.relations(_("按新户主推算"))}
    return answer(request, file.household, event)


ONE = "households/<uuid:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("households/new/", household_new, name="household-new"),
    path(f"{ONE}edit/", household_edit, name="household-edit"),
    path(f"{ONE}merge/", household_merge, name="household-merge"),
    path(f"{ONE}split/", household_split, name="household-split"),
    path(f"{ONE}close/", household_close, name="household-close"),
    path(f"{ONE}head/", head_change, name="head-change"),
]
