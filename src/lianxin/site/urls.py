"""Addresses follow the method, as the menu does."""

from django.urls import URLPattern, URLResolver, include, path

from lianxin.doors.web import urls as web

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    *web.urlpatterns,
]
