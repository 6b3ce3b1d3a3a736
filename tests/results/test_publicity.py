"""公示: what hangs on a wall, for how long, what is objected to it, and what never hangs there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel import tally
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.kernel.sealed import seal
from lianxin.register.models import Household, Person
from lianxin.results.ledgers import LEDGERS
from lianxin.results.publicity.actions import (
    Draft,
    publicity_begin,
    publicity_change,
    publicity_close,
    publicity_draft,
    publicity_withdraw,
)
from lianxin.results.publicity.models import Objection, Publicity, PublicityRule, State
from lianxin.results.publicity.objections import (
    EACH_HOUR,
    objection_answer,
    objection_send,
    objection_take,
)
from lianxin.results.publicity.queries import objections
from lianxin.results.publicity.wall import masked_name
from lianxin.site.checking import CHECKS
from tests.cast import code, id_number
from tests.readers import as_, body
from tests.seen import without_ids

ACCOUNT = "6217000000009990001"
CANARY_PHONE = "19900007654"
NUMBER = id_number(order=77)


class Wall:
    """阳坡村 with three households, one with everything planted in it that must never be published."""

    def __init__(self, cast) -> None:
        self.cast, self.office = cast, cast.actor(cast.office)
        self.kang = cast.household("康润生", number="1-001")
        self.li = cast.household("李义", number="1-002")
        self.bai = cast.household("白晓明", number="1-003")
        cast.member(self.kang, "康小兰", "之女", NUMBER)
        Person.objects.visible_to(SYSTEM).filter(name="康润生").update(phone=CANARY_PHONE)
        Household.objects.visible_to(SYSTEM).filter(pk=self.kang.pk).update(
            phone=CANARY_PHONE, bank_sealed=seal(ACCOUNT, "household.bank"), bank_tail="0001"
        )

    def draft(self, **more):
        told = {
            "title": "2026 年产业奖补到户名单",
            "decided": "经村民代表会议评议，拟确定下列户享受产业奖补。",
            "complaint": "监督电话：0938-8210000",
            "from_day": today(),
            "last_day": today() + timedelta(days=4),
            "homes": [(self.kang.pk, 120_000), (self.li.pk, None)],
            "columns": ("group", "people", "kind", "amount"),
            "kind": "产业奖补",
        }
        return Draft(**{**told, **more})

    def made(self, **more) -> Publicity:
        unit, village = self.cast.unit, self.cast.village
        return publicity_draft(
            actor=self.office, unit=unit, village=village, draft=self.draft(**more)
        )

    def hung(self, **more) -> Publicity:
        return publicity_begin(actor=self.office, row=self.made(**more))

    def expired(self, row: Publicity) -> Publicity:
        """The same list as if it had been hung up ten days ago."""
        row = Publicity.objects.visible_to(SYSTEM).get(pk=row.pk)
        moved = {"from_day": row.from_day - timedelta(10), "until": row.until - timedelta(10)}
        for name, value in moved.items():
            setattr(row, name, value)
        Publicity.objects.visible_to(SYSTEM).filter(pk=row.pk).update(
            **moved, digest=row.digest_now
        )
        return Publicity.objects.visible_to(SYSTEM).get(pk=row.pk)


@pytest.fixture
def wall(cast) -> Wall:
    return Wall(cast)


def codes_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.problems]


def test_a_list_shows_masked_names_and_what_was_asked_for_and_no_more(wall):
    row = wall.hung()
    assert row.rows == [
        {"name": "康*生", "group": "一社", "people": 2, "kind": "产业奖补", "amount": 120_000},
        {"name": "李*", "group": "一社", "people": 1, "kind": "产业奖补", "amount": None},
    ]
    assert wall.hung(columns=(), kind="").rows == [{"name": "康*生"}, {"name": "李*"}]


@given(st.text(min_size=1, max_size=12).filter(lambda name: name.strip() == name))
@pytest.mark.once
def test_no_name_is_ever_shown_whole(name):
    shown = masked_name(name)
    assert "*" in shown
    if len(name) > 1:
        assert shown[0] == name[0]
        assert shown[1] == "*"
        assert len(shown) == len(name)
    else:
        assert shown == "*"


@pytest.mark.parametrize("column", ["id_number", "phone", "bank", "health", "name", "born"])
def test_no_other_column_can_be_asked_for(wall, column):
    with pytest.raises(Refused) as refused:
        wall.made(columns=("group", column))
    assert codes_of(refused) == ["publicity.unknown_column"]


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("title", f"名单 {NUMBER}", "number_in_words"),
        (
            "decided",
            f"请打 {CANARY_PHONE[:3]}-{CANARY_PHONE[3:7]}-{CANARY_PHONE[7:]}",
            "number_in_words",
        ),
        ("decided", "账户 ６２１７００００００００", "number_in_words"),
        ("complaint", f"监督电话 {CANARY_PHONE}", "number_in_words"),
        ("complaint", f"监督电话 {NUMBER}", "number_in_words"),
        ("decided", "拟确定康 润生等享受", "name_in_words"),
        ("title", "给康小兰的补助", "name_in_words"),
        ("kind", "重病救助", "private_words"),
        ("decided", "拟确定残疾人补贴", "private_words"),
        ("decided", "拟给医院里的人补助", "private_words"),
    ],
)
def test_what_is_private_cannot_be_typed_into_a_list(wall, field, text, why):
    with pytest.raises(Refused) as refused:
        wall.made(**{field: text})
    assert codes_of(refused) == [f"publicity.{why}"]
    assert refused.value.problems[0].field == field
    assert text not in str(list(AuditRow.objects.visible_to(SYSTEM).values_list("details")))


def test_days_of_the_year_and_amounts_may_be_typed(wall):
    assert wall.made(decided="按 2026-03-01 的会议，共 12000.50 元，2026年5月1日发").pk


def test_an_insurance_that_everybody_has_may_be_named(wall):
    assert wall.made(kind="医保补助", decided="拟代缴城乡居民基本医疗保险费").pk


def test_a_list_hangs_five_days_at_least_and_not_from_yesterday(wall):
    with pytest.raises(Refused) as refused:
        wall.made(last_day=today() + timedelta(days=3))
    assert codes_of(refused) == ["publicity.too_short"]
    with pytest.raises(Refused) as refused:
        wall.made(from_day=today() - timedelta(days=1))
    assert codes_of(refused) == ["publicity.begins_before"]
    PublicityRule.objects.create(days=7, source="县里新规定", from_day=today())
    with pytest.raises(Refused) as refused:
        wall.made()
    assert codes_of(refused) == ["publicity.too_short"]
    assert refused.value.problems[0].details["days"] == 7


def test_a_draft_that_waited_too_long_does_not_begin_in_the_past(wall):
    row = wall.made()
    with pytest.raises(Refused) as refused:
        publicity_begin(actor=wall.office, row=row, day=today() + timedelta(days=1))
    assert codes_of(refused) == ["publicity.begins_before"]


def test_once_begun_nothing_changes_and_a_change_beside_the_actions_is_noticed(wall):
    row = wall.hung()
    with pytest.raises(Refused) as refused:
        publicity_change(actor=wall.office, row=row, draft=wall.draft(title="另一张"))
    assert codes_of(refused) == ["publicity.not_draft"]
    Person.objects.visible_to(SYSTEM).filter(name="康润生").update(name="康改名")
    assert "康*生" in body(Client(), reverse("posted", args=[row.code]))
    Publicity.objects.visible_to(SYSTEM).filter(pk=row.pk).update(rows=[{"name": "康润生"}])
    answer = Client().get(reverse("posted", args=[row.code]))
    assert answer.status_code == 500
    assert [one.code for one in CHECKS["papers"]()] == ["check.publicity_altered"]
    assert "康润生" not in answer.content.decode()


def test_a_draft_hangs_nowhere_and_a_list_that_is_over_shows_nothing_more(wall):
    draft = wall.made()
    assert Client().get(reverse("posted", args=[draft.code])).status_code == 404
    row = wall.hung()
    path = reverse("posted", args=[row.code])
    answer = Client().get(path)
    assert "康*生" in answer.content.decode()
    assert "noindex" in answer.headers["X-Robots-Tag"]
    over = wall.expired(row)
    assert over.state is State.OVER
    page = Client().get(path)
    assert "公示已经结束" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    for gone in ("康*生", row.title, "产业奖补"):
        assert gone not in page.content.decode()


def test_a_list_withdrawn_is_gone_from_the_page_and_keeps_its_reason(wall):
    row = publicity_withdraw(actor=wall.office, row=wall.hung(), reason="金额写错了")
    assert row.state is State.WITHDRAWN
    assert "康*生" not in body(Client(), reverse("posted", args=[row.code]))
    with pytest.raises(Refused):
        publicity_withdraw(actor=wall.office, row=row, reason="再来")


def test_every_objection_is_answered_before_the_list_can_end(wall):
    row = wall.hung()
    told = objection_take(actor=wall.office, row=row, text="李家在城里有房", contact="当面")
    with pytest.raises(Refused) as refused:
        publicity_close(actor=wall.office, row=row, result="按名单确定")
    assert codes_of(refused) == ["publicity.not_over"]
    row = wall.expired(row)
    with pytest.raises(Refused) as refused:
        publicity_close(actor=wall.office, row=row, result="按名单确定")
    assert codes_of(refused) == ["publicity.unanswered"]
    objection_answer(actor=wall.office, objection=told, answer="查了，是租的房。", upheld=False)
    with pytest.raises(Refused) as refused:
        objection_answer(actor=wall.office, objection=told, answer="再答", upheld=True)
    assert codes_of(refused) == ["objection.answered"]
    done = publicity_close(actor=wall.office, row=row, result="按名单确定")
    assert done.state is State.CLOSED
    with pytest.raises(Refused):
        objection_take(actor=wall.office, row=done, text="晚了")


def test_anybody_objects_on_the_public_page_without_signing_in(wall):
    row = wall.hung()
    client = Client(enforce_csrf_checks=True)
    path = reverse("posted", args=[row.code])
    token = client.get(path).context["csrf_token"]
    sent = {"text": "白家更困难", "contact": "19900001111", "csrfmiddlewaretoken": str(token)}
    answer = client.post(path, sent, follow=True)
    assert "收到了" in answer.content.decode()
    assert "白家更困难" not in answer.content.decode()
    kept = Objection.objects.visible_to(SYSTEM).get()
    assert (kept.by, kept.taken_by) == ("public", "")
    assert "白家" not in str(bytes(kept.text))
    audit = AuditRow.objects.visible_to(SYSTEM).order_by("-number").first()
    assert (audit.action, audit.actor_id, audit.address) == ("objection.send", None, "")
    (said,) = objections(wall.office, row)
    assert (said.text, said.contact) == ("白家更困难", "19900001111")
    leader = wall.cast.actor(wall.cast.leader)
    assert objections(leader, row)[0].contact == ""
    assert objections(wall.cast.actor(wall.cast.other_office), row) == []


def test_one_address_cannot_flood_a_list(wall):
    row = wall.hung()
    for number in range(EACH_HOUR):
        objection_send(row=row, text=f"第 {number} 条", address="10.0.0.9")
    client, path = Client(REMOTE_ADDR="10.0.0.9"), reverse("posted", args=[row.code])
    answer = client.post(path, {"text": "再来一条"})
    assert answer.status_code == 429
    assert "再来一条" in answer.content.decode()
    objection_send(row=row, text="别的地方来的", address="10.0.0.10")
    assert Objection.objects.visible_to(SYSTEM).count() == EACH_HOUR + 1


def test_counting_keeps_to_its_limit_and_keeps_no_address(db):
    asked = [tally.counted("objection 10.1.2.3", 3) for _ in range(5)]
    assert asked == [True, True, True, False, False]
    from lianxin.kernel.models import Tally

    assert "10.1.2.3" not in str(list(Tally.objects.visible_to(SYSTEM).values()))


def test_nothing_planted_appears_on_page_print_or_ledger(wall):
    row = wall.hung()
    cache.clear()
    office = as_(wall.cast.office)
    pages = [
        body(Client(), reverse("posted", args=[row.code])),
        body(office, reverse("publicity", args=[row.pk])),
        body(office, reverse("publicity-sheet", args=[row.pk])),
        body(office, "/ledgers/publicity/"),
        office.get("/api/v1/ledgers/publicity").content.decode(),
    ]
    for page in pages:
        for planted in (NUMBER, CANARY_PHONE, ACCOUNT, "康润生", "康小兰", "李义", "1-001"):
            assert planted not in without_ids(page)
    assert all("2026 年产业奖补" in page for page in pages)
    assert "<svg" in pages[2]


def test_the_ledger_tells_what_was_hung_and_how_it_ended(wall):
    row = wall.hung()
    objection_take(actor=wall.office, row=row, text="有异议")
    it = LEDGERS["publicity"]
    (line,) = it.read(wall.office, it.asks(year=row.year), village=None, day=today())
    told = {c.name: c.value(line) for c in it.visible_columns(wall.office)}
    assert (told["households"], told["objected"], told["answered"]) == (2, 1, 0)
    assert told["state"] == "公示中"
    assert not list(
        it.read(wall.cast.actor(wall.cast.other_office), it.asks(), village=None, day=today())
    )


def test_the_office_goes_the_whole_way_on_the_pages(wall):
    office = as_(wall.cast.office)
    page = body(office, reverse("publicity-new"))
    assert "康润生" in page
    sent = {
        "title": "名单",
        "decided": "拟确定下列户享受产业奖补。",
        "complaint": "监督电话：0938-8210000",
        "from_day": today().isoformat(),
        "last_day": (today() + timedelta(days=4)).isoformat(),
        "columns": ["group", "amount"],
        "home": [str(wall.kang.pk), str(wall.bai.pk)],
        f"amount-{wall.kang.pk}": "1,200.50",
    }
    wrong = office.post(reverse("publicity-new"), {**sent, "title": f"名单 {CANARY_PHONE}"})
    assert wrong.status_code == 422
    assert "有一长串数字" in wrong.content.decode()
    answer = office.post(reverse("publicity-new"), sent)
    row = Publicity.objects.visible_to(SYSTEM).get()
    assert answer.headers["Location"] == reverse("publicity", args=[row.pk])
    assert "康*生" in body(office, reverse("publicity", args=[row.pk]))
    office.post(reverse("publicity-begin", args=[row.pk]))
    assert "1,200.50" in body(Client(), reverse("posted", args=[row.code]))
    office.post(reverse("objection-take", args=[row.pk]), {"text": "有话说"})
    told = Objection.objects.visible_to(SYSTEM).get()
    office.post(reverse("objection-answer", args=[told.pk]), {"answer": "查了", "upheld": "1"})
    wall.expired(row)
    office.post(reverse("publicity-close", args=[row.pk]), {"result": "按名单确定"})
    assert "按名单确定" in body(office, reverse("publicity", args=[row.pk]))


def test_a_category_ticks_its_households(wall):
    from lianxin.records.file.models import Standing

    kind = code("category", "脱贫户")
    Standing.objects.create(
        household=wall.bai,
        category=kind,
        from_day=today(),
        source="office",
        written_at=timezone.now(),
    )
    office = as_(wall.cast.office)
    page = body(office, f"{reverse('publicity-new')}?from=category:{kind.pk}")
    assert f'value="{wall.bai.pk}" checked' in page
    assert str(wall.kang.pk) not in page


def test_an_officer_may_neither_see_nor_write_lists(wall):
    row = wall.hung()
    client = as_(wall.cast.officer)
    assert client.get(reverse("publicity", args=[row.pk])).status_code == 404
    with pytest.raises(Refused):
        publicity_withdraw(actor=wall.cast.actor(wall.cast.officer), row=row, reason="不行")
    leader = as_(wall.cast.leader)
    assert "康*生" in body(leader, reverse("publicity", args=[row.pk]))
    assert (
        leader.post(reverse("publicity-withdraw", args=[row.pk]), {"reason": "x"}).status_code
        == 403
    )
