"""A calendar file (RFC 5545): whole days only, so that no time zone is needed; lines of 75 octets at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from lianxin.results.calendar import Event

MOST = 75
ICS = "text/calendar; charset=utf-8"


def as_ics(title: str, events: Iterable[Event], at: datetime) -> str:
    """``at``: when it was read; every line ends with CRLF."""
    return "".join(f"{line}\r\n" for line in _lines(title, events, at))


def _lines(title: str, events: Iterable[Event], at: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lianxin//Calendar//ZH")
    yield from ("CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield from folded(f"X-WR-CALNAME:{escaped(title)}")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H")
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for one in events:
        yield from ("BEGIN:VEVENT", f"UID:{one.key}@lianxin", f"DTSTAMP:{stamp}")
        yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
        yield from folded(f"SUMMARY:{escaped(one.words)}")
        yield from ("TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT")
    yield "END:VCALENDAR"


def escaped(text: str) -> str:
    """TEXT of §3.3.11; control characters have no place in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(one for one in text if one == "\n" or one.isprintable())
    for plain in "\\;,":
        text = text.replace(plain, "\\" + plain)
    return text.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """Parts of at most 75 octets, each further one begun by a blank; no character is cut in two."""
    part, size = "", 0
    for one in line:
        width = len(one.encode())
        if size + width > MOST:
            yield part
            part, size = " ", 1
        part, size = part + one, size + width
    yield part
