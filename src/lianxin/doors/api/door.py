"""The API under ``/api/v1/``: thin, typed, documented."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

import lianxin
from lianxin.kernel.problem import Refused, problem

from . import areas, devices, diary, health, households, needs, papers, photos, results, sync
from .answers import answer, failed, invalid, not_json, plain, refused
from .caller import Bearer, Session
from .reading import JsonBody
from .reference import chapters

WORDS = {"title", "description", "summary", "tags"}


class Readable(JSONRenderer):
    """Chinese stays Chinese, half the size of its escapes."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title=_("连心接口"),
    version=lianxin.__version__,
    description=_("看到的只有您该看的；看不到的和没有的一样，都是 404。"),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    auth=[Bearer(), Session()],
    parser=JsonBody(),
    renderer=Readable(),
)
for room in (health, areas, households, diary, needs, photos, results, papers, devices, sync):
    api.add_router("", room.router)
api.add_exception_handler(Refused, refused)
api.add_exception_handler(ValidationError, invalid)
api.add_exception_handler(HttpError, failed)
api.add_exception_handler(RawPostDataException, not_json)


def schema() -> dict[str, Any]:
    """The OpenAPI description in the reader's language."""
    translated: dict[str, Any] = _translated(api.get_openapi_schema(path_prefix="/api/v1/"))
    return translated


def _translated(part: Any, words: bool = False) -> Any:
    if isinstance(part, dict):
        return {key: _translated(value, key in WORDS) for key, value in part.items()}
    if isinstance(part, list):
        return [_translated(one, words) for one in part]
    return gettext(part) if words and isinstance(part, str) and not part.isascii() else part


@login_not_required
def openapi(request: HttpRequest) -> HttpResponse:
    return plain(schema())


@login_not_required
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", {"chapters": chapters(schema())})


@login_not_required
def unknown(request: HttpRequest) -> HttpResponse:
    found = problem("api.unknown_address", path=request.path_info[:80])
    return answer([found], found.status)
