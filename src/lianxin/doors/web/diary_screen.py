"""写日记 as it is shown: whom it may be about, what was typed, what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.kernel.ids import new_id
from lianxin.kernel.period import today
from lianxin.people.models import Area, Officer
from lianxin.people.policy import AccountActor
from lianxin.records.diary.drafts import drafts
from lianxin.records.diary.models import Kind, Photo
from lianxin.records.diary.phrases import COME_ALONG, phrases
from lianxin.records.diary.reading import MOST_DAYS
from lianxin.register import queries as register
from lianxin.register.models import Household
from lianxin.register.pairings import eligible_officers

from .asks import codes, of_form
from .diary_list import ICONS
from .form import Form
from .requests import Acted

MOST_NEEDS = 9
TODAY = "diary"
HEAD = ("household_id", "person__name", "person__initials")


class Home(NamedTuple):
    """A household to be ticked: its head, where it is, who answers for it."""

    row: Household
    name: str
    officer: str
    find: str


class NeedLine(NamedTuple):
    place: int
    kind: str
    household: str
    text: str
    errors: Mapping[str, str]


@dataclass
class Sent:
    """The form's lists, as they were sent, drafted, or first shown."""

    data: QueryDict

    def all(self, name: str) -> list[str]:
        return self.data.getlist(name)

    @property
    def places(self) -> list[int]:
        """The needs that say anything, in their order."""
        return [
            place
            for place in range(MOST_NEEDS)
            if self.data.get(f"need-text-{place}", "").strip()
            or self.data.get(f"need-kind-{place}", "")
        ]


def page_of(
    request: Acted,
    village: Area,
    key: str,
    form: Form,
    sent: Sent,
    kept: Mapping[str, Any] | None = None,
) -> HttpResponse:
    actor = request.actor
    officers = officers_for(actor, village)
    ticked = set(sent.all("households"))
    shown = {
        **of_form(form),
        "v": {**form.values, "id": form["id"] or str(new_id())},
        "key": key,
        "kept": kept,
        "others": [] if request.method == "POST" else _others(request, key),
        "at": village,
        "officers": officers,
        "own": actor.account.officer,
        "homes": homes_of(actor, village, ticked),
        "ticked": ticked,
        "kinds": [(kind, kind.label, ICONS[kind]) for kind in Kind],
        "chosen": set(sent.all("kinds")),
        "tags": codes("duty"),
        "tagged": set(sent.all("tags")),
        "need_kinds": codes("need"),
        "needs": _needs(form, sent),
        "photos": waiting(actor, sent),
        "phrases": phrases(actor),
        "come_along": COME_ALONG,
        "today": today(),
        "most_days": MOST_DAYS,
        "folded": _folded(form),
    }
    return render(request, "diary/write.html", shown, status=form.status)


def _folded(form: Form) -> bool:
    """What is seldom needed stays folded while nothing of it was typed or refused."""
    names = ("until", "minutes", "half", "tags")
    return not any(form[name] or name in form.errors for name in names)


def _others(request: Acted, key: str) -> list[tuple[str, str]]:
    """Unfinished entries of other households, with where each is gone on with."""
    found = []
    homes = {f"diary-{row.pk.hex[-12:]}": row for row in own_rows(request.actor)}
    for draft in drafts(request.actor):
        if draft.form == key or draft.form not in {*homes, TODAY}:
            continue
        row = homes.get(draft.form)
        found.append((row.number if row else _("没选户的"), f"?household={row.pk}" if row else "?"))
    return found


def own_rows(actor: AccountActor) -> Any:
    return register.households(actor).order_by("village__path", "number")


def own_households(actor: AccountActor) -> list[tuple[Household, str]]:
    """The households that the officer answers for or helps; nothing for who is no officer."""
    officer = actor.account.officer_id
    if officer is None or not actor.allows("diary.write"):
        return []
    mine = register.pairings(actor).filter(officer=officer).order_by()
    rows = list(own_rows(actor).filter(pk__in=mine.values("household_id")))
    heads = register.memberships(actor).filter(is_head=True, household__in=rows)
    names = dict(heads.values_list("household_id", "person__name"))
    return [(row, names.get(row.pk, row.number)) for row in rows]


def officers_for(actor: AccountActor, village: Area) -> list[Officer]:
    """For whom the actor may write here: the office for each of the village's, others for themselves."""
    rows = eligible_officers(actor, village, today()).order_by("initials", "id")
    return [row for row in rows if actor.allows("diary.write", row)]


def homes_of(actor: AccountActor, village: Area, ticked: set[str]) -> list[Home]:
    """Ticked and own ones first, the others by number."""
    chosen = Q(village=village)
    rows = register.households(actor).filter(chosen).select_related("group")
    keys = [row.pk for row in rows]
    heads = register.memberships(actor).filter(is_head=True, household__in=keys)
    people = {key: (name, letters) for key, name, letters in heads.values_list(*HEAD)}
    answering = dict(
        register.responsible(actor)
        .filter(household__in=keys)
        .values_list("household_id", "officer_id")
    )
    own = actor.account.officer_id
    homes = [
        Home(
            row,
            people.get(row.pk, (row.number, ""))[0],
            str(answering.get(row.pk, "")),
            " ".join([row.number, *people.get(row.pk, ())]).lower(),
        )
        for row in rows
    ]
    mine = str(own) if own else "-"
    return sorted(
        homes, key=lambda it: (str(it.row.pk) not in ticked, it.officer != mine, it.row.number)
    )


def _needs(form: Form, sent: Sent) -> list[NeedLine]:
    """What was typed, and one empty line. Problems are numbered by the needs that were sent."""
    said = sent.places
    lines = []
    for order, place in enumerate(said):
        at = f"needs-{order}-"
        errors = {
            name.removeprefix(at): text for name, text in form.errors.items() if name.startswith(at)
        }
        lines.append(_line(form, place, order, errors))
    return lines or [_line(form, 0, 0, {})]


def _line(form: Form, place: int, order: int, errors: Mapping[str, str]) -> NeedLine:
    return NeedLine(
        order,
        form[f"need-kind-{place}"],
        form[f"need-household-{place}"],
        form[f"need-text-{place}"],
        errors,
    )


def waiting(actor: AccountActor, sent: Sent) -> list[Photo]:
    keys = [key for key in sent.all("photo") if key_of(key)]
    rows = Photo.objects.visible_to(actor).filter(entry=None, author_id=actor.id)
    return list(rows.filter(pk__in=keys)) if keys else []


def key_of(key: str) -> UUID | None:
    try:
        found = UUID(key)
    except ValueError:
        return None
    return found if found.version == 7 else None
