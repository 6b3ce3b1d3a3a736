"""What is due, as a calendar that phones and computers subscribe to: all days, no names, no words of a need."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lianxin.people.models import Token
from lianxin.people.policy import AccountActor
from lianxin.people.tokens import token_alive, token_make, token_named
from lianxin.results.agenda import Task, agenda

from .me import page
from .requests import Acted

TYPE = "text/calendar; charset=utf-8"
EVERY = timedelta(hours=4)
"""How often a calendar is asked to come back."""


@login_not_required
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The text in the address is the key; a wrong one, and one that has ended, open nothing."""
    found = token_named(token, Token.Opens.CALENDAR)
    if found is None or not token_alive(found):
        raise Http404
    actor = AccountActor.of(found.account, door="calendar", address=request.META["REMOTE_ADDR"])
    with translation.override(found.account.language or None):
        text = written(request, agenda(actor, found.account.officer), found.account.name)
    quiet = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type=TYPE, headers=quiet)


def written(request: HttpRequest, tasks: list[Task], name: str) -> bytes:
    # a tenth of a second of every start, were it loaded with the pages
    from icalendar import Calendar, Event

    book, now = Calendar(), timezone.now()
    book.add("prodid", "-//Lianxin//Agenda//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", _("连心：%(name)s") % {"name": name})
    book.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    for task in tasks:
        event = Event()
        event.add("uid", f"{task.key}@{request.get_host()}")
        event.add("dtstamp", now)
        event.add("dtstart", task.day)
        event.add("dtend", task.day + timedelta(days=1))
        event.add("summary", task.title)
        event.add("transp", "TRANSPARENT")
        about = [task.about] if task.about else []
        event.add("url", request.build_absolute_uri(reverse(task.page, args=about)))
        book.add_component(event)
    text: bytes = book.to_ical()
    return text


@never_cache
@require_POST
def calendar_new(request: Acted) -> HttpResponse:
    """Answers with the address itself: this page is the only place where it is ever shown."""
    actor = request.actor
    token, text = token_make(
        actor=actor, account=actor.account, name=_("日历"), opens=Token.Opens.CALENDAR
    )
    address = request.build_absolute_uri(reverse("calendar", args=[text]))
    shown = {"made": token, "made_address": address, "webcal": address.split(":", 1)[1]}
    return render(request, "me.html", page(actor) | shown)


urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar/<str:token>.ics", calendar, name="calendar"),
    path("me/calendar/", calendar_new, name="calendar-new"),
]
