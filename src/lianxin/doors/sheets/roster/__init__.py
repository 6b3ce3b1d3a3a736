"""Rosters as offices send them, understood before anything is written.

``understand(content, file_name, village=…, vocabulary=load_vocabulary(day, village))`` is the door.
"""

from .columns import Columns, roster_columns
from .error_note import Row, book_of, error_note
from .findings import Finding, Fixed, Notice
from .sample import sample_workbook
from .tables import Opened, Said, open_as
from .understand import understand, understand_opened
from .understood import FirstRow, ReadColumn, Sheets, Understood, correction_key
from .vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "Columns",
    "Finding",
    "FirstRow",
    "Fixed",
    "Notice",
    "Opened",
    "ReadColumn",
    "Row",
    "Said",
    "Sheets",
    "Understood",
    "Vocabulary",
    "book_of",
    "correction_key",
    "error_note",
    "load_vocabulary",
    "open_as",
    "roster_columns",
    "sample_workbook",
    "understand",
    "understand_opened",
]
