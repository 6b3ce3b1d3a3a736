"""The year that is going on: most things go well, some do not, and what is due can be seen."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from lianxin.records.diary.models import Entry
from lianxin.records.needs.actions import need_hand_on, need_open

from . import kang
from .cases import CASES, PLANS, VILLAGE_CASES, Plan
from .gatherings import NOW, Gathering, Won
from .homes import Home
from .officers import PRESENT
from .records import Records
from .stories import HELPS, LECTURES, STAYS
from .village import years

LEAST_DAYS = 200
TALKS, STAY_DAYS = 12, 10
FEW_TALKS, FEW_STAYS = {"张海燕", "杨晓东", "王雅琴", "李建平"}, {"陈永刚", "赵文斌", "杨晓东"}
UNVISITED = {"王雅琴", "杨晓东", "董小军"}
"""Officers who have not yet been to one of their households this year."""
STEPS = ((), (30,), (45,), (30, 70), (60,), (100,), (40, 100), (30, 60, 100))
HAILED = "李桂香"
CASES_NOW = 44
KANG_SAYS = (
    (
        0,
        ("visit", "talk"),
        "牛棚砖墙砌好了，等彩钢顶。老康说顶料涨了，差1,800元，问村上项目能不能补。答应星期五前给话。",
    ),
    (
        17,
        ("talk",),
        "孙女心怡升三年级了，想让儿媳回村开个小卖部，晚上一起算了账，先不急，看过年再说。",
    ),
    (40, ("help",), "陪老康到洛门信用社，缺的村委会证明补上了，5万元当天到账，他说睡得着了。"),
    (66, ("visit", "talk"), "血压高压150，药换过，头不晕了。裴玉兰种了1.2亩蒜苗，草不多。"),
    (88, ("visit",), "县畜牧站讲母牛饲养，老康两口子都去了，回来照单子配了料，牛吃得净。"),
    (
        121,
        ("visit", "talk"),
        "建军从兰州打电话来，工地包吃住，一个月能剩5,000元。老康想再添两头牛，先看圈够不够。",
    ),
)
KANG_PLANS = (
    (
        "寻找致富门路",
        "牛棚改造，砖墙彩钢顶120平方米",
        -130,
        18,
        ((121, 10, "地平好了"), (66, 35, "砖拉来，开始砌"), (0, 60, "砖墙砌好，等顶")),
    ),
    (
        "解决实际困难",
        "产业小额贷款5万元",
        -61,
        -35,
        ((61, 30, "表填好交了"), (40, 100, "5万元到账")),
    ),
    ("传授致富技能", "母牛饲养技术，2天", -110, -80, ((88, 100, "两口子学完，照单子喂"),)),
    (
        "解决实际困难",
        "高血压签约随访，每季1次",
        -190,
        60,
        ((150, 25, "第一季来过"), (66, 50, "第二季来过，换了药")),
    ),
)


def this_year(records: Records) -> date:
    """The first day of what is told here: the first of January, or half a year ago in a young year."""
    return min(date(records.day.year, 1, 1), records.day - timedelta(days=LEAST_DAYS))


class Lively:
    def __init__(self, records: Records) -> None:
        self.records, self.chance, self.day = records, records.chance, records.day
        self.first = this_year(records)
        self.share = ((self.day - self.first).days + 1) / 365
        self.entries: dict[str, list[Entry]] = {}
        self.officers = records.by_officer(self.day)
        self.unvisited = {self.officers[name][-1].name for name in UNVISITED}

    def write(self) -> None:
        for held in NOW:
            self._gathering(held)
        for officer, homes in self.officers.items():
            visited = [home for home in homes if home.name not in self.unvisited]
            self._visits(officer, visited)
            self._stays(officer, visited)
        self._kang(self.records.home(kang.KANG))
        self._hail(self.records.home(HAILED))
        for home in self.records.homes:
            self._plans(home)
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
        day = next((one for one in days if self.first <= one <= self.day), None)
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
            day = self.records.some_day(
                begun, self.first + timedelta(days=span * place // wanted - 1)
            )
            self._keep(self.records.visit(officer, day, two), two)

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
            until = min(self.day, day + timedelta(days=max(0, long)))
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
        ways: set[str] = set()
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
        ago = {"closed": (25, span - 1), "open": (0, 6), "late": (66, 110), "handed": (12, 20)}[
            fate
        ]
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

    # two households in particular

    def _kang(self, home: Home) -> None:
        officer, entries = home.family.officer, {}
        for ago, kinds, text in KANG_SAYS:
            entries[ago] = self.records.write(
                officer, kinds, self._ago(ago), text, [home], minutes=40
            )
        for direction, text, begun, due, steps in KANG_PLANS:
            measure = self.records.plan(home, direction, text, self._ago(-begun), self._ago(-due))
            for ago, percent, note in steps:
                entry = entries.get(ago)
                self.records.step(home, measure, self._ago(ago), percent, note, entry)
        for ago, kind, text, outcome, took in (
            (61, "贷款资金", "牛棚贷款5万元，材料退回来一次", "5万元到账，用了21天", 21),
            (150, "上学", "心怡的学籍从兰州转回洛门小学", "学籍转好，已经到校，用了9天", 9),
            (0, "产业发展", "牛棚彩钢顶材料差1,800元，问项目能不能补", "", 0),
        ):
            need = self.records.open(home, kind, text, self._ago(ago), entries.get(ago))
            if outcome:
                self.records.close(home, need, "已解决", outcome, self._ago(ago - took))

    def _hail(self, home: Home) -> None:
        """The hail that cost an income: in the last year whose income is told."""
        day = date(years(self.day)[-1], 6, 18)
        text = "昨晚下冰雹，李桂香家2.6亩豆角绝收，叶子打光了。人没事，房上瓦打碎十来片。照了相，报保险。"
        entry = self.records.write(home.officer_name(day), ["visit"], day, text, [home], minutes=60)
        case = "豆角叫冰雹打了，2.6亩绝收，问保险咋赔"
        need = self.records.open(home, "产业发展", case, day, entry)
        paid = day + timedelta(days=46)
        if paid <= self.day:
            self.records.close(home, need, "部分解决", "保险赔了1,560元，补种了秋菜", paid)
        first = max(day, self._ago(45))
        plan = self.records.plan(
            home, "寻找致富门路", "绝收的地补种大白菜，订单包收", first, self._ago(-20)
        )
        self.records.step(home, plan, first + timedelta(days=4), 40, "菜籽发了，栽上1.5亩", None)

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
            if goods == "化肥":
                self._carried(day, chosen)
            for home in chosen:
                quantity = 40 if goods == "苗木" else 1
                self.records.give(
                    home.officer_name(day), goods, quantity, day, home, signed=home.name
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
        self.records.win(
            Won(
                "高标准农田420亩",
                "项目投资",
                "甘肃省农业农村厅",
                f"甘农发〔{decided.year}〕52号（示例）",
                decided,
                2_180_000,
                (received,),
                "二社、三社连片，配滴灌和田间路。",
            )
        )
