"""填表: for which households, as of which day, what for; then the file, and where each value came from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from lianxin.doors.sheets import reading
from lianxin.doors.sheets.forms.filling import TYPES, Filled, fill
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused, refuse
from lianxin.people.places import day_written
from lianxin.register import queries as register
from lianxin.results.forms.actions import check_homes, check_ready, form_fill
from lianxin.results.forms.models import FormTemplate
from lianxin.results.forms.queries import Chosen, form

from .attachment import file_answer
from .attempt import attempted
from .form_picture import Picture, sourced
from .requests import Acted

ASIDE = 12
"""From so many households on it is done in the background, with progress."""
KEPT = 4
MOST_PICKED = 500


def carried(data: QueryDict) -> str:
    """Households that were ticked elsewhere go along in the address."""
    return urlencode([("household", key) for key in _keys(data.getlist("household"))])


def _keys(texts: list[str]) -> list[str]:
    found = []
    for text in texts[:MOST_PICKED]:
        try:
            found.append(str(UUID(text)))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def fill_in(request: Acted, pk: UUID) -> HttpResponse:
    row = form(request.actor, pk)
    if request.method != "POST" and not row.ready:
        return redirect("form", row.pk)
    done, problems, status = attempted(request, lambda: _filled(request, row))
    if done is not None:
        return done
    data = request.POST if request.method == "POST" else request.GET
    picked = _keys(data.getlist("household"))
    shown = {
        "form": row,
        "problems": problems,
        "picked": picked,
        "who": data.get("who") or ("picked" if picked else "home"),
        "homes": _homes(request),
        "officers": _officers(request),
        "villages": request.villages,
        "v": data,
        "day": data.get("day") or today().isoformat(),
        "year": data.get("year") or str(today().year),
    }
    return render(request, "forms/fill.html", shown, status=status)


def _homes(request: Acted) -> list[tuple[str, str]]:
    heads = register.memberships(request.actor).filter(is_head=True)
    if request.village is not None:
        heads = heads.filter(household__village=request.village)
    rows = heads.filter(household__closed=None).order_by(
        "household__village__path", "household__number"
    )
    named = rows.values_list("household_id", "household__number", "person__name")
    return [(str(key), f"{number} {name}") for key, number, name in named[:3000]]


def _officers(request: Acted) -> list[tuple[str, str]]:
    rows = register.responsible(request.actor).order_by("officer__initials", "officer_id")
    named = rows.values_list("officer_id", "officer__name").distinct()
    return [(str(key), name) for key, name in named]


def _filled(request: Acted, row: FormTemplate) -> HttpResponse:
    sent = request.POST
    day = _day(sent.get("day", ""))
    asked = {
        "form": str(row.pk),
        "who": sent.get("who", ""),
        "homes": _keys(
            sent.getlist("household") if sent.get("who") == "picked" else [sent.get("home", "")]
        ),
        "officer": sent.get("officer", ""),
        "village": sent.get("village", ""),
        "day": day.isoformat(),
        "year": _year(sent.get("year", ""), day),
        "purpose": sent.get("purpose", "").strip(),
        "masked": sent.get("masked") == "1",
        "together": row.listing and sent.get("files") != "each",
    }
    check_ready(row)
    if not asked["purpose"]:
        raise refuse("form.no_purpose", "purpose")
    found = _chosen(request, asked).found(request.actor, day)
    check_homes(len(found))
    asked["count"] = len(found)
    key = token_urlsafe(9)
    job = _job(request, row, key, asked)
    if job.done.is_set() and isinstance(job.error, Refused):
        reading.forget(_name(request, row, key))
        job.take()
    kept = dict(list(request.session.get("fills", {}).items())[-KEPT + 1 :])
    request.session["fills"] = {**kept, key: asked}
    return redirect(f"{reverse('form-filled', args=[row.pk])}?{urlencode({'key': key})}")


def _day(text: str) -> date:
    day = day_written(text)
    if day is None:
        if text.strip():
            raise refuse("input.not_a_date", "day", value=text[:20])
        return today()
    return day


def _year(text: str, day: date) -> int:
    if not text.strip():
        return day.year
    if not (text.isascii() and text.isdigit() and 1949 <= int(text) <= 2199):
        raise refuse("results.year", "year", value=text[:20])
    return int(text)


def _chosen(request: Acted, asked: Mapping[str, Any]) -> Chosen:
    """By what was ticked, or refused: what is left open must not become all households."""
    who = asked["who"]
    if who in {"picked", "home"}:
        if not asked["homes"]:
            raise refuse("form.no_households", "who")
        return Chosen(tuple(UUID(key) for key in asked["homes"]))
    if who == "officer":
        known = dict(_officers(request))
        if asked["officer"] not in known:
            raise refuse("form.no_households", "who")
        return Chosen(officer=UUID(asked["officer"]))
    if who == "village":
        found = [one for one in request.villages if str(one.pk) == asked["village"]]
        if not found:
            raise refuse("form.no_households", "who")
        return Chosen(village=found[0])
    if who != "all":
        raise refuse("form.no_households", "who")
    return Chosen()


def _name(request: Acted, row: FormTemplate, key: str) -> str:
    return f"form {row.pk} {row.edition} {key} {request.actor.id}"


def _job(
    request: Acted, row: FormTemplate, key: str, asked: Mapping[str, Any]
) -> reading.Job[Filled]:
    """The filling under way or done; whenever it has to be made anew, that is an act again."""
    actor, chosen, day = request.actor, _chosen(request, asked), date.fromisoformat(asked["day"])

    def work(tell: reading.Tell) -> Filled:
        filling = form_fill(
            actor=actor,
            row=row,
            chosen=chosen,
            purpose=asked["purpose"],
            day=day,
            year=asked["year"],
            masked=asked["masked"],
        )
        return fill(
            actor=actor,
            row=row,
            filling=filling,
            together=asked["together"],
            masked=asked["masked"],
            tell=tell,
        )

    return reading.job(_name(request, row, key), work, aside=asked["count"] > ASIDE)


def _asked(request: Acted, row: FormTemplate) -> tuple[str, Mapping[str, Any]] | None:
    key = request.GET.get("key", "")
    asked = request.session.get("fills", {}).get(key)
    return (key, asked) if asked and asked["form"] == str(row.pk) else None


@require_GET
def filled(request: Acted, pk: UUID) -> HttpResponse:
    """What was filled in: each value opens its record; while it goes on, how far it is."""
    row = form(request.actor, pk)
    if (found := _asked(request, row)) is None:
        return redirect("form-fill", row.pk)
    key, asked = found
    job = _job(request, row, key, asked)
    if not job.done.is_set():
        return render(request, "forms/waiting.html", {"form": row, "percent": job.percent})
    result = job.take()
    place = request.GET.get("one", "")
    shown_place = int(place) if place.isdecimal() and len(place) < 5 else 0
    one = result.ones[min(shown_place, len(result.ones) - 1)]
    day = date.fromisoformat(asked["day"])
    shown = {
        "form": row,
        "key": key,
        "result": result,
        "one": one,
        "place": result.ones.index(one),
        "picture": Picture(sourced(one.blocks, day if day < today() else None)),
        "asked": asked,
    }
    response = render(request, "forms/filled.html", shown)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
def take(request: Acted, pk: UUID) -> HttpResponse:
    row = form(request.actor, pk)
    if (found := _asked(request, row)) is None:
        return redirect("form-fill", row.pk)
    job = _job(request, row, *found)
    if not job.done.is_set():
        return redirect(f"{reverse('form-filled', args=[row.pk])}?{urlencode({'key': found[0]})}")
    result = job.take()
    return file_answer(result.content, result.name, TYPES[result.kind])
