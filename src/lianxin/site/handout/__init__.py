"""One page over plain HTTP: the certificate of this instance's authority and how a phone takes it.

A phone cannot fetch by HTTPS what it needs to trust HTTPS. So this stands beside the product, knows no
account and no household, and hands out nothing that is secret.
"""

from __future__ import annotations

import plistlib
import threading
import uuid
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from typing import Any

from lianxin.site.authority import Authority

HERE = Path(__file__).parent
PATIENCE = 10  # seconds that a slow phone is given
AT_ONCE = 32
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Handout:
    """What is handed out, and the addresses the product answers at, the usual one first."""

    issuer: Authority
    addresses: list[str]
    port: int

    def answer(self, path: str, reached_at: str, phone: str) -> tuple[str, bytes] | None:
        """Type and content; None for everything that is not handed out."""
        if path == "/":
            return "text/html; charset=utf-8", self.page(reached_at, phone)
        if path == "/handout.css":
            return "text/css; charset=utf-8", (HERE / "handout.css").read_bytes()
        if path == "/lianxin-ca.crt":
            return "application/x-x509-ca-cert", self.issuer.der
        if path == "/lianxin.mobileconfig":
            return "application/x-apple-aspen-config", profile(self.issuer)
        return None

    def page(self, reached_at: str, phone: str) -> bytes:
        address = reached_at if reached_at in self.addresses else self.addresses[0]
        opened = {kind: " open" if kind == kind_of(phone) else "" for kind in KINDS}
        return (
            Template((HERE / "handout.html").read_text(encoding="utf-8"))
            .substitute(
                phone=escape(f"https://{address}:{self.port}/phone/"),
                fingerprint="\n".join(self.issuer.fingerprint_lines(8)),
                **opened,
            )
            .encode()
        )


KINDS = ("android", "ios", "harmony")


def kind_of(phone: str) -> str:
    """By what the browser calls itself; the steps of the other kinds stay one tap away."""
    if any(word in phone for word in ("HarmonyOS", "OpenHarmony", "ArkWeb")):
        return "harmony"
    return "ios" if any(word in phone for word in ("iPhone", "iPad", "Macintosh")) else "android"


def profile(issuer: Authority) -> bytes:
    """The certificate as an iOS profile; the same bytes each time, so that a second one replaces the first."""
    mark = issuer.fingerprint.replace(":", "").lower()
    name = f"lianxin.{mark[:12]}"
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadIdentifier": name,
            "PayloadUUID": _uuid(name),
            "PayloadDisplayName": "连心 · 村里的网络 / Lianxin",
            "PayloadDescription": "只用来信任村里电脑上的连心。Trusts Lianxin on the village's own computer only.",
            "PayloadContent": [
                {
                    "PayloadType": "com.apple.security.root",
                    "PayloadVersion": 1,
                    "PayloadIdentifier": f"{name}.root",
                    "PayloadUUID": _uuid(f"{name}.root"),
                    "PayloadDisplayName": "连心 / Lianxin",
                    "PayloadCertificateFileName": "lianxin-ca.crt",
                    "PayloadContent": issuer.der,
                }
            ],
        }
    )


def _uuid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name)).upper()


class Listener(ThreadingHTTPServer):
    """Holds its port from the start, answers once :meth:`start` is called."""

    daemon_threads = True

    def __init__(self, host: str, port: int, handout: Handout) -> None:
        self.handout = handout
        self.places = threading.BoundedSemaphore(AT_ONCE)
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        super().__init__((host, port), Handler)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        if self.thread.ident is not None:
            self.shutdown()
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        if self.places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A phone that hung up is nothing to tell."""


class Handler(BaseHTTPRequestHandler):
    server: Listener
    timeout = PATIENCE

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        reached_at = self.connection.getsockname()[0]
        found = self.server.handout.answer(path, reached_at, self.headers.get("User-Agent", ""))
        if found is None:
            self.tell(HTTPStatus.FOUND, {"Location": "/"})
        else:
            self.tell(HTTPStatus.OK, {"Content-Type": found[0]}, found[1])

    def do_HEAD(self) -> None:
        self.do_GET()

    def tell(self, status: int, more: dict[str, str], content: bytes = b"") -> None:
        self.send_response_only(status)
        self.send_header("Date", self.date_time_string())
        for name, value in {**HEADERS, **more, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.close_connection = True
        self.tell(code, {})

    def log_message(self, format: str, *arguments: Any) -> None:
        """Who looked at the page is nobody's business."""
