"""Bodies and posts: set up, changed, ended; people put into posts and taken out, each from a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import check_order
from lianxin.kernel.problem import refuse
from lianxin.people.models import Officer, Unit
from lianxin.people.wording import Reading
from lianxin.register.models import Code

from ..documents.models import Document
from ..reading import check_seen, reason_of
from .models import Body, Holder, Post


@dataclass(frozen=True)
class Somebody:
    """Who is to hold a post: an officer, or a name with a place of work."""

    officer: Officer | None = None
    name: str = ""
    workplace: str = ""

    def __bool__(self) -> bool:
        return self.officer is not None or bool(self.name.strip())


NOBODY = Somebody()


def body_set(
    *,
    actor: Actor,
    unit: Unit,
    kind: str,
    name: str,
    from_day: date | None,
    duties: str = "",
    order: Document | None = None,
) -> Body:
    with act(actor, "body.set", on=unit) as audit:
        row = Body(unit=unit, kind=kind)
        _fill(actor, row, name, from_day, duties, order)
        row.position = Body.objects.visible_to(SYSTEM).filter(unit=unit).count()
        row.save(force_insert=True)
        audit.note(row, name=row.name, from_day=row.from_day)
        return row


def body_change(
    *,
    actor: Actor,
    body: Body,
    rev: int,
    name: str,
    from_day: date | None,
    duties: str = "",
    order: Document | None = None,
) -> Body:
    """Name, duties, the document by which it stands; a first day no later than that of its posts."""
    with act(actor, "body.change", on=body) as audit:
        row = _held(body, rev)
        _fill(actor, row, name, from_day, duties, order)
        rows = Post.objects.visible_to(SYSTEM).filter(body=row, from_day__lt=row.from_day)
        if rows.exists():
            raise refuse("body.posts_before", "from_day")
        row.rev += 1
        row.save()
        audit.note(row, name=row.name)
        return row


def body_end(*, actor: Actor, body: Body, until: date | None, reason: str) -> Body:
    """From the day on it is no more; its posts and those who hold them end with it."""
    with act(actor, "body.end", on=body) as audit:
        row, why = _standing(body), reason_of(reason)
        row.until, row.ended_for = _last_of(row.from_day, until), why
        row.rev += 1
        row.save(update_fields=["until", "ended_for", "rev"])
        for post in _open(Post).filter(body=row):
            _end_post(post, row.until, why)
        audit.note(row, until=row.until, reason=why)
        return row


def post_add(
    *,
    actor: Actor,
    body: Body,
    rank: Code | None,
    from_day: date | None,
    title: str = "",
    work: str = "",
    who: Somebody = NOBODY,
) -> Post:
    """A place in the body, with who holds it from the first day where somebody is named."""
    with act(actor, "post.add", on=body) as audit:
        home = _standing(body)
        post = Post(body=home)
        _fill_post(post, rank, from_day, title, work)
        rows = Post.objects.visible_to(SYSTEM).filter(body=home)
        post.position = rows.count()
        post.save(force_insert=True)
        if who:
            _put(actor, post, who, post.from_day)
        audit.note(post, post=str(post), name=who.name or str(who.officer or ""))
        return post


def post_change(
    *, actor: Actor, post: Post, rank: Code | None, title: str = "", work: str = ""
) -> Post:
    with act(actor, "post.change", on=post) as audit:
        row = _locked_post(post)
        _fill_post(row, rank, row.from_day, title, work)
        row.save()
        audit.note(row, post=str(row))
        return row


def post_end(*, actor: Actor, post: Post, until: date | None, reason: str) -> Post:
    with act(actor, "post.end", on=post) as audit:
        row, why = _locked_post(post), reason_of(reason)
        _end_post(row, _last_of(row.from_day, until), why)
        audit.note(row, post=str(row), until=row.until, reason=why)
        return row


def post_appoint(*, actor: Actor, post: Post, who: Somebody, from_day: date | None) -> Holder:
    """Whoever holds the post on the day holds it until then."""
    with act(actor, "post.appoint", on=post) as audit:
        row, found = _locked_post(post), Reading()
        day = found.day("from_day", from_day, _("从哪天起"))
        found.check()
        holder = _put(actor, row, who, day)
        audit.note(row, post=str(row), name=holder.called, from_day=day)
        return holder


def post_free(*, actor: Actor, post: Post, until: date | None, reason: str) -> Holder:
    """Whoever holds it holds it no longer from the day on; the place stays open."""
    with act(actor, "post.free", on=post) as audit:
        row, why = _locked_post(post), reason_of(reason)
        holder: Holder | None = _open(Holder).filter(post=row).order_by("from_day").last()
        if holder is None:
            raise refuse("post.nobody", post=str(row))
        holder.until, holder.ended_for = _last_of(holder.from_day, until), why
        holder.save(update_fields=["until", "ended_for"])
        audit.note(row, post=str(row), name=holder.called, until=holder.until, reason=why)
        return holder


def _fill(
    actor: Actor,
    row: Body,
    name: str,
    from_day: date | None,
    duties: str,
    order: Document | None,
) -> None:
    found = Reading()
    if row.kind not in Body.Kind.values:
        found.add("input.unknown_choice", "kind", value=str(row.kind)[:20])
    row.name = found.words("name", name, _("名称"), 80, needed=True)
    row.duties = found.words("duties", duties, _("职责"), 300, sentence=True)
    row.from_day = found.day("from_day", from_day, _("哪天成立"))
    found.check()
    if order is not None:
        rows = Document.objects.visible_to(actor).filter(unit=row.unit_id)
        order = rows.get_visible(pk=order.pk)
    row.order = order


def _fill_post(row: Post, rank: Code | None, from_day: date | None, title: str, work: str) -> None:
    found = Reading()
    if rank is None or rank.list != "office_post":
        found.add("input.required", "rank", label=str(_("岗位")))
    else:
        row.rank = rank
    row.title = found.words("title", title, _("岗位名称"), 40)
    row.work = found.words("work", work, _("管什么"), 120, sentence=True)
    row.from_day = found.day("from_day", from_day, _("从哪天起"))
    if from_day is not None and from_day < row.body.from_day:
        found.add("post.before_body", "from_day", from_day=row.body.from_day)
    found.check()


def _put(actor: Actor, post: Post, who: Somebody, day: date) -> Holder:
    found = Reading()
    holder = Holder(post=post, officer=who.officer, from_day=day, author_id=actor.id)
    if who.officer is not None:
        check_seen(actor, [who.officer], "officer")
        if who.officer.until is not None and who.officer.until <= day:
            found.add("post.officer_left", "officer", name=who.officer.name)
    else:
        holder.name = found.words("name", who.name, _("姓名"), 40, needed=True)
        holder.workplace = found.words("workplace", who.workplace, _("单位"), 60)
    if day < post.from_day:
        found.add("post.before", "from_day", from_day=post.from_day)
    found.check()
    _make_room(post, day)
    holder.save(force_insert=True)
    return holder


def _make_room(post: Post, day: date) -> None:
    """Whoever holds it on the day gives way; somebody who comes later has to be taken back first."""
    rows = Holder.objects.visible_to(SYSTEM).filter(post=post)
    later = rows.filter(from_day__gt=day).exclude(until=F("from_day")).first()
    if later is not None:
        raise refuse("post.taken_later", "from_day", name=later.called, from_day=later.from_day)
    rows.filter(Q(until=None) | Q(until__gt=day), from_day__lte=day).update(until=day)


def _end_post(post: Post, until: date, why: str) -> None:
    post.until = max(post.from_day, until)
    post.save(update_fields=["until"])
    rows = Holder.objects.visible_to(SYSTEM).filter(post=post)
    for holder in rows.filter(Q(until=None) | Q(until__gt=until)):
        holder.until, holder.ended_for = max(holder.from_day, until), why
        holder.save(update_fields=["until", "ended_for"])


def _last_of(from_day: date, until: date | None) -> date:
    if until is None:
        raise refuse("input.required", "until", label=str(_("到哪天为止")))
    check_order(from_day, until)
    return until


def _open(model: Any) -> GuardedQuerySet[Any]:
    """Unscoped: the policy has just been asked about what these belong to."""
    return model.objects.visible_to(SYSTEM).filter(until=None)  # type: ignore[no-any-return]


def _standing(body: Body) -> Body:
    row = Body.objects.visible_to(SYSTEM).select_for_update(of=("self",)).get(pk=body.pk)
    if row.until is not None:
        raise refuse("body.ended", name=row.name, until=row.until)
    return row


def _held(body: Body, rev: int) -> Body:
    """The row as the writer saw it."""
    row = _standing(body)
    if row.rev != rev:
        raise refuse("action.changed_meanwhile")
    return row


def _locked_post(post: Post) -> Post:
    rows = Post.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("body", "rank").get(pk=post.pk)
    if row.until is not None:
        raise refuse("post.ended", post=str(row), until=row.until)
    return row
