"""What the rules find in entries, and what they leave alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.kernel.datum import Spot
from lianxin.review.rules.likeness import fingerprints, likeness, longest, pairs, plain
from lianxin.review.rules.shape import Finished, Given, Shot, Sign, Span, World, Written
from lianxin.review.rules.together import raised, signs, weight
from lianxin.review.rules.words import amounts
from lianxin.review.tables import shipped

pytestmark = pytest.mark.once
DAY = date(2026, 6, 24)
EVENING = datetime(2026, 6, 24, 20, tzinfo=UTC)
TEXTS = (
    "洋芋长势好，女儿刚考完中考，说想去县一中，学费不够再想办法。",
    "老康的牛棚砖墙砌好了，等彩钢顶，顶料涨了，差一千八百元。",
    "院墙塌了三米，准备开春再砌，问村上能不能补一点水泥钱。",
    "蒜苗卖给合作社了，一斤两块三，共卖了九百斤，比去年强。",
    "水管冻了，从邻居家挑水，说好星期五文书带人来修一下。",
    "儿媳在兰州的饭馆端盘子，一个月三千，过年回来要盖房子。",
)


def entry(n: int = 0, **told: Any) -> Written:
    first: dict[str, Any] = {
        "key": f"e{n}",
        "officer": "田立新",
        "author": "田立新",
        "village": "阳坡村",
        "day": DAY,
        "at": EVENING + timedelta(hours=n),
        "text": TEXTS[n % len(TEXTS)],
        "kinds": frozenset({"visit"}),
        "homes": frozenset({f"h{n}"}),
    }
    return Written(**(first | told))


def found(entries: list[Written], world: World | None = None) -> list[Sign]:
    return list(signs(entries, world or World(), shipped()))


def kinds(entries: list[Written], world: World | None = None) -> set[str]:
    return {one.kind for one in found(entries, world)}


def doubted(entries: list[Written], world: World | None = None) -> set[Any]:
    world = world or World()
    return set(raised(entries, world, shipped(), found(entries, world)))


def test_an_evening_written_after_one_trip_is_no_doubt() -> None:
    trip = [entry(n, at=EVENING + timedelta(minutes=4 * n)) for n in range(5)]
    assert kinds(trip) == {"dense"}
    assert doubted(trip) == set()


def test_what_another_wrote_before_is_a_doubt_of_the_later_one_alone() -> None:
    first = entry(0)
    copy = entry(1, officer="刘志强", author="刘志强", text=first.text, day=DAY + timedelta(9))
    assert doubted([first, copy]) == {"e1"}


def test_a_copy_with_other_names_is_a_copy() -> None:
    text = "到陈玉莲家走访，{}家的洋芋长势好，女儿刚考完中考，想去县一中。"
    first = entry(0, text=text.format("陈玉莲"), names=frozenset({"陈玉莲"}))
    copy = entry(
        1,
        officer="刘志强",
        text=text.replace("陈玉莲", "郭有才").format("郭有才"),
        names=frozenset({"郭有才"}),
    )
    assert "copied_others" in kinds([first, copy])


def test_two_who_were_at_one_household_together_may_write_one_text() -> None:
    first = entry(0)
    mate = entry(1, officer="刘志强", author="刘志强", text=first.text, homes=first.homes)
    assert kinds([first, mate]) == set()


def test_a_stock_phrase_makes_no_copy() -> None:
    phrase = "详细了解了家庭生产生活情况，宣传了惠农政策。"
    rows = [
        entry(n, officer=f"o{n}", author=f"o{n}", text=phrase + TEXTS[n], day=DAY - timedelta(n))
        for n in range(5)
    ]
    assert kinds(rows) == set()


def test_the_household_says_nobody_came() -> None:
    row = entry(0)
    world = World(said={("h0", "田立新", DAY): "not"})
    [sign] = found([row], world)
    assert (sign.kind, sign.home) == ("denied", "h0")
    assert doubted([row], world) == {"e0"}


def test_a_household_that_says_they_came_speaks_for_the_writer() -> None:
    first = entry(0)
    copy = entry(1, officer="刘志强", author="刘志强", text=first.text, day=DAY + timedelta(9))
    world = World(said={("h1", "刘志强", DAY + timedelta(9)): "came"})
    assert doubted([first, copy]) == {"e1"}
    assert doubted([first, copy], world) == set()


def test_what_one_household_denied_is_not_made_up_for_by_another() -> None:
    row = entry(0, homes=frozenset({"h0", "h1"}))
    world = World(said={("h0", "田立新", DAY): "not", ("h1", "田立新", DAY): "came"})
    assert doubted([row], world) == {"e0"}


def test_somebody_on_leave_and_a_household_away_are_doubts() -> None:
    span = [Span(DAY - timedelta(3), DAY + timedelta(3), "leave")]
    assert doubted([entry(0)], World(off_duty={"田立新": span})) == {"e0"}
    assert doubted([entry(0)], World(away={"h0": span})) == {"e0"}
    later = [Span(DAY + timedelta(1), DAY + timedelta(3), "leave")]
    assert kinds([entry(0)], World(off_duty={"田立新": later}, away={"h0": later})) == set()


def test_a_talk_by_telephone_with_people_who_work_elsewhere_is_no_sign() -> None:
    span = [Span(DAY - timedelta(3), DAY + timedelta(3))]
    talk = entry(0, kinds=frozenset({"talk"}))
    assert kinds([talk], World(away={"h0": span})) == set()


def test_two_villages_on_one_day_weigh_less_where_they_are_neighbours() -> None:
    rows = [entry(0), entry(1, village="阴坡村")]
    near = World(near=frozenset({frozenset({"阳坡村", "阴坡村"})}))
    assert doubted(rows) == {"e0", "e1"}
    assert doubted(rows, near) == set()
    assert kinds(rows, near) == {"two_places"}


def test_written_long_after_is_told_and_no_doubt_by_itself() -> None:
    row = entry(0, at=EVENING + timedelta(days=60))
    [sign] = found([row])
    assert (sign.kind, sign.facts["days"]) == ("late", 60)
    assert doubted([row]) == set()


def test_what_an_activity_wrote_or_an_old_sheet_brought_is_not_late_and_not_copied() -> None:
    rows = [
        entry(n, text=TEXTS[0], at=EVENING + timedelta(days=90), event=n < 2, old=n >= 2)
        for n in range(4)
    ]
    assert kinds(rows) == set()


def test_the_years_quota_made_up_in_december_is_found() -> None:
    night = datetime(2026, 12, 20, 20, tzinfo=UTC)
    rows = [
        entry(n, day=DAY - timedelta(7 * n), at=night + timedelta(minutes=2 * n), text=text)
        for n, text in enumerate((*TEXTS, *TEXTS[:3]))
    ]
    assert doubted(rows) == {row.key for row in rows}


def test_one_hand_that_writes_for_many_officers_is_told() -> None:
    rows = [
        entry(n, officer=f"o{n}", author="clerk", own=False, at=EVENING + timedelta(minutes=3 * n))
        for n in range(4)
    ]
    assert kinds(rows) == {"one_hand", "dense"}


def test_amounts_are_read_as_people_write_them() -> None:
    goods = {"化肥": "袋", "地膜": "卷"}
    assert amounts("送去两袋化肥、地膜3卷", goods) == {"化肥": 2, "地膜": 3}
    assert amounts("说化肥涨价了", goods) == {}


def test_more_than_was_handed_out_is_told_and_less_is_not() -> None:
    row = entry(0, kinds=frozenset({"delivery"}), text="给他家送了5袋化肥，帮着背进窑里。")
    goods = {"化肥": "袋"}
    some, all_ = (World(goods=goods, given=[Given("h0", DAY, "化肥", n)]) for n in (2, 5))
    [sign] = found([row], some)
    assert (sign.facts["told"], sign.facts["recorded"]) == (5, 2)
    assert kinds([row], all_) == set()


def test_a_measure_done_without_anything_done_is_a_doubt() -> None:
    idle = Finished("m1", "田立新", "h0", DAY - timedelta(90), DAY, acts=0)
    done = Finished("m2", "田立新", "h0", DAY - timedelta(90), DAY, acts=2)
    handed = Finished("m3", "田立新", "h0", DAY - timedelta(90), DAY, acts=0, given=True)
    assert doubted([], World(finished=[idle, done, handed])) == {"m1"}


def test_photo_and_place_are_asked_of_nobody_who_gave_none() -> None:
    assert kinds([entry(n, day=DAY - timedelta(n)) for n in range(3)]) == set()
    again = [entry(n, photos=(Shot("aa"),), day=DAY - timedelta(n)) for n in range(2)]
    assert kinds(again) == {"photo"}
    there, off = Spot(34.70, 104.90), Spot(34.80, 104.90)
    rows = [entry(n, homes=frozenset({"h"}), place=off if n == 3 else there) for n in range(4)]
    [sign] = [one for one in found(rows) if one.kind == "far"]
    assert (sign.entry, round(sign.facts["km"])) == ("e3", 11)


def test_where_the_file_tells_where_a_household_stands_one_place_far_off_is_enough() -> None:
    rows = [entry(n, homes=frozenset({"h"}), place=Spot(34.70, 104.90)) for n in range(2)]
    [first, second] = [
        one for one in found(rows, World(stands={"h": Spot(34.80, 104.90)})) if one.kind == "far"
    ]
    assert first.facts == second.facts == {"km": 11.1, "stated": True}
    assert "far" not in kinds(rows, World(stands={"h": Spot(34.70, 104.91)}))
    assert "far" not in kinds(
        [entry(0, homes=frozenset({"h"}))], World(stands={"h": rows[0].place})
    )


@given(st.text("天地人春夏秋冬一二三", min_size=30, max_size=60), st.text("abc", max_size=6))
@settings(max_examples=40, deadline=None)
def test_whatever_is_copied_whole_leaves_a_common_fingerprint(text: str, before: str) -> None:
    assert fingerprints(text) & fingerprints(before + text)
    assert likeness(pairs(text), pairs(text)) == 1
    assert longest(before + text, text) == text


@given(st.permutations(range(6)))
@settings(max_examples=25, deadline=None)
def test_in_whatever_order_entries_are_read_the_same_is_found(order: list[int]) -> None:
    rows = [
        entry(n, text=TEXTS[n // 2], officer=f"o{n % 3}", at=EVENING + timedelta(minutes=n))
        for n in range(6)
    ]
    told = sorted((one.kind, str(one.entry), one.mark) for one in found(rows))
    assert told == sorted(
        (one.kind, str(one.entry), one.mark) for one in found([rows[n] for n in order])
    )


def test_of_one_kind_the_heaviest_counts_once() -> None:
    many = [Sign("late", 40, f"m{n}", entry="e") for n in range(3)]
    assert weight(many) == 40
    assert plain("陈玉莲家，好。", ["陈玉莲"]) == "家好"
