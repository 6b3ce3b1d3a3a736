"""Instances of their own, beside the tests' database: their commands, and all that stands in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

ROOT = Path(__file__).parents[2]
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
STATE = {
    "sequences": "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1",
    "triggers": "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
}


@dataclass
class Instance:
    """A data folder, and on PostgreSQL a database of the folder's name."""

    data: Path
    url: str = ""

    @classmethod
    def empty(cls, data: Path) -> Instance:
        return cls(data, _made_database(data) if on_postgresql() else "")

    @classmethod
    def of_tests(cls, data: Path) -> Instance:
        """With the product's tables and nothing else, as the tests' own database has them."""
        import sqlite3

        data.mkdir()
        if on_postgresql():
            connection.close()
            return cls(data, _made_database(data, f'TEMPLATE "{connection.settings_dict["NAME"]}"'))
        connection.ensure_connection()
        with closing(sqlite3.connect(data / "lianxin.sqlite3")) as made:
            connection.connection.backup(made)
        return cls(data)

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("LIANXIN_")}
        ours = {"LIANXIN_DATA": str(self.data), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        return {**kept, **ours, **({"LIANXIN_DATABASE_URL": self.url} if self.url else {})}

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env={**self.environment, **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **more: str) -> dict[str, Any]:
        """What a command says with ``--json``, and its exit code."""
        process = self.start("lianxin", *arguments, "--json", **more)
        said, errors = process.communicate(timeout=120)
        assert said, errors
        return {**json.loads(said), "exit": process.returncode}

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(self._connected()) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table, in an order of its own."""
        engine = "postgresql" if self.url else "sqlite"
        found = {
            table: sorted(repr(row) for row in self.ask(f'SELECT * FROM "{table}"'))  # noqa: S608
            for (table,) in self.ask(TABLES[engine])
        }
        if self.url:
            found |= {name: [repr(row) for row in self.ask(sql)] for name, sql in STATE.items()}
        return found

    def files(self, folder: str) -> dict[str, bytes]:
        paths = [path for path in (self.data / folder).rglob("*") if path.is_file()]
        return {str(path.relative_to(self.data)): path.read_bytes() for path in paths}

    def _connected(self) -> Any:
        import sqlite3

        if self.url:
            return _connected(self.url)
        return sqlite3.connect(self.data / "lianxin.sqlite3", isolation_level=None)


def on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _made_database(data: Path, how: str = "") -> str:
    server = os.environ["LIANXIN_DATABASE_URL"]
    name = f"own_{os.getpid()}_{data.parent.name}_{data.name}".replace("-", "_").lower()
    with closing(_connected(server)) as admin:
        admin.execute(f'CREATE DATABASE "{name}" {how}')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _connected(url: str) -> Any:
    import psycopg

    return psycopg.connect(url, autocommit=True)
