"""Bodies and posts set up, changed and ended; people put into posts and taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.period import today
from lianxin.office.bodies import actions, queries
from lianxin.office.bodies.actions import Somebody
from lianxin.office.bodies.models import Body, Post
from lianxin.office.documents.models import Document
from lianxin.office.documents.queries import issued_documents
from lianxin.people.models import Officer, Unit
from lianxin.register.models import Code

from .asking import Question, put, rev_of
from .asks import Ask, codes
from .form import Form, visible
from .office_place import officers_of, place_of
from .requests import Acted

HOME = gettext_lazy("领导小组")


def _orders(request: Acted, unit: Unit) -> list[tuple[str, str]]:
    rows = issued_documents(request.actor, unit)
    return [("", "—"), *((str(one.pk), f"{one.title} {one.numbered}".strip()) for one in rows)]


def _body_asks(request: Acted, unit: Unit, *, new: bool) -> list[Ask]:
    kinds = [(str(kind.value), kind.label) for kind in Body.Kind]
    asks = [
        Ask("name", _("名称"), _("照文件上写"), required=True, maxlength=80),
        Ask("from_day", _("哪天成立"), type="date", required=True),
        Ask("duties", _("管什么"), _("一两句话"), maxlength=300),
        Ask("order", _("哪份文件定的"), choices=_orders(request, unit)),
    ]
    return [Ask("kind", _("哪一种机构"), choices=kinds, required=True), *asks] if new else asks


def _body_told(form: Form) -> dict[str, Any]:
    return {
        "name": form["name"],
        "from_day": form.day("from_day"),
        "duties": form["duties"],
        "order": form.row(Document, "order"),
    }


def body_new(request: Acted) -> HttpResponse:
    place = place_of(request)
    home = place.href("bodies")
    return put(
        request,
        Question(
            _("设一个"),
            _body_asks(request, place.unit, new=True),
            lambda form: actions.body_set(
                actor=request.actor, unit=place.unit, kind=form["kind"], **_body_told(form)
            ),
            lambda made: _("设好了，接着定岗位和人"),
            lambda made: reverse("body", args=[made.pk]),
            home,
            [(home, HOME)],
            first={"from_day": today(), "kind": "group"},
            template="office/ask.html",
            more=lambda form: {"keep": {"unit": place.unit.pk}},
        ),
    )


def body_change(request: Acted, pk: UUID) -> HttpResponse:
    row: Body = visible(request.actor, Body, pk)
    first = {name: getattr(row, name) for name in ("name", "from_day", "duties")}
    return _of_body(
        request,
        row,
        _("改资料"),
        _body_asks(request, row.unit, new=False),
        lambda form: actions.body_change(
            actor=request.actor, body=row, rev=rev_of(form), **_body_told(form)
        ),
        _("改好了"),
        first={**first, "order": row.order_id},
        rev=row.rev,
    )


def body_end(request: Acted, pk: UUID) -> HttpResponse:
    row: Body = visible(request.actor, Body, pk)
    return _of_body(
        request,
        row,
        _("撤掉%(name)s") % {"name": row.name},
        _ending(),
        lambda form: actions.body_end(
            actor=request.actor, body=row, until=form.day("until"), reason=form["reason"]
        ),
        _("撤了，以前的哪天都还查得到"),
        danger=_("撤掉"),
    )


def _of_body(
    request: Acted,
    row: Body,
    title: str,
    asks: list[Ask],
    save: Callable[[Form], Any],
    done: str,
    **more: Any,
) -> HttpResponse:
    """A question about a body or one of its posts, which leads back to the body's page."""
    here = reverse("body", args=[row.pk])
    crumbs = [(reverse("bodies"), HOME), (here, row.name)]
    first = {"from_day": today(), "until": today()}
    more = {"first": first, "template": "office/ask.html", **more}
    question = Question(
        title, asks, save, lambda made: done, lambda made: here, here, crumbs, **more
    )
    return put(request, question)


def _ending() -> list[Ask]:
    return [
        Ask("until", _("从哪天起不再是"), type="date", required=True),
        Ask("reason", _("为什么"), _("以后查得到"), required=True, maxlength=120),
    ]


def _post_asks() -> list[Ask]:
    return [
        Ask("rank", _("岗位"), choices=codes("office_post", empty=_("请选")), required=True),
        Ask("title", _("另有叫法"), _("文件上另有叫法才写"), maxlength=40),
        Ask("work", _("管什么"), maxlength=120),
    ]


