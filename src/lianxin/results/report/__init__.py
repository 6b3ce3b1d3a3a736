"""Reports that write themselves: sentences around figures, and every figure opens its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse

from . import closing
from .occasion import Occasion, occasion
from .pieces import Number, Paper, Part, Text


@dataclass(frozen=True)
class Report:
    """``name`` as a command and an address say it; ``write`` makes the paper."""

    name: str
    title: Any
    about: Any
    write: Callable[[Actor, Occasion], Paper]


REPORTS: dict[str, Report] = {
    report.name: report
    for report in (
        Report(
            "results",
            _("帮扶工作情况报告"),
            _("做了什么、户里变了没有、还差什么、下一步怎么办；句子由数字写成，一个字不用填"),
            closing.write,
        ),
    )
}


def report_named(name: str) -> Report:
    if name not in REPORTS:
        raise refuse("report.unknown", "name", name=name, known="、".join(REPORTS))
    return REPORTS[name]


__all__ = [
    "REPORTS",
    "Number",
    "Occasion",
    "Paper",
    "Part",
    "Report",
    "Text",
    "occasion",
    "report_named",
]
