"""Every page of the office, room by room; each view module lists its own addresses."""

from django.urls import URLPattern, URLResolver

from . import (
    accounts,
    audit,
    diary,
    events,
    household,
    intake,
    ledger,
    pairing,
    people,
    rules,
    shell,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *shell.urlpatterns,
    *ledger.urlpatterns,
    *household.urlpatterns,
    *events.urlpatterns,
    *diary.urlpatterns,
    *pairing.urlpatterns,
    *intake.urlpatterns,
    *people.urlpatterns,
    *accounts.urlpatterns,
    *rules.urlpatterns,
    *audit.urlpatterns,
]
