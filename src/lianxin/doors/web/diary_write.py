"""写日记: one screen, taken up where it was left, and the one action that saves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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
from lianxin.records.diary.drafts import draft_drop, draft_of
from lianxin.records.diary.models import Entry, Kind
from lianxin.records.diary.photos import photo_add
from lianxin.register import queries as register
from lianxin.register.models import Code, Household

from .diary_screen import TODAY, Sent, key_of, page_of, waiting
from .form import Form
from .requests import Acted

HALF_DAY, NEED_TEXT = 240, 300


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
        return page_of(request, village, key, form, sent)
    kept = draft_of(request.actor, key)
    sent = Sent(_drafted(kept) if kept else _first(request, preset))
    form.values = {name: str(value) for name, value in sent.data.items()}
    return page_of(request, village, key, form, sent, kept)


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
            photos=waiting(actor, sent),
            tags=[_code(actor, key) for key in sent.all("tags")],
            needs=[_need(actor, form, place, homes) for place in sent.places],
            id=key_of(form["id"]),
        )
    draft_drop(actor=actor, form=form["form"])
    return reverse("entry", args=[made.pk])


def _already(actor: AccountActor, key: str) -> Entry | None:
    rows = Entry.objects.visible_to(actor).filter(author_id=actor.id)
    found = key_of(key)
    return rows.filter(pk=found).first() if found else None


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


urlpatterns: list[URLPattern | URLResolver] = [path("diary/write/", write, name="diary-write")]
