"""One list of problems: a code, one plain sentence in Chinese and in English, an HTTP status.

Each room declares its own codes in its ``problems.py``; a form field, a JSON reply, a cell note and
the command line show the same sentence. ``docs/problems.md`` is held against this list by a test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any, NamedTuple

from django.utils.translation import get_language


class Sentence(NamedTuple):
    zh: str
    en: str
    status: int


_LIST: dict[str, Sentence] = {}


def declare(code: str, zh: str, en: str, *, status: int = 422) -> str:
    """Adds a problem to the list and returns its code; the sentences may use ``{details}``."""
    if code in _LIST:
        raise ValueError(f"problem {code} is declared twice")
    _LIST[code] = Sentence(zh, en, status)
    return code


def declared() -> Mapping[str, Sentence]:
    return _LIST


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong; ``field`` names the input it belongs to, details fill the sentence."""

    code: str
    field: str | None = None
    details: Mapping[str, Any] = attribute(default_factory=dict)

    def message(self, language: str | None = None) -> str:
        sentence = _LIST[self.code]
        english = (language or get_language() or "zh").startswith("en")
        template = sentence.en if english else sentence.zh
        return template.format_map(_Blank({"field": self.field or "—", **self.details}))

    @property
    def status(self) -> int:
        return _LIST[self.code].status

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "message": self.message(),
            "field": self.field,
            **{key: _plain(value) for key, value in self.details.items()},
        }


def problem(code: str, field: str | None = None, **details: Any) -> Problem:
    if code not in _LIST:
        raise KeyError(f"problem {code} is not declared")
    return Problem(code, field, details)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | None) else str(value)


class Refused(Exception):
    """An action was refused and changed nothing; carries every problem found, never just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.code for p in self.problems))

    @property
    def status(self) -> int:
        return max((p.status for p in self.problems), default=422)


def refuse(code: str, field: str | None = None, **details: Any) -> Refused:
    """``raise refuse("household.absent")``: the usual single refusal."""
    return Refused([problem(code, field, **details)])
