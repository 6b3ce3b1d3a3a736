"""Our server with one guard taken out: whoever measures its faults must notice.

``receipt``: no receipt is ever found again, nor does its key hold. ``answer``: the answer goes out
before the commit. ``apart``: the receipt is written after the commit of its effect.
``synchronous=OFF`` is no guard that ``kill -9`` could show: what a process has handed to the system
outlives it; that takes a machine which loses its power.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
RECEIPTS = '"lianxin_received"'
LATE = 0.15


def _patched(change: Callable[[Any, str, Any, bool, Any, Any], Any]) -> None:
    from django.db.backends.utils import CursorWrapper

    run = CursorWrapper._execute_with_wrappers

    def running(self: Any, sql: Any, params: Any, many: bool, executor: Any) -> Any:
        return change(self, sql, params, many, executor, run)

    CursorWrapper._execute_with_wrappers = running


def without_receipt() -> Callable[[Application], Application]:
    """Reading finds none, and a second of the same id is let pass."""
    from lianxin.kernel import bulk

    insert = bulk.insert

    def change(self: Any, sql: Any, params: Any, many: bool, executor: Any, run: Any) -> Any:
        if isinstance(sql, str) and sql.startswith("SELECT"):
            empty = f"FROM (SELECT * FROM {RECEIPTS} WHERE 1 = 0) AS {RECEIPTS}"  # noqa: S608
            sql = re.sub(f"FROM {RECEIPTS}", empty, sql)
        return run(self, sql, params, many, executor)

    def inserting(model: Any, columns: Any, rows: Any) -> None:
        if model.__name__ != "Received":
            insert(model, columns, rows)

    _patched(change)
    bulk.insert = inserting
    return lambda application: application


def receipt_apart() -> Callable[[Application], Application]:
    """The receipt is kept back until the effect has been committed, then written by itself."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    from lianxin.kernel import bulk

    held, insert, commit = threading.local(), bulk.insert, BaseDatabaseWrapper.commit

    def inserting(model: Any, columns: Any, rows: Any) -> None:
        if model.__name__ == "Received":
            held.rows = [*getattr(held, "rows", []), (model, columns, list(rows))]
        else:
            insert(model, columns, rows)

    def committing(self: Any) -> None:
        commit(self)
        late, held.rows = getattr(held, "rows", []), []
        if late:
            self.set_autocommit(True)
            for one in late:
                insert(*one)

    bulk.insert = inserting
    BaseDatabaseWrapper.commit = committing
    return lambda application: application


def answer_first() -> Callable[[Application], Application]:
    """The whole request in one more transaction, which ends after the answer has been given."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    return lambda application: _early(application)


def _early(application: Application) -> Application:
    from bench import dying

    def answering(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != dying.SYNC:
            return application(environ, start)
        told: queue.Queue[Any] = queue.Queue()
        threading.Thread(target=_work, args=(application, environ, told), daemon=True).start()
        head, body = told.get(timeout=60)
        start(*head)
        return [body]

    return answering


def _work(application: Application, environ: dict[str, Any], told: queue.Queue[Any]) -> None:
    from django.db import connection, transaction

    from bench import dying

    dying._here.sync = True
    heads: list[Any] = []
    try:
        around = transaction.atomic()
        around._from_testcase = True  # a durable transaction within is let pass
        with around:
            answer = application(environ, lambda *head: heads.append(head))
            told.put((heads[-1][:2], b"".join(answer)))
            time.sleep(LATE)
    finally:
        connection.close()


GUARDS = {"receipt": without_receipt, "answer": answer_first, "apart": receipt_apart}
