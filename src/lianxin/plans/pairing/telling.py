"""Why, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.actor import SYSTEM
from lianxin.register.models import Code


def reasons(said: Iterable[Iterable[Any]], names: Mapping[tuple[str, str], str]) -> list[str]:
    """``said`` as a pair keeps it; ``names`` are the codes of ``code_names``."""
    return [_reason(word, dict(details), names) for word, details in said]


def code_names() -> dict[tuple[str, str], str]:
    """By list and name, how the reader calls a cause, a skill or a language."""
    rows = Code.objects.visible_to(SYSTEM).filter(list__in=("cause", "skill", "language"))
    return {(row.list, row.name): row.told for row in rows}


def _reason(word: str, details: dict[str, Any], names: Mapping[tuple[str, str], str]) -> str:
    told = {key: names.get((key, str(value)), value) for key, value in details.items()}
    if word == "load":
        n = int(told["after"])
        return ngettext("算上这户手上 1 户", "算上这次一共 %(n)s 户", n) % {"n": n}
    sentences = {
        "paired": _("以前联系过这户"),
        "helped": _("在这户帮过忙"),
        "visited": _("到这户走访过"),
        "skill": _("会%(skill)s，这户%(cause)s"),
        "language": _("会说%(language)s"),
        "near": _("在%(group)s已经有户"),
        "begins": _("这次主要分在%(group)s"),
        "branch": _("同一个党支部"),
    }
    return sentences[word] % told


def left(reason: str, most: int) -> str:
    """Why a household has nobody."""
    return {
        "nobody": _("这一天没有能接户的干部"),
        "refused": _("能接的干部都已经说过不合适"),
        "full": _("干部手上都满了，每人最多 %(most)s 户") % {"most": most},
    }[reason]


def not_asked(reason: str, most: int) -> str:
    """Why an officer gets none."""
    return {
        "hands_over": _("要交出手上的户"),
        "leaves": _("要离任"),
        "absent": _("这一天不在岗"),
        "full": _("手上已经有 %(most)s 户，满了") % {"most": most},
    }[reason]
