"""Numbers, money, months, days and phones as people write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from lianxin.kernel.problem import Refused, problem
from lianxin.records.file.quantities import scaled

from .cells import BLANK, Reader, Reading, told, wrong
from .columns import word
from .findings import shown
from .vocabulary import Vocabulary
from .workbook import Cell

MONEY = re.compile(
    r"^[¥￥]?\s*(?:RMB)?\s*(-?[\d,]*\.?\d+)\s*(万)?\s*(?:元|块|圆)?(?:/年|/人)?$", re.ASCII
)
THOUSANDS = re.compile(r"^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^-?\d*\.?\d+$", re.ASCII)
WHOLE = re.compile(r"^(\d{1,9})(?:\.0+)?\s*(?:个月|月|人|口|个)?$", re.ASCII)
WRITTEN_DAY = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(?:(\d{1,2})\s*[日号]?)?)?"
    r"(?:[T\s]+0{1,2}:00(?::00)?)?$",
    re.ASCII,
)
BARE_DAY = re.compile(r"^(\d{4})(\d{2})(\d{2})?$", re.ASCII)
IN_METRES = re.compile(r"(?<!千)米$|(?<!k)m$", re.IGNORECASE)
MOBILE = re.compile(r"^1[0-9]{10}\Z")
PHONE = re.compile(r"^(?:1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})$", re.ASCII)
ONE_YEAR = re.compile(r"^\d{4}年?$", re.ASCII)
LONGEST = 40  # no amount is longer, and a pattern must not toil over a whole page
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(7_000, 80_000)  # 1919 to 2119


class Day(NamedTuple):
    """A day, or a month where the day was not written."""

    first: date
    whole: bool


def read_money(cell: Cell, text: str, _: Vocabulary) -> Reading:
    """Yuan to fen: 9,395元, ￥9395, 0.94万."""
    found = MONEY.match(text) if len(text) <= LONGEST else None
    if not found or not THOUSANDS.match(found[1]):
        return wrong("roster.not_an_amount", cell)
    try:
        amount = Decimal(found[1].replace(",", "")) * (10_000 if found[2] else 1)
    except InvalidOperation:
        return wrong("roster.not_an_amount", cell)
    if abs(amount) >= 10**10:
        return wrong("roster.not_an_amount", cell)
    fen = int((amount * 100).to_integral_value(rounding="ROUND_HALF_UP"))
    plain = text if found[1] == text and "," not in text else f"{amount.normalize():f}"
    return told(cell, fen, plain, "money")


def read_earning(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
    """One line of an income: money, never below nothing."""
    reading = read_money(cell, text, vocabulary)
    return wrong("roster.not_an_amount", cell) if (reading.value or 0) < 0 else reading


def read_measure(parts: int) -> Reader:
    """Land in 亩, floors in square metres, ways in kilometres: as so many parts of the unit."""

    def read(cell: Cell, text: str, _: Vocabulary) -> Reading:
        try:
            number = scaled(text, parts, "")
        except Refused:
            return wrong("roster.not_an_amount", cell)
        return Reading(number)

    return read


def read_way(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
    """Kilometres, as metres; 300米 says itself what it is."""
    return read_measure(1 if IN_METRES.search(text) else 1000)(cell, text, vocabulary)


def read_count(cell: Cell, text: str, _: Vocabulary) -> Reading:
    found = WHOLE.match(text)
    if not found:
        return wrong("roster.not_whole", cell)
    return told(cell, int(found[1]), found[1], "digits")


def read_year(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
    """Four digits, with 年 or as a month or day of the year: 2019, 2019年, 2019-12."""
    reading = read_day(cell, f"{text[:4]}-01" if ONE_YEAR.match(text) else text, vocabulary)
    if reading.wrong is not None:
        return wrong("roster.no_such_day", cell)
    return Reading(reading.value.first.year if reading.value else None)


def read_work_months(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
    """0 to 12; 3个月; 无 is none."""
    if word("none", text):
        return told(cell, 0, "0", "spelling")
    reading = read_count(cell, text, vocabulary)
    if reading.wrong is None and not 0 <= reading.value <= 12:
        return wrong("roster.months_range", cell)
    return reading


def read_month(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
    """A month; a full date keeps its day, but the first of a month is that month."""
    reading = read_day(cell, text, vocabulary)
    if reading.wrong is not None:
        return wrong("roster.no_such_month", cell)
    if reading.value is not None and reading.value.first.day == 1:
        return reading._replace(value=Day(reading.value.first, False))
    return reading


def read_day(cell: Cell, text: str, _: Vocabulary) -> Reading:
    """2014-01, 201401, 2014年1月, 2014/1/5, 20140105, or Excel's count of days."""
    if word("none", text):
        return BLANK
    if text.isascii() and text.isdigit() and int(text) in SERIALS and len(text) == 5:
        day = EXCEL_EPOCH + timedelta(days=int(text))
        return Reading(Day(day, True), day.isoformat(), "date")
    found = WRITTEN_DAY.match(text) or BARE_DAY.match(text)
    if not found:
        return wrong("roster.no_such_day", cell)
    year, month, number = int(found[1]), int(found[2]), int(found[3] or 1)
    try:
        day = date(year, month, number)
    except ValueError:
        return wrong("roster.no_such_day", cell)
    if not 1890 <= year <= 2100:
        return wrong("roster.no_such_day", cell)
    whole = found[3] is not None
    bare = text.isdigit()
    written = day.isoformat() if whole else f"{year:04}{month:02}"
    return told(cell, Day(day, whole), text if bare else written, "date")


def read_phone(cell: Cell, text: str, _: Vocabulary) -> Reading:
    """A number as it is dialled; what does not look like one is kept with a doubt."""
    if text is cell and MOBILE.match(text):
        return Reading(text)
    if word("none", text) or word("no_id", text):
        return BLANK
    dialled = re.sub(r"[\s()+.·]", "", text).replace("—", "-").replace("–", "-")
    mobile = re.sub(r"^86(?=1\d{10}$)", "", dialled.replace("-", ""))
    written = mobile if re.fullmatch(r"1[0-9]{10}", mobile) else dialled
    if PHONE.match(written):
        return told(cell, written, written, "phone")
    if len(text) > 20:
        return wrong("roster.phone_long", cell)
    return Reading(text, odd=problem("roster.phone_odd", value=shown(text)))
