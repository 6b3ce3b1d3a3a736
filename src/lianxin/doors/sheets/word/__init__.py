"""Papers as Word: our own template, the measures of GB/T 9704-2012, and what fills it."""

from __future__ import annotations

from .book import Book, Chapter, Table, book_docx
from .official import DOCX, as_docx

__all__ = ["DOCX", "Book", "Chapter", "Table", "as_docx", "book_docx"]
