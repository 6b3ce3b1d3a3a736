"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from .menu import address_of, menu_of, sees
from .phones_due import due


def shell(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    always = {"actor": actor, "demo": settings.LIANXIN_DEMO}
    if actor is None:
        return always
    return always | {
        "menu": menu_of(request, actor),
        "menu_search": address_of("search") if sees("Household")(actor) else "",
        "menu_search_number": address_of("search-number"),
        "phones_due": SimpleLazyObject(lambda: due(actor)),
        "villages": getattr(request, "villages", []),
        "village": getattr(request, "village", None),
        "shell_unit": actor.account.unit,
        "shell_role": _("、").join(sorted({grant.get_role_display() for grant in actor.grants})),
        "text_size": actor.account.text_size,
    }
