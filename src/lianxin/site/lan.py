"""``serve --lan``: HTTPS on the village's own network, and beside it the page that phones need first."""

from __future__ import annotations

import functools
import io
import ssl
import sys
from collections.abc import Iterator

import segno
from django.conf import settings

from .authority import Authority, authority, server_files
from .handout import Handout, Listener
from .network import addresses, local_name
from .serving import answers, check_port, check_workers, serve

EVERYWHERE = "0.0.0.0"  # noqa: S104
BESIDE = ("localhost", "127.0.0.1")


def serve_lan(*, port: int, page_port: int, workers: int) -> None:
    """Serves until SIGTERM or Ctrl-C, as :func:`serve` does."""
    check_port(EVERYWHERE, port)
    check_port(EVERYWHERE, page_port, option="--page-port", besides=port)
    check_workers(workers)
    found = addresses()
    folder = settings.LIANXIN_DATA / "keys"
    issuer = authority(folder)
    names = [*found, *BESIDE, *filter(None, [local_name()])]
    files = server_files(folder, issuer, names)
    listener = Listener(EVERYWHERE, page_port, Handout(issuer, found, port))
    ready = functools.partial(announce, issuer, found, port, listener)
    try:
        serve(host=EVERYWHERE, port=port, workers=workers, files=files, ready=ready)
    finally:
        listener.stop()


def announce(issuer: Authority, found: list[str], port: int, listener: Listener) -> None:
    """Waits for a real page over the certificate that phones will check, then says how they come in."""
    trusting = ssl.create_default_context(cadata=issuer.der)
    address = f"https://127.0.0.1:{port}"
    if not answers(f"{address}/account/login/", trusting):
        print(f"连心 · {address} 没有回应 / does not answer", file=sys.stderr, flush=True)
        return
    listener.start()
    text = "\n".join(told(issuer, found, port, listener.server_port))
    letters = sys.stdout.encoding or "utf-8"  # a log file may know fewer
    print(text.encode(letters, "replace").decode(letters), flush=True)


def told(issuer: Authority, found: list[str], port: int, page_port: int) -> Iterator[str]:
    page = f"http://{found[0]}:{page_port}/"
    yield f"连心 https://{found[0]}:{port}"
    yield f"手机第一次用，先扫码打开这一页 / phones open this page first: {page}"
    yield from code(page)
    yield "证书的 SHA-256 指纹，手机上要对一对 / fingerprint, to compare on the phone:"
    yield from (f"  {line}" for line in issuer.fingerprint_lines(16))
    if found[1:]:
        others = "  ".join(f"https://{one}:{port}" for one in found[1:])
        yield f"本机的其他地址 / this machine's other addresses: {others}"


def code(page: str) -> list[str]:
    """The QR code in half blocks; a terminal is told the colours, since its own may be the other way."""
    out = io.StringIO()
    segno.make(page, error="m", micro=False).terminal(out, compact=True)
    lines = out.getvalue().splitlines()
    return [f"\033[97;40m{line}\033[0m" for line in lines] if sys.stdout.isatty() else lines
