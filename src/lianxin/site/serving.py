"""Serving with granian: one worker with four threads; ready is said only when a page answers."""

from __future__ import annotations

import functools
import hashlib
import logging
import os
import socket
import ssl
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

import lianxin
from lianxin.kernel.problem import refuse

from .authority import ServerFiles
from .network import lan_address

ANSWERS_WITHIN = 30  # seconds until a start counts as failed
FINISHES_WITHIN = 30  # seconds that requests under way are given at the end
LOOKS_EVERY = 5  # seconds between two looks for what other programs are to be told
REMINDS_EVERY = 12  # looks: once a minute
CLEARS_EVERY = (
    120  # looks, until sheets that were never fetched and files never written are looked for
)
DOUBTS_EVERY = 17280
"""Looks: once a day, the first an hour after the start."""
DOUBTS_FIRST = 720
HOME = Path(__file__).parents[1]
logger = logging.getLogger(__name__)


def serve(
    *,
    host: str,
    port: int,
    workers: int,
    files: ServerFiles | None = None,
    ready: Callable[[], None] | None = None,
) -> None:
    """Serves until SIGTERM or Ctrl-C; requests under way are finished first.

    With ``files`` by HTTPS; ``ready`` tells the terminal in place of the one line.
    """
    check_port(host, port)
    check_workers(workers)
    collect_static()
    connections.close_all()  # workers are forked: no connection may cross
    ready = ready or functools.partial(announce, host, port)
    server(host, port, workers, files, ready).serve(target_loader=lambda *_: application())


def application() -> Any:
    from lianxin.site.wsgi import application

    return application


def server(
    host: str, port: int, workers: int, files: ServerFiles | None, ready: Callable[[], None]
) -> Any:
    from granian.constants import Interfaces
    from granian.server import Server

    class Announcing(Server):  # type: ignore[misc, valid-type]
        def startup(self, *arguments: Any) -> None:
            application()  # loaded once, before the workers are forked
            connections.close_all()
            super().startup(*arguments)
            threading.Thread(target=ready, daemon=True).start()
            threading.Thread(target=tell_others, daemon=True).start()

    return Announcing(
        "lianxin.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        log_level="warning",
        workers_kill_timeout=FINISHES_WITHIN,
        backpressure=64,
        ssl_cert=files and files.certificate,
        ssl_key=files and files.key,
    )


def tell_others() -> None:
    """Sends what other programs are to be told, from the one process that outlives the workers."""
    looks = 0
    while True:
        time.sleep(LOOKS_EVERY)
        try:
            look_after(looks)
        except Exception:  # the next look may find the database again
            logger.exception("telling other programs failed")
        finally:
            connections.close_all()
        looks += 1


def look_after(looks: int) -> None:
    """What nobody asks for: calls that are owed, and now and then what has lasted its day goes."""
    from lianxin.people.hooks.sending import send_due
    from lianxin.records.diary.looking import looks_fill
    from lianxin.records.intake.actions import rosters_forget
    from lianxin.results.exports import clear
    from lianxin.results.reminders.sending import remind
    from lianxin.review.finding import doubts_find_everywhere

    if looks % REMINDS_EVERY == 0:
        remind()
    send_due()
    if looks % CLEARS_EVERY == 0:
        clear()
        rosters_forget()
    if looks % DOUBTS_EVERY == DOUBTS_FIRST:
        looks_fill()
        doubts_find_everywhere()


def announce(host: str, port: int) -> None:
    """Waits for a real page, then prints the one line."""
    near = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104
    address = f"http://{f'[{near}]' if ':' in near else near}:{port}"
    if not answers(f"{address}/account/login/"):
        print(f"连心 · {address} 没有回应 / does not answer", file=sys.stderr, flush=True)
        return
    lan = lan_address() if near != host else ""
    also = f"  ·  同一网络里 / on this network: http://{lan}:{port}" if lan else ""
    print(f"连心 {address}{also}", flush=True)


def answers(page: str, trusting: ssl.SSLContext | None = None) -> bool:
    """Whether the page came within the time given; a refusal is an answer too, a defect is none."""
    until = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(page, timeout=ANSWERS_WITHIN, context=trusting).close()  # noqa: S310
        except urllib.error.HTTPError as error:
            error.close()
            return error.code < 500
        except OSError:
            time.sleep(0.02)
            continue
        return True
    return False


def check_port(host: str, port: int, option: str = "--port", besides: int = 0) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            free = port != besides
        except (OSError, OverflowError):
            free = False
    if not free:
        other = f"{option} {port + 1}"
        raise refuse("serve.port_taken", "port", host=host, port=port, other=other)


def check_workers(workers: int) -> None:
    if workers > 1 and connection.vendor == "sqlite":
        raise refuse("serve.workers_need_postgresql", "workers")


def collect_static() -> None:
    """Gathers and compresses static files, only when the product's files have changed."""
    stamp = settings.STATIC_ROOT / ".fingerprint"
    wanted = static_fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


def static_fingerprint() -> str:
    import allauth

    digest = hashlib.sha256(f"{lianxin.__version__} {allauth.VERSION}".encode())
    for folder in settings.STATICFILES_DIRS:
        for file in sorted(p for p in Path(folder).rglob("*") if p.is_file()):
            digest.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return digest.hexdigest()
