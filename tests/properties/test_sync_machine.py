"""Three phones and two people in the office write, lose answers, crash and are restored: all converge."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bench.officer import entry
from bench.phone_client import Ledger, Lost, Phone, read
from bench.sync import drain
from lianxin.kernel import epoch
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.models import Role
from lianxin.people.tokens import token_make
from lianxin.records.diary.models import Amendment, Entry
from lianxin.records.file.actions import household_states
from lianxin.records.file.models import Dwelling
from lianxin.sync import queries
from lianxin.sync.actions import device_revoke, proposal_decide
from lianxin.sync.models import Device, Proposal, Quarantined
from tests.cast import Cast

FIELDS = ("road_metres", "rooms")
PHONES = st.integers(0, 2)
HOMES = st.integers(0, 1)
WAYS = st.sampled_from(["heard", "lost", "crash"])


class Line:
    """A phone's way into the server of this process; ``way`` is what befalls the next request."""

    def __init__(self, token: str) -> None:
        self.token, self.way, self.client = token, "heard", Client()
        self.kept: list[bytes] = []

    def __call__(self, body: bytes) -> dict[str, Any]:
        way, self.way = self.way, "heard"
        self.kept = [*self.kept[-5:], body]
        if way == "crash":
            with transaction.atomic():
                self.post(body)
                transaction.set_rollback(True)
            raise Lost("the server ended before it committed")
        said = self.post(body)
        if way == "lost":
            raise Lost("nobody heard the answer")
        return said

    def post(self, body: bytes) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        url, kind = "/api/v1/sync", "application/json"
        answer = self.client.post(url, body, content_type=kind, headers=headers)
        assert answer.status_code == 200, answer.content.decode()
        return read(200, answer.headers["Content-Type"], answer.content)


class Village:
    """The people of one example, in the database of the test."""

    def __init__(self) -> None:
        cast = self.cast = Cast()
        self.homes = [
            cast.household(f"康{n}", number=f"1-00{n}", officer=officer)
            for n, officer in enumerate((cast.tian, cast.tian, cast.liu, cast.liu), 1)
        ]
        self.editors = [
            cast.actor(one)
            for one in (cast.office, cast.account("office2", "王秀兰", Role.OFFICE, unit=cast.unit))
        ]
        self.tokens = {
            account.login: token_make(actor=cast.actor(account), account=account, name="手机")[1]
            for account in (cast.officer, cast.officer2)
        }

    def phone(self, login: str) -> Phone:
        sent = {"device": str(uuid4()), "name": "手机", "public_key": ""}
        headers = {"Authorization": f"Bearer {self.tokens[login]}"}
        answer = Client().post(
            "/api/v1/devices", sent, content_type="application/json", headers=headers
        )
        assert answer.status_code == 201, answer.content.decode()
        made = answer.json()
        return Phone(made["device"], Line(made["token"]), Ledger(), epoch=made["epoch"])


