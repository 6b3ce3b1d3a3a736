"""The national register's sheets: what was exported is understood again as what it was."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lianxin.doors.sheets.bring import bring
from lianxin.doors.sheets.ledger import as_csv, as_xlsx
from lianxin.doors.sheets.roster.columns import roster_columns
from lianxin.kernel.actor import SYSTEM
from lianxin.records.file.income import Income, IncomeAmount
from lianxin.records.file.labels import FIELDS
from lianxin.records.file.models import (
    Condition,
    Dwelling,
    Land,
    Livelihood,
    Living,
    Production,
    Standing,
    Statement,
    Support,
    Welfare,
)
from lianxin.records.intake.actions import roster_write
from lianxin.records.intake.roster import RosterHousehold, RosterPerson
from lianxin.register.models import Code, Household, Membership
from lianxin.results.actions import ledger_export
from lianxin.results.layout_columns import PEOPLE, WHOLE
from tests.cast import id_number

DAY = date(2026, 2, 1)
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # none is made smaller: that takes minutes
NAMES = st.text("何晓燕康润生田巧玲裴㛃雒尉迟", min_size=2, max_size=4)
ODD = (
    "=1+1",
    "+86",
    "-3x",
    "@SUM(A1)",
    "'0012",
    "0012",
    "1E5",
    '他说"好"',
    "１２３",
    "_x0041_",
    "<b>&amp;",
)
ODD += ("😀", "1900-01-01", "620599", "是", "0", "a,b", "9" * 12)
WORDS = st.one_of(
    st.text("家务农养牛，；电焊工（兰州）", min_size=1, max_size=12), st.sampled_from(ODD)
)
REASONS = ("新生儿", "未上户口", "未办理")
EVERYTHING = frozenset(
    """group register_code phone category lifted_year watch risk_cleared identified risk_from
    risk_until causes dangerous_house safe_water per_head education schooling health labour
    work_months illness_insurance person_identified martyr_family mandarin not_at_school
    supported""".split()
) | {name for kind in (Dwelling, Land, Livelihood, Production, Welfare) for name in FIELDS[kind]}
LINES = (
    *("其他工资性收入", "种植收入", "养殖收入", "生产经营性支出", "生态补偿金"),
    "专项用于减少生产经营性支出的补贴",
)
EVERYTHING |= {f"income:{name}" for name in LINES}
HOUSEHOLD_KINDS: tuple[type[Statement], ...] = (Standing, Living, Dwelling, Land, Production)
PERSON_KINDS: tuple[type[Statement], ...] = (Condition, Livelihood, Support, Welfare)
months = st.dates(date(2013, 1, 1), date(2026, 1, 1))
yes = st.one_of(st.none(), st.booleans())


def maybe(strategy):
    return st.one_of(st.none(), strategy)


def whole(most):
    return maybe(st.integers(0, most))


class Lists:
    """Values of the code lists; asked once, since lists are public."""

    def __init__(self) -> None:
        self.rows: dict[str, list] = {}
        for row in Code.objects.visible_to(SYSTEM).filter(until=None):
            self.rows.setdefault(row.list, []).append(row)

    def any(self, name):
        return maybe(st.sampled_from([row.pk for row in self.rows[name]]))

    def named(self, name, value):
        return next(row.pk for row in self.rows[name] if row.name == value)


def more_of_home(lists):
    mu = whole(90_000)
    land = {name: mu for name in FIELDS[Land] if not name.endswith("_certified")}
    return st.fixed_dictionaries(
        {
            **land,
            "house_area": whole(5_000),
            "rooms": whole(30),
            "structure": lists.any("structure"),
            "house_grade": lists.any("house_grade"),
            "fuel": lists.any("fuel"),
            "road": lists.any("road"),
            "road_metres": whole(50_000),
            "martyr_family": yes,
            "business_help": maybe(WORDS),
            **{f"income:{name}": whole(9_000_000) for name in LINES},
            **dict.fromkeys(("power", "business_power", "broadcast", "toilet"), yes),
            **dict.fromkeys(("cooperative", "company", "leader"), yes),
        }
    )


def more_of_person(lists):
    """A day of a certificate, or where it is not known its year."""
    issued = maybe(months)
    certificates = st.one_of(
        st.tuples(issued, st.none()), st.tuples(st.none(), maybe(st.integers(2005, 2026)))
    )
    return st.builds(
        lambda said, certificate: {
            **said,
            **dict(zip(("disability_issued", "disability_year"), certificate, strict=True)),
        },
        said_of_person(lists),
        certificates,
    )


def said_of_person(lists):
    words = ("doing", "employer", "trade", "public_post", "jobless_graduate")
    return st.fixed_dictionaries(
        {
            **dict.fromkeys(words, maybe(WORDS)),
            **dict.fromkeys(("public_post_months", "stay_months"), whole(12)),
            **dict.fromkeys(("abroad", "mandarin", "supported", *FIELDS[Welfare]), yes),
            "not_at_school": lists.any("not_at_school"),
            "work_region": lists.any("work_region"),
            "wage": whole(3_000_000),
            "work_from": maybe(months),
            "work_until": maybe(months),
            "disability": lists.any("disability"),
            "disability_level": lists.any("disability_level"),
            "medical_insurance": yes,
            "pension": yes,
        }
    )


@st.composite
def person(draw, lists, place, full):
    head = place % 10 == 0
    has_id = draw(st.booleans())
    number = id_number(date(1940 + place % 60, 3, 14), place + 1, draw(st.booleans()))
    others = [row.pk for row in lists.rows["relation"] if row.name not in {"户主", "其他"}]
    return RosterPerson(
        row=place + 2,
        name=draw(NAMES),
        relation=lists.named("relation", "户主") if head else draw(st.sampled_from(others)),
        is_head=head,
        id_number=number if has_id else "",
        no_id_reason="" if has_id else draw(st.sampled_from(REASONS)),
        sex=("1" if int(number[16]) % 2 else "2") if has_id else "0",
        born=date(1940 + place % 60, 3, 14) if has_id else None,
        ethnic=draw(lists.any("ethnic")),
        party=draw(lists.any("party")) if full else None,
        phone=draw(st.sampled_from(["", f"199000{place:05}"])),
        register_code=draw(st.sampled_from(["", f"6205990000000{place:05}"])),
        education=draw(lists.any("education")),
        schooling=draw(lists.any("schooling")),
        health=draw(lists.any("health")),
        labour=draw(lists.any("labour")),
        work_months=draw(whole(12)),
        illness_insurance=draw(yes),
        identified=draw(maybe(months)),
        more=draw(more_of_person(lists)) if full else {},
    )


@st.composite
def household(draw, lists, place, full):
    causes = st.lists(
        st.sampled_from([row.pk for row in lists.rows["cause"]]), max_size=4, unique=True
    )
    more = draw(more_of_home(lists)) if full else {}
    more = {name: value for name, value in more.items() if value is not None}
    lined = any(name.startswith("income:") for name in more)
    per_head = None if lined else draw(maybe(st.integers(-100_000, 20_000_000)))
    return RosterHousehold(
        row=place * 10 + 2,
        as_of=DAY,
        group=draw(st.sampled_from(["", "一社", "二社", "上庄"])),
        register_code=f"620599{place:06}",
        phone=draw(st.sampled_from(["", "19900001234"])),
        category=draw(lists.any("category")),
        lifted_year=draw(maybe(st.integers(2014, 2025))) if full else None,
        watch=draw(lists.any("watch")),
        risk_cleared=draw(yes),
        identified=draw(maybe(months)),
        risk_from=draw(maybe(months)),
        risk_until=draw(maybe(months)),
        causes=tuple(draw(causes)),
        dangerous_house=draw(yes),
        safe_water=draw(yes),
        per_head=per_head,
        income_year=draw(st.integers(2023, DAY.year)) if full else DAY.year,
        members=[draw(person(lists, place * 10 + n, full)) for n in range(draw(st.integers(1, 3)))],
        more=more,
        told=EVERYTHING,
    )


def held(village):
    """What the register and the file say of the village, by register code and name."""
    homes = Household.objects.visible_to(SYSTEM).filter(village=village)
    return {
        home.register_code: (
            str(home.group or ""),
            home.phone,
            home.martyr_family,
            [said(kind, household=home) for kind in HOUSEHOLD_KINDS],
            earned(home),
            [
                (
                    one.relation_id,
                    one.is_head,
                    who(one.person),
                    [said(k, person=one.person) for k in PERSON_KINDS],
                )
                for one in Membership.objects.visible_to(SYSTEM).filter(household=home, until=None)
            ],
        )
        for home in homes
    }


def earned(home):
    """Each income with its lines."""
    rows = Income.objects.visible_to(SYSTEM).filter(household=home)
    lines = IncomeAmount.objects.visible_to(SYSTEM).filter(income__household=home)
    return [
        *rows.values_list("year", "per_head", "net", "people", "rule_id"),
        *sorted(lines.values_list("item__name", "amount")),
    ]


def cells(content, form):
    """The table of a sheet, as another program reads it."""
    if form == "csv":
        return content.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def who(p):
    known = (p.name, p.id_tail, bytes(p.id_blind or b""), p.no_id_reason, p.sex, p.born)
    return (*known, p.ethnic_id, p.party_id, p.phone, p.register_code)


def test_no_column_of_the_layouts_is_without_a_reader():
    """What the sheets write a roster import reads, or it follows from what it reads."""
    worked_out = {"序号", "年度家庭人口数", "生产经营性收入", "年收入", "纯收入"}
    worked_out |= {"工资性收入", "财产性收入", "转移性收入"}
    left_aside = {"县(市、区、旗)", "乡(镇)"}
    found = {column.title: roster_columns().match(column.title) for column in (*PEOPLE, *WHOLE)}
    assert [title for title, match in found.items() if match is None] == []
    unread = {title for title, match in found.items() if match.column.level == "skip"}
    assert unread == worked_out | left_aside


def said(kind, **of):
    names = [kind._meta.get_field(name).attname for name in FIELDS[kind]]
    return list(kind.objects.visible_to(SYSTEM).filter(until=None, **of).values_list(*names))


class Undone(Exception):
    """Ends a trial, so that the village is empty again."""


def trial(work):
    found = []
    try:
        with transaction.atomic():
            found.append(work())
            raise Undone
    except Undone:
        return found[0]


@pytest.mark.parametrize(("layout", "full"), [("register_people", False), ("register_full", True)])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_village_that_is_exported_and_imported_again_is_the_same_village(
    cast, layout, full, form
):
    village, lists = cast.village, Lists()
    write = as_xlsx if form == "xlsx" else as_csv

    def there(households):
        roster_write(
            actor=SYSTEM,
            village=village,
            households=households,
            file_name="名册",
            file_hash="0",
            day=DAY,
        )
        export = ledger_export(
            actor=SYSTEM, ledger=layout, form=form, village=village, day=DAY, purpose="报县防返贫办"
        )
        return write(export), held(village)

    def once_more():
        export = ledger_export(
            actor=SYSTEM, ledger=layout, form=form, village=village, day=DAY, purpose="报县防返贫办"
        )
        return cells(write(export), form)

    def back(content):
        brought = bring(
            actor=SYSTEM,
            village=village,
            content=content,
            file_name=f"表.{form}",
            day=date(2026, 3, 1),
        )
        assert [one.as_json() for one in brought.problems] == []
        assert brought.written
        assert once_more() == cells(content, form)
        return held(village)

    @settings(max_examples=25, deadline=None, phases=QUICK, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def identity(data):
        size = data.draw(st.integers(1, 2))
        households = [data.draw(household(lists, place + 1, full)) for place in range(size)]
        content, before = trial(lambda: there(households))
        assert trial(lambda: back(content)) == before

    identity()


@pytest.mark.parametrize("layout", ["register_people", "register_full"])
def test_an_import_of_what_is_there_changes_nothing(cast, layout):
    home = cast.household("康润生", officer=cast.tian)
    cast.member(home, "裴玉兰", "配偶")
    Household.objects.visible_to(SYSTEM).filter(pk=home.pk).update(register_code="620599000001")
    export = ledger_export(
        actor=SYSTEM,
        ledger=layout,
        form="xlsx",
        village=cast.village,
        day=DAY,
        purpose="报县防返贫办",
    )
    content = as_xlsx(export)
    brought = bring(
        actor=SYSTEM,
        village=cast.village,
        content=content,
        file_name="表.xlsx",
        day=DAY,
        dry_run=True,
    )
    assert brought.problems == []
    assert brought.counts["unchanged"] == 1


def test_the_list_of_people_has_the_32_columns_of_the_register(cast):
    cast.household("康润生", officer=cast.tian)
    export = ledger_export(
        actor=SYSTEM,
        ledger="register_people",
        form="xlsx",
        village=cast.village,
        purpose="报县防返贫办",
    )
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(export))).worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    assert len(headers) == 32
    assert headers[:4] == ["序号", "数据日期", "县(市、区、旗)", "乡(镇)"]
    assert headers[-1] == "风险消除时间"
    assert sheet.max_row == 2
