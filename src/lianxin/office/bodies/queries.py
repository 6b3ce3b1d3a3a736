"""Bodies as they stood on a day: each post with who held it, and the places that were open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force
from lianxin.people.models import Officer, Unit
from lianxin.register.queries import holds

from .models import Body, Holder, Post


@dataclass(frozen=True)
class Seat:
    """A post on a day; ``before`` held it last where nobody does. Whoever has left the unit holds nothing."""

    post: Post
    holder: Holder | None = None
    before: Holder | None = None

    @property
    def left(self) -> date | None:
        """Since when it is open, as far as somebody held it before."""
        return ends(self.before) if self.before is not None else None


@dataclass
class BodyLine:
    body: Body
    day: date
    seats: list[Seat] = field(default_factory=list)

    @property
    def open(self) -> list[Seat]:
        return [one for one in self.seats if one.holder is None]

    @property
    def ranks(self) -> list[tuple[str, list[Seat]]]:
        """副组长: …、…; in the order of the list."""
        found: dict[str, list[Seat]] = {}
        for seat in self.seats:
            found.setdefault(seat.post.told, []).append(seat)
        return list(found.items())


def ends(holder: Holder) -> date | None:
    """The first day on which the holder holds the post no more."""
    left = holder.officer.until if holder.officer is not None else None
    known = [day for day in (holder.until, left) if day is not None]
    return min(known) if known else None


def bodies_in_sight(actor: Actor, unit: Unit | None = None) -> GuardedQuerySet[Body]:
    rows = Body.objects.visible_to(actor).select_related("unit", "order")
    return rows.filter(unit=unit) if unit else rows


def bodies(actor: Actor, unit: Unit, day: date) -> list[BodyLine]:
    """Those that stood on the day, in their order."""
    return lines(actor, bodies_in_sight(actor, unit).filter(in_force(day)), day)


def body(actor: Actor, pk: UUID | str, day: date) -> BodyLine:
    (line,) = lines(actor, [bodies_in_sight(actor).get_visible(pk=pk)], day)
    return line


def lines(actor: Actor, rows: Iterable[Body], day: date) -> list[BodyLine]:
    found = [BodyLine(row, day) for row in rows]
    posts = Post.objects.visible_to(actor).filter(
        in_force(day), body__in=[one.body for one in found]
    )
    by_body: dict[UUID, list[Post]] = defaultdict(list)
    for post in posts.select_related("rank"):
        by_body[post.body_id].append(post)
    held = holders_of(actor, [post for some in by_body.values() for post in some])
    for line in found:
        line.seats = [seat_on(post, held[post.pk], day) for post in by_body[line.body.pk]]
    return found


def holders_of(actor: Actor, posts: Iterable[Post]) -> dict[UUID, list[Holder]]:
    """All who ever held each post, in order; what was taken back never was."""
    rows = Holder.objects.visible_to(actor).filter(post__in=[post.pk for post in posts])
    found: dict[UUID, list[Holder]] = defaultdict(list)
    for holder in rows.select_related("officer__unit").order_by("from_day", "id"):
        if holder.until != holder.from_day:
            found[holder.post_id].append(holder)
    return found


def seat_on(post: Post, held: Iterable[Holder], day: date) -> Seat:
    before = None
    for holder in held:
        if holds(holder.from_day, ends(holder), day):
            return Seat(post, holder)
        if holder.from_day <= day:
            before = holder
    return Seat(post, None, before)


def vacancies(actor: Actor, unit: Unit, day: date) -> list[tuple[Body, Seat]]:
    """Places that want somebody."""
    return [(line.body, seat) for line in bodies(actor, unit, day) for seat in line.open]


def posts_of(actor: Actor, officer: Officer, day: date) -> list[Post]:
    """The posts that the officer holds on the day."""
    rows = Holder.objects.visible_to(actor).filter(in_force(day), officer=officer)
    held = rows.filter(in_force(day, "post__")).select_related("post__rank", "post__body")
    gone = officer.until is not None and officer.until <= day
    return [] if gone else [row.post for row in held]


def history(actor: Actor, row: Body) -> list[tuple[Post, list[tuple[Holder, date | None]]]]:
    """Every post of a body with all who held it, each with the day on which they did no more."""
    posts = list(Post.objects.visible_to(actor).filter(body=row).select_related("rank"))
    held = holders_of(actor, posts)
    return [
        (post, [(one, ends(one)) for one in held[post.pk]])
        for post in posts
        if post.until != post.from_day
    ]
