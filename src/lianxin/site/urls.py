"""Addresses follow the method, as the menu does."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from lianxin.doors.web import urls as web

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("language/", set_language, name="set_language"),
    *web.urlpatterns,
]
