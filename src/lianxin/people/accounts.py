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


def client_address(request: HttpRequest, proxies: int) -> str:
    """Where the request came from, as far as the named number of own proxies can be believed."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not proxies:
        return direct
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return (chain[-proxies] if len(chain) >= proxies else "") or direct
