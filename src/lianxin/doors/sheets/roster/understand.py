"""From a roster's cells to households: opens it, finds the header, reads cells, makes households, doubts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from lianxin.kernel.bulk import uncollected
from lianxin.kernel.period import today
from lianxin.people.models import Area

from .columns import roster_columns
from .doubts import doubt
from .households import Family, Maker
from .tables import Opened, Said, Tell, gather, open_as, read_cells_of, read_tables, tell_ends
from .twice import find_twice
from .understood import Understood
from .vocabulary import Vocabulary


@uncollected()
def understand(
    content: bytes,
    file_name: str,
    *,
    village: Area,
    vocabulary: Vocabulary,
    as_of: date | None = None,
    corrections: Mapping[str, str] | None = None,
    mapping: Mapping[int, str] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Understood:
    """Reads a roster; raises ``Refused`` where the file cannot be read at all, and nothing else.

    ``as_of`` is the day the facts hold from where the file does not state one. ``corrections`` and
    ``mapping`` are what the office has said of it (``tables.Said``).
    """
    tell = progress or _silent
    opened = open_as(content, file_name, [roster_columns()], vocabulary, tell)
    said = Said(corrections or {}, mapping)
    return understand_opened(opened, said, village, vocabulary, as_of=as_of, tell=tell)


def understand_opened(
    opened: Opened,
    said: Said,
    village: Area,
    vocabulary: Vocabulary,
    *,
    as_of: date | None = None,
    tell: Tell,
) -> Understood:
    """A file that is open as a roster."""
    found = Understood()
    tables = read_tables(opened, found, said, vocabulary)
    families: list[Family] = []
    for share, table in enumerate(tables, 1):
        read_cells_of(table, said, opened.readings)
        tell(0.6 + 0.2 * share / len(tables))
        day = min(as_of or today(), today())
        families += Maker(table, village.name, day, today()).families()
    tell(0.9)
    find_twice(families, vocabulary)
    doubt(families, vocabulary)
    gather(found, tables)
    found.households = [family.household for family in families]
    for family in families:
        troubled = family.table.troubled
        family.household.sound = not any(m.row in troubled for m in family.household.members)
    tell_ends(found, tables, not found.households)
    tell(1.0)
    return found


def _silent(_: float) -> None:
    pass
