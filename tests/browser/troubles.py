"""What befalls a phone: no way to the server, a full disk, no disk, another version, another clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route

from lianxin.doors.phone import files, views

from .screen import Screen

DAY = 86_400_000
SHIFT = """() => {
  const shift = Number(localStorage["test.shift"] || 0), Real = Date;
  if (!shift || window.shifted) return;
  window.shifted = true;
  window.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
}"""
NO_STORE = {
    "there is none": "() => { Object.defineProperty(window, 'indexedDB', {value: undefined}); }",
    "it may not be opened": """() => { IDBFactory.prototype.open = () => {
        throw new DOMException("no", "SecurityError"); }; }""",
    "nothing can be put in": """() => { IDBObjectStore.prototype.put = () => {
        throw new DOMException("no", "InvalidStateError"); }; }""",
}
FILL = """async () => {
  const opening = indexedDB.open("others", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("all", {autoIncrement: true});
  const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  for (let size = 1 << 20; size > 128;) {
    const all = crypto.getRandomValues(new Uint8Array(Math.min(size, 65536)));
    const bytes = new Uint8Array(size).map((_, at) => all[at % all.length] ^ (at >> 16));
    const ended = db.transaction("all", "readwrite", {durability: "strict"});
    ended.objectStore("all").put(bytes);
    const kept = await new Promise((done) => {
      ended.oncomplete = () => done(true);
      ended.onabort = () => done(false);
    });
    if (!kept) size >>= 1;
  }
  db.close();
}"""
RESERVED = """async () => {
  const opening = indexedDB.open("lianxin");
  const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const asked = db.transaction("reserve").objectStore("reserve").count();
  const count = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  db.close();
  return count > 0;
}"""
WORKER = "() => navigator.serviceWorker.ready.then(() => 1)"
API = "**/api/v1/**"


@contextmanager
def silent(screen: Screen) -> Iterator[None]:
    """The product's own address can be reached, what goes to it is lost on the way."""
    context = screen.page.context
    context.route(API, lambda route: route.abort("connectionreset"))
    yield
    context.unroute(API)


@contextmanager
def deaf(screen: Screen) -> Iterator[list[str]]:
    """What is sent arrives and is written, the answer is lost; the addresses that this happened to."""
    context, lost = screen.page.context, list[str]()

    def lose(route: Route) -> None:
        route.fetch()
        lost.append(route.request.url)
        route.abort("connectionreset")

    context.route(API, lose)
    yield lost
    context.unroute(API)


def clock_off(page: Page, milliseconds: int) -> None:
    """From the next opening of the page on."""
    page.add_init_script(f"({SHIFT})()")
    page.evaluate("(by) => { localStorage['test.shift'] = by; }", milliseconds)


def hand_out_the_next_version(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The same phone with one more step of its store."""
    text = (files.STATIC / "phone/db.js").read_text("utf-8")
    later = folder / "db.js"
    later.write_text(text.replace("\n];", '\n  { later: "name" },\n];', 1), "utf-8")
    assert later.read_text("utf-8") != text
    find = finders.find
    monkeypatch.setattr(
        finders,
        "find",
        lambda path, *more, **named: (
            str(later) if path == "phone/db.js" else find(path, *more, **named)
        ),
    )
    worker = re.sub(r'VERSION="\w+"', 'VERSION="later"', views.worker_text())
    monkeypatch.setattr(views, "worker_text", lambda: worker)
