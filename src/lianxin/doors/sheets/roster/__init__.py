"""Rosters as offices send them, understood before anything is written.

``understand(content, file_name, village=…, vocabulary=load_vocabulary(day, village))`` is the door.
"""

from .columns import choices
from .error_note import Row, book_of, error_note
from .findings import Finding, Fixed, Notice
from .sample import sample_workbook
from .understand import understand
from .understood import ReadColumn, Understood, correction_key
from .vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "Finding",
    "Fixed",
    "Notice",
    "ReadColumn",
    "Row",
    "Understood",
    "Vocabulary",
    "book_of",
    "choices",
    "correction_key",
    "error_note",
    "load_vocabulary",
    "sample_workbook",
    "understand",
]
