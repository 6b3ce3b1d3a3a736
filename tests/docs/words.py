"""Every sentence the product can show in English: found in templates and in Python."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[2] / "src" / "lianxin"
TEMPLATES = [SOURCE / "doors" / door / "templates" for door in ("web", "card")]
CATALOGUES = SOURCE / "words" / "en"
CHINESE = re.compile(r"[\u3400-\u9fff、，：；（）]")  # full-width marks are translated too
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


FOR_DEVELOPERS = {"components.html"}
"""Pages that only developers open: their samples may stay in Chinese."""


def templates() -> list[Path]:
    found = (path for folder in TEMPLATES for path in folder.rglob("*"))
    return sorted(path for path in found if path.suffix in {".html", ".txt", ".xml"})


def used() -> dict[str, list[str]]:
    """Each Chinese sentence with the files it stands in."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        _collect(path.read_bytes(), path, found)
    for path in templates():
        text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        plain = "\n".join(line.strip() for line in text.splitlines())
        _collect(plain.encode(), path, found)
    return found


def _collect(code: bytes, path: Path, found: dict[str, list[str]]) -> None:
    for _line, _function, messages, _comments in extract_python(
        io.BytesIO(code), list(KEYWORDS), [], {"encoding": "utf-8"}
    ):
        for message in messages if isinstance(messages, tuple) else (messages,):
            if isinstance(message, str) and CHINESE.search(message):
                found[message].append(str(path.relative_to(SOURCE)))


def asked_alone() -> set[str]:
    """Sentences that are asked for without a number."""
    found: set[str] = set()
    for path in (*sorted(SOURCE.rglob("*.py")), *templates()):
        code = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            code = "\n".join(map(str.strip, templatize(code, origin=str(path)).splitlines()))
        for _line, function, messages, _comments in extract_python(
            io.BytesIO(code.encode()), list(KEYWORDS), [], {"encoding": "utf-8"}
        ):
            if not (function or "").startswith("n") and isinstance(messages, str):
                found.add(messages)
    return found


def plurals() -> Iterator[str]:
    """Sentences that the catalogue knows only with a number beside them."""
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as handle:
            for message in read_po(handle, locale="en", charset="utf-8"):
                if isinstance(message.id, tuple):
                    yield from message.id


def catalogue() -> Iterator[tuple[str, str, str]]:
    """(file, Chinese, English) of every entry; a plural's forms are all in the English."""
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as handle:
            for message in read_po(handle, locale="en", charset="utf-8"):
                if not message.id:
                    continue
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                words = message.string if isinstance(message.string, tuple) else (message.string,)
                whole = all(words) and not message.fuzzy
                for chinese in dict.fromkeys(ids):
                    yield path.name, chinese, " / ".join(words) if whole else ""


_SLOTS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def other_gaps() -> Iterator[str]:
    """Entries whose English has a placeholder that the Chinese, in its widest form, does not fill."""
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as handle:
            for message in read_po(handle, locale="en", charset="utf-8"):
                if message.id and set(_SLOTS.findall(str(message.string))) - set(
                    _SLOTS.findall(str(message.id))
                ):
                    yield f"{path.name}: {message.id}"


_SAID = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}"
    r"|{%\s*trans(?:late)?\b.*?%}|<!--.*?-->|_\(\s*(\"[^\"]*\"|'[^']*')\s*\)",
    re.DOTALL,
)


def bare(path: Path) -> list[str]:
    """Chinese in a template that no translation tag holds; the names of product and language may stand."""
    rest = _SAID.sub("", path.read_text(encoding="utf-8")).replace("连心", "").replace("中文", "")
    return [line.strip() for line in rest.splitlines() if CHINESE.search(line)]
