"""Other programs are told that something happened: signed, again and again for a day, and never about whom."""

from __future__ import annotations

import hmac
import json
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.people.hooks import sending
from lianxin.people.hooks.actions import hook_add, hook_end, hook_pause, hook_resume, hook_try
from lianxin.people.hooks.models import Hook, HookCall
from lianxin.people.hooks.sending import WAITS, send_due
from lianxin.records.needs.actions import need_open
from lianxin.results.actions import report_make
from tests.cast import code
from tests.readers import as_, body

SECRETS = ("康润生", "水管", "1-001", "田立新")


class Listener(BaseHTTPRequestHandler):
    heard: list[tuple[dict[str, str], bytes]]
    answer = 200
    said = b""

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((dict(self.headers), text))
        self.send_response(self.answer)
        if self.answer == 302:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(self.said)))
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def listener():
    """Another program of the house, on this machine."""
    kind = type("Here", (Listener,), {"heard": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    Thread(target=server.serve_forever, daemon=True).start()
    kind.address = f"http://127.0.0.1:{server.server_address[1]}/told"
    yield kind
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook(cast, listener):
    return add(cast, listener.address)


def add(cast, address, **more):
    given = {"unit": cast.unit, "name": "办公系统", "events": ["need.opened", "paper.issued"]}
    return hook_add(actor=cast.actor(cast.sysadmin), address=address, **given | more)


def asked(cast, **more):
    home = cast.household("康润生", number="1-001", officer=cast.tian)
    return need_open(
        actor=cast.actor(cast.office),
        village=cast.village,
        household=home,
        kind=code("need", "饮水"),
        text="水管冻裂了",
        **more,
    )


def calls():
    return HookCall.objects.visible_to(SYSTEM).order_by("at", "id")


def soon():
    """As if the wait were over."""
    calls().filter(next_at__isnull=False).update(next_at=timezone.now())


def test_a_new_need_is_told_signed_and_without_a_word_about_anybody(cast, hook, listener):
    need = asked(cast)
    assert send_due() == 1
    headers, text = listener.heard[0]
    told = json.loads(text)
    assert (told["event"], told["need"]) == ("need.opened", str(need.pk))
    assert (told["kind"], told["due"]) == ("饮水", need.due.isoformat())
    assert not [secret for secret in SECRETS if secret in text.decode()]
    signed = headers["X-Lianxin-Timestamp"].encode() + b"." + text
    expected = hmac.new(hook[1].encode(), signed, sha256).hexdigest()
    assert headers["X-Lianxin-Signature"] == f"sha256={expected}"
    assert headers["X-Lianxin-Delivery"] == told["id"]
    assert calls().get().done_at is not None
    assert send_due() == 0


def test_a_paper_that_was_handed_in_is_told_once(cast, hook, listener):
    cast.household("康润生", number="1-001", officer=cast.tian)
    for _again in range(2):
        report_make(
            actor=cast.actor(cast.office), report="results", village=cast.village, year=2026
        )
    assert send_due() == 1
    told = json.loads(listener.heard[0][1])
    assert (told["event"], told["report"], told["year"]) == ("paper.issued", "results", 2026)


def test_a_need_that_was_not_kept_is_not_told(cast, hook):
    with pytest.raises(Refused):
        asked(cast, due=timezone.localdate() - timedelta(days=3))
    assert calls().count() == 0


def test_another_units_address_hears_nothing_of_it(cast, listener):
    add(cast, listener.address, unit=cast.other_unit)
    asked(cast)
    assert send_due() == 0


def test_what_fails_is_tried_again_with_longer_waits_and_given_up_after_a_day(cast, hook, listener):
    listener.answer = 503
    asked(cast)
    waits = []
    while calls().get().next_at is not None:
        soon()
        assert send_due() == 1
        row = calls().get()
        waits.append(row.next_at - row.tried_at if row.next_at else None)
    assert waits == [*WAITS, None]
    assert timedelta(hours=20) < sum(WAITS, timedelta()) < timedelta(hours=30)
    assert (row.status, row.done_at, row.tries) == (503, None, len(WAITS) + 1)
    listener.answer = 204
    hook_resume(actor=cast.actor(cast.sysadmin), row=hook[0])
    assert send_due() == 1
    assert calls().get().done_at is not None


def test_one_that_sends_elsewhere_is_not_followed(cast, hook, listener):
    listener.answer = 302
    asked(cast)
    send_due()
    assert calls().get().status == 302
    assert len(listener.heard) == 1


def test_a_machine_that_is_off_is_told_of_in_the_log(cast, listener):
    row, _secret = add(cast, "http://127.0.0.1:9/told")
    hook_try(actor=cast.actor(cast.sysadmin), row=row)
    send_due()
    assert calls().get().trouble == "unreachable"
    assert "连不上" in body(as_(cast.sysadmin), f"/hooks/{row.pk}/")


def test_while_it_is_paused_nothing_goes_and_nothing_is_lost(cast, hook, listener):
    actor = cast.actor(cast.sysadmin)
    hook_pause(actor=actor, row=hook[0])
    asked(cast)
    assert send_due() == 0
    hook_resume(actor=actor, row=hook[0])
    assert send_due() == 1


def test_an_address_that_has_ended_hears_nothing_more_and_is_not_opened_again(cast, hook, listener):
    actor = cast.actor(cast.sysadmin)
    asked(cast)
    hook_end(actor=actor, row=hook[0])
    assert send_due() == 0
    with pytest.raises(Refused) as refused:
        hook_try(actor=actor, row=hook[0])
    assert refused.value.problems[0].code == "hook.ended"
    assert as_(cast.sysadmin).get(f"/hooks/{hook[0].pk}/").status_code == 404


def test_two_senders_send_one_call_once(cast, hook, listener, monkeypatch):
    asked(cast)
    settle, nested = sending._settle, []

    def again(row, *told):
        nested.append(send_due())
        settle(row, *told)

    monkeypatch.setattr(sending, "_settle", again)
    assert send_due() == 1
    assert nested == [0]
    assert len(listener.heard) == 1


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("ftp://oa.example.cn", "hook.wrong_address"),
        ("https://", "hook.wrong_address"),
        ("https://me:word@10.0.0.1/", "hook.wrong_address"),
        ("https://10.0.0.1:99999/", "hook.wrong_address"),
        ("http://8.8.8.8/", "hook.not_private"),
        ("http://169.254.169.254/latest", "hook.forbidden_address"),
        ("http://[::ffff:169.254.169.254]/", "hook.forbidden_address"),
        ("http://0.0.0.0/", "hook.forbidden_address"),
        ("https://no-such-machine.invalid/", "hook.unknown_host"),
    ],
)
def test_an_address_that_may_not_be_called_is_refused_with_the_way_out(cast, address, problem):
    with pytest.raises(Refused) as refused:
        add(cast, address)
    assert [one.code for one in refused.value.problems] == [problem]
    assert Hook.objects.visible_to(SYSTEM).count() == 0


