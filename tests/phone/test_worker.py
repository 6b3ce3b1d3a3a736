"""The phone starts without signal; a new version waits for the next start."""

import pytest

from .conftest import FILES, Phone

pytestmark = [pytest.mark.browser, pytest.mark.once]

SCRIPTS = [f"/static/phone/{file.name}" for file in FILES.glob("*.js") if file.name != "sw.js"]
SHELF = ["/phone/", *SCRIPTS, "/static/phone/vendor/dexie.js"]
REGISTER = """() => import("/static/phone/worker.js").then((worker) => worker.register())"""
READY = "() => navigator.serviceWorker.ready.then(() => null)"
REFUSES = """self.addEventListener("fetch", (event) => {
  event.stopImmediatePropagation();
  event.respondWith(Response.error());
});
"""
WAITS = """async () => {
  const found = await navigator.serviceWorker.getRegistration();
  await found.update();
  for (let n = 0; n < 50 && !found.waiting; n += 1) await new Promise((go) => setTimeout(go, 100));
  return Boolean(found.waiting);
}"""


@pytest.fixture
def version(site):
    def choose(name: str) -> None:
        site.handler.worker = (name, SHELF)

    choose("1")
    return choose


@pytest.fixture
def installed(version, tab) -> Phone:
    mine = tab()
    mine.page.evaluate(REGISTER)
    mine.page.evaluate(READY)
    mine.start()
    return mine


def test_without_signal_the_phone_starts_from_what_it_keeps(installed, context, site):
    site.handler.do_GET = lambda self: self.send_error(503)
    installed.start()
    assert installed.page.title() == "1"
    assert installed.run("session.state()") == "new"


def test_the_browser_takes_the_pages_from_the_cache_without_waiting_for_the_worker(
    site, monkeypatch, version, tab
):
    monkeypatch.setattr(site.handler, "before_worker", REFUSES)
    mine = tab()
    mine.page.evaluate(REGISTER)
    mine.page.evaluate(READY)
    site.handler.do_GET = lambda self: self.send_error(503)
    mine.start()
    assert mine.page.title() == "1"
    assert mine.run("session.state()") == "new"


def test_what_goes_to_the_api_is_never_kept(installed):
    installed.page.evaluate("() => fetch('/api/v1/sync').catch(() => null)")
    kept = installed.page.evaluate("""async () => {
      const out = [];
      for (const name of await caches.keys())
        for (const one of await (await caches.open(name)).keys()) out.push(new URL(one.url).pathname);
      return out;
    }""")
    assert sorted(kept) == sorted(SHELF)


def test_a_new_version_waits_while_an_entry_is_written_and_takes_over_at_the_next_start(
    installed, version
):
    version("2")
    assert installed.page.evaluate(WAITS)
    installed.start()
    assert installed.page.title() == "1"
    with installed.page.expect_navigation():
        installed.page.evaluate(f"() => {{ void ({REGISTER})() }}")
    assert installed.page.title() == "2"


def test_a_new_version_does_not_take_over_while_another_tab_is_open(installed, version, tab):
    other = tab()
    version("2")
    assert installed.page.evaluate(WAITS)
    installed.start()
    installed.page.evaluate(REGISTER)
    assert installed.page.title() == "1"
    other.start()
    assert other.page.title() == "1"


def test_a_version_with_a_missing_file_is_not_installed(installed, site):
    site.handler.worker = ("2", [*SHELF, "/static/phone/gone.js"])
    assert installed.page.evaluate(WAITS) is False
    installed.start()
    assert installed.page.title() == "1"
