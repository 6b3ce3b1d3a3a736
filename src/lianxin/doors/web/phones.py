"""手机: what phones left for the office to decide, the phones themselves, and an outbox brought as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.kernel.problem import refuse
from lianxin.sync import queries
from lianxin.sync.carried import Brought, outbox_bring
from lianxin.sync.items import item_of
from lianxin.sync.models import Device

from . import phone_asks
from . import phone_words as words
from .asks import of_form
from .form import Form
from .phones_page import PhonePage, PhonesPage
from .requests import Acted
from .uploads import LIMIT


@require_GET
def phones(request: Acted) -> HttpResponse:
    return render(request, "phones/list.html", {"page": PhonesPage(request)})


@require_GET
def phone(request: Acted, pk: UUID) -> HttpResponse:
    page = PhonePage(request.actor, _device(request, pk), request.GET.get("page", "")[:6])
    return render(request, "phones/phone.html", {"page": page})


def revoke(request: Acted, pk: UUID) -> HttpResponse:
    return phone_asks.revoke(request, _device(request, pk))


def end(request: Acted, pk: UUID) -> HttpResponse:
    """One's own phone, from one's own page."""
    return phone_asks.end(request, _device(request, pk))


def decide(request: Acted, pk: UUID) -> HttpResponse:
    rows = queries.proposals(request.actor, open_only=False)
    return phone_asks.decide(request, rows.get_visible(pk=pk))


def kept(request: Acted, pk: UUID) -> HttpResponse:
    rows = queries.quarantined(request.actor, open_only=False)
    return phone_asks.keep(request, rows.get_visible(pk=pk))


def brought(request: Acted) -> HttpResponse:
    """An outbox as a file; the answer says of each item what came of it."""
    form, shown = Form.of(request), {}
    if request.method == "POST":
        with form.refusing():
            shown = _told(outbox_bring(actor=request.actor, content=_content(request)))
    context = {"limit": LIMIT >> 20, **shown, **of_form(form)}
    return render(request, "phones/file.html", context, status=form.status)


def _content(request: Acted) -> bytes:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise refuse("input.required", "file", label=_("手机导出的文件"))
    return bytes(file.read())


def _told(done: Brought) -> dict[str, Any]:
    items = [
        {
            "deed": words.deed(sent.action),
            "at": item_of(sent).at,
            "tag": words.tag(came.verdict),
            "problem": came.problem.message() if came.problem else "",
        }
        for sent, came in zip(done.items, done.verdicts, strict=True)
    ]
    return {"brought": done, "items": items}


def _device(request: Acted, pk: UUID) -> Device:
    return queries.devices(request.actor).get_visible(pk=pk)


urlpatterns: list[URLPattern | URLResolver] = [
    path("phones/", phones, name="phones"),
    path("phones/file/", brought, name="phone-file"),
    path("phones/clash/<uuid:pk>/", decide, name="clash"),
    path("phones/kept/<uuid:pk>/", kept, name="kept"),
    path("phones/<uuid:pk>/", phone, name="device"),
    path("phones/<uuid:pk>/end/", revoke, name="phone-revoke"),
    path("me/phones/<uuid:pk>/end/", end, name="phone-end"),
]