def _who_asks(request: Acted, unit: Unit) -> list[Ask]:
    people = officers_of(request, unit)
    listed = [(str(one.pk), f"{one.name} {one.post}".strip()) for one in people]
    return [
        Ask("officer", _("谁"), choices=[("", _("不是本单位干部，写在下面")), *listed]),
        Ask("name", _("姓名"), _("外单位、村里的人写这里"), maxlength=40),
        Ask("workplace", _("单位"), maxlength=60),
    ]


def _who(form: Form) -> Somebody:
    officer: Officer | None = form.row(Officer, "officer")
    return Somebody(officer) if officer else Somebody(None, form["name"], form["workplace"])


def post_new(request: Acted, pk: UUID) -> HttpResponse:
    row: Body = visible(request.actor, Body, pk)
    asks = [*_post_asks(), Ask("from_day", _("从哪天起"), type="date", required=True)]
    return _of_body(
        request,
        row,
        _("加岗位"),
        [*asks, *_who_asks(request, row.unit)],
        lambda form: actions.post_add(
            actor=request.actor,
            body=row,
            rank=form.row(Code, "rank"),
            from_day=form.day("from_day"),
            title=form["title"],
            work=form["work"],
            who=_who(form),
        ),
        _("加好了"),
        first={"from_day": row.from_day},
        lead=_("先不定人也行，会记成岗位空着。"),
    )


def post_change(request: Acted, pk: UUID) -> HttpResponse:
    post = _post(request, pk)
    return _of_body(
        request,
        post.body,
        _("改岗位"),
        _post_asks(),
        lambda form: actions.post_change(
            actor=request.actor,
            post=post,
            rank=form.row(Code, "rank"),
            title=form["title"],
            work=form["work"],
        ),
        _("改好了"),
        first={"rank": post.rank_id, "title": post.title, "work": post.work},
    )


def post_end(request: Acted, pk: UUID) -> HttpResponse:
    post = _post(request, pk)
    return _of_body(
        request,
        post.body,
        _("撤岗位：%(post)s") % {"post": post.told},
        _ending(),
        lambda form: actions.post_end(
            actor=request.actor, post=post, until=form.day("until"), reason=form["reason"]
        ),
        _("岗位撤了"),
        danger=_("撤岗位"),
    )


def post_appoint(request: Acted, pk: UUID) -> HttpResponse:
    post = _post(request, pk)
    seat = queries.seat_on(post, queries.holders_of(request.actor, [post])[post.pk], today())
    name = seat.holder.called if seat.holder else ""
    lead = _("现在是%(name)s，新人上的那天起换过来。") % {"name": name} if name else ""
    return _of_body(
        request,
        post.body,
        _("定人：%(post)s") % {"post": post.told},
        [
            *_who_asks(request, post.body.unit),
            Ask("from_day", _("从哪天起"), type="date", required=True),
        ],
        lambda form: actions.post_appoint(
            actor=request.actor, post=post, who=_who(form), from_day=form.day("from_day")
        ),
        _("定好了"),
        lead=lead,
    )


def post_free(request: Acted, pk: UUID) -> HttpResponse:
    post = _post(request, pk)
    return _of_body(
        request,
        post.body,
        _("免：%(post)s") % {"post": post.told},
        _ending(),
        lambda form: actions.post_free(
            actor=request.actor, post=post, until=form.day("until"), reason=form["reason"]
        ),
        _("免了，这个岗位空着，记得补人"),
        danger=_("免"),
    )


def _post(request: Acted, pk: UUID) -> Post:
    rows = Post.objects.visible_to(request.actor).select_related("body__unit", "rank")
    found: Post = rows.get_visible(pk=pk)
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("office/group/new/", body_new, name="body-new"),
    path("office/group/<uuid:pk>/change/", body_change, name="body-change"),
    path("office/group/<uuid:pk>/end/", body_end, name="body-end"),
    path("office/group/<uuid:pk>/posts/new/", post_new, name="post-new"),
    path("office/posts/<uuid:pk>/change/", post_change, name="post-change"),
    path("office/posts/<uuid:pk>/end/", post_end, name="post-end"),
    path("office/posts/<uuid:pk>/appoint/", post_appoint, name="post-appoint"),
    path("office/posts/<uuid:pk>/free/", post_free, name="post-free"),
]
