"""Addresses under ``/api/``; an unknown one is a problem, too."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path, re_path

from .door import api, docs, openapi, unknown


def _open_to_all(patterns: list[Any]) -> list[Any]:
    """The API refuses by itself, with a problem: a redirect to the login page helps no program."""
    for pattern in patterns:
        pattern.callback = login_not_required(pattern.callback)
    return patterns


operations = _open_to_all(api.urls[0][:-1])  # all but ninja's own root page
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/openapi.json", openapi, name="openapi"),
    path("v1/docs", docs, name="api-docs"),
    path("v1/", include((operations, "api"))),
    re_path(r"", unknown),
]
