"""Addresses follow the method, as the menu does."""

from django.urls import URLPattern, URLResolver, include, path

from lianxin.doors.api import urls as api
from lianxin.doors.web import urls as web

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include(api.urlpatterns)),
    path("account/", include("allauth.urls")),
    *web.urlpatterns,
]
