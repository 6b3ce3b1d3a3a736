"""What the phone keeps to start without signal: every file of the client, by the address it asks for."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage

STATIC = Path(__file__).resolve().parent / "static"
WORKER = STATIC / "phone" / "sw.js"
TOKENS = "tokens.css"
NEVER_ASKED = {WORKER, STATIC / "phone" / "types.js"}
"""The worker stands at an address of its own; the types hold no code."""


@cache
def modules() -> tuple[str, ...]:
    """Names of the modules that the page asks for."""
    found = (path for path in sorted((STATIC / "phone").rglob("*.js")) if path not in NEVER_ASKED)
    return tuple(path.relative_to(STATIC).as_posix() for path in found)


IMPORT = re.compile(r'^(?:import|export)\b[^;]*? from "(\.[^"]+)"', re.MULTILINE)


@cache
def first() -> tuple[str, ...]:
    """What draws the lock: the modules that ``app.js`` imports outright, and those that they do."""
    return _needed("app.js")


@cache
def soon() -> tuple[str, ...]:
    """What opens the lock: its session, and the words of a problem."""
    found = _needed("session.js", "parts/problem.js")
    return tuple(name for name in found if name not in first())


@cache
def later() -> tuple[str, ...]:
    return tuple(name for name in modules() if name not in first() + soon())


def _needed(*names: str) -> tuple[str, ...]:
    found, ahead = set[Path](), [STATIC / "phone" / name for name in names]
    while ahead:
        path = ahead.pop()
        if path not in found:
            found.add(path)
            text = path.read_text(encoding="utf-8")
            ahead += [(path.parent / name).resolve() for name in IMPORT.findall(text)]
    return tuple(name for name in modules() if STATIC / name in found)


@cache
def styles() -> tuple[str, ...]:
    found = sorted((STATIC / "phone").rglob("*.css"))
    return (TOKENS, *(path.relative_to(STATIC).as_posix() for path in found))


def addresses() -> list[str]:
    return [staticfiles_storage.url(name) for name in (*styles(), *modules())]


def version(shell: str) -> str:
    """Changes whenever a byte of the shell or of one of its files does."""
    digest = hashlib.sha256(shell.encode())
    for name in (*styles()[1:], *modules()):
        digest.update((STATIC / name).read_bytes())
    digest.update(" ".join(addresses()).encode())
    return digest.hexdigest()[:16]
