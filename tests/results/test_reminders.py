"""Reminders: of what is due, once a working morning at most, by mail or to a group's robot, never with a name."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.actions import account_disable
from lianxin.people.hooks.actions import hook_add
from lianxin.people.hooks.models import HookCall
from lianxin.people.hooks.sending import body_of, send_due
from lianxin.plans.actions import measure_add
from lianxin.records.needs.actions import need_open
from lianxin.results.reminders.actions import mail_of, reminding_end, reminding_set
from lianxin.results.reminders.models import Reminding
from lianxin.results.reminders.sending import remind
from lianxin.visits.days.actions import holiday_set
from lianxin.visits.models import Requirement
from tests.cast import code
from tests.people.test_hooks import listener  # noqa: F401 (a fixture)
from tests.readers import as_, body

SECRETS = ("康润生", "水管", "1-001", "19900")


def morning(day=None, hour=8):
    return timezone.make_aware(datetime.combine(day or today(), time(hour)))


@pytest.fixture(autouse=True)
def _set_up(settings, cast):
    settings.LIANXIN_MAIL = "smtp://mail.example.cn"
    Requirement.objects.visible_to(SYSTEM).all().delete()
    holiday_set(actor=SYSTEM, day=today(), off=False, name="上班")


@pytest.fixture
def home(cast):
    return cast.household("康润生", number="1-001", officer=cast.tian)


@pytest.fixture
def wanting(cast, home):
    """田立新 wants mails, and something of his is late."""
    need_open(
        actor=SYSTEM,
        village=home.village,
        household=home,
        kind=code("need", "饮水"),
        text="水管冻裂了",
        day=today() - timedelta(days=30),
        due=today() - timedelta(days=3),
    )
    measure_add(
        actor=cast.actor(cast.office),
        household=home,
        direction=code("direction", "解决实际困难"),
        text="换水管",
        officer=cast.tian,
        from_day=today(),
        due=today() + timedelta(days=5),
    )
    return reminding_set(actor=cast.actor(cast.officer), mail="tian@example.cn")


def test_an_officer_is_told_what_is_overdue_and_what_comes_without_anybodys_name(wanting):
    assert remind(morning()) == 1
    [letter] = mail.outbox
    assert letter.to == ["tian@example.cn"]
    assert "过了期的：" in letter.body
    assert "一社 康家：需求到期" in letter.body
    assert "一社 康家：措施到期" in letter.body
    assert not [secret for secret in SECRETS if secret in letter.subject + letter.body]


def test_nobody_is_reminded_twice_a_day_and_anew_the_next_working_day(cast, wanting):
    assert remind(morning()) == 1
    assert remind(morning(hour=17)) == 0
    tomorrow = today() + timedelta(days=1)
    holiday_set(actor=SYSTEM, day=tomorrow, off=False, name="上班")
    assert remind(morning(tomorrow)) == 1
    assert len(mail.outbox) == 2


def test_nothing_comes_before_the_hour_or_on_a_day_off(cast, wanting):
    assert remind(morning(hour=6)) == 0
    holiday_set(actor=SYSTEM, day=today(), off=True, name="放假")
    assert remind(morning()) == 0
    assert mail.outbox == []


def test_where_nothing_is_due_no_mail_comes(cast, home):
    reminding_set(actor=cast.actor(cast.officer), mail="tian@example.cn")
    assert remind(morning()) == 0
    assert mail.outbox == []


def test_a_mail_that_the_server_did_not_take_is_tried_again_and_then_left(wanting, monkeypatch):
    taken = []

    def send(self):
        taken.append(self)
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailMessage, "send", send)
    for minutes in (0, 5, 11, 50, 200, 400):
        remind(morning() + timedelta(minutes=minutes))
    assert len(taken) == 4


def test_the_office_is_told_how_many_of_the_unit(cast, wanting):
    reminding_end(actor=cast.actor(cast.officer))
    reminding_set(actor=cast.actor(cast.office), mail="office@example.cn")
    assert remind(morning()) == 1
    assert "需求 1 件" in mail.outbox[0].body
    assert "措施 1 项" in mail.outbox[0].body


def test_a_disabled_account_is_reminded_no_more(cast, wanting):
    account_disable(actor=SYSTEM, account=cast.officer, reason="调走了")
    assert remind(morning()) == 0


def test_the_address_is_sealed_and_checked(cast, wanting):
    assert mail_of(cast.actor(cast.officer)) == "tian@example.cn"
    row = Reminding.objects.visible_to(SYSTEM).get()
    assert b"tian" not in bytes(row.mail)
    with pytest.raises(Refused) as refused:
        reminding_set(actor=cast.actor(cast.officer), mail="tian#example")
    assert refused.value.problems[0].code == "reminder.no_mail"


def test_ones_own_page_sets_and_ends_it_and_keeps_what_was_mistyped(cast, settings):
    client = as_(cast.officer)
    answer = client.post("/me/reminders/", {"mail": "tian@"})
    assert answer.status_code == 422
    assert 'value="tian@"' in answer.content.decode()
    client.post("/me/reminders/", {"mail": "tian@example.cn"})
    assert 'value="tian@example.cn"' in body(client, "/me/")
    client.post("/me/reminders/", {"do": "end", "mail": "tian@example.cn"})
    assert "tian@example.cn" not in body(client, "/me/")
    settings.LIANXIN_MAIL = ""
    assert "发到哪个邮箱" not in body(client, "/me/")


@pytest.mark.parametrize("style", ["robot", "feishu"])
def test_a_groups_robot_is_told_once_a_day_how_many_and_nobodys_name(
    cast,
    wanting,
    listener,  # noqa: F811
    style,
):
    reminding_end(actor=cast.actor(cast.officer))
    hook_add(
        actor=cast.actor(cast.sysadmin),
        unit=cast.unit,
        name="工作群",
        address=listener.address,
        events=["day.digest"],
        style=style,
    )
    assert remind(morning()) == 1
    assert remind(morning(hour=12)) == 0
    assert send_due() == 1
    told = json.loads(listener.heard[0][1])
    said = told["text"]["content"] if style == "robot" else told["content"]["text"]
    assert said.startswith("连心\n过了期的：\n需求 1 件")
    assert not [secret for secret in SECRETS if secret in said]


def test_a_robot_that_answers_no_is_tried_again(cast, wanting, listener):  # noqa: F811
    listener.said = b'{"errcode": 310000, "errmsg": "keywords not in content"}'
    hook_add(
        actor=cast.actor(cast.sysadmin),
        unit=cast.unit,
        name="工作群",
        address=listener.address,
        events=["day.digest"],
        style="robot",
    )
    remind(morning())
    send_due()
    row = HookCall.objects.visible_to(SYSTEM).get()
    assert (row.done_at, row.trouble) == (None, "refused")
    assert "连心" in json.loads(body_of(row))["text"]["content"]
