"""A calendar file (RFC 5545): whole days only, so that no time zone is needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from lianxin.results.calendar import Event

ICS = "text/calendar; charset=utf-8"
EVERY = timedelta(hours=6)
"""How often a calendar is asked to come back."""


def as_ics(title: str, events: Iterable[Event], at: datetime) -> bytes:
    """``at``: when it was read. Control characters have no place in a text of §3.3.11."""
    import icalendar  # a tenth of a second of every start, were it loaded with the pages

    book = icalendar.Calendar()
    book.add("prodid", "-//Lianxin//Calendar//ZH")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", title)
    book.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    for one in events:
        event = icalendar.Event()
        event.add("uid", f"{one.key}@lianxin")
        event.add("dtstamp", at)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add(
            "summary", "".join(sign for sign in one.words if sign == "\n" or sign.isprintable())
        )
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        book.add_component(event)
    text: bytes = book.to_ical()
    return text
