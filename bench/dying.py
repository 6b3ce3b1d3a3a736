"""Our own server that dies by ``kill -9`` at a named point of a push or a pull.

``python -m bench.dying [GUARD]`` reads lines of ``POINT NUMBER PORT``; for each it forks ``./lianxin
serve``, whose process group ends at the ``NUMBER``-th passage of the point. The points are told from
the statements that go to the database and from what stands around them, so that nothing of this
stands in the product.
"""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

ITEM = ("item.begun", "item.done")
"""Passed for each item."""
REQUEST = (
    *("request.read", "entry.before", "entry.after", "acts.after", "search.after"),
    *("receipt.before", "receipt.after", "audit.before", "audit.after"),
    *("commit.before", "commit.after", "answer.before", "answer.after"),
)
"""Passed once or a few times in each push."""
PULL = ("pull.feed", "pull.given")
POINTS = (*ITEM, *REQUEST, *PULL)

WRITES = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE) "?(\w+)"?')
TABLES = {
    "lianxin_entry": "entry",
    "lianxin_act": "acts",
    "lianxin_received": "receipt",
    "lianxin_auditrow": "audit",
    "lianxin_given": "pull.given",
    "lianxin_feed": "pull.feed",
}
SYNC = "/api/v1/sync"
_here = threading.local()


class Death:
    """Counts the passages of one point within requests of sync, and ends the process at the last."""

    def __init__(self, point: str, number: int) -> None:
        self.point, self.number, self.passed = point, number, Counter[str]()
        self.lock = threading.Lock()

    def passing(self, point: str) -> None:
        if not getattr(_here, "sync", False):
            return
        with self.lock:
            self.passed[point] += 1
            if point == self.point and self.passed[point] >= self.number:
                os.killpg(0, signal.SIGKILL)


def point_of(sql: str) -> str:
    found = WRITES.match(sql)
    table = found.group(1) if found else ""
    return TABLES.get(table, "search" if table.endswith("search") else "")


def listen(death: Death) -> None:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    from lianxin.kernel import bulk
    from lianxin.sync import push

    run, carry_out = CursorWrapper._execute_with_wrappers, push.carry_out
    commit, insert = BaseDatabaseWrapper.commit, bulk.insert

    def running(self: Any, sql: str, params: Any, many: bool, executor: Any) -> Any:
        point = point_of(sql) if isinstance(sql, str) else ""
        if "." in point:
            death.passing(point)
            return run(self, sql, params, many, executor)
        if point:
            death.passing(f"{point}.before")
        done = run(self, sql, params, many, executor)
        if point:
            death.passing(f"{point}.after")
        return done

    def carrying(*item: Any) -> Any:
        death.passing("item.begun")
        came = carry_out(*item)
        death.passing("item.done")
        return came

    def inserting(model: Any, columns: Any, rows: Any) -> None:
        point = TABLES.get(model._meta.db_table, "other")
        if "." in point:
            death.passing(point)
        death.passing(f"{point}.before")
        insert(model, columns, rows)
        death.passing(f"{point}.after")

    def committing(self: Any) -> None:
        death.passing("commit.before")
        commit(self)
        death.passing("commit.after")

    CursorWrapper._execute_with_wrappers = running
    BaseDatabaseWrapper.commit = committing
    bulk.insert = inserting
    push.carry_out = carrying


Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def marked(application: Application, death: Death) -> Application:
    """The application, which knows while it serves a request of sync."""

    def answering(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        _here.sync = environ.get("PATH_INFO") == SYNC
        death.passing("request.read")
        try:
            answer = application(environ, start)
            death.passing("answer.before")
            if not _here.sync:
                return answer
            return _told(answer, death)
        finally:
            _here.sync = False

    return answering


def _told(answer: Iterable[bytes], death: Death) -> Iterator[bytes]:
    """What comes after the last byte is asked for when it has been handed over."""
    yield from answer
    closing = getattr(answer, "close", None)
    if closing:
        closing()
    _here.sync = True
    try:
        death.passing("answer.after")
    finally:
        _here.sync = False


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
    from lianxin.site.words import compile_words

    compile_words()
    import django

    django.setup()
    _load()
    for line in sys.stdin:
        point, number, port = line.split()
        pid = os.fork()
        if pid == 0:
            os.setsid()
            _serve(Death(point, int(number)), port, *sys.argv[1:2])
        print("pid", pid, flush=True)
        _watch(pid)
        print("gone", flush=True)


def _watch(pid: int) -> None:
    """Until this life is over; it ends with whoever measures, whose next word is awaited meanwhile."""
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        if select.select([sys.stdin], [], [], 0.02)[0]:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return


def _load() -> None:
    """Once for all lives: the addresses, the templates, the first page."""
    from django.db import connections
    from django.test import Client

    import lianxin.site.wsgi  # noqa: F401

    Client().get("/account/login/")
    connections.close_all()


def _serve(death: Death, port: str, guard: str = "") -> None:
    from django.core.management import execute_from_command_line

    from bench.broken import GUARDS
    from lianxin.site import serving

    whole = serving.application
    listen(death)
    wrap = GUARDS[guard]() if guard else lambda application: application
    serving.application = lambda: marked(wrap(whole()), death)
    execute_from_command_line(["lianxin", "serve", "--port", port])
    os._exit(0)


if __name__ == "__main__":
    sys.modules["bench.dying"] = sys.modules[__name__]  # one memory of who is in a request, not two
    main()
