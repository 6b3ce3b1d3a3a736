"""Every page of the office, room by room; each view module lists its own addresses."""

from django.urls import URLPattern, URLResolver

from . import (
    accounts,
    activities,
    audit,
    deliveries,
    diary,
    events,
    file_forms,
    household,
    income_rules,
    intake,
    ledger,
    measures,
    need,
    pairing,
    people,
    projects,
    requirements,
    rules,
    shell,
    visits,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *shell.urlpatterns,
    *ledger.urlpatterns,
    *household.urlpatterns,
    *events.urlpatterns,
    *diary.urlpatterns,
    *file_forms.urlpatterns,
    *income_rules.urlpatterns,
    *pairing.urlpatterns,
    *measures.urlpatterns,
    *projects.urlpatterns,
    *activities.urlpatterns,
    *deliveries.urlpatterns,
    *intake.urlpatterns,
    *people.urlpatterns,
    *accounts.urlpatterns,
    *rules.urlpatterns,
    *audit.urlpatterns,
    *need.urlpatterns,
    *visits.urlpatterns,
    *requirements.urlpatterns,
]
