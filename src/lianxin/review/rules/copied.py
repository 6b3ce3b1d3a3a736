"""Text that stands already in another's entry, or in one's own of another day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from .likeness import Seen, plain
from .shape import Key, Limits, Sign, Written

NAMED = 3
SITTING = timedelta(hours=6)


def copied(entries: Sequence[Written], others: Limits, own: Limits) -> Iterator[Sign]:
    """The later of two is the copy; of what one hand wrote in one sitting all are. One sign of each kind an entry.

    Who went to one household together may write one text together.
    """
    least = min(others["percent"], own["percent"]) / 100
    seen, rows, done = Seen(), list[Written](), set[tuple[Key, str]]()
    for row in sorted(entries, key=lambda one: (one.at, str(one.key))):
        text = plain(row.text, row.names)
        if not row.by_hand or len(text) < min(others["letters"], own["letters"]):
            continue
        found = [(rows[place], share) for place, share in seen.like(text, least)]
        rows.append(row)
        pairs = [(row, found)]
        pairs += [(one, [(row, share)]) for one, share in found if _one_sitting(one, row)]
        for this, alike in pairs:
            for sign in _told(this, len(text), alike, others, own):
                if (this.key, sign.kind) not in done:
                    done.add((this.key, sign.kind))
                    yield sign


def _told(
    row: Written, letters: int, found: list[tuple[Written, float]], others: Limits, own: Limits
) -> Iterator[Sign]:
    for kind, limits in (("copied_others", others), ("copied_self", own)):
        alike = [
            (one, share)
            for one, share in found
            if (one.officer == row.officer) == (kind == "copied_self")
            and share * 100 >= limits["percent"]
            and not _together(one, row)
        ]
        if not alike or letters < limits["letters"] or not limits["weight"]:
            continue
        first = alike[0]
        yield Sign(
            kind,
            limits["weight"],
            kind,
            entry=row.key,
            others=tuple(one.key for one, _share in alike[:NAMED]),
            facts={"percent": round(first[1] * 100), "day": first[0].day.isoformat()},
        )


def _one_sitting(one: Written, row: Written) -> bool:
    """Neither is the first of two that one hand wrote in one sitting."""
    return one.author == row.author and row.at - one.at <= SITTING


def _together(one: Written, row: Written) -> bool:
    """Two who were at one household on one day; or one entry each about parts of one day's round."""
    return one.officer != row.officer and one.day == row.day and bool(one.homes & row.homes)
