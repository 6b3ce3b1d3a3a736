"""核实 on the web: who sees what of doubts and rechecks, and what a page never says."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.policy import AccountActor
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.models import Photo
from lianxin.records.diary.photos import photo_add
from lianxin.records.file.actions import household_state
from lianxin.records.file.models import Position
from lianxin.review.actions import doubt_decide
from lianxin.review.finding import doubts_find
from lianxin.review.models import Doubt, DoubtRule, Recheck, RecheckItem
from lianxin.review.rechecks.actions import recheck_draw
from tests.review.test_doubts import TEXT, denied, wrote

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.liu)


@pytest.fixture
def doubt(cast, home):
    entry = wrote(cast, home, today() - timedelta(days=3))
    denied(home, entry)
    doubts_find(actor=AccountActor.of(cast.office), unit=cast.unit)
    return Doubt.objects.visible_to(SYSTEM).get(entry=entry)


@pytest.fixture
def opens(client):
    def get(account, name, *arguments, query=""):
        client.force_login(account)
        return client.get(reverse(name, args=arguments) + query)

    return get


@pytest.fixture
def sends(client):
    def post(account, name, *arguments, **told):
        client.force_login(account)
        return client.post(reverse(name, args=arguments), told)

    return post


def text(answer):
    return answer.content.decode()


def test_the_office_reads_the_fact_its_innocent_reading_and_what_speaks_for_the_writer(
    cast, doubt, opens
):
    page = text(opens(cast.office, "doubts"))
    for words in ("户里说没来", "没有人来过", "接待的是别的家人", TEXT[:20], "照常计入进度"):
        assert words in page
    for what in ("ask", "accept", "return", "exclude"):
        assert f'value="{what}"' in page


def test_the_assessor_reads_the_doubt_and_not_the_diary(cast, doubt, opens):
    page = text(opens(cast.assessor, "doubt", doubt.pk))
    assert "户里说没来" in page
    assert TEXT[:8] not in page
    assert 'value="exclude"' in page


def test_the_leader_reads_and_decides_nothing(cast, doubt, opens, sends):
    assert 'name="what"' not in text(opens(cast.leader, "doubts"))
    assert sends(cast.leader, "doubt-decide", doubt.pk, what="accept").status_code == 403


def test_an_officer_is_led_to_their_own(cast, doubt, opens):
    assert opens(cast.officer2, "doubts").url == reverse("doubts-mine")
    assert "户里说没来" in text(opens(cast.officer2, "doubts-mine"))
    assert "户里说没来" not in text(opens(cast.officer, "doubts-mine"))
    assert opens(cast.officer, "doubt", doubt.pk).status_code == 404
    assert opens(cast.committee, "doubts").status_code == 404


def test_another_unit_is_shown_nothing(cast, doubt, opens):
    assert "户里说没来" not in text(opens(cast.other_office, "doubts"))
    assert opens(cast.other_office, "doubt", doubt.pk).status_code == 404


def test_a_decision_without_a_reason_is_asked_again_with_what_was_typed(cast, doubt, sends):
    answer = sends(cast.office, "doubt-decide", doubt.pk, what="exclude", words="", rev=1)
    assert answer.status_code == 422
    assert "请写一句理由" in text(answer)
    answer = sends(cast.office, "doubt-decide", doubt.pk, what="exclude", words="问过", rev=1)
    assert answer.status_code == 302
    assert Doubt.objects.visible_to(SYSTEM).get().state == "excluded"


def test_the_officer_objects_on_the_page_and_the_office_no_longer_decides(
    cast, doubt, opens, sends
):
    doubt_decide(actor=AccountActor.of(cast.office), doubt=doubt, what="exclude", words="问过户里")
    assert "问过户里" in text(opens(cast.officer2, "doubts-mine"))
    assert sends(cast.officer2, "doubt-object", doubt.pk, words="去了").status_code == 302
    page = text(opens(cast.office, "doubt", doubt.pk))
    assert "没有定过这一篇的人" in page
    assert 'name="what"' not in page
    assert 'name="what"' in text(opens(cast.assessor, "doubt", doubt.pk))


def test_no_page_ranks_people(cast, doubt, opens):
    """No list of officers with numbers, no order by them, no weight or sum shown of anybody."""
    recheck_draw(
        actor=AccountActor.of(cast.office),
        unit=cast.unit,
        village=cast.village,
        from_day=today() - timedelta(days=9),
        last_day=today(),
        size=3,
    )
    row = Recheck.objects.visible_to(SYSTEM).get()
    for account in (cast.office, cast.assessor, cast.leader):
        pages = [
            text(opens(account, "doubts")),
            text(opens(account, "doubt", doubt.pk)),
            text(opens(account, "rechecks")),
            text(opens(account, "recheck", row.pk)),
        ]
        for page in pages:
            assert not re.search(r"排名|名次|得分|可疑度|第一名|倒数", page)
            assert not re.search(r'href="[^"]*sort=', page)
    told = text(opens(cast.office, "doubts"))
    assert told.count("近一年") == 1


def test_nobody_is_asked_for_a_photo_or_a_place(cast, doubt, opens):
    page = text(opens(cast.office, "doubt", doubt.pk))
    assert "照片" not in page
    assert "位置离家" not in page


def test_the_list_is_narrowed_by_kind_and_by_step(cast, doubt, opens):
    assert "户里说没来" in text(opens(cast.office, "doubts", query="?kind=denied"))
    assert "这里没有要核实的" in text(opens(cast.office, "doubts", query="?kind=late"))
    assert "这里没有要核实的" in text(opens(cast.office, "doubts", query="?tab=decided"))


def test_looking_now_tells_what_was_found(cast, home, client, sends):
    entry = wrote(cast, home, today() - timedelta(days=2))
    denied(home, entry)
    client.force_login(cast.office)
    page = client.post(reverse("doubts-find"), follow=True)
    assert "新找到 1 篇" in text(page)
    assert sends(cast.leader, "doubts-find").status_code == 403


def test_rules_are_read_by_everybody_who_has_doubts_and_changed_by_an_office_of_all(
    cast, opens, sends
):
    rule = DoubtRule.objects.visible_to(SYSTEM).get(kind="dense")
    assert "几分钟写了好几户" in text(opens(cast.officer, "doubt-rules"))
    told = {f"threshold-{key}": value for key, value in rule.thresholds.items()}
    told |= {"active": "on", "from_day": today().isoformat()}
    assert sends(cast.officer, "doubt-rule", rule.pk, **told).status_code == 403
    cast.other_unit.until = today()
    cast.other_unit.save()
    assert sends(cast.office, "doubt-rule", rule.pk, **told).status_code == 302
    wrong = told | {"threshold-minutes": "半小时", "from_day": "2030-01-01"}
    answer = sends(cast.office, "doubt-rule", rule.pk, **wrong)
    assert answer.status_code == 422
    assert "半小时" in text(answer)


def test_a_recheck_is_drawn_asked_and_told_in_plain_words(cast, home, opens, sends):
    for n in range(12):
        wrote(
            cast,
            home,
            today() - timedelta(days=n + 1),
            text=f"{TEXT}{'一二三四五六七八九十百千'[n] * 20}",
        )
    told = {"from_day": today() - timedelta(days=30), "last_day": today(), "size": "6", "seed": "5"}
    assert sends(cast.assessor, "recheck-new", **told).status_code == 302
    row = Recheck.objects.visible_to(SYSTEM).get()
    items = list(RecheckItem.objects.visible_to(SYSTEM).filter(recheck=row).order_by("place"))
    for n, item in enumerate(items):
        answer = sends(cast.assessor, "recheck-enter", item.pk, result="not" if n == 0 else "came")
        assert answer.status_code == 302
    page = text(opens(cast.assessor, "recheck", row.pk))
    for words in ("问到 6 次", "来过的 5 次", "12 次走访里", "请再抽一些来问", "random.Random(5)"):
        assert words in page
    assert sends(cast.assessor, "recheck-more", row.pk, size="3").status_code == 302
    assert RecheckItem.objects.visible_to(SYSTEM).filter(recheck=row).count() == 9
    wrong = sends(cast.office, "recheck-enter", items[1].pk, result="came", asker=cast.liu.pk)
    assert wrong.status_code == 422
    assert "请换一个人" in text(wrong)


def test_in_english_a_doubt_is_told_in_english(cast, doubt, client):
    cast.office.language = "en"
    cast.office.save()
    client.force_login(cast.office)
    page = text(client.get(reverse("doubts")))
    assert "The household says nobody came" in page
    assert "A doubt is only a hint" in page


def shot(account):
    out = BytesIO()
    Image.new("RGB", (60, 40), "#b4533f").save(out, "PNG")
    return photo_add(actor=AccountActor.of(account), content=out.getvalue(), name="屋.png")


def visited(cast, home, ago, place=None):
    return diary_write(
        actor=AccountActor.of(cast.officer2),
        officer=cast.liu,
        kinds=("visit",),
        day=today() - timedelta(days=ago),
        text=f"{ago} 天前去看了牛棚和水窖。",
        households=[home],
        village=cast.village,
        photos=[shot(cast.officer2)],
        place=place,
    )


def test_a_photo_seen_before_and_a_place_far_off_lie_beside_the_doubt(cast, home, opens):
    before, now = visited(cast, home, 60), visited(cast, home, 3, {"lat": 34.72, "lon": 104.95})
    told = {"latitude": 34_650_000, "longitude": 104_950_000, "datum": "WGS-84"}
    household_state(actor=SYSTEM, household=home, kind=Position, fields=told)
    doubts_find(actor=AccountActor.of(cast.office), unit=cast.unit)
    row = Doubt.objects.visible_to(SYSTEM).get(entry=now)
    page = text(opens(cast.office, "doubt", row.pk))
    for entry in (before, now):
        [photo] = Photo.objects.visible_to(SYSTEM).filter(entry=entry)
        assert reverse("photo-small", args=[photo.pk]) in page
    assert "离这户住房的位置有 7.8 公里" in page
    assert "相隔 7.8 公里" in page
    hidden = text(opens(cast.assessor, "doubt", row.pk))
    for words in ("<img", "相隔", "photos/", "34.72"):
        assert words not in hidden


def test_who_gave_no_place_has_none_drawn(cast, doubt, opens):
    assert "相隔" not in text(opens(cast.office, "doubt", doubt.pk))
    assert "没法比" not in text(opens(cast.office, "doubt", doubt.pk))
