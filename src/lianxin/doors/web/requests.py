"""What a view finds on its request once ``Acting`` has run."""

from __future__ import annotations

from django.http import HttpRequest

from lianxin.people.models import Area
from lianxin.people.policy import AccountActor


class Acted(HttpRequest):
    """A request of somebody who is signed in; ``LoginRequiredMiddleware`` lets no other through."""

    actor: AccountActor
    villages: list[Area]
    village: Area | None
