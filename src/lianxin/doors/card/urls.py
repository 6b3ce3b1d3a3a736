"""One address for each card, without a login."""

from django.urls import URLPattern, URLResolver, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [path("c/<str:token>", views.card, name="card")]
