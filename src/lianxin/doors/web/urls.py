"""Every page of the office, room by room; each view module lists its own addresses."""

from django.urls import URLPattern, URLResolver

from . import (
    accounts,
    audit,
    events,
    figures,
    household,
    intake,
    ledger,
    ledgers,
    pairing,
    people,
    reports,
    rules,
    shell,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *shell.urlpatterns,
    *ledger.urlpatterns,
    *household.urlpatterns,
    *events.urlpatterns,
    *pairing.urlpatterns,
    *intake.urlpatterns,
    *people.urlpatterns,
    *accounts.urlpatterns,
    *rules.urlpatterns,
    *audit.urlpatterns,
    *figures.urlpatterns,
    *ledgers.urlpatterns,
    *reports.urlpatterns,
]
