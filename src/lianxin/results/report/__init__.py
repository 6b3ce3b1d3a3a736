"""Reports that write themselves: sentences around figures, and every figure opens its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse

from . import closing, half_year, minutes, notice, summary
from .layout import Line, lines
from .occasion import Occasion, occasion
from .pieces import Number, Paper, Part, Text
from .wording import Wording


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
        Report(
            "half-year",
            _("半年工作报告"),
            _("上半年的帮扶工作报告，数字截到六月三十日"),
            half_year.write,
        ),
        Report(
            "yearly",
            _("全年工作总结"),
            _("照一清二记三定四化写全年，不带红头"),
            summary.write,
        ),
        Report(
            "notice",
            _("通知"),
            _("还差什么、要做什么，发给联系干部；题目、文字都可以改"),
            notice.write,
        ),
        Report(
            "minutes",
            _("会议纪要"),
            _("情况和议定事项先写好，谁出席、议了什么再填"),
            minutes.write,
        ),
    )
}


def report_named(name: str) -> Report:
    if name not in REPORTS:
        raise refuse("report.unknown", "name", name=name, known="、".join(REPORTS))
    return REPORTS[name]


__all__ = [
    "REPORTS",
    "Line",
    "Number",
    "Occasion",
    "Paper",
    "Part",
    "Report",
    "Text",
    "Wording",
    "lines",
    "occasion",
    "report_named",
]
