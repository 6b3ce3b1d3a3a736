"""Every page of the office, room by room; each view module lists its own addresses."""

from django.urls import URLPattern, URLResolver

from . import (
    accounts,
    audit,
    events,
    file_forms,
    household,
    income_rules,
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
    *file_forms.urlpatterns,
    *income_rules.urlpatterns,
    *pairing.urlpatterns,
    *intake.urlpatterns,
    *people.urlpatterns,
    *accounts.urlpatterns,
    *rules.urlpatterns,
    *audit.urlpatterns,
]
