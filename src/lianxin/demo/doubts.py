"""Doubts in the demo: some that wait, one that was explained, one decided and objected to; and one recheck."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.people.models import Unit
from lianxin.people.policy import AccountActor
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.models import Entry
from lianxin.records.diary.photos import photo_add
from lianxin.review.actions import doubt_answer, doubt_decide, doubt_object
from lianxin.review.finding import doubts_find
from lianxin.review.models import Doubt, RecheckItem
from lianxin.review.rechecks.actions import recheck_draw, recheck_enter

from .homes import Home
from .people import Places
from .pictures import picture
from .records import Records
from .stamps import evening

SAME = "详细了解了家庭生产生活情况，宣传了惠农政策，鼓励其树立信心、勤劳致富，户主表示感谢。"
WRITER, OTHER = "刘志强", "田立新"
AGO = (64, 57, 50, 43, 36)
SAT_AGO = 30
"""Days ago: what one evening's writing told of, and when that was."""
SEEN, FROM_TOWN = "陈玉莲", 17
TOWN = {"lat": 34.6982, "lon": 104.9967, "datum": "WGS-84", "accuracy": 30}
SEED, DRAWN, ASKED = 2012, 20, 16
NOT_AT, ABSENT_AT = 6, 11


class Doubts:
    def __init__(self, records: Records, made: Places) -> None:
        self.records, self.made = records, made
        self.entries: list[Entry] = []

    def write(self) -> None:
        """One evening's entries in nearly the same words, and one of a colleague that reads like them."""
        homes = self._homes(WRITER)
        for n, ago in enumerate(AGO):
            home = homes[n % len(homes)]
            began = "到" if n < len(homes) else "去"
            self._entry(WRITER, ago, home, f"{began}{home.name}家走访，{SAME}")
        home = self._homes(OTHER)[0]
        self._entry(OTHER, 21, home, f"到{home.name}家走访，{SAME}")
        self._from_town()

    def _from_town(self) -> None:
        """A visit whose picture stood in an earlier entry and whose place, given freely, is the town's."""
        home, before, day = self.records.home(SEEN), 210, self.records.day
        told = (
            (before, "cowshed", "看了她家的牛棚，草料够吃。", None),
            (FROM_TOWN, "cowshed", "洋芋长势好，女儿刚考完中考，等成绩。", TOWN),
        )
        for ago, name, text, place in told:
            actor = self.records.actor(WRITER)
            shot = photo_add(actor=actor, content=picture(name, 40), name=f"{name}.png")
            diary_write(
                actor=actor,
                officer=self.records.officers[WRITER],
                kinds=("visit",),
                day=day - timedelta(days=ago),
                minutes=35,
                text=f"到{home.name}家，{text}",
                households=[home.household],
                village=self.records.area,
                photos=[shot],
                place=place,
            )

    def _homes(self, officer: str) -> list[Home]:
        return [one for one in self.records.homes if one.family.officer == officer]

    def _entry(self, officer: str, ago: int, home: Home, text: str) -> None:
        day = self.records.day - timedelta(days=ago)
        self.entries.append(self.records.write(officer, ("visit",), day, text, [home], minutes=30))

    def decide(self) -> None:
        """After the stamps were set back: found, and dealt with in different ways."""
        self._sat()
        unit = self._unit()
        office, assessor = self.records.office, self._account("assessor")
        doubts_find(actor=office, unit=unit, day=self.records.day)
        mine = [self._doubt(entry) for entry in self.entries]
        self._say(office, mine[0], "ask", "五篇字一样，那天都去了哪几户、做了什么，请写几句。")
        doubt_answer(
            actor=self.records.actor(WRITER),
            doubt=mine[0],
            words="几户都去了，回来晚，先按常用语记的。康家说的是牛棚，我补到日记里。",
        )
        self._say(office, mine[1], "exclude", "问过户里，这天没有人去过。")
        doubt_object(
            actor=self.records.actor(WRITER),
            doubt=mine[1],
            words="那天去了，户主在地里，我和他老伴说的话，可以再问一次。",
        )
        self._say(assessor, mine[2], "accept", "户主电话里说来过。")
        self._say(office, mine[3], "return", "请把那天看到的、说过的补写清楚。")
        self._say(office, mine[5], "ask", "和刘志强的几篇一样，请说明。")
        self._recheck(unit, assessor)

    def _sat(self) -> None:
        """The five were typed one after the other, a month ago."""
        at = evening(self.records.day - timedelta(days=SAT_AGO), 90)
        for n, entry in enumerate(self.entries[: len(AGO)]):
            self._stamp(entry, at + timedelta(minutes=3 * n))

    def _stamp(self, entry: Entry, at: datetime) -> None:
        Entry.objects.visible_to(SYSTEM).filter(pk=entry.pk).update(written_at=at)

    def _doubt(self, entry: Entry) -> Doubt:
        return Doubt.objects.visible_to(SYSTEM).get(entry=entry)

    def _say(self, actor: Actor, doubt: Doubt, what: str, words: str) -> None:
        doubt_decide(actor=actor, doubt=doubt, what=what, words=words)

    def _account(self, login: str) -> AccountActor:
        return AccountActor.of(self.made.accounts[login], door="command")

    def _unit(self) -> Unit:
        """Unscoped: the demo has just made it."""
        path = next(iter(self.records.officers.values())).unit.path.partition(".")[0] + "."
        return Unit.objects.visible_to(SYSTEM).get(path=path)

    def _recheck(self, unit: Unit, assessor: Actor) -> None:
        day = self.records.day
        row = recheck_draw(
            actor=assessor,
            unit=unit,
            village=self.records.area,
            from_day=date(day.year if day.month > 3 else day.year - 1, 1, 1),
            last_day=day - timedelta(days=1),
            size=DRAWN,
            seed=SEED,
        )
        rows = RecheckItem.objects.visible_to(SYSTEM).filter(recheck=row).order_by("place")
        for item in rows[:ASKED]:
            result = {NOT_AT: "not", ABSENT_AT: "absent"}.get(item.place, "came")
            words = "户主说这天在县城，没见着人" if result == "not" else ""
            recheck_enter(actor=assessor, item=item, result=result, asked_on=day, words=words)
