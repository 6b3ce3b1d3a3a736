"""Pages of one phone that send the same items in the same moment, on connections of their own."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from lianxin.kernel.actor import SYSTEM
from lianxin.records.diary.models import Entry
from lianxin.records.needs.models import Need
from lianxin.sync.models import Given

from .phone import Phone

PAGES = 4
NEED = {"kind": "产业发展", "text": "老康说顶料涨了，差1,800元。"}


@pytest.fixture
def phone(transactional_db, cast):
    return Phone(cast.officer)


def at_once(post):
    start, told = threading.Barrier(PAGES), []

    def page():
        try:
            start.wait(20)
            told.append(post())
        finally:
            connection.close()

    pages = [threading.Thread(target=page) for _ in range(PAGES)]
    for one in pages:
        one.start()
    for one in pages:
        one.join(60)
    return told


def test_of_pages_that_send_at_once_one_is_heard_and_all_are_answered(phone, cast):
    home = cast.household("康润生", officer=cast.tian)
    items = [
        phone.entry(home, needs=[NEED | {"household": str(home.pk)}]),
        phone.entry(home, text="第二篇"),
        phone.item("phrase.keep", text="圈里的牛都好，草料够。"),
    ]
    answers = at_once(lambda: phone.post(*items))
    assert [one.status_code for one in answers] == [200] * PAGES
    for place in range(len(items)):
        verdicts = [one.json()["verdicts"][place] for one in answers]
        assert {one["first"] or one["verdict"] for one in verdicts} == {"accepted"}
        said = sorted(one["verdict"] for one in verdicts)
        assert said == ["accepted"] + ["duplicate"] * (PAGES - 1)
    assert Entry.objects.visible_to(SYSTEM).count() == 2
    assert Need.objects.visible_to(SYSTEM).count() == 1
    assert len({one.json()["cursor"] for one in answers}) == 1
    given = list(Given.objects.visible_to(SYSTEM).values_list("kind", "key"))
    assert given
    assert len(given) == len(set(given))
