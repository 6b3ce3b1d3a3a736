"""The year that is going on: most things go well, some do not, and what is due can be seen."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from lianxin.kernel.actor import SYSTEM
from lianxin.pool.offers.models import Allocation
from lianxin.records.diary.models import Entry
from lianxin.records.needs.actions import need_hand_on, need_open
from lianxin.visits.days.models import Holiday

from . import kang, plans
from .cases import CASES, PLANS, VILLAGE_CASES, Plan
from .gatherings import NOW, Gathering, Won
from .homes import Home
from .officers import PRESENT
from .records import LATELY, Records
from .stories import HELPS, LECTURES, STAYS
from .supplies import goods_offered, project_won
from .told import tell

LEAST_DAYS = 200
TALKS, STAY_DAYS = 12, 10
FEW_TALKS, FEW_STAYS = {"张海燕", "杨晓东", "王雅琴", "李建平"}, {"陈永刚", "赵文斌", "杨晓东"}
UNVISITED = {"王雅琴", "杨晓东", "董小军"}
"""Officers who have not yet been to one of their households this year."""
STEPS = ((), (30,), (45,), (30, 70), (60,), (100,), (40, 100), (30, 60, 100))
CASES_NOW = 44


def this_year(records: Records) -> date:
    """The first day of what is told here: the first of January, or half a year ago in a young year."""
    return min(date(records.day.year, 1, 1), records.day - timedelta(days=LEAST_DAYS))


class Lively:
    def __init__(self, records: Records) -> None:
        self.records, self.chance, self.day = records, records.chance, records.day
        self.first, self.latest = this_year(records), records.latest
        self.share = ((self.day - self.first).days + 1) / 365
        self.entries: dict[str, list[Entry]] = {}
        # Holidays are public.
        rows = Holiday.objects.visible_to(SYSTEM).filter(off=True)
        self.off = set(rows.values_list("day", flat=True))
        self.officers = records.by_officer(self.day)
        self.unvisited = {self.officers[name][-1].name for name in UNVISITED}

    def write(self) -> None:
        for held in NOW:
            self._gathering(held)
        for officer, homes in self.officers.items():
            visited = [home for home in homes if home.name not in self.unvisited]
            self._visits(officer, visited)
            self._stays(officer, visited)
        plans.lay(self.records, self.first)
        tell(self.records)
        for home in self.records.homes:
            self._plans(home)
        plans.look_back(self.records)
        plans.hold_up(self.records)
        self._cases()
        self._goods()
        self._project()

    def _ago(self, days: int) -> date:
        return self.day - timedelta(days=days)

    def _keep(self, entry: Entry, homes: list[Home]) -> Entry:
        for home in homes:
            self.entries.setdefault(home.name, []).append(entry)
        return entry

    # what is done

    def _gathering(self, held: Gathering) -> None:
        days = (date(self.day.year - back, held.month, held.day) for back in (0, 1))
        day = next((one for one in days if self.first <= one <= self.latest), None)
        if day is None:
            return
        names = [post.name for post in PRESENT]
        self.records.gather(held, day, sorted(self.chance.sample(names, held.officers)))

    def _visits(self, officer: str, homes: list[Home]) -> None:
        """One or two households a time, spread over the time so far; the last time not long ago."""
        behind = officer in FEW_TALKS
        wanted = int(TALKS * self.share * 0.6) if behind else ceil(TALKS * self.share)
        wanted += 0 if behind else self.chance.randint(0, 2)
        wanted, place = max(wanted, len(homes)), 0
        span = (self.day - self.first).days + 1
        while place < wanted:
            two = [
                homes[(place + n) % len(homes)] for n in range(min(2, wanted - place, len(homes)))
            ]
            begun = self.first + timedelta(days=span * place // wanted)
            place += len(two)
            last = self.first + timedelta(days=span * place // wanted - 1)
            day = self._together(self.records.some_day(begun, last), begun, last)
            self._keep(self.records.visit(officer, day, two), two)

    def _together(self, day: date, first: date, last: date) -> date:
        """On the Tuesday of the week, when the car goes to the village, as far as that lies within."""
        tuesday = day + timedelta(days=1 - day.weekday())
        within = first <= tuesday <= min(last, self.latest) and tuesday not in self.off
        return tuesday if within else day

    def _stays(self, officer: str, homes: list[Home]) -> None:
        wanted = int(STAY_DAYS * self.share * (0.45 if officer in FEW_STAYS else 1.15))
        span = (self.day - self.first).days + 1
        times = max(1, wanted // 3)
        for place in range(times):
            begun = self.first + timedelta(days=span * place // times)
            latest = self.first + timedelta(days=span * (place + 1) // times - 5)
            day = self.records.some_day(begun, latest)
            facts = homes[place % len(homes)].facts(day)
            text = self.records.teller.one_of(STAYS, facts, day)
            long = wanted // times + (place < wanted % times) - 1
            until = min(max(day, self.latest), day + timedelta(days=max(0, long)))
            self.records.write(officer, ["stay"], day, text, until=until)
        if self.chance.random() < 0.6:
            self._half_day(officer, homes)

    def _half_day(self, officer: str, homes: list[Home]) -> None:
        """Half a day in the village with an errand for somebody, or a lecture in a group."""
        day, home = self.records.some_day(self._ago(90), self.day), self.chance.choice(homes)
        facts = home.facts(day)
        if self.chance.random() < 0.3:
            facts |= {"group": home.family.group, "people": str(self.chance.randint(9, 34))}
            text = self.records.teller.one_of(LECTURES, facts, day)
            self.records.write(officer, ["lecture", "stay"], day, text, minutes=210)
            return
        text = self.records.teller.one_of(HELPS, facts, day)
        entry = self.records.write(officer, ["help", "stay"], day, text, [home], minutes=200)
        self._keep(entry, [home])

    # what is planned

    def _plans(self, home: Home) -> None:
        """Two or three measures, some done, some on their way, some late, some not begun."""
        ways = {"解决实际困难"} if home.name == kang.KANG else set[str]()
        for _ in range(1 if home.name == kang.KANG else self.chance.choice((2, 2, 2, 3))):
            facts = home.facts(self.day)
            plan = self.records.fitting([p for p in PLANS if p.direction not in ways], home, facts)
            ways.add(plan.direction)
            self._plan(home, plan, facts)

    def _plan(self, home: Home, plan: Plan, facts: dict[str, str]) -> None:
        first = self.first + timedelta(days=self.chance.randint(8, 60))
        entries = sorted(self.entries.get(home.name, []), key=lambda one: one.day)
        after = [one for one in entries if one.day >= first]
        steps = self.chance.choice(STEPS) if after else ()
        due = self._due(first, done=100 in steps)
        text = plan.text.format(**facts)
        measure = self.records.plan(home, plan.direction, text, first, due)
        for entry, percent in zip(self._spread(after, len(steps)), steps, strict=False):
            note = plan.steps[min(percent // 40, len(plan.steps) - 1)].format(**facts)
            self.records.step(home, measure, entry.day, percent, note, entry)

    def _due(self, first: date, *, done: bool) -> date:
        """Of what is not done yet an eighth is late."""
        if done or self.chance.random() < 0.12:
            return first + timedelta(days=self.chance.choice((90, 120, 150)))
        end = date(self.day.year, 12, 31)
        return max(end, self.day) if (end - self.day).days > 20 else self.day + timedelta(days=90)

    def _spread(self, entries: list[Entry], count: int) -> list[Entry]:
        chosen = self.chance.sample(entries, min(count, len(entries)))
        return sorted(chosen, key=lambda one: one.serial)

    # what is asked for

    def _cases(self) -> None:
        """Most are settled, some wait within their time, some beyond it, one was handed on."""
        able = [home for home in self.records.homes if self.entries.get(home.name)]
        fates = ["closed"] * 27 + ["open"] * 10 + ["late"] * 6 + ["handed"]
        for home, fate in zip(self._chosen(able, CASES_NOW), fates, strict=True):
            self._case(home, fate)
        for case, ago in zip(VILLAGE_CASES, (75, 20), strict=True):
            need_open(
                actor=self.records.office,
                village=self.records.area,
                kind=self.records.codes["need", case.kind],
                text=case.text,
                officer=self.records.officers["马国栋"],
                day=self._ago(ago),
            )

    def _chosen(self, homes: list[Home], count: int) -> list[Home]:
        return self.chance.sample(homes, min(count, len(homes)))[:count]

    def _case(self, home: Home, fate: str) -> None:
        span = (self.day - self.first).days
        ago = {
            "closed": (25, span - 1),
            "open": (LATELY, 8),
            "late": (66, 110),
            "handed": (12, 20),
        }[fate]
        day = self._ago(self.chance.randint(ago[0], max(ago)))
        officer, facts = home.officer_name(day), home.facts(day)
        entry = self._keep(self.records.visit(officer, day, [home], ("visit",)), [home])
        case = self.records.fitting(CASES, home, facts)
        talked = day + timedelta(days=self.chance.randint(1, 7))
        closed = talked + timedelta(days=self.chance.randint(1, 16)) if fate == "closed" else None
        need = self.records.ask(home, case, facts, day, entry=entry, talked=talked, closed=closed)
        if fate == "handed":
            need_hand_on(
                actor=self.records.office,
                need=need,
                officer=self.records.officers["马国栋"],
                text="要和县上几家一起办，转给副支队长牵头",
                day=min(self.day, talked),
            )

    # goods and money

    def _goods(self) -> None:
        for goods, count, days in (
            ("化肥", 14, 230),
            ("大米", 12, 300),
            ("苗木", 9, 210),
            ("学习用品", 11, 80),
        ):
            day = self._ago(days)
            if day < self.first:
                continue
            chosen = self.chance.sample(self.records.homes, count)
            lots: dict[str, Allocation] = {}
            if goods == "化肥":
                self._carried(day, chosen)
                lots = goods_offered(self.records, goods, "春耕化肥", chosen, count + 6, day)
            for home in chosen:
                quantity = 40 if goods == "苗木" else 1
                self.records.give(
                    home.officer_name(day),
                    goods,
                    quantity,
                    day,
                    home,
                    signed=home.name,
                    allocation=lots.get(home.name),
                )
        for home in self.chance.sample(self.records.homes, 3):
            self.records.give(home.family.officer, "饲料", 2, self._ago(6), home)

    def _carried(self, day: date, homes: list[Home]) -> None:
        """Whoever carried the bags writes it down."""
        whose: dict[str, list[Home]] = {}
        for home in homes:
            whose.setdefault(home.officer_name(day), []).append(home)
        for officer, here in whose.items():
            names = "、".join(home.name for home in here)
            text = f"化肥拉到院门口，{names}，一户一袋，当面签了字。"
            self.records.write(officer, ["delivery"], day, text, here)

    def _project(self) -> None:
        """Won this year; a part of its money has arrived."""
        decided = self.first + timedelta(days=75)
        received = (decided + timedelta(days=70), 1_308_000)
        project_won(
            self.records,
            Won(
                "高标准农田420亩",
                "项目投资",
                "甘肃省农业农村厅",
                f"甘农发〔{decided.year}〕52号（示例）",
                decided,
                2_180_000,
                (received,),
                "二社、三社连片，配滴灌和田间路。",
                (
                    ("平整、田间路", "武山县永丰土石方工程队（示例）", "平整420亩和田间路"),
                    ("滴灌管网", "武山县兴源水利工程公司（示例）", "管网和首部枢纽"),
                ),
                "",
            ),
        )
