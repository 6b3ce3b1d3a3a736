"""The phone's shell: one page for everybody, without anything of anybody; the rest is the client's."""

from __future__ import annotations

import json
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from lianxin import __version__

from . import files

ALLOWED = "geolocation=(self), camera=(self), microphone=(self)"
ICONS = (("192", "any"), ("512", "any"), ("512", "maskable"))


def page() -> str:
    """The same bytes for every reader, so that a phone may keep them; the client speaks the language."""
    return render_to_string(
        "phone/shell.html",
        {
            "styles": files.styles(),
            "first": files.first(),
            "soon": files.soon(),
            "later": files.later(),
            "version": __version__,
        },
    )


@cache
def worker_text() -> str:
    shell = page()
    kept = json.dumps(files.addresses())
    head = f"const VERSION={json.dumps(files.version(shell))}, FILES={kept};\n"
    return head + files.WORKER.read_text(encoding="utf-8")


@login_not_required
@require_safe
@ensure_csrf_cookie
def shell(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(page())
    response["Permissions-Policy"] = ALLOWED
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(worker_text(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/phone/"
    return response


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    told = {
        "name": _("连心"),
        "short_name": _("连心"),
        "description": _("村里写一次，表自己填好"),
        "id": "/phone/",
        "start_url": "/phone/",
        "scope": "/phone/",
        "display": "standalone",
        "background_color": "#f6f5f0",
        "theme_color": "#f6f5f0",
        "icons": [_mark(), *(_icon(size, purpose) for size, purpose in ICONS)],
    }
    response = JsonResponse(told, content_type="application/manifest+json")
    response["Cache-Control"] = "no-cache"
    return response


def _mark() -> dict[str, str]:
    return {"src": staticfiles_storage.url("mark.svg"), "sizes": "any", "type": "image/svg+xml"}


def _icon(size: str, purpose: str) -> dict[str, str]:
    name = f"phone/icons/{purpose}-{size}.png"
    return {
        "src": staticfiles_storage.url(name),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }
