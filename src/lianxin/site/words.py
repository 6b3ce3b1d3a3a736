"""English words: ``words/en/*.po``, one file a room, compiled into one ``django.mo`` on change.

Chinese is the source language of every string, so only English needs a catalogue.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

HOME = Path(__file__).parents[1]
SOURCES = HOME / "words" / "en"
TARGET = HOME / "locale" / "en" / "LC_MESSAGES" / "django.mo"


def compile_words() -> None:
    """Writes the catalogue anew if a source is newer; safe when two processes do it at once."""
    sources = sorted(SOURCES.glob("*.po"))
    newest = max((s.stat().st_mtime for s in (SOURCES, *sources)), default=0.0)
    if TARGET.exists() and TARGET.stat().st_mtime >= newest:
        return
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    whole = Catalog(locale="en", charset="utf-8")
    for source in sources:
        with source.open("rb") as handle:
            for message in read_po(handle, locale="en", charset="utf-8"):
                if message.id:
                    whole.add(message.id, message.string, context=message.context)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=TARGET.parent)
    with os.fdopen(number, "wb") as out:
        write_mo(out, whole)
    os.replace(name, TARGET)
