"""The words of the product's own code lists, and a village; neither needs a database."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest

from lianxin.doors.sheets.roster import Understood, Vocabulary, understand
from lianxin.doors.sheets.roster.vocabulary import Rule, Term
from lianxin.kernel.text import fold
from lianxin.people.models import Area
from lianxin.register.tables import HOME, rows

VILLAGE = Area(code="620524101901", path="620524101901", name="阳坡村", level="village")
DAY = date(2026, 6, 1)
Reads = Callable[..., Understood]


def packaged() -> Vocabulary:
    """The lists as they come with the product, as ``load_vocabulary`` finds them in a new instance."""
    vocabulary = Vocabulary(DAY)
    for row in rows("codes.csv"):
        term = Term(uuid5(NAMESPACE_OID, row["list"] + row["name"]), row["name"], row["sex"])
        vocabulary.terms.setdefault(row["list"], {})[fold(row["name"])] = term
        vocabulary.names.setdefault(row["list"], {})[term.id] = term.name
    for row in rows("spellings.csv"):
        terms = vocabulary.terms[row["list"]]
        terms.setdefault(fold(row["text"]), terms[fold(row["name"])])
    for row in json.loads((HOME / "rules.json").read_text(encoding="utf-8")):
        if not row.get("active", True):
            continue
        vocabulary.rules[row["name"]] = Rule(
            row["name"], row["title"], row["why"], row["thresholds"]
        )
    return vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return packaged()


@pytest.fixture(scope="session")
def read(vocabulary) -> Reads:
    def understood(content: bytes, name: str = "名单.xlsx", **options: Any) -> Understood:
        words = options.pop("vocabulary", vocabulary)
        options.setdefault("as_of", DAY)
        return understand(content, name, village=VILLAGE, vocabulary=words, **options)

    return understood
