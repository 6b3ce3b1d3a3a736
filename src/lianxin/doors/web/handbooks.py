"""帮扶手册 and 明白卡 of one household or of many, as Word or as pages to print, for a purpose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.doors.sheets.word import Book, Chapter, Table
from lianxin.kernel.money import yuan
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.records.file.working import parts
from lianxin.register import queries
from lianxin.results.actions import households_take

from .books import page_answer, word_answer
from .cells import told
from .household_page import HouseholdPage, pages_of
from .household_rooms import EntryLine, diaries
from .plain_cards import Given, plain_card
from .requests import Acted

MOST, YEARS = 200, 3


@require_POST
def handbooks(request: Acted) -> HttpResponse:
    """Households that are not in sight are as if absent; each of the others leaves a trace."""
    keys = [key for text in request.POST.getlist("id")[:MOST] if (key := _key(text))]
    files = queries.files(request.actor, keys, day=today()) if keys else []
    if not files:
        raise refuse("action.absent")
    kind, _dash, way = request.POST.get("book", "").partition("-")
    card, printed = kind == "card", way == "page"
    households_take(
        actor=request.actor,
        households=[it.household for it in files],
        purpose="：".join(filter(None, request.POST.getlist("purpose"))),
        book="card" if card else "handbook",
        form="page" if printed else "docx",
    )
    book = _book(request, files, card=card)
    return page_answer(request, book, wall=card) if printed else word_answer(book)


def _book(request: Acted, files: list[queries.HouseholdFile], *, card: bool) -> Book:
    chapters = _cards(request, files) if card else _handbooks(request, files)
    several = _("明白卡 %(n)d 户") if card else _("帮扶手册 %(n)d 户")
    title = chapters[0].title if len(chapters) == 1 else several % {"n": len(chapters)}
    return Book(title, request.actor.name, today(), chapters)


def _handbooks(request: Acted, files: list[queries.HouseholdFile]) -> list[Chapter]:
    pages = pages_of(request.actor, files)
    written = diaries(request.actor, [it.household.pk for it in pages], today())
    return [handbook(page, written.get(page.household.pk, [])) for page in pages]


def _cards(request: Acted, files: list[queries.HouseholdFile]) -> list[Chapter]:
    given = Given(request.actor, [it.household.pk for it in files], today())
    return [plain_card(page, given) for page in pages_of(request.actor, files)]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def handbook(page: HouseholdPage, entries: Sequence[EntryLine]) -> Chapter:
    home = page.household
    under = _("%(village)s，户号 %(number)s，%(day)s 的情况") % {
        "village": home.village,
        "number": home.number,
        "day": page.file.day,
    }
    tables = [one for one in _tables(page, entries) if one.rows]
    end = (_("户主签字") + _("："), _("联系干部签字") + _("："))
    return Chapter(_("%(name)s户帮扶手册") % {"name": page.file.name}, under, tables, end)


def _tables(page: HouseholdPage, entries: Sequence[EntryLine]) -> Iterator[Table]:
    yield Table(_("基本情况"), (), _facts(page), (16, 34, 16, 34))
    if page.whole:
        yield _members(page)
        yield from _incomes(page)
    rooms = page.rooms
    yield Table(
        _("需求"),
        (_("提出"), _("需求"), _("办得怎样")),
        [
            (
                str(one.need.opened),
                one.need.text,
                f"{one.closed} {one.need.outcome}" if one.closed else _("没办完"),
            )
            for one in rooms.needs
        ],
        (20, 45, 35),
    )
    yield Table(
        _("计划与措施"),
        (_("措施"), _("路子"), _("责任人"), _("期限"), _("进度")),
        [
            (
                one.measure.text,
                told(one.measure.direction),
                str(one.measure.officer),
                str(one.measure.due),
                _("不做了") if one.dropped else f"{one.percent}%",
            )
            for one in rooms.measures
        ],
        (37, 20, 13, 19, 11),
        {4},
    )
    yield Table(
        _("今年的日记"),
        (_("哪天"), _("谁"), _("做了什么")),
        [
            (str(one.entry.day), str(one.entry.officer), f"{one.kinds}{_('：')}{one.entry.words}")
            for one in entries
        ],
        (18, 14, 68),
    )


def _facts(page: HouseholdPage) -> list[tuple[str, ...]]:
    home, one = page.household, page.file.responsible
    officer = _("没有结对")
    if one:
        who = one.officer
        told_of = (
            who.name,
            who.post,
            str(who.unit),
            who.phone,
            _("%(day)s起") % {"day": one.from_day},
        )
        officer = _("，").join(filter(None, told_of))
    place = " ".join(map(str, filter(None, (home.village.parent, home.village, home.group))))
    causes = [told(page.standing and page.standing.cause), *page.causes]
    rows: list[tuple[str, ...]] = [
        (_("户主"), page.file.name, _("电话"), home.phone or "—"),
        (_("住在"), place),
        (
            _("类别"),
            _category(page) or "—",
            _("致贫原因"),
            _("、").join(filter(None, causes)) or "—",
        ),
        (_("联系干部"), officer),
    ]
    more = (
        *((_("土地"), page.land), (_("住房水电路"), page.house)),
        *((_("生产组织"), page.production), (_("收入来源"), page.sources)),
    )
    return rows + [(label, words) for label, words in more if page.whole and words]


def _category(page: HouseholdPage) -> str:
    """What the household is, and where it is watched, as what and whether that is over."""
    it = page.standing
    if it is None:
        return ""
    over = _("风险已消除") if it.watch and it.risk_cleared else ""
    return _("，").join(filter(None, (told(it.category), told(it.watch), over)))


def _members(page: HouseholdPage) -> Table:
    """Of an ID number the last digits, as everywhere."""
    head = (_("姓名"), _("与户主"), _("性别"), _("出生"), _("证件号"), _("文化"), _("身体"))
    rows = []
    for line in page.members:
        person = line.membership.person
        born = f"{person.born:%Y-%m}" if person.born else ""
        tail = f"…{person.id_tail}" if person.id_tail else ""
        rows.append(
            (
                *(person.name, told(line.membership.relation), line.sex, born, tail),
                *(line.education, line.health, told(line.condition and line.condition.labour)),
                line.doing,
            )
        )
    return Table(
        _("家庭成员"),
        (*head, _("劳动"), _("现在做什么")),
        rows,
        (12, 12, 8, 13, 13, 9, 9, 11, 15),
    )


def _incomes(page: HouseholdPage) -> Iterator[Table]:
    """The lines of the latest years, with what they come to for each member."""
    rows: list[tuple[str, ...]] = []
    for income in page.incomes[:YEARS]:
        for part in parts(income) if hasattr(income, "lines") else ():
            for line in part.lines:
                amount = f"{'-' if line.sign < 0 else ''}{yuan(line.amount)}"
                rows.append((str(income.year), part.title, line.name, amount))
        rows.append((str(income.year), _("人均纯收入"), "", yuan(income.per_head)))
    yield Table(_("收入"), (_("年度"), _("类"), _("项目"), _("元")), rows, (14, 30, 36, 20), {3})


urlpatterns: list[URLPattern | URLResolver] = [
    path("households/handbooks/", handbooks, name="handbooks"),
]
