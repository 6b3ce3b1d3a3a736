"""What a roster's words mean on a day: code lists with spellings, groups, quality rules."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import fold
from lianxin.people.models import Area
from lianxin.register.models import Code, QualityRule, Spelling

MOST_ASKED = 500  # suggestions in one file: each takes a millisecond
LONGEST_ASKED = 24
NUMBERING = re.compile(r"^\d{1,2}(?=\D)")


class Term(NamedTuple):
    """One value of a code list; ``sex`` is what it demands of a person."""

    id: UUID
    name: str
    sex: str


@dataclass(frozen=True)
class Rule:
    """A quality rule as the administrator has set it."""

    name: str
    title: str
    why: str
    thresholds: Mapping[str, Any]


@dataclass
class Vocabulary:
    day: date
    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    names: dict[str, dict[UUID, str]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    asked: int = 0

    def find(self, list_name: str, text: str) -> Term | None:
        """By folded name or spelling, also behind a number (01 健康); never by the number alone."""
        known = self.terms.get(list_name, {})
        folded = fold(text)
        return known.get(folded) or known.get(NUMBERING.sub("", folded))

    def named(self, list_name: str, name: str) -> Term:
        """A value that the product itself relies on, such as 户主."""
        term = self.terms.get(list_name, {}).get(fold(name))
        if term is None:
            raise refuse("roster.word_ended", word=name)
        return term

    def name(self, list_name: str, code: UUID | None) -> str:
        return self.names.get(list_name, {}).get(code, "") if code else ""

    def nearest(self, list_name: str, text: str) -> tuple[str, ...]:
        """Up to three values that sound like the text (汗族 汉族), else those that look like it."""
        known, folded = self.terms.get(list_name, {}), fold(text)
        self.asked += 1
        if self.asked > MOST_ASKED or len(folded) > LONGEST_ASKED:
            return ()
        sound = _sound(folded)
        alike = [spelling for spelling in known if _sound(spelling) == sound]
        alike = alike or difflib.get_close_matches(folded, known, n=6, cutoff=0.5)
        return tuple(dict.fromkeys(known[spelling].name for spelling in alike))[:3]


@lru_cache(maxsize=4096)
def _sound(text: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text))


def load_vocabulary(day: date, village: Area | None = None) -> Vocabulary:
    """Loads the lists in force on the day, and the village's groups as the unit has named them.

    All of them are public, so the look-up is rightly unscoped.
    """
    vocabulary = Vocabulary(day, groups=_groups_of(village) if village else ())
    terms: dict[UUID, tuple[str, Term]] = {}
    for row in Code.objects.visible_to(SYSTEM).filter(in_force(day)).order_by("position"):
        term = Term(row.pk, row.name, row.sex)
        terms[row.pk] = (row.list, term)
        vocabulary.terms.setdefault(row.list, {}).setdefault(fold(row.name), term)
        vocabulary.names.setdefault(row.list, {})[row.pk] = row.name
    spellings = Spelling.objects.visible_to(SYSTEM).filter(code__in=terms)
    for code, text in spellings.order_by("text").values_list("code_id", "text"):
        list_name, term = terms[code]
        vocabulary.terms[list_name].setdefault(fold(text), term)
    for rule in QualityRule.objects.visible_to(SYSTEM).filter(in_force(day), active=True):
        vocabulary.rules[rule.name] = Rule(
            rule.name, rule.told_title, rule.told_why, rule.thresholds
        )
    return vocabulary


def _groups_of(village: Area) -> tuple[str, ...]:
    found = Area.objects.visible_to(SYSTEM).filter(parent=village, level="group")
    return tuple(found.order_by("path").values_list("name", flat=True))
