"""Documents written, written anew, issued and abolished."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.period import today
from lianxin.office.documents import actions, queries
from lianxin.office.documents.actions import LONGEST, last_word, next_number
from lianxin.office.documents.models import Document
from lianxin.people.models import Unit

from .asking import Question, put, rev_of
from .asks import Ask
from .form import Form
from .office_place import place_of
from .requests import Acted

HOME = gettext_lazy("制度文件")
READ_BY_ALL = gettext_lazy("全单位的干部都看得到，不写群众的证件号、账号和病情。")


def _asks() -> list[Ask]:
    kinds = [(str(kind.value), kind.label) for kind in Document.Kind]
    return [
        Ask("kind", _("哪一类"), choices=kinds, required=True),
        Ask(
            "title", _("文件标题"), _("比如：2026 年联村联户实施方案"), required=True, maxlength=120
        ),
        _text(),
    ]


def _text() -> Ask:
    hint = _("一行一段。一级标题写“一、”，二级写“（一）”，印出来就是公文的样子")
    return Ask("text", _("正文"), hint, type="textarea", required=True, maxlength=LONGEST)


def document_new(request: Acted) -> HttpResponse:
    place = place_of(request)
    home = place.href("documents")
    return put(
        request,
        Question(
            _("起草文件"),
            _asks(),
            lambda form: actions.document_write(
                actor=request.actor,
                unit=place.unit,
                kind=form["kind"],
                title=form["title"],
                text=form["text"],
            ),
            lambda made: _("存成起草，改好了再印发"),
            lambda made: reverse("document", args=[made.pk]),
            home,
            [(home, HOME)],
            READ_BY_ALL,
            first={"kind": "scheme"},
            template="office/write.html",
            more=lambda form: {"keep": {"unit": place.unit.pk}},
        ),
    )


def document_revise(request: Acted, pk: UUID) -> HttpResponse:
    line = queries.document(request.actor, pk, today())
    row, here = line.row, reverse("document", args=[pk])
    issued = row.issued is not None
    latest = line.versions[-1].text if line.versions else ""
    changed = Ask("changed", _("改了什么"), _("一句话，以后对得上"), required=issued, maxlength=200)
    asks = [_text(), changed] if issued else [*_asks(), changed]
    if issued:
        asks.append(Ask("from_day", _("从哪天起照新的"), type="date", required=True))

    def save(form: Form) -> Any:
        return actions.document_revise(
            actor=request.actor,
            document=row,
            rev=rev_of(form),
            text=form["text"],
            kind=form["kind"],
            title=form["title"],
            changed=form["changed"],
            from_day=form.day("from_day") if issued else None,
        )

    return put(
        request,
        Question(
            _("存新的一版") if issued else _("接着写"),
            asks,
            save,
            lambda made: _("存成第 %(n)s 版，以前的各版都在") % {"n": made.version},
            lambda made: here,
            here,
            [(reverse("documents"), HOME), (here, row.title)],
            READ_BY_ALL,
            first={"kind": row.kind, "title": row.title, "text": latest, "from_day": today()},
            rev=row.rev,
            template="office/write.html",
        ),
    )


def document_issue(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.document(request.actor, pk, today()).row
    here = reverse("document", args=[pk])
    others = queries.issued_documents(request.actor, row.unit).filter(until=None)
    replaced = [
        ("", _("不代替")),
        *((str(one.pk), f"{one.title} {one.numbered}") for one in others),
    ]
    return put(
        request,
        Question(
            _("印发"),
            [
                Ask("number", _("发文字号"), number_hint(row.unit), maxlength=40),
                Ask("signer", _("签发人"), maxlength=40),
                Ask("issued", _("印发日期"), type="date", required=True),
                Ask("from_day", _("从哪天起执行"), _("空着就从印发那天起"), type="date"),
                Ask("until", _("到哪天为止"), _("没有写期限就空着"), type="date"),
                Ask("replaces", _("代替哪一份"), _("原来那份到这天为止"), choices=replaced),
            ],
            lambda form: actions.document_issue(
                actor=request.actor,
                document=row,
                rev=rev_of(form),
                issued=form.day("issued"),
                number=form["number"],
                signer=form["signer"],
                from_day=form.day("from_day"),
                until=form.day("until"),
                replaces=form.row(Document, "replaces"),
            ),
            lambda made: _("印发了，可以打印、存成 Word"),
            lambda made: here,
            here,
            [(reverse("documents"), HOME), (here, row.title)],
            first={"issued": today(), "number": proposed(row.unit)},
            rev=row.rev,
            template="office/ask.html",
        ),
    )


def proposed(unit: Unit) -> str:
    """The next free number under the word used last, of this year."""
    word = last_word(unit)
    return str(next_number(unit, word, today().year)) if word else ""


def number_hint(unit: Unit) -> str:
    if last_word(unit):
        return _("接着上一份排的下一个空号，可以改")
    return _("机关代字、年份、顺序号，比如：市自然资执法〔2026〕1号；没有就空着")


def document_end(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.document(request.actor, pk, today()).row
    here = reverse("document", args=[pk])
    return put(
        request,
        Question(
            _("废止"),
            [
                Ask("until", _("从哪天起废止"), type="date", required=True),
                Ask("reason", _("为什么"), required=True, maxlength=120),
            ],
            lambda form: actions.document_end(
                actor=request.actor, document=row, until=form.day("until"), reason=form["reason"]
            ),
            lambda made: _("废止了，原文还查得到"),
            lambda made: here,
            here,
            [(reverse("documents"), HOME), (here, row.title)],
            first={"until": today()},
            danger=_("废止"),
            template="office/ask.html",
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("office/documents/new/", document_new, name="document-new"),
    path("office/documents/<uuid:pk>/revise/", document_revise, name="document-revise"),
    path("office/documents/<uuid:pk>/issue/", document_issue, name="document-issue"),
    path("office/documents/<uuid:pk>/end/", document_end, name="document-end"),
]