class Sync(RuleBasedStateMachine):
    def __init__(self, village: Village) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.village, self.number = village, 0
        self.logins = ("officer", "officer", "officer2")
        self.typed: dict[tuple[str, Any], None] = {}
        self.by_office: list[tuple[str, Any]] = []
        self.revoked: set[int] = set()
        self.snapshot: Any = None

    @initialize()
    def sign_in(self) -> None:
        self.phones = [self.village.phone(login) for login in self.logins]
        self.entries: list[list[str]] = [[], [], []]
        self.bases: Counter[str] = Counter()
        for phone in self.phones:
            phone.pull()

    def teardown(self) -> None:
        try:
            if hasattr(self, "phones"):
                self.everybody_syncs()
                self.all_see_the_same()
                self.no_value_is_lost()
                self.nothing_is_twice()
        finally:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)

    # what officers do

    def home(self, phone: int, home: int) -> Any:
        return self.village.homes[home + (2 if phone == 2 else 0)]

    @rule(phone=PHONES, home=HOMES, need=st.booleans())
    def write(self, phone: int, home: int, need: bool) -> None:
        self.number += 1
        text, pk = f"第{self.number}篇", str(self.home(phone, home).pk)
        needs = [{"household": pk, "kind": "产业发展", "text": f"需{text}"}]
        item = self.phones[phone].write("diary.write", entry(pk, text, needs[:need]))
        self.entries[phone].append(item.id)
        self.typed["text", text] = None

    @precondition(lambda self: any(self.entries))
    @rule(phone=PHONES, data=st.data())
    def amend(self, phone: int, data: Any) -> None:
        """Also on the officer's other phone, which may not know of the last wording."""
        mine = [*self.entries[phone]]
        if phone < 2:
            mine += [
                k for k in self.entries[1 - phone] if ("entry", k) in self.phones[phone].documents
            ]
        if not mine:
            return
        key = data.draw(st.sampled_from(mine))
        self.number += 1
        text = f"改第{self.number}篇"
        base = self.phones[phone].revisions.get(("entry", key), 1)
        self.phones[phone].write("diary.amend", {"entry": key, "base": base, "text": text})
        self.typed["text", text] = None

    @rule(phone=PHONES, home=HOMES, name=st.sampled_from(FIELDS))
    def edit(self, phone: int, home: int, name: str) -> None:
        self.number += 1
        pk = str(self.home(phone, home).pk)
        base = self.phones[phone].revisions[("household", pk)]
        said = {"household": pk, "base": base, "fields": {name: self.number}}
        self.phones[phone].write("household.edit", said)
        self.typed[name, self.number] = None

    @rule(phone=PHONES, days=st.integers(-400, 400))
    def clock_is_wrong(self, phone: int, days: int) -> None:
        self.phones[phone].skew = timedelta(days=days)

    # what the line does

    @rule(phone=PHONES, way=WAYS, pull=st.booleans())
    def push(self, phone: int, way: str, pull: bool) -> None:
        self.line(phone).way = way
        try:
            self.phones[phone].push(pull=pull)
        except Lost:
            return

    @rule(phone=PHONES, way=WAYS)
    def pull(self, phone: int, way: str) -> None:
        self.line(phone).way = way
        try:
            self.phones[phone].pull()
        except Lost:
            return

    @rule(phone=PHONES, data=st.data())
    def replay(self, phone: int, data: Any) -> None:
        """Items offered again, in another order."""
        items = list(self.phones[phone].items.values())
        if items:
            some = data.draw(st.lists(st.sampled_from(items), max_size=5, unique_by=lambda i: i.id))
            self.phones[phone].offer(some)

    @rule(phone=PHONES, back=st.integers(1, 5))
    def a_request_comes_late(self, phone: int, back: int) -> None:
        kept = self.line(phone).kept
        if len(kept) >= back:
            self.line(phone).post(kept[-back])

    def line(self, phone: int) -> Line:
        line: Line = self.phones[phone].send  # type: ignore[assignment]
        return line

    # what the office and the operator do

    @rule(editor=st.integers(0, 1), home=st.integers(0, 3), name=st.sampled_from(FIELDS))
    def office_edits(self, editor: int, home: int, name: str) -> None:
        self.number += 1
        actor, where = self.village.editors[editor], self.village.homes[home]
        household_states(
            actor=actor, household=where, facts={Dwelling: {name: self.number}}, day=today()
        )
        self.by_office.append((name, self.number))
        self.typed[name, self.number] = None

    @rule(editor=st.integers(0, 1), outcome=st.sampled_from(["taken", "kept"]))
    def office_decides(self, editor: int, outcome: str) -> None:
        actor = self.village.editors[editor]
        proposal = queries.proposals(actor).first()
        if proposal is not None:
            proposal_decide(actor=actor, proposal=proposal, outcome=outcome)

    @rule(phone=st.sampled_from([1, 2]), editor=st.integers(0, 1))
    def office_ends_a_phone(self, phone: int, editor: int) -> None:
        device = Device.objects.visible_to(SYSTEM).get(pk=self.phones[phone].device)
        actor = self.village.editors[editor]
        device_revoke(actor=actor, device=device, reason="丢了")
        self.revoked.add(phone)

    @rule()
    def back_up(self) -> None:
        self.snapshot = transaction.savepoint()
        self.kept = len(self.by_office), set(self.revoked)

    @precondition(lambda self: self.snapshot is not None)
    @rule()
    def restore(self) -> None:
        """What the office alone had typed since is gone with the server; what phones hold is not."""
        transaction.savepoint_rollback(self.snapshot)
        epoch.renew()
        known, self.revoked = self.kept
        for typed in self.by_office[known:]:
            del self.typed[typed]
        del self.by_office[known:]
        for phone in self.phones:
            phone.ledger.forget()

    # what must hold in the end

    def everybody_syncs(self) -> None:
        for _ in range(3):
            for place, phone in enumerate(self.phones):
                phone.pull()
                drain(phone)
                phone.pull()
                assert place in self.revoked or not phone.revoked
                assert phone.ledger.changed() == []

    def all_see_the_same(self) -> None:
        """Whoever followed every change holds what a new phone is given."""
        for login in set(self.logins):
            new = self.village.phone(login)
            new.pull()
            for place, phone in enumerate(self.phones):
                if self.logins[place] == login and place not in self.revoked:
                    assert phone.documents == new.documents
                    assert phone.revisions == new.revisions

    def no_value_is_lost(self) -> None:
        rows = partial(_all, columns=("text",))
        found = {("text", text) for model in (Entry, Amendment) for text in rows(model)}
        for name in FIELDS:
            found |= {(name, value) for value in _all(Dwelling, (name,))}
        for proposal in Proposal.objects.visible_to(SYSTEM):
            found |= {(proposal.field, one) for one in (proposal.yours, proposal.held)}
        for row in Quarantined.objects.visible_to(SYSTEM):
            said = queries.content_of(row)
            found.add(("text", said.get("text")))
            found |= set(said.get("fields", {}).items())
        told = {(name, _plain(value)) for name, value in found}
        assert [one for one in self.typed if (one[0], _plain(one[1])) not in told] == []

    def nothing_is_twice(self) -> None:
        texts = Counter(_all(Entry, ("text",))) + Counter(_all(Amendment, ("text",)))
        assert [text for text, times in texts.items() if times > 1] == []


def _all(model: Any, columns: tuple[str, ...]) -> list[Any]:
    rows = model.objects.visible_to(SYSTEM).order_by()
    return [row for (row,) in rows.values_list(*columns)]


def _plain(value: Any) -> str:
    return str(value)


def run(examples: int, steps: int) -> None:
    village = Village()
    run_state_machine_as_test(
        lambda: Sync(village),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],  # to shrink a story takes longer than to read it
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_whatever_three_phones_and_two_in_the_office_do_all_converge_and_no_value_is_lost():
    run(4, 20)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_same_over_five_hundred_stories():
    run(500, 50)