def test_the_secret_is_shown_once_and_lies_nowhere_in_clear(cast, listener):
    client = as_(cast.sysadmin)
    sent = {"name": "办公系统", "address": listener.address, "unit": str(cast.unit.pk)}
    made = client.post("/hooks/", {**sent, "events": ["need.opened"]}).content.decode()
    secret = made.partition('id="secret">')[2].partition("<")[0]
    assert len(secret) > 30
    assert secret not in body(client, "/hooks/")
    row = Hook.objects.visible_to(SYSTEM).get()
    assert secret.encode() not in bytes(row.secret)


def test_who_may_not_add_addresses_finds_no_page_for_it(cast, hook):
    assert as_(cast.office).get("/hooks/").status_code == 403
    assert as_(cast.office).get(f"/hooks/{hook[0].pk}/").status_code == 404


def test_what_was_typed_wrongly_is_still_there(cast):
    sent = {"name": "办公系统", "address": "http://8.8.8.8/", "unit": str(cast.unit.pk)}
    answer = as_(cast.sysadmin).post("/hooks/", {**sent, "events": ["need.opened"]})
    assert answer.status_code == 422
    assert "不加密的 http 只能用在内部网络" in answer.content.decode()
    assert 'value="http://8.8.8.8/"' in answer.content.decode()
