"""Addresses follow the method, as the menu does."""

from django.urls import URLPattern, URLResolver, include, path

from lianxin.doors.api import urls as api
from lianxin.doors.card import urls as card
from lianxin.doors.phone import urls as phone
from lianxin.doors.web import urls as web

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include(api.urlpatterns)),
    path("phone/", include(phone.urlpatterns)),
    path("account/", include("lianxin.doors.web.signin")),
    *card.urlpatterns,
    *web.urlpatterns,
]

handler403 = "lianxin.doors.web.failures.permission_denied"
handler404 = "lianxin.doors.web.failures.page_not_found"
handler500 = "lianxin.doors.web.failures.server_error"
