"""Settings from the environment: refused by name when they make no sense."""

from __future__ import annotations

import os
import sys
from datetime import time
from pathlib import Path
from urllib.parse import unquote, urlsplit


class WrongSetting(Exception):
    """Stops the start and says which setting is wrong and how to mend it."""


def flag(name: str, default: bool) -> bool:
    text = os.environ.get(name, "").strip().lower()
    if text in {"", "0", "1", "no", "yes", "false", "true"}:
        return default if text == "" else text in {"1", "yes", "true"}
    raise WrongSetting(f"{name}={text!r}: write 1 or 0.")


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def hour(name: str, default: str) -> time:
    """A time of the day, as 07:30."""
    text = os.environ.get(name, "").strip() or default
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise WrongSetting(f"{name}={text!r}: write a time as 07:30.") from None


def mail(url: str) -> dict[str, object]:
    """``smtp://user:password@host:587`` speaks STARTTLS, ``smtps://…:465`` TLS at once; both within 20 s."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise WrongSetting("LIANXIN_MAIL: write smtp://user:password@host:587, or smtps://….")
    at_once = parts.scheme == "smtps"
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if at_once else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": at_once,
        "EMAIL_USE_TLS": not at_once and not local,
        "EMAIL_TIMEOUT": 20,
    }


def tiles(name: str) -> str:
    """The address of one's own map tiles, with {z}, {x} and {y} in it; nothing: no tiles."""
    address = os.environ.get(name, "").strip()
    parts = urlsplit(address)
    known = (parts.scheme in {"http", "https"} and parts.netloc) or address.startswith("/")
    if address and not (known and all(mark in address for mark in ("{z}", "{x}", "{y}"))):
        raise WrongSetting(
            f"{name}={address!r}: write https://tiles.example.cn/{{z}}/{{x}}/{{y}}.png."
        )
    return address


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """One of a few words; the first where none is written."""
    text = os.environ.get(name, "").strip() or choices[0]
    if text not in choices:
        raise WrongSetting(f"{name}={text!r}: write one of {', '.join(choices)}.")
    return text


def data_folder() -> Path:
    return Path(os.environ.get("LIANXIN_DATA", "data/demo")).resolve()


def fixed_sqlite() -> bool:
    """Puts the bundled SQLite in place of Python's; False where only an affected one is at hand.

    SQLite 3.7.0–3.51.2 can lose committed pages in WAL mode (fixed in 3.51.3, 3.50.7, 3.44.6).
    """
    try:
        import pysqlite3
    except ImportError:
        import sqlite3

        version = sqlite3.sqlite_version_info
        return version >= (3, 51, 3) or (version[:2] in {(3, 50), (3, 44)} and version[2] >= 7)
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    return True


def bind_quickly() -> None:
    """SQLite's driver tries an exception for each of these values, unless told what to bind.

    That costs half of an import; what is bound stays the same.
    """
    import sqlite3

    sqlite3.register_adapter(bool, int)
    sqlite3.register_adapter(bytes, bytes)
    sqlite3.register_adapter(type(None), {}.get)  # type: ignore[arg-type]  # None stays None


def sqlite(path: Path) -> dict[str, object]:
    safe = fixed_sqlite()
    bind_quickly()
    if not safe:
        print(
            "连心 · 本机的 SQLite 有已知缺陷，已改用较慢而稳妥的写法；升级到 3.51.3 以上即可恢复。\n"
            "This SQLite has a known defect; a slower, safe journal is used. Mend: SQLite 3.51.3.",
            file=sys.stderr,
        )
    journal = "WAL" if safe else "TRUNCATE"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                f"PRAGMA journal_mode={journal};PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;"
                "PRAGMA cache_size=-32000;PRAGMA temp_store=MEMORY;PRAGMA foreign_keys=ON"
            ),
        },
    }


def postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise WrongSetting(
            "LIANXIN_DATABASE_URL: write postgresql://user:password@host:5432/database."
        )
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Compiling a query costs seconds where it runs for milliseconds.
        "OPTIONS": {"options": "-c jit=off", **query},
    }


def make_folder(path: Path) -> None:
    """For its owner only, where there is none: names, phones and health lie in it as they are."""
    if not path.exists():
        path.mkdir(parents=True, mode=0o700)


def secret(path: Path) -> str:
    """Django's signing key, made once per instance."""
    if path.exists():
        return path.read_text().strip()
    if flag("LIANXIN_NO_KEYS", False):
        return "only for commands that sign nothing"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(handle, os.urandom(48).hex().encode())
    finally:
        os.close(handle)
    return path.read_text().strip()
