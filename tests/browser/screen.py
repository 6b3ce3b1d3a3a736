"""One browser window: what it is shown, and everything that is wrong with that."""

from __future__ import annotations

import os
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, Request, Response

from lianxin.people.models import Account

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
AXE = """contrast => axe.run({exclude: [["tbody tr:nth-child(n+13)"], ["body > svg"]]}, {
  resultTypes: ["violations"], preload: false,
  rules: {"target-size": {enabled: true}, "color-contrast": {enabled: contrast}},
}).then(found => found.violations.map(one =>
  one.id + " " + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")))"""
"""Of a long table the first dozen rows; the icons' drawings not at all."""
WIDE = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const out = [...document.body.querySelectorAll("*")].filter(
    one => one.getBoundingClientRect().right > page.clientWidth + 1);
  const said = out.slice(0, 3).map(one => one.outerHTML.slice(0, 90)).join(" | ");
  return [`scrolls sideways, ${page.scrollWidth} in ${page.clientWidth}: ${said}`];
}"""
SMALL = """() => [...document.querySelectorAll("main .btn.pri, main input.in, main select.in")]
  .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5)
  .slice(0, 3)
  .map(one => `too small for a thumb (${one.offsetHeight}px): ${one.outerHTML.slice(0, 90)}`)"""
LISTEN = """addEventListener("securitypolicyviolation", event =>
  console.error("policy: " + event.violatedDirective + " " + event.blockedURI))"""


VOID = set("area base br col embed hr img input link meta source track use path circle wbr".split())
LAX = set("li p dt dd option tr td th tbody thead tfoot".split())


class Nesting(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self.stack and self.stack[-1] != tag and self.stack[-1] in LAX:
            self.stack.pop()
        if not self.stack or self.stack[-1] != tag:
            above = self.stack[-1] if self.stack else "nothing"
            self.found.append(f"</{tag}> closes <{above}> at line {self.getpos()[0]}")
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    @classmethod
    def faults(cls, text: str) -> list[str]:
        nesting = cls()
        nesting.feed(text)
        return nesting.found[:3] + [f"<{tag}> stays open" for tag in nesting.stack[:3]]


class Screen:
    """Remembers what the page complained about, what its policy refused, where else it wanted."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        self.answer: Response | None = None
        page.add_init_script(LISTEN)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        page.on("request", self._follow)

    def _listen(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.complaints.append(getattr(message, "text", ""))

    def _follow(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if (
            parts.scheme in {"http", "https", "ws"}
            and parts.netloc != urlsplit(self.address).netloc
        ):
            self.complaints.append(f"asks another host: {request.url}")

    def open(self, path: str) -> Page:
        self.answer = self.page.goto(self.address + path)
        return self.page

    def tangled(self) -> list[str]:
        """Elements that the server left open or closed out of turn; a browser would hide it."""
        return Nesting.faults(self.answer.text() if self.answer else "")

    def sign_in(self, account: Account, *, recently: bool = True) -> None:
        client = Client()
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        if recently:
            session = client.session
            session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
            session.save()
        self.take_session(client)

    def take_session(self, client: Client) -> None:
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.address}]
        )

    def speak(self, language: str) -> None:
        self.page.context.add_cookies(
            [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": self.address}]
        )

    def resize(self, size: str) -> None:
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})

    def faults(self, *, axe: bool = True, contrast: bool = True) -> list[str]:
        """What axe finds, what scrolls sideways, what is too small, what the page complained of."""
        found = self._axe(contrast) if axe else []
        found += self.page.evaluate(WIDE)
        if (self.page.viewport_size or {"width": 0})["width"] < 600:
            found += self.page.evaluate(SMALL)
        found += self.complaints
        self.complaints = []
        return found

    def _axe(self, contrast: bool) -> list[str]:
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        return self.page.evaluate(AXE, contrast)

    def check(self) -> None:
        found = self.faults()
        assert not found, self.page.url

    def picture(self, name: str) -> None:
        """For eyes: kept only where a folder is named."""
        folder = os.environ.get("LIANXIN_PICTURES")
        if folder:
            width = (self.page.viewport_size or {"width": 0})["width"]
            self.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)

    def paper(self, name: str) -> None:
        """The page as it would be printed, for eyes."""
        folder = os.environ.get("LIANXIN_PICTURES")
        if folder:
            path = Path(folder) / f"{name}.pdf"
            self.page.pdf(path=str(path), prefer_css_page_size=True, print_background=True)
