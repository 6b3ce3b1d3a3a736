"""What belongs to writing: photos sent and shown, common phrases, drafts."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import FileResponse, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.views.decorators.http import require_POST

from lianxin.kernel.problem import Refused, refuse
from lianxin.records.diary.drafts import draft_drop, draft_keep
from lianxin.records.diary.models import Photo, Phrase
from lianxin.records.diary.photos import path_of, photo_add, photo_drop, photo_seen
from lianxin.records.diary.phrases import phrase_drop, phrase_keep

from .failures import as_json
from .requests import Acted

KEPT = "private, max-age=86400, immutable"
"""A photo never changes; no cache between the server and its reader may hold it."""


@require_POST
def photos(request: Acted) -> HttpResponse:
    """One photo sent by the page's script while the entry is still being written."""
    file = request.FILES.get("photo")
    try:
        if file is None:
            raise refuse("photo.unreadable", "photos", name="—")
        row = photo_add(actor=request.actor, content=file.read(), name=file.name or "")
    except Refused as error:
        return as_json(error.problems, error.status)
    return JsonResponse({"id": str(row.pk), "small": reverse("photo-small", args=[row.pk])})


def photo(request: Acted, pk: UUID) -> HttpResponseBase:
    return _file(photo_seen(request.actor, pk), small=False)


def photo_small(request: Acted, pk: UUID) -> HttpResponseBase:
    return _file(photo_seen(request.actor, pk), small=True)


def _file(row: Photo, *, small: bool) -> HttpResponseBase:
    place = path_of(row.sha256, small=small)
    if not place.exists():
        raise refuse("action.absent")
    response = FileResponse(place.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = KEPT
    return response


@require_POST
def photo_away(request: Acted, pk: UUID) -> HttpResponse:
    photo_drop(actor=request.actor, photo=photo_seen(request.actor, pk))
    return HttpResponse(status=204)


@require_POST
def phrases(request: Acted) -> HttpResponse:
    try:
        row = phrase_keep(actor=request.actor, text=request.POST.get("text", ""))
    except Refused as error:
        return as_json(error.problems, error.status)
    return JsonResponse({"id": str(row.pk), "text": row.text})


@require_POST
def phrase_away(request: Acted, pk: UUID) -> HttpResponse:
    row = Phrase.objects.visible_to(request.actor).get_visible(pk=pk)
    phrase_drop(actor=request.actor, phrase=row)
    return HttpResponse(status=204)


@require_POST
def draft(request: Acted) -> HttpResponse:
    """What the page's script has of the form, a moment after the typing stopped; or its end."""
    form = request.POST.get("form", "")
    if not form.startswith("diary"):
        raise refuse("action.absent")
    if "drop" in request.POST:
        draft_drop(actor=request.actor, form=form)
        return redirect(request.POST["drop"] if _ours(request) else "diary-write")
    try:
        draft_keep(actor=request.actor, form=form, content=_content(request))
    except Refused as error:
        return as_json(error.problems, error.status)
    return HttpResponse(status=204)


def _ours(request: Acted) -> bool:
    return request.POST["drop"].startswith(reverse("diary-write"))


def _content(request: Acted) -> dict[str, list[str]]:
    try:
        sent = json.loads(request.POST.get("content", ""))
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise refuse("request.malformed", reason="JSON")
    return {
        str(name)[:40]: [str(one) for one in values][:800]
        for name, values in sent.items()
        if isinstance(values, list)
    }


urlpatterns: list[URLPattern | URLResolver] = [
    path("diary/photos/", photos, name="photo-add"),
    path("diary/photos/<uuid:pk>/", photo, name="photo"),
    path("diary/photos/<uuid:pk>/small/", photo_small, name="photo-small"),
    path("diary/photos/<uuid:pk>/drop/", photo_away, name="photo-drop"),
    path("diary/phrases/", phrases, name="phrase-keep"),
    path("diary/phrases/<uuid:pk>/drop/", phrase_away, name="phrase-drop"),
    path("diary/draft/", draft, name="diary-draft"),
]
