"""Long sheets of one's own: how far each has come, and where it is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.doors.sheets.ledger import MEDIA
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed_file import unsealed
from lianxin.results.exports import column_of, export_drop, export_take, silent
from lianxin.results.exports import exports as own
from lianxin.results.ledgers import LEDGERS
from lianxin.results.models import ExportJob

from .attachment import attach
from .ledgers import OWN_PAGE
from .requests import Acted

State = ExportJob.State


@dataclass(frozen=True)
class Line:
    """``state``: as it is told; one on which nobody works any more has to be asked for again."""

    job: ExportJob
    state: str
    again: str

    @property
    def title(self) -> str:
        ledger = LEDGERS.get(self.job.ledger)
        return str(ledger.title) if ledger else self.job.title

    @property
    def under_way(self) -> bool:
        return self.state in {State.WAITING, State.RUNNING}


@require_GET
def exports(request: Acted) -> HttpResponse:
    if not request.actor.allows("register.export"):
        raise refuse("action.absent")
    lines = [_line(job) for job in own(request.actor)]
    shown = {"lines": lines, "under_way": any(one.under_way for one in lines)}
    return render(request, "results/exports.html", shown)


def _line(job: ExportJob) -> Line:
    state = "silent" if silent(job) else job.state
    named = OWN_PAGE.get(job.ledger)
    where = reverse(named) if named else reverse("ledger-of", args=[job.ledger])
    return Line(job, state, f"{where}?{job.asked.get('query', '')}")


@require_GET
def export_file(request: Acted, pk: UUID) -> HttpResponseBase:
    job = own(request.actor).get_visible(pk=pk)
    sealed = export_take(actor=request.actor, job=job)
    pieces = unsealed(sealed, column_of(job.pk))
    answer = StreamingHttpResponse(pieces, content_type=MEDIA[job.form])
    answer.headers["Content-Length"] = str(job.size)
    made = timezone.localtime(job.asked_at)
    attach(answer, f"{_line(job).title}-{made:%Y%m%d-%H%M}.{job.form}")
    return answer


@require_POST
def export_end(request: Acted, pk: UUID) -> HttpResponse:
    export_drop(actor=request.actor, job=own(request.actor).get_visible(pk=pk))
    messages.success(request, _("删掉了"))
    return redirect("exports")


urlpatterns: list[URLPattern | URLResolver] = [
    path("exports/", exports, name="exports"),
    path("exports/<uuid:pk>/", export_file, name="export-file"),
    path("exports/<uuid:pk>/end/", export_end, name="export-end"),
]
