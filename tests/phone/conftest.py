"""The phone's modules in a real Chromium, over a server that is made of dictionaries."""

from __future__ import annotations

import json
import mimetypes
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from .server import Server

ROOT = Path(__file__).parents[2]
FILES = ROOT / "src/lianxin/doors/phone/static/phone"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' blob:; worker-src 'self'"
NAMES = "session outbox sync records drafts photos place db crypto settings unlocked clock alone"
PIN = "417293"
AROUND = """async (given) => {
  const names = %s;
  const all = await Promise.all(names.map((name) => import(`/static/phone/${name}.js`)));
  const m = Object.fromEntries(names.map((name, at) => [name, all[at]]));
  const {session, outbox, sync, records, drafts, photos, place, db, crypto: seals} = m;
  try { return {value: await (async () => { %s })()}; }
  catch (error) { return {code: error.code || "", said: String(error.stack || error), ...error.details}; }
}"""


class Refused(Exception):
    def __init__(self, found: dict[str, Any]) -> None:
        super().__init__(found["code"] or found["said"])
        self.code, self.found = found["code"], found


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    worker: tuple[str, list[str]] = ("1", [])
    before_worker = ""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        file = FILES / path.removeprefix("/static/phone/")
        if path == "/phone/sw.js":
            version, files = type(self).worker
            head = f"const VERSION={json.dumps(version)}, FILES={json.dumps(files)};\n"
            self._say(
                (head + type(self).before_worker).encode() + (FILES / "sw.js").read_bytes(),
                "text/javascript",
            )
        elif path.startswith("/static/phone/") and file.is_file():
            self._say(file.read_bytes(), mimetypes.guess_type(path)[0] or "text/plain")
        elif path in {"/phone/", "/"}:
            page = f"<!doctype html><title>{type(self).worker[0]}</title>"
            self._say(page.encode(), "text/html; charset=utf-8")
        else:
            self.send_error(404)

    def _say(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Vary", "Cookie, Accept-Language")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


class Site(NamedTuple):
    """``handler.worker``: the version of the phone that is handed out, and its files."""

    address: str
    handler: type[Handler]


class Phone:
    """One tab of an officer's phone; what it runs is the client's own code."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.start()

    def start(self) -> None:
        self.page.goto(self.address + "/phone/")

    def run(self, body: str, given: Any = None) -> Any:
        code = body if "return" in body or ";" in body else f"return {body}"
        found = self.page.evaluate(AROUND % (json.dumps(NAMES.split()), code), given)
        if "code" in found:
            raise Refused(found)
        return found.get("value")

    def begin(self, pin: str = PIN) -> None:
        self.run("await session.begin({pin: given})", pin)

    def write(self, text: str, **more: Any) -> dict[str, Any]:
        payload = {"households": ["h"], "kinds": ["visit"], "day": "2026-07-15", "text": text}
        return self.run("return outbox.add('diary.write', given)", payload | more)

    def items(self) -> list[dict[str, Any]]:
        return self.run("outbox.items()")

    def states(self) -> list[str]:
        return [item["state"] for item in self.items()]

    def sync(self) -> dict[str, Any]:
        return self.run("await sync.now(); return sync.status()")


@pytest.fixture
def site() -> Iterator[Site]:
    handler = type("Mine", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=partial(server.serve_forever, 0.05), daemon=True).start()
    yield Site(f"http://localhost:{server.server_address[1]}", handler)
    server.shutdown()
    server.server_close()


@pytest.fixture
def address(site: Site) -> str:
    return site.address


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def browser_of(chromium: Browser, address: str) -> Iterator[Callable[[Server], BrowserContext]]:
    opened = []

    def make(server: Server) -> BrowserContext:
        context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        context.set_default_timeout(20_000)
        context.route("**/api/v1/**", server.answer)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def context(browser_of: Callable[[Server], BrowserContext], server: Server) -> BrowserContext:
    return browser_of(server)


@pytest.fixture
def tab(context: BrowserContext, address: str) -> Callable[[], Phone]:
    return lambda: Phone(context.new_page(), address)


@pytest.fixture
def phone(tab: Callable[[], Phone]) -> Phone:
    """田立新's phone, registered and open."""
    mine = tab()
    mine.begin()
    return mine
