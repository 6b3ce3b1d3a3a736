"""What was sent to a page, tried; a refusal is told on the page itself, with what was typed still there."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from lianxin.kernel.problem import Problem, Refused

from .requests import Acted


def attempted(
    request: Acted, do: Callable[[], HttpResponse]
) -> tuple[HttpResponse | None, tuple[Problem, ...], int]:
    """The answer if it succeeded, else the problems and the status of the page that tells them.

    A GET attempts nothing. Who has no right is sent away as everywhere.
    """
    if request.method != "POST":
        return None, (), 200
    try:
        return do(), (), 200
    except Refused as refused:
        if any(one.code == "action.not_allowed" for one in refused.problems):
            raise
        return None, refused.problems, refused.status
