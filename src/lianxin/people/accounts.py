"""The signed-in account of a request."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest

from .policy import alive


def still_alive(request: HttpRequest) -> bool:
    """Signs a disabled or ended account out at once; True while it may go on."""
    if alive(request.user):  # type: ignore[arg-type]
        return True
    logout(request)
    return False
