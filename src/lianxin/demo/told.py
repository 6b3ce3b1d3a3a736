"""Households told in particular: one in full, those that got worse, and what was written last."""

from __future__ import annotations

from datetime import date, timedelta

from . import kang
from .cases import CASES
from .hardships import HAILED, Blow, blow_of, day_of
from .homes import Home
from .records import Records
from .village import years

KANG_SAYS = (
    (
        0,
        ("visit", "talk"),
        "牛棚砖墙砌好了，等彩钢顶。老康说顶料涨了，差1,800元，问村上项目能不能补。答应星期五前给话。",
        "cowshed cow",
    ),
    (
        17,
        ("talk",),
        "孙女心怡升三年级了，想让儿媳回村开个小卖部，晚上一起算了账，先不急，看过年再说。",
        "",
    ),
    (40, ("help",), "陪老康到洛门信用社，缺的村委会证明补上了，5万元当天到账，他说睡得着了。", ""),
    (66, ("visit", "talk"), "血压高压150，药换过，头不晕了。裴玉兰种了1.2亩蒜苗，草不多。", ""),
    (88, ("visit",), "县畜牧站讲母牛饲养，老康两口子都去了，回来照单子配了料，牛吃得净。", "cow"),
    (
        121,
        ("visit", "talk"),
        "建军从兰州打电话来，工地包吃住，一个月能剩5,000元。老康想再添两头牛，先看圈够不够。",
        "",
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
NEWEST = (
    (
        1,
        "孙秉忠",
        ("talk",),
        "晚上社里开会讲早熟蒜苗，会后孙秉忠说家里商量好了，3亩洋芋地换成蒜苗，问种苗补贴什么时候到。",
        "meeting",
    ),
    (
        2,
        "马存娃",
        ("help",),
        "陪马存娃到洛门信用社交贷款材料，还缺村委会证明1份，已给文书打电话，星期四能开。",
        "paper",
    ),
    (
        4,
        "杨天佑",
        ("visit", "talk"),
        "杨天佑的蒜苗棚换了新膜，苗出齐了，棚里比外头暖十来度。他说明年再搭一座，问搭棚补多少。",
        "greenhouse greenhouse",
    ),
)


def tell(records: Records) -> None:
    _kang(records, records.home(kang.KANG))
    last = years(records.day)[-1]
    for home in records.homes:
        if blow := blow_of(home.family):
            _worse(records, home, blow, day_of(blow, home.family, last))
    for ago, name, kinds, text, pictures in NEWEST:
        home, day = records.home(name), _ago(records, ago)
        officer = home.officer_name(day)
        records.write(officer, kinds, day, text, [home], minutes=60, pictures=pictures)


def _ago(records: Records, days: int) -> date:
    return records.day - timedelta(days=days)


def _kang(records: Records, home: Home) -> None:
    officer, entries = home.family.officer, {}
    for ago, kinds, text, pictures in KANG_SAYS:
        day = _ago(records, ago)
        entries[ago] = records.write(
            officer, kinds, day, text, [home], minutes=40, pictures=pictures
        )
    for direction, text, begun, due, steps in KANG_PLANS:
        measure = records.plan(home, direction, text, _ago(records, -begun), _ago(records, -due))
        for ago, percent, note in steps:
            records.step(home, measure, _ago(records, ago), percent, note, entries.get(ago))
    for ago, kind, text, outcome, took in (
        (61, "贷款资金", "牛棚贷款5万元，材料退回来一次", "5万元到账，用了21天", 21),
        (150, "上学", "心怡的学籍从兰州转回洛门小学", "学籍转好，已经到校，用了9天", 9),
        (0, "产业发展", "牛棚彩钢顶材料差1,800元，问项目能不能补", "", 0),
    ):
        need = records.open(home, kind, text, _ago(records, ago), entries.get(ago))
        if outcome:
            records.close(home, need, "已解决", outcome, _ago(records, ago - took))


def _worse(records: Records, home: Home, blow: Blow, day: date) -> None:
    """What happened, what was asked for on the day, and what has been done about it since."""
    records.had.update((home.name, case.text) for case in CASES if case.kind == blow.kind)
    text = blow.text.format(head=home.name)
    officer = home.officer_name(day)
    entry = records.write(officer, blow.kinds, day, text, [home], minutes=60, pictures=blow.picture)
    need = records.open(home, blow.kind, blow.need, day, entry)
    if (talked := day + timedelta(days=5)) <= records.day:
        records.talk(home, need, blow.talk, talked)
    if blow.outcome and (closed := day + timedelta(days=26)) <= records.day:
        records.close(home, need, "部分解决", blow.outcome, closed)
    if home.name == HAILED:
        _after_the_hail(records, home, day)


def _after_the_hail(records: Records, home: Home, day: date) -> None:
    first = max(day, _ago(records, 45))
    plan = records.plan(
        home, "寻找致富门路", "绝收的地补种大白菜，订单包收", first, _ago(records, -20)
    )
    done = min(first + timedelta(days=4), records.day)
    records.step(home, plan, done, 40, "菜籽发了，栽上1.5亩", None)
