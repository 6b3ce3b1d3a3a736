"""Sheets of every kind: officers and pairings, incomes, diaries; and rosters, through the same door.

``understand_file`` reads one, ``template_book`` makes an empty one, ``held_book`` one of what is held.
"""

from .held import HELD, held_book
from .kind import Rows
from .template import template_book, template_columns
from .understand import KINDS, File, columns_of, understand_file

__all__ = [
    "HELD",
    "KINDS",
    "File",
    "Rows",
    "columns_of",
    "held_book",
    "template_book",
    "template_columns",
    "understand_file",
]
