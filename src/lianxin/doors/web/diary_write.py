"""写日记: one screen. What is asked, what was typed, and the one action that saves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from lianxin.kernel.ids import new_id
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Officer
from lianxin.people.policy import AccountActor
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.drafts import draft_drop, draft_of, drafts
from lianxin.records.diary.models import Entry, Kind, Photo
from lianxin.records.diary.photos import photo_add
from lianxin.records.diary.phrases import COME_ALONG, phrases
from lianxin.records.diary.reading import MOST_DAYS
from lianxin.register import queries as register
from lianxin.register.models import Code, Household
from lianxin.register.pairings import eligible_officers

from .asks import codes, of_form
from .diary_list import ICONS
from .form import Form
from .requests import Acted

HALF_DAY, NEED_TEXT = 240, 300
MOST_NEEDS = 9
TODAY = "diary"


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


def write(request: Acted) -> HttpResponse:
    """``?household=`` or ``?village=`` say for whom; a draft of the same page is taken up again."""
    preset = _preset(request)
    village = preset.village if preset else _village(request)
    if village is None:
        return render(request, "diary/no_village.html")
    key = f"diary-{preset.pk.hex[-12:]}" if preset else TODAY
    form = Form.of(request)
    if request.method == "POST":
        sent = Sent(request.POST.copy())
        with form.refusing():
            _keep_photos(request, sent)
            return redirect(f"{_save(request.actor, form, village, sent)}?saved=1")
        return _page(request, village, key, form, sent)
    kept = draft_of(request.actor, key)
    sent = Sent(_drafted(kept) if kept else _first(request, preset))
    form.values = {name: str(value) for name, value in sent.data.items()}
    return _page(request, village, key, form, sent, kept)


def _first(request: Acted, preset: Household | None) -> QueryDict:
    data = QueryDict(mutable=True)
    data["id"], data["day"] = str(new_id()), today().isoformat()
    if preset:
        data.appendlist("households", str(preset.pk))
        answering = register.responsible(request.actor).filter(household=preset).first()
        data["officer"] = str(answering.officer_id) if answering else ""
    kind = request.GET.get("kind", "")
    if kind in Kind.values:
        data.appendlist("kinds", kind)
    return data


def _drafted(kept: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        if isinstance(values, list):
            data.setlist(name, values)
    data["id"] = str(new_id())
    return data


def _preset(request: Acted) -> Household | None:
    key = request.GET.get("household", "")
    if not key:
        return None
    rows = Household.objects.visible_to(request.actor).select_related("village")
    return rows.get_visible(pk=key)


def _village(request: Acted) -> Area | None:
    key = request.GET.get("village", "")
    if not key:
        return request.village
    found = next((one for one in request.villages if str(one.pk) == key), None)
    if found is None:
        raise refuse("action.absent")
    return found


# saving


def _save(actor: AccountActor, form: Form, village: Area, sent: Sent) -> str:
    """Everything typed in one action; a second press of the button finds the entry already there."""
    made = _already(actor, form["id"])
    if made is None:
        homes = [_household(actor, key) for key in dict.fromkeys(sent.all("households"))]
        made = diary_write(
            actor=actor,
            officer=_officer(actor, form),
            kinds=sent.all("kinds"),
            day=form.day("day") or today(),
            text=form["text"],
            households=homes,
            village=None if homes else village,
            until=form.day("until"),
            minutes=_minutes(form),
            photos=_waiting(actor, sent),
            tags=[_code(actor, key) for key in sent.all("tags")],
            needs=[_need(actor, form, place, homes) for place in sent.places],
            id=_id(form["id"]),
        )
    draft_drop(actor=actor, form=form["form"])
    return reverse("entry", args=[made.pk])


def _already(actor: AccountActor, key: str) -> Entry | None:
    rows = Entry.objects.visible_to(actor).filter(author_id=actor.id)
    found = _id(key)
    return rows.filter(pk=found).first() if found else None


def _id(key: str) -> UUID | None:
    try:
        found = UUID(key)
    except ValueError:
        return None
    return found if found.version == 7 else None


def _household(actor: AccountActor, key: str) -> Household:
    rows = Household.objects.visible_to(actor).select_related("village")
    return rows.get_visible(pk=key)


def _officer(actor: AccountActor, form: Form) -> Officer:
    """The writer's own, unless the office writes for somebody."""
    own = actor.account.officer
    if own is not None and form["officer"] in ("", str(own.pk)):
        return own
    found: Officer | None = form.row(Officer, "officer")
    if found is None:
        raise refuse("input.required", "officer", label=_("哪名干部的日记"))
    return found


def _minutes(form: Form) -> int | None:
    """A half-day of stay is told by its minutes."""
    text = form["minutes"].strip()
    if not text:
        return HALF_DAY if "half" in form else None
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise refuse("diary.minutes", "minutes", minutes=text[:10], limit=24 * 60)
    return min(int(text), HALF_DAY) if "half" in form else int(text)


def _code(actor: AccountActor, key: str) -> Code:
    return Code.objects.visible_to(actor).filter(list="duty").get_visible(pk=key)


def _keep_photos(request: Acted, sent: Sent) -> None:
    """Photos that came with the form itself wait from now on, so that a refusal loses none."""
    for file in request.FILES.getlist("photos"):
        row = photo_add(actor=request.actor, content=file.read(), name=file.name or "")
        sent.data.appendlist("photo", str(row.pk))


def _need(
    actor: AccountActor, form: Form, place: int, homes: Sequence[Household]
) -> dict[str, Any]:
    """Whose need: the one chosen, else the entry's only household."""
    key = form[f"need-household-{place}"]
    home = next((one for one in homes if str(one.pk) == key), None)
    if home is None and len(homes) == 1:
        home = homes[0]
    if home is None and len(homes) > 1:
        raise refuse("diary.need_household", f"needs-{place}-household")
    rows = Code.objects.visible_to(actor).filter(list="need")
    kind = form[f"need-kind-{place}"]
    return {
        "household": home,
        "kind": rows.get_visible(pk=kind) if kind else None,
        "text": form[f"need-text-{place}"] or form["text"][:NEED_TEXT],
    }


# showing


def _page(
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
        "photos": _waiting(actor, sent),
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


HEAD = ("household_id", "person__name", "person__initials")


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


def _waiting(actor: AccountActor, sent: Sent) -> list[Photo]:
    keys = [key for key in sent.all("photo") if _id(key)]
    rows = Photo.objects.visible_to(actor).filter(entry=None, author_id=actor.id)
    return list(rows.filter(pk__in=keys)) if keys else []


urlpatterns: list[URLPattern | URLResolver] = [path("diary/write/", write, name="diary-write")]
