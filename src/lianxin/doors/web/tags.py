"""Template tags of the house."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Role, Unit

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """``{% icon "home" %}``: a symbol of ``icons.html``; never the only sign of a meaning."""
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="#i-{}"></use></svg>', extra, name
    )


@register.simple_tag
def ruler(label: str, done: float, pace: float | None = None) -> SafeString:
    """进度尺: ``done`` and ``pace`` in percent; without a pace a plain bar. ``css/shares.css`` has the widths."""
    share = _percent(done)
    if pace is None:
        return format_html(RULER, f"plain v{share}", label)
    return format_html(RULER, f"v{share} p{_percent(pace)}", label)


RULER = '<div class="ruler {}" role="img" aria-label="{}"><i></i></div>'


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any]) -> str:
    """Where this page is, to come back to; a number that somebody typed into an address is not told again."""
    path: str = context["request"].get_full_path()
    return "/" if LONG_NUMBER.search(unquote(path)) else path


LONG_NUMBER = re.compile(r"(?<![\w-])\d{11,}[\dXx]?(?![\w-])")
"""Stands alone, unlike the digits of a row's key or of a card's code."""


@register.filter
def dialled(number: str) -> str:
    """A phone number as one reads and dials it: 199 0000 5023; others stay as they are."""
    number = number.strip()
    mobile = len(number) == 11 and number.isdecimal() and number.startswith("1")
    return f"{number[:3]} {number[3:7]} {number[7:]}" if mobile else number


@register.filter
def elided(page: Page[Any]) -> Iterator[int | str]:
    """The pages to name: those about this one and at both ends, however many there are."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=2)


def _percent(share: float) -> int:
    return max(0, min(100, round(share)))


@register.simple_tag
def contact() -> Unit | None:
    """The unit whose phone the sign-in page shows. Unscoped: nobody is signed in, it is meant to be read."""
    return Unit.objects.visible_to(SYSTEM).filter(until=None, parent=None).exclude(phone="").first()


@register.simple_tag
def demo_logins() -> dict[str, Any] | None:
    """The demo's accounts with their password; nothing in a real instance."""
    if not settings.LIANXIN_DEMO:
        return None
    try:
        found = json.loads((Path(settings.LIANXIN_DATA) / "demo.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


@register.simple_tag
def role_name(role: str) -> Any:
    return Role(role).label if role in Role.values else role
