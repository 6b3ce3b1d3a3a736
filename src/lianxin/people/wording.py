"""What people type into the fields of this room: required words and limits, all problems at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from lianxin.kernel.problem import Problem, Refused, problem
from lianxin.kernel.text import prose, tidy


class Reading:
    """Collects every problem of a form before it is refused, so that nothing is mended twice."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def words(
        self,
        field: str,
        value: str,
        label: Any,
        limit: int,
        *,
        needed: bool = False,
        sentence: bool = False,
    ) -> str:
        """A name, number or word made tidy; a ``sentence`` keeps its full-width punctuation."""
        value = prose(value or "") if sentence else tidy(value or "")
        if needed and not value:
            self.add("input.required", field, label=str(label))
        if len(value) > limit:
            self.add("input.too_long", field, label=str(label), limit=limit, length=len(value))
        return value

    def day(self, field: str, value: date | None, label: Any) -> date:
        """The day; where it is missing, a stand-in that ``check`` never lets through."""
        if value is None:
            self.add("input.required", field, label=str(label))
        return value or date.min

    def add(self, code: str, field: str | None = None, **details: Any) -> None:
        self.problems.append(problem(code, field, **details))

    @contextmanager
    def catching(self) -> Iterator[None]:
        try:
            yield
        except Refused as error:
            self.problems.extend(error.problems)

    def check(self) -> None:
        if self.problems:
            raise Refused(self.problems)
