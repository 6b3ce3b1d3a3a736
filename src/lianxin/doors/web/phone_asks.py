"""The questions before a decision about phones: in words what will be done, then the one button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.problem import refuse
from lianxin.sync import actions, queries
from lianxin.sync.models import Device, Proposal, Quarantined

from . import phone_words as words
from .asking import Question, put
from .asks import Ask
from .phone_clashes import clash, home_of
from .phone_items import Names, lines
from .requests import Acted

TEMPLATE = "phones/ask.html"


def _phones(_done: Any) -> str:
    return reverse("phones")


def _label(button: str, **more: Any) -> Any:
    return lambda form: {"button": button, **more}


def _crumbs() -> list[tuple[str, Any]]:
    return [(reverse("phones"), _("手机"))]


def _use(request: Acted, first: str) -> str:
    """What was chosen; a bare address asks about the first choice."""
    return (
        request.POST.get("use", "") if request.method == "POST" else request.GET.get("use", first)
    )


def decide(request: Acted, row: Proposal) -> HttpResponse:
    """Which of two values stands; the address names the choice, the page says what it does."""
    outcome = _use(request, Proposal.Outcome.TAKEN)
    if outcome not in {Proposal.Outcome.TAKEN, Proposal.Outcome.KEPT}:
        raise refuse("action.absent")
    if row.outcome:
        messages.info(request, _("已经定过了：%(said)s") % {"said": row.get_outcome_display()})
        return redirect("phones")
    told, taken = clash(row, None), outcome == Proposal.Outcome.TAKEN
    said = {
        "label": told.label,
        "who": told.yours.who,
        "now": told.held.value,
        "new": told.yours.value,
    }
    return put(
        request,
        Question(
            title=_("%(label)s：%(said)s")
            % {"label": told.label, "said": Proposal.Outcome(outcome).label},
            asks=[],
            save=lambda form: actions.proposal_decide(
                actor=request.actor, proposal=row, outcome=outcome
            ),
            done=lambda _row: _("定好了，%(who)s的手机上看得到") % said,
            to=_phones,
            back=reverse("phones"),
            crumbs=_crumbs(),
            template=TEMPLATE,
            more=_label(
                str(Proposal.Outcome(outcome).label),
                use=outcome,
                clash=told,
                taken=taken,
                home=home_of(row),
            ),
        ),
    )


def keep(request: Acted, row: Quarantined) -> HttpResponse:
    """What was kept aside goes in, or stays out with a reason."""
    decision = _use(request, Quarantined.Decision.TAKEN)
    if decision not in Quarantined.Decision.values:
        raise refuse("action.absent")
    if row.decision:
        messages.info(request, _("已经定过了：%(said)s") % {"said": row.get_decision_display()})
        return redirect("phones")
    taken = decision == Quarantined.Decision.TAKEN
    said = {"who": row.account.name, "deed": words.deed(row.action)}
    why = Ask("reason", _("为什么不收"), _("本人问起来，照这句回答"), required=True, maxlength=120)
    return put(
        request,
        Question(
            title=(_("收下：%(deed)s") if taken else _("不收：%(deed)s")) % said,
            asks=[] if taken else [why],
            save=lambda form: actions.quarantine_decide(
                actor=request.actor, row=row, decision=decision, reason=form["reason"]
            ),
            done=lambda _row: (
                _("收下了，记在%(who)s名下") % said if taken else _("没有收，原文和理由都留着")
            ),
            to=_phones,
            back=reverse("phones"),
            crumbs=_crumbs(),
            lead=_("照手机上写的原样收进来，记在%(who)s名下，日期用手机上写的那天。") % said
            if taken
            else _("不会写进任何地方。原文和您的理由都留着，以后查得到。"),
            danger="" if taken else _("不收"),
            template=TEMPLATE,
            more=lambda form: {"button": _("收下"), "use": decision, "kept": _lines(request, row)},
        ),
    )


def _lines(request: Acted, row: Quarantined) -> Any:
    content = queries.content_of(row)
    return lines(row.action, content, Names(request.actor, [content]))


def revoke(request: Acted, device: Device) -> HttpResponse:
    """Somebody's phone is out at once."""
    said = {"who": device.account.name, "name": device.name}
    return put(
        request,
        Question(
            title=_("停用%(who)s的手机") % said,
            asks=[Ask("reason", _("原因"), required=True, maxlength=120)],
            save=lambda form: actions.device_revoke(
                actor=request.actor, device=device, reason=form["reason"]
            ),
            done=lambda _row: _("停用了，这部手机已经断开"),
            to=_phones,
            back=reverse("device", args=[device.pk]),
            crumbs=_crumbs(),
            lead=_("“%(name)s”马上断开。本人重新登录还能再用；要彻底停，把账号也停用。") % said,
            danger=_("停用"),
            template=TEMPLATE,
            more=_label("", waits=words.waiting(device)),
        ),
    )


def end(request: Acted, device: Device) -> HttpResponse:
    """One's own phone, lost or given away."""
    if device.account_id != request.actor.id:
        raise refuse("action.absent")
    said = {"name": device.name}
    return put(
        request,
        Question(
            title=_("停用自己的手机"),
            asks=[],
            save=lambda form: actions.device_end(actor=request.actor, device=device),
            done=lambda _row: _("停用了，这部手机已经断开"),
            to=lambda _row: reverse("me") + "#phones",
            back=reverse("me") + "#phones",
            crumbs=[(reverse("me"), _("我的账号"))],
            lead=_("“%(name)s”马上断开。还要用，在那部手机上重新登录就行。") % said,
            danger=_("停用"),
            template=TEMPLATE,
            more=_label("", waits=words.waiting(device)),
        ),
    )
