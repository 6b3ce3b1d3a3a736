"""The phone's own addresses; all of them are open, none tells anything of anybody."""

from django.urls import URLPattern, URLResolver, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.shell, name="phone-shell"),
    path("sw.js", views.worker, name="phone-worker"),
    path("manifest.webmanifest", views.manifest, name="phone-manifest"),
]
